"""The places of the tree as classes: collections, contexts and records, each in both flavours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ... import ir
from ...words import singular, snake, titled
from ..code import Imports, call, docstring, lines, literal, mapping
from ..names import Branch, Place, identifier
from ..types import MODELS
from . import texts
from .builders import builders_of
from .constants import constants_of
from .flavour import FLAVOURS, SYNC
from .frame import Frame, Library
from .functions import BODY_INDENT, INDENT, function, getter
from .methods import Methods
from .parameters import picked_by
from .parts import Attribute, Class, Function, Pieces


def place_pieces(library: Library, places: Iterable[Place], imports: Imports) -> Pieces:
    """What the module of these places holds: one resource, or a service and the namespaces in it."""
    places = tuple(places)
    types = library.types(imports)
    frames = [Frame(library, place, flavour, imports, types) for flavour in FLAVOURS for place in places]
    constants = (constant for frame in frames if frame.flavour is SYNC for constant in constants_of(frame))
    classes = tuple(written for frame in frames for written in _classes(frame))
    return Pieces(
        place_text(library, places[0]),
        exports=tuple(written.name for written in classes),
        constants=tuple(constants),
        classes=classes,
    )


def place_text(library: Library, place: Place) -> str:
    """What a place is: in the document's words, else in those of its name."""
    if place.description:
        return place.description
    if place.is_service:
        return f"The `{library.names.services[place.key]}` part of the {titled(library.api.title)}."
    if place.resource is None:
        return f"The way to {', '.join(f'`{name}`' for name in library.names.members[place.key].branches)}."
    return texts.title(library.names.places[place.key].words)


def _classes(frame: Frame) -> Iterator[Class]:
    """A context comes before the records that are one, and these before the collection that makes them."""
    item = frame.place.item
    if item is not None:
        yield _context(frame)
        for model, record in frame.own.records.items():
            yield _record(frame, item, model, record)
    yield _collection(frame)


def _context(frame: Frame) -> Class:
    noun = texts.noun(singular(frame.own.words))
    return _class(
        frame.flavour.name(frame.own.context),
        (frame.running(frame.flavour.name("Item")),),
        f"One {noun}, picked by its identifier: nothing is sent before a method is called.",
        functions=(
            *_branches(frame, frame.place.item_branches, frame.members.item_branches),
            *_methods(frame, on_item=True),
        ),
    )


def _record(frame: Frame, item: ir.Item, model: str, record: str) -> Class:
    schema = frame.library.names.schemas[model]
    noun = texts.noun(frame.library.models[model].words)
    held = f"_item = ({literal(item.parameter.wire)}, {literal(item.property)})"
    return _class(
        frame.flavour.name(record),
        (
            frame.imports.run((MODELS, schema.module), schema.name),
            frame.flavour.name(frame.own.context),
            *_further_contexts(frame),
        ),
        f"The {noun} as the service answered it, and what can be done with it.",
        attributes=(Attribute((held,)),),
    )


def _further_contexts(frame: Frame) -> Iterator[str]:
    """The contexts of other places that a record can act as too, where no method of theirs is in the way."""
    tree = frame.library.names.tree
    own = _item_methods(frame, frame.place)
    made = (operation for operation in frame.place.operations if operation.record == frame.place.key)
    for key in dict.fromkeys(operation.also for operation in made if operation.also):
        if own.isdisjoint(_item_methods(frame, tree[key])):
            context = frame.flavour.name(frame.library.names.places[key].context)
            yield frame.imports.run(frame.library.module_of(key), context)


def _item_methods(frame: Frame, place: Place) -> frozenset[str]:
    """The names of what can be done with a record of a place."""
    members = frame.library.names.members[place.key]
    operations = zip(place.operations, members.methods, strict=True)
    methods = (names.name for operation, names in operations if place.is_item_operation(operation))
    return frozenset((*methods, *members.item_branches))


def _collection(frame: Frame) -> Class:
    place = frame.place
    picking = [_pick(frame, place.item)] if place.item is not None else []
    return _class(
        frame.flavour.name(frame.own.collection),
        (frame.running(frame.flavour.name("Resource")),),
        place_text(frame.library, place),
        functions=(
            *picking,
            *_branches(frame, place.branches, frame.members.branches),
            *_methods(frame, on_item=False),
            *builders_of(frame),
        ),
        attributes=tuple(_misnomers(frame)),
    )


def _misnomers(frame: Frame) -> Iterator[Attribute]:
    """The names that documents wrongly print for methods of the collection."""
    right = {
        identifier(wrong, snake): names.name
        for operation, names, _ in frame.operations
        for wrong in operation.misnomers
    }
    if right:
        entries = ((literal(wrong), literal(name)) for wrong, name in right.items())
        kept = frame.imports.annotate("typing", "ClassVar")
        values = frame.imports.annotate("collections.abc", "Mapping")
        head = f"_misnomers: {kept}[{values}[str, str]] = "
        yield Attribute(tuple(lines(head, mapping(entries), indent=INDENT)))


def _pick(frame: Frame, item: ir.Item) -> Function:
    """The call of the collection: `calls("sid")`."""
    picked = picked_by(item, frame.types)
    context = frame.flavour.name(frame.own.context)
    path = call("self._pick", literal(item.parameter.wire), picked.name)
    noun = texts.noun(singular(frame.own.words))
    return function(
        "def __call__",
        (picked,),
        context,
        (f"Pick one {noun} by its identifier; nothing is sent.",),
        lines("return ", call(context, "self._client", path), indent=BODY_INDENT),
    )


def _branches(frame: Frame, branches: Iterable[Branch], names: Iterable[str]) -> Iterator[Function]:
    """The properties that lead to the places below."""
    for branch, name in zip(branches, names, strict=True):
        target = frame.flavour.name(frame.library.names.places[branch.target].collection)
        home = frame.library.module_of(branch.target)
        load = frame.imports.load(home, target, indent=BODY_INDENT)
        path = mapping((literal(own), f"self._path[{literal(held)}]") for own, held in branch.path.items())
        made = call(target, "self._client", *([path] if branch.path else []))
        text = place_text(frame.library, frame.library.names.tree[branch.target])
        yield getter(name, target, text, (*load, *lines("return ", made, indent=BODY_INDENT)))


def _methods(frame: Frame, *, on_item: bool) -> Iterator[Function]:
    """The methods of the context, or those of the collection."""
    item = frame.place.item
    for operation, names, parameters in frame.operations:
        if frame.place.is_item_operation(operation) is on_item:
            yield from Methods(operation, names, parameters, frame).all()
        elif names.shortcut and item is not None:
            yield Methods(operation, names, parameters, frame).shortcut(item)


def _class(
    name: str,
    bases: tuple[str, ...],
    text: str,
    *,
    attributes: tuple[Attribute, ...] = (),
    functions: tuple[Function, ...] = (),
) -> Class:
    return Class(
        name=name,
        header=tuple(lines("class ", call(name, *bases), ":")),
        docstring=docstring(text, indent=INDENT),
        attributes=attributes,
        functions=functions,
    )
