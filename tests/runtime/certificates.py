"""Certificates for servers on this machine."""

from __future__ import annotations

import ssl
from pathlib import Path

import trustme

__all__ = ["server_tls", "trusting"]


def server_tls(folder: Path, authority: trustme.CA, name: str = "localhost") -> ssl.SSLContext:
    """What a server of this name needs."""
    place = folder / f"{name}.pem"
    authority.issue_cert(name).private_key_and_cert_chain_pem.write_to_path(str(place))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(place)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """What a client needs that trusts this authority, and no other."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=authority.cert_pem.bytes().decode("ascii"))
    return context
