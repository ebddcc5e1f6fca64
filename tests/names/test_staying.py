"""Whatever happens to a document, what was in its client is called the same in the next one."""

from __future__ import annotations

import copy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialwright.source import is_mapping, is_sequence

from . import changes
from .changes import CHANGES, Change, Plain
from .versions import History

DOCUMENTS = ("museum31.yaml", "train_travel31.yaml", "nexmo_voice.yml", "oapi_naming.yaml")
CLASHES = "clashes.yaml"
"""Beside this file: things that are told apart by their spelling alone, or by their order."""


def plain(shared: Path, name: str) -> Plain:
    folder = Path(__file__).parent if name == CLASHES else shared / "corpus"
    text = (folder / name).read_text(encoding="utf-8")
    found: Plain = _typed(yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)))
    return found


def _typed(value: Any) -> Any:
    """YAML as JSON: the base loader reads all scalars as text, which dates need and booleans do not."""
    if is_mapping(value):
        return {key: _typed(inner) for key, inner in value.items()}
    if is_sequence(value):
        return [_typed(inner) for inner in value]
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize("name", [*DOCUMENTS, CLASHES])
def test_no_change_renames_anything(shared: Path, tmp_path: Path, name: str) -> None:
    """One change upon the other, all in one history."""
    document, history = plain(shared, name), History(tmp_path)
    before = history.generate(document)
    assert before == history.generate(document, keep=False)
    for change in CHANGES:
        change(document)
        after = history.generate(document)
        assert before - after == set(), change.__name__
        before = after


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_each_change_would_rename_without_the_file(shared: Path, tmp_path: Path, change: Change) -> None:
    """The changes are worth something."""
    history, lost = History(tmp_path), set[tuple[str, ...]]()
    for name in ("museum31.yaml", "oapi_naming.yaml", CLASHES):
        document = plain(shared, name)
        before = history.generate(document, keep=False)
        change(document)
        lost |= before - history.generate(document, keep=False)
    assert lost


def test_placeholders_may_be_renamed(shared: Path, tmp_path: Path) -> None:
    document, history = plain(shared, "train_travel31.yaml"), History(tmp_path)
    before = {fact for fact in history.generate(document) if fact[0] != "sends"}
    changes.placeholders_are_renamed(document)
    assert before - history.generate(document) == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_gone_comes_back_under_its_name(shared: Path, tmp_path: Path, name: str) -> None:
    document, history = plain(shared, name), History(tmp_path)
    before = history.generate(document)
    thinned = copy.deepcopy(document)
    thinned["paths"] = dict(list(document["paths"].items())[len(document["paths"]) // 2 :])
    history.generate(thinned)
    changes.operations_with_the_same_ids_come_first(document)
    changes.schemas_differ_in_spelling_alone(document)
    others = copy.deepcopy(document)
    others["paths"] = {path: item for path, item in document["paths"].items() if path.startswith("/twins")}
    history.generate(others)
    assert before - history.generate(document) == set()


def test_the_order_of_runs_is_all_that_counts(shared: Path, tmp_path: Path) -> None:
    document, history = plain(shared, "museum31.yaml"), History(tmp_path)
    history.generate(document)
    first = history.file.read_text(encoding="utf-8")
    history.generate(document)
    assert history.file.read_text(encoding="utf-8") == first
    changes.operations_with_the_same_ids_come_first(document)
    history.generate(document)
    assert set(first.splitlines()) - {*history.file.read_text(encoding="utf-8").splitlines()} <= {"}", " }"}


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_operations_of_another_document_rename_nothing(shared: Path, data: st.DataObject) -> None:
    own, other = (data.draw(st.sampled_from(DOCUMENTS)) for _ in range(2))
    document, more = plain(shared, own), plain(shared, other)
    with TemporaryDirectory() as folder:
        history = History(Path(folder))
        before = history.generate(document)
        for _ in range(2):
            paths = data.draw(st.lists(st.sampled_from(sorted(more["paths"])), unique=True))
            added = {f"{'/more' * (path in document['paths'])}{path}": more["paths"][path] for path in paths}
            document["paths"] = {**copy.deepcopy(added), **document["paths"]}
            document["components"] = _merged(more.get("components", {}), document.get("components", {}))
            after = history.generate(document)
            assert before - after == set()
            before = after


def _merged(first: Plain, second: Plain) -> Plain:
    """The components of two documents; of those that are in both, the second's."""
    return {kind: {**first.get(kind, {}), **second.get(kind, {})} for kind in (*first, *second)}
