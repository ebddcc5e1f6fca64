"""How clients are built, what the service sends by itself, and which errors it knows."""

from __future__ import annotations

import pytest

from dialwright import ir
from dialwright.problems import Severity

from .conftest import Read, Told, line

SETTINGS = """
    openapi: 3.1.0
    info: {title: Wild Zoo, version: 1.2.3, summary: Animals., description: Animals of all kinds.}
    servers:
      - url: https://{space}.example.com/{region}
        variables: {space: {default: demo}, region: {default: eu}}
      - url: https://other.example.com
    x-client:
      distribution: wild-zoo
      origin: spec/zoo
      mapping-access: true
      credentials: {scheme: key, username: project, password: token}
      bound: {account-sid: project}
      arguments:
        - {name: project, env: [ZOO_PROJECT], description: The project.}
        - {name: token, env: [ZOO_TOKEN, ZOO_KEY], secret: true}
        - {name: space, server-variable: space}
      surfaces:
        - {name: WildZoo, description: All of it., arguments: [{project: project}, {token: token}]}
        - {name: RestClient, module: rest.old, root: zoo.cats, arguments: [{space_url: space}]}
    x-error-codes:
      - {code: "21210", name: not-verified, text: The number is not verified.}
      - {code: 0, name: none, text: Nothing is wrong.}
    components: {securitySchemes: {other: {type: http, scheme: bearer}, key: {type: http, scheme: Basic}}}
    paths: {}
"""


class TestSettings:
    def test_what_a_document_says_of_itself(self, whole: Read) -> None:
        api = whole(SETTINGS)
        assert (api.words, api.title, api.version) == (("wild", "zoo"), "Wild Zoo", "1.2.3")
        assert api.description == "Animals of all kinds."
        assert (api.distribution, api.origin, api.mapping_access) == ("wild-zoo", "spec/zoo", True)

    def test_arguments(self, whole: Read) -> None:
        assert whole(SETTINGS).arguments == (
            ir.Argument(words=("project",), env=("ZOO_PROJECT",), description="The project."),
            ir.Argument(words=("token",), env=("ZOO_TOKEN", "ZOO_KEY"), secret=True),
            ir.Argument(words=("space",), server_variable="space"),
        )

    def test_surfaces(self, whole: Read) -> None:
        assert whole(SETTINGS).surfaces == (
            ir.Surface(
                words=("wild", "zoo"),
                description="All of it.",
                arguments=((("project",), ("project",)), (("token",), ("token",))),
            ),
            ir.Surface(
                words=("rest", "client"),
                module=("rest", "old"),
                root="zoo.cats",
                arguments=((("space", "url"), ("space",)),),
            ),
        )

    def test_error_codes(self, whole: Read) -> None:
        assert whole(SETTINGS).error_codes == (
            ir.ErrorCode(code="21210", words=("not", "verified"), text="The number is not verified."),
            ir.ErrorCode(code="0", words=("none",), text="Nothing is wrong."),
        )

    def test_a_bound_value_is_of_the_paths_that_have_it(self, whole: Read) -> None:
        text = SETTINGS.replace(
            "paths: {}",
            """paths:
      /{AccountSid}/{Sid}:
        parameters:
          - {name: AccountSid, in: path, required: true, x-bound: account-sid, schema: {type: string}}
          - {name: Sid, in: path, required: true, x-bound: unknown, schema: {type: string}}
        get: {responses: {}}""",
        )
        api = whole(text)
        assert api.bound == {"AccountSid": ("project",)}
        [operation] = api.resources[0].operations
        assert [field.wire for field in operation.path_parameters] == ["Sid"]


class TestServer:
    def test_variables_that_no_argument_fills_have_their_defaults(self, whole: Read) -> None:
        assert whole(SETTINGS).server == "https://{space}.example.com/eu"

    @pytest.mark.parametrize(
        ("servers", "shown"),
        [
            ("", "openapi: 3.1.0"),
            ("servers: []", "openapi: 3.1.0"),
            ("servers: [{url: /v1}]", "servers: [{url: /v1}]"),
            ("servers: [{url: '{base}', variables: {base: {default: /v1}}}]", "servers: [{url: '{base}'"),
        ],
    )
    def test_a_document_without_a_host_is_told(self, told: Told, servers: str, shown: str) -> None:
        api, [problem] = told(f"openapi: 3.1.0\ninfo: {{title: Zoo}}\npaths: {{}}\n{servers}\n")
        assert "://" not in api.server
        assert (problem.rule, problem.severity) == ("server", Severity.WARNING)
        assert line(problem).startswith(shown)


class TestCredentials:
    @pytest.mark.parametrize(
        ("schemes", "expected"),
        [
            (
                "{a: {type: http, scheme: basic}}",
                ir.Authentication(scheme="basic", username=("username",), password=("password",)),
            ),
            ("{a: {type: http, scheme: Bearer}}", ir.Authentication(scheme="bearer", password=("token",))),
            ("{a: {type: oauth2, flows: {}}}", ir.Authentication(scheme="bearer", password=("token",))),
            ("{}", ir.Authentication(scheme="none")),
        ],
    )
    def test_the_first_scheme_that_clients_know(
        self, whole: Read, schemes: str, expected: ir.Authentication
    ) -> None:
        api = whole(f"""
            info: {{title: Zoo}}
            servers: [{{url: "https://zoo.example.com"}}]
            components: {{securitySchemes: {schemes}}}
        """)
        assert api.authentication == expected
        names = [name for name in (expected.username, expected.password) if name]
        assert [argument.words for argument in api.arguments] == names
        assert [argument.secret for argument in api.arguments] == [False, True][2 - len(names) :]
        assert api.surfaces[0].arguments == tuple((name, name) for name in names)

    def test_several_schemes_with_what_needs_them(self, whole: Read) -> None:
        api = whole("""
            info: {title: Zoo}
            servers: [{url: "https://zoo.example.com"}]
            security: [{a: []}, {b: [], unknown: []}, {b: []}, {}]
            components:
              securitySchemes:
                a: {type: apiKey, in: query, name: key}
                b: {type: http, scheme: bearer}
                unused: {type: http, scheme: basic}
        """)
        assert api.authentication.scheme == "none"
        assert api.schemes == (
            ir.Scheme(key="a", kind="query", name="key", arguments=(("api", "key"),)),
            ir.Scheme(key="b", kind="bearer", arguments=(("token",),)),
        )
        assert api.security == (("a",), ("b",), ())
        assert [(argument.words, argument.secret) for argument in api.arguments] == [
            (("api", "key"), True),
            (("token",), True),
        ]

    def test_those_that_nothing_asks_for_may_be_given(self, whole: Read) -> None:
        api = whole("""
            info: {title: Zoo}
            servers: [{url: "https://zoo.example.com"}]
            components: {securitySchemes: {a: {type: apiKey, in: header, name: X-Key}}}
        """)
        assert api.security == (("a",), ())

    def test_that_which_the_document_asks_for_comes_first(self, whole: Read) -> None:
        api = whole("""
            info: {title: Zoo}
            servers: [{url: "https://zoo.example.com"}]
            security: [{b: []}]
            components: {securitySchemes: {a: {type: http, scheme: bearer}, b: {type: http, scheme: basic}}}
        """)
        assert api.authentication.scheme == "basic"

    def test_the_settings_choose_one_and_name_its_arguments(self, whole: Read) -> None:
        api = whole(SETTINGS)
        assert api.authentication == ir.Authentication(
            scheme="basic", username=("project",), password=("token",)
        )


def test_webhooks(whole: Read) -> None:
    api = whole("""
        openapi: 3.1.0
        info: {title: Zoo}
        servers: [{url: "https://zoo.example.com"}]
        webhooks:
          catFed:
            post:
              x-marked-by: Cat
              summary: A cat was fed.
              x-source: {document: feeding}
              requestBody:
                content:
                  application/x-www-form-urlencoded: {schema: {properties: {Cat: {enum: [tom, tim]}}}}
          dogFed:
            post: {description: A dog was fed., summary: Fed., requestBody: {content: {text/plain: {}}}}
          nothing: {}
    """)
    assert api.webhooks == (
        ir.Webhook(
            key="catFed",
            words=("cat", "fed"),
            payload=ir.Named("CatFed"),
            mark="Cat",
            description="A cat was fed.",
            source=ir.Source("feeding"),
        ),
        ir.Webhook(
            key="dogFed",
            words=("dog", "fed"),
            payload=ir.Primitive(ir.Kind.ANY),
            description="A dog was fed.",
        ),
    )
    assert [(model.key, model.response) for model in api.models] == [("CatFed", True)]
    assert [(enum.key, enum.open) for enum in api.enums] == [("CatFedCat", True)]


def test_signatures(whole: Read) -> None:
    api = whole("""
        openapi: 3.1.0
        info: {title: Zoo}
        servers: [{url: "https://zoo.example.com"}]
        x-signatures:
          - {name: form-of-old, headers: [X-A, X-B], signs: url-and-form, digest: sha1, encoding: base64}
          - name: json
            description: With a body.
            headers: [X-C]
            signs: url
            digest: sha256
            encoding: hex
            body-hash: hash
    """)
    assert api.signatures == (
        ir.Signature(
            words=("form", "of", "old"),
            headers=("X-A", "X-B"),
            signs="url-and-form",
            digest="sha1",
            encoding="base64",
        ),
        ir.Signature(
            words=("json",),
            headers=("X-C",),
            signs="url",
            digest="sha256",
            encoding="hex",
            body_hash="hash",
            description="With a body.",
        ),
    )
