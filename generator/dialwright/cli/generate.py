"""Generate the client of a document, or show what would change."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..files import Difference, Written, compare, subfolder, write
from ..garbage import without_garbage_collection
from ..problems import InputError, Problem, Severity
from ..progress import phrase
from .console import Console, Exit
from .memory import recall, remember
from .reading import add_reading, reading, settle
from .settings import FILE, settings_beside

if TYPE_CHECKING:
    from ..kept import Kept

__all__ = ["add_arguments", "run"]

NAMES = "dialwright.names.json"

_TARGETS = ("python",)
_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
_MISSING = f"where to? Give '-o DIR', or 'output' in {FILE} beside the document"


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("spec", type=Path, metavar="SPEC", help="the OpenAPI document, YAML or JSON")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        help="folder in which the client gets a folder of its own, named after its distribution",
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing: print a diff, exit 1 if there is one"
    )
    parser.add_argument("--target", choices=_TARGETS, help="language of the client")
    parser.add_argument(
        "--name", type=_distribution, help="name of the distribution, instead of the document's"
    )
    parser.add_argument(
        "--names",
        type=Path,
        metavar="FILE",
        help=f"file that keeps the names which the document does not give, instead of {NAMES} in the "
        "client's folder; it belongs into version control, and may be edited",
    )
    add_reading(parser)


@without_garbage_collection()
def run(options: Namespace, console: Console) -> Exit:
    """Generate, then write or compare; both see the same files."""
    settle(options, settings_beside(options.spec))
    options.target = options.target or _TARGETS[0]
    if options.output is None or options.target not in _TARGETS:
        known = options.output is None
        console.error(_MISSING if known else f"there is no target '{options.target}'")
        return Exit.BAD_INPUT
    options.name = _checked(options.name)
    if memory := recall(options):
        root = subfolder(options.output, memory.distribution)
        console.summary(f"{root} is up to date, for nothing changed: {memory.made}")
        return Exit.FINE
    from ..pipeline import count_operations, generate

    result = generate(
        options.spec,
        target=options.target,
        name=options.name,
        names=partial(_kept, options),
        **reading(options),
        progress=console.progress,
    )
    console.problems(result.problems)
    root = subfolder(options.output, result.api.distribution)
    kept = {options.names or root / NAMES: result.names} if result.names else {}
    made = phrase(
        operations=count_operations(result.api),
        models=len(result.api.models),
        files=len(result.files) + len(kept),
    )
    if options.check:
        return _check(root, compare(root, result.files, kept), made, console)
    with console.progress.stage("write") as stage:
        written = write(root, result.files, kept)
        stage.count(files=len(written.changed))
    if not result.problems:
        remember(options, (*result.inputs, *kept), result.api.distribution, made)
    _report(root, written, made, console)
    return Exit.FINE


def _kept(options: Namespace, distribution: str, names_itself: bool) -> Kept | None:
    """The names that the client has had; None where its document gives them, and nobody asks otherwise."""
    from ..kept import load_kept

    usual = subfolder(options.output, distribution) / NAMES
    if options.names is None:
        return None if names_itself else load_kept(usual)
    kept = load_kept(options.names)
    return kept if options.names.exists() else load_kept(usual)  # the names move with the setting


def _check(root: Path, difference: Difference, made: str, console: Console) -> Exit:
    sys.stdout.write(difference.diff)
    if not difference:
        console.summary(f"{root} is up to date: {made}")
        return Exit.FINE
    found = {"changed": difference.changed, "missing": difference.missing, "left over": difference.extra}
    stale = ", ".join(f"{len(paths)} {what}" for what, paths in found.items() if paths)
    console.summary(f"{root} is stale: {stale}")
    return Exit.FOUND


def _report(root: Path, written: Written, made: str, console: Console) -> None:
    if written.edited:
        listed = "".join(f"\n  {path}" for path in written.edited)
        console.warning(f"edited by hand since they were generated, and now replaced or removed:{listed}")
    console.summary(f"{root}: {made} ({len(written.changed)} written, {len(written.removed)} removed)")


def _distribution(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise ArgumentTypeError(f"{text!r} is not a name that a Python distribution can have")
    return text


def _checked(name: str | None) -> str | None:
    """The name that the settings give, which a document's author may have written."""
    if name is not None and not _NAME.fullmatch(name):
        message = f"'{name}', in {FILE}, is not a name that a Python distribution can have"
        raise InputError(Problem(None, Severity.ERROR, message, "settings"))
    return name
