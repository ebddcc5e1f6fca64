"""Operations gather in places, places make a tree, and answers know what can be done with them."""

from __future__ import annotations

import re

import pytest

from dialwright import ir
from dialwright.problems import Severity

from .conftest import ReadPaths, Told, document, line

DONE = '{"204": {description: Done.}}'
SCHEMAS = """
    Call: {properties: {sid: {type: string}}}
    Recording: {properties: {sid: {type: string}}}
    Other: {properties: {sid: {type: string}}}
"""


def path(url: str, place: str, *, item: str = "", **operations: str) -> str:
    """A path in the tree; an operation is `get="fetch Call"`: the verb, and the model that is answered.

    `item` is the property of a record that the last parameter of the path holds.
    """
    parameters = [f"name: {name}, in: path, required: true" for name in re.findall(r"\{(\w+)\}", url)]
    if item:
        parameters[-1] += f", x-item: {item}"
    lines = [f"{url}:", f"  x-resource: {place}"]
    lines.append("  parameters: [" + ", ".join(f"{{{parameter}}}" for parameter in parameters) + "]")
    for method, text in operations.items():
        verb, _, model = text.partition(" ")
        schema = f"{{schema: {{$ref: '#/components/schemas/{model}'}}}}"
        answer = f'{{"200": {{description: It., content: {{application/json: {schema}}}}}}}'
        lines.append(f"  {method}: {{x-method: {verb}, responses: {answer if model else DONE}}}")
    return "\n".join((*lines, ""))


def resource(api: ir.Api, key: str) -> ir.Resource:
    return next(resource for resource in api.resources if resource.key == key)


def operation(api: ir.Api, key: str, verb: str) -> ir.Operation:
    return next(found for found in resource(api, key).operations if found.words == (verb,))


CALLS = path("/Calls", "voice.calls", get="list", post="create Call") + path(
    "/Calls/{Sid}", "voice.calls", item="sid", get="fetch Call"
)


class TestPlaces:
    def test_operations_gather_in_the_order_of_the_document(self, zoo: ReadPaths) -> None:
        api = zoo(f"""
            /a:
              x-resource: zoo.cats
              get: {{x-method: list, responses: {DONE}}}
              post: {{x-method: feed, x-resource: zoo.dogs, responses: {DONE}}}
            /b: {{x-resource: zoo.big_cats, get: {{x-method: list, responses: {DONE}}}}}
            /c: {{x-resource: zoo.cats, get: {{x-method: fetch, responses: {DONE}}}}}
        """)
        assert [(r.key, r.words, [o.path for o in r.operations]) for r in api.resources] == [
            ("zoo.cats", ("cats",), ["/a", "/c"]),
            ("zoo.dogs", ("dogs",), ["/a"]),
            ("zoo.big_cats", ("big", "cats"), ["/b"]),
        ]

    def test_a_resource_may_hang_in_several_places(self, zoo: ReadPaths) -> None:
        api = zoo(
            path("/a", "[zoo.cats, cats, zoo.all.cats]", get="list")
            + path("/b", "zoo.cats", get="fetch")
            + path("/c", "[zoo.cats, felines, cats]", get="count")
        )
        [cats] = api.resources
        assert cats.places == ("cats", "zoo.all.cats", "felines")
        assert len(cats.operations) == 3

    @pytest.mark.parametrize(
        ("url", "tags", "key"),
        [
            ("/pets/{id}", "[Big Cats, dogs]", "big_cats"),
            ("/pets/{id}", "[]", "pets"),
            ("/pets/{id}", "['***']", "pets"),
            ("/{id}/wildCats", "[]", "wild_cats"),
            ("/{id}", "[]", "api"),
        ],
    )
    def test_without_a_place_it_is_the_tag_or_the_path(
        self, zoo: ReadPaths, url: str, tags: str, key: str
    ) -> None:
        api = zoo(f"""
            {url}:
              parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
              get: {{operationId: get, tags: {tags}, responses: {DONE}}}
        """)
        [found] = api.resources
        assert (found.key, found.item, found.parents, found.places) == (key, None, (), ())
        assert [field.wire for field in found.operations[0].path_parameters] == ["id"]

    def test_it_is_described_by_its_tag(self, told: Told) -> None:
        text = document(f"""
            /a: {{x-resource: cats, get: {{x-method: list, tags: [Cats], responses: {DONE}}}}}
            /b: {{x-resource: dogs, get: {{x-method: list, responses: {DONE}}}}}
        """)
        api, _ = told(f"{text}tags: [{{name: Dogs}}, {{name: Cats, description: Those that purr.}}]\n")
        assert [found.description for found in api.resources] == ["Those that purr.", ""]


class TestItems:
    def test_a_path_parameter_picks_one_record(self, zoo: ReadPaths) -> None:
        calls = resource(zoo(CALLS, SCHEMAS), "voice.calls")
        assert calls.item == ir.Item(
            parameter=ir.Field(wire="Sid", words=("sid",), type=ir.Primitive(ir.Kind.ANY), required=True),
            property="sid",
        )
        assert calls.parents == ()

    def test_those_without_have_none(self, zoo: ReadPaths) -> None:
        assert zoo(path("/a/{Sid}", "a", get="fetch")).resources[0].item is None


class TestParents:
    def test_records_above_supply_the_leading_parameters(self, zoo: ReadPaths) -> None:
        legs, tones = "voice.calls.legs", "voice.calls.legs.tones"
        api = zoo(
            CALLS
            + path("/Calls/{CallSid}/Legs", legs, get="list")
            + path("/Calls/{CallSid}/Legs/{Sid}", legs, item="sid", get="fetch")
            + path("/Calls/{CallSid}/Legs/{LegSid}/Tones/{Kind}", tones, get="fetch"),
            SCHEMAS,
        )
        assert {found.key: found.parents for found in api.resources} == {
            "voice.calls": (),
            "voice.calls.legs": ("CallSid",),
            "voice.calls.legs.tones": ("CallSid", "LegSid"),
        }

    def test_what_stands_beside_the_records_needs_nothing_of_them(self, zoo: ReadPaths) -> None:
        """What picks a record of the place itself is not mistaken for what picks one above it."""
        api = zoo(
            CALLS
            + path("/Drafts/{Sid}", "voice.calls.drafts", item="sid", get="fetch")
            + path("/Summary", "voice.calls.summary", get="fetch"),
            SCHEMAS,
        )
        assert resource(api, "voice.calls.drafts").parents == ()
        assert resource(api, "voice.calls.summary").parents == ()

    def test_without_records_above_nothing_is_supplied(self, zoo: ReadPaths) -> None:
        api = zoo(path("/a", "zoo", get="list") + path("/a/{Kind}", "zoo.cats", get="fetch"))
        assert [found.parents for found in api.resources] == [(), ()]

    def test_operations_that_disagree_are_refused(self, told: Told) -> None:
        legs = "voice.calls.legs"
        paths = path("/Calls/{CallSid}/Legs", legs, get="list") + path("/Legs", legs, post="create")
        api, [problem] = told(document(CALLS + paths, SCHEMAS))
        assert (problem.rule, problem.severity) == ("resource-path", Severity.ERROR)
        assert f"'{legs}' begin with different parameters: none or CallSid" in problem.message
        assert line(problem).startswith("get: {x-method: list")
        assert resource(api, legs).parents == ()


RECORDINGS = path("/Recordings", "voice.recordings", get="list Recording") + path(
    "/Recordings/{Sid}", "voice.recordings", item="sid", get="fetch Recording"
)
CALL_RECORDINGS = path(
    "/Calls/{CallSid}/Recordings", "voice.calls.recordings", post="create Recording", get="last Other"
) + path(
    "/Calls/{CallSid}/Recordings/{Sid}",
    "voice.calls.recordings",
    item="sid",
    post="update Recording",
    delete="delete",
)
IMPORTS = path("/Imports", "voice.imports", post="create Recording", get="read Call")


class TestRecords:
    @pytest.mark.parametrize(
        ("key", "verb", "record", "also"),
        [
            # The resource itself picks records of this model.
            ("voice.calls", "create", "voice.calls", ""),
            ("voice.calls", "fetch", "voice.calls", ""),
            ("voice.recordings", "list", "voice.recordings", ""),
            # So does one without parents, by the same path parameter.
            ("voice.calls.recordings", "create", "voice.calls.recordings", "voice.recordings"),
            ("voice.calls.recordings", "update", "voice.calls.recordings", "voice.recordings"),
            # The resource itself has no records, another has.
            ("voice.imports", "create", "voice.recordings", ""),
            ("voice.imports", "read", "voice.calls", ""),
            # There is nothing that picks such a record, or nothing is answered.
            ("voice.calls.recordings", "last", "", ""),
            ("voice.calls.recordings", "delete", "", ""),
        ],
    )
    def test_whose_item_methods_an_answer_has(
        self, zoo: ReadPaths, key: str, verb: str, record: str, also: str
    ) -> None:
        found = operation(zoo(CALLS + RECORDINGS + CALL_RECORDINGS + IMPORTS, SCHEMAS), key, verb)
        assert (found.record, found.also) == (record, also)

    @pytest.mark.parametrize(
        ("url", "place", "property_", "also"),
        [
            ("/Recordings/{Sid}", "voice.all", "sid", "voice.all"),
            ("/Recordings/{RecordingSid}", "voice.all", "sid", ""),  # another parameter
            ("/Recordings/{Sid}", "voice.all", "id", ""),  # another property
            ("/Calls/{CallSid}/All/{Sid}", "voice.calls.all", "sid", ""),  # needs a record above it
        ],
    )
    def test_another_resource_must_pick_its_records_alike(
        self, zoo: ReadPaths, url: str, place: str, property_: str, also: str
    ) -> None:
        other = path(url, place, item=property_, get="fetch Recording")
        for paths in (CALLS + CALL_RECORDINGS + other, other + CALLS + CALL_RECORDINGS):
            found = operation(zoo(paths, SCHEMAS), "voice.calls.recordings", "create")
            assert (found.record, found.also) == ("voice.calls.recordings", also)


def test_a_document_without_keys_of_ours(zoo: ReadPaths) -> None:
    """Nothing is dropped: every operation is a method under a name of its own."""
    api = zoo(
        f"""
        /pets:
          get:
            tags: [pets]
            parameters: [{{name: limit, in: query, schema: {{type: integer}}}}]
            responses:
              "200":
                description: All of them.
                content: {{application/json: {{schema: {{$ref: "#/components/schemas/Pets"}}}}}}
          post: {{operationId: createPets, tags: [pets], responses: {DONE}}}
        /pets/{{petId}}:
          parameters: [{{name: petId, in: path, required: true, schema: {{type: integer}}}}]
          delete: {{operationId: removePetById, tags: [pets], responses: {DONE}}}
        """,
        """
        Pets: {type: array, items: {$ref: "#/components/schemas/Pet"}}
        Pet: {required: [id], properties: {id: {type: integer}, tag: {type: string}}}
        """,
    )
    assert (api.words, api.title, api.version, api.distribution) == (("zoo",), "Zoo", "1", "zoo-client")
    assert (api.origin, api.server, api.mapping_access) == ("openapi.yaml", "https://zoo.example.com", False)
    assert (api.arguments, api.bound, api.authentication) == ((), {}, ir.Authentication(scheme="none"))
    assert api.surfaces == (ir.Surface(words=("zoo",), description="The Zoo API."),)
    [pets] = api.resources
    assert [(o.method, o.path, o.words, o.result) for o in pets.operations] == [
        ("GET", "/pets", ("get", "pets"), ir.ListOf(ir.Named("Pet"))),
        ("POST", "/pets", ("create", "pets"), None),
        ("DELETE", "/pets/{petId}", ("remove", "pet", "by", "id"), None),
    ]
    assert [(o.record, o.also, o.pagination) for o in pets.operations] == [("", "", None)] * 3
    assert [model.key for model in api.models] == ["Pet"]


def test_a_version_at_the_beginning_of_a_path_is_no_resource(zoo: ReadPaths) -> None:
    """Unless the path has nothing else."""
    api = zoo(f"""
        /v1/cats: {{get: {{operationId: allCats, responses: {DONE}}}}}
        /api/2010-04-01/dogs/{{id}}:
          parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
          get: {{operationId: oneDog, responses: {DONE}}}
        /v2: {{get: {{operationId: everything, responses: {DONE}}}}}
    """)
    assert [resource.key for resource in api.resources] == ["cats", "dogs", "v2"]


def test_a_resource_is_said_again_before_a_number_is(told: Told) -> None:
    api, problems = told(document(f"""
        /cats: {{get: {{operationId: cats/list, tags: [cats], responses: {DONE}}}}}
        /all: {{get: {{operationId: list, tags: [cats], responses: {DONE}}}}}
        /old: {{get: {{operationId: cat.list, tags: [cats], responses: {DONE}}}}}
    """))
    [cats] = api.resources
    assert [operation.words for operation in cats.operations] == [("list",), ("list", "2"), ("cat", "list")]
    assert [problem.rule for problem in problems] == ["name-clash", "name-clash"]
