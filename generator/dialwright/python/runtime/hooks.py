"""What a client's hooks are told about each attempt of a call: enough to trace it, and nothing private.

Of the requests with which a client fetches its access tokens they are not told: these are no calls of users.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from .errors import ArgumentError

__all__ = ["RequestEvent", "RequestHook", "ResponseEvent", "ResponseHook", "check_hook"]

_COROUTINE = 0x80  # inspect.CO_COROUTINE, without importing inspect for it


class RequestEvent:
    """An attempt of a call that is about to be sent."""

    __slots__ = ("attempt", "method", "path", "state")

    def __init__(self, method: str, path: str, attempt: int, state: dict[str, object]) -> None:
        self.method = method
        """HTTP method."""
        self.path = path
        """Path with placeholders instead of identifiers; of `client.request`, the path as it was given."""
        self.attempt = attempt
        """Number of the attempt; the first is 1, of every page of a list anew."""
        self.state = state
        """For the hooks' own use: what one leaves here the other finds, for the same attempt."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.method} {self.path}, attempt {self.attempt})"


class ResponseEvent(RequestEvent):
    """An attempt of a call that is over: answered, with whatever status, or failed.

    Of content that is handed on as it comes, this is when the head of the answer is there.
    """

    __slots__ = ("error", "request_id", "seconds", "status")

    def __init__(
        self,
        request: RequestEvent,
        *,
        status: int | None,
        error: str | None,
        seconds: float,
        request_id: str | None,
    ) -> None:
        super().__init__(request.method, request.path, request.attempt, request.state)
        self.status = status
        """HTTP status; None where there was no answer, or one that broke off."""
        self.error = error
        """Name of the error's class; None where there was an answer, also one that says no."""
        self.seconds = seconds
        """How long the attempt took."""
        self.request_id = request_id
        """What the service calls the request in its own logs, where it says so."""


RequestHook: TypeAlias = Callable[[RequestEvent], Mapping[str, str] | None]
"""Called before each attempt is sent. It may return headers to send with it, such as `traceparent`.

What it raises is raised by the call, and nothing is sent.
"""

ResponseHook: TypeAlias = Callable[[ResponseEvent], object]
"""Called after each attempt. What it returns is ignored.

What it raises is logged as a warning, and goes no further: a call that was placed must not look like one that
failed.
"""


def check_hook(name: str, hook: object) -> None:
    """Refuse a hook that cannot be called, or that would have to be awaited."""
    flags = getattr(getattr(hook, "__code__", None), "co_flags", 0)
    if not callable(hook) or flags & _COROUTINE:
        raise ArgumentError(f"{name} must be a plain function, with nothing to await: {type(hook).__name__}.")
