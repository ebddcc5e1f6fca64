"""Identifiers of what was made, which some answers give in their `Location` header alone."""

from __future__ import annotations

from typing import Any

import pytest

from dialwright.python.runtime import (
    AsyncResource,
    OutcomeUnknownError,
    Request,
    Resource,
    ResponseDecodeError,
    Shape,
)

from .acme import Acme, AsyncAcme
from .conftest import Driver
from .server import answer, serving

MAYBE: Shape[str | None] = Shape("str | None")


class Rooms(Resource):
    """A collection whose answers have no bodies."""

    def send(self, kind: Any, idempotent: bool) -> Any:
        """Make or change a room."""
        return self._send(_request(kind, idempotent), None)


class AsyncRooms(AsyncResource):
    """Its twin."""

    async def send(self, kind: Any, idempotent: bool) -> Any:
        """Make or change a room."""
        return await self._send(_request(kind, idempotent), None)


def _request(kind: Any, idempotent: bool) -> Request[Any]:
    return Request("POST", "/api/Rooms.json", kind, json={}, location_id=True, idempotent=idempotent)


def identifier(
    drive: Driver, location: str | None, *, kind: Any = str, idempotent: bool = False, body: object = None
) -> Any:
    """What a request returns where the answer has this header."""
    rooms: dict[Any, Any] = {Acme: Rooms, AsyncAcme: AsyncRooms}
    headers = {} if location is None else {"Location": location}
    with serving(answer(201, body, headers=headers)) as server:
        return drive(server, lambda client: rooms[type(client)](client).send(kind, idempotent))


@pytest.mark.parametrize("kind", [str, MAYBE])
@pytest.mark.parametrize(
    ("location", "last"),
    [
        ("https://acme.example/api/Rooms/r-1", "r-1"),
        ("https://elsewhere.example/r-1/", "r-1"),
        ("/api/Rooms/r-1?a=/b#/c", "r-1"),
        ("r-1", "r-1"),
        ("/api/Rooms/XX", "XX"),
        ("/api/Rooms/a%2Fb%20c", "a/b c"),
    ],
)
def test_the_last_segment(drive: Driver, kind: Any, location: str, last: str) -> None:
    assert identifier(drive, location, kind=kind) == last


def test_a_body_beside_it_is_not_read(drive: Driver) -> None:
    assert identifier(drive, "/r-1", body=b"<html>") == "r-1"


@pytest.mark.parametrize("body", [None, {"id": "r-1"}])
def test_where_none_is_needed(drive: Driver, body: object) -> None:
    assert identifier(drive, None, kind=MAYBE, body=body) is None


@pytest.mark.parametrize("location", [None, "", "/", "https://acme.example", "?a=b"])
def test_where_one_is_needed(drive: Driver, location: str | None) -> None:
    """What was made is there, under a name that nobody knows."""
    with pytest.raises(ResponseDecodeError, match="where the new record is") as caught:
        identifier(drive, location)
    assert isinstance(caught.value, OutcomeUnknownError)
    assert caught.value.message == "The answer does not say where the new record is."
    assert (caught.value.sent, caught.value.status) == ("yes", 201)


@pytest.mark.parametrize("location", ["", "/"])
def test_a_header_that_names_nothing(drive: Driver, location: str) -> None:
    """It says that something was made, so leaving it unsaid would hide a record."""
    with pytest.raises(OutcomeUnknownError):
        identifier(drive, location, kind=MAYBE)


def test_what_may_be_repeated_has_no_unknown_outcome(drive: Driver) -> None:
    with pytest.raises(ResponseDecodeError) as caught:
        identifier(drive, None, idempotent=True)
    assert not isinstance(caught.value, OutcomeUnknownError)
