"""A document of many files as one: for those who carry it along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias, TypeGuard

from ..document import Bundle, Document, Node, bundle, is_reference
from .operations import ApiDescription
from .structure import Kind, Structure

Steps: TypeAlias = tuple["str | int", ...]

# Where components of each kind are kept. Path items have no place in every version, so they are copied.
HOMES: dict[Kind, Steps] = {
    Kind.SCHEMA: ("components", "schemas"),
    Kind.PROPERTY: ("components", "schemas"),
    Kind.RESPONSE: ("components", "responses"),
    Kind.PARAMETER: ("components", "parameters"),
    Kind.EXAMPLE: ("components", "examples"),
    Kind.REQUEST_BODY: ("components", "requestBodies"),
    Kind.HEADER: ("components", "headers"),
    Kind.SECURITY_SCHEME: ("components", "securitySchemes"),
    Kind.LINK: ("components", "links"),
    Kind.CALLBACK: ("components", "callbacks"),
}

LeaveOut: TypeAlias = Callable[[Node, str], bool]

_LEFT_OUT = ("x-markup", "x-source")  # they say nothing of requests and answers


def in_one_file(structure: Structure, document: Document, leave_out: LeaveOut) -> Bundle:
    """The document without references to other files.

    Args:
        structure: What stands where in it.
        document: The document.
        leave_out: Whether to do without a key of a mapping.
    """
    kinds = {located.node: located.kind for located in structure.objects if is_reference(located.node)}
    return bundle(
        document,
        home=lambda node: HOMES.get(kinds[node], ()) if node in kinds else None,
        leave_out=leave_out,
    )


def carried(description: ApiDescription) -> dict[str, Any]:
    """The document as one value, from which the API can be played."""
    document = description.document
    whole = in_one_file(description.structure, document, lambda node, key: key in _LEFT_OUT)
    for pointer, mapping in _mappings(whole.value, ()):
        for name, text in mapping.items():
            mapping[name] = _moved(whole, (*pointer, name), text)
    return whole.value


def _mappings(value: object, pointer: Steps) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """The mappings of discriminators: they lead to schemas too, though not by a reference."""
    if _is_object(value):
        discriminator = value.get("discriminator")
        if _is_object(discriminator) and _is_object(mapping := discriminator.get("mapping")):
            yield (*pointer, "discriminator", "mapping"), mapping
        for name, child in value.items():
            yield from _mappings(child, (*pointer, name))
    elif _is_list(value):
        for index, child in enumerate(value):
            yield from _mappings(child, (*pointer, index))


def _is_object(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _moved(whole: Bundle, pointer: Steps, text: str) -> str:
    """Where the bundle keeps what a reference in a mapping leads to."""
    written = whole.origin(pointer)
    target = whole.document.target(Node({"$ref": text}, written.file, written.pointer))
    places = (place for place, node in whole.moved.items() if node.identity == target.identity)
    found = next(places, target.pointer)
    return "/".join(("#", *(str(step).replace("~", "~0").replace("/", "~1") for step in found)))
