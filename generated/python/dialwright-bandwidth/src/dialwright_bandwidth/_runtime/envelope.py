"""JSON bodies that wrap their fields: under one property, beside others that say what the fields are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from .guards import is_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Envelope", "nested"]


class Envelope:
    """How the fields of a body are wrapped.

    Args:
        under: The property that holds the fields.
        beside: Properties that stand beside it, by their names on the wire.
    """

    __slots__ = ("beside", "under")

    def __init__(self, under: str, beside: Mapping[str, object]) -> None:
        self.under = under
        self.beside = beside

    def around(self, fields: Mapping[str, object]) -> dict[str, object]:
        """The body; its fields may be none at all."""
        return {**self.beside, self.under: fields}


def nested(value: Any, under: str, *outside: str) -> Any:
    """Put what a flat spelling says into place: `{"type": "tts", "text": "Hi"}` becomes
    `{"type": "tts", "params": {"text": "Hi"}}`.

    Args:
        value: An object, or a list of objects; one that has the property already stays as it is.
        under: The property that holds the rest.
        outside: The properties that stand beside it.
    """
    if isinstance(value, (list, tuple)):
        return [nested(item, under, *outside) for item in cast("Sequence[object]", value)]
    if not is_mapping(value) or under in value:
        return value
    inner = {name: item for name, item in value.items() if name not in outside}
    outer = {name: item for name, item in value.items() if name in outside}
    return {**outer, under: inner} if inner else outer
