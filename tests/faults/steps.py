"""The ways to answer a request, or not to. Each but the first few reads the request, and does what it asks.

What takes a while before it fails has done what was asked: it is then that a call is placed and nobody knows.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from email.utils import formatdate
from functools import cache
from typing import Final

from .server import Step, Visit

__all__ = [
    "HINTS",
    "OWN",
    "after_a_while",
    "answer",
    "bomb",
    "chunked",
    "drip",
    "endless",
    "gzipped",
    "hang_up",
    "hang_up_unread",
    "hints_then",
    "http_date",
    "in_chunks",
    "packed",
    "page",
    "raw",
    "reset",
    "reset_after_answer",
    "reset_unread",
    "silence",
    "speaks_plainly",
    "stall",
    "stall_after",
    "turn_away_and_vanish",
    "vanish",
    "well",
]


class Own:
    """The type of `OWN`."""


OWN: Final = Own()
"""The body that a working service answers with."""

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


def raw(*pieces: bytes, keep: bool = False, resets: bool = False) -> Step:
    """Do what is asked, and answer with exactly these bytes.

    Args:
        pieces: The bytes, with a pause between the pieces.
        keep: Whether the connection stays open.
        resets: Whether it is reset instead.
    """

    def step(visit: Visit) -> None:
        visit.server.carry_out(visit.read())
        visit.send(pieces[0])
        for piece in pieces[1:]:
            visit.wait(0.02)
            visit.send(piece)
        if resets:
            visit.wait(0.02)  # so that what was sent is read before
            visit.reset()
        elif not keep:
            visit.leave()

    return step


def answer(
    status: int = 200,
    body: object = OWN,
    *,
    headers: Mapping[str, str | None] | None = None,
    extra: bytes = b"",
    acts: bool | None = None,
    version: str = "1.1",
    keep: bool = True,
) -> Step:
    """Answer with JSON, or with bytes.

    Args:
        status: Status of the answer.
        body: JSON or bytes; `{own}` and `{other}` in them and in the headers stand for the host and port of
            this server and of another one, `{port}` for this one's port. None is no body.
        headers: Headers besides the usual ones, or None for one of those that is to be left out.
        extra: Bytes to send after the body.
        acts: Whether what was asked is done; if not given, as the status leads one to fear.
        version: Version of HTTP.
        keep: Whether the connection stays open.
    """
    does = status < 300 or status >= 500 or status == 408 if acts is None else acts

    def step(visit: Visit) -> None:
        request = visit.read()
        own = visit.server.carry_out(request) if does else {"message": "no"}
        content = _placed(visit, _bytes(own if isinstance(body, Own) else body))
        lines: dict[str, str | None] = {
            "Content-Type": "application/json",
            "Content-Length": None if status == 204 else str(len(content)),
            **(headers or {}),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value is not None)
        start = f"HTTP/{version} {status} Status\r\n"
        visit.send(start.encode() + _placed(visit, head.encode("utf-8")) + b"\r\n" + content + extra)
        if not keep:
            visit.leave()

    return step


well = answer()
"""Do what is asked, and answer as one should."""


def _bytes(body: object) -> bytes:
    return body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()


def _placed(visit: Visit, data: bytes) -> bytes:
    server = visit.server
    for name, value in (("own", server.authority), ("other", server.other), ("port", server.port)):
        data = data.replace(b"{%b}" % name.encode(), str(value).encode())
    return data


def page(
    *sids: str, following: object = None, items: str = "calls", headers: Mapping[str, str] | None = None
) -> Step:
    """Answer with one page of a list, which says in the usual place where the next is."""
    return answer(200, {items: [{"sid": sid} for sid in sids], "next_page_uri": following}, headers=headers)


def after_a_while(step: Step, seconds: float) -> Step:
    """The same, but only then."""

    def later(visit: Visit) -> None:
        visit.wait(seconds)
        step(visit)

    return later


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


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n", extra: bytes = b"", keep: bool = True) -> Step:
    """Answer in chunks; the end may be something else than it should be."""
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    body = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks)
    return raw(head + body + end + extra, keep=keep)


def in_chunks(extra: bytes = b"") -> Step:
    """Do what is asked, and answer in chunks of a byte each, with something after them."""

    def step(visit: Visit) -> None:
        own = json.dumps(visit.server.carry_out(visit.read())).encode()
        chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in own)
        head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        visit.send(head + chunks + b"0\r\n\r\n" + extra)

    return step


def hints_then(hints: bytes) -> Step:
    """Send something before the answer."""

    def step(visit: Visit) -> None:
        visit.send(hints)
        well(visit)

    return step


def packed(content: bytes, *, status: int = 200, encoding: str = "gzip") -> Step:
    """Answer with a body that says it is packed."""
    return answer(status, content, headers={"Content-Encoding": encoding})


@cache
def _zeros(size: int) -> bytes:
    engine = zlib.compressobj(9, wbits=31)
    parts: Iterable[bytes] = (engine.compress(bytes(1_000_000)) for _ in range(size // 1_000_000))
    return b"".join(parts) + engine.flush()


def bomb(status: int = 200) -> Step:
    """Answer with 200 MB that are 194 kB when packed."""

    def step(visit: Visit) -> None:
        content = _zeros(200_000_000)
        assert len(content) < 195_000
        packed(content, status=status)(visit)

    return step


def http_date(moment: float) -> str:
    """A moment as headers write it."""
    return formatdate(moment, usegmt=True)


def gzipped(text: bytes) -> bytes:
    """The same, packed."""
    return gzip.compress(text, mtime=0)
