"""Each parameter of each operation is written as the standard prints it for its style."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from runtime.server import Received, Server, answer, serving

from .rounds import Case, Generated, Slot, arguments_of, call, cases, compact, generated, invoke, received
from .table import OBJECT, VALUES, printed

FLAVOURS = ("sync", "async")
OWN = Path(__file__).with_name("styles.yaml")
CORPUS = ("params_style31.json", "oapi_params.yaml", "opc_e2e_31.yaml")


class Rounds:
    """A client, and a server for it to send to."""

    def __init__(self, client: Generated, module: Any, server: Server, folder: Path) -> None:
        self.client = client
        self.module = module
        self.server = server
        self.folder = folder
        self.cases = {case.label: case for case in cases(client.document)}

    def send(self, flavour: str, operation: str, **values: Any) -> Received:
        """Send these values by the names of their parameters; what was received."""
        case = next(case for case in self.cases.values() if case.operation == operation)
        own = (one for one in self.cases.values() if one.operation == operation)
        return self.send_case(
            flavour, case, {(one.place, one.name): values[one.name] for one in own if one.name in values}
        )

    def send_case(self, flavour: str, case: Case, values: dict[Slot, Any]) -> Received:
        self.server.then(answer(204))
        call(self.client, self.module, flavour, self.server.url, case, values, self.folder)
        return self.server.requests[-1]

    def send_exactly(self, flavour: str, case: Case, arguments: dict[str, Any]) -> Received:
        """Send with these arguments, spelled as they are."""
        self.server.then(answer(204))
        invoke(self.module, flavour, self.server.url, case, lambda method: method(**arguments))
        return self.server.requests[-1]

    def value(self, flavour: str, case: Case, kind: str) -> str:
        """Send a value of a kind for one parameter, and what is required besides; the bytes in its place."""
        values = {(place, name): VALUES[own] for name, place, own in case.required}
        values[case.place, case.name] = VALUES[kind]
        return received(self.send_case(flavour, case, values), case)


def _rounds(document: Path, folder: Path) -> Iterator[Rounds]:
    client = generated(document, folder)
    with ExitStack() as stack:
        module = stack.enter_context(client.imported())
        yield Rounds(client, module, stack.enter_context(serving(answer(204))), folder)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rounds]:
    """The client of the document beside this file."""
    yield from _rounds(OWN, tmp_path_factory.mktemp("styles"))


def _expected(case: Case, kind: str) -> str:
    if case.place == "header" and " " in case.name:
        return ""  # no header can be called so; the client refuses it
    if case.content.endswith("json"):
        return _escaped(compact(VALUES[kind]), case)
    if case.content:
        return _escaped(VALUES[kind], case)
    return printed(case.style, case.explode, kind, name=case.name.replace(" ", "%20"), place=case.place)


def _escaped(text: str, case: Case) -> str:
    if case.place != "header":
        for letter, escape in {"{": "%7B", "}": "%7D", '"': "%22", ":": "%3A", ",": "%2C"}.items():
            text = text.replace(letter, escape)
    return f"{case.name}={text}" if case.place in ("query", "cookie") else text


def _differences(rounds: Rounds, flavour: str) -> list[str]:
    wrong: list[str] = []
    checked = 0
    for case in rounds.cases.values():
        expected = _expected(case, case.kind)
        if not expected:
            continue
        others = [name for name, place, _ in case.required if place == case.place and name != case.name]
        found = rounds.value(flavour, case, case.kind).replace("+", "%20")
        checked += 1
        among_others = case.place in ("query", "cookie") and bool(others)
        if found != expected and not (among_others and expected in found):
            wrong.append(f"{case.label} {case.style} {case.explode}: {found!r}, not {expected!r}")
    assert checked > 20, "parameters were looked at"
    return wrong


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_every_style_is_written_as_it_is_printed(own: Rounds, flavour: str) -> None:
    assert _differences(own, flavour) == []


@pytest.mark.parametrize("name", CORPUS)
def test_real_documents_are_served_likewise(name: str, shared: Path, tmp_path: Path) -> None:
    for rounds in _rounds(shared / "corpus" / name, tmp_path):
        for flavour in FLAVOURS:
            assert not (found := _differences(rounds, flavour)), "\n".join(found)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_an_empty_text_is_sent(own: Rounds, flavour: str) -> None:
    for operation, expected in {
        "path-matrix-whole-string": ";color",
        "path-matrix-exploded-string": ";color",
        "query-form-whole-string": "color=",
        "query-form-exploded-string": "color=",
    }.items():
        case = own.cases[f"{operation}:{operation.partition('-')[0]}:color"]
        assert own.value(flavour, case, "empty") == expected, operation


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_an_empty_list_is_nothing(own: Rounds, flavour: str) -> None:
    assert own.send(flavour, "query-form-whole-array", color=[]).target == "/query-form-whole-array"
    assert own.send(flavour, "query-pipeDelimited-whole-array", color=[]).query_string == ""
    assert "color" not in own.send(flavour, "header-simple-whole-array", color=[]).headers
    assert "cookie" not in own.send(flavour, "cookie-form-exploded-array", color=[]).headers


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_delimiter_in_a_value_is_escaped(own: Rounds, flavour: str) -> None:
    sent = own.send(flavour, "path-simple-whole-array", color=["a,b", "c/d", "e;f"])
    assert sent.path == "/path-simple-whole-array/a%2Cb,c%2Fd,e%3Bf"
    sent = own.send(flavour, "query-form-whole-array", color=["a,b", "c&d"])
    assert sent.query_string == "color=a%2Cb,c%26d"


@pytest.mark.parametrize("value", ["", [], None, ".", "..", "a\nb", {}])
def test_a_path_that_would_lead_elsewhere_is_refused(own: Rounds, value: Any) -> None:
    error = own.module.ArgumentError
    operations = ("path-simple-whole-string", "path-simple-whole-array", "path-label-exploded-array")
    for operation in operations[: 1 if isinstance(value, str) else 3]:
        with pytest.raises(error):
            own.send("sync", operation, color=value)
    if isinstance(value, str) and value not in (".", ".."):
        with pytest.raises(error):
            own.send("sync", "path-label-whole-string", color=value)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_reserved_characters_stay_where_they_do_no_harm(own: Rounds, flavour: str) -> None:
    sent = own.send(flavour, "reserved", color="a/b?c:d@e&f#g h%41%", many=["x/y", "z"])
    assert sent.query_string == "color=a/b?c:d@e%26f%23g%20h%41%25&many=x/y,z"


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_values_are_typed(own: Rounds, flavour: str) -> None:
    sent = own.send(flavour, "typed", number=0.00001, day=date(2026, 11, 2), flags=[True, False])
    assert sent.target == "/typed/0.00001/2026-11-02?flags=true,false"


_ARGUMENTS = {
    "id": "",
    "from_": "",
    "query_id": "id",
    "self_": "self",
    "options_": "options",
    "client": "client",
    "limit": "limit",
    "query": "query",
    "str_": "str",
    "sort_by": "sortBy",
    "query_sort_by": "sort_by",
    "sort_by_2": "sort-by",
    "field_2fa": "2fa",
    "header_id": "",
    "cookie_id": "",
}
"""The arguments, and the names in the query of those that go there."""


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_equal_and_taken_names_have_arguments_of_their_own(flavour: str, tmp_path: Path) -> None:
    """The place goes before a name that is taken by a parameter; what Python or a client needs gets a `_`."""
    for rounds in _rounds(Path(__file__).with_name("names.yaml"), tmp_path):
        given = dict(zip(_ARGUMENTS, range(1, 20), strict=False))
        case = next(iter(rounds.cases.values()))
        assert arguments_of(rounds.module, case) == [*_ARGUMENTS, "options"]
        sent = rounds.send_exactly(flavour, case, given)
        assert sent.path == "/names/1/2"
        assert dict(sent.query) == {wire: str(given[name]) for name, wire in _ARGUMENTS.items() if wire}
        assert (sent.headers["id"], sent.headers["cookie"]) == ("14", "id=15")


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_json_stands_in_every_place(own: Rounds, flavour: str) -> None:
    given = dict.fromkeys(("color", "filter", "X-Filter", "cookie-filter"), OBJECT)
    sent = own.send(flavour, "json-everywhere", **given, note="a b")
    escaped = "%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D"
    assert sent.target == f"/json/{escaped}?filter={escaped}&note=a+b"
    assert sent.headers["x-filter"] == compact(OBJECT)
    assert sent.headers["cookie"] == f"cookie-filter={escaped}"


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_deep_objects_go_on_in_brackets(own: Rounds, flavour: str) -> None:
    where = {"a": {"b": 1}, "c": ["x", "y"], "d": [{"e": True}], "f": None}
    sent = own.send(flavour, "deep", where=where, expand=["customer", "charge"])
    assert sent.query_string.split("&") == [
        "where%5Ba%5D%5Bb%5D=1",
        "where%5Bc%5D=x",
        "where%5Bc%5D=y",
        "where%5Bd%5D%5B0%5D%5Be%5D=true",
        "expand%5B0%5D=customer",
        "expand%5B1%5D=charge",
    ]
