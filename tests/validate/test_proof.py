"""Where openapi-spec-validator is not asked, it would have found nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from dialwright.document import Document
from dialwright.openapi import ApiDescription
from dialwright.openapi.structure import Structure
from dialwright.pipeline import generate
from dialwright.problems import InputError, render
from dialwright.validate import validate_document
from dialwright.validate.external import findings
from dialwright.validate.fit import fits
from fuzz.damage import damaged
from fuzz.grafting import grafted
from fuzz.running import seeds

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "generator" / "dialwright" / "validate" / "examples"
OURS = (*EXAMPLES.iterdir(), *ROOT.glob("tests/**/openapi.*"), *ROOT.glob("spec/*/openapi.yaml"))

VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 1.0, 1.5, 2**31, 2**63, -(2**31), "", "a", "2026-11-25", "2026-02-30"),
    *("2026-02-29", "https://example.com/a", "no uri", "1", [], [1], ["a", 1], {}, {"a": 1}, {"b": "x"}),
)
SCHEMAS: tuple[dict[str, Any], ...] = (
    *({"type": kind} for kind in ("string", "integer", "number", "boolean", "array", "object")),
    *({"type": "string", "format": name} for name in ("date", "uri", "byte", "binary", "uuid", "date-time")),
    *({"type": "integer", "format": name} for name in ("int32", "int64", "float")),
    *({"format": name} for name in ("date", "int32", "regex", "ipv4", "password")),
    *({"enum": [1, "a"]}, {"enum": [True]}, {"enum": [0.0, [1]]}, {"enum": [None, {}]}),
    *({"minimum": 1}, {"maximum": 1, "type": "number"}, {"maxLength": 1}, {"minLength": 1}),
    {"multipleOf": 2},
    *({"type": "string", "nullable": True}, {"nullable": True, "allOf": [{"type": "string"}]}),
    *({"items": {"type": "integer"}, "type": "array"}, {"items": {}, "uniqueItems": True}),
    *({"required": ["a"]}, {"properties": {"a": {"type": "string"}}}, {"additionalProperties": False}),
    *({"allOf": [{"type": "string"}]}, {"anyOf": [{"type": "string"}, {"type": "integer"}]}),
    *({"oneOf": [{"type": "string"}, {}]}, {"not": {"type": "string"}}, {"anyOf": [{"nullable": True}]}),
    {"anyOf": [{"type": "object"}], "discriminator": {"propertyName": "a"}},
    {"$ref": "#/components/schemas/text"},
    {"allOf": [{"$ref": "#/components/schemas/text"}], "title": "a", "x-name": "b"},
)  # fmt: skip


def problems(api: ApiDescription, *, thorough: bool) -> str:
    """What the standard's rule says; the rules that give advice do so only if asked to be thorough."""
    found = validate_document(api, thorough=thorough)
    return render([problem for problem in found if problem.rule == "openapi"])


def told_alike(path: Path) -> bool:
    """Whether a document is told the same where the validator is asked in doubt alone."""
    try:
        api = ApiDescription.of(Document.load(path, allow_duplicate_keys=True))
        return problems(api, thorough=False) == problems(api, thorough=True)
    except InputError:
        return True


@pytest.mark.parametrize("path", OURS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_our_documents_are_told_the_same(path: Path) -> None:
    assert told_alike(path)


def test_documents_of_others_are_told_the_same(shared: Path) -> None:
    corpus = (path for path in shared.glob("corpus/*.[jy]*") if path.stat().st_size < 400_000)
    for path in (*corpus, *shared.glob("evil_specs/*.yaml")):
        assert told_alike(path), path.name


def test_damaged_documents_are_told_the_same(tmp_path: Path) -> None:
    documents = seeds(None)
    for number in range(150):
        random = Random(number)
        written = (seed := random.choice(documents)).read_bytes()
        path = tmp_path / f"openapi{seed.suffix}"
        path.write_bytes(grafted(written, random) or damaged(written, random))
        assert told_alike(path), (number, seed)


@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_a_default_that_is_sure_to_fit_does(tmp_path: Path, version: str) -> None:
    schemas = {
        f"s{number}": {**schema, "default": value}
        for number, (schema, value) in enumerate(product(SCHEMAS, VALUES))
    }
    value = {
        "openapi": f"{version}.0",
        "info": {"title": "T", "version": "1"},
        "paths": {},
        "components": {"schemas": {"text": {"type": "string"}, **schemas}},
    }
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(value))
    document = Document.load(path)
    at = document.root["components"]["schemas"]
    sure = {name for name, schema in schemas.items() if fits(document, at[name], schema["default"])}
    wrong = {place[2] for place, _ in findings(value, version) if place[:2] == ("components", "schemas")}
    assert len(sure) > 150
    assert [schemas[name] for name in sorted(sure & wrong)] == []


def test_a_reference_to_something_of_another_kind_is_in_doubt(tmp_path: Path) -> None:
    value = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {
            "/a": {
                "get": {
                    "parameters": [{"$ref": "#/components/schemas/s"}],
                    "responses": {"200": {"description": "d"}},
                }
            }
        },
        "components": {"schemas": {"s": {"type": "string"}}},
    }
    path = tmp_path / "openapi.json"
    path.write_text(json.dumps(value))
    assert "failed on the document" in problems(ApiDescription.of(Document.load(path)), thorough=False)


def test_one_run_walks_through_the_document_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Document] = []
    walk = Structure.__init__

    def counted(self: Structure, document: Document) -> None:
        made.append(document)
        walk(self, document)

    monkeypatch.setattr(Structure, "__init__", counted)
    generate(ROOT / "spec" / "bandwidth" / "openapi.yaml", strict=True)
    assert len(made) == 1


QUIET = """
import sys
from dialwright.cli import main
code = main(["generate", *sys.argv[1:], "--quiet"])
loaded = {name.partition(".")[0] for name in sys.modules}
print(code, sorted(loaded & {"jsonschema", "jsonschema_path", "openapi_spec_validator", "requests"}))
"""


@pytest.mark.parametrize(
    ("entry", "options"),
    [("spec/signalwire/openapi.yaml", ["--strict"]), ("tests/generated_tests/zoo.yaml", [])],
)
def test_generating_does_not_load_it(tmp_path: Path, entry: str, options: list[str]) -> None:
    command = [sys.executable, "-c", QUIET, str(ROOT / entry), "-o", str(tmp_path), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "0 []\n", done.stderr
