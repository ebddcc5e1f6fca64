"""What a sample should print, worked out from the sample's last statement and the printed answer alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from .server import records

__all__ = ["expected_output", "shown_fields", "shows_records"]

_MONTHS = {"Sept": "Sep"}
_DATE = re.compile(r"\w+, (\d{2}) (\w+) (\d{4}) (\d{2}:\d{2}:\d{2}) \+0000")


def expected_output(snippet: str, body: str) -> str:
    """The lines a sample prints: one attribute of the answer, or of each record of a list, or nothing."""
    last = ast.parse(snippet).body[-1]
    attribute = _printed_attribute(last)
    if attribute is None:
        return ""
    return "".join(f"{_as_python(record, attribute)}\n" for record in records(body))


def shows_records(snippet: str) -> bool:
    """Whether a sample prints whole records, whose text is the client's own affair."""
    match ast.parse(snippet).body[-1]:
        case ast.Expr(ast.Call(func=ast.Name("print"), args=[ast.Name()])):
            return True
        case _:
            return False


def _printed_attribute(statement: ast.stmt) -> str | None:
    match statement:
        case ast.For(body=[ast.Expr() as inner]):
            return _printed_attribute(inner)
        case ast.Expr(ast.Call(func=ast.Name("print"), args=[ast.Attribute(attr=name)])):
            return name
        case _:
            return None


def _as_python(record: Mapping[str, Any], name: str) -> str:
    """How Python prints a property: text as it is, a date as a datetime in UTC."""
    value = record[name]
    return str(_moment(value) if name.startswith("date_") else value)


def _moment(text: str) -> datetime:
    """A date as the reference writes it, read without any help of the client's."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(f"not a date of the reference: {text!r}")
    day, month, year, time = found.groups()
    moment = datetime.strptime(f"{day} {_MONTHS.get(month, month)} {year} {time}", "%d %b %Y %H:%M:%S")
    return moment.replace(tzinfo=UTC)


def shown_fields(output: str) -> list[dict[str, object]]:
    """The fields that a printed record, or each record of a printed list, shows as plain values.

    Raises:
        ValueError: The text is not of the form `Name(field=value, ...)`, or a list of such.
    """
    shown = ast.parse(output.strip(), mode="eval").body
    return [_fields(element) for element in (shown.elts if isinstance(shown, ast.List) else [shown])]


def _fields(shown: ast.expr) -> dict[str, object]:
    if not isinstance(shown, ast.Call) or shown.args:
        raise ValueError(f"not a record with named fields: {ast.unparse(shown)}")
    return {
        keyword.arg: keyword.value.value
        for keyword in shown.keywords
        if keyword.arg and isinstance(keyword.value, ast.Constant)
    }
