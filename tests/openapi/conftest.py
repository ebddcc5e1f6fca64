"""A document of a few lines, and the views of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import TypeAlias

import pytest

from dialwright.document import Document
from dialwright.openapi import ApiDescription, Operation, Schema

Describe: TypeAlias = Callable[..., ApiDescription]
GetSchema: TypeAlias = Callable[..., Schema]
GetOperation: TypeAlias = Callable[..., Operation]


@pytest.fixture
def describe(tmp_path: Path) -> Describe:
    """Write the text as a document, and other files beside it, and view it."""

    def describe(text: str, **others: str) -> ApiDescription:
        for name, content in {"openapi": text, **others}.items():
            (tmp_path / f"{name}.yaml").write_text(dedent(content), encoding="utf-8")
        return ApiDescription.of(Document.load(tmp_path / "openapi.yaml"))

    return describe


@pytest.fixture
def schema(describe: Describe) -> GetSchema:
    """The schema `It` of a document with these schemas."""

    def schema(text: str, **others: str) -> Schema:
        api = describe(dedent(text), **others)
        return Schema(api.document, api.document.root["It"])

    return schema


@pytest.fixture
def operation(describe: Describe) -> GetOperation:
    """The first operation of a document with these paths."""

    def operation(text: str, **others: str) -> Operation:
        return describe(text, **others).operations[0]

    return operation
