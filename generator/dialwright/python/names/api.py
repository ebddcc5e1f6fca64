"""Every identifier of an API, decided before anything is rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ... import ir
from ...kept import Register
from .clients import ClientNames, client_names
from .constants import ConstantNames, constant_names
from .identifier import reserved_words
from .markup import ElementNames, markup_names
from .members import MemberNames, member_names
from .parameters import ParameterNames, argument_names, parameter_names
from .places import PlaceNames, package_names, place_names, record_models
from .schemas import SchemaNames, extras_name, field_names, has_extras, schema_names
from .tree import Place, Tree
from .webhooks import WebhookNames, webhook_names


@dataclass(frozen=True)
class Names:
    """The names of one API. Resources and services go by their keys, operations by their place and words."""

    tree: Tree
    clients: ClientNames
    services: Mapping[str, str]  # service -> its package, and the property that leads to it
    schemas: Mapping[str, SchemaNames]
    fields: Mapping[str, Mapping[str, str]]  # model -> wire name -> attribute
    extras: Mapping[str, str]  # model -> the attribute with what it does not list, where that has a type
    places: Mapping[str, PlaceNames]
    members: Mapping[str, MemberNames]
    constants: Mapping[str, ConstantNames]
    parameters: Mapping[str, tuple[ParameterNames, ...]]  # one for each operation, in order
    builders: Mapping[str, tuple[ParameterNames, ...]]  # one for each builder, in order
    markup: Mapping[str, ElementNames]
    webhooks: WebhookNames


def names_of(api: ir.Api, register: Register | None = None) -> Names:
    """Decide the names of an API. The same API always gets the same names, but for those that are kept.

    What is given a name that does not follow from the document alone is written into the register.

    Raises:
        ValueError: The tree of resources does not hold together.
    """
    register = register or Register()
    tree = Tree.of(api)
    services = package_names(tree, register)
    schemas = schema_names(api, register)
    clients = client_names(api, register)
    places = place_names(api, tree, services, _first_served(schemas, clients), register)
    members = {
        place.key: _members(api, place, services.get(place.key, place.key), register) for place in tree
    }
    markup = markup_names(api, schemas, clients, services.values())
    models = frozenset(model.key for model in api.models)
    reserved = _reserved(api, tree, members)
    fields = {model.key: field_names(model, reserved[model.key], register) for model in api.models}
    return Names(
        tree=tree,
        clients=clients,
        services=services,
        schemas=schemas,
        fields=fields,
        extras={
            model.key: extras_name(fields[model.key], reserved[model.key])
            for model in api.models
            if has_extras(model)
        },
        places=places,
        members=members,
        constants={place.key: constant_names(place, places[place.key].words, models) for place in tree},
        parameters={
            place.key: tuple(parameter_names(place, operation, register) for operation in place.operations)
            for place in tree
        },
        builders={
            place.key: tuple(argument_names(builder.arguments) for builder in place.builders)
            for place in tree
        },
        markup=markup,
        webhooks=webhook_names(api, schemas, _modules(services, clients, markup), register),
    )


def _modules(
    services: Mapping[str, str], clients: ClientNames, markup: Mapping[str, ElementNames]
) -> frozenset[str]:
    """The modules at the top of the package that have a name."""
    of_clients = (surface.module for surface in clients.surfaces)
    of_markup = (element.module[0] for element in markup.values())
    return frozenset((*services.values(), *of_clients, *of_markup))


def _first_served(schemas: Mapping[str, SchemaNames], clients: ClientNames) -> frozenset[str]:
    """The class names that the classes of the tree may not have."""
    of_schemas = {name for schema in schemas.values() for name in (schema.name, schema.input) if name}
    return frozenset(of_schemas | {surface.name for surface in clients.surfaces})


def _members(api: ir.Api, place: Place, name: str, register: Register) -> MemberNames:
    at_top = place.is_service or any(surface.root == place.key for surface in api.surfaces)
    return member_names(
        place,
        name,
        register,
        mapping_access=api.mapping_access,
        lazy_lists=api.lazy_lists,
        at_top=at_top,
    )


def _reserved(api: ir.Api, tree: Tree, members: Mapping[str, MemberNames]) -> dict[str, frozenset[str]]:
    """Attributes keep clear of what a model has already, and of the actions of the records it makes."""
    lists = ("annotations", "fields", *(["mapping"] if api.mapping_access else []))
    actions: dict[str, frozenset[str]] = {}
    for place in tree:
        for model in record_models(api, place):
            actions[model.key] = actions.get(model.key, frozenset()) | members[place.key].of_record(place)
    return {model.key: reserved_words(*lists) | actions.get(model.key, frozenset()) for model in api.models}
