"""Our own `x-` keys, as `spec/extensions.schema.json` defines them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError

from ..data import read_text
from ..source import is_mapping


@dataclass(frozen=True)
class Extension:
    """One key: where it may stand, and what its value must be."""

    name: str
    places: tuple[str, ...]
    description: str
    validator: Draft202012Validator

    def errors(self, value: Any) -> list[ValidationError]:
        """What is wrong with a value."""
        return list(self.validator.iter_errors(value))


@cache
def definitions() -> dict[str, Any]:
    """The `$defs` of the schema."""
    schema = json.loads(read_text("spec", "extensions.schema.json"))
    found: dict[str, Any] = schema["$defs"]
    return found


@cache
def vocabulary() -> dict[str, Extension]:
    """Every key by its name."""
    return {
        name: Extension(
            name=name,
            places=tuple(definition["x-on"]),
            description=definition["description"],
            validator=Draft202012Validator({"$defs": definitions(), "$ref": f"#/$defs/{name}"}),
        )
        for name, definition in definitions().items()
        if name.startswith("x-")
    }


def subschema(error: ValidationError) -> dict[str, Any]:
    """The schema whose keyword a value breaks."""
    here: Any = {"$defs": definitions()}
    for step in list(error.schema_path)[:-1]:
        here = here[step]
    return here if is_mapping(here) else {}
