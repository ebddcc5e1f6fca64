"""Every operation has its place in the tree, and every place leads to its operation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from dialwright_signalwire import SignalWire
from dialwright_signalwire.rest import Client
from runtime.server import Server, answer

from .harness import ANYTHING, Connect, operation
from .places import PLACES, Use

SPEC = Path(__file__).resolve().parents[2] / "spec" / "signalwire"
METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.mark.parametrize(("line", "use"), PLACES, ids=[line for line, _ in PLACES])
def test_a_place(client: Client, server: Server, line: str, use: Use) -> None:
    server.then(answer(204) if line.startswith("DELETE") else answer(200, ANYTHING))
    result = use(client)
    assert [(request.method, request.path) for request in server.requests] == [operation(line)]
    assert (result is None) == line.startswith("DELETE")


def documented() -> Iterator[tuple[str, str]]:
    """Method and path of every operation of the Compatibility API, as the specification has them."""
    paths = yaml.safe_load((SPEC / "openapi.yaml").read_text(encoding="utf-8"))["paths"]
    for path, reference in ((path, paths[path]) for path in paths if path.startswith("/api/laml/")):
        file, _, pointer = reference["$ref"].partition("#/paths/")
        item: dict[str, Any] = yaml.safe_load((SPEC / file).read_text(encoding="utf-8"))["paths"][pointer]
        yield from ((method.upper(), path) for method in METHODS & item.keys())


def test_every_operation_is_above() -> None:
    above = {operation(line) for line, _ in PLACES}
    missing = [
        (method, path)
        for method, path in documented()
        if not any(
            method == used and re.fullmatch(re.sub(r"\\\{\w+\\\}", r"[^/.]+", re.escape(path)), place)
            for used, place in above
        )
    ]
    assert missing == []


def test_picking_sends_nothing(connect: Connect, server: Server) -> None:
    picked = connect(SignalWire).compat.conferences("c").participants("p")
    assert "ConferenceSid='c', CallSid='p'" in repr(picked)
    assert server.requests == []
