"""Clients out of real documents: every operation is a method, every module imports, mypy and black agree.

What takes minutes is left to `make corpus`: the large documents, whose operations alone are counted here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .clients import Client, generate, import_problem, layout_problem, type_errors
from .documents import documents

SMALL = 130_000
"""Bytes: the documents up to here are looked at in every way."""

LARGE = 1_000_000


@pytest.fixture(scope="module")
def clients(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Client]:
    """The clients of all but the largest documents, the smallest first."""
    chosen = [one for one in documents(shared) if one.path.stat().st_size <= LARGE]
    return [generate(one, tmp_path_factory.mktemp(one.path.stem)) for one in chosen]


def small(clients: list[Client]) -> list[Client]:
    found = [client for client in clients if client.document.path.stat().st_size <= SMALL]
    assert len(found) > 10
    return found


def test_every_operation_is_a_method(clients: list[Client]) -> None:
    for client in clients:
        assert client.operations() == client.document.operations(), client.document.name


def test_every_module_imports(clients: list[Client]) -> None:
    assert {client.document.name: import_problem(client) for client in clients} == {
        client.document.name: "" for client in clients
    }


def test_mypy_finds_nothing(clients: list[Client], tmp_path: Path) -> None:
    assert type_errors(small(clients), tmp_path / "cache") == []


def test_black_changes_nothing(clients: list[Client]) -> None:
    for client in small(clients):
        assert layout_problem(client) == "", client.document.name
