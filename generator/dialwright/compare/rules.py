"""Every kind of change that is known, by its id. The rest is `unknown-change`, risky."""

from __future__ import annotations

from collections.abc import Mapping

from .change import Direction, Rule
from .directed import DIRECTED
from .plain import PLAIN

_WORDING = frozenset(("text-changed", "said-otherwise"))
"""What only people notice, so that a patch tells of it."""


def _directed() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for name, (request, sent, response, read) in DIRECTED.items():
        found[f"request-{name}"] = Rule(f"request-{name}", request, sent)
        found[f"response-{name}"] = Rule(f"response-{name}", response, read)
    return found


RULES: Mapping[str, Rule] = {
    **{name: Rule(name, level, hurts, name in _WORDING) for name, (level, hurts) in PLAIN.items()},
    **_directed(),
}


def rule(name: str, direction: Direction) -> Rule:
    """The rule of a name; of something that nobody is known to write or read, the worse of the two."""
    if name in RULES:
        return RULES[name]
    if direction is Direction.NONE:
        return max((RULES[f"request-{name}"], RULES[f"response-{name}"]), key=lambda found: found.level)
    return RULES[f"{direction.value}-{name}"]
