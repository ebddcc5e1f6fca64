"""The client classes that generated ones extend."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from .carrier import AsyncCarrier, Carrier
from .options import UNSET, Unset, checked_retries, checked_timeout
from .settings import Settings, checked_headers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from ssl import SSLContext
    from types import TracebackType
    from typing import Self

    from .api import ApiInfo
    from .hooks import RequestHook, ResponseHook
    from .options import Options
    from .response import RawResponse
    from .secret import Secret
    from .session import AsyncSession, Session
    from .transport import AsyncTransport, Transport

__all__ = ["AsyncClient", "SyncClient"]

H = TypeVar("H")


class _Client:
    """What the two kinds of client share."""

    def __init__(
        self,
        api: ApiInfo,
        arguments: Mapping[str, str | Secret | None],
        *,
        names: Mapping[str, str] | None = None,
        base_url: str | None = None,
        server: str | None = None,
        timeout: float | None = 60.0,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        strict: bool = False,
        on_request: RequestHook | None = None,
        on_response: ResponseHook | None = None,
    ) -> None:
        self._settings = Settings(
            api,
            arguments,
            names,
            base_url=base_url,
            server=server,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            strict=strict,
            on_request=_hook("on_request", on_request),
            on_response=_hook("on_response", on_response),
        )

    def with_options(
        self,
        *,
        timeout: float | Unset | None = UNSET,
        max_retries: int | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        strict: bool | None = None,
        on_request: RequestHook | Unset | None = UNSET,
        on_response: ResponseHook | Unset | None = UNSET,
    ) -> Self:
        """The same client with other settings; `headers` are added, a hook that is None is taken away.

        The two share their connections, and what they may spend on retries.
        """
        changes: dict[str, object] = {}
        if not isinstance(timeout, Unset):
            changes["timeout"] = checked_timeout(timeout)
        if not isinstance(max_retries, Unset):
            changes["max_retries"] = checked_retries(max_retries)
        if headers is not None:
            changes["headers"] = {**self._settings.headers, **checked_headers(headers)}
        if strict is not None:
            changes["strict"] = strict
        if not isinstance(on_request, Unset):
            changes["on_request"] = _hook("on_request", on_request)
        if not isinstance(on_response, Unset):
            changes["on_response"] = _hook("on_response", on_response)
        return self._twin(self._settings.but(**changes))

    def _twin(self, settings: Settings) -> Self:
        twin = object.__new__(type(self))
        for name, value in self.__dict__.items():
            # The parts of the tree that were made already act through this client; the twin makes its own.
            if not isinstance(getattr(type(self), name, None), cached_property):
                twin.__dict__[name] = twin if value is self else value
        twin._settings = settings
        return twin

    def __repr__(self) -> str:
        # A traceback with locals shows a client whose arguments were refused, too.
        settings = self.__dict__.get("_settings")
        return f"<{type(self).__name__} {settings.base}>" if settings else f"<{type(self).__name__}>"


class SyncClient(_Client):
    """A client. It may be used by several threads, and again after `close`."""

    def __init__(
        self,
        api: ApiInfo,
        arguments: Mapping[str, str | Secret | None],
        *,
        names: Mapping[str, str] | None = None,
        base_url: str | None = None,
        server: str | None = None,
        timeout: float | None = 60.0,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        strict: bool = False,
        transport: Transport | None = None,
        ssl_context: SSLContext | None = None,
        proxy: Secret | None = None,
        on_request: RequestHook | None = None,
        on_response: ResponseHook | None = None,
    ) -> None:
        """Resolve arguments from the environment and check them; nothing is sent.

        Args:
            api: The API.
            arguments: Name of each argument -> what was given for it; a secret one is given as `Secret`.
            names: Name of an argument -> what this client calls it, where that differs.
            base_url: Another address to talk to: https, or http on this machine.
            server: One of the API's own addresses, where it has several.
            timeout: Seconds for a whole call, retries included; None is no limit.
            max_retries: How often a call may be repeated where that is safe, unless too many retries of the
                client came to nothing.
            headers: Headers to send with every request.
            strict: Whether an answer that is not as documented is an error.
            transport: What carries the requests, instead of the client's own connections.
            ssl_context: Whom to trust, instead of whom the operating system does.
            proxy: Address of a proxy; None for what the environment says, an empty one for none.
            on_request: Called before each attempt; may return headers for it. See `RequestHook`.
            on_response: Called after each attempt. See `ResponseHook`.

        Raises:
            CredentialsError: An argument that is needed is missing, or cannot be one.
            ArgumentError: A setting is not one, or does not go together with another.
        """
        super().__init__(
            api,
            arguments,
            names=names,
            base_url=base_url,
            server=server,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            strict=strict,
            on_request=on_request,
            on_response=on_response,
        )
        self._carrier = Carrier(transport, ssl_context, proxy)

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        form: Mapping[str, object] | None = None,
        json: object = None,
        options: Options | None = None,
    ) -> RawResponse:
        """Send a request for which there is no method, with the same credentials, checks, retries and errors.

        Args:
            method: HTTP method.
            path: Path, which starts with `/`; what the client knows, such as `{AccountSid}`, is filled in.
            query: Query parameters.
            form: Fields of a form body.
            json: JSON body.
            options: Timeout, retries and headers for this call alone.
        """
        from .prepare import free_request, prepare

        session = self.__session__
        request = free_request(method, path, query, form, json)
        return session.perform(prepare(session.settings, request, options))

    @property
    def __session__(self) -> Session:
        """What carries out the calls."""
        from .session import Session

        return Session(self._settings, self._carrier.transport)

    def close(self) -> None:
        """Close the connections."""
        self._carrier.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient(_Client):
    """A client for asyncio. It may be used by several tasks, and again after `close`."""

    def __init__(
        self,
        api: ApiInfo,
        arguments: Mapping[str, str | Secret | None],
        *,
        names: Mapping[str, str] | None = None,
        base_url: str | None = None,
        server: str | None = None,
        timeout: float | None = 60.0,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        strict: bool = False,
        transport: AsyncTransport | None = None,
        ssl_context: SSLContext | None = None,
        proxy: Secret | None = None,
        on_request: RequestHook | None = None,
        on_response: ResponseHook | None = None,
    ) -> None:
        """See `SyncClient`."""
        super().__init__(
            api,
            arguments,
            names=names,
            base_url=base_url,
            server=server,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            strict=strict,
            on_request=on_request,
            on_response=on_response,
        )
        self._carrier = AsyncCarrier(transport, ssl_context, proxy)

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        form: Mapping[str, object] | None = None,
        json: object = None,
        options: Options | None = None,
    ) -> RawResponse:
        """Send a request for which there is no method: see `SyncClient.request`."""
        from .prepare import free_request, prepare

        session = self.__session__
        request = free_request(method, path, query, form, json)
        return await session.perform(prepare(session.settings, request, options))

    @property
    def __session__(self) -> AsyncSession:
        """What carries out the calls."""
        from .session import AsyncSession

        return AsyncSession(self._settings, self._carrier.transport)

    async def close(self) -> None:
        """Close the connections."""
        await self._carrier.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def _hook(name: str, hook: H | None) -> H | None:
    if hook is None:
        return None
    from .hooks import check_hook

    check_hook(name, hook)
    return hook
