"""The walk through two documents side by side, which finds every difference.

Objects are paired by what they are: paths and methods, names, statuses, media types. What is different is
told by a rule of its kind; whatever no rule knows is told too, as a change that somebody has to look at. A
schema is walked once for each operation that it shows in; what is the same change is told once, with all of
them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ..document import Document, Node, is_reference
from ..openapi.structure import Kind, Shape, children_of, named_children
from ..problems import Place
from ..source import is_mapping, is_sequence
from .bounds import BOUNDS, bound_changes, enum_changes, type_change
from .change import Change, Direction
from .keys import rule_of_key
from .particular import ARRIVALS, particular
from .rules import rule

__all__ = ["Walk"]

_PARTS = {"oneOf": "alternative", "anyOf": "alternative", "allOf": "part", "prefixItems": "part"}
_CAME = {False: "is new", True: "is gone"}
_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True)
class Scope:
    """Where the walk is: which way values go here, in which operation, and what people call the place."""

    direction: Direction = Direction.REQUEST
    operation: str = ""
    place: str = "the document"
    inverted: bool = False
    """Whether the service is the one that asks, as in webhooks."""

    def at(self, place: str) -> Scope:
        """The same way, at another place."""
        return replace(self, place=place)

    def going(self, direction: Direction) -> Scope:
        """Into a request or an answer, as the service sees it."""
        if self.inverted:
            turned = Direction.RESPONSE if direction is Direction.REQUEST else Direction.REQUEST
            return replace(self, direction=turned)
        return replace(self, direction=direction)


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
        self._found: dict[tuple[str, str, Place | None, Place | None], Change] = {}
        self._reached: set[tuple[Node, Node, Direction, str]] = set()
        self._visited: set[Node] = set()

    def changes(self) -> tuple[Change, ...]:
        """Every difference, the worst first, then by place."""
        self._object(Kind.DOCUMENT, self._old.root, self._new.root, Scope())
        self._components()
        return tuple(sorted(self._found.values(), key=_order))

    def _tell(self, id: str, told: str, scope: Scope, old: Node | None, new: Node | None) -> None:
        """Note a change; one that was noted at the same place already shows in one more operation."""
        kind = rule(id)
        level = kind.level(scope.direction)
        places = (_place(old), _place(new))
        key = (id, told, *places)
        known = self._found.get(key)
        operations = dict.fromkeys((*(known.operations if known else ()), *filter(None, (scope.operation,))))
        if known is not None and known.level >= level:
            self._found[key] = replace(known, operations=tuple(operations))
        else:
            hurt = kind.whom(scope.direction)
            message = f"{scope.place}: {told}"
            self._found[key] = Change(id, level, message, hurt, *places, tuple(operations), kind.adds)

    def _object(self, kind: Kind, old: Node, new: Node, scope: Scope) -> None:
        """Compare two objects of one kind, after what references lead to."""
        if kind in (Kind.SCHEMA, Kind.PROPERTY):
            self._schema(kind, old, new, scope)
            return
        old, new = self._resolved(old, new)
        if not old.is_mapping or not new.is_mapping:
            self._value(kind, "", old, new, scope)
        elif kind is Kind.OPERATION:
            self._operation(old, new, scope)
        else:
            self._keys(kind, old, new, scope)

    def _keys(
        self, kind: Kind, old: Node, new: Node, scope: Scope, but: frozenset[str] = frozenset()
    ) -> None:
        """Compare what is under each key of two objects."""
        names = named_children(kind)
        for key in dict.fromkeys((*old.value, *new.value)):
            if key in but:
                continue
            before, after = old.get(key), new.get(key)
            if key == "properties":
                self._properties(old, new, scope)
                continue
            if names is not None and not key.startswith("x-"):
                self._pair(names, key, before, after, scope)
            elif key in children_of(kind):
                shape, child = children_of(kind)[key]
                self._children(shape, child, key, before, after, scope)
            else:
                self._under(kind, key, old, new, scope)

    def _children(
        self, shape: Shape, kind: Kind, key: str, old: Node | None, new: Node | None, scope: Scope
    ) -> None:
        if kind is Kind.COMPONENTS:
            return  # they are reached from where they are used
        if shape is Shape.ONE:
            self._pair(kind, key, old, new, scope)
            return
        before, after = self._named(shape, kind, old), self._named(shape, kind, new)
        for name in dict.fromkeys((*before, *after)):
            there, here = before.get(name), after.get(name)
            if key in _PARTS and (there is None or here is None):
                what = f"{_PARTS[key]}-{'removed' if here is None else 'added'}"
                self._tell(what, f"{name} of `{key}` {_CAME[here is None]}", scope, there, here)
            else:
                self._pair(kind, name, there, here, scope)

    def _named(self, shape: Shape, kind: Kind, node: Node | None) -> dict[str, Node]:
        """The objects under a key, by what each is known by."""
        if node is None:
            return {}
        if shape is Shape.MAP:
            return dict(node.items())
        return {self._identity(kind, one, number): one for number, one in enumerate(node.elements())}

    def _identity(self, kind: Kind, node: Node, number: int) -> str:
        reached = self._resolve(node)
        if kind is Kind.PARAMETER:
            return f"{reached.peek('in')} {reached.peek('name')}"
        if kind in (Kind.TAG, Kind.SERVER):
            return str(reached.peek("name") or reached.peek("url"))
        if is_reference(node):
            return str(node.peek("$ref")).rpartition("/")[2]
        return f"number {number + 1}"

    def _pair(self, kind: Kind, name: str, old: Node | None, new: Node | None, scope: Scope) -> None:
        """Compare two objects of a name, or tell that there is only one."""
        scope = self._into(kind, name, scope)
        if old is not None and new is not None:
            self._object(kind, old, new, scope)
        elif kind is Kind.PATH_ITEM:
            self._operations_alone(old, new, scope)
        else:
            self._alone(kind, name, old, new, scope)

    def _into(self, kind: Kind, name: str, scope: Scope) -> Scope:
        """The scope of a child."""
        if kind is Kind.PATH_ITEM:
            return replace(scope, place=name, inverted=not name.startswith("/"))
        if kind is Kind.OPERATION:
            operation = f"{name.upper()} {scope.place}"
            return replace(scope, place=operation, operation=operation)
        if kind in (Kind.REQUEST_BODY, Kind.PARAMETER):
            told = f"parameter '{name.partition(' ')[2]}'" if kind is Kind.PARAMETER else "the body"
            return scope.going(Direction.REQUEST).at(f"{told} of {scope.operation or scope.place}")
        if kind is Kind.RESPONSE:
            return scope.going(Direction.RESPONSE).at(f"answer {name} of {scope.operation}")
        if kind is Kind.PROPERTY:
            return scope.at(f"{scope.place}, property '{name}'")
        if kind is Kind.HEADER:
            return scope.at(f"header '{name}' of {scope.place}")
        return scope

    def _operations_alone(self, old: Node | None, new: Node | None, scope: Scope) -> None:
        """A path that is there on one side alone: each of its operations came, or went."""
        item = self._resolve(old or new)
        for method in (method for method in _METHODS if method in item.value):
            operation = item.get(method)
            self._pair(Kind.OPERATION, method, operation if old else None, None if old else operation, scope)

    def _alone(self, kind: Kind, name: str, old: Node | None, new: Node | None, scope: Scope) -> None:
        """Tell that something came, or went."""
        there = old or new
        assert there is not None
        gone = new is None
        id, told = self._arrival(kind, name, self._resolve(there), gone, scope)
        self._tell(id, f"{told}{_CAME[gone]}", scope, old, new)

    def _arrival(self, kind: Kind, name: str, node: Node, gone: bool, scope: Scope) -> tuple[str, str]:
        """The rule for something that came or went, and what it is in words."""
        required = node.peek("required") is True
        if kind is Kind.OPERATION:
            what = "webhook" if scope.inverted else "operation"
            return f"{what}-{'removed' if gone else 'added'}", "it "
        if kind in (Kind.PARAMETER, Kind.REQUEST_BODY):
            what = "parameter" if kind is Kind.PARAMETER else "body"
            return f"{what}-{'removed' if gone else 'added-required' if required else 'added'}", "it "
        if kind is Kind.RESPONSE:
            what = "success" if name[:1] == "2" else "failure"
            return f"{what}-{'removed' if gone else 'added'}", "it "
        simple = ARRIVALS.get(kind)
        if simple is None:
            return "unknown-change", f"{kind.value} '{name}' "
        return simple[0 if gone else 1], f"{kind.value} '{name}' "

    def _operation(self, old: Node, new: Node, scope: Scope) -> None:
        named = old.peek("x-method") is not None and new.peek("x-method") is not None
        placed = old.peek("x-resource") is not None and new.peek("x-resource") is not None
        for key, rule_id, message in (
            ("operationId", "operation-id-changed" if named else "method-renamed", "`operationId`"),
            ("tags", "description-changed" if placed else "grouping-changed", "the tags"),
            ("security", "security-changed", "what credentials are asked for"),
        ):
            if old.peek(key) != new.peek(key):
                self._differs(rule_id, message, key, old, new, scope)
        handled = frozenset({"operationId", "tags", "security"})
        self._keys(Kind.OPERATION, old, new, scope, handled)

    def _schema(self, kind: Kind, old: Node, new: Node, scope: Scope) -> None:
        names = _model(old), _model(new)
        if names[0] != names[1]:
            told = f"its schema is {_called(names[1])} instead of {_called(names[0])}"
            self._tell("model-renamed", told, scope, old, new)
        if names[1]:
            scope = scope.at(names[1])
        old, new = self._resolved(old, new)
        reached = (old, new, scope.direction, scope.operation)
        if reached in self._reached:
            return
        self._reached.add(reached)
        if not old.is_mapping or not new.is_mapping:
            self._value(kind, "", old, new, scope)
            return
        self._limits(old, new, scope)
        self._required(old, new, scope)
        self._open(old, new, scope)
        handled = frozenset({"type", "nullable", "enum", "const", "required", *BOUNDS})
        if not _is_schema(old, new, "additionalProperties"):
            handled |= {"additionalProperties"}
        self._keys(kind, old, new, scope, handled)

    def _limits(self, old: Node, new: Node, scope: Scope) -> None:
        """Types, values and bounds."""
        changed = type_change(old, new)
        if changed is not None:
            self._tell(changed[0], f"the type went {changed[1]}", scope, *_at("type", old, new))
        for id, told in enum_changes(old, new):
            key = "enum" if "enum" in (*old.value, *new.value) else "const"
            self._tell(id, f"of its values, {told}", scope, *_at(key, old, new))
        for key, id, told in bound_changes(old, new):
            self._tell(id, told, scope, *_at(key, old, new))

    def _required(self, old: Node, new: Node, scope: Scope) -> None:
        """Which properties must be there, of those that are on both sides; and new ones that must."""
        before, after = _texts(old.peek("required")), _texts(new.peek("required"))
        there, here = (_keys_of(node.get("properties")) for node in (old, new))
        for name in (*before, *after):
            if (name in before) == (name in after) or (name in here) != (name in there):
                continue
            became = "required" if name in after else "optional"
            told = f"property '{name}' became {became}"
            self._tell(f"property-became-{became}", told, scope, *_at("required", old, new))

    def _properties(self, old: Node, new: Node, scope: Scope) -> None:
        """Properties by name; a new one is judged by whether it must be given."""
        before, after = self._named(Shape.MAP, Kind.PROPERTY, old.get("properties")), self._named(
            Shape.MAP, Kind.PROPERTY, new.get("properties")
        )
        required = _texts(new.peek("required"))
        for name in dict.fromkeys((*before, *after)):
            there, here = before.get(name), after.get(name)
            told = f"property '{name}'"
            if there is not None and here is not None:
                self._pair(Kind.PROPERTY, name, there, here, scope)
            elif here is None:
                self._tell("property-removed", f"{told} is gone", scope, there, here)
            else:
                id = "property-added-required" if name in required else "property-added"
                self._tell(id, f"{told} is new", scope, there, here)

    def _open(self, old: Node, new: Node, scope: Scope) -> None:
        """Whether fields are taken that are not described."""
        before, after = (node.peek("additionalProperties") for node in (old, new))
        if (before is False) == (after is False) or _is_schema(old, new, "additionalProperties"):
            return
        id = "additional-properties-refused" if after is False else "additional-properties-taken"
        told = "are refused" if after is False else "are taken"
        where = _at("additionalProperties", old, new)
        self._tell(id, f"fields that are not described {told}", scope, *where)

    def _under(self, kind: Kind, key: str, old: Node, new: Node, scope: Scope) -> None:
        """Compare plain values under a key."""
        if old.peek(key) == new.peek(key):
            return
        found = particular(kind, key)
        if found is not None:
            for id, message in found(old.peek(key), new.peek(key)):
                self._tell(id, message, scope, *_at(key, old, new))
            return
        id = rule_of_key(kind, key, self._extensions)
        self._differs(id, f"`{key}`", key, old, new, scope)

    def _differs(self, id: str, what: str, key: str, old: Node, new: Node, scope: Scope) -> None:
        if id in ("description-changed", "unknown-change", "extension-changed", "foreign-extension-changed"):
            told = f"{what} is another"
        else:
            told = f"{what} went from {_brief(old.peek(key))} to {_brief(new.peek(key))}"
        self._tell(id, told, scope, *_at(key, old, new))

    def _value(self, kind: Kind, key: str, old: Node, new: Node, scope: Scope) -> None:
        if old.value != new.value:
            self._tell("unknown-change", f"the {kind.value} is another", scope, old, new)

    def _components(self) -> None:
        """What is said of security, and what no operation uses: it was not come by so far."""
        before, after = (document.root.get("components") for document in (self._old, self._new))
        for group in dict.fromkeys((*_keys_of(before), *_keys_of(after))):
            old, new = (node.get(group) if node is not None else None for node in (before, after))
            if group == "securitySchemes":
                self._children(Shape.MAP, Kind.SECURITY_SCHEME, group, old, new, Scope(place="the document"))
                continue
            for name in dict.fromkeys((*_keys_of(old), *_keys_of(new))):
                self._unused(group, name, old.get(name) if old else None, new.get(name) if new else None)

    def _unused(self, group: str, name: str, old: Node | None, new: Node | None) -> None:
        used = any(node is not None and self._resolve(node) in self._visited for node in (old, new))
        same = old is not None and new is not None and old.value == new.value
        if not used and not same:
            told = f"'{name}' of the {group}, which nothing uses, is another, came, or went"
            self._tell("unused-component-changed", told, Scope(), old, new)

    def _resolved(self, old: Node, new: Node) -> tuple[Node, Node]:
        return self._resolve(old), self._resolve(new)

    def _resolve(self, node: Node | None) -> Node:
        """Where a node of either document leads."""
        assert node is not None
        found = (self._new if self._new.owns(node) else self._old).resolve(node)
        self._visited.add(found)
        return found


def _at(key: str, old: Node, new: Node) -> tuple[Node, Node]:
    """Where a key is written on either side; its object, where it is not there."""
    return old.get(key) or old, new.get(key) or new


def _place(node: Node | None) -> Place | None:
    return node.place() if node is not None else None


def _order(change: Change) -> tuple[int, Place, str]:
    return -change.level, change.place or Place("", 0, 0), change.message


def _model(node: Node) -> str:
    """The name of the schema that a reference leads to; "" where a schema stands there itself."""
    return str(node.peek("$ref")).rpartition("/")[2] if is_reference(node) else ""


def _called(name: str) -> str:
    return f"'{name}'" if name else "one of its own"


def _is_schema(old: Node, new: Node, key: str) -> bool:
    """Whether there is a schema, and no yes or no, under a key on both sides."""
    return is_mapping(old.peek(key)) and is_mapping(new.peek(key))


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if is_sequence(value) else ()


def _keys_of(node: Node | None) -> tuple[str, ...]:
    return tuple(node.value) if node is not None and node.is_mapping else ()


def _brief(value: Any) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
