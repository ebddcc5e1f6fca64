"""Which of several types a value is read as, and where the names of types are found."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest

from dialwright.python.runtime import Model, Request, meaning
from dialwright.python.runtime.decode import decoder_for
from dialwright.python.runtime.guards import Unreadable
from dialwright.python.runtime.model import Field


class Inner(Model):
    """An object in an object."""

    a: int


def holding(name: str, annotation: object) -> type[Model]:
    """A model with one field of a type."""

    def fill(body: dict[str, Any]) -> None:
        body["__annotations__"] = {"value": annotation}

    from types import new_class

    return new_class(name, (Model,), exec_body=fill)


@pytest.mark.parametrize(
    ("first", "second", "value"),
    [
        ("int", "str", "x"),
        ("list[int]", "int", 7),
        ("int", "list[int]", [1]),
        ("dict[str, int]", "list[int]", [1]),
        ("list[int]", "dict[str, int]", {}),
        ("int | None", "list[int]", [1]),
        ("str", "int | list[int]", [1]),
        ("int | dict[str, int]", "str | list[str]", ["a"]),
        ("Literal['a']", "Literal['b']", "b"),
        ("Literal['a'] | None", "Literal['b'] | None", "b"),
        ("Literal[1]", "str", "1"),
        (Inner, "str", "x"),
        ("str", Inner, {}),
        (Inner | None, list[Inner], []),
        ("bool", "datetime", "2020-01-02T03:04:05Z"),
    ],
)
def test_the_model_whose_fields_read_fits_best(first: object, second: object, value: object) -> None:
    one, other = holding("One", first), holding("Other", second)
    for kind in (one | other, other | one):
        assert type(decoder_for(kind)({"value": value}, False)) is other


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (list[str] | list[int] | list[Inner], [1, 2]),
        (list[int] | list[str] | list[Inner], ["1", "b"]),
        (list[str] | list[int | None], [1, None]),
        (dict[str, str] | dict[str, int], {"a": 1}),
        (dict[str, int] | dict[str, list[int]], {"a": [1]}),
        (dict[str, int] | dict[str, Any], {"a": "x"}),
        (list[int] | list[Any], ["x"]),
        (float | int, 1),
        (float | int, 1.5),
        (Inner | dict[str, str], {"a": "x", "b": "y"}),
        (list[int | None] | list[str | None], ["1", None]),
    ],
)
def test_what_is_in_a_list_or_a_map_tells_which_it_is(kind: object, value: object) -> None:
    assert repr(decoder_for(kind)(value, False)) == repr(decoder_for(kind)(value, True)) == repr(value)


@pytest.mark.parametrize("kind", [date | datetime | str, str | datetime | date])
def test_a_day_is_no_moment(kind: object) -> None:
    decode_either = decoder_for(kind)
    assert decode_either("2026-01-02", False) == date(2026, 1, 2)
    assert decode_either("2026-01-02T00:00:00Z", False) == datetime(2026, 1, 2, tzinfo=UTC)
    assert decode_either("2026-01-XX", False) == "2026-01-XX"


def test_a_list_of_a_kind_that_came_later_is_one_of_models() -> None:
    class Cat(Model):
        _tag = ("kind", ("cat",))
        kind: str

    decode_either = decoder_for(list[str] | list[Cat])
    assert [type(item) for item in decode_either([{"kind": "lion"}], False)] == [Cat]


@pytest.mark.parametrize("first", [True, False])
def test_lists_are_told_apart_by_the_models_in_them(first: bool) -> None:
    class One(Model):
        a: int

    class Other(Model):
        b: int

    kind = list[One] | list[str] | list[Other] if first else list[Other] | list[str] | list[One]
    decode_either, decode_map = decoder_for(kind), decoder_for(dict[str, One] | dict[str, Other])
    assert [type(item) for item in decode_either([{"b": 1}, {"b": 2}], False)] == [Other, Other]
    assert [type(item) for item in decode_either([{"a": 1}], True)] == [One]
    assert decode_either([], True) == []
    assert [type(item) for item in decode_map({"x": {"b": 1}}, False).values()] == [Other]


def test_lists_of_unions_are_told_apart_by_the_first_model_in_them() -> None:
    class One(Model):
        a: int

    class Other(Model):
        b: int

    for kind in (list[One | None] | list[Other | None], list[Other | None] | list[One | None]):
        assert [type(item) for item in decoder_for(kind)([{"b": 1}], False)] == [Other]
        assert [type(item) for item in decoder_for(kind)([{"a": 1}], False)] == [One]
    for plain in (list[One] | list[Other], list[Other] | list[One]):
        assert {type(item) for item in decoder_for(plain)([{"a": 1}, {"b": 1}], False)} == {One}


def test_anything_fits_no_better_than_a_model_of_which_nothing_is_known() -> None:
    class Pet(Model):
        kind: Literal["cat"] | str
        age: int

    for kind in (Pet | dict[str, Any], dict[str, Any] | Pet, Pet | Any, Any | Pet):
        for value in ({"kind": "cow"}, {"kind": "cow", "age": 1}, {"other": 1}):
            assert type(decoder_for(kind)(value, False)) is Pet

    class Named(Model):
        kind: Literal["cat"] | str

    for either in (Named | dict[str, str], dict[str, str] | Named):
        assert type(decoder_for(either)({"kind": "cow"}, False)) is Named


def test_a_constant_reads_where_it_has_its_value() -> None:
    class One(Model):
        kind: Literal["a"]

    class Other(Model):
        n: int

    for kind in (One | Other, Other | One):
        assert type(decoder_for(kind)({"kind": "b", "n": "x"}, False)) is Other
        assert type(decoder_for(kind)({"kind": "a", "n": "x"}, False)) is One


def test_a_listed_value_tells_more_than_known_fields() -> None:
    class One(Model):
        kind: Literal["a", "b"] | str
        size: int | None = None

    class Other(Model):
        kind: Literal["c", "d"] | str
        width: int | None = None

    for decode_either in (decoder_for(One | Other), decoder_for(Other | One)):
        assert type(decode_either({"kind": "d", "size": 1}, False)) is Other
        assert type(decode_either({"kind": "later", "size": 1}, False)) is One


def test_the_model_with_more_known_fields_fits_better() -> None:
    class One(Model):
        a: int | None = None

    class Other(Model):
        a: int | None = None
        b: int | None = None

    decode_either = decoder_for(One | Other)
    assert type(decode_either({"a": 1}, False)) is One
    assert type(decode_either({"a": 1, "b": 2}, False)) is Other


class Name(Model):
    name: str | None = None


class Change(Model):
    name: str | None = None
    previous: str | None = None


class Named(Model):
    value: Name | None = None


class Changed(Model):
    value: Change | None = None


def test_of_two_that_are_alike_the_one_that_knows_what_is_inside_fits_better() -> None:
    for decode_either in (decoder_for(Named | Changed), decoder_for(Changed | Named)):
        assert type(decode_either({"value": {"name": "a", "previous": "b"}}, False)) is Changed
    assert type(decoder_for(Named | Changed)({"value": {"name": "a"}}, False)) is Named


def test_a_model_whose_needs_are_met_fits_better() -> None:
    class One(Model):
        a: int
        missing: int

    class Other(Model):
        a: int

    decode_either = decoder_for(One | Other)
    assert type(decode_either({"a": 1}, False)) is Other
    assert type(decode_either({"a": 1, "missing": 2}, False)) is One


def test_the_tag_comes_first() -> None:
    class Cat(Model):
        _tag = ("kind", ("cat", "kitten"))
        kind: str
        lives: int

    class Dog(Model):
        _tag = ("kind", ("dog",))
        kind: str
        lives: str | None = None

    decode_either = decoder_for(Cat | Dog)
    assert type(decode_either({"kind": "dog", "lives": 9}, False)) is Dog
    assert type(decode_either({"kind": "kitten"}, False)) is Cat
    # One of a kind that came later is read as what fits best; a strict client says that it is neither.
    assert type(decode_either({"kind": "cow", "lives": 9}, False)) is Cat
    with pytest.raises(Unreadable, match=r"^is none of the types it may have$"):
        decode_either({"kind": "cow", "lives": 9}, True)


def test_a_tag_says_more_than_fields_that_read() -> None:
    class Cat(Model):
        _tag = ("kind", ("cat",))
        lives: int

    class Other(Model):
        bark: int

    for kind in (Cat | Other, Other | Cat):
        assert type(decoder_for(kind)({"kind": "cat", "lives": "x", "bark": 1}, False)) is Cat


def test_a_model_that_has_all_it_needs_fits_better_though_one_is_odd() -> None:
    class One(Model):
        b: int
        a: list[int] | None = None

    class Other(Model):
        a: int

    for kind in (One | Other, Other | One):
        assert type(decoder_for(kind)({"a": [1]}, False)) is Other


def test_what_is_left_out_counts_for_nothing() -> None:
    class One(Model):
        a: list[int]

    class Other(Model):
        a: int
        c: int | None = None

    for kind in (One | Other, Other | One):
        assert type(decoder_for(kind)({"a": 1}, False)) is Other


@pytest.mark.parametrize("value", [{"name": "x"}, {"name": [1]}, {"other": 1}])
def test_a_model_comes_before_any_object(value: dict[str, Any]) -> None:
    class Pet(Model):
        name: str

    assert type(decoder_for(Pet | dict[str, Any])(value, False)) is Pet


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        (int | str, "7", "7"),
        (int | str, 7, 7),
        (str | int, 7, 7),
        (float | str, 7, 7.0),
        (Literal["a"] | str, "b", "b"),
        (Literal["a", 1], 1, 1),
        (Literal["a"] | int, 1, 1),
        (Literal["a"] | int, "1", 1),
        (list[int] | int, [1], [1]),
        (list[int] | dict[str, int], {"a": 1}, {"a": 1}),
        (bool | str, True, True),
        (bool | int, 1, 1),
        (int | None, None, None),
        (Inner | str, "x", "x"),
        (Literal[1] | str, 1, 1),
        (str | Literal[1], 1, 1),
        (int | str, 7.0, 7),
        (str | int, 7.0, 7),
        (str | int, 7.5, "7.5"),
    ],
)
def test_values(kind: Any, value: object, read: object) -> None:
    found = decoder_for(kind)(value, True)
    assert (found, type(found)) == (read, type(read))


@pytest.mark.parametrize(
    ("kind", "value", "problem", "steps"),
    [
        (Literal["a"], "b", "is none of 'a'", ()),
        (Literal[1], True, "is none of 1", ()),
        (Literal["1"], 1, "is none of '1'", ()),
        (Inner | list[int], {}, "is missing", ("a",)),
        (Inner | list[int], ["x"], "is not a whole number", (0,)),
        (dict[str, Inner], {"k": {"a": "x"}}, "is not a whole number", ("k", "a")),
        (int | list[int], {}, "is none of the types it may have", ()),
        (Literal["a"] | int, [1], "is none of the types it may have", ()),
        (Literal["a"] | Literal["b"], "c", "is none of the types it may have", ()),
        (int | list[int], None, "is none of the types it may have", ()),
        (list[int] | None, "x", "is not a list", ()),
    ],
)
def test_what_is_none_of_them(kind: Any, value: object, problem: str, steps: tuple[object, ...]) -> None:
    with pytest.raises(Unreadable) as caught:
        decoder_for(kind)(value, True)
    assert (caught.value.problem, caught.value.steps) == (problem, steps)


def test_odd_items_are_left_out_unless_strict() -> None:
    assert decoder_for(list[int])([1, "x", 3], False) == [1, 3]
    assert decoder_for(dict[str, int])({"a": 1, "b": "x"}, False) == {"a": 1}


@pytest.mark.parametrize("value", [{"a": [1]}, [{"a": 1}], "text", 7, None])
def test_anything_is_a_copy(value: Any) -> None:
    for annotation in ("Any", "object"):
        found = decoder_for(annotation)(value, True)
        assert found == value
        assert (found is value) == (not isinstance(value, (dict, list)))
    nested = [[1]]
    found = decoder_for("Any")({"a": nested}, False)
    found["a"][0].append(2)
    assert nested == [[1]]


def test_a_field_is_read_once() -> None:
    class Pet(Model):
        tags: list[str]

    pet = Pet.from_dict({"tags": ["a"]})
    assert pet.tags is pet.tags
    field = vars(Pet)["tags"]
    assert isinstance(field, Field)
    assert field.decoder is field.decoder


class TestNames:
    """Annotations name what is in their module, or else in the package that holds the models."""

    def test_of_the_package(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "pet_models.py").write_text(
            "from dialwright.python.runtime import Model\n"
            "class Pet(Model):\n    name: str\n"
            "Pets = 'list[Pet]'\n"
            "Tree = 'list[Tree] | Pet'\n"
            "Deep = 'dict[str, Deep | int]'\n"
            "Odd = 'sys'\n"
        )
        monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
        monkeypatch.setattr(meaning, "_MODELS", "pet_models")
        try:
            assert decoder_for("Pet")({"name": "Tom"}, True).name == "Tom"
            assert [pet.name for pet in decoder_for("Pets | None")([{"name": "Tom"}], True)] == ["Tom"]
            assert decoder_for("Tree")([[{"name": "Tom"}]], True) == [[{"name": "Tom"}]]
            assert decoder_for("Deep")({"a": {"b": "x"}}, True) == {"a": {"b": "x"}}
            for name in ("Dog", "Odd", "sys", "is_model"):
                with pytest.raises(TypeError, match=f"'{name}' of a request cannot be read"):
                    decoder_for(name)
        finally:
            sys.modules.pop("pet_models", None)

    def test_where_there_is_no_package(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(meaning, "_MODELS", "absent_models")
        with pytest.raises(TypeError, match="'Pet' of a request cannot be read: name 'Pet' is not defined"):
            decoder_for("Pet")

    def test_no_other_module_is_loaded_for_them(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "pet_module.py").write_text("raise AssertionError\n")
        monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
        pet = holding("Pet", "Dog")
        pet.__module__ = "pet_module"
        with pytest.raises(TypeError, match="'Dog' of Pet cannot be read"):
            decoder_for("Dog", pet)

    def test_that_are_always_there(self) -> None:
        moment = datetime(2026, 1, 2, tzinfo=UTC)
        assert decoder_for("list[datetime]")(["2026-01-02T00:00:00Z"], True) == [moment]
        assert decoder_for("list[date]")(["2026-01-02"], True) == [date(2026, 1, 2)]
        assert decoder_for("list[Decimal]")(["1.50"], True) == [Decimal("1.50")]
        assert decoder_for("Any | int")("x", True) == "x"
        assert decoder_for("list[Literal['a']]")(["a", "b"], False) == ["a"]

    def test_of_the_model_itself(self) -> None:
        pet = holding("Pet", "Pet | None")
        found = pet.from_dict({"value": {"value": None}})
        assert type(vars(pet)["value"].__get__(found)) is pet

    @pytest.mark.parametrize(
        ("annotation", "value", "read"),
        [
            ("Inner", {"a": 1}, Inner(a=1)),
            ("list['Inner']", [{"a": 1}], [Inner(a=1)]),
            (list["Inner"], [{"a": 1}], [Inner(a=1)]),
            (dict[str, "Inner"], {"k": {"a": 1}}, {"k": Inner(a=1)}),
            (list["Inner"] | None, [{"a": 1}], [Inner(a=1)]),
            (list["Inner"] | int, [{"a": 1}], [Inner(a=1)]),
        ],
    )
    def test_of_its_own_module(self, annotation: object, value: object, read: object) -> None:
        pet = holding("Pet", annotation)
        pet.__module__ = __name__
        assert vars(pet)["value"].__get__(pet.from_dict({"value": value})) == read


def test_what_a_request_returns() -> None:
    assert Request("GET", "/x", Inner).result is Inner
