"""Runs a sample, with the documented host leading to a local port: python -P preamble.py HOST PORT SAMPLE."""

from __future__ import annotations

import runpy
import socket
import sys

_look_up = socket.getaddrinfo


def _main(documented: str, local_port: str, sample: str) -> None:
    def getaddrinfo(host: str | bytes, port: int, *args: int, **kwargs: int) -> object:
        name = host.decode() if isinstance(host, bytes) else host
        if (name, port) != (documented, 443):
            raise socket.gaierror(socket.EAI_NONAME, f"a sample must not reach {name}:{port}")
        return _look_up("127.0.0.1", int(local_port), *args, **kwargs)

    socket.__dict__["getaddrinfo"] = getaddrinfo
    runpy.run_path(sample, run_name="__main__")


if __name__ == "__main__":
    _main(*sys.argv[1:])
