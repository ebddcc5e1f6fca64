"""What happens on a call: kept as its events, and told to the address that the call names for them."""

from __future__ import annotations

from typing import Any

from ...behaviour import Behaviour, World, given
from ...letters import Reply, form_letter, json_letter
from ...store import Record


class Events(Behaviour):
    """The events of a call, in the order in which they happened."""

    table = "Event"
    oldest_first = True


def note(world: World, call: Record, name: str, data: str = "", **told: Any) -> None:
    """Keep that something happened, and tell it.

    Args:
        name: What happened, as the list of events calls it: `answer`.
        data: More about it, as that list tells it.
        told: What the event that is sent says beside what all say; `eventType` where it has another name.
    """
    values = {"name": name, **({"data": data} if data else {})}
    event = world.make(Events.table, below(call), values, origin(call))
    world.set(event, time=world.now(call, "startTime"))
    _tell(world, call, {"eventType": name, **_common(world, call), **told, "time": event.values["time"]})


def below(call: Record) -> dict[str, str]:
    """What stands in the placeholders of the paths below a call."""
    return {**call.scope, "callId": call.id}


def origin(call: Record) -> str:
    """Scheme and host, for whole addresses."""
    return str(call.state.get("origin", ""))


def address(world: World, call: Record) -> str:
    """The whole address of a call."""
    return origin(call) + world.records.address(call)


def _common(world: World, call: Record) -> dict[str, Any]:
    named = {name: call.values[name] for name in ("from", "to", "tag") if call.values.get(name)}
    return {
        **named,
        "callId": call.id,
        "callUri": address(world, call),
        "callState": call.values["state"],
    }


def _tell(world: World, call: Record, fields: dict[str, Any]) -> None:
    url, fallback = call.values.get("callbackUrl"), given(call, "fallbackUrl")
    if not url:
        return
    make = form_letter if given(call, "callbackHttpMethod", "POST") == "GET" else json_letter
    method = "GET" if make is form_letter else "POST"

    def again(reply: Reply) -> str:
        if fallback and not reply.is_good:
            world.outbox.post(make(method, str(fallback), fields, about=call.id))
        return ""

    world.outbox.post(make(method, str(url), fields, about=call.id), again)
