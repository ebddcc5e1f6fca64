from __future__ import annotations
import typing
from dialwright_signalwire import SignalWire
def f(c: SignalWire) -> typing.Any:
    return c.compat.calls.fetch("a").sid
