"""The two kinds of client, and how a test of each is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Flavour:
    """What differs between a test and its asynchronous twin."""

    client: str  # the fixture
    prefix: str  # of the class
    suffix: str  # of the test's name
    define: str
    wait: str

    @property
    def is_async(self) -> bool:
        return bool(self.wait)


FLAVOURS = (
    Flavour("client", "", "", "def", ""),
    Flavour("async_client", "Async", "_async", "async def", "await "),
)
