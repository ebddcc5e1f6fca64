"""Where requests go: the addresses of an API, and of operations that have one of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from .. import ir
from ..openapi import ApiDescription, Operation, View
from .report import Report

_LOCAL = ("127.0.0.1", "localhost", "::1")


def read_server(description: ApiDescription, arguments: Iterable[ir.Argument], report: Report) -> str:
    """The API's own address, in which variables that no argument fills have their defaults."""
    server = description.server or _shared(description)
    if server is None or not server.text("url"):
        report.warn(description, "server", "the document names no server; clients will need `base_url`")
        return ""
    address = _filled(server, arguments)
    if "://" not in address:
        report.warn(server, "server", f"the address '{address}' has no host; clients will need `base_url`")
    return address


def _shared(description: ApiDescription) -> View | None:
    """The server of the first operation, where the document has none because every operation has its own."""
    found = [next(iter(operation.servers), None) for operation in description.operations]
    return found[0] if found and None not in found else None


def read_choices(description: ApiDescription, arguments: Iterable[ir.Argument]) -> tuple[str, ...]:
    """The addresses that a client may choose from, if there is a choice: those that it would talk to."""
    servers = description.servers
    usable = [_filled(server, arguments) for server in servers if _is_usable(_filled(server))]
    found = tuple(dict.fromkeys(usable))
    return found if len(found) > 1 or (found and _filled(servers[0], arguments) not in found) else ()


def read_own_server(
    operation: Operation, description: ApiDescription, arguments: tuple[ir.Argument, ...], report: Report
) -> str:
    """The address of an operation that is not sent to the API's own: absolute, or relative to that; or ""."""
    server, general = next(iter(operation.servers), None), description.server or _shared(description)
    if server is None or not server.text("url"):
        return ""
    address, base = _filled(server), _filled(general) if general is not None else ""
    if not _is_usable(urljoin(base if "://" in base else f"https://host{base}", address)):
        message = f"requests are not sent to '{address}': {operation.label} will need `base_url`"
        report.warn(server, "server", message)
    told = _filled(server, arguments)
    return "" if general is not None and told == _filled(general, arguments) else told


def variables_of(servers: Iterable[View]) -> Iterator[tuple[str, View]]:
    """The variables of some servers; of those of one name, the first."""
    seen: set[str] = set()
    for server in servers:
        for name, node in server.children("variables"):
            if name not in seen:
                seen.add(name)
                yield name, View(server.document, node)


def default_of(variable: View) -> str:
    """What a variable is where nothing is given for it."""
    return str(variable.scalar("default") or "")


def choices_of(variable: View) -> tuple[str, ...]:
    """What a variable may be, if not anything."""
    return tuple(str(one.value) for one in variable.elements("enum"))


def _filled(server: View, arguments: Iterable[ir.Argument] = ()) -> str:
    """An address with the defaults of its variables, but for those that arguments fill in."""
    known = {argument.server_variable: argument for argument in arguments if argument.server_variable}
    address = server.text("url").strip()
    for name, variable in variables_of((server,)):
        if name not in known or not _is_same(variable, known[name]):
            address = address.replace(f"{{{name}}}", default_of(variable))
    return address


def _is_same(variable: View, argument: ir.Argument) -> bool:
    """Whether an argument is for a variable: one of that name that says the same of itself."""
    said = (default_of(variable), choices_of(variable))
    return argument.default is None or said == (argument.default, argument.choices)


def _is_usable(address: str) -> bool:
    """Whether clients talk to an address: in secret, or on this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    plain = not (parts.username or parts.password or "@" in parts.netloc or parts.query or parts.fragment)
    return plain and bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in _LOCAL))
