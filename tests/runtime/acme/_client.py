"""The client classes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ._api import API
from ._runtime import AsyncClient, Secret, SyncClient

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._runtime import AsyncTransport, Transport
    from .voice import AsyncVoice, Voice

__all__ = ["Acme", "AsyncAcme"]


class Acme(SyncClient):
    """Every Acme API of one space."""

    def __init__(
        self,
        project: str | None = None,
        token: str | None = None,
        host: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float | None = 60.0,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        strict: bool = False,
        transport: Transport | None = None,
    ) -> None:
        arguments = {"project": project, "token": Secret(token), "space": host}
        del token  # so that no traceback shows it
        super().__init__(
            API,
            arguments,
            names={"space": "host"},
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            strict=strict,
            transport=transport,
        )

    @cached_property
    def voice(self) -> Voice:
        """Phone calls."""
        from .voice import Voice

        return Voice(self)


class AsyncAcme(AsyncClient):
    """Every Acme API of one space."""

    def __init__(
        self,
        project: str | None = None,
        token: str | None = None,
        host: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float | None = 60.0,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        strict: bool = False,
        transport: AsyncTransport | None = None,
    ) -> None:
        arguments = {"project": project, "token": Secret(token), "space": host}
        del token  # so that no traceback shows it
        super().__init__(
            API,
            arguments,
            names={"space": "host"},
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            strict=strict,
            transport=transport,
        )

    @cached_property
    def voice(self) -> AsyncVoice:
        """Phone calls."""
        from .voice import AsyncVoice

        return AsyncVoice(self)
