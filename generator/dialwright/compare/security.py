"""What credentials are asked for, before and after."""

from __future__ import annotations

from typing import Any

from ..document import Node
from ..source import is_sequence
from .values import canonical

__all__ = ["effective", "security_change"]


def effective(root: Node, operation: Node) -> Any:
    """What an operation asks for: what it says, else what the document says."""
    own = operation.peek("security")
    return own if own is not None else root.peek("security")


def security_change(old: Any, new: Any) -> str:
    """The rule: whoever could call before still can if each of the alternatives is still there."""
    before, after = _alternatives(old), _alternatives(new)
    if before == after:
        return "notation-changed"
    return "security-loosened" if before < after or "{}" in after else "security-changed"


def _alternatives(security: Any) -> frozenset[str]:
    """Each set of credentials that will do; an empty one where none are asked for."""
    listed = map(canonical, security) if is_sequence(security) else ()
    return frozenset(listed) or frozenset(("{}",))
