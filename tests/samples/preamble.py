"""Runs one sample, with the documented host leading to a local port. Started by the harness:

    python -P preamble.py PORT SAMPLE [FORGOTTEN]

FORGOTTEN is something the sample uses without importing it, as `module:name`.
"""

from __future__ import annotations

import pkgutil
import runpy
import socket
import sys

_DOCUMENTED = ("example.signalwire.com", 443)

_look_up = socket.getaddrinfo


def _redirect(local_port: int) -> None:
    """Let the documented address lead to the local port, and no other address lead anywhere."""

    def getaddrinfo(host: str | bytes, port: int, *args: int, **kwargs: int) -> object:
        name = host.decode() if isinstance(host, bytes) else host
        if (name, port) != _DOCUMENTED:
            raise socket.gaierror(socket.EAI_NONAME, f"a sample must not reach {name}:{port}")
        return _look_up("127.0.0.1", local_port, *args, **kwargs)

    socket.__dict__["getaddrinfo"] = getaddrinfo


def _main(port: str, sample: str, *forgotten: str) -> None:
    _redirect(int(port))
    names = {name.rpartition(":")[2]: pkgutil.resolve_name(name) for name in forgotten}
    runpy.run_path(sample, init_globals=names, run_name="__main__")


if __name__ == "__main__":
    _main(*sys.argv[1:])
