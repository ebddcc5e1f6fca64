"""Values in the forms that schemas ask for: moments, identifiers, what requests say."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from ..openapi import Schema
from ..values import Schemas, moments
from . import shapes
from .clock import Clock
from .samples import Sampler

_MOMENTS = ("date-time", "date", "moment")


class Forms:
    """Brings values into form.

    Args:
        schemas: What tells whether a value fits.
        clock: What time it is.
    """

    def __init__(self, schemas: Schemas, clock: Clock) -> None:
        self._schemas = schemas
        self._clock = clock

    def moment(self, schema: Schema) -> Any:
        """Now, in the form of a schema."""
        now = self._clock.now()
        if "integer" in schema.types and "string" not in schema.types:
            return int(now.timestamp())
        return now.date().isoformat() if schema.format == "date" else moments.write(now, example(schema))

    def adapted(self, schema: Schema, value: Any) -> tuple[bool, Any]:
        """Whether a property can have a value of a request, and how it has it."""
        for candidate in _candidates(value):
            if self._schemas.fits(schema, candidate):
                return True, candidate
        return False, None

    def identifier(self, schema: Schema | None, random: Random) -> str:
        """A new identifier, in the form of the schema's example; a UUID where there is none."""
        told = example(schema) if schema is not None else None
        return shapes.like(told, random) if isinstance(told, str) else shapes.uuid(random)

    def sample(self, schema: Schema, name: str, random: Random) -> Any:
        """Any value that fits, with no more in it than there must be."""
        return Sampler(self._schemas, random.random(), now=self._clock.now(), generous=False).value(
            schema, name
        )


def example(schema: Schema) -> Any:
    """The first example of a schema, or None."""
    return next((node.value for node in schema.elements("examples")), None)


def means_moment(schema: Schema) -> bool:
    """Whether values tell a moment or a day."""
    if schema.meaning in _MOMENTS or schema.format in _MOMENTS:
        return True
    return any(option.meaning in _MOMENTS or option.format in _MOMENTS for option in schema.options)


def _candidates(value: Any) -> Iterator[Any]:
    """A value, and what else may stand for it: a number for its digits, text for a number."""
    yield value
    if isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, str):
        if value.isascii() and value.removeprefix("-").isdigit() and len(value) < 100:
            yield int(value)
        yield {"true": True, "false": False}.get(value, value)
    elif isinstance(value, (int, float)):
        yield str(value)
