"""Bodies that are sent as they are read: bytes, open files, and several of both in one body."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

from .errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
    from typing import Protocol

    from .request import SupportsRead

    class _Seekable(Protocol):
        """A stream that can go back."""

        def tell(self) -> int: ...

        def seek(self, offset: int, whence: int = 0, /) -> int: ...


__all__ = ["File", "FileLike", "Upload", "upload"]

_CHUNK = 64 * 1024


class File:
    """A file to upload, with what the service is told of it.

    Args:
        content: Bytes, text, or a file opened in binary mode, which is read while it is sent.
        name: Name of the file as the service sees it; None for the last part of an open file's own.
        content_type: Media type; None for the one that the API asks for, else `application/octet-stream`.
        headers: Further headers of this part, where the body has several.
    """

    __slots__ = ("content", "content_type", "headers", "name")

    def __init__(
        self,
        content: bytes | str | SupportsRead,
        name: str | None = None,
        content_type: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.content = content
        self.name = name
        self.content_type = content_type
        self.headers = dict(headers or {})

    def __repr__(self) -> str:
        return f"File(name={self.name!r}, content_type={self.content_type!r})"


FileLike: TypeAlias = "File | bytes | SupportsRead"
"""What a file to upload may be given as: a `File`, bytes, or a file opened in binary mode."""


class Upload:
    """A body in pieces, read while it is sent.

    What can go back to where it began is sent again from there. Of other streams nothing is left once they
    have been read, so that a request with one must not be repeated.
    """

    def __init__(self, pieces: Iterable[bytes | SupportsRead]) -> None:
        self._pieces = tuple(pieces)
        self._starts = tuple(0 if isinstance(piece, bytes) else _start(piece) for piece in self._pieces)
        self._begun = False

    @property
    def length(self) -> int | None:
        """How many bytes it is; None where only its end will tell."""
        sizes = [_size(piece, start) for piece, start in zip(self._pieces, self._starts, strict=True)]
        known = [size for size in sizes if size is not None]
        return sum(known) if len(known) == len(sizes) else None

    @property
    def is_spent(self) -> bool:
        """Whether a part of it has been read that cannot be read again."""
        return self._begun and None in self._starts

    def __iter__(self) -> Iterator[bytes]:
        for piece, start in zip(self._pieces, self._starts, strict=True):
            if isinstance(piece, bytes):
                yield piece
                continue
            self._begin(piece, start)
            while chunk := _read(piece):
                yield chunk

    async def __aiter__(self) -> AsyncIterator[bytes]:
        from asyncio import to_thread

        for piece, start in zip(self._pieces, self._starts, strict=True):
            if isinstance(piece, bytes):
                yield piece
                continue
            self._begin(piece, start)
            while chunk := await to_thread(_read, piece):
                yield chunk

    def _begin(self, piece: SupportsRead, start: int | None) -> None:
        self._begun = True
        if start is not None:
            cast("_Seekable", piece).seek(start)

    def __repr__(self) -> str:
        return f"Upload({self.length} bytes)"


def upload(content: object) -> bytes | Upload:
    """The body of one file, or of bytes or text."""
    if isinstance(content, File):
        content = content.content
    if isinstance(content, str):
        return content.encode("utf-8")
    if isinstance(content, (bytes, bytearray)):
        return bytes(content)
    return Upload([readable(content)])


def readable(content: object) -> SupportsRead:
    """Refuse what cannot be read, or gives text, before anything is sent."""
    if not callable(getattr(content, "read", None)):
        raise ArgumentError(f"A file must be bytes or open in binary mode, not {type(content).__name__}.")
    source = cast("SupportsRead", content)
    nothing = cast("object", source.read(0))
    if not isinstance(nothing, bytes):
        raise ArgumentError(f"A file must be open in binary mode: it gives {type(nothing).__name__}.")
    return source


def _read(source: SupportsRead) -> bytes:
    return source.read(_CHUNK)


def _start(source: SupportsRead) -> int | None:
    """Where a stream stands, if it can go back there."""
    seekable = getattr(source, "seekable", None)
    try:
        return cast("_Seekable", source).tell() if callable(seekable) and seekable() else None
    except (AttributeError, OSError, ValueError):
        return None


def _size(piece: bytes | SupportsRead, start: int | None) -> int | None:
    if isinstance(piece, bytes):
        return len(piece)
    if start is None:
        return None
    source = cast("_Seekable", piece)
    end = source.seek(0, 2)
    source.seek(start)
    return max(0, end - start)
