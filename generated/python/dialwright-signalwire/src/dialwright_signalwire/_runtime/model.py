"""Typed views of JSON objects.

A model keeps the object as the service sent it and reads a field when it is asked for, so nothing that the
service sends makes reading fail: a value that cannot be read as its type is None, and stays reachable as it
came. A class body is plain annotations; `wire` says what a field is called on the wire where that differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, dataclass_transform

from .guards import Unreadable, is_object
from .options import UNSET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Self

    from .scalars import Decoder

__all__ = [
    "EXTRAS",
    "SOME_EXTRAS",
    "Bound",
    "Field",
    "Model",
    "check_model",
    "read_model",
    "wire",
]

M = TypeVar("M", bound="Model")

_REPR_NAMES = ("sid", "id", "name", "friendly_name", "phone_number", "country_code", "status", "state")
_REPR_LENGTH = 80


class _Wire:
    """What `wire` says about a field."""

    def __init__(self, names: tuple[str, ...], default: object, secret: bool, format: str) -> None:
        self.names = names
        self.default = default
        self.secret = secret
        self.format = format


def wire(*names: str, default: Any = UNSET, secret: bool = False, format: str = "") -> Any:
    """Describe a field.

    Args:
        names: What the field is called on the wire: first as we send it, then other names the service uses.
        default: What the attribute is where the service sends nothing; without it the field is required.
        secret: Whether to keep the value out of the repr.
        format: How the service writes the value where that is not the usual way: `rfc-2822` for a moment that
            is not in ISO 8601, `text` for a number or a truth value in quotes, `number` for an exact amount
            without them. Reading accepts each of these anyway.
    """
    return _Wire(names, default, secret, format)


class _Unlisted:
    """Stands in a class body for the properties that are not listed."""

    def __init__(self, *, others: bool) -> None:
        self.others = others


EXTRAS: Any = _Unlisted(others=False)
"""The value, in a class body, of the field that holds every property that has no field of its own."""
SOME_EXTRAS: Any = _Unlisted(others=True)
"""The same where there may be others of any type: these are left out, unless they are of this one."""


class Field:
    """Reads one field of a model.

    A value that had to be made is made once, then kept on the instance, where it is found first. What is as
    it came is not kept a second time: most fields are, and a page holds thousands.
    """

    __slots__ = ("_decoder", "_kept", "annotation", "default", "format", "name", "names", "owner", "secret")

    def __init__(self, owner: type[Model], name: str, annotation: object, given: object) -> None:
        described = given if isinstance(given, _Wire) else _Wire((), given, False, "")
        self.owner = owner
        self.name = name
        self.names = described.names or (name,)
        self.default = described.default
        self.secret = described.secret
        self.format = described.format
        self.annotation = annotation
        self._decoder: Decoder | None = None
        self._kept: type | None = None  # values of this very type are given out as they came

    @property
    def required(self) -> bool:
        """Whether the service always sends it."""
        return self.default is UNSET

    @property
    def decoder(self) -> Decoder:
        """What turns a JSON value into the field's type; made on first use."""
        if self._decoder is None:
            from .decode import decoder_for, kept_by

            self._decoder = decoder_for(self.annotation, self.owner)
            self._kept = kept_by(self._decoder)
        return self._decoder

    def raw(self, values: Mapping[str, Any]) -> Any:
        """The value as it came, under whichever of the field's names holds one."""
        for name in self.names:
            value = values.get(name)
            if value is not None:
                return value
        return None

    def check(self, values: Mapping[str, Any]) -> None:
        """Raise Unreadable where the field is missing or not of its type."""
        there = [name for name in self.names if name in values]
        if not there:
            if self.required:
                raise Unreadable("is missing", (self.names[0],))
            return
        name = next((name for name in there if values[name] is not None), there[0])
        try:
            self.decoder(values[name], True)
        except Unreadable as problem:
            raise problem.under(name) from None

    def __get__(self, instance: Model | None, owner: type[Model] | None = None) -> Any:
        if instance is None:
            return self
        raw = instance.__raw__.get(self.names[0])
        if type(raw) is self._kept:
            return raw
        return self._read(instance)

    def _read(self, instance: Model) -> Any:
        raw = self.raw(instance.__raw__)
        if raw is None:
            return None if self.default is UNSET else self.default
        try:
            value = self.decoder(raw, False)
        except Unreadable:
            value = None
        if value is not raw:
            object.__setattr__(instance, self.name, value)
        return value


class Extras:
    """Reads the properties of a model that have no field, all into one object, when it is asked for."""

    __slots__ = ("_field", "_others", "name")

    def __init__(self, owner: type[Model], name: str, annotation: object, unlisted: _Unlisted) -> None:
        self._field = Field(owner, name, annotation, UNSET)
        self._others = unlisted.others
        self.name = name

    def check(self, values: Mapping[str, Any], listed: set[str]) -> None:
        """Raise Unreadable at the first that is not of the type of all of them."""
        if not self._others:
            self._field.decoder(self._unlisted(values, listed), True)

    def __get__(self, instance: Model | None, owner: type[Model] | None = None) -> Any:
        if instance is None:
            return self
        unlisted = self._unlisted(instance.__raw__, instance.__listed__())
        found = self._field.decoder(unlisted, False)
        object.__setattr__(instance, self.name, found)
        return found

    def _unlisted(self, values: Mapping[str, Any], listed: set[str]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if name not in listed}


class _Holder:
    """Where a model keeps what it was made from."""

    __raw__: dict[str, Any]


class Bound:
    """What acts through a client; a record is a model and this, and a copy of it keeps the client."""


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(wire,))
class Model(_Holder):
    """A JSON object with typed attributes, immutable, which keeps every key it came with."""

    __fields__: ClassVar[Mapping[str, Field]] = {}
    __extras__: ClassVar[Extras | None] = None
    __kind__: ClassVar[type[Model]]
    __tag__: ClassVar[tuple[str, tuple[str, ...]] | None] = None
    _tag: ClassVar[tuple[str, tuple[str, ...]] | None] = None
    """In a union: the property that tells its members apart, and the values of it that mean this one."""

    def __init_subclass__(cls, **arguments: Any) -> None:
        super().__init_subclass__(**arguments)
        if not issubclass(cls, Bound):
            cls.__kind__ = cls
            cls.__tag__ = cls._tag
        own: dict[str, Field] = {}
        for name, annotation in cls.__annotations__.items():
            unlisted = cls.__dict__.get(name)
            if isinstance(unlisted, _Unlisted):
                cls.__extras__ = Extras(cls, name, annotation, unlisted)
                setattr(cls, name, cls.__extras__)
            elif not name.startswith("_"):
                own[name] = Field(cls, name, annotation, cls.__dict__.get(name, UNSET))
                setattr(cls, name, own[name])
        if own:
            cls.__fields__ = {**cls.__fields__, **own}

    def __init__(self, /, **values: object) -> None:
        """Make a model from its attributes, as the service would have sent it.

        What is left out is a field that the service left out; None is one that it sent as null.

        Raises:
            TypeError: There is no such attribute, one that the service always sends is missing, or among the
                properties that have no attribute is one that has.
            ArgumentError: A value cannot be told in JSON.
        """
        from .written import written

        raw: dict[str, Any] = {}
        object.__setattr__(self, "__raw__", raw)
        extras = type(self).__extras__  # by the class: an instance would give out what it reads
        for name, value in values.items():
            field = self.__fields__.get(name)
            if field is not None:
                raw[field.names[0]] = written(value, field.format)
            elif extras is not None and name == extras.name:
                raw.update(self._unlisted(name, written(value)))
            else:
                raise TypeError(f"{self.__kind__.__name__}() has no argument {name!r}.")
        missing = [name for name, field in self.__fields__.items() if field.required and name not in values]
        if missing:
            raise TypeError(f"{self.__kind__.__name__}() needs {', '.join(map(repr, missing))}.")

    @classmethod
    def __listed__(cls) -> set[str]:
        """Every name on the wire that is the name of a field."""
        return {name for field in cls.__fields__.values() for name in field.names}

    @classmethod
    def _unlisted(cls, name: str, given: Any) -> dict[str, Any]:
        """What is given besides the fields, none of which it may be."""
        kind = cls.__kind__.__name__
        if not is_object(given):
            raise TypeError(f"{kind}() takes a mapping as {name!r}.")
        if among := cls.__listed__() & given.keys():
            raise TypeError(f"{kind}() has an argument for {min(among)!r}, which cannot be in {name!r}.")
        return given

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> Self:
        """Make a model from a JSON object as the service sends it."""
        return read_model(cls, dict(raw))

    def to_dict(self) -> dict[str, Any]:
        """The JSON object as it came, as a copy of its own."""
        from copy import deepcopy

        return deepcopy(self.__raw__)

    def to_json(self) -> str:
        """The JSON object as text."""
        from json import dumps

        return dumps(self.__raw__, ensure_ascii=False)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{self.__kind__.__name__} is immutable: {name!r} cannot be set.")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{self.__kind__.__name__} is immutable: {name!r} cannot be deleted.")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model):
            return NotImplemented
        return self.__kind__ is other.__kind__ and self.__raw__ == other.__raw__

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self._shown())
        return f"{self.__kind__.__name__}({shown})"

    def _shown(self) -> Iterator[tuple[str, str]]:
        """The few fields that tell one record from another, and nothing that may be private."""
        for name in _REPR_NAMES:
            field = self.__fields__.get(name)
            value = field.raw(self.__raw__) if field and not field.secret else None
            if isinstance(value, (str, int)):
                text = repr(value)
                yield name, text if len(text) <= _REPR_LENGTH else f"{text[:_REPR_LENGTH]}..."

    def __copy__(self) -> Self:
        return self._twin(self.__raw__)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        from copy import deepcopy

        return self._twin(deepcopy(self.__raw__, memo))

    def _twin(self, raw: dict[str, Any]) -> Self:
        twin = read_model(type(self), raw)
        for name in ("_client", "_above", "__made__"):
            if name in self.__dict__:
                object.__setattr__(twin, name, self.__dict__[name])
        return twin

    def __reduce__(self) -> tuple[object, ...]:
        return read_model, (type(self), self.__raw__)


Model.__kind__ = Model


def read_model(cls: type[M], raw: dict[str, Any]) -> M:
    """A model over a JSON object, which it keeps."""
    model = object.__new__(cls)
    object.__setattr__(model, "__raw__", raw)
    return model


def check_model(cls: type[Model], raw: Mapping[str, Any]) -> None:
    """Raise Unreadable at the first field that is missing or not of its type."""
    for field in cls.__fields__.values():
        field.check(raw)
    if cls.__extras__ is not None:
        cls.__extras__.check(raw, cls.__listed__())
