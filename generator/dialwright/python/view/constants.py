"""The constants of a resource's module: what its requests have in common."""

from __future__ import annotations

from collections.abc import Iterator

from ... import ir
from ..code import Expression, argument, assignment, call, declaration, lines, literal, mapping, tuple_of
from ..names import ParameterNames, Where
from .frame import Frame
from .parts import Attribute

_PAGE_PARAMETERS = ("page_size", "page_number", "page_token", "offset", "more", "total")


def constants_of(frame: Frame) -> tuple[Attribute, ...]:
    """Paths, then page styles, rules and the shapes of results."""
    return tuple(Attribute(tuple(written)) for written in _constants(frame))


def _constants(frame: Frame) -> Iterator[list[str]]:
    names = frame.constants
    for path, name in names.paths.items():
        yield assignment(name, literal(path))
    for result, name in names.results.items():
        yield _shape(name, frame.types.received(result), frame)
    results = {operation.answers: operation.result for operation, _, _ in frame.operations}
    for answers, name in names.answers.items():
        yield _answers(name, results[answers], answers, frame)
    for failures, name in names.errors.items():
        entries = ((literal(one.status), literal(_received(one.type, frame))) for one in failures)
        yield lines(f"{name} = ", mapping(entries))
    for operation, _, parameters in frame.operations:
        if operation.words in names.choices:
            yield _choices(names.choices[operation.words], operation)
        if operation.words in names.rules:
            frame.running("Rule")
            yield _rules(names.rules[operation.words], operation, parameters)
        if operation.words in names.encodings:
            frame.running("Encoding")
            yield _encodings(names.encodings[operation.words], operation.body)
        if operation.words in names.forms:
            yield _forms(names.forms[operation.words], operation.body)
    for pages, name in names.pages.items():
        frame.running("Pagination")
        yield _pagination(name, pages)


def _choices(name: str, operation: ir.Operation) -> list[str]:
    entries = ((literal(choice.name), literal(choice.path)) for choice in operation.representations)
    return lines(f"{name} = ", mapping(entries))


def _encodings(name: str, body: ir.Body | None) -> list[str]:
    found = body.encodings if body is not None else ()
    return lines(f"{name} = ", mapping((literal(one.wire), _encoding(one)) for one in found))


def _forms(name: str, body: ir.Body | None) -> list[str]:
    found = body.forms if body is not None else ()
    entries = ((literal(media_type), tuple_of(map(literal, fields))) for media_type, fields in found)
    return lines(f"{name} = ", mapping(entries))


def _encoding(encoding: ir.Encoding) -> Expression:
    return call(
        "Encoding",
        literal(encoding.media_type) if encoding.media_type else "",
        argument("style", literal(encoding.style)) if encoding.style != "form" else "",
        "" if encoding.explode else "explode=False",
        "allow_reserved=True" if encoding.allow_reserved else "",
    )


def _rules(name: str, operation: ir.Operation, parameters: ParameterNames) -> list[str]:
    return lines(f"{name} = ", tuple_of(_rule(rule, operation, parameters) for rule in operation.rules))


def _rule(rule: ir.Rule, operation: ir.Operation, parameters: ParameterNames) -> Expression:
    where = {field.wire: Where.QUERY for field in operation.query}
    where |= {field.wire: Where.BODY for field in operation.body.fields} if operation.body else {}
    entries = [(literal(wire), literal(parameters[where[wire], wire])) for wire in rule.fields]
    return call("Rule", literal(rule.kind), mapping(entries))


def _answers(name: str, result: ir.Type | None, answers: tuple[ir.Answer, ...], frame: Frame) -> list[str]:
    annotation = frame.types.received(result) if result is not None else "None"
    known = (
        tuple_of((literal(one.status), literal(one.media_type), literal(_received(one.type, frame))))
        for one in answers
    )
    kind = frame.running("Answers")
    return declaration(name, f"{kind}[{annotation}]", call(kind, literal(annotation), *known, most=0))


def _received(type_: ir.Type | None, frame: Frame) -> str:
    return "None" if type_ is None else frame.types.told(type_)


def _shape(name: str, annotation: str, frame: Frame) -> list[str]:
    shape = frame.running("Shape")
    return declaration(name, f"{shape}[{annotation}]", call(shape, literal(annotation)))


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
        argument("first", literal(pages.first)) if pages.first != 1 else "",
    )
    return lines(f"{name} = ", call("Pagination", *settings))
