"""Reading a body: unpacked, whole, and no larger than it may be."""

from __future__ import annotations

from zlib import decompressobj, error

from .errors import ResponseDecodeError, ResponseTooLargeError
from .response import Headers

__all__ = ["LIMIT", "BodyReader", "Unpacker"]

LIMIT = 16 * 1024 * 1024
"""How large the body of a success may be, unpacked."""

FAILURE_LIMIT = 64 * 1024
"""How much of the body of a failure is read."""

_GZIP = 31  # zlib's window bits for a gzip header and trailer


class Unpacker:
    """Undoes a Content-Encoding, piece by piece, and notices an end that comes too soon."""

    def __init__(self, encoding: str) -> None:
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            raise ResponseDecodeError(f"The answer is packed as {encoding[:40]!r}, which was not asked for.")
        self._engine = decompressobj(_GZIP) if "gzip" in encoding else None
        self._begun = False

    def feed(self, data: bytes, room: int) -> tuple[bytes, bytes]:
        """Unpack into at most `room` bytes; the second result is what is still to be fed.

        What is not packed cannot grow, and is handed on whole.
        """
        if self._engine is None:
            return data, b""
        if self._engine.eof and data:
            # What follows the end of one gzip member is the next.
            self._engine = decompressobj(_GZIP)
        self._begun = True
        try:
            unpacked = self._engine.decompress(data, room)
        except error:
            unpacked = None
        if unpacked is None:
            raise ResponseDecodeError("The answer's gzip data is damaged.")
        return unpacked, self._engine.unconsumed_tail or self._engine.unused_data

    def finish(self) -> None:
        """Raise where the data ended before its end."""
        if self._engine is not None and self._begun and not self._engine.eof:
            raise ResponseDecodeError("The answer's gzip data ends too soon.")


class BodyReader:
    """Collects a body. A success is whole or an error; of a failure, what could be read is enough."""

    def __init__(self, status: int, headers: Headers) -> None:
        self._succeeded = 200 <= status < 300
        self._limit = LIMIT if self._succeeded else FAILURE_LIMIT
        self._encoding = headers.get("content-encoding", "").strip().lower()
        self._unpacker: Unpacker | None = None
        self._parts: list[bytes] = []
        self._size = 0

    def feed(self, chunk: bytes) -> bool:
        """Take a chunk; whether more is wanted."""
        try:
            return self._take(chunk)
        except ResponseDecodeError as problem:
            failure = problem
        if self._succeeded:
            raise failure
        return False

    def _take(self, chunk: bytes) -> bool:
        self._unpacker = self._unpacker or Unpacker(self._encoding)
        while chunk:
            # One byte beyond the limit tells a body that is too large from one that just fits.
            part, chunk = self._unpacker.feed(chunk, self._limit - self._size + 1)
            self._parts.append(part)
            self._size += len(part)
            if self._size > self._limit:
                raise ResponseTooLargeError(f"The answer is larger than {self._limit} bytes.")
        return True

    def finish(self) -> bytes:
        """The body."""
        if self._unpacker is not None and self._succeeded:
            self._unpacker.finish()
        return self.so_far

    @property
    def so_far(self) -> bytes:
        """What has been read of the body."""
        return b"".join(self._parts)
