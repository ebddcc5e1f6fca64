"""Values as Python source. Nothing that a document says gets into code by another way."""

from __future__ import annotations

from ...ir import Scalar


def literal(value: Scalar) -> str:
    """The source of a value: its `repr`, in the quotes that black prefers.

    >>> literal("it's"), literal('say "hi"'), literal("a\\nb"), literal(None)
    ('"it\\'s"', '\\'say "hi"\\'', '"a\\\\nb"', 'None')
    """
    text = repr(value)
    if not isinstance(value, str) or text[0] == '"':
        return text
    body = text[1:-1]
    doubled = body.replace("\\'", "'").replace('"', '\\"')
    return f'"{doubled}"' if doubled.count("\\") <= body.count("\\") else text
