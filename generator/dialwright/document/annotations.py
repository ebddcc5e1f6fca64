"""Which keys may stand beside a `$ref`."""

from __future__ import annotations

_ANNOTATIONS = frozenset(
    (
        "$comment",
        "default",
        "deprecated",
        "description",
        "example",
        "examples",
        "externalDocs",
        "readOnly",
        "summary",
        "title",
        "writeOnly",
    )
)


def is_annotation(key: str) -> bool:
    """Whether a key says something about a value without changing what it is.

    Beside a `$ref` such a key lies over the target's; any other says nothing there.
    """
    return key in _ANNOTATIONS or key.startswith("x-")
