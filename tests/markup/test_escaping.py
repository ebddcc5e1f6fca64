"""Whatever text there is comes back as it was, or is refused where it is given."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialwright.python.runtime.markup import Element

from .tree import Tree, parse

FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# As the recommendation lists them, in other words than the code has.
CONTROLS = [chr(code) for code in range(0x20) if chr(code) not in "\t\n\r"]
NO_CHARACTERS = [*CONTROLS, "\ud800", "\udbff", "\udc00", "\udfff", "\ufffe", "\uffff"]

carried = st.text().filter(lambda text: not FORBIDDEN.search(text))
_AWKWARD = [
    *"&<>\"'\r\n\t ]-!?;#é🎉\x7f\x85\u2028\ufdd0",
    "]]>",
    "&amp;",
    "&#0;",
    "<!--",
    "<![CDATA[",
    "<a/>",
]
awkward = st.lists(st.sampled_from(_AWKWARD)).map("".join)


@given(carried | awkward, carried | awkward)
def test_text_and_attributes_come_back(text: str, value: str) -> None:
    element = Element("A", text, {"b": value})
    assert parse(str(element)) == Tree("A", {"b": value}, [text] if text else [])
    assert str(element).isascii()


@given(st.lists(carried | awkward))
def test_text_between_elements_comes_back(texts: list[str]) -> None:
    element = Element("A")
    for text in texts:
        element.append(text).append(Element("B"))
    content = parse(str(element)).content
    assert content == [part for text in texts for part in ([text] if text else []) + [Tree("B")]]


@given(carried, st.sampled_from(NO_CHARACTERS), carried)
def test_what_xml_cannot_carry_is_refused_with_its_place(before: str, bad: str, after: str) -> None:
    text = f"{before}{bad}{after}"
    told = re.escape(f"has U+{ord(bad):04X} at index {len(before)}, which XML cannot carry")
    for make, where in _WAYS:
        with pytest.raises(ValueError, match=f"^{re.escape(where)} {told}$"):
            make(text)


_WAYS: list[tuple[Callable[[str], object], str]] = [
    (lambda text: Element("A", text), "the text of <A>"),
    (lambda text: Element("A").append(text), "the text of <A>"),
    (lambda text: Element("A", None, {"b": text}), "the attribute 'b' of <A>"),
    (lambda text: Element("A", None, {"b": [text]}), "the attribute 'b' of <A>"),
    (lambda text: Element("X").add_child("A", c_d=text), "the attribute 'cD' of <A>"),
]


@given(st.text())
def test_every_document_is_well_formed_or_refused(text: str) -> None:
    element = Element("A")
    try:
        element.append(text).add_child("B", text, c=text)
        element.comment(text)
    except ValueError:
        assert FORBIDDEN.search(text) or "--" in text or text.endswith("-")
    parse(str(element))


@given(st.text())
def test_a_name_is_well_formed_or_refused(name: str) -> None:
    try:
        element = Element(name, None, {name: "a"})
    except ValueError:
        return
    if ":" not in name:  # what a prefix stands for is the user's to declare
        assert parse(str(element)).attributes == {name: "a"}


def test_the_parser_refuses_declarations() -> None:
    with pytest.raises(ValueError, match="document type"):
        parse('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
