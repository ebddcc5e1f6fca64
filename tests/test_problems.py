"""How problems are shown: at their place, in order, and harmless to the terminal."""

from __future__ import annotations

import pytest

from dialwright.problems import InputError, Place, Problem, Severity, did_you_mean, in_order, render


def problem(
    source: str = "    next: page", column: int = 11, length: int = 4, line: int = 7, message: str = "wrong"
) -> Problem:
    return Problem(Place("a.yaml", line, column, length, source), Severity.ERROR, message, "rule")


def test_shows_the_place_and_the_line() -> None:
    assert render([problem()]) == (
        "a.yaml:7:11: error: wrong [rule]\n"
        "    7 |     next: page\n"
        "      |           ^^^^\n"
    )  # fmt: skip


def test_shows_a_problem_without_a_place() -> None:
    assert render([Problem(None, Severity.WARNING, "odd", "rule")]) == "warning: odd [rule]\n"


def test_shows_nothing_for_nothing() -> None:
    assert render([]) == ""


def test_sorts_by_place_and_tells_each_once() -> None:
    late, early, nowhere = problem(line=20), problem(line=3), Problem(None, Severity.ERROR, "none", "rule")
    assert in_order([late, early, late, nowhere]) == [nowhere, early, late]


def test_colors_only_when_asked() -> None:
    assert "\x1b[" not in render([problem()])
    assert "\x1b[1;31merror:\x1b[0m" in render([problem()], color=True)


def test_escapes_what_a_terminal_would_obey() -> None:
    shown = render(
        [problem(source="\tname: '\x1b]0;x\x07'", column=2, length=4, message="bad \x1b[2J\u202e")]
    )
    assert "\x1b" not in shown
    assert "\\x1b[2J\\u202e" in shown
    assert "    7 |  name: '\\x1b]0;x\\x07'\n      |  ^^^^\n" in shown


def test_underlines_below_wide_characters() -> None:
    shown = render([problem(source="名: é́ page", column=7, length=4)])
    source, underline = shown.splitlines()[1:]
    assert source.endswith("名: é́ page")
    assert underline == "      |       ^^^^"


def test_cuts_long_lines_around_the_place() -> None:
    shown = render([problem(source="a" * 5000 + "here" + "b" * 5000, column=5001, length=4)])
    _, source, underline = shown.splitlines()
    assert len(source) < 200
    assert source[underline.index("^") : underline.rindex("^") + 1] == "here"


def test_underlines_no_more_than_is_there() -> None:
    shown = render([problem(source="ab", column=3, length=9)])
    assert shown.endswith("    7 | ab\n      |   ^\n")


def test_an_input_error_reads_as_its_problems() -> None:
    error = InputError(problem(line=9), problem(line=2))
    assert len(error.problems) == 2
    assert str(error).startswith("a.yaml:2:11: error: wrong [rule]\n")
    assert str(error).endswith("^^^^")


@pytest.mark.parametrize(
    ("name", "known", "hint"),
    [
        ("next_page_url", ["next_page_uri", "page"], "; did you mean 'next_page_uri'?"),
        ("callsid", ["CallSid", "Sid"], "; did you mean 'CallSid'?"),
        ("zebra", ["CallSid", "Sid"], ""),
        ("a", [], ""),
        ("x" * 5000, ["x" * 4999], ""),
    ],
)
def test_guesses_what_was_meant(name: str, known: list[str], hint: str) -> None:
    assert did_you_mean(name, known) == hint


def test_guesses_quickly_among_many() -> None:
    assert did_you_mean("name", (f"name_{number}" for number in range(10**9))) != ""
