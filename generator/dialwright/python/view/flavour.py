"""The two flavours in which every class of the tree is written: to be waited for, and to be awaited."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Flavour:
    """Where synchronous and asynchronous code differ, and nothing else."""

    prefix: str  # of class names
    define: str
    wait: str
    suffix: str  # of functions

    def name(self, of_class: str) -> str:
        """A class of the tree or of the runtime in this flavour."""
        return f"{self.prefix}{of_class}"


SYNC = Flavour(prefix="", define="def", wait="", suffix="")
ASYNC = Flavour(prefix="Async", define="async def", wait="await ", suffix="_async")
FLAVOURS = (SYNC, ASYNC)
