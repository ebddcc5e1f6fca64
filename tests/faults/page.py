"""The table as a page of Markdown: `python -m faults.page` prints it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from .actions import ACTIONS
from .cases import SECTIONS, every_case
from .table import Case, Section

__all__ = ["COMMAND", "written"]

COMMAND = "PYTHONPATH=tests:generated/python/dialwright-signalwire/src .venv/bin/python -m faults.page"

_ABOUT = f"""\
<!-- Printed from tests/faults/cases: {COMMAND} > docs/faults.md -->

# What happens when something goes wrong

One request to place a call places at most one call. If it was placed, the method succeeds or raises an
`OutcomeUnknownError`; any other error says that it was not placed. This page lists what can go wrong, and
what comes of it. Each line is tested against a server that fails in this way, with the synchronous client and
with the asynchronous one.

`sent` is the error's own word on whether the service has the request. The requests are those that the server
has read. The classes whose names end in `OutcomeUnknown` are `OutcomeUnknownError`s.
"""


def written() -> str:
    """The whole page."""
    used = {action for row in every_case() for action in row.outcomes}
    actions = [f"- `{name}`: {action.what}." for name, action in ACTIONS.items() if name in used]
    sections = (line for section in SECTIONS for line in _section(section))
    return "\n".join([_ABOUT, "What is tried:", "", *actions, *sections, ""])


def _section(section: Section) -> Iterator[str]:
    yield from ("", f"## {section.title}", "", fill(section.about, 110), "")
    yield "| what goes wrong | tried | what comes of it | calls placed |"
    yield "|---|---|---|---|"
    for row in section.cases:
        yield from _lines(row)


def _lines(row: Case) -> Iterator[str]:
    """A line for each outcome, with all that has it."""
    tried: dict[str, list[str]] = {}
    for action, outcome in row.outcomes.items():
        tried.setdefault(str(outcome), []).append(action)
    what = row.fault
    for outcome_text, actions in tried.items():
        placed = sorted({str(row.outcomes[name].placed) for name in actions if ACTIONS[name].places})
        named = ", ".join(f"`{name}`" for name in actions)
        yield f"| {what} | {named} | {outcome_text} | {' or '.join(placed)} |"
        what = ""


if __name__ == "__main__":
    print(written(), end="")
