"""What Acme answers with; each model is loaded when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .call import Call, CallLinks, CallStatus
    from .leg import CallLeg, DeviceLeg, SessionLeg

__all__ = ["Call", "CallLeg", "CallLinks", "CallStatus", "DeviceLeg", "SessionLeg"]

_HOMES = {
    "Call": "call",
    "CallLeg": "leg",
    "CallLinks": "call",
    "CallStatus": "call",
    "DeviceLeg": "leg",
    "SessionLeg": "leg",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
