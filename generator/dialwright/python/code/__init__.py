"""How Python source is written: literals, docstrings, imports, and the layout of lines. It knows no API."""

from .docstring import Part, Section, docstring, one_line
from .imports import Imports, ModulePath, export_rank
from .layout import (
    Expression,
    Group,
    Typed,
    argument,
    assignment,
    call,
    declaration,
    flat,
    from_import,
    lines,
    list_of,
    mapping,
    signature,
    subscript,
    tuple_of,
)
from .literal import literal
from .measure import fits

__all__ = [
    "Expression",
    "Group",
    "Imports",
    "ModulePath",
    "Part",
    "Section",
    "Typed",
    "argument",
    "assignment",
    "call",
    "declaration",
    "docstring",
    "export_rank",
    "fits",
    "flat",
    "from_import",
    "lines",
    "list_of",
    "literal",
    "mapping",
    "one_line",
    "signature",
    "subscript",
    "tuple_of",
]
