"""Templates: they loop over views and write down the lines; whatever needs thought was decided before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, FunctionLoader, StrictUndefined

from ..data import read_text
from ..problems import InputError, Problem, Severity
from .shape import faults

_FOLDER = "templates/python"


def render(template: str, **views: object) -> str:
    """The text of a template, with no space at the ends of lines. What it is not given is an error."""
    text = _environment().get_template(f"{template}.jinja").render(views)
    return "\n".join(line.rstrip(" ") for line in text.split("\n"))


def render_python(template: str, file: str, **views: object) -> str:
    """The text of a template that makes a Python module.

    Raises:
        InputError: It is not Python, or more than the template may emit. No document should come so far.
    """
    text = render(template, **views)
    found = next(_faults(template, text), None)
    if found is None:
        return text
    problem = f"{file} would have {found}, which no template writes; this is a fault of dialwright"
    raise InputError(Problem(None, Severity.ERROR, problem, "shape"))


def _faults(template: str, text: str) -> Iterator[str]:
    try:
        yield from faults(text, template, _source(f"{template}.jinja"))
    except (SyntaxError, ValueError, RecursionError) as error:
        yield f"code that Python cannot read ({error})"


@cache
def _source(name: str) -> str:
    return read_text(_FOLDER, name)


def toml(text: str) -> str:
    """A string as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters["toml"] = toml
    return environment
