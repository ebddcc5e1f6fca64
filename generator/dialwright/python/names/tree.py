"""The tree of places that an API's resources make, and what each place takes over from the records above it.

A place is a resource, or a mere namespace where the document puts resources under a name without operations
of its own. It may hang in several spots of the tree, and hangs on its parent either directly
(`client.compat.calls`) or on one of the parent's records (`client.compat.calls("sid").recordings`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ... import ir
from ...words import Words, split

PathValues = Mapping[str, str]
"""A path parameter of the child -> the one of its parent that has its value."""


@dataclass(frozen=True)
class Branch:
    """A way down: the name of the step, the place it leads to, and how its path values follow."""

    words: Words
    target: str
    path: PathValues


@dataclass(frozen=True)
class Place:
    """A node of the tree. `parents` are the path parameters whose values it holds."""

    key: str
    words: Words
    resource: ir.Resource | None
    parents: tuple[str, ...]
    branches: tuple[Branch, ...] = ()
    item_branches: tuple[Branch, ...] = ()

    @property
    def service(self) -> str:
        """The first word of the key, which names the package that the place lives in."""
        return self.key.split(".")[0]

    @property
    def is_service(self) -> bool:
        return "." not in self.key

    @property
    def item(self) -> ir.Item | None:
        return self.resource.item if self.resource is not None else None

    @property
    def operations(self) -> tuple[ir.Operation, ...]:
        return self.resource.operations if self.resource is not None else ()

    @property
    def builders(self) -> tuple[ir.Builder, ...]:
        return self.resource.builders if self.resource is not None else ()

    @property
    def description(self) -> str:
        return self.resource.description if self.resource is not None else ""

    def is_item_operation(self, operation: ir.Operation) -> bool:
        """Whether the operation acts on one record of the place."""
        item = self.item
        return item is not None and any(f.wire == item.parameter.wire for f in operation.path_parameters)

    def holds(self, operation: ir.Operation) -> frozenset[str]:
        """The path values that the object has on which an operation is called."""
        item = self.item if self.is_item_operation(operation) else None
        return frozenset((*self.parents, *([item.parameter.wire] if item is not None else [])))

    def own_path_parameters(self, operation: ir.Operation) -> tuple[ir.Field, ...]:
        """The path parameters that neither the records above nor the record itself supply."""
        held = self.holds(operation)
        return tuple(field for field in operation.path_parameters if field.wire not in held)


@dataclass(frozen=True)
class Tree:
    """Every place by its key, in the order of the document; a namespace comes before what it holds."""

    places: Mapping[str, Place]

    @classmethod
    def of(cls, api: ir.Api) -> Tree:
        """The tree of an API.

        Raises:
            ValueError: A resource needs path values that nothing above it supplies.
        """
        return cls(_Planter(api).grow())

    @property
    def services(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places.values() if place.is_service)

    def __iter__(self) -> Iterator[Place]:
        return iter(self.places.values())

    def __getitem__(self, key: str) -> Place:
        return self.places[key]


class _Planter:
    """Builds the places from the outside in: each needs to know what the one above it holds."""

    def __init__(self, api: ir.Api) -> None:
        self._resources = {resource.key: resource for resource in api.resources}
        self._keys: dict[str, None] = {}
        for resource in api.resources:
            for key in (resource.key, *(_above(place) for place in resource.places)):
                self._keys.update(dict.fromkeys(_prefixes(key)))
        self._places: dict[str, Place] = {}

    def grow(self) -> Mapping[str, Place]:
        for key in self._keys:
            self._places[key] = self._place(key)
        for key in self._keys:
            if _above(key):
                self._hang(key, key)
            for other in self._resources[key].places if key in self._resources else ():
                self._hang(other, key)
        return self._places

    def _place(self, key: str) -> Place:
        resource = self._resources.get(key)
        words = resource.words if resource is not None else split(key.split(".")[-1])
        parents = resource.parents if resource is not None else self._inherited(key)
        return Place(key, words, resource, parents)

    def _inherited(self, key: str) -> tuple[str, ...]:
        """What a namespace holds: as much as the resources in it need of what its parent has."""
        above = self._places.get(_above(key))
        if above is None:
            return ()
        needs = (len(r.parents) for k, r in self._resources.items() if k.startswith(f"{key}."))
        return _held(above, on_record=any(need > len(above.parents) for need in needs))

    def _hang(self, at: str, target: str) -> None:
        """Make the place `target` reachable at the key `at`."""
        above = self._places[_above(at)] if _above(at) else None
        if above is None:
            return
        needed = self._places[target].parents
        on_record = above.item is not None and len(needed) > len(above.parents)
        held = _held(above, on_record=on_record)
        if len(needed) > len(held):
            missing = ", ".join(f"{{{name}}}" for name in needed[len(held) :])
            raise ValueError(
                f"resource '{target}' at '{at}' needs the path values {missing}, which no record above "
                "supplies; give the resource above it an item (x-item), or move it"
            )
        branch = Branch(split(at.split(".")[-1]), target, dict(zip(needed, held, strict=False)))
        self._places[above.key] = _with_branch(above, branch, on_record=on_record)


def _held(place: Place, *, on_record: bool) -> tuple[str, ...]:
    if on_record and place.item is not None:
        return (*place.parents, place.item.parameter.wire)
    return place.parents


def _with_branch(place: Place, branch: Branch, *, on_record: bool) -> Place:
    branches, item_branches = place.branches, place.item_branches
    if on_record:
        item_branches = (*item_branches, branch)
    else:
        branches = (*branches, branch)
    return Place(place.key, place.words, place.resource, place.parents, branches, item_branches)


def _above(key: str) -> str:
    return key.rpartition(".")[0]


def _prefixes(key: str) -> list[str]:
    """`compat.fax.faxes` -> `compat`, `compat.fax`, `compat.fax.faxes`; nothing for ""."""
    steps = key.split(".") if key else []
    return [".".join(steps[:depth]) for depth in range(1, len(steps) + 1)]
