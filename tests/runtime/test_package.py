"""A whole package: the runtime copied into it, as the generator does, and what loading it costs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RUNTIME = ROOT / "generator" / "dialwright" / "python" / "runtime"
CLIENTS = [path for path in sorted(ROOT.glob("generated/python/[!.]*")) if path.is_dir()]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the package `acme`, with a runtime of its own."""
    folder = tmp_path_factory.mktemp("site")
    ignored = shutil.ignore_patterns("__pycache__", "_runtime.py")
    shutil.copytree(HERE / "acme", folder / "acme", ignore=ignored)
    shutil.copytree(RUNTIME, folder / "acme" / "_runtime", ignore=ignored)
    (folder / "acme" / "py.typed").touch()
    return folder


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def python(folder: Path, code: str, *flags: str) -> str:
    return run(folder, sys.executable, *flags, "-c", code)


def test_importing_is_light(package: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, '.'); import acme; acme.Acme;"
        " print(*(name for name in sys.modules if not name.startswith('acme.models')))"
    )
    loaded = python(package, code, "-I").split()
    heavy = (
        "asyncio copy dataclasses datetime decimal email httpcore2 inspect json logging pathlib random ssl"
    )
    assert set(heavy.split()).isdisjoint(loaded)
    assert len(loaded) <= 100


def test_only_what_is_used_is_loaded(package: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, '.'); from acme import Acme; client = Acme('p', 't', 's');"
        " client.voice.calls('a').fetch; print(*sys.modules)"
    )
    loaded = python(package, code, "-I").split()
    assert {"acme.voice.calls", "acme.models.call"} <= set(loaded)
    assert {"acme.voice.recordings", "acme.models.leg", "httpcore2", "ssl", "datetime"}.isdisjoint(loaded)
    assert len(loaded) <= 100


SHAPES = """
import sys; sys.path.insert(0, '.')
from acme import Acme
from acme._runtime import TransportResponse

class Canned:
    def __init__(self, body): self.body = body
    def send(self, request, /): return TransportResponse(200, [], [self.body])
    def close(self): pass

def calls(body):
    return Acme("p", "t", "s", transport=Canned(body)).voice.calls

for body in (b'{"type": "device"}', b'{"type": "call"}', b"", b"null"):
    print(type(calls(body)("a").leg()).__name__)
print(calls(b'{"sid": "a", "legs": [{"type": "device"}]}').fetch("a").legs)
"""


def test_results_that_are_not_one_class(package: Path) -> None:
    printed = python(package, SHAPES, "-I").splitlines()
    assert printed == ["DeviceLeg", "SessionLeg", "NoneType", "NoneType", "[DeviceLeg()]"]


def test_it_is_typed(package: Path) -> None:
    run(package, sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull, "acme")
    (package / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict", "pythonVersion": "3.11"}')
    run(package, sys.executable, "-m", "basedpyright", "--pythonpath", sys.executable, "acme")


MISUSES = """
from acme import Acme

client = Acme("p", "t", "s")
client.voice.calls.create(to="a", from_="b", ulr="c")
client.voice.calls.create(to="a")
client.voice.calls.list(status="novel")
client.voice.calls.fetch("a").absent
client.voice.calls.fetch("a").sid = "b"
client.voice.calls.fetch("a").duration + 1
client.voice.calls("a").delete().sid
for call in client.voice.calls.stream():
    call.update(status="completed").sid.upper()
"""


def test_misuses_are_type_errors(package: Path) -> None:
    (package / "misuses.py").write_text(MISUSES)
    command = (sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull, "misuses.py")
    done = subprocess.run(command, cwd=package, capture_output=True, text=True, timeout=300)
    lines = {int(line.split(":")[1]) for line in done.stdout.splitlines() if line.startswith("misuses.py:")}
    assert lines == set(range(5, 12)), done.stdout


def test_it_knows_no_api() -> None:
    names = ("signalwire", "bandwidth", "twilio", "laml")
    for path in RUNTIME.glob("*.py"):
        text = path.read_text().lower()
        assert not any(name in text for name in names), path


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_every_client_carries_it_as_it_is(client: Path) -> None:
    """One source for all of them, byte for byte."""
    (copied,) = client.glob("src/*/_runtime")
    assert {path.name: path.read_bytes() for path in copied.glob("*.py")} == {
        path.name: path.read_bytes() for path in RUNTIME.glob("*.py")
    }


def test_there_is_more_than_one_client() -> None:
    assert {"dialwright-bandwidth", "dialwright-signalwire"} <= {client.name for client in CLIENTS}
