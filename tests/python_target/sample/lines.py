"""The flat part of the sample API: one resource without records, its path parameters given by position."""

from __future__ import annotations

from dialwright import ir

from .making import ANY, BOOLEAN, INTEGER, STRING, field, identifier, json

LINE = ir.Named("Line")

_NUMBER = field("number", INTEGER, "Number of the event.", required=True)
_LINKS = ir.Pagination(style="link-header", items=(), page_size="limit")

LINES = (
    ir.Resource(
        key="lines",
        words=("lines",),
        description="Telephone lines.",
        operations=(
            ir.Operation(
                method="GET",
                path="/lines",
                words=("list", "lines"),
                query=(field("limit", INTEGER), field("query")),
                headers=(field("X-Trace"),),
                result=LINE,
                pagination=_LINKS,
                idempotent=True,
            ),
            ir.Operation(
                method="POST",
                path="/lines",
                words=("create", "line"),
                body=json(
                    field("name", required=True),
                    field("fileUrl"),
                    field("note", ir.Nullable(STRING)),
                    field("open", BOOLEAN, argument_default=False),
                    field("controlId", required=True, generated="uuid"),
                    field("kind", ir.Constant(("line",)), required=True),
                    field("play", ir.ListOf(ir.Named("Playable"))),
                    field("template", LINE),
                    field("json", ir.MapOf(ANY)),
                ),
                positional=("name", "fileUrl"),
                result=ir.Primitive(ir.Kind.STRING),
                location_id=True,
            ),
            ir.Operation(
                method="GET",
                path="/lines/{id}",
                words=("get", "line"),
                path_parameters=(identifier("id"),),
                query=(field("id"),),
                headers=(field("ID"),),
                result=ir.Nullable(LINE),
                idempotent=True,
            ),
            ir.Operation(
                method="GET",
                path="/lines/{id}/events/{number}",
                words=("get", "event"),
                path_parameters=(identifier("id"), _NUMBER),
                result=ir.Named("CallLeg"),
                idempotent=True,
            ),
            ir.Operation(
                method="PUT",
                path="/lines/{id}/greeting",
                words=("put", "greeting"),
                path_parameters=(identifier("id"),),
                body=ir.Body(
                    kind=ir.BodyKind.BYTES, media_type="audio/wav", type=ir.Primitive(ir.Kind.BYTES)
                ),
                idempotent=True,
            ),
            ir.Operation(
                method="PATCH",
                path="/lines/{id}/tags",
                words=("patch", "tags"),
                path_parameters=(identifier("id"),),
                body=json(type_=ir.ListOf(STRING), required=False),
                result=ir.MapOf(INTEGER),
            ),
            ir.Operation(
                method="GET",
                path="/anything",
                words=("anything",),
                result=ANY,
                idempotent=True,
            ),
        ),
    ),
)
