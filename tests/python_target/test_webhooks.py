"""The module about webhooks, of an API that signs them and of one that does not."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from dialwright import ir, python

from .sample import ACME

URL, KEY = "https://example.com/events", "k"


def functions(text: str) -> list[str]:
    return [node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]


def module(api: ir.Api, name: str = "webhooks") -> str:
    return str(python.generate(api)[f"src/acme_client/{name}.py"])


def test_a_function_for_each_and_one_for_those_that_can_be_told(modules: Mapping[str, str]) -> None:
    assert functions(modules["webhooks.py"]) == [
        "receive",
        "receive_call_ended",
        "receive_call_ended_2",
        "receive_api_3_strikes",
        "verify",
        "sign",
    ]
    assert "WebhookPayload: TypeAlias = CallEnded\n" in modules["webhooks.py"]


@pytest.mark.usefixtures("importable")
def test_they_read_what_is_signed() -> None:
    webhooks: Any = importlib.import_module("acme_client.webhooks")
    errors: Any = importlib.import_module("acme_client.errors")

    def received(function: str, body: Any, url: str = URL) -> Any:
        return getattr(webhooks, function)(url, webhooks.sign(url, body, KEY), body, KEY)

    assert received("receive", b"CallSid=CA1&Ending=busy").call_sid == "CA1"
    assert received("receive", b"", f"{URL}?Ending=busy").to_dict() == {"Ending": "busy"}
    assert received("receive_call_ended", {"CallSid": "CA1"}).call_sid == "CA1"
    assert type(received("receive_call_ended_2", b"type=device")).__name__ == "DeviceLeg"
    body = b"[1, 2]"
    hashed = f'{URL}?the+"hash"=49a5a960c5714c2e29dd1a7e7b950741371ceb52cd99a7e8fe9fb3ab8b8c4f0e'
    headers = {"X-Acme-Other": "0" * 40}
    with pytest.raises(errors.WebhookSignatureError):
        webhooks.receive_api_3_strikes(hashed, headers, body, KEY)
    with pytest.raises(errors.WebhookPayloadError, match="it has none of Ending"):
        received("receive", b"strikes=1")
    with pytest.raises(errors.WebhookPayloadError, match="not what such a request"):
        received("receive_api_3_strikes", b"a=1")


def test_where_nothing_is_signed_nothing_is_promised() -> None:
    text = module(replace(ACME, signatures=()))
    assert functions(text) == ["parse", "parse_call_ended", "parse_call_ended_2", "parse_api_3_strikes"]
    assert "signing_key" not in text
    readme = str(python.generate(replace(ACME, signatures=()))["README.md"])
    assert "## Webhooks" not in readme


def test_signatures_alone() -> None:
    assert functions(module(replace(ACME, webhooks=()))) == ["verify", "sign"]


def test_neither() -> None:
    files = python.generate(replace(ACME, webhooks=(), signatures=()))
    assert "src/acme_client/webhooks.py" not in files
    assert "acme_client.webhooks" not in str(files["api.md"])


def test_a_service_of_that_name_keeps_it() -> None:
    """`client.webhooks` is what its users expect to find."""
    resources = tuple(
        replace(resource, key=resource.key.replace("lines", "webhooks"), words=("webhooks",))
        for resource in ACME.resources
        if resource.key == "lines"
    )
    api = replace(ACME, resources=resources, surfaces=ACME.surfaces[:1])
    files = python.generate(api)
    assert "src/acme_client/webhooks/__init__.py" in files
    assert "receive" in functions(module(api, "webhook_requests"))
    assert "from acme_client import WebhookError, webhook_requests\n" in str(files["README.md"])


def test_a_schema_of_that_name_keeps_it() -> None:
    model = ir.Model(key="WebhookPayload", words=("webhook", "payload"), response=True)
    webhook = replace(ACME.webhooks[0], payload=ir.Named("WebhookPayload"))
    text = module(replace(ACME, models=(*ACME.models, model), webhooks=(webhook,)))
    assert "WebhookPayloadType: TypeAlias = WebhookPayload\n" in text


def test_the_reference_lists_them(generated: Mapping[str, str | bytes]) -> None:
    assert "## `acme_client.webhooks`\n\n- `receive(url: str, headers: " in str(generated["api.md"])
