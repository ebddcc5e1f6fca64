"""Rules that are not held, with a reason: in the document, or in the project in which a command runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialwright.cli import main
from dialwright.pipeline import load_api
from dialwright.problems import InputError
from dialwright.validate import RULES, Level, validate

DOCUMENT = """
openapi: 3.1.0
info: {title: Calls, version: "1"}
paths:
  /calls:
    get: {operationId: calls, responses: {2XX: {description: The calls.}}}
    post: {operationId: calls, responses: {2XX: {description: The call.}}}
"""
READ = ("server", "name-clash")  # what is told while the API is read
STRICT = ("method-name", "resource", "source", "summary", "tag")
REASON = "It is the vendor's."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def document(text: str = DOCUMENT, *waived: str) -> Path:
    """A document that waives some rules."""
    entry = Path("openapi.yaml")
    entries = ", ".join(f'{rule}: "{REASON}"' for rule in waived)
    entry.write_text(text + f"x-waived: {{{entries}}}\n", encoding="utf-8")
    return entry


def broken(entry: Path) -> set[str]:
    """The rules that it breaks when it is held to all of them."""
    return {problem.rule for problem in validate(entry, strict=True)}


def settle(text: str) -> None:
    """Write the settings of the project."""
    Path("pyproject.toml").write_text(f"[tool.dialwright.rules]\n{text}\n", encoding="utf-8")


def test_a_document_waives_one_rule_and_no_other() -> None:
    assert broken(document(DOCUMENT)) == {*STRICT, "operation-id"}
    assert broken(document(DOCUMENT, "tag", "operation-id")) == {*STRICT} - {"tag"}


def test_what_is_repaired_while_it_is_read_is_waived_too() -> None:
    assert {problem.rule for problem in load_api(document(DOCUMENT, "operation-id"))[1]} == {*READ}
    assert load_api(document(DOCUMENT, "operation-id", *READ))[1] == ()
    with pytest.raises(InputError):
        load_api(document(DOCUMENT, *STRICT, *READ), strict=True)
    assert load_api(document(DOCUMENT, *STRICT, "operation-id", *READ), strict=True)[1] == ()


@pytest.mark.parametrize("rule", [rule.id for rule in RULES.values() if rule.level is Level.ALWAYS])
def test_what_holds_always_cannot_be_waived(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Not by the document, which may be dangerous, and not by accident in a project."""
    assert "waiver" in broken(document(DOCUMENT, rule))
    settle(f'{rule} = {{ waived = "{REASON}" }}')
    assert main(["validate", str(document())]) == 2
    assert f"pyproject.toml: [tool.dialwright.rules]: '{rule}' holds always" in capsys.readouterr().err


def test_a_dangerous_document_is_refused_whatever_it_waives() -> None:
    entry = document("openapi: 3.1.0\ninfo: &a [*a]\npaths: {}\n", "limit")
    assert broken(entry) == {"limit"}
    outside = DOCUMENT.replace("{description: The call.}", "{$ref: ../secret.yaml}")
    assert "reference" in broken(document(outside, "reference"))


class TestProject:
    def test_waives_rules_for_every_command(self, capsys: pytest.CaptureFixture[str]) -> None:
        settle("\n".join(f'{rule} = {{ waived = "{REASON}" }}' for rule in (*STRICT, *READ, "operation-id")))
        entry = str(document())
        assert main(["validate", entry, "--strict"]) == 0
        assert main(["inspect", entry, "--strict"]) == 0
        assert main(["generate", entry, "-o", "out", "--strict"]) == 0
        assert "error" not in capsys.readouterr().err

    def test_is_asked_anew_when_it_has_changed(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A run that is remembered does not hide what is not waived any more."""
        settle(f'operation-id = {{ waived = "{REASON}" }}\nserver = {{ waived = "{REASON}" }}')
        command = ["generate", str(document()), "-o", "out"]
        assert main(command) == 0
        assert "[operation-id]" not in capsys.readouterr().err
        settle("")
        assert main(command) == 0
        assert "[operation-id]" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("settings", "problem"),
        [
            ("tag = {}", 'a rule is waived with a reason: tag = { waived = "..." }'),
            ('tag = { waived = " " }', "a rule is waived with a reason"),
            ("tag = { waived = true }", "a rule is waived with a reason"),
            ('tga = { waived = "a" }', "there is no rule 'tga'; did you mean 'tag'?"),
            ("tag = ", "Invalid value"),
        ],
    )
    def test_is_told_what_is_wrong_with_it(
        self, settings: str, problem: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        settle(settings)
        assert main(["validate", str(document())]) == 2
        assert problem in capsys.readouterr().err

    def test_may_have_other_tools_and_none_of_ours(self) -> None:
        Path("pyproject.toml").write_text("[tool.black]\nline-length = 110\n")
        assert main(["validate", str(document())]) == 0
