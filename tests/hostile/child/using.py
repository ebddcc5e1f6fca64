"""Run as a process: import generated packages, make their clients, and call every operation on a server."""

from __future__ import annotations

import asyncio
import builtins
import inspect
import json
import os
import pkgutil
import sys
import typing
from collections.abc import Iterator
from doctest import DocTestFinder
from importlib import import_module
from types import UnionType
from typing import Any

from .guard import Guard

HOSTILE = "{Sid}"  # what every text argument is given: a placeholder


def modules(package: str) -> list[Any]:
    """The package and everything in it."""
    top = import_module(package)
    return [top, *(import_module(found.name) for found in pkgutil.walk_packages(top.__path__, f"{package}."))]


def space(one: object) -> dict[str, Any]:
    """The names of a module or a class, with what they mean."""
    names: dict[str, Any] = vars(one)
    return {**names}


def members(module: Any) -> list[Any]:
    """What a module has under its names."""
    return list(space(module).values())


def client_of(loaded: list[Any], base_url: str, base: str) -> Any:
    """A client of the one class that has this base, with a text for each of its own arguments."""
    [front] = [module for module in loaded if module.__name__.endswith("._client")]
    runtime = import_module(f"{loaded[0].__name__}._runtime.client")
    [kind] = [
        one
        for one in members(front)
        if inspect.isclass(one)
        and issubclass(one, getattr(runtime, base))
        and one.__module__ == front.__name__
    ]
    own = [
        name
        for name, one in inspect.signature(kind).parameters.items()
        if one.default is inspect.Parameter.empty and one.kind is one.POSITIONAL_OR_KEYWORD
    ]
    make: Any = kind
    return make(*["secret" for _ in own], base_url=base_url, max_retries=0)


def methods(node: Any, package: str) -> Iterator[Any]:
    """The methods of a client that send something: those of every place of its tree."""
    for name in sorted(space(node.__class__)):
        if name.startswith("_"):
            continue
        value = getattr(node, name)
        if inspect.ismethod(value):
            yield value
        elif type(value).__module__.startswith(f"{package}.") and "_runtime" not in type(value).__module__:
            yield from methods(value, package)


def call(method: Any) -> Any:
    """Call a method with what it demands, and with all texts that it takes."""
    arguments: dict[str, Any] = {}
    for name, parameter in inspect.signature(method).parameters.items():
        written = str(parameter.annotation)
        if "str" in written and name != "options" and "dict" not in written and "list" not in written:
            arguments[name] = HOSTILE
        elif parameter.default is inspect.Parameter.empty:
            arguments[name] = {} if "dict" in written or "Input" in written else 1
    return method(**arguments)


def types_of(kind: Any, module: Any) -> list[Any]:
    """What the annotations of a class mean, where they stand: a field that is called `str` is no type."""
    texts: dict[str, str] = space(kind).get("__annotations__", {})
    found = [eval(text, space(module), space(kind)) for text in texts.values()]
    wrong = [one for one in found if not isinstance(one, type | UnionType) and typing.get_origin(one) is None]
    if wrong:
        raise TypeError(f"{kind.__name__} has annotations that are {wrong}")
    return found


def sending(client: Any, package: str) -> list[Any]:
    """The methods that are not the client's own."""
    return [
        method
        for method in methods(client, package)
        if method.__qualname__.split(".")[0] != type(client).__name__
    ]


async def use_later(client: Any, package: str) -> int:
    """Call every operation of an asynchronous client; how many there were."""
    called = 0
    async with client:
        for method in sending(client, package):
            found = call(method)
            if inspect.isawaitable(found):
                await found
            called += 1
    return called


def use(package: str, source: str, base_url: str) -> dict[str, Any]:
    """Import, look at, and call a package; how many operations were called."""
    sys.path.insert(0, source)
    loaded = modules(package)
    hints, finder = 0, DocTestFinder()
    for module in loaded:
        for kind in members(module):
            if inspect.isclass(kind) and kind.__module__ == module.__name__ and ".models." in module.__name__:
                hints += len(types_of(kind, module))
        if "._runtime" not in module.__name__ and any(case.examples for case in finder.find(module)):
            raise ValueError(f"{module.__name__} has examples that doctest would run")
    called = 0
    with client_of(loaded, base_url, "SyncClient") as client:
        for method in sending(client, package):
            call(method)
            called += 1
    assert asyncio.run(use_later(client_of(loaded, base_url, "AsyncClient"), package)) == called
    sys.path.remove(source)
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        del sys.modules[name]  # others are called so too
    return {"called": called, "hints": hints, "canary": hasattr(builtins, "EVIL")}


def work(job: dict[str, Any]) -> dict[str, Any]:
    """Every package of a job."""
    interpreter = tuple(map(os.path.realpath, (sys.prefix, sys.base_prefix)))
    guard = Guard(readable=(*job["read"], *interpreter), writable=(), port=job["port"])
    guard.install()
    base_url = f"http://127.0.0.1:{job['port']}"
    results: dict[str, Any] = {}
    for name, (package, source) in job["packages"].items():
        try:
            results[name] = use(package, source, f"{base_url}/{name}")
        except Exception as error:  # told by the test, with the name of the document
            results[name] = {"error": f"{type(error).__name__}: {error}"}
    return {"results": results, "violations": guard.violations}


if __name__ == "__main__":
    json.dump(work(json.load(sys.stdin)), sys.stdout)
