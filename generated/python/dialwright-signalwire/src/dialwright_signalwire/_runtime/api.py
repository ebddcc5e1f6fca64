"""What a generated client states about its API: name, address, arguments, authentication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .secret import Secret

if TYPE_CHECKING:
    from collections.abc import Mapping, Set
    from typing import Protocol

    from .security import Alternatives, Proof
    from .settings import Settings
    from .tokens import Tokens

    class Auth(Protocol):
        """How requests are authenticated."""

        arguments: tuple[str, ...]
        """The arguments that it needs."""

        def header(self, values: Mapping[str, Secret]) -> Secret:
            """The value of the Authorization header; empty for none."""
            ...

        def secrets(self, values: Mapping[str, Secret]) -> tuple[Secret, ...]:
            """Whatever, beside the arguments themselves, would give a credential away."""
            ...

        def proofs(
            self, values: Mapping[str, Secret], wanted: Alternatives | None, headers: Set[str]
        ) -> tuple[Proof, ...]:
            """What a request needs besides that header."""
            ...

        def tokens(self, values: Mapping[str, Secret], settings: Settings) -> Tokens | None:
            """Where tokens are kept that the client fetches; None where it fetches none."""
            ...


__all__ = ["ApiInfo", "Argument", "BasicAuth", "BearerAuth", "NoAuth"]


class Argument:
    """An argument of the client's constructor.

    Args:
        name: Name of the argument.
        env: Environment variables that supply it, in order of preference.
        secret: Whether it must never be shown.
        server_variable: The variable of the server's address that it fills.
        default: What the variable is where nothing is given.
        choices: What the variable may be, where not anything.
    """

    __slots__ = ("choices", "default", "env", "name", "secret", "server_variable")

    def __init__(
        self,
        name: str,
        *,
        env: tuple[str, ...] = (),
        secret: bool = False,
        server_variable: str = "",
        default: str | None = None,
        choices: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.env = env
        self.secret = secret
        self.server_variable = server_variable
        self.default = default
        self.choices = choices


class _HeaderAlone:
    """Credentials that are the Authorization header, and nothing beside it."""

    def proofs(
        self, values: Mapping[str, Secret], wanted: Alternatives | None, headers: Set[str]
    ) -> tuple[Proof, ...]:
        return ()

    def tokens(self, values: Mapping[str, Secret], settings: Settings) -> Tokens | None:
        return None


class BasicAuth(_HeaderAlone):
    """HTTP Basic: a username and a password."""

    def __init__(self, username: str, password: str) -> None:
        self.arguments: tuple[str, ...] = (username, password)

    def header(self, values: Mapping[str, Secret]) -> Secret:
        return Secret(f"Basic {self._encoded(values)}")

    def secrets(self, values: Mapping[str, Secret]) -> tuple[Secret, ...]:
        return (Secret(self._encoded(values)),)

    def _encoded(self, values: Mapping[str, Secret]) -> str:
        from binascii import b2a_base64

        # In one expression, for a local would be shown by the traceback of an interruption.
        return b2a_base64(
            ":".join(values[name].reveal() for name in self.arguments).encode("utf-8"), newline=False
        ).decode("ascii")


class BearerAuth(_HeaderAlone):
    """HTTP Bearer: a token."""

    def __init__(self, token: str) -> None:
        self.arguments: tuple[str, ...] = (token,)

    def header(self, values: Mapping[str, Secret]) -> Secret:
        return Secret(f"Bearer {values[self.arguments[0]].reveal()}")

    def secrets(self, values: Mapping[str, Secret]) -> tuple[Secret, ...]:
        return ()


class NoAuth(_HeaderAlone):
    """No authentication."""

    arguments: tuple[str, ...] = ()

    def header(self, values: Mapping[str, Secret]) -> Secret:
        return Secret(None)

    def secrets(self, values: Mapping[str, Secret]) -> tuple[Secret, ...]:
        return ()


class ApiInfo:
    """An API, as its generated client states it.

    Args:
        name: What people call it.
        user_agent: How requests introduce themselves.
        server: Address, with `{variables}`; a path alone where only that is known.
        servers: All addresses that a client may choose from, where there are several.
        arguments: Arguments of the constructor.
        bound: Placeholder of paths -> the argument that fills it.
        auth: How requests are authenticated.
    """

    __slots__ = ("arguments", "auth", "bound", "name", "server", "servers", "user_agent")

    def __init__(
        self,
        *,
        name: str,
        user_agent: str,
        server: str,
        servers: tuple[str, ...] = (),
        arguments: tuple[Argument, ...] = (),
        bound: Mapping[str, str] | None = None,
        auth: Auth | None = None,
    ) -> None:
        self.name = name
        self.user_agent = user_agent
        self.server = server
        self.servers = servers
        self.arguments = arguments
        self.bound = bound or {}
        self.auth: Auth = auth or NoAuth()
