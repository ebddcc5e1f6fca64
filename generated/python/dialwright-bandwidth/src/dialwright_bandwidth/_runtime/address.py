"""Addresses: the one a client talks to, and those that the service names for it to go to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from .errors import ArgumentError, UnsafeNextPageError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Address", "parse_address", "parse_endpoint", "server_address", "split_url"]

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PORTS = {"https": 443, "http": 80}
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?", re.ASCII)
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|[0-9A-Fa-f:.]+", re.ASCII)
_HOST_AND_PORT = re.compile(r"[^/:@]*\.[^/:@]*|[^/:@]+:\d+|\[[^]/@]+\](?::\d+)?", re.ASCII)
_VARIABLE = re.compile(r"\{([^{}]+)\}")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_KEPT = "/?%:@!$&'()*+,;=~-._[]"


class Address:
    """Scheme, host and port, and a path under which everything lies."""

    __slots__ = ("host", "port", "prefix", "scheme")

    def __init__(self, scheme: str, host: str, port: int, prefix: str = "") -> None:
        self.scheme = scheme
        self.host = host
        self.port = port
        self.prefix = prefix

    @property
    def origin(self) -> tuple[str, str, int]:
        """What two addresses have in common where credentials may go from one to the other."""
        return self.scheme, self.host, self.port

    @property
    def authority(self) -> str:
        """The host, with its port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def is_local(self) -> bool:
        """Whether it is this machine itself."""
        return self.host in _LOOPBACK

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.prefix}"

    def __repr__(self) -> str:
        return f"Address({str(self)!r})"

    def follow(self, current: str, link: str) -> str:
        """The target (path and query) to which a link in an answer leads, on this same scheme, host and port.

        Args:
            current: Target of the request that was answered.
            link: Absolute, or relative to `current`.

        Raises:
            UnsafeNextPageError: It leads elsewhere.
        """
        here = f"{self.scheme}://{self.authority}"
        where = split_url(link, here + current)
        if where is None or where[0].origin != self.origin:
            raise UnsafeNextPageError(
                f"The next page is not on {here}, so it was not asked for: {link[:200]!r}."
            )
        target = where[1]
        # Behind a proxy that serves the API under a path of its own, links lack that path.
        if self.prefix and link.startswith("/") and not target.startswith(f"{self.prefix}/"):
            return self.prefix + target
        return target

    def absolute(self, current: str, link: str) -> str:
        """The whole address to which a link leads; the link as it is, where `follow` would refuse it."""
        try:
            return f"{self.scheme}://{self.authority}{self.follow(current, link)}"
        except UnsafeNextPageError:
            return link


def split_url(url: str, base: str) -> tuple[Address, str] | None:
    """Address and target of a link, relative to `base`; None where it is no http or https address."""
    return None if not url or _UNSAFE.search(url) else _split(url, base)


def _split(url: str, base: str = "") -> tuple[Address, str] | None:
    try:
        parts = urlsplit(urljoin(base, url))
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in _PORTS or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(parts.scheme, host, port or _PORTS[parts.scheme]), quote(target, safe=_KEPT)


def parse_address(text: str, what: str) -> Address:
    """Read the address of a service. Plain http is for the machine's own addresses only.

    Args:
        text: `https://host`, with a port and a path if need be.
        what: Name of the argument, for the error.
    """
    split = None if _UNSAFE.search(text) or "?" in text or "#" in text else _split(text)
    if split is None:
        raise ArgumentError(
            f"{what} must be an address such as 'https://host', without credentials or query."
        )
    address, target = split
    _check_scheme(address, what)
    address.prefix = target.rstrip("/")
    return address


def parse_endpoint(text: str, what: str) -> tuple[Address, str]:
    """Read a single address, which may have a query: where it leads, and path and query there.

    Args:
        text: `https://host/path`.
        what: Name of the argument, for the error.
    """
    split = None if "#" in text else split_url(text, "")
    if split is None:
        raise ArgumentError(f"{what} must be an address such as 'https://host/path', without credentials.")
    _check_scheme(split[0], what)
    return split


def _check_scheme(address: Address, what: str) -> None:
    if address.scheme == "http" and not address.is_local:
        raise ArgumentError(f"{what} must use https; plain http is for {', '.join(_LOOPBACK)}.")


def server_address(server: str, values: Mapping[str, tuple[str, str]]) -> Address:
    """The address of a service whose parts are given.

    Args:
        server: Address, with `{variables}`.
        values: Variable -> (name of its argument, value). A value is the bare variable (`example`), or stands
            for the whole: a host (`example.host.com`, with a port if need be), or an https address.
    """
    for what, value in values.values():
        if "://" in value:
            return parse_address(value, what)
        if _HOST_AND_PORT.fullmatch(value):
            return parse_address(f"https://{value}", what)
        if not _NAME.fullmatch(value):
            raise ArgumentError(f"{what} must be a name, a host, or an https address.")
    return parse_address(_VARIABLE.sub(lambda match: values[match[1]][1], server), "server")
