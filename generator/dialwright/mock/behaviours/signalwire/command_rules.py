"""What the Calling API asks of arguments and a schema has no words for."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Address, IPv4Network
from urllib.parse import urlsplit

from ....values import is_object
from ...messages import Violation
from .commands import Command

_RESERVED = ("signalwire_", "sw_", "rtc_", "internal_")
_LONGEST = 1024  # bytes of a variable
_NOT_PUBLIC = tuple(
    map(
        IPv4Network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
            *("172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/4", "240.0.0.0/4"),
        ),
    )
)


def broken(command: Command) -> Violation | None:
    """The first of the rules that a command breaks; None for a good one."""
    found = (*_status_url(command), *_variables(command), *_receiver(command))
    return next(iter(found), None)


def _status_url(command: Command) -> Iterator[Violation]:
    address = command.params.get("status_url")
    if isinstance(address, str) and urlsplit(address).scheme not in ("http", "https"):
        yield Violation("params.status_url", "must be an address of http or https")


def _variables(command: Command) -> Iterator[Violation]:
    variables = command.params.get("custom_variables")
    for name, value in variables.items() if is_object(variables) else ():
        field = f"params.custom_variables.{name}"
        if name.lower().startswith(_RESERVED):
            yield Violation(field, f"begins with one of {', '.join(_RESERVED)}, which are reserved")
        elif len(str(value).encode()) > _LONGEST:
            yield Violation(field, f"has more than {_LONGEST} bytes", "too-long")


def _receiver(command: Command) -> Iterator[Violation]:
    device = command.params.get("device")
    address = device["params"].get("addr") if is_object(device) and command.subject == "tap" else None
    if address is None:
        return
    if not _is_public(address):
        yield Violation("params.device.params.addr", "must be a public IPv4 address")


def _is_public(text: str) -> bool:
    """Whether it is an IPv4 address of the internet at large, or one that stands for such in examples."""
    try:
        address = IPv4Address(text)
    except AddressValueError:
        return False
    return not any(address in network for network in _NOT_PUBLIC)
