"""A document with every keyword of schemas: the types that come of it, and what is read and sent."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.round_trips import round_trips
from corpus.samples import is_list
from dialwright.pipeline import generate

from .conftest import HERE, Generated

ANNOTATIONS: Mapping[str, Mapping[str, str]] = {
    "All": {
        "told": "dict[str, int] | None",
        "tagged": "Tagged | None",
        "tagged_by_const": "Circle | Square | None",
        "untagged": "AllUntagged | AllUntaggedModel | list[int] | str | None",
        "either_list": "list[str] | list[int] | list[Cat] | dict[str, int] | dict[str, str] | None",
        "family": "AnyVehicle | None",
        "vehicles": "list[AnyVehicle] | None",
        "clash": "ClashCase | None",
        "clashing": "ClashCaseModel | None",
    },
    "Merged": {
        "id": "str",
        "detail": "MergedDetail | None",
        "size": "int | None",
        "note": "str | None",
        "name": "str",
        "age": "int | None",
        "extra": "bool",
        "own": "float | None",
    },
    "Refined": {"id": "str", "detail": "RefinedDetail | None", "size": "str | None", "note": "str | None"},
    "RefinedDetail": {"one": "int | None", "two": "str | None"},
    "Inherited": {"id": "str", "phone": "str | None", "mail": "str | None"},
    "Beside": {"a": "str | None", "b": "str | None"},
    "Circle": {"shape": "Literal['circle']"},
    "NullableUnion": {
        "either": "Cat | None",
        "several": "str | int | None",
        "types": "str | int | bool | None",
        "reference": "Level | str | None",
        "only": "None",
    },
    "Tree": {
        "children": "list[Tree] | None",
        "by_name": "dict[str, Tree] | None",
        "either": "Tree | str | None",
    },
    "Maps": {
        "of_lists": "dict[str, list[date]] | None",
        "open": "dict[str, Any] | None",
        "closed": "dict[str, Any] | None",
        "patterns": "dict[str, int | str] | None",
        "patterns_and_more": "dict[str, int | bool] | None",
    },
    "Lists": {
        "tuple": "list[str | int] | None",
        "tuple_and_more": "list[int | str] | None",
        "untyped": "list[Any] | None",
        "anything": "list[Any] | None",
        "nested": "list[list[int]] | None",
        "nulls": "list[str | None] | None",
        "without_type": "list[int] | None",
    },
    "Values": {
        "text": "ValuesText | str | None",
        "real": "ValuesReal | float | None",
        "truth": "Literal[True] | None",
        "nothing": "None",
        "mixed": "ValuesMixed | str | int | float | bool | None",
        "objects": "Any",
        "constant": "Literal['fixed'] | None",
        "constant_number": "float | None",
        "constant_object": "Any",
        "constant_null": "None",
    },
    "Sides": {"id": "str", "password": "str | None", "name": "str"},
    "Formats": {
        "day": "date | None",
        "moment": "datetime | None",
        "id": "str | None",
        "bytes_": "str | None",
        "amount": "Decimal | None",
        "price": "Decimal | None",
        "hour": "str | None",
        "span": "str | None",
        "large": "int | None",
        "odd": "str | None",
    },
    "Booleans": {"yes": "Any", "empty": "Any"},
    "Siblings": {
        "described": "Cat | None",
        "stricter": "SiblingsStricter | None",
        "wider": "SiblingsWider | None",
        "null_too": "Cat | None",
        "local": "Local | None",
    },
    "SiblingsStricter": {"kind": "str", "lives": "int"},
    "SiblingsWider": {"kind": "str", "lives": "int | None", "colour": "str | None"},
    "NestedInnerDeeper": {"deepest": "NestedInnerDeeperDeepest | None"},
    "Nested": {"many": "list[NestedMany] | None", "mapped": "dict[str, NestedMappedValue] | None"},
    "SidesInput": {"password": "str", "name": "str"},
    "ClashCase": {"x": "int | None"},
    "ClashCaseModel": {"y": "str | None"},
}
"""Class -> attribute -> its annotation."""

PARTLY = {"All", "Inherited", "Circle", "NullableUnion", "Tree", "Maps", "Values", "Formats", "Nested"}
"""Classes that have attributes besides."""

STRICTLY: dict[str, tuple[Any, str]] = {
    "merged": ({"id": "a", "name": "b", "extra": "c"}, "/extra"),
    "refined": ({"id": "a", "detail": {"one": "x"}}, "/detail/one"),
    "inherited": ({"phone": "a"}, "/id"),
    "tagged": ({"kind": "canine", "tricks": [1, {}]}, "/tricks/1"),
    "tagged_by_const": ({"shape": "square", "radius": "x"}, "/radius"),
    "untagged": ({"brand": {}}, "/brand"),
    "either_list": ([{"kind": {}}], "/0/kind"),
    "nullable": ({"either": {"kind": []}}, "/either/kind"),
    "tree": ({"value": 1, "children": [{"value": 2}, {"value": "x"}]}, "/children/1/value"),
    "maps": ({"of_lists": {"a": ["2026-01-02", "x"]}}, "/of_lists/a/1"),
    "lists": ({"nested": [[1], ["x"]]}, "/nested/1/0"),
    "values": ({"constant": "other"}, "/constant"),
    "sides": ({"id": "a"}, "/name"),
    "siblings": ({"stricter": {"kind": "a"}}, "/stricter/lives"),
    "names": ({"items": "x"}, "/items"),
}
"""Property of the whole -> a value that does not fit, and where."""

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


class Carrier:
    """A transport that answers with one document, and remembers what was sent."""

    def __init__(self, zoo: ModuleType, answer: Any = None) -> None:
        self._response = zoo.TransportResponse
        self._answer = answer
        self.sent: Any = None

    def send(self, request: Any, /) -> Any:
        self.sent = json.loads(request.content) if request.content else None
        return self._response(200, [], [json.dumps(self._answer).encode()])

    def close(self) -> None: ...


def client(zoo: ModuleType, carrier: Carrier, *, strict: bool = False) -> Any:
    return zoo.Keywords(transport=carrier, strict=strict).zoo


@pytest.mark.parametrize("name", ANNOTATIONS)
def test_a_schema_becomes_a_type(name: str, zoo: ModuleType) -> None:
    found = dict(getattr(zoo.models, name).__annotations__)
    found = {key: getattr(value, "__forward_arg__", value) for key, value in found.items()}
    wanted = ANNOTATIONS[name]
    assert {key: found.get(key) for key in wanted} == wanted
    assert name in PARTLY or found.keys() == wanted.keys()


def test_whatever_may_be_sent_is_read_and_rebuilt(tmp_path: Path) -> None:
    trips = round_trips(HERE / "zoo.yaml", tmp_path)
    assert (trips.faults, trips.left_out) == ([], frozenset())
    assert len(trips.made) > 30


def test_names_of_methods_and_keywords_are_attributes(zoo: ModuleType) -> None:
    raw = {"items": 1, "class": "c", "self": "s", "to_dict": "t", "None": "n", "__class__": "k", "": "e"}
    names = zoo.models.Names.from_dict(raw)
    assert (names.items, names.class_, names.self, names.to_dict_, names.none) == (1, "c", "s", "t", "n")
    assert names.class__2 == "k"
    assert names.to_dict() == raw
    assert zoo.models.Names(items=1, self="s", cls="c").to_dict() == {"items": 1, "self": "s", "cls": "c"}


def test_what_includes_a_schema_may_stand_in_its_place(zoo: ModuleType) -> None:
    kinds = {"auto": "Car", "Van": "Van", "Bike": "Bike", "Vehicle": "Vehicle", "later": "Vehicle"}
    answer = {"vehicles": [{"kind": kind, "wheels": 2, "doors": 3, "load": 1.5} for kind in kinds]}
    whole = client(zoo, Carrier(zoo, answer), strict=True).read_all()
    assert [type(vehicle).__name__ for vehicle in whole.vehicles] == [*kinds.values()]
    assert (whole.vehicles[0].doors, whole.vehicles[1].load, whole.vehicles[2].wheels) == (3, 1.5, 2)


@pytest.mark.parametrize("name", STRICTLY)
def test_strictness_says_where(name: str, zoo: ModuleType) -> None:
    value, pointer = STRICTLY[name]
    answer = {name: value}
    with pytest.raises(zoo.errors.ResponseDecodeError) as caught:
        client(zoo, Carrier(zoo, answer), strict=True).read_all()
    assert caught.value.pointer == f"/{name}{pointer}"
    assert client(zoo, Carrier(zoo, answer)).read_all().to_dict() == answer


@given(data=st.data())
def test_nothing_makes_reading_fail(data: st.DataObject, zoo: ModuleType) -> None:
    """Any JSON in place of anything, down to the second level: it is kept, and every attribute answers."""
    name = data.draw(st.sampled_from(sorted(ANNOTATIONS["All"]) + sorted(STRICTLY)))
    kind: Any = getattr(zoo.models, name.title().replace("_", ""), None)
    wires = [field.names[0] for field in kind.__fields__.values()] if hasattr(kind, "__fields__") else ["a"]
    inner = data.draw(JSON | st.dictionaries(st.sampled_from(wires), JSON))
    record = client(zoo, Carrier(zoo, {name: inner, "more": inner})).read_all()
    _use(record)
    assert record.to_dict() == {name: inner, "more": inner}


def _use(value: Any) -> None:
    if is_list(value):
        for item in value:
            _use(item)
        return
    fields: dict[str, Any] = getattr(value, "__fields__", {})
    for name in fields:
        _use(getattr(value, name))


def test_what_was_read_can_be_sent_and_so_can_plain_mappings(zoo: ModuleType) -> None:
    sides = {"password": "secret", "name": "n"}
    carrier = Carrier(zoo)
    tree = zoo.models.Tree.from_dict({"value": 1, "unknown": [None]})
    client(zoo, carrier).write_all(sides=sides, tree=tree, values={"real": 0.5, "mixed": zoo.NULL})
    assert carrier.sent == {
        "sides": sides,
        "tree": {"value": 1, "unknown": [None]},
        "values": {"real": 0.5, "mixed": None},
    }


def test_what_is_left_out_of_a_type_is_told() -> None:
    problems = generate(HERE / "zoo.yaml").problems
    names, schemas, conditions = ["name-clash"] * 8, ["name-clash"] * 2, ["condition"] * 2
    assert [problem.rule for problem in problems] == [*names, "openapi", *schemas, "not", *conditions, "not"]


def test_other_files_are_followed(generated: Generated) -> None:
    text = (generated("abroad") / "schemas_abroad/models/abroad.py").read_text("utf-8")
    for line in ("home: Base | None", "near: Near | None", "far: Far | str | None", "back: Abroad | None"):
        assert f"    {line} = None\n" in text


@pytest.mark.parametrize("name", ["zoo", "abroad", "extras"])
def test_type_checkers_find_nothing(name: str, generated: Generated, tmp_path: Path) -> None:
    source = generated(name)
    settings = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "include": [f"{source}/schemas_{name}"],
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    commands = (
        ["mypy", "--strict", "--cache-dir", os.devnull, str(source)],
        ["basedpyright", "--pythonpath", sys.executable],
    )
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
