"""Properties and parameters become fields, with all that is said about them."""

from __future__ import annotations

import pytest

from dialwright import ir

from .conftest import ReadOperation, ReadPaths


@pytest.fixture
def sent(operation: ReadOperation) -> dict[str, ir.Field]:
    """The fields of a form, by their names on the wire."""
    found = operation(
        """
        /calls:
          post:
            operationId: create
            tags: [calls]
            requestBody:
              content:
                application/x-www-form-urlencoded:
                  schema:
                    required: [To, Kind]
                    properties:
                      To: {type: string, description: Whom to call.}
                      StartTime<: {type: string, x-name: start-time-before}
                      Kind: {$ref: "#/components/schemas/Kind", default: b, description: Which one.}
                      Events: {type: array, items: {type: string}, default: [done]}
                      Numbers: {type: array, items: {type: integer}, default: [7]}
                      Several: {type: array, items: {type: string}, default: [a, b]}
                      Loops: {type: integer, minimum: 1, maximum: 9, default: 2}
                      Ratio: {type: number, minimum: 0.5}
                      Track: {type: boolean, default: false, x-default: true}
                      Auth: {type: string, format: password, deprecated: true}
                      Id: {type: string, x-generate: uuid, readOnly: false}
                      Made: {type: string, readOnly: true}
                      Price: {type: string, x-source: {document: published}}
            responses: {"204": {description: Done.}}
        """,
        "Kind: {enum: [a, b], default: a, description: Any one.}",
    )
    assert found.body is not None
    return {field.wire: field for field in found.body.fields}


class TestFields:
    def test_names(self, sent: dict[str, ir.Field]) -> None:
        assert sent["To"].words == ("to",)
        assert sent["StartTime<"].words == ("start", "time", "before")

    def test_what_must_be_given(self, sent: dict[str, ir.Field]) -> None:
        assert {wire for wire, field in sent.items() if field.required} == {"To", "Kind"}

    def test_what_only_the_service_sets_is_not_sent(self, sent: dict[str, ir.Field]) -> None:
        assert "Made" not in sent
        assert "Id" in sent

    def test_descriptions(self, sent: dict[str, ir.Field]) -> None:
        assert sent["To"].description == "Whom to call."
        assert sent["Kind"].description == "Which one."

    @pytest.mark.parametrize(
        ("wire", "default"),
        [
            ("To", None),
            ("Kind", "b"),
            ("Events", "done"),
            ("Numbers", 7),
            ("Several", None),
            ("Loops", 2),
            ("Track", False),
        ],
    )
    def test_defaults_of_the_service(self, sent: dict[str, ir.Field], wire: str, default: ir.Scalar) -> None:
        assert sent[wire].default == default

    def test_defaults_of_the_signature(self, sent: dict[str, ir.Field]) -> None:
        assert {wire: f.argument_default for wire, f in sent.items() if f.argument_default is not None} == {
            "Track": True
        }

    def test_ranges(self, sent: dict[str, ir.Field]) -> None:
        assert (sent["Loops"].minimum, sent["Loops"].maximum) == (1, 9)
        assert (sent["Ratio"].minimum, sent["Ratio"].maximum) == (0.5, None)

    def test_flags(self, sent: dict[str, ir.Field]) -> None:
        assert [wire for wire, field in sent.items() if field.secret] == ["Auth"]
        assert [wire for wire, field in sent.items() if field.deprecated] == ["Auth"]
        assert {wire: field.generated for wire, field in sent.items() if field.generated} == {"Id": "uuid"}
        assert sent["Price"].source == ir.Source("published")


def test_other_names_on_the_wire(zoo: ReadPaths) -> None:
    api = zoo(
        """
        /calls:
          get:
            operationId: fetch
            tags: [calls]
            responses: {"200": {description: It., content: {application/json: {schema: SCHEMA}}}}
        """.replace(
            "SCHEMA", "{properties: {from_text: {x-alias: [text_from, textFrom]}, to: {x-alias: target}}}"
        )
    )
    assert [field.aliases for field in api.models[0].fields] == [("text_from", "textFrom"), ("target",)]


def test_parameters(operation: ReadOperation) -> None:
    found = operation("""
        /calls/{Sid}:
          get:
            operationId: fetch
            tags: [calls]
            parameters:
              - {name: X-Trace, in: header, schema: {type: string}, description: Marks the request.}
              - {name: Page, in: query, x-name: page-nr, x-default: 1, schema: {type: integer, minimum: 0}}
              - {name: Sid, in: path, schema: {type: string, description: Which one.}}
              - {name: Day, in: query, required: true, deprecated: true, schema: {type: string, format: date}}
              - {name: Any, in: query}
            responses: {"204": {description: Done.}}
        """)
    assert found.path_parameters == (
        ir.Field(
            wire="Sid",
            words=("sid",),
            type=ir.Primitive(ir.Kind.STRING),
            required=True,
            description="Which one.",
        ),
    )
    assert found.query == (
        ir.Field(
            wire="Page",
            words=("page", "nr"),
            type=ir.Primitive(ir.Kind.INTEGER),
            minimum=0,
            argument_default=1,
        ),
        ir.Field(wire="Day", words=("day",), type=ir.Primitive(ir.Kind.DATE), required=True, deprecated=True),
        ir.Field(
            wire="Any",
            words=("any",),
            type=ir.Primitive(ir.Kind.ANY),
            style=ir.Style("form", explode=True),
        ),
    )
    assert found.headers == (
        ir.Field(
            wire="X-Trace",
            words=("x", "trace"),
            type=ir.Primitive(ir.Kind.STRING),
            description="Marks the request.",
        ),
    )


WRITTEN = [
    ("{type: string, x-type: date-time}", ""),
    ("{type: string, format: rfc-2822, x-type: date-time}", "rfc-2822"),
    ("{type: [string, 'null'], format: date-time, x-type: date-time}", ""),
    ("{type: [number, string], x-type: decimal}", "number"),
    ("{type: ['null', integer, string], x-type: decimal}", "number"),
    ("{type: [string, number], x-type: decimal}", ""),
    ("{type: [string, integer, 'null'], x-type: integer}", "text"),
    ("{type: ['null', integer, string], x-type: integer}", ""),
    ("{type: [string, boolean], x-type: boolean}", "text"),
    ("{type: string, x-type: number}", "text"),
    ("{type: array, items: {type: [string, integer], x-type: integer}}", "text"),
    ("{allOf: [{type: string, x-type: integer}]}", "text"),
    ("{type: [string, integer]}", ""),
    ("{type: number}", ""),
    ("{}", ""),
]


@pytest.mark.parametrize(("schema", "written"), WRITTEN)
def test_how_the_service_writes_a_value(zoo: ReadPaths, schema: str, written: str) -> None:
    api = zoo(
        """
        /it:
          get:
            operationId: fetch
            tags: [things]
            responses: {"200": {description: It., content: {application/json: {schema: SCHEMA}}}}
        """.replace("SCHEMA", '{$ref: "#/components/schemas/It"}'),
        f"It: {{type: object, properties: {{a: {schema}}}}}",
    )
    assert [field.written for field in api.models[0].fields] == [written]
