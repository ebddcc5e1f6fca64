"""Keys whose values are told apart more closely than by being the same or another, and what came or went."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from ..openapi.structure import Kind
from ..source import is_mapping, is_sequence

__all__ = ["ARRIVALS", "particular"]

Told: TypeAlias = Iterator[tuple[str, str]]
"""Rules, each with what is told."""

ARRIVALS: dict[Kind, tuple[str, str]] = {
    Kind.MEDIA_TYPE: ("media-type-removed", "media-type-added"),
    Kind.HEADER: ("header-removed", "header-added"),
    Kind.SCHEMA: ("schema-removed", "schema-added"),
    Kind.SERVER: ("server-changed", "server-changed"),
    Kind.SERVER_VARIABLE: ("server-changed", "server-changed"),
    Kind.SECURITY_SCHEME: ("security-changed", "security-changed"),
    Kind.ENCODING: ("encoding-changed", "encoding-changed"),
    Kind.MARKUP: ("markup-removed", "markup-added"),
    Kind.MARKUP_ELEMENT: ("markup-removed", "markup-added"),
    Kind.TAG: ("description-changed", "description-changed"),
    Kind.INFO: ("description-changed", "description-changed"),
    Kind.EXAMPLE: ("description-changed", "description-changed"),
    Kind.EXTERNAL_DOCS: ("description-changed", "description-changed"),
    Kind.LINK: ("description-changed", "description-changed"),
}
"""By kind: the rule where one is gone, and the rule where one is new."""


def _required_parameter(old: Any, new: Any) -> Told:
    yield f"parameter-became-{'required' if new is True else 'optional'}", "whether it must be given changed"


def _required_body(old: Any, new: Any) -> Told:
    yield f"body-became-{'required' if new is True else 'optional'}", "whether it must be given changed"


def _deprecated(old: Any, new: Any) -> Told:
    yield ("deprecated" if new is True else "undeprecated"), "`deprecated` changed"


def _alias(old: Any, new: Any) -> Told:
    before, after = _listed(old), _listed(new)
    yield from (("alias-removed", f"the alias '{name}' is gone") for name in before if name not in after)
    yield from (("alias-added", f"the alias '{name}' is new") for name in after if name not in before)


def _positional(old: Any, new: Any) -> Told:
    before, after = _listed(old), _listed(new)
    if after[: len(before)] == before:
        yield "positional-added", f"{', '.join(after[len(before) :])} may be given by position"
    else:
        yield "positional-changed", "which arguments may be given by position is another"


def _rules(old: Any, new: Any) -> Told:
    before, after = _items(old), _items(new)
    yield from (("cross-rule-removed", f"the rule {one} is gone") for one in before if one not in after)
    yield from (("cross-rule-added", f"the rule {one} is new") for one in after if one not in before)


def _codes(old: Any, new: Any) -> Told:
    before, after = _mapping(old), _mapping(new)
    for code in dict.fromkeys((*before, *after)):
        if code not in after:
            yield "error-code-removed", f"the error code {code} is gone"
        elif code not in before:
            yield "error-code-added", f"the error code {code} is new"
        elif before[code] != after[code]:
            yield "error-code-changed", f"the text of the error code {code} is another"


def _helpers(old: Any, new: Any) -> Told:
    before, after = _by_name(old), _by_name(new)
    for name in dict.fromkeys((*before, *after)):
        if name not in after:
            yield "helper-removed", f"the helper '{name}' is gone"
        elif name not in before:
            yield "helper-added", f"the helper '{name}' is new"
        elif before[name] != after[name]:
            yield "helper-changed", f"the helper '{name}' is another"


def _version(old: Any, new: Any) -> Told:
    """The version itself is no change: it is what changes ask for."""
    yield from ()


_KEYS: dict[tuple[Kind | None, str], Callable[[Any, Any], Told]] = {
    (Kind.INFO, "version"): _version,
    (Kind.PARAMETER, "required"): _required_parameter,
    (Kind.REQUEST_BODY, "required"): _required_body,
    (Kind.DOCUMENT, "x-error-codes"): _codes,
    (None, "deprecated"): _deprecated,
    (None, "x-alias"): _alias,
    (None, "x-positional"): _positional,
    (None, "x-rules"): _rules,
    (None, "x-helper"): _helpers,
}


def particular(kind: Kind, key: str) -> Callable[[Any, Any], Told] | None:
    """What tells the values under a key apart; None where nothing particular is known of it."""
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


def _by_name(value: Any) -> dict[str, Any]:
    items: list[Any] = value if is_sequence(value) else []
    return {str(item.get("name")): item for item in items if is_mapping(item)}
