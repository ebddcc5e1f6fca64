"""A client as the generator lays them out, in miniature, for an API that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._client import Acme, AsyncAcme

__all__ = ["Acme", "AsyncAcme"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from . import _client

        return getattr(_client, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
