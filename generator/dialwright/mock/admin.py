"""`/__dialwright__/`: what tests ask of the server itself, beside the API that it plays.

- `GET /requests`: the journal, the oldest first; `?violations=true` gives those with something wrong, and
  `?operation=createCall` those of one operation. `DELETE` clears it.
- `POST /advance` with `{"seconds": 5}` lets time pass.
- `GET /records?table=Call` gives the records of a kind, the oldest first; `&id=...` those of an identifier.
  What goes on, on calls of the Calling API, is `table=Control`.
- `POST /records` with `{"resource": ..., "values": {...}, "scope": {...}}` makes a record; `DELETE` forgets
  all records and all requests.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import parse_qs

from .messages import Request, Response, json_response
from .values import is_object

if TYPE_CHECKING:
    from .engine import Engine

_Handler: TypeAlias = "Callable[[Engine, Request], Response]"


class _Refused(ValueError):
    """A request that says what it wants in no way that is understood."""


def administer(engine: Engine, request: Request) -> Response:
    """The answer to a request for the server itself."""
    path = request.path.rstrip("/").rpartition("/")[2]
    methods = _HANDLERS.get(path, {})
    if not methods:
        return _problem(
            404, f"there is no {request.path[:200]} here; there are {', '.join(sorted(_HANDLERS))}"
        )
    if request.method not in methods:
        return _problem(405, f"{request.method} is not for {request.path}; {', '.join(methods)} is")
    try:
        return methods[request.method](engine, request)
    except (_Refused, LookupError, ValueError) as error:
        return _problem(400, str(error))


def _about(engine: Engine, request: Request) -> Response:
    info = engine.description.info
    found = {
        "title": info.text("title"),
        "version": info.text("version"),
        "operations": len(engine.description.operations),
        "time": engine.clock.now().isoformat(),
        "requests": engine.journal.count,
        "records": len(engine.world.store),
    }
    return json_response(200, found)


def _requests(engine: Engine, request: Request) -> Response:
    query = parse_qs(request.query)
    operation = query.get("operation", [""])[0]
    faulty = query.get("violations", ["false"])[0] == "true"
    entries = [
        entry.to_dict()
        for entry in engine.journal
        if (not operation or entry.operation == operation) and (entry.violations or not faulty)
    ]
    return json_response(200, {"count": engine.journal.count, "requests": entries})


def _clear(engine: Engine, request: Request) -> Response:
    engine.journal.clear()
    return Response(204)


def _advance(engine: Engine, request: Request) -> Response:
    seconds = _body(request).get("seconds")
    if not isinstance(seconds, (int, float)) or isinstance(seconds, bool) or seconds < 0:
        raise _Refused("'seconds' must be a number, 0 or more")
    engine.clock.advance(seconds)
    return json_response(200, {"time": engine.clock.now().isoformat()})


def _records(engine: Engine, request: Request) -> Response:
    query = parse_qs(request.query)
    table = query.get("table", [""])[0]
    if not table:
        raise _Refused("'table' must name the schema of the records, as in '?table=Call'")
    return json_response(200, {"records": engine.records_of(table, query.get("id", [""])[0])})


def _make(engine: Engine, request: Request) -> Response:
    body = _body(request)
    values, scope, resource = body.get("values", {}), body.get("scope", {}), body.get("resource")
    if not isinstance(resource, str) or not is_object(values) or not is_object(scope):
        raise _Refused("'resource' must be a text, 'values' and 'scope' must be objects")
    scoped = {str(name): str(value) for name, value in scope.items()}
    id = str(body.get("id", ""))
    record = engine.world.make(resource, scoped, values, request.origin, id=id)
    return json_response(201, record.values)


def _reset(engine: Engine, request: Request) -> Response:
    engine.reset()
    return Response(204)


def _body(request: Request) -> dict[str, Any]:
    try:
        value = json.loads(request.body)
    except (ValueError, RecursionError):
        value = None
    if not is_object(value):
        raise _Refused("the body must be a JSON object")
    return value


def _problem(status: int, message: str) -> Response:
    return json_response(status, {"message": message})


_HANDLERS: Mapping[str, Mapping[str, _Handler]] = {
    "__dialwright__": {"GET": _about},
    "requests": {"GET": _requests, "DELETE": _clear},
    "advance": {"POST": _advance},
    "records": {"GET": _records, "POST": _make, "DELETE": _reset},
}
