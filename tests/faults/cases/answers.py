"""Answers that are not as HTTP has them, or are in an unusual way."""

from __future__ import annotations

from dialwright_signalwire.errors import (
    DecodeOutcomeUnknown,
    ResponseDecodeError,
)

from ..answers import answer, chunked, in_chunks, raw
from ..steps import HINTS, endless, hints_then
from ..table import Section, case, done, fails
from .connections import BODY, BROKEN, BROKEN_OFF, PLACED_UNKNOWN, START, UNKNOWN

__all__ = ["ANSWERS"]

UNREAD = fails(ResponseDecodeError, "yes")
UNREAD_UNKNOWN = fails(DecodeOutcomeUnknown, "yes")
SMALL_HEADERS: dict[str, str | None] = {f"X-{number}": "x" * 90 for number in range(600)}


def with_length(length: bytes) -> bytes:
    """An answer that says a length of its own."""
    return START + b"Content-Length: " + length + b"\r\n\r\n" + BODY


ANSWERS = Section(
    "Answers that are not HTTP, or just so",
    "What cannot be read may still have been an answer, so it counts as a connection that broke.",
    (
        case("A status line that is none.", raw(b"nonsense\r\n\r\n"), fetch=BROKEN, create=UNKNOWN),
        case("Another protocol.", raw(b"SSH-2.0-OpenSSH_9.6\r\n"), fetch=BROKEN, create=UNKNOWN),
        case("A status that is no number.", raw(b"HTTP/1.1 abc OK\r\n\r\n"), fetch=BROKEN, create=UNKNOWN),
        case("A header without a colon.", raw(START + b"nonsense\r\n\r\n"), fetch=BROKEN, create=UNKNOWN),
        case("A header with a NUL in it.", raw(START + b"X-Odd: a\0b\r\n\r\n"), fetch=BROKEN, create=UNKNOWN),
        case(
            "101, though nobody asked for another protocol.",
            raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
            fetch=BROKEN,
            create=UNKNOWN,
        ),
        case(
            "A header of 200 kB.",
            answer(200, headers={"X-Large": "x" * 200_000}),
            fetch=BROKEN,
            create=UNKNOWN,
        ),
        case("Headers without end.", endless(START, b"X-More: x\r\n"), fetch=BROKEN, create=UNKNOWN),
        case("Headers of 60 kB.", answer(200, headers=SMALL_HEADERS), fetch=done(), create=done()),
        case("103, three times, before the answer.", hints_then(HINTS * 3), fetch=done(), create=done()),
        case(
            "100, before the answer.",
            hints_then(b"HTTP/1.1 100 Continue\r\n\r\n"),
            fetch=done(),
            create=done(),
        ),
        case(
            "HTTP/1.0, with a length.",
            answer(200, version="1.0", keep=False),
            fetch=done(),
            create=done(),
        ),
        case(
            "HTTP/1.0, where the end of the connection is the end of the body.",
            answer(200, headers={"Content-Length": None}, version="1.0", keep=False),
            fetch=done(),
            create=done(),
        ),
        case(
            "The same, but the body is cut off: nothing but its JSON tells.",
            raw(b"HTTP/1.0 200 OK\r\n\r\n" + BODY[:-1]),
            fetch=UNREAD,
            create=UNREAD_UNKNOWN,
        ),
        case(
            "A Content-Length that is too long.",
            raw(with_length(b"%d" % (len(BODY) + 1))),
            fetch=BROKEN_OFF,
            create=PLACED_UNKNOWN,
        ),
        case(
            "A Content-Length that is too short.",
            raw(with_length(b"%d" % (len(BODY) - 1)), keep=True),
            fetch=UNREAD,
            create=UNREAD_UNKNOWN,
        ),
        case("A Content-Length that is negative.", raw(with_length(b"-1")), fetch=BROKEN, create=UNKNOWN),
        case("A Content-Length that is no number.", raw(with_length(b"many")), fetch=BROKEN, create=UNKNOWN),
        case(
            "A Content-Length of 5,000 digits.",
            raw(with_length(b"9" * 5000)),
            fetch=BROKEN,
            create=UNKNOWN,
        ),
        case(
            "Two values of Content-Length.",
            raw(with_length(b"17\r\nContent-Length: 5")),
            fetch=BROKEN,
            create=UNKNOWN,
        ),
        case("A body in chunks.", in_chunks(), fetch=done(), create=done()),
        case(
            "A chunk whose size is no number.",
            chunked(BODY, end=b"size\r\n"),
            fetch=BROKEN_OFF,
            create=PLACED_UNKNOWN,
        ),
        case(
            "A chunk that is longer than its size.",
            chunked(BODY, end=b"1\r\n  \r\n0\r\n\r\n"),
            fetch=BROKEN_OFF,
            create=PLACED_UNKNOWN,
        ),
        case(
            "A chunk that is cut off.",
            chunked(BODY, end=b"9\r\n   ", keep=False),
            fetch=BROKEN_OFF,
            create=PLACED_UNKNOWN,
        ),
        case(
            "Chunks without the last one.",
            chunked(BODY, end=b"", keep=False),
            fetch=BROKEN_OFF,
            create=PLACED_UNKNOWN,
        ),
        case(
            "A chunk of a size that no machine has.",
            chunked(BODY, end=b"f" * 21 + b"\r\n", keep=False),
            fetch=BROKEN_OFF,
            create=PLACED_UNKNOWN,
        ),
        case(
            "A Transfer-Encoding that is not known.",
            raw(START + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
            fetch=BROKEN,
            create=UNKNOWN,
        ),
    ),
)
