"""What is wrong with a request: everything at once, named, in the journal, in the documented form."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dialwright.mock.server import MockServer

from .asking import FORM, PROJECT, TOKEN, Answer, Asker, basic, fields
from .conftest import SIGNALWIRE

CALL = {"From": "+15550101", "To": "+15550100", "Url": "https://example.com/voice"}
CALLING = "/api/calling/calls"


@pytest.fixture
def command(signalwire: MockServer) -> Callable[[object], Answer]:
    """Sends a command to the Calling API."""
    ask = Asker(signalwire, "", {"Authorization": basic()})

    def send(body: object) -> Answer:
        return ask("POST", CALLING, json_body=body)

    return send


class TestForms:
    def test_everything_that_is_wrong_is_told_at_once(self, ask: Asker) -> None:
        answer = ask.post("/Calls.json", From="1", Tto="2", Timeout="0", Record="yes", Method="PUT")
        assert answer.status == 400
        assert fields(ask.journal()[-1]) == ["Tto", "Timeout", "Record", "Method", "To", "Url"]
        assert "Tto is no name of the form; did you mean 'To'?" in answer.json["message"]
        assert [error["message"] for error in answer.json["errors"]][1:4] == [
            "Timeout must be at least 1",
            "Record must be true or false",
            'Method must be one of "GET", "POST"',
        ]

    @pytest.mark.parametrize("text", ["True", "1", "yes", "TRUE", ""])
    def test_a_boolean_is_true_or_false(self, ask: Asker, text: str) -> None:
        assert ask.post("/Calls.json", **CALL, Record=text).status == 400
        assert fields(ask.journal()[-1]) == ["Record"]

    @pytest.mark.parametrize("text", ["x", "1.5", "+5", " 5", "05", "1e1", ""])
    def test_a_whole_number_is_its_digits(self, ask: Asker, text: str) -> None:
        assert ask.post("/Calls.json", **CALL, Timeout=text).status == 400
        assert fields(ask.journal()[-1]) == ["Timeout"]

    def test_a_list_repeats_its_name_and_each_element_is_judged(self, ask: Asker) -> None:
        assert ask.post("/Calls.json", **CALL, StatusCallbackEvent=["ringing", "answered"]).status == 201
        assert ask.post("/Calls.json", **CALL, StatusCallbackEvent=["ringing", "nonsense"]).status == 400
        assert fields(ask.journal()[-1]) == ["StatusCallbackEvent[1]"]

    def test_a_list_may_not_be_too_long(self, ask: Asker) -> None:
        media = [f"https://example.com/{number}.png" for number in range(11)]
        answer = ask.post("/Messages.json", To="+1", From="+2", MediaUrl=media)
        assert (answer.status, answer.json["code"]) == (400, "21623")

    @pytest.mark.parametrize(
        ("form", "code"),
        [
            ({"From": "+1", "Body": "x"}, "21604"),
            ({"To": "+1", "Body": "x"}, "21603"),
            ({"To": "+1", "From": "+2"}, "21602"),
            ({"To": "+1", "From": "+2", "Body": "x" * 1601}, "21617"),
            ({"To": "+1", "From": "+2", "MediaUrl": "no address"}, "21620"),
        ],
    )
    def test_codes_are_those_of_the_document_where_they_fit(
        self, ask: Asker, form: dict[str, str], code: str
    ) -> None:
        answer = ask.post("/Messages.json", **form)
        assert (answer.status, answer.json["code"]) == (400, code)

    def test_codes_about_messages_are_not_told_of_calls(self, ask: Asker) -> None:
        answer = ask.post("/Calls.json", To="+1", Url="https://example.com/")
        assert answer.json["code"] == "missing_required_parameter"

    def test_what_clears_a_setting_is_an_empty_text_of_a_change(self, ask: Asker) -> None:
        sid = ask.post("/Applications.json", FriendlyName="a", VoiceUrl="https://example.com/").json["sid"]
        changed = ask.post(f"/Applications/{sid}.json", VoiceUrl="")
        assert (changed.status, changed.json["voice_url"]) == (200, "")
        assert ask.post("/Applications.json", FriendlyName="a", VoiceUrl="").status == 400

    @pytest.mark.parametrize("body", [b"From=%ZZ", b"From=%FF", b"\xff=1"])
    def test_what_is_no_text_is_no_form(self, ask: Asker, body: bytes) -> None:
        answer = ask("POST", "/Calls.json", body=body, headers={"Content-Type": FORM})
        assert answer.status == 400
        assert fields(ask.journal()[-1])[0] == "body"

    def test_another_media_type_is_refused(self, ask: Asker) -> None:
        assert ask("POST", "/Calls.json", json_body=CALL).status == 400
        assert fields(ask.journal()[-1]) == ["Content-Type"]
        assert ask("POST", "/Calls.json", body=b"From=1").status == 400
        assert fields(ask.journal()[-1]) == ["Content-Type"]
        with_charset = {"Content-Type": f"{FORM}; charset=utf-8"}
        assert ask("POST", "/Queues.json", body=b"FriendlyName=x", headers=with_charset).status == 201

    def test_a_body_where_none_is_wanted_is_refused(self, ask: Asker) -> None:
        assert ask("GET", "/Calls.json", body=b"x=1", headers={"Content-Type": FORM}).status == 400
        assert fields(ask.journal()[-1]) == ["body"]


class TestQueries:
    def test_names_are_judged_as_they_are_written(self, ask: Asker) -> None:
        assert ask.get("/Calls.json?StartTime%3E=2026-11-02&Status=completed").status == 200
        assert ask.get("/Calls.json?StartTime%3E%3D=2026-11-02&status=completed").status == 400
        assert fields(ask.journal()[-1]) == ["StartTime>=", "status"]

    @pytest.mark.parametrize(
        "text", ["2026-11-02", "2026-11-02T09:30:00Z", "Mon, 02 Nov 2026 09:30:00 +0000"]
    )
    def test_a_moment_is_a_day_or_a_moment(self, ask: Asker, text: str) -> None:
        assert (
            ask("GET", f"/Calls.json?StartTime={text.replace(' ', '%20').replace('+', '%2B')}").status == 200
        )

    @pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "02/11/2026", "2026-11-02T25:00:00Z", ""])
    def test_anything_else_is_no_moment(self, ask: Asker, text: str) -> None:
        assert ask.get(f"/Calls.json?StartTime={text}").status == 400

    def test_pages_have_bounds(self, ask: Asker) -> None:
        assert ask.get("/Calls.json?PageSize=1000").status == 200
        for query, field in (("PageSize=1001", "PageSize"), ("PageSize=0", "PageSize"), ("Page=-1", "Page")):
            assert ask.get(f"/Calls.json?{query}").status == 400
            assert fields(ask.journal()[-1]) == [field]
        assert ask.get("/Calls.json?PageToken=nonsense").status == 400

    def test_a_name_may_come_once(self, ask: Asker) -> None:
        assert ask.get("/Calls.json?Status=queued&Status=ringing").status == 400
        assert fields(ask.journal()[-1]) == ["Status"]


class TestCommands:
    def test_what_is_wrong_is_named_where_it_is(self, command: Callable[[object], Answer]) -> None:
        play = [{"type": "tts", "params": {"text": "x"}}, {"type": "tts", "params": {"txt": "x"}}]
        answer = command({"command": "calling.play", "id": "x", "params": {"control_id": "c", "play": play}})
        assert answer.status == 422
        assert {error["attribute"] for error in answer.json["errors"]} == {
            "params.play[1].params.text",
            "params.play[1].params.txt",
        }
        assert {error["code"] for error in answer.json["errors"]} == {
            "missing_required_parameter",
            "invalid_parameter",
        }

    def test_an_unknown_command_is_refused(self, command: Callable[[object], Answer]) -> None:
        answer = command({"command": "calling.dance", "id": "x", "params": {}})
        assert answer.status == 422
        assert answer.json["errors"][0]["attribute"] == "command"

    def test_rules_over_several_fields_are_held(self, command: Callable[[object], Answer]) -> None:
        params = {"from": "+1", "to": "+2", "url": "https://example.com/", "swml": {"version": "1.0.0"}}
        answer = command({"command": "dial", "params": params})
        assert [error["attribute"] for error in answer.json["errors"]] == ["params.swml"]
        neither = command({"command": "dial", "params": {"from": "+1", "to": "+2"}})
        assert [error["attribute"] for error in neither.json["errors"]] == ["params.url"]

    def test_a_call_that_is_not_there_is_not_found(self, command: Callable[[object], Answer]) -> None:
        answer = command({"command": "calling.end", "id": "nobody", "params": {}})
        assert answer.status == 404

    @pytest.mark.parametrize("body", [b"{", b"", b"[1,", b'{"a": NaN}', b"\xff", b"[" * 100_000])
    def test_what_is_no_json_is_refused(self, signalwire: MockServer, body: bytes) -> None:
        ask = Asker(signalwire, "", {"Authorization": basic(), "Content-Type": "application/json"})
        assert ask("POST", CALLING, body=body).status == 400
        assert fields(ask.journal()[-1]) == ["body"]


class TestCredentials:
    @pytest.mark.parametrize(
        "header",
        [None, "", "Basic", "Basic !!!", "Bearer x", "Basic bm9jb2xvbg==", basic("", "x"), basic("x", "")],
    )
    def test_they_must_be_there_and_well_formed(self, ask: Asker, header: str | None) -> None:
        answer = ask("GET", "/Calls.json", headers={"Authorization": header})
        assert answer.status == 401
        assert answer.headers["www-authenticate"].startswith("Basic ")
        assert answer.json["message"].startswith("Authorization")
        assert fields(ask.journal()[-1]) == ["Authorization"]

    def test_wrong_ones_are_refused_where_the_right_ones_are_known(self) -> None:
        with MockServer(SIGNALWIRE, credentials=(PROJECT, TOKEN)) as server:
            path = f"/api/laml/2010-04-01/Accounts/{PROJECT}/Calls.json"
            right, wrong = ({"Authorization": basic(PROJECT, password)} for password in (TOKEN, "other"))
            assert Asker(server, "", right).get(path).status == 200
            assert Asker(server, "", wrong).get(path).status == 401

    def test_recordings_can_be_fetched_without(self, signalwire: MockServer, ask: Asker) -> None:
        sid = signalwire.add("Recording", {"AccountSid": PROJECT})["sid"]
        for ending, kind in ((".wav", "audio/wav"), (".mp3", "audio/mpeg")):
            answer = ask.get(f"/Recordings/{sid}{ending}", headers={"Authorization": None})
            assert (answer.status, answer.headers["content-type"]) == (200, kind)
        assert ask.get(f"/Recordings/{sid}.json", headers={"Authorization": None}).status == 401


class TestPaths:
    def test_what_is_not_in_the_document_is_not_found(self, ask: Asker) -> None:
        for path in ("/Cals.json", "/Calls", "/Calls.json/", "/Calls/", "/Calls/x", "//Calls.json"):
            assert ask.get(path).status == 404
            assert ask.journal()[-1]["violations"][0]["field"] == "path"

    def test_another_method_is_told_which_there_are(self, ask: Asker) -> None:
        answer = ask.delete("/Calls.json")
        assert (answer.status, answer.headers["allow"]) == (405, "GET, POST")

    def test_an_escape_is_decoded_once(self, signalwire: MockServer, ask: Asker) -> None:
        signalwire.add("Queue", {"AccountSid": PROJECT}, id="a/b")
        assert ask.get("/Queues/a%2Fb.json").json["sid"] == "a/b"
        assert ask.get("/Queues/a%252Fb.json").status == 404
        assert ask.get("/Queues/%FF.json").status == 400
        assert ask.get("/Queues/%2.json").status == 400


def test_a_body_may_be_too_large_to_be_read(ask: Asker) -> None:
    answer = ask("POST", "/Calls.json", body=b"x" * (16 * 1024 * 1024 + 1), headers={"Content-Type": FORM})
    assert answer.status == 413
