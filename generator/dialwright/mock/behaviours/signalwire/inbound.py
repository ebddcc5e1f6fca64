"""What comes in to a number of the account: which number that is, and whom it says to ask what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...behaviour import World
from ...store import Record
from .applications import application_of
from .instructions import Address


def number_of(world: World, called: str) -> Record:
    """The account's number that was called or written to.

    Raises:
        LookupError: There is none.
    """
    numbers = world.store.records("IncomingPhoneNumber", {})
    for number in numbers:
        if number.values["phone_number"] == called:
            return number
    known = ", ".join(str(number.values["phone_number"]) for number in numbers[:5]) or "none"
    raise LookupError(f"no account has the number {called}; there are: {known}")


def address_of(world: World, number: Record, kind: str) -> Address:
    """Whom to ask what to do with a call (`voice`) or a message (`sms`): the number's application, or it."""
    application = application_of(world, number, f"{kind.capitalize()}ApplicationSid")
    return address_in((application or number).values, kind)


def address_in(values: Mapping[str, Any], kind: str) -> Address:
    """The address for calls or messages that a number or an application names."""
    return Address(
        url=values.get(f"{kind}_url") or "",
        method=values.get(f"{kind}_method") or "POST",
        fallback=values.get(f"{kind}_fallback_url") or "",
        fallback_method=values.get(f"{kind}_fallback_method") or "POST",
    )
