"""A small API with every kind of method: its tests pass, state what is on the wire, and can fail."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from dialwright.pipeline import generate
from dialwright.python.format import formatted

from .conftest import run_tests


def written(zoo: Path) -> str:
    return (zoo / "tests" / "test_animals.py").read_text(encoding="utf-8")


def test_they_pass_and_call_every_method(zoo: Path) -> None:
    run = run_tests(zoo, "tests")
    assert run.returncode == 0, run.stdout
    counts = re.search(r"^dialwright-zoo: (\d+) of (\d+) methods covered$", run.stdout, re.MULTILINE)
    assert counts is not None
    assert counts[1] == counts[2]


def test_one_file_runs_alone(zoo: Path) -> None:
    assert run_tests(zoo, "tests/test_animals.py", "-k", "TestFetch").returncode == 0


@pytest.mark.parametrize(
    "stated",
    [
        # A list in the query repeats its name; what asks for a page is told from what filters.
        'query={"kind": "lion", "tags": ["tags", "tags1"], "size": "2"}',
        # An exact amount, a truth value and a list in a form.
        'form={"Food": ["food", "food1"], "Raw": "true", "Price": "0.0125"}',
        # What is printed as a default is sent, and what the client makes is there.
        '"tame": False',
        '"code": ANY',
        '"born": "2026-11-02T09:30:00Z"',
        'content="content"',
        'json="Leo"',
        "assert animal.born == datetime(2026, 11, 2, 9, 30, tzinfo=UTC)",
        'assert animal.price == Decimal("1.0125")',
        "assert animal.from_ ==",
        "assert animal_count == 11",
        "failures: ClassVar = [(429, RateLimitError)]",
        "failures: ClassVar = [(418, APIError)]",
        "failures: ClassVar = [(500, ServerError)]",
        "def test_refuses_neither_born_or_age",
        "def test_refuses_both_born_and_age",
        "def test_with_age",
        # What looks ahead, and is written as ECMAScript has it.
        'query={"lock": ',
    ],
)
def test_they_state(zoo: Path, stated: str) -> None:
    assert stated in written(zoo)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"kind": kind', '"Kind": kind'),
        ('Request("PUT", _', 'Request("PATCH", _'),
        ("return await self._send(", "return self._send("),
        ('"tame": tame', '"tame": None'),
        ("form=form", "json=form"),
    ],
)
def test_they_fail_where_the_client_is_wrong(zoo: Path, tmp_path: Path, old: str, new: str) -> None:
    shutil.copytree(zoo, tmp_path / "zoo")
    module = tmp_path / "zoo" / "src" / "dialwright_zoo" / "animals" / "__init__.py"
    text = module.read_text(encoding="utf-8")
    assert old in text
    module.write_text(text.replace(old, new), encoding="utf-8")
    assert run_tests(tmp_path / "zoo", "tests", "-x").returncode == 1


def test_a_method_without_a_test_is_told(zoo: Path, tmp_path: Path) -> None:
    shutil.copytree(zoo, tmp_path / "zoo")
    tests = tmp_path / "zoo" / "tests" / "test_animals.py"
    tests.write_text(tests.read_text(encoding="utf-8").replace("class TestFeed:", "class Feed:"))
    run = run_tests(tmp_path / "zoo", "tests")
    assert run.returncode == 1
    assert "not covered: dialwright_zoo.animals.Animals.feed" in run.stdout


def test_black_finds_nothing_to_do(zoo: Path) -> None:
    files = {path.name: path.read_text(encoding="utf-8") for path in (zoo / "tests").glob("*.py")}
    assert formatted(files) == files


def test_a_document_that_names_no_methods_gets_none(tmp_path: Path) -> None:
    text = Path(__file__).with_name("zoo.yaml").read_text(encoding="utf-8")
    document = tmp_path / "zoo.yaml"
    document.write_text(text.replace("x-method: count", "deprecated: false"), encoding="utf-8")
    result = generate(document)
    assert not [path for path in result.files if path.startswith("tests/") or "/testing/" in path]
    assert "half-named" in [problem.rule for problem in result.problems]


def test_a_pattern_that_no_text_is_found_for_is_told_and_left_out(zoo: Path) -> None:
    problems = generate(Path(__file__).with_name("zoo.yaml")).problems
    assert [one.rule for one in problems] == ["pattern-sample"] * 2
    assert all(one.place is not None and r"pattern: '^(\w)\1$'" in one.place.source for one in problems)
    assert "twice" not in written(zoo)
    assert "count_twins" not in written(zoo)
    assert '"AsyncAnimals.count_twins"' in (zoo / "tests" / "conftest.py").read_text(encoding="utf-8")
