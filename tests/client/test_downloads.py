"""Recordings and media: streamed to a file that is complete or not there, or chunk by chunk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dialwright_signalwire import Options
from dialwright_signalwire.errors import (
    APIConnectionError,
    APITimeoutError,
    ArgumentError,
    NotFoundError,
    RedirectError,
    ServerError,
    TransportError,
)
from dialwright_signalwire.rest import Client
from runtime.server import Connection, Received, Server, Step, answer, raw, serving

from .harness import ACCOUNT, Connect

SOUND = bytes(range(256)) * 100
WAV = {"Content-Type": "audio/x-wav"}
CUT = raw(b"HTTP/1.1 200 OK\r\nContent-Type: audio/x-wav\r\nContent-Length: 100000\r\n\r\n" + SOUND)
CUT_CHUNKS = raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")


def sound(content: bytes = SOUND) -> Step:
    return answer(200, content, headers=WAV)


def redirect(location: str, status: int = 302) -> Step:
    return answer(status, headers={"Location": location})


def files(folder: Path) -> dict[str, bytes]:
    """What is in a folder, whatever it is called."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


WAYS: list[tuple[str, Callable[[Client], Any]]] = [
    ("Recordings/r.wav", lambda client: client.recordings("r")),
    ("Messages/m/Media/d", lambda client: client.messages("m").media("d")),
]


@pytest.mark.parametrize(("path", "pick"), WAYS)
class TestBothKinds:
    def test_to_a_file(
        self, client: Client, server: Server, tmp_path: Path, path: str, pick: Callable[[Client], Any]
    ) -> None:
        server.then(sound())
        place = pick(client).download(tmp_path / "a.bin")
        assert place == tmp_path / "a.bin"
        assert files(tmp_path) == {"a.bin": SOUND}
        request = server.requests[0]
        assert (request.method, request.target) == ("GET", f"{ACCOUNT}/{path}")
        assert request.headers["accept"] == "*/*"

    def test_chunk_by_chunk(
        self, client: Client, server: Server, path: str, pick: Callable[[Client], Any]
    ) -> None:
        server.then(sound())
        with pick(client).iter_bytes(chunk_size=10_000) as stream:
            assert server.requests == []
            chunks = list(stream)
        assert [len(chunk) for chunk in chunks] == [10_000, 10_000, 5_600]
        assert b"".join(chunks) == SOUND
        assert server.requests[0].target == f"{ACCOUNT}/{path}"

    def test_what_is_cut_short_leaves_nothing(
        self, client: Client, server: Server, tmp_path: Path, path: str, pick: Callable[[Client], Any]
    ) -> None:
        server.then(CUT)
        with pytest.raises(APIConnectionError) as caught:
            pick(client).download(tmp_path / "a.bin")
        assert caught.value.sent == "yes"
        assert files(tmp_path) == {}


class TestFormats:
    @pytest.mark.parametrize("format", ["wav", "mp3"])
    def test_of_a_recording(self, client: Client, server: Server, tmp_path: Path, format: Any) -> None:
        server.then(sound())
        client.recordings("r").download(tmp_path / "a", format=format)
        assert b"".join(client.recordings("r").iter_bytes(format=format)) == SOUND
        assert {request.target for request in server.requests} == {f"{ACCOUNT}/Recordings/r.{format}"}

    @pytest.mark.parametrize("format", ["ogg", "", "WAV", "../x", None])
    def test_one_that_there_is_not(self, client: Client, server: Server, tmp_path: Path, format: Any) -> None:
        with pytest.raises(ArgumentError, match=r"format.*wav, mp3"):
            client.recordings("r").download(tmp_path / "a", format=format)
        with pytest.raises(ArgumentError, match=r"format.*wav, mp3"):
            client.recordings("r").iter_bytes(format=format)
        assert (server.requests, files(tmp_path)) == ([], {})


class TestFiles:
    def test_a_place_given_as_text(self, client: Client, server: Server, tmp_path: Path) -> None:
        server.then(sound())
        place = client.recordings("r").download(str(tmp_path / "a.wav"))
        assert isinstance(place, Path)
        assert place.read_bytes() == SOUND

    def test_more_than_an_answer_may_otherwise_be(
        self, client: Client, server: Server, tmp_path: Path
    ) -> None:
        large = SOUND * 800
        assert len(large) > 16 * 1024 * 1024
        server.then(sound(large))
        assert client.recordings("r").download(tmp_path / "a.wav").read_bytes() == large

    def test_an_empty_one(self, client: Client, server: Server, tmp_path: Path) -> None:
        server.then(sound(b""))
        client.recordings("r").download(tmp_path / "a.wav")
        assert files(tmp_path) == {"a.wav": b""}

    def test_one_that_is_there_already(self, client: Client, server: Server, tmp_path: Path) -> None:
        (tmp_path / "a.wav").write_bytes(b"old")
        server.then(sound())
        with pytest.raises(FileExistsError, match=r"overwrite=True"):
            client.recordings("r").download(tmp_path / "a.wav")
        assert server.requests == []
        assert files(tmp_path) == {"a.wav": b"old"}
        client.recordings("r").download(tmp_path / "a.wav", overwrite=True)
        assert files(tmp_path) == {"a.wav": SOUND}

    def test_one_that_somebody_makes_meanwhile(self, client: Client, server: Server, tmp_path: Path) -> None:
        def interfere(connection: Connection, request: Received) -> bool:
            (tmp_path / "a.wav").write_bytes(b"theirs")
            return sound()(connection, request)

        server.then(interfere)
        with pytest.raises(FileExistsError):
            client.recordings("r").download(tmp_path / "a.wav")
        assert files(tmp_path) == {"a.wav": b"theirs"}

    @pytest.mark.parametrize("step", [CUT, CUT_CHUNKS, answer(404, {"message": "no"})])
    def test_a_failure_keeps_what_was_there(
        self, client: Client, server: Server, tmp_path: Path, step: Step
    ) -> None:
        (tmp_path / "a.wav").write_bytes(b"old")
        server.then(step)
        with pytest.raises((APIConnectionError, NotFoundError)):
            client.recordings("r").download(tmp_path / "a.wav", overwrite=True)
        assert files(tmp_path) == {"a.wav": b"old"}

    def test_no_folder(self, client: Client, server: Server, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            client.recordings("r").download(tmp_path / "none" / "a.wav")
        with pytest.raises(IsADirectoryError):
            client.recordings("r").download(tmp_path, overwrite=True)
        assert server.requests == []

    def test_a_link_is_not_followed_unasked(self, client: Client, server: Server, tmp_path: Path) -> None:
        (tmp_path / "a.wav").symlink_to(tmp_path / "target")
        with pytest.raises(FileExistsError):
            client.recordings("r").download(tmp_path / "a.wav")
        assert server.requests == []

    @pytest.mark.parametrize(("status", "kind"), [(404, NotFoundError), (500, ServerError)])
    def test_a_refusal(
        self, connect: Connect, server: Server, tmp_path: Path, status: int, kind: type[Exception]
    ) -> None:
        server.then(answer(status, {"code": "20404", "message": "no such recording"}))
        client = connect(Client, max_retries=0)
        with pytest.raises(kind, match="no such recording"):
            client.recordings("r").download(tmp_path / "a.wav")
        with pytest.raises(kind, match="no such recording"):
            next(client.recordings("r").iter_bytes())
        assert files(tmp_path) == {}

    def test_a_server_that_falls_silent(self, client: Client, server: Server, tmp_path: Path) -> None:
        def stall(connection: Connection, request: Received) -> bool:
            connection.socket.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345")
            connection.stopped.wait(20)
            return False

        server.then(stall)
        with pytest.raises(APITimeoutError):
            client.recordings("r").download(tmp_path / "a.wav", options=Options(timeout=0.2, max_retries=0))
        assert files(tmp_path) == {}


class TestStreams:
    def test_closed_before_its_end(self, client: Client, server: Server) -> None:
        server.then(sound(SOUND * 100))
        with client.recordings("r").iter_bytes(chunk_size=100) as stream:
            assert next(stream) == SOUND[:100]
        server.then(sound())
        assert b"".join(client.recordings("r").iter_bytes()) == SOUND

    def test_cut_short(self, client: Client, server: Server) -> None:
        """What came is handed on, but nobody can take it for the whole."""
        server.then(CUT)
        came: list[bytes] = []
        with pytest.raises(TransportError):
            came.extend(client.recordings("r").iter_bytes(chunk_size=5000))
        assert SOUND.startswith(b"".join(came))

    @pytest.mark.parametrize("size", [0, -1])
    def test_chunks_of_no_size(self, client: Client, size: int) -> None:
        with pytest.raises(ArgumentError, match="chunk_size"):
            client.recordings("r").iter_bytes(chunk_size=size)

    def test_compressed_on_the_way(self, client: Client, server: Server) -> None:
        server.then(answer(200, SOUND, headers=WAV, packed=True))
        assert b"".join(client.recordings("r").iter_bytes()) == SOUND


class TestRedirects:
    """Media may live elsewhere: there it is fetched without credentials. Here elsewhere is this machine."""

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_to_another_server(self, client: Client, server: Server, tmp_path: Path, status: int) -> None:
        with serving(sound()) as store:
            server.then(redirect(f"{store.url}/bucket/a.wav?signature=b%2Fc", status))
            options = Options(headers={"X-Private": "hush"})
            client.messages("m").media("d").download(tmp_path / "a.wav", options=options)
            request = store.requests[0]
        assert files(tmp_path) == {"a.wav": SOUND}
        assert "authorization" in server.requests[0].headers
        assert request.target == "/bucket/a.wav?signature=b%2Fc"
        assert {"authorization", "cookie", "x-private"}.isdisjoint(request.headers)

    def test_relative_to_the_first(self, client: Client, server: Server) -> None:
        server.then(redirect("../Files/a"), sound())
        assert b"".join(client.recordings("r").iter_bytes()) == SOUND
        assert server.requests[1].target == f"{ACCOUNT}/Files/a"
        assert "authorization" not in server.requests[1].headers

    @pytest.mark.parametrize("hops", [5, 6])
    def test_five_are_enough(self, client: Client, server: Server, tmp_path: Path, hops: int) -> None:
        server.then(*(redirect(f"{server.url}/{hop}") for hop in range(hops)), sound())
        if hops <= 5:
            client.recordings("r").download(tmp_path / "a.wav")
            assert files(tmp_path) == {"a.wav": SOUND}
        else:
            with pytest.raises(RedirectError, match="too often"):
                client.recordings("r").download(tmp_path / "a.wav")
            assert files(tmp_path) == {}
        assert len(server.requests) == 6

    @pytest.mark.parametrize(
        "location",
        ["http://example.com/a", "ftp://127.0.0.1/a", "file:///etc/passwd", "", "https://u:p@127.0.0.1/a"],
    )
    def test_to_no_https_address(self, client: Client, server: Server, tmp_path: Path, location: str) -> None:
        server.then(redirect(location))
        with pytest.raises(RedirectError):
            client.recordings("r").download(tmp_path / "a.wav")
        assert files(tmp_path) == {}
        assert len(server.requests) == 1

    def test_not_without_a_place(self, client: Client, server: Server) -> None:
        server.then(answer(302))
        with pytest.raises(RedirectError) as caught:
            next(client.recordings("r").iter_bytes())
        assert caught.value.status == 302

    def test_of_nothing_but_downloads(self, client: Client, server: Server) -> None:
        with serving(answer(200, {"sid": "a"})) as other:
            server.then(redirect(f"{other.url}/a"))
            with pytest.raises(RedirectError):
                client.recordings("r").fetch()
            with pytest.raises(RedirectError):
                client.calls.create(from_="f", to="t", url="u")
            assert other.connections == 0
