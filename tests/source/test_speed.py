"""A document as large as the largest is loaded in about a second."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dialwright.source import load


def _schema(number: int) -> str:
    return f"""
    Model{number}:
      type: object
      description: A thing that has the number {number}, and says so at some length in its description.
      required: [sid, status]
      properties:
        sid: {{type: string, description: Identifier of the thing.}}
        status: {{type: string, enum: [queued, ringing, completed]}}
        other: {{$ref: "#/components/schemas/Model{number + 1}"}}
"""


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_three_megabytes(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "large.yaml"
    path.write_text("components:\n  schemas:" + "".join(_schema(number) for number in range(8500)))
    assert path.stat().st_size > 3_000_000
    if suffix == ".json":
        import json

        text = json.dumps(load(path).value)
        path = tmp_path / "large.json"
        path.write_text(text)
    start = time.process_time()
    file = load(path)
    place = file.place(("components", "schemas", "Model7999", "properties", "status"))
    assert place.line > 0
    assert time.process_time() - start < 5  # about one second; slow machines are forgiven
