"""Run pypiserver over a folder, in a process of its own: `serve_index.py FOLDER USER PASSWORD`, until killed.

It prints its address first. It takes uploads from that user alone, and knows no other index to send
people to.
"""

from __future__ import annotations

import importlib
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main(folder: str, user: str, password: str) -> None:
    """Serve on a port that is free."""

    def knows(name: str, secret: str) -> bool:
        return (name, secret) == (user, password)

    pypiserver = importlib.import_module("pypiserver")  # it has no types
    application = pypiserver.app(roots=[folder], disable_fallback=True, authenticate=["update"], auther=knows)
    with make_server("127.0.0.1", 0, application, server_class=_Server, handler_class=_Quiet) as server:
        print(f"http://127.0.0.1:{server.server_port}/", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
