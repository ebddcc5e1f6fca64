"""Mutants of a module's constants, which mutmut leaves alone: tables lose entries, numbers change."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class ConstantMutant:
    """The text of a module with one constant changed."""

    name: str
    was: str
    becomes: str
    text: str


def constant_mutants(text: str) -> Iterator[ConstantMutant]:
    """Every small change of the constants that stand at the top of a module."""
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            yield from _mutants(text, statement.target.id, statement.value)
        elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            yield from _mutants(text, statement.targets[0].id, statement.value)


def _mutants(text: str, name: str, value: ast.expr | None) -> Iterator[ConstantMutant]:
    if value is None or name == "__all__":
        return
    for node in ast.walk(value):
        for changed in _changes(node):
            becomes = ast.unparse(changed)
            start, end = _span(text, node)
            yield ConstantMutant(name, text[start:end], becomes, text[:start] + becomes + text[end:])


def _changes(node: ast.AST) -> Iterator[ast.expr]:
    """What a constant, or a table of them, may become."""
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
        case ast.Set(elts) if len(elts) > 1:
            yield from (ast.Set(rest) for rest in _each_without_one(elts))
        case ast.Tuple(elts) | ast.List(elts) if len(elts) > 1:
            yield from (ast.Tuple(rest, ast.Load()) for rest in _each_without_one(elts))
        case _:
            return


def _each_without_one(elements: list[ast.expr]) -> Iterator[list[ast.expr]]:
    for index in range(len(elements)):
        yield [*elements[:index], *elements[index + 1 :]]


def _span(text: str, node: ast.AST) -> tuple[int, int]:
    """Where an expression begins and ends in the text."""
    assert isinstance(node, ast.expr)
    lines = text.splitlines(keepends=True)

    def offset(line: int, column: int) -> int:
        before = sum(map(len, lines[: line - 1]))
        return before + len(lines[line - 1].encode()[:column].decode())

    return offset(node.lineno, node.col_offset), offset(node.end_lineno or 0, node.end_col_offset or 0)
