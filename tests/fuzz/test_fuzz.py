"""A few seconds of `make fuzz`, the same documents every time."""

from __future__ import annotations

import time
from itertools import count
from pathlib import Path
from random import Random

from .damage import damaged
from .running import fault_of, seeds

SECONDS = 15.0
MOST = 400


def test_no_damaged_document_ends_in_a_traceback(tmp_path: Path) -> None:
    documents, end, number = seeds(None), time.monotonic() + SECONDS, 0
    for number in count():
        assert fault_of(number, documents, tmp_path) is None
        if time.monotonic() > end or number > MOST:
            break
    assert number > 10


def test_no_damaged_document_of_others_does(shared: Path, tmp_path: Path) -> None:
    documents, end = seeds(shared), time.monotonic() + SECONDS
    for number in count(1_000_000):
        assert fault_of(number, documents, tmp_path) is None
        if time.monotonic() > end or number > 1_000_000 + MOST:
            break


def test_damage_is_the_same_for_the_same_number() -> None:
    data = seeds(None)[0].read_bytes()
    made = [damaged(data, Random(number)) for number in range(50)]
    assert made == [damaged(data, Random(number)) for number in range(50)]
    assert len(set(made)) > 40
