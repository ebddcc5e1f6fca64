"""The asynchronous half of each package is the other half, awaited: the same names, arguments and texts."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

import dialwright_bandwidth
import dialwright_bandwidth._runtime as bandwidth
import dialwright_signalwire
from dialwright_signalwire._runtime import (
    AsyncByteStream,
    AsyncClient,
    AsyncPage,
    AsyncTransport,
    ByteStream,
    Item,
    Page,
    Resource,
    SyncClient,
    Transport,
)

# What is iterated is not awaited, and neither is what sends nothing.
ITERATED = ("Iterator[", "ByteStream")
BUILDS = "build_"
WORDS = [(re.compile(r"\bAsync(?=[A-Z])"), ""), (re.compile(r"\ban? `async "), "a `")]


def modules() -> Iterator[Any]:
    """Every module of the packages, but for their core, which has tests of its own."""
    for package in (dialwright_bandwidth, dialwright_signalwire):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "._runtime" not in found.name:
                yield import_module(found.name)


CLASSES: dict[str, type] = {
    f"{module.__name__}.{name}": kind
    for module in modules()
    for name in module.__all__
    if isinstance(kind := getattr(module, name), type) and kind.__module__ == module.__name__
}
ASYNCHRONOUS = {name: kind for name, kind in CLASSES.items() if kind.__name__.startswith("Async")}

SYNCHRONOUS = {kind.__name__.removeprefix("Async") for kind in ASYNCHRONOUS.values()} | {
    "ByteStream",
    "Iterator",
    "Page",
    "Transport",
}


def twin_name(name: str) -> str:
    """`compat.calls.AsyncCalls` -> `compat.calls.Calls`."""
    module, _, kind = name.rpartition(".")
    return f"{module}.{kind.removeprefix('Async')}"


def plain(text: str | None) -> str | None:
    """A text without what tells an asynchronous class from its twin."""
    for pattern, replacement in WORDS:
        text = text and pattern.sub(replacement, text)
    return text


def members(kind: type) -> dict[str, Any]:
    """What a class defines itself, as users meet it."""
    return {
        name: value
        for name, value in vars(kind).items()
        if not name.startswith("_") or name in ("__init__", "__call__", "_item")
    }


def function(value: Any) -> Any:
    """The function behind a method, a property, or a cached property."""
    return getattr(value, "fget", None) or getattr(value, "func", None) or value


def signature(value: Any) -> str:
    """Arguments, their types and defaults, and the type of the result."""
    return plain(str(inspect.signature(function(value)))) or ""


PAIRS = [pytest.param(ASYNCHRONOUS[name], CLASSES.get(twin_name(name)), id=name) for name in ASYNCHRONOUS]


def test_every_class_that_acts_has_a_twin() -> None:
    acting = (SyncClient, Resource, Item, bandwidth.SyncClient, bandwidth.Resource, bandwidth.Item)
    alone = {name for name, kind in CLASSES.items() if issubclass(kind, acting)}
    assert alone == {twin_name(name) for name in ASYNCHRONOUS}
    assert len(alone) > 50


@pytest.mark.parametrize(("asynchronous", "synchronous"), PAIRS)
class TestPair:
    def test_names(self, asynchronous: type, synchronous: type) -> None:
        assert list(members(asynchronous)) == list(members(synchronous))
        assert plain(asynchronous.__doc__) == plain(synchronous.__doc__)
        assert [kind.__name__.replace("Async", "", 1) for kind in asynchronous.__mro__] == [
            kind.__name__.replace("Sync", "", 1) for kind in synchronous.__mro__
        ]

    def test_members(self, asynchronous: type, synchronous: type) -> None:
        theirs = members(synchronous)
        for name, value in members(asynchronous).items():
            twin = theirs[name]
            assert type(value) is type(twin), name
            if not callable(function(value)):
                assert value == twin, name
                continue
            assert signature(value) == signature(twin), name
            assert plain(value.__doc__) == plain(twin.__doc__), name
            # An asynchronous method never takes or returns what is of the other kind.
            shown = str(inspect.signature(function(value)))
            assert SYNCHRONOUS.isdisjoint(re.findall(r"\w+", shown)), name

    def test_what_is_awaited(self, asynchronous: type, synchronous: type) -> None:
        for name, value in members(asynchronous).items():
            twin = members(synchronous)[name]
            sends = inspect.isfunction(twin) and not name.startswith(("_", BUILDS))
            iterated = sends and inspect.signature(twin).return_annotation.startswith(ITERATED)
            assert inspect.iscoroutinefunction(value) == (sends and not iterated), name
            assert not inspect.iscoroutinefunction(twin), name

    def test_texts_show_what_works(self, asynchronous: type, synchronous: type) -> None:
        texts = "".join(value.__doc__ or "" for value in members(asynchronous).values())
        assert "`with`" not in texts
        assert "`for`" not in texts


SPECIAL = {
    "__aiter__": "__iter__",
    "__anext__": "__next__",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
}
CORE: list[tuple[type, type]] = [
    (AsyncClient, SyncClient),
    (AsyncPage, Page),
    (AsyncByteStream, ByteStream),
    (AsyncTransport, Transport),
]


@pytest.mark.parametrize(("asynchronous", "synchronous"), CORE)
def test_the_core_that_users_meet(asynchronous: type, synchronous: type) -> None:
    """Its texts may refer to each other; what it can do is the same."""

    def arguments(kind: type) -> dict[str, list[str]]:
        methods = {SPECIAL.get(name, name): value for name, value in vars(kind).items()}
        shown = {name for name in methods if not name.startswith("_")} | {"__init__", *SPECIAL.values()}
        return {
            name: list(inspect.signature(methods[name]).parameters)
            for name in shown & methods.keys()
            if inspect.isfunction(methods[name])
        }

    assert arguments(asynchronous) == arguments(synchronous)
