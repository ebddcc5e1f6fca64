"""Operations as methods: one, or for a list and a download the several ways to go about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ... import ir
from ...words import Words, singular
from ..code import Part, call, lines, literal
from ..names import MethodNames, ParameterNames, Where
from . import texts
from .frame import Frame
from .functions import BODY_INDENT, function
from .parameters import Parameter, args, parameters_of, picked_by
from .parts import Function
from .requests import Body, result_of, streamed

_LIMIT = Parameter("limit", "int | None", "None", texts.LIMIT)
_URL = Parameter("url", "str", "", texts.PAGE_URL, positional=True)
_OVERWRITE = Parameter("overwrite", "bool", "False", texts.OVERWRITE)
_DECORATOR = 106
"""How long the line of a decorator may be within a class; a longer one is broken."""

_CHUNK_SIZE = Parameter("chunk_size", "int", "65536", texts.CHUNK_SIZE)


def _asked(pages: ir.Pagination) -> tuple[str, ...]:
    """The parameters that ask for a page."""
    return (pages.page_size, pages.page_number, pages.page_token, pages.offset)


class Methods:
    """Writes the methods of one operation."""

    def __init__(
        self, operation: ir.Operation, names: MethodNames, parameters: ParameterNames, frame: Frame
    ) -> None:
        self._operation = operation
        self._names = names
        self._frame = frame
        self._known = parameters.by_wire
        self._names_of_parameters = parameters
        self._result = result_of(operation, frame)
        self._body = Body(operation, parameters, frame, self._result)
        self._parameters = parameters_of(frame.place, operation, parameters, frame.types)
        self._options = Parameter("options", f"{frame.annotating('Options')} | None", "None", texts.OPTIONS)

    def all(self) -> Iterator[Function]:
        """Every method but the shortcut."""
        for written in self._written():
            yield self._marked(written)

    def _marked(self, written: Function) -> Function:
        """The method, with a warning where it is deprecated."""
        if not self._operation.deprecated:
            return written
        decorator = self._frame.running("deprecated")
        text = f"`{self._names.name}` is deprecated: the service may stop to offer it."
        line = f"@{decorator}({literal(text)})"
        lines = (line,) if len(line) <= _DECORATOR else (f"@{decorator}(", f"    {literal(text)}", ")")
        return replace(written, decorators=(*lines, *written.decorators))

    def _written(self) -> Iterator[Function]:
        if self._operation.module:
            yield self._delegated()
        elif self._operation.representations:
            yield self._download()
            yield self._iterate()
        elif self._operation.pagination is not None and self._frame.library.api.lazy_lists:
            yield self._lazy_list()
        elif self._operation.pagination is not None:
            yield self._list()
            yield self._stream()
            if self._names.page:
                yield self._page()
                yield self._get_page()
        elif self._operation.stream is not None and self._operation.result is None:
            yield self._events(self._names.name, self._operation.stream)
        else:
            yield self._single()
            if self._operation.stream is not None:
                yield self._events(self._names.events, self._operation.stream)

    def shortcut(self, item: ir.Item) -> Function:
        """The method of the collection that goes to one record and there does the same."""
        picked = picked_by(item, self._frame.types)
        parameters = (picked, *self._parameters, self._options)
        passed = ", ".join(f"{parameter.name}={parameter.name}" for parameter in parameters[1:])
        body = f"return {self._frame.flavour.wait}self({picked.name}).{self._names.name}({passed})"
        return self._method(self._names.shortcut, parameters, self._result.annotation, [body])

    def _single(self) -> Function:
        parameters = (*self._parameters, self._options)
        body = self._body.send("_send", self._parameters)
        return self._method(self._names.name, parameters, self._result.annotation, body)

    def _events(self, name: str, stream: ir.Stream) -> Function:
        """A method that answers with one item after the other, as they come."""
        item = streamed(self._operation, self._frame)
        kind = "EventStream" if stream.kind == "events" else "JsonStream"
        verb = "_events" if stream.kind == "events" else "_values"
        body = Body(self._operation, self._names_of_parameters, self._frame, item)
        sent = body.send(verb, self._parameters, waits=False, accept=stream.media_type)
        return self._method(
            name,
            (*self._parameters, self._options),
            f"{self._frame.annotating(self._frame.flavour.name(kind))}[{item.annotation}]",
            sent,
            define="def",
            more=(texts.EVENTS,),
        )

    def _delegated(self) -> Function:
        """A method that a hand-written module carries out: by a function of its name, or the async twin."""
        flavour, module = self._frame.flavour, self._operation.module
        home = (self._frame.own.package, module)
        carries_out = self._frame.imports.run(home, module + flavour.suffix)
        given = (*(parameter.name for parameter in self._parameters), "options")
        answer = "" if self._operation.result is None else "return "
        body = lines(f"{answer}{flavour.wait}", call(carries_out, "self", *given), indent=BODY_INDENT)
        return self._method(
            self._names.name, (*self._parameters, self._options), self._result.annotation, body
        )

    def _lazy_list(self) -> Function:
        """A list that is an iterator, and has no other methods beside it."""
        iterator = self._frame.imports.annotate("collections.abc", self._frame.flavour.name("Iterator"))
        return self._method(
            self._names.name,
            (*self._parameters, _LIMIT, self._options),
            f"{iterator}[{self._result.annotation}]",
            self._body.send("_stream", self._parameters, after=("limit", "options"), waits=False, paged=True),
            define="def",
            more=(texts.LAZY,),
        )

    def _list(self) -> Function:
        filters, size = self._filters, self._paging("page_size")
        return self._method(
            self._names.name,
            (*filters, _LIMIT, *size, self._options),
            f"{self._frame.list_name}[{self._result.annotation}]",
            self._body.send("_list", (*filters, *size), after=("limit", "options"), paged=True),
        )

    def _stream(self) -> Function:
        filters, size = self._filters, self._paging("page_size")
        iterator = self._frame.imports.annotate("collections.abc", self._frame.flavour.name("Iterator"))
        sent = self._body.send(
            "_stream", (*filters, *size), after=("limit", "options"), waits=False, paged=True
        )
        return function(
            f"def {self._names.stream}",
            (*filters, _LIMIT, *size, self._options),
            f"{iterator}[{self._result.annotation}]",
            [texts.STREAM.format(list=self._names.name)],
            sent,
        )

    def _page(self) -> Function:
        paging = self._paging("page_size", "page_number", "page_token", "offset")
        return function(
            f"{self._frame.flavour.define} {self._names.page}",
            (*self._filters, *paging, self._options),
            self._page_type,
            [texts.PAGE.format(list=self._names.name), args(paging)],
            self._body.send("_page", (*self._filters, *paging), paged=True),
        )

    def _get_page(self) -> Function:
        return function(
            f"{self._frame.flavour.define} {self._names.get_page}",
            (_URL, self._options),
            self._page_type,
            [texts.GET_PAGE, args((_URL, self._options))],
            self._body.send("_get_page", (), before=("url",), paged=True),
        )

    def _download(self) -> Function:
        path = self._frame.imports.annotate("os", "PathLike")
        target = Parameter("path", f"str | {path}[str]", "", texts.TARGET, positional=True)
        return self._method(
            self._names.name,
            (*self._parameters, target, *self._format, _OVERWRITE, self._options),
            self._frame.imports.annotate("pathlib", "Path"),
            self._body.send("_download", self._parameters, after=("path", "overwrite", "options")),
            texts.RAISED_FILE,
        )

    def _iterate(self) -> Function:
        return function(
            f"def {self._names.iterate}",
            (*self._parameters, *self._format, _CHUNK_SIZE, self._options),
            self._frame.annotating(self._frame.flavour.name("ByteStream")),
            [texts.ITERATE.format(download=self._names.name), args((*self._format, _CHUNK_SIZE))],
            self._body.send("_iter_bytes", self._parameters, after=("chunk_size", "options"), waits=False),
        )

    def _method(
        self,
        name: str,
        parameters: Iterable[Parameter],
        result: str,
        body: Iterable[str],
        *raised: tuple[str, str],
        define: str = "",
        more: tuple[str, ...] = (),
    ) -> Function:
        """A method, usually one that is waited for, with the whole of its docstring."""
        operation, place = self._operation, self._frame.place
        parameters = tuple(parameters)
        noun = texts.noun(self._acted_on)
        doc: tuple[Part, ...] = (
            *texts.opening(operation, self._known),
            *more,
            texts.answered(operation),
            texts.other_forms(operation),
            args(parameters),
            texts.raises(operation, noun, *raised, of_item=place.is_item_operation(operation)),
            texts.documented(operation.source),
        )
        return function(f"{define or self._frame.flavour.define} {name}", parameters, result, doc, body)

    @property
    def _acted_on(self) -> Words:
        """What the operation acts on: one of its place, else what its last path parameter picks."""
        own, picked = singular(self._frame.own.words), self._operation.path_parameters[-1:]
        if self._frame.place.item is not None or not picked:
            return own
        words = picked[0].words
        return words[:-1] if words[-1] in ("id", "sid") and len(words) > 1 else words

    @property
    def _filters(self) -> tuple[Parameter, ...]:
        """The parameters of a list that do not ask for a page."""
        return tuple(parameter for parameter in self._parameters if not self._asks_for_page(parameter))

    def _paging(self, *roles: str) -> tuple[Parameter, ...]:
        """The parameters of a list that ask for a page in these ways."""
        pages = self._operation.pagination
        wires = [getattr(pages, role) for role in roles]
        return tuple(p for p in self._parameters if self._asks_for_page(p) and p.wire in wires)

    def _asks_for_page(self, parameter: Parameter) -> bool:
        pages = self._operation.pagination
        known = _asked(pages) if pages is not None else ()
        return parameter.where is Where.QUERY and parameter.wire in known

    @property
    def _page_type(self) -> str:
        page = self._frame.annotating(self._frame.flavour.name("Page"))
        return f"{page}[{self._result.annotation}]"

    @property
    def _format(self) -> tuple[Parameter, ...]:
        """The parameter that chooses among several representations."""
        names = [literal(representation.name) for representation in self._operation.representations]
        if len(names) < 2:
            return ()
        self._frame.imports.annotate("typing", "Literal")
        return (Parameter("format", f"Literal[{', '.join(names)}]", names[0], texts.FORMAT),)
