"""What a command of the Calling API is about: read from its name and from the schemas of all commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ....openapi import Schema
from ....values import is_object
from ...action import Action
from ...plan import Plan

START, STOP = "start", "stop"

_OTHER_NAMES = {"ai_hold": ("ai", "pause"), "ai_unhold": ("ai", "resume"), "ai_message": ("ai", "message")}
"""The commands whose names do not tell what they are about: the AI on a call."""


@dataclass(frozen=True)
class Command:
    """One command, as it was sent.

    Attributes:
        name: Its name: `calling.play.pause`.
        subject: What it is about, without the prefix that names have: `play`.
        verb: What it does with that: `pause`; `start` where it begins.
        params: Its arguments.
        control: The `control_id` among them; "" where there is none.
        places: Whether it places a call, and is about none.
        running: Whether its subject is something that goes on, on the call.
        startable: Whether some command starts such things; else the instructions of the call do.
        named: Whether they have identifiers, so that several can run at a time.
        idempotent: Whether the document says that twice does no more than once.
    """

    name: str
    subject: str
    verb: str
    params: Mapping[str, Any]
    control: str
    places: bool
    running: bool
    startable: bool
    named: bool
    idempotent: bool


def command_of(action: Action) -> Command:
    """The command that an action sends."""
    schemas, prefix = _schemas(action.plan), _prefix(action.plan)
    schema, short = schemas[action.command], action.command.removeprefix(prefix)
    subject, verb = _OTHER_NAMES.get(short) or _split(short)
    first = schemas.get(prefix + subject)
    control = action.params.get("control_id")
    startable = first is not None and _starts(prefix + subject, first, schemas)
    return Command(
        name=action.command,
        subject=subject,
        verb=_inner(action.params) or verb,
        params=action.params,
        control=control if isinstance(control, str) else "",
        places=not any("id" in one.required for one in (schema, schema.properties["params"])),
        running=startable or f"{prefix}{subject}.{STOP}" in schemas,
        startable=startable,
        named="control_id" in schema.properties["params"].required,
        idempotent=schema.flag("x-idempotent"),
    )


def _schemas(plan: Plan) -> Mapping[str, Schema]:
    content = plan.operation.body_content
    return content.schema.mapping if content is not None and content.schema is not None else {}


def _prefix(plan: Plan) -> str:
    return plan.command.text("strip") if plan.command is not None else ""


def _split(name: str) -> tuple[str, str]:
    subject, _, verb = name.partition(".")
    return subject, verb or START


def _starts(name: str, schema: Schema, schemas: Mapping[str, Schema]) -> bool:
    """Whether something goes on from this command on: it is named, another stops it, or its action does."""
    params = schema.properties["params"].properties
    control, action = params.get("control_id"), params.get("action")
    stops = action is not None and any(option.values == (STOP,) for option in action.options)
    return (control is not None and control.has("x-generate")) or stops or f"{name}.{STOP}" in schemas


def _inner(params: Mapping[str, Any]) -> str:
    """The verb that `action` holds: a word, or the one key of an object."""
    action = params.get("action")
    if is_object(action):
        return next(iter(action), "")
    return action if isinstance(action, str) else ""
