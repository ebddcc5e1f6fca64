"""The client classes that users import."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ... import ir
from ...words import titled
from ..code import Group, Imports, Section, argument, call, docstring, fits, lines, literal, mapping
from ..names import SurfaceNames
from ..types import RUNTIME
from . import texts
from .flavour import FLAVOURS, Flavour
from .frame import Library
from .functions import BODY_INDENT, INDENT, function, getter
from .parameters import Parameter, args
from .parts import Class, Function, Pieces
from .resources import place_text

API = "_api"
"""The module that states what all client classes of the package share."""


def surface_pieces(library: Library, module: str, imports: Imports) -> Pieces:
    """The client classes of one module, each in both flavours."""
    pairs = zip(library.api.surfaces, library.names.clients.surfaces, strict=True)
    here = [(surface, names) for surface, names in pairs if names.module == module]
    classes = tuple(
        _Surface(library, imports, surface, names, flavour).written()
        for flavour in FLAVOURS
        for surface, names in here
    )
    text = f"Clients of the {titled(library.api.title)}."
    return Pieces(text, exports=tuple(written.name for written in classes), classes=classes)


@dataclass(frozen=True)
class _Given:
    """An argument of a client class: what it is, what the API calls it, what this class calls it."""

    argument: ir.Argument
    name: str
    own: str

    @property
    def value(self) -> str:
        return f"Secret({self.own})" if self.argument.secret else self.own


class _Surface:
    """Writes one client class."""

    def __init__(
        self, library: Library, imports: Imports, surface: ir.Surface, names: SurfaceNames, flavour: Flavour
    ) -> None:
        self._library = library
        self._imports = imports
        self._surface = surface
        self._names = names
        self._flavour = flavour
        self._given = tuple(self._arguments())
        own = (
            Parameter(given.own, "str | None", "None", texts.argument_text(given.argument), positional=True)
            for given in self._given
        )
        self._parameters = (*own, *self._settings())

    def written(self) -> Class:
        name = self._flavour.name(self._names.name)
        root = self._root()
        kind = self._flavour.prefix or "Sync"
        # The runtime's own name would clash with a client class that is called just so.
        self._imports.run(RUNTIME, f"{kind}Client as {kind}Base")
        bases = (f"{kind}Base", *([root] if root else []))
        return Class(
            name=name,
            header=tuple(lines("class ", call(name, *bases), ":")),
            docstring=docstring(
                self._surface.description or self._text(),
                args(self._parameters),
                Section("Raises:", (texts.RAISED_CREDENTIALS, texts.RAISED_SETTINGS)),
                indent=INDENT,
            ),
            functions=(self._constructor(root), *([] if root else self._services())),
        )

    def _text(self) -> str:
        return f"A client of the {titled(self._library.api.title)}."

    def _root(self) -> str:
        """The class of the place at which the client's tree starts; "" where it is the whole."""
        key = self._surface.root
        if not key:
            return ""
        if key not in self._library.names.places:
            raise ValueError(f"the client '{self._names.name}' starts at '{key}', where there is no resource")
        if self._library.names.tree[key].parents:
            raise ValueError(f"the client '{self._names.name}' starts at '{key}', which is part of a record")
        name = self._flavour.name(self._library.names.places[key].collection)
        home = self._library.module_of(key)
        return name if home == self._imports.here.steps else self._imports.run(home, name)

    def _constructor(self, root: str) -> Function:
        """What is given goes to the runtime; a secret is wrapped, so that no traceback's frame shows it."""
        self._imports.run((API,), "API")
        self._imports.run(RUNTIME, "hidden")
        secrets = [given.own for given in self._given if given.argument.secret]
        if secrets:
            self._imports.run(RUNTIME, "Secret")
        # What is empty does not tell a type checker what it would hold.
        declared = "arguments" if self._given else "arguments: dict[str, str | None]"
        values = mapping((literal(given.name), given.value) for given in self._given)
        renamed = [(literal(g.name), literal(g.own)) for g in self._given if g.name != g.own]
        settings = (
            argument(parameter.name, "hidden_proxy" if parameter.name == "proxy" else parameter.name)
            for parameter in self._settings()
        )
        names = mapping(renamed, name="names") if renamed else ""
        made = call("super().__init__", "API", "arguments", names, *settings, most=0)
        body = (
            *lines(f"{declared} = ", values, indent=BODY_INDENT),
            "hidden_proxy = hidden(proxy)",
            *_forgotten((*secrets, "proxy")),
            *lines("", made, indent=BODY_INDENT),
            *([f"{root}.__init__(self, self)"] if root else []),
        )
        return function("def __init__", self._parameters, "None", (), body)

    def _services(self) -> Iterator[Function]:
        """The properties that lead to the services."""
        for place in self._library.names.tree.services:
            name = self._flavour.name(self._library.names.places[place.key].collection)
            self._imports.run("functools", "cached_property")
            load = self._imports.load(self._library.module_of(place.key), name, indent=BODY_INDENT)
            text = place_text(self._library, place)
            step = self._library.names.services[place.key]
            yield getter(step, name, text, (*load, f"return {name}(self)"), decorator="cached_property")

    def _arguments(self) -> Iterator[_Given]:
        known = {argument.words: argument for argument in self._library.api.arguments}
        for (_, words), own in zip(self._surface.arguments, self._names.arguments, strict=True):
            if words not in known:
                raise ValueError(
                    f"the client '{self._names.name}' has an argument that the API does not: {own}"
                )
            yield _Given(known[words], self._library.names.clients.arguments[words], own)

    def _settings(self) -> tuple[Parameter, ...]:
        mapping_ = self._imports.annotate("collections.abc", "Mapping")
        transport = self._imports.annotate(RUNTIME, self._flavour.name("Transport"))
        context = self._imports.annotate("ssl", "SSLContext")
        on_request = self._imports.annotate(RUNTIME, "RequestHook")
        on_response = self._imports.annotate(RUNTIME, "ResponseHook")
        return (
            Parameter("base_url", "str | None", "None", texts.BASE_URL),
            *self._choice(),
            Parameter("timeout", "float | None", "60.0", texts.TIMEOUT),
            Parameter("max_retries", "int", "2", texts.MAX_RETRIES),
            Parameter("headers", f"{mapping_}[str, str] | None", "None", texts.HEADERS),
            Parameter("strict", "bool", "False", texts.STRICT),
            Parameter("transport", f"{transport} | None", "None", texts.TRANSPORT),
            Parameter("ssl_context", f"{context} | None", "None", texts.SSL_CONTEXT),
            Parameter("proxy", "str | None", "None", texts.PROXY),
            Parameter("on_request", f"{on_request} | None", "None", texts.ON_REQUEST),
            Parameter("on_response", f"{on_response} | None", "None", texts.ON_RESPONSE),
        )

    def _choice(self) -> Iterator[Parameter]:
        """What chooses among the addresses of the API, where it has several."""
        servers = self._library.api.servers
        if servers:
            literals = f"{self._imports.annotate('typing', 'Literal')}[{', '.join(map(literal, servers))}]"
            yield Parameter("server", f"{literals} | None", "None", texts.SERVER)


def _forgotten(secrets: tuple[str, ...]) -> list[str]:
    """The statement that forgets what was given."""
    why = "  # so that no traceback shows them"
    line = f"del {', '.join(secrets)}{why}"
    if fits(line, BODY_INDENT):
        return [line]
    return lines("del ", Group("(", secrets, ")", most=0), why, indent=BODY_INDENT)
