"""OAuth 2: access tokens that a client fetches for credentials of its own, as RFC 6749 has it in section 4.4.

What is sent and what comes back is written here; when that happens is a matter of `tokens`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from .errors import ArgumentError
from .secret import Secret
from .security import Proof, Scheme
from .uploads import Upload

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Set

    from .address import Address
    from .settings import Settings

__all__ = ["ClientCredentials", "Grant"]

_WAYS = ("basic", "body")


class ClientCredentials(Scheme):
    """A bearer token that is given, or is fetched with the identifier and the secret of the client.

    Args:
        token: The argument for a token; one that is given is used as it is.
        client_id: The argument for the identifier of the client.
        client_secret: The argument for its secret.
        token_url: Where the API says that tokens are given out; absolute, or relative to its own address.
        scopes: What a token is asked for, with spaces between.
        options: The arguments that may say otherwise: for the address, for the scopes, and for whether the
            secret is sent with HTTP Basic (`basic`) or among the fields (`body`). An empty one is none.
    """

    __slots__ = ("_options", "_scopes", "_token_url", "client_id", "client_secret")

    fetches = True

    def __init__(
        self,
        token: str,
        client_id: str,
        client_secret: str,
        *,
        token_url: str,
        scopes: str = "",
        options: tuple[str, str, str] = ("", "", ""),
    ) -> None:
        super().__init__("bearer", token)
        self.client_id = client_id
        self.client_secret = client_secret
        self._token_url = token_url
        self._scopes = scopes
        self._options = options

    def is_given(self, values: Mapping[str, Secret], headers: Set[str]) -> bool:
        """Whether there is a token, or what it takes to fetch one."""
        return super().is_given(values, headers) or self.grant(values) is not None

    @property
    def described(self) -> str:
        return f"{super().described} (or {self.client_id}= and {self.client_secret}=)"

    def proof(self, values: Mapping[str, Secret]) -> Proof | None:
        """The token that was given, or one still to be fetched."""
        if values[self.arguments[0]]:
            return super().proof(values)
        return Proof("header", self.name, Secret(None), self.grant(values))

    def secrets(self, values: Mapping[str, Secret]) -> tuple[Secret, ...]:
        """The secret as it is sent: encoded for a form, and with the identifier for HTTP Basic."""
        grant = self.grant(values)
        return () if grant is None else grant.secrets()

    def grant(self, values: Mapping[str, Secret]) -> Grant | None:
        """How a token is fetched; None where the credentials for that are not there."""
        if not (values[self.client_id] and values[self.client_secret]):
            return None
        url, scopes, way = (self._option(index, values) for index in range(3))
        return Grant(
            self.client_id,
            values[self.client_id],
            values[self.client_secret],
            url=url or self._token_url,
            url_argument=self._options[0] if url else "",
            scopes=(scopes or self._scopes).strip(),
            way=way or _WAYS[0],
            way_argument=self._options[2],
        )

    def _option(self, index: int, values: Mapping[str, Secret]) -> str:
        name = self._options[index]
        return values[name].reveal() if name else ""


class Grant:
    """How one client fetches its tokens.

    Args:
        key: What tells it from others of the client.
        client_id: Identifier of the client.
        client_secret: Its secret.
        url: Where tokens are given out.
        url_argument: The argument that says so; "" where the API does.
        scopes: What a token is asked for, with spaces between.
        way: `basic` or `body`.
        way_argument: The argument that says so.
    """

    __slots__ = (
        "_client_id",
        "_client_secret",
        "_scopes",
        "_url",
        "_url_argument",
        "_way",
        "_way_argument",
        "key",
    )

    def __init__(
        self,
        key: str,
        client_id: Secret,
        client_secret: Secret,
        *,
        url: str,
        url_argument: str,
        scopes: str,
        way: str,
        way_argument: str,
    ) -> None:
        self.key = key
        self._client_id = client_id
        self._client_secret = client_secret
        self._url = url
        self._url_argument = url_argument
        self._scopes = scopes
        self._way = way
        self._way_argument = way_argument

    def endpoint(self, settings: Settings) -> tuple[Address, str]:
        """Where to ask: the address, and path and query.

        Raises:
            ArgumentError: That is nowhere, or nowhere that a secret may be sent.
        """
        if self._way not in _WAYS:
            raise ArgumentError(f"{self._way_argument} must be one of {', '.join(_WAYS)}.")
        return settings.servers.endpoint(self._url, self._url_argument)

    def proofs(self) -> tuple[Proof, ...]:
        """What the request for a token shows in its headers."""
        if self._way == "body":
            return ()
        return (Proof("header", "Authorization", Secret(f"Basic {self._basic()}")),)

    def content(self) -> bytes | Upload:
        """The fields of the request for a token."""
        fields = "grant_type=client_credentials"
        if self._scopes:
            fields += f"&scope={_encoded(self._scopes)}"
        return (
            _Fields(fields, self._client_id, self._client_secret) if self._way == "body" else fields.encode()
        )

    def secrets(self) -> tuple[Secret, ...]:
        """The secret in each form in which it is sent, the longest first, for the others are parts of it."""
        return Secret(self._basic()), Secret(_encoded(self._client_secret.reveal()))

    def _basic(self) -> str:
        from binascii import b2a_base64

        # In one expression, for a local would be shown by the traceback of an interruption.
        return b2a_base64(
            ":".join(_encoded(part.reveal()) for part in (self._client_id, self._client_secret)).encode(),
            newline=False,
        ).decode("ascii")

    def __repr__(self) -> str:
        return f"Grant({self.key})"


class _Fields(Upload):
    """The fields of a form with the credentials among them, which are put there while it is sent."""

    def __init__(self, fields: str, client_id: Secret, client_secret: Secret) -> None:
        super().__init__(())
        self._fields = fields
        self._client_id = client_id
        self._client_secret = client_secret

    @property
    def length(self) -> int | None:
        return sum(map(len, self))

    def __iter__(self) -> Iterator[bytes]:
        yield self._fields.encode()
        yield f"&client_id={_encoded(self._client_id.reveal())}".encode()
        yield f"&client_secret={_encoded(self._client_secret.reveal())}".encode()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece


def _encoded(text: str) -> str:
    """A text as a form has it; a space as `%20`, which everybody reads, for not everybody reads `+`."""
    return quote(text, safe="")
