"""Bodies that are too large, or packed oddly."""

from __future__ import annotations

import json

from dialwright_signalwire.errors import (
    DecodeOutcomeUnknown,
    ResponseDecodeError,
    ResponseTooLargeError,
    TooLargeOutcomeUnknown,
)

from ..answers import answer, bomb, gzipped, packed
from ..steps import endless
from ..table import Section, case, done, fails

__all__ = ["BODIES"]

CALL = json.dumps({"sid": "call-1", "status": "queued"}).encode()
PACKED = gzipped(CALL)
MOST = 16 * 1024 * 1024
OCTETS = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

UNREAD = fails(ResponseDecodeError, "yes").saying(status=200)
UNREAD_UNKNOWN = fails(DecodeOutcomeUnknown, "yes").saying(status=200)
LARGE = fails(ResponseTooLargeError, "yes").saying(status=200)
LARGE_UNKNOWN = fails(TooLargeOutcomeUnknown, "yes").saying(status=200)

BODIES = Section(
    "Bodies that are too large, or damaged",
    "An answer is read up to 16 MiB, unpacked, and no further. One that cannot be read is not asked for"
    " again, for the service did answer.",
    (
        case("200 MB that are 194 kB when packed.", bomb(), fetch=LARGE, create=LARGE_UNKNOWN),
        case(
            "A body without end.",
            endless(OCTETS + b"\r\n", b" "),
            fetch=LARGE,
            create=LARGE_UNKNOWN,
        ),
        case(
            "Chunks without end.",
            endless(OCTETS + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b" " * 4096 + b"\r\n"),
            fetch=LARGE,
            create=LARGE_UNKNOWN,
        ),
        case(
            "A body of exactly 16 MiB, packed.",
            packed(gzipped(b" " * (MOST - len(CALL)) + CALL)),
            fetch=done(),
        ),
        case(
            "A body of one byte more.",
            packed(gzipped(b" " * (MOST - len(CALL) + 1) + CALL)),
            fetch=LARGE,
            create=LARGE_UNKNOWN,
        ),
        case("A packed body.", packed(PACKED), fetch=done()),
        case(
            "A body packed in two parts.",
            packed(gzipped(CALL[:9]) + gzipped(CALL[9:])),
            fetch=done(),
        ),
        case("Packed data that is cut off.", packed(PACKED[:-12]), fetch=UNREAD, create=UNREAD_UNKNOWN),
        case(
            "Packed data whose trailer is cut off.",
            packed(PACKED[:-1]),
            fetch=UNREAD,
            create=UNREAD_UNKNOWN,
        ),
        case(
            "Packed data with a wrong checksum.",
            packed(PACKED[:-8] + b"\0\0\0\0" + PACKED[-4:]),
            fetch=UNREAD,
            create=UNREAD_UNKNOWN,
        ),
        case(
            "Packed data with a wrong length.",
            packed(PACKED[:-4] + b"\xff\0\0\0"),
            fetch=UNREAD,
            create=UNREAD_UNKNOWN,
        ),
        case(
            "Packed data with something after it.",
            packed(PACKED + b"more"),
            fetch=UNREAD,
            create=UNREAD_UNKNOWN,
        ),
        case("A body that is not packed, and says so.", packed(CALL), fetch=UNREAD, create=UNREAD_UNKNOWN),
        case(
            "A body packed in a way that was not asked for.",
            packed(CALL, encoding="br"),
            fetch=UNREAD,
            create=UNREAD_UNKNOWN,
        ),
        case(
            "A body packed twice.",
            packed(gzipped(PACKED), encoding="gzip, gzip"),
            fetch=UNREAD,
            create=UNREAD_UNKNOWN,
        ),
        case("A body that is said not to be packed.", packed(CALL, encoding="identity"), fetch=done()),
        case(
            "A recording that is 20 MB long: for downloads there is no limit.",
            answer(200, b"s" * 20_000_000),
            hear=done(),
        ),
        case(
            "A recording whose packed data is cut off.",
            packed(gzipped(b"sound")[:-1]),
            download=fails(ResponseDecodeError, "yes"),
        ),
    ),
)
