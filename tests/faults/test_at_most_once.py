"""Whatever fails, in whatever order: one request to place a call places at most one.

The steps of the server, and what is asked of the client, are drawn by hypothesis. The service turns requests
away with 429 only before it has placed a call.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from dialwright_signalwire._runtime import Options, call
from dialwright_signalwire.errors import ClientError, OutcomeUnknownError

from .actions import Client, create, delete, dial, fetch, outcome
from .answers import answer, in_chunks, packed, raw, well
from .cases.reuse import ANSWER, EMPTY, close_after_answer, give_up_waiting
from .harness import KINDS, Pauses, client_of
from .server import FaultServer, Step, serving
from .steps import HINTS, hang_up, hang_up_unread, hints_then, reset, reset_unread, stall

FAULTS: dict[str, Step] = {
    "well": well,
    "well, in chunks": in_chunks(),
    "well, after hints": hints_then(HINTS),
    "well, then closed": close_after_answer,
    "well, then 408": give_up_waiting,
    "reset unread": reset_unread,
    "closed unread": hang_up_unread,
    "reset": reset,
    "closed": hang_up,
    "429": answer(429),
    "429, at once again": answer(429, headers={"Retry-After": "0"}),
    "429, much later": answer(429, headers={"Retry-After": "100"}),
    "400": answer(400),
    "302": answer(302, headers={"Location": "/elsewhere"}),
    "408": answer(408),
    "408, not placed": answer(408, acts=False),
    "500": answer(500),
    "503, not placed": answer(503, acts=False),
    "nonsense": raw(b"nonsense\r\n\r\n"),
    "half a head": raw(b"HTTP/1.1 200 OK\r\nContent-"),
    "half a body": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"),
    "no body": answer(200, None),
    "HTML": answer(200, b"<html>"),
    "damaged": packed(b"{}"),
    "more than the answer": answer(200, extra=ANSWER),
    "more than nothing": raw(EMPTY + ANSWER, keep=True),
    "more than chunks": in_chunks(extra=ANSWER),
}
HURRY = Options(timeout=0.05)

steps = st.lists(st.sampled_from(sorted(FAULTS)), max_size=4)


class Telephony(RuleBasedStateMachine):
    """A client and a service that fails. What became of each call is noted, and compared in the end."""

    kind = "sync"

    @initialize()
    def begin(self) -> None:
        self._ending = ExitStack()
        patch = self._ending.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(call, "pause", Pauses())
        self._server: FaultServer = self._ending.enter_context(serving(well))
        url = f"http://{self._server.authority}"
        self._client = self._ending.enter_context(client_of(self.kind, url, timeout=10))
        self._ended: dict[str, object] = {}

    @rule(names=steps)
    def create_a_call(self, names: list[str]) -> None:
        self._plan(names)
        self._place(create)

    @rule(names=steps)
    def dial(self, names: list[str]) -> None:
        self._plan(names)
        self._place(dial)

    @rule(names=steps)
    def create_in_a_hurry(self, names: list[str]) -> None:
        """With a service that does not answer in time, at the latest after other faults."""
        self._server.plan(*(FAULTS[name] for name in names), stall)
        self._place(create, HURRY)

    @rule(names=steps, harmless=st.sampled_from([fetch, delete]))
    def do_something_else(self, names: list[str], harmless: Callable[[Client], object]) -> None:
        """It may fail, but leaves connections for others to use."""
        self._plan(names)
        end = outcome(harmless, self._client)
        assert not isinstance(end, OutcomeUnknownError)
        assert isinstance(end, ClientError) or end in (None, "call-1")

    @rule(names=steps)
    def create_several_at_once(self, names: list[str]) -> None:
        self._plan(names)
        numbers = [self._number(offset) for offset in range(3)]
        self._ended.update(zip(numbers, self._client.create_at_once(numbers), strict=True))

    def teardown(self) -> None:
        """Whatever the service was late to read, it has read when it has stopped."""
        self._ending.close()
        for number, end in self._ended.items():
            placed = self._server.placed.count(number)
            assert placed <= 1, f"{number} was called {placed} times"
            if not isinstance(end, ClientError):
                assert (placed, end) == (1, f"call-{number}")
            elif not isinstance(end, OutcomeUnknownError):
                assert placed == 0, f"{number} was called, though: {end!r}"

    def _plan(self, names: list[str]) -> None:
        self._server.plan(*(FAULTS[name] for name in names), well)

    def _number(self, offset: int = 0) -> str:
        return f"+1555{len(self._ended) + offset:07}"

    def _place(self, way: Callable[..., object], options: Options | None = None) -> None:
        number = self._number()
        self._ended[number] = outcome(way, self._client, number, options)


@pytest.mark.parametrize("kind", KINDS)
def test_at_most_one_call_is_placed(kind: str) -> None:
    made = type("Telephony", (Telephony,), {"kind": kind})
    run_state_machine_as_test(
        made,
        settings=settings(
            max_examples=40,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
