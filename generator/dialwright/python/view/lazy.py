"""Packages that export much and load little: a name's module is imported when the name is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...words import titled
from ..code import Imports, ModulePath, docstring, lines, literal, mapping
from ..names import MARKUP
from ..types import MODELS, RUNTIME
from .frame import Library
from .modules import exports
from .parts import Lines
from .statement import ERRORS, error_classes

# What users need beside clients and errors, if only to annotate their own code.
_CONVENIENCES = (
    "NULL",
    "AsyncByteStream",
    "AsyncEventStream",
    "AsyncJsonStream",
    "AsyncPage",
    "AsyncTransport",
    "AsyncTransportResponse",
    "ByteStream",
    "DateLike",
    "EventStream",
    "File",
    "FileLike",
    "JsonStream",
    "Options",
    "Page",
    "RawResponse",
    "Receipt",
    "RequestEvent",
    "RequestHook",
    "ResponseEvent",
    "ResponseHead",
    "ResponseHook",
    "ServerSentEvent",
    "Transport",
    "TransportRequest",
    "TransportResponse",
)


@dataclass(frozen=True)
class Lazy:
    """A package's `__init__`: what it exports, and which module each name comes from."""

    file: str
    docstring: Lines
    imports: Lines
    exports: Lines
    constants: tuple[Lines, ...]
    homes: Lines


def lazy_front(library: Library, runtime: Mapping[str, str]) -> Lazy:
    """The package itself: clients, errors, and what users need beside them."""
    clients = library.names.clients
    homes = {
        name: (surface.module,)
        for surface in clients.surfaces
        if surface.is_front
        for name in (surface.name, f"Async{surface.name}")
    }
    homes |= dict.fromkeys((clients.error, *error_classes(runtime)), (ERRORS,))
    homes |= dict.fromkeys(_CONVENIENCES, RUNTIME)
    version = (f"__version__ = {literal(clients.version)}",)
    text = library.api.description or f"A client of the {titled(library.api.title)}."
    return _lazy(ModulePath((), is_package=True), text, homes, (version,), ("__version__",))


def lazy_models(library: Library) -> Lazy:
    """The models package."""
    homes = {
        name: (MODELS, schema.module)
        for schema in library.names.schemas.values()
        for name in (schema.name, schema.input)
        if name
    }
    text = f"What the {titled(library.api.title)} sends and takes."
    return _lazy(ModulePath((MODELS,), is_package=True), text, homes)


def lazy_markup(library: Library) -> Iterator[Lazy]:
    """The package of what stands in documents of markup, if there are any."""
    elements = [library.names.markup[element.key] for element in library.api.markup.elements]
    if elements:
        text = f"What stands in the documents that answer the {titled(library.api.title)}."
        homes = {names.name: names.module for names in elements}
        yield _lazy(ModulePath((MARKUP,), is_package=True), text, homes)


def _lazy(
    path: ModulePath,
    text: str,
    homes: Mapping[str, tuple[str, ...]],
    constants: tuple[Lines, ...] = (),
    more: tuple[str, ...] = (),
) -> Lazy:
    imports = Imports(path)
    for name, home in homes.items():
        imports.annotate(home, name)
    entries = ((literal(name), literal(path.reach(homes[name]))) for name in sorted(homes))
    return Lazy(
        file=path.file,
        docstring=docstring(text, indent=0),
        imports=imports.typing_only,
        exports=exports((*homes, *more)),
        constants=constants,
        homes=tuple(lines("_HOMES: dict[str, str] = ", mapping(entries, most=0 if homes else 1))),
    )
