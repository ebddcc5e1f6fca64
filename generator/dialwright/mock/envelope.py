"""Error answers in the form that the document describes for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..openapi import ApiDescription, Operation, Schema, View
from ..openapi import Response as Documented
from ..values import Schemas
from ..words import Words, kebab, singular, snake, split
from .messages import Response, Violation, json_response
from .plan import concrete
from .texts import items_of

_FALLBACKS = {
    400: ("missing", "missing_required_parameter"),
    401: ("", "unauthorized"),
    404: ("", "not_found"),
}
_PHRASES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    422: "Unprocessable Content",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
_NAMES = ("message", "detail", "description", "reason", "title", "error")


@dataclass(frozen=True)
class _Facts:
    """What an answer can tell of one violation."""

    status: int
    code: str
    message: str
    field: str
    more: str


class Envelopes:
    """Makes error answers.

    Args:
        description: The document.
        schemas: What tells whether a value fits.
    """

    def __init__(self, description: ApiDescription, schemas: Schemas) -> None:
        self._description = description
        self._schemas = schemas
        self._codes = description.error_codes

    def status(self, operation: Operation | None, found: Sequence[Violation]) -> int:
        """The status that an answer has: the one that a violation insists on, else as documented.

        A JSON body that says what cannot be is 422 where the document has that, all else 400.
        """
        insisted = sorted(
            (violation.status for violation in found if violation.status), key=lambda s: s != 401
        )
        if insisted:
            return insisted[0]
        documented = (
            {response.status for response in operation.failures} if operation is not None else set[str]()
        )
        if found and all(violation.reason == "media-type" for violation in found) and "415" in documented:
            return 415
        content = operation.body_content if operation is not None else None
        sound = content is not None and content.is_json and not any(v.reason == "malformed" for v in found)
        return 422 if sound and "422" in documented else 400

    def answer(
        self, operation: Operation | None, found: Sequence[Violation], *, status: int = 0, origin: str = ""
    ) -> Response:
        """An answer that tells everything that was found."""
        status = status or self.status(operation, found)
        facts = [self._facts(operation, violation, status, origin) for violation in found]
        documented = self._documented(operation, status)
        content = (
            next((one for one in documented.contents if one.is_json), None)
            if documented is not None
            else None
        )
        schema = content.schema if content is not None else None
        if schema is None or content is None:
            return json_response(status, {"code": facts[0].code, "message": _whole(facts)})
        media_type = content.essence if content.essence != "*/*" else "application/json"
        return json_response(status, self._filled(schema, facts), media_type=media_type)

    def _documented(self, operation: Operation | None, status: int) -> Documented | None:
        """What the operation, or where there is none some other, says of a status."""
        operations = (operation,) if operation is not None else self._description.operations[:20]
        failures = [response for one in operations for response in one.failures if response.is_json]
        for wanted in (str(status), f"{status // 100}XX", "default"):
            for response in failures:
                if response.status.upper() == wanted.upper():
                    return response
        return next(iter(failures), None)

    def _filled(self, schema: Schema, facts: list[_Facts]) -> Any:
        if "array" in schema.types and items_of(schema) is not None:
            return [self._one(items_of(schema) or schema, [fact]) for fact in facts]
        return self._one(schema, facts)

    def _one(self, schema: Schema, facts: list[_Facts]) -> dict[str, Any]:
        """One failure at the top; several, or where the top has no place for one, in a list."""
        properties = concrete(schema).properties
        listed = {name for name, child in properties.items() if "array" in child.types}
        alone = "message" in properties or not _is_of_field(facts[0])
        lists = bool(listed) and (len(facts) > 1 or not alone)
        made: dict[str, Any] = {}
        for name, child in properties.items():
            if name in listed:
                value = self._listed(child, facts) if lists or name in schema.required else None
            else:
                value = None if lists and name == "error" else self._fact(name, split(name), child, facts)
            if value is not None:
                made[name] = value
        return made or {"message": _whole(facts)}

    def _listed(self, schema: Schema, facts: list[_Facts]) -> list[Any] | None:
        items = items_of(schema)
        if items is None:
            return None
        structured = next((one for one in (items, *items.options) if one.properties), None)
        if structured is None:
            return [fact.message for fact in facts]
        return [self._one(structured, [fact]) for fact in facts]

    def _fact(self, name: str, words: Words, schema: Schema, facts: list[_Facts]) -> Any:
        fact = facts[0]
        known: dict[str, Any] = {
            **dict.fromkeys(_NAMES, _whole(facts)),
            "code": _spelled(fact.code, schema),
            "error_code": _spelled(fact.code, schema),
            **dict.fromkeys(("status", "status_code", "statusCode"), fact.status),
            "more_info": fact.more,
            "url": fact.more,
            "documentation_url": fact.more,
            "attribute": fact.field or None,
            "field": fact.field or None,
            "parameter": fact.field or None,
            "type": ("validation_error" if _is_of_field(fact) else snake(split(_phrase(fact.status)))),
        }
        if name == "error" and schema.core.properties:
            return self._one(schema.core, facts)
        if name == "error" and not _is_of_field(fact):
            known["error"] = _phrase(fact.status)
        value = known.get(snake(words), known.get(name))
        for candidate in (value, str(value)) if value is not None else ():
            if self._schemas.fits(schema, candidate):
                return candidate
        return None

    def _facts(self, operation: Operation | None, violation: Violation, status: int, origin: str) -> _Facts:
        code = violation.code or self._code(operation, violation) or _general(violation, status)
        more = f"{origin}/__dialwright__/requests" if origin else "https://example.com/"
        field = "" if violation.field == "path" and status in (404, 405) else violation.field
        return _Facts(status, code, str(violation), field, more)

    def _code(self, operation: Operation | None, violation: Violation) -> str:
        """The code of the service's table that tells such a fault of such a field, in such a record."""
        last = split(violation.field.rpartition(".")[2].partition("[")[0])
        reason = violation.reason
        names = {kebab((*last, reason)), kebab((*last[:-1], reason)), f"{reason}-{kebab(last)}"}
        names.add(f"{reason}-{kebab(last[:-1])}")
        places = operation.resource_places if operation is not None else ()
        record = singular(split(places[0].rpartition(".")[2])) if places else ()
        for entry in self._codes:
            told = {*map(str.lower, split(entry.text("text")))}
            if entry.text("name") in names and told & {*record, *last}:
                return entry.text("code")
        return ""


def _is_of_field(fact: _Facts) -> bool:
    """Whether something is wrong with what was sent, and not with what it is about."""
    return bool(fact.field) and fact.status in (400, 422)


def _general(violation: Violation, status: int) -> str:
    if status == 400 or status == 422:
        missing = violation.reason == "missing"
        return "missing_required_parameter" if missing else "invalid_parameter"
    return _FALLBACKS.get(status, ("", snake(split(_phrase(status)))))[1]


def _spelled(code: str, schema: View) -> str | int:
    """A code as the document writes codes: with hyphens, if its example has some."""
    example = next((node.value for node in schema.elements("examples")), "")
    return code.replace("_", "-") if isinstance(example, str) and "-" in example else code


def _phrase(status: int) -> str:
    return _PHRASES.get(status, "Error")


def _whole(facts: Sequence[_Facts]) -> str:
    return "; ".join(fact.message for fact in facts)
