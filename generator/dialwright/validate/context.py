"""What rules look at."""

from __future__ import annotations

from dataclasses import dataclass

from ..cached import cached_property
from ..document import Document
from ..openapi import ApiDescription, Operation, PathItem
from ..openapi.structure import Structure
from ..problems import InputError


@dataclass(frozen=True)
class Context:
    """One document, as the rules see it."""

    api: ApiDescription
    strict: bool
    thorough: bool = False
    """Whether also to look for what changes nothing of a client, and to ask openapi-spec-validator even where
    it is sure to find nothing."""

    @property
    def document(self) -> Document:
        return self.api.document

    @property
    def structure(self) -> Structure:
        return self.api.structure

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """The operations of every path that can be read."""
        return tuple(operation for item in self._path_items for operation in _readable(item))

    @cached_property
    def _path_items(self) -> tuple[PathItem, ...]:
        try:
            return self.api.path_items
        except InputError:
            return ()


def _readable(item: PathItem) -> tuple[Operation, ...]:
    """The operations of a path, unless it is a reference that leads nowhere and is reported as such."""
    try:
        return item.operations
    except InputError:
        return ()
