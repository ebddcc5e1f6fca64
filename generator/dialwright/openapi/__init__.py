"""Typed views of a document: the only room that knows what the OpenAPI standard calls things.

A view is a thin, frozen look at one place of the document; it follows references, merges what the standard
says belongs together (a path item's parameters, `allOf`) and keeps the place, so that every finding can be
reported where it was written.
"""

from .markup import Markup, MarkupElement, argument_words
from .messages import Content, Parameter, Response
from .operations import ApiDescription, Helper, Operation, PathItem, Taken, Webhook
from .schema import Schema
from .security import SecurityScheme
from .view import View

__all__ = [
    "ApiDescription",
    "Content",
    "Helper",
    "Markup",
    "MarkupElement",
    "Operation",
    "Parameter",
    "PathItem",
    "Response",
    "Schema",
    "SecurityScheme",
    "Taken",
    "View",
    "Webhook",
    "argument_words",
]
