"""A set of names that must differ from each other, and how a clash is settled."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count


class Scope:
    """Names of one class, module or package. Each is given away once; who comes first is served first.

    `forms` are the spellings that go with every name of the scope: with `("{}", "Async{}")` a name is free
    only if its asynchronous twin is free too.
    """

    def __init__(self, taken: Iterable[str] = (), *, forms: tuple[str, ...] = ("{}",)) -> None:
        self._taken = set(taken)
        self._forms = forms

    def __contains__(self, name: str) -> bool:
        return any(form.format(name) in self._taken for form in self._forms)

    def claim(self, *candidates: str) -> str:
        """The first candidate that is free; failing that, the first one with the lowest free number."""
        numbered = (f"{candidates[0]}_{number}" for number in count(2))
        name = next(name for names in (candidates, numbered) for name in names if name not in self)
        self._taken.update(form.format(name) for form in self._forms)
        return name
