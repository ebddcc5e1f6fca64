"""Every verb and every element of the spec, with the least and with all that it takes, as it is printed."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import Any

import pytest

from dialwright_signalwire import markup
from dialwright_signalwire.fax_response import FaxResponse
from dialwright_signalwire.messaging_response import MessagingResponse
from dialwright_signalwire.voice_response import Conference, Dial, VoiceResponse

from .spec import Argument, Described, documents, elements, everything, python_name
from .tree import Tree, parse

VERBS = {
    f"{parent.key}.{elements()[key].verb}": (parent, elements()[key])
    for parent in everything().values()
    for key in parent.children
}
each_verb = pytest.mark.parametrize(("parent", "child"), VERBS.values(), ids=VERBS)
each_element = pytest.mark.parametrize("described", everything().values(), ids=everything())


def class_of(described: Described) -> Any:
    """The class that users import."""
    if described.key in documents():
        return getattr(import_module(f"dialwright_signalwire.{python_name(described.key)}"), described.key)
    return getattr(markup, described.key)


def chosen(described: Described, turn: int | None) -> list[tuple[Argument, object, str]]:
    """What to give: the least, or in each turn another value of everything."""
    wanted = (argument for argument in described.arguments if argument.required or turn is not None)
    values = ((argument, argument.values[(turn or 0) % len(argument.values)]) for argument in wanted)
    return [(argument, value, written) for argument, (value, written) in values]


def made(described: Described, turn: int | None = None) -> Any:
    """An element, made by its class."""
    return class_of(described)(**{argument.name: value for argument, value, _ in chosen(described, turn)})


def expected(described: Described, turn: int | None = None) -> Tree:
    """The element as it should be printed."""
    told = {argument.wire: written for argument, _, written in chosen(described, turn)}
    text = told.pop("", None)
    attributes = {wire.replace("xml:", "{http://www.w3.org/XML/1998/namespace}"): told[wire] for wire in told}
    return Tree(described.element, attributes, [text] if text else [])


def turns(described: Described) -> list[int | None]:
    """The least, then as many turns as the argument with the most kinds of values needs."""
    return [None, *range(max((len(argument.values) for argument in described.arguments), default=1))]


def test_the_spec_has_what_these_tests_are_about() -> None:
    assert len(VERBS) > 60
    assert sum(len(described.arguments) for described in everything().values()) > 180


@each_verb
def test_a_verb_adds_its_element(parent: Described, child: Described) -> None:
    for turn in turns(child):
        element = made(parent)
        arguments = {argument.name: value for argument, value, _ in chosen(child, turn)}
        added = getattr(element, child.verb)(**arguments)
        assert type(added) is class_of(child)
        whole = expected(parent)
        whole.content.append(expected(child, turn))
        assert parse(str(element)) == whole
        assert parse(str(added)) == expected(child, turn)


@each_verb
def test_arguments_may_be_given_by_position(parent: Described, child: Described) -> None:
    element = made(parent)
    added = getattr(element, child.verb)(*(value for _, value, _ in chosen(child, 0)))
    assert parse(str(added)) == expected(child, 0)


@each_verb
def test_former_verbs_do_the_same(parent: Described, child: Described) -> None:
    for former in child.former_verbs:
        element = made(parent)
        getattr(element, former)(**{argument.name: value for argument, value, _ in chosen(child, 0)})
        same = made(parent)
        getattr(same, child.verb)(*(value for _, value, _ in chosen(child, 0)))
        assert str(element) == str(same)


@each_verb
def test_a_verb_takes_what_its_element_does(parent: Described, child: Described) -> None:
    verb = inspect.signature(getattr(class_of(parent), child.verb))
    constructor = inspect.signature(class_of(child).__init__)
    assert list(verb.parameters.values()) == list(constructor.parameters.values())
    assert [*verb.parameters] == ["self", *(argument.name for argument in child.arguments), "attributes"]


@each_element
def test_an_element_is_made_by_its_class(described: Described) -> None:
    for turn in turns(described):
        assert parse(str(made(described, turn))) == expected(described, turn)


@each_element
def test_an_element_takes_further_attributes(described: Described) -> None:
    values = {argument.name: value for argument, value, _ in chosen(described, None)}
    element = class_of(described)(**values, new_attribute="a", other=None)
    assert parse(str(element)).attributes == {**expected(described).attributes, "newAttribute": "a"}


@each_element
def test_an_element_needs_what_is_required(described: Described) -> None:
    if any(argument.required for argument in described.arguments):
        with pytest.raises(TypeError, match="missing 1 required positional argument"):
            class_of(described)()


@each_element
def test_is_documented(described: Described) -> None:
    functions = [getattr(class_of(described), elements()[key].verb) for key in described.children]
    for documented, about in zip(
        (class_of(described), *functions),
        (described, *(elements()[key] for key in described.children)),
        strict=True,
    ):
        text = inspect.getdoc(documented) or ""
        assert text
        for argument in about.arguments:
            assert f"\n    {argument.name}: " in text


@each_element
def test_has_no_other_verbs(described: Described) -> None:
    children = [elements()[key] for key in described.children]
    verbs = {verb for child in children for verb in (child.verb, *child.former_verbs)}
    members: list[str] = [*vars(class_of(described))]
    assert {name for name in members if not name.startswith("__")} == verbs


@pytest.mark.parametrize("document", documents().values(), ids=documents())
def test_a_document_comes_with_all_that_stands_in_it(document: Described) -> None:
    module = import_module(f"dialwright_signalwire.{python_name(document.key)}")
    reached, waiting = set[str](), [*document.children]
    while waiting:
        key = waiting.pop()
        waiting += () if key in reached else elements()[key].children
        reached.add(key)
    assert set(module.__all__) == {document.key, *reached}
    assert all(getattr(module, key) is getattr(markup, key) for key in reached)


class TestSamples:
    """How the references use it."""

    def test_greets(self) -> None:
        response = VoiceResponse()
        response.say("Hey, welcome to SignalWire!")
        assert str(response) == (
            '<?xml version="1.0" encoding="UTF-8"?>'
            "<Response><Say>Hey, welcome to SignalWire!</Say></Response>"
        )

    def test_connects_with_a_conference(self) -> None:
        chained, appended, nested = VoiceResponse(), VoiceResponse(), VoiceResponse()
        chained.dial().conference("room")
        appended.append(Dial().append(Conference("room")))
        with nested.dial() as dial:
            dial.conference("room")
        assert str(chained) == str(appended) == str(nested)
        assert chained.to_xml(xml_declaration=False) == (
            "<Response><Dial><Conference>room</Conference></Dial></Response>"
        )

    def test_mixes_text_and_speech(self) -> None:
        say = VoiceResponse().say("The first, ", voice="alice")
        say.emphasis("really", level="strong")
        say.append(" the first.").break_(time="1s")
        assert say.to_xml(xml_declaration=False) == (
            '<Say voice="alice">The first, <emphasis level="strong">really</emphasis> the first.'
            '<break time="1s" /></Say>'
        )

    def test_answers_a_message(self) -> None:
        response = MessagingResponse()
        response.message("Hello", to="+15550100").media("https://example.com/a.png")
        assert response.to_xml(xml_declaration=False) == (
            '<Response><Message to="+15550100">Hello<Media>https://example.com/a.png</Media></Message></Response>'
        )

    def test_receives_a_fax(self) -> None:
        response = FaxResponse()
        response.receive(action="/done", store_media=False)
        assert response.to_xml(xml_declaration=False) == (
            '<Response><Receive action="/done" storeMedia="false" /></Response>'
        )

    def test_refuses_an_attribute_that_is_there_already(self) -> None:
        with pytest.raises(ValueError, match="the attribute 'callerId' of <Dial> is given twice"):
            VoiceResponse().dial(caller_id="a", callerId="b")
