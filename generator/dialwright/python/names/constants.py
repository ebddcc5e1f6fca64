"""The names of a resource module's constants: paths, page styles, rules, the shapes of results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ... import ir
from ...words import Words, screaming, singular, split
from .identifier import identifier
from .schemas import words_of
from .scope import Scope
from .tree import Place

_CLASSES = frozenset({ir.Kind.STRING, ir.Kind.INTEGER, ir.Kind.NUMBER, ir.Kind.BOOLEAN})


@dataclass(frozen=True)
class ConstantNames:
    """Private constants. Paths, page styles and results are shared by the operations that have the same."""

    paths: Mapping[str, str]
    pages: Mapping[ir.Pagination, str]
    results: Mapping[ir.Type, str]
    choices: Mapping[Words, str]  # by the words of the operation, as all below
    rules: Mapping[Words, str]
    encodings: Mapping[Words, str]
    forms: Mapping[Words, str]
    answers: Mapping[tuple[ir.Answer, ...], str]  # shared, as are those of failures
    errors: Mapping[tuple[ir.Failure, ...], str]


def constant_names(place: Place, words: Words, models: frozenset[str]) -> ConstantNames:
    """Names for the constants of one place, which is called `words`. `models` are the keys of all models."""
    scope = Scope()

    def claim(*candidates: Words) -> str:
        return scope.claim(*(f"_{identifier(candidate, screaming)}" for candidate in candidates))

    paths: dict[str, str] = {}
    pages: dict[ir.Pagination, str] = {}
    results: dict[ir.Type, str] = {}
    answers: dict[tuple[ir.Answer, ...], str] = {}
    errors: dict[tuple[ir.Failure, ...], str] = {}
    for operation in place.operations:
        for path, candidates in _paths(place, operation, words):
            if path not in paths:
                paths[path] = claim(*candidates)
        if operation.pagination is not None and operation.pagination not in pages:
            pages[operation.pagination] = claim(("pages",), (*operation.words, "pages"))
        if operation.answers and operation.answers not in answers:
            answers[operation.answers] = claim((*operation.words, "answers"))
        failures = documented(operation)
        if failures and failures not in errors:
            errors[failures] = claim(("errors",), (*operation.words, "errors"))
        for result in _results(operation):
            if result not in results and not is_class(result, models):
                results[result] = claim(*_of_result(result), (*operation.words, "result"))
    return ConstantNames(
        paths,
        pages,
        results,
        {o.words: claim((*o.words, "paths")) for o in place.operations if len(o.representations) > 1},
        {o.words: claim((*o.words, "rules")) for o in place.operations if o.rules},
        {o.words: claim((*o.words, "encodings")) for o in place.operations if o.body and o.body.encodings},
        {o.words: claim((*o.words, "forms")) for o in place.operations if o.body and o.body.forms},
        answers,
        errors,
    )


def documented(operation: ir.Operation) -> tuple[ir.Failure, ...]:
    """The failures whose bodies are documented, by status and type alone, without what `default` says too."""
    usual = next((f.type for f in operation.failures if f.status == "default"), None)
    return tuple(
        ir.Failure(status=f.status, type=f.type)
        for f in operation.failures
        if f.type is not None and (f.status == "default" or f.type != usual)
    )


def _results(operation: ir.Operation) -> Iterator[ir.Type]:
    """The types that need a description of their own, if they are no classes."""
    if operation.result is not None and not operation.answers:
        yield operation.result
    if operation.stream is not None:
        yield operation.stream.type


def _of_result(result: ir.Type) -> Iterator[Words]:
    """The name of a result that has one."""
    if isinstance(result, ir.Named):
        yield split(result.key)


def is_class(type_: ir.Type | None, models: frozenset[str]) -> bool:
    """Whether a result is nothing or one class, which needs no description of its shape."""
    match type_:
        case None:
            return True
        case ir.Primitive(kind):
            return kind in _CLASSES
        case ir.Named(key):
            return key in models
        case ir.ListOf(inner) | ir.MapOf(inner):
            return inner == ir.Primitive(ir.Kind.ANY) or is_class(inner, models)
        case _:
            return False


def _paths(place: Place, operation: ir.Operation, words: Words) -> Iterator[tuple[str, tuple[Words, ...]]]:
    """The paths of an operation, each with the names it might have."""
    base = singular(words) if place.is_item_operation(operation) else words
    own = (*base, *operation.words) if len(operation.words) == 1 else operation.words
    if len(operation.representations) < 2:  # several are in a mapping of choices
        yield only_path(operation), (base if _is_shortest(place, operation) else own, own)
    for narrowing in operation.narrowings:
        yield narrowing.path, ((*base, "by", *words_of(narrowing.parameter)),)


def only_path(operation: ir.Operation) -> str:
    """The path of an operation that has but one."""
    return operation.representations[0].path if operation.representations else operation.path


def _is_shortest(place: Place, operation: ir.Operation) -> bool:
    """Whether the path is that of the collection, or the record, itself."""
    alike = (
        other
        for other in place.operations
        if place.is_item_operation(other) is place.is_item_operation(operation)
        and bool(other.representations) is bool(operation.representations)
    )
    return all(len(operation.path) <= len(other.path) for other in alike)
