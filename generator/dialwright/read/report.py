"""Collects what `read` finds wrong with a document."""

from __future__ import annotations

from ..openapi import View
from ..problems import Problem, Severity


class Report:
    """Problems in the order they were found; each is told once."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self._problems)

    def warn(self, where: View, rule: str, message: str) -> None:
        """Something was repaired."""
        self._problems[Problem(where.written.place(), Severity.WARNING, message, rule)] = None

    def fail(self, where: View, rule: str, message: str) -> None:
        """Something cannot be generated from."""
        self._problems[Problem(where.written.place(), Severity.ERROR, message, rule)] = None
