"""From what a client was given, and the environment, to the settings its calls share."""

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import TYPE_CHECKING

from .errors import ArgumentError, CredentialsError
from .options import checked_retries, checked_timeout
from .quota import Quota
from .redactor import Redactor
from .secret import Secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .address import Address
    from .api import ApiInfo, Argument
    from .hooks import RequestHook, ResponseHook
    from .security import Alternatives, Proof
    from .servers import Servers

__all__ = ["Settings", "checked_headers"]

_PART = re.compile(r"[A-Za-z0-9_~-]+(?:[.:/][A-Za-z0-9_~-]+)*", re.ASCII)
_WHOLE = re.compile(r"[.:/]")
_UNSENDABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class Settings:
    """What the calls of one client share.

    Args:
        api: The API.
        given: Argument -> value, a secret one as `Secret`.
        names: Argument -> what this client calls it, where that differs.
    """

    def __init__(
        self,
        api: ApiInfo,
        given: Mapping[str, str | Secret | None],
        names: Mapping[str, str] | None = None,
        *,
        base_url: str | None = None,
        server: str | None = None,
        timeout: float | None = 60.0,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        strict: bool = False,
        on_request: RequestHook | None = None,
        on_response: ResponseHook | None = None,
    ) -> None:
        names = names or {}
        self.api = api
        self.timeout = checked_timeout(timeout)
        self.max_retries = checked_retries(max_retries)
        self.headers = checked_headers(headers or {})
        self.strict = strict
        self.on_request = on_request
        self.on_response = on_response
        self.quota = Quota()
        values = {argument.name: _value(argument, given) for argument in api.arguments}
        _require(api, values, names, with_server=base_url is None)
        self._values = values
        self.base = _base(api, values, names, base_url, server)
        self._server = server or api.server
        self._moved = base_url is not None
        self.bound = {name: values[argument].reveal() for name, argument in api.bound.items()}
        self.authorization = api.auth.header(values)
        hidden = tuple(values[argument.name] for argument in api.arguments if argument.secret)
        self.redact = Redactor((*api.auth.secrets(values), *hidden))
        self.tokens = api.auth.tokens(values, self)

    def proofs(self, wanted: Alternatives | None, headers: Iterable[str]) -> tuple[Proof, ...]:
        """The credentials that a request needs besides the Authorization header that all have.

        Raises:
            CredentialsError: They were not given.
        """
        return self.api.auth.proofs(self._values, wanted, {name.lower() for name in headers})

    @cached_property
    def servers(self) -> Servers:
        """Where addresses lead that are not the one of the client."""
        from .servers import Servers

        def fill(address: str) -> str:
            return _filled(self.api, self._values, address)

        moved = self._moved or _is_moved(self.api, self._values)
        return Servers(self.base, fill(self._server), moved, fill)

    def address(self, server: str) -> Address:
        """Where the requests of an operation go that has a server of its own; of others it is ""."""
        return self.servers.find(server) if server else self.base

    def but(self, **changes: object) -> Settings:
        """The same settings with some changed."""
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__, **changes)
        return twin


def checked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Refuse headers that could not be sent, before there is anything to send."""
    if headers:
        from .encode import check_header

        for name, value in headers.items():
            check_header(name, value)
    return dict(headers)


def _value(argument: Argument, given: Mapping[str, str | Secret | None]) -> Secret:
    """The argument as given, else from the environment; kept as a secret so that no traceback shows it."""
    value = given.get(argument.name)
    if isinstance(value, Secret) and value:
        return value
    if isinstance(value, str) and value:
        return Secret(value)
    found = (Secret(os.environ[name]) for name in argument.env if os.environ.get(name))
    return next(found, Secret(argument.default))


def _require(
    api: ApiInfo, values: Mapping[str, Secret], names: Mapping[str, str], *, with_server: bool
) -> None:
    """Raise one error that names every argument which is missing, and where each may come from."""
    needed = {*api.auth.arguments, *api.bound.values()}
    if with_server:
        needed |= {a.name for a in api.arguments if a.server_variable and a.default is None}
    missing = [
        argument for argument in api.arguments if argument.name in needed and not values[argument.name]
    ]
    if missing:
        listed = "; ".join(_described(argument, names) for argument in missing)
        raise CredentialsError(f"{api.name} needs {listed}.")
    for argument in api.arguments:
        if _UNSENDABLE.search(values[argument.name].reveal()):
            raise CredentialsError(
                f"{_named(argument, names)} holds a line break or another character that cannot be sent."
            )


def _described(argument: Argument, names: Mapping[str, str]) -> str:
    from_environment = " or ".join(argument.env)
    return f"{_named(argument, names)}=" + (
        f" (or {from_environment} in the environment)" if from_environment else ""
    )


def _named(argument: Argument, names: Mapping[str, str]) -> str:
    return names.get(argument.name, argument.name)


def _base(
    api: ApiInfo,
    values: Mapping[str, Secret],
    names: Mapping[str, str],
    base_url: str | None,
    server: str | None,
) -> Address:
    from .address import parse_address, server_address

    if base_url is not None and server is not None:
        raise ArgumentError("base_url and server say both where requests go: give one of them.")
    if base_url is not None:
        return parse_address(base_url, "base_url")
    if server is not None and server not in api.servers:
        raise ArgumentError(f"server must be one of {', '.join(api.servers)}.")
    address = server or api.server
    if "://" not in address:
        raise ArgumentError(f"{api.name} has no address of its own: say where it is with base_url=.")
    if not _has_whole_parts(api):
        return parse_address(_filled(api, values, address), "the server's address")
    parts = {
        argument.server_variable: (_named(argument, names), values[argument.name].reveal())
        for argument in api.arguments
        if argument.server_variable
    }
    return server_address(address, parts)


def _has_whole_parts(api: ApiInfo) -> bool:
    """Whether what is given for a variable of the address may also be a host, or an address."""
    variables = [argument for argument in api.arguments if argument.server_variable]
    return all(argument.default is None for argument in variables)


def _is_moved(api: ApiInfo, values: Mapping[str, Secret]) -> bool:
    """Whether the address is another than the API's own, for a host was given in place of a variable."""
    given = (values[argument.name].reveal() for argument in api.arguments if argument.server_variable)
    return _has_whole_parts(api) and any(map(_WHOLE.search, given))


def _filled(api: ApiInfo, values: Mapping[str, Secret], address: str) -> str:
    """An address with its variables filled in."""
    for argument in api.arguments:
        if argument.server_variable:
            part = _part(argument, values[argument.name].reveal())
            address = address.replace(f"{{{argument.server_variable}}}", part)
    return address


def _part(argument: Argument, value: str) -> str:
    if argument.default is None:
        # Of a whole host the path matters at most, which it does not change.
        return "x" if not value or _WHOLE.search(value) else value
    if argument.choices and value not in argument.choices:
        raise ArgumentError(f"{argument.name} must be one of {', '.join(argument.choices)}.")
    if value != argument.default and not _PART.fullmatch(value):
        raise ArgumentError(f"{argument.name} must be a part of an address, such as 'example'.")
    return value
