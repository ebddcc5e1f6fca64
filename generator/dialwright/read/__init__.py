"""From the document to the IR: what the API is, with every default and every convention worked out.

`read` never stops at the first fault: what a document leaves out or says twice is repaired in a way that
depends on nothing but the document, and reported with its place.
"""

from __future__ import annotations

from ..ir import Api
from ..openapi import ApiDescription
from ..problems import Problem
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
    resources = read_resources(description, bound, types, report)
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
        arguments=client.arguments,
        bound=bound,
        authentication=client.authentication,
        surfaces=client.surfaces,
        mapping_access=client.mapping_access,
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
