"""The names of a client by what they are names of, and the file that they are kept in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ..cached import cached_property
from ..problems import Place
from ..source import SourceFile

Key: TypeAlias = tuple[str, ...]
"""The way to a name in the file: `("operations", "GET /calls", "method")`."""

OPERATIONS, RESOURCES, SCHEMAS = "operations", "resources", "schemas"
PARAMETERS = "parameters"

_ABOUT = "Names of the client, kept by dialwright for what the document does not name. They may be edited."
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Kept:
    """Names by their keys, and the file that has them, if there is one."""

    names: Mapping[Key, str] = field(default_factory=dict[Key, str])
    file: SourceFile | None = None

    def get(self, *key: str) -> str:
        """The name that is kept under a key, or ""."""
        return self.names.get(key, "")

    def under(self, *above: str) -> dict[Key, str]:
        """The names one step below a key, by their own."""
        return {key: self.names[key] for key in self._below.get(above, ())}

    @cached_property
    def _below(self) -> Mapping[Key, list[Key]]:
        found: dict[Key, list[Key]] = {}
        for key in self.names:
            found.setdefault(key[:-1], []).append(key)
        return found

    @cached_property
    def resources(self) -> Mapping[str, str]:
        """Resource -> its name in clients. What only operations are said to be in is called just so."""
        known = {key[1]: name for key, name in self.names.items() if key[0] == RESOURCES and key[2] == "name"}
        said = {name for key, name in self.names.items() if key[0] == OPERATIONS and key[2] == "resource"}
        return {name: name for name in sorted(said - {*known.values()}) if "." not in name} | known

    def resource_named(self, name: str) -> str:
        """The resource that clients call so, or ""."""
        return self._named.get(name) or (name and self.gathered(name))

    def gathered(self, resource: str) -> str:
        """The resource in whose place another of the same name stands: several tags may share a name."""
        return self._named.get(self.resources.get(resource, ""), resource)

    @cached_property
    def _named(self) -> Mapping[str, str]:
        """Name -> resource: of several, the one whose own name it is, else the first."""
        named = sorted(self.resources.items(), reverse=True)
        return {name: key for key, name in named} | {name: key for key, name in named if name == key}

    def place(self, key: Key) -> Place | None:
        """Where the name is written."""
        return self.file.place(key) if self.file is not None else None

    def text(self) -> str:
        """The file: sorted, a line for each name."""
        content: dict[str, Any] = {}
        for key, name in self.names.items():
            inside = content
            for step in key[:-1]:
                inside = inside.setdefault(step, {})
            inside[key[-1]] = name
        whole = {"about": _ABOUT, **{section: content[section] for section in sorted(content)}}
        return f"{json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False)}\n"

    def followed(self, labels: Iterable[str]) -> Kept:
        """The names as they are for a document with these operations, where placeholders have other names.

        `GET /calls/{id}` and `GET /calls/{sid}` are the same operation.
        """
        moved = dict(_moved({key[1] for key in self.names if key[0] == OPERATIONS}, set(labels)))
        if not moved:
            return self
        return Kept({_rekeyed(key, moved): name for key, name in self.names.items()}, self.file)


def _moved(known: set[str], present: set[str]) -> Iterator[tuple[str, str]]:
    """Operations that are gone, each with the only new one that differs in nothing but its placeholders."""
    gone, new = _by_form(known - present), _by_form(present - known)
    for form, labels in gone.items():
        if len(labels) == len(new.get(form, ())) == 1:
            yield labels[0], new[form][0]


def _by_form(labels: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for label in sorted(labels):
        found.setdefault(_PLACEHOLDER.sub("{}", label), []).append(label)
    return found


def _rekeyed(key: Key, moved: Mapping[str, str]) -> Key:
    section, own, *rest = key if len(key) > 1 else (*key, "")
    if section == SCHEMAS:
        verb, _, other = own.partition(" ")
        path, _, inside = other.partition(" ")
        now = moved.get(f"{verb} {path}")
        return (section, f"{now} {inside}", *rest) if now else key
    if section != OPERATIONS or own not in moved:
        return key
    if rest[0] == PARAMETERS:
        renamed = zip(_PLACEHOLDER.findall(own), _PLACEHOLDER.findall(moved[own]), strict=True)
        slots = {f"path {old}": f"path {new}" for old, new in renamed}
        rest = [PARAMETERS, *(slots.get(step, step) for step in rest[1:])]
    return (section, moved[own], *rest)
