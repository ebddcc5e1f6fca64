"""Credentials are in no repr, no message, no log line, and no traceback, with locals or without."""

from __future__ import annotations

import asyncio
import base64
import io
import logging
import pickle
import socket
import threading
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from dialwright.python.runtime import (
    APIConnectionError,
    ClientError,
    Options,
    Secret,
    TransportRequest,
    TransportResponse,
)

from .acme import Acme
from .conftest import PROJECT, TOKEN, Driver
from .server import Step, answer, close, hang, raw, reset, serving

ENCODED = base64.b64encode(f"{PROJECT}:{TOKEN}".encode()).decode()


def check(text: str) -> None:
    assert TOKEN not in text
    assert ENCODED not in text


def told(error: BaseException) -> str:
    """Everything that a traceback with locals prints, but for the frames of the tests themselves."""
    error.__traceback__ = error.__traceback__ and _runtime_frames(error.__traceback__)
    printed = traceback.TracebackException.from_exception(error, capture_locals=True)
    chained = "".join(printed.format())
    return chained + repr(error) + str(error) + repr(error.__dict__) + repr(error.args)


def _runtime_frames(trace: Any) -> Any:
    """Skip the frames of the tests and of asyncio above them: they hold the token because they gave it."""
    while trace is not None and not _is_ours(trace.tb_frame.f_code.co_filename):
        trace = trace.tb_next
    return trace


def _is_ours(file: str) -> bool:
    return "/python/runtime/" in file or "/acme/" in file


def echo(status: int) -> Step:
    """A service that repeats what it was sent."""

    def step(connection: Any, request: Any) -> bool:
        body = {"message": f"bad {request.headers['authorization']} {TOKEN}", "code": TOKEN}
        return answer(status, body)(connection, request)

    return step


ACTIONS: list[Callable[[Any], Any]] = [
    lambda client: client.voice.calls.fetch("CA1"),
    lambda client: client.voice.calls.create(to="a", from_="b", url="c"),
    lambda client: client.voice.calls.list(),
    lambda client: client.voice.calls("..").fetch(),
    lambda client: client.request("GET", "/x"),
]


def failure_of(action: Callable[[], object]) -> ClientError | None:
    try:
        action()
    except ClientError as error:
        return error
    return None


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    "fault",
    [
        close,
        reset,
        hang,
        echo(400),
        echo(401),
        echo(500),
        echo(302),
        raw(b"HTTP/1.1 200 OK\r\n\r\n<" + TOKEN.encode() + b" " + ENCODED.encode()),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"),
        raw(b"not http\r\n\r\n"),
    ],
)
def test_errors(drive: Driver, fault: Step, action: Callable[[Any], Any]) -> None:
    with serving(fault) as server:
        failure = failure_of(lambda: drive(server, action, timeout=0.2, max_retries=0))
    if failure is not None:
        assert failure.__context__ is None
        assert failure.__cause__ is None
        check(told(failure))


@pytest.mark.parametrize("moment", ["recv", "send"])
def test_interruptions(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    usual = getattr(socket.socket, moment)

    def interrupt(self: socket.socket, data: Any) -> Any:
        if threading.current_thread() is not threading.main_thread():
            return usual(self, data)
        raise KeyboardInterrupt

    with serving(hang) as server, Acme(PROJECT, TOKEN, base_url=server.url) as client:
        monkeypatch.setattr(socket.socket, moment, interrupt)
        with pytest.raises(KeyboardInterrupt) as caught:
            client.voice.calls.fetch("CA1")
        monkeypatch.undo()
    check(told(caught.value))


class Careless:
    """A transport of somebody's own, with the headers among its locals when it fails."""

    def send(self, request: TransportRequest, /) -> TransportResponse:
        headers = dict(request.headers)
        try:
            raise ValueError(headers)
        except ValueError as error:
            raise APIConnectionError("no route", sent="no") from error

    def close(self) -> None:
        pass


def test_transports_that_are_careless() -> None:
    client = Acme(PROJECT, TOKEN, base_url="https://acme.example", transport=Careless(), max_retries=0)
    with pytest.raises(APIConnectionError) as caught:
        client.voice.calls.fetch("CA1")
    check(told(caught.value))


def test_cancellations() -> None:
    from .acme import AsyncAcme

    async def main(url: str) -> str:
        async with AsyncAcme(PROJECT, TOKEN, base_url=url) as client:
            task = asyncio.create_task(client.voice.calls.fetch("CA1"))
            await asyncio.sleep(0.05)
            task.cancel()
            try:
                await task
            except asyncio.CancelledError as error:
                return told(error)
        raise AssertionError("was not cancelled")

    with serving(hang) as server:
        check(asyncio.run(main(server.url)))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"project": PROJECT}, r"Acme needs host= \(or ACME_SPACE or ACME_SPACE_URL in the environment\)"),
        ({"host": "x"}, r"Acme needs project= \(or ACME_PROJECT in the environment\)"),
        ({"project": PROJECT, "host": "a b"}, "host must be a name, a host, or an https address"),
        ({"project": PROJECT, "host": "http://a.example"}, "host must use https"),
        ({"project": PROJECT, "base_url": "http://a.example"}, "base_url must use https"),
        ({"project": PROJECT, "base_url": "https://user:pass@a.example"}, "without credentials"),
        ({"project": "a\nb", "host": "x"}, "project holds a line break"),
        ({"project": PROJECT, "host": "x", "timeout": 0}, "timeout must be"),
    ],
)
def test_construction(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ClientError, match=message) as caught:
        Acme(token=TOKEN, **given)
    check(told(caught.value))


def test_reprs() -> None:
    client = Acme(PROJECT, TOKEN, "example")
    assert repr(client) == "<Acme https://example.acme.example>"
    options = Options(headers={"Authorization": TOKEN}, extra_body={"Pin": TOKEN})
    assert (
        repr(options)
        == "Options(timeout=UNSET, max_retries=UNSET, headers=['Authorization'], extra_body=['Pin'])"
    )
    request = TransportRequest(
        "GET", client.__session__.settings.base, f"/x?token={TOKEN}", [("Authorization", TOKEN)]
    )
    for shown in (client, options, request, client.voice.calls("CA1"), Secret(TOKEN), client.__session__):
        check(repr(shown) + str(shown) + f"{shown}")
    check(repr(vars(client)) + repr(vars(client.__session__.settings)))
    with pytest.raises(TypeError):
        pickle.dumps(client)


def test_logs(drive: Driver) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with serving(answer(503, {}), answer(200, {"sid": "CA1"})) as server:
            drive(
                server,
                lambda client: client.voice.calls("CA1").update(
                    url="https://private.example", options=Options(extra_query={"q": "hush"})
                ),
            )
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
    ours = [line for line in written.getvalue().splitlines() if "attempt" in line]
    assert [line.split(" in ")[0] for line in ours] == [
        "POST /api/Accounts/{AccountSid}/Calls/{Sid}.json: 503",
        "POST /api/Accounts/{AccountSid}/Calls/{Sid}.json: 200",
    ]
    check(written.getvalue())
    for private in ("CA1", "hush", "private", PROJECT):
        assert private not in "\n".join(ours)


def test_credentials_from_the_environment(monkeypatch: pytest.MonkeyPatch, drive: Driver) -> None:
    monkeypatch.setenv("ACME_PROJECT", "from-environment")
    monkeypatch.setenv("ACME_TOKEN", TOKEN)
    monkeypatch.setenv("ACME_SPACE_URL", "space.example.com:8443")
    assert repr(Acme()) == "<Acme https://space.example.com:8443>"
    with serving(answer(200, {"sid": "CA1"})) as server:
        drive(server, lambda client: client.voice.calls.fetch("CA1"), project=None, token=None)
    assert server.requests[0].path == "/api/Accounts/from-environment/Calls/CA1.json"


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("example", "https://example.acme.example"),
        ("example.acme.example", "https://example.acme.example"),
        ("Example.acme.example:8443", "https://example.acme.example:8443"),
        ("https://example.acme.example/", "https://example.acme.example"),
        ("https://example.acme.example:443", "https://example.acme.example"),
        ("localhost:80", "https://localhost:80"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_addresses(host: str, address: str) -> None:
    assert repr(Acme("p", "t", host)) == f"<Acme {address}>"


@pytest.mark.parametrize(
    "base_url",
    ["", "example", "ftp://a", "https://", "https://a?b", "https://a#b", "https://a b", "http://127.0.0.1.evil.example",
     "http://localhost.evil.example", "https://a\\b", "https://[::1", "https://a:99999", "http://0x7f.1"],
)  # fmt: skip
def test_addresses_that_are_refused(base_url: str) -> None:
    with pytest.raises(ClientError, match="base_url"):
        Acme("p", "t", base_url=base_url)
