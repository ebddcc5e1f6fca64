"""What loading the package costs: little, and nothing that only sending needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import dialwright_signalwire

HEAVY = (
    "anyio asyncio concurrent copy dataclasses datetime decimal email h11 http httpcore2 inspect json logging"
    " pathlib random socket ssl"
)


def loaded(code: str, package: ModuleType = dialwright_signalwire) -> set[str]:
    """The modules that a fresh interpreter has after running some code that imports the package."""
    source = str(Path(str(package.__file__)).parents[1])
    program = f"import sys; sys.path.insert(0, {source!r})\n{code}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return set(done.stdout.split())


def test_importing_loads_no_http_library() -> None:
    modules = loaded("import dialwright_signalwire")
    assert modules.isdisjoint(HEAVY.split())
    assert len(modules) <= 100


def test_only_what_is_used_is_loaded() -> None:
    modules = loaded(
        "from dialwright_signalwire import SignalWire, AsyncSignalWire, SignalWireError\n"
        "from dialwright_signalwire.rest import Client\n"
        "client = Client('p', 't', 's')\n"
        "client.calls('a').fetch, client.calls.create"
    )
    ours = {name.partition(".")[2] for name in modules if name.startswith("dialwright_signalwire.")}
    assert {"compat.calls", "models.call"} <= ours
    assert {"compat.faxes", "models.fax", "models.enums", "_runtime.network"}.isdisjoint(ours)
    assert modules.isdisjoint(HEAVY.split())
    assert len(modules) <= 100


def test_a_request_that_nobody_awaits_loads_no_asyncio() -> None:
    modules = loaded(
        "from dialwright_signalwire.rest import Client\n"
        "client = Client('p', 't', base_url='http://127.0.0.1:1', max_retries=0)\n"
        "try: client.calls.fetch('a')\n"
        "except ConnectionError: pass"
    )
    assert "httpcore2" in modules
    assert {"asyncio", "dialwright_signalwire._runtime.network_async"}.isdisjoint(modules)


@pytest.mark.parametrize(
    "name",
    [
        *("Page", "AsyncPage", "ByteStream", "AsyncByteStream", "RawResponse", "Options", "DateLike"),
        *("Transport", "AsyncTransport"),
        *("TransportRequest", "TransportResponse", "AsyncTransportResponse"),
        *("Receipt", "ResponseHead", "RequestEvent", "RequestHook", "ResponseEvent", "ResponseHook"),
    ],
)
def test_what_users_annotate_their_code_with_is_public(name: str) -> None:
    """A function that takes a page, or a transport of one's own, must be able to name what it takes."""
    assert name in dialwright_signalwire.__all__
    assert getattr(dialwright_signalwire, name, None) is not None


def test_every_name_that_is_promised_is_there() -> None:
    code = (
        "from importlib import import_module\n"
        "for name in ('', '.errors', '.error_codes', '.models', '.rest', '.compat'):\n"
        "    module = import_module('dialwright_signalwire' + name)\n"
        "    missing = [one for one in module.__all__ if not hasattr(module, one)]\n"
        "    assert not missing and set(module.__all__) <= set(dir(module)), (name, missing)\n"
        "    try: module.nothing_of_this_name\n"
        "    except AttributeError: pass\n"
        "    else: raise AssertionError(name)"
    )
    assert loaded(code)
