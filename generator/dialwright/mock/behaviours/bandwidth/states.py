"""Which states a call takes, and which it refuses."""

from __future__ import annotations

from ...messages import Violation
from ...store import Record

OVER = frozenset(("completed", "rejected"))

_FROM = {"active": frozenset(("started",)), "rejected": frozenset(("started",))}
"""The states that only a call in certain others takes; any that is not over takes the rest."""

_CODE = "call-invalid-state"


def refused(call: Record, wanted: object = None) -> Violation | None:
    """Why nothing can be done to a call, or why it does not take a state; None where that can be."""
    state = call.values["state"]
    if state in OVER or wanted == state or (wanted in _FROM and state not in _FROM[str(wanted)]):
        return Violation("state", f"cannot be changed: the call is {state}", "state", code=_CODE)
    return None
