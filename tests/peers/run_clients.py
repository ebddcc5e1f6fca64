"""Let the vendors' own clients, as they are, talk to the local server, and tell what it found wrong.

    python tests/peers/run_clients.py NAME OTHER_PYTHON

`NAME` is one of the scripts `as_NAME.py`, and `OTHER_PYTHON` the interpreter of an environment that has that
package; the README of this folder tells how one is made. This is run by hand: tests neither install nor need
these packages.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

# Our folder comes last: it has a package of tests that is called as a vendor's is.
_RUN = "import runpy, sys; sys.path.append(sys.argv.pop(1)); runpy.run_path(sys.argv.pop(1))"


def run(name: str, python: str) -> int:
    """Run a script against a server of its own; the result is how many steps and requests went wrong."""
    sys.path.insert(0, str(ROOT / "generator"))
    from dialwright.mock import Clock
    from dialwright.mock.server import MockServer

    document = (
        ROOT / "spec" / ("bandwidth" if name.startswith("bandwidth") else "signalwire") / "openapi.yaml"
    )
    with MockServer(document, clock=Clock(speed=0)) as server:
        command = [python, "-c", _RUN, str(HERE.parent), str(HERE / f"as_{name}.py"), server.origin]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        lines = done.stdout.splitlines()
        failed = [line for line in lines if not line.endswith(": ok")]
        print(f"{name}: {len(lines) - len(failed)} of {len(lines)} steps went well")
        print(*failed, *([done.stderr] if done.returncode else []), sep="\n")
        wrong = [entry for entry in server.engine.journal if entry.violations]
        for entry in wrong:
            print(f"{entry.method} {entry.path} {entry.body[:300]}", *entry.violations, sep="\n    ")
    return len(failed) + len(wrong) + done.returncode


if __name__ == "__main__":
    sys.exit(1 if run(*sys.argv[1:3]) else 0)
