"""What callers give for a file: its bytes, a file that is open, or either with a name and a media type."""

from __future__ import annotations

from typing import Protocol, TypeAlias, cast

from .errors import ArgumentError

__all__ = ["File", "FileLike", "SupportsRead", "guessed_type", "read_content", "unwrapped"]


class SupportsRead(Protocol):
    """A file opened in binary mode."""

    def read(self) -> bytes:
        """All of it."""
        ...


class File:
    """A file to send, with what the service is told of it. Nothing is read from a path.

    Args:
        name: What the service is told that the file is called.
        content: The bytes, or a file opened in binary mode, which is read to its end when it is sent.
        content_type: Media type; left out, it is what the document says, or what the name's ending tells.
    """

    __slots__ = ("content", "content_type", "name")

    def __init__(self, name: str, content: bytes | SupportsRead, content_type: str = "") -> None:
        self.name = name
        self.content = content
        self.content_type = content_type

    def __repr__(self) -> str:
        return f"File({self.name!r}, content_type={self.content_type!r})"


FileLike: TypeAlias = bytes | SupportsRead | File
"""A file to send: bytes, a file opened in binary mode, or a `File`, which has a name and a media type."""


def unwrapped(value: object, name: str = "") -> File:
    """What was given for a file, as a `File`; one that has no name is called `name`."""
    if isinstance(value, File):
        return value
    if isinstance(value, (bytes, bytearray)):
        return File(name, bytes(value))
    own: object = getattr(value, "name", None)
    # What is open without a path has a number for a name, or none; only the last part of a path is told.
    told = own.replace("\\", "/").rpartition("/")[2] if isinstance(own, str) else ""
    return File(told or name, cast("SupportsRead", value))


def read_content(content: object, charset: str = "utf-8") -> bytes:
    """The bytes of a body given as text, as bytes or as an open file, which is read once, here.

    Raises:
        ArgumentError: It is none of these, or the file is open as text.
    """
    if isinstance(content, str):
        return _encoded(content, charset)
    if isinstance(content, (bytes, bytearray)):
        return bytes(content)
    read = getattr(content, "read", None)
    data: object = read() if callable(read) else content
    if isinstance(data, bytes):
        return data
    raise ArgumentError(f"The body must be bytes or a file opened in binary mode, not {type(data).__name__}.")


def guessed_type(name: str) -> str:
    """The media type that the ending of a file's name tells, on every machine the same."""
    from mimetypes import MimeTypes

    kind, packed = MimeTypes().guess_type(name)
    return kind if kind and not packed else "application/octet-stream"


def _encoded(text: str, charset: str) -> bytes:
    try:
        return text.encode(charset)
    except (LookupError, UnicodeEncodeError):
        problem = f"The body has characters that cannot be sent as {charset[:40]!r}."
    raise ArgumentError(problem)
