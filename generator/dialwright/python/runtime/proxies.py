"""Proxies: their addresses, and which hosts the environment has reached through one."""

from __future__ import annotations

import os
import re
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from .address import split_url
from .errors import ArgumentError
from .secret import Secret

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

    from .address import Address

__all__ = ["Environment", "Proxy", "parse_proxy"]

_EXCEPTIONS = ("no_proxy", "NO_PROXY")
_ODD = re.compile(r"[\x00-\x20\x7f\\]")
_SEPARATORS = re.compile(r"[,\s]+")
_BRACKETED = re.compile(r"\[(.*)\](?::([0-9]+))?")


class Proxy:
    """The address of a proxy, and what tells it who asks. Its repr shows the address alone."""

    __slots__ = ("address", "authorization")

    def __init__(self, address: Address, authorization: Secret) -> None:
        self.address = address
        self.authorization = authorization
        """The value of the Proxy-Authorization header; empty for none."""

    def __repr__(self) -> str:
        return f"Proxy({str(self.address)!r})"


def parse_proxy(value: Secret, what: str) -> Proxy:
    """Read the address of a proxy.

    Args:
        value: `http://host:port` or `https://host:port`, with `user:password@` before the host if need be.
        what: Where it comes from, for the error, which does not show it.

    Raises:
        ArgumentError: It is not the address of a proxy that can be used.
    """
    proxy = _read(value)
    if proxy is None:
        raise ArgumentError(
            f"{what} must be the address of an http or https proxy, such as 'http://host:3128' or"
            " 'http://user:password@host:3128'; SOCKS is not supported. proxy='' stands for no proxy."
        )
    return proxy


def _read(value: Secret) -> Proxy | None:
    text = str(value.reveal())  # whatever it is, the error must not show it
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
    except ValueError:
        return None
    user, _, place = parts.netloc.rpartition("@")
    where = None if _ODD.search(text) else split_url(f"{parts.scheme}://{place}{parts.path}", "")
    if where is None or where[1] != "/" or parts.query or parts.fragment:
        return None
    return Proxy(where[0], _authorization(user))


def _authorization(user: str) -> Secret:
    from binascii import b2a_base64

    if not user:
        return Secret(None)
    name, _, password = user.partition(":")
    pair = f"{unquote(name)}:{unquote(password)}".encode()
    return Secret(f"Basic {b2a_base64(pair, newline=False).decode('ascii')}")


class Environment:
    """What the environment says about proxies at this moment.

    Args:
        variable: Name of the variable that holds the address of the proxy.
    """

    def __init__(self, variable: str) -> None:
        self._variable = variable
        self._value = Secret(os.environ[variable])
        excepted = next((os.environ[name] for name in _EXCEPTIONS if os.environ.get(name)), "")
        self._excepted = tuple(entry for entry in _SEPARATORS.split(excepted) if entry)
        self._proxy: Proxy | None = None

    def proxy_to(self, address: Address) -> Proxy | None:
        """The proxy for an address; None where it is reached without.

        Raises:
            ArgumentError: The variable does not hold the address of a proxy.
        """
        ip = _ip(address.host)
        if _is_here(address.host, ip) or any(_covers(entry, address, ip) for entry in self._excepted):
            return None
        if self._proxy is None:
            self._proxy = parse_proxy(self._value, f"{self._variable} in the environment")
        return self._proxy


def _is_here(host: str, ip: IPv4Address | IPv6Address | None) -> bool:
    """Whether a host is this machine."""
    return host == "localhost" or host.endswith(".localhost") or (ip is not None and ip.is_loopback)


def _covers(entry: str, address: Address, ip: IPv4Address | IPv6Address | None) -> bool:
    """Whether an entry of NO_PROXY is about an address.

    An entry is `*`, a host and all that is below it, an IP address or a network (10.0.0.0/8), each of the
    latter with a port if only that is meant. One that is none of this is about nothing.
    """
    if entry == "*":
        return True
    host, port = _split(entry)
    if port and port != str(address.port):
        return False
    if ip is not None:
        network = _network(host)
        return network is not None and ip in network
    name = host.lower().removeprefix("*").strip(".")
    return bool(name) and (address.host == name or address.host.endswith(f".{name}"))


def _split(entry: str) -> tuple[str, str]:
    """Host and port of an entry; "" where it has no port."""
    bracketed = _BRACKETED.fullmatch(entry)
    if bracketed:
        return bracketed[1], bracketed[2] or ""
    host, _, port = entry.partition(":")
    return (host, port) if ":" not in port else (entry, "")


def _ip(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None
