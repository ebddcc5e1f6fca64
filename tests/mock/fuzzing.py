"""schemathesis, let loose on a server: requests that a document allows, and such as it forbids."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import schemathesis
from click.testing import CliRunner
from schemathesis.cli import schemathesis as command

from dialwright.document import Document, Node, bundle
from dialwright.mock import Violation
from dialwright.mock.server import MockServer
from dialwright.openapi import ApiDescription
from dialwright.values import is_list, is_object

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "negative_data_rejection",
    "good_data_accepted",
)

_BY_RULE = frozenset(("state", "conflict"))
"""Reasons for which a request is refused that its schema allows: the state of the records, and `x-rules`."""

_ALWAYS_MISSING = "is required"  # what is told beyond that names a condition

_HOMES = {kind: ("components", kind) for kind in ("schemas", "parameters", "responses", "headers")}

_TOLD: dict[Any, dict[str, str]] = {
    "moment": {"format": "date-time"},
    "decimal": {"pattern": r"^-?[0-9]{1,9}(\.[0-9]{1,9})?$"},
}
"""What `x-type` says of a text, in words that schemathesis knows."""

_servers: dict[str, MockServer] = {}  # those that are asked, by host and port


@dataclass(frozen=True)
class Extent:
    """How much is tried.

    Attributes:
        examples: How many requests, about, for each operation, and how many sequences of requests.
        phases: What schemathesis does, in its own words.
        seed: What is drawn from; another one each time, if None.
    """

    examples: int
    phases: Sequence[str]
    seed: int | None


def fuzz(server: MockServer, document: Path, folder: Path, extent: Extent) -> tuple[int, str]:
    """The exit code of a run, 0 where nothing was found, and what it printed.

    Args:
        document: What the server plays.
        folder: Where files may be written.
        extent: How much is tried.
    """
    whole, settings = folder / "openapi.json", folder / "schemathesis.toml"
    whole.write_text(json.dumps(one_file(document)), "utf-8")
    settings.write_text(_settings(document), "utf-8")
    seed = () if extent.seed is None else ("--seed", str(extent.seed))
    arguments = (
        *("--config-file", str(settings), "--no-color", "run", str(whole)),
        *("--url", server.url, "--auth", "project-1:token", "--workers", "1"),
        *("--checks", ",".join(CHECKS), "--phases", ",".join(extent.phases)),
        *("--max-examples", str(extent.examples), "--generation-database", "none", *seed),
        *("--continue-on-failure", "--no-shrink", "--warnings", "off"),
    )
    place = urlsplit(server.origin).netloc
    _servers[place] = server
    try:
        result = CliRunner().invoke(command, arguments)
    finally:
        del _servers[place]
    return result.exit_code, result.output


@schemathesis.check
def good_data_accepted(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case[Any]
) -> None:
    """What the schemas allow is refused for what they cannot say alone.

    That is what stands in `x-rules`, which records and pages there are, and the states that these are in.
    """
    positive = case.meta is not None and case.meta.generation.mode is schemathesis.GenerationMode.POSITIVE
    if not positive or response.status_code not in (400, 422):
        return
    server = _servers[urlsplit(response.request.url or "").netloc]
    wrong = [one for one in server.engine.journal[-1].violations if not _is_by_rule(one)]
    assert not wrong, f"refused what the document allows: {'; '.join(map(str, wrong))}"


def _is_by_rule(violation: Violation) -> bool:
    conditional = violation.reason == "missing" and violation.what != _ALWAYS_MISSING
    return conditional or violation.reason in _BY_RULE


def one_file(entry: Path) -> object:
    """A document of many files as one, which says in the standard's words what `x-type` says of texts."""
    whole = _with_formats(bundle(Document.load(entry), home=_home, leave_out=lambda node, key: False).value)
    for schema in _forms(whole):
        properties = schema.get("properties", {})
        for name, one in properties.items():
            if one.get("type") == "array":  # in a form, a list of one cannot be told from its only item
                properties[name] = {"anyOf": [one, one.get("items", {})]}
    return whole


def _forms(document: Any) -> Iterator[dict[str, Any]]:
    """The schemas of bodies that are forms."""
    for item in document["paths"].values():
        for operation in (value for value in item.values() if is_object(value)):
            content = operation.get("requestBody", {}).get("content", {})
            schema = content.get("application/x-www-form-urlencoded", {}).get("schema", {})
            name = schema.get("$ref", "").rpartition("/")[2]
            yield document["components"]["schemas"][name] if name else schema


def _with_formats(value: Any) -> Any:
    if is_list(value):
        return [_with_formats(child) for child in value]
    if not is_object(value):
        return value
    told = _TOLD.get(value.get("x-type"), {})  # a pattern says nothing of numbers
    return {name: _with_formats(child) for name, child in value.items()} | told


def _home(reference: Node) -> tuple[str, ...]:
    _, _, pointer = str(reference.value["$ref"]).partition("#/")
    return _HOMES.get(pointer.partition("/")[0], ())


def _settings(document: Path) -> str:
    """Where further names are taken (`x-extra`), none is wrong."""
    operations = ApiDescription.of(Document.load(document)).operations
    extra = [operation.id for operation in operations if operation.flag("x-extra")]
    if not extra:
        return ""
    return (
        "[[operations]]\n"
        f"include-operation-id = {json.dumps(extra)}\n"
        "checks.negative_data_rejection.enabled = false\n"
    )
