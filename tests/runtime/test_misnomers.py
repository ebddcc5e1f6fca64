"""Names that documents wrongly print for methods are not there, and an error tells the right ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import pytest

from dialwright.python.runtime import AsyncItem, AsyncResource, Item, MappingModel, Resource

from .acme import Acme, AsyncAcme

WRONG: Mapping[str, str] = {"get_rooms": "list_rooms"}


class Rooms(Resource):
    """A collection with a name that is often printed wrongly."""

    _misnomers: ClassVar[Mapping[str, str]] = WRONG


class Room(Item):
    """An item with such a name."""

    _misnomers: ClassVar[Mapping[str, str]] = WRONG


class AsyncRooms(AsyncResource):
    """The twin of `Rooms`."""

    _misnomers: ClassVar[Mapping[str, str]] = WRONG


class AsyncRoom(AsyncItem):
    """The twin of `Room`."""

    _misnomers: ClassVar[Mapping[str, str]] = WRONG


class RoomModel(MappingModel):
    """A room as a service answers it."""

    get_rooms: str | None = None
    """A field whose name is a misnomer elsewhere."""


class RoomRecord(RoomModel, Room):
    """A room with what can be done to it."""


class Suite(Rooms):
    """A collection below one with such a name."""


def places() -> list[Any]:
    """One place of each kind."""
    client, later = Acme("p", "t", "s"), AsyncAcme("p", "t", "s")
    return [Rooms(client), Suite(client), Room(client), AsyncRooms(later), AsyncRoom(later)]


@pytest.mark.parametrize("place", places(), ids=lambda place: type(place).__name__)
class TestEveryPlace:
    def test_it_is_not_there(self, place: Any) -> None:
        assert not hasattr(place, "get_rooms")
        assert "get_rooms" not in dir(place)
        assert "get_rooms" not in dir(place.__class__)

    def test_the_right_name_is_told(self, place: Any) -> None:
        with pytest.raises(AttributeError) as caught:
            place.get_rooms()
        kind = type(place).__name__
        assert str(caught.value) == (
            f"{kind!r} object has no attribute 'get_rooms'. It is called 'list_rooms'."
        )

    def test_another_name(self, place: Any) -> None:
        with pytest.raises(AttributeError) as caught:
            place.absent()
        assert str(caught.value) == f"{type(place).__name__!r} object has no attribute 'absent'"


def test_where_there_are_none() -> None:
    with pytest.raises(AttributeError, match=r"^'Calls' object has no attribute 'get_rooms'$"):
        getattr(Acme("p", "t", "s").voice.calls, *WRONG)


def test_a_field_of_this_name_is_read() -> None:
    assert RoomRecord.from_dict({"get_rooms": "yes"}).get_rooms == "yes"
    assert RoomRecord.from_dict({}).get_rooms is None
