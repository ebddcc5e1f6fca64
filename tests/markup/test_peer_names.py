"""The builder that people come from: all that it has is here too, in the same order."""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml


@pytest.fixture(scope="module")
def facts(shared: Path) -> dict[str, Any]:
    """Module -> class -> what it has."""
    text = (shared / "reference" / "cxml-verbs.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return {name: classes for name, classes in found.items() if name.endswith("_response")}


def test_every_class_is_here(facts: dict[str, Any]) -> None:
    assert facts.keys() == {"voice_response", "messaging_response", "fax_response"}
    for name, classes in facts.items():
        module = import_module(f"dialwright_signalwire.{name}")
        assert classes.keys() <= set(module.__all__)


def test_every_element_takes_its_text(facts: dict[str, Any]) -> None:
    for name, classes in facts.items():
        module = import_module(f"dialwright_signalwire.{name}")
        for key, described in classes.items():
            parameters = [*inspect.signature(getattr(module, key)).parameters]
            assert parameters[: len(described.get("init", ()))] == described.get("init", [])


def test_every_verb_takes_the_same_arguments(facts: dict[str, Any]) -> None:
    count = 0
    for name, classes in facts.items():
        module = import_module(f"dialwright_signalwire.{name}")
        for key, described in classes.items():
            for verb, taken in described.get("methods", {}).items():
                parameters = inspect.signature(getattr(getattr(module, key), verb)).parameters
                assert [*parameters] == ["self", *taken["args"], "attributes"], f"{key}.{verb}"
                required = [
                    p.name
                    for p in parameters.values()
                    if p.default is p.empty and p.kind is not p.VAR_KEYWORD
                ]
                assert required == ["self", *taken.get("required", [])], f"{key}.{verb}"
                count += 1
    assert count == 74
