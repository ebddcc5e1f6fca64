"""The command line: commands, exit codes, and what the user sees on the way.

What was asked for goes to standard output (a diff, the IR as JSON); progress, problems and summaries go to
standard error.
"""

from __future__ import annotations

from .main import main

__all__ = ["main"]
