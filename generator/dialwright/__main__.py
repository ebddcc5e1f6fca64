"""`python -m dialwright`, and the console script: the command line in a process of its own."""

import gc
import sys

from .cli import main


def run() -> int:
    """Run one command, after which the process ends."""
    code = main()
    gc.freeze()  # the interpreter would look for garbage in all that was made, and all of it goes anyway
    return code


if __name__ == "__main__":
    sys.exit(run())
