"""XML that strangers wrote, read without what makes XML dangerous: no document types, no entities, bounds."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

DEEPEST = 50
"""How deep elements may stand in each other."""

MOST = 10_000
"""How many elements there may be."""


class BadMarkup(ValueError):
    """XML that is none, or has what is not allowed; the message says which."""


def read_markup(text: bytes) -> Element:
    """The outermost element of a document.

    Raises:
        BadMarkup: It is no XML, has a document type, or is too deep or too long.
    """
    reading = _Reading()
    try:
        reading.parser.Parse(text, True)
        return reading.builder.close()
    except (expat.ExpatError, LookupError, ValueError, AssertionError) as error:
        wrong = str(error)
    raise BadMarkup(wrong[:200])


class _Reading:
    """One document on its way through the parser."""

    def __init__(self) -> None:
        self.builder = TreeBuilder()
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.builder.data
        self.parser.StartDoctypeDeclHandler = self._refuse
        self._depth = self._count = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST or self._count > MOST:
            raise BadMarkup(f"more than {MOST} elements, or deeper than {DEEPEST}")
        self.builder.start(name, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self.builder.end(name)

    def _refuse(self, *declared: object) -> None:
        raise BadMarkup("a document type, which is not allowed")
