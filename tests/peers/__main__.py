"""Let the vendors' own clients, as they are, talk to the local server, and tell what went otherwise.

    make peers

Each package has an environment of its own, the same that `make bench` compares with. What is known to go
wrong, and why, is in `differences.yaml`; anything else that goes wrong, or goes right although it is listed
there, is an error.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bench.environments import ROOT, environment
from dialwright.mock import Clock
from dialwright.mock.server import MockServer

HERE = Path(__file__).resolve().parent
DIFFERENCES = HERE / "differences.yaml"

# Our folder comes last: it has a package of tests that is called as a vendor's is.
_RUN = "import runpy, sys; sys.path.append(sys.argv.pop(1)); runpy.run_path(sys.argv.pop(1))"
_SECONDS = 300


@dataclass(frozen=True)
class Peer:
    """A vendor's package: the environment that has it, the script that uses it, and the API it speaks."""

    key: str
    script: str
    api: str = "signalwire"


PEERS = (
    Peer("twilio", "as_compat.py"),
    Peer("signalwire", "as_compat.py"),
    Peer("signalwire_sdk", "as_signalwire_sdk.py"),
    Peer("bandwidth", "as_bandwidth_sdk.py", "bandwidth"),
)


@dataclass(frozen=True)
class Run:
    """What came of a script.

    Attributes:
        steps: Each step that was taken, with what went wrong; "" where nothing did.
        refused: The requests in which the server found something wrong, and what.
        broke: What the script said where it did not come to its end.
    """

    steps: Sequence[tuple[str, str]]
    refused: tuple[str, ...]
    broke: str

    @property
    def failed(self) -> dict[str, str]:
        """The steps that went wrong."""
        return {step: problem for step, problem in self.steps if problem}


def main() -> int:
    """Run every package; the result is the exit code: 1 where something went otherwise than is known."""
    known: dict[str, dict[str, str]] = yaml.safe_load(DIFFERENCES.read_text(encoding="utf-8"))
    odd = 0
    for peer in PEERS:
        print(f"{peer.key}: ...", file=sys.stderr, flush=True)
        python = environment(peer.key)
        if python is None:
            print(f"{peer.key}: pip could not install it")
            odd += 1
        else:
            odd += told(peer, run(peer, python), known.get(peer.key, {}))
    return 1 if odd else 0


def run(peer: Peer, python: Path) -> Run:
    """Run a package's script against a server of its own."""
    document = ROOT / "spec" / peer.api / "openapi.yaml"
    with MockServer(document, clock=Clock(speed=0)) as server:
        command = [str(python), "-I", "-c", _RUN, str(HERE.parent), str(HERE / peer.script), server.origin]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
        lines = [line.partition(": ") for line in done.stdout.splitlines()]
        refused = tuple(
            f"{entry.method} {entry.path} {entry.body[:200]}: {'; '.join(map(str, entry.violations))}"
            for entry in server.engine.journal
            if entry.violations
        )
    steps = [(step, "" if outcome == "ok" else outcome) for step, _, outcome in lines]
    return Run(steps, refused, done.stderr if done.returncode else "")


def told(peer: Peer, run: Run, known: Mapping[str, str]) -> int:
    """Say how a package fared; the result is how much went otherwise than is known."""
    print(f"{peer.key}: {len(run.steps) - len(run.failed)} of {len(run.steps)} steps went well")
    for step in (step for step in run.failed if step in known):
        print(f"    {step}: as known: {known[step]}")
    unknown = {step: problem for step, problem in run.failed.items() if step not in known}
    for step, problem in unknown.items():
        print(f"    {step}: UNEXPECTED: {problem}")
    stale = [step for step in known if step not in run.failed]
    for step in stale:
        print(f"    {step}: UNEXPECTED: it went well, or was not taken; {DIFFERENCES.name} says otherwise")
    if unknown:
        print(*(f"        refused: {text}" for text in run.refused), sep="\n")
    if run.broke:
        print(run.broke)
    return len(unknown) + len(stale) + bool(run.broke)


if __name__ == "__main__":
    sys.exit(main())
