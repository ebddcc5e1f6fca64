"""Documents that people really publish: read whole, without a fault of ours, and in bearable time."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from dialwright.document import Document
from dialwright.openapi import ApiDescription
from dialwright.problems import InputError, Severity
from dialwright.read import read

from .consistency import faults, operations, written_paths

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def written(path: Path) -> int:
    """How many operations a document has, as plain parsers see it."""
    text = path.read_text(encoding="utf-8")
    plain: Any = json.loads(text) if path.suffix == ".json" else yaml.load(text, Loader=yaml.CBaseLoader)
    return sum(method in item for item in plain["paths"].values() for method in METHODS)


def test_each_is_read_whole(shared: Path) -> None:
    for path in sorted((shared / "corpus").iterdir()):
        if path.suffix not in (".yaml", ".yml", ".json"):
            continue
        start = time.process_time()
        api, problems = read(ApiDescription.of(Document.load(path, allow_duplicate_keys=True)))
        assert time.process_time() - start < 20, path.name
        assert sum(len(written_paths(operation)) for _, operation in operations(api)) == written(path)
        assert faults(api) == [], path.name
        assert Severity.ERROR not in {problem.severity for problem in problems}, path.name


def test_hostile_ones_do_no_more_than_be_refused(shared: Path) -> None:
    """The validation refuses most of them; reading what it lets pass, or nothing at all, must end as well."""
    for path in sorted((shared / "evil_specs").glob("*.yaml")):
        start = time.process_time()
        with suppress(InputError):
            read(ApiDescription.of(Document.load(path)))
        assert time.process_time() - start < 5, path.name
