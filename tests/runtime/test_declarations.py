"""What generated code states: about its API, its arguments, its lists, its models.

All of it is made within the tests, as nothing is known otherwise of what has been made when they are loaded.
"""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from dialwright.python import runtime
from dialwright.python.runtime import (
    NULL,
    UNSET,
    ApiInfo,
    Argument,
    BasicAuth,
    BearerAuth,
    MappingModel,
    Model,
    Null,
    Pagination,
    Request,
    Secret,
    SyncClient,
    Unset,
    make_uuid,
    wire,
)
from dialwright.python.runtime.api import NoAuth
from dialwright.python.runtime.mapping import remember
from dialwright.python.runtime.model import Bound, Field
from dialwright.python.runtime.webhooks import SignatureScheme, WebhookRequest

from .server import answer, serving

VALUES = {"user": Secret("me"), "password": Secret("it's"), "token": Secret("PT1")}


def test_an_argument() -> None:
    plain = Argument("project")
    assert (plain.name, plain.env, plain.secret, plain.server_variable) == ("project", (), False, "")
    full = Argument("token", env=("A", "B"), secret=True, server_variable="space")
    assert (full.name, full.env, full.secret, full.server_variable) == ("token", ("A", "B"), True, "space")


def test_an_api() -> None:
    plain = ApiInfo(name="Acme", user_agent="acme/1", server="https://acme.example")
    assert (plain.name, plain.user_agent, plain.server) == ("Acme", "acme/1", "https://acme.example")
    assert (plain.arguments, plain.bound, type(plain.auth)) == ((), {}, NoAuth)
    token, auth = Argument("token"), BearerAuth("token")
    full = ApiInfo(
        name="Acme", user_agent="", server="", arguments=(token,), bound={"Sid": "token"}, auth=auth
    )
    assert (full.arguments, full.bound, full.auth) == ((token,), {"Sid": "token"}, auth)


def test_ways_to_authenticate() -> None:
    basic, bearer, none = BasicAuth("user", "password"), BearerAuth("token"), NoAuth()
    assert (basic.arguments, bearer.arguments, none.arguments) == (("user", "password"), ("token",), ())
    assert basic.header(VALUES).reveal() == "Basic bWU6aXQncw=="
    assert [secret.reveal() for secret in basic.secrets(VALUES)] == ["bWU6aXQncw=="]
    assert (bearer.header(VALUES).reveal(), bearer.secrets(VALUES)) == ("Bearer PT1", ())
    assert (none.header(VALUES).reveal(), none.secrets(VALUES)) == ("", ())


@pytest.mark.parametrize(
    ("auth", "header"),
    [(BasicAuth("user", "token"), "Basic bWU6UFQx"), (BearerAuth("token"), "Bearer PT1"), (NoAuth(), None)],
)
def test_what_they_send(auth: Any, header: str | None) -> None:
    api = ApiInfo(
        name="Acme",
        user_agent="acme/1",
        server="https://acme.example",
        arguments=(Argument("user"), Argument("token", secret=True)),
        auth=auth,
    )
    given: dict[str, str | Secret | None] = {"user": "me", "token": Secret("PT1")}
    with serving(answer(200, {})) as server, SyncClient(api, given, base_url=server.url) as client:
        client.request("GET", "/x")
    headers = server.requests[0].headers
    assert (headers.get("authorization"), headers["user-agent"]) == (header, "acme/1")


def test_a_list() -> None:
    plain = Pagination(style="none", items="calls")
    assert (plain.style, plain.items, plain.next) == ("none", ("calls",), ())
    assert (plain.page_size, plain.page_number, plain.page_token) == ("", "", "")
    full = Pagination(
        style="next-uri",
        items=("a", "b"),
        next="n",
        page_size="PageSize",
        page_number="Page",
        page_token="PageToken",
    )
    assert (full.items, full.next) == (("a", "b"), ("n",))
    assert (full.page_size, full.page_number, full.page_token) == ("PageSize", "Page", "PageToken")
    assert Pagination(style="link-header", items=(), next=("a", "b")).items == ("",)
    assert Pagination(style="link-header", items=(), next=("a", "b")).next == ("a", "b")


def test_a_request() -> None:
    plain = Request("GET", "/x/{Sid}", None)
    assert (plain.method, plain.template, plain.result, repr(plain)) == (
        "GET",
        "/x/{Sid}",
        None,
        "Request(GET /x/{Sid})",
    )
    assert (plain.path, plain.query, plain.headers, plain.form, plain.json) == ({}, {}, {}, None, None)
    assert (plain.content, plain.content_type, plain.pages, plain.rules) == (None, "", None, ())
    assert (plain.idempotent, plain.location_id, plain.envelope, plain.made) == (False, False, None, ())


@pytest.mark.parametrize(
    ("method", "idempotent", "repeatable"),
    [
        *((method, False, True) for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE")),
        ("POST", False, False),
        ("PATCH", False, False),
        ("POST", True, True),
    ],
)
def test_what_may_be_sent_twice(method: str, idempotent: bool, repeatable: bool) -> None:
    assert Request(method, "/x", None, idempotent=idempotent).repeatable == repeatable


def test_identifiers() -> None:
    first, second = make_uuid(), make_uuid()
    assert len(first) == 36
    assert first.count("-") == 4
    assert first != second


def test_markers() -> None:
    for marker, name in ((Null("NULL"), "NULL"), (Unset("UNSET"), "UNSET")):
        assert (repr(marker), bool(marker)) == (name, False)
    assert copy.deepcopy((NULL, UNSET)) == (NULL, UNSET)
    assert copy.copy(NULL) is NULL


class TestModels:
    def test_fields(self) -> None:
        class Pet(Model):
            _tag = ("kind", ("cat",))
            name: str
            price: Decimal | None = wire("Price", "cost", default=None, format="number")
            owner: str = "nobody"
            pin: str | None = wire(default=None, secret=True)
            born: datetime | None = wire("bornAt", default=None)
            needed: int = wire("Needed")
            _hidden: int = 3

        fields: dict[str, Field] = dict(Pet.__fields__)
        assert list(fields) == ["name", "price", "owner", "pin", "born", "needed"]
        assert [field.names for field in fields.values()] == [
            ("name",),
            ("Price", "cost"),
            ("owner",),
            ("pin",),
            ("bornAt",),
            ("Needed",),
        ]
        assert [field.required for field in fields.values()] == [True, False, False, False, False, True]
        assert [field.default for field in fields.values()] == [UNSET, None, "nobody", None, None, UNSET]
        assert [field.secret for field in fields.values()] == [False, False, False, True, False, False]
        assert [field.format for field in fields.values()] == ["", "number", "", "", "", ""]
        assert {field.owner for field in fields.values()} == {Pet}
        assert [field.name for field in fields.values()] == list(fields)
        assert (Pet.__kind__, Pet.__tag__) == (Pet, ("kind", ("cat",)))

    def test_values(self) -> None:
        class Pet(Model):
            name: str
            price: Decimal | None = wire("Price", "cost", default=None, format="number")
            born: datetime | None = wire("bornAt", default=None)
            owner: str = "nobody"

        pet = Pet.from_dict({"name": "Tom", "cost": "1.5", "bornAt": "2020-01-02T03:04:05Z"})
        assert (pet.name, pet.price, pet.owner) == ("Tom", Decimal("1.5"), "nobody")
        assert pet.born == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
        assert repr(pet) == "Pet(name='Tom')"
        made = Pet(name="Jerry", price=Decimal("2.5"), owner="Spike")
        assert made.to_dict() == {"name": "Jerry", "Price": 2.5, "owner": "Spike"}
        assert made.to_json() == '{"name": "Jerry", "Price": 2.5, "owner": "Spike"}'
        assert Pet(name="é").to_json() == '{"name": "é"}'

    def test_a_secret_is_not_shown(self) -> None:
        class Token(Model):
            id: str
            name: str = wire(secret=True)

        assert repr(Token(id="1", name="PT1")) == "Token(id='1')"

    def test_what_extends_a_model_has_its_fields(self) -> None:
        class Animal(Model):
            name: str

        class Pet(Animal):
            owner: str

        class PetRecord(Pet, Bound):
            pass

        assert list(Animal.__fields__) == ["name"]
        assert list(Pet.__fields__) == ["name", "owner"]
        assert (Animal.__kind__, Pet.__kind__, PetRecord.__kind__) == (Animal, Pet, Pet)
        assert PetRecord.from_dict({"name": "a"}) == Pet.from_dict({"name": "a"})
        assert Animal.from_dict({"name": "a"}) != Pet.from_dict({"name": "a"})
        assert Pet.from_dict({"name": "a"}) != {"name": "a"}

    def test_what_the_client_made_is_found_by_key(self) -> None:
        class Command(MappingModel):
            id: str

        command = Command(id="1")
        assert "control_id" not in command
        remember(command, {"control_id": "c-1"})
        assert (command["control_id"], command.get("control_id"), "control_id" in command) == (
            "c-1",
            "c-1",
            True,
        )
        assert (list(command), command.to_dict()) == (["id"], {"id": "1"})
        for twin in (copy.copy(command), copy.deepcopy(command)):
            assert twin["control_id"] == "c-1"

    def test_long_texts_are_cut_in_the_repr(self) -> None:
        class Pet(Model):
            name: str
            status: int | None = None

        assert repr(Pet(name="x" * 78, status=7)) == f"Pet(name='{'x' * 78}', status=7)"
        assert repr(Pet(name="x" * 79)) == f"Pet(name='{'x' * 79}...)"


def test_ways_to_sign() -> None:
    plain = SignatureScheme("json", headers=("X-A", "X-B"), signs="url", digest="sha1", encoding="hex")
    assert (plain.name, plain.headers, plain.signs, plain.digest) == ("json", ("X-A", "X-B"), "url", "sha1")
    assert (plain.encoding, plain.body_hash, repr(plain)) == ("hex", "", "SignatureScheme('json')")
    request = WebhookRequest("https://a.example", {"x-a": "1", "X-B": "2", "X-C": "3"}, b"")
    assert plain.given(request) == [("x-a", "1"), ("x-b", "2")]
    assert plain.applies(request)
    hashed = SignatureScheme("h", headers=(), signs="url", digest="sha1", encoding="hex", body_hash="sha")
    assert hashed.body_hash == "sha"
    assert not hashed.applies(request)


def test_names_are_loaded_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from dialwright.python.runtime.download import ByteStream

    monkeypatch.delitem(vars(runtime), "ByteStream", raising=False)
    assert runtime.ByteStream is ByteStream
    assert vars(runtime)["ByteStream"] is ByteStream
    absent = "Absent"
    with pytest.raises(AttributeError) as caught:
        getattr(runtime, absent)
    assert str(caught.value) == f"module {runtime.__name__!r} has no attribute 'Absent'"
