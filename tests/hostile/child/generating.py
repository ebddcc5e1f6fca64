"""Run as a process: the commands of a job, under guard; it says how each went."""

from __future__ import annotations

import builtins
import contextlib
import gc
import io
import json
import os
import resource
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import Any

import dialwright
from dialwright.cli import main

from .guard import Guard, Violation

_STATUS = Path("/proc/self/status")  # of this process, on Linux


def run(arguments: list[str]) -> dict[str, Any]:
    """One command: its exit code, what it said, how long it took, and what became of the canary."""
    errors, start = io.StringIO(), time.monotonic()
    code: object = None
    with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(io.StringIO()):
        signal.alarm(60)  # a hang ends the process, and with it the test
        try:
            code = main(arguments)
        except SystemExit as end:
            code = end.code
        except Violation as violation:
            errors.write(f"Violation: {violation}")
        except Exception:
            errors.write(traceback.format_exc())
        finally:
            signal.alarm(0)
    gc.collect()  # each command stands for a process of its own, which would leave nothing behind
    return {
        "code": code,
        "errors": errors.getvalue(),
        "seconds": time.monotonic() - start,
        "canary": hasattr(builtins, "EVIL"),
    }


def work(job: dict[str, Any]) -> dict[str, Any]:
    """All commands of a job; `folders` are those that it may read and those that it may write."""
    code = str(Path(dialwright.__file__).resolve().parents[2])
    warm = run(["validate", job["warm"]])  # everything is imported before the guard looks
    assert warm["code"] == 0, warm["errors"]
    guard = Guard(
        readable=(
            *job["read"],
            *(f"{code}/{folder}" for folder in ("generator", "templates", "spec", "tests/hostile")),
            *map(os.path.realpath, (sys.prefix, sys.base_prefix, str(_STATUS))),
        ),
        writable=tuple(job["write"]),
    ).install()
    results = {name: [run(arguments) for arguments in commands] for name, commands in job["commands"].items()}
    return {"results": results, "violations": guard.violations, "megabytes": _peak()}


def _peak() -> float:
    """The most memory, in megabytes, that this process has had.

    On Linux, `ru_maxrss` begins with what the parent had when it started the process; `VmHWM` does not.
    """
    if _STATUS.exists():
        [line] = (line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


if __name__ == "__main__":
    json.dump(work(json.load(sys.stdin)), sys.stdout)
