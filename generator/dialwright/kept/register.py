"""What becomes of the kept names when a document is named again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ..cached import cached_property
from ..problems import Problem, Severity
from .names import OPERATIONS, Kept, Key

_METHODS = frozenset(("method", "stream", "page", "get_page", "iterate", "events"))


class Register:
    """The names kept so far, and those that are given now; it is written in while names are decided.

    Attributes:
        kept: What was kept before, for a document with these operations.
    """

    def __init__(self, kept: Kept | None = None, operations: Iterable[str] = ()) -> None:
        self._is_file = kept is not None
        self._present = frozenset(operations)
        self.kept = (kept or Kept()).followed(self._present)
        self._names = dict(self.kept.names)
        self._problems: dict[Problem, None] = {}

    def text(self) -> str:
        """The file of the names to keep from now on: also those of what the document no longer has.

        "" where none are kept.
        """
        return Kept(self._names).text() if self._is_file else ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is to be told: the faults of the file, or else what became of its names."""
        faults = tuple(problem for problem in self._problems if problem.severity is Severity.ERROR)
        return faults or tuple(self._problems)

    def note(self, key: Key, name: str) -> None:
        """Keep a name that was given."""
        self._names[key] = name

    def tell_lost(self, key: Key, name: str) -> None:
        """Tell of a kept name that could not be given again, so that it was this one."""
        before = self.kept.names[key]
        message = f"'{before}' is needed for something else, so {_told(key)} becomes '{name}'"
        self._tell(key, Severity.WARNING, message)

    def move(self, old: Key, new: Key) -> None:
        """Keep under another key what was kept under one."""
        self._names[new] = self._names.pop(old)

    def forget(self, key: Key) -> None:
        """Keep nothing under a key: the document gives the name itself, or it has moved."""
        self._names.pop(key, None)

    def refuse_same(self, names: Mapping[Key, str]) -> None:
        """Tell of names that must differ, and do not."""
        first: dict[str, Key] = {}
        for key, name in sorted(names.items()):
            other = first.setdefault(name, key)
            if other != key:
                said = f"'{name}' is already the name of {_told(other)}"
                self._tell(key, Severity.ERROR, said)

    def methods_of(self, resource: str, own: Collection[str]) -> dict[Key, str]:
        """The names of methods that a resource has, or had: `own` are the operations that it has now."""
        names = {key: name for label in own for key, name in self._methods(label).items()}
        for label in self._gone.get(resource, ()):
            names |= self._methods(label)
        return names

    def _methods(self, label: str) -> dict[Key, str]:
        found = self.kept.under(OPERATIONS, label)
        return {key: name for key, name in found.items() if key[-1] in _METHODS}

    @cached_property
    def _gone(self) -> Mapping[str, list[str]]:
        """The operations that the document no longer has, by the resource that had them."""
        found: dict[str, list[str]] = {}
        for (section, label, *rest), name in self.kept.names.items():
            if section == OPERATIONS and rest == ["resource"] and label not in self._present:
                found.setdefault(name, []).append(label)
        return found

    def _tell(self, key: Key, severity: Severity, message: str) -> None:
        self._problems[Problem(self.kept.place(key), severity, message, "names")] = None


def _told(key: Key) -> str:
    """What a key is of: `GET /calls`, `fields Call id`."""
    _, own, *rest = key if len(key) > 1 else (*key, "")
    return " ".join((own, *rest[:-1], *(rest[-1:] if len(rest) > 1 else ())))
