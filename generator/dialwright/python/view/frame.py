"""What is at hand while code is written: the API and its names, the module, the place and the flavour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeGuard

from ... import ir
from ..code import Imports
from ..names import ConstantNames, MemberNames, MethodNames, Names, ParameterNames, Place, PlaceNames
from ..types import RUNTIME, Types
from .flavour import Flavour

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Library:
    """The API with its names, and its schemas by their keys."""

    api: ir.Api
    names: Names
    models: Mapping[str, ir.Model]
    enums: Mapping[str, ir.Enum]
    flat: Mapping[str, tuple[str, ...]]  # key of what may be spelled flat -> what to nest under, and beside

    @classmethod
    def of(cls, api: ir.Api, names: Names) -> Library:
        models = {model.key: model for model in api.models}
        return cls(api, names, models, {enum.key: enum for enum in api.enums}, _flat(api))

    def types(self, imports: Imports) -> Types:
        """What spells types in one module."""
        return Types(self.names, self.enums, self.flat, imports)

    def module_of(self, key: str) -> tuple[str, ...]:
        """The module of the classes of a place."""
        names = self.names.places[key]
        return (names.package, names.module) if names.module else (names.package,)


@dataclass(frozen=True)
class Frame:
    """One place, while its classes are written in one flavour into one module."""

    library: Library
    place: Place
    flavour: Flavour
    imports: Imports
    types: Types

    @property
    def own(self) -> PlaceNames:
        return self.library.names.places[self.place.key]

    @property
    def members(self) -> MemberNames:
        return self.library.names.members[self.place.key]

    @property
    def constants(self) -> ConstantNames:
        return self.library.names.constants[self.place.key]

    @property
    def operations(self) -> tuple[tuple[ir.Operation, MethodNames, ParameterNames], ...]:
        """The operations of the place, each with its names."""
        parameters = self.library.names.parameters[self.place.key]
        return tuple(zip(self.place.operations, self.members.methods, parameters, strict=True))

    @property
    def list_name(self) -> str:
        """What says `list` in annotations: a class that has a method of that name hides the built-in one."""
        hidden = any("list" in (method.name, method.shortcut) for method in self.members.methods)
        return f"{self.imports.annotate_with('builtins')}.list" if hidden else "list"

    def running(self, name: str) -> str:
        """Use a name of the runtime where code runs."""
        return self.imports.run(RUNTIME, name)

    def annotating(self, name: str) -> str:
        """Use a name of the runtime in an annotation."""
        return self.imports.annotate(RUNTIME, name)

    def unbound(self, path: str) -> frozenset[str]:
        """The placeholders of a path that the client does not fill in by itself."""
        return frozenset(_PLACEHOLDER.findall(path)) - self.library.api.bound.keys()


def _flat(api: ir.Api) -> Mapping[str, tuple[str, ...]]:
    """The models and unions that may be spelled flat."""
    found = {model.key: (model.flat, *_beside(model)) for model in api.models if model.flat}
    for union in api.unions:
        inside = (found[option.key] for option in union.options if _is_in(option, found))
        if (nesting := next(inside, None)) is not None:
            found[union.key] = nesting
    return found


def _is_in(type_: ir.Type, found: Mapping[str, object]) -> TypeGuard[ir.Named]:
    return isinstance(type_, ir.Named) and type_.key in found


def _beside(model: ir.Model) -> Iterator[str]:
    return (field.wire for field in model.fields if field.wire != model.flat)
