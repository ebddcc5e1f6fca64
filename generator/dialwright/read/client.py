"""How clients of the API are built: `x-client`, the first server, the security scheme in use, error codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .. import ir, words
from ..openapi import ApiDescription, View
from ..words import Words
from .report import Report


@dataclass(frozen=True, kw_only=True)
class Client:
    """What `x-client` says, or what follows from the standard's own keys where it is absent."""

    words: Words
    distribution: str
    origin: str
    server: str
    arguments: tuple[ir.Argument, ...]
    bound: Mapping[str, Words]  # name of a bound value -> argument
    authentication: ir.Authentication
    surfaces: tuple[ir.Surface, ...]
    mapping_access: bool
    error_codes: tuple[ir.ErrorCode, ...]


def read_client(description: ApiDescription, report: Report) -> Client:
    """The client of a document."""
    title = words.split(description.info.text("title")) or ("api",)
    settings = description.client
    authentication = _authentication(description, settings)
    arguments = _arguments(settings, authentication)
    return Client(
        words=title,
        distribution=(settings.text("distribution") if settings else "") or words.kebab((*title, "client")),
        origin=(settings.text("origin") if settings else "") or description.node.file.path.name,
        server=_server(description, report),
        arguments=arguments,
        bound=_bound(settings),
        authentication=authentication,
        surfaces=_surfaces(settings, title, arguments),
        mapping_access=settings.flag("mapping-access") if settings else False,
        error_codes=tuple(_error_code(entry) for entry in description.error_codes),
    )


def _server(description: ApiDescription, report: Report) -> str:
    server = description.server
    if server is None or not server.text("url"):
        report.warn(description, "server", "the document names no server; clients will need `base_url`")
        return ""
    return server.text("url")


def _authentication(description: ApiDescription, settings: View | None) -> ir.Authentication:
    """That of the security scheme which `x-client` names, else of the first one."""
    schemes = description.security_schemes
    credentials = (settings.view("credentials") if settings is not None else None) or description.info
    scheme = schemes.get(credentials.text("scheme") or next(iter(schemes), ""))
    kind = scheme.text("scheme").lower() if scheme is not None and scheme.text("type") == "http" else "none"
    if kind == "basic":
        username, password = credentials.text("username"), credentials.text("password")
        return ir.Authentication(
            scheme="basic",
            username=words.split(username or "username"),
            password=words.split(password or "password"),
        )
    if kind == "bearer":
        return ir.Authentication(scheme="bearer", password=words.split(credentials.text("token") or "token"))
    return ir.Authentication(scheme="none")


def _arguments(settings: View | None, authentication: ir.Authentication) -> tuple[ir.Argument, ...]:
    if settings is not None and settings.has("arguments"):
        return tuple(_argument(entry) for entry in settings.views("arguments"))
    names = (authentication.username, authentication.password)
    return tuple(ir.Argument(words=name, secret=name == authentication.password) for name in names if name)


def _argument(entry: View) -> ir.Argument:
    return ir.Argument(
        words=words.split(entry.text("name")),
        env=entry.strings("env"),
        secret=entry.flag("secret"),
        server_variable=entry.text("server-variable"),
        description=entry.text("description"),
    )


def _bound(settings: View | None) -> dict[str, Words]:
    written = settings.view("bound") if settings is not None else None
    return {name: words.split(argument) for name, argument in written.texts().items()} if written else {}


def _surfaces(
    settings: View | None, title: Words, arguments: tuple[ir.Argument, ...]
) -> tuple[ir.Surface, ...]:
    if settings is not None and settings.has("surfaces"):
        return tuple(_surface(entry) for entry in settings.views("surfaces"))
    own = tuple((argument.words, argument.words) for argument in arguments)
    return (ir.Surface(words=title, arguments=own, description=f"The {words.pascal(title)} API."),)


def _surface(entry: View) -> ir.Surface:
    pairs = (pair for argument in entry.views("arguments") for pair in argument.texts().items())
    return ir.Surface(
        words=words.split(entry.text("name")),
        module=words.split(entry.text("module")),
        root=entry.text("root"),
        arguments=tuple((words.split(own), words.split(name)) for own, name in pairs),
        description=entry.text("description"),
    )


def _error_code(entry: View) -> ir.ErrorCode:
    return ir.ErrorCode(
        code=str(entry.scalar("code") or ""), words=words.split(entry.text("name")), text=entry.text("text")
    )
