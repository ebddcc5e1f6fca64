"""Phone numbers: those of the account, those that can be bought, and where."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from ...action import Action
from ...behaviour import Behaviour, World
from ...links import fill
from ...messages import Response, json_response
from ...store import Record

_COUNTRIES = {"US": "United States", "CA": "Canada"}
_REGIONS = {"US": ("WA", "Seattle", "206"), "CA": ("ON", "Toronto", "416")}
_OFFERED = 10  # numbers that a search finds
_KINDS = ("voice", "SMS", "MMS", "Fax")


class Numbers(Behaviour):
    """The account's phone numbers."""

    table = "IncomingPhoneNumber"

    def after_create(self, world: World, action: Action, record: Record) -> None:
        given = action.given
        number = given.get("PhoneNumber") or given.get("number")
        number = number or _number(Random(record.id), str(given.get("AreaCode", "206")))
        able = given.get("capabilities") or ["voice", "sms", "mms", "fax"]
        world.set(
            record,
            phone_number=number,
            friendly_name=given.get("FriendlyName") or number,
            capabilities={kind: kind in able for kind in ("voice", "sms", "mms", "fax")},
        )

    def matches(self, action: Action, name: str, wanted: Any, record: Record) -> bool | None:
        # `Beta` lets such numbers in; it does not leave the others out.
        return (wanted or not record.values["beta"]) if name == "Beta" else None


class AvailableNumbers(Behaviour):
    """The numbers that a search finds: enough of them, each as it was asked for, the same each time."""

    table = "AvailablePhoneNumber"

    def answer(self, world: World, action: Action, record: Record | None) -> Response | None:
        query, country = action.judged.query, action.scope["IsoCountry"]
        toll_free = action.plan.place.endswith("toll_free")
        random = Random(f"{action.request.target}")
        found = [_offer(random, country, query, toll_free) for _ in range(_OFFERED)]
        uri = fill(action.plan.template, action.scope)
        return json_response(action.plan.status, {"uri": uri, "available_phone_numbers": found})


class Countries(Behaviour):
    """The countries where numbers can be bought."""

    table = "PhoneNumberCountry"

    def prepare(self, world: World, action: Action) -> None:
        scope = {"AccountSid": action.texts["AccountSid"]}
        if not world.store.records(self.table, scope):
            for code, name in _COUNTRIES.items():
                values = {"country": name, "beta": False}
                world.make("compat.available_phone_numbers", scope, values, action.origin, id=code)


def _offer(random: Random, country: str, query: Mapping[str, Any], toll_free: bool) -> dict[str, Any]:
    region, locality, area = _REGIONS.get(country, _REGIONS["US"])
    area = "888" if toll_free else area
    number = _number(random, str(query.get("AreaCode", area)), str(query.get("Contains", "")))
    able = {kind: query.get(f"{kind.lower().capitalize()}Enabled", True) for kind in _KINDS}
    return {
        "beta": False,
        "capabilities": able,
        "friendly_name": f"({number[2:5]}) {number[5:8]}-{number[8:]}",
        "iso_country": country,
        "lata": None,
        "latitude": None,
        "locality": None if toll_free else query.get("InLocality", locality),
        "longitude": None,
        "phone_number": number,
        "postal_code": None,
        "rate_center": None,
        "region": None if toll_free else query.get("InRegion", region),
    }


def _number(random: Random, area: str, contains: str = "") -> str:
    """A North American number that begins with the area code and ends with what it must contain."""
    digits = "".join(character for character in contains if character.isdigit())[:10]
    middle = "555" + "".join(random.choice("0123456789") for _ in range(10))
    whole = (area + middle)[: 10 - len(digits)] + digits
    return f"+1{whole}"
