"""Damaged documents, one after the other, through the command: what it ends with, and in what time."""

from __future__ import annotations

import builtins
import contextlib
import io
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from dialwright.cli import main

from .damage import damaged
from .grafting import grafted

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 30.0  # seconds for one document, on a machine that has other things to do
ENDINGS = (0, 1, 2)


@dataclass(frozen=True)
class Fault:
    """A document for which the command did something that it never should."""

    number: int
    seed: Path
    what: str
    data: bytes


def seeds(shared: Path | None) -> list[Path]:
    """The documents to be damaged: those of the tests, and those of the data folder if there is one."""
    own = [*ROOT.glob("tests/cases/*/openapi.*"), *ROOT.glob("tests/hostile/*.yaml")]
    own.append(ROOT / "tests" / "generated_tests" / "zoo.yaml")
    others = [*shared.glob("corpus/*.[yj]*"), *shared.glob("evil_specs/*.yaml")] if shared is not None else []
    return sorted(path for path in (*own, *others) if path.stat().st_size < 2_000_000)


def fault_of(number: int, documents: Sequence[Path], folder: Path) -> Fault | None:
    """Damage one of the documents in the way that goes with a number, and run the command with it."""
    random = Random(number)
    seed = random.choice(documents)
    written = seed.read_bytes()
    data = (grafted(written, random) if random.random() < 0.7 else None) or damaged(written, random)
    path = folder / f"openapi{seed.suffix}"
    path.write_bytes(data)
    options = [option for option in ("--strict", "--allow-duplicate-keys") if random.random() < 0.2]
    errors, start = io.StringIO(), time.monotonic()
    with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(io.StringIO()):
        try:
            code = main(["generate", str(path), "-o", str(folder / "out"), "--quiet", *options])
        except BaseException as error:
            return Fault(number, seed, f"{type(error).__name__}: {error}", data)
    shutil.rmtree(folder / "out", ignore_errors=True)
    what = _wrong(code, errors.getvalue(), time.monotonic() - start)
    if sorted(one.name for one in folder.iterdir()) != [path.name]:
        what = what or f"it left {sorted(folder.iterdir())}"
    path.unlink()
    return Fault(number, seed, what, data) if what else None


def _wrong(code: int, said: str, seconds: float) -> str:
    if code not in ENDINGS or "fault of dialwright" in said:
        return f"it ended with {code}: {said[-600:]}"
    if hasattr(builtins, "EVIL"):
        return "the canary was set"
    if any(not (character.isprintable() or character == "\n") for character in said):
        return "it said what a terminal acts upon"
    return f"it took {seconds:.1f} s" if seconds > LONGEST else ""
