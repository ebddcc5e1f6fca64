"""A request that came to the user's server: its address, headers and body, whatever the framework."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

from .errors import ArgumentError, WebhookPayloadError, WebhookSignatureError
from .guards import is_mapping, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Protocol

    class HasItems(Protocol):
        """A mapping of headers, as every framework has one."""

        def items(self) -> Iterable[tuple[str, str]]:
            """Names and values."""
            ...


__all__ = ["BODY", "EMPTY", "FORM", "UNREAD", "WebhookBody", "WebhookHeaders", "WebhookRequest"]

WebhookHeaders: TypeAlias = "HasItems | Iterable[tuple[str | bytes, str | bytes]]"
"""Headers: any mapping of names to values, or pairs of them. Case does not matter."""

WebhookBody: TypeAlias = "bytes | str | Mapping[str, str | Sequence[str]] | Iterable[tuple[str, str]]"
"""A body: as it came, or a form that was parsed already, as a mapping or as pairs."""

FORM, BODY, EMPTY, UNREAD = "form", "body", "empty", "unread"
"""What there may be: a form, another body such as JSON, none, or one of which nothing was handed over."""

LARGEST = 4 * 1024 * 1024
"""How many bytes a body may have."""

LONGEST = 64 * 1024
"""How many characters an address may have."""

_FORM_TYPE = "application/x-www-form-urlencoded"
_MOST_FIELDS = 1000


class WebhookRequest:
    """One request, in one form.

    Args:
        url: The address that it came to, with its query.
        headers: Its headers.
        body: Its body, best as it came.
        public_url: The address as the service knows it, which counts instead of `url`.

    Raises:
        ArgumentError: Something is of a type that no request has.
        WebhookSignatureError: The request is larger than is looked at, or its form cannot be read.
    """

    __slots__ = ("content", "headers", "kind", "pairs", "query", "url")

    def __init__(
        self, url: str, headers: WebhookHeaders, body: WebhookBody, public_url: str | None = None
    ) -> None:
        self.url = _address(url if public_url is None else public_url)
        self.headers = tuple(_headers(headers))
        self.query = _parsed(self.url.partition("?")[2].partition("#")[0]) or ()
        raw = _raw(body)
        self.content = raw or b""
        self.pairs = self._form() if raw is not None else _pairs(body)
        self.kind = self._kind()

    def value(self) -> Any:
        """What the request carries: the fields of its form, or its JSON. Without a body, those of the query.

        Raises:
            WebhookPayloadError: The body is neither a form nor JSON.
        """
        if self.kind == BODY:
            return _json(self.content)
        fields: dict[str, list[str]] = {}
        for name, value in self.pairs if self.kind == FORM else self.query:
            fields.setdefault(name, []).append(value)
        return {name: values[0] if len(values) == 1 else values for name, values in fields.items()}

    def fields(self) -> dict[str, Any]:
        """The same, where it must be values with names.

        Raises:
            WebhookPayloadError: It is something else.
        """
        value = self.value()
        if not is_object(value):
            raise WebhookPayloadError("The body is JSON, but no object.")
        return value

    def _header(self, name: str) -> str:
        return next((value for known, value in self.headers if known == name), "")

    @property
    def _media_type(self) -> str:
        return self._header("content-type").partition(";")[0].strip().lower()

    def _form(self) -> tuple[tuple[str, str], ...]:
        """The fields of the body, if it is a form: it says so, or does not say what it is and is no JSON."""
        looks_so = self.content.lstrip()[:1] not in (b"{", b"[")
        if not (self._media_type == _FORM_TYPE if self._media_type else looks_so):
            return ()
        found = _parsed(_text(self.content))
        if found is None:
            raise WebhookSignatureError("The body should be a form, but cannot be read as one.")
        return found

    def _kind(self) -> str:
        if any(name or value for name, value in self.pairs):
            return FORM
        is_form = bool(self.pairs) or self._media_type == _FORM_TYPE
        if self.content:
            return UNREAD if is_form else BODY
        # A framework that finds no form in a body, or has read it before, has nothing to hand over. To take
        # that for an empty body would let a body pass that nobody signed.
        has_one = self._header("content-length") not in ("", "0") or self._header("transfer-encoding")
        return UNREAD if has_one or self._media_type not in ("", _FORM_TYPE) or self.pairs else EMPTY


def _address(url: object) -> str:
    if not isinstance(url, str):
        raise ArgumentError(f"The address must be text, not {type(url).__name__}.")
    if len(url) > LONGEST:
        raise WebhookSignatureError(f"The address is longer than {LONGEST} characters.")
    return url


def _headers(headers: object) -> Iterator[tuple[str, str]]:
    """Names in lower case, and values; what is neither text nor bytes is no header."""
    items = getattr(headers, "items", None)
    for name, value in _each_pair(items() if callable(items) else headers, "headers"):
        if isinstance(name, (str, bytes)) and isinstance(value, (str, bytes)):
            yield _ascii(name).lower(), _ascii(value).strip()


def _ascii(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("latin-1")


def _raw(body: object) -> bytes | None:
    """The body as it came; None for a form that was parsed."""
    if isinstance(body, str):
        body = body.encode("utf-8", "surrogatepass")
    if not isinstance(body, (bytes, bytearray)):
        return None
    _limit(len(body))
    return bytes(body)


def _limit(size: int) -> None:
    if size > LARGEST:
        raise WebhookSignatureError(f"The body is larger than {LARGEST} bytes.")


def _pairs(form: object) -> tuple[tuple[str, str], ...]:
    """Names and values of a parsed form, those of one name in the order in which they came."""
    found: list[tuple[str, str]] = []
    for name, value in _each_pair(_listed(form), "body"):
        for one in value if _is_several(value) else (value,):
            if not isinstance(name, str) or not isinstance(one, str):
                raise WebhookSignatureError("The form holds something that is not text.")
            found.append((name, one))
    _limit(sum(len(name) + len(value) for name, value in found))
    return tuple(found)


def _listed(form: object) -> object:
    """A mapping as pairs. Those of frameworks hand out but one value of a name, unless asked for the list."""
    if not is_mapping(form):
        return form
    getlist = getattr(form, "getlist", None)
    return [(name, getlist(name)) for name in form] if callable(getlist) else form.items()


def _each_pair(pairs: object, what: str) -> Iterator[tuple[object, object]]:
    """The elements of something that must consist of pairs."""
    if not _is_iterable(pairs) or isinstance(pairs, (str, bytes)):
        raise ArgumentError(f"{what} cannot be {type(pairs).__name__}.")
    for pair in pairs:
        if not _is_several(pair) or len(pair) != 2:
            raise ArgumentError(f"{what} must be a mapping, or pairs of a name and a value.")
        yield pair[0], pair[1]


def _is_iterable(value: object) -> TypeGuard[Iterable[object]]:
    return isinstance(value, Iterable)


def _is_several(value: object) -> TypeGuard[list[object] | tuple[object, ...]]:
    return isinstance(value, (list, tuple))


def _text(content: bytes) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _parsed(form: str | None) -> tuple[tuple[str, str], ...] | None:
    """The names and values of a form or a query; None where it is not UTF-8, or too much."""
    from urllib.parse import parse_qsl

    if form is None:
        return None
    try:
        return tuple(parse_qsl(form, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS))
    except ValueError:
        return None


def _json(content: bytes) -> Any:
    from .response import read_json

    try:
        return read_json(content)
    except ValueError:
        pass
    raise WebhookPayloadError("The body is neither a form nor JSON that can be relied on.")
