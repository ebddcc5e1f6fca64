"""A set of names that must differ from each other, and how a clash is settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

from ...kept import Key, Register
from .identifier import reserved_words


class Scope:
    """Names of one class, module or package. Each is given away once; who comes first is served first.

    `forms` are the spellings that go with every name of the scope: with `("{}", "Async{}")` a name is free
    only if its asynchronous twin is free too.

    What is claimed under a key has the name that is kept for it, as long as that is free, and no other name
    that is kept: who bears one may come later, or come back. What is called so in the document itself is
    claimed without a key, and first. `kept` are the names that the scope had before.
    """

    def __init__(
        self,
        taken: Iterable[str] = (),
        *,
        forms: tuple[str, ...] = ("{}",),
        kept: Mapping[Key, str] | None = None,
        register: Register | None = None,
        reserved: frozenset[str] = frozenset(),
    ) -> None:
        self._taken = set(taken)
        self._forms = forms
        self._kept = kept or {}
        self._held = {form.format(name) for name in self._kept.values() for form in forms}
        self._register = register or Register()
        self._never = reserved | reserved_words("keywords")
        self._register.refuse_same(self._kept)

    def __contains__(self, name: str) -> bool:
        return any(form.format(name) in self._taken for form in self._forms)

    def claim(self, *candidates: str, key: Key | None = None) -> str:
        """The first candidate that is free; failing that, the first one with the lowest free number."""
        name = self._kept.get(key, "") if key is not None else ""
        if key is None or not name or name in self or name in self._never:
            numbered = (f"{candidates[0]}_{number}" for number in count(2))
            names = (name for names in (candidates, numbered) for name in names)
            found = next(name for name in names if name not in self and not (key and self._is_held(name)))
            if key is not None and name:
                self._register.tell_lost(key, found)
            name = found
        self._taken.update(form.format(name) for form in self._forms)
        if key is not None:
            self._register.note(key, name)
        return name

    def _is_held(self, name: str) -> bool:
        """Whether the name is kept for something."""
        return any(form.format(name) in self._held for form in self._forms)
