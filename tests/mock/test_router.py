"""From paths to operations."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialwright.document import Document
from dialwright.mock.router import BadPath, Router
from dialwright.openapi import ApiDescription

PATHS = """\
openapi: 3.1.0
info: {title: Paths, version: "1"}
servers:
  - url: https://{host}.example.com/{version}
    variables: {host: {default: a}, version: {default: v2}}
paths:
  /pets/{id}: {get: {operationId: pet}, delete: {operationId: removePet}}
  /pets/mine: {get: {operationId: mine}}
  /pets/{id}.json: {get: {operationId: petAsJson}}
  /pets/{id}.tar.gz: {get: {operationId: petPacked}}
  /compare/{base}...{head}: {get: {operationId: compare}}
  /pets/{id}/{other}: {get: {operationId: two}}
  /pets/mine/toys: {get: {operationId: toys}}
  /files/{+path}: {get: {operationId: file}}
  /elsewhere: {servers: [{url: /other}], get: {operationId: elsewhere}}
"""


@pytest.fixture
def router(tmp_path: Path) -> Router:
    path = tmp_path / "paths.yaml"
    path.write_text(PATHS)
    description = ApiDescription.of(Document.load(path))
    return Router(description.operations, description)


@pytest.mark.parametrize(
    ("asked", "operation", "texts"),
    [
        ("GET /v2/pets/7", "pet", ("7",)),
        ("GET /v2/pets/mine", "mine", ()),
        ("DELETE /v2/pets/mine", "removePet", ("mine",)),
        ("GET /v2/pets/7.json", "petAsJson", ("7",)),
        ("GET /v2/pets/7.tar.gz", "petPacked", ("7",)),
        ("GET /v2/pets/.json", "pet", (".json",)),
        ("GET /v2/pets/a%2Fb%20c", "pet", ("a/b c",)),
        ("GET /v2/pets/a%252Fb", "pet", ("a%2Fb",)),
        ("GET /v2/pets/%C3%BC", "pet", ("ü",)),
        ("GET /v2/pets/m%69ne", "mine", ()),
        ("GET /v2/compare/main...topic", "compare", ("main", "topic")),
        ("GET /v2/pets/mine/toys", "toys", ()),
        ("GET /v2/pets/mine/other", "two", ("mine", "other")),
        ("GET /v2/files/x", "file", ("x",)),
        ("GET /other/elsewhere", "elsewhere", ()),
    ],
)
def test_finds_the_operation_that_is_meant(
    router: Router, asked: str, operation: str, texts: tuple[str, ...]
) -> None:
    method, _, path = asked.partition(" ")
    match = router.find(method, path)
    assert match is not None
    assert match.operations[method.lower()].id == operation
    assert match.texts == texts


@pytest.mark.parametrize(
    "path", ["/pets/7", "/v2/pets", "/v2/pets/", "/v2/pets/7/", "/v2/Pets/7", "/elsewhere"]
)
def test_what_is_not_in_the_document_leads_nowhere(router: Router, path: str) -> None:
    assert router.find("GET", path) is None


def test_another_method_leads_to_what_there_is(router: Router) -> None:
    match = router.find("POST", "/v2/pets/7")
    assert match is not None
    assert {*match.operations} == {"get", "delete"}


@pytest.mark.parametrize("path", ["/v2/pets/%FF", "/v2/pets/%", "/v2/pets/%4", "/v2/pets/%zz"])
def test_what_is_no_text_is_refused(router: Router, path: str) -> None:
    with pytest.raises(BadPath):
        router.find("GET", path)
