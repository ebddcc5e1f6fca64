"""The names of the classes that make up the tree, and of the modules they live in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ... import ir
from ...kept import Key, Register
from ...words import Words, pascal, singular, snake, split
from .identifier import identifier, reserved_words
from .scope import Scope
from .tree import Place, Tree

FORMS = ("{}", "Async{}")
"""What every class of the tree is called: as it is, and its asynchronous twin."""


@dataclass(frozen=True)
class PlaceNames:
    """The classes of one place and their module; `module` is "" for the service's package itself."""

    package: str
    module: str
    words: Words
    collection: str
    context: str  # "" where the place has no records
    records: Mapping[str, str]  # key of a model -> the class of the records that are such a model


def place_names(
    api: ir.Api, tree: Tree, packages: Mapping[str, str], taken: frozenset[str], register: Register
) -> Mapping[str, PlaceNames]:
    """Names for every place of the tree; `taken` are the class names of schemas and clients, served first."""
    classes = _Classes(taken | reserved_words("classes"), register)
    modules = {service.key: Scope(hand_written(tree, service.key)) for service in tree.services}
    found: dict[str, PlaceNames] = {}
    for place in tree:
        words = _words(place, tree)
        namespace = place.resource is None and not place.is_service
        found[place.key] = PlaceNames(
            package=packages[place.service],
            module=_module(place, words, modules[place.service]),
            words=words,
            collection=classes.claim(
                place, words, "Namespace" if namespace else "", key=_key(place, "class")
            ),
            context=classes.claim(place, singular(words), "Context") if place.item is not None else "",
            records={
                model.key: classes.claim(place, _record_words(model, words, first=not index), "Record")
                for index, model in enumerate(record_models(api, place))
            },
        )
    return found


def package_names(tree: Tree, register: Register) -> Mapping[str, str]:
    """Service -> its package, and the property of the clients that leads to it."""
    reserved = reserved_words("modules", "devices", "client")
    known = register.kept.resources
    held: dict[Key, str] = {
        ("resources", key, "name"): name for key, name in known.items() if _is_first(key, register)
    }
    scope = Scope(kept=held, register=register, reserved=reserved)
    found = {
        service.key: scope.claim(identifier(service.words, snake, reserved), key=_key(service, "name"))
        for service in sorted(tree.services, key=lambda service: _key(service, "name") is not None)
    }
    return {service.key: found[service.key] for service in tree.services}


def _is_first(key: str, register: Register) -> bool:
    """Whether no other resource of the same name stands in this one's place."""
    return register.kept.gathered(key) == key


def _key(place: Place, what: str) -> Key | None:
    """What a name of a resource is kept under, unless the document gives it."""
    is_named = place.resource is None or place.resource.named
    return None if is_named or not place.is_service else ("resources", place.key, what)


def hand_written(tree: Tree, service: str) -> tuple[str, ...]:
    """The hand-written modules that become part of the package of a service, under their own names."""
    operations = (operation for place in tree if place.service == service for operation in place.operations)
    return tuple(dict.fromkeys(operation.module for operation in operations if operation.module))


def record_models(api: ir.Api, place: Place) -> tuple[ir.Model, ...]:
    """The models that are records of a place, the one that reading a record answers with first."""
    if place.item is None:
        return ()
    models = {model.key: model for model in api.models}
    everything = (operation for resource in api.resources for operation in resource.operations)
    making = [operation for operation in everything if operation.record == place.key]
    reading = [operation for operation in making if operation.method == "GET" and not operation.pagination]
    results = dict.fromkeys(operation.result for operation in (*reading, *making))
    found = (
        models[result.key] for result in results if isinstance(result, ir.Named) and result.key in models
    )
    name = place.item.property
    return tuple(model for model in found if any(field.wire == name for field in model.fields))


def _words(place: Place, tree: Tree) -> Words:
    """`compat.calls.recordings` -> ("call", "recordings"): what tells a place apart within its service."""
    steps = place.key.split(".")
    if len(steps) == 1:
        return place.words
    above = (tree[".".join(steps[:depth])] for depth in range(2, len(steps)))
    return (*(word for other in above for word in singular(other.words)), *place.words)


def _record_words(model: ir.Model, words: Words, *, first: bool) -> Words:
    """A record is called after its place, unless what is found there is something else: `CountryRecord`."""
    one = singular(words)
    return one if first and model.words[-1:] == one[-1:] else model.words


def _module(place: Place, words: Words, modules: Scope) -> str:
    if place.is_service or place.resource is None:
        return ""
    return modules.claim(identifier(words, snake, reserved_words("devices")))


class _Classes:
    """Gives out class names: `Calls`; where a schema or a client is called so, `CallsResource`; where another
    service was first, `CompatCalls`.
    """

    def __init__(self, taken: frozenset[str], register: Register) -> None:
        self._taken = taken
        names = register.kept.names.items()
        kept = {key: name for key, name in names if key[0] == "resources" and key[2] == "class"}
        self._scope = Scope(taken, forms=FORMS, kept=kept, register=register)

    def claim(self, place: Place, words: Words, suffix: str, *, key: Key | None = None) -> str:
        name = identifier(words, pascal) + suffix
        of_service = identifier((*split(place.service), *words), pascal) + suffix
        others = [f"{name}Resource"] if name in self._taken else []
        return self._scope.claim(name, *others, of_service, key=key)
