"""What every test may ask for, and when a test may not be skipped.

Some tests read documents that are not part of the project. They find them in the folder that
`DIALWRIGHT_SHARED` names (default: `../shared`, beside the repository); where it is not there they are
skipped, with that name in the reason. Where `DIALWRIGHT_SHARED_REQUIRED=1`, as in CI, such a skip fails.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
VARIABLE = "DIALWRIGHT_SHARED"
FAULT = "fault"
"""The property under which a test says which row of the fault table it tried."""


@pytest.fixture(scope="session")
def repository() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data that is not part of the project; the test is skipped where there is none."""
    folder = Path(os.environ.get(VARIABLE) or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"there is no data folder {folder}: {VARIABLE} names another one")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_skip(report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how much of the fault table was tried."""
    passed: list[pytest.TestReport] = terminalreporter.getreports("passed")
    tried = [value for report in passed for name, value in report.user_properties if name == FAULT]
    if tried:
        terminalreporter.write_line(
            f"fault table: {len(set(tried))} faults, each with a synchronous and an asynchronous client,"
            f" {len(tried)} outcomes as they must be"
        )


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip for want of data into a failure where the data is required."""
    required = os.environ.get(f"{VARIABLE}_REQUIRED") == "1"
    if required and report.outcome == "skipped" and VARIABLE in str(report.longrepr):
        report.longrepr = (
            f"skipped, though {VARIABLE}_REQUIRED=1 says that the data is there: {report.longrepr}"
        )
        report.outcome = "failed"
