"""Say what a rule wants, and why; without a name, list the rules."""

from __future__ import annotations

import sys
import textwrap
from argparse import ArgumentParser, Namespace

from ..problems import did_you_mean
from .console import Console, Exit

__all__ = ["add_arguments", "run"]

_WIDTH = 88


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("rule", nargs="?", metavar="RULE", help="its id, as it stands behind a problem")


def run(options: Namespace, console: Console) -> Exit:
    """Print one rule, or the list."""
    from ..validate import RULES

    if options.rule is None:
        sys.stdout.write("".join(f"{rule.id:28}{rule.level.value}\n" for rule in RULES.values()))
        return Exit.FINE
    rule = RULES.get(options.rule)
    if rule is None:
        console.error(f"there is no rule '{options.rule}'{did_you_mean(options.rule, RULES)}")
        return Exit.BAD_INPUT
    sys.stdout.write(f"{rule.id} ({rule.level.value})\n\n{textwrap.fill(rule.explanation, _WIDTH)}\n")
    for what, example in (("Not so:", rule.example("bad")), ("But so:", rule.example("good"))):
        if example:
            sys.stdout.write(f"\n{what}\n\n{textwrap.indent(example, '    ')}")
    return Exit.FINE
