"""The module that receives what the service sends: one function for each webhook, and one for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ... import ir
from ...words import kebab, titled
from ..code import (
    Expression,
    Imports,
    ModulePath,
    Section,
    Typed,
    argument,
    call,
    declaration,
    docstring,
    lines,
    literal,
    one_line,
    tuple_of,
)
from ..types import RUNTIME
from . import texts
from .documents import Chapter, Entry
from .frame import Library
from .functions import module_function
from .modules import module
from .parameters import Parameter, args
from .parts import Attribute, Function, Module, Pieces

_FROM = ("_runtime", "webhooks")
_TYPES = ("WebhookHeaders", "WebhookBody")  # users may want to name these too
_KINDS, _SCHEMES = "_KINDS", "_SCHEMES"

_URL = "Address that the request came to, with its query."
_HEADERS = "Headers of the request: a mapping, or pairs. Case does not matter."
_BODY = "Body of the request: as it came, or the parsed form. JSON must be given as it came."
_KEY = "The key that the service signs with, or several while one takes the place of another."
_PUBLIC_URL = "Address under which the service knows this server, where `url` is another, as behind a proxy."

_RAISED_SIGNATURE = ("WebhookSignatureError", "Nothing shows that the service sent the request.")
_RAISED_PAYLOAD = ("WebhookPayloadError", "The request cannot be read as what it should be.")
_RAISED_KEY = ("ArgumentError", "The key is empty, or an argument is of the wrong type.")

_RECEIVE = "Make sure that the service sent a request, and read it as whichever of its webhooks it is."
_RECEIVE_ONE = "Make sure that the service sent a request, and read it as the webhook `{webhook}`."
_PARSE = "Read a request as whichever of the webhooks it is. Nothing shows who sent it."
_PARSE_ONE = "Read a request as the webhook `{webhook}`. Nothing shows who sent it."
_VERIFY = "Make sure that the service sent a request, whatever it carries."
_SIGN = "The headers with which the service would sign a request: for tests of your own server."
_QUERY = "A request without a body carries what is in the query of its address."


@dataclass(frozen=True)
class Receiving:
    """What the front page says about webhooks: the module, and the function of its examples."""

    module: str
    function: str
    kinds: tuple[str, ...]  # the classes of what it returns, where these are several
    single: str  # the function for the last webhook alone
    shown: str  # what came in, as code that can be printed


def webhook_modules(library: Library) -> Iterator[Module]:
    """The module about webhooks, if the service has some or signs what it sends."""
    if library.api.webhooks or library.api.signatures:
        path = ModulePath((library.names.webhooks.module,))
        yield module(path, [lambda imports: _Writer(library, imports).pieces()])


def webhook_chapters(library: Library) -> Iterator[Chapter]:
    """The functions of that module."""
    for written in webhook_modules(library):
        place = f"{library.names.clients.package}.{library.names.webhooks.module}"
        entries = (Entry(function.heading, one_line(function.summary)) for function in written.functions)
        yield Chapter(place, "", (), tuple(entries))


def receiving(library: Library) -> Receiving | None:
    """How requests are received, where they are signed."""
    if not library.api.signatures or not library.api.webhooks:
        return None
    names, last = library.names.webhooks, library.api.webhooks[-1]
    single = f"receive_{names.names[last.key]}"
    kinds = tuple(
        library.names.schemas[webhook.payload.key].name
        for webhook in _marked(library)
        if isinstance(webhook.payload, ir.Named)
    )
    shown = "event.to_dict()" if kinds or _is_model(last, library) else "event"
    return Receiving(names.module, "receive" if kinds else single, kinds, single, shown)


def _marked(library: Library) -> list[ir.Webhook]:
    """The webhooks that are told by what they carry."""
    return [webhook for webhook in library.api.webhooks if webhook.mark and _is_model(webhook, library)]


def _is_model(webhook: ir.Webhook, library: Library) -> bool:
    return isinstance(webhook.payload, ir.Named) and webhook.payload.key in library.models


class _Writer:
    """Writes the module."""

    def __init__(self, library: Library, imports: Imports) -> None:
        self._library = library
        self._names = library.names.webhooks
        self._imports = imports
        self._types = library.types(imports)
        self._marked = _marked(library)
        self._signs = bool(library.api.signatures)

    def pieces(self) -> Pieces:
        functions = tuple(self._functions())
        api = titled(self._library.api.title)
        text = f"What the {api} sends to your server: make sure that it did, and read it."
        if not self._signs:
            text = f"What the {api} sends to your server, to be read."
        names = (function.heading.partition("(")[0] for function in functions)
        exports = (*names, *(_TYPES if functions else ()), *([self._names.payload] if self._marked else []))
        return Pieces(text, exports, tuple(self._constants()), functions=functions)

    def _constants(self) -> Iterator[Attribute]:
        if self._marked:
            yield self._union()
        if self._signs:
            schemes = tuple_of(map(self._scheme, self._library.api.signatures))
            yield Attribute(tuple(lines(f"{_SCHEMES} = ", schemes)))
        if self._marked:
            kinds = tuple_of(call("", literal(w.mark), self._types.running(w.payload)) for w in self._marked)
            annotation = f"tuple[tuple[str, type[{self._names.payload}]], ...]"
            yield Attribute(tuple(declaration(_KINDS, annotation, kinds)))
        for webhook in self._library.api.webhooks:
            if not _is_model(webhook, self._library):
                yield self._shape(webhook)

    def _union(self) -> Attribute:
        """The types of what can be told apart."""
        self._imports.annotate("typing", "TypeAlias")
        types = " | ".join(dict.fromkeys(self._types.running(webhook.payload) for webhook in self._marked))
        statement = lines(f"{self._names.payload}: TypeAlias = ", Typed("", types))
        told = ", ".join(f"`{webhook.mark}`" for webhook in self._marked)
        text = f"What a request can be read as, by the first of these fields that it has: {told}."
        return Attribute(tuple(statement), docstring(text, indent=0))

    def _scheme(self, signature: ir.Signature) -> Expression:
        return call(
            self._running("SignatureScheme"),
            literal(kebab(signature.words)),
            argument("headers", tuple_of(map(literal, signature.headers))),
            argument("signs", literal(signature.signs)),
            argument("digest", literal(signature.digest)),
            argument("encoding", literal(signature.encoding)),
            argument("body_hash", literal(signature.body_hash)) if signature.body_hash else "",
            most=0,
        )

    def _shape(self, webhook: ir.Webhook) -> Attribute:
        """The type of what is no model, for the runtime to read."""
        shape = self._imports.run(RUNTIME, "Shape")
        annotation = self._types.received(webhook.payload)
        made = call(shape, literal(annotation))
        return Attribute(tuple(declaration(self._shape_name(webhook), f"{shape}[{annotation}]", made)))

    def _shape_name(self, webhook: ir.Webhook) -> str:
        return f"_{self._names.names[webhook.key].upper()}"

    def _functions(self) -> Iterator[Function]:
        verb = "receive" if self._signs else "parse"
        if self._marked:
            result = f"return {self._running('pick')}({_KINDS}, request.fields())"
            text = _RECEIVE if self._signs else _PARSE
            yield self._reading(verb, self._names.payload, (text, _QUERY), result)
        for webhook in self._library.api.webhooks:
            yield self._one(verb, webhook)
        if self._signs:
            yield self._verify()
            yield self._sign()

    def _one(self, verb: str, webhook: ir.Webhook) -> Function:
        name = f"{verb}_{self._names.names[webhook.key]}"
        doc = (
            (_RECEIVE_ONE if self._signs else _PARSE_ONE).format(webhook=one_line(webhook.key)),
            texts.sentence(webhook.description),
            texts.documented(webhook.source),
        )
        if _is_model(webhook, self._library):
            model = self._types.running(webhook.payload)
            return self._reading(name, model, doc, f"return {model}.from_dict(request.fields())")
        result = f"return {self._running('read_as')}({self._shape_name(webhook)}, request.value())"
        return self._reading(name, self._types.received(webhook.payload), doc, result)

    def _reading(self, name: str, type_: str, doc: Iterable[str], result: str) -> Function:
        """A function that takes a request and returns what it carries."""
        parameters = self._parameters() if self._signs else self._contents()
        request = self._running("WebhookRequest")
        body = self._checked() if self._signs else (f'request = {request}("", headers, body)',)
        raised = [_RAISED_SIGNATURE, _RAISED_PAYLOAD, _RAISED_KEY] if self._signs else [_RAISED_PAYLOAD]
        summary, *more = doc
        sections = (args(parameters), Section("Raises:", tuple(raised)))
        return module_function(name, parameters, type_, (summary, *more, *sections), (*body, result))

    def _verify(self) -> Function:
        raised = Section("Raises:", (_RAISED_SIGNATURE, _RAISED_KEY))
        doc = (_VERIFY, args(self._parameters()), raised)
        return module_function("verify", self._parameters(), "None", doc, self._checked())

    def _sign(self) -> Function:
        url = Parameter("url", "str", "", "Address as the service knows it, with its query.", positional=True)
        _, body = self._contents()
        key = Parameter("signing_key", "str", "", "The key.", positional=True)
        signed = self._running("signed_headers")
        request = self._running("WebhookRequest")
        code = (*self._hidden_keys(), f"return {signed}({_SCHEMES}, {request}(url, (), body), keys)")
        doc = (_SIGN, args((url, body, key)), Section("Raises:", (_RAISED_KEY,)))
        return module_function("sign", (url, body, key), "dict[str, str]", doc, code)

    def _checked(self) -> tuple[str, ...]:
        """The lines that make sure of a request."""
        request, check = self._running("WebhookRequest"), self._running("check")
        return (
            *self._hidden_keys(),
            f"request = {request}(url, headers, body, public_url)",
            f"{check}({_SCHEMES}, request, keys)",
        )

    def _hidden_keys(self) -> tuple[str, ...]:
        keys = self._running("SigningKeys")
        return (f"keys = {keys}(signing_key)", "del signing_key  # so that no traceback shows it")

    def _parameters(self) -> tuple[Parameter, ...]:
        sequence = self._imports.annotate("collections.abc", "Sequence")
        return (
            Parameter("url", "str", "", _URL, positional=True),
            *self._contents(),
            Parameter("signing_key", f"str | {sequence}[str]", "", _KEY, positional=True),
            Parameter("public_url", "str | None", "None", _PUBLIC_URL),
        )

    def _contents(self) -> tuple[Parameter, Parameter]:
        headers, body = map(self._running, _TYPES)
        return (
            Parameter("headers", headers, "", _HEADERS, positional=True),
            Parameter("body", body, "", _BODY, positional=True),
        )

    def _running(self, name: str) -> str:
        return self._imports.run(_FROM, name)
