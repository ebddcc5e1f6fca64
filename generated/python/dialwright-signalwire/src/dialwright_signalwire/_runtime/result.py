"""From an answer to what a method returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeGuard, TypeVar, cast

from .answers import Answers
from .decode import decoder_for
from .guards import Unreadable, is_mapping
from .mapping import MappingModel, remember
from .request import Request, Shape
from .response import read_json
from .scalars import Decoder

if TYPE_CHECKING:
    from .call import Call
    from .response import RawResponse

__all__ = ["decoder_of", "read_body", "read_result", "read_with"]

T = TypeVar("T")


def read_result(call: Call, request: Request[T], response: RawResponse) -> T:
    """The result of a request, out of the answer to its call.

    Raises:
        ResponseDecodeError: The answer is not what the request asks for.
    """
    result = _read(call, request, response)
    if request.made and isinstance(result, MappingModel) and is_mapping(request.json):
        remember(result, {name: request.json[name] for name in request.made})
    return cast(T, result)


def _read(call: Call, request: Request[T], response: RawResponse) -> Any:
    kind: Any = request.result
    optional = isinstance(kind, Shape) and kind.optional
    if request.location_id:
        return _location_id(call, response, optional)
    if kind is None or (optional and not response.content):
        return None
    asked: object = request.result
    if _depends(asked):
        return _chosen(call, asked, response)
    if kind is bytes:
        return response.content
    if kind is str and "json" not in response.headers.get("content-type", ""):
        return response.text
    return read_with(decoder_of(kind), call, response, read_body(call, response))


def _depends(kind: object) -> TypeGuard[Answers[Any]]:
    """Whether the result depends on the answer."""
    return isinstance(kind, Answers)


def _chosen(call: Call, kind: Answers[Any], response: RawResponse) -> Any:
    """The result where it depends on the answer."""
    annotation = kind.chosen(response)
    is_json = "json" in response.headers.get("content-type", "json")
    if annotation == "None":
        return None
    if annotation in ("str", "bytes") and not is_json:
        return response.text if annotation == "str" else response.content
    return read_with(decoder_for(annotation), call, response, read_body(call, response))


def decoder_of(kind: Any) -> Decoder:
    """The decoder of a request's result."""
    return decoder_for(kind.annotation if isinstance(kind, Shape) else kind)


def read_body(call: Call, response: RawResponse) -> Any:
    """The JSON of an answer."""
    try:
        return read_json(response.content)
    except ValueError as error:
        problem = str(error)
    raise call.unreadable(response, problem)


def read_with(decoder: Decoder, call: Call, response: RawResponse, value: Any, *steps: str | int) -> Any:
    """A JSON value of the answer, at the end of some steps, as its type."""
    try:
        return decoder(value, call.settings.strict)
    except Unreadable as error:
        problem = Unreadable(error.problem, (*steps, *error.steps))
    del value  # It may hold a secret beside what is odd, and a traceback may show locals.
    where = f"What the answer has at {problem.pointer!r}" if problem.steps else "The answer"
    raise call.unreadable(response, f"{where} {problem.problem}.", problem.pointer)


def _location_id(call: Call, response: RawResponse, optional: bool) -> str | None:
    """The last segment of the address that the answer gives for what was made."""
    from urllib.parse import unquote, urlsplit

    segment = urlsplit(response.headers.get("location", "")).path.rstrip("/").rpartition("/")[2]
    if not segment and optional and "location" not in response.headers:
        return None
    if not segment:
        raise call.unreadable(response, "The answer does not say where the new record is.")
    return unquote(segment)
