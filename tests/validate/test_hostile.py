"""Documents made to harm whoever reads them: judged quickly, and nothing is opened that is not theirs."""

from __future__ import annotations

import builtins
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from dialwright.problems import Problem, Severity, render
from dialwright.validate import RULES, Level, validate

ROOT = Path(__file__).resolve().parents[2]

# By the beginning of the file's name: the rules that must refuse it. Others may say what they like.
REFUSED = {
    "e12": {"unsafe-name"},
    "e24": {"unsafe-name"},
    "e29": {"keyword-number"},
    "e37": {"unsafe-server"},
    "e39": {"unsafe-server"},
    "e41": {"unsafe-key"},
    "e42": {"discriminator-mapping"},
    "e44": {"reference"},
    "e46": {"dialect", "reference"},
    "e47": {"reference"},
    "e49": {"reference"},
    "e54": {"limit"},
    "e56": {"limit"},
    "e57": {"limit"},
    "e59": {"yaml-syntax"},
    "e61": {"number"},
    "e62": {"document"},
    "e69": {"unsafe-path"},
    "e71": {"unsafe-path"},
    "e72": {"unsafe-name"},
}


@pytest.fixture
def guarded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files opened once all that is imported is there; sockets and processes fail the test."""
    validate(ROOT / "tests" / "cases" / "valid" / "openapi.yaml")
    opened: list[str] = []
    opener: Any = builtins.open

    def forbidden(*arguments: Any, **options: Any) -> None:
        raise AssertionError(f"validation reached out: {arguments}")

    def noted(file: Any, *arguments: Any, **options: Any) -> Any:
        opened.append(str(file))
        return opener(file, *arguments, **options)

    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    monkeypatch.setattr(subprocess, "Popen", forbidden)
    monkeypatch.setattr(builtins, "open", noted)
    monkeypatch.setattr("io.open", noted)
    return opened


def documents(shared: Path) -> list[Path]:
    return sorted((shared / "evil_specs").glob("e*.yaml"))


def judged(path: Path, *, strict: bool) -> list[Problem]:
    start = time.process_time()
    problems = validate(path, strict=strict)
    assert time.process_time() - start < 10, f"{path.name} took too long"
    return problems


def test_each_is_judged_within_bounds(shared: Path, guarded: list[str]) -> None:
    for path in documents(shared):
        for strict in (False, True):
            problems = judged(path, strict=strict)
            text = render(problems)
            assert "\x1b" not in text
            assert all(line.isprintable() for line in text.split("\n"))
            assert "root:" not in text  # nothing of /etc/passwd
            errors = {problem.rule for problem in problems if problem.severity is Severity.ERROR}
            assert REFUSED.get(path.name[:3], set()) <= errors, path.name
    allowed = (str(shared.resolve() / "evil_specs"), sys.prefix, sys.base_prefix)
    assert [name for name in guarded if not name.startswith(allowed)] == []


def test_those_that_merely_look_odd_pass(shared: Path) -> None:
    for path in documents(shared):
        if path.name[:3] in ("e52", "e66", "e67"):
            told = {problem.rule for problem in judged(path, strict=False)}
            assert {rule for rule in told if RULES[rule].level is not Level.ADVICE} == set()


class TestOurOwn:
    """The same attacks, where the data folder is absent."""

    @pytest.mark.parametrize(
        ("text", "rule"),
        [
            ("a: &a [x]\nb: " + "[" * 300, "limit"),
            ("paths: &p {a: *p}\n", "limit"),
            ("openapi: 3.1.0\njsonSchemaDialect: http://127.0.0.1:9/d\npaths: {}\n", "dialect"),
            ("openapi: 3.1.0\npaths: {$ref: 'http://169.254.169.254/'}\n", "reference"),
            ("openapi: 3.1.0\npaths: {$ref: '#/paths'}\n", "reference"),
            ("openapi: 3.1.0\npaths: {a: {$ref: '#/info/title'}}\ninfo: {title: t}\n", "reference"),
            ("openapi: 3.1.0\npaths: {'/x/{__import__()}': {get: {}}}\n", "unsafe-name"),
        ],
    )  # fmt: skip
    def test_is_refused(self, tmp_path: Path, guarded: list[str], text: str, rule: str) -> None:
        path = tmp_path / "openapi.yaml"
        path.write_text(text)
        problems = judged(path, strict=False)
        assert rule in {problem.rule for problem in problems if problem.severity is Severity.ERROR}

    def test_schemas_that_double_are_not_expanded(self, tmp_path: Path) -> None:
        lines = ["openapi: 3.1.0", 'info: {title: a, version: "1"}', "paths: {}", "components:", "  schemas:"]
        for level in range(60):
            inner = f'{{$ref: "#/components/schemas/S{level + 1}"}}'
            lines.append(f"    S{level}: {{allOf: [{inner}, {inner}]}}")
        lines.append("    S60: {type: object}")
        path = tmp_path / "openapi.yaml"
        path.write_text("\n".join(lines))
        assert [problem.rule for problem in judged(path, strict=False)] == ["openapi"]

    @pytest.mark.parametrize("link", ["{allOf: [%s]}", "{properties: {a: %s}}", "{oneOf: [%s]}", "%s"])
    def test_long_chains_of_schemas_end_in_no_traceback(self, tmp_path: Path, link: str) -> None:
        path = tmp_path / "openapi.yaml"
        schemas = [
            f"    S{number}: " + link % f'{{$ref: "#/components/schemas/S{number + 1}"}}'
            for number in range(5000)
        ]
        path.write_text(
            'openapi: 3.1.0\ninfo: {title: a, version: "1"}\n'
            "paths: {/a: {post: {x-positional: [b], requestBody: {content: {application/json: "
            '{schema: {$ref: "#/components/schemas/S0"}}}}, responses: {2XX: {description: a}}}}}\n'
            "components:\n  schemas:\n" + "\n".join(schemas) + "\n    S5000: {type: object}\n"
        )
        assert len(judged(path, strict=False)) <= 502

    def test_many_faults_are_told_in_bounds(self, tmp_path: Path) -> None:
        path = tmp_path / "openapi.yaml"
        schemas = "\n".join(
            f'    S{number}: {{$ref: "#/components/schemas/T{number}"}}' for number in range(20000)
        )
        path.write_text(f"openapi: 3.1.0\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}\n")
        assert 500 <= len(judged(path, strict=False)) <= 510

    def test_patterns_are_not_run(self, tmp_path: Path) -> None:
        path = tmp_path / "openapi.yaml"
        path.write_text(
            'openapi: 3.1.0\ninfo: {title: a, version: "1"}\npaths: {}\ncomponents:\n  schemas:\n'
            f"    S: {{type: string, pattern: '^(a+)+$', default: '{'a' * 60}!'}}\n"
        )
        assert judged(path, strict=False) == []
