"""Bodies of named fields other than JSON: multipart, and forms whose fields are each written in a way of
their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING, TypeGuard
from urllib.parse import quote, quote_plus

from .encode import check_header, encode_form, encode_json, plain_text
from .errors import ArgumentError
from .guards import is_mapping
from .model import Model
from .uploads import File, Upload, readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .request import Encoding, SupportsRead

__all__ = ["encode_fields", "usual_form"]

_FORM = "application/x-www-form-urlencoded"
_BINARY = "application/octet-stream"
_BROKEN = re.compile(r"[\r\n\x00]")
_RESERVED = ":/?#[]@!$&'()*+,;="
_DELIMITERS = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}


def encode_fields(
    fields: Mapping[str, object], content_type: str, encodings: Mapping[str, Encoding]
) -> tuple[bytes | Upload, str]:
    """The body that holds these fields in a media type, and the media type with what belongs to it."""
    essence = content_type.partition(";")[0].strip().lower()
    if essence == _FORM:
        return _form(fields, encodings), content_type
    if essence.startswith("multipart/"):
        boundary = make_boundary()
        pieces = [*_multipart(fields, encodings, boundary.encode("ascii"))]
        whole = all(isinstance(piece, bytes) for piece in pieces)
        body = b"".join(piece for piece in pieces if isinstance(piece, bytes)) if whole else Upload(pieces)
        return body, f"{essence}; boundary={boundary}"
    for name, value in fields.items():
        if isinstance(value, File):
            raise ArgumentError(f"{name!r} is a file, which cannot be sent as {essence}.")
    return encode_json(fields), content_type


def usual_form(fields: Mapping[str, object], forms: Mapping[str, Sequence[str]]) -> str:
    """The media type for these fields: of those for files, if one is given, the first with most."""
    given = {name for name, value in fields.items() if value is not None}
    has_file = any(_is_file(fields[name]) for name in given)

    def fit(media_type: str) -> tuple[bool, int]:
        return has_file <= media_type.startswith("multipart/"), len(given.intersection(forms[media_type]))

    return max(forms, key=fit)


def _is_file(value: object) -> bool:
    """Whether it is a file, or a list in which one is."""
    if _is_list(value):
        return any(_is_file(item) for item in value)
    return isinstance(value, File) or _as_file(value) is not None


def make_boundary() -> str:
    """A line that stands in no part, by the odds."""
    from os import urandom

    return urandom(16).hex()


# --- multipart ---------------------------------------------------------------------------------------------


def _multipart(
    fields: Mapping[str, object], encodings: Mapping[str, Encoding], boundary: bytes
) -> Iterator[bytes | SupportsRead]:
    for name, value in fields.items():
        for item in _items(value, encodings.get(name)):
            head, content = _part(name, item, encodings.get(name))
            yield b"--" + boundary + b"\r\n" + head + b"\r\n\r\n"
            yield content
            yield b"\r\n"
    yield b"--" + boundary + b"--\r\n"


def _items(value: object, encoding: Encoding | None) -> list[object]:
    """The parts of one field: one for each item of a list, unless the list is written as JSON."""
    if value is None:
        return []
    if _is_list(value) and not _is_json(encoding):
        return [item for item in value if item is not None]
    return [value]


def _is_json(encoding: Encoding | None) -> bool:
    return encoding is not None and encoding.is_json


def _is_list(value: object) -> TypeGuard[Sequence[object] | Set[object]]:
    return isinstance(value, (Sequence, Set)) and not isinstance(value, (str, bytes, bytearray))


def _part(name: str, value: object, encoding: Encoding | None) -> tuple[bytes, bytes | SupportsRead]:
    """The head and the content of one part."""
    file = value if isinstance(value, File) else _as_file(value)
    asked = encoding.media_type if encoding is not None else ""
    if file is None:
        content, usual = _plain_part(name, value, encoding)
        return _head(name, "", asked or usual, {}), content
    filename = file.name if file.name is not None else _own_name(file.content) or name
    text = isinstance(file.content, str)
    kind = file.content_type or asked or ("text/plain; charset=utf-8" if text else _BINARY)
    return _head(name, filename, kind, file.headers), _content(file)


def _as_file(value: object) -> File | None:
    """What is no `File` and yet a file: bytes, or something to read."""
    if isinstance(value, (bytes, bytearray)):
        return File(bytes(value))
    return File(readable(value)) if callable(getattr(value, "read", None)) else None


def _content(file: File) -> bytes | SupportsRead:
    if isinstance(file.content, str):
        return file.content.encode("utf-8")
    return file.content if isinstance(file.content, bytes) else readable(file.content)


def _plain_part(name: str, value: object, encoding: Encoding | None) -> tuple[bytes, str]:
    """A part that is no file, and its media type where it has to be told."""
    if is_mapping(value) or isinstance(value, Model) or _is_list(value) or _is_json(encoding):
        return encode_json(value), "application/json"
    return plain_text(name, value).encode("utf-8"), ""


def _own_name(content: object) -> str:
    """The last part of the path of an open file."""
    name = getattr(content, "name", None)
    return re.split(r"[/\\]", name)[-1] if isinstance(name, str) else ""


def _head(name: str, filename: str, media_type: str, headers: Mapping[str, str]) -> bytes:
    """The headers of a part. Names are quoted as browsers do."""
    disposition = f'form-data; name="{_quoted(name)}"'
    lines = [
        f"Content-Disposition: {disposition}" + (f'; filename="{_quoted(filename)}"' if filename else "")
    ]
    if media_type:
        if _BROKEN.search(media_type) or not media_type.isascii():
            raise ArgumentError(f"The media type of {name!r} must be plain ASCII without line breaks.")
        lines.append(f"Content-Type: {media_type}")
    lines += (f"{key}: {value}" for key, value in (check_header(*pair) for pair in headers.items()))
    return "\r\n".join(lines).encode("utf-8")


def _quoted(text: str) -> str:
    if "\x00" in text:
        raise ArgumentError("The name of a part or a file must not hold a NUL.")
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


# --- forms -------------------------------------------------------------------------------------------------


def _form(fields: Mapping[str, object], encodings: Mapping[str, Encoding]) -> bytes:
    """Fields written as the document says; those of which it says nothing as in every form."""
    parts = (_form_field(name, value, encodings.get(name)) for name, value in fields.items())
    return "&".join(part for part in parts if part).encode("ascii")


def _form_field(name: str, value: object, encoding: Encoding | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Model):
        value = value.to_dict()
    if encoding is None and is_mapping(value):
        return _pair(name, encode_json(value).decode("utf-8"))
    if encoding is None:
        return encode_form({name: value}).decode("ascii")
    if encoding.is_json:
        return _pair(name, encode_json(value).decode("utf-8"))
    return _styled(name, value, encoding)


def _styled(name: str, value: object, encoding: Encoding) -> str:
    """A field in the style of a query parameter."""
    if encoding.style == "deepObject" and (is_mapping(value) or _is_list(value)):
        from .request import Styled
        from .styles import query_pairs

        styled = Styled(value, "deepObject", explode=True, reserved=encoding.allow_reserved)
        return "&".join(f"{key}={text}" for key, text in query_pairs(name, styled))
    safe = _RESERVED.replace("&", "").replace("+", "").replace("=", "") if encoding.allow_reserved else ""
    if is_mapping(value):
        pairs = [(key, item) for key, item in value.items() if item is not None]
        return _styled_object(name, pairs, encoding, safe)
    if not _is_list(value):
        return _pair(name, plain_text(name, value), safe)
    texts = [plain_text(name, item) for item in value if item is not None]
    if encoding.explode or not texts:
        return "&".join(_pair(name, text, safe) for text in texts)
    delimiter = _DELIMITERS.get(encoding.style, ",")
    return f"{quote_plus(name)}={delimiter.join(quote(text, safe=safe) for text in texts)}"


def _styled_object(name: str, pairs: list[tuple[str, object]], encoding: Encoding, safe: str) -> str:
    texts = [(key, plain_text(f"{name}.{key}", item)) for key, item in pairs]
    if encoding.explode:
        return "&".join(_pair(key, text, safe) for key, text in texts)
    flat = ",".join(quote(text, safe=safe) for pair in texts for text in pair)
    return f"{quote_plus(name)}={flat}"


def _pair(name: str, text: str, safe: str = "") -> str:
    try:
        return f"{quote_plus(name)}={quote_plus(text, safe=safe)}"
    except UnicodeEncodeError:
        problem = f"{name!r} holds half of a surrogate pair, which is not a character."
    raise ArgumentError(problem)
