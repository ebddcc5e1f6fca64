"""Keys whose values are told apart more closely than by being the same or another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from ..openapi.structure import Kind
from ..source import is_mapping, is_sequence
from .security import security_change
from .values import brief, canonical

__all__ = ["particular"]

Told: TypeAlias = Iterator[tuple[str, str]]
"""Rules, each with what is told."""


def _switch(on: str, off: str, told: str) -> Callable[[Any, Any], Told]:
    """A yes or no, which is no where it is left out."""

    def change(old: Any, new: Any) -> Told:
        if (old is True) == (new is True):
            yield "notation-changed", f"{told} is written otherwise, and means the same"
        else:
            yield (on if new is True else off), f"{told} changed"

    return change


def _alias(old: Any, new: Any) -> Told:
    before, after = _listed(old), _listed(new)
    yield from (("alias-removed", f"the alias '{name}' is gone") for name in before if name not in after)
    yield from (("alias-added", f"the alias '{name}' is new") for name in after if name not in before)


def _positional(old: Any, new: Any) -> Told:
    before, after = _listed(old), _listed(new)
    if before == after:
        return
    if after[: len(before)] == before:
        yield "positional-added", f"{', '.join(after[len(before) :])} may be given by position"
    else:
        yield "positional-changed", "which arguments may be given by position is another"


def _rules(old: Any, new: Any) -> Told:
    before, after = _items(old), _items(new)
    yield from (("cross-rule-removed", f"the rule {one} is gone") for one in before if one not in after)
    yield from (("cross-rule-added", f"the rule {one} is new") for one in after if one not in before)


def _codes(old: Any, new: Any) -> Told:
    before, after = _by(old, "code"), _by(new, "code")
    for code in dict.fromkeys((*before, *after)):
        if code not in after:
            yield "error-code-removed", f"the error code {code} is gone"
        elif code not in before:
            yield "error-code-added", f"the error code {code} is new"
        elif before[code].get("name") != after[code].get("name"):
            yield "error-code-removed", f"the error code {code} has another name"
        elif before[code] != after[code]:
            yield "error-code-changed", f"the text of the error code {code} is another"


def _helpers(old: Any, new: Any) -> Told:
    before, after = _by(old, "name"), _by(new, "name")
    for name in dict.fromkeys((*before, *after)):
        if name not in after:
            yield "helper-removed", f"the helper '{name}' is gone"
        elif name not in before:
            yield "helper-added", f"the helper '{name}' is new"
        elif before[name] != after[name]:
            yield "helper-changed", f"the helper '{name}' is another"


_READ_AS = frozenset(("date", "date-time", "binary", "rfc-2822", "password"))
"""Formats that decide what a value is in the client."""


def _format(old: Any, new: Any) -> Told:
    known = any(isinstance(one, str) and one in _READ_AS for one in (old, new))
    id = "format-changed" if known else "format-hint-changed"
    yield id, f"`format` went from {brief(old)} to {brief(new)}"


def _security(old: Any, new: Any) -> Told:
    yield security_change(old, new), "what credentials are asked for is another"


def _discriminator(old: Any, new: Any) -> Told:
    before, after = _mapping(old), _mapping(new)
    if not before or not after or before.get("propertyName") != after.get("propertyName"):
        yield "discriminator-changed", "what tells the forms apart is another"
        return
    before, after = _mapping(before.get("mapping")), _mapping(after.get("mapping"))
    for value in dict.fromkeys((*before, *after)):
        if value not in after:
            yield "alternative-removed", f"the form told by {value!r} is gone"
        elif value not in before:
            yield "alternative-added", f"the form told by {value!r} is new"
        elif _last(before[value]) != _last(after[value]):
            yield "discriminator-changed", f"the form told by {value!r} is another"
        elif before[value] != after[value]:
            yield "notation-changed", f"where the form told by {value!r} is written is another place"


def _client(old: Any, new: Any) -> Told:
    """What clients are made with: what is new, with a name of its own, hurts nobody."""
    before, after = _mapping(old), _mapping(new)
    for key in dict.fromkeys((*before, *after)):
        if canonical(before.get(key)) == canonical(after.get(key)):
            continue
        if key == "origin":
            yield "description-changed", "`origin` of `x-client` is another"
        elif _only_more(before.get(key), after.get(key)):
            yield "client-added", f"there is more under `{key}` of `x-client`"
        else:
            yield "client-changed", f"`{key}` of `x-client` is another"


def _only_more(old: Any, new: Any) -> bool:
    """Whether a list goes on after what it had."""
    return is_sequence(old) and is_sequence(new) and canonical(new[: len(old)]) == canonical(old)


_READ = ("read-only-added", "read-only-removed", "that only the service sets it")
_WRITTEN = ("write-only-added", "write-only-removed", "that it is only given, never read")
_MUST = "whether it must be there"

_KEYS: dict[tuple[Kind | None, str], Callable[[Any, Any], Told]] = {
    (Kind.PARAMETER, "required"): _switch("parameter-became-required", "parameter-became-optional", _MUST),
    (Kind.REQUEST_BODY, "required"): _switch("body-became-required", "body-became-optional", _MUST),
    (Kind.HEADER, "required"): _switch("header-became-required", "header-became-optional", _MUST),
    (Kind.DOCUMENT, "x-error-codes"): _codes,
    (Kind.DOCUMENT, "x-client"): _client,
    (Kind.DOCUMENT, "security"): _security,
    (Kind.SCHEMA, "format"): _format,
    (Kind.PROPERTY, "format"): _format,
    (None, "discriminator"): _discriminator,
    (None, "readOnly"): _switch(*_READ),
    (None, "writeOnly"): _switch(*_WRITTEN),
    (None, "deprecated"): _switch("deprecated", "undeprecated", "`deprecated`"),
    (None, "x-alias"): _alias,
    (None, "x-positional"): _positional,
    (None, "x-rules"): _rules,
    (None, "x-helper"): _helpers,
}


def _last(reference: Any) -> str:
    """The name that a reference ends with."""
    return str(reference).rpartition("/")[2]


def particular(kind: Kind, key: str) -> Callable[[Any, Any], Told] | None:
    """What tells the values under a key apart; None where nothing particular is known of it.

    Where it tells nothing of values that differ, they are another by no rule of its own.
    """
    return _KEYS.get((kind, key)) or _KEYS.get((None, key))


def _items(value: Any) -> list[str]:
    """The rules of `x-rules`, each as text."""
    if is_mapping(value):
        return [f"{name}: {told}" for name, told in value.items()]
    return _listed(value)


def _listed(value: Any) -> list[str]:
    return list(map(str, value)) if is_sequence(value) else [] if value is None else [str(value)]


def _mapping(value: Any) -> dict[str, Any]:
    return {str(key): told for key, told in value.items()} if is_mapping(value) else {}


def _by(value: Any, key: str) -> dict[str, Any]:
    """The mappings of a list, by what each has under a key."""
    items: list[Any] = value if is_sequence(value) else []
    return {str(item.get(key)): item for item in items if is_mapping(item)}
