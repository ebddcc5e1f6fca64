"""From the IR to views: modules in pieces that are lines, for templates that only write them down."""

from .documents import Chapter, Entry, Overview, chapters, overview
from .frame import Library
from .lazy import Lazy, lazy_front, lazy_markup, lazy_models
from .markup import markup_chapters, markup_modules
from .modules import modules_of
from .parts import Attribute, Class, Function, Lines, Module
from .statement import api_module, error_code_module, error_module
from .webhooks import Receiving, receiving, webhook_chapters, webhook_modules

__all__ = [
    "Attribute",
    "Chapter",
    "Class",
    "Entry",
    "Function",
    "Lazy",
    "Library",
    "Lines",
    "Module",
    "Overview",
    "Receiving",
    "api_module",
    "chapters",
    "error_code_module",
    "error_module",
    "lazy_front",
    "lazy_markup",
    "lazy_models",
    "markup_chapters",
    "markup_modules",
    "modules_of",
    "overview",
    "receiving",
    "webhook_chapters",
    "webhook_modules",
]
