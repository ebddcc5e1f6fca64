"""Properties that an object does not list, but gives a type: read, made, sent and checked."""

from __future__ import annotations

import copy
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bodies.service import Answer, Service, serving

from .conftest import Generated

USE = """
from datetime import date
from schemas_extras import Extras
from schemas_extras.models import Book, Counts, Dates, Marks, Shelf

def use(client: Extras) -> None:
    shelf = client.shelves.read_shelf("a")
    books: dict[str, Book] = shelf.extras
    pages: list[int] = [book.pages for book in books.values()]
    days: dict[str, date | None] = Dates().extras
    text: str | None = Counts(additional_properties={"b": 1}).extras
    counts: dict[str, int] = Counts(extras="x").additional_properties
    marks: dict[str, int] = Marks(kind="a", extras={"x-a": 1}).extras
    client.shelves.write_shelf("a", shelf=Shelf(name="a", extras={"Emma": Book(pages=3)}))
"""
MISUSE = {
    'Shelf(name="a", extras={"Emma": 3})': "dict-item",
    'Counts(extras={"a": 1})': "arg-type",
    'Shelf(name="a").extras["Emma"].leaves': "attr-defined",
    'Shelf(name="a").open_.extras': "attr-defined",
}
"""A statement -> the code of the fault that a type checker finds in it."""


@pytest.fixture(scope="module")
def extras(generated: Generated) -> Iterator[ModuleType]:
    source = str(generated("extras"))
    sys.path.insert(0, source)
    package = import_module("schemas_extras")
    import_module("schemas_extras.models")
    import_module("schemas_extras.errors")
    yield package
    sys.path.remove(source)
    for name in [name for name in sys.modules if name.split(".")[0] == "schemas_extras"]:
        del sys.modules[name]


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as service:
        yield service


def test_they_are_read_as_their_type(extras: ModuleType, service: Service) -> None:
    raw = {"name": "a", "Emma": {"pages": 300, "new": 1}, "odd": 3, "dates": {"first": "2026-01-02"}}
    service.will(Answer(json.dumps(raw).encode(), "application/json"))
    with extras.Extras(base_url=service.url) as client:
        shelf = client.shelves.read_shelf("a")
    assert (shelf.extras.keys(), shelf.extras["Emma"].pages) == ({"Emma"}, 300)
    assert shelf.extras is shelf.extras
    assert shelf.to_dict() == raw
    assert shelf.dates.extras == {}


def test_what_is_made_of_them_is_on_the_wire(extras: ModuleType, service: Service) -> None:
    models = extras.models
    dates = models.Dates(first=date(2026, 1, 2), extras={"last": date(2026, 1, 3), "none": None})
    made = models.Shelf(name="a", dates=dates, extras={"Emma": models.Book(pages=3)})
    told = {"first": "2026-01-02", "last": "2026-01-03", "none": None}
    wanted = {"name": "a", "dates": told, "Emma": {"pages": 3}}
    service.will(Answer(json.dumps(wanted).encode(), "application/json"))
    with extras.Extras(base_url=service.url, strict=True) as client:
        answered = client.shelves.write_shelf("a", shelf=made)
    assert json.loads(service.last.body) == {"shelf": wanted}
    assert answered == made == models.Shelf.from_dict(made.to_dict())
    assert answered.dates.extras == dates.extras == {"last": date(2026, 1, 3), "none": None}
    for twin in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert twin.extras == made.extras == {"Emma": models.Book(pages=3)}


def test_a_property_keeps_its_name(extras: ModuleType) -> None:
    counts = extras.models.Counts(extras="x", additional_properties={"a": 1})
    assert (counts.extras, counts.additional_properties) == ("x", {"a": 1})


def test_those_of_other_names_are_left_out(extras: ModuleType) -> None:
    assert extras.models.Marks.from_dict({"kind": "a", "x-a": 1, "other": []}).extras == {"x-a": 1}


def test_what_is_open_has_none(extras: ModuleType) -> None:
    assert not hasattr(extras.models.ShelfOpen, "extras")


def test_what_has_a_field_is_none(extras: ModuleType) -> None:
    with pytest.raises(TypeError, match=r"an argument for 'name', which cannot be in 'extras'"):
        extras.models.Shelf(name="a", extras={"name": "b"})
    with pytest.raises(TypeError, match="takes a mapping as 'extras'"):
        extras.models.Shelf(name="a", extras=["b"])


@pytest.mark.parametrize(
    ("raw", "pointer"),
    [
        ({"name": "a", "Emma": {"pages": "x"}}, "/Emma/pages"),
        ({"name": "a", "counts": {"b": "x"}}, "/counts/b"),
        ({"name": "a", "marks": {"x-b": "x", "other": []}}, ""),
    ],
)
def test_strictness_says_where(raw: Any, pointer: str, extras: ModuleType, service: Service) -> None:
    service.will(Answer(json.dumps(raw).encode(), "application/json"))
    with extras.Extras(base_url=service.url, strict=True) as client:
        if not pointer:
            assert client.shelves.read_shelf("a").marks.extras == {}
            return
        with pytest.raises(extras.errors.ResponseDecodeError) as caught:
            client.shelves.read_shelf("a")
    assert caught.value.pointer == pointer


def test_type_checkers_know_them(generated: Generated, tmp_path: Path) -> None:
    lines = USE.splitlines()
    (tmp_path / "use.py").write_text("\n".join([*lines, "", "def misuse() -> None:", *misused()]), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull, "use.py"],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(generated("extras"))},
        capture_output=True,
        text=True,
        check=False,
    )
    found = [line.rpartition("[")[2].rstrip("]") for line in done.stdout.splitlines() if "error:" in line]
    assert found == [*MISUSE.values()], done.stdout


def misused() -> Iterator[str]:
    return (f"    {statement}" for statement in MISUSE)
