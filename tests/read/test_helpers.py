"""Methods that a document makes of others: helpers, builders, extra keywords, wrong names, lazy lists."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest

from dialwright import ir

from .conftest import ReadPaths, Told, document

STRING = ir.Primitive(ir.Kind.STRING)

UPDATE = """\
/calls/{callId}:
  parameters:
    - {name: callId, in: path, required: true, schema: {type: string}}
  post:
    x-method: update-call
    tags: [voice]
    summary: Change a call.
    x-source: {document: voice-reference, section: update_call}
    x-extra: true
    x-location-id: true
    x-misnomers: [change-call, updat_call]
    requestBody:
      required: true
      content:
        application/json:
          schema:
            type: object
            required: [state]
            x-rules: [{at-most-one-of: [transferTo, tag]}]
            properties:
              state: {type: string}
              transferTo: {type: string}
              tag: {type: string, x-default: none}
    responses:
      2XX: {description: Done., headers: {Location: {schema: {type: string}}}}
"""


def with_helper(text: str) -> str:
    return f"{UPDATE}    x-helper:\n{indent(text, '      ')}"


def helper(zoo: ReadPaths, text: str) -> ir.Operation:
    """The method of the one helper of an operation."""
    [resource] = zoo(with_helper(text)).resources
    _, found = resource.operations
    return found


class TestTheOperationItself:
    def test_says_what_it_takes_beyond_its_arguments(self, zoo: ReadPaths) -> None:
        [resource] = zoo(UPDATE).resources
        [found] = resource.operations
        assert found.extra
        assert found.misnomers == (("change", "call"), ("updat", "call"))
        assert not found.preset

    def test_may_lack_the_header_that_holds_its_result(self, zoo: ReadPaths) -> None:
        [resource] = zoo(UPDATE).resources
        assert resource.operations[0].result == ir.Nullable(STRING)

    def test_never_lacks_a_header_that_is_required(self, zoo: ReadPaths) -> None:
        required = UPDATE.replace("{Location: {", "{Location: {required: true, ")
        [resource] = zoo(required).resources
        assert resource.operations[0].result == STRING


class TestHelpers:
    def test_are_operations_with_some_arguments_decided(self, zoo: ReadPaths) -> None:
        found = helper(
            zoo,
            "- {name: hangup_call, summary: End it., section: hangup, set: {state: completed},"
            " arguments: [callId]}",
        )
        assert (found.method, found.path, found.words) == ("POST", "/calls/{callId}", ("hangup", "call"))
        assert (found.summary, found.source) == ("End it.", ir.Source("voice-reference", "hangup"))
        assert found.preset
        assert [field.wire for field in found.path_parameters] == ["callId"]
        assert found.body is not None
        assert found.body.fields == ()
        assert found.body.constants == (("state", "completed"),)

    def test_take_nothing_over_that_they_do_not_ask_for(self, zoo: ReadPaths) -> None:
        found = helper(zoo, "- {name: end, summary: End it., set: {state: over}, arguments: [callId]}")
        assert (found.extra, found.idempotent, found.location_id) == (False, False, False)
        assert (found.result, found.misnomers, found.rules) == (None, (), ())

    def test_ask_for_more(self, zoo: ReadPaths) -> None:
        found = helper(
            zoo,
            "- {name: transfer, summary: Move it., extra: true, idempotent: true, location-id: true,"
            " arguments: [callId, state, transferTo, tag]}",
        )
        assert (found.extra, found.idempotent, found.location_id) == (True, True, True)
        assert found.result == STRING
        assert [rule.fields for rule in found.rules] == [("transferTo", "tag")]

    def test_name_arguments_anew_and_say_what_they_must_be(self, zoo: ReadPaths) -> None:
        found = helper(
            zoo,
            "- name: transfer\n"
            "  summary: Move it.\n"
            "  arguments:\n"
            "    - callId\n"
            "    - {wire: transferTo, name: to, required: true}\n"
            "    - {wire: state, default: transferring}\n"
            "    - {wire: tag, default: null}\n",
        )
        assert found.positional == ("callId", "transferTo", "state", "tag")
        assert found.body is not None
        fields = {field.wire: field for field in found.body.fields}
        assert (fields["transferTo"].words, fields["transferTo"].required) == (("to",), True)
        assert (fields["state"].argument_default, fields["state"].required) == ("transferring", False)
        assert fields["tag"].argument_default is None

    def test_are_not_counted_as_operations_of_the_document(self, zoo: ReadPaths) -> None:
        from dialwright.pipeline import count_operations

        api = zoo(with_helper("- {name: end, summary: End it., set: {state: over}, arguments: [callId]}"))
        assert count_operations(api) == 1

    def test_bring_their_module_along(self, told: Told, tmp_path: Path) -> None:
        (tmp_path / "toggle_it.py").write_text("# by hand\n", encoding="utf-8")
        (tmp_path / "toggle_it.ts").write_text("// by hand\n", encoding="utf-8")
        (tmp_path / "other.py").write_text("# not asked for\n", encoding="utf-8")
        text = "- {name: toggle, summary: Turn it., module: toggle_it, arguments: [callId]}"
        api, problems = told(document(with_helper(text)))
        assert problems == ()
        assert api.modules == {"toggle_it.py": "# by hand\n", "toggle_it.ts": "// by hand\n"}
        found = api.resources[0].operations[1]
        assert (found.module, found.body) == ("toggle_it", None)

    def test_never_bring_a_file_from_another_folder(self, told: Told, tmp_path: Path) -> None:
        elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere.py"
        elsewhere.write_text("secret = 1\n", encoding="utf-8")
        (tmp_path / "toggle_it.py").symlink_to(elsewhere)
        text = "- {name: toggle, summary: Turn it., module: toggle_it, arguments: [callId]}"
        api, _ = told(document(with_helper(text)))
        assert api.modules == {}


SENTENCE = """
Sentence:
  type: object
  description: Something to say.
  x-source: {document: voice-reference, section: sentences}
  x-builder:
    name: build-sentence
    resource: voice
    summary: Put a sentence together.
    arguments: [text, {wire: voiceName, name: voice}]
  required: [text]
  properties:
    voiceName: {type: string}
    text: {type: string}
"""


def saying(direction: str) -> str:
    content = '{application/json: {schema: {$ref: "#/components/schemas/Sentence"}}}'
    if direction == "sent":
        keys = f"requestBody: {{required: true, content: {content}}}, responses: {{2XX: {{description: a}}}}"
    else:
        keys = f"responses: {{2XX: {{description: a, content: {content}}}}}"
    return f"/say:\n  post: {{x-method: say, tags: [voice], {keys}}}"


class TestBuilders:
    def test_belong_to_the_resource_that_the_schema_names(self, zoo: ReadPaths) -> None:
        nested = saying("sent").replace(
            'schema: {$ref: "#/components/schemas/Sentence"}',
            'schema: {type: object, properties: {say: {$ref: "#/components/schemas/Sentence"}}}',
        )
        [resource] = zoo(nested, SENTENCE).resources
        [builder] = resource.builders
        assert (builder.words, builder.model) == (("build", "sentence"), "Sentence")
        assert builder.source == ir.Source("voice-reference", "sentences")
        assert [(f.wire, f.words, f.required) for f in builder.arguments] == [
            ("text", ("text",), True),
            ("voiceName", ("voice",), False),
        ]

    def test_of_what_no_request_takes_are_refused(self, told: Told) -> None:
        _, problems = told(document(saying("answered"), SENTENCE))
        assert [problem.rule for problem in problems] == ["builder"]
        assert problems[0].severity.value == "error"


@pytest.mark.parametrize(
    ("settings", "lazy", "keys"),
    [
        ("", False, "wire"),
        (", lists: lazy, mapping-keys: snake", True, "snake"),
        (", lists: list", False, "wire"),
    ],
)
def test_how_lists_and_mappings_are(told: Told, settings: str, lazy: bool, keys: str) -> None:
    client = f"x-client: {{distribution: zoo, arguments: [], surfaces: []{settings}}}\n"
    api, _ = told(client + document("/a: {get: {tags: [a], responses: {2XX: {description: a}}}}"))
    assert (api.lazy_lists, api.mapping_keys) == (lazy, keys)
