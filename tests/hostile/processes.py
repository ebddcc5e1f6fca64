"""Starting the guarded processes, and the server that generated clients call."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WARM = ROOT / "tests" / "cases" / "valid" / "openapi.yaml"
_LONGEST = 300  # seconds that a process may take


def guarded(
    module: str, job: dict[str, Any], *, seed: int = 0, options: tuple[str, ...] = ()
) -> dict[str, Any]:
    """What a module of `child` makes of a job, in a process of its own."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": str(seed),
        "PYTHONPATH": os.pathsep.join((str(ROOT / "generator"), str(ROOT))),
    }
    done = subprocess.run(
        [sys.executable, *options, "-m", f"tests.hostile.child.{module}"],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        timeout=_LONGEST,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def generating(
    commands: dict[str, list[list[str]]], *, read: list[Path], write: list[Path], seed: int = 0
) -> dict[str, Any]:
    """Run `dialwright` with each list of arguments; by name, how each of its commands went."""
    return guarded(
        "generating",
        {
            "warm": str(WARM),
            "commands": commands,
            "read": [os.path.realpath(path) for path in (*read, WARM.parent)],
            "write": [os.path.realpath(path) for path in write],
        },
        seed=seed,
    )


@dataclass
class Server:
    """Answers everything with a record, and notes what it was asked."""

    port: int
    asked: list[tuple[str, str, dict[str, str]]] = field(
        default_factory=list[tuple[str, str, dict[str, str]]]
    )


@contextmanager
def serving() -> Generator[Server]:
    """A server on this machine, for as long as the block lasts."""
    noted = Server(0)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            self.rfile.read(int(self.headers.get("content-length") or 0))
            noted.asked.append((self.command, self.path, dict(self.headers.items())))
            body = b'{"sid": "CA1", "status": "queued"}'
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _answer

        def log_message(self, format: str, *args: Any) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    noted.port = server.server_port
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield noted
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
