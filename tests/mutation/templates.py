"""Break the generator in one way after another; the tests that it makes have to notice each.

Each break is made in a copy, and both packages are generated anew. Against these run the tests of the
unbroken generator, and those that the broken one makes itself: as they come from the document alone, a fault
on the way to the client shows in them too.

make mutation-templates [BREAKS="verb paging"]
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .breaks import BREAKS, Break
from .staging import ROOT

_COPIED = ("generator/dialwright", "templates", "spec")
_SPECS = tuple(sorted(path.relative_to(ROOT) for path in ROOT.glob("spec/*/openapi.yaml")))
_FAILED = re.compile(r"^(?:FAILED|ERROR) \S*?(test_\w+)\.py(?:::(\S+))?", re.MULTILINE)
_SETTINGS = """\
[pytest]
addopts = --import-mode=importlib -p no:cacheprovider
filterwarnings = error
pythonpath = {paths}
"""


@dataclass(frozen=True)
class Verdict:
    """What one run of tests said: the first test that failed, "" where none did."""

    failed: str

    @property
    def text(self) -> str:
        return self.failed or "SURVIVED"


class Stage:
    """A copy of the generator in a folder of its own, with what it generates.

    Args:
        folder: An empty folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name in _COPIED:
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)

    def apply(self, change: Break) -> None:
        """Make the change; a text that does not stand there exactly once is a mistake of the table."""
        path = self._folder / change.file
        path.write_text(broken(path.read_text(encoding="utf-8"), change), encoding="utf-8")

    def generate(self) -> None:
        """Generate both packages with the copy."""
        for spec in _SPECS:
            command = [sys.executable, "-m", "dialwright", "generate", str(spec), "-o", "out", "--strict"]
            environment = {"PYTHONPATH": str(self._folder / "generator"), "PYTHONDONTWRITEBYTECODE": "1"}
            run = subprocess.run(
                command, cwd=self._folder, env=environment, capture_output=True, text=True, check=False
            )
            if run.returncode:
                raise RuntimeError(f"the broken generator does not run:\n{run.stdout}{run.stderr}")

    def judge(self, packages: Iterable[Path]) -> Verdict:
        """Run the tests of one package after the other, until one fails."""
        sources = sorted(self._folder.glob("out/*/src"))
        # The local server is that of the project.
        paths = " ".join(map(str, [ROOT / "generator", *sources]))
        (self._folder / "pytest.ini").write_text(_SETTINGS.format(paths=paths), encoding="utf-8")
        failed = (self._first_failure(tests) for tests in packages)
        return Verdict(next(filter(None, failed), ""))

    def _first_failure(self, tests: Path) -> str:
        """The first test that fails, as `file::class::name`; "" where none does."""
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-c", "pytest.ini", str(tests)]
        run = subprocess.run(command, cwd=self._folder, capture_output=True, text=True, check=False)
        match = _FAILED.search(run.stdout)
        if run.returncode not in (0, 1, 2) or bool(run.returncode) != bool(match):
            raise RuntimeError(f"the tests do not run:\n{run.stdout}{run.stderr}")
        return "::".join(part for part in match.groups() if part) if match is not None else ""

    @property
    def unbroken_tests(self) -> list[Path]:
        """Copies of the committed tests, which run where no package is beside them."""
        found: list[Path] = []
        for tests in sorted(ROOT.glob("generated/python/*/tests")):
            copy = self._folder / "unbroken" / tests.parent.name / "tests"
            shutil.copytree(tests, copy, ignore=shutil.ignore_patterns("__pycache__"))
            found.append(copy)
        return found

    @property
    def own_tests(self) -> list[Path]:
        return sorted(self._folder.glob("out/*/tests"))


def broken(text: str, change: Break) -> str:
    """The text of a file with the change made."""
    if text.count(change.old) != 1:
        raise ValueError(f"'{change.name}': the text stands {text.count(change.old)} times in {change.file}")
    return text.replace(change.old, change.new)


def judged(change: Break) -> tuple[Verdict, Verdict]:
    """What the tests of the unbroken generator, and those of the broken one, say of a break."""
    with TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        stage.apply(change)
        stage.generate()
        return stage.judge(stage.unbroken_tests), stage.judge(stage.own_tests)


def main(wanted: list[str]) -> int:
    """Judge the breaks whose names have one of the words; all, without any. 1 where one survives."""
    chosen = [one for one in BREAKS if not wanted or any(word in one.name for word in wanted)]
    survivors = 0
    print("| break | noticed by the unbroken tests | noticed by its own |\n|---|---|---|", flush=True)
    for change in chosen:
        verdicts = judged(change)
        survivors += any(not verdict.failed for verdict in verdicts)
        print(f"| {change.name} | {verdicts[0].text} | {verdicts[1].text} |", flush=True)
    print(f"\n{len(chosen) - survivors} of {len(chosen)} noticed by both")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
