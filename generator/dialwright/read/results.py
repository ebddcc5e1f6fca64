"""What a method returns: one type, or the one that fits the answer's status and media type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import ir, words
from ..openapi import Content, Operation, Response
from .types import Types

_NULL, _STRING, _FILE = (ir.Primitive(kind) for kind in (ir.Kind.NULL, ir.Kind.STRING, ir.Kind.FILE))


@dataclass(frozen=True)
class Results:
    """The type of all results together; each of them, where they differ; what to ask for, if not JSON."""

    type: ir.Type | None = None
    answers: tuple[ir.Answer, ...] = ()
    accept: str = ""


def read_results(operation: Operation, types: Types, context: words.Words) -> Results:
    """What an operation's answers are read as."""
    if operation.flag("x-location-id"):
        return Results(_location_id(operation))
    if operation.view("x-pagination") is not None:
        return Results(_listed(operation, types, (*context, "result")))
    if is_download(operation):
        return Results()
    answers = tuple(_answers(operation, types, (*context, "result")))
    kinds = tuple(dict.fromkeys(answer.type for answer in answers))
    if len(kinds) > 1:
        return Results(_either(kinds), answers)
    if not any(answer.media_type for answer in answers):
        return Results()
    accept = ", ".join(dict.fromkeys(answer.media_type for answer in answers)) if kinds == (_STRING,) else ""
    return Results(kinds[0], accept="" if "json" in accept else accept)


def is_download(operation: Operation) -> bool:
    """Whether all that an operation answers with are bytes, which go to a file."""
    successes = [response for response in operation.successes if response.contents]
    is_named = operation.has("x-format")
    return bool(successes) and all(
        not response.is_json
        and response.stream is None
        and (is_named or not any(content.is_text for content in response.contents))
        for response in successes
    )


def _answers(operation: Operation, types: Types, context: words.Words) -> Iterator[ir.Answer]:
    """The successes; the one that has content first is called just so, others after their status."""
    for response in operation.successes:
        contents = tuple(_asked_for(response))
        is_first = response == operation.success
        for number, content in enumerate(contents):
            own = context if is_first and not number else (*context, *words.split(response.status))
            yield ir.Answer(response.status, content.media_type, _type(content, types, own))
        if not response.contents:
            yield ir.Answer(response.status, "", _NULL)


def _asked_for(response: Response) -> Iterator[Content]:
    """The forms of an answer that are asked for: JSON where there is some, and never those of streams."""
    forms = [content for content in response.contents if not content.streams]
    yield from [content for content in forms if content.is_json] or forms


def _type(content: Content, types: Types, context: words.Words) -> ir.Type:
    if content.is_json:
        return types.read(content.schema, context, sent=False)
    return _STRING if content.is_text else _FILE


def _either(kinds: tuple[ir.Type, ...]) -> ir.Type:
    """Any of several types, null on the outside."""
    plain = (kind.type if isinstance(kind, ir.Nullable) else kind for kind in kinds if kind != _NULL)
    flat = (one for kind in plain for one in (kind.options if isinstance(kind, ir.Either) else (kind,)))
    options = tuple(dict.fromkeys(flat))
    one = ir.Either(options) if len(options) > 1 else options[0]
    return ir.Nullable(one) if any(kind == _NULL or isinstance(kind, ir.Nullable) for kind in kinds) else one


def _listed(operation: Operation, types: Types, context: words.Words) -> ir.Type | None:
    """One item of a list that has pages."""
    pagination, success = operation.view("x-pagination"), operation.success
    if success is None or not success.is_json:
        return None
    schema = success.json
    if schema is not None and pagination is not None:
        lists = (
            found for path in pagination.strings("items") or ("",) if (found := schema.at(path)) is not None
        )
        schema = next((found.items for found in lists if found.items is not None), None)
    return types.read(schema, context, sent=False)


def _location_id(operation: Operation) -> ir.Type:
    """The last segment of the Location header, or null where an answer may lack that."""
    success = operation.success
    return _STRING if success and success.always_has("Location") else ir.Nullable(_STRING)
