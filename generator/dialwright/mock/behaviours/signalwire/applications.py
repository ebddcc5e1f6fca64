"""Applications: what the service does for those who name one instead of addresses of their own."""

from __future__ import annotations

from ...behaviour import World, given
from ...store import Record

TABLE = "Application"


def application_of(world: World, record: Record, name: str = "ApplicationSid") -> Record | None:
    """The application that a record was given by a name of a request; None where there is none."""
    sid = given(record, name)
    return world.store.find(TABLE, sid, {}) if isinstance(sid, str) else None
