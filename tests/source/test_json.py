"""JSON files: the same values and places as YAML, and the same refusals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialwright.problems import InputError
from dialwright.source import Limits, Pointer, is_mapping, is_sequence, load


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file.json"


def refused(path: Path, text: str, **options: Any) -> tuple[str, int, int]:
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        load(path, **options)
    first = caught.value.problems[0]
    assert first.place is not None
    return first.rule, first.place.line, first.place.column


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ('{"a": 1,}', "json-syntax", 1, 9),
        ("", "json-syntax", 1, 1),
        ('{"a": 1}\n{}', "json-syntax", 2, 1),
        ("// no\n{}", "json-syntax", 1, 1),
        ("1e999 a", "json-syntax", 1, 7),
        ('{"a": 1, "a": 2} b: 1', "json-syntax", 1, 18),
        ('{"a": 1, "b": {"c": 1,\n "c": 2}}', "duplicate-key", 2, 2),
        ('{"a": NaN}', "number", 1, 7),
        ('{"a": "NaN", "b": [-Infinity]}', "number", 1, 20),
        ('{"a": 1e999}', "number", 1, 7),
        ('{"a": ' + "9" * 5000 + "}", "number", 1, 7),
        ('{"a": "\\ud83d"}', "json-syntax", 1, 8),
        ('{"a": "\\ude00"}', "json-syntax", 1, 8),
    ],
)
def test_refusals_name_the_place(path: Path, text: str, rule: str, line: int, column: int) -> None:
    assert refused(path, text) == (rule, line, column)


@pytest.mark.parametrize("depth", [201, 500, 5_000, 150_000])
def test_deep_nesting_is_refused(path: Path, depth: int) -> None:
    assert refused(path, '{"a": ' + "[" * depth + "]" * depth + "}")[0] == "limit"


def test_too_many_values_are_refused(path: Path) -> None:
    assert refused(path, json.dumps(list(range(100))), limits=Limits(values=50))[0] == "limit"


def test_duplicate_keys_may_be_allowed(path: Path) -> None:
    path.write_text('{"a": 1, "b": 2, "a": 3}')
    file = load(path, allow_duplicate_keys=True)
    assert file.value == {"a": 3, "b": 2}
    assert [problem.rule for problem in file.problems] == ["duplicate-key"]


def test_what_looks_like_a_surrogate_may_not_be_one(path: Path) -> None:
    path.write_text(r'{"a": "\\ud83d", "b": "\ud83d\ude00"}')
    assert load(path).value == {"a": r"\ud83d", "b": "😀"}


def test_places_with_tabs_and_escapes(path: Path) -> None:
    path.write_text('{\n\t"a": "\\ud83d\\ude00 \\/ \x7f",\n\t"b":\t[true, {"c":null}]\n}')
    place = load(path).place(("b", 1, "c"))
    assert (place.line, place.source[place.column - 1 :][: place.length]) == (3, "null")


def test_places_where_yaml_finds_none(path: Path) -> None:
    key = "long" * 500
    path.write_text(f'{{"{key}": {{"a": [\n1,\n22]}}, "b": "\x00"}}'.replace("\x00", "\\u0000"))
    place = load(path).place((key, "a", 1))
    assert (place.line, place.column, place.length) == (3, 1, 2)


def test_the_place_of_a_key_that_is_there_twice_is_that_of_its_value(path: Path) -> None:
    path.write_text('{"a": 1,\n"a": 3}')
    assert load(path, allow_duplicate_keys=True).place(("a",)).line == 2


def test_a_pointer_leads_as_far_as_it_leads_anywhere(path: Path) -> None:
    path.write_text('{"a": {"b": [10, 20]}}')
    place = load(path).place(("a", "b", 2, "c"))
    assert (place.column, place.length) == (13, 8)


def test_what_is_spread_over_lines_is_shown_by_its_key(path: Path) -> None:
    path.write_text('{"a": {\n"b": [1], "c": []}}')
    file = load(path)
    assert (file.place(("a",)).column, file.place(("a",)).length) == (2, 3)
    assert (file.place(("a", "b")).column, file.place(("a", "b"), on="key").column) == (6, 1)


@pytest.fixture(scope="module")
def any_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("json") / "file.json"


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=20,
)


def _leaves(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    if is_mapping(value):
        for key, child in value.items():
            yield from _leaves(child, (*pointer, key))
    elif is_sequence(value):
        for index, child in enumerate(value):
            yield from _leaves(child, (*pointer, index))
    else:
        yield pointer, value


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(value=_VALUES, ascii_only=st.booleans(), indent=st.sampled_from([None, 2, "\t"]))
def test_every_value_is_found_where_it_is_written(
    any_path: Path, value: Any, ascii_only: bool, indent: Any
) -> None:
    any_path.write_text(json.dumps(value, ensure_ascii=ascii_only, indent=indent), encoding="utf-8")
    file = load(any_path)
    assert file.value == value
    for pointer, leaf in _leaves(value):
        place = file.place(pointer)
        written = place.source[place.column - 1 :][: place.length]
        assert written == json.dumps(leaf, ensure_ascii=ascii_only)
