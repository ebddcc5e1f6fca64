"""The whole of our own document, held against an independent walk of its YAML and against itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml

from dialwright import ir
from dialwright.document import Document
from dialwright.openapi import ApiDescription
from dialwright.read import read

from .consistency import faults, inside, operations, written_paths

SPEC = Path(__file__).resolve().parents[2] / "spec" / "signalwire"
CALLING = "/api/calling/calls"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

Place: TypeAlias = tuple[Path, Any]
"""A plain value, and the file it stands in: all that is needed to follow what it refers to."""


@cache
def load(path: Path) -> Any:
    """A file as text values, as plain PyYAML has them."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def follow(place: Place) -> Place:
    """Where a chain of references ends."""
    file, value = place
    while "$ref" in value:
        name, _, pointer = value["$ref"].partition("#")
        file = (file.parent / name).resolve() if name else file
        value = load(file)
        for step in pointer.strip("/").split("/"):
            value = value[step]
    return file, value


def properties(place: Place) -> set[str]:
    """The names of an object's properties, those that it includes among them."""
    file, schema = follow(place)
    included = (properties((file, part)) for part in schema.get("allOf", ()))
    return set(schema.get("properties", {})).union(*included)


def walk() -> Iterator[tuple[str, str, Place, Place]]:
    """Method, path, path item and operation of all in the document but what takes many commands."""
    root = SPEC / "openapi.yaml"
    for path, written in load(root)["paths"].items():
        file, item = follow((root, written))
        for method in METHODS:
            if method in item and path != CALLING:
                yield method.upper(), path, (file, item), (file, item[method])


def named(places: Iterator[Place], where: str) -> set[str]:
    return {parameter["name"] for _, parameter in map(follow, places) if parameter["in"] == where}


@pytest.fixture(scope="module")
def api() -> ir.Api:
    found, problems = read(ApiDescription.of(Document.load(SPEC / "openapi.yaml")))
    assert problems == ()
    return found


@pytest.fixture(scope="module")
def methods(api: ir.Api) -> dict[tuple[str, str], ir.Operation]:
    """The methods by what they send."""
    return {
        (operation.method, path): operation
        for _, operation in operations(api)
        for path in written_paths(operation)
        if path != CALLING
    }


def test_every_operation_is_there_once(api: ir.Api, methods: dict[tuple[str, str], ir.Operation]) -> None:
    """67 that are documented, 13 that only the published definition has, and 3 that answer with a file."""
    written = [(method, path) for method, path, _, _ in walk()]
    assert len(written) == 67 + 13 + 3
    assert set(methods) == set(written)
    sent = [path for _, operation in operations(api) for path in written_paths(operation)]
    assert len(sent) - sent.count(CALLING) == len(written)
    sources = [operation["x-source"]["document"] for _, _, _, (_, operation) in walk()]
    assert sources.count("compatibility-published-api") == 13
    assert [path.rpartition("/")[2] for (_, path), found in methods.items() if found.representations] == [
        "{MediaSid}",
        "{Sid}.wav",
        "{Sid}.mp3",
    ]


def test_every_parameter_is_there(api: ir.Api, methods: dict[tuple[str, str], ir.Operation]) -> None:
    for method, path, (file, item), (_, operation) in walk():
        written = [(file, entry) for view in (item, operation) for entry in view.get("parameters", ())]
        found = methods[method, path]
        assert {field.wire for field in found.query} == named(iter(written), "query"), (method, path)
        assert {field.wire for field in found.headers} == named(iter(written), "header"), (method, path)
        in_path = {field.wire for field in found.path_parameters} | set(api.bound)
        assert named(iter(written), "path") <= in_path, (method, path)


def test_every_field_of_a_body_is_there(methods: dict[tuple[str, str], ir.Operation]) -> None:
    count = 0
    for method, path, _, (file, operation) in walk():
        body = methods[method, path].body
        assert (body is not None) == ("requestBody" in operation), (method, path)
        if body is not None:
            [(media_type, content)] = operation["requestBody"]["content"].items()
            assert body.media_type == media_type
            assert {field.wire for field in body.fields} == properties((file, content["schema"])), path
            count += len(body.fields)
    assert count >= 200


def test_every_property_of_an_answer_is_there(
    api: ir.Api, methods: dict[tuple[str, str], ir.Operation]
) -> None:
    models = {model.key: model for model in api.models}
    for method, path, _, (file, operation) in walk():
        content = operation["responses"]["2XX"].get("content", {}).get("application/json")
        found = methods[method, path]
        assert (found.result is not None) == (content is not None), (method, path)
        if content is None:
            continue
        place = follow((file, content["schema"]))
        if found.pagination is not None:
            items = operation["x-pagination"]["items"]
            place = follow((place[0], place[1]["properties"][items]))
            place = (place[0], place[1]["items"])
        assert isinstance(found.result, ir.Named), (method, path)
        assert {field.wire for field in models[found.result.key].fields} == properties(place), path


def test_every_command_is_a_method(api: ir.Api) -> None:
    """Each alternative of the one body, with what it takes beside `params` and in it."""
    file, item = follow((SPEC / "openapi.yaml", load(SPEC / "openapi.yaml")["paths"][CALLING]))
    schema = item["post"]["requestBody"]["content"]["application/json"]["schema"]
    alternatives = follow((file, schema))
    written: dict[str, tuple[set[str], set[str]]] = {}
    for option in alternatives[1]["oneOf"]:
        home, command = follow((alternatives[0], option))
        tag = command["properties"]["command"]["const"]
        beside = set(command["properties"]) - {"command", "params"}
        written[tag] = beside, properties((home, command["properties"]["params"]))
    bodies = [method.body for resource, method in operations(api) if resource.key == "calling"]
    found = {
        dict(body.constants)["command"]: (
            {field.wire for field in body.beside},
            {field.wire for field in body.fields},
        )
        for body in bodies
        if body is not None
    }
    assert found == written
    assert len(written) == 37 + 5


def test_every_page_leads_on(methods: dict[tuple[str, str], ir.Operation]) -> None:
    paged = {path: found.pagination for (_, path), found in methods.items() if found.pagination is not None}
    assert len(paged) == sum("x-pagination" in operation for _, _, _, (_, operation) in walk())
    for path, page in paged.items():
        assert page.items, path
        assert bool(page.next) == (page.style in ("next-uri", "meta-url")), path
        assert bool(page.page_size) == bool(page.next), path


def test_everything_fits_together(api: ir.Api) -> None:
    assert faults(api) == []


def test_everything_is_described(api: ir.Api) -> None:
    for resource, operation in operations(api):
        where = (resource.key, operation.words)
        assert operation.summary, where
        assert operation.source is not None, where
        assert resource.description, resource.key
    assert [field for field in inside(api, ir.Field) if not field.description] == []
    schemas: tuple[ir.Model | ir.Enum, ...] = (*api.models, *api.enums)
    assert [schema.key for schema in schemas if not schema.description] == []
    assert [webhook.key for webhook in api.webhooks if not webhook.description] == []
    assert [webhook.key for webhook in api.webhooks if not webhook.mark] == []


def test_enums_are_not_described_by_a_field_that_has_one(api: ir.Api) -> None:
    [method] = [enum for enum in api.enums if enum.key == "HttpMethod"]
    assert method.description == "HTTP method with which the service calls an address."


def test_the_tree(api: ir.Api) -> None:
    """What the records above supply, and the property by which a record is picked."""
    tree = {
        resource.key: (" ".join(resource.parents), resource.item.property if resource.item else "")
        for resource in api.resources
    }
    assert tree == {
        "calling": ("", ""),
        "compat.accounts": ("", "sid"),
        "compat.applications": ("", "sid"),
        "compat.available_phone_numbers": ("", "country_code"),
        "compat.available_phone_numbers.local": ("IsoCountry", ""),
        "compat.available_phone_numbers.toll_free": ("IsoCountry", ""),
        "compat.calls": ("", "sid"),
        "compat.calls.recordings": ("CallSid", "sid"),
        "compat.calls.streams": ("CallSid", "sid"),
        "compat.conferences": ("", "sid"),
        "compat.conferences.participants": ("ConferenceSid", "call_sid"),
        "compat.conferences.recordings": ("ConferenceSid", "sid"),
        "compat.conferences.streams": ("ConferenceSid", "sid"),
        "compat.faxes": ("", "sid"),
        "compat.faxes.media": ("FaxSid", "sid"),
        "compat.imported_phone_numbers": ("", ""),
        "compat.incoming_phone_numbers": ("", "sid"),
        "compat.laml_bins": ("", "sid"),
        "compat.messages": ("", "sid"),
        "compat.messages.media": ("MessageSid", "sid"),
        "compat.queues": ("", "sid"),
        "compat.queues.members": ("QueueSid", "call_sid"),
        "compat.recordings": ("", "sid"),
        "compat.recordings.transcriptions": ("RecordingSid", ""),
        "compat.tokens": ("", "id"),
        "compat.transcriptions": ("", "sid"),
    }
    hung = {place: resource.key for resource in api.resources for place in resource.places}
    assert hung == {"compat.api.accounts": "compat.accounts", "compat.fax.faxes": "compat.faxes"}


def test_a_recording_has_the_methods_of_both_its_resources(
    methods: dict[tuple[str, str], ir.Operation],
) -> None:
    account = "/api/laml/2010-04-01/Accounts/{AccountSid}"
    started = methods["POST", f"{account}/Calls/{{CallSid}}/Recordings.json"]
    assert (started.record, started.also) == ("compat.calls.recordings", "compat.recordings")
    fetched = methods["GET", f"{account}/Recordings/{{Sid}}.json"]
    assert (fetched.record, fetched.also) == ("compat.recordings", "")
    imported = methods["POST", f"{account}/ImportedPhoneNumbers.json"]
    assert (imported.record, imported.also) == ("compat.incoming_phone_numbers", "")
