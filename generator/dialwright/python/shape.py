"""The last gate before code is written: generated modules hold nothing but what templates may emit.

Every text of a document is escaped where it is written down. Should one escape be wrong, somewhere, what gets
out is code: a statement where none belongs, a name that no module binds, an import of something else. It is
found here, whatever the way it came.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TypeAlias, TypeVar, cast

__all__ = ["faults"]

_N = TypeVar("_N", bound=ast.AST)
_ByType: TypeAlias = dict[type[ast.AST], list[ast.AST]]
_Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

# How a line says in which encoding the rest is to be read; only the first two lines may.
_COOKIE = re.compile(r"^[ \t\f]*#.*?coding[:=]", re.MULTILINE)
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_BLOCKS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)

_KINDS: frozenset[type[ast.AST]] = frozenset(
    (
        *(ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.arguments, ast.arg),
        *(ast.Import, ast.ImportFrom, ast.alias, ast.If, ast.Expr, ast.Assign, ast.AnnAssign, ast.Return),
        *(ast.Delete, ast.Constant, ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.Await, ast.List),
        *(ast.keyword, ast.Tuple, ast.Dict, ast.BinOp, ast.BitOr, ast.BoolOp, ast.Or, ast.Compare),
        *(ast.IsNot, ast.UnaryOp, ast.USub),
    )
)
# What templates with code of their own, and tests, have besides.
_MORE: frozenset[type[ast.AST]] = frozenset(
    (
        *(ast.Try, ast.ExceptHandler, ast.Raise, ast.For, ast.With, ast.AsyncWith, ast.withitem, ast.Yield),
        *(ast.Assert, ast.IfExp, ast.JoinedStr, ast.FormattedValue, ast.Starred, ast.Set, ast.And, ast.Sub),
        *(ast.Div, ast.Not, ast.Is, ast.In, ast.NotIn, ast.Eq, ast.NotEq, ast.comprehension),
        *(ast.GeneratorExp, ast.ListComp, ast.SetComp),
    )
)
_WITHOUT_CODE = "module.py"
_LEAVES = (ast.Constant, ast.Name)  # most of what there is, and made of nothing

_BUILTINS = frozenset(
    (
        *("anext", "bool", "bytes", "dict", "float", "int", "isinstance", "len"),
        *("list", "next", "object", "property", "str", "super", "tuple", "type"),
    )
)
_BUILTINS_MODULE = "builtins"
_FUTURE = {"__future__": {"annotations"}}
_STANDARD = {
    _BUILTINS_MODULE: _BUILTINS,
    "collections.abc": None,
    "datetime": None,
    "decimal": {"Decimal"},
    "functools": {"cached_property"},
    "os": {"PathLike"},
    "pathlib": {"Path"},
    "ssl": {"SSLContext"},
    "typing": None,
    "unittest.mock": {"ANY"},
} | _FUTURE
# Of names with two underscores, all that is asked for and all that is given.
_OWN_METHODS = {"__init__"}
_OWN_CONSTANTS = {"__all__", "__version__"}


def faults(text: str, template: str, source: str) -> Iterator[str]:
    """What is in a module that does not belong there, in words.

    Args:
        text: The module.
        template: The name of the template that it was made with.
        source: That template; what it has in its own text may stand in the module as often as it does there.
    """
    if any(_COOKIE.match(line) for line in text.split("\n")[:2]):
        yield "a comment that names an encoding"
    nodes = _Nodes(ast.parse(text))
    own = Counter(_words(source))
    yield from _kinds(nodes, _KINDS if template == _WITHOUT_CODE else _KINDS | _MORE)
    yield from _positions(nodes)
    yield from _names(nodes, own)
    yield from _imports(nodes, own)


@lru_cache
def _words(source: str) -> Counter[str]:
    """How often each word stands in a template's own text."""
    return Counter(_WORD.findall(_BLOCKS.sub(" ", source)))


class _Nodes:
    """The nodes of a module by their types; and apart, those outside of functions, which run on import."""

    def __init__(self, tree: ast.Module) -> None:
        functions: list[_Function] = []
        self._running = _by_type([tree], functions)
        inside = [child for function in functions for child in _inside(function)]
        self._every = {kind: [*nodes] for kind, nodes in self._running.items()}
        for kind, nodes in _by_type(inside).items():
            self._every.setdefault(kind, []).extend(nodes)

    @property
    def kinds(self) -> Mapping[type[ast.AST], list[ast.AST]]:
        return self._every

    def of(self, kind: type[_N]) -> list[_N]:
        """Every node of a type."""
        return [node for node in self._every.get(kind, ()) if isinstance(node, kind)]

    def running(self, kind: type[_N]) -> list[_N]:
        """The nodes of a type that run on import."""
        return [node for node in self._running.get(kind, ()) if isinstance(node, kind)]


def _by_type(waiting: list[ast.AST], functions: list[_Function] | None = None) -> _ByType:
    """The nodes given and all that they are made of; not what is in functions, where these are asked for.

    A module has thousands of nodes, and there are hundreds of modules: hence one loop that calls nothing.
    """
    found: _ByType = defaultdict(list)
    while waiting:
        node = waiting.pop()
        kind = type(node)
        found[kind].append(node)
        if kind in _LEAVES:
            continue
        if functions is not None and isinstance(node, _Function):
            functions.append(node)
            waiting += _at_definition(node)
            continue
        for name in _parts(kind):
            value: object = getattr(node, name, None)
            if isinstance(value, list):
                waiting += [item for item in cast("list[object]", value) if isinstance(item, ast.AST)]
            elif isinstance(value, ast.AST):
                waiting.append(value)
    return found


@cache
def _parts(kind: type[ast.AST]) -> tuple[str, ...]:
    """The fields that may hold nodes; whether a name is read or written is looked up where it matters."""
    return tuple(name for name in kind._fields if name not in ("attr", "ctx"))


def _at_definition(function: _Function) -> list[ast.AST]:
    """What of a function runs where it is defined."""
    return [*function.decorator_list, *function.args.defaults, *filter(None, function.args.kw_defaults)]


def _inside(function: _Function) -> list[ast.AST]:
    return [child for child in ast.iter_child_nodes(function) if child not in function.decorator_list]


def _kinds(nodes: _Nodes, known: frozenset[type[ast.AST]]) -> Iterator[str]:
    for kind, found in nodes.kinds.items():
        if kind not in known:
            yield f"{_where(found[0])}a {kind.__name__}"


def _positions(nodes: _Nodes) -> Iterator[str]:
    """What runs on import: no statement that is but an expression, no call of what another call gives."""
    for node in nodes.running(ast.Expr):
        if not _is_text(node.value):
            yield f"{_where(node)}an expression that stands by itself"
    for call in nodes.running(ast.Call):
        if not isinstance(call.func, (ast.Name, ast.Attribute)):
            yield f"{_where(call)}a call of what another call gives"
    for condition in nodes.running(ast.If):
        if not _asks_for_types(condition.test):
            yield f"{_where(condition)}a condition"


def _names(nodes: _Nodes, own: Counter[str]) -> Iterator[str]:
    """Names that the module neither binds nor has from the template, and anything with two underscores."""
    bound = _bound(nodes)
    for node, name in _used(nodes):
        if isinstance(node, ast.Attribute):
            known = name in _BUILTINS or name in _OWN_METHODS
        else:
            known = (name in bound and not name.startswith("__")) or name in _BUILTINS
        if not known:
            own[name] -= 1
            if own[name] < 0:
                yield f"{_where(node)}the name '{name}'"


def _used(nodes: _Nodes) -> Iterator[tuple[ast.AST, str]]:
    for name in nodes.of(ast.Name):
        written = not isinstance(name.ctx, ast.Load)
        if not written or (name.id.startswith("__") and name.id not in _OWN_CONSTANTS):
            yield name, name.id
    for node in nodes.of(ast.Attribute):
        of_builtins = isinstance(node.value, ast.Name) and node.value.id == _BUILTINS_MODULE
        if of_builtins or node.attr.startswith("__"):
            yield node, node.attr


def _bound(nodes: _Nodes) -> set[str]:
    """The names that the module gives to something."""
    found = {node.name for node in nodes.of(ast.ClassDef)}
    found |= {node.name for node in nodes.of(ast.FunctionDef)}
    found |= {node.name for node in nodes.of(ast.AsyncFunctionDef)}
    found |= {node.arg for node in nodes.of(ast.arg)}
    found |= {node.name for node in nodes.of(ast.ExceptHandler) if node.name}
    found |= {node.id for node in nodes.of(ast.Name) if isinstance(node.ctx, ast.Store)}
    return found | {node.asname or node.name.partition(".")[0] for node in nodes.of(ast.alias)}


def _imports(nodes: _Nodes, own: Counter[str]) -> Iterator[str]:
    for node in nodes.of(ast.Import):
        for alias in node.names:
            yield from _import(node, alias.name, None, own)
    for taken in nodes.of(ast.ImportFrom):
        if not taken.level:
            yield from _import(taken, taken.module or "", {alias.name for alias in taken.names}, own)


def _import(node: ast.AST, module: str, names: set[str] | None, own: Counter[str]) -> Iterator[str]:
    """An import of the standard library that is neither a view's to make nor in the template's own text."""
    if module.partition(".")[0] not in sys.stdlib_module_names:
        return
    if module in _STANDARD:
        allowed = _STANDARD[module]
        if names is None and module == _BUILTINS_MODULE:
            return  # what is taken from it is looked at where it is
        if names is not None and (allowed is None or names <= allowed):
            return
    words = _WORD.findall(module)
    if not all(own[word] > 0 for word in (*words, *(names or ()))):
        yield f"{_where(node)}an import of '{module}'"


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _asks_for_types(node: ast.expr) -> bool:
    inner = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(inner, ast.Name) and inner.id == "TYPE_CHECKING"


def _where(node: ast.AST) -> str:
    line = getattr(node, "lineno", 0)
    return f"line {line}: " if line else ""
