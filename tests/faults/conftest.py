"""What a developer has in the environment must not change what is tested."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in tuple(os.environ):
        if name.startswith("SIGNALWIRE_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
