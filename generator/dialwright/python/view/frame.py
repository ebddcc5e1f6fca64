"""What is at hand while code is written: the API and its names, the module, the place and the flavour."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

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

    @classmethod
    def of(cls, api: ir.Api, names: Names) -> Library:
        models = {model.key: model for model in api.models}
        return cls(api, names, models, {enum.key: enum for enum in api.enums})

    def types(self, imports: Imports) -> Types:
        """What spells types in one module."""
        return Types(self.names, self.enums, imports)

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
