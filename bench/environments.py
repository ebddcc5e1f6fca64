"""A virtual environment for each subject, with the versions that its `requirements-....txt` pins."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from .figures import Failure
from .plan import Subject

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".bench"
CLIENT = ROOT / "generated" / "python" / "dialwright-signalwire"

_VERSIONS = (
    "import json\n"
    "from importlib.metadata import distributions\n"
    "print(json.dumps({found.name: found.version for found in distributions()}))"
)


def prepared(subject: Subject) -> Path | Failure:
    """The interpreter of a subject's environment, made or brought up to date where needed."""
    if subject.key == "dialwright":
        return Path(sys.executable)  # the generator is measured where it is developed
    python = environment(subject.key)
    if python is None:
        return Failure("pip could not install it")
    if subject.key == "ours" and not _installs_client(python):
        return Failure("its wheel could not be made and installed")
    return python


def environment(key: str) -> Path | None:
    """The interpreter of the environment that is pinned under a name; None where pip could not make it."""
    folder = KEPT / key
    python = folder / "bin" / "python"
    pins = Path(__file__).with_name(f"requirements-{key.replace('_', '-')}.txt")
    stamp = sha256(f"{sys.version}\n{ROOT}\n{pins.read_text()}".encode()).hexdigest()
    ready = folder / ".ready"
    if not ready.is_file() or ready.read_text() != stamp:
        venv.EnvBuilder(clear=True, symlinks=True).create(folder)
        if not _installs(python, "--requirement", str(pins)):
            return None
        ready.write_text(stamp)
    return python


def versions(python: Path) -> dict[str, str]:
    """What is installed there, by name."""
    found: dict[str, str] = json.loads(_output([str(python), "-I", "-c", _VERSIONS]))
    return found


def _installs_client(python: Path) -> bool:
    """Install the generated client as users get it, which is not to say as it was at the last run."""
    wheels = KEPT / "wheels"
    for old in wheels.glob("*.whl"):
        old.unlink()
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(wheels)]
    built = subprocess.run(build, cwd=CLIENT, capture_output=True, text=True, check=False)
    if built.returncode != 0:
        print(built.stderr, file=sys.stderr)
        return False
    return _installs(python, "--no-deps", "--force-reinstall", *map(str, wheels.glob("*.whl")))


def _installs(python: Path, *what: str) -> bool:
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "-qq", *what]
    return subprocess.run(command, check=False).returncode == 0


def _output(command: Sequence[str]) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
