"""Lists whose next pages lead astray."""

from __future__ import annotations

from collections.abc import Iterator

from dialwright_signalwire.errors import (
    APIConnectionError,
    NotFoundError,
    RepeatedPageError,
    ResponseDecodeError,
    ServerError,
    UnsafeNextPageError,
)

from ..answers import answer, page
from ..steps import reset
from ..table import Case, Section, case, done, fails

__all__ = ["PAGES"]

UNSAFE = fails(UnsafeNextPageError, "no", 1)
REPEATED = fails(RepeatedPageError, "no", 2, retries=0)

FOREIGN = {
    "Another host.": "http://{other}/steal",
    "Another host, for any scheme.": "//{other}/steal",
    "Another host, behind backslashes.": "\\\\{other}\\steal",
    "Another host, behind a slash and a backslash.": "/\\{other}/steal",
    "Another host, after credentials that look like ours.": "http://{own}@{other}/steal",
    "Another host, after a backslash and an @.": "http://{own}\\@{other}/steal",
    "Our host, with credentials.": "http://user:password@{own}/Calls.json",
    "Our host, after a fragment of another.": "http://{other}#@{own}/",
    "Our host, by another name.": "http://localhost:{port}/Calls.json",
    "Our host, written as a number.": "http://2130706433:{port}/Calls.json",
    "Another scheme.": "https://{own}/Calls.json",
    "Another port.": "http://127.0.0.1/Calls.json",
    "A port that there is not.": "http://127.0.0.1:99999/Calls.json",
    "A scheme that is not of the web.": "file:///etc/passwd",
    "A script.": "javascript:alert(1)",
    "A line break.": "/Calls.json\r\nX-Injected: 1",
    "A blank.": "/Calls .json",
    "An address that is broken.": "http://[::1/Calls.json",
}
SAME = {
    "An absolute address.": "http://{own}/api/Calls.json?Page=1",
    "A path.": "/api/Calls.json?Page=1",
    "A query.": "?Page=1",
    "A relative path.": "Calls.json?Page=1",
    "Our host, for any scheme.": "//{own}/api/Calls.json?Page=1",
    "A path that begins with @.": "@{other}/steal",
    "A path that looks like a host.": "{other}/steal",
}


def foreign() -> Iterator[Case]:
    for what, link in FOREIGN.items():
        yield case(what, page("a", following=link), page("b"), list=UNSAFE)
    elsewhere = "http://{other}/steal"
    meta = answer(200, {"faxes": [{"sid": "a"}], "meta": {"next_page_url": elsewhere}})
    yield case("Another host, in `meta.next_page_url`.", meta, faxes=UNSAFE)
    linked = answer(200, [{"sid": "a"}], headers={"Link": f'<{elsewhere}>; rel="next"'})
    yield case("Another host, in a Link header.", linked, linked=UNSAFE)


def same() -> Iterator[Case]:
    for what, link in SAME.items():
        yield case(what, page("a", following=link), page("b"), list=done(2, retries=0))
    meta = answer(200, {"faxes": [{"sid": "a"}], "meta": {"next_page_url": "/api/Faxes.json?Page=1"}})
    yield case("A path, in `meta.next_page_url`.", meta, page("b", items="faxes"), faxes=done(2, retries=0))
    linked = answer(200, [{"sid": "a"}], headers={"Link": '</b>; rel="next", </a>; rel="prev"'})
    yield case("A path, in a Link header.", linked, answer(200, [{"sid": "b"}]), linked=done(2, retries=0))


PAGES = Section(
    "Next pages that lead astray",
    "A list goes on only on the scheme, host and port that it began on; otherwise neither a request nor"
    " credentials are sent. A list that would have no end is an error.",
    (
        *foreign(),
        *same(),
        case(
            "The next page is the same.",
            page("a", following="?"),
            list=fails(RepeatedPageError, "no", retries=0),
        ),
        case(
            "Two pages that name each other.",
            page("a", following="?Page=1"),
            page("b", following="?Page=2"),
            list=fails(RepeatedPageError, "no", 3, retries=0),
        ),
        case(
            "One empty page between others.",
            page("a", following="?Page=1"),
            page(following="?Page=2"),
            page("b"),
            list=done(3, retries=0),
        ),
        case(
            "Empty pages without end.",
            *(page(following=f"?Page={number}") for number in range(1, 9)),
            list=REPEATED,
        ),
        case(
            "A next page that is no text.",
            page("a", following=17),
            list=fails(ResponseDecodeError, "yes"),
        ),
        case(
            "A next page that is not there.",
            page("a", following="?Page=1"),
            answer(404),
            list=fails(NotFoundError, "yes", 2, retries=0),
        ),
        case(
            "A next page that fails once.",
            page("a", following="?Page=1"),
            answer(503),
            page("b"),
            list=done(3, retries=1),
        ),
        case(
            "A next page that fails.",
            page("a", following="?Page=1"),
            answer(503),
            list=fails(ServerError, "yes", 4, retries=2),
        ),
        case(
            "A next page on which the connection breaks.",
            page("a", following="?Page=1"),
            reset,
            list=fails(APIConnectionError, "maybe", 4, retries=2),
        ),
        case(
            "An answer that is no list.",
            answer(200, {"message": "maintenance"}),
            list=fails(ResponseDecodeError, "yes"),
        ),
    ),
)
