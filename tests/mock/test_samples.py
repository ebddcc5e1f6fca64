"""Values made from schemas: they fit, they end, and they are the same each time."""

from __future__ import annotations

import re
import wave
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import jsonschema_rs
import pytest
import yaml

from dialwright import patterns
from dialwright.document import Document
from dialwright.mock import audio, shapes
from dialwright.mock.samples import Sampler
from dialwright.openapi import ApiDescription, Schema
from dialwright.values import Schemas, moments


def schemas_of(folder: Path, **schemas: Any) -> dict[str, Schema]:
    """The schemas of a document that has these."""
    path = folder / "document.yaml"
    path.write_text(yaml.safe_dump({"openapi": "3.1.0", "components": {"schemas": schemas}}))
    components = ApiDescription.of(Document.load(path)).view("components")
    assert components is not None
    return {name: Schema(components.document, node) for name, node in components.children("schemas")}


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string"},
        {"type": "string", "minLength": 30},
        {"type": "string", "maxLength": 2},
        {"type": "string", "pattern": r"^\+\d{5,30}$"},
        {"type": "string", "pattern": "^(sip|sips):[a-z]+@example\\.(com|org)$"},
        {"type": "string", "format": "date-time"},
        {"type": "string", "format": "uuid"},
        {"type": "string", "format": "uri"},
        {"type": "string", "format": "email"},
        {"type": "string", "format": "ipv6"},
        {"type": "string", "x-type": "decimal"},
        {"type": "integer", "minimum": 7, "multipleOf": 5},
        {"type": "integer", "maximum": -3},
        {"type": "number", "exclusiveMinimum": 0},
        {"type": "number", "minimum": 0.25, "maximum": 0.5},
        {"type": "boolean"},
        {"type": "null"},
        {"type": ["null", "integer"]},
        {"enum": [3, "x"]},
        {"const": {"a": [1]}},
        {"type": "array", "items": {"type": "integer"}, "minItems": 3, "uniqueItems": True},
        {"type": "array", "items": {"type": "string"}, "maxItems": 0},
        {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}},
        {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 3},
        {"allOf": [{"type": "object", "required": ["a"]}, {"properties": {"a": {"type": "string"}}}]},
        {"oneOf": [{"type": "string"}, {"type": "integer"}]},
        {
            "anyOf": [
                {"type": "null"},
                {"type": "object", "required": ["x"], "properties": {"x": {"const": 1}}},
            ]
        },
        {"type": "string", "examples": ["from the example"]},
        {"type": "integer", "default": 7},
        {},
    ],
    ids=str,
)
def test_what_is_made_fits(tmp_path: Path, schema: dict[str, Any]) -> None:
    made = schemas_of(tmp_path, it=schema)["it"]
    for generous in (True, False):
        value = Sampler(Schemas(), 0, generous=generous).value(made, "it")
        assert Schemas().failures(made, value) == []


def test_an_example_that_does_not_fit_is_passed_over(tmp_path: Path) -> None:
    made = schemas_of(tmp_path, it={"type": "integer", "examples": ["many"]})["it"]
    assert Sampler(Schemas(), 0).value(made) == 0


def test_what_holds_itself_ends(tmp_path: Path) -> None:
    reference = {"$ref": "#/components/schemas/Node"}
    node = {
        "type": "object",
        "required": ["name", "children"],
        "properties": {
            "name": {"type": "string"},
            "parent": reference,
            "children": {"type": "array", "items": reference},
            "other": {"anyOf": [reference, {"type": "null"}]},
        },
    }
    schema = schemas_of(tmp_path, Node=node)["Node"]
    value = Sampler(Schemas(), 0).value(schema)
    assert value["children"] == []
    assert Schemas().fits(schema, value)


def test_what_cannot_end_is_given_up(tmp_path: Path) -> None:
    reference = {"$ref": "#/components/schemas/Node"}
    node = {"type": "object", "required": ["next"], "properties": {"next": reference}}
    value = Sampler(Schemas(), 0).value(schemas_of(tmp_path, Node=node)["Node"])
    assert str(value).count("next") < 20


def test_a_discriminator_picks_what_it_says(tmp_path: Path) -> None:
    cat = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}
    pet = {
        "oneOf": [{"$ref": "#/components/schemas/Cat"}],
        "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat"}},
    }
    schema = schemas_of(tmp_path, Cat=cat, Pet=pet)["Pet"]
    assert Sampler(Schemas(), 0).value(schema) == {"kind": "cat"}
    assert [failure.steps for failure in Schemas().failures(schema, {"kind": "dog"})] == [("kind",)]


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            r"^\d{3}-\d{2,4}$",
            r"[A-Z]{2}[0-9a-f]{32}",
            "a|bc|d",
            r"(?:x|y)+z?",
            r"^\w+@\w+\.com$",
            r"[^a-z]{3}",
        ),
        *(r"\+1\d*", r"^$", r"[\w.-]+", r"(?P<year>\d{4})", r"a{2,}", r"x*?y", r"[]a]b", r"[a\-z]"),
    ],
)
def test_texts_match_their_patterns(pattern: str) -> None:
    for seed in range(20):
        text = patterns.matching(pattern, Random(seed))
        assert text is not None
        assert re.search(pattern, text)


@pytest.mark.parametrize(
    "pattern",
    [
        *(r"\p{L}[\p{Lu}\d]", r"(?<year>\d{4})", r"\x41\u0062", r"^(?!0)\d{3}$", r"^a(?=b)..$"),
        r"^(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{8,}$",
    ],
)
def test_texts_match_what_only_ecmascript_writes_so_and_what_looks_ahead(pattern: str) -> None:
    fits = jsonschema_rs.validator_for({"pattern": pattern}).is_valid
    assert [seed for seed in range(20) if not fits(patterns.matching(pattern, Random(seed)))] == []


@pytest.mark.parametrize("pattern", [r"(?=a)b", r"(a)\1", "(", "[a", r"\p{Q}", "a{1000}", "x" * 501, "a)"])
def test_patterns_that_are_not_understood_are_given_up(pattern: str) -> None:
    assert patterns.matching(pattern, Random(0)) is None


@pytest.mark.parametrize(
    ("example", "form"),
    [
        ("c-abc123", r"c-[a-z0-9]{12,13}"),
        ("rec-abc123", r"rec-[a-z0-9]{12,13}"),
        (
            "6f0c1f52-31d5-4a52-9d7b-0c5d7a1b2e90",
            r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
        ),
        ("CA0123456789abcdef0123456789abcdef", r"CA[0-9a-f]{32}"),
        ("1234567890123", r"\d{13}"),
    ],
)
def test_identifiers_have_the_form_of_their_example(example: str, form: str) -> None:
    random = Random(0)
    made = {shapes.like(example, random) for _ in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch(form, text) for text in made)


def test_moments_are_written_and_read_in_their_form() -> None:
    moment = moments.read("2026-11-02T09:30:00Z")
    assert moment is not None
    assert moments.write(moment) == "2026-11-02T09:30:00Z"
    assert moments.write(moment, "2020-01-01T00:00:00.000Z") == "2026-11-02T09:30:00.000Z"
    assert moments.write(moment, "Tue, 25 Sep 2018 23:00:00 +0000") == "Mon, 02 Nov 2026 09:30:00 +0000"
    assert moments.read("Mon, 02 Nov 2026 09:30:00 +0000") == moment
    for text in (
        "2026-11-02",
        "2026-13-02T09:30:00Z",
        "Mon, 99 Nov 2026 09:30:00 +0000",
        "soon",
        "",
        5,
        None,
    ):
        assert moments.read(text) is None


class TestAudio:
    @pytest.mark.parametrize("channels", [1, 2])
    def test_a_wav_is_one(self, channels: int) -> None:
        with wave.open(BytesIO(audio.wav(1.5, channels=channels))) as sound:
            assert sound.getnchannels() == channels
            assert sound.getframerate() == 8000
            assert sound.getsampwidth() == 2
            assert sound.getnframes() == 12_000
            assert set(sound.readframes(12_000)) == {0}

    def test_an_mp3_is_whole_frames_one_after_the_other(self) -> None:
        data = audio.mp3(2)
        frames = 0
        while data:
            assert data[0] == 0xFF
            assert data[1] & 0b1110_0110 == 0b1110_0010  # layer III
            assert (data[1] >> 3) & 3 == 0  # MPEG 2.5
            bitrate = (8, 16, 24, 32, 40, 48, 56, 64)[(data[2] >> 4) - 1] * 1000
            rate = (11_025, 12_000, 8000)[(data[2] >> 2) & 3]
            length = 72 * bitrate // rate + ((data[2] >> 1) & 1)
            assert len(data) >= length
            data = data[length:]
            frames += 1
        assert frames == round(2 * 8000 / 576)
