"""Rules that a document is not held to: `x-waived` in it, or what its user says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ..document import Document, Node
from ..openapi import View
from ..problems import Problem, Severity, did_you_mean
from .registry import RULES
from .rule import Level

__all__ = ["objection", "unwaived", "waiver_problems"]


def objection(rule: str) -> str:
    """Why a rule cannot be waived; nothing where it can.

    A rule that says when nothing right can be made of a document, or that it is dangerous, holds always.
    """
    if rule not in RULES:
        return f"there is no rule '{rule}'{did_you_mean(rule, RULES)}"
    return f"'{rule}' holds always" if RULES[rule].level is Level.ALWAYS else ""


def unwaived(document: Document, problems: Iterable[Problem], waived: Collection[str] = ()) -> list[Problem]:
    """The problems without those of rules that the document, or its user, waives."""
    named = {*waived, *(rule for rule, _ in _entries(document))}
    waivable = {rule for rule in named if not objection(rule)}
    return [problem for problem in problems if problem.rule not in waivable]


def waiver_problems(document: Document) -> Iterator[Problem]:
    """The entries of `x-waived` that waive nothing."""
    for rule, node in _entries(document):
        if reason := objection(rule):
            yield Problem(node.place("key"), Severity.ERROR, reason, "waiver")


def _entries(document: Document) -> tuple[tuple[str, Node], ...]:
    """The rules that the document names, with a reason."""
    view = View(document, document.root)
    return tuple(
        (rule, node)
        for rule, node in view.children("x-waived")
        if isinstance(node.value, str) and node.value.strip()
    )
