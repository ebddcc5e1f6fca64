"""Answers that should be JSON."""

from __future__ import annotations

from collections.abc import Iterator

from dialwright_signalwire.errors import DecodeOutcomeUnknown, ResponseDecodeError

from ..answers import answer
from ..table import Case, Section, case, done, fails

__all__ = ["JSON_BODIES"]

REFUSED: dict[str, bytes] = {
    "Nothing.": b"",
    "HTML.": b"<!DOCTYPE html><title>Welcome</title>",
    "Text.": b"OK",
    "JSON that is cut off.": b'{"sid": "call-1"',
    "Two values.": b'{"sid": "call-1"}{"sid": "call-2"}',
    "A list.": b'[{"sid": "call-1"}]',
    "null.": b"null",
    "A text.": b'"call-1"',
    "A number.": b"1",
    "NaN.": b'{"sid": "call-1", "price": NaN}',
    "Infinity.": b'{"sid": "call-1", "price": -Infinity}',
    "A number that is too large.": b'{"sid": "call-1", "price": 1e999}',
    "A number of 5,000 digits.": b'{"sid": "call-1", "price": ' + b"9" * 5000 + b"}",
    "A name that occurs twice.": b'{"sid": "call-1", "sid": "call-2"}',
    "A name that occurs twice, further down.": b'{"sid": "call-1", "a": [{"b": 1, "b": 1}]}',
    "100,000 lists in each other.": b"[" * 100_000 + b"]" * 100_000,
    "101 objects in each other.": b'{"sid":' * 101 + b"1" + b"}" * 101,
    "A byte order mark.": b'\xef\xbb\xbf{"sid": "call-1"}',
    "UTF-16.": '{"sid": "call-1"}'.encode("utf-16"),
    "Bytes that are not UTF-8.": b'{"sid": "call-\xff"}',
    "A surrogate in UTF-8.": b'{"sid": "call-\xed\xa0\x80"}',
    "Half of a surrogate pair.": b'{"sid": "call-\\ud800"}',
    "The other half, in a name.": b'{"sid": "call-1", "\\uDC00": 1}',
    "A comment.": b'{"sid": "call-1"} // done',
    "Single quotes.": b"{'sid': 'call-1'}",
}


NESTED = b'{"sid": "call-1", "a": ' + b"[" * 99 + b"]" * 99 + b"}"


def cases() -> Iterator[Case]:
    for what, body in REFUSED.items():
        start = body.decode("utf-8", "replace")[:512]
        step = answer(200, body, headers={"X-Request-Id": "request-1"})
        details: dict[str, object] = {"status": 200, "request_id": "request-1", "body": start}
        yield case(
            what,
            step,
            fetch=fails(ResponseDecodeError, "yes").saying(**details),
            create=fails(DecodeOutcomeUnknown, "yes").saying(**details),
        )


JSON_BODIES = Section(
    "Answers that should be JSON, and are not",
    "What one reader may take for something else than another is refused. The error has the status, the"
    " service's identifier of the request, and the first 512 bytes.",
    (
        *cases(),
        case(
            "204, where a record is due.",
            answer(204, None),
            fetch=fails(ResponseDecodeError, "yes").saying(status=204),
            create=fails(DecodeOutcomeUnknown, "yes").saying(status=204),
        ),
        case("JSON that says it is HTML.", answer(200, headers={"Content-Type": "text/html"}), fetch=done()),
        case(
            "A whole surrogate pair.", answer(200, b'{"sid": "call-1", "a": "\\ud83d\\ude00"}'), fetch=done()
        ),
        case("An object with 99 lists in each other.", answer(200, NESTED), fetch=done()),
    ),
)
