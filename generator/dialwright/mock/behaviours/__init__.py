"""What is particular about the APIs that we know, one folder an API, one module a kind of record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...openapi import ApiDescription
from ..behaviour import Behaviour


def behaviours_for(description: ApiDescription) -> Sequence[Behaviour]:
    """The behaviours of the API that a document describes; none for one that is not known."""
    client = description.client
    make = _KNOWN.get(client.text("distribution") if client is not None else "")
    return make() if make is not None else ()


def _signalwire() -> Sequence[Behaviour]:
    from .signalwire import BEHAVIOURS

    return [behaviour() for behaviour in BEHAVIOURS]


def _bandwidth() -> Sequence[Behaviour]:
    from .bandwidth import BEHAVIOURS

    return [behaviour() for behaviour in BEHAVIOURS]


_KNOWN: dict[str, Callable[[], Sequence[Behaviour]]] = {
    "dialwright-signalwire": _signalwire,
    "dialwright-bandwidth": _bandwidth,
}
