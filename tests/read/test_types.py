"""Schemas become types, and what has a name becomes a model, an enum or a union."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from dialwright import ir
from dialwright.ir import Constant, Either, Kind, ListOf, MapOf, Named, Nullable, Primitive
from dialwright.problems import Severity

from .conftest import ReadPaths, Told, document, line

ReadSchema: TypeAlias = Callable[..., tuple[ir.Type | None, ir.Api]]

ANY, STRING, INTEGER = Primitive(Kind.ANY), Primitive(Kind.STRING), Primitive(Kind.INTEGER)

# An operation that answers with a schema, and one that sends it.
ANSWERS = """
/it:
  get:
    operationId: fetch
    tags: [things]
    responses: {"200": {description: It., content: {application/json: {schema: SCHEMA}}}}
"""
SENDS = """
/it/sent:
  put:
    operationId: replace
    tags: [things]
    requestBody: {content: {application/json: {schema: {type: array, items: SCHEMA}}}}
    responses: {"204": {description: Done.}}
"""


KINDS = [
    ("{type: string}", Kind.STRING),
    ("{type: string, format: uri}", Kind.STRING),
    ("{type: integer, format: int64}", Kind.INTEGER),
    ("{type: number}", Kind.NUMBER),
    ("{type: boolean}", Kind.BOOLEAN),
    ("{type: string, format: date}", Kind.DATE),
    ("{type: string, format: date-time}", Kind.DATE_TIME),
    ("{type: string, format: binary}", Kind.BYTES),
    ("{type: 'null'}", Kind.NULL),
    ("{const: null}", Kind.NULL),
    ("{type: string, x-type: moment}", Kind.MOMENT),
    ("{type: string, x-type: date-time}", Kind.DATE_TIME),
    ("{type: string, x-type: date}", Kind.DATE),
    ("{type: [number, string], x-type: decimal}", Kind.DECIMAL),
    ("{type: [integer, string], x-type: integer}", Kind.INTEGER),
    ("{type: string, x-type: number}", Kind.NUMBER),
    ("{type: string, x-type: boolean}", Kind.BOOLEAN),
    ("{}", Kind.ANY),
    ("{description: Whatever it is.}", Kind.ANY),
    ("{nullable: true}", Kind.ANY),
    ("{type: file}", Kind.ANY),
]


@pytest.fixture
def answered(zoo: ReadPaths) -> ReadSchema:
    """The type of a schema that an operation answers with, and the API."""

    def answered(schema: str, schemas: str = "") -> tuple[ir.Type | None, ir.Api]:
        api = zoo(ANSWERS.replace("SCHEMA", schema), schemas)
        return api.resources[0].operations[0].result, api

    return answered


def model(api: ir.Api, key: str) -> ir.Model:
    return next(model for model in api.models if model.key == key)


def field(api: ir.Api, key: str, wire: str) -> ir.Field:
    return next(field for field in model(api, key).fields if field.wire == wire)


class TestKinds:
    @pytest.mark.parametrize(("schema", "kind"), KINDS)
    def test_primitives(self, answered: ReadSchema, schema: str, kind: Kind) -> None:
        assert answered(schema)[0] == Primitive(kind)

    def test_every_kind_is_covered(self) -> None:
        assert {kind for _, kind in KINDS} == set(Kind) - {Kind.FILE}  # which no schema says by itself

    @pytest.mark.parametrize(
        ("schema", "expected"),
        [
            ("{type: array, items: {type: string}}", ListOf(STRING)),
            ("{type: array}", ListOf(ANY)),
            ("{items: {items: {type: integer}}}", ListOf(ListOf(INTEGER))),
            ("{type: object}", MapOf(ANY)),
            ("{type: object, additionalProperties: true}", MapOf(ANY)),
            ("{additionalProperties: {type: array, items: {type: string}}}", MapOf(ListOf(STRING))),
            ("{type: [string, integer]}", Either((STRING, INTEGER))),
            ("{type: [string, array], items: {type: string}}", Either((STRING, ListOf(STRING)))),
            ("{oneOf: [{type: string}, {type: integer}]}", Either((STRING, INTEGER))),
            ("{anyOf: [{type: string, format: uri}, {type: string}]}", STRING),
            ("{anyOf: [{type: string}]}", STRING),
            (
                "{anyOf: [{type: string}, {oneOf: [{type: integer}, {type: boolean}]}]}",
                Either((STRING, INTEGER, Primitive(Kind.BOOLEAN))),
            ),
            ("{type: string, anyOf: [{minLength: 1}, {pattern: a}]}", STRING),
            ("{const: cat}", Constant(("cat",))),
            ("{const: 3}", Constant((3,))),
            ("{type: string, enum: [cat]}", Constant(("cat",))),
            ("{type: array, enum: [[a], [b]], items: {type: string}}", ListOf(STRING)),
        ],
    )
    def test_compounds(self, answered: ReadSchema, schema: str, expected: ir.Type) -> None:
        assert answered(schema)[0] == expected


class TestNull:
    @pytest.mark.parametrize(
        ("schema", "plain"),
        [
            ("{type: [string, 'null']}", STRING),
            ("{type: string, nullable: true}", STRING),
            ("{anyOf: [{type: string}, {type: 'null'}]}", STRING),
            ("{oneOf: [{type: string}, {type: integer}, {type: 'null'}]}", Either((STRING, INTEGER))),
            ("{anyOf: [{type: string}, {type: integer, nullable: true}]}", Either((STRING, INTEGER))),
            ("{anyOf: [{type: [string, 'null']}, {type: 'null'}]}", STRING),
            ("{type: [number, string, 'null'], x-type: decimal}", Primitive(Kind.DECIMAL)),
            ("{allOf: [{$ref: '#/components/schemas/Cat'}], nullable: true}", Named("Cat")),
            ("{anyOf: [{$ref: '#/components/schemas/Cat'}, {type: 'null'}]}", Named("Cat")),
            ("{enum: [a, b, null]}", Named("ThingFetchResult")),
            ("{type: [array, 'null'], items: {type: string}}", ListOf(STRING)),
            ("{type: [object, 'null']}", MapOf(ANY)),
        ],
    )
    def test_both_spellings(self, answered: ReadSchema, schema: str, plain: ir.Type) -> None:
        """`nullable` of OpenAPI 3.0, and the type `null` of 3.1."""
        assert answered(schema, "Cat: {properties: {name: {type: string}}}")[0] == Nullable(plain)


class TestModels:
    def test_a_model(self, answered: ReadSchema) -> None:
        type_, api = answered(
            "{$ref: '#/components/schemas/FarmCat', description: The one asked for.}",
            """
            FarmCat:
              type: object
              description: A cat.
              additionalProperties: {type: integer}
              required: [name]
              x-flat: name
              x-source: {document: bestiary, section: Cats}
              properties:
                name: {type: string, description: What it answers to.}
                mother: {$ref: "#/components/schemas/FarmCat"}
                home: {type: object, properties: {street: {type: string}}}
            """,
        )
        assert type_ == Named("FarmCat")
        cat = model(api, "FarmCat")
        assert (cat.words, cat.description, cat.flat) == (("farm", "cat"), "A cat.", "name")
        assert cat.source == ir.Source("bestiary", "Cats")
        assert cat.extra == INTEGER
        assert [(f.wire, f.type, f.required) for f in cat.fields] == [
            ("name", STRING, True),
            ("mother", Named("FarmCat"), False),
            ("home", Named("FarmCatHome"), False),  # named by where it stands
        ]
        assert [m.key for m in api.models] == ["FarmCat", "FarmCatHome"]

    @pytest.mark.parametrize(
        ("additional", "extra"), [("true", ANY), ("false", None), ("{}", ANY), ("{type: string}", STRING)]
    )
    def test_properties_that_are_not_listed(
        self, answered: ReadSchema, additional: str, extra: ir.Type | None
    ) -> None:
        _, api = answered(f"{{additionalProperties: {additional}, properties: {{a: {{type: string}}}}}}")
        assert api.models[0].extra == extra

    def test_what_a_model_includes_is_its_own(self, answered: ReadSchema) -> None:
        _, api = answered(
            "{$ref: '#/components/schemas/Cat'}",
            """
            Cat:
              allOf: [{$ref: "#/components/schemas/Animal"}, {properties: {lives: {type: integer}}}]
              required: [claws]
              properties: {claws: {type: integer}, name: {type: string, description: Of the cat.}}
            Animal: {required: [name], properties: {name: {type: string, description: Of any animal.}}}
            """,
        )
        [cat] = api.models
        assert [(f.wire, f.required) for f in cat.fields] == [
            ("name", True),
            ("lives", False),
            ("claws", True),
        ]
        assert cat.fields[0].description == "Of the cat."

    def test_a_reference_that_is_merely_described_makes_no_model(self, answered: ReadSchema) -> None:
        """The way in which OpenAPI 3.0 says something about a reference."""
        _, api = answered(
            "{$ref: '#/components/schemas/Cat'}",
            """
            Cat:
              properties:
                friend: {allOf: [{$ref: "#/components/schemas/Cat"}], description: The best one.}
                mood: {allOf: [{$ref: "#/components/schemas/Mood"}]}
            Mood: {type: string, enum: [good, bad]}
            """,
        )
        assert [m.key for m in api.models] == ["Cat"]
        assert field(api, "Cat", "friend").type == Named("Cat")
        assert field(api, "Cat", "friend").description == "The best one."
        assert field(api, "Cat", "mood").type == Named("Mood")

    def test_direction(self, zoo: ReadPaths) -> None:
        """What is sent is a request, what is answered is a response, and so is whatever either holds."""
        api = zoo(
            ANSWERS.replace("SCHEMA", "{$ref: '#/components/schemas/Answer'}")
            + SENDS.replace("SCHEMA", "{$ref: '#/components/schemas/Order'}"),
            """
            Answer:
              properties: {shared: {$ref: "#/components/schemas/Shared"}, inner: {properties: {a: {}}}}
            Order:
              additionalProperties: {properties: {b: {}}}
              properties: {shared: {$ref: "#/components/schemas/Shared"}}
            Shared: {properties: {deep: {properties: {c: {}}}}}
            """,
        )
        assert {m.key: (m.request, m.response) for m in api.models} == {
            "Answer": (False, True),
            "AnswerInner": (False, True),
            "Order": (True, False),
            "OrderValue": (True, False),
            "Shared": (True, True),
            "SharedDeep": (True, True),
        }

    def test_the_direction_does_not_depend_on_what_is_read_first(self, zoo: ReadPaths) -> None:
        schemas = """
            Shared: {properties: {deep: {$ref: "#/components/schemas/Deep"}, kind: {enum: [a, b]}}}
            Deep: {oneOf: [{$ref: "#/components/schemas/Leaf"}], discriminator: {propertyName: k}}
            Leaf: {properties: {k: {const: leaf}}}
        """
        reference = "{$ref: '#/components/schemas/Shared'}"
        answers, sends = ANSWERS.replace("SCHEMA", reference), SENDS.replace("SCHEMA", reference)
        one, other = zoo(answers + sends, schemas), zoo(sends + answers, schemas)
        assert (one.models, one.enums, one.unions) == (other.models, other.enums, other.unions)
        assert all(m.request and m.response for m in one.models)


class TestRecursion:
    def test_models_hold_themselves_in_every_way(self, answered: ReadSchema) -> None:
        _, api = answered(
            "{$ref: '#/components/schemas/Tree'}",
            """
            Tree:
              additionalProperties: {$ref: "#/components/schemas/Tree"}
              properties:
                left: {$ref: "#/components/schemas/Tree"}
                all: {type: array, items: {$ref: "#/components/schemas/Tree"}}
                named: {additionalProperties: {$ref: "#/components/schemas/Tree"}}
                other: {$ref: "#/components/schemas/Branch"}
            Branch: {properties: {tree: {anyOf: [{$ref: "#/components/schemas/Tree"}, {type: 'null'}]}}}
            """,
        )
        tree = Named("Tree")
        assert [f.type for f in model(api, "Tree").fields] == [
            tree,
            ListOf(tree),
            MapOf(tree),
            Named("Branch"),
        ]
        assert model(api, "Tree").extra == tree
        assert field(api, "Branch", "tree").type == Nullable(tree)

    @pytest.mark.parametrize(
        ("nest", "expected"),
        [
            ("{type: array, items: {$ref: '#/components/schemas/Nest'}}", ListOf(ANY)),
            ("{additionalProperties: {$ref: '#/components/schemas/Nest'}}", MapOf(ANY)),
            (
                "{anyOf: [{type: string}, {items: {$ref: '#/components/schemas/Nest'}}]}",
                Either((STRING, ListOf(ANY))),
            ),
        ],
    )
    def test_without_an_object_in_between_it_ends_and_is_told(
        self, told: Told, nest: str, expected: ir.Type
    ) -> None:
        paths = ANSWERS.replace("SCHEMA", "{$ref: '#/components/schemas/Nest'}")
        api, [problem] = told(document(paths, f"Nest: {nest}"))
        assert api.resources[0].operations[0].result == expected
        assert (problem.rule, problem.severity) == ("recursion", Severity.WARNING)
        assert line(problem) == f"Nest: {nest}"

    def test_what_includes_nothing_but_itself_may_be_anything(self, answered: ReadSchema) -> None:
        nest = "Nest: {allOf: [{$ref: '#/components/schemas/Nest'}]}"
        assert answered("{$ref: '#/components/schemas/Nest'}", nest)[0] == ANY

    def test_a_chain_of_any_length(self, answered: ReadSchema) -> None:
        length = 1500
        links = (
            f"M{n}: {{properties: {{next: {{$ref: '#/components/schemas/M{n + 1}'}}}}}}"
            for n in range(length)
        )
        _, api = answered(
            "{$ref: '#/components/schemas/M0'}", "\n".join([*links, f"M{length}: {{type: string}}"])
        )
        assert len(api.models) == length


class TestEnums:
    def test_an_enum_is_closed_when_sent_and_open_when_answered(self, zoo: ReadPaths) -> None:
        api = zoo(
            ANSWERS.replace("SCHEMA", "{enum: [a, b], description: The answer.}")
            + SENDS.replace("SCHEMA", "{$ref: '#/components/schemas/Order'}"),
            "Order: {type: integer, enum: [1, 2], description: In which to come.}",
        )
        assert api.enums == (
            ir.Enum(
                key="ThingFetchResult",
                words=("thing", "fetch", "result"),
                values=("a", "b"),
                description="The answer.",
                open=True,
            ),
            ir.Enum(
                key="Order", words=("order",), values=(1, 2), description="In which to come.", open=False
            ),
        )

    def test_an_enum_that_is_both_is_open(self, zoo: ReadPaths) -> None:
        reference = "{$ref: '#/components/schemas/Mood'}"
        for paths in (SENDS + ANSWERS, ANSWERS + SENDS):
            [mood] = zoo(paths.replace("SCHEMA", reference), "Mood: {enum: [good, bad]}").enums
            assert mood.open

    def test_it_is_described_by_itself_and_not_by_a_user_of_it(self, answered: ReadSchema) -> None:
        _, api = answered(
            "{$ref: '#/components/schemas/Cat'}",
            """
            Cat:
              properties:
                mood: {$ref: "#/components/schemas/Mood", description: How the cat is today.}
                home: {$ref: "#/components/schemas/Home", description: Where the cat sleeps.}
            Mood: {enum: [good, bad], description: How somebody is.}
            Home: {properties: {a: {}}, description: Where somebody lives.}
            """,
        )
        assert api.enums[0].description == "How somebody is."
        assert model(api, "Home").description == "Where somebody lives."
        assert [f.description for f in model(api, "Cat").fields] == [
            "How the cat is today.",
            "Where the cat sleeps.",
        ]

    def test_alternatives_that_are_values_make_one_enum(self, answered: ReadSchema) -> None:
        type_, api = answered("{oneOf: [{const: a, description: A.}, {const: b}, {type: 'null'}]}")
        assert type_ == Nullable(Named("ThingFetchResult"))
        assert api.enums[0].values == ("a", "b")

    def test_an_enum_with_a_name_stays_one_whatever_its_length(self, answered: ReadSchema) -> None:
        type_, api = answered("{$ref: '#/components/schemas/Only'}", "Only: {enum: [one]}")
        assert type_ == Named("Only")
        assert api.enums[0].values == ("one",)


class TestUnions:
    SCHEMAS = """
        Pet:
          description: One of ours.
          oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]
          discriminator: {propertyName: kind, mapping: {tom: Cat}}
        Cat: {properties: {kind: {type: string}, friend: {$ref: "#/components/schemas/Pet"}}}
        Dog: {properties: {kind: {const: rex}}}
    """

    def test_a_property_tells_the_members_apart(self, answered: ReadSchema) -> None:
        type_, api = answered("{$ref: '#/components/schemas/Pet'}", self.SCHEMAS)
        assert type_ == Named("Pet")
        assert api.unions == (
            ir.Union(
                key="Pet",
                words=("pet",),
                options=(Named("Cat"), Named("Dog")),
                tag="kind",
                mapping={"tom": "Cat", "rex": "Dog"},
                description="One of ours.",
                open=True,
            ),
        )
        assert field(api, "Cat", "friend").type == Named("Pet")

    def test_what_is_sent_marks_all_members(self, zoo: ReadPaths) -> None:
        reference = "{$ref: '#/components/schemas/Pet'}"
        sent = zoo(SENDS.replace("SCHEMA", reference), self.SCHEMAS)
        assert [(m.request, m.response) for m in sent.models] == [(True, False)] * 2
        assert [union.open for union in sent.unions] == [False]
        both = zoo((ANSWERS + SENDS).replace("SCHEMA", reference), self.SCHEMAS)
        assert [(m.request, m.response) for m in both.models] == [(True, True)] * 2
        assert [union.open for union in both.unions] == [True]

    def test_without_a_tag_it_is_either(self, answered: ReadSchema) -> None:
        type_, api = answered(
            "{$ref: '#/components/schemas/Any'}",
            """
            Any:
              anyOf:
                - $ref: "#/components/schemas/Cat"
                - {type: string}
                - $ref: "#/components/schemas/Pet"
            Cat: {properties: {name: {}}}
            Pet: {$ref: "#/components/schemas/Cat"}
            """,
        )
        assert type_ == Either((Named("Cat"), STRING))
        assert api.unions == ()

    def test_alternatives_of_demands_leave_an_object_what_it_is(self, answered: ReadSchema) -> None:
        type_, api = answered(
            "{$ref: '#/components/schemas/Cat'}",
            "Cat: {properties: {a: {}, b: {}}, anyOf: [{required: [a]}, {required: [b]}]}",
        )
        assert type_ == Named("Cat")
        assert [f.wire for f in api.models[0].fields] == ["a", "b"]

    def test_an_object_stays_one_and_has_what_alternatives_add(self, answered: ReadSchema) -> None:
        text = "{properties: {a: {}}, oneOf: [{properties: {b: {}}}, {properties: {c: {}}}]}"
        type_, api = answered(text)
        assert type_ == Named("ThingFetchResult")
        assert [[f.wire for f in m.fields] for m in api.models] == [["a", "b", "c"]]
        assert api.models[0].extra == ANY


class TestNames:
    def test_clashes_are_repaired_and_told(self, told: Told) -> None:
        paths = ANSWERS.replace("SCHEMA", "{$ref: '#/components/schemas/Farm_cat'}")
        schemas = """
            Farm_cat:
              properties:
                one: {$ref: "#/components/schemas/farmCat"}
                two: {$ref: "#/components/schemas/farm-cat"}
                one_mood: {enum: [a, b]}
                oneMood: {enum: [c, d]}
            farmCat: {properties: {a: {}}}
            farm-cat:
              properties: {b: {}}
        """
        api, problems = told(document(paths, schemas))
        assert [m.key for m in api.models] == ["FarmCat", "FarmCat2", "FarmCat3"]
        assert [e.key for e in api.enums] == ["FarmCatOneMood", "FarmCatOneMood2"]
        assert [f.type for f in api.models[0].fields][:2] == [Named("FarmCat2"), Named("FarmCat3")]
        assert [(p.rule, p.severity) for p in problems] == [("name-clash", Severity.WARNING)] * 3
        assert {line(p).split(":")[0]: p.message for p in problems} == {
            "one": "another schema is called 'FarmCat' too; this one becomes 'FarmCat2'",
            "two": "another schema is called 'FarmCat' too; this one becomes 'FarmCat3'",
            "oneMood": "another schema is called 'FarmCatOneMood' too; this one becomes 'FarmCatOneMood2'",
        }

    def test_what_stands_in_place_is_named_by_the_place(self, answered: ReadSchema) -> None:
        _, api = answered(
            "{$ref: '#/components/schemas/Cat'}",
            """
            Cat:
              properties:
                home: {properties: {roomKind: {enum: [big, small]}}}
                enemies: {type: array, items: {properties: {a: {}}}}
                toys: {additionalProperties: {enum: [ball, mouse]}}
            """,
        )
        assert [m.key for m in api.models] == ["Cat", "CatHome", "CatEnemy"]
        assert [e.key for e in api.enums] == ["CatToysValue", "CatHomeRoomKind"]

    def test_a_name_without_words_is_that_of_the_place(self, answered: ReadSchema) -> None:
        type_, _ = answered("{$ref: '#/components/schemas/名前'}", "名前: {properties: {a: {}}}")
        assert type_ == Named("ThingFetchResult")
