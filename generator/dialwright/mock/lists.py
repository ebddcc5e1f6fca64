"""A list: the records that are asked for, in order, one page of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .action import Action
from .behaviour import Behaviour, World
from .fields import pairs_of
from .filters import passes
from .messages import Response, Violation, json_response
from .naming import words_of
from .pages import Page, PageLinks, cut, envelope
from .plan import Paging
from .store import Record


def answer_list(world: World, action: Action, behaviour: Behaviour) -> Response | Violation:
    """The page that a request asks for."""
    paging = action.plan.paging
    assert paging is not None  # it is what makes an operation a list
    pairs = pairs_of(action.request.query)
    page = cut(_wanted(world, action, behaviour, paging), paging, dict(pairs))
    if isinstance(page, Violation):
        return page
    links = PageLinks(action.request.path, pairs, paging, action.origin)
    return _answer(world, action, behaviour, page, links)


def _wanted(world: World, action: Action, behaviour: Behaviour, paging: Paging) -> list[Record]:
    plan = action.plan
    parameters = {parameter.name: parameter for parameter in plan.operation.query_parameters}
    query = {name: value for name, value in action.judged.query.items() if name not in paging.names}

    def wanted(record: Record) -> bool:
        rest: dict[str, Any] = {}
        if not behaviour.listed(world, action, record):
            return False
        for name, value in query.items():
            told = behaviour.matches(action, name, value, record)
            if told is False:
                return False
            rest |= {name: value} if told is None else {}
        return passes(record, parameters, rest)

    records = world.store.records(plan.table, action.scope, wanted)
    return records[::-1] if behaviour.oldest_first != _reversed(query) else records


def _reversed(query: Mapping[str, Any]) -> bool:
    """Whether the query asks for the oldest first."""
    orders = (value for name, value in query.items() if words_of(name) in (("sort", "order"), ("order",)))
    return next(orders, None) == "asc"


def _answer(world: World, action: Action, behaviour: Behaviour, page: Page, links: PageLinks) -> Response:
    plan, paging = action.plan, action.plan.paging
    for record in page.records:
        behaviour.refresh(world, record)
    values = [record.values for record in page.records]
    schema = plan.answer
    if paging is None or schema is None or not paging.items:
        response = json_response(plan.status, values)
    else:
        response = json_response(
            plan.status, envelope(schema, page, links, (paging.items, values), action.scope)
        )
    if paging is not None and paging.style == "link-header" and (header := links.header(page)):
        return response.with_headers(("link", header))
    return response
