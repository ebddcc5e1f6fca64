"""What a change under one key of an object means: the name of a rule, and words for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from ..document import Node
from ..openapi.structure import Kind
from ..source import is_mapping
from .client import judge_client, judge_signatures
from .security import judge_flows
from .values import Verdict, as_list, by_name, listed, raw, same, shown, without_texts

Judge: TypeAlias = Callable[[Any, Any], Iterable[Verdict]]
"""From the values under a key, None where there is none, to what their difference means."""

_TEXTS = frozenset(
    ("description", "summary", "title", "$comment", "example", "examples", "externalDocs", "x-source")
)


def judge(kind: Kind, key: str, old: Node, new: Node) -> Iterable[Verdict]:
    """What it means that two objects of a kind differ under a key."""
    before, after = raw(old, key), raw(new, key)
    if (kind, key) == (Kind.INFO, "title"):
        return [("client-changed", f"errors and the local server are named after the title: {shown(after)}")]
    if key in _TEXTS:
        return [("text-changed", f"'{key}' is now {shown(after)}")]
    if key.startswith("x-") and before is not None and same(without_texts(before), without_texts(after)):
        return [("text-changed", f"a text in '{key}' was changed")]
    if key == "x-waived":
        return [("text-changed", "what is waived of our rules is another")]
    if kind in (Kind.PARAMETER, Kind.HEADER) and key in ("style", "explode"):
        return _style(kind, key, old, new)
    found = _BY_KIND.get((kind, key)) or _JUDGES.get(key)
    return found(before, after) if found is not None else [unknown(key, before, after)]


def unknown(key: str, old: object, new: object) -> Verdict:
    """What no rule knows."""
    return ("unknown-change", f"'{key}' was {shown(old)} and is {shown(new)}")


def _always(rule: str, words: str) -> Judge:
    return lambda old, new: [(rule, f"{words}: {shown(old)} became {shown(new)}")]


def _entries(added: str, removed: str, what: str) -> Judge:
    """Lists in which the order means nothing."""

    def found(old: Any, new: Any) -> Iterator[Verdict]:
        before, after = listed(old), listed(new)
        yield from ((removed, f"{what} {shown(v)} was removed") for k, v in before.items() if k not in after)
        yield from ((added, f"{what} {shown(v)} was added") for k, v in after.items() if k not in before)

    return found


def _flag(set_: str, unset: str, what: str) -> Judge:
    def found(old: Any, new: Any) -> Iterator[Verdict]:
        rule = "said-otherwise" if (old is True) is (new is True) else set_ if new is True else unset
        yield rule, f"{what} was {shown(old)} and is {shown(new)}"

    return found


def _style(kind: Kind, key: str, old: Node, new: Node) -> Iterator[Verdict]:
    """How a value is written depends on both keys, and on what they are where they are left out."""
    rule = "said-otherwise" if _effective(kind, old) == _effective(kind, new) else "parameter-style-changed"
    yield rule, f"'{key}' was {shown(raw(old, key))} and is {shown(raw(new, key))}"


def _effective(kind: Kind, node: Node) -> tuple[object, bool]:
    usual = "form" if kind is Kind.PARAMETER and raw(node, "in") in ("query", "cookie") else "simple"
    style, explode = raw(node, "style") or usual, raw(node, "explode")
    return style, style == "form" if explode is None else explode is True


def _positional(old: Any, new: Any) -> Iterator[Verdict]:
    before, after = as_list(old), as_list(new)
    longer = after[: len(before)] == before
    yield (
        "positional-added" if longer else "positional-changed",
        f"arguments by position were {shown(before)} and are {shown(after)}",
    )


def _named(prefix: str, key: str, *, changed: str) -> Judge:
    """Lists of mappings that have a name."""

    def found(old: Any, new: Any) -> Iterator[Verdict]:
        before, after = by_name(old, key), by_name(new, key)
        for name, value in before.items():
            if name not in after:
                yield f"{prefix}-removed", f"{name} was removed"
            elif not same(value, after[name]):
                yield changed, f"{name} was {shown(value)} and is {shown(after[name])}"
        yield from ((f"{prefix}-added", f"{name} was added") for name in after if name not in before)

    return found


def _convenience(old: Any, new: Any) -> Iterator[Verdict]:
    rule = "convenience-added" if old is None else "convenience-removed"
    yield rule, f"{shown(old)} became {shown(new)}"


def _generated(old: Any, new: Any) -> Iterator[Verdict]:
    rule = "generated-added" if old is None else "generated-removed"
    yield rule, f"what makes the value was {shown(old)} and is {shown(new)}"


def _error_codes(old: Any, new: Any) -> Iterator[Verdict]:
    """By their codes; one that has another name is gone for whoever names it."""
    before, after = by_name(old, "code"), by_name(new, "code")
    for code in before.keys() & after.keys():
        names = [entry.get("name") if is_mapping(entry) else None for entry in (before[code], after[code])]
        if names[0] != names[1]:
            yield "error-code-removed", f"{code} was {shown(names[0])} and is {shown(names[1])}"
    yield from _named("error-code", "code", changed="text-changed")(old, new)


_GENERATION = "this key of generation was changed"
_JUDGES: Mapping[str, Judge] = {
    "deprecated": _flag("deprecated", "reinstated", "'deprecated'"),
    "x-method": _always("method-renamed", "the method"),
    "x-name": _always("name-changed", "the name that users meet"),
    "x-alias": _entries("alias-added", "alias-removed", "the other name"),
    "x-positional": _positional,
    "x-rules": _entries("rule-added", "rule-removed", "the condition"),
    "x-helper": _named("helper", "name", changed="helper-changed"),
    "x-command": _always("command-changed", "how commands are told apart"),
    "x-pagination": _always("pagination-changed", "how the list goes on"),
    "x-error-codes": _error_codes,
    "x-idempotent": _flag("idempotent-set", "idempotent-removed", "'x-idempotent'"),
    "x-extra": _flag("extra-added", "extra-removed", "'x-extra'"),
    "x-generate": _generated,
    "x-default": _always("sent-default-changed", "what is sent where it is left out"),
    "x-builder": _convenience,
    "x-misnomers": _entries("convenience-added", "convenience-removed", "the misspelled name"),
    "x-type": _always("meaning-changed", "what the value means"),
    "x-client": judge_client,
    "x-signatures": judge_signatures,
    **dict.fromkeys(
        ("x-bound", "x-flat", "x-format", "x-item", "x-location-id", "x-marked-by", "x-narrowed-by"),
        _always("generation-changed", _GENERATION),
    ),
}
_STYLE = _always("parameter-style-changed", "how it is written")
_BY_KIND: Mapping[tuple[Kind, str], Judge] = {
    (Kind.PARAMETER, "required"): _flag(
        "parameter-became-required", "parameter-became-optional", "'required'"
    ),
    (Kind.REQUEST_BODY, "required"): _flag(
        "body-became-required", "body-became-optional", "'required'"
    ),
    (Kind.HEADER, "required"): _flag(
        "header-became-required", "header-became-optional", "'required'"
    ),
    (Kind.PARAMETER, "name"): _always("said-otherwise", "the name, which is not sent"),
    **{(Kind.PARAMETER, key): _STYLE for key in ("allowReserved", "allowEmptyValue")},
    **{(Kind.ENCODING, key): _STYLE for key in ("style", "explode", "allowReserved", "contentType")},
    **{(Kind.SECURITY_SCHEME, key): _always("security-changed", f"the credentials ('{key}')")
       for key in ("type", "scheme", "in", "name", "openIdConnectUrl")},
    (Kind.SECURITY_SCHEME, "flows"): judge_flows,
    (Kind.SECURITY_SCHEME, "bearerFormat"): _always("text-changed", "the form of the token"),
    **{(Kind.INFO, key): _always("text-changed", f"'{key}'")
       for key in ("contact", "license", "termsOfService")},
    (Kind.SERVER, "url"): _always("server-changed", "the address"),
    (Kind.SERVER_VARIABLE, "default"): _always("server-changed", "the default of the variable"),
    (Kind.SERVER_VARIABLE, "enum"): _entries("server-added", "server-changed", "the value"),
    **{(Kind.MARKUP_ELEMENT, key): _entries("markup-added", "markup-removed", f"an entry of '{key}':")
       for key in ("children", "former-verbs")},
    (Kind.MARKUP_ELEMENT, "required"): _entries("markup-changed", "markup-added", "what must be given:"),
    (Kind.MARKUP_ELEMENT, "element"): _always("markup-changed", "the name in XML"),
}  # fmt: skip
