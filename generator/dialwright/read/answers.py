"""What an operation answers with: one result, one of several, or a stream of items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .. import ir, words
from ..openapi import Content, Operation, Response
from .fields import read_field
from .types import Types, either

_TEXT = ir.Primitive(ir.Kind.STRING)
_BINARY = ir.Primitive(ir.Kind.FILE)


def read_answers(operation: Operation, context: words.Words, types: Types) -> tuple[ir.Answer, ...]:
    """The answers of successes, each that differs from those before it.

    Forms beside JSON, such as XML or CSV, are left out: JSON is what is asked for.
    """
    if is_binary(operation):
        return ()
    found = [
        answer for response in operation.successes for answer in _answers(operation, response, context, types)
    ]
    return tuple(dict.fromkeys(found))


def result_of(answers: tuple[ir.Answer, ...]) -> tuple[ir.Type | None, tuple[ir.Answer, ...]]:
    """Any of the results as one type, and the answers where these have to be told apart."""
    kinds = list(dict.fromkeys(answer.type for answer in answers))
    found = [kind for kind in kinds if kind is not None]
    if not found:
        return None, ()
    whole = either(found)
    nothing = len(kinds) > len(found) and not isinstance(whole, ir.Nullable)
    return (ir.Nullable(whole) if nothing else whole), answers if len(kinds) > 1 else ()


def is_binary(operation: Operation) -> bool:
    """Whether a success has content, and none that is JSON, text or a stream."""
    success = operation.success
    contents = success.contents if success is not None else ()
    return bool(contents) and not any(_is_read(content) or content.streams for content in contents)


def read_stream(operation: Operation, context: words.Words, types: Types) -> ir.Stream | None:
    """The form of a success that has no end, if there is one."""
    contents = (content for response in operation.successes for content in response.contents)
    content = next((content for content in contents if content.streams), None)
    if content is None:
        return None
    item = content.item
    unknown = _TEXT if content.streams == "events" else ir.Primitive(ir.Kind.ANY)
    type_ = types.read(item, (*context, "event"), sent=False) if item is not None else unknown
    return ir.Stream(kind=content.streams, media_type=content.media_type, type=type_)


def read_failures(operation: Operation, context: words.Words, types: Types) -> tuple[ir.Failure, ...]:
    """The documented failures, with what their bodies hold."""
    return tuple(
        ir.Failure(
            status=response.status,
            description=response.description,
            type=(
                types.read(response.json, (*context, "error", response.status.lower()), sent=False)
                if response.json
                else None
            ),
        )
        for response in operation.failures
    )


def read_headers(operation: Operation, context: words.Words, types: Types) -> tuple[ir.Field, ...]:
    """The documented headers of successes."""
    found: dict[str, ir.Field] = {}
    for response in operation.successes if not operation.flag("x-location-id") else ():
        for name, header in response.header_views.items():
            if name not in found and header.schema is not None:
                type_ = types.read(header.schema, (*context, *words.split(name)), sent=False)
                found[name] = replace(
                    read_field(name, header.schema, type_, required=False), description=header.description
                )
    return tuple(found.values())


def _answers(
    operation: Operation, response: Response, context: words.Words, types: Types
) -> Iterator[ir.Answer]:
    contents = [content for content in response.contents if not content.streams]
    if not response.contents:
        yield ir.Answer(status=response.status, media_type="", type=None)
    has_json = any(content.is_json for content in contents)
    for content in contents:
        if content.is_json or not has_json:
            name = _name(operation, response, context)
            yield _answer(response, content, name, types)


def _answer(response: Response, content: Content, name: words.Words, types: Types) -> ir.Answer:
    if content.is_json:
        type_ = types.read(content.schema, name, sent=False)
    else:
        type_ = _TEXT if _is_text(content) else _BINARY
    media_type = "application/json" if content.is_json and "*" in content.essence else content.media_type
    return ir.Answer(status=response.status, media_type=media_type, type=type_)


def _name(operation: Operation, response: Response, context: words.Words) -> words.Words:
    """What a result is called that has no name: only the first one needs no more than that."""
    first = response == operation.success
    return (*context, "result") if first else (*context, "result", response.status.lower())


def _is_read(content: Content) -> bool:
    return content.is_json or _is_text(content)


def _is_text(content: Content) -> bool:
    return content.is_text and not (content.schema is not None and content.schema.is_binary)
