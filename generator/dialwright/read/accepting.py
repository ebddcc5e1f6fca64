"""What a client asks for: the media types in which an operation's success can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..openapi import Content, Operation, Response

_TYPE = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+(;[\x20-\x7e]*)?")
_ANYTHING = ("*/*", "application/octet-stream")
_USUAL = ("application/json",)
_REST = "*/*;q=0.1"  # of what is handed on as bytes, anything will do in the end


def read_accept(operation: Operation, *, binary: bool) -> tuple[str, ...]:
    """The media types to ask for; nothing where that is JSON alone, or where anything will do.

    Of an answer in JSON and in other forms JSON is what is asked for.
    """
    contents = [content for response in operation.successes for content in _wanted(response)]
    found = tuple(dict.fromkeys(filter(_TYPE.fullmatch, map(_asked, contents))))
    if found == _USUAL or (binary and any(one in _ANYTHING for one in found)):
        return ()
    return (*found, _REST) if binary and found else found


def other_forms(operation: Operation) -> tuple[str, ...]:
    """The media types of successes that no method reads: there is JSON beside them."""
    found = (
        content.media_type
        for response in operation.successes
        if response.is_json
        for content in response.contents
        if not (content.is_json or content.streams)
    )
    return tuple(dict.fromkeys(found))


def _wanted(response: Response) -> Iterator[Content]:
    contents = [content for content in response.contents if not content.streams]
    json = [content for content in contents if content.is_json]
    usual = next((content for content in json if _asked(content) in _USUAL), None)
    same = usual.schema.identity if usual is not None and usual.schema is not None else None
    for content in json or contents:
        is_same = content.schema is not None and content.schema.identity == same
        if content is usual or not (is_same or (usual and content.essence == "text/json")):
            yield content


def _asked(content: Content) -> str:
    """A media type as it is asked for: what stands for anything is JSON, and the charset is the service's."""
    if content.is_json and "*" in content.essence:
        return "application/json"
    return content.essence if "charset=" in content.media_type.lower() else content.media_type.strip()
