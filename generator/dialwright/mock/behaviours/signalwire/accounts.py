"""Accounts: the project whose credentials are used is there, and sees itself and what it made."""

from __future__ import annotations

from ...action import Action
from ...behaviour import Behaviour, World
from ...messages import Violation
from ...store import Record


class Accounts(Behaviour):
    """The accounts of a project."""

    table = "Account"

    def prepare(self, world: World, action: Action) -> None:
        user = action.username
        if user and world.store.find(self.table, user, {}) is None:
            values = {"friendly_name": user, "status": "active", "type": "Full", "subproject": False}
            world.make("compat.accounts", {}, values, action.origin, id=user)

    def listed(self, world: World, action: Action, record: Record) -> bool:
        return action.username in (record.id, record.values.get("owner_account_sid"))

    def before(self, world: World, action: Action, record: Record | None) -> Violation | None:
        if record is None or self.listed(world, action, record):
            return None
        return Violation("Sid", "names an account of another project", "unknown", status=404)

    def after_create(self, world: World, action: Action, record: Record) -> None:
        owned = {"owner_account_sid": action.username, "subproject": True}
        world.set(record, status="active", type="Full", **owned)
