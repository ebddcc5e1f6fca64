"""An audit hook for a process that reads hostile documents: it stops what no document may bring about.

It cannot be taken off again in its process, and sees what the interpreter does, whatever way it was asked.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_SPAWNING = (
    "subprocess.Popen",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "pty.spawn",
)
_CHANGING = (
    "os.chmod",
    "os.chown",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC


class Violation(BaseException):
    """Something forbidden was tried. No handler of the code that is watched takes it for one of its own."""


@dataclass
class Guard:
    """What is allowed; and under `violations`, what was tried that is not."""

    readable: tuple[str, ...]
    writable: tuple[str, ...]
    port: int = 0  # of this machine, to which connections may be made
    violations: list[str] = field(default_factory=list[str])

    def install(self) -> Guard:
        """Watch from now on, until the process ends."""
        sys.addaudithook(self._hook)
        return self

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        judge: Callable[[str, tuple[Any, ...]], bool] | None = None
        if event == "open":
            judge = self._may_open
        elif event in _CHANGING:
            judge = self._may_change
        elif event.startswith("socket."):
            judge = self._may_connect
        elif event in _SPAWNING:
            judge = self._may_spawn
        if judge is not None and not judge(event, arguments):
            self.violations.append(f"{event} {arguments!r}"[:300])
            raise Violation(self.violations[-1])

    def _may_open(self, event: str, arguments: tuple[Any, ...]) -> bool:
        path, _, flags = arguments
        if not isinstance(path, (str, bytes)):
            return True  # a descriptor that is open already
        if path == "pyproject.toml" and not flags & _WRITING:
            return True  # the settings of whoever runs the command, in the folder where it runs
        return _is_below(path, self.writable if flags & _WRITING else self.readable + self.writable)

    def _may_change(self, event: str, arguments: tuple[Any, ...]) -> bool:
        named = [path for path in arguments[:2] if isinstance(path, (str, bytes))]
        base = _folder(arguments[-1]) if isinstance(arguments[-1], int) else ""
        return all(_is_below(os.path.join(base, os.fsdecode(path)), self.writable) for path in named)

    def _may_connect(self, event: str, arguments: tuple[Any, ...]) -> bool:
        if not self.port:
            return False
        if event in ("socket.__new__", "socket.gethostname"):
            return True
        named: list[Any] = [one for one in arguments if isinstance(one, (str, tuple))]
        host, port = arguments[:2] if isinstance(named[0], str) else named[0][:2]
        return str(host) == "127.0.0.1" and int(port) == self.port

    def _may_spawn(self, event: str, arguments: tuple[Any, ...]) -> bool:
        """The generator's own workers alone: this interpreter, as `multiprocessing` starts it."""
        command = " ".join(map(str, arguments[1])) if len(arguments) > 1 else ""
        return arguments[:1] == (sys.executable,) and "multiprocessing" in command


def _folder(descriptor: int) -> str:
    """The folder that a relative path is relative to."""
    return os.readlink(f"/proc/self/fd/{descriptor}") if descriptor >= 0 else ""


def _is_below(path: str | bytes, folders: tuple[str, ...]) -> bool:
    real = os.path.realpath(os.fsdecode(path))
    return real == os.devnull or any(real == folder or real.startswith(f"{folder}/") for folder in folders)
