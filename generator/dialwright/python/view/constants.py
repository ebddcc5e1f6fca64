"""The constants of a resource's module: what its requests have in common."""

from __future__ import annotations

from collections.abc import Iterator

from ... import ir
from ..code import Expression, argument, assignment, call, declaration, lines, literal, mapping, tuple_of
from ..names import ParameterNames, Where
from .frame import Frame
from .parts import Attribute

_PAGE_PARAMETERS = ("page_size", "page_number", "page_token")


def constants_of(frame: Frame) -> tuple[Attribute, ...]:
    """Paths, then page styles, rules and the shapes of results."""
    return tuple(Attribute(tuple(written)) for written in _constants(frame))


def _constants(frame: Frame) -> Iterator[list[str]]:
    names = frame.constants
    for path, name in names.paths.items():
        yield assignment(name, literal(path))
    for result, name in names.results.items():
        yield _shape(name, frame.types.received(result), frame)
    for operation, _, parameters in frame.operations:
        if operation.words in names.choices:
            yield _choices(names.choices[operation.words], operation)
        if operation.words in names.answers:
            yield _answers(names.answers[operation.words], operation, frame)
        if operation.words in names.rules:
            frame.running("Rule")
            yield _rules(names.rules[operation.words], operation, parameters)
    for pages, name in names.pages.items():
        frame.running("Pagination")
        yield _pagination(name, pages)


def _choices(name: str, operation: ir.Operation) -> list[str]:
    entries = ((literal(choice.name), literal(choice.path)) for choice in operation.representations)
    return lines(f"{name} = ", mapping(entries))


def _rules(name: str, operation: ir.Operation, parameters: ParameterNames) -> list[str]:
    return lines(f"{name} = ", tuple_of(_rule(rule, operation, parameters) for rule in operation.rules))


def _rule(rule: ir.Rule, operation: ir.Operation, parameters: ParameterNames) -> Expression:
    where = {field.wire: Where.QUERY for field in operation.query}
    where |= {field.wire: Where.BODY for field in operation.body.fields} if operation.body else {}
    entries = [(literal(wire), literal(parameters[where[wire], wire])) for wire in rule.fields]
    return call("Rule", literal(rule.kind), mapping(entries))


def _shape(name: str, annotation: str, frame: Frame) -> list[str]:
    shape = frame.running("Shape")
    return declaration(name, f"{shape}[{annotation}]", call(shape, literal(annotation)))


def _answers(name: str, operation: ir.Operation, frame: Frame) -> list[str]:
    """The results of an operation, by the status and the media type of the answer."""
    answers = frame.running("Answers")
    annotation = frame.types.received(operation.result) if operation.result is not None else "None"
    entries = (
        (f"({literal(one.status)}, {literal(one.media_type)})", literal(frame.types.received(one.type)))
        for one in operation.answers
    )
    made = call(answers, literal(annotation), mapping(entries), most=0)
    return declaration(name, f"{answers}[{annotation}]", made)


def _one_or_several(paths: tuple[str, ...]) -> Expression:
    """The path that there usually is, or all of them."""
    return literal(paths[0]) if len(paths) == 1 else tuple_of(map(literal, paths))


def _pagination(name: str, pages: ir.Pagination) -> list[str]:
    parameters = ((role, getattr(pages, role)) for role in _PAGE_PARAMETERS)
    settings = (
        argument("style", literal(pages.style)),
        argument("items", _one_or_several(pages.items or ("",))),
        argument("next", _one_or_several(pages.next)) if pages.next else "",
        *(argument(role, literal(value)) for role, value in parameters if value),
    )
    return lines(f"{name} = ", call("Pagination", *settings))
