"""The types of the IR as Python annotations.

A type reads differently in the two directions. What is sent is closed and takes whatever can be encoded: an
enum is its listed values, a list any sequence. What is received is open: an enum may hold a value that was
added later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from .. import ir
from .code import Imports, literal
from .names import Names

RUNTIME = ("_runtime",)
MODELS = "models"

Home: TypeAlias = "str | tuple[str, ...]"
"""A module: of the standard library, or of the package by its steps."""


@dataclass(frozen=True)
class _Spelled:
    """A type in words, and the names that these need: pairs of a module and a name in it."""

    text: str
    needs: frozenset[tuple[Home, str]] = frozenset()


_KINDS: Mapping[ir.Kind, str] = {
    ir.Kind.STRING: "str",
    ir.Kind.INTEGER: "int",
    ir.Kind.NUMBER: "float",
    ir.Kind.DECIMAL: "Decimal",
    ir.Kind.BOOLEAN: "bool",
    ir.Kind.DATE: "date",
    ir.Kind.DATE_TIME: "datetime",
    ir.Kind.MOMENT: "datetime",
    ir.Kind.BYTES: "str",  # JSON has bytes as text only
    ir.Kind.FILE: "bytes",
    ir.Kind.ANY: "Any",
    ir.Kind.NULL: "None",
}
_SENT_KINDS: Mapping[ir.Kind, tuple[str, ...]] = {
    **{kind: (name,) for kind, name in _KINDS.items()},
    ir.Kind.DECIMAL: ("Decimal", "float", "str"),
    ir.Kind.DATE: ("date", "str"),
    ir.Kind.DATE_TIME: ("datetime", "str"),
    ir.Kind.MOMENT: ("DateLike",),
    ir.Kind.BYTES: ("bytes",),
    ir.Kind.FILE: ("FileLike",),
}
_HOMES: Mapping[str, Home] = {
    "Any": "typing",
    "DateLike": RUNTIME,
    "FileLike": RUNTIME,
    "Decimal": "decimal",
    "Literal": "typing",
    "Mapping": "collections.abc",
    "Null": RUNTIME,
    "Sequence": "collections.abc",
    "date": "datetime",
    "datetime": "datetime",
}


class Types:
    """Spells types for one module, and sees to it that the module imports what they mention."""

    def __init__(
        self,
        names: Names,
        enums: Mapping[str, ir.Enum],
        flat: Mapping[str, tuple[str, ...]],
        imports: Imports,
    ) -> None:
        self._names = names
        self._enums = enums
        self._flat = flat
        self._imports = imports

    def received(self, type_: ir.Type, *, list_name: str = "list") -> str:
        """The type of a value that the service sends; `list_name` says `list` where that name is hidden."""
        return self._annotated(_joined(self._received(type_, list_name)))

    def told(self, type_: ir.Type) -> str:
        """The type of a value that the service sends, in a text that the runtime reads."""
        return _joined(self._received(type_, "list")).text

    def sent(self, type_: ir.Type, *, json: bool = False) -> str:
        """The type of a value that the caller gives; only in JSON can it be null."""
        return self._annotated(_joined(self._sent(type_, json)))

    def in_path(self, type_: ir.Type) -> str:
        """The type of a part of a path, which is text or a whole number; of anything else, its text."""
        match type_:
            case ir.Primitive(ir.Kind.STRING | ir.Kind.INTEGER | ir.Kind.BOOLEAN) | ir.Constant():
                return self.sent(type_)
            case ir.Named(key) if key in self._enums:
                return self.sent(type_)
            case ir.Nullable(inner):
                return self.in_path(inner)
            case _:
                return "str"

    def running(self, type_: ir.Type) -> str:
        """The type of a value that the service sends, as an expression to be evaluated: one class."""
        match type_:
            case ir.Named(key):
                return self._imports.run(*self._home(key))
            case ir.ListOf(item):
                return f"list[{self.running(item)}]"
            case ir.MapOf(value):
                return f"dict[str, {self.running(value)}]"
            case ir.Primitive(ir.Kind.ANY):
                return self._imports.run("typing", "Any")
            case _:
                return self.received(type_)

    @property
    def make_uuid(self) -> str:
        """The runtime's function that makes an identifier."""
        return self._imports.run(RUNTIME, "make_uuid")

    @property
    def styled(self) -> str:
        """The runtime's class of values that are written in a style."""
        return self._imports.run(RUNTIME, "Styled")

    @property
    def nested(self) -> str:
        """The runtime's function that puts into place what a flat spelling says."""
        return self._imports.run(RUNTIME, "nested")

    def nesting(self, type_: ir.Type) -> tuple[str, ...]:
        """If the type may be spelled flat: the property to nest under, and those that stand beside it."""
        match type_:
            case ir.Named(key):
                return self._flat.get(key, ())
            case ir.ListOf(inner) | ir.Nullable(inner):
                return self.nesting(inner)
            case ir.Either(options):
                return next((found for option in options if (found := self.nesting(option))), ())
            case _:
                return ()

    def _annotated(self, spelled: _Spelled) -> str:
        for module, name in spelled.needs:
            self._imports.annotate(module, name)
        return spelled.text

    def _received(self, type_: ir.Type, list_name: str) -> Iterator[_Spelled]:
        """The alternatives of a type that is received."""
        match type_:
            case ir.Primitive(kind):
                yield _known(_KINDS[kind])
            case ir.Named(key):
                yield from self._received_schema(key)
            case ir.ListOf(item):
                yield _inside(f"{list_name}[{{}}]", self._received(item, list_name))
            case ir.MapOf(value):
                yield _inside("dict[str, {}]", self._received(value, list_name))
            case ir.Either(options):
                for option in options:
                    yield from self._received(option, list_name)
            case ir.Nullable(inner):
                yield from self._received(inner, list_name)
                yield _Spelled("None")
            case ir.Constant(values):
                yield from _literal(values)

    def _sent(self, type_: ir.Type, json: bool) -> Iterator[_Spelled]:
        """The alternatives of a type that is sent."""
        match type_:
            case ir.Primitive(kind):
                yield from map(_known, _SENT_KINDS[kind])
            case ir.Named(key):
                yield from self._sent_schema(key)
            case ir.ListOf(item):
                yield _inside("Sequence[{}]", self._sent(item, json), _known("Sequence"))
            case ir.MapOf(value):
                yield _inside("Mapping[str, {}]", self._sent(value, json), _known("Mapping"))
            case ir.Either(options):
                for option in options:
                    yield from self._sent(option, json)
            case ir.Nullable(inner):
                yield from self._sent(inner, json)
                if json:
                    yield _known("Null")
            case ir.Constant(values):
                yield from _literal(values)

    def _received_schema(self, key: str) -> Iterator[_Spelled]:
        module, name = self._home(key)
        yield _Spelled(name, frozenset({(module, name)}))
        enum = self._enums.get(key)
        if enum is not None and enum.open:
            kinds = dict.fromkeys(type(value).__name__ for value in enum.values if value is not None)
            yield from map(_Spelled, kinds)

    def _sent_schema(self, key: str) -> Iterator[_Spelled]:
        module, name = self._home(key)
        names = (self._names.schemas[key].input, name)
        yield from (_Spelled(spelled, frozenset({(module, spelled)})) for spelled in names if spelled)

    def _home(self, key: str) -> tuple[tuple[str, ...], str]:
        schema = self._names.schemas[key]
        return (MODELS, schema.module), schema.name


def optional(annotation: str) -> str:
    """The type, or None."""
    has_none = annotation == "Any" or annotation.split(" | ")[-1] == "None"
    return annotation if has_none else f"{annotation} | None"


def _known(name: str) -> _Spelled:
    """A name that is built in, or that is imported from a place we know."""
    home = _HOMES.get(name)
    return _Spelled(name, frozenset({(home, name)}) if home else frozenset())


def _literal(values: Iterable[ir.Scalar]) -> Iterator[_Spelled]:
    """Exactly these values. There are no literal types of numbers with a fraction."""
    kept = tuple(values)
    told = [literal(value) for value in kept if not isinstance(value, float)]
    if told:
        yield _Spelled(f"Literal[{', '.join(told)}]", _known("Literal").needs)
    if len(told) < len(kept):
        yield _known("float")


def _inside(form: str, options: Iterable[_Spelled], *outer: _Spelled) -> _Spelled:
    """A type with another in its brackets."""
    inner = _joined(options)
    return _Spelled(form.format(inner.text), inner.needs.union(*(spelled.needs for spelled in outer)))


def _joined(options: Iterable[_Spelled]) -> _Spelled:
    """The alternatives as one type, each once, None at the end; anything at all swallows the rest."""
    unique = {option.text: option.needs for option in options}
    if "Any" in unique:
        return _known("Any")
    names = sorted(unique, key=lambda name: name == "None")
    return _Spelled(" | ".join(names), frozenset[tuple[Home, str]]().union(*unique.values()))
