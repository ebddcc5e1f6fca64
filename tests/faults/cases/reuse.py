"""What a first answer leaves behind on the connection."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..answers import answer, chunked, raw, well
from ..server import Visit
from ..table import Case, Section, case, done

__all__ = ["REUSE"]

FOREIGN = json.dumps({"sid": "call-9"}).encode()
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(FOREIGN), FOREIGN)
EMPTY = b"HTTP/1.1 204 No Content\r\n\r\n"
FIRST = json.dumps({"sid": "call-1"}).encode()
LENGTH = b"Content-Length: %d\r\n\r\n" % len(FIRST)


def close_after_answer(visit: Visit) -> None:
    """Answer as one should, say nothing of it, and close the connection."""
    well(visit)
    visit.leave()


def give_up_waiting(visit: Visit) -> None:
    """Answer as one should; then tell the idle client that it took too long, as some servers do."""
    well(visit)
    visit.send(b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    visit.leave()


def after_nothing() -> Iterator[Case]:
    """Something that follows an answer which has no body."""
    for what, start, left in (
        ("a body", EMPTY, FIRST),
        ("a body and its length", b"HTTP/1.1 204 No Content\r\n" + LENGTH, FIRST),
        ("chunks", b"HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n", b"0\r\n\r\n"),
        ("another answer", EMPTY, ANSWER),
        ("another answer without a body", EMPTY, EMPTY),
    ):
        yield case(
            f"204 with {what}.", raw(start + left, keep=True), well, delete_then_create=done(2, retries=0)
        )
    yield case(
        "204 with another answer, which comes in pieces.",
        raw(EMPTY[:-3], EMPTY[-3:] + ANSWER, keep=True),
        well,
        delete_then_create=done(2, retries=0),
    )


def after_something() -> Iterator[Case]:
    """Something that follows the end of a body."""
    head = b"HTTP/1.1 200 OK\r\n"
    for what, left in (
        ("a byte", b" "),
        ("another answer", ANSWER),
        ("another answer without a body", b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
        ("a line break", b"\r\n"),
    ):
        for kind, step in (
            ("A body", raw(head + LENGTH + FIRST + left, keep=True)),
            ("A body in a packet of its own", raw(head + LENGTH, FIRST + left, keep=True)),
            ("A chunked body", chunked(FIRST, extra=left)),
        ):
            yield case(f"{kind} with {what} after it.", step, well, fetch_twice=done(2, retries=0))


REUSE = Section(
    "What is left on a connection",
    "Connections are used again, but never one on which more came than the answer: it would be taken for the"
    " answer to the next request. One that the service has closed meanwhile is not used again either.",
    (
        case("Nothing is left.", well, fetch_twice=done(2, retries=0), fetch_then_create=done(2, retries=0)),
        *after_nothing(),
        *after_something(),
        case(
            "The service closes the connection after it has answered.",
            close_after_answer,
            fetch_then_create=done(2, retries=0),
        ),
        case(
            "The same, and it says so.",
            answer(200, headers={"Connection": "close"}, keep=False),
            fetch_then_create=done(2, retries=0),
        ),
        case(
            "The service answers an idle connection with 408.",
            give_up_waiting,
            fetch_then_create=done(2, retries=0),
        ),
    ),
)
