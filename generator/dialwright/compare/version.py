"""Versions of packages: which one the changes demand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .change import Bump

_NUMBERS = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


@dataclass(frozen=True, order=True)
class Version:
    """Three numbers, as semantic versioning has them."""

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> Version | None:
        """None where the text is anything but three numbers with dots between them."""
        found = _NUMBERS.fullmatch(text)
        return cls(*map(int, found.groups())) if found else None

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def bumped(self, bump: Bump) -> Version:
        """The least version that a change demands. Before 1.0.0, the minor number is the major one."""
        if self.major == 0 and bump is not Bump.NONE:
            bump = Bump.MINOR if bump is Bump.MAJOR else Bump.PATCH
        match bump:
            case Bump.NONE:
                return self
            case Bump.PATCH:
                return Version(self.major, self.minor, self.patch + 1)
            case Bump.MINOR:
                return Version(self.major, self.minor + 1, 0)
            case Bump.MAJOR:
                return Version(self.major + 1, 0, 0)
