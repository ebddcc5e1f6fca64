"""Paths and operations: where they went, what their methods are called, what they ask for."""

from __future__ import annotations

from ..document import Node
from ..openapi import ApiDescription
from ..openapi.operations import METHODS
from ..openapi.structure import Kind
from .change import Direction
from .direction import requested
from .landmarks import Landmarks, match_parameters
from .match import by_template
from .moves import Move, Moves
from .naming import KEYS, judge_labels, judge_names
from .pair import Pair
from .security import asked, judge_security
from .values import raw, same, shown
from .walker import Walker

_ITEM_KEYS = frozenset(("parameters", "x-resource"))  # told of each operation, wherever they are written


class Operations:
    """The part of a walk that knows of operations."""

    def __init__(self, walker: Walker, old: ApiDescription, new: ApiDescription) -> None:
        self._walker = walker
        self._roots = (old.document.root, new.document.root)
        self._marks = (Landmarks(old), Landmarks(new))
        self._moves = Moves(old, new)

    def tell(self, pair: Pair) -> frozenset[str]:
        """Tell what is particular to an object; the keys of which nothing more is to be told."""
        if pair.kind is Kind.DOCUMENT:
            self._credentials(pair)
            return frozenset(("security",))
        if pair.kind is Kind.PATH_ITEM:
            self._idle_resource(pair)
            return _ITEM_KEYS
        if pair.kind is not Kind.OPERATION:
            return frozenset()
        self._names(pair)
        self._credentials(pair)
        self._parameters(pair)
        return KEYS | {"parameters", "security"}

    def follow(self, pair: Pair, key: str, kind: Kind, old: Node | None, new: Node | None) -> bool:
        """Deal with a path or an operation that is not where it was; False for any other."""
        if pair.kind is Kind.PATHS:
            return self._renamed(pair, key, old, new) or self._moved_item(pair, old, new)
        if kind is not Kind.OPERATION:
            return False
        if old is not None and new is not None:
            self.name(pair, old, new, key)
            return False
        return self._moved(pair, old, new)

    def label(self, item: Pair, key: str, kind: Kind) -> str:
        """What a message calls the thing under a key: an operation goes by its method and path."""
        path = self._marks[0].path(item.old) or self._marks[1].path(item.new)
        return f"{key.upper()} {path}" if kind is Kind.OPERATION and path.startswith("/") else key

    def name(self, item: Pair, old: Node, new: Node, method: str) -> None:
        """Note what an operation is called where changes say by whom they are used."""
        path = self._marks[1].path(item.new)
        if path:
            here = Pair(self._resolved(0, old), self._resolved(1, new), Kind.OPERATION, item.direction)
            self._walker.record.uses.name(here.key, f"{method.upper()} {path}")

    def _resolved(self, side: int, node: Node) -> Node:
        return self._walker.documents[side].target(node)

    def _renamed(self, pair: Pair, key: str, old: Node | None, new: Node | None) -> bool:
        renamed = by_template(dict(pair.old.items()), dict(pair.new.items()))
        if old is not None and key in renamed:
            there = pair.new[renamed[key]]
            message = f"the path is now '{renamed[key]}'"
            self._walker.record.tell(pair, "path-placeholder-renamed", message, key, old, there)
            self._walker.meet(pair, old, there, Kind.PATH_ITEM, pair.direction)
            return True
        return new is not None and old is None and key in renamed.values()

    def _moved_item(self, pair: Pair, old: Node | None, new: Node | None) -> bool:
        """Whether a path is only missing because all of its operations are elsewhere now, or were before."""
        if (old is None) is (new is None):
            return False
        side, item = (0, old) if old is not None else (1, new)
        assert item is not None
        here = self._resolved(side, item)
        operations = [self._resolved(side, node) for key, node in here.items() if key in METHODS]
        if old is None:
            return bool(operations) and all(self._moves.led_to(one.identity) for one in operations)
        moved = [self._moved(replace_old(pair, here), one, None) for one in operations]
        return bool(moved) and all(moved)

    def _moved(self, item: Pair, old: Node | None, new: Node | None) -> bool:
        if new is not None:
            return self._moves.led_to(self._resolved(1, new).identity)
        move = self._moves.of(self._resolved(0, old).identity) if old is not None else None
        if move is None:
            return False
        self._tell_move(item, move)
        return True

    def _tell_move(self, item: Pair, move: Move) -> None:
        items = Pair(move.old.path_item.node, move.new.path_item.node, Kind.PATH_ITEM, item.direction)
        message = f"'{move.old.label}' is now '{move.new.label}'"
        old, new = move.old.written, move.new.written
        self.name(items, old, new, move.new.method)
        here = Pair(move.old.node, move.new.node, Kind.OPERATION, item.direction)
        self._walker.record.tell(here, "operation-moved", message, "", old, new)
        self._walker.look_at(items, frozenset(METHODS))
        self._walker.meet(items, old, new, Kind.OPERATION, item.direction)

    def _idle_resource(self, pair: Pair) -> None:
        """A resource of a path whose operations all have their own says nothing, and so does another."""
        own = [node for key, node in pair.new.items() if key in METHODS]
        idle = all(raw(self._resolved(1, node), "x-resource") is not None for node in own)
        if idle and not same(raw(pair.old, "x-resource"), raw(pair.new, "x-resource")):
            message = "'x-resource' of the path counts for none of its operations"
            sides = (pair.old.get("x-resource"), pair.new.get("x-resource"))
            self._walker.record.tell(pair, "said-otherwise", message, "x-resource", *sides)

    def _names(self, pair: Pair) -> None:
        old, new = (mark.method(node) for mark, node in zip(self._marks, (pair.old, pair.new), strict=True))
        named = old is not None and new is not None
        told = judge_names(old, new) if old and new and named else judge_labels(pair.old, pair.new)
        for key, (name, message) in told:
            sides = [node.get(key) for node in (pair.old, pair.new)]
            if old and new and key == "x-resource":
                sides = [
                    side or one.path_item.child(key) for side, one in zip(sides, (old, new), strict=True)
                ]
            self._walker.record.tell(pair, name, message, key, *sides)

    def _credentials(self, pair: Pair) -> None:
        """What an operation asks for is what the document does, where it does not say so itself."""
        sides = [node.get("security") for node in (pair.old, pair.new)]
        if sides == [None, None]:
            return
        holders = [side or root.get("security") for side, root in zip(sides, self._roots, strict=True)]
        before, after = (holder.value if holder is not None else None for holder in holders)
        if same(before, after) and (sides[0] is None) is (sides[1] is None):
            return
        message = f"the credentials asked for were {shown(before)} and are {shown(after)}"
        for name, words in judge_security(before, after, message):
            gone = pair.kind is Kind.DOCUMENT and asked(before) - asked(after) and not self._curated
            rule = "security-changed" if gone else name
            self._walker.record.tell(pair, rule, words, "security", *sides)

    @property
    def _curated(self) -> bool:
        """Whether the document says itself what its clients are made with."""
        return self._roots[1].get("x-client") is not None

    def _parameters(self, pair: Pair) -> None:
        """Those of the operation and of its path item together, wherever they are written."""
        way = requested(pair.direction)
        here = Pair(pair.old, pair.new, pair.kind, way)
        matched = match_parameters(
            *(m.parameters(n) for m, n in zip(self._marks, (pair.old, pair.new), strict=True))
        )
        for old, new in matched.both:
            self._walker.meet(pair, old, new, Kind.PARAMETER, way)
        for name, old, new in matched.moved:
            places = [raw(self._walker.documents[side].resolve(n), "in") for side, n in enumerate((old, new))]
            message = f"the parameter '{name}' was in the {places[0]} and is in the {places[1]}"
            self._tell(here, "parameter-moved", message, old, new)
            self._walker.meet(pair, old, new, Kind.PARAMETER, way)
        for name, old in matched.gone:
            self._tell(here, "parameter-removed", f"the parameter '{name}' was removed", old, None)
        for name, new in matched.come:
            required = raw(self._walker.documents[1].resolve(new), "required") is True
            rule = "parameter-added-required" if required else "parameter-added"
            self._tell(here, rule, f"the parameter '{name}' was added", None, new)

    def _tell(self, here: Pair, rule: str, message: str, old: Node | None, new: Node | None) -> None:
        self._walker.record.tell(here, rule, message, message, old, new)
        used = Pair(here.old, here.new, here.kind, Direction.NONE)
        if here.direction is Direction.REQUEST:
            self._walker.record.uses.hold(used.key, here.key)


def replace_old(pair: Pair, item: Node) -> Pair:
    """The same two things, with another former one."""
    return Pair(item, pair.new, Kind.PATH_ITEM, pair.direction)
