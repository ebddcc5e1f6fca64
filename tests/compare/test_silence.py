"""No difference is passed over: whatever is another somewhere in a document, something is told."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from .cases import BASE, CASES
from .documents import changes

# What is found is small as it is: to make it smaller would take minutes.
QUIET: Any = {
    "deadline": None,
    "phases": [Phase.generate],
    "derandomize": True,
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
}
OTHERS: tuple[Any, ...] = ("another", 7, True, False, None, 1.5, [], {}, ["another"], {"another": "thing"})


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The way to every value of a document."""
    children: list[tuple[str | int, Any]] = (
        list(value.items())
        if isinstance(value, dict)
        else list(enumerate(value)) if isinstance(value, list) else []
    )
    return [path, *(deeper for key, child in children for deeper in places(child, (*path, key)))]


def parent(document: Any, path: tuple[str | int, ...]) -> Any:
    for step in path[:-1]:
        document = document[step]
    return document


def possible(path: tuple[str | int, ...]) -> bool:
    """Whether a change there is one of the API: that of the version is none, and references must lead on."""
    return bool(path) and path != ("info", "version") and path != ("info",) and "$ref" not in path


def crossed(document: Any) -> list[tuple[str | int, ...]]:
    return [path for path in places(document) if possible(path) and not leads_somewhere(path)]


def leads_somewhere(path: tuple[str | int, ...]) -> bool:
    """Whether references lead to it, so that there is no document without it."""
    return path[0] == "components" and len(path) < 4


@settings(max_examples=150, **QUIET)
@given(data=st.data())
def test_a_value_that_is_another_is_told(data: st.DataObject, tmp_path: Path) -> None:
    source = data.draw(st.sampled_from((BASE, *(case.old for case in CASES))))
    path = data.draw(st.sampled_from(crossed(source)))
    new: Any = deepcopy(source)
    holder, last = parent(new, path), path[-1]
    other = data.draw(st.sampled_from(OTHERS))
    if (type(other), other) == (type(holder[last]), holder[last]):
        return
    holder[last] = other
    assert changes(tmp_path, source, new) != (), (path, other)


@settings(max_examples=75, **QUIET)
@given(data=st.data())
def test_a_value_that_is_gone_is_told(data: st.DataObject, tmp_path: Path) -> None:
    source = data.draw(st.sampled_from((BASE, *(case.old for case in CASES))))
    path = data.draw(st.sampled_from(crossed(source)))
    new: Any = deepcopy(source)
    del parent(new, path)[path[-1]]
    assert changes(tmp_path, source, new) != (), path
    assert changes(tmp_path, new, source) != (), path
