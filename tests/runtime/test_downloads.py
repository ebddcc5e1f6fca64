"""Binary content: a file that is complete or not there, redirects without credentials, no limit of size."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Generator
from errno import EEXIST, EISDIR, EPERM
from pathlib import Path
from typing import Any, cast

import pytest

from dialwright.python.runtime import (
    APIConnectionError,
    ArgumentError,
    BadRequestError,
    ClientError,
    NotFoundError,
    Options,
    OutcomeUnknownError,
    Receipt,
    RedirectError,
    Request,
    ResponseDecodeError,
    TransportResponse,
)

from .acme import Acme
from .conftest import Driver
from .server import Connection, Received, Step, answer, close, hang, raw, serving
from .test_transports import Canned, carried

WAV = {"Content-Type": "audio/wav"}
WAV_PATH = "/api/Accounts/{AccountSid}/Recordings/{Sid}.wav"


def download(path: Path, **arguments: Any) -> Callable[[Any], Any]:
    return lambda client: client.voice.recordings("RE1").download(path, **arguments)


def made_by_post(path: Path) -> Callable[[Any], Any]:
    """Content that a request makes, rather than finds."""
    request = Request("POST", "/make", bytes)
    return lambda client: client.voice.recordings("RE1")._download(request, path, False, None)


def redirect(place: str, status: int = 302) -> Step:
    return answer(status, headers={"Location": place})


def chunks(size: int) -> Callable[[Any], Any]:
    def read(client: Any) -> Any:
        stream = client.voice.recordings("RE1").iter_bytes(chunk_size=size)
        if isinstance(client, Acme):
            with stream:
                return list(stream)
        return _chunks_later(stream)

    return read


async def _chunks_later(stream: Any) -> list[bytes]:
    async with stream:
        return [chunk async for chunk in stream]


def test_a_file(drive: Driver, tmp_path: Path) -> None:
    content = bytes(range(256)) * 80_000
    assert len(content) > 16 * 1024 * 1024
    with serving(answer(200, content, headers=WAV)) as server:
        assert drive(server, download(tmp_path / "a.wav")) == tmp_path / "a.wav"
        drive(server, download(tmp_path / "a.mp3", format="mp3"))
    assert (tmp_path / "a.wav").read_bytes() == content
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp3", "a.wav"]
    first, second = server.requests
    assert (first.path[-4:], second.path[-4:]) == (".wav", ".mp3")
    assert (first.headers["accept"], first.headers["accept-encoding"]) == ("*/*", "identity")


def test_an_existing_file(drive: Driver, tmp_path: Path) -> None:
    place = tmp_path / "a.wav"
    place.write_bytes(b"old")
    with serving(answer(200, b"new", headers=WAV)) as server:
        with pytest.raises(FileExistsError) as caught:
            drive(server, download(place))
        told = (caught.value.errno, caught.value.strerror, caught.value.filename)
        assert told == (EEXIST, "there is such a file; `overwrite=True` replaces it", str(place))
        with pytest.raises(IsADirectoryError) as folder:
            drive(server, download(tmp_path, overwrite=True))
        told = (folder.value.errno, folder.value.strerror, folder.value.filename)
        assert told == (EISDIR, os.strerror(EISDIR), str(tmp_path))
        with pytest.raises(FileNotFoundError):
            drive(server, download(tmp_path / "absent" / "a.wav"))
        assert server.requests == []
        assert place.read_bytes() == b"old"
        drive(server, download(place, overwrite=True))
    assert place.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (answer(404, {"message": "gone"}), NotFoundError),
        (answer(400, {"message": "no"}), BadRequestError),
        (close, APIConnectionError),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1234"), APIConnectionError),
        (
            answer(200, gzip.compress(b"12345")[:-3], headers={"Content-Encoding": "gzip"}),
            ResponseDecodeError,
        ),
    ],
)
def test_what_fails_leaves_nothing(
    drive: Driver, tmp_path: Path, fault: Step, kind: type[ClientError]
) -> None:
    with serving(fault) as server, pytest.raises(kind) as caught:
        drive(server, download(tmp_path / "a.wav"), max_retries=0)
    assert list(tmp_path.iterdir()) == []
    assert caught.value.path.endswith("/Recordings/{Sid}.wav")


@pytest.mark.usefixtures("no_pause")
def test_what_fails_at_first(drive: Driver, tmp_path: Path) -> None:
    with serving(answer(503), answer(200, b"12345")) as server:
        drive(server, download(tmp_path / "a.wav"))
    assert (tmp_path / "a.wav").read_bytes() == b"12345"


def test_somebody_was_faster(drive: Driver, tmp_path: Path) -> None:
    place = tmp_path / "a.wav"

    def meanwhile(connection: Any, request: Any) -> bool:
        place.write_bytes(b"theirs")
        return answer(200, b"ours")(connection, request)

    with serving(meanwhile) as server, pytest.raises(FileExistsError):
        drive(server, download(place))
    assert place.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize(("size", "count"), [(4, 3), (10, 1), (3, 4), (1, 10), (65536, 1)])
def test_chunks(drive: Driver, size: int, count: int) -> None:
    packed = answer(200, b"0123456789", packed=True)
    with serving(answer(200, b"0123456789"), packed) as server:
        for _ in range(2):
            found = drive(server, chunks(size))
            assert (b"".join(found), len(found)) == (b"0123456789", count)


def test_a_bomb_is_unpacked_piece_by_piece(drive: Driver) -> None:
    with serving(answer(200, b"\0" * 40_000_000, packed=True)) as server:
        found = drive(server, chunks(65536))
    assert sum(map(len, found)) == 40_000_000
    assert max(map(len, found)) == 65536


def test_nothing_is_sent_before_it_is_read() -> None:
    with serving(answer(200, b"1" * 3_000_000)) as server, Acme("p", "t", base_url=server.url) as client:
        stream = client.voice.recordings("RE1").iter_bytes(chunk_size=1)
        assert server.requests == []
        assert next(stream) == b"1"
        stream.close()
        assert list(stream) == []
        with pytest.raises(ArgumentError):
            client.voice.recordings("RE1").iter_bytes(chunk_size=0)
        with pytest.raises(ArgumentError, match="format must be one of wav, mp3"):
            client.voice.recordings("RE1").iter_bytes(format=cast("Any", "ogg"))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_without_credentials(drive: Driver, tmp_path: Path, status: int) -> None:
    with (
        serving(answer(200, b"data")) as store,
        serving(redirect(f"{store.url}/bucket?key=1", status)) as server,
    ):
        drive(server, download(tmp_path / "a.wav"), headers={"X-Own": "1"})
    assert (tmp_path / "a.wav").read_bytes() == b"data"
    assert (store.requests[0].method, store.requests[0].target) == ("GET", "/bucket?key=1")
    assert store.requests[0].headers.keys().isdisjoint({"authorization", "x-own"})


def test_a_redirect_to_the_service_itself(drive: Driver, tmp_path: Path) -> None:
    with serving(redirect("/other"), answer(200, b"data")) as server:
        drive(server, download(tmp_path / "a.wav"))
    assert "authorization" not in server.requests[1].headers


@pytest.mark.parametrize(
    "place",
    [
        "http://evil.example/x",
        "ftp://evil.example/",
        "",
        "file:///etc/passwd",
        "https://a:b@evil.example/",
        "/a b",
    ],
)
def test_redirects_that_are_not_followed(drive: Driver, tmp_path: Path, place: str) -> None:
    with serving(redirect(place)) as server, pytest.raises(RedirectError) as caught:
        drive(server, download(tmp_path / "a.wav"))
    assert len(server.requests) == 1
    assert caught.value.message == "The service redirects where it is not followed."
    assert (caught.value.status, caught.value.method, caught.value.path) == (302, "GET", WAV_PATH)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_pause")
def test_only_reading_is_redirected(drive: Driver, tmp_path: Path) -> None:
    with (
        serving(answer(200, b"data")) as store,
        serving(redirect(store.url)) as server,
        pytest.raises(RedirectError),
    ):
        drive(server, made_by_post(tmp_path / "a"))
    assert store.requests == []


def test_content_that_was_asked_for_by_a_post(drive: Driver, tmp_path: Path) -> None:
    broken = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1234")
    with serving(broken) as server, pytest.raises(OutcomeUnknownError) as caught:
        drive(server, made_by_post(tmp_path / "a"))
    assert (caught.value.sent, len(server.requests)) == ("yes", 1)


def test_redirects_without_end(drive: Driver, tmp_path: Path) -> None:
    with serving(redirect("/again")) as server, pytest.raises(RedirectError) as caught:
        drive(server, download(tmp_path / "a.wav"))
    assert len(server.requests) == 6
    assert caught.value.message == "The service redirects too often."


def test_as_many_redirects_as_are_followed(drive: Driver, tmp_path: Path) -> None:
    with serving(*(redirect("/again", 307) for _ in range(5)), answer(200, b"data")) as server:
        drive(server, download(tmp_path / "a.wav"))
    assert (tmp_path / "a.wav").read_bytes() == b"data"
    assert len(server.requests) == 6


def test_the_fifth_redirect_leads_astray(drive: Driver, tmp_path: Path) -> None:
    steps = [*(redirect("/again") for _ in range(4)), redirect("ftp://a.example/")]
    with serving(*steps) as server, pytest.raises(RedirectError) as caught:
        drive(server, download(tmp_path / "a.wav"))
    assert caught.value.message == "The service redirects where it is not followed."


@pytest.mark.parametrize("status", [300, 304, 399])
def test_a_redirect_that_names_no_place(drive: Driver, tmp_path: Path, status: int) -> None:
    with serving(answer(status)) as server, pytest.raises(RedirectError) as caught:
        drive(server, download(tmp_path / "a.wav"))
    assert (caught.value.status, len(server.requests)) == (status, 1)


def test_what_is_asked_elsewhere(drive: Driver, tmp_path: Path) -> None:
    with (
        serving(answer(200, b"data")) as store,
        serving(redirect(f"{store.url}/bucket")) as server,
    ):
        drive(server, download(tmp_path / "a.wav"))
    (request,) = store.requests
    assert (request.headers["user-agent"], request.headers["accept"]) == ("dialwright-acme/0.1.0", "*/*")
    assert (request.body, set(request.headers)) == (b"", {"host", "user-agent", "accept"})


def store(place: str) -> Canned:
    """A transport of which the first answer leads to a place, and the second is what is there."""
    return Canned(TransportResponse(302, [("Location", place)], []), TransportResponse(200, [], [b"data"]))


@pytest.mark.parametrize(
    ("base", "place", "followed"),
    [
        ("https://acme.example", "https://store.example/x", True),
        ("https://acme.example", "http://store.example/x", False),
        ("https://acme.example", "http://127.0.0.1/x", False),
        ("http://127.0.0.1:9", "https://store.example/x", True),
        ("http://127.0.0.1:9", "http://localhost/x", True),
        ("http://127.0.0.1:9", "http://store.example/x", False),
    ],
)
def test_where_redirects_may_lead(base: str, place: str, followed: bool) -> None:
    transport = store(place)
    stream = Acme("p", "t", base_url=base, transport=transport).voice.recordings("RE1").iter_bytes()
    if followed:
        assert list(stream) == [b"data"]
        assert transport.requests[1].url == place
        assert dict(transport.requests[1].headers) == {"User-Agent": "dialwright-acme/0.1.0", "Accept": "*/*"}
        assert (transport.requests[1].patience, transport.requests[1].content) == (60.0, b"")
    else:
        with pytest.raises(RedirectError):
            list(stream)


def test_options_hold_elsewhere_too() -> None:
    transport = store("https://store.example/x")
    client = Acme("p", "t", base_url="https://acme.example", transport=transport)
    receipt = Receipt()
    options = Options(timeout=7, receipt=receipt, headers={"X-Own": "1"})
    assert list(client.voice.recordings("RE1").iter_bytes(options=options)) == [b"data"]
    assert [request.patience for request in transport.requests] == [7.0, 7.0]
    assert [head.status for head in receipt.responses] == [302, 200]
    assert ["X-Own" in dict(request.headers) for request in transport.requests] == [True, False]


def test_several_packed_parts(drive: Driver) -> None:
    parts = [gzip.compress(b"12345"), gzip.compress(b"\0" * 200_000), gzip.compress(b"67890")]
    with serving(answer(200, b"".join(parts), headers={"Content-Encoding": "gzip"})) as server:
        found = drive(server, chunks(65536))
    assert b"".join(found) == b"12345" + b"\0" * 200_000 + b"67890"


def test_a_chunk_is_handed_on_as_soon_as_it_is_there() -> None:
    def half(connection: Connection, request: Received) -> bool:
        connection.socket.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345")
        return hang(connection, request)

    with (
        serving(half) as server,
        Acme("p", "t", base_url=server.url, timeout=2) as client,
        client.voice.recordings("RE1").iter_bytes(chunk_size=5) as stream,
    ):
        assert next(stream) == b"12345"


def test_a_transport_that_breaks_off_meanwhile(drive: Driver, tmp_path: Path) -> None:
    def body() -> Generator[bytes]:
        yield b"12345"
        raise ConnectionResetError("gone")

    canned = Canned(TransportResponse(200, [], body()))
    with pytest.raises(APIConnectionError) as caught:
        drive("", download(tmp_path / "a.wav"), **carried(drive, canned))
    assert (caught.value.message, caught.value.sent) == ("ConnectionResetError: gone.", "yes")


def test_a_file_system_without_links(drive: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    place = tmp_path / ("a" * 200)
    with serving(answer(200, b"data")) as server:
        drive(server, download(place))
    assert place.read_bytes() == b"data"

    def meanwhile(connection: Connection, request: Received) -> bool:
        other.write_bytes(b"theirs")
        return answer(200, b"ours")(connection, request)

    other = tmp_path / "b"
    with serving(meanwhile) as server, pytest.raises(FileExistsError) as caught:
        drive(server, download(other))
    assert (caught.value.errno, caught.value.filename) == (EEXIST, str(other))
    assert sorted(tmp_path.iterdir()) == sorted([place, other])
