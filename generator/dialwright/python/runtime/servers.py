"""Where addresses lead that a document has besides the API's own: of operations, and of who gives tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from .address import Address, parse_address, parse_endpoint

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Servers"]


class Servers:
    """The addresses of one client.

    Args:
        base: The address that the client talks to.
        own: What the API says of its own address: absolute, or a path alone; "" where it says nothing.
        moved: Whether the user named another address, which then takes the place of the API's own.
        fill: Fills in the variables of an address.
    """

    def __init__(self, base: Address, own: str, moved: bool, fill: Callable[[str], str]) -> None:
        self._base = base
        self._own = own
        self._moved = moved
        self._fill = fill
        self._known: dict[str, Address] = {}

    def find(self, server: str) -> Address:
        """The address of an operation that has a server of its own.

        Where the user named another address all requests go there, with the path of that server in place of
        the path of the API's own.

        Args:
            server: What the document says: an absolute address, or one relative to the API's own.

        Raises:
            ArgumentError: It is no address of a service.
        """
        if server not in self._known:
            self._known[server] = self._found(_joined(self._own, self._fill(server)))
        return self._known[server]

    def _found(self, whole: str) -> Address:
        if not self._moved:
            return parse_address(whole, "the server's address")
        prefix = self._rebased(urlsplit(whole).path.rstrip("/"))
        return Address(self._base.scheme, self._base.host, self._base.port, prefix)

    def endpoint(self, url: str, argument: str) -> tuple[Address, str]:
        """Where a single address leads: where to, and path and query there.

        One of the document's that is on the API's own server moves along with that.

        Args:
            url: Absolute, or relative to the API's own address.
            argument: The argument that it was given as; "" for one of the document's.

        Raises:
            ArgumentError: It is no address of a service, or not one that is spoken to in secret.
        """
        if argument:
            return parse_endpoint(_joined(str(self._base), url), argument)
        whole = _joined(self._own, url)
        if self._moved and _origin(whole) in ("", _origin(self._own)):
            parts = urlsplit(whole)
            path = self._rebased(parts.path) + (f"?{parts.query}" if parts.query else "")
            whole = f"{self._base.scheme}://{self._base.authority}{path}"
        return parse_endpoint(whole, "the address for access tokens")

    def _rebased(self, path: str) -> str:
        """A path on the API's own server, as it is on the server that takes its place."""
        mine, base = urlsplit(self._own).path.rstrip("/"), self._base.prefix
        if mine and base.endswith(mine):
            return base.removesuffix(mine) + path
        return base + (path.removeprefix(mine) if f"{path}/".startswith(f"{mine}/") else path)


def _joined(base: str, url: str) -> str:
    """An address as it is, for what is wrong with it is to be seen; a relative one from there."""
    return url if "://" in url else urljoin(base or "/", url)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""
