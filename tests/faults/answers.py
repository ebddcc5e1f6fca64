"""Ways to answer a request, as one should or not, once what it asks for is done.

Of what was asked nothing is done where the status says so.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Mapping
from email.utils import formatdate
from functools import cache
from typing import Final

from .server import Step, Visit

__all__ = [
    "OWN",
    "answer",
    "bomb",
    "chunked",
    "gzipped",
    "http_date",
    "in_chunks",
    "packed",
    "page",
    "raw",
    "well",
]


class Own:
    """The type of `OWN`."""


OWN: Final = Own()
"""The body that a working service answers with."""


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


def packed(content: bytes, *, status: int = 200, encoding: str = "gzip") -> Step:
    """Answer with a body that says it is packed."""
    return answer(status, content, headers={"Content-Encoding": encoding})


def gzipped(text: bytes) -> bytes:
    """The same, packed."""
    return gzip.compress(text, mtime=0)


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
