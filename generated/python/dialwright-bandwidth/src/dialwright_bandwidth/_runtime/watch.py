"""Who is told of a call while it goes on: the log, the client's hooks, and a receipt.

None of them is told anything private: a body, a query value, a credential, or an identifier in a path.
"""

from __future__ import annotations

from functools import cache
from time import monotonic
from typing import TYPE_CHECKING

from .errors import ArgumentError
from .guards import is_mapping
from .response import request_id_in

if TYPE_CHECKING:
    from logging import Logger

    from .hooks import RequestEvent, RequestHook, ResponseHook
    from .receipts import Receipt
    from .response import Headers

__all__ = ["Watch"]

_DEBUG = 10  # logging.DEBUG, without importing logging for it
_NOT_FROM_HOOKS = ("authorization", "proxy-authorization", "cookie")


class Watch:
    """Tells of the attempts of one call.

    Args:
        method: HTTP method.
        path: Path with placeholders.
        on_request: Called before each attempt.
        on_response: Called after each attempt.
        receipt: Takes down what is answered.
    """

    def __init__(
        self,
        method: str,
        path: str,
        on_request: RequestHook | None,
        on_response: ResponseHook | None,
        receipt: Receipt | None,
    ) -> None:
        self._method = method
        self._path = path
        self._on_request = on_request
        self._on_response = on_response
        self._receipt = receipt
        self._attempt = 0
        self._event: RequestEvent | None = None
        self._request_id: str | None = None
        self._began: float | None = None

    def begin(self) -> dict[str, tuple[str, str]]:
        """An attempt begins; the headers that the hook adds to it, by their names in lower case.

        Raises:
            ArgumentError: The hook returned something that cannot be sent.
            Exception: Whatever the hook raises.
        """
        self._attempt += 1
        self._request_id = None
        added = self._ask() if self._on_request or self._on_response else {}
        if self._receipt is not None:
            self._receipt.attempts += 1
        self._began = monotonic()
        return added

    def _ask(self) -> dict[str, tuple[str, str]]:
        from .hooks import RequestEvent

        self._event = RequestEvent(self._method, self._path, self._attempt, {})
        returned = self._on_request(self._event) if self._on_request else None
        return {} if returned is None else self._checked(returned)

    def _checked(self, returned: object) -> dict[str, tuple[str, str]]:
        from .encode import check_header

        if not is_mapping(returned):
            raise ArgumentError(f"on_request must return headers or None, not {type(returned).__name__}.")
        if any(name.lower() in _NOT_FROM_HOOKS for name in returned):
            raise ArgumentError(f"on_request must not return credentials ({', '.join(_NOT_FROM_HOOKS)}).")
        return {name.lower(): check_header(name, value) for name, value in returned.items()}

    def answered(self, status: int, headers: Headers) -> None:
        """The head of an answer is there."""
        if self._on_response is not None:
            self._request_id = request_id_in(headers)
        if self._receipt is not None:
            from .receipts import ResponseHead

            self._receipt.responses.append(ResponseHead(status, headers))

    def end(self, result: int | str) -> None:
        """The attempt is over: with a status, or an error's class name."""
        if self._began is None:
            return
        seconds, self._began = monotonic() - self._began, None
        self.log("%s in %.0f ms (attempt %d)", result, seconds * 1000, self._attempt)
        if self._on_response is not None and self._event is not None:
            self._tell(self._on_response, self._event, result, seconds)

    def _tell(self, hook: ResponseHook, event: RequestEvent, result: int | str, seconds: float) -> None:
        """A request that took effect stays one, whatever happens to a hook that is told of it."""
        from .hooks import ResponseEvent

        status, error = (result, None) if isinstance(result, int) else (None, result)
        told = ResponseEvent(event, status=status, error=error, seconds=seconds, request_id=self._request_id)
        try:
            hook(told)
        except Exception:
            _logger().warning("on_response failed for %s %s", self._method, self._path, exc_info=True)

    def log(self, text: str, *values: object) -> None:
        """Write a line to the log, for those who look into something."""
        logger = _logger()
        if logger.isEnabledFor(_DEBUG):
            logger.debug(f"%s %s: {text}", self._method, self._path, *values)


@cache
def _logger() -> Logger:
    """The logger named after the package."""
    from logging import getLogger

    return getLogger(__name__.partition(".")[0])
