"""Every parameter of a document, sent by the client that was generated from it, and what a server reads."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import json
import re
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from dialwright import ir
from dialwright.pipeline import generate
from dialwright.python.names import names_of
from dialwright.words import Words, snake, split
from runtime.server import Received

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_PLACEHOLDER = re.compile(r"\{[.;?+#/&]?([^{}]*?)\*?\}")


Slot: TypeAlias = tuple[str, str]
"""A parameter: place and name."""

Spelled: TypeAlias = Mapping[Slot, str]
"""The arguments of parameters; only the spelling of a call is taken from the generator."""


@dataclass
class Generated:
    """A client on disk, and the document it was made from as a plain parser reads it."""

    document: Any
    source: Path
    package: str
    spelled: Mapping[Words, Spelled]  # of each operation, by its words

    @contextmanager
    def imported(self) -> Generator[Any]:
        """The package, for as long as this lasts."""
        sys.path.insert(0, str(self.source))
        try:
            yield importlib.import_module(self.package)
        finally:
            sys.path.remove(str(self.source))
            for name in [name for name in sys.modules if name.split(".")[0] == self.package]:
                del sys.modules[name]


def generated(document: Path, folder: Path) -> Generated:
    """Generate a client into a folder."""
    result = generate(document)
    for path, content in result.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    (package,) = (path for path in (folder / "src").iterdir() if (path / "_runtime").is_dir())
    return Generated(
        yaml.safe_load(document.read_text("utf-8")), folder / "src", package.name, _spelled(result.api)
    )


def _spelled(api: ir.Api) -> dict[Words, Spelled]:
    names = names_of(api)
    return {
        operation.words: {(where.value, wire): name for (where, wire), name in own.names.items()}
        for key, place in names.tree.places.items()
        for operation, own in zip(place.operations, names.parameters[key], strict=True)
    }


@dataclass(frozen=True)
class Case:
    """One parameter of one operation."""

    operation: str
    method: str
    path: str
    name: str
    place: str
    style: str
    explode: bool
    kind: str  # string | array | object
    content: str = ""
    required: tuple[tuple[str, str, str], ...] = field(default=(), compare=False)  # name, place, kind

    @property
    def label(self) -> str:
        return f"{self.operation}:{self.place}:{self.name}"


def cases(document: Any) -> list[Case]:
    """Every parameter of every operation."""
    return [case for path, item in document["paths"].items() for case in _cases(document, path, item)]


def _cases(document: Any, path: str, item: Any) -> Iterator[Case]:
    for method in METHODS:
        operation = item.get(method)
        if operation is None:
            continue
        found: dict[tuple[str, str], Any] = {}
        for written in (*item.get("parameters", ()), *operation.get("parameters", ())):
            parameter = _resolved(document, written)
            found[parameter["in"], parameter["name"]] = parameter
        required = tuple(
            (p["name"], p["in"], _kind(document, p)) for p in found.values() if p.get("required")
        )
        for parameter in found.values():
            yield _case(
                document,
                operation.get("operationId") or f"{method} {path}",
                method,
                path,
                parameter,
                required,
            )


def _case(
    document: Any, operation: str, method: str, path: str, parameter: Any, required: tuple[Any, ...]
) -> Case:
    place = parameter["in"]
    style = parameter.get("style") or ("form" if place in ("query", "cookie") else "simple")
    return Case(
        operation,
        method.upper(),
        path,
        parameter["name"],
        place,
        style,
        bool(parameter.get("explode", style == "form")),
        _kind(document, parameter),
        next(iter(parameter.get("content", ())), ""),
        required,
    )


def _kind(document: Any, parameter: Any) -> str:
    schema = parameter.get("schema") or next(iter(parameter["content"].values()))["schema"]
    schema = _resolved(document, schema)
    if "properties" in schema or schema.get("type") == "object":
        return "object"
    return "array" if schema.get("type") == "array" else "string"


def _resolved(document: Any, value: Any) -> Any:
    while "$ref" in value:
        found = document
        for step in value["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        value = found
    return value


def call(
    client: Generated,
    module: Any,
    flavour: str,
    url: str,
    case: Case,
    values: Mapping[Slot, Any],
    folder: Path,
) -> None:
    """Call the operation's method with these values, by the names of their parameters."""
    spelled = client.spelled[split(case.operation)]
    invoke(module, flavour, url, case, lambda method: method(**_arguments(method, values, spelled, folder)))


def arguments_of(module: Any, case: Case) -> list[str]:
    """The names of the arguments of the operation's method."""
    with client_class(module, "")(base_url="http://127.0.0.1:1") as client:
        return [*inspect.signature(_method(client, case)).parameters]


def invoke(module: Any, flavour: str, url: str, case: Case, use: Callable[[Any], Any]) -> None:
    """Use the operation's method of a client. What it makes of the answer does not matter."""
    given = {"base_url": url, "max_retries": 0}
    if flavour == "sync":
        with client_class(module, "")(**given) as client, suppress(module.ResponseDecodeError):
            use(_method(client, case))
        return

    async def later() -> None:
        async with client_class(module, "Async")(**given) as client:
            with suppress(module.ResponseDecodeError):
                await use(_method(client, case))

    asyncio.run(later())


def client_class(module: Any, prefix: str) -> Any:
    """The client class of a package."""
    front = importlib.import_module(f"{module.__name__}._client")
    (name,) = (name for name in front.__all__ if name.startswith("Async") == bool(prefix))
    return getattr(front, name)


def _method(client: Any, case: Case) -> Any:
    wanted = snake(split(case.operation))
    for name in dir(client):
        service = getattr(client, name) if not name.startswith("_") else None
        ours = type(service).__module__.startswith(type(client).__module__.split(".")[0])
        if ours and hasattr(service, wanted):
            return getattr(service, wanted)
    raise LookupError(f"the client has no method {wanted}")


def _arguments(method: Any, values: Mapping[Slot, Any], spelled: Spelled, folder: Path) -> dict[str, Any]:
    known = inspect.signature(method).parameters
    given = {spelled[slot]: value for slot, value in values.items()}
    if "overwrite" in known:
        given |= {"path": folder / "answer", "overwrite": True}
    for name, parameter in known.items():
        if parameter.default is parameter.empty and name not in given:
            given[name] = "x"
    return given


def received(request: Received, case: Case) -> str:
    """What the server read in the place of the parameter."""
    if case.place == "query":
        return request.query_string
    if case.place == "header":
        return request.headers.get(case.name.lower(), "")
    if case.place == "cookie":
        return request.headers.get("cookie", "")
    template = case.path.partition("#")[0]
    pattern = "".join(
        "(?P<it>[^/]*)" if part == case.name and number % 2 else ("[^/]*" if number % 2 else re.escape(part))
        for number, part in enumerate(_PLACEHOLDER.split(template))
    )
    match = re.search(pattern + "$", request.path)
    assert match is not None, (pattern, request.path)
    return match["it"]


def compact(value: Any) -> str:
    """A value as JSON without spaces."""
    return json.dumps(value, separators=(",", ":"))
