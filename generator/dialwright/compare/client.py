"""What a change of the keys about the whole client means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..source import is_mapping
from .values import Verdict, as_list, canonical, same, without_texts


def judge_client(old: Any, new: Any) -> Iterator[Verdict]:
    """More of what may be imported or set in the environment hurts nobody; anything else may."""
    kept = is_mapping(old) and is_mapping(new) and same(_without_growth(old), _without_growth(new))
    grown = (
        kept and _surfaces(old).items() <= _surfaces(new).items() and _environment(old) <= _environment(new)
    )
    yield "client-extended" if grown else "client-changed", "what a client is made with was changed"


def _without_growth(client: dict[str, Any]) -> object:
    arguments = [{**one, "env": None} for one in as_list(client.get("arguments")) if is_mapping(one)]
    return without_texts({**client, "arguments": arguments, "surfaces": None})


def _surfaces(client: dict[str, Any]) -> dict[str, str]:
    named = (one for one in as_list(client.get("surfaces")) if is_mapping(one))
    return {f"{one.get('module')}.{one.get('name')}": canonical(without_texts(one)) for one in named}


def _environment(client: dict[str, Any]) -> set[tuple[str, int, str]]:
    """The variables of each argument, with their turn: one that comes first hides those after it."""
    named = (one for one in as_list(client.get("arguments")) if is_mapping(one))
    return {(str(one.get("name")), i, str(v)) for one in named for i, v in enumerate(as_list(one.get("env")))}


def judge_signatures(old: Any, new: Any) -> Iterator[Verdict]:
    """One more way to sign, after the others, leaves those as they are."""
    before, after = as_list(without_texts(old)), as_list(without_texts(new))
    longer = bool(before) and same(before, after[: len(before)])
    yield "signature-added" if longer else "signature-changed", "how requests are signed was changed"
