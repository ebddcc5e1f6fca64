"""Whatever schemathesis thinks of is answered as the documents say.

This is a short run, the same each time. `make fuzz` goes on for longer, with other requests each time.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dialwright.mock.server import MockServer

from .asking import Asker, basic
from .conftest import BANDWIDTH, SIGNALWIRE
from .fuzzing import Extent, fuzz

EXAMPLES = int(os.environ.get("DIALWRIGHT_FUZZ_EXAMPLES", "0"))
SHORT = ("fuzzing", "stateful")
LONG = ("examples", "coverage", "fuzzing", "stateful")


@pytest.mark.parametrize(
    ("document", "examples"), [(SIGNALWIRE, 3), (BANDWIDTH, 10)], ids=["signalwire", "bandwidth"]
)
def test_nothing_undeclared_is_answered(
    document: Path, examples: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # what fails is kept in the current folder
    extent = Extent(EXAMPLES, LONG, None) if EXAMPLES else Extent(examples, SHORT, 1)
    with MockServer(document) as server:
        code, output = fuzz(server, document, tmp_path, extent)
        count = server.engine.journal.count
    assert code == 0, output
    assert count > 100
    if EXAMPLES:
        print(output)


def test_a_line_break_in_a_path_is_answered_as_any_other_path() -> None:
    """It once was taken for a path outside of the API, and answered with plain text."""
    with MockServer(BANDWIDTH) as server:
        answer = Asker(server, "/v1/users/u", {"Authorization": basic()}).get("/calls/a%0Ab")
    assert (answer.status, answer.headers["content-type"]) == (404, "application/json")
