"""Methods that the service may stop to offer."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from dialwright.python.runtime import deprecation

F = TypeVar("F", bound=Callable[..., Any])
Deprecated = Callable[[str], Callable[[F], F]]


@pytest.fixture(params=["of this Python", "our own"])
def deprecated(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Deprecated[Any]:
    """The decorator as it is here, and as it is where Python has nothing of the kind."""
    if request.param == "of this Python":
        return deprecation.deprecated
    monkeypatch.setattr(sys, "version_info", (3, 12, 0, "final", 0))
    spec = importlib.util.spec_from_file_location("deprecation_before", Path(str(deprecation.__file__)))
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    found: Deprecated[Any] = made.deprecated
    return found


def test_whoever_calls_is_warned_at_each_call(deprecated: Deprecated[Any]) -> None:
    seen: list[object] = []

    @deprecated("`old` is deprecated.")
    def old(one: int, *, other: int) -> int:
        """What it does."""
        seen.append((one, other))
        return one + other

    for one, other in ((1, 2), (3, 4)):
        with pytest.warns(DeprecationWarning, match=r"^`old` is deprecated\.$") as caught:
            assert old(one, other=other) == one + other
        assert [warning.filename for warning in caught] == [__file__]
    assert seen == [(1, 2), (3, 4)]
    assert (old.__name__, old.__doc__) == ("old", "What it does.")


def test_a_warning_that_is_an_error_comes_before_anything_is_sent(deprecated: Deprecated[Any]) -> None:
    seen: list[object] = []

    @deprecated("`old` is deprecated.")
    def old() -> None:
        seen.append(1)

    with pytest.raises(DeprecationWarning, match=r"^`old` is deprecated\.$"):
        old()
    assert seen == []


def test_a_method_that_is_awaited(deprecated: Deprecated[Any]) -> None:
    class Calls:
        @deprecated("`old` is deprecated.")
        async def old(self) -> int:
            return 1

    with pytest.warns(DeprecationWarning, match="`old`"):
        waiting = Calls().old()
    assert asyncio.run(waiting) == 1
