"""The command line, from arguments to exit codes, with real documents and a real disk."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from dialwright import pipeline
from dialwright.cli import main
from dialwright.progress import Lines, Silent
from dialwright.validate import RULES

PARROTS = """\
openapi: 3.1.0
info: {title: Parrots, version: 1.2.3, summary: Parrots.}
servers: [{url: https://parrots.example}]
x-client:
  distribution: parrots
  arguments: []
  surfaces: [{name: Parrots, description: Every parrot., arguments: []}]
tags: [{name: Parrots, description: Parrots of the house.}]
paths:
  /parrots/{name}:
    x-resource: parrots
    parameters:
      - {name: name, in: path, required: true, x-item: name, description: Its name., schema: {type: string}}
    get:
      operationId: fetchParrot
      x-method: fetch
      x-source: {document: parrots}
      tags: [Parrots]
      summary: Fetch a parrot.
      responses:
        2XX:
          description: The parrot.
          content: {application/json: {schema: {$ref: "#/components/schemas/Parrot"}}}
components:
  schemas:
    Parrot:
      type: object
      description: A parrot.
      properties:
        name: {type: string, description: What it answers to.}
        spoken_words: {type: integer, description: How many words it knows.}
"""


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The entry of a small document, `parrots.yaml`, in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = Path("parrots.yaml")
    path.write_text(PARROTS)
    return path


def broken(spec: Path) -> None:
    """Let a reference of the document lead nowhere."""
    spec.write_text(PARROTS.replace("schemas/Parrot", "schemas/Parot"))


class TestGenerate:
    ARGUMENTS = ("generate", "parrots.yaml", "-o", "out")

    def test_writes_the_client_into_a_folder_named_after_it(
        self, spec: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(self.ARGUMENTS) == 0
        assert (spec.parent / "out/parrots/pyproject.toml").is_file()
        output = capsys.readouterr()
        assert output.out == ""
        summary = output.err.splitlines()[-1]
        assert summary.startswith("out/parrots: 1 operation, 1 model, ")
        assert summary.endswith(" s")

    def test_tells_each_stage(self, spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
        main(self.ARGUMENTS)
        lines = capsys.readouterr().err.splitlines()
        assert [line.split()[0] for line in lines[:-1]] == ["validate", "read", "render", "write"]

    def test_needs_the_modules_of_helpers_in_its_own_language(
        self, spec: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        helper = "[{name: teach, summary: Teach it., module: teach_it, arguments: [name]}]"
        spec.write_text(
            PARROTS.replace("      x-method: fetch\n", f"      x-method: fetch\n      x-helper: {helper}\n")
        )
        Path("teach_it.ts").write_text("// only for another language\n")
        assert main(self.ARGUMENTS) == 2
        assert "'teach_it.py'" in capsys.readouterr().err
        assert not Path("out").exists()

    def test_writes_nothing_the_second_time(self, spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
        main(self.ARGUMENTS)
        capsys.readouterr()
        assert main(self.ARGUMENTS) == 0
        assert "is up to date, for nothing changed: 1 operation" in capsys.readouterr().err
        shutil.rmtree("out/.dialwright-cache")
        assert main(self.ARGUMENTS) == 0
        assert "(0 written, 0 removed)" in capsys.readouterr().err

    def test_takes_the_name_that_is_given(self, spec: Path) -> None:
        assert main([*self.ARGUMENTS, "--name", "my-parrots"]) == 0
        assert 'name = "my-parrots"' in Path("out/my-parrots/pyproject.toml").read_text()

    @pytest.mark.parametrize("name", ["", "../parrots", "-x", "a b", "x" * 3 + "."])
    def test_refuses_a_name_that_is_none(self, name: str) -> None:
        with pytest.raises(SystemExit) as end:
            main([*self.ARGUMENTS, f"--name={name}"])
        assert end.value.code == 2

    def test_says_what_was_edited_by_hand(self, spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
        main(self.ARGUMENTS)
        Path("out/parrots/README.md").write_text("edited\n")
        main([*self.ARGUMENTS, "--quiet"])
        assert capsys.readouterr().err.endswith("and now replaced or removed:\n  README.md\n")
        assert Path("out/parrots/README.md").read_text() != "edited\n"

    def test_does_not_overwrite_what_it_did_not_generate(
        self, spec: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Path("out/parrots").mkdir(parents=True)
        Path("out/parrots/README.md").write_text("mine\n")
        assert main(self.ARGUMENTS) == 2
        assert "would be overwritten:\n  README.md\n" in capsys.readouterr().err
        assert [path.name for path in Path("out/parrots").iterdir()] == ["README.md"]

    def test_says_why_it_cannot_write(self, spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
        Path("out").write_text("a file\n")
        assert main([*self.ARGUMENTS, "--quiet"]) == 2
        assert capsys.readouterr().err.startswith("dialwright: error: ")


class TestCheck:
    ARGUMENTS = (*TestGenerate.ARGUMENTS, "--check")

    def test_is_fine_after_generate(self, spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
        main(TestGenerate.ARGUMENTS)
        capsys.readouterr()
        assert main(self.ARGUMENTS) == 0
        output = capsys.readouterr()
        assert output.out == ""
        assert "out/parrots is up to date" in output.err

    def test_prints_what_a_change_of_the_document_would_change(
        self, spec: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        main(TestGenerate.ARGUMENTS)
        spec.write_text(PARROTS.replace("What it answers to.", "What it listens to."))
        capsys.readouterr()
        assert main(self.ARGUMENTS) == 1
        output = capsys.readouterr()
        changed = [line.strip() for line in output.out.splitlines() if line[:1] in "+-"]
        assert any(line.startswith("-") and "What it answers to." in line for line in changed)
        assert any(line.startswith("+") and "What it listens to." in line for line in changed)
        assert "out/parrots is stale: " in output.err

    def test_writes_nothing(self, spec: Path) -> None:
        assert main(self.ARGUMENTS) == 1
        assert not Path("out").exists()


class TestBadInput:
    @pytest.mark.parametrize("command", [TestGenerate.ARGUMENTS, ("inspect", "parrots.yaml")])
    def test_shows_a_fault_at_its_place_and_makes_nothing(
        self, spec: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
    ) -> None:
        broken(spec)
        assert main(command) == 2
        output = capsys.readouterr()
        assert output.out == ""
        assert "\nparrots.yaml:23:" in output.err
        assert "did you mean 'Parrot'?" in output.err
        assert "\n1 error\n" in output.err
        assert not Path("out").exists()

    @pytest.mark.parametrize("command", [TestGenerate.ARGUMENTS, ("inspect", "parrots.yaml")])
    def test_is_a_document_that_cannot_be_read(
        self, spec: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
    ) -> None:
        spec.write_text("openapi: [\n")
        assert main(command) == 2
        assert "parrots.yaml:2:1: error: " in capsys.readouterr().err

    @pytest.mark.parametrize("command", ["generate -o out", "validate", "inspect"])
    def test_is_a_document_that_is_not_there(
        self,
        command: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert main([*command.split(), "missing.yaml"]) == 2
        assert "missing.yaml" in capsys.readouterr().err

    @pytest.mark.parametrize("arguments", [[], ["frobnicate"], ["generate"], ["validate"]])
    def test_is_a_command_that_makes_no_sense(self, arguments: list[str]) -> None:
        with pytest.raises(SystemExit) as end:
            main(arguments)
        assert end.value.code == 2


class TestValidate:
    def test_is_fine_with_a_good_document(self, spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["validate", "parrots.yaml"]) == 0
        assert capsys.readouterr().err.startswith("parrots.yaml: no problems, ")

    def test_finds_faults(self, spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
        broken(spec)
        assert main(["validate", "parrots.yaml"]) == 1
        assert "parrots.yaml:23:" in capsys.readouterr().err

    def test_finds_a_document_that_cannot_be_read(
        self, spec: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        spec.write_text("openapi: [\n")
        assert main(["validate", "parrots.yaml"]) == 1
        assert "parrots.yaml:2:1: error: " in capsys.readouterr().err

    def test_ends_with_the_worst_of_several(self, spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
        broken(spec)
        Path("good.yaml").write_text(PARROTS)
        assert main(["validate", "parrots.yaml", "good.yaml"]) == 1
        assert "good.yaml: no problems" in capsys.readouterr().err


class TestExplain:
    def test_shows_what_a_rule_wants_and_how_it_looks(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["explain", "alias"]) == 0
        shown = capsys.readouterr().out
        assert shown.startswith("alias (error)\n\n")
        bad, good = shown.split("\nNot so:\n\n")[1].split("\nBut so:\n\n")
        assert "        from: {type: string, x-alias: [caller]}\n" in bad
        assert "        from: {type: string, x-alias: [from_formatted]}\n" in good

    def test_lists_the_rules(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["explain"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert f"{'tag':28}error when strict" in lines
        assert {line.split()[0] for line in lines} == set(RULES)

    def test_does_not_know_every_name(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["explain", "alais"]) == 2
        assert "there is no rule 'alais'; did you mean 'alias'?" in capsys.readouterr().err


class TestInspect:
    def test_prints_the_ir_as_json(self, spec: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["inspect", "parrots.yaml"]) == 0
        api = json.loads(capsys.readouterr().out)
        assert (api["title"], api["version"], api["distribution"]) == ("Parrots", "1.2.3", "parrots")
        [field] = [field for field in api["models"][0]["fields"] if field["wire"] == "spoken_words"]
        assert field == {
            "wire": "spoken_words",
            "words": "spoken-words",
            "type": "integer",
            "description": "How many words it knows.",
        }

    def test_does_not_complain_when_nobody_reads_on(self, spec: Path) -> None:
        with subprocess.Popen(
            [sys.executable, "-m", "dialwright", "inspect", "parrots.yaml", "--quiet"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == b""


class TestInternalErrors:
    @pytest.fixture(autouse=True)
    def fault(self, spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def load_api(*_: object, **__: object) -> None:
            raise KeyError("surprise")

        monkeypatch.setattr(pipeline, "load_api", load_api)

    def test_are_short_and_say_how_to_report_them(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["inspect", "parrots.yaml"]) == 70
        error = capsys.readouterr().err
        assert error.startswith("dialwright: error: internal error: KeyError: 'surprise'\n")
        assert "please report it" in error
        assert "Traceback" not in error

    def test_show_where_they_come_from_if_asked(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["inspect", "parrots.yaml", "--traceback"]) == 70
        assert "Traceback (most recent call last):" in capsys.readouterr().err


def test_an_interrupt_ends_quietly(
    spec: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def load_api(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "load_api", load_api)
    assert main(["inspect", "parrots.yaml"]) == 130
    assert capsys.readouterr().err == ""


def test_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("dialwright 0.")


class TestProgress:
    def test_is_a_line_for_each_stage(self) -> None:
        stream, times = StringIO(), iter([1.0, 1.12, 2.0, 14.5])
        progress = Lines(stream, clock=lambda: next(times))
        with progress.stage("read") as stage:
            stage.count(operations=67, models=1)
        with progress.stage("render"):
            pass
        assert stream.getvalue().splitlines() == [
            "read      67 operations, 1 model                  0.12 s",
            "render                                           12.50 s",
        ]

    def test_says_where_it_stopped(self) -> None:
        stream = StringIO()
        with pytest.raises(ValueError, match="no"), Lines(stream).stage("read"):
            raise ValueError("no")
        assert stream.getvalue().startswith("read      stopped ")

    def test_is_silent_where_nobody_watches(self, capfd: pytest.CaptureFixture[str]) -> None:
        with Silent().stage("read") as stage:
            stage.count(models=1)
        assert capfd.readouterr() == ("", "")
