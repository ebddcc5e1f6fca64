"""Settings of one call, and the two values that mean something other than themselves."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Final

from .errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .receipts import Receipt

__all__ = ["NULL", "UNSET", "Null", "Options", "Unset", "checked_retries", "checked_timeout"]


class _Marker:
    """A value that stands for nothing else."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name

    def __reduce__(self) -> str:
        return self._name

    def __bool__(self) -> bool:
        return False


class Null(_Marker):
    """The type of `NULL`."""


class Unset(_Marker):
    """The type of `UNSET`."""


NULL: Final = Null("NULL")
"""Sends JSON null, where `None` would leave the field out."""

UNSET: Final = Unset("UNSET")
"""Marks an option that was not given, where `None` means something."""


class Options:
    """Settings for one call alone: `client.calls.create(..., options=Options(timeout=5))`.

    Args:
        timeout: Seconds for the whole call, retries included; None is no limit. Of a list it is for each
            page. Of a download it is until that begins, and then for each part of it to come: a large one may
            take as long as it takes, while some of it comes.
        max_retries: How often the call may be repeated where that is safe.
        headers: Headers to send besides, or instead of, the usual ones.
        extra_query: Query parameters to send besides those of the method.
        extra_body: Form or JSON fields to send besides those of the method, which must have some: a GET, or
            a method that sends no fields, refuses them.
        receipt: A `Receipt`, which takes down the status and headers of what is answered.
    """

    __slots__ = ("extra_body", "extra_query", "headers", "max_retries", "receipt", "timeout")

    def __init__(
        self,
        *,
        timeout: float | Unset | None = UNSET,
        max_retries: int | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        extra_query: Mapping[str, object] | None = None,
        extra_body: Mapping[str, object] | None = None,
        receipt: Receipt | None = None,
    ) -> None:
        self.timeout = timeout if isinstance(timeout, Unset) else checked_timeout(timeout)
        self.max_retries = max_retries if isinstance(max_retries, Unset) else checked_retries(max_retries)
        self.headers = dict(headers or {})
        self.extra_query = dict(extra_query or {})
        self.extra_body = dict(extra_body or {})
        self.receipt = receipt

    def __repr__(self) -> str:
        """Names only: headers and fields may hold secrets."""
        named = (
            f"{name}={sorted(getattr(self, name))}"
            for name in ("headers", "extra_query", "extra_body")
            if getattr(self, name)
        )
        return f"Options({', '.join((f'timeout={self.timeout}', f'max_retries={self.max_retries}', *named))})"


def checked_timeout(seconds: float | None) -> float | None:
    """Refuse a time limit that is not one."""
    if seconds is None:
        return None
    if isinstance(seconds, bool) or not isfinite(seconds) or seconds <= 0:
        raise ArgumentError(
            f"timeout must be a positive number of seconds, or None for no limit: {seconds!r}."
        )
    return float(seconds)


def checked_retries(count: int) -> int:
    """Refuse a number of retries that is not one."""
    if isinstance(count, bool) or not hasattr(count, "__index__") or count < 0:
        raise ArgumentError(f"max_retries must be 0 or more: {count!r}.")
    return count
