"""The folder in which mutants live: the runtime, the clients that run on it, and the tests that judge it."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNTIME = Path("generator/dialwright/python/runtime")
JUDGES = ("runtime", "faults")
"""The folders of tests that are about the runtime and nothing else."""

# What it costs to load a package, and copies of the runtime, say nothing of what the runtime does.
_LEFT_OUT = ("__pycache__", "test_package.py")

_SETTINGS = """\
[mutmut]
source_paths=
{sources}
pytest_add_cli_args_test_selection=
    tests
also_copy=
    src
"""

_PYTEST = """\
[tool.pytest.ini_options]
testpaths = ["tests"]
pythonpath = ["src"]
filterwarnings = ["error"]
"""

_ALIAS = '''\
"""The one runtime, whose mutants every client shall run on."""

import pkgutil
import sys
from importlib import import_module

from dialwright.python import runtime

for module in pkgutil.iter_modules(runtime.__path__):
    sys.modules[f"{__name__}.{module.name}"] = import_module(f"{runtime.__name__}.{module.name}")
sys.modules[__name__] = runtime
'''


def modules() -> list[str]:
    """The modules of the runtime, by name."""
    return sorted(path.stem for path in (ROOT / RUNTIME).glob("*.py"))


def staged_runtime(stage: Path) -> Path:
    """Where the runtime is in the folder."""
    return stage / "src" / RUNTIME.relative_to("generator")


def make_stage(stage: Path, chosen: list[str]) -> None:
    """Fill the folder anew; only the modules that are chosen will have mutants."""
    shutil.rmtree(stage, ignore_errors=True)
    ignored = shutil.ignore_patterns(*_LEFT_OUT)
    shutil.copytree(ROOT / "generator" / "dialwright", stage / "src" / "dialwright", ignore=ignored)
    for client in sorted(ROOT.glob("generated/python/*/src/*")):
        _copy_client(client, stage / "src" / client.name)
    for name in JUDGES:
        if (ROOT / "tests" / name).is_dir():
            shutil.copytree(ROOT / "tests" / name, stage / "tests" / name, ignore=ignored)
    shutil.copy(ROOT / "tests" / "conftest.py", stage / "tests")
    (stage / "pyproject.toml").write_text(_PYTEST, encoding="utf-8")
    sources = "\n".join(f"    {(staged_runtime(stage) / name).relative_to(stage)}.py" for name in chosen)
    (stage / "setup.cfg").write_text(_SETTINGS.format(sources=sources), encoding="utf-8")


def _copy_client(client: Path, target: Path) -> None:
    """A generated client, on the staged runtime instead of its copy."""
    shutil.copytree(client, target, ignore=shutil.ignore_patterns("__pycache__", "_runtime"))
    (target / "_runtime").mkdir()
    (target / "_runtime" / "__init__.py").write_text(_ALIAS, encoding="utf-8")
