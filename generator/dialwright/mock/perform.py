"""Carrying out a good request: on the records, by the rules of the behaviours, as documented."""

from __future__ import annotations

from ..openapi import Operation
from ..values import Schemas
from .action import Action
from .behaviour import Behaviour, World
from .lists import answer_list
from .messages import Response, Violation, json_response
from .plan import Kind
from .samples import Sampler
from .store import Record

_NOT_FOUND = 404


class Performer:
    """Carries out actions.

    Args:
        world: The records, and what makes them.
        schemas: What tells whether a value fits.
        seed: What examples are drawn from.
    """

    def __init__(self, world: World, schemas: Schemas, seed: int) -> None:
        self._world = world
        self._schemas = schemas
        self._seed = seed

    def perform(self, action: Action) -> Response | Violation:
        """The answer; a violation where the state of the records forbids the action."""
        if action.kind is Kind.SAMPLE:
            return self.sample(action.plan.operation, action.plan.status)
        behaviour = self._world.behaviour(action.plan.table)
        for parent in action.plan.parents:
            self._world.behaviour(parent.table).prepare(self._world, action)
        behaviour.prepare(self._world, action)
        missing = self._missing_parent(action)
        return missing or self._carry_out(action, behaviour)

    def _missing_parent(self, action: Action) -> Violation | None:
        scope: dict[str, str] = {}
        above = {parent.placeholder: parent.table for parent in action.plan.parents}
        for name in action.plan.operation.placeholders:
            id = action.texts[name]
            if name in above and self._world.store.find(above[name], id, scope) is None:
                return _unknown(name, id)
            scope[name] = id
        return None

    def _carry_out(self, action: Action, behaviour: Behaviour) -> Response | Violation:
        if action.kind is Kind.LIST:
            return behaviour.answer(self._world, action, None) or answer_list(self._world, action, behaviour)
        if action.kind is Kind.ACT and not action.plan.table and action.plan.parents:
            return self._act(action)
        record = None
        if action.kind is not Kind.CREATE and action.kind is not Kind.ACT and (action.id or action.plan.item):
            record = self._find(action, behaviour)
            if record is None:
                return _unknown(action.plan.item or "id", action.id)
        forbidden = behaviour.before(self._world, action, record)
        if forbidden is not None:
            return forbidden
        record = self._change(action, behaviour, record)
        return behaviour.answer(self._world, action, record) or self._answer(action, behaviour, record)

    def _act(self, action: Action) -> Response | Violation:
        """Something is done to the record right above, which has been found to be there."""
        world, parent = self._world, action.plan.parents[-1]
        behaviour = world.behaviour(parent.table)
        record = world.store.find(parent.table, action.texts[parent.placeholder], {})
        forbidden = behaviour.before(world, action, record)
        if forbidden is not None:
            return forbidden
        if record is not None:
            behaviour.after_act(world, action, record)
        return self._answer(action, behaviour, None)

    def _find(self, action: Action, behaviour: Behaviour) -> Record | None:
        found = behaviour.find(self._world, action)
        return found or self._world.store.find(action.plan.table, action.id, action.scope)

    def _change(self, action: Action, behaviour: Behaviour, record: Record | None) -> Record | None:
        world, plan = self._world, action.plan
        if action.kind is Kind.CREATE or (action.kind is Kind.COMMAND and record is None):
            record = world.records.make(plan, action.scope, action.given, action.origin)
            behaviour.after_create(world, action, record)
        elif record is not None and action.kind in (Kind.UPDATE, Kind.COMMAND):
            world.records.change(record, plan.record, action.given if action.kind is Kind.UPDATE else {})
            behaviour.after_update(world, action, record)
        elif record is not None and action.kind is Kind.DELETE:
            world.records.remove(record)
            behaviour.after_delete(world, action, record)
        return record

    def _answer(self, action: Action, behaviour: Behaviour, record: Record | None) -> Response:
        plan = action.plan
        content = plan.content
        if content is None:
            return Response(plan.status, self._location(action, record))
        if not content.is_json:
            sampler = Sampler(self._schemas, self._seed)
            media_type = content.essence if "*" not in content.essence else "image/png"
            return Response(plan.status, (("content-type", media_type),), sampler.binary(content))
        if record is None:
            return self.sample(plan.operation, plan.status)
        behaviour.refresh(self._world, record)
        return json_response(plan.status, record.values).with_headers(*self._location(action, record))

    def _location(self, action: Action, record: Record | None) -> tuple[tuple[str, str], ...]:
        """The `Location` of what was made, where the document has it."""
        success = action.plan.success
        has_it = success is not None and "location" in (name.lower() for name in success.headers)
        if record is None or not has_it or action.kind is not Kind.CREATE:
            return ()
        address = self._world.records.address(record)
        return (("location", f"{action.origin}{address}"),) if address else ()

    def sample(self, operation: Operation, status: int) -> Response:
        """An answer of examples, the same each time."""
        success = operation.success
        sampler = Sampler(self._schemas, f"{self._seed}:{operation.label}")
        contents = success.contents if success is not None else ()
        content = next((one for one in contents if one.is_json), next(iter(contents), None))
        if content is None:
            return Response(status)
        media_type = content.media_type if "*" not in content.media_type else "application/json"
        if content.is_json:
            return json_response(status, sampler.content(content), media_type=media_type)
        return Response(status, (("content-type", media_type),), sampler.binary(content))


def _unknown(name: str, id: str) -> Violation:
    return Violation(name, f"names nothing that is there: '{id[:100]}'", "unknown", status=_NOT_FOUND)
