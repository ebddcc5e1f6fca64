"""Methods that the service may stop to offer."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dialwright.python.runtime import deprecation


@pytest.fixture(params=["of this Python", "our own"])
def module(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as it is here, and as it is where Python has nothing of the kind."""
    if request.param == "of this Python":
        return deprecation
    monkeypatch.setattr(sys, "version_info", (3, 12, 0, "final", 0))
    spec = importlib.util.spec_from_file_location("deprecation_before", Path(str(deprecation.__file__)))
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_whoever_calls_is_warned_at_each_call(module: Any) -> None:
    seen: list[object] = []

    @module.deprecated("`old` is deprecated.")
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


def test_a_warning_that_is_an_error_comes_before_anything_is_sent(module: Any) -> None:
    seen: list[object] = []

    @module.deprecated("`old` is deprecated.")
    def old() -> None:
        seen.append(1)

    with pytest.raises(DeprecationWarning, match=r"^`old` is deprecated\.$"):
        old()
    assert seen == []


def test_a_method_that_is_awaited(module: Any) -> None:
    class Calls:
        @module.deprecated("`old` is deprecated.")
        async def old(self) -> int:
            return 1

    with pytest.warns(DeprecationWarning, match="`old`"):
        waiting = Calls().old()
    assert asyncio.run(waiting) == 1
