"""What a generated method says: one request, and how a list goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .encoding import Encoding
    from .envelope import Envelope
    from .rules import Rule
    from .security import Alternatives
    from .upload import FileLike

__all__ = ["Pagination", "Request", "Shape", "Styled", "make_uuid"]

T = TypeVar("T")


class Pagination:
    """How a list goes on, as data.

    Args:
        style: `next-uri` and `meta-url` (a property of the answer holds the address of the next page),
            `link-header`, or `none`.
        items: Property that holds the records, dotted; `""` is the answer itself. Of several the first counts
            that is there.
        next: Property that holds the address of the next page, dotted; of several likewise.
        page_size: Query parameter that sets the size of a page.
        page_number: Query parameter that asks for a page by number.
        page_token: Query parameter that asks for a page by token.
    """

    __slots__ = ("items", "next", "page_number", "page_size", "page_token", "style")

    def __init__(
        self,
        *,
        style: str,
        items: str | tuple[str, ...],
        next: str | tuple[str, ...] = (),
        page_size: str = "",
        page_number: str = "",
        page_token: str = "",
    ) -> None:
        self.style = style
        self.items = (items,) if isinstance(items, str) else items or ("",)
        self.next = (next,) if isinstance(next, str) else next
        self.page_size = page_size
        self.page_number = page_number
        self.page_token = page_token


class Shape(Generic[T]):
    """A result that is not one class, such as a union: the annotation that says it, as a model's field would.

    Args:
        annotation: `"CallLeg | None"`; its names are those of the models package.
    """

    __slots__ = ("annotation",)

    def __init__(self, annotation: str) -> None:
        self.annotation = annotation

    @property
    def optional(self) -> bool:
        """Whether there may be no result at all."""
        return self.annotation.endswith("| None")


class Styled:
    """A value, and the style in which it is written as a parameter.

    Args:
        value: A single value, a list or a mapping; None is left out.
        style: `simple`, `label`, `matrix`, `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`; or
            `json`, for a value that is written as JSON.
        explode: Whether each part of a list or a mapping is written as a value of its own.
        reserved: Whether characters that mean something in an address are sent as they are.
    """

    __slots__ = ("explode", "reserved", "style", "value")

    def __init__(self, value: object, style: str, *, explode: bool = False, reserved: bool = False) -> None:
        self.value = value
        self.style = style
        self.explode = explode
        self.reserved = reserved

    def __repr__(self) -> str:
        return f"Styled({self.value!r}, {self.style!r})"


def make_uuid() -> str:
    """An identifier that nothing else has, for fields that the caller may leave to the client."""
    from uuid import uuid4

    return str(uuid4())


class Request(Generic[T]):
    """One request of a generated method: what to send, and the type `T` of what comes back.

    Args:
        method: HTTP method.
        template: Path with `{placeholders}`.
        result: Type of the result: a model, `bytes`, `str`, `list[Pet]`, a `Shape`; None for no result.
        path: Values of the placeholders. One that the template does not use is left out.
        query: Query parameters by their names on the wire; None is left out, a list repeats the name.
        form: Fields of a form body, likewise.
        multipart: Fields of a body of several parts, some of which may be files.
        files: Parts that, where one is not None, make a multipart body of `json`, and join it.
        encodings: How fields of `form` or `multipart` are written, where that is not the usual way.
        json: JSON body. In objects None is left out and `NULL` sends null.
        content: A body as it is, with `content_type`.
        content_type: Media type of `content`, unless that is a `File` which says its own.
        headers: Headers by name; None is left out.
        accept: Media type to ask for, where it is not what `result` says.
        cookies: Cookies by name, likewise.
        pages: How the list goes on, for a list.
        rules: Conditions over the arguments.
        idempotent: Whether the request may be repeated though its method does not promise so.
        location_id: Whether the result is the last part of the address in the Location header.
        envelope: What the fields of the JSON body are wrapped in.
        made: Fields of the JSON body that the result is to answer with as well, by key.
        security: The credentials it needs, where that differs from what the API says.
    """

    __slots__ = (
        "accept",
        "content",
        "content_type",
        "cookies",
        "encodings",
        "envelope",
        "files",
        "form",
        "headers",
        "idempotent",
        "json",
        "location_id",
        "made",
        "method",
        "multipart",
        "pages",
        "path",
        "query",
        "result",
        "rules",
        "security",
        "template",
    )

    @overload
    def __init__(
        self: Request[None],
        method: str,
        template: str,
        result: None,
        *,
        path: Mapping[str, object] | None = None,
        query: Mapping[str, object] | None = None,
        form: Mapping[str, object] | None = None,
        multipart: Mapping[str, object] | None = None,
        files: Mapping[str, object] | None = None,
        encodings: Mapping[str, Encoding] | None = None,
        json: object = None,
        content: str | FileLike | None = None,
        content_type: str = "",
        headers: Mapping[str, object] | None = None,
        accept: str = "",
        cookies: Mapping[str, object] | None = None,
        pages: Pagination | None = None,
        rules: tuple[Rule, ...] = (),
        idempotent: bool = False,
        location_id: bool = False,
        envelope: Envelope | None = None,
        made: tuple[str, ...] = (),
        security: Alternatives | None = None,
    ) -> None: ...

    @overload
    def __init__(
        self,
        method: str,
        template: str,
        result: type[T] | Shape[T],
        *,
        path: Mapping[str, object] | None = None,
        query: Mapping[str, object] | None = None,
        form: Mapping[str, object] | None = None,
        multipart: Mapping[str, object] | None = None,
        files: Mapping[str, object] | None = None,
        encodings: Mapping[str, Encoding] | None = None,
        json: object = None,
        content: str | FileLike | None = None,
        content_type: str = "",
        headers: Mapping[str, object] | None = None,
        accept: str = "",
        cookies: Mapping[str, object] | None = None,
        pages: Pagination | None = None,
        rules: tuple[Rule, ...] = (),
        idempotent: bool = False,
        location_id: bool = False,
        envelope: Envelope | None = None,
        made: tuple[str, ...] = (),
        security: Alternatives | None = None,
    ) -> None: ...

    def __init__(
        self,
        method: str,
        template: str,
        result: Any,
        *,
        path: Mapping[str, object] | None = None,
        query: Mapping[str, object] | None = None,
        form: Mapping[str, object] | None = None,
        multipart: Mapping[str, object] | None = None,
        files: Mapping[str, object] | None = None,
        encodings: Mapping[str, Encoding] | None = None,
        json: object = None,
        content: str | FileLike | None = None,
        content_type: str = "",
        headers: Mapping[str, object] | None = None,
        accept: str = "",
        cookies: Mapping[str, object] | None = None,
        pages: Pagination | None = None,
        rules: tuple[Rule, ...] = (),
        idempotent: bool = False,
        location_id: bool = False,
        envelope: Envelope | None = None,
        made: tuple[str, ...] = (),
        security: Alternatives | None = None,
    ) -> None:
        self.method = method
        self.template = template
        self.result: Any = result
        self.path = path or {}
        self.query = query or {}
        self.form = form
        self.multipart = multipart
        self.files = files or {}
        self.encodings = encodings or {}
        self.json = json
        self.content = content
        self.content_type = content_type
        self.headers = headers or {}
        self.accept = accept
        self.cookies = cookies or {}
        self.pages = pages
        self.rules = rules
        self.idempotent = idempotent
        self.location_id = location_id
        self.envelope = envelope
        self.made = made
        self.security = security

    def __repr__(self) -> str:
        return f"Request({self.method} {self.template})"

    @property
    def repeatable(self) -> bool:
        """Whether sending the request twice does no more than sending it once."""
        return self.idempotent or self.method in _REPEATABLE


_REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
