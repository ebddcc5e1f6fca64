"""Templates: they loop over views and write down the lines; whatever needs thought was decided before."""

from __future__ import annotations

import ast
import json
from functools import cache

from jinja2 import Environment, FunctionLoader, StrictUndefined

from ..data import read_text

_FOLDER = "templates/python"


def render(template: str, **views: object) -> str:
    """The text of a template, with no space at the ends of lines. What it is not given is an error."""
    text = _environment().get_template(f"{template}.jinja").render(views)
    return "\n".join(line.rstrip(" ") for line in text.split("\n"))


def render_python(template: str, file: str, **views: object) -> str:
    """The text of a template that makes a Python module.

    Raises:
        RuntimeError: It is not Python. That is a fault of dialwright, whatever the document.
    """
    text = render(template, **views)
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError) as error:
        problem = (
            f"dialwright generated {file}, but Python cannot read it: {error}; this is a fault of dialwright"
        )
    else:
        return text
    raise RuntimeError(problem)


def toml(text: str) -> str:
    """A string as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(lambda name: read_text(_FOLDER, name)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters["toml"] = toml
    return environment
