"""The time left for a request, what of the stream is its answer, and what failures mean."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ssl import SSLCertVerificationError
from typing import Any

import httpcore2
import pytest

from dialwright.python.runtime import (
    APIConnectionError,
    APITimeoutError,
    CertificateError,
    ClientError,
    PoolTimeoutError,
    TransportRequest,
    deadline,
)
from dialwright.python.runtime.address import parse_address
from dialwright.python.runtime.deadline import (
    CONNECT_SECONDS,
    POOL_SECONDS,
    Exchange,
    Unframed,
    is_readable,
    note_body,
    reason_of,
    to_httpcore,
    translated,
)
from dialwright.python.runtime.uploads import Upload


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """A clock that stands still at 100."""

    def set_to(now: float) -> None:
        monkeypatch.setattr(deadline, "monotonic", lambda: now)

    set_to(100.0)
    return set_to


class TestTime:
    def test_that_is_left(self, clock: Callable[[float], None]) -> None:
        exchange = Exchange(107.5)
        assert exchange.left() == 7.5
        assert (exchange.left(5), exchange.left(7.5), exchange.left(8)) == (5, 7.5, 7.5)
        clock(107.25)
        assert (exchange.left(), exchange.left(5)) == (0.25, 0.25)

    @pytest.mark.parametrize("until", [100, 99.9, 0])
    def test_that_is_over(self, until: float) -> None:
        with pytest.raises(TimeoutError):
            Exchange(until).left()
        with pytest.raises(TimeoutError):
            Exchange(until).left(5)

    def test_without_limit(self) -> None:
        assert Exchange(None).left() is None
        assert Exchange(None).left(5) == 5

    def test_is_a_number_that_httpcore_can_carry(self) -> None:
        assert float(Exchange(107.5)) == 107.5
        assert float(Exchange(None)) == float("inf")

    def test_of_each_part_of_a_stream(self, clock: Callable[[float], None]) -> None:
        exchange = Exchange(101.0, 5.0)
        assert exchange.left() == 1
        exchange.stream()
        assert exchange.left() == 5
        clock(104.0)
        assert exchange.left() == 1
        exchange.stream()
        assert exchange.left() == 5
        whole = Exchange(101.0)
        clock(100.0)
        whole.stream()
        assert whole.left() == 1

    def test_as_it_comes_back(self) -> None:
        exchange = Exchange(107.5)
        assert Exchange.of(exchange) is exchange
        assert Exchange.of(3).until == 103
        assert Exchange.of(None).until is None

    def test_limits(self) -> None:
        assert (CONNECT_SECONDS, POOL_SECONDS) == (5, 10)


class TestWhatIsTaken:
    """Never more than the answer: up to a blank line, or as much as is to come of a body."""

    def taken(self, exchange: Exchange, *came: bytes, most: int = 1000) -> list[bytes]:
        buffer, found = bytearray(), list[bytes]()
        for part in came:
            buffer += part
            found.append(exchange.take(buffer, most))
        assert b"".join(found) + buffer == b"".join(came), "nothing is lost"
        return found

    def test_up_to_a_blank_line(self) -> None:
        head = b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n"
        assert self.taken(Exchange(None), head + b"more") == [head]
        assert self.taken(Exchange(None), b"A: b\n\nmore") == [b"A: b\n\n"]
        assert self.taken(Exchange(None), b"A: b\n\r\nmore\r\n\r\n") == [b"A: b\n\r\n"]
        assert self.taken(Exchange(None), b"no blank line\r\n") == [b"no blank line\r\n"]
        assert self.taken(Exchange(None), b"") == [b""]

    @pytest.mark.parametrize("head", [b"A: b\r\n\r\n", b"A: b\n\n", b"A: b\r\n\n"])
    def test_that_comes_in_two_parts(self, head: bytes) -> None:
        for at in range(1, len(head)):
            found = self.taken(Exchange(None), head[:at], head[at:] + b"next\r\n\r\n")
            assert b"".join(found) == head, at
            exchange = Exchange(None)
            buffer = bytearray(head[:at])
            assert exchange.take(buffer, 1000) == head[:at]
            buffer += head[at:] + b"xy\n\nz"
            assert exchange.take(buffer, 1000) == head[at:], at
            assert exchange.take(buffer, 1000) == b"xy\n\n", at
            assert exchange.take(buffer, 1000) == b"z", at

    @pytest.mark.parametrize("head", [b"A: b\r\n\r\n", b"A: b\n\n"])
    def test_that_comes_byte_by_byte(self, head: bytes) -> None:
        exchange, buffer = Exchange(None), bytearray()
        for byte in head:
            buffer += bytes([byte])
            assert exchange.take(buffer, 1000) == bytes([byte])
        buffer += b"\n\nx"
        assert exchange.take(buffer, 1000) == b"\n\n", "what is behind a blank line begins anew"
        assert exchange.take(buffer, 1000) == b"x"

    def test_no_more_than_is_asked_for(self) -> None:
        exchange = Exchange(None)
        buffer = bytearray(b"A: b\r\n\r\nnext")
        assert exchange.take(buffer, 6) == b"A: b\r\n"
        assert exchange.take(buffer, 6) == b"\r\n"
        assert bytes(buffer) == b"next"

    def test_a_line_is_no_blank_line(self) -> None:
        assert self.taken(Exchange(None), b"a\n", b"b\n", b"\nc") == [b"a\n", b"b\n", b"\n"]
        assert self.taken(Exchange(None), b"a\n", b"b\nc") == [b"a\n", b"b\nc"]
        assert self.taken(Exchange(None), b"a\r", b"\rb\r\nc") == [b"a\r", b"\rb\r\nc"]
        assert self.taken(Exchange(None), b"a\n\r", b"b\nc") == [b"a\n\r", b"b\nc"]
        assert self.taken(Exchange(None), b"ab\n", b"c", b"\nd") == [b"ab\n", b"c", b"\nd"]

    def test_as_much_as_the_body_has(self) -> None:
        exchange = Exchange(None)
        exchange.rest = 10
        buffer = bytearray(b"12\n\n567890HTTP")
        assert exchange.take(buffer, 4) == b"12\n\n"
        assert exchange.rest == 6
        assert exchange.take(buffer, 1000) == b"567890"
        assert (exchange.rest, bytes(buffer)) == (0, b"HTTP")

    def test_whatever_came_where_it_is_no_answer(self) -> None:
        exchange = Unframed(107.5)
        buffer = bytearray(b"a\n\nb\n\nc")
        assert exchange.take(buffer, 5) == b"a\n\nb\n"[:5]
        assert exchange.take(buffer, 1000) == b"\nc"
        assert (bytes(buffer), exchange.left()) == (b"", 7.5)


def sent(
    method: str = "GET",
    content: bytes | Upload = b"",
    until: float | None = None,
    url: str = "http://[::1]:8080",
) -> httpcore2.Request:
    request = TransportRequest(method, parse_address(url, "url"), "/a?b=%20", [("X-A", "1")], content, until)
    return to_httpcore(request, Exchange(until))


class TestRequest:
    def test_says_where_it_goes(self) -> None:
        request = sent()
        assert (request.method, request.url.target) == (b"GET", b"/a?b=%20")
        assert (request.url.scheme, request.url.host, request.url.port) == (b"http", b"::1", 8080)
        assert request.headers == [(b"Host", b"[::1]:8080"), (b"X-A", b"1")]
        assert sent(url="https://acme.example").headers[0] == (b"Host", b"acme.example")
        assert sent(url="https://acme.example").url.port in (None, 443)

    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
    def test_says_how_long_it_is(self, method: str) -> None:
        assert sent(method).headers[2:] == [(b"Content-Length", b"0")]
        assert sent(method, b"abc").headers[2:] == [(b"Content-Length", b"3")]
        assert sent(method, Upload([b"abc"])).headers[2:] == [(b"Content-Length", b"3")]

    @pytest.mark.parametrize("method", ["GET", "DELETE", "HEAD", "OPTIONS"])
    def test_says_so_where_there_is_something(self, method: str) -> None:
        assert sent(method).headers[2:] == []
        assert sent(method, b"abc").headers[2:] == [(b"Content-Length", b"3")]

    def test_comes_in_chunks_where_nobody_knows(self) -> None:
        class Pipe:
            def read(self, size: int = -1, /) -> bytes:
                return b""

        assert sent("POST", Upload([Pipe()])).headers[2:] == [(b"Transfer-Encoding", b"chunked")]

    @pytest.mark.parametrize(("until", "seconds"), [(None, 10), (104.0, 4), (110.5, 10), (99.0, 0)])
    def test_has_the_time_of_its_exchange(self, until: float | None, seconds: float) -> None:
        extensions: Any = vars(sent(until=until))["extensions"]
        timeout = extensions["timeout"]
        assert (timeout["pool"], type(timeout["pool"])) == (seconds, float)
        assert {type(timeout[step]) for step in ("connect", "read", "write")} == {Exchange}
        assert timeout["read"].until == until
        assert set(timeout) == {"connect", "read", "write", "pool"}


def meaning(failure: BaseException, *, was_sent: bool = False) -> tuple[type, str, str]:
    exchange = Exchange(None)
    exchange.sent = was_sent
    found = translated(failure, exchange)
    assert isinstance(found, ClientError)
    assert (found.__cause__, found.__context__, found.__traceback__) == (None, None, None)
    return type(found), found.message, found.sent


class TestFailures:
    def test_of_the_pool(self) -> None:
        told = "Every connection of the client stayed busy."
        assert meaning(httpcore2.PoolTimeout()) == (PoolTimeoutError, told, "no")

    def test_of_connecting(self) -> None:
        told = "The connection could not be made: no route."
        assert meaning(httpcore2.ConnectError("no route"), was_sent=True) == (APIConnectionError, told, "no")
        told = "The connection could not be made in time."
        assert meaning(httpcore2.ConnectTimeout(), was_sent=True) == (APITimeoutError, told, "no")

    def test_of_the_certificate(self) -> None:
        cause = SSLCertVerificationError("self-signed")
        kind, message, state = meaning(httpcore2.ConnectError(cause), was_sent=True)
        assert (kind, state) == (CertificateError, "no")
        assert message.startswith("The server's certificate was refused: ")
        assert "self-signed" in message

    @pytest.mark.parametrize("failure", [httpcore2.ReadTimeout(), httpcore2.WriteTimeout(), TimeoutError()])
    def test_of_time(self, failure: Exception) -> None:
        told = "Time ran out before the answer was complete."
        assert meaning(failure) == (APITimeoutError, told, "no")
        assert meaning(failure, was_sent=True) == (APITimeoutError, told, "maybe")

    @pytest.mark.parametrize("failure", [httpcore2.ReadError("gone"), httpcore2.RemoteProtocolError("gone")])
    def test_of_anything_else(self, failure: Exception) -> None:
        told = "The connection failed: gone."
        assert meaning(failure) == (APIConnectionError, told, "no")
        assert meaning(failure, was_sent=True) == (APIConnectionError, told, "maybe")

    def test_that_are_known_already_stay_what_they_are(self) -> None:
        known = PoolTimeoutError("busy", sent="no")
        with pytest.raises(PoolTimeoutError) as caught:
            raise known from ValueError("frames")
        assert translated(caught.value, Exchange(None)) is known
        assert (known.__cause__, known.__context__, known.__traceback__) == (None, None, None)
        interruption = KeyboardInterrupt()
        assert translated(interruption, Exchange(None)) is interruption

    def test_in_one_sentence(self) -> None:
        assert reason_of(OSError("gone")) == "gone."
        assert reason_of(OSError("gone...")) == "gone."
        assert reason_of(OSError()) == "OSError."
        assert reason_of(OSError("x" * 201)) == "x" * 200 + "."


class TestBody:
    @pytest.mark.parametrize(
        ("status", "headers", "rest", "spoilt"),
        [
            (200, [], 0, False),
            (200, [("Content-Length", "7")], 7, False),
            (200, [("CONTENT-LENGTH", " 7 ")], 7, False),
            (200, [("Content-Length", "7, 7")], 7, False),
            (200, [("Content-Length", "x")], 0, False),
            (200, [("Content-Length", "-7")], 0, False),
            (200, [("Content-Length", "")], 0, False),
            (200, [("Transfer-Encoding", "chunked")], 0, False),
            (200, [("Content-Length", "7"), ("Transfer-Encoding", "chunked")], 0, False),
            (204, [], 0, False),
            (204, [("Content-Length", "0")], 0, False),
            (204, [("Content-Length", "1")], 1, True),
            (204, [("Transfer-Encoding", "chunked")], 0, True),
            (205, [("Content-Length", "7")], 7, False),
        ],
    )
    def test_what_the_head_says_of_it(
        self, status: int, headers: list[tuple[str, str]], rest: int, spoilt: bool
    ) -> None:
        exchange = Exchange(None)
        note_body(httpcore2.Response(status, headers=headers), exchange)
        assert (exchange.rest, exchange.spoilt) == (rest, spoilt)


def test_an_idle_connection_that_has_something_to_read() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert is_readable(ours) is False
        theirs.sendall(b"x")
        assert is_readable(ours) is True
        ours.recv(1)
        assert is_readable(ours) is False
        theirs.close()
        assert is_readable(ours) is True, "its end counts as well"
    assert is_readable(ours) is True, "one that is closed"
    assert is_readable(None) is True
