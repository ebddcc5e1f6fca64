"""The rules as a page of Markdown: `python -m compare.page` prints it."""

from __future__ import annotations

from collections.abc import Iterator

from dialwright.compare import RULES, Direction, Rule

from .oasdiff import LISTED, OTHERS

__all__ = ["COMMAND", "written"]

COMMAND = "PYTHONPATH=tests .venv/bin/python -m compare.page"

_ABOUT = f"""\
<!-- Printed from dialwright.compare.RULES and tests/compare/oasdiff.py: {COMMAND} > docs/compare.md -->

# What breaks when an API changes

`dialwright breaking OLD NEW` (`make breaking BASE=<revision>`) tells every difference between two documents,
and what it means for users of the client and for what is on the wire: it is breaking, risky, or safe. What is
sent may become wider and not narrower; what is read, the other way round. Of a schema that is both, the worse
counts. In webhooks and callbacks the service is the one that asks, so that their bodies are read.

Whatever is breaking asks for a new major version, what is risky or new for a new minor one, and words for a
patch. Before 1.0 it is one step lower. Only the order of keys and `info.version` itself are passed over.

## The rules

| rule | sent | read | who is hurt |
|---|---|---|---|"""

_OASDIFF = """
## Beside oasdiff

What the documentation of [oasdiff](https://github.com/oasdiff/oasdiff) lists for such a change, as read in
November 2026. It judges what is on the wire; the names of a client are no matter to it.

| rule | sent | read | listed there |
|---|---|---|---|"""


def written() -> str:
    """The whole page."""
    rules = [f"{_levels(rule)} {_hurt(rule)} |" for rule in RULES.values()]
    beside = [f"{_levels(rule)} {LISTED[rule.id]} |" for rule in RULES.values()]
    others = ["", "Listed there, and not told apart here:", "", *(f"- {text}" for text in OTHERS)]
    return "\n".join([_ABOUT, *rules, _OASDIFF, *beside, *others, ""])


def _levels(rule: Rule) -> str:
    return f"| `{rule.id}` | {rule.request.word} | {rule.response.word} |"


def _hurt(rule: Rule) -> str:
    return "; ".join(dict.fromkeys(_whom(rule)))


def _whom(rule: Rule) -> Iterator[str]:
    for direction in Direction:
        yield rule.whom(direction)


if __name__ == "__main__":
    print(written(), end="")
