"""A socket that one thread may close while another waits for it."""

from __future__ import annotations

import socket
from collections.abc import Generator
from threading import Event, Thread

import pytest

from dialwright.python.runtime.held import Held


@pytest.fixture
def pair() -> Generator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def is_closed(sock: socket.socket) -> bool:
    return sock.fileno() == -1


def test_a_free_socket_is_closed_at_once(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    held = Held(ours)
    with held as sock:
        sock.sendall(b"x")
    assert theirs.recv(1) == b"x"
    assert not is_closed(ours), "nobody asked for that"
    held.close()
    assert is_closed(ours)
    held.close()


def test_a_socket_in_use_is_closed_by_the_last_who_uses_it(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, _ = pair
    held = Held(ours)
    with held:
        with held:
            with held:
                held.close()
                assert not is_closed(ours)
            assert not is_closed(ours)
        assert not is_closed(ours)
    assert is_closed(ours)


def test_nobody_can_use_it_any_more(pair: tuple[socket.socket, socket.socket]) -> None:
    held = Held(pair[0])
    with held:
        held.close()
        with pytest.raises(OSError, match=r"^the client was closed$"), held:
            raise AssertionError("it was handed out")
    with pytest.raises(OSError, match=r"^the client was closed$"), held:
        raise AssertionError("it was handed out")
    assert is_closed(pair[0])


def test_whoever_waits_for_it_is_woken(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    ours.settimeout(20)
    held, waiting = Held(ours), Event()
    came: list[bytes] = []

    def wait() -> None:
        with held as sock:
            waiting.set()
            came.append(sock.recv(1))

    thread = Thread(target=wait)
    thread.start()
    assert waiting.wait(10)
    held.close()
    thread.join(10)
    assert came == [b""]
    assert is_closed(ours)
    assert theirs.recv(1) == b"", "the other side is told as well"


def test_one_that_is_not_connected_is_closed_likewise() -> None:
    with socket.socket() as sock:
        held = Held(sock)
        with held:
            held.close()
        assert is_closed(sock)


def test_a_failure_frees_it(pair: tuple[socket.socket, socket.socket]) -> None:
    held = Held(pair[0])
    with pytest.raises(ZeroDivisionError), held:
        raise ZeroDivisionError
    held.close()
    assert is_closed(pair[0])
