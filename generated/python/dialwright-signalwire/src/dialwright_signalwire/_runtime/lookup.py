"""Looking up the addresses of a host, while there is time for it: the system itself knows no limit."""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["look_up", "look_up_async"]

Addresses: TypeAlias = "Sequence[tuple[socket.AddressFamily, socket.SocketKind, int, str, Any]]"

_LITERAL = re.compile(r"[0-9.]+|.*:.*")


def look_up(host: str, port: int, seconds: float | None) -> Addresses:
    """The addresses of a host, as `socket.getaddrinfo` gives them.

    Raises:
        TimeoutError: They were not found in time. The lookup goes on in a thread of its own until the system
            gives it up, which keeps nobody from ending the program.
        OSError: There are none.
    """
    if _LITERAL.fullmatch(host):
        return _ask(host, port)
    found: list[Addresses | Exception] = []
    thread = _in_thread(host, port, found.append)
    if thread is not None:
        thread.join(seconds)
    if not found:
        raise TimeoutError(f"the address of {host} was not found in time")
    return _result(found[0])


async def look_up_async(host: str, port: int) -> Addresses:
    """The twin of `look_up`. Whoever stops waiting for it is not kept at the end of the event loop either."""
    from asyncio import get_running_loop

    if _LITERAL.fullmatch(host):
        return _ask(host, port)
    loop = get_running_loop()
    found: Any = loop.create_future()

    def settle(result: Addresses | Exception) -> None:
        if not found.done():
            found.set_result(result)

    def hand_over(result: Addresses | Exception) -> None:
        # The loop may be closed by now.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, result)

    _in_thread(host, port, hand_over)
    return _result(await found)


def _in_thread(host: str, port: int, deliver: Callable[[Addresses | Exception], None]) -> Thread | None:
    """Look up a host in a thread; in this one where there can be no other, as when the program ends."""

    def work() -> None:
        try:
            result: Addresses | Exception = _ask(host, port)
        except Exception as error:
            result = error
        deliver(result)

    thread = Thread(target=work, name="name lookup", daemon=True)
    try:
        thread.start()
    except RuntimeError:
        work()
        return None
    return thread


def _ask(host: str, port: int) -> Addresses:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def _result(found: Addresses | Exception) -> Addresses:
    if isinstance(found, Exception):
        raise found
    return found
