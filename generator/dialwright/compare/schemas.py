"""What a change under one keyword of a schema means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from ..document import Node
from ..source import is_mapping, is_sequence
from .classes import CONVERTING
from .values import Verdict, canonical, listed, raw, same, shown

_Judge: TypeAlias = Callable[[Any, Any], Iterable[Verdict]]

KEYWORDS = frozenset(("type", "nullable", "enum", "const", "required"))
"""Those that are judged together."""


def judge_keyword(key: str, old: Any, new: Any) -> Iterable[Verdict] | None:
    """What it means that two schemas differ under a keyword; None where no rule knows the keyword."""
    found = _JUDGES.get(key)
    return found(old, new) if found is not None else None


def judge_values(old: Node, new: Node) -> Iterator[Verdict]:
    """What it means that two schemas allow other types, other listed values, or null."""
    yield from _types(_type_names(old), _type_names(new))
    yield from _first(old, new)
    yield from judge_null(old, new)
    const = (old.get("const") is not None, new.get("const") is not None)
    if all(const) and not same(raw(old, "const"), raw(new, "const")):
        yield "const-changed", f"the one value was {raw(old, 'const')!r} and is {raw(new, 'const')!r}"
    elif not all(const):
        told = list(_listed(_values(old), _values(new)))
        yield from told
        if any(const) and not told:
            yield "said-otherwise", "the one value is written in another way"


def judge_required(
    before: frozenset[str], after: frozenset[str], properties: tuple[Iterable[str], Iterable[str]]
) -> Iterator[Verdict]:
    """Which properties became required or optional; those that came or went are told of otherwise."""
    one_sided = frozenset(properties[0]) ^ frozenset(properties[1])
    for name in sorted(after - before - one_sided):
        yield "property-became-required", f"'{name}' is now required"
    for name in sorted(before - after - one_sided):
        yield "property-became-optional", f"'{name}' is no longer required"


def names_required(schema: Node) -> frozenset[str]:
    """What `required` lists."""
    return frozenset(_strings(schema, "required"))


def _types(old: set[str], new: set[str]) -> Iterator[Verdict]:
    # No type at all stands for every type.
    gone = _beyond(old, new) if old and new else new
    come = _beyond(new, old) if old and new else old
    message = f"the type was {_shown(old)} and is {_shown(new)}"
    if gone and come:
        yield "type-changed", message
    elif gone or come:
        yield ("type-narrowed" if gone else "type-widened"), message


def _first(old: Node, new: Node) -> Iterator[Verdict]:
    """Of the same types, the first is how a value is written."""
    before, after = _ordered(old), _ordered(new)
    if set(before) == set(after) and before[:1] != after[:1]:
        yield "order-changed", f"the first type was {before[0]!r} and is {after[0]!r}"


def _ordered(node: Node) -> list[str]:
    written = raw(node, "type")
    return [str(name) for name in written if name != "null"] if is_sequence(written) else []


def _beyond(these: set[str], those: set[str]) -> set[str]:
    return {kind for kind in these - those if not (kind == "integer" and "number" in those)}


def judge_null(old: Node, new: Node) -> Iterator[Verdict]:
    """What it means that null is among the values, or no longer."""
    before, after = _nullable(old), _nullable(new)
    if after and not before and _says_type(old):
        yield "became-nullable", "it may be null now"
    elif before and not after and _says_type(new):
        yield "became-not-nullable", "it may no longer be null"


def _says_type(node: Node) -> bool:
    return node.get("type") is not None or node.get("enum") is not None


def _listed(old: list[Any] | None, new: list[Any] | None) -> Iterator[Verdict]:
    if old is None or new is None:
        if new is not None:
            yield "enum-added", f"only these values are left: {_shown(new)}"
        elif old is not None:
            yield "enum-removed", f"the values are no longer listed; they were {_shown(old)}"
        return
    for value in old:
        if not any(same(value, other) for other in new):
            yield "enum-value-removed", f"the value {value!r} was removed"
    for value in new:
        if not any(same(value, other) for other in old):
            yield "enum-value-added", f"the value {value!r} was added"


def _bound(key: str, *, upper: bool) -> _Judge:
    def found(old: Any, new: Any) -> Iterator[Verdict]:
        numbers = [value for value in (old, new) if isinstance(value, (int, float))]
        tighter = old is None or (len(numbers) == 2 and (new < old) is upper and new is not None)
        rule = "constraint-tightened" if tighter else "constraint-loosened"
        yield rule, f"'{key}' was {shown(old)} and is {shown(new)}"

    return found


def _multiple(old: Any, new: Any) -> Iterator[Verdict]:
    message = f"'multipleOf' was {shown(old)} and is {shown(new)}"
    if old is None or not _divides(new, old):
        yield ("constraint-loosened" if new is None else "constraint-tightened"), message
    if old is not None and new is not None and not _divides(old, new):
        yield "constraint-loosened", message


def _divides(one: Any, other: Any) -> bool:
    """Whether each multiple of the other is one of the one too."""
    numbers = all(isinstance(value, (int, float)) for value in (one, other))
    return numbers and bool(one) and other % one == 0


def _unique(old: Any, new: Any) -> Iterator[Verdict]:
    rule = "constraint-tightened" if new is True else "constraint-loosened"
    yield ("said-otherwise" if (old is True) is (new is True) else rule), f"'uniqueItems' is now {new!r}"


def _pattern(old: Any, new: Any) -> Iterator[Verdict]:
    message = f"the pattern was {shown(old)} and is {shown(new)}"
    if old is None:
        yield "constraint-tightened", message
    else:
        yield ("constraint-loosened" if new is None else "pattern-changed"), message


def _format(old: Any, new: Any) -> Iterator[Verdict]:
    """Some formats are a type of their own in Python; the others only say more of a text or a number."""
    message = f"the format was {shown(old)} and is {shown(new)}"
    old, new = (value if isinstance(value, str | None) else canonical(value) for value in (old, new))
    if old in CONVERTING or new in CONVERTING:
        yield ("format-removed" if new is None else "format-changed"), message
    elif new is None or (old, new) in _WIDER:
        yield "form-loosened", message
    else:
        yield ("form-tightened" if old is None or (new, old) in _WIDER else "form-changed"), message


_WIDER = (("int32", "int64"), ("float", "double"))


def _discriminator(old: Any, new: Any) -> Iterator[Verdict]:
    """Values more or less in the mapping are told one by one."""
    parts: list[dict[str, Any]] = [one if is_mapping(one) else {} for one in (old, new)]
    message = f"what tells the alternatives apart was {old!r} and is {new!r}"
    if old is None or new is None or not same(*({**one, "mapping": None} for one in parts)):
        yield "discriminator-changed", message
        return
    before, after = _mapping(parts[0]), _mapping(parts[1])
    for value in [*before, *(name for name in after if name not in before)]:
        if value not in after:
            yield "discriminator-value-removed", f"{value!r} stands for nothing any more"
        elif value not in before:
            yield "discriminator-value-added", f"{value!r} stands for {after[value]!r} now"
        elif not same(before[value], after[value]):
            message = f"{value!r} stood for {before[value]!r} and stands for {after[value]!r}"
            yield "discriminator-changed", message


def _mapping(discriminator: dict[str, Any]) -> dict[str, Any]:
    found = discriminator.get("mapping")
    return found if is_mapping(found) else {}


def _switch(name: str) -> _Judge:
    """A key that is false where it is left out."""

    def found(old: Any, new: Any) -> Iterator[Verdict]:
        rule = (
            "said-otherwise"
            if (old is True) is (new is True)
            else f"{name}-{'set' if new is True else 'unset'}"
        )
        yield rule, f"whether it is {name}: {old!r} became {new!r}"

    return found


def _dependent(old: Any, new: Any) -> Iterator[Verdict]:
    """`dependentRequired`: what must be there, where something else is."""
    before, after = _needs(old), _needs(new)
    for names, rule in ((after - before, "condition-added"), (before - after, "condition-removed")):
        for name, needed in sorted(names):
            yield rule, f"{needed} must be where '{name}' is: {rule.rpartition('-')[2]}"


def _needs(value: Any) -> frozenset[tuple[str, str]]:
    entries: dict[str, Any] = value if is_mapping(value) else {}
    return frozenset((name, needed) for name, inner in entries.items() for needed in listed(inner))


def _plain(rule: str, words: str) -> _Judge:
    return lambda old, new: [(rule, f"{words} was {shown(old)} and is {shown(new)}")]


_JUDGES: Mapping[str, _Judge] = {
    **{key: _bound(key, upper=True) for key in ("maximum", "exclusiveMaximum", "maxLength", "maxItems")},
    **{key: _bound(key, upper=True) for key in ("maxProperties", "maxContains")},
    **{key: _bound(key, upper=False) for key in ("minimum", "exclusiveMinimum", "minLength", "minItems")},
    **{key: _bound(key, upper=False) for key in ("minProperties", "minContains")},
    "multipleOf": _multiple,
    "uniqueItems": _unique,
    "pattern": _pattern,
    "format": _format,
    "default": _plain("default-changed", "the default"),
    "discriminator": _discriminator,
    "dependentRequired": _dependent,
    "readOnly": _switch("read-only"),
    "writeOnly": _switch("write-only"),
    "contentEncoding": _plain("format-changed", "the encoding"),
    "contentMediaType": _plain("format-changed", "the media type"),
}


def _strings(node: Node, key: str) -> set[str]:
    value = raw(node, key)
    entries: list[Any] = value if is_sequence(value) else [value]
    return {entry for entry in entries if isinstance(entry, str)}


def _type_names(node: Node) -> set[str]:
    return _strings(node, "type") - {"null"}


def _values(node: Node) -> list[Any] | None:
    const = node.get("const")
    value = raw(node, "enum") if const is None else [const.value]
    return [entry for entry in value if entry is not None] if is_sequence(value) else None


def _nullable(node: Node) -> bool:
    """Whether null fits: where values are listed, it must be among them."""
    value = raw(node, "enum")
    if is_sequence(value):
        return None in value
    return "null" in _strings(node, "type") or raw(node, "nullable") is True


def _shown(values: Iterable[object]) -> str:
    return ", ".join(sorted(map(str, values))) or "anything"
