"""Bodies of several parts (`multipart/form-data`), as browsers write them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .encode import encode_json, plain_text
from .encoding import Encoding
from .errors import ArgumentError
from .fields import elements, is_object, spelled
from .upload import File, guessed_type, read_content, unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["encode_multipart"]

_ESCAPES = {'"': "%22", "\r": "%0D", "\n": "%0A"}
_UNSAFE = re.compile(r'["\r\n]')
_MEDIA_TYPE = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+/[ -~]+")
_PLAIN = Encoding()


def encode_multipart(values: Mapping[str, object], encodings: Mapping[str, Encoding]) -> tuple[bytes, str]:
    """The body, and its media type with the boundary, which is random.

    None is left out, a list has a part for each element, an object is JSON. Bytes, open files and `File`s are
    files, with a name; whatever is open is read to its end here, so that a retry sends the same bytes again.

    Raises:
        ArgumentError: Something cannot be sent.
    """
    boundary = os.urandom(16).hex()
    pieces: list[bytes] = []
    for name, value in values.items():
        for head, content in _parts(name, value, encodings.get(name, _PLAIN)):
            pieces += (f"--{boundary}\r\n".encode(), head, b"\r\n\r\n", content, b"\r\n")
    pieces.append(f"--{boundary}--\r\n".encode())
    return b"".join(pieces), f"multipart/form-data; boundary={boundary}"


def _parts(name: str, value: object, encoding: Encoding) -> Iterator[tuple[bytes, bytes]]:
    """The parts of one field: head and content of each."""
    listed = elements(value)
    if value is None:
        return
    if encoding.style:
        for key, text in spelled(name, value, encoding):
            yield _head(key), _utf8(text)
    elif listed is not None and not encoding.is_json:
        for item in listed:
            yield _part(name, item, encoding)
    else:
        yield _part(name, value, encoding)


def _part(name: str, value: object, encoding: Encoding) -> tuple[bytes, bytes]:
    if isinstance(value, (File, bytes, bytearray)) or hasattr(value, "read"):
        file = unwrapped(value, name.partition("[")[0])
        content_type = file.content_type or encoding.only_type or guessed_type(file.name)
        return _head(name, content_type, file.name), read_content(file.content)
    if is_object(value) or encoding.is_json:
        return _head(name, encoding.only_type or "application/json"), encode_json(value)
    return _head(name, encoding.only_type), _utf8(plain_text(name, value))


def _head(name: str, content_type: str = "", file_name: str | None = None) -> bytes:
    """The headers of a part. Text has no media type unless the document gives it one."""
    told = "" if file_name is None else f'; filename="{_escaped(file_name)}"'
    lines = f'Content-Disposition: form-data; name="{_escaped(name)}"{told}'
    if content_type:
        if not _MEDIA_TYPE.fullmatch(content_type):
            raise ArgumentError(f"{content_type!r} is not a media type.")
        lines += f"\r\nContent-Type: {content_type}"
    return _utf8(lines)


def _escaped(text: str) -> str:
    return _UNSAFE.sub(lambda match: _ESCAPES[match[0]], text)


def _utf8(text: str) -> bytes:
    return read_content(text)
