"""Small documents, and what they are read as."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent
from typing import TypeAlias

import pytest

from dialwright import ir
from dialwright.document import Document
from dialwright.openapi import ApiDescription
from dialwright.problems import Problem
from dialwright.read import read

Told: TypeAlias = Callable[[str], tuple[ir.Api, tuple[Problem, ...]]]
Read: TypeAlias = Callable[[str], ir.Api]
ReadPaths: TypeAlias = Callable[..., ir.Api]
ReadOperation: TypeAlias = Callable[..., ir.Operation]

_HEAD = """\
openapi: 3.1.0
info: {title: Zoo, version: "1"}
servers: [{url: "https://zoo.example.com"}]
"""


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Read a whole document: the API, and what was found wrong with it."""

    def told(text: str) -> tuple[ir.Api, tuple[Problem, ...]]:
        path = tmp_path / "openapi.yaml"
        path.write_text(dedent(text), encoding="utf-8")
        return read(ApiDescription.of(Document.load(path)))

    return told


@pytest.fixture
def whole(told: Told) -> Read:
    """Read a whole document, with which nothing is wrong."""

    def whole(text: str) -> ir.Api:
        api, problems = told(text)
        assert problems == ()
        return api

    return whole


@pytest.fixture
def zoo(whole: Read) -> ReadPaths:
    """Read a document with these paths and schemas, with which nothing is wrong."""

    def zoo(paths: str, schemas: str = "") -> ir.Api:
        return whole(document(paths, schemas))

    return zoo


@pytest.fixture
def operation(zoo: ReadPaths) -> ReadOperation:
    """Read the one operation of such a document."""

    def operation(paths: str, schemas: str = "") -> ir.Operation:
        [resource] = zoo(paths, schemas).resources
        [found] = resource.operations
        return found

    return operation


def document(paths: str, schemas: str = "") -> str:
    """The text of a document."""
    text = f"{_HEAD}paths:\n{indent(dedent(paths), '  ')}\n"
    return f"{text}components:\n  schemas:\n{indent(dedent(schemas), '    ')}\n" if schemas else text


def line(problem: Problem) -> str:
    """The line at which a problem is shown."""
    assert problem.place is not None
    return problem.place.source.strip()
