"""Later versions of a document, as a plain parser sees it: each changes what names follow from."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from dialwright.source import is_mapping, is_sequence

Plain: TypeAlias = dict[str, Any]
Change: TypeAlias = Callable[[Plain], None]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_ANSWER: Plain = {"200": {"description": "All is well."}}


def operations(document: Plain) -> Iterator[tuple[str, str, Plain]]:
    """The path, the method and the object of every operation."""
    for path, item in document["paths"].items():
        yield from ((path, verb, item[verb]) for verb in METHODS if verb in item)


def schemas(document: Plain) -> Plain:
    """The named schemas."""
    found: Plain = document.setdefault("components", {}).setdefault("schemas", {})
    return found


def operations_with_the_same_ids_come_first(document: Plain) -> None:
    twins: Plain = {}
    for path, verb, operation in operations(document):
        twin = {"operationId": operation.get("operationId", f"{verb}{path}"), "responses": _ANSWER}
        if "tags" in operation:
            twin["tags"] = operation["tags"]
        twins.setdefault(f"/twins{_without_placeholders(path)}", {})[verb] = twin
    document["paths"] = {**twins, **document["paths"]}


def operations_are_called_as_the_other_methods_of_lists(document: Plain) -> None:
    """`stream_calls` is what goes with `list_calls`."""
    more: Plain = {}
    for number, (_, _, operation) in enumerate(operations(document)):
        name = str(operation.get("operationId", "all"))
        noun = re.sub(r"^(list|get)[-_]?", "", name)
        for prefix in ("stream", "page_of", "get_page_of", "iter"):
            one = {"operationId": f"{prefix}_{noun}", "responses": _ANSWER, "tags": operation.get("tags", [])}
            more[f"/more/{prefix}/{number}"] = {"get": one}
    document["paths"] = {**more, **document["paths"]}


def tags_are_renamed(document: Plain) -> None:
    for _, _, operation in operations(document):
        operation["tags"] = [f"Renamed {tag}" for tag in operation.get("tags", ["nothing"])]


def tags_are_dropped(document: Plain) -> None:
    for _, _, operation in operations(document):
        operation.pop("tags", None)


def operations_have_other_ids(document: Plain) -> None:
    for number, (_, _, operation) in enumerate(operations(document)):
        operation["operationId"] = f"renamed{number}"


def everything_is_turned_round(document: Plain) -> None:
    document["paths"] = _turned(document["paths"])
    document.setdefault("components", {})["schemas"] = _turned(schemas(document))
    for schema in schemas(document).values():
        if isinstance(schema.get("properties"), dict):
            schema["properties"] = _turned(schema["properties"])
    for _, _, operation in operations(document):
        if "parameters" in operation:
            operation["parameters"].reverse()


def schemas_differ_in_spelling_alone(document: Plain) -> None:
    shape = {"type": "object", "properties": {"other": {"type": "string"}}}
    more = {name: copy.deepcopy(shape) for own in schemas(document) for name in _spellings(own)}
    more |= {f"{own}Input": copy.deepcopy(shape) for own in schemas(document)}
    for tag in {tag for _, _, operation in operations(document) for tag in operation.get("tags", ())}:
        more[re.sub(r"[^A-Za-z0-9._-]", "", tag.title())] = copy.deepcopy(shape)
    more = {name: schema for name, schema in sorted(more.items()) if name not in schemas(document)}
    uses = {
        "200": {"description": "All.", "content": {"application/json": {"schema": {"oneOf": _all(more)}}}}
    }
    body = {"content": {"application/json": {"schema": {"type": "array", "items": {"anyOf": _all(more)}}}}}
    first = {"operationId": "all", "tags": ["first"], "requestBody": body, "responses": uses}
    document["components"]["schemas"] = {**more, **schemas(document)}
    document["paths"] = {"/first": {"post": first}, **document["paths"]}


def properties_differ_in_spelling_alone(document: Plain) -> None:
    for schema in _objects(document):
        own = schema["properties"]
        more = {name: {"type": "string"} for wire in own for name in _spellings(wire) if name not in own}
        schema["properties"] = {**more, **own}


def parameters_differ_in_spelling_alone(document: Plain) -> None:
    for path, _, operation in operations(document):
        own = [one for one in operation.get("parameters", ()) if "name" in one]
        names = [one["name"] for one in own] + re.findall(r"\{(\w+)\}", path)
        more = [
            {"name": name, "in": "query", "schema": {"type": "string"}}
            for name in dict.fromkeys(spelled for name in names for spelled in (*_spellings(name), name))
            if (name, "query") not in {(one["name"], one["in"]) for one in own}
        ]
        operation["parameters"] = [*more, *operation.get("parameters", ())]


def placeholders_are_renamed(document: Plain) -> None:
    document["paths"] = {
        re.sub(r"\{(\w+)\}", r"{renamed_\1}", path): item for path, item in document["paths"].items()
    }
    for path, item in document["paths"].items():
        names = re.findall(r"\{renamed_(\w+)\}", path)
        for owner in (item, *(item[verb] for verb in METHODS if verb in item)):
            for one in owner.get("parameters", ()):
                if one.get("in") == "path" and one["name"] in names:
                    one["name"] = f"renamed_{one['name']}"


def _turned(mapping: Plain) -> Plain:
    return dict(reversed(mapping.items()))


def _without_placeholders(path: str) -> str:
    return re.sub(r"\{(\w+)\}", r"\1", path).partition("#")[0]


def _spellings(name: str) -> Iterator[str]:
    """Names that are the same once spelled in Python."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")
    yield "_".join(words)
    yield "-".join(words)
    yield words[0] + "".join(word.title() for word in words[1:])
    yield "".join(word.title() for word in words)


def _all(names: Plain) -> list[Plain]:
    return [{"$ref": f"#/components/schemas/{name}"} for name in names]


def _objects(value: Any) -> Iterator[Plain]:
    """Every schema with properties of its own."""
    if is_mapping(value):
        if isinstance(value.get("properties"), dict) and value.get("type") == "object":
            yield value
        for inner in list(value.values()):
            yield from _objects(inner)
    elif is_sequence(value):
        for inner in value:
            yield from _objects(inner)


CHANGES: tuple[Change, ...] = (
    operations_with_the_same_ids_come_first,
    operations_are_called_as_the_other_methods_of_lists,
    tags_are_renamed,
    tags_are_dropped,
    operations_have_other_ids,
    everything_is_turned_round,
    schemas_differ_in_spelling_alone,
    properties_differ_in_spelling_alone,
    parameters_differ_in_spelling_alone,
)
