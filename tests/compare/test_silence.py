"""No difference is passed over: whatever is another somewhere in a document, something is told."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any, TypeAlias

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dialwright.problems import InputError
from dialwright.source import is_mapping, is_sequence

from .table import cases, compared

Path_: TypeAlias = tuple[str | int, ...]

OTHERS: tuple[Any, ...] = ("another", 7, True, 1.5, ["another"], {"another": "thing"})

# Nothing is made smaller, which would take minutes: what is found is small as it is.
QUIET = settings(
    deadline=None,
    derandomize=True,
    max_examples=500,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def places(value: Any, path: Path_ = ()) -> list[Path_]:
    """The way to every value of a document but its version, which is held against the changes."""
    if path == ("info", "version"):
        return []
    keys: list[Any] = (
        list(value) if is_mapping(value) else list(range(len(value))) if is_sequence(value) else []
    )
    deeper = (inner for key in keys for inner in places(value[key], (*path, key)))
    return [*([path] if path and path != ("info",) else []), *deeper]


def holder(document: Any, path: Path_) -> Any:
    for step in path[:-1]:
        document = document[step]
    return document


@QUIET
@given(case=st.sampled_from(cases()), other=st.sampled_from(OTHERS), data=st.data())
def test_a_value_that_is_another_is_told(case: Any, other: Any, data: st.DataObject, tmp_path: Path) -> None:
    path = data.draw(st.sampled_from([one for one in places(dict(case.new)) if "$ref" not in one]))
    new: Any = deepcopy(dict(case.new))
    at = holder(new, path)
    if (type(other), other) != (type(at[path[-1]]), at[path[-1]]):
        at[path[-1]] = other
        assert is_told(tmp_path, case.new, new), (path, other)


def is_told(folder: Path, old: Any, new: Any) -> bool:
    """Whether something is said of the difference: a document whose references lead nowhere is refused."""
    try:
        return compared(folder, old, new) != []
    except InputError:
        return True
