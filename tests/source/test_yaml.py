"""YAML files: the values of YAML 1.2, and a refusal with a place for whatever is not safe to read."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Any

import pytest

from dialwright.problems import InputError, Severity
from dialwright.source import Limits, SourceFile, load


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file.yaml"


def read(path: Path, text: str, **options: Any) -> SourceFile:
    path.write_bytes(text.encode())
    return load(path, **options)


def refused(path: Path, text: str | bytes, **options: Any) -> tuple[str, int, int, str]:
    """Rule, line, column and message of the first problem."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as caught:
        load(path, **options)
    first = caught.value.problems[0]
    assert first.place is not None
    assert first.severity is Severity.ERROR
    return first.rule, first.place.line, first.place.column, first.message


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *[
            (word, word)
            for word in ("on", "off", "yes", "no", "Y", "n", "12:30", "1_000", "2001-01-01", "0b1")
        ],
        *[(word, word) for word in ("1.2.3", "+15550100x", "0o8", "0xg", ".", "+", "1e", "nan", "inf", "=")],
        *[(word, None) for word in ("", "~", "null", "Null", "NULL")],
        *[(word, True) for word in ("true", "True", "TRUE")],
        *[(word, False) for word in ("false", "False", "FALSE")],
        ("12", 12),
        ("-12", -12),
        ("+12", 12),
        ("0012", 12),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.5", 1.5),
        ("1.", 1.0),
        (".5", 0.5),
        ("-.5e-3", -0.0005),
        ("1e3", 1000.0),
        ('"12"', "12"),
        ("'true'", "true"),
        ('"\\u00e9\\0"', "é\0"),
        ("!!str 12", "12"),
        ("!!int '12'", 12),
        ("!!float 12", 12.0),
        ("!!bool 'true'", True),
        ("!!null ''", None),
        ("|\n  a\n  b\n", "a\nb\n"),
        (">-\n  a\n  b\n", "a b"),
    ],
)
def test_scalars(path: Path, written: str, value: object) -> None:
    found = read(path, f"key: {written}\n").value["key"]
    assert found == value
    assert type(found) is type(value)


def test_keys_are_text_as_written(path: Path) -> None:
    text = "200: a\n0x1: b\ntrue: c\nnull: d\n1.50: e\non: f\n'': g\n"
    assert list(read(path, text).value) == ["200", "0x1", "true", "null", "1.50", "on", ""]


def test_aliases_repeat_a_value(path: Path) -> None:
    value = read(path, "a: &a {x: [1]}\nb: *a\nc: [*a, *a]\n").value
    assert value == {"a": {"x": [1]}, "b": {"x": [1]}, "c": [{"x": [1]}, {"x": [1]}]}


def test_merge_keys_add_what_is_missing(path: Path) -> None:
    text = (
        "one: &one {a: 1, b: 1}\ntwo: &two {b: 2, c: 2}\nall:\n  <<: [*one, *two]\n  a: 0\nown: {<<: *two}\n"
    )
    file = read(path, text)
    assert file.value["all"] == {"a": 0, "b": 1, "c": 2}
    assert file.value["own"] == {"b": 2, "c": 2}
    assert file.place(("all", "c")).line == 2
    assert file.place(("all", "a")).line == 5


def test_a_quoted_merge_key_is_a_key(path: Path) -> None:
    assert read(path, "'<<': 1\n").value == {"<<": 1}


def test_an_empty_file_is_null(path: Path) -> None:
    file = read(path, "# nothing\n")
    assert file.value is None
    assert file.place(()).line == 1


def test_a_byte_order_mark_is_no_content(path: Path) -> None:
    file = read(path, "\ufeffkey: value\n")
    assert file.value == {"key": "value"}
    assert file.place(("key",)).column == 6


def test_the_garbage_collector_is_as_it_was(path: Path) -> None:
    read(path, "a: 1\n")
    assert gc.isenabled()
    gc.disable()
    try:
        read(path, "a: 1\n")
        assert not gc.isenabled()
    finally:
        gc.enable()


class TestPlaces:
    TEXT = (
        "# head\nname: Zoë\nwide: 😀 x\nlist:\n  - first\n  - {a: 1, b: [2, 3]}\n"
        "block:\n  deep: |\n    text\n"
    )

    @pytest.mark.parametrize("line_break", ["\n", "\r\n"])
    @pytest.mark.parametrize(
        ("pointer", "on", "place"),
        [
            (("name",), "value", (2, 7, "Zoë")),
            (("name",), "key", (2, 1, "name")),
            (("wide",), "value", (3, 7, "😀 x")),
            (("list",), "value", (4, 1, "list")),
            (("list", 0), "value", (5, 5, "first")),
            (("list", 1), "value", (6, 5, "{a: 1, b: [2, 3]}")),
            (("list", 1, "b"), "value", (6, 15, "[2, 3]")),
            (("list", 1, "b", 1), "value", (6, 19, "3")),
            (("list", 1, "b"), "key", (6, 12, "b")),
            (("block", "deep"), "value", (8, 9, "|")),
            (("block", "gone", "further"), "value", (7, 1, "block")),
            (("list", 9), "value", (4, 1, "list")),
            ((), "value", (2, 1, "name: Zoë")),
        ],
    )
    def test_of_values_and_keys(
        self, path: Path, line_break: str, pointer: Any, on: Any, place: tuple[int, int, str]
    ) -> None:
        found = read(path, self.TEXT.replace("\n", line_break)).place(pointer, on)
        shown = found.source[found.column - 1 : found.column - 1 + found.length]
        assert (found.line, found.column, shown) == place

    def test_are_named_from_the_working_directory(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file = read(path, "a: 1\n")
        assert file.place(()).file == path.resolve().as_posix()
        monkeypatch.chdir(path.parent)
        assert load(Path("file.yaml")).place(()).file == "file.yaml"
        (path.parent / "below").mkdir()
        monkeypatch.chdir("below")
        assert load(Path("../file.yaml")).place(()).file == path.resolve().as_posix()

    def test_of_a_spread_flow_mapping_is_its_key(self, path: Path) -> None:
        assert read(path, "outer:\n  {a: 1,\n   b: 2}\n").place(("outer",)).line == 1


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "rule", "line", "column"),
        [
            ("a: b: c\n", "yaml-syntax", 1, 5),
            ("a: [1\nb: 2\n", "yaml-syntax", 2, 2),
            ("a:\n\t- b\n", "yaml-syntax", 2, 1),
            ("a: 'b\n", "yaml-syntax", 2, 1),
            ("a: *b\n", "yaml-syntax", 1, 4),
            ("a: &x 1\nb: &x 2\n", "yaml-syntax", 2, 4),
            ("a: 1\n---\nb: 1\n", "yaml-syntax", 2, 1),
            ("? [a]\n: b\n", "yaml-syntax", 1, 3),
            ("a: @b\n", "yaml-syntax", 1, 4),
            ("a: 1\nb: \x01\n", "yaml-syntax", 2, 4),
            ("a: {<<: 1}\n", "yaml-syntax", 1, 9),
            ("a: !thing b\n", "yaml-tag", 1, 4),
            ("a: !!python/object/apply:os.system [x]\n", "yaml-tag", 1, 4),
            ("a: !!binary aGk=\n", "yaml-tag", 1, 4),
            ("a: !!timestamp 2001-01-01\n", "yaml-tag", 1, 4),
            ("a: !!int b\n", "yaml-tag", 1, 4),
            ("a: !!bool 1\n", "yaml-tag", 1, 4),
            ("a: !!set {b}\n", "yaml-tag", 1, 4),
            ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1),
            ("a: .inf\n", "number", 1, 4),
            ("a: -.NaN\nb: .nan\n", "number", 2, 4),
            ("a: 1e999\n", "number", 1, 4),
            ("a: " + "9" * 5000 + "\n", "number", 1, 4),
            ("a: 0x" + "f" * 5000 + "\n", "number", 1, 4),
            ("a: &a [*a]\n", "limit", 1, 4),
            ("a: &a {b: {c: *a}}\n", "limit", 1, 4),
        ],
    )
    def test_name_the_place(self, path: Path, text: str, rule: str, line: int, column: int) -> None:
        assert refused(path, text)[:3] == (rule, line, column)

    def test_tell_many_things_at_once(self, path: Path) -> None:
        path.write_text("a: 1\na: 2\nb: !x 1\nc: {d: 1, d: 2}\ne: .inf\n")
        with pytest.raises(InputError) as caught:
            load(path)
        found = [(problem.rule, problem.place.line) for problem in caught.value.problems if problem.place]
        assert sorted(found) == [
            ("duplicate-key", 2),
            ("duplicate-key", 4),
            ("number", 5),
            ("yaml-tag", 3),
        ]

    def test_stop_after_enough(self, path: Path) -> None:
        path.write_text("".join(f"key{number}: 1\n" * 2 for number in range(5000)))
        with pytest.raises(InputError) as caught:
            load(path)
        assert 100 <= len(caught.value.problems) <= 1000

    def test_duplicate_keys_may_be_allowed(self, path: Path) -> None:
        file = read(path, "a: 1\nb: 2\na: 3\n", allow_duplicate_keys=True)
        assert file.value == {"a": 3, "b": 2}
        assert file.place(("a",)).line == 3
        (warning,) = file.problems
        assert (warning.severity, warning.rule) == (Severity.WARNING, "duplicate-key")

    def test_text_that_is_not_utf8(self, path: Path) -> None:
        assert refused(path, b"a: 1\nb: \xe9t\xe9\n")[:3] == ("encoding", 2, 4)
        assert refused(path, "a: 1\n".encode("utf-16"))[0] == "encoding"

    def test_deep_nesting(self, path: Path) -> None:
        assert refused(path, "[" * 150_000)[0] == "limit"
        assert refused(path, "- " * 150_000)[0] == "limit"
        assert refused(path, "".join(" " * depth + "a:\n" for depth in range(300)))[0] == "limit"
        assert read(path, "[" * 190 + "]" * 190).value

    def test_nesting_through_aliases(self, path: Path) -> None:
        steps = [f"a{number}: &a{number} [[[[*a{number - 1}]]]]" for number in range(1, 100)]
        assert refused(path, "\n".join(["a0: &a0 [x]", *steps]))[0] == "limit"

    def test_aliases_that_expand_too_far(self, path: Path) -> None:
        steps = [f"a{number}: &a{number} [{f'*a{number - 1},' * 10}]" for number in range(1, 12)]
        assert refused(path, "\n".join(["a0: &a0 [x]", *steps]))[0] == "limit"

    def test_merge_keys_that_repeat_too_much(self, path: Path) -> None:
        big = ", ".join(f"k{number}: 1" for number in range(1000))
        text = f"big: &big {{{big}}}\nall:\n" + "  - {<<: *big}\n" * 2000
        assert refused(path, text)[0] == "limit"

    def test_too_many_values(self, path: Path) -> None:
        assert refused(path, "[" + "x," * 100 + "]", limits=Limits(values=50))[0] == "limit"

    def test_no_traceback_context_drags_along(self, path: Path) -> None:
        path.write_text("a: *b\n")
        with pytest.raises(InputError) as caught:
            load(path)
        assert caught.value.__context__ is None or caught.value.__suppress_context__


class TestFiles:
    def message(self, path: Path, **options: Any) -> str:
        with pytest.raises(InputError) as caught:
            load(path, **options)
        (problem,) = caught.value.problems
        assert problem.rule == "file"
        return problem.message

    def test_that_are_not_there(self, tmp_path: Path) -> None:
        assert self.message(tmp_path / "none.yaml").endswith("does not exist")

    def test_that_are_folders(self, tmp_path: Path) -> None:
        assert self.message(tmp_path).endswith("is not a file")

    def test_that_never_end(self, path: Path) -> None:
        os.mkfifo(path)
        assert self.message(path).endswith("is not a file")
        assert self.message(Path("/dev/zero")).endswith("is not a file")

    def test_that_are_links_to_themselves(self, path: Path) -> None:
        path.symlink_to(path)
        assert self.message(path).endswith("does not exist")

    def test_that_are_too_large(self, path: Path) -> None:
        path.write_text("a: 1\n" * 100)
        assert self.message(path, limits=Limits(bytes=100)).endswith("is larger than 100 bytes")

    def test_whose_name_is_too_long(self, tmp_path: Path) -> None:
        assert "cannot be read" in self.message(tmp_path / ("a" * 5000))
