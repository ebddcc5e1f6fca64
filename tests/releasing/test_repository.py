"""What a server has already, as its pages say it."""

from __future__ import annotations

import threading
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from release.errors import Refused
from release.repository import Repository, Unreadable

PAGES = {
    "/simple/shop-client/": (
        200,
        '<a href="../x#sha256=1">shop_client-1.0-py3-none-any.whl</a> <a>shop_client-1.1.0.tar.gz</a>'
        "<a>shop_client_extras-2.0.tar.gz</a> <a>notes.txt</a> shop_client-3.0.tar.gz"
        "<a>shop-client-4.0.zip</a><a>shop_client-odd-5.0.whl</a>",
    ),
    "/simple/elsewhere/": (302, "http://localhost:1/simple/elsewhere/"),
    "/simple/moved/": (302, "/simple/shop-client/"),
    "/simple/broken/": (500, ""),
}


class Handler(BaseHTTPRequestHandler):
    """Serves the pages."""

    def do_GET(self) -> None:
        status, text = PAGES.get(self.path, (404, ""))
        self.send_response(status)
        if status == 302:
            self.send_header("Location", text)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def repository() -> Generator[Repository]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield Repository.named(f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")


@pytest.mark.parametrize(
    ("version", "there"),
    [("1.0", True), ("1.0.0", True), ("1.1.0", True), ("2.0", False), ("3.0", False), ("1.2", False)],
)
def test_a_version_is_there_that_has_a_file(repository: Repository, version: str, there: bool) -> None:
    assert repository.has("Shop_Client", version) is there


def test_nothing_is_there_of_a_package_without_a_page(repository: Repository) -> None:
    assert not repository.has("unheard-of", "1.0")


def test_what_another_server_has_is_not_there(repository: Repository) -> None:
    """Some pass on whoever asks for what they have not."""
    assert not repository.has("elsewhere", "1.0")


def test_a_page_that_moved_is_followed(repository: Repository) -> None:
    assert not repository.has("moved", "1.0")  # the files there are of another package


def test_a_server_that_does_not_say_is_told(repository: Repository) -> None:
    with pytest.raises(Unreadable, match="/simple/broken/ answers 500"):
        repository.has("broken", "1.0")
    with pytest.raises(Unreadable, match="refused"):
        Repository.named("http://127.0.0.1:1/").has("broken", "1.0")


@pytest.mark.parametrize("name", ["pypi", "testpypi"])
def test_names_that_twine_knows_stand_for_encrypted_addresses(name: str) -> None:
    repository = Repository.named(name)
    assert repository.upload.startswith("https://")
    assert repository.index.startswith("https://")
    assert repository.index.endswith("/simple/")


def test_an_index_may_be_elsewhere() -> None:
    repository = Repository.named("https://example.com/upload/", "https://example.com/lists")
    assert repository == Repository("https://example.com/upload/", "https://example.com/lists/")
    with pytest.raises(Refused, match="is not encrypted"):
        Repository.named("https://example.com/", "http://example.com/")
