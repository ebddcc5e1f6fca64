"""Whether a value fits a schema, and if not, where and why, in words for whoever sent it."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

import jsonschema_rs

from ..openapi import Schema
from ..source import is_mapping as is_object
from ..source import is_sequence as is_list
from .meanings import FORMATS, told
from .standalone import standalone

Steps: TypeAlias = tuple[str | int, ...]

MOST = 50  # failures that are told of one value; nobody mends more at a time

_BACKTRACKING = 100_000  # steps of a pattern of the document until it is given up
_KINDS = {
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


@dataclass(frozen=True)
class Failure:
    """One way in which a value does not fit.

    Attributes:
        steps: The way to what is wrong, from the value on.
        what: What is wrong with it, to be read after its name.
        reason: The kind of fault, as `Violation` has it.
    """

    steps: Steps
    what: str
    reason: str


class Schemas:
    """Validators of schemas, each made when it is first asked for."""

    def __init__(self) -> None:
        self._validators: dict[Hashable, jsonschema_rs.Validator] = {}

    def failures(self, schema: Schema, value: object) -> list[Failure]:
        """Everything in which a value does not fit, each once; empty where it fits."""
        errors = self._validator(schema).iter_errors(_plain(value))
        found = (failure for error in errors for failure in _read(error))
        return list(dict.fromkeys(islice(found, MOST)))

    def fits(self, schema: Schema, value: object) -> bool:
        return self._validator(schema).is_valid(_plain(value))

    def _validator(self, schema: Schema) -> jsonschema_rs.Validator:
        # The place where it is written decides: what stands there is one schema, whatever lies over it.
        key = schema.written.identity
        validator = self._validators.get(key)
        if validator is None:
            validator = self._validators[key] = _compiled(standalone(schema))
        return validator


def _compiled(schema: dict[str, Any]) -> jsonschema_rs.Validator:
    """A validator; where a pattern is none, one without patterns, and at worst one that takes everything."""
    for candidate in (schema, _without_patterns(schema), True):
        try:
            return jsonschema_rs.Draft202012Validator(
                candidate,
                formats=FORMATS,
                validate_formats=True,
                offline=True,
                pattern_options=jsonschema_rs.FancyRegexOptions(backtrack_limit=_BACKTRACKING),
            )
        except (ValueError, RecursionError):
            continue
    raise AssertionError("a schema that takes everything is always sound")


def _without_patterns(value: Any) -> Any:
    if is_object(value):
        kept = {key: _without_patterns(child) for key, child in value.items()}
        return {key: child for key, child in kept.items() if key != "pattern" or not isinstance(child, str)}
    return [_without_patterns(child) for child in value] if is_list(value) else value


def _plain(value: Any) -> Any:
    """The value as the validator takes it: half of a surrogate pair is no text for it."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if is_object(value):
        return {_plain(key): _plain(child) for key, child in value.items()}
    return [_plain(child) for child in value] if is_list(value) else value


def _read(error: jsonschema_rs.ValidationError) -> Iterator[Failure]:
    steps: Steps = tuple(error.instance_path)
    told = error.kind.as_dict()
    match error.kind.name:
        case "required":
            yield Failure((*steps, told["property"]), "is required", "missing")
        case "additionalProperties" | "unevaluatedProperties":
            for name in told["unexpected"]:
                yield Failure((*steps, name), "is not a field of the document", "unknown")
        case "anyOf" | "oneOf":
            yield from _of_alternatives(steps, told["context"])
        case name:
            yield Failure(steps, _sentence(name, told, error), _REASONS.get(name, "invalid"))


def _of_alternatives(
    steps: Steps, alternatives: Sequence[Sequence[jsonschema_rs.ValidationError]]
) -> Iterator[Failure]:
    """What is wrong in the alternative that was meant, if one can be told: the one of the value's type."""
    meant = [errors for errors in alternatives if not any(_is_other(error, steps) for error in errors)]
    if sum(not errors for errors in alternatives) > 1:
        yield Failure(
            steps, "fits several of the alternatives of the document, of which one is meant", "invalid"
        )
    elif len(meant) == 1:
        for error in meant[0]:
            yield from _read(error)
    elif not meant and all(len(errors) == 1 for errors in alternatives):
        sentences = [failure.what for errors in alternatives for failure in _read(errors[0])]
        yield Failure(steps, " or ".join(dict.fromkeys(sentences)).replace(" or must be ", " or "), "invalid")
    else:
        yield Failure(steps, "fits none of the alternatives of the document", "invalid")


def _is_other(error: jsonschema_rs.ValidationError, steps: Steps) -> bool:
    return tuple(error.instance_path) == steps and error.kind.name in ("type", "enum", "const")


_REASONS = {
    "maxLength": "too-long",
    "minLength": "too-short",
    **dict.fromkeys(("maxItems", "maxProperties"), "too-many"),
    **dict.fromkeys(("minItems", "minProperties"), "too-few"),
    **dict.fromkeys(("minimum", "exclusiveMinimum"), "too-small"),
    **dict.fromkeys(("maximum", "exclusiveMaximum"), "too-large"),
}

_BOUNDS = {
    "minimum": "must be at least {}",
    "exclusiveMinimum": "must be more than {}",
    "maximum": "must be at most {}",
    "exclusiveMaximum": "must be less than {}",
    "minLength": "must have at least {} characters",
    "maxLength": "must have at most {} characters",
    "minItems": "must have at least {} elements",
    "maxItems": "must have at most {} elements",
    "minProperties": "must have at least {} fields",
    "maxProperties": "must have at most {} fields",
}


def _sentence(name: str, known: dict[str, Any], error: jsonschema_rs.ValidationError) -> str:
    if name in _BOUNDS:
        return _BOUNDS[name].format(known["limit"])
    if name == "type":
        return "must be " + " or ".join(_KINDS[kind] for kind in known["types"])
    if name == "enum":
        return f"must be one of {', '.join(map(_shown, known['options']))}"
    if name == "const":
        return f"must be {_shown(known['expected_value'])}"
    if name == "format":
        return f"must be {told(known['format'])}"
    if name == "pattern":
        return f"must match {known['pattern']}"
    return _shortened(error.message)


def _shown(value: object) -> str:
    return _shortened(json.dumps(value, ensure_ascii=False))


def _shortened(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:120]} ... {text[-60:]}"
