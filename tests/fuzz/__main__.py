"""`python -m fuzz --seconds N`: damage documents for so long, and keep those for which something is wrong."""

from __future__ import annotations

import os
import sys
import time
from argparse import ArgumentParser
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from .running import ROOT, fault_of, seeds


def main() -> int:
    """Run until the time is up; 1 if anything was wrong."""
    parser = ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--start", type=int, default=int(time.time()), help="number of the first document")
    parser.add_argument("--keep", type=Path, default=Path(".fuzz"), help="folder of the documents at fault")
    options = parser.parse_args()
    shared = Path(os.environ.get("DIALWRIGHT_SHARED") or ROOT.parent / "shared")
    documents, faults, done = seeds(shared if shared.is_dir() else None), 0, 0
    end = time.monotonic() + options.seconds
    with TemporaryDirectory() as folder:
        for number in count(options.start):
            if time.monotonic() > end:
                break
            done += 1
            fault = fault_of(number, documents, Path(folder))
            if fault is not None:
                faults += 1
                options.keep.mkdir(exist_ok=True)
                kept = options.keep / f"{number}{fault.seed.suffix}"
                kept.write_bytes(fault.data)
                print(f"{kept}, from {fault.seed.name}: {fault.what}", flush=True)
    print(f"{done} documents from {options.start} on, {faults} at fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
