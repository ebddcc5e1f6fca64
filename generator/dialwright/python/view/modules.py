"""Modules put together: what is in each, who writes it, and what it imports and exports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import TypeAlias

from ..code import Imports, ModulePath, docstring, export_rank, lines, list_of, literal
from ..names import Place, Schema
from ..types import MODELS
from .clients import surface_pieces
from .frame import Library
from .parts import Attribute, Lines, Module, Pieces
from .resources import place_pieces
from .schemas import schema_pieces

Writer: TypeAlias = Callable[[Imports], Pieces]
Steps: TypeAlias = tuple[str, ...]


def modules_of(library: Library) -> Iterator[Module]:
    """Every module that is made of classes: the models, the tree, the clients."""
    services = {(package,) for package in library.names.services.values()}
    for steps, writers in _plan(library).items():
        yield module(ModulePath(steps, is_package=steps in services), writers)


def _plan(library: Library) -> Mapping[Steps, list[Writer]]:
    """Who writes into which module. Clients may share the module of the service they are for."""
    plan: dict[Steps, list[Writer]] = {}
    for name, schemas in _schemas(library).items():
        plan[MODELS, name] = [partial(schema_pieces, library, schemas)]
    for steps, places in _places(library).items():
        plan[steps] = [partial(place_pieces, library, places)]
    for name in dict.fromkeys(surface.module for surface in library.names.clients.surfaces):
        plan.setdefault((name,), []).append(partial(surface_pieces, library, name))
    return plan


def _schemas(library: Library) -> Mapping[str, list[Schema]]:
    """The schemas by their modules: aliases first, and last the one that the module is named after."""
    api, names = library.api, library.names.schemas
    schemas: list[Schema] = [*api.enums, *api.unions, *api.models]
    modules: dict[str, list[Schema]] = {}
    for schema in sorted(schemas, key=lambda schema: names[schema.key].is_head):
        modules.setdefault(names[schema.key].module, []).append(schema)
    return modules


def _places(library: Library) -> Mapping[Steps, list[Place]]:
    """The places by their modules; a service comes before the namespaces in its package."""
    modules: dict[Steps, list[Place]] = {}
    for place in library.names.tree:
        modules.setdefault(library.module_of(place.key), []).append(place)
    return modules


def module(path: ModulePath, writers: Iterable[Writer]) -> Module:
    """A module of what its writers have to say."""
    imports = Imports(path)
    pieces = [write(imports) for write in writers]
    return Module(
        file=path.file,
        docstring=docstring(pieces[0].text, indent=0),
        imports=imports.running,
        typing_imports=imports.typing_only,
        exports=exports(name for piece in pieces for name in piece.exports),
        constants=tuple(_grouped(constant for piece in pieces for constant in piece.constants)),
        classes=tuple(written for piece in pieces for written in piece.classes),
        functions=tuple(function for piece in pieces for function in piece.functions),
    )


def _grouped(constants: Iterable[Attribute]) -> Iterator[Attribute]:
    """Constants with those together that have a line each and nothing said of them."""
    for short, found in groupby(
        constants, key=lambda constant: len(constant.lines + constant.docstring) == 1
    ):
        if short:
            yield Attribute(tuple(line for constant in found for line in constant.lines))
        else:
            yield from found


def exports(names: Iterable[str]) -> Lines:
    """The statement that says what a module offers."""
    ordered = sorted(names, key=export_rank)
    return tuple(lines("__all__ = ", list_of(literal(name) for name in ordered)))
