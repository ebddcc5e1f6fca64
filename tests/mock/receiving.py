"""A server of a user, which checks and reads what comes with the generated client."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import TypeVar

from dialwright.mock.receiver import Answers, Received, Said
from dialwright.mock.receiver import Receiver as PlainReceiver
from dialwright_signalwire import webhooks
from dialwright_signalwire.webhooks import WebhookPayload

__all__ = ["Answers", "Received", "Receiver", "Said", "read", "receiving"]

M = TypeVar("M", bound=WebhookPayload)


def read(request: Received, key: str) -> WebhookPayload:
    """What the generated client makes of a request; an error where the signature is not right."""
    return webhooks.receive(request.url, request.headers, request.body, key)


class Receiver(PlainReceiver):
    """What came, and what is answered."""

    def url(self, path: str = "/hook") -> str:
        return super().url(path)

    def read(self, key: str, path: str = "/hook") -> list[WebhookPayload]:
        """What came to a path, checked and read by the generated client."""
        return [read(one, key) for one in self.at(path)]

    def read_as(self, model: type[M], key: str, path: str = "/hook") -> list[M]:
        """The same, where all that came must be of one kind."""
        found = self.read(key, path)
        assert {type(one) for one in found} <= {model}
        return [one for one in found if isinstance(one, model)]

    def paths(self) -> list[str]:
        """Where everything went."""
        return [one.url.removeprefix(self.origin).partition("?")[0] for one in self.received]


@contextmanager
def receiving() -> Generator[Receiver]:
    """A receiver that runs while the block does."""
    with Receiver() as receiver:
        yield receiver
