"""From what a client was given, and the environment, to the settings its calls share."""

from __future__ import annotations

import os
import re
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

__all__ = ["Settings", "checked_headers"]

_PART = re.compile(r"[A-Za-z0-9_~-]+(?:[.:/][A-Za-z0-9_~-]+)*", re.ASCII)
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
        self.base = _base(api, values, names, base_url)
        self.bound = {name: values[argument].reveal() for name, argument in api.bound.items()}
        self.authorization = api.auth.header(values)
        self._values = values
        hidden = tuple(values[argument.name] for argument in api.arguments if argument.secret)
        self.redact = Redactor((*api.auth.secrets(values), *hidden))

    def proofs(self, wanted: Alternatives | None, headers: Iterable[str]) -> tuple[Proof, ...]:
        """The credentials that a request needs besides the Authorization header that all have.

        Raises:
            CredentialsError: They were not given.
        """
        return self.api.auth.proofs(self._values, wanted, {name.lower() for name in headers})

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
    api: ApiInfo, values: Mapping[str, Secret], names: Mapping[str, str], base_url: str | None
) -> Address:
    from .address import parse_address, server_address

    if base_url is not None:
        return parse_address(base_url, "base_url")
    if not api.server:
        raise ArgumentError(f"{api.name} has no address of its own: say where it is with base_url=.")
    if any(argument.default is not None for argument in api.arguments):
        return parse_address(_filled(api, values), "the server's address")
    parts = {
        argument.server_variable: (_named(argument, names), values[argument.name].reveal())
        for argument in api.arguments
        if argument.server_variable
    }
    return server_address(api.server, parts)


def _filled(api: ApiInfo, values: Mapping[str, Secret]) -> str:
    """The server's address with its variables filled in."""
    address = api.server
    for argument in api.arguments:
        if not argument.server_variable:
            continue
        value = values[argument.name].reveal()
        if argument.choices and value not in argument.choices:
            raise ArgumentError(f"{argument.name} must be one of {', '.join(argument.choices)}.")
        if value != argument.default and not _PART.fullmatch(value):
            raise ArgumentError(f"{argument.name} must be a part of an address, such as 'example'.")
        address = address.replace(f"{{{argument.server_variable}}}", value)
    return address
