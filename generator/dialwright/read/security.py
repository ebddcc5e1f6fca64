"""Security schemes of a document that has nothing of ours: what requests need, and what clients are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from .. import ir, words
from ..openapi import ApiDescription, SecurityScheme, View
from ..words import Words

_USUAL: dict[str, tuple[Words, ...]] = {
    "basic": (("username",), ("password",)),
    "bearer": (("token",),),
    "key": (("api", "key"),),
    "other": (("authorization",),),
}

_OPTIONS: tuple[Words, Words, Words] = (("token", "url"), ("scopes",), ("token", "auth"))


@dataclass(frozen=True)
class Security:
    """What requests need, and what clients are given for it."""

    schemes: tuple[ir.Scheme, ...] = ()
    alternatives: tuple[tuple[str, ...], ...] = ()
    arguments: tuple[ir.Argument, ...] = ()
    options: tuple[ir.Argument, ...] = ()  # what it takes to fetch what is not given


def read_security(description: ApiDescription) -> Security | None:
    """None where a client has one way to show who it is, and always shows it."""
    if description.client is not None:
        return _told(description, description.client)
    schemes = _used(description)
    if not schemes or _is_plain(description, schemes):
        return None
    kinds = Counter(scheme.kind for scheme in schemes.values())
    read = _with_grants(description, schemes, tuple(_scheme(*one, kinds) for one in schemes.items()))
    return Security(
        schemes=read,
        alternatives=_general(description, schemes),
        arguments=tuple({one.words: one for scheme in read for one in _arguments(scheme, schemes)}.values()),
        options=tuple(one for scheme in read if scheme.grant for one in grant_arguments(scheme.grant)),
    )


def _told(description: ApiDescription, client: View) -> Security | None:
    """The one scheme that `x-client` names, where it is no mere Authorization header made of arguments."""
    told, schemes = client.view("credentials"), description.security_schemes
    key = told.text("scheme") if told is not None else ""
    scheme = schemes.get(key)
    if told is None or scheme is None:
        return None
    grant = _grant(description, key, scheme, lambda name: words.split(told.text("-".join(name))))
    if grant is None and scheme.kind != "key":
        return None
    read = _scheme(key, scheme, Counter((scheme.kind,)))
    named = replace(read, arguments=(words.split(told.text("token") or "token"),), grant=grant)
    return Security(schemes=(named,), alternatives=_general(description, {key: scheme}))


def _general(description: ApiDescription, schemes: Mapping[str, SecurityScheme]) -> ir.Alternatives:
    """What operations need that say nothing else."""
    if description.has("security") or any(one.has("security") for one in description.operations):
        return _alternatives(description, frozenset(schemes))
    # What is declared and never asked for was forgotten, so it is sent where it is given.
    return (*((key,) for key in schemes), ())


def _arguments(scheme: ir.Scheme, schemes: Mapping[str, SecurityScheme]) -> Iterator[ir.Argument]:
    for name in scheme.arguments:
        yield ir.Argument(
            words=name,
            secret=name[-1] != "username",
            description=_described(schemes[scheme.key]),
            optional=scheme.grant is not None,
        )


def read_alternatives(view: View) -> ir.Alternatives | None:
    """What an operation needs if it says so itself; () for no credentials at all."""
    if not view.has("security"):
        return None
    return tuple(tuple(name for name, _ in node.items()) for node in view.elements("security"))


def _alternatives(view: View, known: frozenset[str]) -> ir.Alternatives:
    return tuple(names for names in read_alternatives(view) or () if known.issuperset(names))


def _used(description: ApiDescription) -> dict[str, SecurityScheme]:
    """The schemes that anything asks for; all of them, where nothing does."""
    schemes, views = description.security_schemes, (description, *description.operations)
    asked = {name for view in views for names in read_alternatives(view) or () for name in names}
    return {key: scheme for key, scheme in schemes.items() if key in asked} or schemes


def _is_plain(description: ApiDescription, schemes: Mapping[str, SecurityScheme]) -> bool:
    """Whether one scheme of HTTP authentication is all that there is, and every operation needs it."""
    scheme = next(iter(schemes.values()))
    if len(schemes) != 1 or scheme.kind not in ("basic", "bearer") or scheme.client_credentials is not None:
        return False
    asked = _alternatives(description, frozenset(schemes))
    every = not description.has("security") or asked == (tuple(schemes),)
    return every and not any(operation.has("security") for operation in description.operations)


def _scheme(key: str, scheme: SecurityScheme, kinds: Counter[str]) -> ir.Scheme:
    kind = scheme.kind
    usual = _USUAL.get(kind, ())
    own = words.split(key) or ("key",)
    arguments = usual if kinds[kind] == 1 else tuple(_named(own, kind, name) for name in usual)
    if kind == "key":
        return ir.Scheme(key=key, kind=scheme.text("in"), name=scheme.text("name"), arguments=arguments)
    if kind == "other":
        return ir.Scheme(key=key, kind="header", name="Authorization", arguments=arguments)
    return ir.Scheme(key=key, kind=kind, arguments=arguments)


def _named(own: Words, kind: str, name: Words) -> Words:
    """The name of an argument of which there are several: with the scheme's own words before it."""
    if kind in ("key", "other") or own[-1:] == name:
        return own
    return (*own, *name)


def _with_grants(
    description: ApiDescription, schemes: Mapping[str, SecurityScheme], read: tuple[ir.Scheme, ...]
) -> tuple[ir.Scheme, ...]:
    """The schemes, with how their tokens are fetched; no two arguments have the same name."""
    several = sum(scheme.kind == "bearer" for scheme in schemes.values()) > 1
    taken = {name for scheme in read for name in scheme.arguments}
    found: list[ir.Scheme] = []
    for scheme in read:
        own = words.split(scheme.key) or ("token",)
        clashes = several or not taken.isdisjoint((("client", "id"), ("client", "secret"), *_OPTIONS))
        before = own if clashes else ()
        grant = _grant(description, scheme.key, schemes[scheme.key], _under(before))
        found.append(replace(scheme, grant=grant))
    return tuple(found)


def _under(before: Words) -> Callable[[Words], Words]:
    """What puts words before a name."""
    return lambda name: (*before, *name)


def _grant(
    description: ApiDescription, key: str, scheme: SecurityScheme, name: Callable[[Words], Words]
) -> ir.Grant | None:
    """How tokens of a scheme are fetched, if that is known and the arguments for it have names."""
    flow = scheme.client_credentials
    if flow is None or not name(("client", "id")):
        return None
    address, scopes, way = (name(option) for option in _OPTIONS)
    return ir.Grant(
        token_url=flow.text("tokenUrl").strip(),
        scopes=_scopes(description, key, flow),
        client_id=name(("client", "id")),
        client_secret=name(("client", "secret")),
        options=(address, scopes, way),
    )


def _scopes(description: ApiDescription, key: str, flow: View) -> tuple[str, ...]:
    """What operations ask of a scheme, as far as the flow has it to give."""
    given = {name for name, _ in flow.children("scopes")}
    asked = (
        scope.value
        for view in (description, *description.operations)
        for requirement in view.elements("security")
        for name, scopes in requirement.items()
        if name == key and scopes.is_sequence
        for scope in scopes.elements()
    )
    return tuple(dict.fromkeys(one for one in asked if isinstance(one, str) and (one in given or not given)))


def grant_arguments(grant: ir.Grant) -> Iterator[ir.Argument]:
    """What clients are given to fetch tokens with."""
    yield ir.Argument(
        words=grant.client_id,
        description="Identifier with which the client fetches access tokens: OAuth 2 client credentials.",
    )
    yield ir.Argument(words=grant.client_secret, secret=True, description="Secret of the client, likewise.")
    told = (
        f"Address that gives out access tokens. Left out, it is `{grant.token_url}`.",
        "Scopes to ask for, with spaces between; a space alone for none. Left out, it is all that the"
        " operations need.",
        "How the client proves itself there: `basic`, with HTTP Basic, or `body`, among the fields of the"
        " form. Left out, it is `basic`.",
    )
    for name, description in zip(grant.options, told, strict=True):
        yield ir.Argument(words=name, description=description, optional=True)


def _described(scheme: SecurityScheme) -> str:
    """What the argument is for, in the document's words and in ours."""
    match scheme.kind, scheme.text("type"):
        case "key", _:
            told = f"Sent as the {_PLACES.get(scheme.text('in'), '')} `{scheme.text('name')}`."
        case "basic", _:
            told = "Sent with HTTP Basic authentication."
        case "bearer", "oauth2":
            told = "OAuth 2 access token, sent as a Bearer token."
        case "bearer", "openIdConnect":
            told = "OpenID Connect token, sent as a Bearer token."
        case "bearer", _:
            told = "Sent as a Bearer token."
        case _:
            told = "The whole value of the Authorization header."
    return told


_PLACES = {"header": "header", "query": "query parameter", "cookie": "cookie"}
