"""The changelog's part about one version."""

from __future__ import annotations

import re
from pathlib import Path

from .errors import Exit, Refused

__all__ = ["notes"]


def notes(changelog: Path, tag: str) -> str:
    """What the changelog says of the version that a tag such as `v1.2.3` names.

    Raises:
        Refused: It is no such tag, the changelog has no such version, or still says that it is unreleased.
    """
    named = re.fullmatch(r"v(\d+(?:\.\d+)*\S*)", tag)
    if named is None:
        raise Refused(f"{tag!r} names no version: a tag is v1.2.3", Exit.BAD_INPUT)
    parts = re.split(r"^## (.+)\n", changelog.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for heading, text in zip(parts[1::2], parts[2::2], strict=True):
        if heading.split()[0] == named[1]:
            if "unreleased" in heading:
                raise Refused(f"{changelog.name} calls {named[1]} unreleased: give it the day of its release")
            return text.strip() + "\n"
    raise Refused(f"{changelog.name} says nothing of {named[1]}")
