"""A local server that plays an API from its document alone, and judges what clients send it.

Nothing here knows generated code: what a client sends is held against the document, which both follow. The
engine takes a request and gives an answer, with nothing of a web server; `server` is the thin shell that
listens for the requests of others. Records of resources are kept as the API would keep them. What an API does
that its document tells in words alone is in `behaviours`.
"""

from __future__ import annotations

from .clock import Clock
from .engine import Engine
from .faults import BadFault, Fault, Faults, parse_latency
from .messages import Request, Response, Violation

__all__ = [
    "BadFault",
    "Clock",
    "Engine",
    "Fault",
    "Faults",
    "Request",
    "Response",
    "Violation",
    "parse_latency",
]
