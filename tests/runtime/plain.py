"""A client without anything generated: each test says itself what to send."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from dialwright.python.runtime import (
    ApiInfo,
    Argument,
    AsyncClient,
    NoAuth,
    Secret,
    Security,
    SyncClient,
)

__all__ = ["perform"]


def perform(
    kind: str,
    url: str,
    action: Callable[[Any], Any],
    *,
    auth: Security | None = None,
    secrets: Mapping[str, str] | None = None,
    **settings: Any,
) -> Any:
    """Do something with the session of a client, `sync` or `async`.

    What comes of it is waited for, and a stream is read to its end.
    """
    given = {name: Secret(value) for name, value in (secrets or {}).items()}
    api = ApiInfo(
        name="Plain",
        user_agent="plain/1",
        server=url,
        arguments=tuple(Argument(name, secret=True) for name in given),
        auth=auth or NoAuth(),
    )
    usual: dict[str, Any] = {"timeout": 20, "max_retries": 0, **settings}
    if kind == "sync":
        with SyncClient(api, given, **usual) as client:
            found = action(client.__session__)
            return [*found] if hasattr(found, "__next__") else found
    return asyncio.run(_later(AsyncClient(api, given, **usual), action))


async def _later(client: AsyncClient, action: Callable[[Any], Any]) -> Any:
    async with client:
        found = action(client.__session__)
        if hasattr(found, "__aiter__"):
            return [item async for item in found]
        return await found if hasattr(found, "__await__") else found
