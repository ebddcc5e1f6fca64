"""What an API does that its document tells in words alone: small modules, one a kind of record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .action import Action
from .atlas import Atlas
from .clock import Clock
from .forms import Forms
from .messages import Response, Violation
from .plan import Kind, Plan
from .records import Records
from .store import Record, Store


@dataclass(frozen=True)
class World:
    """All that behaviours see and change. Nothing of it is about HTTP.

    Attributes:
        atlas: The operations of the document, and the tables of their records.
        clock: What time it is; what happens later is scheduled on it.
        store: The records.
        records: What makes and changes records.
        forms: What brings values into the forms of the document.
    """

    atlas: Atlas
    clock: Clock
    store: Store
    records: Records
    forms: Forms

    def make(
        self, resource: str, scope: Mapping[str, str], values: Mapping[str, Any], origin: str, *, id: str = ""
    ) -> Record:
        """A record of a resource, as if the API had made it.

        Raises:
            LookupError: The document has no records of such a resource, or they are elsewhere.
        """
        plans = [plan for plan in self.atlas.plans.values() if plan.record and _is_of(plan, resource)]
        if not plans:
            raise LookupError(f"the document has no records of '{resource}'")
        plans.sort(key=lambda plan: ({*plan.scope} != {*scope}, _MAKING.index(plan.kind)))
        missing = [name for name in plans[0].scope if name not in scope]
        if missing:
            raise LookupError(f"records of '{resource}' are below {', '.join(missing)}")
        return self.records.make(plans[0], scope, values, origin, id=id)

    def set(self, record: Record, **values: Any) -> None:
        """Change a record, with the names of its own properties, and note when."""
        record.values |= values
        plans = self.atlas.of_table(record.table)
        self.records.change(record, plans[0].record if plans else None, {})


_MAKING = (
    *(Kind.CREATE, Kind.FETCH, Kind.UPDATE, Kind.LIST, Kind.COMMAND),
    *(Kind.DOWNLOAD, Kind.DELETE, Kind.ACT, Kind.SAMPLE),
)
"""What tells best what a record is like when it is made, first."""


def _is_of(plan: Plan, resource: str) -> bool:
    """Whether an operation is on the records that are meant, by their place or their schema."""
    return bool(plan.table) and resource in (plan.table, *plan.operation.resource_places)


class Behaviour:
    """What is particular about one kind of record. Each hook may be left as it is.

    Attributes:
        table: The table of the records: the name of their schema in the document.
        oldest_first: Whether lists begin with the oldest record.
    """

    table: str = ""
    oldest_first: bool = False

    def prepare(self, world: World, action: Action) -> None:
        """Called before anything is looked for: records that are there by themselves can be made."""

    def find(self, world: World, action: Action) -> Record | None:
        """The record that a path or a command means by a word of its own, such as `Front`; else None."""
        return None

    def before(self, world: World, action: Action, record: Record | None) -> Violation | None:
        """What forbids the action, by the state of the record; None lets it happen."""
        return None

    def after_create(self, world: World, action: Action, record: Record) -> None:
        """Called when a request has made a record, before it is answered."""

    def after_update(self, world: World, action: Action, record: Record) -> None:
        """Called when a request has changed a record, before it is answered."""

    def after_delete(self, world: World, action: Action, record: Record) -> None:
        """Called when a request has deleted a record."""

    def refresh(self, world: World, record: Record) -> None:
        """Called before a record is shown: what depends on others can be put right."""

    def listed(self, world: World, action: Action, record: Record) -> bool:
        """Whether lists show a record at all."""
        return True

    def matches(self, action: Action, name: str, wanted: Any, record: Record) -> bool | None:
        """Whether a record is what a name of the query asks for; None leaves that to the names' words."""
        return None

    def answer(self, world: World, action: Action, record: Record | None) -> Response | None:
        """The whole answer of an action, in place of the usual one; None leaves that as it is."""
        return None

    def plans(self, world: World, *kinds: Kind) -> list[Plan]:
        """The operations on these records."""
        return world.atlas.of_table(self.table, *kinds)
