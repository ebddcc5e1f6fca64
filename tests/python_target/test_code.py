"""How source is written: whatever a document holds, the result is Python, and laid out as black would."""

from __future__ import annotations

import ast

import black
import pytest
from black.mode import TargetVersion
from hypothesis import given
from hypothesis import strategies as st

from dialwright.python.code import (
    Expression,
    Group,
    Imports,
    ModulePath,
    Section,
    Typed,
    assignment,
    call,
    declaration,
    docstring,
    lines,
    list_of,
    literal,
    mapping,
    signature,
    tuple_of,
)

MODE = black.Mode(line_length=110, target_versions={TargetVersion.PY311})
TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from("\"'\\\n\t`#{}%\r\x00\u202e\u2028\ud800"))


def calls(names: list[str]) -> Group:
    return call("wire", *(literal(name) for name in names))


def expressions(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """Calls, dictionaries and tuples of what there is already."""

    def grouped(items: list[Expression], kind: str) -> Expression:
        if kind == "tuple" and items:
            return tuple_of(items)
        if kind == "mapping":
            return mapping((f'"key{number}"', item) for number, item in enumerate(items))
        return call("self._send", *items)

    return st.builds(grouped, st.lists(inner, max_size=6), st.sampled_from(["call", "mapping", "tuple"]))


def types(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Lists, dictionaries and unions of what there is already."""
    unions = st.lists(inner, min_size=2, max_size=4).map(" | ".join)
    return inner.map("list[{}]".format) | inner.map("dict[str, {}]".format) | unions


WORDS: st.SearchStrategy[Expression] = st.text("xyz", min_size=1, max_size=60)
EXPRESSIONS = st.recursive(WORDS, expressions, max_leaves=8)
NAMES = st.text("XYZ", min_size=1, max_size=70)
ANNOTATIONS = st.recursive(NAMES, types, max_leaves=6)
CALLS = st.lists(NAMES, min_size=1, max_size=4).map(calls)


def stable(source: str) -> bool:
    return black.format_str(source, mode=MODE) == source


@given(TEXT | st.integers() | st.booleans() | st.none())
def test_literals_mean_what_they_say(value: str | int | bool | None) -> None:
    assert ast.literal_eval(literal(value)) == value
    assert stable(f"x = {literal(value)}\n") or len(literal(value)) > 100


@given(TEXT, TEXT)
def test_docstrings_are_docstrings(first: str, second: str) -> None:
    written = docstring(first, Section("Args:", (("name", second),)), indent=4)
    source = "\n".join(["class X:", *(f"    {line}".rstrip() for line in written), "", "    x = 1", ""])
    tree = ast.parse(source).body[0]
    assert isinstance(tree, ast.ClassDef)
    assert len(tree.body) == 2
    assert stable(source)


def test_docstrings_keep_what_was_written() -> None:
    text = 'A "quoted" \\ word,\nand   more.\n\n- a point\n  that goes on\n- another\n\n```\n a  b\n```'
    kept = 'A "quoted" \\ word, and more.\n\n- a point that goes on\n- another\n\n```\n a  b\n```\n'
    assert ast.literal_eval("\n".join(docstring(text, indent=0))) == kept


@pytest.mark.parametrize("length", range(90, 115))
def test_docstrings_near_the_end_of_the_line(length: int) -> None:
    written = docstring("x" * length, indent=4)
    source = "\n".join(["class X:", *(f"    {line}" for line in written), "", "    x = 1", ""])
    assert stable(source), black.format_str(source, mode=MODE)


def test_docstrings_are_wrapped_where_they_stand() -> None:
    for indent in (0, 4, 8):
        written = docstring("word " * 60, indent=indent)
        assert max(map(len, written)) + indent <= 110
        assert max(map(len, written)) + indent > 100


@given(EXPRESSIONS)
def test_layout_is_that_of_black(expression: Expression) -> None:
    body = [f"    {line}" for line in lines("return ", expression, indent=4)]
    source = "\n".join(["def f():", *body, ""])
    assert stable(source), black.format_str(source, mode=MODE)


@given(st.lists(st.tuples(ANNOTATIONS, st.sampled_from(["", " = None"])), max_size=8), ANNOTATIONS)
def test_signatures_are_laid_out_as_black_would(taken: list[tuple[str, str]], result: str) -> None:
    parameters = tuple(Typed(f"p{number}: ", *described) for number, described in enumerate(taken))
    head = signature("def f", ("self", "*", *parameters), result, indent=4, most=5)
    source = "\n".join(["class X:", *(f"    {line}" for line in (*head, "    pass")), ""])
    assert stable(source), black.format_str(source, mode=MODE)


@given(ANNOTATIONS, st.sampled_from(["", "None"]) | CALLS)
def test_declarations_are_laid_out_as_black_would(annotation: str, value: Expression) -> None:
    written = declaration("name", annotation, value, indent=4)
    source = "\n".join(["class X:", *(f"    {line}" for line in written), ""])
    assert stable(source), black.format_str(source, mode=MODE)


@pytest.mark.parametrize("length", [90, 95, 97, 98, 104, 106, 107, 110, 119])
@pytest.mark.parametrize("count", [3, 12])
def test_aliases_with_long_names_are_laid_out_as_black_would(length: int, count: int) -> None:
    values = Group("Literal[", tuple(f'"value-{number}"' for number in range(count)), "]")
    source = "\n".join([*declaration("N" * length, "TypeAlias", values), ""])
    assert stable(source), black.format_str(source, mode=MODE)


@pytest.mark.parametrize("length", [60, 80, 90, *range(94, 108), 120])
@pytest.mark.parametrize("value", ["", "None", Group("wire(", ('"x"',), ")")])
def test_types_with_long_names_are_laid_out_as_black_would(length: int, value: Expression) -> None:
    written = declaration("a_name", "N" * length, value, indent=4)
    source = "\n".join(["class X:", *(f"    {line}" for line in written), ""])
    assert stable(source), black.format_str(source, mode=MODE)


def test_types_are_not_broken_inside_quotes() -> None:
    values = ", ".join(f'"a | b, [{number}"' for number in range(10))
    written = declaration("name", f"Literal[{values}] | None", indent=4)
    assert written[2:4] == ['        "a | b, [0",', '        "a | b, [1",']


@pytest.mark.parametrize("length", [10, 90, 100, 104, 108, 112, 200])
def test_long_values_are_assigned_as_black_would(length: int) -> None:
    source = "\n".join([*assignment("_NAME", literal("x" * length)), ""])
    assert stable(source), black.format_str(source, mode=MODE)


@pytest.mark.parametrize("count", [0, 1, 2, 20])
def test_lists_are_laid_out_as_black_would(count: int) -> None:
    names = [literal(f"name{number}") for number in range(count)]
    assert stable("\n".join([*lines("__all__ = ", list_of(names)), ""]))


def test_imports_are_sorted_and_guarded() -> None:
    imports = Imports(ModulePath(("voice", "calls")))
    imports.run(("_runtime",), "Request")
    imports.run(("_runtime",), "Client as Base")
    imports.annotate(("_runtime",), "NULL")
    imports.annotate(("_runtime",), "Request")
    imports.annotate(("voice", "legs"), "Legs")
    imports.annotate(("voice", "calls"), "Calls")
    imports.annotate("typing", "Any")
    imports.annotate_with("builtins")
    assert imports.running == (
        "from typing import TYPE_CHECKING",
        "",
        "from .._runtime import Client as Base",
        "from .._runtime import Request",
    )
    assert imports.typing_only == (
        "import builtins",
        "from typing import Any",
        "",
        "from .._runtime import NULL",
        "from .legs import Legs",
    )


def test_modules_reach_each_other() -> None:
    assert ModulePath((), is_package=True).reach(("errors",)) == ".errors"
    assert ModulePath(("rest",)).reach(("voice",)) == ".voice"
    assert ModulePath(("voice",), is_package=True).reach(("voice", "calls")) == ".calls"
    assert ModulePath(("voice", "calls")).reach(("voice",)) == "."
    assert ModulePath(("voice", "calls")).reach(("models", "call")) == "..models.call"
