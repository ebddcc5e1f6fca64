"""A client out of a small document, and a server on 127.0.0.1 that keeps what it is sent."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeAlias

from dialwright.cli.main import main

HERE = Path(__file__).parent

Answer: TypeAlias = "tuple[int, dict[str, str], list[bytes]]"
"""Status, headers and the body, in the pieces in which it is sent."""


@dataclass(frozen=True)
class Arrived:
    """A request as it came."""

    method: str
    target: str
    headers: Message
    body: bytes


@dataclass
class Server:
    """What came, and what is answered: the answers in turn, the last one again and again."""

    answers: list[Answer] = field(default_factory=list["Answer"])
    arrived: list[Arrived] = field(default_factory=list[Arrived])
    between: Callable[[int], None] = lambda _: None
    gone: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    def answer_json(self, value: Any, status: int = 200) -> None:
        """Answer with JSON from now on."""
        self.answers = [(status, {"Content-Type": "application/json"}, [json.dumps(value).encode()])]

    def next(self) -> Answer:
        """The answer to give now."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def serving() -> Generator[Server]:
    """A server that runs while the block does."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(length)
            server.arrived.append(Arrived(self.command, self.path, self.headers, body))
            status, headers, pieces = server.next()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            try:
                for number, piece in enumerate(pieces):
                    server.between(number)
                    self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
                    self.wfile.flush()
                self.wfile.write(b"0\r\n\r\n")
            except OSError:
                self.close_connection = True
                server.gone.set()

        do_GET = do_PUT = do_POST = do_DELETE = handle_any

        def log_message(self, format: str, *args: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        server.url = f"http://127.0.0.1:{listening.server_address[1]}"
        thread = threading.Thread(target=listening.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()


def made(document: str, folder: Path) -> tuple[Any, Path]:
    """The package that comes of a document of this folder, imported, and the folder it is in."""
    assert main(["generate", str(HERE / document), "-o", str(folder)]) == 0
    (source,) = folder.glob("*/src")
    (package,) = (path.name for path in source.iterdir() if path.is_dir())
    sys.path.insert(0, str(source))
    try:
        return importlib.import_module(package), source
    finally:
        sys.path.remove(str(source))


def complaints(source: Path) -> str:
    """What mypy, in its strict mode, and black find wrong."""
    commands = (
        (
            "mypy",
            "--strict",
            "--config-file=",
            "--no-error-summary",
            f"--cache-dir={source.parent / '.mypy'}",
        ),
        ("black", "--check", "--quiet", "--diff"),
    )
    done = (
        subprocess.run(
            (sys.executable, "-m", *command, str(source)), capture_output=True, text=True, check=False
        )
        for command in commands
    )
    return "".join(one.stdout + one.stderr for one in done if one.returncode)
