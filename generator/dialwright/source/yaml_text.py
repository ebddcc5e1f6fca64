"""YAML files."""

from __future__ import annotations

from .build import build
from .compose import compose
from .content import Content
from .limits import Limits
from .positions import Positions
from .text import Text


def load_yaml(text: Text, *, allow_duplicate_keys: bool, limits: Limits) -> Content:
    """What a YAML text holds; InputError if it is not YAML or exceeds the limits."""
    root = compose(text, limits)
    if root is None:
        return Content(None)
    value, problems = build(text, root, allow_duplicate_keys=allow_duplicate_keys, limits=limits)
    return Content(value, tuple(problems), lambda: Positions(root, lambda key: str(key.value)))
