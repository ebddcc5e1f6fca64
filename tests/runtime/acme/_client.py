"""The client classes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ._api import API
from ._runtime import AsyncClient, Secret, SyncClient, hidden

if TYPE_CHECKING:
    from collections.abc import Mapping
    from ssl import SSLContext

    from ._runtime import AsyncTransport, RequestHook, ResponseHook, Transport
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
        ssl_context: SSLContext | None = None,
        proxy: str | None = None,
        on_request: RequestHook | None = None,
        on_response: ResponseHook | None = None,
    ) -> None:
        arguments = {"project": project, "token": Secret(token), "space": host}
        hidden_proxy = hidden(proxy)
        del token, proxy  # so that no traceback shows them
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
            ssl_context=ssl_context,
            proxy=hidden_proxy,
            on_request=on_request,
            on_response=on_response,
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
        ssl_context: SSLContext | None = None,
        proxy: str | None = None,
        on_request: RequestHook | None = None,
        on_response: ResponseHook | None = None,
    ) -> None:
        arguments = {"project": project, "token": Secret(token), "space": host}
        hidden_proxy = hidden(proxy)
        del token, proxy  # so that no traceback shows them
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
            ssl_context=ssl_context,
            proxy=hidden_proxy,
            on_request=on_request,
            on_response=on_response,
        )

    @cached_property
    def voice(self) -> AsyncVoice:
        """Phone calls."""
        from .voice import AsyncVoice

        return AsyncVoice(self)
