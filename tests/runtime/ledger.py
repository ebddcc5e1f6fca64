"""An API whose clients fetch their own tokens, and a place that gives these out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from threading import Lock
from typing import Any

from dialwright.python.runtime import (
    ApiInfo,
    Argument,
    AsyncClient,
    ClientCredentials,
    Request,
    Secret,
    Security,
    SyncClient,
)

from .server import Connection, Received, Step, answer

CLIENT = "client 1&co"
SECRET = "CS+secret/0123=456 é:%"

LEDGER = ApiInfo(
    name="Ledger",
    user_agent="ledger/1",
    server="https://{region}.ledger.example/v1",
    servers=("https://{region}.ledger.example/v1", "https://sandbox.ledger.example/v1"),
    arguments=(
        Argument("token", secret=True),
        Argument("region", server_variable="region", default="eu", choices=("eu", "us")),
        Argument("client_id", env=("LEDGER_CLIENT",)),
        Argument("client_secret", secret=True, env=("LEDGER_SECRET",)),
        Argument("token_url"),
        Argument("scopes"),
        Argument("token_auth"),
    ),
    auth=Security(
        {
            "oauth": ClientCredentials(
                "token",
                "client_id",
                "client_secret",
                token_url="/oauth/token",
                scopes="read write",
                options=("token_url", "scopes", "token_auth"),
            )
        },
        (("oauth",),),
    ),
)

_NOTHING: dict[str, Any] = {}
_CREDENTIALS = {"client_id": CLIENT, "client_secret": SECRET}


def client_of(kind: str, given: dict[str, str] = _NOTHING, **settings: Any) -> Any:
    """A client; secrets are wrapped as generated clients do it."""
    plain = {**_CREDENTIALS, **given}
    arguments = {
        name: Secret(text) if name in ("client_secret", "token") else text for name, text in plain.items()
    }
    return (SyncClient if kind == "sync" else AsyncClient)(LEDGER, arguments, **settings)


def send(client: Any, request: Request[Any]) -> Any:
    """Send a request of a method."""
    return client.__session__.send(request, None)


GET = partial(send, request=Request("GET", "/entries", dict))
POST = partial(send, request=Request("POST", "/entries", dict, json={"amount": 1}))


def use(client: Any, *actions: Callable[[Any], Any]) -> list[Any]:
    """Do one thing after the other with a client, synchronous or not, and close it."""
    if isinstance(client, SyncClient):
        with client:
            return [action(client) for action in actions]

    async def later() -> list[Any]:
        async with client:
            return [await action(client) for action in actions]

    return asyncio.run(later())


class Login:
    """Answers for tokens, and for everything else where the token is the latest that it gave.

    Args:
        gives: What it does about each request for a token; the last for all that follow. Without any it gives
            `token-1-secret`, and so on.
        lasts: What it says of how long they last.
    """

    def __init__(self, *gives: Step, lasts: object = 3600) -> None:
        self.asked: list[Received] = []
        self.others: list[Received] = []
        self._gives = list(gives)
        self._lasts = lasts
        self._lock = Lock()
        self._revoked: set[str] = set()

    @property
    def latest(self) -> str:
        return f"token-{len(self.asked)}-secret"

    def gives(self, *steps: Step) -> None:
        """What it does about requests for a token from now on."""
        self._gives = list(steps)

    def revoke(self) -> None:
        """Take the latest token no more."""
        self._revoked.add(self.latest)

    def before(self, action: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """An action before which the latest token is revoked."""

        def revoking(client: Any) -> Any:
            self.revoke()
            return action(client)

        return revoking

    def __call__(self, connection: Connection, request: Received) -> bool:
        with self._lock:
            step = self._step(request)
        return step(connection, request)

    def _step(self, request: Received) -> Step:
        if request.path.endswith("/oauth/token"):
            self.asked.append(request)
            if self._gives:
                return self._gives.pop(0) if len(self._gives) > 1 else self._gives[0]
            return answer(200, self.granted())
        self.others.append(request)
        good = request.headers.get("authorization") == f"Bearer {self.latest}"
        taken = good and self.latest not in self._revoked
        return answer(200, {"done": True}) if taken else answer(401, {"message": "who are you?"})

    def granted(self) -> dict[str, object]:
        return {"access_token": self.latest, "token_type": "Bearer", "expires_in": self._lasts}


def slow(login: Login, pause: float) -> Step:
    """Give out a token after a while."""

    def step(connection: Connection, request: Received) -> bool:
        connection.stopped.wait(pause)
        return answer(200, login.granted())(connection, request)

    return step


def paths(requests: Sequence[Received]) -> list[str]:
    """Method and target of each request."""
    return [f"{request.method} {request.target}" for request in requests]
