"""Credentials of an API that takes them in several ways."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

import pytest

from dialwright.python.runtime import (
    CredentialsError,
    Options,
    Request,
    Scheme,
    Secret,
    Security,
    ServerError,
)
from dialwright.python.runtime.security import Alternatives, Proof

from .plain import perform
from .server import Received, answer, serving


def schemes() -> dict[str, Scheme]:
    """A scheme of each kind."""
    return {
        "login": Scheme("basic", "username", "password"),
        "token": Scheme("bearer", "token"),
        "key": Scheme("header", "key", name="X-Api-Key"),
        "digest": Scheme("header", "digest"),
        "query": Scheme("query", "query", name="api key"),
        "session": Scheme("cookie", "session", name="SESSION"),
        "certificate": Scheme("tls"),
    }


GIVEN = {
    "username": "alice",
    "password": "pass-word-2:x",
    "token": "token-3",
    "key": "key-4",
    "digest": "Digest digest-5",
    "query": "query+/6&",
    "session": "session-7",
}
BASIC = "Basic " + b64encode(b"alice:pass-word-2:x").decode()


def secrets(values: Mapping[str, str]) -> dict[str, Secret]:
    return {name: Secret(values.get(name)) for name in GIVEN}


def proofs(
    wanted: Alternatives | None,
    *given: str,
    usual: Alternatives = (("key",),),
    headers: frozenset[str] = frozenset(),
) -> list[tuple[str, str, str]]:
    """Where, under which name and with which value the credentials are sent."""
    values = secrets({name: GIVEN[name] for name in given or GIVEN})
    found = Security(schemes(), usual).proofs(values, wanted, headers)
    return [(one.place, one.name, one.value.reveal()) for one in found]


@pytest.mark.parametrize(
    ("scheme", "sent"),
    [
        ("login", [("header", "Authorization", BASIC)]),
        ("token", [("header", "Authorization", "Bearer token-3")]),
        ("key", [("header", "X-Api-Key", "key-4")]),
        ("digest", [("header", "Authorization", "Digest digest-5")]),
        ("query", [("query", "api key", "query+/6&")]),
        ("session", [("cookie", "SESSION", "session-7")]),
        ("certificate", []),
    ],
)
def test_each_scheme_is_sent_as_it_is_due(scheme: str, sent: list[tuple[str, str, str]]) -> None:
    assert proofs(((scheme,),)) == sent


def test_the_first_alternative_for_which_all_is_given() -> None:
    either = (("key",), ("login",), ("token", "query"), ("session",))
    assert proofs(either) == [("header", "X-Api-Key", "key-4")]
    assert proofs(either, "username", "password", "token") == [("header", "Authorization", BASIC)]
    assert proofs(either, "token", "session") == [("cookie", "SESSION", "session-7")]
    assert proofs(either, "token", "query", "session") == [
        ("header", "Authorization", "Bearer token-3"),
        ("query", "api key", "query+/6&"),
    ]


def test_what_a_request_says_counts_before_what_the_api_says() -> None:
    assert proofs(None) == [("header", "X-Api-Key", "key-4")]
    assert proofs((("token",),)) == [("header", "Authorization", "Bearer token-3")]
    assert proofs(()) == [], "this request needs none"
    assert proofs(None, usual=()) == [], "no request needs any"
    assert proofs(((),)) == [], "none will do"
    assert proofs((("key",), ()), "token") == [], "none will do where the key is missing"
    assert proofs(((), ("key",))) == [], "none will do, and is asked for first"


def test_a_password_may_be_empty_and_a_username_not() -> None:
    assert proofs((("login",),), "username") == [
        ("header", "Authorization", "Basic " + b64encode(b"alice:").decode())
    ]
    with pytest.raises(CredentialsError):
        proofs((("login",),), "password")


def test_other_letters_than_ascii() -> None:
    values = {"username": Secret("älice"), "password": Secret("ß" * 60)}
    [proof] = Security(schemes(), (("login",),)).proofs(values, None, frozenset())
    assert proof.value.reveal() == "Basic " + b64encode(("älice:" + "ß" * 60).encode()).decode()


class TestMissing:
    def test_is_named(self) -> None:
        either = (("key",), ("login",), ("token", "login", "query"), ())
        with pytest.raises(CredentialsError) as caught:
            proofs(either[:3], "session")
        assert str(caught.value) == (
            "The request needs credentials: give the client key=, or username= and password=, "
            "or token= and username= and password= and query=."
        )
        assert caught.value.sent == "no"

    def test_a_name_is_told_once(self) -> None:
        with pytest.raises(CredentialsError, match=r"give the client key=\.$"):
            proofs((("key", "key"),), "token")


class TestHeadersOfTheUser:
    def test_take_the_place_of_a_scheme(self) -> None:
        own = frozenset({"authorization"})
        assert proofs((("login",),), headers=own) == []
        assert proofs((("token",),), "key", headers=own) == []
        assert proofs((("digest", "key"),), headers=own) == [("header", "X-Api-Key", "key-4")]
        assert proofs((("key",),), "token", headers=frozenset({"x-api-key"})) == []

    def test_and_of_no_other(self) -> None:
        with pytest.raises(CredentialsError):
            proofs((("key",),), "token", headers=frozenset({"authorization"}))
        for scheme in ("query", "session"):
            name = schemes()[scheme].name.lower()
            assert len(proofs(((scheme,),), headers=frozenset({name}))) == 1, "it is no header"


def test_what_has_to_be_kept_out_of_texts() -> None:
    security = Security(schemes(), ())
    [encoded] = security.secrets(secrets(GIVEN))
    assert encoded.reveal() == b64encode(b"alice:pass-word-2:x").decode()
    assert security.secrets(secrets({"token": "t"})) == ()
    assert security.arguments == ()
    assert not security.header(secrets(GIVEN)), "there is no header that is always sent"


def test_a_proof_is_shown_without_its_value() -> None:
    assert repr(Proof("header", "X-Api-Key", Secret("key-4"))) == "Proof(header X-Api-Key)"


# --- on the wire -------------------------------------------------------------------------------------------


def send(flavour: str, url: str, request: Request[Any], options: Options | None = None) -> Any:
    """Send a request with a client that has all of these credentials."""
    return perform(
        flavour,
        url,
        lambda session: session.send(request, options),
        auth=Security(schemes(), (("key",),)),
        secrets=GIVEN,
    )


@pytest.fixture(params=["sync", "async"])
def flavour(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def sent_with(flavour: str, wanted: Alternatives | None, **settings: Any) -> Received:
    with serving(answer(204)) as server:
        options = settings.pop("options", None)
        send(flavour, server.url, Request("GET", "/a", None, security=wanted, **settings), options)
    return server.requests[-1]


SHOWN = ("authorization", "x-api-key", "cookie")


@pytest.mark.parametrize(
    ("scheme", "header", "value"),
    [
        ("login", "authorization", BASIC),
        ("token", "authorization", "Bearer token-3"),
        ("key", "x-api-key", "key-4"),
        ("session", "cookie", "SESSION=session-7"),
        ("certificate", "", ""),
    ],
)
def test_nothing_else_is_sent_along(flavour: str, scheme: str, header: str, value: str) -> None:
    sent = sent_with(flavour, ((scheme,),))
    assert {name: sent.headers[name] for name in SHOWN if name in sent.headers} == (
        {header: value} if header else {}
    )
    assert sent.target == "/a"


def test_a_key_in_the_query_is_escaped_and_joins_what_is_there(flavour: str) -> None:
    assert sent_with(flavour, (("query",),)).target == "/a?api%20key=query%2B%2F6%26"
    sent = sent_with(flavour, (("query",),), query={"b": 1})
    assert sent.target == "/a?b=1&api%20key=query%2B%2F6%26"


def test_a_cookie_joins_what_is_there(flavour: str) -> None:
    sent = sent_with(
        flavour, (("session", "key"),), cookies={"a": 1}, options=Options(headers={"Cookie": "b=2"})
    )
    assert sent.headers["cookie"] == "b=2; a=1; SESSION=session-7"
    assert sent.headers["x-api-key"] == "key-4"
    assert sent_with(flavour, (("key",),), cookies={"a": 1}).headers["cookie"] == "a=1"


def test_a_header_for_one_call_takes_the_place_of_a_scheme(flavour: str) -> None:
    sent = sent_with(flavour, (("token",),), options=Options(headers={"Authorization": "Bearer mine"}))
    assert sent.headers["authorization"] == "Bearer mine"


def test_an_answer_that_repeats_the_credentials_is_shown_without(flavour: str) -> None:
    echo = " ".join([BASIC, *GIVEN.values()])
    with (
        serving(answer(500, {"message": echo}), answer(500, {"message": echo})) as server,
        pytest.raises(ServerError) as caught,
    ):
        send(flavour, server.url, Request("GET", "/a", None, security=(("login",),)))
    told = str(caught.value) + repr(caught.value.body)
    for secret in (BASIC.removeprefix("Basic "), "pass-word-2", "token-3", "query+/6", "session-7"):
        assert secret not in told
