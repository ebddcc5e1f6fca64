"""From a generated method's request to a call that can be sent, with every check made before that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .call import Call
from .encode import (
    check_header,
    encode_cookies,
    encode_form,
    encode_json,
    encode_query,
    fill_path,
    header_value,
    literal_path,
)
from .errors import ArgumentError, UnsafeNextPageError
from .guards import is_mapping
from .options import Options, Unset
from .request import Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .address import Address
    from .settings import Settings
    from .uploads import Upload

__all__ = ["free_request", "prepare", "prepare_elsewhere", "prepare_link"]

_FORM = "application/x-www-form-urlencoded"
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
_NO_OPTIONS = Options()


def prepare(
    settings: Settings, request: Request[Any], options: Options | None, *, streamed: bool = False
) -> Call:
    """Check and encode a request.

    Raises:
        ArgumentError: Something in it cannot be sent, or its arguments do not go together.
    """
    options = options or _NO_OPTIONS
    query = {**request.query, **options.extra_query}
    content, content_type = _content(request, options)
    for rule in request.rules:
        listed = _not_empty({**query, **_fields(request.form), **_fields(request.fields)})
        rule.check({**listed, **_fields(request.json), **options.extra_body})
    values = {**settings.bound, **_given(request.path)}
    target = settings.address(request.server).prefix + fill_path(request.template, values)
    encoded = encode_query(query)
    headers = _headers(settings, request, options, content_type, streamed)
    if encoded:
        # Some documents have a part of the query in the path.
        target += f"{'&' if '?' in target else '?'}{encoded}"
    return _call(settings, request, options, target, headers, content, streamed)


def prepare_link(
    settings: Settings, request: Request[Any], options: Options | None, current: str, link: str | None
) -> Call:
    """A call for the page to which a link of an answer leads.

    Args:
        current: Target of the request that was answered.

    Raises:
        ArgumentError: There is no link.
        UnsafeNextPageError: The link leads to another host.
    """
    options = options or _NO_OPTIONS
    if not link:
        raise ArgumentError(
            "There is no page without an address: `next_url` is None on the last page of a list."
        )
    try:
        target = settings.address(request.server).follow(current, link)
    except UnsafeNextPageError as error:
        problem = settings.redact(error.message)
    else:
        headers = _headers(settings, request, options, "", False)
        return _call(settings, request, options, target, headers, b"", False)
    raise UnsafeNextPageError(problem)


def prepare_elsewhere(
    settings: Settings, request: Request[Any], options: Options | None, address: Address, target: str
) -> Call:
    """A call for binary content that is kept elsewhere: without credentials, or headers of the user."""
    options = options or _NO_OPTIONS
    headers = [("User-Agent", settings.api.user_agent), ("Accept", "*/*")]
    return _call(settings, request, options, target, headers, b"", True, address)


def free_request(
    method: str,
    path: str,
    query: Mapping[str, object] | None,
    form: Mapping[str, object] | None,
    json: object,
) -> Request[bytes]:
    """A request that no method makes; its path is checked, for nobody else has."""
    if method.upper() not in _METHODS:
        raise ArgumentError(f"There is no method {method!r}; there are {', '.join(_METHODS)}.")
    return Request(method.upper(), literal_path(path), bytes, query=query, form=form, json=json)


def _call(
    settings: Settings,
    request: Request[Any],
    options: Options,
    target: str,
    headers: list[tuple[str, str]],
    content: bytes | Upload,
    streamed: bool,
    elsewhere: Address | None = None,
) -> Call:
    return Call(
        settings,
        request.method,
        request.template,
        elsewhere or settings.address(request.server),
        target,
        headers,
        content,
        repeatable=request.repeatable,
        timeout=settings.timeout if isinstance(options.timeout, Unset) else options.timeout,
        max_retries=settings.max_retries if isinstance(options.max_retries, Unset) else options.max_retries,
        streamed=streamed,
        authorized=elsewhere is None,
        proofs=() if elsewhere else settings.proofs(request.security, (name for name, _ in headers)),
        receipt=options.receipt,
        errors=request.errors,
    )


def _given(path: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in path.items() if value is not None}


def _not_empty(values: Mapping[str, object]) -> dict[str, object]:
    """What is sent of a query or a form: in them an empty list is nothing at all."""
    return {name: value for name, value in values.items() if value not in ([], ())}


def _fields(body: object) -> Mapping[str, object]:
    return body if is_mapping(body) else {}


def _content(request: Request[Any], options: Options) -> tuple[bytes | Upload, str]:
    """The body and its media type."""
    unnamed = request.form is request.json is request.envelope is None
    if options.extra_body and unnamed and request.fields is None:
        raise ArgumentError(
            f"extra_body adds to the fields of a body, and this {request.method} sends none; extra_query adds"
            " to the query."
        )
    if request.form is not None:
        return encode_form({**request.form, **options.extra_body}), _FORM
    if request.content is not None or request.fields is not None:
        return _uploaded(request, options)
    if request.envelope is not None:
        fields = {**_fields(request.json), **options.extra_body}
        return encode_json(request.envelope.around(fields)), request.content_type or "application/json"
    if options.extra_body:
        if request.json is not None and not is_mapping(request.json):
            raise ArgumentError("extra_body can be added to a body of named fields only.")
        return encode_json({**_fields(request.json), **options.extra_body}), "application/json"
    if request.json is not None:
        return encode_json(request.json), request.content_type or "application/json"
    return b"", ""


def _uploaded(request: Request[Any], options: Options) -> tuple[bytes | Upload, str]:
    """A body that is written as its media type says, or is sent as it is."""
    if request.content is None:
        from .multipart import encode_fields, usual_form

        fields = {**(request.fields or {}), **options.extra_body}
        content_type = request.content_type or usual_form(fields, request.forms)
        return encode_fields(fields, content_type, request.encodings)
    from .uploads import File, upload

    own = request.content.content_type if isinstance(request.content, File) else None
    content_type = own or request.content_type or "application/octet-stream"
    if isinstance(request.content, str):
        return _in_charset(request.content, content_type), content_type
    return upload(request.content), content_type


def _in_charset(text: str, content_type: str) -> bytes:
    """Text in the charset that its media type names, else in UTF-8."""
    charset = content_type.lower().partition("charset=")[2].partition(";")[0].strip(" \"'") or "utf-8"
    try:
        return text.encode(charset)
    except (LookupError, UnicodeError):
        problem = f"The body has characters that cannot be sent as {charset[:40]!r}."
    raise ArgumentError(problem)


def _headers(
    settings: Settings, request: Request[Any], options: Options, content_type: str, streamed: bool
) -> list[tuple[str, str]]:
    """Headers without the credentials. What is given for one call outdoes what is given for the client."""
    usual = {
        "User-Agent": settings.api.user_agent,
        "Accept": request.accept or _accept(request, streamed),
        "Accept-Encoding": "identity" if streamed else "gzip",
    }
    if content_type:
        usual["Content-Type"] = content_type
    merged: dict[str, tuple[str, str]] = {}
    own = {name: header_value(name, value) for name, value in request.headers.items()}
    for given in (usual, own, settings.headers, options.headers):
        for name, value in given.items():
            if value is not None:
                merged[name.lower()] = check_header(name, value)
    if request.cookies and (cookies := encode_cookies(request.cookies)):
        users = [merged["cookie"][1]] if "cookie" in merged else []
        merged["cookie"] = check_header("Cookie", "; ".join((*users, cookies)))
    return list(merged.values())


def _accept(request: Request[Any], streamed: bool) -> str:
    """What is usually asked for."""
    if streamed:
        return "*/*"
    told: str = getattr(request.result, "accept", "")
    return told or ("application/json, */*;q=0.5" if request.result is bytes else "application/json")
