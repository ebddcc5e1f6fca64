"""What is built: complete, nothing in it that does not belong there, and of use where nothing else is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import urllib.request
from pathlib import Path
from zipfile import ZipFile

import pytest

from dialwright.mock import Clock
from dialwright.mock.server import MockServer

from .environments import ROOT, empty, install, metadata, run, wheel

CLIENTS = ("dialwright-bandwidth", "dialwright-signalwire")
PACKAGES = ("dialwright", *CLIENTS)
UNWANTED = re.compile(
    r"(^|/)(__pycache__|test_[^/]*|tests?|conftest\.py|\.[^/]+|[^/]+\.pyc|[^/]*_cache)($|/)"
)

# Rooms of the generator that are about tests, and templates of the clients' tests.
OURS = re.compile(r"dialwright/python/tests/\w+\.py|dialwright/_data/templates/python/.+")

SIGNALWIRE = """
import sys
from dialwright_signalwire import SignalWire
client = SignalWire(project="p", token="t", base_url=sys.argv[1])
call = client.compat.calls.create(to="+15550100", from_="+15550101", url="https://example.com/voice")
print(client.compat.calls.fetch(call.sid).to)
"""
BANDWIDTH = """
import sys
from dialwright_bandwidth.voice import Client
client = Client("u", "t", "s", base_url=sys.argv[1])
print(client.get_call(client.create_call("+15550101", "+15550100"))["to"])
"""
DOCUMENT = """
openapi: 3.1.0
info: {title: Shop, version: 1.2.0}
paths:
  /orders/{id}:
    get:
      operationId: fetchOrder
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: The order.
          content:
            application/json:
              schema: {type: object, properties: {id: {type: string}}}
"""


def names(archive: Path) -> list[str]:
    """The files in an archive; those of a source archive without its folder."""
    if archive.suffix == ".whl":
        with ZipFile(archive) as packed:
            return packed.namelist()
    with tarfile.open(archive) as packed:
        return [name.partition("/")[2] for name in packed.getnames()]


def test_there_is_a_wheel_and_a_source_archive_of_each_package(archives: Path) -> None:
    built = {path.name for path in archives.iterdir() if path.name[0] != "."}
    stems = {
        path.name.removesuffix("-py3-none-any.whl").removesuffix(".tar.gz") for path in archives.iterdir()
    }
    assert len(built) == 2 * len(PACKAGES)
    assert {stem.partition("-")[0].replace("_", "-") for stem in stems if stem[0] != "."} == set(PACKAGES)


def test_two_builds_are_the_same_bytes(archives: Path, checkout: Path) -> None:
    """In another folder, on files of other dates, by somebody with other habits."""
    habits = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1", "PYTHONHASHSEED": "7"}
    for path in checkout.rglob("*.py"):
        os.utime(path, (0, 1_000_000_000))
        path.chmod(0o600)
    command = f"umask 077 && exec '{sys.executable}' -m release build"
    run("sh", "-c", command, env=habits, cwd=checkout)
    again = {path.name: path.read_bytes() for path in (checkout / "dist").iterdir()}
    assert again.keys() == {path.name for path in archives.iterdir() if path.name[0] != "."}
    assert [name for name in again if again[name] != (archives / name).read_bytes()] == []


@pytest.mark.parametrize("package", PACKAGES)
class TestWheel:
    def test_says_all_there_is_to_say_of_it(self, archives: Path, package: str) -> None:
        said = metadata(wheel(archives, package))
        assert said["Name"] == package
        assert re.fullmatch(r"\d+\.\d+\.\d+", said["Version"])
        assert re.fullmatch(r"[A-Z].{20,100}\.", said["Summary"])
        assert said["Requires-Python"] == ">=3.11"
        assert said["License-Expression"] == "MIT"
        assert said.get_all("License-File") == ["LICENSE"]
        assert said["Description-Content-Type"] == "text/markdown"
        assert {"Typing :: Typed", "Programming Language :: Python :: 3.11"} <= set(
            said.get_all("Classifier", [])
        )
        assert "mock" in said.get_all("Provides-Extra", [])

    def test_has_a_page_that_reads_well_away_from_the_project(self, archives: Path, package: str) -> None:
        page = str(metadata(wheel(archives, package)).get_payload())
        assert f"pip install {package}" in page
        assert [link for link in re.findall(r"\]\(([^)]+)", page) if "://" not in link] == []

    def test_holds_the_package_its_licence_and_nothing_else(self, archives: Path, package: str) -> None:
        path = wheel(archives, package)
        held, module = names(path), package.replace("-", "_")
        about = f"{path.name.removesuffix('-py3-none-any.whl')}.dist-info/"
        assert {name.partition("/")[0] + "/" for name in held} == {f"{module}/", about}
        assert f"{about}licenses/LICENSE" in held
        assert f"{module}/py.typed" in held
        assert [name for name in held if UNWANTED.search(name) and not OURS.fullmatch(name)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_a_source_archive_holds_what_the_package_is_built_and_tested_from(
    archives: Path, package: str
) -> None:
    """A client's tests are of that client alone; the generator's need the whole project, and stay there."""
    [path] = archives.glob(f"{package.replace('-', '_')}-*.tar.gz")
    held = names(path)
    assert {"LICENSE", "README.md", "pyproject.toml", "PKG-INFO"} <= {
        name.rpartition("/")[2] for name in held
    }
    assert any(name.startswith("tests/test_") for name in held) == (package in CLIENTS)
    assert [name for name in held if re.search(r"__pycache__|\.pyc$|_cache/|(^|/)dist/", name)] == []


def test_the_generator_carries_all_that_it_reads(archives: Path, committed: Path) -> None:
    packed = set(names(wheel(archives, "dialwright")))
    folders = {"generator/dialwright": "dialwright", "templates": "dialwright/_data/templates"}
    read = {
        f"{inside}/{path.relative_to(committed / folder).as_posix()}"
        for folder, inside in folders.items()
        for path in (committed / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert sorted((read | {"dialwright/_data/spec/extensions.schema.json"}) - packed) == []


@pytest.mark.parametrize(
    ("package", "api", "script"),
    [("dialwright-signalwire", "signalwire", SIGNALWIRE), ("dialwright-bandwidth", "bandwidth", BANDWIDTH)],
)
def test_a_client_alone_makes_a_call(
    archives: Path, dependencies: Path, tmp_path: Path, package: str, api: str, script: str
) -> None:
    python = empty(tmp_path / "environment")
    install(python, str(wheel(archives, package)), dependencies=dependencies)
    with MockServer(ROOT / "spec" / api / "openapi.yaml", clock=Clock(speed=0)) as server:
        assert run(str(python), "-I", "-c", script, server.url) == "+15550100\n"


def test_the_generator_alone_makes_a_client_and_plays_its_api(
    archives: Path, dependencies: Path, tmp_path: Path
) -> None:
    python = empty(tmp_path / "environment")
    dialwright = str(python.with_name("dialwright"))
    (tmp_path / "shop.yaml").write_text(DOCUMENT)
    install(python, str(wheel(archives, "dialwright")), dependencies=dependencies)
    run(dialwright, "generate", "shop.yaml", "-o", "out", cwd=tmp_path)
    assert "def fetch_order(" in "".join(path.read_text() for path in tmp_path.glob("out/*/src/**/*.py"))
    assert "pip install 'dialwright[mock]'" in refused(dialwright, "mock", "shop.yaml", cwd=tmp_path)
    install(python, f"{wheel(archives, 'dialwright')}[mock]", dependencies=dependencies)
    assert b'"id"' in asked_for(dialwright, tmp_path, "/orders/7")


def refused(*command: str, cwd: Path) -> str:
    """What a command says that does not do what it is asked to."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    return done.stderr


def asked_for(dialwright: str, folder: Path, path: str) -> bytes:
    """What `dialwright mock`, running on its own, answers."""
    command = [dialwright, "mock", "shop.yaml", "--port", "0"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        try:
            url = next(found[0] for line in server.stdout if (found := re.search(r"http://127\S+", line)))
            with urllib.request.urlopen(url.rstrip("/") + path, timeout=30) as answer:
                content: bytes = answer.read()
                return content
        finally:
            server.terminate()
            server.communicate(timeout=30)
