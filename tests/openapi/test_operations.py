"""Paths, operations and what they take and answer, as the standard has them."""

from __future__ import annotations

import pytest

from .conftest import Describe, GetOperation


class TestPaths:
    def test_every_method_of_every_path_in_written_order(self, describe: Describe) -> None:
        api = describe(
            """
            paths:
              /b: {post: {}, get: {}, summary: Not a method., parameters: []}
              /a: {$ref: "other.yaml#/item"}
              x-note: {get: {}}
            """,
            other="item: {delete: {operationId: remove}}",
        )
        labels = [operation.label for operation in api.operations]
        assert labels == ["POST /b", "GET /b", "DELETE /a"]
        assert api.operations[2].id == "remove"

    @pytest.mark.parametrize(
        ("path", "template", "names"),
        [
            ("/a/{b}/c/{d}.json", "/a/{b}/c/{d}.json", ("b", "d")),
            ("/{+a}/{b*}{?c*}/{d:3}", "/{a}/{b}{c}/{d}", ("a", "b", "c", "d")),
            ("/{sid}/{Sid}", "/{sid}/{Sid}", ("sid", "Sid")),
            ("/plain", "/plain", ()),
        ],
    )
    def test_templates(
        self, operation: GetOperation, path: str, template: str, names: tuple[str, ...]
    ) -> None:
        found = operation(f"paths: {{'{path}': {{get: {{}}}}}}")
        assert (found.template, found.placeholders) == (template, names)

    def test_places_of_the_path_hold_for_all_its_methods(self, describe: Describe) -> None:
        api = describe("paths: {/a: {x-resource: [a.b, c], get: {}, post: {x-resource: d}}}")
        get, post = api.operations
        assert (get.resource_places, post.resource_places) == (("a.b", "c"), ("d",))


class TestParameters:
    def test_the_operations_own_come_over_those_of_the_path(self, operation: GetOperation) -> None:
        found = operation("""
            paths:
              /a/{x}/{y}:
                parameters:
                  - {name: q, in: query, description: Of the path.}
                  - {name: y, in: path}
                  - $ref: "#/shared"
                get:
                  parameters:
                    - {name: q, in: query, description: Of the operation.}
                    - {name: q, in: header, required: true}
            shared: {name: x, in: path, description: Shared.}
            """)
        assert [(p.place, p.name) for p in found.parameters] == [
            ("query", "q"),
            ("path", "y"),
            ("path", "x"),
            ("header", "q"),
        ]
        assert found.parameters[0].description == "Of the operation."
        assert [p.required for p in found.parameters] == [False, True, True, True]
        assert [p.name for p in found.path_parameters] == ["x", "y"]  # as in the path
        assert [p.name for p in found.query_parameters] == ["q"]

    def test_media_types_and_credentials_are_no_parameters(self, operation: GetOperation) -> None:
        found = operation("""
            paths:
              /a:
                get:
                  parameters:
                    - {name: Accept, in: header}
                    - {name: content-type, in: header}
                    - {name: Authorization, in: header}
                    - {name: accept, in: query}
                    - {name: X-Trace, in: header}
            """)
        assert [p.name for p in found.parameters] == ["accept", "X-Trace"]

    def test_the_schema_may_stand_under_a_media_type(self, operation: GetOperation) -> None:
        found = operation("""
            paths:
              /a:
                get:
                  parameters:
                    - {name: a, in: query, content: {application/json: {schema: {type: object}}}}
                    - {name: b, in: query, schema: {type: string, description: Of the schema.}}
                    - {name: c, in: query}
            """)
        a, b, c = found.parameters
        assert a.schema is not None
        assert a.schema.types == ("object",)
        assert b.description == "Of the schema."
        assert c.schema is None


class TestBodies:
    @pytest.mark.parametrize(
        ("offered", "chosen"),
        [
            (["application/xml", "application/json"], "application/json"),
            (["application/x-www-form-urlencoded", "application/json"], "application/x-www-form-urlencoded"),
            (["multipart/form-data", "application/merge-patch+json"], "application/merge-patch+json"),
            (["text/plain", "application/xml"], "text/plain"),
            ([], None),
        ],
    )
    def test_json_or_a_form_is_preferred(
        self, operation: GetOperation, offered: list[str], chosen: str | None
    ) -> None:
        content = ", ".join(f"{media_type}: {{}}" for media_type in offered)
        found = operation(f"paths: {{/a: {{post: {{requestBody: {{content: {{{content}}}}}}}}}}}")
        assert (found.body_content.media_type if found.body_content else None) == chosen

    @pytest.mark.parametrize(
        ("media_type", "schema", "json"),
        [
            ("application/json", "{}", True),
            ("Application/JSON; charset=utf-8", "{}", True),
            ("application/problem+json", "{}", True),
            ("text/json", "{}", True),
            ("'*/*'", "{type: object}", True),
            ("'*/*'", "{type: string, format: binary}", False),
            ("text/plain", "{}", False),
            ("application/jsonlines", "{}", False),
        ],
    )
    def test_what_is_json(self, operation: GetOperation, media_type: str, schema: str, json: bool) -> None:
        content = f"{{? {media_type} : {{schema: {schema}}}}}"
        found = operation(f"paths: {{/a: {{get: {{responses: {{200: {{content: {content}}}}}}}}}}}")
        assert found.success is not None
        assert found.success.is_json is json


class TestAnswers:
    @pytest.mark.parametrize(
        ("responses", "success", "failures"),
        [
            ("{400: {}, 201: {}, 200: {}}", "201", ["400"]),
            ("{204: {}, 200: {content: {a/b: {}}}}", "200", []),
            ("{default: {}, 2XX: {}}", "2XX", ["default"]),
            ("{default: {}}", "default", []),
            ("{default: {}, 404: {}}", None, ["default", "404"]),
            ("{x-note: {}, 404: {}}", None, ["404"]),
            ("{}", None, []),
        ],
    )
    def test_success_and_failures(
        self, operation: GetOperation, responses: str, success: str | None, failures: list[str]
    ) -> None:
        found = operation(f"paths: {{/a: {{get: {{responses: {responses}}}}}}}")
        assert (found.success.status if found.success else None) == success
        assert [failure.status for failure in found.failures] == failures

    def test_references(self, operation: GetOperation) -> None:
        found = operation(
            """
            paths: {/a: {get: {responses: {"200": {$ref: "other.yaml#/ok"}}}}}
            """,
            other="""
            ok:
              description: Fine.
              headers: {X-A: {}}
              content: {application/json: {schema: {$ref: "#/It"}}}
            It: {type: integer}
            """,
        )
        assert found.success is not None
        assert found.success.description == "Fine."
        assert found.success.headers == ("X-A",)
        assert found.success.json is not None
        assert found.success.json.name == "It"


class TestDocument:
    def test_schemes_that_are_asked_for_come_first(self, describe: Describe) -> None:
        api = describe("""
            security: [{}, {third: []}, {unknown: []}, {second: []}]
            components: {securitySchemes: {first: {type: http}, second: {}, third: {$ref: "#/scheme"}}}
            scheme: {type: oauth2}
            """)
        assert list(api.security_schemes) == ["third", "second", "first"]
        assert api.security_schemes["third"].text("type") == "oauth2"

    def test_webhooks(self, describe: Describe) -> None:
        api = describe(
            """
            webhooks:
              done: {$ref: "other.yaml#/done"}
              empty: {}
            """,
            other="""
            done:
              post:
                summary: Done.
                requestBody: {content: {a/b: {}, application/json: {schema: {type: object}}}}
            """,
        )
        done, empty = api.webhooks
        assert done.name == "done"
        assert done.operation is not None
        assert done.operation.text("summary") == "Done."
        assert done.payload is not None
        assert done.payload.types == ("object",)
        assert (empty.operation, empty.payload) == (None, None)

    def test_an_empty_document_has_nothing(self, describe: Describe) -> None:
        api = describe("openapi: 3.1.0")
        assert (api.operations, api.webhooks, api.error_codes, api.tag_descriptions) == ((), (), (), {})
        assert (api.server, api.client, api.security_schemes) == (None, None, {})
        assert api.info.text("title") == ""


class TestViews:
    def test_values_of_the_wrong_kind_count_as_missing(self, operation: GetOperation) -> None:
        found = operation(
            "paths: {/a: {get: {operationId: [a], deprecated: 'yes', tags: one, responses: 1}}}"
        )
        assert (found.id, found.flag("deprecated"), found.tags) == ("", False, ("one",))
        assert (found.responses, found.body, found.view("responses")) == ((), None, None)

    def test_a_description_beside_a_reference_counts(self, operation: GetOperation) -> None:
        found = operation("""
            paths: {/a: {get: {parameters: [{$ref: "#/p", description: Here.}]}}}
            p: {name: a, in: query, description: There., schema: {type: string}}
            """)
        assert found.parameters[0].description == "Here."
        assert found.parameters[0].name == "a"
