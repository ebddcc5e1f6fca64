"""Credentials that show themselves to nobody who merely prints them."""

from __future__ import annotations

__all__ = ["Secret", "hidden"]


class Secret:
    """A value that can be sent, but that no repr, log line or traceback with locals shows."""

    __slots__ = ("_value",)

    def __init__(self, value: str | None) -> None:
        self._value = value or ""

    def reveal(self) -> str:
        """The value itself, for the one place that puts it on the wire."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __repr__(self) -> str:
        return "Secret(***)" if self._value else "Secret()"

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("A secret cannot be pickled or copied.")


def hidden(value: str | None) -> Secret | None:
    """A value as a secret; None, which an empty one is not, stays None."""
    return None if value is None else Secret(value)
