"""What a generated method says: one request, and how a list goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Protocol

    from .envelope import Envelope
    from .rules import Rule
    from .security import Alternatives
    from .uploads import FileLike

    class SupportsRead(Protocol):
        """A file opened in binary mode."""

        def read(self, size: int = -1, /) -> bytes:
            """At most `size` bytes of it, none at its end; all that is left where no size is given."""
            ...


__all__ = ["Encoding", "Pagination", "Request", "Shape", "Styled", "make_uuid"]

T = TypeVar("T")


class Pagination:
    """How a list goes on, as data.

    Args:
        style: `next-uri` and `meta-url` (a property of the answer holds the address of the next page),
            `link-header`, `cursor`, `last-item`, `offset`, `start-index`, `page-number`, or `none`.
        items: Property that holds the records, dotted; `""` is the answer itself. Of several the first counts
            that is there.
        next: Property that holds the address of the next page, dotted; of several likewise. With
            `last-item`, the property of a record after which the next page begins, dotted.
        page_size: Query parameter that sets the size of a page.
        page_number: Query parameter that asks for a page by number.
        page_token: Query parameter that asks for a page by token, such as a cursor at `next`.
        offset: Query parameter that says how many records to leave out; with `start-index`, the number of the
            first record, from 1.
        more: Property that says whether there is more, dotted.
        total: Property that says how many records there are in all, dotted; with `page-number`, how many
            pages.
        first: Number of the first page.
    """

    __slots__ = (
        "first",
        "items",
        "more",
        "next",
        "offset",
        "page_number",
        "page_size",
        "page_token",
        "style",
        "total",
    )

    def __init__(
        self,
        *,
        style: str,
        items: str | tuple[str, ...],
        next: str | tuple[str, ...] = (),
        page_size: str = "",
        page_number: str = "",
        page_token: str = "",
        offset: str = "",
        more: str = "",
        total: str = "",
        first: int = 1,
    ) -> None:
        self.style = style
        self.items = (items,) if isinstance(items, str) else items or ("",)
        self.next = (next,) if isinstance(next, str) else next
        self.page_size = page_size
        self.page_number = page_number
        self.page_token = page_token
        self.offset = offset
        self.more = more
        self.total = total
        self.first = first


class Encoding:
    """How one field of a form or multipart body is written, where that is not the usual way.

    Args:
        media_type: Media type of the field's part, or of what a form field holds.
        style: How a form field holds several values: `form`, `spaceDelimited`, `pipeDelimited`, `deepObject`.
        explode: Whether each of several values has a field of its own.
        allow_reserved: Whether characters such as `/` are sent as they are.
    """

    __slots__ = ("allow_reserved", "explode", "media_type", "style")

    def __init__(
        self,
        media_type: str = "",
        *,
        style: str = "form",
        explode: bool = True,
        allow_reserved: bool = False,
    ) -> None:
        self.media_type = media_type
        self.style = style
        self.explode = explode
        self.allow_reserved = allow_reserved

    @property
    def is_json(self) -> bool:
        """Whether the field holds JSON."""
        essence = self.media_type.partition(";")[0].strip().lower()
        return essence == "application/json" or essence.endswith("+json")


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
        json: JSON body. In objects None is left out and `NULL` sends null.
        fields: Fields of a body that is written as `content_type` says: multipart, a form, or JSON.
        encodings: How fields of that body are written, by name, where that is not the usual way.
        forms: Media types in which that body can be sent, each with the fields it has; without a
            `content_type` the first that has what is given.
        content: A body as it is, with `content_type`; an open file is read while it is sent.
        content_type: Media type of `content` or `fields`.
        accept: Media types of the answer, if not JSON.
        errors: Annotations of the bodies of failures, by status: `"404"`, `"4XX"`, `"default"`.
        headers: Headers by name; None is left out.
        cookies: Cookies by name, likewise.
        pages: How the list goes on, for a list.
        rules: Conditions over the arguments.
        idempotent: Whether the request may be repeated though its method does not promise so.
        location_id: Whether the result is the last part of the address in the Location header.
        envelope: What the fields of the JSON body are wrapped in.
        made: Fields of the JSON body that the result is to answer with as well, by key.
        security: The credentials it needs, where that differs from what the API says.
        server: The server it is sent to, where that is not the API's: an address, or a path on that one.
    """

    __slots__ = (
        "accept",
        "content",
        "content_type",
        "cookies",
        "encodings",
        "envelope",
        "errors",
        "fields",
        "form",
        "forms",
        "headers",
        "idempotent",
        "json",
        "location_id",
        "made",
        "method",
        "pages",
        "path",
        "query",
        "result",
        "rules",
        "security",
        "server",
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
        json: object = None,
        fields: Mapping[str, object] | None = None,
        encodings: Mapping[str, Encoding] | None = None,
        forms: Mapping[str, tuple[str, ...]] | None = None,
        content: FileLike | str | None = None,
        content_type: str | None = "",
        headers: Mapping[str, object] | None = None,
        cookies: Mapping[str, object] | None = None,
        pages: Pagination | None = None,
        rules: tuple[Rule, ...] = (),
        idempotent: bool = False,
        location_id: bool = False,
        envelope: Envelope | None = None,
        made: tuple[str, ...] = (),
        accept: str = "",
        errors: Mapping[str, str] | None = None,
        security: Alternatives | None = None,
        server: str = "",
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
        json: object = None,
        fields: Mapping[str, object] | None = None,
        encodings: Mapping[str, Encoding] | None = None,
        forms: Mapping[str, tuple[str, ...]] | None = None,
        content: FileLike | str | None = None,
        content_type: str | None = "",
        headers: Mapping[str, object] | None = None,
        cookies: Mapping[str, object] | None = None,
        pages: Pagination | None = None,
        rules: tuple[Rule, ...] = (),
        idempotent: bool = False,
        location_id: bool = False,
        envelope: Envelope | None = None,
        made: tuple[str, ...] = (),
        accept: str = "",
        errors: Mapping[str, str] | None = None,
        security: Alternatives | None = None,
        server: str = "",
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
        json: object = None,
        fields: Mapping[str, object] | None = None,
        encodings: Mapping[str, Encoding] | None = None,
        forms: Mapping[str, tuple[str, ...]] | None = None,
        content: FileLike | str | None = None,
        content_type: str | None = "",
        headers: Mapping[str, object] | None = None,
        cookies: Mapping[str, object] | None = None,
        pages: Pagination | None = None,
        rules: tuple[Rule, ...] = (),
        idempotent: bool = False,
        location_id: bool = False,
        envelope: Envelope | None = None,
        made: tuple[str, ...] = (),
        accept: str = "",
        errors: Mapping[str, str] | None = None,
        security: Alternatives | None = None,
        server: str = "",
    ) -> None:
        self.method = method
        self.template = template
        self.result: Any = result
        self.path = path or {}
        self.query = query or {}
        self.form = form
        self.json = json
        self.fields = fields
        self.encodings = encodings or {}
        self.forms = forms or {}
        self.content = content
        self.content_type = content_type or ""
        self.headers = headers or {}
        self.cookies = cookies or {}
        self.pages = pages
        self.rules = rules
        self.idempotent = idempotent
        self.location_id = location_id
        self.envelope = envelope
        self.made = made
        self.accept = accept
        self.errors = errors
        self.security = security
        self.server = server

    def __repr__(self) -> str:
        return f"Request({self.method} {self.template})"

    @property
    def repeatable(self) -> bool:
        """Whether sending the request twice does no more than sending it once."""
        return self.idempotent or self.method in _REPEATABLE


_REPEATABLE = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
