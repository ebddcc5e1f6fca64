"""Plays the voice service for the examples of the reference: it keeps calls, and answers as they change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from runtime.server import Connection, Received, Step, answer

from .harness import CALLS

__all__ = ["Service"]

NEW_CALL = "c-abc123"
NEW_GATHER = "g-1"
LONGEST_PAGE = 3  # so that a list of any length has more than one


class Service:
    """Answers requests, as a step of the server.

    Args:
        calls: Calls that there are already, as the reference prints them.
    """

    def __init__(self, calls: Iterable[Mapping[str, Any]]) -> None:
        usual = {"id": NEW_CALL, "from": "+15550101", "state": "started", "recordingEnabled": False}
        self._usual = usual
        self._calls = {NEW_CALL: usual, **{call["id"]: _as_sent(call) for call in calls}}

    def __call__(self, connection: Connection, request: Received) -> bool:
        assert request.path.startswith(CALLS)
        _, call, *below = request.path.removeprefix(CALLS).split("/") if request.path != CALLS else ("", "")
        if below:
            step = self._below(request, "/".join(below))
        elif request.method == "GET":
            step = answer(200, self._call(call)) if call else self._page(request)
        else:
            step = self._change(call or NEW_CALL, json.loads(request.body), made=not call)
        return step(connection, request)

    def _call(self, identifier: str) -> dict[str, Any]:
        return self._calls.setdefault(identifier, {**self._usual, "id": identifier})

    def _change(self, identifier: str, body: dict[str, Any], *, made: bool) -> Step:
        self._calls[identifier] = {**self._call(identifier), **body}
        if made or body.get("state") == "transferring":
            return answer(201, headers={"Location": f"https://example.com/v1{CALLS}/{NEW_CALL}"})
        return answer(200)

    def _below(self, request: Received, path: str) -> Step:
        if request.method == "POST":
            made = {"Location": f"https://example.com{request.path}/{NEW_GATHER}"}
            return answer(201, headers=made) if path == "gather" else answer(200)
        return answer(200, {"id": path.rpartition("/")[2]} if "/" in path else [{"id": "one"}, {"id": "two"}])

    def _page(self, request: Received) -> Step:
        """A page of the calls to or from a number, and where the next one is."""
        query = dict(request.query)
        ends = [name for name in ("from", "to") if name in query]
        found = [call for call in self._calls.values() if all(call.get(end) == query[end] for end in ends)]
        start = int(query.get("page", "0"))
        end = start + min(int(query.get("size", "25")), LONGEST_PAGE)
        following = "&".join(f"{name}={value}" for name, value in {**query, "page": end}.items())
        link = f'<{CALLS}?{following.replace("+", "%2B")}>; rel="next"'
        return answer(200, found[start:end], headers={"Link": link} if end < len(found) else {})


def _as_sent(call: Mapping[str, Any]) -> dict[str, Any]:
    """A printed call, under the names of the wire."""
    return {re.sub(r"_(\w)", lambda found: found[1].upper(), name): value for name, value in call.items()}
