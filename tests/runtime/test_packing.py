"""Reading bodies: packed or not, whole, and no larger than they may be."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest

from dialwright.python.runtime import ResponseDecodeError
from dialwright.python.runtime import body as module
from dialwright.python.runtime.body import FAILURE_LIMIT, LIMIT, BodyReader, Unpacker
from dialwright.python.runtime.errors import ResponseTooLargeError
from dialwright.python.runtime.response import Headers

TEXT = b"twelve bytes"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that are easy to reach."""
    monkeypatch.setattr(module, "LIMIT", 100)
    monkeypatch.setattr(module, "FAILURE_LIMIT", 10)


def reader(status: int = 200, encoding: str = "") -> BodyReader:
    return BodyReader(status, Headers([("Content-Encoding", encoding)] if encoding else []))


def test_the_limits() -> None:
    assert (LIMIT, FAILURE_LIMIT) == (16 * 1024 * 1024, 64 * 1024)


@pytest.mark.parametrize("encoding", ["", "identity", " Identity "])
def test_what_is_not_packed_is_as_it_came(encoding: str) -> None:
    body = reader(encoding=encoding)
    assert body.so_far == b""
    assert (body.feed(TEXT[:5]), body.so_far) == (True, TEXT[:5])
    assert (body.feed(b""), body.feed(TEXT[5:])) == (True, True)
    assert body.finish() == TEXT


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", " GZIP"])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_what_is_packed_is_unpacked(encoding: str, size: int) -> None:
    body = reader(encoding=encoding)
    packed = gzip.compress(TEXT) + gzip.compress(TEXT)
    for start in range(0, len(packed), size):
        assert body.feed(packed[start : start + size])
    assert body.finish() == TEXT * 2


def test_nothing_needs_no_unpacking() -> None:
    assert reader(encoding="gzip").finish() == b""
    assert reader(encoding="br").finish() == b""
    body = reader(encoding="gzip")
    body.feed(b"")
    assert body.finish() == b""


class TestOddities:
    def test_another_encoding(self) -> None:
        told = r"^The answer is packed as 'brrr.*', which was not asked for\.$"
        with pytest.raises(ResponseDecodeError, match=told) as caught:
            reader(encoding="b" + "r" * 99).feed(TEXT)
        assert "r" * 39 in caught.value.message
        assert "r" * 40 not in caught.value.message

    def test_damage(self) -> None:
        with pytest.raises(ResponseDecodeError, match=r"^The answer's gzip data is damaged\.$") as caught:
            reader(encoding="gzip").feed(TEXT)
        assert caught.value.__context__ is None

    def test_an_end_that_comes_too_soon(self) -> None:
        body = reader(encoding="gzip")
        assert body.feed(gzip.compress(TEXT)[:-1])
        with pytest.raises(ResponseDecodeError, match=r"^The answer's gzip data ends too soon\.$"):
            body.finish()

    def test_of_a_failure_what_could_be_read_is_enough(self) -> None:
        for status in (199, 300, 301, 404, 500):
            body = reader(status, "gzip")
            assert body.feed(gzip.compress(TEXT)[:-1])
            assert body.finish() == TEXT
            assert reader(status, "gzip").feed(TEXT) is False, "no more is wanted"
            assert reader(status, "br").feed(TEXT) is False
        for status in (200, 299):
            with pytest.raises(ResponseDecodeError):
                reader(status, "br").feed(TEXT)


@pytest.mark.usefixtures("small")
class TestLimits:
    @pytest.mark.parametrize("pack", [bytes, gzip.compress])
    @pytest.mark.parametrize("parts", [[100], [1] * 100, [60, 40]])
    def test_a_success_as_large_as_can_be(self, pack: Callable[[bytes], bytes], parts: list[int]) -> None:
        body = reader(encoding="gzip" if pack is gzip.compress else "")
        for size in parts:
            assert body.feed(pack(b"x" * size))
        assert body.finish() == b"x" * 100

    @pytest.mark.parametrize("pack", [bytes, gzip.compress])
    @pytest.mark.parametrize("parts", [[101], [100, 1], [1, 100], [99, 1000]])
    def test_one_that_is_larger(self, pack: Callable[[bytes], bytes], parts: list[int]) -> None:
        body = reader(encoding="gzip" if pack is gzip.compress else "")
        *fitting, last = parts
        for size in fitting:
            assert body.feed(pack(b"x" * size))
        with pytest.raises(ResponseTooLargeError, match=r"^The answer is larger than 100 bytes\.$"):
            body.feed(pack(b"x" * last))

    def test_no_more_is_unpacked_than_tells_that_it_is_too_large(self) -> None:
        body = reader(encoding="gzip")
        body.feed(gzip.compress(b"x" * 30))
        with pytest.raises(ResponseTooLargeError):
            body.feed(gzip.compress(b"x" * 100_000))
        assert len(body.so_far) == 101

    @pytest.mark.parametrize("pack", [bytes, gzip.compress])
    def test_a_failure_is_read_as_far_as_it_may(self, pack: Callable[[bytes], bytes]) -> None:
        encoding = "gzip" if pack is gzip.compress else ""
        body = reader(400, encoding)
        assert body.feed(pack(b"x" * 10)) is True
        assert body.feed(pack(b"y")) is False
        assert body.finish() == b"x" * 10 + b"y"


def test_an_unpacker_says_what_is_still_to_be_fed() -> None:
    packed = gzip.compress(b"x" * 50)
    unpacker = Unpacker("gzip")
    first, rest = unpacker.feed(packed, 20)
    assert first == b"x" * 20
    second, rest = unpacker.feed(rest, 100)
    assert (second, rest) == (b"x" * 30, b"")
    unpacker.finish()
    assert Unpacker("").feed(TEXT, 1) == (TEXT, b""), "what is not packed cannot grow"
