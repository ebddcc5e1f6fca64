"""openapi-spec-validator, tamed: no network, no cache that outlives the call, a pointer for every finding.

Imported only when it is asked, since loading it takes longer than everything else that validation does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema_path.paths import SchemaPath
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from openapi_spec_validator.validation.exceptions import (
    DuplicateOperationIDError,
    ParameterDuplicateError,
    UnresolvableParameterError,
)
from openapi_spec_validator.validation.keywords import (
    OpenAPIV30SchemaValidator,
    OpenAPIV30ValueValidator,
    OpenAPIV31SchemaValidator,
    OpenAPIV31ValueValidator,
)
from openapi_spec_validator.validation.registries import KeywordValidatorRegistry

from . import published

# Rules of our own say these, with a better place.
_SAID_ELSEWHERE = (DuplicateOperationIDError, ParameterDuplicateError, UnresolvableParameterError)


class _Schema30(OpenAPIV30SchemaValidator):
    def __call__(
        self, schema: SchemaPath, require_properties: bool = True, meta_checked: bool = False
    ) -> Iterator[Any]:
        return _located(schema, super().__call__(schema, require_properties, meta_checked))

    def _validate_schema_meta(self, schema: SchemaPath, schema_value: Any) -> Any:
        return (
            None if _is_schema("3.0", schema_value) else super()._validate_schema_meta(schema, schema_value)
        )


class _Schema31(OpenAPIV31SchemaValidator):
    def __call__(
        self, schema: SchemaPath, require_properties: bool = True, meta_checked: bool = False
    ) -> Iterator[Any]:
        return _located(schema, super().__call__(schema, require_properties, meta_checked))

    def _validate_schema_meta(self, schema: SchemaPath, schema_value: Any) -> Any:
        return (
            None if _is_schema("3.1", schema_value) else super()._validate_schema_meta(schema, schema_value)
        )


class _Default30(OpenAPIV30ValueValidator):
    def __call__(self, schema: SchemaPath, value: Any) -> Iterator[Any]:
        return _of_default(super().__call__(schema, value))


class _Default31(OpenAPIV31ValueValidator):
    def __call__(self, schema: SchemaPath, value: Any) -> Iterator[Any]:
        return _of_default(super().__call__(schema, value))


_KEYWORDS = {
    "3.0": {**OpenAPIV30SpecValidator.keyword_validators, "schema": _Schema30, "default": _Default30},
    "3.1": {**OpenAPIV31SpecValidator.keyword_validators, "schema": _Schema31, "default": _Default31},
}


def findings(document: dict[str, Any], version: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is wrong with a document of OpenAPI 3.0 or 3.1: a pointer and a message each."""
    validator = OpenAPIV30SpecValidator if version == "3.0" else OpenAPIV31SpecValidator
    sound = True
    for error in validator.schema_validator.iter_errors(document):
        sound = False
        yield tuple(error.absolute_path), error.message
    try:
        for error in _second_half(document, version):
            if not isinstance(error, _SAID_ELSEWHERE):
                yield tuple(error.absolute_path), error.message
    except RecursionError:
        yield (), "schemas include each other too deeply for openapi-spec-validator"
    except Exception as error:  # it takes for granted, in the second half, that the first found nothing
        if sound:
            yield (), f"openapi-spec-validator failed on the document: {type(error).__name__}: {error}"


def _second_half(document: dict[str, Any], version: str) -> Iterator[Any]:
    """What the standard's own schema cannot say: references, defaults, required properties."""
    root = SchemaPath.from_dict(document, handlers={})  # without handlers nothing can be fetched
    validate: Any = KeywordValidatorRegistry(_KEYWORDS[version])["__root__"]
    errors: Iterator[Any] = validate(root)
    return errors


def _is_schema(version: str, value: Any) -> bool:
    """Whether a value is sure to be a schema; where not, the slow road of the validator says why."""
    if isinstance(value, Mapping) and "$schema" in value:
        return False
    return published.schemas(version).is_valid(value)


def _of_default(errors: Iterator[Any]) -> Iterator[Any]:
    """The errors, saying that it is the default that does not fit its schema."""
    for error in errors:
        error.message = f"the default does not fit: {error.message}"
        error.path.appendleft("default")
        yield error


def _located(schema: SchemaPath, errors: Iterator[Any]) -> Iterator[Any]:
    """The errors with the schema's own pointer in front, which the validator leaves out."""
    for error in errors:
        if not getattr(error, "located", False):
            error.path.extendleft(reversed(list(schema.parts)))
            error.located = True
        yield error
