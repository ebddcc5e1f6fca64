"""Methods that the service may stop to offer: whoever calls one is warned."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["deprecated"]

if sys.version_info >= (3, 13):
    # Type checkers know this one, and mark the calls.
    from warnings import deprecated
else:
    from functools import wraps

    F = TypeVar("F", bound="Callable[..., Any]")

    def deprecated(message: str) -> Callable[[F], F]:
        """Warn with a DeprecationWarning at each call, before anything is sent."""

        def decorate(function: F) -> F:
            @wraps(function)
            def warned(*args: Any, **keywords: Any) -> Any:
                from warnings import warn

                warn(message, DeprecationWarning, stacklevel=2)
                return function(*args, **keywords)

            return cast(F, warned)

        return decorate
