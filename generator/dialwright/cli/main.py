"""The `dialwright` command: its arguments, and what becomes of errors."""

from __future__ import annotations

import io
import os
import sys
import traceback
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path

from .. import __version__
from ..files import OutputError
from ..problems import InputError
from . import breaking, explain, generate, inspect, mock, validate
from .console import Console, Exit
from .project import SettingsError, waived

__all__ = ["main"]

_EXIT_CODES = """\
exit codes:
  0  fine
  1  found something: a difference, a fault of the document, a change without its version
  2  bad input: arguments, documents or folders it cannot work with
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the result is the exit code. A bad document never ends in a traceback."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # show what a narrow terminal encoding cannot, escaped
            stream.reconfigure(errors="backslashreplace")
    console = Console(sys.stderr, quiet=options.quiet)
    try:
        return _run(options, console)
    except BrokenPipeError:
        # Whoever read our output has seen enough; keep the interpreter from complaining when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.FOUND
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as error:
        return _internal_error(error, options, console)


def _run(options: Namespace, console: Console) -> Exit:
    """Run the command; what is wrong with its input is said, and is not an error of ours."""
    try:
        if "strict" in options:  # the command reads a document
            options.waived = waived(Path("pyproject.toml"))
        code: Exit = options.run(options, console)
        sys.stdout.flush()
        return code
    except InputError as error:
        console.problems(error.problems)
    except (OutputError, SettingsError) as error:
        console.error(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        console.error(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    return Exit.BAD_INPUT


def _internal_error(error: Exception, options: Namespace, console: Console) -> Exit:
    console.error(f"internal error: {type(error).__name__}: {error}")
    if options.traceback:
        traceback.print_exception(error)
    else:
        console.error(
            "this is a fault of dialwright, whatever the document says: please report it, with the document "
            "and what the same command prints with --traceback"
        )
    return Exit.INTERNAL


def _parser() -> ArgumentParser:
    common = ArgumentParser(add_help=False)
    common.add_argument("-q", "--quiet", action="store_true", help="say nothing but what is wrong")
    common.add_argument("--traceback", action="store_true", help="show where an internal error came from")
    parser = ArgumentParser(
        prog="dialwright",
        description="Typed clients from OpenAPI documents.",
        epilog=_EXIT_CODES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"dialwright {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in (generate, validate, explain, breaking, inspect, mock):
        name = command.__name__.rpartition(".")[2]
        summary = (command.__doc__ or "").split("\n")[0]
        added = commands.add_parser(name, parents=[common], help=summary, description=summary)
        command.add_arguments(added)
        added.set_defaults(run=command.run)
    return parser
