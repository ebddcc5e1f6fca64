"""Schemas: what a value may be, whether a class is made of it, and which of its properties must be there."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

from ..document import Node
from ..openapi import Schema
from ..openapi.structure import Kind
from ..source import is_sequence
from .change import Direction
from .classes import is_class, is_record
from .forms import Merged, merged
from .pair import Pair
from .schemas import KEYWORDS, judge_required, judge_values, names_required
from .values import canonical, raw
from .walker import Walker


def tell_schema(walker: Walker, pair: Pair) -> frozenset[str]:
    """Tell what only the whole of a schema says; the keys of which nothing more is to be told."""
    both = merged(walker.documents, pair)
    told = _class(walker, pair)
    if both is not None:
        _tell_merged(walker, pair, both)
        return KEYWORDS | {"allOf", "properties"}
    values = [*judge_values(pair.old, pair.new)]
    for name, message in values:
        walker.record.tell(pair, name, message, "type", *_places(pair, name))
    wanted = [names_required(node) for node in (pair.old, pair.new)]
    properties = [dict(_children(node, "properties")) for node in (pair.old, pair.new)]
    _required(walker, pair, (wanted[0], wanted[1]), (properties[0], properties[1]))
    if not values and not told:
        _restated(walker, pair)
    return KEYWORDS


def _tell_merged(walker: Walker, pair: Pair, both: tuple[Merged, Merged]) -> None:
    """Compare two objects that are put together in different ways, as the wholes that they are."""
    sides = [pair.old.get("allOf"), pair.new.get("allOf")]
    walker.record.tell(pair, "said-otherwise", "it is put together from other parts", "allOf", *sides)
    properties = (both[0].properties, both[1].properties)
    _required(walker, pair, (both[0].required, both[1].required), properties)
    old, new = (dict[Hashable, Node](side.items()) for side in properties)
    walker.compare(pair, "properties", Kind.PROPERTY, pair.direction, old, new)


def sent_or_read(nodes: list[Node], direction: Direction) -> Direction:
    """Who writes a property: what is only read is the service's, what is only written the caller's."""
    if direction is Direction.REQUEST and all(raw(node, "readOnly") is True for node in nodes):
        return Direction.RESPONSE
    if direction is Direction.RESPONSE and all(raw(node, "writeOnly") is True for node in nodes):
        return Direction.REQUEST
    return direction


def _class(walker: Walker, pair: Pair) -> bool:
    """Tell what becomes of the class that is made of a schema, if one is."""
    old, new = (
        Schema(document, node) for document, node in zip(walker.documents, (pair.old, pair.new), strict=True)
    )
    was, is_ = is_class(old), is_class(new)
    if old.name != new.name and (was or old.name):
        rule = "schema-renamed" if was else "said-otherwise"
        message = f"the schema {_named(old)} is now {_named(new)}"
        walker.record.tell(pair, rule, message, "")
        return True
    if was and not is_:
        rule = "record-became-mapping" if is_record(old) else "class-removed"
        walker.record.tell(pair, rule, "no class is made of it any more", "class")
    elif is_ and is_record(new) and not was and set(old.types) <= {"object"}:
        walker.record.tell(pair, "mapping-became-record", "it lists its properties now", "class")
    return False


def _named(schema: Schema) -> str:
    return f"'{schema.name}'" if schema.name else "in place"


def _required(
    walker: Walker,
    pair: Pair,
    required: tuple[frozenset[str], frozenset[str]],
    properties: tuple[Mapping[str, Node], Mapping[str, Node]],
) -> None:
    def needed(side: int) -> frozenset[str]:
        held = properties[side]
        exempt = {name for name in held if _is_exempt(walker, side, held[name], pair.direction)}
        return required[side] - exempt

    found = [*judge_required(needed(0), needed(1), properties)]
    kept = frozenset(properties[0]) ^ frozenset(properties[1])
    if not found and required[0] - kept != required[1] - kept:
        found.append(("said-otherwise", "what is required is never there in this direction"))
    sides = (pair.old.get("required"), pair.new.get("required"))
    for name, message in found:
        walker.record.tell(pair, name, message, "required", *sides)


def _is_exempt(walker: Walker, side: int, node: Node, direction: Direction) -> bool:
    """Whether a property is never there in a direction, so that it cannot be missing."""
    return sent_or_read([walker.documents[side].resolve(node)], direction) is not direction


def _restated(walker: Walker, pair: Pair) -> None:
    """The same values in other words, such as a list of one type for that type."""
    for key in sorted(KEYWORDS - {"required"}):
        old, new = pair.old.get(key), pair.new.get(key)
        if _unordered(raw(pair.old, key)) != _unordered(raw(pair.new, key)):
            walker.record.tell(pair, "said-otherwise", f"'{key}' is written in another way", key, old, new)


def _unordered(value: object) -> list[str] | str:
    return sorted(map(canonical, value)) if is_sequence(value) else canonical(value)


def _places(pair: Pair, rule_name: str) -> tuple[Node | None, Node | None]:
    key = "enum" if rule_name.startswith("enum") else "const" if rule_name.startswith("const") else "type"
    return pair.old.get(key), pair.new.get(key)


def _children(node: Node, key: str) -> Iterable[tuple[str, Node]]:
    child = node.get(key)
    return child.items() if child is not None else ()
