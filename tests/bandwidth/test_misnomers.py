"""Four names that the reference prints by mistake are no methods; whoever uses one is told the right name."""

from __future__ import annotations

from typing import Any

import pytest

from dialwright_bandwidth import AsyncBandwidth, Bandwidth
from dialwright_bandwidth.voice import AsyncClient, AsyncVoice, Client, Voice
from runtime.server import Server

from .harness import real

RIGHT = {
    "send_dtmf_to_cal": "send_dtmf_to_call",
    "get_call_recordings": "list_call_recordings",
    "get_call_transcriptions": "list_call_transcriptions",
    "get_call_events": "list_call_events",
}
every_name = pytest.mark.parametrize(("wrong", "right"), RIGHT.items())


@every_name
def test_it_is_no_method(api: Client, server: Server, wrong: str, right: str) -> None:
    assert not hasattr(real(api), wrong)
    assert wrong not in dir(real(api))
    assert right in dir(real(api))
    assert getattr(real(api), wrong, None) is None
    assert server.requests == []


@every_name
@pytest.mark.parametrize("kind", [Client, AsyncClient, Voice, AsyncVoice])
def test_it_is_nothing_of_the_class(kind: type, wrong: str, right: str) -> None:
    assert not hasattr(kind, wrong)
    assert hasattr(kind, right)


@every_name
def test_the_right_name_is_told(api: Client, wrong: str, right: str) -> None:
    with pytest.raises(AttributeError, match=f"Client' object has no attribute '{wrong}'.*'{right}'"):
        getattr(api, wrong)("c-1")


@every_name
@pytest.mark.parametrize("kind", [Bandwidth, AsyncBandwidth])
def test_it_is_told_at_the_other_door_too(kind: Any, wrong: str, right: str) -> None:
    with pytest.raises(AttributeError, match=f"Voice' object has no attribute '{wrong}'.*'{right}'"):
        getattr(kind("u", "t", "s").voice, wrong)


@pytest.mark.parametrize("name", ["get_cal", "voice", "send_dtmf", "_absent"])
def test_any_other_name_is_wrong_as_ever(api: Client, name: str) -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(api, name)
    assert str(caught.value).endswith(f"Client' object has no attribute {name!r}")
