"""Credentials of every kind on the wire, and nowhere else."""

from __future__ import annotations

import asyncio
import logging
import traceback
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from runtime.server import Received, Server, answer, close, serving

from .rounds import client_class, generated

OWN = Path(__file__).with_name("security.yaml")
SECRETS = {
    "header": "header-secret-1",
    "username": "alice",
    "password": "password-secret-2",
    "query": "query+secret/3",
    "session": "session-secret-4",
    "bearer_token": "bearer-secret-5",
    "oauth_token": "oauth-secret-6",
    "openid_token": "openid-secret-7",
    "authorization": "Digest secret-8",
}
BASIC = "Basic " + b64encode(b"alice:password-secret-2").decode()


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The package that was generated from the document beside this file."""
    with generated(OWN, tmp_path_factory.mktemp("secure")).imported() as package:
        yield package


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that answers everything with 204."""
    with serving(answer(204)) as listening:
        yield listening


@pytest.fixture(params=["", "Async"])
def flavour(request: pytest.FixtureRequest) -> str:
    """The prefix of the client's class."""
    return str(request.param)


def call(module: Any, flavour: str, server: Server, operation: str, *given: str, **settings: Any) -> Received:
    """Call a method with some of the secrets given to the client."""
    arguments = {name: SECRETS[name] for name in given}
    client = client_class(module, flavour)(base_url=server.url, max_retries=0, **arguments, **settings)
    method = getattr(getattr(client, operation), operation)
    server.then(answer(204))
    if not flavour:
        with client:
            method()
    else:

        async def later() -> None:
            async with client:
                await method()

        asyncio.run(later())
    return server.requests[-1]


@pytest.mark.parametrize(
    ("operation", "header", "value"),
    [
        ("header", "x-api-key", SECRETS["header"]),
        ("basic", "authorization", BASIC),
        ("bearer", "authorization", "Bearer bearer-secret-5"),
        ("oauth", "authorization", "Bearer oauth-secret-6"),
        ("openid", "authorization", "Bearer openid-secret-7"),
        ("digest", "authorization", "Digest secret-8"),
        ("cookie", "cookie", "SESSION=session-secret-4"),
    ],
)
def test_each_scheme_is_sent_as_it_is_due(
    module: Any, flavour: str, server: Server, operation: str, header: str, value: str
) -> None:
    sent = call(module, flavour, server, operation, *SECRETS)
    assert sent.headers[header] == value
    shown = {"x-api-key", "authorization", "cookie"} & sent.headers.keys()
    assert shown == {header}, "no other credentials are sent along"
    assert sent.query_string == ""


def test_a_key_in_the_query_is_escaped(module: Any, flavour: str, server: Server) -> None:
    sent = call(module, flavour, server, "query", *SECRETS)
    assert sent.target == "/query?api_key=query%2Bsecret%2F3"
    assert not {"x-api-key", "authorization", "cookie"} & sent.headers.keys()


def test_the_first_alternative_whose_credentials_are_given_is_sent(
    module: Any, flavour: str, server: Server
) -> None:
    both = call(module, flavour, server, "either", "username", "password", "header")
    assert (both.headers["x-api-key"], "authorization" in both.headers) == (SECRETS["header"], False)
    second = call(module, flavour, server, "either", "username", "password")
    assert (second.headers["authorization"], "x-api-key" in second.headers) == (BASIC, False)


def test_what_is_needed_together_is_sent_together(module: Any, flavour: str, server: Server) -> None:
    sent = call(module, flavour, server, "both", "header", "query", "session")
    assert sent.headers["x-api-key"] == SECRETS["header"]
    assert sent.headers["cookie"] == "SESSION=session-secret-4"
    assert sent.query == [("api_key", SECRETS["query"])]


@pytest.mark.parametrize("operation", ["none", "optional", "tls"])
def test_nothing_is_sent_where_nothing_is_needed(
    module: Any, flavour: str, server: Server, operation: str
) -> None:
    given = SECRETS if operation != "optional" else ()
    sent = call(module, flavour, server, operation, *given)
    assert not {"x-api-key", "authorization", "cookie"} & sent.headers.keys()
    assert sent.query_string == ""


def test_what_is_missing_is_named_before_anything_is_sent(module: Any, flavour: str, server: Server) -> None:
    with pytest.raises(module.CredentialsError) as caught:
        call(module, flavour, server, "either")
    assert str(caught.value) == (
        "The request needs credentials: give the client header=, or username= and password=."
    )
    with pytest.raises(module.CredentialsError, match="header= and query= and session="):
        call(module, flavour, server, "both", "header", "query")
    assert server.requests == []


def test_a_header_of_the_user_takes_the_place_of_a_scheme(module: Any, flavour: str, server: Server) -> None:
    own = {"headers": {"Authorization": "Bearer of-my-own"}}
    assert call(module, flavour, server, "bearer", **own).headers["authorization"] == "Bearer of-my-own"
    sent = call(module, flavour, server, "bearer", "bearer_token", **own)
    assert sent.headers["authorization"] == "Bearer of-my-own"


def test_secrets_are_shown_nowhere(
    module: Any, flavour: str, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    shown: list[str] = []
    echo = " ".join(SECRETS.values()) + " query%2Bsecret%2F3 " + BASIC
    for step in (answer(500, echo), close):
        client = client_class(module, flavour)(base_url=server.url, max_retries=0, **SECRETS)
        server.then(step)
        try:
            result = client.query.query()
            if flavour:
                asyncio.run(result)
        except module.APIError as error:
            shown += _shown(error, client)
        except module.APIConnectionError as error:
            shown += _shown(error, client)
        if not flavour:
            client.close()
    assert len(shown) == 2, "both failed"
    text = "\n".join([*shown, caplog.text])
    secrets = [secret for name, secret in SECRETS.items() if name != "username"]
    for secret in (*secrets, "query%2Bsecret%2F3", BASIC.removeprefix("Basic ")):
        assert secret not in text


def _shown(error: Exception, client: Any) -> list[str]:
    # The first frame is that of the test, which knows the secrets itself.
    inner = error.__traceback__.tb_next if error.__traceback__ is not None else None
    told = traceback.TracebackException(type(error), error, inner, capture_locals=True)
    return ["".join(told.format()) + repr(error) + repr(vars(error)) + repr(client)]


# --- servers ---


def test_the_servers_variables_have_defaults_and_limits(module: Any) -> None:
    secure = client_class(module, "")
    assert repr(secure()) == "<Secure https://eu.example.com/v1>"
    assert repr(secure(region="us", base="v2/beta")) == "<Secure https://us.example.com/v2/beta>"
    with pytest.raises(module.ArgumentError, match="region must be one of eu, us"):
        secure(region="evil.example.com")
    for wrong in ("../v1", "a@b", "a?b", "a b", "/v1", "v1//x", "a\\b"):
        with pytest.raises(module.ArgumentError):
            secure(base=wrong)


@pytest.mark.parametrize("servers", ["servers: [{url: /api/v3}]", "servers: []", ""])
def test_without_an_address_one_has_to_be_given(servers: str, tmp_path: Path) -> None:
    document = tmp_path / "openapi.yaml"
    document.write_text(
        "openapi: 3.0.3\ninfo: {title: Nowhere, version: 1.0.0}\n" + servers + "\n"
        "paths: {/a: {get: {operationId: read, responses: {'204': {description: Done.}}}}}\n"
    )
    with generated(document, tmp_path / "made").imported() as package:
        nowhere = client_class(package, "")
        with pytest.raises(package.ArgumentError, match=r"Nowhere has no address of its own: .* base_url="):
            nowhere()
        assert repr(nowhere(base_url="http://127.0.0.1:1")) == "<Nowhere http://127.0.0.1:1>"
