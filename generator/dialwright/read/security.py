"""Security schemes of a document that has nothing of ours: what requests need, and what clients are given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from .. import ir, words
from ..openapi import ApiDescription, View
from ..words import Words

_USUAL: dict[str, tuple[Words, ...]] = {
    "basic": (("username",), ("password",)),
    "bearer": (("token",),),
    "key": (("api", "key"),),
    "other": (("authorization",),),
}


@dataclass(frozen=True)
class Security:
    """What requests need, and what clients are given for it."""

    schemes: tuple[ir.Scheme, ...] = ()
    alternatives: tuple[tuple[str, ...], ...] = ()
    arguments: tuple[ir.Argument, ...] = ()


def read_security(description: ApiDescription) -> Security | None:
    """None where a client has one way to show who it is, and always shows it."""
    schemes = _used(description)
    if description.client is not None or not schemes or _is_plain(description, schemes):
        return None
    kinds = Counter(_kind(scheme) for scheme in schemes.values())
    read = tuple(_scheme(key, scheme, kinds) for key, scheme in schemes.items())
    described = {key: _described(scheme) for key, scheme in schemes.items()}
    known = frozenset(schemes)
    written = description.has("security") or any(one.has("security") for one in description.operations)
    # What is declared and never asked for was forgotten, so it is sent where it is given.
    forgotten = (*((key,) for key in schemes), ())
    arguments = {
        name: ir.Argument(words=name, secret=name[-1] != "username", description=described[scheme.key])
        for scheme in read
        for name in scheme.arguments
    }
    return Security(
        schemes=read,
        alternatives=_alternatives(description, known) if written else forgotten,
        arguments=tuple(arguments.values()),
    )


def read_alternatives(view: View) -> ir.Alternatives | None:
    """What an operation needs if it says so itself; () for no credentials at all."""
    if not view.has("security"):
        return None
    return tuple(tuple(name for name, _ in node.items()) for node in view.elements("security"))


def _alternatives(view: View, known: frozenset[str]) -> ir.Alternatives:
    return tuple(names for names in read_alternatives(view) or () if known.issuperset(names))


def _used(description: ApiDescription) -> dict[str, View]:
    """The schemes that anything asks for; all of them, where nothing does."""
    schemes, views = description.security_schemes, (description, *description.operations)
    asked = {name for view in views for names in read_alternatives(view) or () for name in names}
    return {key: scheme for key, scheme in schemes.items() if key in asked} or schemes


def _is_plain(description: ApiDescription, schemes: Mapping[str, View]) -> bool:
    """Whether one scheme of HTTP authentication is all that there is, and every operation needs it."""
    if len(schemes) != 1 or _kind(next(iter(schemes.values()))) not in ("basic", "bearer"):
        return False
    asked = _alternatives(description, frozenset(schemes))
    every = not description.has("security") or asked == (tuple(schemes),)
    return every and not any(operation.has("security") for operation in description.operations)


def _kind(scheme: View) -> str:
    """`basic`, `bearer`, `key`, `tls`, or `other`: the value of the Authorization header as it is."""
    type_ = scheme.text("type")
    if type_ in ("oauth2", "openIdConnect"):
        return "bearer"  # what both end in
    if type_ == "apiKey":
        return "key"
    if type_ == "mutualTLS":
        return "tls"
    kind = scheme.text("scheme").lower()
    return kind if kind in ("basic", "bearer") else "other"


def _scheme(key: str, scheme: View, kinds: Counter[str]) -> ir.Scheme:
    kind = _kind(scheme)
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


def _described(scheme: View) -> str:
    """What the argument is for, in the document's words and in ours."""
    match _kind(scheme), scheme.text("type"):
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
