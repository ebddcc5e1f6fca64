"""What users of a client write down: its names, as its source has them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import TypeAlias

Fact: TypeAlias = tuple[str, ...]
"""Something that users rely on: a method and what it sends, one of its parameters, a class, an attribute."""


def surface(files: Mapping[str, str | bytes]) -> set[Fact]:
    """Every fact of a client, given as its files."""
    return {fact for path, text in files.items() if _is_own(path) for fact in _facts(path, ast.parse(text))}


def _is_own(path: str) -> bool:
    return path.startswith("src/") and path.endswith(".py") and "/_runtime/" not in path


def _facts(path: str, module: ast.Module) -> Iterator[Fact]:
    _, package, *inside = path.removesuffix(".py").split("/")
    constants = dict(_constants(module))
    for node in module.body:
        match node:
            case ast.ClassDef(name=name, bases=[ast.Name(id="TypedDict")]):
                yield "model", name
                yield from (("key", name, one[2]) for one in _attributes(node))
            case ast.ClassDef(name=name) if inside[0] == "models":
                yield "model", name
                yield from _attributes(node)
            case ast.AnnAssign(target=ast.Name(id=name)) if inside[0] == "models":
                yield "model", name
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(args=[_, ast.Dict(keys=keys)])):
                yield "model", name
                yield from (("key", name, str(key.value)) for key in keys if isinstance(key, ast.Constant))
            case ast.ClassDef(name=name):
                yield "class", package, inside[0], name
                yield from _methods(inside[0], node, constants)
            case _:
                pass


def _constants(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in module.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(value))):
                yield name, value
            case _:
                pass


def _attributes(node: ast.ClassDef) -> Iterator[Fact]:
    """The attributes of a model, each with its name on the wire."""
    for statement in node.body:
        match statement:
            case ast.AnnAssign(
                target=ast.Name(id=name), value=ast.Call(args=[ast.Constant(value=str(wire)), *_])
            ):
                yield "field", node.name, name, wire
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield "field", node.name, name, name
            case _:
                pass


def _methods(module: str, node: ast.ClassDef, constants: Mapping[str, str]) -> Iterator[Fact]:
    """The methods of a resource, what each sends, and what it takes."""
    for method in node.body:
        if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef) and not method.name.startswith("_"):
            yield from (("sends", module, node.name, method.name, *sent) for sent in _sent(method, constants))
            taken = (*method.args.posonlyargs, *method.args.args, *method.args.kwonlyargs)
            yield from (("takes", module, node.name, method.name, one.arg) for one in taken)
            yield from (("puts", module, node.name, method.name, *put) for put in _put(method))


def _put(method: ast.AST) -> Iterator[tuple[str, str, str]]:
    """Which argument goes where: `userId` in the query is `user_id`."""
    for statement in ast.walk(method):
        match statement:
            case ast.Assign(targets=[ast.Name(id=part)], value=ast.Dict(keys=keys, values=values)):
                for key, value in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(value, ast.Name):
                        yield part.removesuffix("_values"), str(key.value), value.id
            case _:
                pass


def _sent(method: ast.AST, constants: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for call in ast.walk(method):
        match call:
            case ast.Call(func=ast.Name(id="Request"), args=[ast.Constant(value=str(verb)), path, *_]):
                yield verb, _text(path, constants)
            case _:
                pass


def _text(node: ast.expr, constants: Mapping[str, str]) -> str:
    match node:
        case ast.Constant(value=str(value)):
            return value
        case ast.Name(id=name):
            return constants.get(name, "")
        case _:
            return ""
