"""The letters that the service sends: signed, one after the other, and kept with what came of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from threading import Condition, Thread, current_thread
from typing import Any, Protocol, TypeAlias

from .clock import Clock
from .letters import Letter, Pairs, Reply
from .messages import Headers

LONGEST_ANSWER = 65_536
"""How many characters of an answer are kept."""

Then: TypeAlias = Callable[[Reply], str]
"""What is done with a reply; the result says what was wrong with it, or is ""."""

Sign: TypeAlias = Callable[[Letter], Headers]


class Sends(Protocol):
    """Whatever carries letters."""

    def send(self, letter: Letter, headers: Headers) -> Reply:
        """What comes of a letter."""
        ...


@dataclass(frozen=True)
class Callback:
    """One letter, and what came of it.

    Attributes:
        number: Its place among all letters, from 1: that is the order in which they were sent.
        time: What the clock of the API said when it was due.
        fields: What it told, by name.
        headers: Those that it was sent with, the signature among them.
        about: The identifier of the record that it was about.
        status: How it was answered; 0 where it was not.
        error: Why it was not answered, or what was wrong with the answer; "" where all went well.
        answer: The body of the answer as text.
    """

    number: int
    time: datetime
    method: str
    url: str
    fields: Pairs
    headers: Headers
    about: str
    status: int
    error: str
    answer: str

    def field(self, name: str) -> str:
        """The value of a field; "" where it has none of that name."""
        return next((value for key, value in self.fields if key == name), "")

    def to_dict(self) -> dict[str, Any]:
        """The callback as JSON has it."""
        return asdict(self) | {"time": self.time.isoformat()}


@dataclass(frozen=True)
class _Waiting:
    letter: Letter
    time: datetime
    then: Then | None


class Outbox:
    """Sends letters in a thread of its own, which is there while there are some.

    Letters are sent in the order in which they were handed over, each when the one before has been answered
    or given up. So they come in the right order for each record, and in the same order every time.

    Args:
        sender: What carries letters.
        sign: What signs them.
        clock: What time it is.
        lock: What is held while something is done with a reply, and never while a letter is on its way.
        size: How many are kept, and how many may wait; older ones are forgotten.
    """

    def __init__(
        self, sender: Sends, sign: Sign, clock: Clock, lock: AbstractContextManager[Any], size: int = 10_000
    ) -> None:
        self._sender = sender
        self._sign = sign
        self._clock = clock
        self._lock = lock
        self._waiting: deque[_Waiting] = deque(maxlen=size)
        self._sent: deque[Callback] = deque(maxlen=size)
        self._changed = Condition()
        self._thread: Thread | None = None
        self._round = 0  # counts how often everything was forgotten
        self.count = 0
        """How many letters were sent in all since they were forgotten last."""

    def post(self, letter: Letter, then: Then | None = None) -> None:
        """Hand over a letter; it is on its way when this returns, but not there."""
        with self._changed:
            self._waiting.append(_Waiting(letter, self._clock.now(), then))
            if self._thread is None:
                self._thread = Thread(target=self._run, name="dialwright-callbacks", daemon=True)
                self._thread.start()

    def flush(self) -> None:
        """Wait until every letter has been answered or given up. What holds the lock must not call this."""
        with self._changed:
            while self._thread is not None and self._thread is not current_thread():
                self._changed.wait()

    def clear(self) -> None:
        """Forget all letters, also those that have not been sent."""
        with self._changed:
            self._round += 1
            self._waiting.clear()
            self._sent.clear()
            self.count = 0

    @property
    def sent(self) -> Sequence[Callback]:
        """The latest letters, the oldest first."""
        with self._changed:
            return [*self._sent]

    def __iter__(self) -> Iterator[Callback]:
        return iter(self.sent)

    def _run(self) -> None:
        while (taken := self._take()) is not None:
            round, waiting = taken
            self._deliver(round, waiting)

    def _take(self) -> tuple[int, _Waiting] | None:
        """The next letter; None where there is none, which ends the thread."""
        with self._changed:
            if self._waiting:
                return self._round, self._waiting.popleft()
            self._thread = None
            self._changed.notify_all()
            return None

    def _deliver(self, round: int, waiting: _Waiting) -> None:
        letter = waiting.letter
        headers = (*letter.headers, *self._sign(letter))
        try:
            reply = self._sender.send(letter, headers)
        except Exception as error:  # one bad letter must not hold up the others
            reply = Reply(error=f"{type(error).__name__}: {error}")
        with self._lock:
            if round != self._round:
                return  # it belongs to what is forgotten
            entry = self._keep(waiting, headers, reply)
            if wrong := _done_with(waiting, reply):
                self._note(entry, wrong)

    def _keep(self, waiting: _Waiting, headers: Headers, reply: Reply) -> Callback:
        letter = waiting.letter
        with self._changed:
            self.count += 1
            entry = Callback(
                number=self.count,
                time=waiting.time,
                method=letter.method,
                url=letter.url,
                fields=letter.fields,
                headers=headers,
                about=letter.about,
                status=reply.status,
                error=reply.error,
                answer=reply.body.decode("utf-8", "backslashreplace")[:LONGEST_ANSWER],
            )
            self._sent.append(entry)
            return entry

    def _note(self, entry: Callback, wrong: str) -> None:
        """Say of the letter that was sent last what was wrong with its answer."""
        with self._changed:
            if self._sent and self._sent[-1] is entry:
                self._sent[-1] = replace(entry, error=entry.error or wrong)


def _done_with(waiting: _Waiting, reply: Reply) -> str:
    """What was wrong with a reply, by whoever waited for it; a fault of theirs must not end the thread."""
    try:
        return waiting.then(reply) if waiting.then is not None else ""
    except Exception as error:
        return f"{type(error).__name__}: {error}"
