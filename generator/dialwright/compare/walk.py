"""The walk through two documents side by side, which finds every difference.

Objects are paired by what they are: paths and methods, names, statuses, media types. What is different is
told by a rule of its kind; whatever no rule knows is told too, as a change that somebody has to look at. A
schema is walked once for each operation that it shows in; what is the same change is told once, with all of
them.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from ..document import Document, Node, is_annotation, is_reference
from ..openapi.structure import Kind, Shape, children_of, named_children
from ..source import is_mapping
from .arrivals import CAME, METHODS, PARTS, arrival, lost_result
from .change import Change
from .findings import Findings
from .keys import WORDS, rule_of_key
from .pairs import named, reordered
from .particular import particular
from .schemas import HANDLED, makes_a_class, own_changes
from .scope import Scope
from .security import effective, security_change
from .values import at, brief, keys_of, raw, same, texts

__all__ = ["Walk"]

_SCHEMAS = (Kind.SCHEMA, Kind.PROPERTY)


class Walk:
    """Two documents, and what was found different so far.

    Args:
        old: The document as it was.
        new: The document as it is.
        extensions: The `x-` keys that are ours.
    """

    def __init__(self, old: Document, new: Document, extensions: frozenset[str]) -> None:
        self._old = old
        self._new = new
        self._extensions = extensions
        self._findings = Findings()
        self._tell = self._findings.tell
        self._reached: set[Hashable] = set()
        self._visited: set[Node] = set()

    def changes(self) -> tuple[Change, ...]:
        """Every difference, the worst first, then by place."""
        self._object(Kind.DOCUMENT, self._old.root, self._new.root, Scope())
        self._components()
        return self._findings.sorted()

    # --- objects of any kind ---

    def _object(self, kind: Kind, old: Node, new: Node, scope: Scope) -> None:
        """Compare two objects of one kind, after what references lead to."""
        self._beside(old, new, scope)
        if kind in _SCHEMAS:
            self._schema(kind, old, new, scope)
            return
        old, new = self._lead(kind, old, new, scope)
        if not old.is_mapping or not new.is_mapping:
            self._value(kind, old, new, scope)
        elif kind is Kind.OPERATION:
            self._operation(old, new, scope)
        else:
            placed = kind is Kind.PATH_ITEM and _says(old, new, "x-resource")
            self._keys(kind, old, new, replace(scope, placed=scope.placed or placed))

    def _beside(self, old: Node, new: Node, scope: Scope) -> None:
        """What stands beside references, and does not lie over what they lead to."""
        before, after = (
            (
                {key: value for key, value in node.value.items() if key != "$ref" and not is_annotation(key)}
                if is_reference(node)
                else {}
            )
            for node in (old, new)
        )
        if not same(before, after) and is_reference(old) and is_reference(new):
            self._tell("unknown-change", "what stands beside a `$ref` is another", scope, old, new)

    def _lead(self, kind: Kind, old: Node, new: Node, scope: Scope) -> tuple[Node, Node]:
        """Where two nodes lead, once what lies over it on both sides was compared: it may hide a change."""
        before, after = self._resolve(old), self._resolve(new)
        if not is_reference(old) or not is_reference(new):
            return before, after
        for key in {key: None for node in (*before.overlays, *after.overlays) for key in node.value}:
            self._under(kind, key, before, after, scope)
        return self._old.target(old), self._new.target(new)

    def _keys(
        self, kind: Kind, old: Node, new: Node, scope: Scope, but: frozenset[str] = frozenset()
    ) -> None:
        """Compare what is under each key of two objects."""
        names = named_children(kind)
        if kind is Kind.RESPONSES and lost_result(old, new, self._resolve):
            self._tell("result-removed", "no answer brings a result any more", scope, old, new)
        for key in dict.fromkeys((*old.value, *new.value)):
            if key in but:
                continue
            if key == "properties" and kind in _SCHEMAS:
                self._properties(old, new, scope)
            elif names is not None and not key.startswith("x-"):
                self._pair(names, key, old.get(key), new.get(key), scope)
            elif key in children_of(kind) and _holds_objects(kind, key, old, new):
                self._children(kind, key, old, new, scope)
            else:
                self._under(kind, key, old, new, scope)

    def _children(self, parent: Kind, key: str, old: Node, new: Node, scope: Scope) -> None:
        """Compare the objects under a key."""
        shape, kind = children_of(parent)[key]
        if kind is Kind.COMPONENTS:
            return  # they are reached from where they are used
        scope = replace(scope, inverted=scope.inverted or key == "webhooks")
        if shape is Shape.ONE:
            there, here = old.get(key), new.get(key)
            excluding = key in ("not", "if") and there is not None and here is not None
            self._pair(kind, key, there, here, replace(scope, excluding=scope.excluding or excluding))
            return
        before, after = named(shape, kind, key, old.get(key), new.get(key), self._resolve)
        for name in dict.fromkeys((*before, *after)):
            there, here = before.get(name), after.get(name)
            if key in PARTS and (there is None or here is None):
                self._part(key, name, there, here, scope)
            else:
                self._pair(kind, name, there, here, scope)
        if shape is Shape.LIST and reordered(before, after):
            id = "notation-changed" if kind is Kind.TAG else "precedence-changed"
            self._tell(id, f"the order of `{key}` is another", scope, *at(key, old, new))
        elif not before and not after and not same(raw(old, key), raw(new, key)):
            self._tell("notation-changed", f"`{key}` is written otherwise", scope, *at(key, old, new))

    def _part(self, key: str, name: str, old: Node | None, new: Node | None, scope: Scope) -> None:
        """An alternative, or a part, that is there on one side alone."""
        there = self._mark(old or new)
        if there.value == {"type": "null"} and PARTS[key] == "alternative":
            id = "type-narrowed" if new is None else "type-widened"
            self._tell(id, f"null may {'no longer' if new is None else 'now'} be there", scope, old, new)
            return
        id = f"{PARTS[key]}-{'removed' if new is None else 'added'}"
        self._tell(id, f"{name} of `{key}` {CAME[new is None]}", scope, old, new)

    def _pair(self, kind: Kind, name: str, old: Node | None, new: Node | None, scope: Scope) -> None:
        """Compare two objects of a name, or tell that there is only one."""
        scope = scope.into(kind, name)
        if old is not None and new is not None:
            self._object(kind, old, new, scope)
            return
        there = self._mark(old or new)
        if kind is Kind.PATH_ITEM and any(method in keys_of(there) for method in METHODS):
            self._operations_alone(there, new is None, scope)
            return
        id, told = arrival(kind, name, there, new is None, inverted=scope.inverted)
        self._tell(id, f"{told}{CAME[new is None]}", scope, old, new)

    def _operations_alone(self, item: Node, gone: bool, scope: Scope) -> None:
        """A path that is there on one side alone: each of its operations came, or went."""
        for method in METHODS:
            operation = item.get(method)
            if operation is not None:
                sides = (operation, None) if gone else (None, operation)
                self._pair(Kind.OPERATION, method, *sides, scope)

    def _under(self, kind: Kind, key: str, old: Node, new: Node, scope: Scope) -> None:
        """Compare plain values under a key."""
        if same(raw(old, key), raw(new, key)):
            return
        found = particular(kind, key)
        told = list(found(old.peek(key), new.peek(key))) if found is not None else []
        for id, message in told:
            self._tell(id, message, scope, *at(key, old, new))
        if not told and (kind, key) != (Kind.INFO, "version"):
            id = rule_of_key(kind, key, self._extensions)
            self._differs(id, f"`{key}`", key, old, new, scope)

    def _differs(self, id: str, what: str, key: str, old: Node, new: Node, scope: Scope) -> None:
        if id in WORDS:
            told = f"{what} is another"
        else:
            told = f"{what} went from {brief(raw(old, key))} to {brief(raw(new, key))}"
        self._tell(id, told, scope, *at(key, old, new))

    def _value(self, kind: Kind, old: Node, new: Node, scope: Scope) -> None:
        if not same(old.value, new.value):
            self._tell("unknown-change", f"the {kind.value} is another", scope, old, new)

    # --- operations ---

    def _operation(self, old: Node, new: Node, scope: Scope) -> None:
        placed = scope.placed or _says(old, new, "x-resource")
        for key, id, told in (
            (
                "operationId",
                "operation-id-changed" if _says(old, new, "x-method") else "method-renamed",
                "`operationId`",
            ),
            ("tags", "description-changed" if placed else "grouping-changed", "the tags"),
        ):
            if not same(raw(old, key), raw(new, key)):
                self._differs(id, told, key, old, new, scope)
        self._security(old, new, scope)
        self._keys(Kind.OPERATION, old, new, scope, frozenset({"operationId", "tags", "security"}))

    def _security(self, old: Node, new: Node, scope: Scope) -> None:
        """What credentials an operation asks for, which may be those of the document."""
        if same(raw(old, "security"), raw(new, "security")):
            return
        before, after = effective(self._old.root, old), effective(self._new.root, new)
        id = security_change(before, after)
        self._differs(id, "what credentials are asked for", "security", old, new, scope)

    # --- schemas ---

    def _schema(self, kind: Kind, old: Node, new: Node, scope: Scope) -> None:
        names = _model(old), _model(new)
        before, after = self._lead(kind, old, new, scope)
        if names[0] != names[1]:
            classes = makes_a_class(before) or makes_a_class(after)
            told = f"its schema is {_called(names[1])} instead of {_called(names[0])}"
            self._tell("model-renamed" if classes else "notation-changed", told, scope, old, new)
        if names[1]:
            scope = scope.at(names[1])
        way = (scope.direction, scope.operation, scope.excluding)
        reached = (before, before.overlays, after, after.overlays, way)
        if reached in self._reached:
            return
        self._reached.add(reached)
        if not before.is_mapping or not after.is_mapping:
            self._value(kind, before, after, scope)
            return
        for id, told, key in own_changes(before, after):
            self._tell(id, told, scope, *at(key, before, after))
        handled = HANDLED if _both_schemas(before, after) else HANDLED | {"additionalProperties"}
        self._keys(kind, before, after, scope, handled)

    def _properties(self, old: Node, new: Node, scope: Scope) -> None:
        """Properties by name; a new one is judged by whether it must be given."""
        key = "properties"
        before, after = named(Shape.MAP, Kind.PROPERTY, key, old.get(key), new.get(key), self._resolve)
        if not before and not after and not same(raw(old, key), raw(new, key)):
            self._tell("notation-changed", "`properties` is written otherwise", scope, old, new)
        required = texts(new.peek("required"))
        for name in dict.fromkeys((*before, *after)):
            there, here = before.get(name), after.get(name)
            if there is not None and here is not None:
                self._pair(Kind.PROPERTY, name, there, here, scope)
                continue
            self._mark(there or here)
            id = "property-removed" if here is None else "property-added"
            id += "-required" if here is not None and name in required else ""
            self._tell(id, f"property '{name}' {CAME[here is None]}", scope, there, here)

    # --- the rest ---

    def _components(self) -> None:
        """What is said of security, and what no operation uses: it was not come by so far."""
        before, after = (document.root.get("components") for document in (self._old, self._new))
        for group in dict.fromkeys((*keys_of(before), *keys_of(after))):
            old, new = (node.get(group) if node is not None else None for node in (before, after))
            for name in dict.fromkeys((*keys_of(old), *keys_of(new))):
                there, here = (node.get(name) if node is not None else None for node in (old, new))
                if group == "securitySchemes":
                    self._pair(Kind.SECURITY_SCHEME, name, there, here, Scope(place=f"credentials '{name}'"))
                else:
                    self._unused(group, name, there, here)

    def _unused(self, group: str, name: str, old: Node | None, new: Node | None) -> None:
        used = any(node is not None and self._resolve(node) in self._visited for node in (old, new))
        alike = old is not None and new is not None and same(old.value, new.value)
        if not used and not alike:
            told = f"'{name}' of the {group}, which nothing uses, is another, came, or went"
            self._tell("unused-component-changed", told, Scope(), old, new)

    def _mark(self, node: Node | None) -> Node:
        """Where a node leads; all that it refers to is in use, though there is nothing to hold it against."""
        assert node is not None
        top = self._resolve(node)
        waiting, seen = [top], {top}
        while waiting:
            node = waiting.pop()
            below = [child for _, child in node.items()] if node.is_mapping else list(node.elements())
            for child in below:
                reached = self._resolve(child)
                if reached not in seen:
                    seen.add(reached)
                    waiting.append(reached)
        return top

    def _resolve(self, node: Node) -> Node:
        """Where a node of either document leads."""
        if not is_reference(node):
            return node
        found = (self._new if self._new.owns(node) else self._old).resolve(node)
        self._visited.add(found)
        return found


def _holds_objects(kind: Kind, key: str, old: Node, new: Node) -> bool:
    """Whether what is under a key on either side is of the shape that it should be."""
    shape = children_of(kind)[key][0]
    sides = [side for node in (old, new) if (side := node.get(key)) is not None]
    if shape is Shape.ONE:
        return True
    return all(side.is_mapping if shape is Shape.MAP else side.is_sequence for side in sides)


def _says(old: Node, new: Node, key: str) -> bool:
    """Whether both sides have a key."""
    return all(node.peek(key) is not None for node in (old, new))


def _both_schemas(old: Node, new: Node) -> bool:
    """Whether there is a schema, and no yes or no, for fields that are not described."""
    return all(is_mapping(node.peek("additionalProperties")) for node in (old, new))


def _model(node: Node) -> str:
    """The name of the schema that a reference leads to; "" where a schema stands there itself."""
    return str(node.peek("$ref")).rpartition("/")[2] if is_reference(node) else ""


def _called(name: str) -> str:
    return f"'{name}'" if name else "one of its own"
