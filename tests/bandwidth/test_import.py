"""What loading the package costs: little, and nothing that only sending needs."""

from __future__ import annotations

import pytest

import dialwright_bandwidth
from client.test_import import HEAVY, loaded

COST = 100


def test_importing_loads_no_http_library() -> None:
    modules = loaded("import dialwright_bandwidth", dialwright_bandwidth)
    assert modules.isdisjoint(HEAVY.split())
    assert len(modules) <= COST
    assert "dialwright_signalwire" not in modules


@pytest.mark.parametrize(
    "code",
    [
        "from dialwright_bandwidth.voice import Client, AsyncClient\n"
        "Client('u', 't', 's').create_call; AsyncClient('u', 't', 's').list_calls\n"
        "Client('u', 't', 's').build_sentence('Hi')",
        "from dialwright_bandwidth import Bandwidth, AsyncBandwidth, BandwidthError\n"
        "Bandwidth('u', 't', 's').voice.get_call",
    ],
)
def test_so_does_making_a_client(code: str) -> None:
    modules = loaded(code, dialwright_bandwidth)
    assert "dialwright_bandwidth.models.call" in modules
    assert modules.isdisjoint(
        {"dialwright_bandwidth.models.sentence", "dialwright_bandwidth._runtime.markup"}
    )
    assert modules.isdisjoint(HEAVY.split())
    assert len(modules) <= COST


def test_the_front_door_alone_loads_no_methods() -> None:
    code = "from dialwright_bandwidth import Bandwidth\nBandwidth('u', 't', 's')"
    assert "dialwright_bandwidth.voice" not in loaded(code, dialwright_bandwidth)


def test_a_request_that_nobody_awaits_loads_no_asyncio() -> None:
    modules = loaded(
        "from dialwright_bandwidth.voice import Client\n"
        "api = Client('u', 't', 's', base_url='http://127.0.0.1:1', max_retries=0)\n"
        "try: api.get_call('c-1')\n"
        "except ConnectionError: pass",
        dialwright_bandwidth,
    )
    assert "httpcore2" in modules
    assert {"asyncio", "dialwright_bandwidth._runtime.network_async"}.isdisjoint(modules)


def test_every_name_that_is_promised_is_there() -> None:
    code = (
        "from importlib import import_module\n"
        "for name in ('', '.errors', '.models', '.voice'):\n"
        "    module = import_module('dialwright_bandwidth' + name)\n"
        "    missing = [one for one in module.__all__ if not hasattr(module, one)]\n"
        "    assert not missing and set(module.__all__) <= set(dir(module)), (name, missing)\n"
        "    try: module.nothing_of_this_name\n"
        "    except AttributeError: pass\n"
        "    else: raise AssertionError(name)"
    )
    assert loaded(code, dialwright_bandwidth)
