"""In which style a parameter is written, where that is not what its place does with any value."""

from __future__ import annotations

from .. import ir
from ..openapi import Parameter
from .types import Types

_KNOWN = ("simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject")


def read_style(parameter: Parameter, type_: ir.Type, types: Types) -> ir.Style | None:
    """None where a value is written as it usually is; in a query a list then repeats its name."""
    if parameter.content is not None and not parameter.has("schema"):
        return None if _is_text(parameter, type_, types) else ir.Style("json")
    usual = "form" if parameter.place in ("query", "cookie") else "simple"
    name = parameter.style if parameter.style in _KNOWN else usual
    reserved = parameter.flag("allowReserved") and parameter.place == "query"
    delimited = name in ("form", "spaceDelimited", "pipeDelimited")
    if not reserved and (name == usual or delimited):
        if _is_single(type_, types):
            return None
        if parameter.place == "query" and name == "form" and parameter.explode and _is_list(type_, types):
            return None
    return ir.Style(name, explode=parameter.explode, reserved=reserved)


def _is_text(parameter: Parameter, type_: ir.Type, types: Types) -> bool:
    return parameter.content is not None and not parameter.content.is_json and _is_single(type_, types)


def _is_single(type_: ir.Type, types: Types) -> bool:
    """Whether a value of the type can only be a single one."""
    match type_:
        case ir.Primitive(kind):
            return kind is not ir.Kind.ANY
        case ir.Constant():
            return True
        case ir.Named(key):
            return types.is_enum(key)
        case ir.Nullable(inner):
            return _is_single(inner, types)
        case ir.Either(options):
            return all(_is_single(option, types) for option in options)
        case _:
            return False


def _is_list(type_: ir.Type, types: Types) -> bool:
    """Whether a value of the type can only be a single one, or a list of such."""
    match type_:
        case ir.ListOf(item):
            return _is_single(item, types)
        case ir.Nullable(inner):
            return _is_list(inner, types)
        case ir.Either(options):
            return all(_is_single(option, types) or _is_list(option, types) for option in options)
        case _:
            return _is_single(type_, types)
