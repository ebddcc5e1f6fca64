"""How clients of the API are built: `x-client`, the servers, the security scheme in use, error codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from .. import ir, words
from ..openapi import ApiDescription, View
from ..words import Words
from .report import Report
from .security import Security, read_security
from .servers import choices_of, default_of, read_choices, read_server, variables_of

_TOLD = {"basic": "Sent with HTTP Basic authentication.", "bearer": "Sent as a Bearer token."}

_LONGEST = 80  # letters of the name of a distribution that follows from a title


@dataclass(frozen=True, kw_only=True)
class Client:
    """What `x-client` says, or what follows from the standard's own keys where it is absent."""

    words: Words
    distribution: str
    origin: str
    server: str
    servers: tuple[str, ...]
    arguments: tuple[ir.Argument, ...]
    bound: Mapping[str, Words]  # name of a bound value -> argument
    authentication: ir.Authentication
    security: Security
    surfaces: tuple[ir.Surface, ...]
    mapping_access: bool
    mapping_keys: str
    lazy_lists: bool
    error_codes: tuple[ir.ErrorCode, ...]


def read_client(description: ApiDescription, report: Report) -> Client:
    """The client of a document."""
    title = words.split(description.info.text("title")) or ("api",)
    settings = description.client
    security = read_security(description)
    none = ir.Authentication(scheme="none")
    authentication = none if security is not None else _authentication(description, settings)
    security = security or Security()
    arguments = security.arguments or _arguments(settings, authentication)
    if settings is None:
        variables = _variables(description, (*arguments, *security.options))
        arguments = (*arguments, *variables, *security.options)
    return Client(
        words=title,
        distribution=(settings.text("distribution") if settings else "")
        or words.kebab((*_short(title), "client")),
        origin=(settings.text("origin") if settings else "") or description.node.file.path.name,
        server=read_server(description, arguments, report),
        servers=read_choices(description, arguments),
        arguments=arguments,
        bound=_bound(settings),
        authentication=authentication,
        security=security,
        surfaces=_surfaces(settings, title, arguments),
        mapping_access=settings.flag("mapping-access") if settings else False,
        mapping_keys=(settings.text("mapping-keys") if settings else "") or "wire",
        lazy_lists=settings.text("lists") == "lazy" if settings else False,
        error_codes=tuple(_error_code(entry) for entry in description.error_codes),
    )


def _short(title: Words) -> Words:
    """The first words of a title: a folder is called so as well."""
    lengths = accumulate(len(word) + 1 for word in title)
    return tuple(word for word, length in zip(title, lengths, strict=True) if length <= _LONGEST) or ("api",)


def _authentication(description: ApiDescription, settings: View | None) -> ir.Authentication:
    """That of the security scheme which `x-client` names, else of the first one that clients know."""
    schemes = description.security_schemes
    credentials = settings.view("credentials") if settings is not None else None
    named = credentials.text("scheme") if credentials is not None else ""
    kinds = (schemes[name].kind for name in ([named] if named in schemes else schemes))
    scheme = next((kind for kind in kinds if kind in ("basic", "bearer")), "none")

    def argument(name: str) -> Words:
        return words.split((credentials.text(name) if credentials is not None else "") or name)

    if scheme == "basic":
        return ir.Authentication(scheme=scheme, username=argument("username"), password=argument("password"))
    return ir.Authentication(scheme=scheme, password=argument("token") if scheme == "bearer" else ())


def _arguments(settings: View | None, authentication: ir.Authentication) -> tuple[ir.Argument, ...]:
    if settings is not None and settings.has("arguments"):
        return tuple(_argument(entry) for entry in settings.views("arguments"))
    names = (authentication.username, authentication.password)
    told = _TOLD.get(authentication.scheme, "")
    return tuple(
        ir.Argument(words=name, secret=name == authentication.password, description=told)
        for name in names
        if name
    )


def _argument(entry: View) -> ir.Argument:
    return ir.Argument(
        words=words.split(entry.text("name")),
        env=entry.strings("env"),
        secret=entry.flag("secret"),
        server_variable=entry.text("server-variable"),
        description=entry.text("description"),
    )


def _variables(description: ApiDescription, others: tuple[ir.Argument, ...]) -> Iterator[ir.Argument]:
    """Arguments for the variables of the servers' addresses."""
    taken = {argument.words for argument in others}
    for name, variable in variables_of(description.servers):
        own = words.split(name) or ("variable",)
        yield ir.Argument(
            words=("server", *own) if own in taken else own,
            server_variable=name,
            description=variable.text("description") or f"The part `{name}` of the server's address.",
            default=default_of(variable),
            choices=choices_of(variable),
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
        code=str(entry.raw("code")), words=words.split(entry.text("name")), text=entry.text("text")
    )
