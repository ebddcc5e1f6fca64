"""What a change of the credentials that are asked for means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..source import is_mapping, is_sequence
from .values import Verdict, canonical


def judge_security(old: Any, new: Any, message: str) -> Iterator[Verdict]:
    """From the alternatives that were enough to those that are, where nothing asked for stands for all."""
    before, after = _alternatives(old), _alternatives(new)
    if all(any(_suffices(one, other) for other in after) for one in before):
        if sorted(map(canonical, before)) != sorted(map(canonical, after)):
            yield "security-loosened", message
        elif [*map(canonical, before)] != [*map(canonical, after)]:
            yield "order-changed", message
        else:
            yield "said-otherwise", message
    else:
        yield "security-changed", message


def asked(value: Any) -> set[str]:
    """The names of the schemes that are asked for."""
    return {name for one in _alternatives(value) for name in one}


def _alternatives(value: Any) -> list[dict[str, Any]]:
    found = [one for one in value if is_mapping(one)] if is_sequence(value) else []
    return found or [{}]


def _suffices(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether who had the one has enough for the other."""
    return all(name in old and set(_texts(scopes)) <= set(_texts(old[name])) for name, scopes in new.items())


def _texts(value: Any) -> Iterable[str]:
    return map(str, value) if is_sequence(value) else ()


def judge_flows(old: Any, new: Any) -> Iterator[Verdict]:
    """From one set of OAuth flows to another; a scope more asks nothing of anybody."""
    message = "the flows of the credentials were changed"
    if canonical(_without_scopes(old)) != canonical(_without_scopes(new)) or _scopes(old) - _scopes(new):
        yield "security-changed", message
    elif _scopes(new) - _scopes(old):
        yield "security-loosened", message
    else:
        yield "text-changed", message


def _without_scopes(value: Any) -> Any:
    if not is_mapping(value):
        return value
    return {key: _without_scopes(inner) for key, inner in value.items() if key != "scopes"}


def _scopes(value: Any) -> set[tuple[str, str]]:
    flows = value if is_mapping(value) else {}
    named = ((flow, one.get("scopes")) for flow, one in flows.items() if is_mapping(one))
    return {(flow, str(name)) for flow, scopes in named if is_mapping(scopes) for name in scopes}
