"""`/__dialwright__/`: what tests ask of the server itself, beside the API that it plays.

- `GET /requests`: the journal, the oldest first; `?violations=true` gives those with something wrong, and
  `?operation=createCall` those of one operation. `DELETE` clears it.
- `POST /advance` with `{"seconds": 5}` lets time pass.
- `GET /records?table=Call` gives the records of a kind, the oldest first; `&id=...` those of an identifier.
  What goes on, on calls of the Calling API, is `table=Control`.
- `GET /callbacks`: what was sent to the addresses of users, and what came of it. `DELETE` clears it.
- `POST /messages` and `POST /calls` with `{"from": ..., "to": ...}` have one come in; a message may have
  `"body"` and `"media"` too.
- `POST /keys` with `{"call": ..., "keys": "12#"}` has keys be pressed at the other end of a call.
- `POST /records` with `{"resource": ..., "values": {...}, "scope": {...}}` makes a record; `DELETE` forgets
  all records, requests and callbacks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import parse_qs

from ..values import is_list, is_object
from .messages import Request, Response, json_response

if TYPE_CHECKING:
    from .engine import Engine

_Handler: TypeAlias = "Callable[[Engine, Request], Response]"


_KEYS = re.compile(r"[0-9A-D*#]{1,100}")


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
    with engine.lock:
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
    if not isinstance(seconds, (int, float)) or isinstance(seconds, bool) or not seconds >= 0:
        raise _Refused("'seconds' must be a number, 0 or more")
    engine.advance(seconds)
    return json_response(200, {"time": engine.clock.now().isoformat()})


def _press(engine: Engine, request: Request) -> Response:
    body = _body(request)
    call, keys = body.get("call"), body.get("keys")
    if not isinstance(call, str) or not isinstance(keys, str) or not _KEYS.fullmatch(keys):
        raise _Refused("'call' must be an identifier, 'keys' a text of 0-9A-D*#")
    engine.press(call, keys)
    return Response(204)


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
    return json_response(201, engine.add(resource, scoped, values, id=id, origin=request.origin))


def _callbacks(engine: Engine, request: Request) -> Response:
    engine.outbox.flush()
    sent = [callback.to_dict() for callback in engine.outbox]
    return json_response(200, {"count": engine.outbox.count, "callbacks": sent})


def _forget_callbacks(engine: Engine, request: Request) -> Response:
    engine.outbox.clear()
    return Response(204)


def _message(engine: Engine, request: Request) -> Response:
    return _received(engine, request, "Message")


def _call(engine: Engine, request: Request) -> Response:
    return _received(engine, request, "Call")


def _received(engine: Engine, request: Request, table: str) -> Response:
    body = _body(request)
    for name in ("from", "to"):
        if not isinstance(body.get(name), str) or not body[name]:
            raise _Refused(f"'{name}' must be a number")
    media: object = body.get("media", [])
    if not isinstance(body.get("body", ""), str) or not _are_texts(media):
        raise _Refused("'body' must be a text, 'media' a list of addresses")
    try:
        return json_response(201, engine.receive(table, body, origin=request.origin))
    except LookupError as error:
        return _problem(404, str(error))


def _are_texts(value: object) -> bool:
    return is_list(value) and all(isinstance(one, str) for one in value)


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
    "callbacks": {"GET": _callbacks, "DELETE": _forget_callbacks},
    "messages": {"POST": _message},
    "calls": {"POST": _call},
    "keys": {"POST": _press},
    "records": {"GET": _records, "POST": _make, "DELETE": _reset},
}
