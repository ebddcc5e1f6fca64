"""A generated client that fetches its own tokens, end to end."""

from __future__ import annotations

import inspect
import logging
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from parameters.rounds import client_class, generated
from runtime.ledger import Login, paths
from runtime.server import answer, serving

from .conftest import run

ID, SECRET = "ledger-1", "client secret/2"
CREDENTIALS = {"client_id": ID, "client_secret": SECRET}


def read(client: Any) -> Any:
    return client.entries.entries()


def book(client: Any) -> Any:
    return client.entries.book(amount=1)


def test_a_token_is_fetched_kept_and_fetched_anew(module: Any, flavour: str) -> None:
    login = Login()
    with serving(login) as server:
        steps = (read, book, login.before(book))
        run(module, flavour, *steps, base_url=f"{server.url}/v1", max_retries=0, **CREDENTIALS)
    assert paths(server.requests) == [
        *("POST /oauth/token", "GET /v1/entries", "POST /v1/entries"),
        *("POST /v1/entries", "POST /oauth/token", "POST /v1/entries"),
    ]
    asked = login.asked[0]
    assert asked.headers["authorization"] == "Basic " + b64encode(b"ledger-1:client%20secret%2F2").decode()
    assert dict(asked.form)["scope"] == "read write", "all that the operations need"
    assert login.others[-1].headers["authorization"] == "Bearer token-2-secret"
    assert login.others[-1].body == b'{"amount":1}'


def test_a_token_by_hand_wins(module: Any, flavour: str) -> None:
    with serving(answer(200, {})) as server:
        run(module, flavour, read, base_url=server.url, token="by-hand", **CREDENTIALS)
    assert [one.headers["authorization"] for one in server.requests] == ["Bearer by-hand"]


def test_what_needs_no_credentials_fetches_none(module: Any, flavour: str) -> None:
    with serving(answer(200, {})) as server:
        run(module, flavour, lambda client: client.rates.rates(), base_url=server.url, **CREDENTIALS)
    assert len(server.requests) == 1


def test_a_refusal_is_an_error_of_the_package_that_tells_no_secret(
    module: Any, flavour: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "ledger_client")
    refusal = answer(401, {"error": "invalid_client", "error_description": f"not {SECRET}"})
    with serving(refusal) as server, pytest.raises(module.AuthenticationError) as caught:
        run(module, flavour, book, base_url=server.url, **CREDENTIALS)
    error: Any = caught.value
    assert (error.sent, error.code, error.method, error.path) == ("no", "invalid_client", "POST", "/entries")
    assert SECRET not in str(error) + repr(error) + repr(error.__dict__) + caplog.text
    assert paths(server.requests) == ["POST /oauth/token"]


def test_what_is_missing_is_named(module: Any, flavour: str) -> None:
    told = r"give the client token= \(or client_id= and client_secret=\)\."
    with pytest.raises(module.CredentialsError, match=told):
        run(module, flavour, read, base_url="http://127.0.0.1:1", client_id=ID)


SEVERAL = """
openapi: 3.0.3
info: {title: Several, version: 1.0.0}
servers: [{url: "https://several.example.com"}]
security: [{mine: [a]}, {theirs: [b]}, {client_id: []}]
paths:
  /a:
    get: {operationId: read, security: [{theirs: [b, c, unknown]}], responses: {'204': {description: Done.}}}
components:
  securitySchemes:
    mine: {type: oauth2, flows: {clientCredentials: {tokenUrl: "https://mine.example.com/", scopes: {a: A.}}}}
    theirs:
      type: oauth2
      flows:
        clientCredentials: {tokenUrl: "https://theirs.example.com/token", scopes: {b: B., c: C., d: D.}}
        authorizationCode: {tokenUrl: "https://x.example.com", authorizationUrl: "https://y.example.com"}
    client_id: {type: apiKey, in: header, name: X-Client}
"""


def test_of_several_schemes_each_has_arguments_of_its_own(tmp_path: Path) -> None:
    document = tmp_path / "openapi.yaml"
    document.write_text(SEVERAL)
    with generated(document, tmp_path / "made").imported() as package:
        several = client_class(package, "")
        names = [
            name for name in inspect.signature(several).parameters if name.split("_")[0] in ("mine", "theirs")
        ]
        assert names == [
            *("mine_token", "theirs_token"),
            *("mine_client_id", "mine_client_secret", "mine_token_url", "mine_scopes", "mine_token_auth"),
            *(
                "theirs_client_id",
                "theirs_client_secret",
                "theirs_token_url",
                "theirs_scopes",
                "theirs_token_auth",
            ),
        ]
        granted, done = answer(200, {"access_token": "abc"}), answer(204)
        with serving(granted, done) as server:
            given = {
                "theirs_client_id": "i",
                "theirs_client_secret": "s",
                "theirs_token_url": f"{server.url}/login",
            }
            with several(base_url=server.url, **given) as client:
                client.a.read()
        asked, other = server.requests
        assert (asked.target, dict(asked.form)["scope"]) == ("/login", "b c")
        assert other.headers["authorization"] == "Bearer abc"


ALONE = """
openapi: 3.1.0
info: {title: Alone, version: 1.0.0}
servers: [{url: "https://alone.example.com"}]
security: [{%s: []}]
x-client:
  distribution: alone
  origin: spec/alone
  credentials: %s
  arguments:
    - {name: account, env: [ALONE_ACCOUNT], description: The account.}
    - {name: password, env: [ALONE_PASSWORD], secret: true, description: Its password.}
    - {name: token, env: [ALONE_TOKEN], secret: true, description: A token.}
  surfaces:
    - {name: Alone, description: All., arguments: [{account: account}, {password: password}, {token: token}]}
paths:
  /a:
    x-resource: things
    get: {operationId: read, x-method: read, tags: [a], responses: {'204': {description: Done.}}}
components:
  securitySchemes:
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {}}}}
    key: {type: apiKey, in: header, name: X-Key}
    bearer: {type: http, scheme: bearer}
"""


@pytest.mark.parametrize(
    ("scheme", "credentials", "expected"),
    [
        (
            "oauth",
            "{scheme: oauth, client-id: account, client-secret: password}",
            "authorization: Bearer abc",
        ),
        ("key", "{scheme: key, token: password}", "x-key: pw"),
        ("bearer", "{scheme: bearer, token: password}", "authorization: Bearer pw"),
        ("bearer", "{scheme: bearer}", "authorization: Bearer tk"),
    ],
)
def test_x_client_says_which_arguments_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str, credentials: str, expected: str
) -> None:
    """And from which variables of the environment they come."""
    document = tmp_path / "openapi.yaml"
    document.write_text(ALONE % (scheme, credentials))
    monkeypatch.setenv("ALONE_ACCOUNT", "me")
    monkeypatch.setenv("ALONE_PASSWORD", "pw")
    if scheme == "bearer":
        monkeypatch.setenv("ALONE_TOKEN", "tk")
    granted, done = answer(200, {"access_token": "abc"}), answer(204)
    steps = (granted, done) if scheme == "oauth" else (done,)
    with generated(document, tmp_path / "made").imported() as package, serving(*steps) as server:
        run(package, "", lambda client: client.things.read(), base_url=server.url)
    name, _, value = expected.partition(": ")
    assert server.requests[-1].headers[name] == value
    if scheme == "oauth":
        assert server.requests[0].headers["authorization"] == "Basic " + b64encode(b"me:pw").decode()
