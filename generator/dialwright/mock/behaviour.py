"""What an API does that its document tells in words alone: small modules, one a kind of record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .action import Action
from .atlas import Atlas
from .clock import LONGEST_WAIT, Clock, Timer
from .forms import Forms
from .letters import form_letter
from .messages import Response, Violation
from .naming import words_of
from .outbox import Outbox, Then
from .plan import Kind, Plan, concrete
from .records import Records
from .store import Record, Store
from .webhooks import Webhooks


@dataclass(frozen=True)
class World:
    """All that behaviours see and change. Nothing of it is about HTTP.

    Attributes:
        atlas: The operations of the document, and the tables of their records.
        clock: What time it is; what happens later is scheduled on it.
        store: The records.
        records: What makes and changes records.
        forms: What brings values into the forms of the document.
        webhooks: What the document says of the requests that the service sends.
        outbox: What sends them.
        behaviours: What is particular about the records, by table.
    """

    atlas: Atlas
    clock: Clock
    store: Store
    records: Records
    forms: Forms
    webhooks: Webhooks
    outbox: Outbox
    behaviours: Mapping[str, Behaviour]

    def behaviour(self, table: str) -> Behaviour:
        """What is particular about the records of a table."""
        return self.behaviours.get(table) or Behaviour()

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

    def change(self, record: Record, **values: Any) -> None:
        """Change a record as something from outside would: what its behaviour makes of that happens too."""
        before = {**record.values}
        self.set(record, **values)
        self.behaviour(record.table).after_change(self, record, before)

    def now(self, record: Record, name: str) -> Any:
        """What time it is, in the form that a property of a record has."""
        plans = self.atlas.of_table(record.table)
        return next(
            self.forms.moment(properties[name])
            for properties in (concrete(plan.record).properties for plan in plans if plan.record is not None)
            if name in properties
        )

    def later(self, record: Record, seconds: float, step: Callable[[], None]) -> Timer:
        """Have something happen to a record in a while, unless the record is gone by then."""
        timer = self.clock.after(seconds, step)
        record.timers = [*(one for one in record.timers if one.is_waiting), timer]
        return timer

    def tell(
        self,
        webhook: str,
        url: str,
        values: Mapping[str, Any],
        *,
        method: str = "POST",
        more: Mapping[str, Any] | None = None,
        about: str = "",
        then: Then | None = None,
    ) -> None:
        """Send a webhook of the document to a user's server, as a form.

        Args:
            webhook: Its name in the document; of the values those are sent for which it has a field.
            url: Where to.
            values: Its fields.
            more: Fields that the document does not list, and leaves open.
            method: `POST`, or `GET` to send the fields in the query.
            about: The identifier of the record that it is about.
            then: What is done with the reply.
        """
        fields = self.webhooks.fields(webhook, values) | {**(more or {})}
        self.outbox.post(form_letter(method, url, fields, about=about), then)


_MAKING = (
    *(Kind.CREATE, Kind.FETCH, Kind.UPDATE, Kind.LIST, Kind.COMMAND),
    *(Kind.DOWNLOAD, Kind.DELETE, Kind.ACT, Kind.SAMPLE),
)
"""What tells best what a record is like when it is made, first."""


def given(record: Record, name: str, default: Any = None) -> Any:
    """What requests have said about a record under a name such as `StatusCallback`."""
    value = record.given.get(words_of(name))
    return default if value is None or value == "" else value


def seconds_given(record: Record, name: str, default: float) -> float:
    """A length of time that requests have told, at least 0 and at most that of a clock's longest wait."""
    value = given(record, name, default)
    try:
        return min(max(float(value), 0.0), LONGEST_WAIT)
    except (TypeError, ValueError):
        return default  # a test may make a record of anything
    except OverflowError:
        return LONGEST_WAIT


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

    def after_act(self, world: World, action: Action, record: Record) -> None:
        """Called when a request has done something to a record of which nothing comes that could be read."""

    def pressed(self, world: World, record: Record, keys: str) -> None:
        """Have keys be pressed at the other end of a call.

        Raises:
            LookupError: This is no call, or none at whose other end keys are heard.
        """
        raise LookupError(f"no keys are pressed on a {self.table or 'record of this kind'}")

    def after_add(self, world: World, record: Record) -> None:
        """Called when a test has made a record, such as no request can make."""

    def after_change(self, world: World, record: Record, before: Mapping[str, Any]) -> None:
        """Called when something other than a request has changed a record, such as a test.

        `before` is how it was answered until then.
        """

    def receive(self, world: World, values: Mapping[str, Any], origin: str) -> Record:
        """Have a record of this kind come in from outside, such as a call from a telephone.

        Raises:
            LookupError: Nothing of this kind comes in from outside, or nobody is there to receive it.
        """
        raise LookupError(f"nothing comes in as {self.table or 'such a record'}")

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
