"""Bodies that are sent as they are read, and what of them can be sent again."""

from __future__ import annotations

import asyncio
import io
import threading
from pathlib import Path
from typing import Any

import pytest

from dialwright.python.runtime import ArgumentError, File, Request, ServerError, TransportRequest
from dialwright.python.runtime.address import parse_address
from dialwright.python.runtime.uploads import Upload, upload

from .plain import perform
from .server import answer, serving

CHUNK = 64 * 1024


class Pipe(io.RawIOBase):
    """A stream that cannot go back."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = list(pieces)
        self.threads: list[int] = []
        self.sizes: list[int] = []

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        if size:
            self.threads.append(threading.get_ident())
            self.sizes.append(size)
        return self._pieces.pop(0) if size and self._pieces else b""


class Odd(io.BytesIO):
    """A stream that says that it can go back, and cannot."""

    def __init__(self, content: bytes, error: type[Exception] | None) -> None:
        super().__init__(content)
        self._error = error

    def tell(self) -> int:
        if self._error is not None:
            raise self._error
        return super().tell()

    def seekable(self) -> bool:
        return self._error is not None


class Bare:
    """No more than can be read."""

    def __init__(self, content: bytes) -> None:
        self._inner = io.BytesIO(content)

    def read(self, size: int = -1, /) -> bytes:
        return self._inner.read(size)


def gathered(body: bytes | Upload) -> list[bytes]:
    assert isinstance(body, Upload)
    return [*body]


def gathered_later(body: bytes | Upload) -> list[bytes]:
    async def gather() -> list[bytes]:
        assert isinstance(body, Upload)
        return [piece async for piece in body]

    return asyncio.run(gather())


READERS = [gathered, gathered_later]


class TestFile:
    def test_keeps_what_it_is_given(self) -> None:
        headers = {"X-A": "1"}
        file = File(b"x", "a.png", "image/png", headers)
        assert (file.content, file.name, file.content_type, file.headers) == (
            b"x",
            "a.png",
            "image/png",
            {"X-A": "1"},
        )
        headers["X-B"] = "2"
        assert file.headers == {"X-A": "1"}, "a copy"

    def test_needs_only_content(self) -> None:
        file = File("text")
        assert (file.content, file.name, file.content_type, file.headers) == ("text", None, None, {})

    def test_shows_no_content(self) -> None:
        assert repr(File(b"secret", "a.png", "image/png")) == "File(name='a.png', content_type='image/png')"


class TestWhole:
    @pytest.mark.parametrize(
        ("content", "sent"),
        [
            (b"\x00\xff", b"\x00\xff"),
            (bytearray(b"ab"), b"ab"),
            ("grüß", "grüß".encode()),
            (File(b"ab"), b"ab"),
            (File("grüß"), "grüß".encode()),
            (b"", b""),
        ],
    )
    def test_bytes_and_text_are_sent_at_once(self, content: object, sent: bytes) -> None:
        body = upload(content)
        assert (type(body), body) == (bytes, sent)

    @pytest.mark.parametrize("content", [None, 7, ["a"], object(), {"read": 1}])
    def test_what_is_neither_is_refused(self, content: object) -> None:
        kind = type(content).__name__
        with pytest.raises(
            ArgumentError, match=rf"^A file must be bytes or open in binary mode, not {kind}\.$"
        ):
            upload(content)

    def test_what_gives_text_is_refused(self) -> None:
        text: Any = io.StringIO("text")
        for content in (text, File(text)):
            with pytest.raises(ArgumentError, match=r"^A file must be open in binary mode: it gives str\.$"):
                upload(content)


@pytest.mark.parametrize("read", READERS)
class TestPieces:
    def test_a_file_is_read_from_where_it_stands(self, read: Any) -> None:
        file = io.BytesIO(b"skip" + b"x" * (CHUNK + 5))
        file.seek(4)
        body = upload(file)
        assert isinstance(body, Upload)
        assert body.length == CHUNK + 5
        assert file.tell() == 4, "asking for the length moves nothing"
        assert [len(piece) for piece in read(body)] == [CHUNK, 5]

    def test_a_file_is_read_again_from_there(self, read: Any) -> None:
        file = io.BytesIO(b"skipabc")
        file.seek(4)
        body = upload(File(file))
        assert isinstance(body, Upload)
        assert read(body) == [b"abc"]
        assert body.is_spent is False
        assert body.length == 3, "also once it was read"
        assert read(body) == [b"abc"]

    def test_a_stream_is_read_once(self, read: Any) -> None:
        pipe = Pipe(b"one", b"two")
        body = upload(pipe)
        assert isinstance(body, Upload)
        assert (body.length, body.is_spent) == (None, False)
        assert read(body) == [b"one", b"two"]
        assert pipe.sizes == [CHUNK] * 3, "no more at once than that"
        assert body.is_spent is True

    @pytest.mark.parametrize("error", [OSError, ValueError, AttributeError, None])
    def test_what_says_wrongly_that_it_can_go_back_is_a_stream(
        self, read: Any, error: type[Exception] | None
    ) -> None:
        body = upload(Odd(b"abc", error))
        assert isinstance(body, Upload)
        assert (body.length, body.is_spent) == (None, False)
        assert read(body) == [b"abc"]
        assert body.is_spent is True

    def test_what_can_only_be_read_is_a_stream(self, read: Any) -> None:
        body = upload(Bare(b"abc"))
        assert isinstance(body, Upload)
        assert (body.length, body.is_spent) == (None, False)
        assert read(body) == [b"abc"]
        assert body.is_spent is True

    def test_several_pieces_are_one_body(self, read: Any) -> None:
        body = Upload([b"a", io.BytesIO(b"bc"), b"", io.BytesIO(b""), b"def"])
        assert body.length == 6
        assert b"".join(read(body)) == b"abcdef"
        assert body.is_spent is False
        assert b"".join(read(body)) == b"abcdef"

    def test_one_piece_of_unknown_length_is_enough(self, read: Any) -> None:
        body = Upload([b"a", Pipe(b"bc"), io.BytesIO(b"d")])
        assert (body.length, body.is_spent) == (None, False)
        assert b"".join(read(body)) == b"abcd"
        assert body.is_spent is True


def test_a_file_is_read_in_no_thread_that_would_wait() -> None:
    pipe = Pipe(b"one")
    body = Upload([pipe])
    gathered_later(body)
    assert threading.get_ident() not in pipe.threads
    other = Pipe(b"one")
    gathered(Upload([other]))
    assert set(other.threads) == {threading.get_ident()}


def test_a_file_that_was_cut_since_has_nothing_left() -> None:
    file = io.BytesIO(b"abcdef")
    file.seek(4)
    body = Upload([file])
    file.truncate(2)
    assert body.length == 0


def test_shows_how_much_it_is() -> None:
    assert repr(Upload([b"abc"])) == "Upload(3 bytes)"


# --- on the wire -------------------------------------------------------------------------------------------


@pytest.fixture(params=["sync", "async"])
def flavour(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def put(flavour: str, content: Any, *statuses: int, retries: int = 0, **given: Any) -> Any:
    """Send a body; the bodies that came, the number of their chunks, and the last headers."""
    request = Request("PUT", "/blob", None, content=content, **given)
    steps = [answer(status, headers={"Retry-After": "0"}) for status in (*statuses, 204)]
    with serving(*steps) as server:
        perform(flavour, server.url, lambda session: session.send(request, None), max_retries=retries)
    return [(sent.body, sent.chunks) for sent in server.requests], server.requests[-1].headers


def test_an_open_file(flavour: str, tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_bytes(b"skip" + b"x" * 300_000)
    with place.open("rb") as file:
        file.seek(4)
        bodies, headers = put(flavour, file)
    assert bodies == [(b"x" * 300_000, 0)]
    assert headers["content-length"] == "300000"
    assert "transfer-encoding" not in headers
    assert headers["content-type"] == "application/octet-stream"


def test_a_stream_is_sent_as_it_is_read(flavour: str) -> None:
    bodies, headers = put(flavour, Pipe(b"one", b"two", b"three"))
    assert bodies == [(b"onetwothree", 3)]
    assert "content-length" not in headers


def test_a_file_is_sent_again_whole(flavour: str) -> None:
    bodies, _ = put(flavour, io.BytesIO(b"again"), 503, retries=2)
    assert bodies == [(b"again", 0)] * 2


def test_what_is_gone_is_not_sent_again(flavour: str) -> None:
    request = Request("PUT", "/blob", None, content=Pipe(b"once"))
    with serving(answer(503, headers={"Retry-After": "0"})) as server, pytest.raises(ServerError):
        perform(flavour, server.url, lambda session: session.send(request, None), max_retries=2)
    assert [(sent.body, sent.chunks) for sent in server.requests] == [(b"once", 1)]


@pytest.mark.parametrize(
    ("content", "given", "sent"),
    [
        (b"1", {}, "application/octet-stream"),
        (b"1", {"content_type": "image/png"}, "image/png"),
        (File(b"1", content_type="image/gif"), {"content_type": "image/png"}, "image/gif"),
        (File(b"1"), {"content_type": "image/png"}, "image/png"),
        ("1", {"content_type": "text/plain"}, "text/plain"),
    ],
)
def test_the_media_type(flavour: str, content: Any, given: Any, sent: str) -> None:
    bodies, headers = put(flavour, content, **given)
    assert (bodies, headers["content-type"]) == ([(b"1", 0)], sent)


@pytest.mark.parametrize(
    ("content_type", "sent"),
    [
        ("text/plain", "grüß".encode()),
        ("text/plain; charset=iso-8859-1", "grüß".encode("latin-1")),
        ('text/plain; Charset="ISO-8859-1"; x=y', "grüß".encode("latin-1")),
        ("text/plain; charset='utf-8'", "grüß".encode()),
    ],
)
def test_text_in_the_charset_of_its_media_type(flavour: str, content_type: str, sent: bytes) -> None:
    assert put(flavour, "grüß", content_type=content_type)[0] == [(sent, 0)]


@pytest.mark.parametrize("charset", ["iso-8859-1", "no-such", "ascii"])
def test_text_that_its_charset_does_not_have_is_refused(flavour: str, charset: str) -> None:
    with pytest.raises(
        ArgumentError, match=rf"^The body has characters that cannot be sent as '{charset}'\.$"
    ) as caught:
        put(flavour, "€", content_type=f"text/plain; charset={charset}")
    assert caught.value.__context__ is None


class TestTransports:
    """What a transport of the user's own is handed."""

    def request(self, content: bytes | Upload) -> TransportRequest:
        address = parse_address("http://127.0.0.1:9", "base_url")
        return TransportRequest("PUT", address, "/", [], content)

    def test_the_body_whole_or_in_pieces(self) -> None:
        body = Upload([b"a", io.BytesIO(b"bc")])
        request = self.request(body)
        assert (request.content_length, request.body) == (3, body)
        assert request.content == b"abc"
        assert (request.content, request.body) == (b"abc", b"abc"), "once it was read, it is kept"

    def test_a_stream_can_be_had_once(self) -> None:
        request = self.request(Upload([Pipe(b"ab", b"c")]))
        assert request.content_length is None
        assert request.content == request.content == b"abc"
        assert request.content_length == 3

    def test_bytes(self) -> None:
        request = self.request(b"ab")
        assert (request.content, request.body, request.content_length) == (b"ab", b"ab", 2)
