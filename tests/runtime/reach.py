"""Everything that can be reached from an object, as somebody with a debugger reaches it."""

from __future__ import annotations

import gc
from base64 import b64encode
from collections.abc import Callable, Iterator
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Any
from urllib.parse import quote, quote_plus

from dialwright.python.runtime import Secret

__all__ = ["forms", "leaks", "reachable", "shown"]

_ELSEWHERE = (type, ModuleType, BuiltinFunctionType, CodeType)
"""What belongs to the program as a whole: from there on everything is reachable, the tests included."""


def forms(secret: str, *beside: str) -> set[str]:
    """The ways in which a text would give a secret away: as it is, percent-encoded, and base64.

    Args:
        secret: The secret.
        beside: What it may be joined to before it is encoded.
    """
    plain = {secret, quote(secret, safe=""), quote_plus(secret)}
    joined = {b64encode((before + secret).encode()).decode() for before in beside}
    return plain | joined | set(_aligned(secret.encode()))


def _aligned(secret: bytes) -> Iterator[str]:
    """The base64 of a secret in the midst of other bytes, without the edges that depend on these."""
    for before in range(3):
        after = -(before + len(secret)) % 3
        encoded = b64encode(b"\0" * before + secret + b"\0" * after).decode()
        yield encoded[(4 if before else 0) : (-4 if after else None)]


def leaks(text: str, secret: set[str]) -> bool:
    """Whether a text gives a secret away."""
    return any(form in text for form in secret)


def reachable(start: object) -> Iterator[object]:
    """An object and all that it leads to. What a `Secret` keeps is where the secret is meant to be."""
    seen: dict[int, object] = {}
    waiting = [start]
    while waiting:
        found = waiting.pop()
        if id(found) in seen or isinstance(found, _ELSEWHERE):
            continue
        seen[id(found)] = found
        yield found
        if not isinstance(found, Secret):
            waiting += _next(found)


def _next(found: object) -> list[object]:
    if isinstance(found, FunctionType):
        return [
            *(found.__closure__ or ()),
            *(found.__defaults__ or ()),
            *(found.__kwdefaults__ or {}).values(),
        ]
    return [*gc.get_referents(found), *_slots(found)]


def _slots(found: object) -> Iterator[object]:
    names = (name for kind in type(found).__mro__ for name in kind.__dict__.get("__slots__", ()))
    yield from (getattr(found, name, None) for name in names if not name.startswith("__"))


def shown(found: object) -> Iterator[str]:
    """Every way to print an object."""
    ways: tuple[Callable[[Any], str], ...] = (repr, str, format)
    for way in ways:
        try:
            yield way(found)
        except (TypeError, ValueError, AttributeError, RuntimeError):
            # Of another's making, and not ready to be printed.
            continue
