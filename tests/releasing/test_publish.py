"""Publishing, to an index on this machine: what comes of it, and every reason to upload nothing."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import threading
from collections.abc import Generator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from release.__main__ import main
from release.errors import Refused
from release.packages import Package, chosen
from release.repository import Repository
from release.upload import upload

from .environments import empty, install, run
from .index import PASSWORD, USER, Index

CREDENTIALS = {"TWINE_USERNAME": USER, "TWINE_PASSWORD": PASSWORD}
KEYLESS = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
LOCAL = """
from dialwright_signalwire import SignalWire
from dialwright_signalwire.testing import LocalSignalWire
with LocalSignalWire(speed=0) as server:
    client = SignalWire(base_url=server.url, **server.credentials)
    call = client.compat.calls.create(to="+15550100", from_="+15550101", url="https://example.com/voice")
    server.advance(60)
    print(client.compat.calls.fetch(call.sid).to)
"""


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and all that it printed."""

    code: int
    text: str


def published(checkout: Path, repository: str, *options: str, **variables: str) -> Outcome:
    """What comes of publishing from a clone."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TWINE_")}
    environment = {**kept, "NO_PROXY": "127.0.0.1", "HOME": str(checkout.parent), **KEYLESS, **variables}
    command = [sys.executable, "-m", "release", "publish", *options, "--", repository]
    done = subprocess.run(
        command, cwd=checkout, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    return Outcome(done.returncode, done.stdout + done.stderr)


def commit(checkout: Path) -> None:
    """Commit what a test has changed."""
    author = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.com")
    run("git", *author, "commit", "-q", "-a", "-m", "A change", cwd=checkout)


def test_publishes_once_what_can_be_installed_and_used(
    checkout: Path, index: Index, dependencies: Path, archives: Path, tmp_path: Path
) -> None:
    """All of it, as a maintainer and then a user would do it."""
    first = published(checkout, index.url, **CREDENTIALS)
    assert first.code == 0, first.text
    assert index.files == sorted(path.name for path in archives.iterdir() if path.name[0] != ".")
    assert "dialwright-signalwire 0.1.0 is published" in first.text

    python = empty(tmp_path / "environment")
    install(python, "dialwright-signalwire[mock]", dependencies=dependencies, index=f"{index.url}simple/")
    assert run(str(python), "-I", "-c", LOCAL) == "+15550100\n"

    again = published(checkout, index.url, **CREDENTIALS)
    assert again.code == 1
    assert f"dialwright 0.1.0 is already at {index.url}, and a version is published once" in again.text
    assert PASSWORD not in first.text + again.text


class Indiscreet(BaseHTTPRequestHandler):
    """Refuses everything, and says the password aloud."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        user_and_password = base64.b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode()
        text = f"not for {user_and_password.partition(':')[2]}".encode()
        self.send_response(400)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def indiscreet() -> Generator[str]:
    """The address of such a server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Indiscreet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class TestUpload:
    """What only the server can tell."""

    @pytest.fixture
    def client(self) -> Package:
        return chosen(["dialwright-bandwidth"])[0]

    @pytest.fixture
    def files(self, archives: Path) -> list[Path]:
        return sorted(archives.glob("dialwright_bandwidth-*"))

    @pytest.fixture(autouse=True)
    def credentials(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, value in {**CREDENTIALS, **KEYLESS, "NO_PROXY": "127.0.0.1"}.items():
            monkeypatch.setenv(name, value)

    def test_tells_that_a_password_is_wrong_without_it(
        self, client: Package, files: list[Path], index: Index, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TWINE_PASSWORD", "another-secret")
        with pytest.raises(Refused, match=r"dialwright-bandwidth 0\.1\.0 was not uploaded:") as refused:
            upload(client, files, Repository.named(index.url))
        assert "403" in str(refused.value)
        assert "another-secret" not in str(refused.value)
        assert index.files == []

    def test_does_not_repeat_a_password_that_the_server_does(
        self, client: Package, files: list[Path], indiscreet: str
    ) -> None:
        with pytest.raises(Refused, match="not for ") as refused:
            upload(client, files, Repository.named(indiscreet))
        assert PASSWORD not in str(refused.value)
        assert "not for ***" in str(refused.value)

    def test_tells_that_there_are_no_credentials(
        self, client: Package, files: list[Path], index: Index, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in CREDENTIALS:
            monkeypatch.delenv(name)
        with pytest.raises(Refused, match="was not uploaded:"):
            upload(client, files, Repository.named(index.url))
        assert index.files == []

    def test_tells_that_a_version_is_there_and_what_went_before(
        self, client: Package, files: list[Path], index: Index
    ) -> None:
        (index.folder / files[0].name).touch()
        with pytest.raises(Refused, match=r"dialwright-bandwidth 0\.1\.0 is already at ") as refused:
            upload(client, files, Repository.named(index.url), before=chosen(["dialwright"]))
        assert str(refused.value).endswith("published before that: dialwright 0.1.0")


class TestRefuses:
    """Each with its reason, and before anything is sent."""

    def test_a_tree_with_changes(self, checkout: Path, index: Index) -> None:
        (checkout / "README.md").write_text("Other words.\n")
        (checkout / "new.txt").touch()
        outcome = published(checkout, index.url, **CREDENTIALS)
        assert outcome.code == 1
        assert "changes that are not committed:\n M README.md\n?? new.txt" in outcome.text
        assert index.files == []

    def test_generated_files_that_are_stale(self, checkout: Path, index: Index) -> None:
        source = checkout / "generated/python/dialwright-bandwidth/src/dialwright_bandwidth/errors.py"
        source.write_text(source.read_text() + "\nEDITED = True\n")
        commit(checkout)
        outcome = published(checkout, index.url, **CREDENTIALS)
        assert outcome.code == 1
        assert "generated/ is stale, run `make generate`:" in outcome.text
        assert "generated/python/dialwright-bandwidth is stale: 1 changed" in outcome.text
        assert index.files == []

    def test_documents_that_break_a_rule(self, checkout: Path, index: Index) -> None:
        spec = checkout / "spec/bandwidth/openapi.yaml"
        spec.write_text(spec.read_text() + "x-clint: {}\n")
        commit(checkout)
        outcome = published(checkout, index.url, **CREDENTIALS)
        assert outcome.code == 1
        assert "spec/ does not hold to the rules:" in outcome.text
        assert "spec/bandwidth/openapi.yaml:" in outcome.text
        assert index.files == []

    def test_a_version_that_is_there_already(self, checkout: Path, index: Index) -> None:
        """Also where only one archive of it is, and of a package that is not the first."""
        (index.folder / "dialwright_signalwire-0.1.0.tar.gz").touch()
        outcome = published(checkout, index.url, **CREDENTIALS)
        assert outcome.code == 1
        assert f"dialwright-signalwire 0.1.0 is already at {index.url}" in outcome.text
        assert outcome.text.count("\n") == 1

    def test_a_folder_that_is_no_repository(self, checkout: Path, index: Index) -> None:
        (checkout / ".git").rename(checkout / "git")
        outcome = published(checkout, index.url, GIT_CEILING_DIRECTORIES=str(checkout.parent), **CREDENTIALS)
        assert outcome.code == 2
        assert "what is committed cannot be told: fatal: not a git repository" in outcome.text

    @pytest.mark.parametrize(
        ("repository", "reason"),
        [
            ("", "say where to: make publish REPOSITORY=..."),
            ("nowhere", "'nowhere' is no repository: give pypi or testpypi, or an address"),
            (f"https://{USER}:{PASSWORD}@example.com/", "credentials do not belong in an address"),
            ("http://example.com/", "http://example.com/ is not encrypted"),
            ("ftp://example.com/", "'ftp://example.com/' is no repository"),
        ],
    )
    def test_a_place_that_nothing_may_be_sent_to(
        self, repository: str, reason: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["publish", "--", repository]) == 2
        told = capsys.readouterr().err
        assert told.startswith(f"release: error: {reason}")
        assert PASSWORD not in told

    def test_a_package_that_there_is_not(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["publish", "--packages", "dialwright dialwrong", "--", "http://127.0.0.1:1/"]) == 2
        assert "there is no package 'dialwrong', only dialwright, " in capsys.readouterr().err
