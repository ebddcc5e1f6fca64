"""A service in the same process: what it is handed, and what becomes of its answer."""

from __future__ import annotations

from typing import Any

import pytest

from dialwright.python.runtime import OutcomeUnknownError
from dialwright.python.runtime.inprocess import AsyncInProcess, InProcess

from .conftest import Driver

URL = "http://127.0.0.1:9"

Asked = tuple[str, str, tuple[tuple[str, str], ...], bytes]


class Service:
    """Answers with a call, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []

    def __call__(self, *asked: Any) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
        self.asked.append(asked)
        return 201, (("X-Request-Id", "r-1"),), b'{"sid": "CA1", "from": "+15550101"}'


def place(drive: Driver, handle: Any) -> Any:
    """Place a call through the transport of the kind that is driven."""
    transport = InProcess(handle) if drive.kind == "sync" else AsyncInProcess(handle)
    return drive(
        URL, lambda client: client.voice.calls.create(to="1", from_="2", url="u"), transport=transport
    )


def test_the_function_is_handed_the_request(drive: Driver) -> None:
    service = Service()
    assert place(drive, service).sid == "CA1"
    [(method, target, headers, body)] = service.asked
    assert (method, target.rpartition("/")[2]) == ("POST", "Calls.json")
    assert headers[0] == ("Host", "127.0.0.1:9")
    assert dict(headers)["Authorization"].startswith("Basic ")
    assert body == b"To=1&From=2&Url=u"


def test_an_oserror_is_a_connection_that_broke(drive: Driver) -> None:
    def broken(*asked: Any) -> Any:
        raise ConnectionResetError

    with pytest.raises(OutcomeUnknownError):
        place(drive, broken)
