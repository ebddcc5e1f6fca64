"""The names of client classes, of their arguments, and of what else the package exports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ... import ir
from ...words import Words, pascal, screaming, snake, split
from .identifier import identifier, reserved_words
from .scope import Scope

_VERSION = re.compile(r"[0-9]+(\.[0-9]+)*((a|b|rc)[0-9]+)?(\.post[0-9]+)?(\.dev[0-9]+)?")

FRONT = "_client"
"""The module of the client classes that the package itself exports."""


@dataclass(frozen=True)
class SurfaceNames:
    """A client class: its module below the package, its name and those of its arguments, in order."""

    module: str
    name: str
    arguments: tuple[str, ...]

    @property
    def is_front(self) -> bool:
        return self.module == FRONT


@dataclass(frozen=True)
class ClientNames:
    """Names that stand at the top of the package."""

    package: str
    version: str  # as Python packages write it
    error: str
    surfaces: tuple[SurfaceNames, ...]
    arguments: Mapping[Words, str]  # words of an `ir.Argument` -> its name where no surface renames it
    error_codes: tuple[str, ...]


def client_names(api: ir.Api) -> ClientNames:
    """Names for what an API's package exports."""
    constants = Scope()
    errors = Scope(reserved_words("errors", "exports"))
    name = identifier(api.words, pascal)
    return ClientNames(
        package=identifier(split(api.distribution), snake),
        version=_version(api.version),
        error=errors.claim(f"{name}Error", f"{name}ClientError"),
        surfaces=_surfaces(api),
        arguments={argument.words: _argument(argument.words) for argument in api.arguments},
        error_codes=tuple(
            constants.claim(identifier(code.words, screaming, reserved_words("error_codes")))
            for code in api.error_codes
        ),
    )


def _surfaces(api: ir.Api) -> tuple[SurfaceNames, ...]:
    scopes: dict[str, Scope] = {}
    found: list[SurfaceNames] = []
    for surface in api.surfaces:
        module = (
            identifier(surface.module, snake, reserved_words("modules", "devices"))
            if surface.module
            else FRONT
        )
        taken = reserved_words("errors", "exports")
        scope = scopes.setdefault(module, Scope(taken, forms=("{}", "Async{}")))
        name = identifier(surface.words, pascal)
        arguments = tuple(_argument(own) for own, _ in surface.arguments)
        found.append(SurfaceNames(module, scope.claim(name, f"{name}Client"), arguments))
    return tuple(found)


def _version(written: str) -> str:
    """The version if it is one to Python packages; else the numbers in it: `2010-04-01` -> `2010.04.01`."""
    if _VERSION.fullmatch(written):
        return written
    return ".".join(re.findall(r"[0-9]+", written)) or "0"


def _argument(words: Words) -> str:
    return identifier(words, snake, reserved_words("arguments"))
