"""What the service answers to a command: legs of calls, and why it refuses."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from dialwright_signalwire.calling import Calling
from dialwright_signalwire.errors import (
    APIError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    ErrorDetail,
    NotFoundError,
    OutcomeUnknownError,
    ResponseDecodeError,
    ServerError,
    UnprocessableError,
)
from dialwright_signalwire.models import CallLeg, FabricSubscriberDeviceLeg
from runtime.server import Server, Step, answer, close, reset

from .commands import COMMANDS, Command
from .legs import CALL, DEVICE, PHONE


class TestLegs:
    @pytest.mark.parametrize(
        ("leg", "kind"),
        [
            (PHONE, CallLeg),
            ({**PHONE, "type": "relay_sip_call"}, CallLeg),
            ({**PHONE, "type": "relay_webrtc_call"}, CallLeg),
            (DEVICE, FabricSubscriberDeviceLeg),
        ],
    )
    def test_the_type_tells_which(
        self, calling: Calling, server: Server, leg: dict[str, Any], kind: type[CallLeg]
    ) -> None:
        server.then(answer(200, leg))
        result = calling.end(CALL)
        assert type(result) is kind
        assert (result.id, result.from_, result.type) == (CALL, "+15550101", leg["type"])
        assert (result["from"], result.get("status"), "nothing" in result) == (
            "+15550101",
            leg["status"],
            False,
        )
        assert result.to_dict() == leg

    def test_values_have_types(self, calling: Calling) -> None:
        result = calling.end(CALL)
        assert isinstance(result, CallLeg)
        assert (result.charge, result.created_at) == (
            Decimal("0.004"),
            datetime(2026, 11, 21, 12, 20, tzinfo=UTC),
        )
        assert [(each.description, each.charge) for each in result.charge_details] == [
            ("Outbound Voice", Decimal("0.004"))
        ]
        assert (result.url, result.duration, result.parent_id) == (None, None, None)

    @pytest.mark.parametrize("changes", [{"type": "carrier_pigeon", "wings": 2}, {"type": None}])
    def test_one_of_a_later_type_is_read_all_the_same(
        self, calling: Calling, server: Server, changes: dict[str, Any]
    ) -> None:
        leg = {**PHONE, **changes}
        server.then(answer(200, leg))
        result = calling.play(CALL, play=[{"type": "silence", "duration": 1}])
        for name, value in leg.items():
            assert result[name] == result.get(name) == value
        assert set(leg) <= set(result.keys())
        assert result.get("control_id")

    def test_one_without_a_type_is_read_all_the_same(self, calling: Calling, server: Server) -> None:
        leg = {name: value for name, value in PHONE.items() if name != "type"}
        server.then(answer(200, leg))
        result = calling.end(CALL)
        assert (result["id"], result.get("status"), result.to_dict()) == (CALL, "queued", leg)

    @pytest.mark.parametrize("content", [b"", b"[]", b'"leg"', b"<html>"])
    def test_what_is_no_leg(self, calling: Calling, server: Server, content: bytes) -> None:
        server.then(answer(200, content))
        with pytest.raises(ResponseDecodeError):
            calling.end(CALL)


class TestRefusals:
    @pytest.mark.parametrize(
        ("status", "message", "kind"),
        [
            (400, "Bad Request", BadRequestError),
            (401, "Unauthorized", AuthenticationError),
            (404, "Not Found", NotFoundError),
            (409, "Conflict", ConflictError),
            (422, "Unprocessable", UnprocessableError),
        ],
    )
    def test_in_a_few_words(
        self, calling: Calling, server: Server, status: int, message: str, kind: type[APIError]
    ) -> None:
        server.then(answer(status, {"error": message}))
        with pytest.raises(APIError) as caught:
            calling.record(CALL, record={"audio": {}})
        error = caught.value
        assert type(error) is kind
        assert (error.status, error.message, error.errors) == (status, message, (ErrorDetail(message),))
        assert len(server.requests) == 1

    def test_parameter_by_parameter(self, calling: Calling, server: Server) -> None:
        info = "https://docs.example.com/errors"
        details: list[dict[str, Any]] = [
            {
                "type": "validation_error",
                "code": "missing_required_parameter",
                "message": "from is missing",
                "attribute": "from",
                "url": info,
            },
            {
                "type": "validation_error",
                "code": "bad",
                "message": "to is odd",
                "attribute": None,
                "url": info,
            },
        ]
        server.then(answer(422, {"errors": details}))
        with pytest.raises(UnprocessableError) as caught:
            calling.dial(from_="a", to="b", url="https://example.com")
        assert caught.value.errors == (
            ErrorDetail("from is missing", "missing_required_parameter", info, "from"),
            ErrorDetail("to is odd", "bad", info),
        )
        assert (caught.value.code, caught.value.more_info) == ("missing_required_parameter", info)
        assert all(detail["message"] in caught.value.message for detail in details)
        assert json.loads(caught.value.body) == {"errors": details}


ONCE = {
    "dial",
    "update",
    "disconnect",
    "play",
    "record",
    "collect",
    "detect",
    "tap",
    "stream",
    "transcribe",
    "live_transcribe",
    "live_translate",
    "transfer",
    "refer",
    "user_event",
    "ai_hold",
    "ai_message",
    "ai_sidecar",
    "ai_sidecar_poke",
    "ai_sidecar_ask",
}
"""What must not happen twice."""

FAILING = [answer(503, {}, headers={"Retry-After": "0"}), close, reset]


def use(calling: Calling, command: Command) -> Any:
    return getattr(calling, command.method)(*command.address, **command.least().arguments)


@pytest.mark.usefixtures("no_pause")
@pytest.mark.parametrize("failure", FAILING, ids=["503", "close", "reset"])
@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_what_may_be_repeated_is(calling: Calling, server: Server, command: Command, failure: Step) -> None:
    server.then(failure, answer(200, PHONE))
    if command.idempotent:
        assert use(calling, command)["id"] == CALL
        first, second = server.requests
        assert first.body == second.body
    else:
        with pytest.raises(OutcomeUnknownError):
            use(calling, command)
        assert len(server.requests) == 1


def test_which_may_not() -> None:
    assert {command.method for command in COMMANDS if not command.idempotent} >= ONCE


def test_a_failure_keeps_its_class(calling: Calling, server: Server) -> None:
    server.then(answer(500, {"error": "Internal Server Error"}))
    with pytest.raises(ServerError, match="may have taken effect") as caught:
        calling.transfer(CALL, dest="+15550100")
    assert isinstance(caught.value, OutcomeUnknownError)
    assert caught.value.message == "Internal Server Error"
