"""Identifiers: what words become, who gets a name that several want, and what lives where."""

from __future__ import annotations

from dataclasses import replace
from inspect import signature

import pytest

from dialwright import ir
from dialwright.python.names import Names, identifier, names_of, reserved_words
from dialwright.python.names.placement import homes
from dialwright.python.names.scope import Scope
from dialwright.python.runtime import SyncClient, errors
from dialwright.words import pascal, screaming, snake

from .sample import ACME
from .sample.making import field


@pytest.fixture(scope="module")
def names() -> Names:
    return names_of(ACME)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("end", "time"), "end_time"),
        (("from",), "from_"),
        (("none",), "none"),
        (("2fa", "code"), "api_2fa_code"),
        ((), "unnamed"),
        (("a b", "-"), "ab"),
        (("名前",), "名前"),
        (("ﬁne",), "fine"),
    ],
)
def test_words_become_identifiers(words: tuple[str, ...], name: str) -> None:
    assert identifier(words, snake) == name
    assert name.isidentifier()


def test_styles_and_reserved_words() -> None:
    assert identifier(("none",), pascal) == "None_"
    assert identifier(("3", "way"), pascal) == "Api3Way"
    assert identifier(("to", "missing"), screaming) == "TO_MISSING"
    assert identifier(("self",), snake, reserved_words("parameters")) == "self_"


def test_a_scope_serves_who_comes_first() -> None:
    scope = Scope(["taken"], forms=("{}", "Async{}"))
    assert scope.claim("Calls") == "Calls"
    assert scope.claim("AsyncCalls", "other") == "other"
    assert scope.claim("taken") == "taken_2"
    assert scope.claim("taken") == "taken_3"


def test_fields_keep_clear_of_what_models_have(names: Names) -> None:
    fields = names.fields["Call"]
    assert fields["from"] == "from_"
    assert fields["class"] == "class_"
    assert fields["items"] == "items_"
    assert fields["to_dict"] == "to_dict_"
    assert fields["wire"] == "wire_"
    assert fields["self"] == "self"
    assert fields["recordings"] == "recordings_"  # `call.recordings` leads to them
    assert names.fields["CallSubresourceUris"]["recordings"] == "recordings"


def test_fields_that_clash_are_told_apart(names: Names) -> None:
    fields = names.fields["Call"]
    assert (fields["+1"], fields["-1"]) == ("plus_1", "minus_1")
    assert (fields["caller_name"], fields["callerName"]) == ("caller_name", "caller_name_2")


def test_what_begins_with_a_digit_has_a_word_before_it() -> None:
    """The same for a field and a parameter of that name."""
    fields = tuple(field(wire) for wire in ("2fa_token", "404", "+1", "1st"))
    model = ir.Model(key="Odd", words=("3d",), fields=fields)
    query = ir.Operation(method="GET", path="/", words=("2fa",), query=fields)
    resource = ir.Resource(key="1", words=("1",), operations=(query,))
    names = names_of(replace(ACME, models=(model,), resources=(resource,), unions=(), webhooks=(), enums=()))
    expected = ["field_2fa_token", "field_404", "plus_1", "field_1st"]
    assert [*names.fields["Odd"].values()] == expected
    assert [*names.parameters["1"][0].names.values()] == expected
    assert names.schemas["Odd"].name == "Api3d"
    assert (names.services["1"], names.members["1"].methods[0].name) == ("api_1", "api_2fa")


@pytest.mark.parametrize(
    ("distribution", "package"),
    [("github-client", "github_client"), ("3d-secure", "api_3d_secure"), ("myClient", "my_client")],
)
def test_packages_are_called_after_distributions(distribution: str, package: str) -> None:
    assert names_of(replace(ACME, distribution=distribution)).clients.package == package


def test_mapping_access_reserves_names_only_where_it_is_asked_for() -> None:
    fields = names_of(replace(ACME, mapping_access=False)).fields["Call"]
    assert fields["items"] == "items"
    assert fields["list"] == "list_"


def test_parameters_that_clash_are_told_apart(names: Names) -> None:
    get_line = names.parameters["lines"][2]
    assert list(get_line.names.values()) == ["id", "query_id", "header_id"]
    list_lines = names.parameters["lines"][0]
    assert [*list_lines.names.values()] == ["page_size", "query", "x_trace"]
    assert list_lines.variables["query"] == "query_values"


def test_places_and_their_modules(names: Names) -> None:
    recordings = names.places["voice.calls.recordings"]
    assert (recordings.package, recordings.module) == ("voice", "call_recordings")
    assert (recordings.collection, recordings.context) == ("CallRecordings", "CallRecordingContext")
    assert recordings.records == {"Recording": "CallRecordingRecord"}
    assert names.places["voice.fax"].collection == "FaxNamespace"
    assert names.places["voice.faxes.media"].collection == "FaxMediaResource"  # FaxMedia is a schema
    assert names.places["voice.available_numbers"].records == {"Country": "CountryRecord"}


def test_schemas_live_where_they_are_used(names: Names) -> None:
    modules = {key: schema.module for key, schema in names.schemas.items()}
    assert modules["Call"] == modules["CallSubresourceUris"] == modules["Level"] == "call"
    assert modules["CallStatus"] == modules["HttpMethod"] == "enums"
    assert modules["Ending"] == modules["CallEnded"] == "call_ended"
    assert modules["PlayAudio"] == modules["Playable"] == "playable"
    assert modules["SessionLeg"] == modules["CallLeg"] == "call_leg"
    assert names.schemas["Page"].name == "PageModel"
    assert names.schemas["Line"].input == "LineInput"


def test_a_schema_that_only_a_cycle_leads_to_has_a_home() -> None:
    one = ir.Model(key="One", words=("one",), fields=(field("other", ir.Named("Two")),))
    two = ir.Model(key="Two", words=("two",), fields=(field("other", ir.Named("One")),))
    assert homes(replace(ACME, models=(one, two), resources=(), unions=(), webhooks=(), enums=())) == {
        "One": "One",
        "Two": "One",
    }


def test_a_place_that_needs_more_than_it_can_have_is_refused() -> None:
    orphan = ir.Resource(key="voice.legs", words=("legs",), parents=("CallSid",))
    with pytest.raises(ValueError, match=r"'voice\.legs' .* needs the path values \{CallSid\}"):
        names_of(replace(ACME, resources=(orphan,)))


def test_a_second_service_takes_its_own_names() -> None:
    again = ir.Resource(key="other.calls", words=("calls",))
    names = names_of(replace(ACME, resources=(*ACME.resources, again)))
    assert names.places["voice.calls"].collection == "Calls"
    assert names.places["other.calls"].collection == "OtherCalls"
    assert names.places["other.calls"].module == "calls"


def test_names_do_not_depend_on_what_was_named_before() -> None:
    assert names_of(ACME) == names_of(ACME)


def test_clients_and_what_is_exported_do_not_clash_with_the_tree() -> None:
    voice = ir.Surface(words=("calls",), module=("voice",), root="voice")
    names = names_of(replace(ACME, words=("server",), surfaces=(*ACME.surfaces, voice)))
    assert names.clients.error == "ServerClientError"  # ServerError is what 5xx becomes
    assert names.clients.surfaces[-1].name == "Calls"
    assert names.places["voice.calls"].collection == "CallsResource"


def test_the_errors_of_the_runtime_are_known() -> None:
    assert reserved_words("errors") == set(errors.__all__)


def test_the_settings_of_clients_are_known() -> None:
    """A credential of the API never takes the name of one."""
    settings = set(signature(SyncClient.__init__).parameters) - {"api", "names"}
    assert settings | {"hidden", "hidden_proxy"} == reserved_words("arguments")


@pytest.mark.parametrize(
    ("written", "version"),
    [("1.2.3", "1.2.3"), ("2.0rc1", "2.0rc1"), ("v1.0", "1.0"), ("2010-04-01", "2010.04.01"), ("", "0")],
)
def test_versions_are_those_of_python_packages(written: str, version: str) -> None:
    assert names_of(replace(ACME, version=written)).clients.version == version


def test_what_picks_a_record_keeps_its_name() -> None:
    calls = ACME.resources[0]
    fetch = replace(calls.operations[2], query=(field("Sid"),))
    names = names_of(replace(ACME, resources=(replace(calls, operations=(fetch,)),)))
    assert [*names.parameters["voice.calls"][0].names.values()] == ["query_sid"]


def test_a_top_place_leaves_room_for_the_client() -> None:
    close = ir.Operation(method="POST", path="/close", words=("close",))
    lines = ir.Resource(key="lines", words=("lines",), operations=(close,))
    names = names_of(replace(ACME, resources=(lines,), surfaces=()))
    assert names.members["lines"].methods[0].name == "close_"
