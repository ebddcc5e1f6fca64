"""The walk through two documents at once: it meets all that differs, and asks the rules what it means.

The walk knows how objects hold each other, and nothing of their meaning. What differs under a key that no
rule knows is reported as an unknown change, so that nothing can be missed.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace

from ..document import Node
from ..openapi import ApiDescription, Schema
from ..openapi.structure import Kind, Shape, held
from ..problems import Place
from .change import Change, Direction
from .come_and_gone import told
from .direction import requested, turned
from .keys import judge, same, unknown
from .landmarks import Landmarks
from .match import by_template, entries
from .pair import Pair, beside, followed
from .rules import rule
from .schemas import KEYWORDS, judge_keyword, judge_required, judge_values
from .uses import Uses

_SKIPPED = {(Kind.INFO, "version")}  # it is what the changes are held against


@dataclass
class _Found:
    """A change, and the pairs at which it was met."""

    change: Change
    pairs: list[Pair] = field(default_factory=list[Pair])


class Walk:
    """One comparison."""

    def __init__(self, old: ApiDescription, new: ApiDescription) -> None:
        self._documents = (old.document, new.document)
        self._landmarks = (Landmarks(old), Landmarks(new))
        self._uses = Uses()
        self._seen: set[Hashable] = set()
        self._met: list[Pair] = []
        self._stack: list[Pair] = []
        self._found: dict[Hashable, _Found] = {}
        self._used_already: set[Hashable] = set()

    def run(self) -> list[Change]:
        """Every change, the worst first, in the order of their places."""
        root = Pair(self._documents[0].root, self._documents[1].root, Kind.DOCUMENT, Direction.NONE)
        self._object(root, without={"components"})
        self._drain()
        self._components(root)
        self._drain()
        changes = [replace(found.change, used=self._used(found.pairs)) for found in self._found.values()]
        return sorted(changes, key=lambda change: (-change.level, change.new, change.rule.id, change.message))

    def _used(self, pairs: Iterable[Pair]) -> tuple[str, ...]:
        names = ((name, pair.direction) for pair in pairs for name in self._uses.of(pair.key))
        return tuple(sorted({f"{name} ({way.value})" if way.value else name for name, way in names}))

    def _drain(self) -> None:
        while self._stack:
            pair = self._stack.pop()
            if pair.old.is_mapping and pair.new.is_mapping:
                self._object(pair)
            elif not same(pair.old.value, pair.new.value):
                name = "schema-replaced" if pair.is_schema else "unknown-change"
                self._tell(pair, name, f"it was {pair.old.value!r} and is {pair.new.value!r}", "")

    def _meet(self, holder: Pair, old: Node, new: Node, kind: Kind, direction: Direction) -> None:
        """Look at two things later, once, and note who holds them."""
        here = Pair(*followed(self._documents, old, new), kind, direction)
        self._uses.hold(holder.key, here.key)
        if over := beside(old, new):
            self._beside(holder, old, new, replace(here), over)
        if here.key in self._seen:
            return
        self._seen.add(here.key)
        self._met.append(here)
        self._stack.append(here)

    def _beside(self, holder: Pair, old: Node, new: Node, here: Pair, keys: set[str]) -> None:
        written = Pair(old, new, here.kind, here.direction)
        self._uses.hold(holder.key, written.key)
        effective = (self._documents[0].resolve(old), self._documents[1].resolve(new))
        for key in sorted(keys):
            self._leaf(replace(written, old=effective[0], new=effective[1]), key, written)

    def _object(self, pair: Pair, without: frozenset[str] | set[str] = frozenset()) -> None:
        if pair.is_schema:
            self._schema(pair)
        if pair.kind is Kind.OPERATION:
            self._parameters(pair)
        keys = dict.fromkeys((*(key for key, _ in pair.old.items()), *(key for key, _ in pair.new.items())))
        for key in keys:
            if key not in without and not self._is_told(pair, key):
                self._under(pair, key)

    def _is_told(self, pair: Pair, key: str) -> bool:
        if key == "parameters":
            return pair.kind in (Kind.OPERATION, Kind.PATH_ITEM)
        return (pair.kind, key) in _SKIPPED or (pair.is_schema and key in KEYWORDS)

    def _under(self, pair: Pair, key: str) -> None:
        holding = held(pair.kind, key)
        if holding is None:
            self._leaf(pair, key)
            return
        shape, kind = holding
        old, new = pair.old.get(key), pair.new.get(key)
        direction = turned(pair.kind, key, kind, pair.direction)
        if pair.kind is Kind.PATHS:
            self._path(pair, key, old, new)
        elif shape is Shape.ONE and not (kind in (Kind.SCHEMA, Kind.PROPERTY) and _is_flag(old, new)):
            self._one(pair, key, old, new, kind, direction)
        elif shape is Shape.ONE:
            self._flag(pair, key, old, new, kind, direction)
        else:
            self._several(pair, key, shape, kind, direction)

    def _leaf(self, pair: Pair, key: str, at: Pair | None = None) -> None:
        old, new = pair.old.get(key), pair.new.get(key)
        before, after = (old.value if old else None), (new.value if new else None)
        if same(before, after) and (old is None) == (new is None):
            return
        verdicts = judge_keyword(key, before, after) if pair.is_schema else None
        for name, message in judge(pair.kind, key, pair.old, pair.new) if verdicts is None else verdicts:
            self._tell(at or pair, name, message, key, old, new)

    def _schema(self, pair: Pair) -> None:
        for name, message in judge_values(pair.old, pair.new):
            self._tell(pair, name, message, "type", _place_of(pair.old, name), _place_of(pair.new, name))
        for name, message in judge_required(pair.old, pair.new):
            self._tell(pair, name, message, "required", pair.old.get("required"), pair.new.get("required"))
        names = [
            Schema(doc, node).name for doc, node in zip(self._documents, (pair.old, pair.new), strict=True)
        ]
        if names[0] and names[0] != names[1] and pair.old.is_mapping:
            self._tell(
                pair, "schema-renamed", f"the schema '{names[0]}' is now {names[1] or 'in place'!r}", ""
            )

    def _one(
        self, pair: Pair, key: str, old: Node | None, new: Node | None, kind: Kind, direction: Direction
    ) -> None:
        if old is not None and new is not None:
            if kind is Kind.OPERATION:
                self._operation(pair, old, new, key)
            self._meet(pair, old, new, kind, direction)
        elif old is not None or new is not None:
            self._come_or_gone(replace(pair, direction=direction), key, key, kind, old, new)

    def _flag(
        self, pair: Pair, key: str, old: Node | None, new: Node | None, kind: Kind, direction: Direction
    ) -> None:
        """`additionalProperties` and the like, where a side is true, false or not written."""
        before, after = _openness(old), _openness(new)
        if before == after:
            return
        name = "closed" if after < before else "opened"
        message = f"'{key}' was {_shown(old)} and is {_shown(new)}"
        self._tell(replace(pair, direction=direction), name, message, key, old, new)

    def _several(self, pair: Pair, key: str, shape: Shape, kind: Kind, direction: Direction) -> None:
        old, new = (
            self._held(side, key, shape, kind, index) for index, side in enumerate((pair.old, pair.new))
        )
        for name, node in old.items():
            if name in new:
                self._meet(pair, node, new[name], kind, direction)
            else:
                self._come_or_gone(replace(pair, direction=direction), key, name, kind, node, None)
        for name, node in new.items():
            if name not in old:
                self._come_or_gone(replace(pair, direction=direction), key, name, kind, None, node)
        if not old and not new and any(map(_holds_nothing, (pair.old.get(key), pair.new.get(key)))):
            self._leaf(pair, key)
        orders = [[*side] for side in (old, new)]
        if kind is Kind.SERVER and orders[0] and orders[0][:1] != orders[1][:1] and orders[0][0] in new:
            self._tell(pair, "server-changed", "another server comes first now", key)
        if key in ("oneOf", "anyOf") and _reordered(*orders):
            sides = (pair.old.get(key), pair.new.get(key))
            self._tell(pair, "order-changed", f"the order of '{key}' is another", key, *sides)

    def _held(self, node: Node, key: str, shape: Shape, kind: Kind, side: int) -> dict[Hashable, Node]:
        child = node.get(key)
        if child is None:
            return {}
        if shape is Shape.MAP:
            return dict(self._documents[side].resolve(child).items())
        return entries(kind, key, child.elements(), self._documents[side].resolve)

    def _come_or_gone(
        self, pair: Pair, key: str, name: Hashable, kind: Kind, old: Node | None, new: Node | None
    ) -> None:
        there = self._documents[0].resolve(old) if old is not None else None
        if there is None and new is not None:
            there = self._documents[1].resolve(new)
        assert there is not None
        verdict = told(pair, key, name, kind, there, added=new is not None)
        self._tell(pair, *(verdict or unknown(key, *_raws(old, new))), (key, name), old, new)

    def _path(self, pair: Pair, key: str, old: Node | None, new: Node | None) -> None:
        renamed = by_template(dict(pair.old.items()), dict(pair.new.items()))
        if old is not None and key in renamed:
            new = pair.new[renamed[key]]
            message = f"the path is now '{renamed[key]}'"
            self._tell(pair, "path-placeholder-renamed", message, key, old, new)
        elif old is None and key in renamed.values():
            return
        self._one(pair, key, old, new, Kind.PATH_ITEM, pair.direction)

    def _operation(self, item: Pair, old: Node, new: Node, method: str) -> None:
        here = Pair(*followed(self._documents, old, new), Kind.OPERATION, item.direction)
        path = self._landmarks[1].path(item.new)
        if path:
            self._uses.name(here.key, f"{method.upper()} {path}")

    def _parameters(self, pair: Pair) -> None:
        """Those of the operation and of its path item together, wherever they are written."""
        old, new = (
            mark.parameters(node) for mark, node in zip(self._landmarks, (pair.old, pair.new), strict=True)
        )
        for name, node in old.items():
            if name in new:
                self._meet(pair, node, new[name], Kind.PARAMETER, requested(pair.direction))
            else:
                self._tell(pair, "parameter-removed", f"the parameter '{name[1]}' was removed", name, node)
        for name, node in new.items():
            if name not in old:
                resolved = self._documents[1].resolve(node)
                required = resolved.value.get("required") is True
                rule_name = "parameter-added-required" if required else "parameter-added"
                self._tell(pair, rule_name, f"the parameter '{name[1]}' was added", name, None, node)

    def _components(self, root: Pair) -> None:
        """What no operation uses is looked at in no direction, after all that is used."""
        old, new = root.old.get("components"), root.new.get("components")
        empty = Node({}, root.new.file, ())
        pair = Pair(old or empty, new or empty, Kind.COMPONENTS, Direction.NONE)
        self._used_already = {node.identity for pair in self._met for node in (pair.old, pair.new)}
        for key in dict.fromkeys((*(k for k, _ in pair.old.items()), *(k for k, _ in pair.new.items()))):
            holding = held(Kind.COMPONENTS, key)
            if holding is None:
                self._leaf(pair, key)
            else:
                self._component_kind(pair, key, holding[1])

    def _component_kind(self, pair: Pair, key: str, kind: Kind) -> None:
        old, new = (self._held(side, key, Shape.MAP, kind, i) for i, side in enumerate((pair.old, pair.new)))
        for name in dict.fromkeys((*old, *new)):
            before, after = old.get(name), new.get(name)
            if before is not None and after is not None:
                if not {before.identity, after.identity} <= self._used_already:
                    self._meet(pair, before, after, kind, Direction.NONE)
            else:
                self._come_or_gone(pair, key, name, kind, before, after)

    def _tell(
        self,
        pair: Pair,
        name: str,
        message: str,
        subject: Hashable,
        old: Node | None = None,
        new: Node | None = None,
    ) -> None:
        """Note a change; met again in another direction, the worse of the two counts."""
        places = [
            _place(there or holder, found=there is not None)
            for there, holder in ((old, pair.old), (new, pair.new))
        ]
        change = Change(rule(name, pair.direction), message, places[0], places[1])
        key = (places[0], places[1], name, message, subject if isinstance(subject, str) else str(subject))
        known = self._found.setdefault(key, _Found(change))
        if change.level > known.change.level:
            known.change = change
        known.pairs.append(pair)


def _holds_nothing(node: Node | None) -> bool:
    """Whether what should hold objects is neither a mapping nor a sequence."""
    return node is not None and not node.is_mapping and not node.is_sequence


def _reordered(old: list[Hashable], new: list[Hashable]) -> bool:
    """Whether what is on both sides stands in another order."""
    return [name for name in old if name in new] != [name for name in new if name in old]


def _place(node: Node, *, found: bool) -> Place:
    return node.place("value" if found and not node.is_mapping else "key")


def _place_of(node: Node, rule_name: str) -> Node | None:
    key = "enum" if rule_name.startswith("enum") else "const" if rule_name.startswith("const") else "type"
    return node.get(key)


def _is_flag(old: Node | None, new: Node | None) -> bool:
    return any(node is not None and isinstance(node.value, bool) for node in (old, new))


def _openness(node: Node | None) -> int:
    if node is None or node.value is True:
        return 2
    return 0 if node.value is False else 1


def _shown(node: Node | None) -> str:
    if node is None:
        return "not written"
    return str(node.value).lower() if isinstance(node.value, bool) else "a schema"


def _raws(old: Node | None, new: Node | None) -> tuple[object, object]:
    return (old.value if old else None), (new.value if new else None)
