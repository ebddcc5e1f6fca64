"""Credentials of an API that takes them in several ways: which are sent with a request, and where in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from .errors import CredentialsError
from .secret import Secret

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from .oauth import Grant
    from .settings import Settings
    from .tokens import Tokens

__all__ = ["Alternatives", "Proof", "Scheme", "Security"]

Alternatives: TypeAlias = tuple[tuple[str, ...], ...]
"""Names of schemes that are needed together; any of these will do, and an empty one asks for nothing."""


class Proof:
    """A credential on its way: `header`, `query` or `cookie`, the name there, and the value.

    One that has to be fetched first has no value, and says with `grant` how that is done.
    """

    __slots__ = ("grant", "name", "place", "value")

    def __init__(self, place: str, name: str, value: Secret, grant: Grant | None = None) -> None:
        self.place = place
        self.name = name
        self.value = value
        self.grant = grant

    def __repr__(self) -> str:
        return f"Proof({self.place} {self.name})"


class Scheme:
    """One way to show who a request comes from.

    Args:
        kind: `basic` or `bearer`; `header`, `query` or `cookie`, for a key that is sent as it is; `tls`, for
            a certificate of the connection, which is part of `ssl_context`.
        arguments: The arguments of the client's constructor that it needs.
        name: Name of the header, of the query parameter or of the cookie.
    """

    __slots__ = ("arguments", "kind", "name")

    fetches = False
    """Whether its credential may be fetched by the client."""

    def __init__(self, kind: str, *arguments: str, name: str = "Authorization") -> None:
        self.kind = kind
        self.arguments = arguments
        self.name = name

    def is_given(self, values: Mapping[str, Secret], headers: Set[str]) -> bool:
        """Whether its credentials are there. A password may be empty; a header may be the user's own."""
        if self.is_header and self.name.lower() in headers:
            return True
        return not self.arguments or bool(values[self.arguments[0]])

    @property
    def is_header(self) -> bool:
        """Whether it is sent in a header of its own."""
        return self.kind in ("basic", "bearer", "header")

    def proof(self, values: Mapping[str, Secret]) -> Proof | None:
        """What joins the request; None for what belongs to the connection."""
        if self.kind == "basic":
            return Proof("header", self.name, Secret(f"Basic {self.encoded(values)}"))
        if self.kind == "bearer":
            return Proof("header", self.name, Secret(f"Bearer {values[self.arguments[0]].reveal()}"))
        return Proof(self.kind, self.name, values[self.arguments[0]]) if self.arguments else None

    @property
    def described(self) -> str:
        """The arguments that it needs, as messages name them."""
        return " and ".join(f"{argument}=" for argument in self.arguments)

    def secrets(self, values: Mapping[str, Secret]) -> tuple[Secret, ...]:
        """Whatever, beside its arguments, would give its credentials away."""
        given = self.kind == "basic" and self.is_given(values, frozenset())
        return (Secret(self.encoded(values)),) if given else ()

    def grant(self, values: Mapping[str, Secret]) -> Grant | None:
        """How its credential is fetched; None where it is not."""
        return None

    def encoded(self, values: Mapping[str, Secret]) -> str:
        """Username and password as HTTP Basic has them."""
        from binascii import b2a_base64

        # In one expression, for a local would be shown by the traceback of an interruption.
        return b2a_base64(
            ":".join(values[name].reveal() for name in self.arguments).encode("utf-8"), newline=False
        ).decode("ascii")


class Security:
    """Several schemes, and which of them requests need.

    Args:
        schemes: The schemes by their names in the document.
        alternatives: What a request needs that says nothing else.
    """

    arguments: tuple[str, ...] = ()
    """None is always needed: what is missing shows when a request needs it."""

    def __init__(self, schemes: Mapping[str, Scheme], alternatives: Alternatives) -> None:
        self._schemes = schemes
        self._alternatives = alternatives

    def header(self, values: Mapping[str, Secret]) -> Secret:
        return Secret(None)

    def secrets(self, values: Mapping[str, Secret]) -> tuple[Secret, ...]:
        return tuple(secret for scheme in self._schemes.values() for secret in scheme.secrets(values))

    def tokens(self, values: Mapping[str, Secret], settings: Settings) -> Tokens | None:
        """Where fetched tokens are kept; None where none is ever fetched.

        Raises:
            ArgumentError: What says how to fetch one cannot be used.
        """
        found = [scheme.grant(values) for scheme in self._schemes.values() if scheme.fetches]
        grants = [grant for grant in found if grant is not None]
        if not grants:
            return None
        for grant in grants:
            grant.endpoint(settings)
        from .tokens import Tokens

        return Tokens()

    def proofs(
        self, values: Mapping[str, Secret], wanted: Alternatives | None, headers: Set[str]
    ) -> tuple[Proof, ...]:
        """What is sent with a request: the first alternative for which all is given.

        Args:
            values: The arguments of the client.
            wanted: The alternatives of the request; None for those of the API, none for no credentials.
            headers: Names of the headers that the user sends, in lower case.

        Raises:
            CredentialsError: For every alternative something is missing.
        """
        alternatives = self._alternatives if wanted is None else wanted
        for names in alternatives:
            schemes = [self._schemes[name] for name in names]
            if all(scheme.is_given(values, headers) for scheme in schemes):
                return tuple(self._sent(schemes, values, headers))
        if not alternatives:
            return ()
        ways = (self._described(names) for names in alternatives if names)
        raise CredentialsError(f"The request needs credentials: give the client {', or '.join(ways)}.")

    def _sent(
        self, schemes: list[Scheme], values: Mapping[str, Secret], headers: Set[str]
    ) -> Iterator[Proof]:
        for scheme in schemes:
            proof = scheme.proof(values)
            if proof is not None and not (scheme.is_header and scheme.name.lower() in headers):
                yield proof

    def _described(self, names: tuple[str, ...]) -> str:
        described = (self._schemes[name].described for name in names)
        return " and ".join(dict.fromkeys(text for text in described if text))
