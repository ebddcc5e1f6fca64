"""Every method, with least and with all arguments, as it goes on the wire, and what it returns."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from dialwright_bandwidth.voice import AsyncVoice, Client, Voice
from runtime.server import Server, Step, answer

from .harness import CALLS, SECRET, TOKEN, Sent, sent
from .methods import METHODS, Argument, Method

every_method = pytest.mark.parametrize("method", METHODS, ids=str)
POSTS = [method for method in METHODS if method.verb == "POST"]
# Each argument that may be left out, by itself.
OPTIONAL = [
    pytest.param(method, argument, id=f"{method}-{argument.name}")
    for method in METHODS
    for argument in (*method.arguments[method.required :], *method.keywords)
]

RECORD = {"id": "r-1", "state": "completed"}
ANSWERS: dict[str, Step] = {
    "id": answer(201, headers={"Location": f"https://example.com/v1{CALLS}/c%202"}),
    "id or none": answer(200, headers={"Location": f"{CALLS}/c-2"}),
    "record": answer(200, RECORD),
    "records": answer(200, [RECORD, RECORD]),
    "nothing": answer(200),
}


@pytest.fixture(autouse=True)
def prepared(request: pytest.FixtureRequest, server: Server) -> None:
    """The server answers what the method expects."""
    if "method" in request.fixturenames:
        server.then(ANSWERS[request.getfixturevalue("method").result])


def use(api: Client, method: Method, *args: object, **arguments: object) -> Any:
    """Call a method; a list is read to its end."""
    result = getattr(api, method.name)(*args, **arguments)
    return list(result) if method.result == "records" else result


def only(server: Server) -> Sent:
    (request,) = server.requests
    return sent(request)


@every_method
def test_least_arguments(api: Client, server: Server, method: Method) -> None:
    use(api, method, *method.least.values())
    assert only(server) == method.request(*method.needed)


@every_method
def test_all_arguments_by_position(api: Client, server: Server, method: Method) -> None:
    use(api, method, *method.most.values())
    assert only(server) == method.request(*method.arguments)


@every_method
def test_all_arguments_by_keyword(api: Client, server: Server, method: Method) -> None:
    keywords = {each.name: each.value for each in method.keywords}
    use(api, method, **method.most, **keywords)
    assert only(server) == method.request(*method.arguments, *method.keywords)


@pytest.mark.parametrize(("method", "argument"), OPTIONAL)
def test_each_argument_alone(api: Client, server: Server, method: Method, argument: Argument) -> None:
    use(api, method, **{**method.least, argument.name: argument.value})
    assert only(server) == method.request(*method.needed, argument)


@every_method
def test_none_is_left_out(api: Client, server: Server, method: Method) -> None:
    """So None also takes a printed default out of the body."""
    optional = (*method.arguments[method.required :], *method.keywords)
    use(api, method, **{**{each.name: None for each in optional}, **method.least})
    verb, path, query, body = method.request(*method.needed)
    if body is not None:
        body = {name: value for name, value in body.items() if name not in method.usual}
    assert only(server) == (verb, path, query, body)


@every_method
def test_what_is_required(api: Client, server: Server, method: Method) -> None:
    for missing in method.least:
        rest = {name: value for name, value in method.least.items() if name != missing}
        with pytest.raises(TypeError, match=f"'{missing}'"):
            use(api, method, **rest)
    assert server.requests == []


@every_method
def test_further_keywords(api: Client, server: Server, method: Method) -> None:
    """They are passed on as they are where the reference prints `**kwargs`, and refused elsewhere."""
    further = {"brand_new": "a", "otherNew": 1}
    if method.extra:
        use(api, method, **method.least, **further)
        assert only(server) == method.request(*method.needed, extra=further)
    else:
        with pytest.raises(TypeError, match="'brand_new'"):
            use(api, method, **method.least, **further)
        assert server.requests == []


@every_method
def test_a_keyword_that_is_none_is_left_out(api: Client, server: Server, method: Method) -> None:
    if method.extra:
        use(api, method, **method.least, brand_new=None)
        assert only(server) == method.request(*method.needed)


@every_method
def test_no_more_positions(api: Client, server: Server, method: Method) -> None:
    with pytest.raises(TypeError, match="positional"):
        use(api, method, *method.most.values(), "one more")
    assert server.requests == []


@every_method
def test_headers(api: Client, server: Server, method: Method) -> None:
    use(api, method, **method.least)
    headers = server.requests[0].headers
    assert headers["authorization"] == f"Basic {base64.b64encode(f'{TOKEN}:{SECRET}'.encode()).decode()}"
    assert headers["accept"].startswith("application/json")
    assert headers["user-agent"].startswith("dialwright-bandwidth/")
    assert headers.get("content-type") == ("application/json" if method.verb == "POST" else None)


@every_method
def test_what_it_returns(api: Client, method: Method) -> None:
    result = use(api, method, **method.least)
    match method.result:
        case "id":
            assert result == "c 2"
        case "id or none":
            assert result == "c-2"
        case "record":
            assert dict(result) == RECORD
        case "records":
            assert [dict(record) for record in result] == [RECORD, RECORD]
        case "nothing":
            assert result is None


@pytest.mark.parametrize("method", POSTS, ids=str)
@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_every_success_is_one(api: Client, server: Server, method: Method, status: int) -> None:
    """The reference does not say which statuses are successes."""
    content = b"" if status == 204 else b'{"later": "version"}'
    server.then(answer(status, content, headers={"Location": f"{CALLS}/c-2"}))
    result = use(api, method, **method.least)
    assert result == (None if method.result == "nothing" else "c-2")


@every_method
def test_values_are_escaped_in_the_path(api: Client, server: Server, method: Method) -> None:
    if method.address:
        arguments = {**method.least, **dict.fromkeys(method.address, "a/b c")}
        use(api, method, **arguments)
        path = method.path.replace("/c-1", "/a%2Fb%20c")
        for value in method.address.values():
            path = path.replace(f"/{value}", "/a%2Fb%20c")
        assert server.requests[0].path == path


@pytest.mark.parametrize("value", ["", ".", "..", "a\n"])
@every_method
def test_what_is_no_identifier(api: Client, server: Server, method: Method, value: str) -> None:
    for name in method.address:
        with pytest.raises(ValueError, match=r"\S"):
            use(api, method, **{**method.least, name: value})
    assert server.requests == []


@pytest.mark.parametrize("kind", [Voice, AsyncVoice])
def test_no_other_methods(kind: type) -> None:
    others = {"toggle_call_recording", "build_sentence", "build_audio_playback"}
    methods = {name for name in vars(kind) if not name.startswith("_")}
    assert methods == {method.name for method in METHODS} | others
    assert len(methods) == 13 + 11


class TestBuilders:
    def test_a_sentence(self, api: Client) -> None:
        assert api.build_sentence("Hi") == {"sentence": "Hi"}
        whole = {"sentence": "Hi", "gender": "male", "locale": "es", "voice": "jorge", "loopEnabled": False}
        assert api.build_sentence("Hi", "male", "es", "jorge", False) == whole
        assert (
            api.build_sentence(sentence="Hi", gender="male", locale="es", voice="jorge", loop_enabled=False)
            == whole
        )

    def test_a_file(self, api: Client) -> None:
        assert api.build_audio_playback("https://example.com/a.mp3") == {
            "fileUrl": "https://example.com/a.mp3"
        }
        assert api.build_audio_playback(file_url="a", loop_enabled=True) == {
            "fileUrl": "a",
            "loopEnabled": True,
        }
        assert api.build_audio_playback("a", True) == {"fileUrl": "a", "loopEnabled": True}

    def test_they_send_nothing(self, api: Client, server: Server) -> None:
        api.build_sentence("Hi")
        api.build_audio_playback("a")
        assert server.connections == 0

    def test_what_they_built_is_sent(self, api: Client, server: Server) -> None:
        server.then(ANSWERS["id"])
        api.transfer_call("c-1", "+15550102", whisper_audio=api.build_sentence("Hi", loop_enabled=True))
        body = {
            "state": "transferring",
            "transferTo": "+15550102",
            "whisperAudio": {"sentence": "Hi", "loopEnabled": True},
        }
        assert only(server) == ("POST", f"{CALLS}/c-1", {}, body)
