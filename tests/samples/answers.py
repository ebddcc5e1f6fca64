"""The answers that the Compatibility reference prints, and the one to give where it prints none."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from .exchange import Answer, Request

__all__ = ["nearest_answer", "printed_answer", "sample_objects"]

_STATUS = re.compile(r"(\d{3}) [A-Za-z ]+")
_ELISION = re.compile(r",?\s*\{\.\.\.\}")
_TRAILING_COMMA = re.compile(r",(\s*[\]}])")
_IDENTIFIER = re.compile(r"(\{\w+\}|US|[0-9a-f-]{36})(\.json)?")


def printed_answer(lines: Sequence[str]) -> Answer | None:
    """The answer printed below the word Response, if a section has one."""
    for number, line in enumerate(lines[:-1]):
        status = _STATUS.fullmatch(lines[number + 1])
        if line == "Response" and status:
            return Answer(int(status[1]), _json_text(lines[number + 2 :]))
    return None


def sample_objects(lines: Sequence[str]) -> dict[int, Answer]:
    """The object printed as the sample of each resource, by its line; a sentence of its own introduces it."""
    return {
        number + 1: Answer(200, _json_text(lines[number + 1 :]))
        for number, line in enumerate(lines[:-1])
        if line.startswith(("A sample ", "Example response of ")) and lines[number + 1] == "{"
    }


def _json_text(lines: Sequence[str]) -> str:
    """The JSON value that the lines begin with, as printed, or mended where the print is not JSON.

    Raises:
        ValueError: A value begins here, but cannot be read even when mended.
    """
    if not lines or lines[0] != "{":
        return ""
    printed = "\n".join(lines)
    mended = _TRAILING_COMMA.sub(r"\1", _ELISION.sub("", printed))
    for text in (printed, mended):
        try:
            _, end = json.JSONDecoder().raw_decode(text)
        except json.JSONDecodeError:
            continue
        return text[:end]
    raise ValueError(f"a printed answer cannot be read as JSON:\n{printed[:300]}")


def nearest_answer(request: Request, printed: Sequence[tuple[Request, Answer]], sample: Answer) -> Answer:
    """The answer for a section that prints none.

    Taken from a section with the same method and path; else, for a list, from another list of the same
    things; else the sample object of the resource.
    """
    for likeness in (_shape, _collection):
        wanted = likeness(request)
        for other, answer in printed:
            if wanted and likeness(other) == wanted:
                return answer
    return sample


def _shape(request: Request) -> tuple[str, ...]:
    """Method and path, identifiers left out."""
    return (request.method, *(_IDENTIFIER.sub("*", part) for part in request.path.split("/")))


def _collection(request: Request) -> tuple[str, ...]:
    """What a list request lists; nothing for any other request."""
    last = request.path.rpartition("/")[2].removesuffix(".json")
    if request.method != "GET" or _IDENTIFIER.fullmatch(last):
        return ()
    return ("GET", last)
