"""Documents against their former selves: the changes, the version they demand, and whether it is there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..document import Document
from ..openapi import ApiDescription
from ..problems import InputError, Place, Problem, Severity
from .change import Bump, Change
from .rules import RULES
from .version import Version
from .walk import Walk

CHANGELOG = "CHANGELOG.md"
_ENTRIES = ("openapi.yaml", "openapi.yml", "openapi.json")


@dataclass(frozen=True)
class Verdict:
    """What became of one document. `found` is its version, `demanded` the least that will do."""

    entry: Path
    title: str
    changes: tuple[Change, ...]
    former: Version
    found: Version
    demanded: Version
    place: Place | None  # of the version
    has_entry: bool  # in the changelog, for the version that is found

    @property
    def bump(self) -> Bump:
        return max((change.rule.bump for change in self.changes), default=Bump.NONE)

    @property
    def changelog(self) -> Path:
        return self.entry.parent / CHANGELOG

    @property
    def missing(self) -> tuple[str, ...]:
        """What must still be done, in words."""
        return tuple(self._missing())

    def _missing(self) -> Iterator[str]:
        if self.found < self.demanded:
            yield f"the version is {self.found}, and the changes since {self.former} demand {self.demanded}"
        elif self.bump is not Bump.NONE and not self.has_entry:
            yield f"{self.changelog.name} beside the document has no entry '## {self.found}'"


def judge(old: Path, new: Path) -> list[Verdict]:
    """Compare two documents, or all documents of two folders.

    Raises:
        InputError: A document cannot be read, or has a version that is not three numbers.
        OSError: There is no such file or folder.
    """
    before, after = _documents(old), _documents(new)
    shared = [name for name in before if name in after]
    verdicts = [_verdict(before[name], after[name], old) for name in shared]
    return verdicts + [_gone(before[name], new, old) for name in before if name not in after]


def _documents(path: Path) -> dict[str, Path]:
    """Entry files by their folders, "" for that of a document that is named itself."""
    path.stat()
    if not path.is_dir():
        return {"": path}
    found: dict[str, Path] = {}
    for folder in (path, *sorted(child for child in path.iterdir() if child.is_dir())):
        entry = next((folder / name for name in _ENTRIES if (folder / name).is_file()), None)
        if entry is not None:
            found[folder.relative_to(path).as_posix()] = entry
    if not found:
        message = f"there is no {_ENTRIES[0]} in '{path}' nor in a folder of it"
        raise InputError(Problem(None, Severity.ERROR, message, "document"))
    return found


def _verdict(old: Path, new: Path, root: Path) -> Verdict:
    before, after = (ApiDescription.of(Document.load(path)) for path in (old, new))
    changes = [_renamed(change, root) for change in Walk(before, after).run()]
    former, found = _version(before), _version(after)
    bump = max((change.rule.bump for change in changes), default=Bump.NONE)
    node = after.info.child("version")
    verdict = Verdict(
        entry=new,
        title=after.info.text("title"),
        changes=tuple(changes),
        former=former,
        found=found,
        demanded=former.bumped(bump),
        place=node.place() if node is not None else None,
        has_entry=False,
    )
    return replace(verdict, has_entry=has_entry(verdict.changelog, found))


def _gone(old: Path, new: Path, root: Path) -> Verdict:
    """A package that is no more: there is no version that could say so."""
    description = ApiDescription.of(Document.load(old))
    place = Place(new.as_posix(), 1, 1)
    message = f"there is no document '{description.info.text('title')}' any more"
    change = Change(RULES["document-removed"], message, description.document.root.place(), place)
    version = _version(description)
    demanded = version.bumped(Bump.MAJOR)
    entry = new / old.parent.name / old.name
    title = description.info.text("title")
    return Verdict(entry, title, (_renamed(change, root),), version, version, demanded, None, False)


def _version(description: ApiDescription) -> Version:
    text = description.info.text("version")
    version = Version.parse(text)
    if version is None:
        node = description.info.child("version")
        message = (
            f"'{text}' is not a version that changes can be held against; write three numbers, as in 1.2.3"
        )
        place = node.place() if node is not None else description.document.root.place()
        raise InputError(Problem(place, Severity.ERROR, message, "version"))
    return version


def has_entry(changelog: Path, version: Version) -> bool:
    """Whether a changelog has a heading for a version."""
    if not changelog.is_file():
        return False
    text = changelog.read_text(encoding="utf-8")
    return re.search(rf"^## {re.escape(str(version))}(?![\w.])", text, re.MULTILINE) is not None


def _renamed(change: Change, root: Path) -> Change:
    """With the old place as it was called: from the folder on in which the old documents were."""
    if not root.is_dir():
        return change
    folder = Path(os.path.realpath(root))
    path = Path(os.path.realpath(change.old.file))
    if not path.is_relative_to(folder):
        return change
    name = (Path(folder.name) / path.relative_to(folder)).as_posix()
    return replace(change, old=replace(change.old, file=name))
