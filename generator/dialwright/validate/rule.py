"""What a rule is, and how rules are run so that one fault of a document never hides another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from importlib import resources
from itertools import islice
from typing import Literal, TypeAlias

from ..document import Node
from ..openapi import Operation
from ..openapi.structure import ENOUGH, Kind, Located
from ..problems import InputError, Place, Problem, Severity, did_you_mean
from .context import Context


class Level(Enum):
    """When a rule speaks, and how loudly."""

    ALWAYS = "error"  # nothing right can be made of such a document
    SLOPPY = "warning, error when strict"  # it is repaired, which its author should know
    ADVICE = "warning of validate, error when strict"  # it changes nothing of what is made, and is told late
    STRICT = "error when strict"  # our own habits, which other documents need not share


@dataclass(frozen=True)
class Finding:
    """Something that breaks a rule, and where."""

    place: Place | None
    message: str


Check: TypeAlias = Callable[[Context], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A rule for documents. `explanation` says, to whoever broke it, what it wants and why.

    Two documents in `examples/` show it: `<id>.bad.yaml` breaks this rule and no other, `<id>.good.yaml`
    is how it should have been. What no text can show, such as a file that is not there, has none.
    """

    id: str
    level: Level
    explanation: str
    check: Check | None = None  # None: what it is about is found while something is read

    def example(self, kind: Literal["bad", "good"]) -> str:
        """One of the two documents; nothing where there is none."""
        folder = resources.files("dialwright.validate").joinpath("examples")
        found = [folder.joinpath(f"{self.id}.{kind}.{suffix}") for suffix in ("yaml", "json")]
        return next((path.read_text(encoding="utf-8") for path in found if path.is_file()), "")

    def run(self, context: Context) -> Iterator[Problem]:
        """The problems of a document, by this rule."""
        if self.check is None or not self._speaks(context):
            return
        warn = self.level is not Level.ALWAYS and not context.strict
        severity = Severity.WARNING if warn else Severity.ERROR
        findings = readable(self.check(context))
        try:
            for finding in islice(findings, ENOUGH):
                yield Problem(finding.place, severity, finding.message, self.id)
            if next(findings, None) is not None:
                message = f"there are more than {ENOUGH} problems of this kind; only these are listed"
                yield Problem(None, severity, message, self.id)
        except RecursionError:
            yield Problem(None, Severity.ERROR, "schemas include each other too deeply to be judged", "limit")

    def _speaks(self, context: Context) -> bool:
        if self.level is Level.STRICT:
            return context.strict
        return self.level is not Level.ADVICE or context.strict or context.thorough


def at(node: Node, message: str) -> Finding:
    """A finding at a value."""
    return Finding(node.place(), message)


def at_key(node: Node, message: str) -> Finding:
    """A finding at the key of a value."""
    return Finding(node.place("key"), message)


def unless_known(node: Node | None, known: Collection[str], what: str) -> Iterator[Finding]:
    """A finding if a name is not among those known. What is no name at all is for other rules to tell."""
    if node is not None and isinstance(node.value, str) and node.value not in known:
        yield at(node, f"'{node.value}' is not {what}{did_you_mean(node.value, known)}")


def each_operation(check: Callable[[Context, Operation], Iterator[Finding]]) -> Check:
    """A check of every operation by itself."""

    def run(context: Context) -> Iterator[Finding]:
        for operation in context.operations:
            yield from readable(check(context, operation))

    return run


def each_object(*kinds: Kind) -> Callable[[Callable[[Context, Located], Iterator[Finding]]], Check]:
    """A check of every object of some kinds by itself; of every object if none are named."""

    def decorate(check: Callable[[Context, Located], Iterator[Finding]]) -> Check:
        def run(context: Context) -> Iterator[Finding]:
            for located in context.structure.objects:
                if not kinds or located.kind in kinds:
                    yield from readable(check(context, located))

        return run

    return decorate


def readable(findings: Iterator[Finding]) -> Iterator[Finding]:
    """The findings, as far as the references that they need lead somewhere.

    One that does not is reported where it stands; whatever depends on it cannot be judged.
    """
    try:
        yield from findings
    except InputError:
        return
