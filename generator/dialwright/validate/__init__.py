"""What a document must be before anything is made of it: the standard's rules and our own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from ..document import Document
from ..openapi import ApiDescription
from ..problems import InputError, Problem, in_order
from .context import Context
from .registry import RULES
from .rule import Level, Rule
from .waivers import objection, unwaived, waiver_problems

__all__ = ["RULES", "Level", "Rule", "objection", "unwaived", "validate", "validate_document"]


def validate(
    entry: Path,
    *,
    strict: bool = False,
    allow_duplicate_keys: bool = False,
    overlays: Sequence[Path] = (),
    waived: Collection[str] = (),
) -> list[Problem]:
    """Everything that is wrong with a document and the files it refers to, sorted by place.

    With `strict`, what would merely be repaired is an error, and our own habits are held: this is for the
    documents of this project. Rules that are `waived`, here or in the document, are not held, unless they
    hold always. A document that cannot be read is a problem like any other.

    Here openapi-spec-validator has its say on every document that it can read.
    """
    try:
        document = Document.load(entry, overlays=overlays, allow_duplicate_keys=allow_duplicate_keys)
    except InputError as error:
        return in_order(error.problems)
    return validate_document(ApiDescription.of(document), strict=strict, thorough=True, waived=waived)


def validate_document(
    api: ApiDescription, *, strict: bool = False, thorough: bool = False, waived: Collection[str] = ()
) -> list[Problem]:
    """The same for a document that is loaded.

    Only with `thorough` is advice given, and openapi-spec-validator asked where it is sure to find nothing.
    """
    context, document = Context(api, strict, thorough), api.document
    found = list(api.structure.broken)
    for rule in RULES.values():
        found += rule.run(context)
    repaired = (problem for file in document.files for problem in file.problems)
    told = (*found, *repaired, *waiver_problems(document))
    return in_order(unwaived(document, told, waived))
