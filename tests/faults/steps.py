"""The ways to fail at HTTP, or at the connection below it. Each but the first few reads the request.

What takes a while before it fails has done what was asked: it is then that a call is placed and nobody knows.
"""

from __future__ import annotations

from contextlib import suppress

from .answers import answer, well
from .server import Step, Visit

__all__ = [
    "HINTS",
    "drip",
    "endless",
    "hang_up",
    "hang_up_unread",
    "hints_then",
    "reset",
    "reset_after_answer",
    "reset_unread",
    "silence",
    "speaks_plainly",
    "stall",
    "stall_after",
    "turn_away_and_vanish",
    "vanish",
]


HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n"


def reset_unread(visit: Visit) -> None:
    """Break the connection before the request is read."""
    visit.reset()


def hang_up_unread(visit: Visit) -> None:
    """Close the connection before the request is read."""
    visit.leave()


def silence(visit: Visit) -> None:
    """Neither read the request nor answer it."""
    visit.wait()
    visit.leave()


def speaks_plainly(visit: Visit) -> None:
    """Take whatever it is for bad HTTP."""
    visit.send(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    visit.leave()


def reset(visit: Visit) -> None:
    """Do what is asked, and break the connection without an answer."""
    visit.server.carry_out(visit.read())
    visit.reset()


def hang_up(visit: Visit) -> None:
    """Do what is asked, and close the connection without an answer."""
    visit.server.carry_out(visit.read())
    visit.leave()


def vanish(visit: Visit) -> None:
    """Do what is asked, break the connection, and be there no more."""
    visit.server.carry_out(visit.read())
    visit.server.vanish()
    visit.reset()


def turn_away_and_vanish(visit: Visit) -> None:
    """Answer that there were too many requests, and be there no more."""
    visit.server.vanish()
    answer(429, headers={"Connection": "close"})(visit)
    visit.leave()


def stall(visit: Visit) -> None:
    """Do what is asked, and never answer."""
    visit.server.carry_out(visit.read())
    visit.wait()
    visit.leave()


def stall_after(data: bytes, *, acts: bool = True) -> Step:
    """Do what is asked, if at all, begin to answer, and go no further."""

    def step(visit: Visit) -> None:
        request = visit.read()
        if acts:
            visit.server.carry_out(request)
        visit.send(data)
        visit.wait()
        visit.leave()

    return step


def reset_after_answer(visit: Visit) -> None:
    """Answer as one should, and then break the connection."""
    well(visit)
    visit.wait(0.05)
    visit.reset()


def drip(start: bytes, rest: bytes, pause: float = 0.05) -> Step:
    """Answer at once with a start, and then with one byte at a time."""

    def step(visit: Visit) -> None:
        visit.server.carry_out(visit.read())
        visit.send(start)
        for byte in rest:
            if visit.wait(pause):
                break
            visit.send(bytes([byte]))
        visit.leave()

    return step


def endless(start: bytes, again: bytes) -> Step:
    """Answer with a start, and then with the same bytes again and again, as fast as they are taken."""

    def step(visit: Visit) -> None:
        visit.server.carry_out(visit.read())
        visit.send(start)
        with suppress(OSError):
            while not visit.server.stopped.is_set():
                visit.send(again * max(1, 65536 // len(again)))
        visit.reset()

    return step


def hints_then(hints: bytes) -> Step:
    """Send something before the answer."""

    def step(visit: Visit) -> None:
        visit.send(hints)
        well(visit)

    return step
