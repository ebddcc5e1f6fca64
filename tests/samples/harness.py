"""Runs documented samples, each in a fresh process against a server of its own."""

from __future__ import annotations

import os
import ssl
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import trustme

from .exchange import Request
from .reference import Section
from .server import serving

__all__ = ["PACKAGES", "Authority", "Pool", "Run", "run_sample"]

PACKAGES = Path(__file__).resolve().parents[2] / "generated/python/dialwright-signalwire/src"

_PREAMBLE = Path(__file__).with_name("preamble.py")
_HOST = "example.signalwire.com"
_SECONDS = 60

# Samples leave their client open, so a connection left to the interpreter's end is theirs, not the client's.
_STRICT = ("-X", "dev", "-W", "error", "-W", "ignore:unclosed:ResourceWarning")


@dataclass(frozen=True, slots=True)
class Run:
    """How a sample ended, and what it asked for."""

    status: int
    output: str
    errors: str
    requests: Sequence[Request]
    faults: Sequence[str]
    """What was wrong with its requests, in the server's words."""

    @property
    def last_error(self) -> str:
        """The last line of what it complained about: the exception, where it ended in one."""
        return self.errors.rstrip().rpartition("\n")[2]


class Authority:
    """A certificate authority for one test run: the server's side of TLS, and the file that trusts it."""

    def __init__(self, folder: Path) -> None:
        authority = trustme.CA()
        self.trust = folder / "authority.pem"
        authority.cert_pem.write_to_path(str(self.trust))
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate = folder / "server.pem"
        authority.issue_cert(_HOST).private_key_and_cert_chain_pem.write_to_path(str(certificate))
        self.context.load_cert_chain(certificate)


class Pool:
    """Runs samples a little ahead of the tests that ask for them, so that every core has work.

    Only a little: a test run on its own, or split over processes, should not run them all.
    """

    def __init__(self, sections: Sequence[Section], run: Callable[[Section], Run]) -> None:
        workers = 1 if "PYTEST_XDIST_WORKER" in os.environ else os.cpu_count() or 1
        self._executor = ThreadPoolExecutor(workers)
        self._ahead = workers
        self._sections = list(sections)
        self._run = run
        self._runs: dict[str, Future[Run]] = {}

    def result(self, name: str) -> Run:
        """How the sample of a section ended."""
        first = next(place for place, section in enumerate(self._sections) if section.name == name)
        for section in self._sections[first : first + self._ahead]:
            if section.name not in self._runs:
                self._runs[section.name] = self._executor.submit(self._run, section)
        return self._runs[name].result()

    def close(self) -> None:
        """Wait for what is running."""
        self._executor.shutdown(cancel_futures=True)


def run_sample(section: Section, authority: Authority, folder: Path, forgotten: Sequence[str] = ()) -> Run:
    """Run the section's Python sample with nothing changed but the package it imports from."""
    if section.snippet is None:
        raise ValueError(f"{section.name!r} has no Python sample")
    sample = folder / "sample.py"
    sample.write_text(
        section.snippet.replace("signalwire.rest", "dialwright_signalwire.rest"), encoding="utf-8"
    )
    with serving(section.answer, authority.context) as server:
        command = [sys.executable, *_STRICT, "-P", str(_PREAMBLE), str(server.port), str(sample), *forgotten]
        ended = subprocess.run(
            command, env=_environment(authority), capture_output=True, encoding="utf-8", timeout=_SECONDS
        )
    return Run(ended.returncode, ended.stdout, ended.stderr, server.requests, server.faults)


def _environment(authority: Authority) -> Mapping[str, str]:
    """No proxies, no credentials, no Python settings of the caller's: only what the sample needs."""
    inherited = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {
        **inherited,
        "PYTHONPATH": str(PACKAGES),
        "PYTHONIOENCODING": "utf-8",
        "SSL_CERT_FILE": str(authority.trust),
    }
