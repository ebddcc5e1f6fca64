"""Play an API from its document, for trying clients without an account."""

from __future__ import annotations

import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from .console import Console, Exit

if TYPE_CHECKING:
    from ..mock.faults import Fault
    from ..mock.server import MockServer

__all__ = ["add_arguments", "run"]

T = TypeVar("T")


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("spec", type=Path, metavar="SPEC", help="the OpenAPI document, YAML or JSON")
    parser.add_argument("--host", default="127.0.0.1", help="where to listen (default: 127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8787, help="port to listen on (default: 8787; 0: any)")
    parser.add_argument("--seed", type=int, default=0, help="what identifiers and faults are drawn from")
    parser.add_argument(
        "--speed", type=_speed, default=1.0, help="seconds that pass for the API in one second (default: 1)"
    )
    parser.add_argument(
        "--fault",
        type=_fault,
        action="append",
        default=[],
        metavar="KIND=CHANCE",
        help="trouble to make, such as 429=0.1 or reset=0.01; may be repeated",
    )
    parser.add_argument(
        "--latency", type=_latency, default=0.0, metavar="TIME", help="how long answers take, such as 50ms"
    )
    parser.add_argument(
        "--credentials", type=_credentials, metavar="USER:PASSWORD", help="the only ones that are right"
    )
    parser.add_argument("--signing-key", type=_key, metavar="KEY", help="what callbacks are signed with")
    parser.add_argument(
        "--allow-callbacks",
        action="append",
        default=[],
        metavar="HOST",
        help="a host to send callbacks to beside this machine; may be repeated",
    )


def run(options: Namespace, console: Console) -> Exit:
    """Serve until interrupted."""
    try:
        from ..mock.server import MockServer
    except ModuleNotFoundError as error:
        console.error(f"the server needs {error.name}: pip install 'dialwright[mock]'")
        return Exit.BAD_INPUT
    from ..mock.engine import SIGNING_KEY
    from ..mock.faults import BadFault, Faults

    try:
        faults = Faults(options.fault, latency=options.latency, seed=options.seed)
    except BadFault as error:
        console.error(str(error))
        return Exit.BAD_INPUT
    server = MockServer(
        options.spec,
        host=options.host,
        port=options.port,
        seed=options.seed,
        speed=options.speed,
        credentials=options.credentials,
        faults=faults,
        signing_key=options.signing_key or SIGNING_KEY,
        allow=options.allow_callbacks,
    )
    return _serve(server, options, console)


def _serve(server: MockServer, options: Namespace, console: Console) -> Exit:
    from ..mock.greeting import greeting

    try:
        server.start()
    except OSError as error:
        console.error(f"cannot listen on {options.host} port {options.port}: {error.strerror or error}")
        return Exit.BAD_INPUT
    stopped = Event()
    before = signal.signal(signal.SIGTERM, lambda number, frame: stopped.set())
    try:
        told = greeting(
            server.engine.description,
            server.url,
            options.credentials,
            signing_key=server.signing_key,
            allow=options.allow_callbacks,
        )
        sys.stdout.write(told)
        sys.stdout.flush()
        console.summary("listening; Ctrl-C ends it")
        _wait(stopped)
    finally:
        signal.signal(signal.SIGTERM, before)
        server.stop()
    console.say(f"stopped after {server.engine.journal.count:,} requests")
    return Exit.FINE


def _wait(stopped: Event) -> None:
    with suppress(KeyboardInterrupt):
        stopped.wait()


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise ArgumentTypeError(f"{text!r} is no port; it is a number from 0 to 65535")
    return int(text)


def _speed(text: str) -> float:
    speed = _told(float, text)
    if not 0 <= speed < float("inf"):
        raise ArgumentTypeError(f"{text!r} is no speed; it is a number, 0 or more")
    return speed


def _fault(text: str) -> Fault:
    from ..mock.faults import Fault

    return _told(Fault.parse, text)


def _latency(text: str) -> float:
    from ..mock.faults import parse_latency

    return _told(parse_latency, text)


def _credentials(text: str) -> tuple[str, str]:
    user, colon, password = text.partition(":")
    if not user or not colon or not password:
        raise ArgumentTypeError("credentials are a user and a password with a ':' between them")
    return user, password


def _key(text: str) -> str:
    if not text:
        raise ArgumentTypeError("a signing key has at least one character")
    return text


def _told(read: Callable[[str], T], text: str) -> T:
    """What a text says; what is wrong with it is told as the argument's fault."""
    try:
        return read(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None
