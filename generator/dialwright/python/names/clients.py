"""The names of client classes, of their arguments, and of what else the package exports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ... import ir
from ...kept import Key, Register
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


def client_names(api: ir.Api, register: Register) -> ClientNames:
    """Names for what an API's package exports."""
    constants = Scope()
    taken = reserved_words("errors", "exports")
    errors = Scope(taken, kept=_kept(register, "error"), register=register, reserved=taken)
    name = identifier(api.words, pascal)
    return ClientNames(
        package=identifier(_package(api.distribution), snake),
        version=_version(api.version),
        error=errors.claim(f"{name}Error", f"{name}ClientError", key=("client", "error")),
        surfaces=_surfaces(api, register),
        arguments={argument.words: _argument(argument.words) for argument in api.arguments},
        error_codes=tuple(
            constants.claim(identifier(code.words, screaming, reserved_words("error_codes")))
            for code in api.error_codes
        ),
    )


def _package(distribution: str) -> Words:
    """The words of a distribution: what is written small is one, whatever digits are in it."""
    parts = re.split(r"[-_.]+", distribution)
    return tuple(word for part in parts for word in ((part,) if part == part.lower() else split(part)))


def _kept(register: Register, what: str) -> Mapping[Key, str]:
    return {key: name for key, name in register.kept.under("client").items() if key[-1] == what}


def _surfaces(api: ir.Api, register: Register) -> tuple[SurfaceNames, ...]:
    scopes: dict[str, Scope] = {}
    found: list[SurfaceNames] = []
    for surface in api.surfaces:
        module = (
            identifier(surface.module, snake, reserved_words("modules", "devices"))
            if surface.module
            else FRONT
        )
        taken = reserved_words("errors", "exports")
        if module not in scopes:
            kept = _kept(register, "class")
            scopes[module] = Scope(taken, forms=("{}", "Async{}"), kept=kept, register=register)
        name = identifier(surface.words, pascal)
        arguments = tuple(_argument(own) for own, _ in surface.arguments)
        key = None if surface.named else ("client", "class")
        found.append(SurfaceNames(module, scopes[module].claim(name, f"{name}Client", key=key), arguments))
    return tuple(found)


def _version(written: str) -> str:
    """The version if it is one to Python packages; else the numbers in it: `2010-04-01` -> `2010.04.01`."""
    if _VERSION.fullmatch(written):
        return written
    return ".".join(re.findall(r"[0-9]+", written)) or "0"


def _argument(words: Words) -> str:
    return identifier(words, snake, reserved_words("arguments"))
