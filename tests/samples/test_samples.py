"""Every Python sample of the Compatibility reference runs in a process of its own, one import changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .exchange import Request
from .harness import Authority, Pool, Run, run_sample
from .outcomes import DIFFERENCES, FAILURES, FORGOTTEN, MENDED, placeholders
from .printed import expected_output, shown_fields, shows_records
from .reference import Section
from .server import records
from .table import load_table

SAMPLES = [row.section for row in load_table().values() if row.has_sample]
FINISHING = [name for name in SAMPLES if name not in FAILURES]


@pytest.fixture(scope="module")
def samples(
    reference: dict[str, Section],
    authority: Authority,
    package: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Pool]:
    """Runs the samples, finishing ones first."""

    def run(section: Section) -> Run:
        return run_sample(section, authority, tmp_path_factory.mktemp("sample"))

    pool = Pool([reference[name] for name in [*FINISHING, *FAILURES]], run)
    yield pool
    pool.close()


def test_the_table_of_outcomes_covers_every_sample() -> None:
    broken = {*FAILURES, *MENDED}
    assert broken <= set(SAMPLES)
    assert (len(SAMPLES), len(broken), len(SAMPLES) - len(broken)) == (79, 9, 70)


@pytest.mark.parametrize("name", FINISHING)
def test_a_valid_sample_finishes(name: str, samples: Pool, reference: dict[str, Section]) -> None:
    check_finished(samples.result(name), reference[name])


@pytest.mark.parametrize("name", FAILURES)
def test_a_broken_sample_fails_as_python_has_it(name: str, samples: Pool) -> None:
    run = samples.result(name)
    assert re.fullmatch(FAILURES[name], run.last_error), run.errors
    assert (run.status, run.output, run.requests) == (1, "", [])


@pytest.mark.parametrize("name", FORGOTTEN)
def test_a_sample_with_the_import_it_forgot_finishes(
    name: str, reference: dict[str, Section], authority: Authority, package: Path, tmp_path: Path
) -> None:
    run = run_sample(reference[name], authority, tmp_path, forgotten=[FORGOTTEN[name]])
    check_finished(run, reference[name])


def check_finished(run: Run, section: Section) -> None:
    """A sample ended well, printed what it should, and asked for what its curl sample asks for."""
    assert (run.status, run.errors, run.faults) == (0, "", [])
    check_output(run.output, section)
    assert run.requests[0].with_days() == expected_request(section)
    assert len(run.requests) == expected_requests(section)


def check_output(output: str, section: Section) -> None:
    """Printed text is compared whole; of a printed record, each field that it shows."""
    assert section.snippet is not None
    if not shows_records(section.snippet):
        assert output == expected_output(section.snippet, section.answer.body)
        return
    answered = records(section.answer.body)
    shown = shown_fields(output)
    assert len(shown) == len(answered)
    for fields, record in zip(shown, answered, strict=True):
        assert fields, f"nothing of the record is shown: {output}"
        assert fields == {name: record[name] for name in fields}


def expected_request(section: Section) -> Request:
    """What the curl sample asks for, with what the Python sample says differently."""
    request = section.request.documented(placeholders(section.name))
    difference = DIFFERENCES.get(section.name)
    if difference is None:
        return request
    assert difference.documented.items() <= request.query.items()
    kept = {name: value for name, value in request.query.items() if name not in difference.documented}
    return Request(request.method, request.path, {**kept, **difference.sent}, request.form)


def expected_requests(section: Section) -> int:
    """Two where the printed answer has a next page, which the server then ends with; else one."""
    if not section.answer.body:
        return 1
    answer = json.loads(section.answer.body)
    has_next = answer.get("next_page_uri") or answer.get("meta", {}).get("next_page_url")
    return 2 if has_next else 1
