"""The main job in one call: a document in, the files of a client out.

`generate` is pure but for reading the document's own files: no network, no clock, no environment. Writing the
files and comparing them with what is on disk are its callers' business.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from . import ir, python
from .document import Document
from .garbage import without_garbage_collection
from .kept import Kept, Register
from .openapi import ApiDescription
from .problems import InputError, Problem, Severity
from .progress import Progress, Silent
from .read import distribution_of, read
from .validate import unwaived, validate_document

Target: TypeAlias = Callable[[ir.Api, ApiDescription, Register], Mapping[str, "str | bytes"]]
"""From an API, the document that it was read from, and the names it has had, to the files of a client."""

NamesOf: TypeAlias = Callable[[str, bool], "Kept | None"]
"""From the name of a distribution, and whether its document says itself what every method is called, to the
names that the client has had; None where none are kept."""

TARGETS: Mapping[str, Target] = {"python": python.generate}
_SUFFIXES = {"python": ".py"}  # of hand-written modules

_Loaded: TypeAlias = tuple[ApiDescription, ir.Api, tuple[Problem, ...], Register]


@dataclass(frozen=True)
class Result:
    """What was made of a document: the API, the files of a client by path, what was wrong, what was read.

    `names` is the file of the names that do not follow from the document alone, "" where nothing keeps them.
    """

    api: ir.Api
    files: Mapping[str, str | bytes]
    problems: tuple[Problem, ...]
    inputs: tuple[Path, ...]
    names: str = ""


def count_operations(api: ir.Api) -> int:
    """How many operations of the document became methods; representations of one thing count one by one."""
    methods = (operation for resource in api.resources for operation in resource.operations)
    return sum(max(1, len(operation.representations)) for operation in methods if not operation.preset)


def load_api(
    entry: Path,
    *,
    strict: bool = False,
    allow_duplicate_keys: bool = False,
    overlays: Sequence[Path] = (),
    waived: Collection[str] = (),
    progress: Progress | None = None,
) -> tuple[ir.Api, tuple[Problem, ...]]:
    """Load, validate and read a document.

    Raises:
        InputError: The document cannot be generated from; it carries every problem found.
    """
    load = partial(Document.load, entry, overlays=overlays, allow_duplicate_keys=allow_duplicate_keys)
    _, api, problems, _ = _load(load, strict, waived, progress or Silent(), lambda _: Register())
    return api, problems


def _load(
    load: Callable[[], Document],
    strict: bool,
    waived: Collection[str],
    progress: Progress,
    register: Callable[[ApiDescription], Register],
) -> _Loaded:
    with progress.stage("validate") as stage:
        description = ApiDescription.of(document := load())
        found = validate_document(description, strict=strict, waived=waived)
        stage.count(files=len(document.files), problems=len(found))
    _refuse(found, strict)
    with progress.stage("read") as stage:
        names = register(description)
        api, repaired = read(description, names.kept)
        stage.count(operations=count_operations(api), models=len(api.models))
    problems = tuple(dict.fromkeys((*found, *unwaived(document, repaired, waived))))
    _refuse(problems, strict)
    return description, api, problems, names


def generate(
    entry: Path,
    *,
    target: str = "python",
    name: str | None = None,
    strict: bool = False,
    allow_duplicate_keys: bool = False,
    overlays: Sequence[Path] = (),
    waived: Collection[str] = (),
    names: NamesOf | None = None,
    progress: Progress | None = None,
) -> Result:
    """Generate the client of a document; `name` is the distribution's, if not the one the document gives.

    With `strict` a warning is as bad as an error; with `allow_duplicate_keys` the last one of a key counts.
    `overlays` change the document, in their order, before anything is made of it. Nothing is said of rules
    that are `waived`, unless they hold always. `names` finds those that the client has had, which it keeps.

    Raises:
        InputError: The document cannot be generated from; it carries every problem found.
    """
    with without_garbage_collection():
        load = partial(Document.load, entry, overlays=overlays, allow_duplicate_keys=allow_duplicate_keys)
        register = partial(_register, name=name, names=names)
        loaded = _load(load, strict, waived, progress or Silent(), register)
        return _generate(loaded, target, name, strict, progress or Silent())


def _register(description: ApiDescription, *, name: str | None, names: NamesOf | None) -> Register:
    kept = None
    if names is not None:
        kept = names(name or distribution_of(description), not description.unnamed)
    return Register(kept, (operation.label for operation in description.operations))


def _generate(loaded: _Loaded, target: str, name: str | None, strict: bool, progress: Progress) -> Result:
    description, api, problems, register = loaded
    if name is not None:
        api = replace(api, distribution=name)
    _require_modules(api, _SUFFIXES[target])
    with progress.stage("render") as stage:
        files = TARGETS[target](api, description, register)
        stage.count(files=len(files))
    problems = (*problems, *register.problems)
    _refuse(problems, strict)
    inputs = description.document.inputs
    return Result(api, dict(sorted(files.items())), problems, inputs, register.text())


def _require_modules(api: ir.Api, suffix: str) -> None:
    """Stop where a helper's hand-written module is not there in the language of the client."""
    operations = (operation for resource in api.resources for operation in resource.operations)
    needed = dict.fromkeys(f"{operation.module}{suffix}" for operation in operations if operation.module)
    missing = [name for name in needed if name not in api.modules]
    if missing:
        message = "a helper names the module '{}', and there is no such file beside the document"
        raise InputError(*(Problem(None, Severity.ERROR, message.format(name), "helper") for name in missing))


def _refuse(problems: tuple[Problem, ...] | list[Problem], strict: bool) -> None:
    """Stop where something is wrong: an error always, a warning too where the caller is strict."""
    if any(strict or problem.severity is Severity.ERROR for problem in problems):
        raise InputError(*problems)
