"""The addresses that answers tell: of a record, and of what belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from ..openapi import Schema
from ..words import Words
from .atlas import Atlas
from .naming import words_of
from .plan import Kind, Plan


@dataclass(frozen=True)
class Address:
    """Where a record is: its path, and the one of the document that this follows."""

    template: str
    path: str


class Links:
    """Finds the paths of records.

    Args:
        atlas: The operations that there are.
    """

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    def own(self, table: str, scope: Mapping[str, str], id: str) -> Address | None:
        """The address of a record that was made in a scope; None where no path leads to it.

        Of several paths it is the one beside where the record was made, if possible one that reads it.
        """
        plans = [plan for plan in self._atlas.of_table(table) if plan.item and {*plan.scope} <= scope.keys()]
        plans.sort(key=lambda plan: _distance(plan, scope))
        for plan in plans:
            return Address(plan.template, fill(plan.template, {**scope, plan.item: id}))
        return None

    def below(self, address: Address | None, words: Words) -> str:
        """The path of what belongs to a record, by a name such as `recordings`; "" where there is none."""
        if address is None:
            return ""
        for plan in self._atlas.below(address.template):
            last = plan.template.rpartition("/")[2]
            if words_of(last.partition(".")[0]) == words:
                return f"{_bare(address)}/{last}"
        return ""


def fill(template: str, values: Mapping[str, str]) -> str:
    """A path with values in the place of its placeholders."""
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", quote(value, safe=""))
    return template


def absolute(path: str, schema: Schema, origin: str) -> str:
    """A path as a schema wants it: the whole address, if its example is one."""
    example = next((node.value for node in schema.elements("examples")), "")
    whole = schema.format in ("uri", "url") or (isinstance(example, str) and bool(urlsplit(example).scheme))
    return origin + path if whole and path else path


def _distance(plan: Plan, scope: Mapping[str, str]) -> tuple[int, int]:
    """How far a path is from where a record was made; of equal ones those that read records come first."""
    order = (Kind.FETCH, Kind.UPDATE, Kind.DELETE, Kind.DOWNLOAD)
    return len(scope) - len(plan.scope), order.index(plan.kind) if plan.kind in order else len(order)


def _bare(address: Address) -> str:
    """The path of a record without the extension that its template ends with."""
    suffix = address.template.rpartition("}")[2]
    return address.path.removesuffix(suffix) if suffix.startswith(".") else address.path
