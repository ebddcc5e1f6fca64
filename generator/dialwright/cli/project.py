"""What the project in which a command runs has settled: `[tool.dialwright]` in its `pyproject.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeGuard

__all__ = ["SettingsError", "waived"]

_SECTION = "[tool.dialwright.rules]"


class SettingsError(Exception):
    """Settings that cannot be followed, and why."""


def waived(project: Path) -> tuple[str, ...]:
    """The rules that a project waives, each with its reason; none where there is no such file.

        [tool.dialwright.rules]
        tag = { waived = "The tags are the vendor's." }

    Raises:
        SettingsError: The file is no TOML, or waives what cannot be waived, or without a reason.
    """
    rules = _rules(project)
    for rule, told in rules.items():
        if problem := _problem(rule, told):
            raise SettingsError(f"{project.name}: {_SECTION}: {problem}")
    return tuple(sorted(rules))


def _rules(project: Path) -> Mapping[str, Any]:
    if not project.is_file():
        return {}
    import tomllib

    try:
        table: dict[str, Any] = tomllib.loads(project.read_text(encoding="utf-8"))
    except ValueError as error:
        raise SettingsError(f"{project.name}: {error}") from None
    for name in ("tool", "dialwright", "rules"):
        inner: object = table.get(name, {})
        if not _is_table(inner):
            raise SettingsError(f"{project.name}: '{name}' is a table")
        table = inner
    return table


def _is_table(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)  # TOML has no other keys than texts


def _problem(rule: str, told: object) -> str:
    """What is wrong with an entry; nothing where it is right."""
    from ..validate import objection

    reason = told.get("waived") if _is_table(told) and len(told) == 1 else None
    if isinstance(reason, str) and reason.strip():
        return objection(rule)
    return f'a rule is waived with a reason: {rule} = {{ waived = "..." }}'
