"""Operations become methods: what they are called, what they take, what comes back."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from dialwright import ir
from dialwright.ir import BodyKind, Either, Kind, ListOf, MapOf, Named, Primitive
from dialwright.problems import Severity

from .conftest import Read, ReadOperation, ReadPaths, Told, document, line

ANY, STRING, BYTES = Primitive(Kind.ANY), Primitive(Kind.STRING), Primitive(Kind.BYTES)

DONE = 'responses: {"204": {description: Done.}}'


def get(keys: str = "", path: str = "/calls", responses: str = DONE) -> str:
    """A path with an operation GET that has these keys."""
    lines = ["tags: [calls]", "x-method: fetch", dedent(keys).strip(), responses]
    return f"{path}:\n  get:\n" + indent("\n".join(text for text in lines if text), "    ")


def answering(content: str) -> str:
    return f'responses: {{"200": {{description: It., content: {content}}}}}'


def sending(content: str, required: str = "") -> str:
    return f"requestBody: {{content: {content}{required}}}"


class TestNames:
    @pytest.mark.parametrize(
        ("keys", "words"),
        [
            ("x-method: read-again, operationId: other,", "read again"),
            ("operationId: getCallById,", "get call by id"),
            ("operationId: calls/get,", "get"),
            ("operationId: phones/get,", "phones get"),
            ("operationId: '***',", "get calls sid"),
            ("", "get calls sid"),
        ],
    )
    def test_words(self, operation: ReadOperation, keys: str, words: str) -> None:
        found = operation(f"""
            /calls/{{Sid}}:
              parameters: [{{name: Sid, in: path, required: true}}]
              get: {{{keys} tags: [calls], {DONE}}}
        """)
        assert found.words == tuple(words.split())

    def test_clashes_are_repaired_and_told(self, told: Told) -> None:
        paths = "\n".join(
            f"/{name}:\n  get: {{operationId: {id_}, tags: [calls], {DONE}}}"
            for name, id_ in [("a", "fetch"), ("b", "Fetch"), ("c", "fetch-2"), ("d", "FETCH")]
        )
        api, problems = told(document(paths))
        [resource] = api.resources
        assert {o.path: "-".join(o.words) for o in resource.operations} == {
            "/a": "fetch",
            "/b": "fetch-2",
            "/c": "fetch-2-2",
            "/d": "fetch-3",
        }
        assert {p.rule for p in problems} == {"name-clash"}
        assert {p.severity for p in problems} == {Severity.WARNING}
        assert problems[0].message == "GET /b and GET /a are both 'fetch'; this one becomes 'fetch-2'"
        assert "operationId: Fetch," in line(problems[0])


class TestTexts:
    def test_what_is_said_of_an_operation(self, operation: ReadOperation) -> None:
        found = operation(get("""
                summary: Read a call.
                description: It may be over.
                deprecated: true
                x-location-id: true
                x-positional: [b, a]
                x-source: {document: calls, section: Fetch}
                """))
        assert (found.method, found.path, found.tag) == ("GET", "/calls", "calls")
        assert (found.summary, found.description) == ("Read a call.", "It may be over.")
        assert found.source == ir.Source("calls", "Fetch")
        assert (found.deprecated, found.location_id, found.positional) == (True, True, ("b", "a"))

    @pytest.mark.parametrize(
        ("method", "keys", "idempotent"),
        [
            ("get", "", True),
            ("head", "", True),
            ("put", "", True),
            ("delete", "", True),
            ("post", "", False),
            ("patch", "", False),
            ("post", "x-idempotent: true, ", True),
            ("post", "x-idempotent: false, ", False),
        ],
    )
    def test_what_may_be_repeated(
        self, operation: ReadOperation, method: str, keys: str, idempotent: bool
    ) -> None:
        found = operation(f"/calls: {{{method}: {{operationId: go, tags: [calls], {keys}{DONE}}}}}")
        assert found.idempotent is idempotent

    def test_failures(self, operation: ReadOperation) -> None:
        responses = """
            responses:
              2XX: {description: Fine.}
              "404": {description: Gone.}
              default: {description: Bad.}
        """
        assert operation(get(responses=dedent(responses))).failures == (
            ir.Failure(status="404", description="Gone."),
            ir.Failure(status="default", description="Bad."),
        )


class TestBodies:
    @pytest.mark.parametrize(
        ("content", "kind", "media_type"),
        [
            (
                "{application/x-www-form-urlencoded: {schema: {properties: {a: {}}}}}",
                BodyKind.FORM,
                "application/x-www-form-urlencoded",
            ),
            ("{application/json: {schema: {properties: {a: {}}}}}", BodyKind.JSON, "application/json"),
            ("{a/b+json: {schema: {properties: {a: {}}}}}", BodyKind.JSON, "a/b+json"),
            (
                "{application/xml: {}, application/json: {schema: {properties: {a: {}}}}}",
                BodyKind.JSON,
                "application/json",
            ),
        ],
    )
    def test_an_object_is_its_fields(
        self, operation: ReadOperation, content: str, kind: BodyKind, media_type: str
    ) -> None:
        body = operation(get(sending(content, ", required: true"))).body
        assert body is not None
        assert (body.kind, body.media_type, body.type, body.required) == (kind, media_type, None, True)
        assert [field.wire for field in body.fields] == ["a"]

    @pytest.mark.parametrize(
        ("schema", "type_"),
        [
            ("{type: array, items: {type: string}}", ListOf(STRING)),
            ("{additionalProperties: {type: string}}", MapOf(STRING)),
            ("{oneOf: [{type: string}, {type: array}]}", Either((STRING, ListOf(ANY)))),
            ("{}", ANY),
        ],
    )
    def test_anything_else_is_one_value(self, operation: ReadOperation, schema: str, type_: ir.Type) -> None:
        body = operation(get(sending(f"{{application/json: {{schema: {schema}}}}}"))).body
        assert body == ir.Body(kind=BodyKind.JSON, media_type="application/json", type=type_, required=False)

    @pytest.mark.parametrize("media_type", ["application/octet-stream", "text/plain", "audio/wav"])
    @pytest.mark.parametrize("schema", ["{type: string}", "{properties: {a: {type: string}}}", ""])
    def test_what_is_neither_json_nor_a_form_is_bytes(
        self, operation: ReadOperation, media_type: str, schema: str
    ) -> None:
        keys = sending(f"{{{media_type}: {{{f'schema: {schema}' if schema else ''}}}}}")
        body = operation(get(keys)).body
        file = ir.Primitive(ir.Kind.FILE)
        type_ = Either((STRING, file)) if media_type == "text/plain" else file
        assert body == ir.Body(kind=BodyKind.BYTES, media_type=media_type, type=type_, required=False)

    def test_multipart_has_fields_and_files(self, told: Told) -> None:
        content = "{multipart/form-data: {schema: {properties: {file: {type: string, format: binary}}}}}"
        api, problems = told(document(get(sending(content))))
        body = api.resources[0].operations[0].body
        assert body is not None
        assert problems == ()
        assert (body.kind, body.type) == (BodyKind.FIELDS, None)
        assert [(field.wire, field.type) for field in body.fields] == [("file", ir.Primitive(ir.Kind.FILE))]

    def test_a_body_that_holds_itself(self, zoo: ReadPaths) -> None:
        schemas = "Node: {properties: {next: {$ref: '#/components/schemas/Node'}, kind: {enum: [a, b]}}}"
        api = zoo(get(sending("{application/json: {schema: {$ref: '#/components/schemas/Node'}}}")), schemas)
        body = api.resources[0].operations[0].body
        assert body is not None
        assert [field.type for field in body.fields] == [Named("Node"), Named("NodeKind")]
        assert [(model.key, model.request, model.response) for model in api.models] == [("Node", True, False)]


class TestParameters:
    def test_a_cookie_is_one(self, told: Told) -> None:
        keys = "parameters: [{name: session, in: cookie, schema: {type: string}}, {name: a, in: query}]"
        api, problems = told(document(get(keys)))
        [operation] = api.resources[0].operations
        assert [field.wire for field in (*operation.query, *operation.headers)] == ["a"]
        assert [field.wire for field in operation.cookies] == ["session"]
        assert not problems

    def test_operators_in_a_path_are_taken_out_and_told(self, told: Told) -> None:
        keys = "parameters: [{name: key, in: path, required: true}]"
        api, [problem] = told(document(get(keys, path="/calls/{+key}")))
        [operation] = api.resources[0].operations
        assert operation.path == "/calls/{key}"
        assert [field.wire for field in operation.path_parameters] == ["key"]
        assert (problem.rule, problem.severity) == ("path-template", Severity.WARNING)
        assert line(problem) == "/calls/{+key}:"

    def test_only_in_a_path_is_a_value_bound(self, whole: Read) -> None:
        text = (
            document(
                get(
                    """
                    parameters:
                      - {name: Account, in: path, required: true, x-bound: account, schema: {type: string}}
                      - {name: Account, in: query, schema: {type: string}}
                      - {name: Sid, in: path, required: true, schema: {type: string}}
                    """ + sending("{application/json: {schema: {properties: {Account: {}}}}}"),
                    path="/{Account}/{Sid}",
                )
            )
            + "x-client: {bound: {account: project}, arguments: [{name: project}]}\n"
        )
        api = whole(text)
        assert api.bound == {"Account": ("project",)}
        [operation] = api.resources[0].operations
        assert [field.wire for field in operation.path_parameters] == ["Sid"]
        assert [field.wire for field in operation.query] == ["Account"]
        assert operation.body is not None
        assert [field.wire for field in operation.body.fields] == ["Account"]


class TestResults:
    @pytest.mark.parametrize(
        ("responses", "result"),
        [
            (DONE, None),
            ("responses: {}", None),
            (answering("{application/json: {schema: {type: string}}}"), STRING),
            (answering("{text/html: {}, application/json: {schema: {type: string}}}"), STRING),
            (answering("{application/json: {}}"), ANY),
            (answering("{audio/wav: {}}"), None),
            ('responses: {"404": {content: {application/json: {schema: {type: string}}}}}', None),
            ("responses: {default: {content: {application/json: {schema: {type: string}}}}}", STRING),
        ],
    )
    def test_result(self, operation: ReadOperation, responses: str, result: ir.Type | None) -> None:
        assert operation(get(responses=responses)).result == result


class TestRepresentations:
    def test_a_binary_answer(self, operation: ReadOperation) -> None:
        found = operation(get(responses=answering("{audio/wav: {}, audio/x-wav: {}}")))
        assert found.representations == (
            ir.Representation(name="", path="/calls", media_types=("audio/wav", "audio/x-wav")),
        )

    def test_forms_of_the_same_thing_are_one_method(self, operation: ReadOperation) -> None:
        paths = (
            get("x-format: wav", path="/calls.wav", responses=answering("{audio/wav: {}}"))
            + "\n"
            + get("x-format: mp3", path="/calls.mp3", responses=answering("{audio/mpeg: {}}"))
        )
        assert operation(paths).representations == (
            ir.Representation(name="wav", path="/calls.wav", media_types=("audio/wav",)),
            ir.Representation(name="mp3", path="/calls.mp3", media_types=("audio/mpeg",)),
        )

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (("", "audio/wav"), ("", "audio/wav")),
            (("x-format: wav", "audio/wav"), ("x-format: wav", "audio/wav")),
            (("x-format: wav", "audio/wav"), ("", "audio/mpeg")),
            (("x-format: wav", "audio/wav"), ("", "application/json")),
        ],
    )
    def test_what_a_form_does_not_tell_apart_is_a_clash(
        self, told: Told, one: tuple[str, str], other: tuple[str, str]
    ) -> None:
        paths = "\n".join(
            get(keys, path=f"/calls/{number}", responses=answering(f"{{{media_type}: {{}}}}"))
            for number, (keys, media_type) in enumerate((one, other))
        )
        api, [problem] = told(document(paths))
        assert [o.words for o in api.resources[0].operations] == [("fetch",), ("fetch", "2")]
        assert problem.rule == "name-clash"


class TestPagination:
    CONTENT = "{application/json: {schema: {$ref: '#/components/schemas/Page'}}}"
    PAGE = """
        Page:
          properties:
            calls: {type: array, x-alias: [items], items: {type: string}}
            meta: {properties: {next: {type: string, x-alias: [following]}}}
            next_uri: {type: string}
            number: {type: integer}
    """

    @pytest.mark.parametrize(
        ("written", "expected"),
        [
            (
                "{style: next-uri, items: calls, next: next_uri}",
                ir.Pagination(style="next-uri", items=("calls", "items"), next=("next_uri",)),
            ),
            (
                "{style: meta-url, items: calls, next: [meta.next, next_uri]}",
                ir.Pagination(
                    style="meta-url",
                    items=("calls", "items"),
                    next=("meta.next", "next_uri", "meta.following"),
                ),
            ),
            (
                "{style: none, items: [calls, items]}",
                ir.Pagination(style="none", items=("calls", "items")),
            ),
            (
                "{style: none, items: calls, page-size: Size, page-number: Page, page-token: Token}",
                ir.Pagination(
                    style="none",
                    items=("calls", "items"),
                    page_size="Size",
                    page_number="Page",
                    page_token="Token",
                ),
            ),
        ],
    )
    def test_pages(self, operation: ReadOperation, written: str, expected: ir.Pagination) -> None:
        found = operation(get(f"x-pagination: {written}", responses=answering(self.CONTENT)), self.PAGE)
        assert found.pagination == expected
        assert found.result == STRING

    def test_the_answer_itself(self, operation: ReadOperation) -> None:
        content = "{application/json: {schema: {type: array, items: {type: integer}}}}"
        found = operation(get('x-pagination: {style: link-header, items: ""}', responses=answering(content)))
        assert found.pagination == ir.Pagination(style="link-header", items=())
        assert found.result == Primitive(Kind.INTEGER)

    @pytest.mark.parametrize(
        ("items", "result"),
        [("[absent, calls]", STRING), ("[number, calls]", STRING), ("absent", ANY)],
    )
    def test_the_first_path_that_leads_to_a_list_tells_what_is_in_it(
        self, operation: ReadOperation, items: str, result: ir.Type
    ) -> None:
        pagination = f"x-pagination: {{style: none, items: {items}}}"
        found = operation(get(pagination, responses=answering(self.CONTENT)), self.PAGE)
        assert found.result == result

    def test_the_page_itself_is_no_model(self, zoo: ReadPaths) -> None:
        pagination = "x-pagination: {style: none, items: calls}"
        assert zoo(get(pagination, responses=answering(self.CONTENT)), self.PAGE).models == ()


class TestNarrowing:
    def test_a_parameter_moves_a_list(self, operation: ReadOperation) -> None:
        entry = (
            "{parameter: RecordingSid, path: '/recordings/{RecordingSid}/calls', description: Of this one.}"
        )
        assert operation(get(f"x-narrowed-by: [{entry}]")).narrowings == (
            ir.Narrowing(
                parameter=ir.Field(
                    wire="RecordingSid",
                    words=("recording", "sid"),
                    type=STRING,
                    description="Of this one.",
                ),
                path="/recordings/{RecordingSid}/calls",
            ),
        )


class TestRules:
    def test_all_kinds(self, operation: ReadOperation) -> None:
        schema = """{
            x-rules: [
                {exactly-one-of: [a, b]}, {at-most-one-of: [b, c]}, {at-least-one-of: [c, d]},
                {requires: {if: a, then: [d, c]}}
            ],
            properties: {a: {}, b: {}, c: {}, d: {}}
        }"""
        keys = sending(f"{{application/json: {{schema: {schema}}}}}")
        assert operation(get(keys)).rules == (
            ir.Rule(kind="exactly-one-of", fields=("a", "b")),
            ir.Rule(kind="at-most-one-of", fields=("b", "c")),
            ir.Rule(kind="at-least-one-of", fields=("c", "d")),
            ir.Rule(kind="requires", fields=("a", "d", "c")),
        )

    def test_those_of_what_the_body_includes_count(self, operation: ReadOperation) -> None:
        schemas = "Base: {x-rules: [{exactly-one-of: [a, b]}], properties: {a: {}, b: {}}}"
        schema = "{allOf: [{$ref: '#/components/schemas/Base'}], properties: {c: {}}}"
        found = operation(get(sending(f"{{application/json: {{schema: {schema}}}}}")), schemas)
        assert found.rules == (ir.Rule(kind="exactly-one-of", fields=("a", "b")),)
