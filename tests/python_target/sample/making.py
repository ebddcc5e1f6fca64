"""Short ways to write the pieces of the sample API."""

from __future__ import annotations

from dialwright import ir
from dialwright.words import split

STRING = ir.Primitive(ir.Kind.STRING)
INTEGER = ir.Primitive(ir.Kind.INTEGER)
BOOLEAN = ir.Primitive(ir.Kind.BOOLEAN)
DECIMAL = ir.Primitive(ir.Kind.DECIMAL)
DATE = ir.Primitive(ir.Kind.DATE)
DATE_TIME = ir.Primitive(ir.Kind.DATE_TIME)
MOMENT = ir.Primitive(ir.Kind.MOMENT)
ANY = ir.Primitive(ir.Kind.ANY)

NEXT_URI = ir.Pagination(
    style="next-uri",
    items=("records",),
    next=("next_page_uri",),
    page_size="PageSize",
    page_number="Page",
    page_token="PageToken",
)


def field(
    wire: str,
    type_: ir.Type = STRING,
    description: str = "",
    *,
    words: tuple[str, ...] | None = None,
    required: bool = False,
    aliases: tuple[str, ...] = (),
    default: ir.Scalar = None,
    argument_default: ir.Scalar = None,
    minimum: float | None = None,
    maximum: float | None = None,
    secret: bool = False,
    generated: str = "",
) -> ir.Field:
    """A field whose words follow from its name on the wire."""
    return ir.Field(
        wire=wire,
        words=split(wire) if words is None else words,
        type=type_,
        description=description or f"What {wire} says",
        required=required,
        aliases=aliases,
        default=default,
        argument_default=argument_default,
        minimum=minimum,
        maximum=maximum,
        secret=secret,
        generated=generated,
    )


def identifier(wire: str = "Sid") -> ir.Field:
    """A path parameter that picks a record."""
    return field(wire, STRING, "The identifier.", required=True)


def form(*fields: ir.Field) -> ir.Body:
    """A form body."""
    return ir.Body(kind=ir.BodyKind.FORM, media_type="application/x-www-form-urlencoded", fields=fields)


def json(*fields: ir.Field, type_: ir.Type | None = None, required: bool = True) -> ir.Body:
    """A JSON body, of fields or of one value."""
    return ir.Body(
        kind=ir.BodyKind.JSON,
        media_type="application/json",
        fields=fields,
        type=type_,
        required=required,
    )


def paging() -> tuple[ir.Field, ...]:
    """The parameters that ask for a page."""
    return (
        field("Page", INTEGER, words=("page", "number"), default=0, minimum=0),
        field("PageSize", INTEGER, default=50, minimum=1, maximum=1000),
        field("PageToken"),
    )
