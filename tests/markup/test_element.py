"""The base of every XML element: adding, spelling, and refusing what XML cannot carry."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any, cast

import pytest

from dialwright.python.runtime.markup import AttributeValue, Element

from .tree import Tree, parse


class Color(StrEnum):
    RED = "red"

    def __str__(self) -> str:
        return "Color.RED"


class Size(IntEnum):
    LARGE = 3


class TestAdding:
    def test_nest_returns_what_was_added_and_append_what_it_was_added_to(self) -> None:
        outer, inner = Element("Outer"), Element("Inner")
        assert outer.nest(inner) is inner
        assert outer.nest("text") == "text"
        assert outer.append(Element("Last")) is outer
        assert parse(str(outer)) == Tree("Outer", {}, [Tree("Inner"), "text", Tree("Last")])

    def test_text_stands_where_it_was_added(self) -> None:
        element = (
            Element("A", "one ").append("two ").append(Element("B", "three")).append(" four").append("!")
        )
        assert parse(str(element)) == Tree("A", {}, ["one two ", Tree("B", {}, ["three"]), " four!"])

    def test_an_element_can_be_changed_after_it_was_added(self) -> None:
        outer = Element("Outer")
        inner = outer.nest(Element("Inner"))
        inner.append("later")
        assert parse(str(outer)).content == [Tree("Inner", {}, ["later"])]

    def test_an_element_can_stand_in_several_places(self) -> None:
        shared = Element("Shared")
        outer = Element("Outer").append(shared).append(Element("Inner").append(shared))
        assert parse(str(outer)).content == [Tree("Shared"), Tree("Inner", {}, [Tree("Shared")])]

    def test_add_child_takes_any_name_text_and_attributes(self) -> None:
        element = Element("Outer")
        added = element.add_child("New-Verb", "words", name="a", status_callback="b", **{"xml:lang": "de"})
        attributes = {"name": "a", "statusCallback": "b", "{http://www.w3.org/XML/1998/namespace}lang": "de"}
        assert isinstance(added, Element)
        assert parse(str(element)).content == [Tree("New-Verb", attributes, ["words"])]

    def test_is_a_context_manager_that_hides_no_error(self) -> None:
        element = Element("Outer")
        with element as same, same.add_child("Inner") as inner:
            inner.append("text")
        assert parse(str(element)).content == [Tree("Inner", {}, ["text"])]
        with pytest.raises(KeyError), element:
            raise KeyError

    @pytest.mark.parametrize("depth", [0, 1, 5])
    def test_cannot_hold_itself(self, depth: int) -> None:
        innermost = outermost = Element("E0")
        for number in range(depth):
            outermost = Element(f"E{number + 1}").append(outermost)
        with pytest.raises(ValueError, match=rf"^<E0> cannot hold <E{depth}>, in which it is itself$"):
            innermost.append(outermost)
        assert "E0" in str(outermost)

    @pytest.mark.parametrize("child", [None, 3, b"text", ["text"]])
    def test_takes_elements_and_text_alone(self, child: Any) -> None:
        with pytest.raises(TypeError, match=r"^<Outer> takes elements and text, not an? "):
            Element("Outer").append(child)

    @pytest.mark.parametrize(
        ("child", "what"), [(None, "a NoneType"), (3, "an int"), (b"", "a bytes"), (object(), "an object")]
    )
    def test_what_it_does_not_take_is_named(self, child: Any, what: str) -> None:
        with pytest.raises(TypeError) as caught:
            Element("Outer").append(child)
        assert str(caught.value) == f"<Outer> takes elements and text, not {what}"

    def test_what_no_attribute_takes_is_named(self) -> None:
        with pytest.raises(TypeError) as caught:
            Element("Outer", None, {"a": cast("Any", None), "b": cast("Any", [{1}])})
        assert str(caught.value) == (
            "the attribute 'b' of <Outer> cannot be a set: give text, a number or a truth value"
        )

    def test_what_xml_cannot_carry_is_named(self) -> None:
        where = "has U+0007 at index 1, which XML cannot carry"
        with pytest.raises(ValueError, match="XML") as caught:
            Element("A", "b\a")
        assert str(caught.value) == f"the text of <A> {where}"
        with pytest.raises(ValueError, match="XML") as caught:
            Element("A").append("b\a")
        assert str(caught.value) == f"the text of <A> {where}"
        with pytest.raises(ValueError, match="XML") as caught:
            Element("A", None, {"c": "b\a"})
        assert str(caught.value) == f"the attribute 'c' of <A> {where}"

    def test_empty_text_is_no_content(self) -> None:
        assert repr(Element("A", "")) == repr(Element("A")) == "<Element: 0 inside>"


class TestWriting:
    def test_begins_with_a_declaration_unless_told_not_to(self) -> None:
        element = Element("Response").append(Element("Say", "Hi"))
        assert str(element) == '<?xml version="1.0" encoding="UTF-8"?><Response><Say>Hi</Say></Response>'
        assert element.to_xml() == str(element)
        assert element.to_xml(xml_declaration=False) == "<Response><Say>Hi</Say></Response>"

    @pytest.mark.parametrize("text", [None, ""])
    def test_writes_an_element_without_content_in_one_tag(self, text: str | None) -> None:
        assert Element("A", text, {"b": "c"}).to_xml(False) == '<A b="c" />'
        assert Element("A").append("").to_xml(False) == "<A />"

    def test_sorts_attributes(self) -> None:
        element = Element("A", None, {"c": "1", "a": "2"}, {"b": "3"})
        assert element.to_xml(False) == '<A a="2" b="3" c="1" />'

    def test_is_ascii(self) -> None:
        element = Element("A", "Zoë 🎉", {"b": "naïve"})
        assert str(element).isascii()
        assert parse(str(element)) == Tree("A", {"b": "naïve"}, ["Zoë 🎉"])

    def test_repr_tells_nothing_of_the_content(self) -> None:
        assert repr(Element("Sip", "sip:a@b", {"password": "hunter2"})) == "<Element: 1 inside>"

    def test_copies_and_pickles(self) -> None:
        element = Element("A", "b", {"c": "d"}).append(Element("E"))
        for other in (copy.deepcopy(element), pickle.loads(pickle.dumps(element))):
            assert str(other) == str(element)
            other.append("more")
            assert str(other) != str(element)


class TestAttributes:
    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ("", ""),
            (True, "true"),
            (False, "false"),
            (0, "0"),
            (1.5, "1.5"),
            (Decimal("10.00"), "10.00"),
            (["a", "b"], "a b"),
            ((1, 2), "1 2"),
            ([], ""),
            (Color.RED, "red"),
            (Size.LARGE, "3"),
            ([Color.RED], "red"),
        ],
    )
    def test_are_written_out(self, value: AttributeValue, written: str) -> None:
        assert parse(str(Element("A", None, {"b": value}))).attributes == {"b": written}

    def test_none_is_left_out(self) -> None:
        assert parse(str(Element("A", None, {"b": None}, {"c": None}))).attributes == {}

    @pytest.mark.parametrize("value", [b"bytes", {"a": "b"}, {"a"}, object(), [["a"]], [None]])
    def test_others_are_refused(self, value: AttributeValue) -> None:
        with pytest.raises(
            TypeError, match=r"^the attribute 'b' of <A> cannot be an? .+: give text, a number"
        ):
            Element("A", None, {"b": value})

    @pytest.mark.parametrize(
        ("keyword", "name"),
        [
            ("plain", "plain"),
            ("alreadyCamel", "alreadyCamel"),
            ("Upper", "Upper"),
            ("status_callback", "statusCallback"),
            ("recording_status_callback_method", "recordingStatusCallbackMethod"),
            ("from_", "from"),
            ("for_", "for"),
            ("_private", "private"),
            ("two__words", "twoWords"),
            ("data-id", "data-id"),
            ("xml_lang", "{http://www.w3.org/XML/1998/namespace}lang"),
        ],
    )
    def test_keywords_are_spelled_as_attributes(self, keyword: str, name: str) -> None:
        assert parse(str(Element("A", None, None, {keyword: "b"}))).attributes == {name: "b"}

    def test_what_is_given_twice_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"^the attribute 'callerId' of <Dial> is given twice$"):
            Element("Dial", None, {"callerId": "a"}, {"caller_id": "b"})
        with pytest.raises(ValueError, match="is given twice"):
            Element("Dial").add_child("A", b_c=1, bC=2)
        assert Element("Dial", None, {"callerId": None}, {"caller_id": "b"}).to_xml(False)


class TestNames:
    @pytest.mark.parametrize("name", ["A", "a", "_a", "a-b", "a.b", "a1", "xml:lang"])
    def test_are_what_xml_knows(self, name: str) -> None:
        assert parse(str(Element("A", None, {name: "b"}))).attributes

    @pytest.mark.parametrize(
        "name",
        ["", " ", "a b", "1a", "-a", "a:b:c", ":a", "a:", "a>", "a/", 'a="', "é", "a\n", "a\x00", "<a"],
    )
    def test_others_are_refused(self, name: str) -> None:
        with pytest.raises(ValueError, match=r"cannot be the name of an element: it takes ASCII letters"):
            Element(name)
        with pytest.raises(ValueError, match=r"cannot be the name of an attribute of <A>"):
            Element("A", None, {name: "b"})

    @pytest.mark.parametrize("keyword", ["_", "__"])
    def test_a_keyword_without_letters_is_no_name(self, keyword: str) -> None:
        with pytest.raises(ValueError, match=r"^'' cannot be the name of an attribute of <A>"):
            Element("A", None, None, {keyword: "b"})


class TestText:
    def test_a_mapping_is_json(self) -> None:
        text = parse(str(Element("Task", {"skill": "é<&", "level": [1]}))).content
        assert text == ['{"skill": "\\u00e9<&", "level": [1]}']

    @pytest.mark.parametrize(("value", "written"), [(5, "5"), (True, "true"), (Decimal("1.0"), "1.0")])
    def test_a_number_is_written_out(self, value: int | Decimal, written: str) -> None:
        assert parse(str(Element("A", value))).content == [written]

    @pytest.mark.parametrize("value", [["b"], b"b", object()])
    def test_others_are_refused(self, value: Any) -> None:
        with pytest.raises(TypeError, match=r"^the text of <A> cannot be an? \w+: give text, a number"):
            Element("A", value)


class TestComments:
    def test_are_for_people(self) -> None:
        element = Element("A").comment(" <b> & é ").append("text")
        assert element.to_xml(False) == "<A><!-- <b> & é -->text</A>"
        assert parse(str(element)).content == ["text"]

    @pytest.mark.parametrize("text", ["--", "a--b", "a-", "-->", "a\x00"])
    def test_that_would_end_early_are_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"^a comment in <A> "):
            Element("A").comment(text)
