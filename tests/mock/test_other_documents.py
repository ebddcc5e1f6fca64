"""Documents that know nothing of our keys: every operation is answered from examples, else from schemas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialwright.document import Document
from dialwright.mock import Clock, Engine, Request, Response
from dialwright.mock.links import fill
from dialwright.mock.plan import Plan
from dialwright.mock.server import MockServer
from dialwright.values import Schemas

from .asking import Asker

PETS = """\
openapi: 3.0.3
info: {title: Pets, version: "1"}
servers: [{url: /v1}]
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - {name: limit, in: query, required: true, schema: {type: integer, minimum: 1}}
        - {name: tags, in: query, style: form, explode: false, schema: {type: array, items: {enum: [a, b]}}}
        - {name: filter, in: query, style: deepObject, schema: {properties: {age: {type: integer}}}}
        - {name: X-Request, in: header, required: true, schema: {type: string, maxLength: 5}}
      responses:
        "200":
          description: Pets.
          content:
            application/json:
              schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}
              examples: {two: {value: [{name: Rex}, {name: Tom}]}}
        "404": {$ref: "#/components/responses/Problem"}
    post:
      operationId: addPet
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
      responses:
        "201": {description: Pet., content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
        "422": {$ref: "#/components/responses/Problem"}
  /pets/{id}/picture:
    get: {responses: {"200": {description: Picture., content: {image/png: {}}}}}
    put:
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, required: [file], properties: {file: {type: string, format: binary}}}
      responses: {"204": {description: Done.}}
components:
  responses:
    Problem:
      description: No.
      content: {application/problem+json: {schema: {$ref: "#/components/schemas/Problem"}}}
  schemas:
    Pet:
      type: object
      required: [name]
      additionalProperties: false
      properties:
        name: {type: string}
        age: {type: integer, nullable: true, minimum: 0, exclusiveMinimum: true}
    Problem:
      type: object
      required: [title, status]
      properties: {title: {type: string}, status: {type: integer}, detail: {type: string}}
"""


@pytest.fixture(scope="module")
def pets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    path = tmp_path_factory.mktemp("pets") / "pets.yaml"
    path.write_text(PETS)
    with MockServer(path) as server:
        assert server.url.endswith("/v1")
        yield Asker(server, "/v1", {"X-Request": "r"})


class TestPets:
    def test_an_example_is_the_answer(self, pets: Asker) -> None:
        assert pets.get("/pets?limit=1").json == [{"name": "Rex"}, {"name": "Tom"}]

    def test_else_the_schema_is(self, pets: Asker) -> None:
        answer = pets("POST", "/pets", json_body={"name": "Rex"})
        assert (answer.status, answer.json) == (201, {"name": "name", "age": 1})

    def test_bytes_are_of_their_type(self, pets: Asker) -> None:
        answer = pets.get("/pets/7/picture")
        assert answer.headers["content-type"] == "image/png"
        assert answer.body.startswith(b"\x89PNG")

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ("", "limit"),
            ("limit=0", "limit"),
            ("limit=1&tags=a,c", "tags[1]"),
            ("limit=1&filter[age]=old", "filter.age"),
            ("limit=1&filter[", "filter["),
            ("limit=1&other=1", "other"),
        ],
    )
    def test_queries_are_judged_in_every_style(self, pets: Asker, query: str, field: str) -> None:
        assert pets.get(f"/pets?{query}").status == 400
        assert [violation["field"] for violation in pets.journal()[-1]["violations"]] == [field]

    def test_good_queries_pass_in_every_style(self, pets: Asker) -> None:
        assert pets.get("/pets?limit=1&tags=a,b&filter[age]=3").status == 200

    def test_headers_are_judged(self, pets: Asker) -> None:
        for value in (None, "too long"):
            assert pets("GET", "/pets?limit=1", headers={"X-Request": value}).status == 400
            assert pets.journal()[-1]["violations"][0]["field"] == "X-Request"

    def test_the_error_has_the_form_and_type_of_the_document(self, pets: Asker) -> None:
        answer = pets("POST", "/pets", json_body={"name": 1, "age": 0, "toys": []})
        assert answer.status == 422
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json["status"] == 422
        for field in ("name must be a text", "age", "toys"):
            assert field in answer.json["title"]
        assert pets("POST", "/pets", json_body={"name": "Rex", "age": None}).status == 201

    def test_parts_of_a_form_are_asked_for(self, pets: Asker) -> None:
        head = {"Content-Type": "multipart/form-data; boundary=b"}
        body = b'--b\r\nContent-Disposition: form-data; name="%s"; filename="x"\r\n\r\nx\r\n--b--\r\n'
        assert pets("PUT", "/pets/7/picture", body=body % b"file", headers=head).status == 204
        assert pets("PUT", "/pets/7/picture", body=body % b"other", headers=head).status == 400
        assert pets.journal()[-1]["violations"][0]["field"] == "file"
        assert pets("PUT", "/pets/7/picture", body=b"x", headers=head).status == 400


CORPUS = (
    *("bandwidth_sdk.yml", "discord.json", "figma.yaml", "github.json", "intercom.yaml", "k8s_apps_v1.json"),
    *("messagebird_sms.yaml", "museum31.yaml", "nexmo_messages.yml", "nexmo_voice.yml", "oapi_naming.yaml"),
    *(
        "oapi_params.yaml",
        "ogen_sample.json",
        "opc_e2e_31.yaml",
        "param_collision.json",
        "params_style31.json",
    ),
    *("petstore_oai.yaml", "qdrant.json", "schema_types31.json", "stripe.yaml", "tictactoe31.yaml"),
    *("train_travel31.yaml", "twilio_api_v2010.json", "uspto.yaml"),
)
_MOST = 60  # operations that are tried of one document


@pytest.mark.parametrize("name", CORPUS)
def test_every_operation_of_real_documents_is_answered(shared: Path, name: str) -> None:
    document = Document.load(shared / "corpus" / name, allow_duplicate_keys=True)
    first, second = (Engine(document, seed=1, clock=Clock(speed=0)) for _ in range(2))
    plans = [*first.world.atlas.plans.values()]
    tried = plans[:: max(1, len(plans) // _MOST)]
    unfit = 0
    for plan in tried:
        answer = _answer(first, plan)
        assert answer.status < 500
        assert answer == _answer(second, plan)
        if answer.status < 300 and plan.answer is not None and answer.body:
            unfit += not Schemas().fits(plan.answer, answer.json())
    # Some schemas fit nothing, or their alternatives cannot be told apart.
    assert unfit <= len(tried) // 8


def _answer(engine: Engine, plan: Plan) -> Response:
    """What a success is answered with, whatever the request lacks."""
    path = fill(plan.template, dict.fromkeys(plan.operation.placeholders, "1"))
    asked = engine.handle(Request(plan.operation.method.upper(), path, (("host", "localhost"),)))
    assert asked.status in range(200, 500)
    return engine.sample(plan.operation)
