"""The methods are those of the voice reference: the printed signatures, and the known facts of the wire."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest

from dialwright_bandwidth.voice import AsyncClient, Client

from .harness import USER
from .methods import METHODS, Method
from .reference import Printed, Section, arguments
from .table import TABLE, load_table, render_table

SIGNATURES = {signature.partition("(")[0]: signature for signature in load_table()}
RESULTS = {signature.partition("(")[0]: result for signature, result in load_table().items()}

# Helpers that the reference uses in its examples alone; the vendor's library has them.
UNPRINTED = {
    "play_audio_file_to_call": "play_audio_file_to_call(call_id, file_url, tag=None)",
    "speak_sentence_to_call": (
        "speak_sentence_to_call("
        "call_id, sentence, gender='female', voice='susan', locale='en_US', tag=None)"
    ),
}
BUILDERS = {
    "build_sentence": ["sentence", "gender", "locale", "voice", "loop_enabled"],
    "build_audio_playback": ["file_url", "loop_enabled"],
}
ANNOTATIONS = {
    "types.GeneratorType": r"(Async)?Iterator\[\w+\]",
    "dict": r"[A-Z]\w+",
    "str": "str",
    "": r"None|str \| None",
}
OUR_OWN = {"limit", "options", "tag"}
"""What we take besides, by keyword alone; a `tag` goes into the body, as it would as a further keyword."""

both = pytest.mark.parametrize("kind", [Client, AsyncClient])


def places(method: Any) -> list[Printed]:
    """The arguments that may be given by position."""
    parameters = list(inspect.signature(method).parameters.values())[1:]
    return [
        Printed(one.name, one.default is one.empty, None if one.default is one.empty else one.default)
        for one in parameters
        if one.kind is one.POSITIONAL_OR_KEYWORD
    ]


def of_kind(method: Any, kind: Any) -> list[inspect.Parameter]:
    return [one for one in inspect.signature(method).parameters.values() if one.kind is kind]


def test_the_table_is_that_of_the_reference(reference: dict[str, Section]) -> None:
    written = render_table(reference.values())
    assert TABLE.read_text(encoding="utf-8") == written, "run `python -m tests.bandwidth.table FOLDER`"


def test_the_table_is_whole() -> None:
    """With the four that the reference does not print, these are the 13 operations and 11 helpers."""
    assert len(SIGNATURES) == 20
    assert len(SIGNATURES.keys() | UNPRINTED.keys() | BUILDERS.keys()) == 24


@both
@pytest.mark.parametrize("name", [*SIGNATURES, *UNPRINTED])
def test_the_signature_is_the_printed_one(kind: type, name: str) -> None:
    printed, others = arguments({**UNPRINTED, **SIGNATURES}[name])
    method = getattr(kind, name)
    assert places(method) == printed
    assert bool(of_kind(method, inspect.Parameter.VAR_KEYWORD)) == others
    assert of_kind(method, inspect.Parameter.VAR_POSITIONAL) == []
    ours = of_kind(method, inspect.Parameter.KEYWORD_ONLY)
    assert {one.name for one in ours} <= OUR_OWN
    assert all(one.default is None for one in ours)


@both
@pytest.mark.parametrize("name", SIGNATURES)
def test_the_result_is_of_the_printed_type(kind: type, name: str) -> None:
    annotation = inspect.signature(getattr(kind, name)).return_annotation
    assert re.fullmatch(ANNOTATIONS[RESULTS[name]], annotation)


@both
@pytest.mark.parametrize("name", BUILDERS)
def test_builders_take_what_the_examples_give(kind: type, name: str) -> None:
    """The first alone is required."""
    names = BUILDERS[name]
    assert places(getattr(kind, name)) == [Printed(one, one == names[0]) for one in names]


@pytest.fixture(scope="module")
def rows(shared: Path) -> dict[str, str]:
    """What is known of each method from the vendor's own library, as two tables have it."""
    path = shared / "reference" / "endpoint-list.md"
    if not path.is_file():
        pytest.skip("the list of endpoints is not there: DIALWRIGHT_SHARED names no folder with it")
    section = path.read_text(encoding="utf-8").partition("\n## C. ")[2]
    return dict(re.findall(r"^\| `(\w+)[^`]*` \| (.+) \|$", section, re.MULTILINE))


def test_every_known_method_is_there(rows: dict[str, str]) -> None:
    assert len(rows) == 13 + 11
    assert all(callable(getattr(Client, name)) for name in rows)


@pytest.mark.parametrize("method", METHODS[:13], ids=str)
def test_what_is_known_of_the_wire(rows: dict[str, str], method: Method) -> None:
    request, fields, *_ = rows[method.name].split(" | ")
    template = {USER: "{userId}", "c-1": "{callId}", "e-1": "{eventId}", "g-1": "{gatherId}"}
    path = "/".join(template.get(segment, segment) for segment in method.path.split("/"))
    assert request == f"{method.verb} `{path}`"
    assert re.findall(r"`(\w+)(\*?)`", fields) == [
        (argument.wire, "*" if argument in method.needed else "") for argument in method.arguments
    ]
