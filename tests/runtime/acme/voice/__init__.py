"""Phone calls."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime import AsyncResource, Resource

if TYPE_CHECKING:
    from .calls import AsyncCalls, Calls
    from .recordings import AsyncRecordings, Recordings

__all__ = ["AsyncVoice", "Voice"]


class Voice(Resource):
    """Phone calls."""

    @cached_property
    def calls(self) -> Calls:
        """Phone calls of the account."""
        from .calls import Calls

        return Calls(self._client)

    @cached_property
    def recordings(self) -> Recordings:
        """Recordings of calls."""
        from .recordings import Recordings

        return Recordings(self._client)


class AsyncVoice(AsyncResource):
    """Phone calls."""

    @cached_property
    def calls(self) -> AsyncCalls:
        """Phone calls of the account."""
        from .calls import AsyncCalls

        return AsyncCalls(self._client)

    @cached_property
    def recordings(self) -> AsyncRecordings:
        """Recordings of calls."""
        from .recordings import AsyncRecordings

        return AsyncRecordings(self._client)
