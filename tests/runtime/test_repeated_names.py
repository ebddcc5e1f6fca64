"""A name that is twice in one object is found however the JSON is written, and only where it is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialwright.python.runtime.response import read_json

SPACE = st.sampled_from(["", "", "", " ", "  ", "\n", "\t", "\r\n", " \n "])
# Names that are easily the same, and texts that look like names.
NAME = st.sampled_from(["a", "b", "", 'a":', '": "', " :", ":", "é", "\\", "{"])
LEAF = st.one_of(NAME.map(json.dumps), st.sampled_from(["1", "-0.5", "true", "null"]))


def pairs(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(SPACE, NAME.map(json.dumps), SPACE, SPACE, values).map(
        lambda parts: f"{parts[0]}{parts[1]}{parts[2]}:{parts[3]}{parts[4]}"
    )


def containers(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    objects = st.lists(pairs(values), max_size=4).map(lambda inner: f"{{{','.join(inner)}}}")
    lists = st.lists(values, max_size=3).map(lambda inner: f"[{','.join(inner)}]")
    return objects | lists


class Repeated(Exception):
    """A name was there before."""


def plainly(text: str) -> Any:
    """The JSON read by the parser that looks at every pair."""

    def once(found: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({name for name, _ in found}) != len(found):
            raise Repeated
        return dict(found)

    return json.loads(text, object_pairs_hook=once)


@settings(max_examples=500, derandomize=True)
@given(st.recursive(LEAF, containers, max_leaves=20))
def test_it_is_refused_if_and_only_if_a_name_is_repeated(text: str) -> None:
    try:
        expected = plainly(text)
    except Repeated:
        with pytest.raises(ValueError, match="a name occurs twice in one object"):
            read_json(text.encode())
    else:
        assert read_json(text.encode()) == expected
