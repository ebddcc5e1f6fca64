"""The parts of the benchmarks that measure nothing: plan, figures, report, plot, server, documents."""

from __future__ import annotations

import http.client
import json
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from bench import answers, playing, server
from bench.chart import Bar, Panel, panels, plot
from bench.environments import ROOT
from bench.figures import Failure, Results, Spread, differing, reached, spread, verdict
from bench.generators import COMPATIBILITY, CORPUS, SPEC, copied, one_file, run_generator
from bench.markdown import Conditions, amount, described, excerpt, multiple, report, table
from bench.plan import CONSTRUCT, IMPORT, ROWS, SECTIONS, SUBJECTS, TARGETS, Target, rows_of
from bench.rounds import measured, program
from dialwright_signalwire._runtime.model import Model, check_model
from dialwright_signalwire.models import Call, CallLeg

ADDRESS = "http://127.0.0.1:1"
BY_KEY = {row.key: row for row in ROWS}


def results(**failing: str) -> Results:
    """Figures for everything but what fails: `row__subject="reason"`."""
    made = Results()
    idle = {target.apart for target in TARGETS}
    for row in ROWS:
        least = 0.0001 if row.key in idle else 0.001
        for number, subject in enumerate(row.subjects, start=1):
            reason = failing.get(f"{row.key}__{subject}")
            for turn in (1, 2, 3):
                made.add(row.key, subject, Failure(reason) if reason else least * number * turn)
    return made


def written(of: Results) -> str:
    versions: dict[str, dict[str, str] | Failure] = {
        "bare": {"httpx2": "2.0", "idna": "3"},
        "twilio": Failure("pip could not install it"),
    }
    return report(of, Conditions("3.11.0", 2, 3, versions), "report.svg")


class TestPlan:
    def test_every_subject_has_what_its_rows_need(self) -> None:
        for row in ROWS:
            for subject in row.subjects:
                if row.kind in ("work", "first"):
                    module = import_module(f"bench.subjects.{subject}")
                    assert callable(getattr(module, row.work or row.key)), (row.key, subject)
                elif row.kind in ("code", "modules"):
                    assert subject in IMPORT
                    assert subject in CONSTRUCT

    def test_every_program_is_python(self) -> None:
        for row in ROWS:
            for subject in row.subjects if row.kind not in ("generate", "play") else ():
                compile(program(row, subject, ADDRESS), row.key, "exec")

    def test_every_target_is_about_what_is_measured(self) -> None:
        for target in TARGETS:
            assert target.subject in BY_KEY[target.row].subjects
            if target.against:
                row, _, subject = target.against.rpartition(":")
                assert subject in BY_KEY[row or target.row].subjects

    @pytest.mark.parametrize("subject", [one for one in SUBJECTS if one.key != "dialwright"])
    def test_every_subject_is_pinned(self, subject: object) -> None:
        key, package = getattr(subject, "key", ""), getattr(subject, "package", "")
        lines = (ROOT / "bench" / f"requirements-{key.replace('_', '-')}.txt").read_text().splitlines()
        assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines)
        names = {line.partition("==")[0].replace("_", "-") for line in lines}
        assert ("httpcore2" if key == "ours" else package) in names


class TestFigures:
    def test_a_ratio_is_taken_within_each_round(self) -> None:
        """So that a machine that gets slower during the run does not change it."""
        found = Results()
        for slow in (1.0, 10.0, 3.0):
            found.add("fetch", "ours", 2.0 * slow)
            found.add("fetch", "bare", 4.0 * slow)
        assert found.ratio("fetch", "ours", "bare") == Spread(0.5, 0.5, 0.5)

    def test_the_middle_is_not_moved_by_one_odd_round(self) -> None:
        assert spread([1.0, 1.2, 50.0]) == Spread(1.2, 1.0, 50.0)

    def test_another_row_can_be_compared_with(self) -> None:
        found = Results()
        found.add("cold", "dialwright", 3.0)
        found.add("compatibility", "openapi_python_client", 2.0)
        target = Target("cold", 1.0, "compatibility:openapi_python_client", "dialwright")
        assert reached(found, target) == Spread(1.5, 1.5, 1.5)
        assert verdict(reached(found, target), target) == "missed"

    def test_what_is_spent_in_any_case_can_be_taken_off(self) -> None:
        found = Results()
        for row, figures in (
            ("copies_10", (10.5, 20.5)),
            ("compatibility", (1.5, 2.5)),
            ("smallest", (0.5, 0.5)),
        ):
            for figure in figures:
                found.add(row, "dialwright", figure)
        target = Target("copies_10", 10.0, "compatibility:dialwright", "dialwright", apart="smallest")
        assert reached(found, target) == Spread(10.0, 10.0, 10.0)
        assert described(target).endswith("“generate one operation” taken off both")
        assert reached(Results(found.figures | {("smallest", "dialwright"): []}), target) == Failure(
            "not measured"
        )

    @pytest.mark.parametrize(("limit", "said"), [(0.49, "missed"), (0.5, "met"), (0.51, "met")])
    def test_a_target_is_met_up_to_its_limit(self, limit: float, said: str) -> None:
        assert verdict(Spread(0.5, 0.1, 0.9), Target("fetch", limit, "bare")) == said

    @pytest.mark.parametrize("failing", ["fetch__ours", "fetch__bare"])
    def test_nothing_follows_from_what_failed(self, failing: str) -> None:
        target = Target("fetch", 1000.0, "bare")
        found = reached(results(**{failing: "it broke"}), target)
        assert found == Failure("it broke")
        assert verdict(found, target) == "not measured"

    def test_a_subject_that_fails_once_has_no_figure(self) -> None:
        found = Results()
        found.add("fetch", "ours", 1.0)
        found.add("fetch", "ours", Failure("it broke"))
        assert found.of("fetch", "ours") == Failure("it broke")

    def test_work_that_returns_something_else_is_noticed(self) -> None:
        assert differing({"bare": "1", "ours": "1", "twilio": "2"}, "bare") == {"twilio"}
        assert differing({"ours": "1", "twilio": "2"}, "bare") == set()


class TestReport:
    def test_says_of_every_target_whether_it_is_met(self) -> None:
        rows = written(results()).partition("## Targets\n\n")[2].partition("\n\n")[0].splitlines()[2:]
        assert len(rows) == len(TARGETS)
        assert all(row.endswith(("| met |", "| missed |")) for row in rows)

    def test_hides_nobody_who_failed(self) -> None:
        text = written(results(fetch__twilio="ImportError: no luck"))
        assert "| twilio | ImportError: no luck |" in text
        assert "| twilio | pip could not install it |" in text

    def test_names_versions_and_conditions(self) -> None:
        text = written(results())
        assert "CPython 3.11.0, 2 cores, 3 rounds." in text
        assert "| httpx2 | 2.0 | with json, and nothing on top | idna 3 |" in text

    def test_a_cell_does_not_break_the_table(self) -> None:
        assert table(["a"], [["b | c"]]) == "| a |\n| --- |\n| b &#124; c |"

    @pytest.mark.parametrize(
        ("value", "shown"),
        [(2.5, "2.5 s"), (0.25, "250 ms"), (0.00125, "1.25 ms"), (0.000041, "41 µs"), (4e-7, "0.4 µs")],
    )
    def test_seconds_are_shown_in_their_size(self, value: float, shown: str) -> None:
        assert amount(value, "s") == shown

    def test_other_amounts(self) -> None:
        assert amount(2698.6, "bytes") == "2,699 B"
        assert amount(59, "entries") == "59"
        assert amount(1234.4, "a second") == "1,234 a second"
        assert (multiple(0.514), multiple(0.0083), multiple(12.345)) == ("0.51", "0.0083", "12.35")


class TestPlot:
    def test_is_well_formed_and_has_a_bar_for_everyone(self) -> None:
        shown = [*panels(results(fetch__twilio="<no luck>"))]
        root = ElementTree.fromstring(plot(shown))
        bars = [one for one in root.iter() if one.get("class", "").startswith("bar")]
        assert len(bars) == sum(len(row.subjects) for row in ROWS if len(row.subjects) > 1)
        assert "<no luck>" in {one.text for one in root.iter()}

    def test_bars_are_as_long_as_they_say(self) -> None:
        bars = [
            Bar("a", 1.0, ("1",), False),
            Bar("b", 0.25, ("2",), True, 0.5),
            Bar("c", None, ("-",), False),
        ]
        root = ElementTree.fromstring(plot([Panel("fetch", bars)]))
        widths = [
            float(one.get("width", "")) for one in root.iter() if one.get("class", "").startswith("bar")
        ]
        assert widths == [420, 105, 0]
        [limit] = [one for one in root.iter() if one.get("class") == "limit"]
        assert float(limit.get("x1", "")) == 20 + 190 + 210

    def test_is_readable_in_the_dark(self) -> None:
        assert "prefers-color-scheme: dark" in plot([])


class TestPrograms:
    def test_one_that_fails_says_why_and_not_where(self) -> None:
        failure, _ = measured(Path(sys.executable), f"raise OSError('{ROOT}/bench is gone')")
        assert failure == Failure("OSError: ./bench is gone")

    def test_one_that_works_gives_its_figure(self) -> None:
        assert measured(Path(sys.executable), "print(0.5)") == (0.5, "")
        assert measured(Path(sys.executable), "print(0.5, ('a', 'b'))") == (0.5, "('a', 'b')")

    def test_imports_are_timed_without_what_measures_them(self) -> None:
        figure, _ = measured(Path(sys.executable), "import sys\nprint(len(sys.modules))")
        counted = program(BY_KEY["modules"], "bare", ADDRESS).replace("import httpx2", "pass")
        assert measured(Path(sys.executable), counted)[0] == figure


@pytest.fixture(scope="module")
def connection() -> Iterator[http.client.HTTPConnection]:
    with server.running() as address:
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
        yield connection
        connection.close()


class TestServer:
    @pytest.mark.parametrize(
        ("method", "path", "key"),
        [
            ("GET", "/api/laml/2010-04-01/Accounts/a/Calls.json?PageSize=50", "calls"),
            ("GET", "/api/laml/2010-04-01/Accounts/a/Calls/b.json", "subresource_uris"),
            ("POST", "/api/calling/calls", "charge_details"),
            ("GET", "/v1/users/u/calls/c", "chargeableDuration"),
        ],
    )
    def test_answers_each_over_one_connection(
        self, connection: http.client.HTTPConnection, method: str, path: str, key: str
    ) -> None:
        connection.request(method, path, b"{}" * 9 if method == "POST" else None)
        used = connection.sock
        response = connection.getresponse()
        assert (response.status, key in json.loads(response.read())) == (200, True)
        assert connection.sock is used

    def test_answers_nothing_that_it_does_not_have(self, connection: http.client.HTTPConnection) -> None:
        connection.request("GET", "/elsewhere")
        response = connection.getresponse()
        assert (response.status, response.read()) == (404, b"{}")

    def test_waits_for_the_whole_request(self) -> None:
        whole = b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
        assert [server.request_size(whole[:end]) for end in (5, len(whole) - 1)] == [None, None]
        assert server.request_size(whole + b"GET") == len(whole)


class TestAnswers:
    @pytest.mark.parametrize(
        ("model", "record"), [(Call, answers.call(7)), (CallLeg, answers.leg())], ids=["Call", "Leg"]
    )
    def test_are_as_documented(self, model: type[Model], record: dict[str, object]) -> None:
        check_model(model, record)
        known = {name for field in model.__fields__.values() for name in field.names}
        assert record.keys() <= known

    def test_records_differ(self) -> None:
        assert len({json.dumps(answers.call(number)) for number in range(200)}) == 200
        assert len(answers.page(3)["calls"]) == answers.PAGE_SIZE


class TestPlayer:
    """The server that plays the API, as it is measured."""

    def test_answers_what_it_is_measured_with(self) -> None:
        with playing.playing() as player:
            for number in (1, 2, 100):
                player.ask(number)
            before, size = player.used()
            player.ask(1)
            after, _ = player.used()
        assert after >= before > 0
        assert size > 10_000_000 or not playing.STATUS.is_file()

    def test_a_rate_is_of_the_work_that_is_named(self) -> None:
        assert playing.rate("fetch", 10) > 0

    def test_where_the_system_does_not_tell_memory_a_row_says_so(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(playing, "kept", lambda: {10_000: 0})
        assert playing.run_server("kept_10") == Failure("not measured: the system does not tell")


class TestSections:
    def test_every_row_is_in_one(self) -> None:
        assert [row for section in SECTIONS for row in rows_of(section)] == [*ROWS]
        assert rows_of("") == [*ROWS]

    def test_one_can_be_shown_alone(self) -> None:
        rows = rows_of("server")
        text = excerpt(results(), rows)
        assert [row.title in text for row in rows] == [True] * len(rows)
        assert "httpx2" not in text


class TestDocuments:
    def test_one_file_holds_the_compatibility_api_and_nothing_else(self) -> None:
        document = one_file(SPEC, COMPATIBILITY)
        text = json.dumps(document)
        assert all(path.startswith(COMPATIBILITY) for path in document["paths"])
        assert all(target.startswith("#/") for target in re.findall(r'"\$ref": "([^"]+)"', text))
        assert re.findall(r'"x-[\w-]+":', text) == []
        assert '"listCalls"' in text
        assert "calling.dial" not in text

    def test_copies_have_paths_and_names_of_their_own(self) -> None:
        document = one_file(SPEC, COMPATIBILITY)
        names = [re.findall(r'"operationId": "(\w+)"', json.dumps(copied(document, n))) for n in (1, 3)]
        assert len(names[1]) == len(set(names[1])) == 3 * len(names[0])

    def test_without_the_corpus_a_row_says_so(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv(CORPUS, str(tmp_path))
        found = run_generator(Path(sys.executable), "github", "dialwright")
        assert found == Failure("not measured: no corpus")
