"""What it costs to import a client, and what it loads: measured in fresh interpreters, side by side."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROUNDS = 5

_CPU = "from time import process_time\nbegan = process_time()\n{code}\nprint(process_time() - began)"

_TOUCH = """
import json, sys
import {package}._client as module
kinds = [kind for kind in vars(module).values() if getattr(kind, "__module__", "") == module.__name__]
kind = next(kind for kind in kinds if isinstance(kind, type) and not kind.__name__.startswith("Async"))
client = kind(base_url="http://127.0.0.1:9", **json.loads(sys.argv[1]))
before = set(sys.modules)
getattr(client, {resource!r})
loaded = [name for name in sys.modules if name not in before and name.startswith("{package}.")]
print(json.dumps([name for name in loaded if "._runtime" not in name]))
"""


@dataclass(frozen=True)
class Import:
    """CPU seconds of two imports, in turn: the median of several."""

    client: float
    httpx2: float


def cost(python: Path, source: Path, package: str) -> Import:
    """What the import of a client costs beside that of httpx2.

    Args:
        python: An interpreter that has httpx2, and what clients run on.
        source: The folder that has the package.
        package: Its name.
    """
    client: list[float] = []
    httpx2: list[float] = []
    for _ in range(ROUNDS):
        client.append(float(_run(python, _CPU.format(code=f"import {package}"), source)))
        httpx2.append(float(_run(python, _CPU.format(code="import httpx2"), source)))
    return Import(median(client), median(httpx2))


def loaded_by(python: Path, source: Path, package: str, resource: str, given: Mapping[str, str]) -> list[str]:
    """The modules of the package, the runtime apart, that asking a client for one resource loads."""
    code = _TOUCH.format(package=package, resource=resource)
    found: list[str] = json.loads(_run(python, code, source, json.dumps(dict(given))))
    return found


def _run(python: Path, code: str, source: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(source)}
    command = (str(python), "-c", code, *arguments)
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout
