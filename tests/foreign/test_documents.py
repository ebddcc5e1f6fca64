"""What comes of documents in the manner of NestJS, FastAPI, Swashbuckle and springdoc, and of one of 3.1."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bodies.service import Answer, Service
from dialwright.pipeline import generate

from .conftest import HERE, Drive

BOOKING, COURIER = "booking_client.Booking", "courier_client.Courier"
ITEMS, ORDERS = "item_service_client.ItemService", "contoso_orders_api_client.ContosoOrdersApi"
OWNERS = "openapi_definition_client.OpenApiDefinition"


def answer(body: object, status: int = 200, content_type: str = "application/json") -> Answer:
    return Answer(json.dumps(body).encode(), content_type, status)


def test_it_is_typed_and_formatted(sources: dict[str, Path]) -> None:
    for name, folder in sources.items():
        checks = (
            ("mypy", "--strict", "--cache-dir", "/dev/null", name),
            ("black", "--check", "-q", "-l", "110", "-t", "py311", "."),
        )
        for check in checks:
            command = [sys.executable, "-m", *check]
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            assert done.returncode == 0, (name, done.stdout + done.stderr)


@pytest.mark.parametrize(
    ("document", "rules"),
    [
        ("booking.yaml", []),
        ("courier.yaml", ["condition"] * 4),
        ("items.json", ["server"]),
        ("orders.json", ["server"]),
        ("owners.json", []),
    ],
)
def test_what_is_told(document: str, rules: list[str]) -> None:
    assert sorted(problem.rule for problem in generate(HERE / document).problems) == rules


class TestBooking:
    def test_heirs_and_null(self, drive: Drive, service: Service) -> None:
        told = {
            "id": "1",
            "party": {"kind": "agency", "id": "a", "vat": "X"},
            "payer": None,
            "status": "later",
            "price": {"amount": "12.50"},
        }
        service.will(answer(told))
        found = drive(BOOKING, lambda client: client.reservations.reservations_controller_find_one("1"))
        assert (type(found.party).__name__, found.party.vat, found.payer) == ("Agency", "X", None)
        assert (found.status, found.price.amount) == ("later", Decimal("12.50"))

    def test_either_success(self, drive: Drive, service: Service) -> None:
        service.will(answer({"ticket": "t"}, 202))
        made = drive(
            BOOKING,
            lambda client: client.reservations.reservations_controller_create(
                party={"kind": "guest", "id": "g"}, from_=date(2026, 11, 2)
            ),
        )
        assert (type(made).__name__, made.ticket) == ("Ticket", "t")
        assert json.loads(service.last.body) == {
            "party": {"kind": "guest", "id": "g"},
            "from": "2026-11-02",
        }

    def test_a_patch_by_its_own_media_type(self, drive: Drive, service: Service) -> None:
        service.will(answer({"id": "1", "party": {"kind": "guest", "id": "g"}}))
        null = importlib.import_module("booking_client").NULL
        drive(
            BOOKING,
            lambda client: client.reservations.reservations_controller_update("1", note=null),
        )
        assert service.last.headers["content-type"] == "application/merge-patch+json"
        assert service.last.body == b'{"note":null}'

    def test_a_list_by_brackets_and_a_class_of_failures(self, drive: Drive, service: Service) -> None:
        errors = importlib.import_module("booking_client")
        service.will(answer({"title": "no", "errors": {"a": ["b"]}}, 409, "application/problem+json"))
        with pytest.raises(errors.ConflictError) as caught:
            drive(
                BOOKING,
                lambda client: client.reservations.reservations_controller_find_all(status=["held"]),
            )
        assert caught.value.data.errors == {"a": ["b"]}
        assert service.last.target == "/reservations?status%5B%5D=held"

    def test_a_file_or_an_address(self, drive: Drive, service: Service) -> None:
        service.will(*[answer({"kind": "guest", "id": "g"})] * 2)
        drive(BOOKING, lambda client: client.guests.upload_passport("g", url="https://example.com/p"))
        assert service.last.body == b'{"url":"https://example.com/p"}'
        drive(BOOKING, lambda client: client.guests.upload_passport("g", scan=b"scan"))
        assert service.last.headers["content-type"].startswith("multipart/form-data")

    def test_a_callback_is_read(self, sources: object) -> None:
        webhooks = importlib.import_module("booking_client.webhooks")
        decision = webhooks.parse_on_decision({}, b'{"id": "1", "accepted": true}')
        assert (type(decision).__name__, decision.accepted) == ("Decision", True)


class TestCourier:
    def test_what_then_adds_can_be_given(self, drive: Drive, service: Service) -> None:
        service.will(answer({"id": 7, "state": "there", "to": {"street": "s", "country": "NZ"}}, 201))
        found = drive(
            COURIER,
            lambda client: client.parcels.create(
                to={"street": "s", "country": "NZ", "geo": [1.5, 2]}, size=[1, 2, 3], insured=True, value=9
            ),
        )
        assert (found.id, found.state, found.to.country) == (7, "there", "NZ")
        assert json.loads(service.last.body)["value"] == 9

    def test_pages_of_a_union(self, drive: Drive, service: Service) -> None:
        service.will(
            answer({"events": [{"type": "moved"}], "next_cursor": "b"}),
            answer({"events": [{"type": "delivered", "by": None}], "next_cursor": None}),
        )
        found = drive(COURIER, lambda client: client.parcels.events(5))
        assert [type(event).__name__ for event in found] == ["Moved", "Delivered"]
        assert [sent.target for sent in service.sent] == ["/parcels/5/events", "/parcels/5/events?cursor=b"]

    def test_one_of_several_binary_forms(self, drive: Drive, service: Service, tmp_path: Path) -> None:
        service.will(Answer(b"%PDF", "application/pdf"))
        drive(COURIER, lambda client: client.parcels.label("5", tmp_path / "label"))
        assert service.last.headers["accept"] == "application/pdf, image/png, */*;q=0.1"

    @pytest.mark.parametrize(
        ("name", "body", "kind"),
        [
            ("parcel_moved", b'{"type": "moved"}', "Moved"),
            ("parcel_lost", b'{"parcel": {"id": 1}}', "ParcelLost"),
        ],
    )
    def test_webhooks(self, sources: object, name: str, body: bytes, kind: str) -> None:
        webhooks = importlib.import_module("courier_client.webhooks")
        assert type(getattr(webhooks, f"parse_{name}")({}, body)).__name__ == kind


class TestItems:
    def test_a_login(self, drive: Drive, service: Service) -> None:
        service.will(answer({"access_token": "a", "token_type": "bearer"}))
        login: Any = {"username": "u", "password": "p w", "grant_type": "password"}
        token = drive(ITEMS, lambda client: client.auth.login_for_access_token_token_post(**login))
        assert token.access_token == "a"
        assert service.last.headers["content-type"] == "application/x-www-form-urlencoded"
        assert sorted(service.last.body.split(b"&")) == [
            b"grant_type=password",
            b"password=p+w",
            b"username=u",
        ]

    def test_what_is_not_valid(self, drive: Drive, service: Service) -> None:
        errors = importlib.import_module("item_service_client")
        detail = [{"loc": ["query", 0], "msg": "no", "type": "t"}]
        service.will(answer({"detail": detail}, 422))
        with pytest.raises(errors.UnprocessableError) as caught:
            drive(ITEMS, lambda client: client.items.read_items_items_get(x_token="x", ads_id="c"))
        assert caught.value.data.detail[0].loc == ["query", 0]
        assert (service.last.headers["x-token"], service.last.headers["cookie"]) == ("x", "ads_id=c")

    def test_any_of(self, drive: Drive, service: Service) -> None:
        service.will(answer({"id": 1, "items": [], "pair": ["a", 1]}, 201))
        found = drive(ITEMS, lambda client: client.items.create_item_items_post(name="n", price="1.5"))
        assert (type(found).__name__, found.pair) == ("Bundle", ["a", 1])

    def test_files(self, drive: Drive, service: Service) -> None:
        service.will(answer({"sizes": [1]}))
        send = drive(ITEMS, lambda client: client.files.create_upload_files_files_post(files=[b"a", b"b"]))
        assert send == {"sizes": [1]}
        assert service.last.body.count(b'form-data; name="files"') == 2


class TestOrders:
    def test_three_names_for_json_are_one(self, drive: Drive, service: Service) -> None:
        service.will(answer("0b5c"))
        lines = [{"sku": "s", "qty": 1}]
        assert drive(ORDERS, lambda client: client.orders.post_1(lines=lines, status=2)) == "0b5c"
        assert service.last.headers["content-type"] == service.last.headers["accept"] == "application/json"
        assert json.loads(service.last.body) == {"lines": lines, "status": 2}

    def test_pages(self, drive: Drive, service: Service) -> None:
        service.will(
            answer({"items": [{"id": "a", "status": 7}], "hasNextPage": True}),
            answer({"items": [{"id": "b"}], "hasNextPage": False}),
        )
        found = drive(ORDERS, lambda client: client.orders.get_api_orders(filter_status=1))
        assert [(one.id, one.status) for one in found] == [("a", 7), ("b", None)]
        assert service.last.target == "/api/Orders?Filter.Status=1&PageNumber=2"

    def test_a_form_with_dots(self, drive: Drive, service: Service) -> None:
        service.will(Answer(content_type=""))
        drive(
            ORDERS,
            lambda client: client.orders.post_api_orders_id_attachments("1", file=b"x", meta_title="t"),
        )
        assert b'name="Meta.Title"' in service.last.body


class TestOwners:
    def test_anything_is_json(self, drive: Drive, service: Service) -> None:
        service.will(answer({"content": [{"lastName": "L"}], "totalPages": 1, "totalElements": 1}))
        page = drive(
            OWNERS, lambda client: client.owner_controller.list_owners(pageable={"page": 0, "sort": ["a"]})
        )
        assert [owner.last_name for owner in page] == ["L"]
        assert service.last.headers["accept"] == "application/json"
        assert service.last.target == "/owners?page=0&sort=%5B%22a%22%5D"

    @pytest.mark.parametrize(
        ("body", "kind"), [({"lastName": "L"}, "Owner"), ({"id": 1, "taxId": "t"}, "Company")]
    )
    def test_one_of_without_a_tag(
        self, drive: Drive, service: Service, body: dict[str, Any], kind: str
    ) -> None:
        service.will(answer(body))
        found = drive(OWNERS, lambda client: client.owner_controller.get_1(3))
        assert type(found).__name__ == kind

    def test_embedded_pages(self, drive: Drive, service: Service) -> None:
        hal = "application/hal+json"
        service.will(answer({"_embedded": {"cities": [{"name": "c"}]}}, 200, hal), answer({}, 200, hal))
        found = drive(OWNERS, lambda client: client.city_entity_controller.get_collection_resource_city_get())
        assert [city.name for city in found] == ["c"]
        assert service.last.target == "/cities?page=1"
        assert service.last.headers["accept"] == f"{hal}, application/x-spring-data-compact+json"

    def test_text_and_parts(self, drive: Drive, service: Service) -> None:
        service.will(Answer(b"pong", "text/plain"), answer({}))
        assert drive(OWNERS, lambda client: client.ping_controller.ping()) == "pong"
        meta = {"taken": date(2026, 11, 2)}
        drive(
            OWNERS,
            lambda client: client.owner_controller.upload(1, kind="FRONT", file=b"x", meta=meta),
        )
        assert b'{"taken":"2026-11-02"}' in service.last.body
