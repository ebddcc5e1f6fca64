"""The walk through two documents at once: it meets all that differs, and asks the rules what it means.

The walk knows how objects hold each other, and little of their meaning. What differs under a key that no rule
knows is reported as an unknown change, so that nothing can be missed.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from ..document import Document, Node, is_reference
from ..openapi import ApiDescription
from ..openapi.structure import Kind, Shape, held
from .change import Change, Direction
from .come_and_gone import told
from .components import Components
from .direction import turned
from .forms import Written, choice, includes, written
from .keys import judge, unknown
from .match import entries, held_by, reordered
from .objects import sent_or_read, tell_schema
from .openness import is_flag, judge_flag
from .operations import Operations
from .pair import SCHEMAS, Pair
from .record import Record
from .schemas import judge_keyword
from .values import same
from .walker import Held

_SKIPPED = {(Kind.INFO, "version"), (Kind.PARAMETER, "in")}  # held against the changes; told of a move

_HOLDERS = (Kind.PATHS, Kind.RESPONSES)  # that one is not there is all the same as that it is empty


class Walk:
    """One comparison."""

    def __init__(self, old: ApiDescription, new: ApiDescription) -> None:
        self.documents: tuple[Document, Document] = (old.document, new.document)
        self.record = Record()
        self._operations = Operations(self, old, new)
        self._met: list[Pair] = []
        self._seen: set[Hashable] = set()
        self._stack: list[Pair] = []

    def run(self) -> list[Change]:
        """Every change, the worst first, in the order of their places."""
        root = Pair(self.documents[0].root, self.documents[1].root, Kind.DOCUMENT, Direction.NONE)
        self.look_at(root, frozenset(("components",)))
        self._drain()
        Components(self).tell(root, [*self._met])
        self._drain()
        return self.record.changes()

    def _drain(self) -> None:
        while self._stack:
            pair = self._stack.pop()
            if pair.old.is_mapping and pair.new.is_mapping:
                self.look_at(pair)
            elif not same(pair.old.value, pair.new.value):
                name = "schema-replaced" if pair.is_schema else "unknown-change"
                self.record.tell(pair, name, f"it was {pair.old.value!r} and is {pair.new.value!r}", "")

    def look_at(self, pair: Pair, without: frozenset[str] = frozenset()) -> None:
        """Compare two objects, key by key."""
        done = without | (tell_schema(self, pair) if pair.is_schema else self._operations.tell(pair))
        keys = dict.fromkeys((*(key for key, _ in pair.old.items()), *(key for key, _ in pair.new.items())))
        for key in keys:
            if key not in done and (pair.kind, key) not in _SKIPPED:
                self._under(pair, key)

    def meet(self, holder: Pair, old: Node, new: Node, kind: Kind, direction: Direction) -> None:
        """Look at two things later, once, and note who holds them."""
        before, after = self._written(old, new, kind)
        if is_reference(old) == is_reference(new):
            cores = Pair(before.core, after.core, kind, direction)
            self._beside(holder, cores, before, after)
        else:
            cores = Pair(before.effective, after.effective, kind, direction)
        self.record.uses.hold(holder.key, cores.key)
        if kind in SCHEMAS and self._choice(cores, old, new):
            return
        if cores.key not in self._seen:
            self._seen.add(cores.key)
            self._met.append(cores)
            self._stack.append(cores)

    def _written(self, old: Node, new: Node, kind: Kind) -> tuple[Written, Written]:
        schema = kind in SCHEMAS
        sides = tuple(zip(self.documents, (old, new), strict=True))
        unwrap = schema and not all(includes(node) for node in (old, new))
        before, after = (written(document, node, schema=schema, unwrap=unwrap) for document, node in sides)
        return before, after

    def _beside(self, holder: Pair, cores: Pair, before: Written, after: Written) -> None:
        """Judge what is written beside two references, where it lies over what they lead to."""
        nodes = [side.beside for side in (before, after)]
        keys = dict.fromkeys(key for node in nodes if node is not None for key, _ in node.items())
        if not keys:
            return
        shown = Pair(nodes[0] or before.core, nodes[1] or after.core, cores.kind, cores.direction)
        self.record.uses.hold(holder.key, shown.key)
        for key in keys:
            self.leaf(replace(cores, old=before.effective, new=after.effective), key, shown)

    def _choice(self, pair: Pair, old: Node, new: Node) -> bool:
        """Compare a schema with a choice that it is one of, such as that between it and null."""
        keys = [choice(pair.old), choice(pair.new)]
        if bool(keys[0]) is bool(keys[1]):
            return False
        key = keys[0] or keys[1]
        sides = [
            entries(Kind.SCHEMA, key, pair_node[key].elements() if name else [written_], document.resolve)
            for pair_node, name, written_, document in zip(
                (pair.old, pair.new), keys, (old, new), self.documents, strict=True
            )
        ]
        if not sides[0].keys() & sides[1].keys():
            return False
        if pair.key not in self._seen:
            self._seen.add(pair.key)
            here = replace(pair, kind=Kind.SCHEMA)
            self.record.uses.hold(pair.key, here.key)
            self.compare(here, key, Kind.SCHEMA, pair.direction, sides[0], sides[1])
            self._around(pair, key)
        return True

    def _around(self, pair: Pair, key: str) -> None:
        """What is said of a choice beside its alternatives."""
        choosing = pair.old if choice(pair.old) else pair.new
        bare = Node({}, choosing.file, choosing.pointer)
        here = replace(pair, old=choosing, new=bare) if choosing is pair.old else replace(pair, old=bare)
        for name, _ in choosing.items():
            if name != key:
                self.leaf(here, name)

    def _under(self, pair: Pair, key: str) -> None:
        holding = held(pair.kind, key)
        if holding is None:
            self.leaf(pair, key)
            return
        shape, kind = holding
        old, new = pair.old.get(key), pair.new.get(key)
        if kind in _HOLDERS:
            old, new = old or _empty(pair.old, key), new or _empty(pair.new, key)
        direction = turned(pair.kind, key, kind, pair.direction)
        if self._operations.follow(pair, key, kind, old, new):
            return
        if shape is not Shape.ONE:
            old_held, new_held = (
                held_by(document, node, key, shape, kind)
                for document, node in zip(self.documents, (pair.old, pair.new), strict=True)
            )
            self.compare(pair, key, kind, direction, old_held, new_held)
        elif kind in SCHEMAS and is_flag(old, new):
            for name, message in judge_flag(self.documents, key, old, new, pair.direction):
                self.record.tell(pair, name, message, key, old, new)
        elif old is not None and new is not None:
            self.meet(pair, old, new, kind, direction)
        else:
            way = pair.direction if key == "not" else direction
            label = self._operations.label(pair, key, kind)
            self.come_or_gone(replace(pair, direction=way), key, label, kind, old, new)

    def leaf(self, pair: Pair, key: str, at: Pair | None = None) -> None:
        """Judge the plain values under a key, and tell of them as of a thing at a place."""
        old, new = pair.old.get(key), pair.new.get(key)
        before, after = (old.value if old else None), (new.value if new else None)
        if same(before, after) and (old is None) == (new is None):
            return
        verdicts = judge_keyword(key, before, after) if pair.is_schema else None
        for name, message in judge(pair.kind, key, pair.old, pair.new) if verdicts is None else verdicts:
            self.record.tell(at or pair, name, message, key, old, new)

    def compare(self, pair: Pair, key: str, kind: Kind, direction: Direction, old: Held, new: Held) -> None:
        """Compare what two objects hold under a key."""
        for name in dict.fromkeys((*old, *new)):
            before, after = old.get(name), new.get(name)
            way = self._way(kind, direction, before, after)
            if before is not None and after is not None:
                self._media_type(replace(pair, direction=way), kind, before, after)
                self.meet(pair, before, after, kind, way)
            else:
                self.come_or_gone(replace(pair, direction=way), key, name, kind, before, after)
        if not old and not new and any(map(_holds_nothing, (pair.old.get(key), pair.new.get(key)))):
            self.leaf(pair, key)
        if name_and_message := reordered(key, kind, [*old], [*new]):
            self.record.tell(pair, *name_and_message, key, pair.old.get(key), pair.new.get(key))

    def _way(self, kind: Kind, direction: Direction, old: Node | None, new: Node | None) -> Direction:
        if kind is not Kind.PROPERTY:
            return direction
        sides = zip(self.documents, (old, new), strict=True)
        return sent_or_read([doc.resolve(node) for doc, node in sides if node is not None], direction)

    def _media_type(self, pair: Pair, kind: Kind, old: Node, new: Node) -> None:
        names = [str(node.pointer[-1]) for node in (old, new) if node.pointer]
        if kind is Kind.MEDIA_TYPE and names[0] != names[-1]:
            message = f"the media type was '{names[0]}' and is '{names[-1]}'"
            self.record.tell(pair, "media-type-changed", message, "", old, new)

    def come_or_gone(
        self, pair: Pair, key: str, name: Hashable, kind: Kind, old: Node | None, new: Node | None
    ) -> None:
        """Tell of a thing that only one of the documents has."""
        document, node = (self.documents[0], old) if old is not None else (self.documents[1], new)
        assert node is not None
        here = document.resolve(node)
        verdicts = [*told(pair, key, name, kind, here, document, added=new is not None)]
        for rule, message in verdicts or [unknown(key, *(raws(old), raws(new)))]:
            self.record.tell(pair, rule, message, (key, name), old, new)


def raws(node: Node | None) -> object:
    """The plain value of a node, if there is one."""
    return node.value if node is not None else None


def _empty(holder: Node, key: str) -> Node:
    return Node({}, holder.file, (*holder.pointer, key))


def _holds_nothing(node: Node | None) -> bool:
    """Whether what should hold objects is neither a mapping nor a sequence."""
    return node is not None and not node.is_mapping and not node.is_sequence
