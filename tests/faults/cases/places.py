"""The service is not there, or is not who it should be."""

from __future__ import annotations

from dialwright_signalwire.errors import (
    APIConnectionError,
    APITimeoutError,
    CertificateError,
    PoolTimeoutError,
)

from ..answers import well
from ..steps import reset_unread, silence, speaks_plainly, turn_away_and_vanish, vanish
from ..table import Place, Section, case, done, fails

__all__ = ["PLACES"]

UNREACHED = fails(APIConnectionError, "no", 0, retries=2)
TOO_SLOW = fails(APITimeoutError, "no", 0, retries=2)
REFUSED = fails(CertificateError, "no", 0)

PLACES = Section(
    "No connection",
    "Nothing was sent, so even what places a call is tried again. A certificate that is refused is final.",
    (
        case("Nobody listens.", well, place=Place.NOBODY, fetch=UNREACHED, create=UNREACHED, dial=UNREACHED),
        case(
            "Nobody listens before the first retry.",
            well,
            place=Place.LATER,
            fetch=done(retries=1),
            create=done(retries=1),
        ),
        case("The host has no address.", well, place=Place.NAMELESS, fetch=UNREACHED, create=UNREACHED),
        case("Connections are not accepted.", well, place=Place.FULL, fetch=TOO_SLOW, create=TOO_SLOW),
        case(
            "Connections are not accepted before the first retry.",
            well,
            place=Place.FULL_FIRST,
            fetch=done(retries=1),
            create=done(retries=1),
        ),
        case(
            "Every connection of the client is in use.",
            well,
            place=Place.BUSY,
            fetch=fails(PoolTimeoutError, "no", 0, retries=2),
            create=fails(PoolTimeoutError, "no", 0, retries=2),
        ),
        case(
            "A first request is read and the connection reset; then nobody listens.",
            vanish,
            fetch=fails(APIConnectionError, "maybe", 1, retries=2),
            end=fails(APIConnectionError, "maybe", 1, retries=2),
        ),
        case(
            "A first request is turned away with 429; then nobody listens.",
            turn_away_and_vanish,
            create=fails(APIConnectionError, "no", 1, retries=2),
        ),
        case("The certificate is good.", well, place=Place.TLS, fetch=done(), create=done()),
        case(
            "The certificate is of an unknown authority.",
            well,
            place=Place.STRANGER,
            fetch=REFUSED,
            create=REFUSED,
        ),
        case(
            "The certificate is another host's.",
            well,
            place=Place.OTHER_NAME,
            fetch=REFUSED,
            create=REFUSED,
        ),
        case("The certificate has expired.", well, place=Place.EXPIRED, fetch=REFUSED, create=REFUSED),
        case(
            "The service does not speak TLS, and answers in plain HTTP.",
            speaks_plainly,
            place=Place.NO_TLS,
            fetch=UNREACHED,
            create=UNREACHED,
        ),
        case(
            "The connection is reset during the TLS handshake.",
            reset_unread,
            place=Place.NO_TLS,
            fetch=UNREACHED,
            create=UNREACHED,
        ),
        case(
            "The TLS handshake stalls.",
            silence,
            place=Place.NO_TLS,
            fetch=TOO_SLOW,
            create=TOO_SLOW,
        ),
    ),
)
