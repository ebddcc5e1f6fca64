"""Documents that are merely sloppy: mended, with a warning at the place; refused with `--strict`."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialwright.cli import main

HEAD = 'openapi: 3.1.0\ninfo: {title: Parrots, version: "1"}\nservers: [{url: https://parrots.example}]\n'
ANSWER = "responses: {200: {description: A parrot.}}"
DUPLICATES = {"stripe.yaml"}  # of those that people publish, the one with a key that is written twice

# What is sloppy: a document, the rule that tells of it, and a part of what is generated all the same.
SLOPPY = {
    "an undeclared placeholder": (
        f"paths: {{'/parrots/{{name}}': {{get: {{operationId: getParrot, {ANSWER}}}}}}}",
        "path-parameters",
        "def get_parrot(self, name: str",
    ),
    "operators of RFC 6570": (
        "paths: {'/parrots/{name*}': {get: {operationId: getParrot, parameters: "
        f"[{{name: name, in: path, required: true, schema: {{type: string}}}}], {ANSWER}}}}}}}",
        "path-template",
        '"/parrots/{name}"',
    ),
    "a fragment": (
        f"paths: {{'/parrots#all': {{get: {{operationId: getParrots, {ANSWER}}}}}}}",
        "path-template",
        '"/parrots"',
    ),
    "a header with a space": (
        "paths: {/parrots: {get: {operationId: getParrots, parameters: "
        f"[{{name: bird kind, in: header, schema: {{type: string}}}}], {ANSWER}}}}}}}",
        "header-name",
        '"bird-kind": bird_kind',
    ),
    "a media type that is none": (
        "paths: {/parrots: {post: {operationId: addParrot, requestBody: "
        f"{{content: {{parrot/of/a/kind: {{}}}}}}, {ANSWER}}}}}}}",
        "media-type",
        "parrot/of/a/kind",
    ),
    "a status that is none": (
        "paths: {/parrots: {get: {operationId: getParrots, responses: {fine: {description: A parrot.}}}}}",
        "status",
        "def get_parrots",
    ),
    "a component that leads nowhere, and that nobody uses": (
        f"paths: {{/parrots: {{get: {{operationId: getParrots, {ANSWER}}}}}}}\n"
        "components: {schemas: {Old: {$ref: '#/components/schemas/Gone'}}}",
        "reference-idle",
        "def get_parrots",
    ),
    "an operationId that is there twice": (
        f"paths: {{'/a/{{b}}': {{get: &get {{operationId: getParrots, tags: [a], {ANSWER}}}}}, "
        "/a: {get: *get}}",
        "operation-id",
        "def get_parrots_2(self",
    ),
    "a default that is out of range": (
        "paths: {/parrots: {get: {operationId: getParrots, parameters: "
        f"[{{name: limit, in: query, schema: {{type: integer, maximum: 5, default: 6}}}}], {ANSWER}}}}}}}",
        "openapi",
        "limit: int | None = None",
    ),
    "names that differ by case alone": (
        "paths: {/parrots: {get: {operationId: getParrots, parameters: "
        "[{name: Kind, in: query, schema: {type: string}}, {name: kind, in: query, schema: {type: string}}], "
        f"{ANSWER}}}}}}}",
        "name-clash",
        '"kind": query_kind',
    ),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("case", SLOPPY)
def test_is_mended_and_told(case: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, rule, made = SLOPPY[case]
    Path("parrots.yaml").write_text(f"{HEAD}{text}\n")
    assert main(["generate", "parrots.yaml", "-o", "out", "--quiet"]) == 0
    told = [line for line in capsys.readouterr().err.split("\n") if line.endswith(f"[{rule}]")]
    assert told
    assert told[0].startswith("parrots.yaml:")
    assert ": warning: " in told[0]
    assert any(made in path.read_text() for path in folder.glob("out/*/src/**/*.py"))


@pytest.mark.parametrize("case", SLOPPY)
def test_is_an_error_where_the_command_is_strict(
    case: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, rule, _ = SLOPPY[case]
    Path("parrots.yaml").write_text(f"{HEAD}{text}\n")
    assert main(["generate", "parrots.yaml", "-o", "out", "--quiet", "--strict"]) == 2
    # What is found while reading is not looked for in a document that breaks rules as it stands.
    assert rule == "path-template" or any(f"[{rule}]" in line for line in capsys.readouterr().err.split("\n"))
    assert not Path("out").exists()


def test_responses_that_are_missing_are_taken_for_none(folder: Path) -> None:
    Path("parrots.yaml").write_text(f"{HEAD}paths: {{/parrots: {{get: {{operationId: getParrots}}}}}}\n")
    assert main(["generate", "parrots.yaml", "-o", "out", "--quiet"]) == 0
    assert any("-> None:" in path.read_text() for path in folder.glob("out/*/src/*/parrots/*.py"))


def test_keys_that_are_numbers_are_texts(folder: Path) -> None:
    Path("parrots.yaml").write_text(
        f"{HEAD}paths: {{/parrots: {{get: {{operationId: getParrots, responses: {{200: {{description: a, "
        "content: {application/json: {schema: {type: object, properties: {1: {type: string}, "
        "true: {type: string}}}}}}}}}}\n"
    )
    assert main(["generate", "parrots.yaml", "-o", "out", "--quiet"]) == 0
    texts = [path.read_text() for path in folder.glob("out/*/src/**/*.py")]
    assert any('wire("1",' in text and "true" in text for text in texts)


@pytest.mark.parametrize("command", ["generate -o out", "validate", "inspect"])
def test_duplicate_keys_are_allowed_if_that_is_asked_for(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("parrots.yaml").write_text(f"{HEAD}paths: {{}}\nservers: [{{url: https://other.example}}]\n")
    arguments = [*command.split(), "parrots.yaml", "--quiet"]
    assert main(arguments) != 0
    assert "parrots.yaml:5:1: error: 'servers' is already a key" in capsys.readouterr().err
    assert main([*arguments, "--allow-duplicate-keys"]) == 0
    assert "parrots.yaml:5:1: warning: 'servers' is already a key" in capsys.readouterr().err


def test_documents_that_people_publish_are_generated(shared: Path, folder: Path) -> None:
    files = [
        path for path in sorted((shared / "corpus").iterdir()) if path.suffix in (".yaml", ".yml", ".json")
    ]
    assert len(files) >= 24
    for path in files:
        options = ["--allow-duplicate-keys"] if path.name in DUPLICATES else []
        assert main(["generate", str(path), "-o", path.stem, "--quiet", *options]) == 0, path.name
