"""One schema of a document as a JSON Schema of its own, which a validator can be made of."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from ..document import Node, is_reference
from ..openapi import Schema
from ..problems import InputError
from ..source import is_mapping as is_object
from .meanings import FORMATS, PREFIX

_MAPS = ("properties", "patternProperties", "dependentSchemas")
_LISTS = ("allOf", "oneOf", "anyOf", "prefixItems")
_SINGLE = (
    *("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"),
    *("unevaluatedItems", "unevaluatedProperties"),
)
_NUMBERS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_SIZES = (
    *("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"),
    *("minContains", "maxContains"),
)
_TYPES = ("object", "array", "string", "integer", "number", "boolean", "null")


def standalone(schema: Schema) -> dict[str, Any]:
    """The schema with everything that it refers to under `$defs`.

    What OpenAPI says in its own way is said in JSON Schema's: `nullable`, the exclusive bounds of 3.0, and a
    `discriminator`, so that what is wrong is found in the one alternative that was meant. Our `x-type`
    becomes a format. What is no sound JSON Schema is left out.
    """
    return _Translation(schema).run()


class _Translation:
    def __init__(self, schema: Schema) -> None:
        self._root = schema
        self._document = schema.document
        self._names: dict[Hashable, str] = {}
        self._waiting: list[tuple[str, Node]] = []

    def run(self) -> dict[str, Any]:
        root = self._of(self._root.written)
        definitions: dict[str, Any] = {}
        while self._waiting:
            name, node = self._waiting.pop()
            definitions[name] = self._of(node)
        return {**(root if is_object(root) else {"allOf": [root]}), "$defs": definitions}

    def _of(self, node: Node) -> dict[str, Any] | bool:
        if is_reference(node):
            return self._refer(node)
        if not node.is_mapping:
            return node.value is not False
        told = self._plain(node) | self._inner(node) | self._meaning(node)
        told |= self._discriminated(node) if "discriminator" in node.value else {}
        return self._or_null(told) if node.value.get("nullable") is True else told

    def _refer(self, node: Node) -> dict[str, Any] | bool:
        try:
            target = self._document.target(node)
        except InputError:
            return True
        name = self._names.get(target.identity)
        if name is None:
            name = self._names[target.identity] = f"schema{len(self._names)}"
            self._waiting.append((name, target))
        return {"$ref": f"#/$defs/{name}"}

    def _plain(self, node: Node) -> dict[str, Any]:
        """The keywords without schemas in them."""
        value = node.value
        told: dict[str, Any] = {key: value[key] for key in _NUMBERS if _is_number(value.get(key))}
        told |= {key: int(value[key]) for key in _SIZES if _is_number(value.get(key)) and value[key] >= 0}
        for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
            if value.get(exclusive) is True and bound in told:
                told[exclusive] = told.pop(bound)
        if told.get("multipleOf", 1) <= 0:
            del told["multipleOf"]
        told |= {key: value[key] for key in ("pattern", "format") if isinstance(value.get(key), str)}
        if value.get("uniqueItems") is True:
            told["uniqueItems"] = True
        view = Schema(self._document, node)
        types = [kind for kind in view.strings("type") if kind in _TYPES]
        if types:
            told["type"] = [*dict.fromkeys(types)]
        if required := view.strings("required"):
            told["required"] = [*dict.fromkeys(required)]
        return told | _listed(node)

    def _inner(self, node: Node) -> dict[str, Any]:
        """The keywords with schemas in them."""
        told: dict[str, Any] = {}
        for key, child in node.items():
            if key in _MAPS:
                told[key] = {name: self._of(inner) for name, inner in child.items()}
            elif key in _LISTS and child.is_sequence and child.value:
                told[key] = [self._of(inner) for inner in child.elements()]
            elif key in _SINGLE and (child.is_mapping or isinstance(child.value, bool)):
                told[key] = self._of(child)
        if told.get("additionalProperties") is False:
            told.setdefault("properties", {})  # else the validator does not name what there may not be
        return told

    def _meaning(self, node: Node) -> dict[str, Any]:
        format = f"{PREFIX}{node.value.get('x-type')}"
        return {"format": format} if format in FORMATS and "format" not in node.value else {}

    def _discriminated(self, node: Node) -> dict[str, Any]:
        """Which alternative fits is a matter of one property alone."""
        view = Schema(self._document, node)
        tag, mapping = view.discriminator, view.mapping
        if not tag or not view.options or any(option.is_null for option in self._alternatives(view)):
            return {}
        cases = [
            {
                "if": {"properties": {tag: {"const": value}}, "required": [tag]},
                "then": self._of(schema.written),
            }
            for value, schema in mapping.items()
        ]
        one = {"type": "object", "required": [tag], "properties": {tag: {"enum": [*mapping]}}}
        return {"oneOf": [True], "anyOf": [True], "allOf": [one, *cases]}

    def _alternatives(self, view: Schema) -> list[Schema]:
        nodes = (*view.elements("oneOf"), *view.elements("anyOf"))
        return [Schema(self._document, node) for node in nodes if node.is_mapping]

    def _or_null(self, told: dict[str, Any]) -> dict[str, Any]:
        if set(told) == {"type"}:
            return {"type": [*dict.fromkeys((*told["type"], "null"))]}
        return {"anyOf": [{"type": "null"}, told]}


def _listed(node: Node) -> dict[str, Any]:
    value = node.value
    if "const" in value:
        return {"const": value["const"]}
    listed = node.get("enum")
    if listed is None or not listed.is_sequence or not listed.value:
        return {}
    unlike: list[Any] = []
    for item in listed.value:
        if not any(item == other and type(item) is type(other) for other in unlike):
            unlike.append(item)
    return {"enum": unlike}


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
