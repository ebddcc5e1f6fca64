"""What errors say, word for word: for most people the message is all that they read of an error."""

from __future__ import annotations

import copy
import pickle
import ssl
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, cast

import pytest

from dialwright.python.runtime import (
    NULL,
    ApiInfo,
    Argument,
    ArgumentError,
    BearerAuth,
    Model,
    Options,
    Request,
    RequestEvent,
    Rule,
    Secret,
    Shape,
    SyncClient,
)
from dialwright.python.runtime.address import Address, parse_address, server_address
from dialwright.python.runtime.body import LIMIT, BodyReader, Unpacker
from dialwright.python.runtime.decode import decoder_for
from dialwright.python.runtime.encode import (
    check_header,
    encode_form,
    encode_json,
    encode_query,
    fill_path,
    literal_path,
)
from dialwright.python.runtime.guards import Unreadable
from dialwright.python.runtime.incoming import LARGEST, LONGEST, WebhookRequest
from dialwright.python.runtime.keys import SigningKeys
from dialwright.python.runtime.options import checked_retries, checked_timeout
from dialwright.python.runtime.paging import checked_limit
from dialwright.python.runtime.prepare import free_request, prepare, prepare_link
from dialwright.python.runtime.proxies import parse_proxy
from dialwright.python.runtime.response import Headers, read_json
from dialwright.python.runtime.route import Route
from dialwright.python.runtime.settings import Settings
from dialwright.python.runtime.webhooks import pick, read_as
from dialwright.python.runtime.written import written

from .acme import Acme, AsyncAcme
from .acme._api import API
from .acme.voice.calls import CallRecord
from .conftest import Driver
from .server import answer, serving

Action = Callable[[], object]

TOO_EARLY = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=1)))


def settings() -> Settings:
    return Settings(API, {"project": "p", "token": "token", "space": "s"})


def prepared(request: Request[Any], options: Options | None = None) -> object:
    return prepare(settings(), request, options)


def here() -> Address:
    return parse_address("https://acme.example/v1", "base_url")


def said(action: Action) -> str:
    """What the error says."""
    try:
        action()
    except Exception as error:
        return str(error)
    pytest.fail("nothing was raised")


def model() -> type[Model]:
    class Pet(Model):
        name: str

        owner: str

    return Pet


def holder(field: str) -> type[Model]:
    """A model with one field."""
    return type("Holder", (Model,), {"__annotations__": {field: "str"}})


class Text:
    """A file that was opened as text."""

    def read(self, size: int = -1, /) -> Any:
        return "text"


class Paths:
    """No path, no number, no text."""


ONE_OF = {"Url": "url", "ApplicationSid": "application_sid", "Sip": "sip"}

ADDRESSES: list[tuple[Action, str]] = [
    (
        lambda: here().follow("/v1/calls", "https://evil.example/" + "x" * 300),
        "The next page is not on https://acme.example, so it was not asked for:"
        f" 'https://evil.example/{'x' * 179}'.",
    ),
    (
        lambda: parse_address("ftp://acme.example", "base_url"),
        "base_url must be an address such as 'https://host', without credentials or query.",
    ),
    (
        lambda: parse_address("http://acme.example", "base_url"),
        "base_url must use https; plain http is for 127.0.0.1, localhost, ::1.",
    ),
    (
        lambda: server_address("https://{space}.example", {"space": ("host", "http://a.example")}),
        "host must use https; plain http is for 127.0.0.1, localhost, ::1.",
    ),
    (
        lambda: server_address("https://{space}.example", {"space": ("host", "a b.example")}),
        "host must be an address such as 'https://host', without credentials or query.",
    ),
    (
        lambda: server_address("https://{space}.example", {"space": ("host", "a b")}),
        "host must be a name, a host, or an https address.",
    ),
    (
        lambda: server_address("http://{space}.example", {"space": ("host", "a")}),
        "server must use https; plain http is for 127.0.0.1, localhost, ::1.",
    ),
]

VALUES: list[tuple[Action, str]] = [
    (
        lambda: encode_query({"A": "b\n"}),
        "The query parameter 'A' must not hold a line break or a NUL.",
    ),
    (lambda: encode_form({"A": "\ud800"}), "'A' holds half of a surrogate pair, which is not a character."),
    (
        lambda: encode_json({"a": "\ud800"}),
        "'JSON body' holds half of a surrogate pair, which is not a character.",
    ),
    (
        lambda: encode_form({"A": NULL}),
        "'A' cannot be NULL: there is no null outside JSON. Leave it out, or send ''.",
    ),
    (lambda: encode_form({"A": Paths()}), "'A' cannot be sent: Paths is not text, a number, or a date."),
    (lambda: encode_form({"A": float("nan")}), "'A' must be a finite number."),
    (lambda: encode_form({"A": Decimal("inf")}), "'A' must be a finite number."),
    (lambda: encode_json({1: "a"}), "The name of a JSON field must be text, not 1."),
    (lambda: encode_json(Paths()), "A value of type Paths cannot be sent as JSON."),
    (lambda: encode_json(float("inf")), "A value of type float cannot be sent as JSON."),
    (lambda: encode_json(Decimal("nan")), "'amount' must be a finite number."),
    (
        lambda: fill_path("/calls/{Sid}", {"Sid": ".."}),
        "The path parameter 'Sid' must be an identifier, not '..'.",
    ),
    (lambda: fill_path("/calls/{Sid}", {}), "The path parameter 'Sid' must be an identifier, not None."),
    (
        lambda: literal_path("calls"),
        "The path must start with one '/', and the client adds the address: 'calls'.",
    ),
    (
        lambda: literal_path("/a b"),
        "The path must hold no query, space or line break (see `query=`): '/a b'.",
    ),
    (lambda: literal_path("/a/.."), "The path must not hold '.' or '..': '/a/..'."),
    (lambda: check_header("X A", "b"), "'X A' is not the name of a header."),
    (lambda: check_header("Host", "b"), "The header 'Host' is set by the client itself."),
    (lambda: check_header("X-A", "é"), "The header 'X-A' must be plain ASCII without line breaks."),
    (lambda: Options(timeout=0), "timeout must be a positive number of seconds, or None for no limit: 0."),
    (
        lambda: checked_timeout(True),
        "timeout must be a positive number of seconds, or None for no limit: True.",
    ),
    (lambda: checked_retries(-1), "max_retries must be 0 or more: -1."),
    (lambda: checked_limit(-1), "limit must be 0 or more, or None for every record: -1."),
]

RULES: list[tuple[Action, str]] = [
    (
        lambda: Rule("exactly-one-of", ONE_OF).check({}),
        "Give exactly one of url, application_sid, sip; given: none.",
    ),
    (
        lambda: Rule("exactly-one-of", ONE_OF).check({"Url": "a", "Sip": "b"}),
        "Give exactly one of url, application_sid, sip; given: url, sip.",
    ),
    (
        lambda: Rule("at-most-one-of", ONE_OF).check({"Url": "a", "Sip": "b"}),
        "Give at most one of url, application_sid, sip; given: url, sip.",
    ),
    (
        lambda: Rule("at-least-one-of", ONE_OF).check({"Url": None}),
        "Give at least one of url, application_sid, sip.",
    ),
    (
        lambda: Rule("requires", ONE_OF).check({"Url": "a"}),
        "url needs application_sid, sip as well.",
    ),
    (
        lambda: Rule("some-of", ONE_OF),
        "There is no rule 'some-of'; there are exactly-one-of, at-most-one-of, at-least-one-of, requires.",
    ),
]

DATES: list[tuple[Action, str]] = [
    (lambda: encode_form({"A": TOO_EARLY}), "'A' is outside of the years that dates can have in UTC."),
    (lambda: encode_json(TOO_EARLY), "'date' is outside of the years that dates can have in UTC."),
]

REQUESTS: list[tuple[Action, str]] = [
    (
        lambda: prepare_link(settings(), Request("GET", "/x", None), None, "/", None),
        "There is no page without an address: `next_url` is None on the last page of a list.",
    ),
    (
        lambda: free_request("TRACE", "/x", None, None, None),
        "There is no method 'TRACE'; there are GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS.",
    ),
    (
        lambda: prepared(Request("GET", "/x", None), Options(extra_body={"a": 1})),
        "extra_body adds to the fields of a body, and this GET sends none; extra_query adds to the query.",
    ),
    (
        lambda: prepared(Request("POST", "/x", None, json=[1]), Options(extra_body={"a": 1})),
        "extra_body can be added to a body of named fields only.",
    ),
    (
        lambda: prepared(Request("PUT", "/x", None, content=Text())),
        "A file must be open in binary mode: it gives str.",
    ),
]

PROXY = (
    "proxy must be the address of an http or https proxy, such as 'http://host:3128' or"
    " 'http://user:password@host:3128'; SOCKS is not supported. proxy='' stands for no proxy."
)
LAX = (
    "ssl_context must verify certificates and host names: verify_mode CERT_REQUIRED, check_hostname."
    " To trust a certificate of your own, load it with `ssl_context.load_verify_locations(...)`."
)
CARRIED = (
    "transport carries the requests on connections of its own: give ssl_context and proxy to it, not to the"
    " client."
)
UNTOLD: Any = Paths()


def lax(**settings: Any) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    for name, value in settings.items():
        setattr(context, name, value)
    return context


CLIENTS: list[tuple[Action, str]] = [
    (lambda: Acme("p", "t", "s", transport=UNTOLD, proxy=""), CARRIED),
    (lambda: AsyncAcme("p", "t", "s", transport=UNTOLD, ssl_context=ssl.create_default_context()), CARRIED),
    (lambda: parse_proxy(Secret("socks5://a"), "proxy"), PROXY),
    (lambda: Route(UNTOLD), "ssl_context must be an ssl.SSLContext, not Paths."),
    (lambda: Route(lax()), LAX),
    (lambda: Route(lax(verify_mode=ssl.CERT_OPTIONAL, check_hostname=True)), LAX),
    (
        lambda: Acme("p", "t", "s", on_request=UNTOLD),
        "on_request must be a plain function, with nothing to await: Paths.",
    ),
    (
        lambda: AsyncAcme("p", "t", "s", on_response=UNTOLD),
        "on_response must be a plain function, with nothing to await: Paths.",
    ),
    (
        lambda: Acme("p", "t", "s").with_options(on_request=UNTOLD),
        "on_request must be a plain function, with nothing to await: Paths.",
    ),
    (
        lambda: Acme("p", "t", "s").with_options(on_response=UNTOLD),
        "on_response must be a plain function, with nothing to await: Paths.",
    ),
    (
        Acme,
        "Acme needs project= (or ACME_PROJECT in the environment); token= (or ACME_TOKEN in the environment);"
        " host= (or ACME_SPACE or ACME_SPACE_URL in the environment).",
    ),
    (
        lambda: Acme("p", base_url="https://acme.example"),
        "Acme needs token= (or ACME_TOKEN in the environment).",
    ),
    (
        lambda: Acme("p", "t\n", "s"),
        "token holds a line break or another character that cannot be sent.",
    ),
    (
        lambda: Acme("p", "t", "s\ud800"),
        "host holds a line break or another character that cannot be sent.",
    ),
    (lambda: Acme("p", "t", "a b"), "host must be a name, a host, or an https address."),
    (
        lambda: Acme("p", "t", base_url="acme"),
        "base_url must be an address such as 'https://host', without credentials or query.",
    ),
    (
        lambda: Acme("p", "t", "s").voice.recordings("RE1").iter_bytes(chunk_size=0),
        "chunk_size must be at least 1, not 0.",
    ),
    (
        lambda: Acme("p", "t", "s").voice.recordings("RE1").iter_bytes(format=cast("Any", "ogg")),
        "format must be one of wav, mp3, not 'ogg'.",
    ),
]

SECRETS: list[tuple[Action, str]] = [
    (lambda: pickle.dumps(Secret("a")), "A secret cannot be pickled or copied."),
    (lambda: copy.copy(SigningKeys("a")), "Signing keys cannot be pickled or copied."),
    (
        lambda: copy.deepcopy(Acme("p", "t", "s").__session__.settings.quota),
        "A client, and what it may spend on retries, cannot be pickled or copied.",
    ),
    (lambda: SigningKeys("").reveal(), "signing_key is empty: whoever can guess the key can sign."),
    (lambda: SigningKeys(["a", " "]).reveal(), "signing_key is empty: whoever can guess the key can sign."),
    (lambda: SigningKeys([]).reveal(), "signing_key is empty: whoever can guess the key can sign."),
    (lambda: SigningKeys(UNTOLD).reveal(), "signing_key must be text, or several texts."),
    (lambda: SigningKeys(["a", UNTOLD]).reveal(), "signing_key must be text, or several texts."),
]

WRITTEN: list[tuple[Action, str]] = [
    (lambda: written(float("nan"), "text"), "'value' must be a finite number."),
    (lambda: written(Decimal("nan"), "number"), "'amount' must be a finite number."),
    (lambda: written({"a": {1: "b"}}), "The name of a JSON field must be text, not 1."),
]

MODELS: list[tuple[Action, str]] = [
    (lambda: model()(nam="a"), "Pet() has no argument 'nam'."),
    (lambda: model()(), "Pet() needs 'name', 'owner'."),
    (lambda: setattr(model()(name="a", owner="b"), "name", "c"), "Pet is immutable: 'name' cannot be set."),
    (lambda: delattr(model()(name="a", owner="b"), "name"), "Pet is immutable: 'name' cannot be deleted."),
    (
        lambda: decoder_for("Nothing", model()),
        "The annotation 'Nothing' of model.<locals>.Pet cannot be read: name 'Nothing' is not defined.",
    ),
    (
        lambda: decoder_for("str +"),
        "The annotation 'str +' of a request cannot be read: invalid syntax (<string>, line 1).",
    ),
]

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def came(headers: Any, body: Any, url: Any = "https://a.example/x") -> WebhookRequest:
    return WebhookRequest(url, headers, body)


WEBHOOKS: list[tuple[Action, str]] = [
    (lambda: came({}, b"", b"url"), "The address must be text, not bytes."),
    (lambda: came({}, b"", "x" * (LONGEST + 1)), "The address is longer than 65536 characters."),
    (lambda: came({}, b"x" * (LARGEST + 1)), "The body is larger than 4194304 bytes."),
    (lambda: came(7, b""), "headers cannot be int."),
    (lambda: came("a: b", b""), "headers cannot be str."),
    (lambda: came({}, 7), "body cannot be int."),
    (lambda: came(["a: b"], b""), "headers must be a mapping, or pairs of a name and a value."),
    (lambda: came({}, [("a", "b", "c")]), "body must be a mapping, or pairs of a name and a value."),
    (lambda: came({}, {"a": 7}), "The form holds something that is not text."),
    (lambda: came(FORM, b"\xff"), "The body should be a form, but cannot be read as one."),
    (lambda: came({}, b"[1]").fields(), "The body is JSON, but no object."),
    (
        lambda: came({"Content-Type": "text/plain"}, b"nonsense").value(),
        "The body is neither a form nor JSON that can be relied on.",
    ),
    (
        lambda: pick((("CallSid", model()), ("MessageSid", model())), {}),
        "The request is of no kind that can be told by its fields: it has none of CallSid, MessageSid.",
    ),
]


@pytest.mark.parametrize(
    ("action", "message"),
    [*ADDRESSES, *VALUES, *DATES, *RULES, *REQUESTS, *CLIENTS, *SECRETS, *WRITTEN, *MODELS, *WEBHOOKS],
)
def test_what_is_refused(action: Action, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ACME_PROJECT", "ACME_TOKEN", "ACME_SPACE", "ACME_SPACE_URL"):
        monkeypatch.delenv(name, raising=False)
    assert said(action) == message


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        (str, None, "is not text"),
        pytest.param(str, 10**5000, "is not text", id="digits without end"),
        (int, "1.5", "is not a whole number"),
        (int, True, "is not a whole number"),
        (int, "9" * 5000, "is not a whole number"),
        (float, "a", "is not a number"),
        (float, "nan", "is not a number"),
        (float, None, "is not a number"),
        (bool, "yes", "is neither true nor false"),
        (Decimal, "a", "is not an amount"),
        (Decimal, True, "is not an amount"),
        ("datetime", "soon", "is not a date and time"),
        ("datetime", 7, "is not a date and time"),
        ("date", "soon", "is not a date"),
        ("date", 7, "is not a date"),
        (bytes, "a", "is not base64"),
        (bytes, 7, "is not base64"),
        ("list[int]", {}, "is not a list"),
        ("dict[str, int]", [], "is not an object"),
        (model(), [], "is not an object"),
        ("Literal['a', 7]", "b", "is none of 'a', 7"),
        ("Literal['a', 7]", 7.0, "is none of 'a', 7"),
        ("int | list[int]", {}, "is none of the types it may have"),
    ],
)
def test_values_that_are_odd(kind: object, value: object, problem: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decoder_for(kind)(value, True)
    assert (caught.value.problem, str(caught.value), caught.value.steps) == (problem, problem, ())


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "The answer is empty."),
        (b"\xff", "The answer is not UTF-8."),
        (
            b"{",
            "The answer is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char"
            " 1).",
        ),
        (b"[" * 101 + b"]" * 101, "The answer's JSON is nested too deeply."),
        (b"[" * 100_000, "The answer's JSON is nested too deeply."),
        (b'"\\ud800"', "The answer's JSON holds half of a surrogate pair."),
        (b"NaN", "The answer is not JSON: NaN is not a JSON value."),
        (b"1e999", "The answer is not JSON: 1e999 is larger than a number can be."),
        (
            b"1" + b"0" * 30 + b".0e999",
            "The answer is not JSON: 1" + "0" * 19 + " is larger than a number can be.",
        ),
        (b'{"a": 1, "a": 2}', "The answer is not JSON: a name occurs twice in one object."),
        (
            b"1" * 5000,
            "The answer is not JSON: Exceeds the limit (4300 digits) for integer string conversion: value has"
            " 5000 digits.",
        ),
    ],
)
def test_answers_that_are_odd(content: bytes, problem: str) -> None:
    assert said(lambda: read_json(content)) == problem


def test_bodies_that_are_odd() -> None:
    def unpack(encoding: str, data: bytes) -> None:
        unpacker = Unpacker(encoding)
        unpacker.feed(data, 100)
        unpacker.finish()

    def read(data: bytes) -> None:
        BodyReader(200, Headers([])).feed(data)

    packed = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"
    assert said(lambda: unpack("br" + "x" * 60, b"")) == (
        f"The answer is packed as 'br{'x' * 38}', which was not asked for."
    )
    assert said(lambda: unpack("gzip", b"nonsense")) == "The answer's gzip data is damaged."
    assert said(lambda: unpack("gzip", packed)) == "The answer's gzip data ends too soon."
    assert said(lambda: read(b"x" * (LIMIT + 1))) == "The answer is larger than 16777216 bytes."


def test_what_a_webhook_should_carry() -> None:
    picked = pick((("CallSid", holder("name")), ("Sid", holder("owner"))), {"Sid": 1, "owner": "me"})
    assert picked.to_dict() == {"Sid": 1, "owner": "me"}
    assert list(picked.__fields__) == ["owner"]
    shape: Shape[list[int]] = Shape("list[int]")
    assert read_as(shape, [1, "x", 2]) == [1, 2]
    assert said(lambda: read_as(shape, {})) == "The body is not what such a request should carry."


@pytest.mark.parametrize(
    ("returned", "message"),
    [
        ("a: b", "on_request must return headers or None, not str."),
        (
            {"Cookie": "a"},
            "on_request must not return credentials (authorization, proxy-authorization, cookie).",
        ),
        ({"Host": "a"}, "The header 'Host' is set by the client itself."),
    ],
)
def test_what_a_hook_may_not_return(drive: Driver, returned: Any, message: str) -> None:
    def hook(event: RequestEvent) -> Any:
        return returned

    with pytest.raises(ArgumentError) as caught:
        drive("http://127.0.0.1:9", lambda client: client.voice.calls.fetch("CA1"), on_request=hook)
    assert str(caught.value) == message


def test_records_that_cannot_act() -> None:
    record = CallRecord(sid="CA1")
    assert said(record.delete) == (
        "The record has no client, because it was unpickled or made by hand: pick it from a client by its"
        " identifier to act on it."
    )


def test_answers_that_are_no_json() -> None:
    with serving(answer(200, b"<html>")) as server, Acme("p", "t", base_url=server.url) as client:
        found = client.request("GET", "/x")
    assert said(found.json) == (
        "The answer is not JSON: Expecting value: line 1 column 1 (char 0). The body starts with '<html>'."
    )


def test_an_argument_that_the_environment_cannot_supply() -> None:
    api = ApiInfo(name="Pets", user_agent="", server="https://a.example", arguments=(Argument("key"),))
    api.auth = BearerAuth("key")
    assert said(lambda: SyncClient(api, {})) == "Pets needs key=."
