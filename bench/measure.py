"""Measures one thing once: run by the interpreter that has the subject's package, it prints a figure.

main("ours", "fetch", "http://127.0.0.1:8000")
"""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from importlib import import_module
from statistics import median
from time import process_time
from typing import Any, TypeAlias

from .answers import page_text

Work: TypeAlias = Callable[[], object]

WARM_UP_SECONDS = 0.1
BLOCK_SECONDS = 0.08
BLOCKS = 5
PAGES_HELD = 400  # 20,000 Calls


def main(subject: str, row: str, address: str) -> None:
    """Measure a row of a subject; print the figure, and what the work returned."""
    module: Any = import_module(f"bench.subjects.{subject}")
    prepare: Callable[[str], Any] = getattr(module, row)
    made = prepare(address)
    figure, answer = bytes_each(made) if row.startswith("hold") else seconds_each(made)
    print(figure, answer)


def seconds_each(work: Work) -> tuple[float, str]:
    """CPU seconds of one call: the median of some blocks of calls, after a while of warming up."""
    answer = repr(work())
    calls = _calls_in(WARM_UP_SECONDS, work)
    size = max(1, round(calls * BLOCK_SECONDS / WARM_UP_SECONDS))
    return median(_block(work, size) / size for _ in range(BLOCKS)), answer


def _calls_in(seconds: float, work: Work) -> int:
    began, calls = process_time(), 0
    while process_time() - began < seconds:
        work()
        calls += 1
    return calls


def _block(work: Work, size: int) -> float:
    began = process_time()
    for _ in range(size):
        work()
    return process_time() - began


def bytes_each(hold: Callable[[bytes], list[Any]]) -> tuple[float, str]:
    """Bytes that Python holds for one record, over many different ones."""
    hold(page_text(PAGES_HELD))  # what is made once, such as decoders, is made here
    texts = [page_text(number) for number in range(PAGES_HELD)]
    gc.collect()
    tracemalloc.start()
    held = [hold(text) for text in texts]
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    count = sum(map(len, held))
    return size / count, str(count)
