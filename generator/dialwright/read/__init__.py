"""From the document to the IR: what the API is, with every default and every convention worked out.

`read` never stops at the first fault: what a document leaves out or says twice is repaired in a way that
depends on nothing but the document, and reported with its place.
"""

from __future__ import annotations

from ..ir import Api
from ..openapi import ApiDescription
from ..problems import Problem
from .builders import with_builders
from .client import read_client
from .markup import read_markup
from .report import Report
from .resources import bound_parameters, read_resources
from .types import Types
from .webhooks import read_signatures, read_webhooks

__all__ = ["read"]


def read(description: ApiDescription) -> tuple[Api, tuple[Problem, ...]]:
    """The API, and the faults that were found and repaired on the way."""
    report = Report()
    types = Types(report)
    client = read_client(description, report)
    bound = bound_parameters(description, client)
    resources = with_builders(read_resources(description, bound, client, types, report), types, report)
    webhooks = read_webhooks(description, types)
    markup = read_markup(description, types)
    api = Api(
        words=client.words,
        title=description.info.text("title"),
        description=description.info.text("description") or description.info.text("summary"),
        version=description.info.text("version"),
        distribution=client.distribution,
        origin=client.origin,
        server=client.server,
        servers=client.servers,
        arguments=client.arguments,
        bound=bound,
        authentication=client.authentication,
        schemes=client.security.schemes,
        security=client.security.alternatives,
        surfaces=client.surfaces,
        mapping_access=client.mapping_access,
        mapping_keys=client.mapping_keys,
        lazy_lists=client.lazy_lists,
        modules=_modules(description),
        resources=resources,
        models=types.models,
        enums=types.enums,
        unions=types.unions,
        webhooks=webhooks,
        signatures=read_signatures(description),
        error_codes=client.error_codes,
        markup=markup,
    )
    return api, report.problems


def _modules(description: ApiDescription) -> dict[str, str]:
    """The files of the hand-written modules that helpers name, in every language there is one for."""
    names = (helper.module for operation in description.operations for helper in operation.helpers)
    files: dict[str, str] = {}
    for name in dict.fromkeys(name for name in names if name):
        files |= description.document.beside(name)
    return files
