"""The local server itself, asked over plain sockets with the standard library."""

from __future__ import annotations

import base64
import http.client
import json
import socket
import ssl

import pytest

from .exchange import Answer, Request
from .harness import Authority
from .server import SampleServer, serving

LIST = Answer(200, '{"things": [{"sid": "one"}], "next_page_uri": "/things.json?Page=1"}')
CREDENTIALS = {"Authorization": "Basic " + base64.b64encode(b"YourProjectID:YourAuthToken").decode()}
FORM = {**CREDENTIALS, "Content-Type": "application/x-www-form-urlencoded"}


def ask(
    server: SampleServer, method: str, target: str, body: str = "", headers: dict[str, str] = CREDENTIALS
) -> tuple[int, str]:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        connection.request(method, target, body or None, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_it_answers_as_printed_and_ends_the_pages() -> None:
    with serving(LIST) as server:
        assert ask(server, "GET", "/things.json?Name=a%20b") == (200, LIST.body)
        status, body = ask(server, "GET", "/things.json?Page=1")
    assert (status, json.loads(body)) == (200, {"things": [], "next_page_uri": None})
    assert server.requests == [
        Request("GET", "/things.json", {"Name": "a b"}),
        Request("GET", "/things.json", {"Page": "1"}),
    ]


def test_it_reads_forms_and_sends_no_body_with_204() -> None:
    with serving(Answer(204)) as server:
        assert ask(server, "POST", "/things.json", "Body=&To=%2B1", FORM) == (204, "")
        assert ask(server, "DELETE", "/things/one.json") == (204, "")
    assert server.requests == [
        Request("POST", "/things.json", form={"Body": "", "To": "+1"}),
        Request("DELETE", "/things/one.json"),
    ]


def test_it_refuses_other_credentials() -> None:
    with serving(LIST) as server:
        status, body = ask(server, "GET", "/things.json", headers={})
    assert (status, json.loads(body)["status"]) == (401, 401)


def test_it_keeps_what_is_wrong_with_a_request() -> None:
    with serving(LIST) as server:
        for body, headers in (("{}", CREDENTIALS), ("A=1&A=2", FORM)):
            try:
                ask(server, "POST", "/things.json", body, headers)
            except (http.client.HTTPException, ConnectionError):
                continue  # it hangs up instead of answering
    assert server.faults == [
        "the body is text/plain, not application/x-www-form-urlencoded",
        "'A' is sent twice: '1' and '2'",
    ]


def test_it_speaks_tls_as_the_documented_host_alone(authority: Authority) -> None:
    trust = ssl.create_default_context(cafile=str(authority.trust))
    with serving(LIST, authority.context) as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as plain:
            secure = trust.wrap_socket(plain, server_hostname="example.signalwire.com")
            secure.close()
        with (
            socket.create_connection(("127.0.0.1", server.port), timeout=5) as plain,
            pytest.raises(ssl.SSLCertVerificationError, match=r"127\.0\.0\.1"),
        ):
            trust.wrap_socket(plain, server_hostname="127.0.0.1")
    assert server.faults == []
