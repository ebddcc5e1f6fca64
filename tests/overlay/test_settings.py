"""`dialwright.toml` beside a document: the same as options, which count more."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialwright.cli import main

DOCUMENT = """\
openapi: 3.1.0
info: {title: Parrots, version: "1"}
servers: [{url: https://parrots.example}]
paths: {/parrots: {get: {operationId: getParrots, responses: {200: {description: Some.}}}}}
"""
OVERLAY = """\
overlay: 1.0.0
info: {title: Ours, version: "1"}
actions: [{target: $.paths.*.get, update: {x-method: all}}]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("spec").mkdir()
    Path("spec/parrots.yaml").write_text(DOCUMENT)
    Path("spec/ours.yaml").write_text(OVERLAY)


def settings(text: str) -> None:
    Path("spec/dialwright.toml").write_text(text)


def generate(*options: str) -> int:
    return main(["generate", "spec/parrots.yaml", "--quiet", *options])


def test_takes_the_place_of_options() -> None:
    settings('name = "birds"\noutput = "../out"\noverlay = "ours.yaml"\ntarget = "python"\n')
    assert generate() == 0
    assert "`all(" in Path("out/birds/api.md").read_text()


def test_counts_less_than_options() -> None:
    settings('name = "birds"\noutput = "../out"\noverlay = ["ours.yaml"]\nstrict = true\n')
    assert generate() == 2
    Path("other.yaml").write_text(OVERLAY.replace("all", "every"))
    assert generate("--name", "ours", "-o", "there", "--overlay", "other.yaml", "--no-strict") == 0
    assert "`every(" in Path("there/ours/api.md").read_text()
    assert not Path("out").exists()


def test_allows_duplicate_keys(capsys: pytest.CaptureFixture[str]) -> None:
    Path("spec/parrots.yaml").write_text(DOCUMENT + "paths: {}\n")
    settings("allow-duplicate-keys = true\n")
    assert main(["validate", "spec/parrots.yaml", "--quiet"]) == 0
    assert main(["inspect", "spec/parrots.yaml", "--quiet"]) == 0
    assert main(["validate", "spec/parrots.yaml", "--quiet", "--no-allow-duplicate-keys"]) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "\nnmae = 'a'\n",
            "spec/dialwright.toml:2:1: error: there is no setting 'nmae'; did you mean 'name'?",
        ),
        (
            "[overlays]\n",
            "spec/dialwright.toml:1:2: error: there is no setting 'overlays'; did you mean 'overlay'?",
        ),
        ("strict = 'yes'\n", "spec/dialwright.toml:1:1: error: 'strict' is true or false"),
        ("overlay = [1]\n", "spec/dialwright.toml:1:1: error: 'overlay' is a text, or a list of texts"),
        ("name = \n", "spec/dialwright.toml:1:8: error: this is not TOML"),
        ("a = 'x", "spec/dialwright.toml:1:"),
        ("name = '../x'\noutput = '.'\n", "is not a name that a Python distribution can have"),
        ("target = 'cobol'\noutput = '.'\n", "there is no target 'cobol'"),
        ("", "where to? Give '-o DIR'"),
    ],
)
def test_says_what_is_wrong(text: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    settings(text)
    assert generate() == 2
    assert said in capsys.readouterr().err


def test_what_is_no_text_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("spec/dialwright.toml").write_bytes(b"name = '\xff'")
    assert generate("-o", "out") == 2
    assert "is not UTF-8" in capsys.readouterr().err
