"""The generated client at work, over a transport that remembers requests and answers from a list."""

from __future__ import annotations

import asyncio
import importlib
import json
import pickle
import subprocess
import sys
from base64 import b64decode
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

pytestmark = pytest.mark.usefixtures("importable")

CALL = {"sid": "CA1", "from": "+15550100", "status": "queued", "items": "raw", "recordings": 2}


class Carrier:
    """Remembers requests, and answers from a list; from its end on with a call."""

    def __init__(self, *answers: Any, headers: tuple[tuple[str, str], ...] = ()) -> None:
        self.requests: list[Any] = []
        self._answers = list(answers)
        self._headers = (("content-type", "application/json"), *headers)

    def answer(self, request: Any) -> tuple[int, Any, list[bytes]]:
        self.requests.append(request)
        answer = self._answers.pop(0) if self._answers else CALL
        return 200, self._headers, [answer if isinstance(answer, bytes) else json.dumps(answer).encode()]

    @property
    def line(self) -> str:
        """Method, path and decoded query of the last request."""
        target: str = self.requests[-1].target
        path, _, query = target.partition("?")
        shown = "&".join(f"{name}={value}" for name, value in parse_qsl(query, keep_blank_values=True))
        return f"{self.requests[-1].method} {path}" + (f"?{shown}" if shown else "")

    @property
    def form(self) -> list[tuple[str, str]]:
        content: bytes = self.requests[-1].content
        return parse_qsl(content.decode(), keep_blank_values=True)

    @property
    def json(self) -> Any:
        return json.loads(self.requests[-1].content)


class Recorder(Carrier):
    """A transport."""

    def send(self, request: Any, /) -> Any:
        return runtime("TransportResponse")(*self.answer(request))

    def close(self) -> None: ...


class AsyncRecorder(Carrier):
    """Its twin."""

    async def send(self, request: Any, /) -> Any:
        status, headers, chunks = self.answer(request)

        async def body() -> AsyncIterator[bytes]:
            for chunk in chunks:
                yield chunk

        return runtime("AsyncTransportResponse")(status, headers, body())

    async def close(self) -> None: ...


def runtime(name: str) -> Any:
    return getattr(importlib.import_module("acme_client._runtime"), name)


def package(name: str = "") -> Any:
    return importlib.import_module(f"acme_client{name}")


def client(transport: Recorder, **more: Any) -> Any:
    return package().Acme("AC1", "secret", "demo", transport=transport, **more)


def test_create_sends_what_was_given_and_a_record_acts() -> None:
    carrier = Recorder()
    call = client(carrier).voice.calls.create(
        to="+15550101",
        from_="+15550100",
        url="https://example.com/?a=1&b=2",
        status_callback_event=["initiated", "answered"],
        max_price=Decimal("0.10"),
        record=True,
        class_="",
        self_="me",
        options_="o",
        form="f",
    )
    assert carrier.line == "POST /v1/Accounts/AC1/Calls.json"
    assert carrier.form == [
        ("To", "+15550101"),
        ("From", "+15550100"),
        ("Url", "https://example.com/?a=1&b=2"),
        ("StatusCallbackEvent", "initiated"),
        ("StatusCallbackEvent", "answered"),
        ("MaxPrice", "0.10"),
        ("Record", "true"),
        ("class", ""),
        ("self", "me"),
        ("options", "o"),
        ("Form", "f"),
    ]
    authorization = dict(carrier.requests[-1].headers)["Authorization"]
    assert b64decode(authorization.removeprefix("Basic ")) == b"AC1:secret"
    assert (call.sid, call.from_, call["from"], call.items_, call.recordings_) == (
        "CA1",
        "+15550100",
        "+15550100",
        "raw",
        2,
    )
    call.update(status="completed")
    assert carrier.line == "POST /v1/Accounts/AC1/Calls/CA1.json"
    assert carrier.form == [("Status", "completed")]
    call.recordings("RE1").update(status="paused")
    assert carrier.line == "POST /v1/Accounts/AC1/Calls/CA1/Recordings/RE1.json"
    call.recordings.create()
    assert carrier.line == "POST /v1/Accounts/AC1/Calls/CA1/Recordings.json"
    call.delete()
    assert carrier.line == "DELETE /v1/Accounts/AC1/Calls/CA1.json"


def test_rules_are_checked_before_anything_is_sent() -> None:
    carrier = Recorder()
    with pytest.raises(ValueError, match="exactly one of url, application_sid"):
        client(carrier).voice.calls.create(to="a", from_="b")
    assert not carrier.requests


def test_both_ways_to_a_record() -> None:
    carrier = Recorder()
    calls = client(carrier).voice.calls
    calls("a/b").fetch(verbose=False)
    one = carrier.line
    calls.fetch("a/b", verbose=False)
    assert one == carrier.line == "GET /v1/Accounts/AC1/Calls/a%2Fb.json?Verbose=false"


def test_lists_streams_and_pages() -> None:
    first = {"records": [CALL, CALL], "next_page_uri": "/v1/Accounts/AC1/Calls.json?Page=1"}
    last = {"records": [{"sid": "CA3"}]}
    carrier = Recorder(first, last, first, first, last)
    calls = client(carrier).voice.calls
    found = calls.list(start_time_before=datetime(2026, 1, 2, tzinfo=UTC), limit=5, page_size=2, limit_=7)
    assert [call.sid for call in found] == ["CA1", "CA1", "CA3"]
    assert carrier.requests[0].target.endswith("?StartTime%3C=2026-01-02T00%3A00%3A00Z&Limit=7&PageSize=2")
    assert carrier.line == "GET /v1/Accounts/AC1/Calls.json?Page=1"
    assert next(calls.stream()).sid == "CA1"
    page = calls.page(page_number=0, page_token="t")
    assert carrier.line == "GET /v1/Accounts/AC1/Calls.json?Page=0&PageToken=t"
    assert [call.sid for call in calls.get_page(page.next_url)] == ["CA3"]
    found[2].update(status="canceled")
    assert carrier.line == "POST /v1/Accounts/AC1/Calls/CA3.json"


def test_a_record_may_have_lists_of_its_own() -> None:
    carrier = Recorder(CALL, {"records": [{"phone_number": "+1"}]}, {"records": []})
    call = client(carrier).voice.calls.fetch("CA1")
    assert [event.phone_number for event in call.list_events(kind="k")] == ["+1"]
    assert carrier.line == "GET /v1/Accounts/AC1/Calls/CA1/Events.json?Kind=k"
    assert list(call.page_of_events(page_number=2)) == []
    assert carrier.line == "GET /v1/Accounts/AC1/Calls/CA1/Events.json?Page=2"


def test_a_narrowed_list_has_a_path_of_its_own() -> None:
    carrier = Recorder({"records": []}, {"records": []})
    recordings = client(carrier).voice.recordings
    recordings.list()
    assert carrier.line == "GET /v1/Accounts/AC1/Recordings.json"
    recordings.list(call_sid="CA1", page_size=3)
    assert carrier.line == "GET /v1/Accounts/AC1/Calls/CA1/Recordings.json?PageSize=3"


def test_a_list_may_stand_under_another_name() -> None:
    carrier = Recorder({"available_numbers": [{"phone_number": "+1"}]})
    numbers = client(carrier).voice.available_numbers("US").local.list(in_region="WA")
    assert carrier.line == "GET /v1/Accounts/AC1/Numbers/US/Local.json?InRegion=WA"
    assert [number.phone_number for number in numbers] == ["+1"]


def test_places_that_hang_twice_are_the_same() -> None:
    carrier = Recorder({"sid": "FX1"}, {"sid": "ME1"})
    voice = client(carrier).voice
    fax = voice.fax.faxes("FX1").fetch()
    assert carrier.line == "GET /v1/Accounts/AC1/Faxes/FX1.json"
    assert type(fax) is type(voice.faxes).__call__(voice.faxes, "x").__class__.__subclasses__()[0]
    fax.media.fetch("ME1")
    assert carrier.line == "GET /v1/Accounts/AC1/Faxes/FX1/Media/ME1.json"


def test_downloads(tmp_path: Path) -> None:
    carrier = Recorder(b"RIFF", b"ID3", b"chunks", b"tiff")
    recording = client(carrier).voice.recordings("RE1")
    assert recording.download(tmp_path / "a.wav").read_bytes() == b"RIFF"
    assert carrier.line == "GET /v1/Accounts/AC1/Recordings/RE1.wav"
    recording.download(str(tmp_path / "a.wav"), format="mp3", overwrite=True)
    assert carrier.line == "GET /v1/Accounts/AC1/Recordings/RE1.mp3"
    with pytest.raises(FileExistsError):
        recording.download(tmp_path / "a.wav")
    with pytest.raises(ValueError, match="format must be one of wav, mp3"):
        recording.download(tmp_path / "b", format="ogg")
    with recording.iter_bytes(chunk_size=4) as chunks:
        assert list(chunks) == [b"chun", b"ks"]
    client(carrier).voice.faxes("FX1").media("ME1").download(tmp_path / "fax.tiff")
    assert carrier.line == "GET /v1/Accounts/AC1/Faxes/FX1/Media/ME1"


def test_a_result_may_be_a_record_of_another_place() -> None:
    carrier = Recorder()
    client(carrier).voice.recordings("RE1").call_back().update(status="canceled")
    assert carrier.line == "POST /v1/Accounts/AC1/Calls/CA1.json"


def test_a_client_of_one_part_is_its_tree() -> None:
    carrier = Recorder()
    with package(".rest").Client("AC1", "secret", acme_url="demo", transport=carrier) as rest:
        rest.calls("CA1").fetch()
    assert carrier.line == "GET /v1/Accounts/AC1/Calls/CA1.json"
    assert rest.with_options(timeout=1).calls("CA2").fetch().sid == "CA1"
    assert carrier.line == "GET /v1/Accounts/AC1/Calls/CA2.json"


def test_missing_credentials_are_called_as_this_client_calls_them() -> None:
    with pytest.raises(package(".errors").CredentialsError, match="acme_url"):
        package(".rest").Client("AC1", "secret")


def test_flat_operations() -> None:
    carrier = Recorder({}, headers=(("location", "https://demo.acme.example/lines/L1"),))
    lines = package(".lines").Client("AC1", "secret", "demo", transport=carrier)
    play = [{"type": "audio", "url": "u"}, {"type": "speech", "from": package().NULL, "say-as": "digits"}]
    line = package(".models").Line(id="L0", from_number="+1")
    assert (
        lines.create_line("name", "file", note=package().NULL, play=play, template=line, json={"a": None})
        == "L1"
    )
    sent = carrier.json
    assert len(sent.pop("controlId")) == 36
    assert sent == {
        "name": "name",
        "fileUrl": "file",
        "note": None,
        "open": False,
        "kind": "line",
        "play": [{"type": "audio", "url": "u"}, {"type": "speech", "from": None, "say-as": "digits"}],
        "template": {"id": "L0", "fromNumber": "+1"},
        "json": {},
    }
    lines.put_greeting("L1", content=b"RIFF")
    assert (carrier.line, carrier.requests[-1].content) == ("PUT /lines/L1/greeting", b"RIFF")
    assert dict(carrier.requests[-1].headers)["Content-Type"] == "audio/wav"


def test_results_that_are_not_one_class() -> None:
    leg = {"type": "device", "children": [{"type": "device"}]}
    carrier = Recorder(leg, {"a": "1"}, [1, {"b": None}], {"id": "L1", "page": {}}, ["1", "2"])
    lines = client(carrier).lines
    event = lines.get_event("L1", 7)
    assert carrier.line == "GET /lines/L1/events/7"
    assert (type(event).__name__, event.children[0].type) == ("DeviceLeg", "device")
    assert lines.patch_tags("L1", body=["x"]) == {"a": 1}
    assert lines.anything() == [1, {"b": None}]
    assert lines.get_line("L1", query_id="q", header_id="h").id == "L1"
    assert carrier.line == "GET /lines/L1?id=q"
    assert dict(carrier.requests[-1].headers)["ID"] == "h"
    with pytest.warns(DeprecationWarning, match="`keys_` is deprecated"):
        assert client(carrier).voice.calls("CA1").keys_() == ["1", "2"]


def test_lists_by_link_header() -> None:
    link = ("link", '<https://demo.acme.example/lines?limit=1&page=2>; rel="next"')
    carrier = Recorder([{"id": "L1"}], [], headers=(link,))
    lines = client(carrier).lines
    page = lines.page_of_lines(page_size=1, query="q", x_trace="t")
    assert carrier.line == "GET /lines?query=q&limit=1"
    assert page.next_url.endswith("/lines?limit=1&page=2")
    assert list(lines.get_page_of_lines(page.next_url)) == []


def test_models_read_unions_wherever_they_are() -> None:
    call = package(".models").Call.from_dict(
        {
            **CALL,
            "legs": [{"type": "session", "session": "s"}, {"type": "device"}],
            "first_leg": {"type": "device"},
        }
    )
    assert [type(leg).__name__ for leg in call.legs] == ["SessionLeg", "DeviceLeg"]
    assert type(call.first_leg).__name__ == "DeviceLeg"
    assert (call.level, call.plus_1, call.price) == (None, None, None)
    assert pickle.loads(pickle.dumps(call)) == call


def test_async_does_the_same() -> None:
    first = {"records": [CALL], "next_page_uri": "/v1/Accounts/AC1/Calls.json?Page=1"}
    carrier = AsyncRecorder(CALL, CALL, first, {"records": []}, first, {"records": []})

    async def run() -> None:
        async with package().AsyncAcme("AC1", "secret", "demo", transport=carrier) as acme:
            call = await acme.voice.calls.create(to="a", from_="b", url="u")
            await call.update(status="completed")
            assert carrier.line == "POST /v1/Accounts/AC1/Calls/CA1.json"
            assert [one.sid for one in await acme.voice.calls.list()] == ["CA1"]
            assert [one.sid async for one in acme.voice.calls.stream()] == ["CA1"]

    asyncio.run(run())


def test_importing_the_package_loads_little(distribution: Path) -> None:
    code = "import sys, acme_client; acme_client.Acme; print(*sys.modules)"
    done = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            f"import sys; sys.path.insert(0, {str(distribution / 'src')!r}); {code}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = done.stdout.split()
    heavy = {"httpcore2", "json", "logging", "ssl", "asyncio", "email", "random", "decimal", "inspect"}
    assert not heavy & set(loaded)
    assert not [name for name in loaded if name.startswith("acme_client.models")]


def test_everything_exported_is_there() -> None:
    for name in ("", ".models", ".errors", ".error_codes", ".rest", ".voice", ".lines", ".voice.calls"):
        module = package(name)
        for exported in module.__all__:
            assert hasattr(module, exported), exported
        assert set(module.__all__) <= set(dir(module))
    with pytest.raises(AttributeError, match="has no attribute 'Nothing'"):
        _ = package().Nothing
    assert package(".errors").AcmeError is package(".errors").ClientError
    assert package(".error_codes").TEXTS["21210"] == "The caller is not verified."
