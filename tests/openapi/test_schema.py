"""What a schema says: by itself, by what it refers to and by what it includes."""

from __future__ import annotations

import pytest

from dialwright.openapi import Schema
from dialwright.problems import InputError

from .conftest import Describe, GetSchema


class TestNames:
    @pytest.mark.parametrize(
        "reference",
        [
            "#/components/schemas/Call",
            "other.yaml#/schemas/Call",
            "other.yaml#/definitions/Call",
            "other.yaml#/deep/$defs/Call",
            "other.yaml#/Call",
            "Call.yaml",
            "#/chain/schemas/Other",
        ],
    )
    def test_what_is_kept_under_a_name_has_it(self, schema: GetSchema, reference: str) -> None:
        keep = "{type: object}"
        text = f"""
            It: {{$ref: "{reference}"}}
            chain: {{schemas: {{Other: {{$ref: "#/components/schemas/Call"}}}}}}
            components: {{schemas: {{Call: {keep}}}}}
        """
        other = f"""
            schemas: {{Call: {keep}}}
            definitions: {{Call: {keep}}}
            deep: {{$defs: {{Call: {keep}}}}}
            Call: {keep}
        """
        assert schema(text, other=other, Call=keep).name == "Call"

    def test_what_is_written_in_place_has_none(self, schema: GetSchema) -> None:
        it = schema(
            """
            It: {$ref: "list.yaml"}
            """,
            list="{type: array, items: {type: object, properties: {schemas: {items: {type: string}}}}}",
        )
        inner = it.items
        assert inner is not None
        assert inner.name == ""
        listed = inner.properties["schemas"].items
        assert listed is not None
        assert listed.name == ""

    def test_identity_is_of_what_is_referred_to(self, schema: GetSchema) -> None:
        it = schema("""
            It: {properties: {a: {$ref: "#/X"}, b: {$ref: "#/X", description: Mine.}, c: {type: string}}}
            X: {type: string}
            """)
        a, b, c = it.properties.values()
        assert a.identity == b.identity != c.identity

    def test_the_definition_is_without_what_stands_beside_a_reference(self, schema: GetSchema) -> None:
        it = schema("""
            It: {$ref: "#/X", description: Mine., default: 1}
            X: {type: integer, description: The own one.}
            """)
        assert (it.description, it.scalar("default")) == ("Mine.", 1)
        assert (it.definition.description, it.definition.scalar("default")) == ("The own one.", None)


class TestTypes:
    @pytest.mark.parametrize(
        ("written", "types", "nullable"),
        [
            ("{type: string}", ("string",), False),
            ("{type: [string, 'null']}", ("string",), True),
            ("{type: string, nullable: true}", ("string",), True),
            ("{type: [string, integer]}", ("string", "integer"), False),
            ("{anyOf: [{type: string}, {type: 'null'}]}", (), True),
            ("{oneOf: [{type: string}, {const: null}]}", (), True),
            ("{type: string, enum: [a, null]}", ("string",), True),
            ("{properties: {a: {}}}", ("object",), False),
            ("{additionalProperties: {type: string}}", ("object",), False),
            ("{additionalProperties: false}", (), False),
            ("{items: {}}", ("array",), False),
            ("{}", (), False),
        ],
    )
    def test_types(self, schema: GetSchema, written: str, types: tuple[str, ...], nullable: bool) -> None:
        it = schema(f"It: {written}")
        assert (it.types, it.nullable) == (types, nullable)

    @pytest.mark.parametrize(
        ("written", "null"),
        [
            ("{type: 'null'}", True),
            ("{const: null}", True),
            ("{enum: [null]}", True),
            ("{type: [string, 'null']}", False),
            ("{const: 0}", False),
            ("{enum: [a, null]}", False),
            ("{}", False),
        ],
    )
    def test_null_alone(self, schema: GetSchema, written: str, null: bool) -> None:
        assert schema(f"It: {written}").is_null is null


class TestValues:
    @pytest.mark.parametrize(
        ("written", "values"),
        [
            ("{enum: [a, b, a]}", ("a", "b")),
            ("{enum: [a, null]}", ("a",)),
            ("{enum: [1, 1.0, true]}", (1, 1.0, True)),
            ("{const: a}", ("a",)),
            ("{const: [a]}", ()),
            ("{enum: [{a: 1}, b]}", ()),
            ("{oneOf: [{const: a, description: A.}, {enum: [b, c]}]}", ("a", "b", "c")),
            ("{anyOf: [{const: a}, {type: 'null'}]}", ("a",)),
            ("{oneOf: [{const: a}, {type: string}]}", ()),
            ("{oneOf: [{$ref: '#/schemas/Named'}, {const: a}]}", ()),
            ("{allOf: [{$ref: '#/schemas/Named'}]}", ("x",)),
            ("{type: string}", ()),
        ],
    )
    def test_values(self, schema: GetSchema, written: str, values: tuple[object, ...]) -> None:
        found = schema(f"It: {written}\nschemas: {{Named: {{enum: [x]}}}}").values
        assert [(type(value), value) for value in found] == [(type(value), value) for value in values]

    @pytest.mark.parametrize(
        ("written", "constant"),
        [
            ("{const: a}", True),
            ("{enum: [a]}", True),
            ("{enum: [a, b]}", False),
            ("{$ref: '#/schemas/One'}", False),
            ("{$ref: '#/schemas/Const'}", True),
        ],
    )
    def test_constants(self, schema: GetSchema, written: str, constant: bool) -> None:
        it = schema(
            f"{{holder: {{It: {written}}}, schemas: {{One: {{enum: [a]}}, Const: {{const: a}}}}, It: 0}}"
        )
        inner = Schema(it.document, it.document.root["holder"]["It"])
        assert inner.is_constant is constant


class TestAllOf:
    DIAMOND = """
        It:
          allOf: [{$ref: "#/Left"}, {$ref: "#/Right"}]
          required: [own]
          x-rules: [{at-least-one-of: [own, base]}]
          properties: {own: {}, base: {description: of It}}
        Left:
          allOf: [{$ref: "#/Base"}]
          properties: {base: {description: of Left}, left: {}, both: {description: of Left}}
        Right:
          allOf: [{$ref: "#/Base"}]
          properties: {right: {}, both: {description: of Right}}
        Base:
          required: [base]
          x-rules: [{exactly-one-of: [base, left]}]
          properties: {base: {description: of Base}, both: {description: of Base}}
    """

    def test_each_part_comes_once_after_what_it_includes(self, schema: GetSchema) -> None:
        parts = schema(self.DIAMOND).parts
        assert [part.name for part in parts] == ["Base", "Left", "Right", "It"]

    def test_a_later_part_refines_an_earlier_one(self, schema: GetSchema) -> None:
        properties = schema(self.DIAMOND).properties
        assert list(properties) == ["base", "both", "left", "right", "own"]
        assert properties["base"].description == "of It"
        assert properties["both"].description == "of Right"
        left = schema(self.DIAMOND.replace("It:", "Gone:").replace("Left:", "It:"))
        assert left.properties["base"].description == "of Left"

    def test_demands_and_rules_add_up(self, schema: GetSchema) -> None:
        it = schema(self.DIAMOND)
        assert it.required == {"own", "base"}
        assert [list(rule.node.value) for rule in it.rules] == [["exactly-one-of"], ["at-least-one-of"]]

    def test_a_circle_ends(self, schema: GetSchema) -> None:
        it = schema("""
            It: {allOf: [{$ref: "#/B"}], properties: {a: {}}}
            B: {allOf: [{$ref: "#/It"}], properties: {b: {}}}
            """)
        assert list(it.properties) == ["b", "a"]

    def test_other_keywords_are_looked_up_in_the_parts(self, schema: GetSchema) -> None:
        it = schema("""
            It: {allOf: [{description: One.}, {$ref: "#/Day"}, {maximum: 3}]}
            Day: {type: string, format: date, x-type: moment, enum: [a]}
            """)
        assert (it.types, it.format, it.meaning) == (("string",), "date", "moment")
        assert (it.values, it.number("maximum")) == (("a",), 3)
        many = schema("It: {allOf: [{items: {type: string}}, {minItems: 1}]}")
        assert many.items is not None
        assert many.items.types == ("string",)

    @pytest.mark.parametrize(
        ("written", "is_wrapper"),
        [
            ("{allOf: [{$ref: '#/schemas/X'}]}", True),
            ("{allOf: [{$ref: '#/schemas/X'}], nullable: true, description: Mine., x-name: mine}", True),
            ("{allOf: [{$ref: '#/schemas/X'}], properties: {a: {}}}", False),
            ("{allOf: [{$ref: '#/schemas/X'}, {type: object}]}", False),
            ("{$ref: '#/schemas/Y'}", False),
        ],
    )
    def test_the_core(self, schema: GetSchema, written: str, is_wrapper: bool) -> None:
        """A reference is described, or made nullable, by wrapping it; what has a name is no mere wrapping."""
        it = schema(f"""
            It: {{properties: {{a: {written}}}}}
            schemas:
              X: {{type: object, description: The X.}}
              Y: {{allOf: [{{$ref: "#/schemas/X"}}]}}
            """).properties["a"]
        assert (it.core.name == "X") is is_wrapper
        assert (it.core is it) is not is_wrapper

    def test_a_wrapper_without_description_has_that_of_its_core(self, schema: GetSchema) -> None:
        text = "It: {properties: {a: {allOf: [{$ref: '#/X'}]}}}\nX: {type: string, description: The X.}"
        assert schema(text).properties["a"].description == "The X."


class TestAlternatives:
    TEXT = """
        It:
          oneOf:
            - $ref: "#/components/schemas/Cat"
            - $ref: "#/components/schemas/Dog"
            - $ref: "#/components/schemas/Eel"
          discriminator: {propertyName: kind, mapping: MAPPING}
        components:
          schemas:
            Cat: {properties: {kind: {enum: [cat, kitten]}}}
            Dog: {properties: {kind: {type: string}}}
            Eel: {properties: {kind: {const: fish}}}
    """

    @pytest.mark.parametrize(
        ("mapping", "expected"),
        [
            ("{}", {"cat": "Cat", "kitten": "Cat", "Dog": "Dog", "fish": "Eel"}),
            (
                "{tom: Cat, rex: '#/components/schemas/Dog'}",
                {"tom": "Cat", "rex": "Dog", "fish": "Eel"},
            ),
        ],
    )
    def test_the_mapping(self, schema: GetSchema, mapping: str, expected: dict[str, str]) -> None:
        it = schema(self.TEXT.replace("MAPPING", mapping))
        assert it.discriminator == "kind"
        assert {value: option.name for value, option in it.mapping.items()} == expected

    def test_a_mapping_that_leads_nowhere_is_refused_where_it_stands(self, schema: GetSchema) -> None:
        it = schema(self.TEXT.replace("MAPPING", "{tom: Ct}"))
        with pytest.raises(InputError, match=r"openapi\.yaml:7:\d+: error: .*did you mean 'Cat'"):
            assert it.mapping["tom"].name

    def test_null_is_no_alternative(self, schema: GetSchema) -> None:
        it = schema("It: {anyOf: [{type: string}, {type: 'null'}], oneOf: [{type: integer}]}")
        assert [option.types for option in it.options] == [("integer",), ("string",)]


class TestWays:
    def test_at_follows_names(self, schema: GetSchema) -> None:
        it = schema("""
            It: {properties: {meta: {$ref: "#/Meta"}, items: {type: array}}}
            Meta: {allOf: [{properties: {next: {type: string, format: uri}}}]}
            """)
        following = it.at("meta.next")
        assert following is not None
        assert following.format == "uri"
        assert it.at("") is it
        assert it.at("meta.last") is None
        assert it.at("none.next") is None

    def test_additional(self, schema: GetSchema) -> None:
        assert schema("It: {additionalProperties: false}").additional is False
        assert schema("It: {additionalProperties: true}").additional is True
        assert schema("It: {}").additional is None
        additional = schema("It: {additionalProperties: {type: string}}").additional
        assert isinstance(additional, Schema)
        assert additional.types == ("string",)

    def test_numbers(self, schema: GetSchema) -> None:
        it = schema("It: {minimum: 1, maximum: 2.5, multipleOf: true}")
        assert (it.number("minimum"), it.number("maximum")) == (1, 2.5)
        assert (it.number("multipleOf"), it.number("minLength")) == (None, None)

    def test_doubling_inclusions_stay_cheap(self, describe: Describe) -> None:
        levels = "\n".join(
            f"L{n}: {{allOf: [{{$ref: '#/L{n + 1}'}}, {{$ref: '#/L{n + 1}'}}], properties: {{p{n}: {{}}}}}}"
            for n in range(60)
        )
        api = describe(f"{levels}\nL60: {{type: object}}")
        assert len(Schema(api.document, api.document.root["L0"]).properties) == 60
