"""A Call as a pydantic model, which is what several generators make. Dates stay text: pydantic does not read
the API's way of writing them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from types import GenericAlias
from typing import Any

from ..answers import call, page_text

_TEXT, _INTEGER, _NUMBER = str | None, int | None, float | None
_TYPES: dict[str, Any] = {
    "duration": _INTEGER,
    "price": Decimal | None,
    "subresource_uris": dict[str, str | None] | None,
    "audio_out_lost": _INTEGER,
    "sip_result_code": _INTEGER,
}


def _decoder() -> Callable[[bytes], list[Any]]:
    pydantic: Any = import_module("pydantic")
    fields: dict[str, Any] = {}
    for name in call():
        kind = _TYPES.get(name, _NUMBER if name.startswith("audio_") else _TEXT)
        fields["from_" if name == "from" else name] = (kind, pydantic.Field(None, alias=name))
    settings = pydantic.ConfigDict(extra="allow", populate_by_name=True)
    model = pydantic.create_model("Call", __config__=settings, **fields)
    page = pydantic.create_model("Page", calls=(GenericAlias(list, (model,)), ...))
    read: Callable[[bytes], Any] = page.model_validate_json
    return lambda text: read(text).calls


def decode(address: str) -> Callable[[], object]:
    """Decode a page of Calls."""
    text, records = page_text(), _decoder()
    return lambda: len(records(text))


def decode_all(address: str) -> Callable[[], object]:
    """Decode a page of Calls, and read every field once."""
    text, records = page_text(), _decoder()

    def work() -> object:
        calls = records(text)
        for record in calls:
            for name in record.__dict__:
                getattr(record, name)
        return len(calls)

    return work


def hold(address: str) -> Callable[[bytes], list[Any]]:
    """Hold the Calls of a page."""
    return _decoder()


hold_all = hold  # there is nothing left to decode when a field is read
