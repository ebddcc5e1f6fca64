"""The local server that comes with each client, as people use it who test their own code."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dialwright_bandwidth import Bandwidth
from dialwright_bandwidth.testing import LocalBandwidth
from dialwright_signalwire import (
    ArgumentError,
    AsyncSignalWire,
    AuthenticationError,
    NotFoundError,
    OutcomeUnknownError,
    SignalWire,
    UnprocessableError,
)
from dialwright_signalwire.models import CallLeg
from dialwright_signalwire.rest import Client
from dialwright_signalwire.testing import Answer, LocalSignalWire, Sent

ROOT = Path(__file__).resolve().parents[2]
CALL: dict[str, Any] = {"to": "+15550100", "from_": "+15550101", "url": "https://example.com/voice"}


class TestOverASocket:
    def test_time_passes_when_it_is_told_to(self) -> None:
        with LocalSignalWire(speed=0) as server:
            client = SignalWire(base_url=server.url, **server.credentials)
            first = client.compat.calls.create(**CALL).date_created
            server.advance(seconds=3600)
            second = client.compat.calls.create(**CALL).date_created
            client.close()
        assert first is not None
        assert second is not None
        assert second - first == timedelta(hours=1)

    def test_records_can_be_looked_at(self) -> None:
        with LocalSignalWire() as server:
            client = SignalWire(base_url=server.url, **server.credentials)
            call = client.compat.calls.create(**CALL)
            client.compat.messages.create(to="+15550100", from_="+15550101", body="Hi")
            client.close()
            assert [record["sid"] for record in server.calls] == [call.sid]
            assert [record["body"] for record in server.messages] == ["Hi"]
            assert server.faxes == []

    def test_other_credentials_are_refused(self) -> None:
        with LocalSignalWire() as server:
            client = SignalWire(base_url=server.url, project="local-project", token="wrong-token")
            with pytest.raises(AuthenticationError):
                client.compat.calls.list()
            client.close()

    def test_bandwidth_has_one_too(self) -> None:
        with LocalBandwidth() as server:
            client = Bandwidth(base_url=server.url, **server.credentials)
            call_id = client.voice.create_call("+15550101", "+15550100")
            client.close()
            assert [record["id"] for record in server.calls] == [call_id]

    def test_it_can_be_used_twice(self) -> None:
        server = LocalSignalWire()
        for _ in range(2):
            with server:
                client = SignalWire(base_url=server.url, **server.credentials)
                client.compat.queues.create(friendly_name="Support")
                client.close()
        assert len(server.queues) == 2


class TestInProcess:
    def test_needs_no_socket(self) -> None:
        server = LocalSignalWire()
        call = server.client().compat.calls.create(**CALL)
        assert [record["sid"] for record in server.calls] == [call.sid]

    def test_for_asyncio(self) -> None:
        server = LocalSignalWire()

        async def place() -> str:
            async with server.async_client() as client:
                return (await client.compat.calls.create(**CALL)).sid

        assert asyncio.run(place()) == server.calls[0]["sid"]

    def test_pages_lead_on(self) -> None:
        client = LocalSignalWire().client()
        made = {client.compat.queues.create(friendly_name=f"Queue {n}").sid for n in range(3)}
        assert {queue.sid for queue in client.compat.queues.stream(page_size=1)} == made

    def test_a_client_of_ones_own(self) -> None:
        server = LocalSignalWire()
        client = Client(**server.credentials, base_url=server.url, transport=server.transport())
        client.calls.create(**CALL)
        client.close()
        assert len(server.calls) == 1
        assert isinstance(server.async_client(), AsyncSignalWire)


class TestAnswers:
    def test_are_given_in_turn_and_once(self) -> None:
        server = LocalSignalWire()
        client = server.client()
        server.answers(Answer({"sid": "call-1", "status": "ringing"}), Answer(status=404))
        assert client.compat.calls.fetch("call-1").status == "ringing"
        for _ in range(2):  # as decided, then because there is no such call
            with pytest.raises(NotFoundError):
                client.compat.calls.fetch("call-1")

    def test_a_bad_request_is_refused_all_the_same(self) -> None:
        server = LocalSignalWire()
        client = server.client()
        server.answers(Answer({"id": "call-1", "type": "relay_pstn_call"}))
        with pytest.raises(UnprocessableError):
            client.calling.play_volume("call-1", control_id="c", volume=100)
        assert [violation.field for violation in server.violations] == ["params.volume"]
        assert isinstance(client.calling.play_stop("call-1", control_id="c"), CallLeg)

    def test_an_outcome_that_nobody_knows(self) -> None:
        server = LocalSignalWire()
        server.answers(Answer(status=500))
        with pytest.raises(OutcomeUnknownError):
            server.client().compat.calls.create(**CALL)
        assert server.calls == []

    def test_are_forgotten_with_everything_else(self) -> None:
        server = LocalSignalWire()
        client = server.client()
        client.compat.calls.create(**CALL)
        server.answers(Answer(status=500))
        server.reset()
        assert server.sent == []
        assert client.compat.calls.list() == []


class TestSent:
    def test_tells_what_the_request_meant(self) -> None:
        server = LocalSignalWire()
        client = server.client()
        client.compat.calls.create(**CALL, status_callback_event=["ringing", "answered"], record=True)
        client.compat.calls.list(status="completed")
        account = "/api/laml/2010-04-01/Accounts/local-project"
        assert server.sent == [
            Sent(
                "POST",
                f"{account}/Calls.json",
                form={
                    "To": "+15550100",
                    "From": "+15550101",
                    "Url": "https://example.com/voice",
                    "StatusCallbackEvent": ["ringing", "answered"],
                    "Record": "true",
                },
            ),
            Sent("GET", f"{account}/Calls.json", query={"Status": "completed"}),
        ]
        assert server.sent[0] != Sent("POST", f"{account}/Calls.json", json={"To": "+15550100"})

    def test_nothing_is_sent_where_the_client_refuses(self) -> None:
        server = LocalSignalWire()
        with pytest.raises(ArgumentError):
            server.client().compat.calls.create(to="+15550100", from_="+15550101")
        assert server.sent == []
        assert not server.requests


def run(folder: Path, *command: str, path: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": path}
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_fixture_is_found_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["dialwright_signalwire.testing.fixture"]\n')
    (tmp_path / "test_mine.py").write_text(
        "def test_mine(local_signalwire):\n"
        "    assert local_signalwire.url.startswith('http://127.0.0.1:')\n"
        "    assert local_signalwire.calls == []\n"
    )
    paths = os.pathsep.join(map(str, [ROOT / "generator", *ROOT.glob("generated/python/*/src")]))
    done = run(tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", path=paths)
    assert "1 passed" in done.stdout


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    """A package that stands in the way of `dialwright` is as good as none."""
    (tmp_path / "dialwright").mkdir()
    (tmp_path / "dialwright" / "__init__.py").touch()
    source = ROOT / "generated" / "python" / "dialwright-signalwire" / "src"
    code = "import dialwright_signalwire.testing"
    done = run(tmp_path, "-c", code, path=os.pathsep.join([str(tmp_path), str(source)]))
    told = "The local server needs dialwright.mock: pip install 'dialwright-signalwire[mock]'"
    assert f"ImportError: {told}" in done.stderr
