"""What is tested: every method, as the document alone tells of it.

Nothing of the IR is used, so that a fault on the way there shows: what a method takes, where that goes on the
wire, and what stands in the request besides, is read from the views of the document once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from ...cached import cached_property
from ...openapi import ApiDescription, Helper, Operation, Parameter, Schema, Taken, View
from ...words import Words, split
from ..names import Where

Scalar: TypeAlias = str | int | float | bool | None

_CHOICES = ("exactly-one-of", "at-most-one-of", "at-least-one-of")


@dataclass(frozen=True)
class Input:
    """Something that a method takes, and where it goes on the wire."""

    where: Where
    wire: str
    view: View  # the parameter or the property, for what is said of it in place
    schema: Schema | None
    required: bool = False
    default: Scalar = None  # sent where the caller leaves it out
    words: Words = ()

    @property
    def is_made(self) -> bool:
        """Whether the client makes it where the caller leaves it out."""
        return self.view.has("x-generate")


@dataclass(frozen=True)
class Rule:
    """A condition over several inputs, by their names on the wire."""

    kind: str
    wires: tuple[str, ...]


@dataclass(frozen=True)
class Subject:
    """A method of the client: an operation of the document, a command that one takes, or a helper."""

    operation: Operation
    words: Words
    summary: str
    inputs: tuple[Input, ...]
    file: str  # the stem of the file in which it is described
    rules: tuple[Rule, ...] = ()
    constants: Mapping[str, Scalar] = field(default_factory=dict[str, Scalar])
    envelope: str = ""
    positional: tuple[str, ...] = ()
    is_extra: bool = False
    is_repeatable: bool = False
    has_location_id: bool = False
    module: str = ""
    forms: tuple[Operation, ...] = ()  # the representations of one binary thing

    @cached_property
    def place(self) -> str:
        """Its resource."""
        return self.operation.resource_places[0]

    @cached_property
    def pages(self) -> View | None:
        """`x-pagination`."""
        return self.operation.view("x-pagination")

    @cached_property
    def path_inputs(self) -> tuple[Input, ...]:
        return tuple(one for one in self.inputs if one.where is Where.PATH)

    @cached_property
    def arguments(self) -> tuple[Input, ...]:
        """All inputs but those of the path and those that ask for a page."""
        return tuple(one for one in self.inputs if one.where is not Where.PATH and one not in self.paging)

    @cached_property
    def paging(self) -> tuple[Input, ...]:
        """What asks for a page, in the order of the parameters."""
        pages = self.pages
        wires = [pages.text(key) for key in ("page-size", "page-number", "page-token")] if pages else []
        return tuple(one for one in self.inputs if one.where is Where.QUERY and one.wire in wires)

    @property
    def narrowings(self) -> tuple[View, ...]:
        return self.operation.views("x-narrowed-by")


def subjects_of(description: ApiDescription) -> tuple[Subject, ...]:
    """Every method, in the order of the document; representations of one thing are one."""
    found: dict[tuple[str, Words], Subject] = {}
    for operation in description.operations:
        for subject in _subjects(operation):
            key = (subject.place, subject.words)
            known = found.get(key)
            found[key] = replace(known, forms=known.forms + subject.forms) if known else subject
    return tuple(found.values())


def _subjects(operation: Operation) -> Iterator[Subject]:
    if operation.has("x-command"):
        yield from _commands(operation)
    else:
        own = _own(operation)
        yield own
        yield from (_helper(own, helper) for helper in operation.helpers)


def _own(operation: Operation) -> Subject:
    body = _body(operation)
    return Subject(
        operation=operation,
        words=split(operation.text("x-method")),
        summary=operation.text("summary"),
        inputs=(*_parameters(operation), *_body_inputs(operation)),
        file=operation.node.file.path.stem,
        rules=tuple(_rules(body)) if body else (),
        positional=operation.strings("x-positional"),
        is_extra=operation.flag("x-extra"),
        is_repeatable=operation.method in ("get", "head", "put", "delete") or operation.flag("x-idempotent"),
        has_location_id=operation.flag("x-location-id"),
        forms=(operation,) if _is_binary(operation) else (),
    )


def _is_binary(operation: Operation) -> bool:
    success = operation.success
    return success is not None and bool(success.contents) and not success.is_json


def _body(operation: Operation) -> Schema | None:
    return operation.body_content.schema if operation.body_content is not None else None


def _body_inputs(operation: Operation) -> Iterator[Input]:
    """The fields of the body; where it has none, the body itself, under no name."""
    content, body = operation.body_content, _body(operation)
    if content is None or operation.body is None:
        return
    named = content.is_json or content.is_form
    if named and body is not None and body.properties:
        yield from _properties(body, Where.BODY)
    else:
        words = ("body",) if named else ("content",)
        yield Input(Where.BODY, "", content, body, operation.body.flag("required"), words=words)


def _parameters(operation: Operation) -> Iterator[Input]:
    places = {"path": Where.PATH, "query": Where.QUERY, "header": Where.HEADER}
    others = (one for one in operation.parameters if one.place != "path")
    for one in (*operation.path_parameters, *others):
        if one.place in places and not one.has("x-bound"):
            yield _parameter(one, places[one.place])


def _parameter(one: Parameter, where: Where) -> Input:
    words = split(one.text("x-name")) or split(one.name)
    return Input(where, one.name, one, one.schema, one.required, one.scalar("x-default"), words)


def _properties(schema: Schema, where: Where) -> Iterator[Input]:
    for name, child in schema.properties.items():
        if not child.flag("readOnly"):
            words = split(child.text("x-name")) or split(name)
            required = name in schema.required and not child.has("x-generate")
            yield Input(where, name, child, child, required, child.scalar("x-default"), words)


def _rules(schema: Schema) -> Iterator[Rule]:
    for entry in schema.rules:
        yield from (Rule(kind, entry.strings(kind)) for kind in _CHOICES if entry.has(kind))
        if (requires := entry.view("requires")) is not None:
            yield Rule("requires", (requires.text("if"), *requires.strings("then")))


# --- commands ----------------------------------------------------------------------------------------------


def _commands(operation: Operation) -> Iterator[Subject]:
    settings, body = operation.view("x-command"), _body(operation)
    if settings is not None and body is not None:
        yield from (_command(operation, option, settings) for option in body.options)


def _command(operation: Operation, option: Schema, settings: View) -> Subject:
    name, envelope = settings.text("discriminator"), settings.text("params")
    command = option.properties[name].raw("const")
    params = option.properties.get(envelope)
    beside = (one for one in _properties(option, Where.BESIDE) if one.wire not in (name, envelope))
    return Subject(
        operation=operation,
        words=split(option.text("x-method") or command.removeprefix(settings.text("strip"))),
        summary=option.text("summary") or option.description,
        inputs=(*beside, *(_properties(params, Where.BODY) if params is not None else ())),
        file=option.node.file.path.stem,
        rules=tuple(_rules(params)) if params is not None else (),
        constants={name: command},
        envelope=envelope if params is not None else "",
        positional=option.strings("x-positional"),
        is_repeatable=option.flag("x-idempotent"),
    )


# --- helpers -----------------------------------------------------------------------------------------------


def _helper(own: Subject, helper: Helper) -> Subject:
    taken = {argument.wire: argument for argument in helper.arguments}
    return replace(
        own,
        words=split(helper.text("name")),
        summary=helper.text("summary"),
        inputs=tuple(_taken(own.inputs, taken)),
        rules=tuple(rule for rule in own.rules if set(rule.wires) <= taken.keys()),
        constants=helper.presets,
        positional=tuple(taken),
        is_extra=helper.flag("extra"),
        is_repeatable=helper.flag("idempotent"),
        has_location_id=helper.flag("location-id"),
        module=helper.module,
        forms=(),
    )


def _taken(inputs: Iterable[Input], taken: Mapping[str, Taken]) -> Iterator[Input]:
    """The inputs of a helper, in the order in which it lists them."""
    known = {one.wire: one for one in inputs}
    for wire, argument in taken.items():
        one = known[wire]
        yield replace(
            one,
            required=argument.flag("required") or (one.required and not argument.has("default")),
            default=argument.scalar("default") if argument.has("default") else one.default,
            words=split(argument.text("name")) or one.words,
        )
