"""What came over the wire for one call, kept apart from its result and from every other call."""

from __future__ import annotations

from typing import TypeVar, cast

from .response import Headers, request_id_in

__all__ = ["Receipt", "ResponseHead"]

T = TypeVar("T")


class ResponseHead:
    """What an answer says before its body."""

    __slots__ = ("headers", "request_id", "status")

    def __init__(self, status: int, headers: Headers) -> None:
        self.status = status
        """HTTP status."""
        self.headers = headers
        """Headers, found by name whatever its case."""
        self.request_id = request_id_in(headers)
        """What the service calls the request in its own logs."""

    def read(self, name: str, kind: type[T]) -> T | None:
        """A header as `int`, `float`, `bool`, `datetime`, `str` or another plain type; None without it.

        Raises:
            ResponseDecodeError: It cannot be read as that.
        """
        text = self.headers.get(name)
        return None if text is None else _read(name, text, kind)

    def __repr__(self) -> str:
        return f"ResponseHead({self.status})"


def _read(name: str, text: str, kind: type[T]) -> T:
    from .decode import decoder_for
    from .errors import ResponseDecodeError
    from .guards import Unreadable

    plain: object = {"true": True, "false": False}.get(text.lower(), text) if kind is bool else text
    try:
        return cast(T, decoder_for(kind)(plain, False))
    except Unreadable as error:
        problem = error.problem
    raise ResponseDecodeError(f"The header {name!r} {problem}.")


class Receipt:
    """Takes down what was answered to a call: `receipt = Receipt()`, then `options=Options(receipt=receipt)`.

    It is filled whether the call succeeds or fails, for every kind of call, while it goes on. Give each call
    one of its own; of two calls with the same one, the second adds to what the first left there.
    """

    __slots__ = ("attempts", "responses")

    def __init__(self) -> None:
        self.attempts: int = 0
        """How many requests were made: first tries, retries, pages and redirects."""
        self.responses: list[ResponseHead] = []
        """Every answer, in order: those that led to a retry, each page of a list, redirects of a download."""

    @property
    def status(self) -> int | None:
        """HTTP status of the last answer; None where there was none."""
        return self.responses[-1].status if self.responses else None

    @property
    def headers(self) -> Headers:
        """Headers of the last answer; none where there was none."""
        return self.responses[-1].headers if self.responses else Headers(())

    @property
    def request_id(self) -> str | None:
        """What the service calls the request with the last answer in its own logs."""
        return self.responses[-1].request_id if self.responses else None

    def read(self, name: str, kind: type[T]) -> T | None:
        """A header of the last answer: see `ResponseHead.read`."""
        return self.responses[-1].read(name, kind) if self.responses else None

    def __repr__(self) -> str:
        return f"Receipt(status={self.status}, attempts={self.attempts})"
