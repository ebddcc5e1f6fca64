"""XML documents, built element by element.

What is built is well-formed, whatever it holds: text and attributes are escaped, and what XML cannot carry is
refused at once, so that a traceback shows where it came from. But for comments it is ASCII: other characters
are written as references, which no wrong encoding on the way can spoil.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

__all__ = ["AttributeValue", "Element", "Text"]

AttributeValue: TypeAlias = "str | int | float | bool | Decimal | Sequence[str] | Sequence[int] | None"
"""What an attribute may be: a list is written with spaces between its items, and None is left out."""

Text: TypeAlias = "str | int | float | bool | Decimal | Mapping[str, object] | None"
"""What the text of an element may be: a mapping is written as JSON."""

_Child = TypeVar("_Child", bound="Element | str")

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*(:[A-Za-z_][A-Za-z0-9_.-]*)?")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A line break or tab that is not written as a reference is changed by whoever reads it.
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#09;"})


class Element:
    """An element of XML, to which others are added in order.

    Args:
        name: Its name in XML.
        text: What stands in it before anything else.
        known: Attributes by their names in XML.
        attributes: Attributes by keywords, of which `snake_case` becomes `camelCase`.

    Raises:
        ValueError: Something in it cannot be written in XML.
        TypeError: An attribute is of no type that has a spelling.
    """

    __slots__ = ("_attributes", "_content", "_name")

    def __init__(
        self,
        name: str,
        text: Text = None,
        known: Mapping[str, AttributeValue] | None = None,
        attributes: Mapping[str, AttributeValue] | None = None,
    ) -> None:
        self._name = _checked_name(name, "an element")
        self._attributes: dict[str, str] = {}
        self._content: list[Element | str] = []  # what is not an element is XML that is ready to be written
        for attribute, value in (known or {}).items():
            self._set(attribute, value)
        for keyword, value in (attributes or {}).items():
            self._set(_spelled(keyword), value)
        if text is not None and text != "":
            where = f"the text of <{name}>"
            self._content.append(_escaped(_text(text, where), _IN_TEXT, where))

    def nest(self, child: _Child) -> _Child:
        """Add an element, or text, behind what is here already.

        Returns:
            What was added, so that more can be added to it in turn.

        Raises:
            ValueError: It holds what XML cannot carry, or this element is inside of it.
        """
        self._content.append(self._ready(child))
        return child

    def append(self, child: Element | str) -> Self:
        """Add an element, or text, behind what is here already.

        Returns:
            This element, so that more can be added to it.
        """
        self.nest(child)
        return self

    def add_child(self, name: str, /, value: Text = None, **attributes: AttributeValue) -> Element:
        """Add an element for which there is no method.

        Args:
            name: Its name in XML, as it is written there.
            value: What stands in it.
            **attributes: Its attributes; `snake_case` becomes `camelCase`. What is no keyword can be given in
                a dictionary: `**{"interpret-as": "date"}`.

        Returns:
            What was added.
        """
        return self.nest(Element(name, value, None, attributes))

    def comment(self, text: str) -> Self:
        """Add a comment, which only people read.

        Returns:
            This element, so that more can be added to it.

        Raises:
            ValueError: It has two hyphens in a row or one at its end, which XML allows in no comment.
        """
        if "--" in text or text.endswith("-"):
            raise ValueError(
                f"a comment in <{self._name}> can have no two hyphens in a row and none at its end: {text!r}"
            )
        self._content.append(f"<!--{_checked(text, f'a comment in <{self._name}>')}-->")
        return self

    def to_xml(self, xml_declaration: bool = True) -> str:
        """The element with all that is in it.

        Args:
            xml_declaration: Whether to begin with the line that says that this is XML.
        """
        return (_DECLARATION if xml_declaration else "") + "".join(self._pieces())

    def __str__(self) -> str:
        return self.to_xml()

    def __repr__(self) -> str:
        """Short, and without the content, in which there may be secrets."""
        return f"<{type(self).__name__}: {len(self._content)} inside>"

    def __enter__(self) -> Self:
        """Let a block of code be about this element; nothing happens at its end."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def _ready(self, child: object) -> Element | str:
        """What was given, as it goes into the content."""
        if isinstance(child, str):
            return _escaped(child, _IN_TEXT, f"the text of <{self._name}>")
        if not isinstance(child, Element):
            raise TypeError(f"<{self._name}> takes elements and text, not {_article(child)}")
        if child._holds(self):
            raise ValueError(f"<{self._name}> cannot hold <{child._name}>, in which it is itself")
        return child

    def _set(self, name: str, value: AttributeValue) -> None:
        if value is None:
            return
        _checked_name(name, f"an attribute of <{self._name}>")
        where = f"the attribute {name!r} of <{self._name}>"
        if name in self._attributes:
            raise ValueError(f"{where} is given twice")
        self._attributes[name] = _escaped(_attribute(value, where), _IN_ATTRIBUTE, where)

    def _holds(self, other: Element) -> bool:
        """Whether an element is this one or anywhere inside."""
        return self is other or any(
            isinstance(child, Element) and child._holds(other) for child in self._content
        )

    def _pieces(self) -> Iterator[str]:
        attributes = (f' {name}="{value}"' for name, value in sorted(self._attributes.items()))
        opening = f"<{self._name}{''.join(attributes)}"
        if not any(self._content):
            yield f"{opening} />"
            return
        yield f"{opening}>"
        for child in self._content:
            if isinstance(child, str):
                yield child
            else:
                yield from child._pieces()
        yield f"</{self._name}>"


def _spelled(keyword: str) -> str:
    """A keyword as the name of an attribute: `status_callback` -> `statusCallback`, `from_` -> `from`.

    What begins with `xml_` belongs to XML itself: `xml_lang` -> `xml:lang`.
    """
    if "_" not in keyword:
        return keyword
    first, *rest = [word.title() for word in keyword.split("_") if word] or [""]
    name = first[:1].lower() + first[1:] + "".join(rest)
    return f"xml:{name[3:4].lower()}{name[4:]}" if keyword.startswith("xml_") and rest else name


def _checked_name(name: str, what: str) -> str:
    if not _NAME.fullmatch(name):
        form = "ASCII letters, digits, '_', '.' and '-', with a letter or '_' at the beginning"
        raise ValueError(f"{name!r} cannot be the name of {what}: it takes {form}")
    return name


def _attribute(value: object, where: str) -> str:
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        items: list[object] = [*value]
        return " ".join(_scalar(item, where) for item in items)
    return _scalar(value, where)


def _text(value: Text, where: str) -> str:
    if isinstance(value, Mapping):
        from json import dumps

        return dumps(value)
    return _scalar(value, where)


def _scalar(value: object, where: str) -> str:
    if isinstance(value, str):
        return str.__str__(value)  # an enum of text is its value, not what its own __str__ makes of it
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, (float, Decimal)):
        return str(value)
    raise TypeError(f"{where} cannot be {_article(value)}: give text, a number or a truth value")


def _escaped(text: str, escapes: Mapping[int, str], where: str) -> str:
    text = _checked(text, where).translate(escapes)
    return text if text.isascii() else text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _checked(text: str, where: str) -> str:
    """The text, if XML 1.0 can carry all of its characters."""
    if (found := _FORBIDDEN.search(text)) is not None:
        character = f"U+{ord(found[0]):04X}"
        raise ValueError(f"{where} has {character} at index {found.start()}, which XML cannot carry")
    return text


def _article(value: object) -> str:
    name = type(value).__name__
    return f"an {name}" if name[:1].lower() in "aeiou" else f"a {name}"
