"""What is told of the Calling API's calls and of what goes on, on them: to the `status_url` that was given.

Each event is JSON: its type, when it happened, the project, and under `params` what it is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...behaviour import World, given
from ...letters import form_letter, json_letter
from ...store import Record

NODE = "local"
"""The `node_id` of every call: there is one server."""

_USUAL = ("ended",)
_STATES: Mapping[str, Mapping[str, str]] = {
    "play": {"playing": "playing", "paused": "paused", "finished": "finished"},
    "stream": {"running": "streaming", "finished": "finished"},
}
"""How what goes on is called in events, where those tell its state."""


def call_changed(world: World, leg: Record, state: str) -> None:
    """Tell who wants to know, once, that a call has become `created`, `ringing`, `answered` or `ended`."""
    url = leg.state.get("status_url") or given(leg, "status_url")
    if not url or state == leg.state.get("told") or state not in given(leg, "status_events", _USUAL):
        return
    leg.state["told"] = state
    numbers = {"from_number": leg.values.get("from"), "to_number": leg.values.get("to")}
    params = {"call_state": state, "device": {"type": "phone", "params": numbers}}
    _send(world, leg, str(url), "POST", _event(world, leg, "state", params))


def control_changed(world: World, leg: Record, control: Record) -> None:
    """Tell of the state into which something that goes on has come, where such states are told."""
    subject = control.state["subject"]
    state = _STATES.get(subject, {}).get(control.values["state"])
    if state is not None:
        _tell(world, leg, control, {"state": state})


def collected(world: World, leg: Record, control: Record, *, goes_on: bool) -> None:
    """Tell what was collected; of a continuous collection also whether it goes on."""
    continuous = control.values["params"].get("continuous") is True
    state = {"state": "collecting" if goes_on else "finished"} if continuous else {}
    _tell(world, leg, control, {"result": control.values["result"], **state})


def _tell(world: World, leg: Record, control: Record, told: Mapping[str, Any]) -> None:
    asked = control.values["params"]
    if asked.get("status_url"):
        params = {"control_id": control.values["control_id"], **told}
        event = _event(world, leg, control.state["subject"], params)
        _send(world, leg, asked["status_url"], asked.get("status_url_method", "POST"), event)


def _event(world: World, leg: Record, kind: str, params: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "event_type": f"calling.call.{kind}",
        "timestamp": round(world.clock.now().timestamp(), 3),
        "project_id": leg.state.get("project"),
        "params": {"call_id": leg.id, "node_id": NODE, **params},
    }


def _send(world: World, leg: Record, url: str, method: str, event: Mapping[str, Any]) -> None:
    make = form_letter if method == "GET" else json_letter
    world.outbox.post(make(method, url, event, about=leg.id))
