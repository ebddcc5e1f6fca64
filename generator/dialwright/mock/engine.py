"""The API that is played, with nothing of a web server: a request in, an answer out."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import Any

from ..document import Document
from ..openapi import ApiDescription, Operation
from ..values import Schemas
from .action import Action
from .atlas import Atlas
from .behaviour import Behaviour, World
from .behaviours import behaviours_for
from .clock import Clock
from .credentials import Credentials
from .envelope import Envelopes
from .faults import Faults, Trouble
from .forms import Forms
from .journal import Journal
from .judge import Judge, Judged
from .letters import Letter
from .links import Links
from .messages import Headers, Request, Response, Violation
from .outbox import Outbox
from .perform import Performer
from .plan import Plan
from .records import Records
from .router import BadPath, Match, Router
from .sender import Sender
from .signing import signatures
from .store import Record, Store
from .webhooks import Webhooks

ADMIN = "/__dialwright__"

SIGNING_KEY = "local-signing-key"
"""What callbacks are signed with, unless told otherwise."""


class Engine:
    """Plays the API of a document. May be used from several threads.

    Args:
        document: The document, or the path of its entry file.
        seed: What everything that is drawn is drawn from. The same requests get the same answers.
        clock: What time it is; a clock that starts now, if left out.
        behaviours: What is particular about the records; what is known of the API, if left out.
        credentials: The user and the password that are right; any are, if left out.
        faults: The trouble that is made; none, if left out.
        records: How many records of each kind are kept; the oldest make room.
        requests: How many requests the journal keeps, and how many callbacks are kept.
        signing_key: What callbacks are signed with.
        allow: Hosts to which callbacks are sent beside this machine.

    Raises:
        InputError: The document cannot be read.
    """

    def __init__(
        self,
        document: Document | Path | str,
        *,
        seed: int = 0,
        clock: Clock | None = None,
        behaviours: Sequence[Behaviour] | None = None,
        credentials: tuple[str, str] | None = None,
        faults: Faults | None = None,
        records: int = 10_000,
        requests: int = 10_000,
        signing_key: str = SIGNING_KEY,
        allow: Iterable[str] = (),
    ) -> None:
        loaded = document if isinstance(document, Document) else Document.load(Path(document))
        self.description = ApiDescription.of(loaded)
        self.clock = clock or Clock()
        self.journal = Journal(requests)
        self.lock = RLock()
        self.faults = faults or Faults()
        schemas = Schemas()
        atlas = Atlas(self.description)
        store = Store(records)
        forms = Forms(schemas, self.clock)
        known = behaviours_for(self.description) if behaviours is None else behaviours
        self.signing_key = signing_key
        self.outbox = self._outbox(allow, requests)
        self.world = World(
            atlas=atlas,
            clock=self.clock,
            store=store,
            records=Records(forms, store, Links(atlas), seed),
            forms=forms,
            webhooks=Webhooks(self.description),
            outbox=self.outbox,
            behaviours={one.table: one for one in known},
        )
        self._performer = Performer(self.world, schemas, seed)
        self._credentials = Credentials(self.description, credentials)
        self._judge = Judge(schemas, self._credentials)
        self._envelopes = Envelopes(self.description, schemas)
        self._decided: deque[Response] = deque()
        self._most_decided = requests
        self._router = Router(self.description.operations, self.description)

    def handle(self, request: Request) -> Response:
        """The answer to a request, which the journal keeps."""
        if is_administrative(request):
            from .admin import administer

            self.tick()
            return administer(self, request)
        with self.lock:
            self.clock.run_due()
            return self._handle(request)

    def tick(self) -> None:
        """Have everything happen that is due by now."""
        with self.lock:
            self.clock.run_due()

    def advance(self, seconds: float) -> None:
        """Let time pass: what is due meanwhile happens, in order, and is told before this returns.

        Callbacks are sent at their own moment: what a user's server asks for meanwhile, it asks for at that
        moment, and what comes of its answer is part of what happens.
        """
        self.clock.check(seconds)
        self.outbox.flush()
        while True:
            with self.lock:
                seconds -= self.clock.step(seconds)
            self.outbox.flush()
            if seconds <= 0:
                return

    def receive(self, table: str, values: Mapping[str, Any], *, origin: str = "") -> dict[str, Any]:
        """Have a record come in from outside: a message or a call that is not of this account's making.

        What the user's server is asked meanwhile, and says, has been done when this returns; the result is
        how the record is answered then.

        Raises:
            LookupError: Nothing of the kind comes in, or to nobody who is there.
        """
        with self.lock:
            record = self.world.behaviour(table).receive(self.world, values, origin)
        self.outbox.flush()
        with self.lock:
            return self._shown(record)

    def add(
        self,
        resource: str,
        scope: Mapping[str, str],
        values: Mapping[str, Any] | None = None,
        *,
        id: str = "",
        origin: str = "",
    ) -> dict[str, Any]:
        """Make a record of a resource, such as no request can make; the result is how it is answered.

        Args:
            resource: The resource, as `x-resource` names it (`compat.conferences.participants`), or the name
                of the records' schema (`Participant`).
            scope: What stands in the placeholders of its path: `{"AccountSid": "...", ...}`.
            values: What is known of the record, by the names of its properties.
            id: Its identifier; one is made where that is left out.
            origin: Scheme and host, for whole addresses.

        Raises:
            LookupError: The document has no records of such a resource, or a placeholder is missing.
        """
        with self.lock:
            record = self.world.make(resource, scope, values or {}, origin, id=id)
            self.world.behaviour(record.table).after_add(self.world, record)
            return self._shown(record)

    def records(self, operation: str) -> list[dict[str, Any]]:
        """The records that an operation is about, as they are answered, the oldest first.

        Raises:
            LookupError: The document has no operation of that `operationId`.
        """
        with self.lock:
            plans = self.world.atlas.plans.values()
            plan = next((one for one in plans if one.operation.id == operation), None)
            if plan is None:
                raise LookupError(f"there is no operation '{operation}'")
            return [self._shown(one) for one in reversed(self.world.store.records(plan.table, {}))]

    def answer_next(self, *responses: Response) -> None:
        """Decide how the next good requests are answered, in this order, instead of carrying them out.

        A request that is not as documented is refused all the same, and uses up no answer.

        Raises:
            ValueError: So many answers would wait for their requests as the journal keeps requests, and more.
        """
        with self.lock:
            if len(self._decided) + len(responses) > self._most_decided:
                raise ValueError(f"no more than {self._most_decided} answers can be decided ahead")
            self._decided.extend(responses)

    def change(self, table: str, id: str, **values: Any) -> dict[str, Any]:
        """Change a record behind the API's back; the result is how it is answered from now on.

        Raises:
            LookupError: There is no such record.
        """
        with self.lock:
            record = self.world.store.find(table, id, {})
            if record is None:
                raise LookupError(f"there is no {table} '{id}'")
            self.world.change(record, **values)
            return self._shown(record)

    def records_of(self, table: str, id: str = "") -> list[dict[str, Any]]:
        """The records of a table as they would be answered, the oldest first; those of an identifier alone.

        Tables are named by the schema of their records. `Control` is one more of the Calling API: what goes
        on, on its calls.
        """
        with self.lock:
            found = self.world.store.records(table, {}, lambda record: not id or record.id == id)
            return [self._shown(record) for record in reversed(found)]

    def press(self, call: str, keys: str) -> None:
        """Have keys be pressed at the other end of a call.

        Raises:
            LookupError: There is no such call.
        """
        with self.lock:
            found = [(one, self.world.store.find(one.table, call, {})) for one in self._hearing()]
            calls = [(one, record) for one, record in found if record is not None]
            if not calls:
                raise LookupError(f"there is no call '{call}' on which keys are heard")
            for behaviour, record in calls:
                behaviour.pressed(self.world, record, keys)
        self.outbox.flush()

    def sample(self, operation: Operation) -> Response:
        """The success of an operation as examples and schemas have it, without regard to any record."""
        return self._performer.sample(operation, self.world.atlas.plan(operation).status)

    def reset(self) -> None:
        """Forget every record, every request and callback, and the answers that were decided."""
        with self.lock:
            self._decided.clear()
            self.world.store.clear()
            self.journal.clear()
            self.outbox.clear()

    def _outbox(self, allow: Iterable[str], size: int) -> Outbox:
        def sign(letter: Letter) -> Headers:
            return signatures(self.description.signatures, letter, self.signing_key)

        return Outbox(Sender(allow), sign, self.clock, self.lock, size)

    def _hearing(self) -> list[Behaviour]:
        """What is particular about those calls on which keys are heard."""
        known = self.world.behaviours.values()
        return [one for one in known if type(one).pressed is not Behaviour.pressed]

    def _shown(self, record: Record) -> dict[str, Any]:
        self.world.behaviour(record.table).refresh(self.world, record)
        shown: dict[str, Any] = json.loads(json.dumps(record.values))
        return shown

    def _handle(self, request: Request) -> Response:
        trouble = self.faults.draw()
        plan, found, response = self._judged(request, trouble)
        if trouble.kind and not trouble.status:
            response = Response(0, reset=True)
        elif self.faults.latency:
            response = Response(response.status, response.headers, response.body, self.faults.latency)
        self.journal.add(
            request,
            time=self.clock.now(),
            operation=plan.operation.id if plan is not None else "",
            template=plan.template if plan is not None else "",
            violations=tuple(found),
            status=response.status,
            fault=trouble.kind,
            secret=self._credentials.secret_names,
        )
        return response

    def _judged(
        self, request: Request, trouble: Trouble
    ) -> tuple[Plan | None, Sequence[Violation], Response]:
        match, found = self._match(request)
        if match is None or found:
            allowed = ", ".join(sorted(map(str.upper, match.operations))) if match is not None else ""
            response = self._refuse(None, found, request)
            return None, found, response.with_headers(("allow", allowed)) if allowed else response
        plan = self.world.atlas.plan(match.operations[request.method.lower()])
        if trouble.kind and not trouble.after:
            return plan, (), self._trouble(plan, trouble, request)
        also = (
            plan.paging.names if plan.paging is not None and plan.paging.style != "none" else frozenset[str]()
        )
        judged = self._judge.judge(plan.operation, match, request, also=also)
        if judged.violations:
            return plan, judged.violations, self._refuse(plan, judged.violations, request)
        return self._performed(plan, match, judged, request)

    def _performed(
        self, plan: Plan, match: Match, judged: Judged, request: Request
    ) -> tuple[Plan, Sequence[Violation], Response]:
        if self._decided:
            return plan, (), self._decided.popleft()
        texts = dict(zip(plan.operation.placeholders, match.texts, strict=True))
        result = self._performer.perform(Action(plan, request, judged, texts))
        if isinstance(result, Violation):
            return plan, (result,), self._refuse(plan, (result,), request)
        return plan, (), result

    def _match(self, request: Request) -> tuple[Match | None, tuple[Violation, ...]]:
        try:
            match = self._router.find(request.method, request.path)
        except BadPath:
            return None, (Violation("path", "is not UTF-8 once it is decoded", status=400),)
        if match is None:
            return None, (Violation("path", f"is not in the document: {request.path[:200]}", "unknown", 404),)
        if request.method.lower() not in match.operations:
            return match, (
                Violation("method", f"{request.method} is not in the document here", "unknown", 405),
            )
        return match, ()

    def _refuse(self, plan: Plan | None, found: Sequence[Violation], request: Request) -> Response:
        operation = plan.operation if plan is not None else None
        response = self._envelopes.answer(operation, found, origin=request.origin)
        if response.status == 401:
            return response.with_headers(("www-authenticate", self._credentials.challenge()))
        return response

    def _trouble(self, plan: Plan, trouble: Trouble, request: Request) -> Response:
        if not trouble.status:
            return Response(0, reset=True)
        told = Violation("fault", f"{trouble.kind} was asked for", "fault", trouble.status)
        response = self._envelopes.answer(plan.operation, (told,), origin=request.origin)
        retry = (("retry-after", "1"),) if trouble.status in (429, 503) else ()
        return response.with_headers(*retry)


def is_administrative(request: Request) -> bool:
    """Whether a request is for the server itself, and not for the API that it plays."""
    return request.path == ADMIN or request.path.startswith(f"{ADMIN}/")
