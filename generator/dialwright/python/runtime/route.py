"""How a client reaches others: whom it trusts, and through which proxy."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .errors import ArgumentError

if TYPE_CHECKING:
    from ssl import SSLContext

    from .address import Address
    from .proxies import Environment, Proxy
    from .secret import Secret

__all__ = ["Route"]

_VARIABLES = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
"""The variables that name a proxy for https; the first that is set counts.

`HTTP_PROXY` is for plain http, which is spoken to this machine alone, so it is of no use here.
"""


class Route:
    """What a client was told about the way.

    Args:
        ssl_context: Whom to trust; None for whom the operating system trusts.
        proxy: Address of a proxy; None for what the environment says, empty for no proxy at all.

    Raises:
        ArgumentError: The context does not verify certificates, or the address is not one of a proxy.
    """

    def __init__(self, ssl_context: SSLContext | None = None, proxy: Secret | None = None) -> None:
        if ssl_context is not None:
            _check_context(ssl_context)
        self.ssl_context = ssl_context
        self._asks_environment = proxy is None
        self._given = _given(proxy) if proxy else None
        self._environment: Environment | None = None

    def proxy_to(self, address: Address) -> Proxy | None:
        """The proxy for an address; None where it is reached without.

        Plain http is spoken to this machine alone, and does not leave it.

        Raises:
            ArgumentError: What the environment holds is not the address of a proxy.
        """
        if address.scheme == "http":
            return None
        if not self._asks_environment:
            return self._given
        if self._environment is None:
            variable = next((name for name in _VARIABLES if os.environ.get(name)), "")
            if not variable:
                self._asks_environment = False
                return None
            from .proxies import Environment

            self._environment = Environment(variable)
        return self._environment.proxy_to(address)


def _given(proxy: Secret) -> Proxy:
    from .proxies import parse_proxy

    return parse_proxy(proxy, "proxy")


def _check_context(context: object) -> None:
    """Refuse a context that would talk to anybody."""
    from ssl import CERT_REQUIRED, SSLContext

    if not isinstance(context, SSLContext):
        raise ArgumentError(f"ssl_context must be an ssl.SSLContext, not {type(context).__name__}.")
    if context.verify_mode != CERT_REQUIRED or not context.check_hostname:
        raise ArgumentError(
            "ssl_context must verify certificates and host names: verify_mode CERT_REQUIRED, check_hostname."
            " To trust a certificate of your own, load it with `ssl_context.load_verify_locations(...)`."
        )
