"""Every model of a document's client: made from its schema, read, rebuilt by its constructor and compared."""

from __future__ import annotations

import copy
import importlib
import json
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from dialwright import ir, words
from dialwright.document import Document
from dialwright.pipeline import generate
from dialwright.python.code import Imports, ModulePath
from dialwright.python.names import names_of
from dialwright.python.types import Types

from .samples import Samples, is_list, is_mapping

__all__ = ["CORPUS", "Trips", "round_trips"]

CORPUS = (".json", ".yaml", ".yml")
_CHOICES = 8  # alternatives of one union that are tried, one after the other


@dataclass
class Trips:
    """What became of a document: the models it has, those that were made, and what went wrong."""

    models: frozenset[str]
    made: set[str] = field(default_factory=set[str])
    faults: list[str] = field(default_factory=list[str])

    @property
    def left_out(self) -> frozenset[str]:
        """The models of which no value was made."""
        return self.models - self.made


def round_trips(entry: Path, folder: Path, *, every_nth: int = 1) -> Trips:
    """Generate the client of a document into a folder, and let each of its models go there and back.

    Args:
        entry: The document.
        folder: Where to put the client.
        every_nth: Of a large document, of how many schemas one is taken.
    """
    named = "trips-" + words.kebab(words.split(entry.stem))
    result = generate(entry, name=named, allow_duplicate_keys=True)
    for path, content in result.files.items():
        if path.startswith("src/"):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
    package = next((folder / "src").iterdir()).name
    root: Mapping[str, Any] = Document.load(entry, allow_duplicate_keys=True).root.value
    names = names_of(result.api).schemas
    trips = Trips(frozenset(names[model.key].name for model in result.api.models if model.response))
    with _importable(folder / "src", package):
        runtime = Runtime.of(package)
        for annotation, schema in [*dict(_roots(result.api, root)).items()][::every_nth]:
            _try(runtime, annotation, schema, root, trips)
    return trips


@contextmanager
def _importable(source: Path, package: str) -> Generator[None]:
    sys.path.insert(0, str(source))
    try:
        yield
    finally:
        sys.path.remove(str(source))
        for name in [name for name in sys.modules if name.split(".")[0] == package]:
            del sys.modules[name]


@dataclass(frozen=True)
class Runtime:
    """What is needed of the runtime of a client."""

    decoder_for: Callable[[object], Callable[[Any, bool], Any]]
    model: type[Any]
    unreadable: type[Exception]

    @classmethod
    def of(cls, package: str) -> Runtime:
        decode, model, guards = (
            importlib.import_module(f"{package}._runtime.{name}") for name in ("decode", "model", "guards")
        )
        return cls(decode.decoder_for, model.Model, guards.Unreadable)


def _roots(api: ir.Api, root: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Annotations with their schemas: components by name, and what operations answer."""
    names = names_of(api)
    read = {model.key for model in api.models if model.response}
    schemas: Mapping[str, object] = root.get("components", {}).get("schemas", {})
    wanted = [words.pascal(words.split(name)) for name in schemas]
    for key, schema in zip(wanted, schemas.values(), strict=True):
        if key in read and wanted.count(key) == 1:
            yield names.schemas[key].name, schema
    types = Types(names, {enum.key: enum for enum in api.enums}, {}, Imports(ModulePath(("trips",))))
    for webhook in api.webhooks:
        operation = root.get("webhooks", {}).get(webhook.key, {}).get("post", {})  # else it is a callback
        schema = _content(operation.get("requestBody"), root)
        if schema is not None:
            yield types.received(webhook.payload), schema
    for resource in api.resources:
        for operation in resource.operations:
            answer = _answer(root["paths"].get(operation.path, {}).get(operation.method.lower(), {}), root)
            if answer is not None and operation.result is not None and operation.pagination is None:
                yield types.received(operation.result), answer


def _answer(operation: Mapping[str, Any], root: Mapping[str, Any]) -> object:
    """The schema of the first JSON answer of an operation that succeeds, or of any that is not told apart."""
    for status, response in sorted(operation.get("responses", {}).items()):
        if str(status).startswith("2") or status == "default":
            schema = _content(response, root)
            if schema is not None:
                return schema
    return None


def _content(message: object, root: Mapping[str, Any]) -> object:
    """The schema of a body, if it is in JSON."""
    content: Mapping[str, Any] = Samples(root, every=True).whole(message).get("content", {})
    found = (held.get("schema") for kind, held in content.items() if kind.partition(";")[0].endswith("json"))
    return next(found, None)


def _try(runtime: Runtime, annotation: str, schema: object, root: Mapping[str, Any], trips: Trips) -> None:
    """Take values of one schema there and back: whole ones of each alternative, and the least one."""
    seen: set[str] = set()
    whole = [Samples(root, every=True, choice=number) for number in range(_CHOICES)]
    for samples in (*whole, Samples(root, every=False)):
        value = samples.value(schema)
        written = json.dumps(value)
        if written not in seen:
            seen.add(written)
            faults = _faults(runtime, annotation, value, trips.made)
            trips.faults.extend(f"{annotation}: {fault}" for fault in faults)


def _faults(runtime: Runtime, annotation: str, value: Any, made: set[str]) -> Iterator[str]:
    decode = runtime.decoder_for(annotation)
    try:
        decode(value, True)
    except runtime.unreadable as problem:
        yield f"refused when strict: {problem}"
    try:
        record = decode(copy.deepcopy(value), False)
        yield from (f"read as {one}" for one in _differences(_told(record, runtime), value))
        again = _told(_rebuilt(record, runtime, made), runtime)
    except (TypeError, runtime.unreadable) as problem:
        yield f"not rebuilt: {problem}"
        return
    yield from (f"rebuilt with {one}" for one in _differences(again, value))


def _told(value: Any, runtime: Runtime) -> Any:
    """What was read, as JSON again."""
    if isinstance(value, runtime.model):
        return value.to_dict()
    if is_list(value):
        return [_told(item, runtime) for item in value]
    if is_mapping(value):
        return {key: _told(item, runtime) for key, item in value.items()}
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return str(value) if isinstance(value, (date, Decimal)) else value


def _rebuilt(value: Any, runtime: Runtime, made: set[str]) -> Any:
    """The same value, every record in it made anew by its constructor from what its attributes say."""
    if isinstance(value, runtime.model):
        made.add(type(value).__name__)
        attributes = _attributes(value).items()
        return type(value)(**{name: _rebuilt(held, runtime, made) for name, held in attributes})
    if is_list(value):
        return [_rebuilt(item, runtime, made) for item in value]
    if is_mapping(value):
        items = value.items()
        return {key: _rebuilt(item, runtime, made) for key, item in items}
    return value


def _attributes(record: Any) -> dict[str, Any]:
    raw = record.to_dict()
    fields: dict[str, Any] = record.__fields__
    return {
        name: getattr(record, name)
        for name, field in fields.items()
        if any(wire in raw for wire in field.names)
    }


def _differences(found: Any, wanted: Any, place: str = "") -> Iterator[str]:
    """Where two JSON values differ; 1, 1.0 and true are three values."""
    if is_mapping(found) and is_mapping(wanted):
        for name in dict.fromkeys((*found, *wanted)):
            yield from _differences(
                found.get(name, "nothing"), wanted.get(name, "nothing"), f"{place}/{name}"
            )
    elif is_list(found) and is_list(wanted) and len(found) == len(wanted):
        for number, pair in enumerate(zip(found, wanted, strict=True)):
            yield from _differences(*pair, f"{place}/{number}")
    elif json.dumps(found) != json.dumps(wanted):
        yield f"{json.dumps(found)} instead of {json.dumps(wanted)} at {place}"
