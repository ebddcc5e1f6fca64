"""Proof, for most documents, that openapi-spec-validator would find nothing in them.

Loading and asking it takes as long as generating a small client. What it looks at is known, and is looked at
here in a hundredth of the time, and more strictly: where anything is in doubt there is no proof, and it has
to be asked, for its findings and for its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ..document import Document, Node, is_reference
from ..openapi.structure import Located
from ..problems import InputError
from .fit import fits
from .published import documents, lists_of_schemas

_PLAIN_REFERENCE = re.compile(r"[A-Za-z0-9_./~-]*(?:#[A-Za-z0-9_./~-]*)?")  # read alike by everyone
_ELSEWHERE = frozenset(("$anchor", "$dynamicAnchor", "$dynamicRef", "$id", "$schema", "id"))
_INCLUDING = ("allOf", "anyOf", "oneOf")
_DEEPEST = 20  # schemas within each other; what is deeper is in doubt


def is_sure_to_pass(
    document: Document, objects: Sequence[Located], whole: dict[str, Any], version: str
) -> bool:
    """Whether the validator is sure to find nothing.

    Args:
        document: The document.
        objects: What stands where in it.
        whole: The document in one file, as the validator would be given it.
        version: Which OpenAPI it follows: 3.0 or 3.1.
    """
    schemas = [located.node for located in objects if located.is_schema]
    return (
        documents(version).is_valid(whole)
        and lists_of_schemas(version).is_valid([node.value for node in schemas])
        and all(_is_plain(located.node) for located in objects)
        and _leads_to_its_kind(document, objects)
        and not _repeats_tag(whole)
        and all(_holds_together(document, node) for node in schemas if not is_reference(node))
    )


def _is_plain(node: Node) -> bool:
    """Whether references in it lead where they say, by its text alone."""
    if not is_reference(node):
        return _ELSEWHERE.isdisjoint(node.value)
    return _PLAIN_REFERENCE.fullmatch(node.value["$ref"]) is not None


def _leads_to_its_kind(document: Document, objects: Sequence[Located]) -> bool:
    """Whether what references lead to is, where it stands, of the kind that it is taken for.

    What is in other files is brought to where the document keeps objects of that kind, and judged there.
    """
    places = {
        (located.node, located.is_schema or located.kind) for located in objects if not located.referred
    }
    referred = (
        located for located in objects if located.referred and located.node.file is document.root.file
    )
    return all((located.node, located.is_schema or located.kind) in places for located in referred)


def _repeats_tag(whole: dict[str, Any]) -> bool:
    names = [tag["name"] for tag in whole.get("tags", ())]
    return len(set(names)) < len(names)


def _holds_together(document: Document, schema: Node) -> bool:
    """Whether its default fits, and an `allOf` has the properties that are required."""
    value = schema.value
    is_told = "default" in value and (value["default"] is not None or value.get("nullable") is not True)
    if is_told and not fits(document, schema, value["default"]):
        return False
    if "allOf" not in value or "required" not in value:
        return True
    own = value.get("properties", {})
    missing = {name for name in value["required"] if name not in own}
    return not missing or missing <= set(_included(document, schema, 0))


def _included(document: Document, schema: Node, depth: int) -> Iterator[str]:
    """The names of the properties that a schema and those that it includes have."""
    try:
        schema = document.target(schema)
    except InputError:
        return
    yield from (name for name, _ in (schema.get("properties") or schema).items())
    for key in _INCLUDING if depth < _DEEPEST else ():
        for child in () if (listed := schema.get(key)) is None else listed.elements():
            yield from _included(document, child, depth + 1)
