"""The folder in which mutants live: the runtime, the clients that run on it, and the tests that judge it."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNTIME = Path("generator/dialwright/python/runtime")
JUDGES = (
    "runtime",
    "markup/__init__.py",
    "markup/tree.py",
    "markup/test_element.py",
)
"""The tests, in folders or alone, that are about the runtime and nothing else.

Each survivor costs a run of all tests that come by, so what takes long judges no mutants: the table of
faults, and tests that try things by the thousand. What these notice besides is not counted.
"""

# What it costs to load a package, and copies of the runtime, say nothing of what the runtime does.
_LEFT_OUT = (
    "__pycache__",
    "test_oauth_secrets.py",
    "test_package.py",
    "test_repeated_names.py",
    "test_secrets_everywhere.py",
    "test_stress.py",
    "test_webhook_hostility.py",
)

_SETTINGS = """\
[mutmut]
source_paths=
{sources}
pytest_add_cli_args_test_selection=
    tests
also_copy=
    src
    conftest.py
"""

_PYTEST = """\
[tool.pytest.ini_options]
testpaths = ["tests"]
pythonpath = ["src"]
filterwarnings = ["error"]
addopts = ["--deselect=tests/runtime/test_proxies.py::test_where_no_proxy_is_set_nothing_of_it_is_loaded"]
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

_MODELS = '''\
"""The models beside the one runtime, where it looks for what a request names as its result."""

import sys

import dialwright_signalwire.models

sys.modules[__name__] = dialwright_signalwire.models
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
    _copy(ROOT / "generator" / "dialwright", stage / "src" / "dialwright")
    for client in sorted(ROOT.glob("generated/python/*/src/*")):
        _copy_client(client, stage / "src" / client.name)
    for name in JUDGES:
        _copy(ROOT / "tests" / name, stage / "tests" / name)
    _copy(ROOT / "tests" / "conftest.py", stage / "tests" / "conftest.py")
    _copy(Path(__file__).with_name("fresh.py"), stage / "conftest.py")
    (stage / "src" / "dialwright" / "python" / "models.py").write_text(_MODELS, encoding="utf-8")
    (stage / "pyproject.toml").write_text(_PYTEST, encoding="utf-8")
    sources = "\n".join(f"    {(staged_runtime(stage) / name).relative_to(stage)}.py" for name in chosen)
    (stage / "setup.cfg").write_text(_SETTINGS.format(sources=sources), encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    """A file, or a folder with all that is in it."""
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def _copy_client(client: Path, target: Path) -> None:
    """A generated client, on the staged runtime instead of its copy."""
    shutil.copytree(client, target, ignore=shutil.ignore_patterns("__pycache__", "_runtime"))
    (target / "_runtime").mkdir()
    (target / "_runtime" / "__init__.py").write_text(_ALIAS, encoding="utf-8")
