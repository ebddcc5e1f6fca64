"""What the tests of small documents share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .harness import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that keeps what it is sent."""
    with serving() as running:
        yield running
