"""What a change under one key of an object means: the name of a rule, and words for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias, TypeGuard

from ..document import Node
from ..openapi.structure import Kind

Verdict: TypeAlias = tuple[str, str]
"""A rule's name, and the message."""

Judge: TypeAlias = Callable[[Any, Any], Iterable[Verdict]]
"""From the values under a key, None where there is none, to what their difference means."""

_TEXTS = frozenset(
    ("description", "summary", "title", "$comment", "example", "examples", "externalDocs", "x-source")
)


def same(old: object, new: object) -> bool:
    """Whether two plain values are the same JSON; 1, 1.0 and true are three."""
    return canonical(old) == canonical(new)


def judge(kind: Kind, key: str, old: Node, new: Node) -> Iterable[Verdict]:
    """What it means that two objects of a kind differ under a key."""
    before, after = raw(old, key), raw(new, key)
    if (kind, key) == (Kind.INFO, "title"):
        return [("client-changed", f"errors and the local server are named after the title: {_shown(after)}")]
    if key in _TEXTS:
        return [("text-changed", f"'{key}' is now {_shown(after)}")]
    if key.startswith("x-") and before is not None and same(_without_texts(before), _without_texts(after)):
        return [("text-changed", f"a text in '{key}' was changed")]
    if kind is Kind.OPERATION and key == "operationId":
        return _operation_id(old, new)
    found = _BY_KIND.get((kind, key)) or _JUDGES.get(key)
    return found(before, after) if found is not None else [unknown(key, before, after)]


def unknown(key: str, old: object, new: object) -> Verdict:
    """What no rule knows."""
    return ("unknown-change", f"'{key}' was {_shown(old)} and is {_shown(new)}")


def _operation_id(old: Node, new: Node) -> Iterator[Verdict]:
    named = old.get("x-method") is not None and new.get("x-method") is not None
    rule = "text-changed" if named else "operation-id-changed"
    before, after = raw(old, "operationId"), raw(new, "operationId")
    yield rule, f"the operation was called {_shown(before)} and is called {_shown(after)}"


def _always(rule: str, words: str) -> Judge:
    return lambda old, new: [(rule, f"{words}: {_shown(old)} became {_shown(new)}")]


def _entries(added: str, removed: str, what: str) -> Judge:
    """Lists in which the order means nothing."""

    def found(old: Any, new: Any) -> Iterator[Verdict]:
        before, after = _listed(old), _listed(new)
        yield from ((removed, f"{what} {_shown(v)} was removed") for k, v in before.items() if k not in after)
        yield from ((added, f"{what} {_shown(v)} was added") for k, v in after.items() if k not in before)

    return found


def _flag(set_: str, unset: str, what: str) -> Judge:
    return lambda old, new: [(set_ if new is True else unset, f"{what}: {_shown(old)} became {_shown(new)}")]


def _positional(old: Any, new: Any) -> Iterator[Verdict]:
    before, after = _as_list(old), _as_list(new)
    longer = after[: len(before)] == before
    yield (
        "positional-added" if longer else "positional-changed",
        f"arguments by position were {_shown(before)} and are {_shown(after)}",
    )


def _resource(old: Any, new: Any) -> Iterator[Verdict]:
    before, after = _as_list(old), _as_list(new)
    kept = before[:1] == after[:1] and all(place in after for place in before)
    yield (
        "resource-added" if kept else "resource-renamed",
        f"the resource {_shown(old)} became {_shown(new)}",
    )


def _named(prefix: str, key: str, *, changed: str) -> Judge:
    """Lists of mappings that have a name."""

    def found(old: Any, new: Any) -> Iterator[Verdict]:
        before, after = _by_name(old, key), _by_name(new, key)
        for name, value in before.items():
            if name not in after:
                yield f"{prefix}-removed", f"{name} was removed"
            elif not same(value, after[name]):
                yield changed, f"{name} was {_shown(value)} and is {_shown(after[name])}"
        yield from ((f"{prefix}-added", f"{name} was added") for name in after if name not in before)

    return found


def _convenience(old: Any, new: Any) -> Iterator[Verdict]:
    rule = "convenience-added" if old is None else "convenience-removed"
    yield rule, f"{_shown(old)} became {_shown(new)}"


def _generated(old: Any, new: Any) -> Iterator[Verdict]:
    rule = "generated-added" if old is None else "generated-removed"
    yield rule, f"what makes the value was {_shown(old)} and is {_shown(new)}"


def _security(old: Any, new: Any) -> Iterator[Verdict]:
    before, after = _listed(old), _listed(new)
    only_more = old is not None and new is not None and bool(before) and all(key in after for key in before)
    rule = "security-alternative-added" if only_more else "security-changed"
    yield rule, f"the credentials asked for were {_shown(old)} and are {_shown(new)}"


def _error_codes(old: Any, new: Any) -> Iterator[Verdict]:
    """By their codes; one that has another name is gone for whoever names it."""
    before, after = _by_name(old, "code"), _by_name(new, "code")
    for code in before.keys() & after.keys():
        names = [entry.get("name") if is_mapping(entry) else None for entry in (before[code], after[code])]
        if names[0] != names[1]:
            yield "error-code-removed", f"{code} was {_shown(names[0])} and is {_shown(names[1])}"
    yield from _named("error-code", "code", changed="text-changed")(old, new)


_GENERATION = "this key of generation was changed"
_JUDGES: Mapping[str, Judge] = {
    "deprecated": _always("deprecated", "whether it is deprecated"),
    "tags": _always("tags-changed", "the tags"),
    "security": _security,
    "x-method": _always("method-renamed", "the method"),
    "x-resource": _resource,
    "x-name": _always("name-changed", "the name that users meet"),
    "x-alias": _entries("alias-added", "alias-removed", "the other name"),
    "x-positional": _positional,
    "x-rules": _entries("rule-added", "rule-removed", "the condition"),
    "x-helper": _named("helper", "name", changed="helper-changed"),
    "x-command": _always("command-changed", "how commands are told apart"),
    "x-pagination": _always("pagination-changed", "how the list goes on"),
    "x-error-codes": _error_codes,
    "x-idempotent": _flag("idempotent-set", "idempotent-removed", "whether it may be repeated"),
    "x-extra": _flag("extra-added", "extra-removed", "whether further keywords are taken"),
    "x-generate": _generated,
    "x-default": _always("default-changed", "what is sent where it is left out"),
    "x-builder": _convenience,
    "x-misnomers": _entries("convenience-added", "convenience-removed", "the misspelled name"),
    "x-type": _always("meaning-changed", "what the value means"),
    "x-client": _always("client-changed", "the client"),
    "x-signatures": _always("signature-changed", "how requests are signed"),
    **dict.fromkeys(
        ("x-bound", "x-flat", "x-format", "x-item", "x-location-id", "x-marked-by", "x-narrowed-by"),
        _always("generation-changed", _GENERATION),
    ),
}
_STYLE = _always("parameter-style-changed", "how it is written")
_BY_KIND: Mapping[tuple[Kind, str], Judge] = {
    (Kind.PARAMETER, "required"): _flag(
        "parameter-became-required", "parameter-became-optional", "whether the parameter is required"
    ),
    (Kind.REQUEST_BODY, "required"): _flag(
        "body-became-required", "body-became-optional", "whether the body is required"
    ),
    (Kind.HEADER, "required"): _always("header-required-changed", "whether the header is always there"),
    **{(Kind.PARAMETER, key): _STYLE for key in ("style", "explode", "allowReserved", "allowEmptyValue")},
    **{(Kind.ENCODING, key): _STYLE for key in ("style", "explode", "allowReserved", "contentType")},
    **{(Kind.SECURITY_SCHEME, key): _always("security-changed", f"the credentials ('{key}')")
       for key in ("type", "scheme", "in", "name", "flows", "openIdConnectUrl")},
    **{(Kind.INFO, key): _always("text-changed", f"'{key}'")
       for key in ("contact", "license", "termsOfService")},
    (Kind.SERVER, "url"): _always("server-changed", "the address"),
    (Kind.SERVER_VARIABLE, "default"): _always("server-changed", "the default of the variable"),
}  # fmt: skip


def raw(node: Node, key: str) -> Any:
    """The plain value under a key, or None."""
    child = node.get(key)
    return child.value if child is not None else None


def canonical(value: object) -> str:
    """A text that is the same for the same JSON, and for no other."""
    return json.dumps(value, sort_keys=True)


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}...'"


def is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def is_mapping(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _as_list(value: object) -> list[Any]:
    if is_list(value):
        return value
    return [] if value is None else [value]


def _listed(value: object) -> dict[str, Any]:
    return {canonical(entry): entry for entry in _as_list(value)}


def _by_name(value: object, key: str) -> dict[str, Any]:
    entries = enumerate(_as_list(value))
    return {str(e.get(key, index)) if is_mapping(e) else str(e): e for index, e in entries}


def _without_texts(value: object) -> object:
    if is_mapping(value):
        texts = ("description", "summary")
        kept = ((k, v) for k, v in value.items() if not (k in texts and isinstance(v, str)))
        return {key: _without_texts(inner) for key, inner in kept}
    return [_without_texts(inner) for inner in value] if is_list(value) else value
