"""Rules about names that are merely not what the standard calls a token: they are mended, and told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import is_reference
from ..openapi import Parameter
from ..openapi.structure import Kind, Located
from .context import Context
from .danger import has_code, is_media_type, is_status
from .rule import Finding, Level, Rule, at, at_key, each_object

_STATUS = re.compile(r"[1-5](?:[0-9]{2}|XX)|default")
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_TYPE = re.compile(rf"\s*{_TOKEN}/{_TOKEN}\s*(?:;.*)?", re.DOTALL)


@each_object(Kind.PARAMETER)
def _headers(context: Context, located: Located) -> Iterator[Finding]:
    parameter = Parameter(context.document, located.node)
    if is_reference(located.node) or has_code(parameter.name):
        return
    if parameter.name and parameter.wire != parameter.name:
        place = located.node.get("name") or located.node
        yield at(place, f"no header can be called '{parameter.name}'; it is sent as '{parameter.wire}'")


@each_object(Kind.RESPONSES)
def _statuses(context: Context, located: Located) -> Iterator[Finding]:
    for status, node in located.node.items():
        if not status.startswith("x-") and is_status(status) and not _STATUS.fullmatch(status):
            message = f"'{status}' is no status: write three digits, a class such as '2XX', or 'default'"
            yield at_key(node, message)


@each_object(Kind.RESPONSE, Kind.REQUEST_BODY, Kind.PARAMETER, Kind.HEADER)
def _media_types(context: Context, located: Located) -> Iterator[Finding]:
    content = located.node.get("content")
    for name, node in content.items() if content is not None else ():
        if is_media_type(name) and not _TYPE.fullmatch(name):
            yield at_key(node, f"'{name}' is no media type; it is sent as it is written")


RULES = (
    Rule(
        "header-name",
        Level.SLOPPY,
        "The name of a header is made of letters, digits and ``!#$%&'*+-.^_`|~``. A hyphen is sent in the "
        "place of anything else.",
        _headers,
    ),
    Rule(
        "status",
        Level.SLOPPY,
        "The keys of `responses` are statuses of three digits, classes such as `2XX`, or `default`.",
        _statuses,
    ),
    Rule(
        "media-type",
        Level.SLOPPY,
        "The keys of `content` are media types: a type, `/` and a subtype.",
        _media_types,
    ),
)
