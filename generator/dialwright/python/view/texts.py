"""What docstrings say: sentences made of what the document says and of what the runtime promises."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ... import ir
from ...ir import Field, Operation, Source
from ...words import Words
from ..code import Part, Section, one_line

_QUOTED = re.compile(r"`([^`\s]+)`")
_ACRONYMS = frozenset({"api", "rest", "http", "xml", "sip", "json", "sms", "url"})

OPTIONS = "Timeout, retries, headers and extra fields for this call alone."
REST = "Whatever else to send, under these very names."
LIMIT = "Stop after this many; None for all of them."
PAGE_URL = "Address of the page: the `url` or `next_url` of another."
TARGET = "Where to write the file. It is complete there, or not there at all."
OVERWRITE = "Replace a file that is there already."
CHUNK_SIZE = "How many bytes to hand out at a time, at most."
RAW = "The body as it is, in place of what else would be sent: text, bytes, or a file opened in binary mode."
FORMAT = "The form in which to have it."

BASE_URL = "Address of another server, such as one for tests."
SERVER = "Which of the API's own addresses to talk to, as the document lists them; the first where left out."
TIMEOUT = (
    "Seconds for a whole call, retries included; None for no limit. Of a list it is for each page, of a"
    " download until it begins, and then for each part of it to come."
)
MAX_RETRIES = (
    "How often a call may be repeated where that is safe. When many retries of the client have come to"
    " nothing, failures are raised at once, until calls succeed again."
)
HEADERS = "Headers to send with every call."
STRICT = "Raise where an answer is not as documented."
TRANSPORT = "What carries requests, instead of our own."
SSL_CONTEXT = (
    "Whom to trust, such as an authority of your own, instead of whom the operating system does. It must"
    " verify certificates and host names, and is used by this client alone, also towards an https proxy."
)
PROXY = (
    "Address of an http or https proxy, with `user:password@` before its host if need be. Left out, it is"
    " what `HTTPS_PROXY` or `ALL_PROXY` in the environment says, but for this machine and for `NO_PROXY`;"
    ' `""` is for no proxy at all. Plain http to this machine never goes through a proxy.'
)
ON_REQUEST = (
    "Called before each attempt with a `RequestEvent`; may return headers to add, such as `traceparent`. What"
    " it raises is raised by the call, and nothing is sent."
)
ON_RESPONSE = (
    "Called after each attempt with a `ResponseEvent`. What it raises is logged and goes no further, so that"
    " a call which was placed never looks like one that failed."
)
RAISED_CREDENTIALS = (
    "CredentialsError",
    "An argument that is needed is missing, or cannot be what it is for.",
)
RAISED_SETTINGS = ("ArgumentError", "A setting is not one, or does not go together with another.")

STREAM = "Iterate over what `{list}` lists, with the same filters; each page is fetched when it is needed."
PAGE = "Fetch one page of what `{list}` lists, with the same filters."
GET_PAGE = "Fetch a page by an address that was kept, to go on where an earlier run stopped."
LAZY = "Each page is fetched when it is needed."
EVENTS = (
    "What comes is handed on as it comes, from when the first of it is asked for. The timeout is for how long"
    " the service may be silent. Close it when you stop before the end."
)
ITERATE = "Iterate over the bytes that `{download}` writes to a file. Close it when you stop before the end."

RAISED_API = ("APIError", "The service refused the request.")
RAISED_RULES = ("ArgumentError", "The arguments do not go together; nothing was sent.")
RAISED_FILE = ("FileExistsError", "The file is there already and `overwrite` is not set; nothing was sent.")
RAISED_UNKNOWN = (
    "OutcomeUnknownError",
    "The request went out, but no answer tells what became of it: it may have taken effect.",
)


def opening(operation: Operation, known: Mapping[str, str]) -> tuple[Part, ...]:
    """The first paragraphs of a method's docstring; `known` is for `in_python`."""
    summary = operation.summary or f"`{operation.method} {operation.path}`"
    deprecated = "Deprecated: the service may stop to offer this." if operation.deprecated else ""
    return (
        sentence(in_python(one_line(summary), known)),
        in_python(operation.description, known),
        deprecated,
    )


def answered(operation: Operation) -> str:
    """The headers with which an operation is answered, for users to find them."""
    names = ", ".join(f"`{field.wire}`" for field in operation.response_headers)
    return f"A `Receipt` in the options has these headers of the answer: {names}." if names else ""


def other_forms(operation: Operation) -> str:
    """The forms of an answer that the method does not read, and the way to them."""
    forms = ", ".join(f"`{one_line(media_type)}`" for media_type in operation.other_forms)
    way = "`client.request` gives it as it is where the options have that `Accept` header"
    return f"The service can answer in other forms as well: {forms}; {way}." if forms else ""


def in_python(text: str, known: Mapping[str, str]) -> str:
    """The text with names in backticks as Python spells them; `known` is name on the wire -> identifier."""
    return _QUOTED.sub(lambda match: f"`{known.get(match[1], match[1])}`", text)


def raises(operation: Operation, noun: str, *raised: tuple[str, str], of_item: bool) -> Section:
    """The errors to expect, the most particular first. `noun` is what the operation acts on."""
    found = [*raised, *([RAISED_RULES] if operation.rules else [])]
    if of_item or operation.path_parameters:
        found.append(("NotFoundError", f"There is no such {noun}."))
    once = operation.method in ("POST", "PATCH") and not operation.idempotent
    if once and not operation.module:  # what a module sends is its own to say
        found.append(RAISED_UNKNOWN)
    return Section("Raises:", (*found, RAISED_API))


def documented(source: Source | None) -> str:
    """Where something is documented, for readers who look it up."""
    if source is None:
        return ""
    section = f", {source.section}" if source.section else ""
    return f"Documented in: {document_title(source.document)}{section}."


def document_title(name: str) -> str:
    """`compatibility-rest-api` -> `Compatibility REST API`"""
    words = one_line(name).replace("-", " ").split()
    return " ".join(w.upper() if w.lower() in _ACRONYMS else w[:1].upper() + w[1:] for w in words)


def meaning(field: Field, known: Mapping[str, str]) -> str:
    """What a parameter or property means, its range and what the service assumes without it."""
    facts = (
        sentence(in_python(field.description, known)),
        _range(field),
        f"Default: `{_shown(field.default)}`." if field.default is not None else "",
        "Made by the client if left out." if field.generated else "",
        "Deprecated." if field.deprecated else "",
    )
    return " ".join(fact for fact in facts if fact)


def body(body: ir.Body) -> str:
    """What a body that is one value is."""
    if body.kind is not ir.BodyKind.BYTES:
        return f"The body of the request: `{body.media_type}`."
    told = "one of the media types below" if body.media_types else f"`{body.media_type}`"
    return f"The body of the request: {told}. An open file is read while it is sent."


def media_type(body: ir.Body) -> str:
    """What chooses the form in which a body is sent."""
    listed = ", ".join(f"`{media_type}`" for media_type in body.media_types)
    usual = " Usually the first that has the fields given, and of these the one for files if any is one."
    return f"The form in which the body is sent: {listed}.{usual if body.forms else ''}"


def noun(words: Words) -> str:
    """The words of a name as people say them."""
    return " ".join(words)


def sentence(text: str) -> str:
    """The text with a full stop at its end, if it ends in a letter."""
    text = text.strip()
    ends_in_word = text[-1:].isalnum() or text[-1:] in tuple(")`'\"")
    return f"{text}." if ends_in_word and not text.endswith("```") else text


def _range(field: Field) -> str:
    match field.minimum, field.maximum:
        case None, None:
            return ""
        case low, None:
            return f"At least {_shown(low)}."
        case None, high:
            return f"At most {_shown(high)}."
        case low, high:
            return f"{_shown(low)} to {_shown(high)}."


def _shown(value: ir.Scalar) -> str:
    """A value as Python code would have it, a whole number without its fraction, text without quotes."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return one_line(str(value))


def title(words: Words) -> str:
    """The words of a name as a short sentence of their own."""
    text = noun(words)
    return f"{text[:1].upper()}{text[1:]}."


def argument_text(argument: ir.Argument) -> str:
    """What an argument of a client is for, and where it comes from if it is left out."""
    names = " or ".join(f"`{name}`" for name in argument.env)
    taken = f"Taken from the environment variable {names} if left out." if names else ""
    choices = f"One of {', '.join(map(repr, argument.choices))}." if argument.choices else ""
    usual = f"Usually {argument.default!r}." if argument.default else ""
    parts = (sentence(argument.description), choices, usual, taken)
    return " ".join(text for text in parts if text)
