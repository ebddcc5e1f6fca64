"""The connection breaks, or nothing comes of it in time."""

from __future__ import annotations

from dialwright_signalwire.errors import (
    APIConnectionError,
    APITimeoutError,
    ConnectionOutcomeUnknown,
    TimeoutOutcomeUnknown,
)

from ..answers import raw
from ..steps import (
    HINTS,
    drip,
    hang_up,
    hang_up_unread,
    reset,
    reset_after_answer,
    reset_unread,
    stall,
    stall_after,
)
from ..table import Section, case, done, fails

__all__ = ["CONNECTIONS"]

BROKEN = fails(APIConnectionError, "maybe", 3)
UNKNOWN = fails(ConnectionOutcomeUnknown, "maybe")
BROKEN_OFF = fails(APIConnectionError, "yes", 3)
PLACED_UNKNOWN = fails(ConnectionOutcomeUnknown, "yes")
LATE = fails(APITimeoutError, "maybe")
LATE_UNKNOWN = fails(TimeoutOutcomeUnknown, "maybe")
LATE_BODY = fails(APITimeoutError, "yes")
LATE_BODY_UNKNOWN = fails(TimeoutOutcomeUnknown, "yes")

START = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
BODY = b'{"sid": "call-1"}'
LENGTH = b"Content-Length: %d\r\n\r\n" % len(BODY)
SHORT = 0.4

CONNECTIONS = Section(
    "Connections that break, or stall",
    "The request was sent, so only what may be repeated is repeated. A deadline counts for all attempts"
    " together: when it is over there is no other.",
    (
        case(
            "Reset before the request is read.",
            reset_unread,
            fetch=fails(APIConnectionError, "maybe", 0, retries=2),
            create=fails(ConnectionOutcomeUnknown, "maybe", 0, placed=0),
        ),
        case(
            "Reset after the request was read.", reset, fetch=BROKEN, create=UNKNOWN, dial=UNKNOWN, end=BROKEN
        ),
        case(
            "Closed before the request is read.",
            hang_up_unread,
            fetch=fails(APIConnectionError, "maybe", 0, retries=2),
            create=fails(ConnectionOutcomeUnknown, "maybe", 0, placed=0),
        ),
        case("Closed without an answer.", hang_up, fetch=BROKEN, create=UNKNOWN),
        case("Closed within the status line.", raw(b"HTTP/1.1 20"), fetch=BROKEN, create=UNKNOWN),
        case("Closed within the headers.", raw(START), fetch=BROKEN, create=UNKNOWN),
        case("Closed after early hints.", raw(HINTS), fetch=BROKEN, create=UNKNOWN),
        case("Closed before the body.", raw(START + LENGTH), fetch=BROKEN_OFF, create=PLACED_UNKNOWN),
        case(
            "Closed within the body.",
            raw(START + LENGTH + BODY[:-1]),
            fetch=BROKEN_OFF,
            create=PLACED_UNKNOWN,
            dial=PLACED_UNKNOWN,
        ),
        case(
            "Reset within the body.",
            raw(START + LENGTH + BODY[:-1], resets=True),
            fetch=BROKEN_OFF,
            create=PLACED_UNKNOWN,
        ),
        case("Reset after the whole answer.", reset_after_answer, fetch=done(), create=done()),
        case("No answer.", stall, timeout=SHORT, fetch=LATE, create=LATE_UNKNOWN, dial=LATE_UNKNOWN),
        case(
            "Headers that come a byte at a time.",
            drip(START + b"X-Slow: ", b"x" * 400),
            timeout=SHORT,
            fetch=LATE,
            create=LATE_UNKNOWN,
        ),
        case(
            "Early hints that come a byte at a time.",
            drip(HINTS, HINTS * 10),
            timeout=SHORT,
            fetch=LATE,
            create=LATE_UNKNOWN,
        ),
        case(
            "A body that comes a byte at a time.",
            drip(START + b"Content-Length: 400\r\n\r\n", b" " * 400),
            timeout=SHORT,
            fetch=LATE_BODY,
            create=LATE_BODY_UNKNOWN,
        ),
        case(
            "Chunks that come a byte at a time.",
            drip(START + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n" * 60),
            timeout=SHORT,
            fetch=LATE_BODY,
            create=LATE_BODY_UNKNOWN,
        ),
        case(
            "A body that stops coming.",
            stall_after(START + LENGTH + BODY[:-1]),
            timeout=SHORT,
            fetch=LATE_BODY,
            create=LATE_BODY_UNKNOWN,
        ),
        case(
            "A download that stops coming.",
            stall_after(START + b"Content-Length: 5\r\n\r\nsou"),
            timeout=SHORT,
            download=LATE_BODY,
        ),
        case(
            "A download that breaks off: it is not begun again, for its start was handed on.",
            raw(START + b"Content-Length: 5\r\n\r\nsou"),
            download=fails(APIConnectionError, "yes"),
        ),
    ),
)
