"""The last gate: whichever escape were missing, nothing but an error comes of it."""

from __future__ import annotations

import shutil
import sys
from importlib import import_module
from pathlib import Path

import pytest
from jinja2 import Environment, FunctionLoader

from dialwright.cli import main
from dialwright.data import read_text
from dialwright.pipeline import generate
from dialwright.python import shape
from dialwright.python.render import toml

DOCUMENT = Path(__file__).with_name("parrots.yaml")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return Path(shutil.copy(DOCUMENT, tmp_path))


def test_what_is_escaped_is_fine(document: Path) -> None:
    assert generate(document).files


def test_docstrings_that_were_not_escaped_end_in_an_error(
    document: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    docstrings = import_module("dialwright.python.code.docstring")
    docstrings.docstring.cache_clear()  # it holds those that were escaped
    monkeypatch.setattr(docstrings, "_escape", str)
    try:
        refused(document, capsys)
    finally:
        docstrings.docstring.cache_clear()


def test_literals_that_were_not_escaped_end_in_an_error(
    document: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    views = [module for name, module in sys.modules.items() if name.startswith("dialwright.python.view.")]
    for module in views:
        monkeypatch.setattr(module, "literal", quoted, raising=False)
    refused(document, capsys)


def test_a_template_that_does_not_escape_ends_in_an_error(
    document: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(name: str) -> str:
        return read_text("templates/python", name).replace(
            "# {{ banner }} Do not", "open('{{ banner }}') # Do not"
        )

    own = Environment(loader=FunctionLoader(broken), trim_blocks=True, lstrip_blocks=True)
    own.filters["toml"] = toml
    monkeypatch.setattr("dialwright.python.render._environment", lambda: own)
    refused(document, capsys)


def quoted(value: object) -> str:
    """A literal that is not escaped."""
    return f'"{value}"'


def refused(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    generate_arguments = ["generate", str(document), "-o", str(document.parent / "out")]
    assert main(generate_arguments) == 2
    assert "this is a fault of dialwright [shape]" in capsys.readouterr().err
    assert not (document.parent / "out").exists()


class TestFaults:
    """What is told of a module, whatever it was that let it through."""

    HEAD = '"""A module."""\n\nfrom __future__ import annotations\n\nfrom .._runtime import Request\n\n'

    def told(self, text: str, template: str = "module.py") -> list[str]:
        return list(
            shape.faults(self.HEAD + text, template, read_text("templates/python", f"{template}.jinja"))
        )

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "A = Request('GET', '/a')\n",
            "class A(Request):\n    '''A.'''\n\n    a: str = Request('a')\n    '''B.'''\n",
            "def f(a: str) -> str:\n    a()\n    return a\n",
        ],
    )
    def test_are_none_in_what_templates_write(self, text: str) -> None:
        assert self.told(text) == []

    @pytest.mark.parametrize(
        "text",
        [
            "__import__('os')\n",
            "A = __import__('os')\n",
            "A = eval('1')\n",
            "Request('GET')\n",
            "A = [a for a in ()]\n",
            "A = lambda: 1\n",
            "A = f'{Request}'\n",
            "A = Request.__class__\n",
            "A = Request.__init__.__globals__\n",
            "A = (B := 1)\n",
            "import os\n",
            "import builtins\n\nA = builtins.open\n",
            "import subprocess as a\n",
            "from os import system\n",
            "from builtins import eval\n",
            "def f(a=open('x')) -> str:\n    return a\n",
            "class A(Request, metaclass=exec):\n    pass\n",
            "@exec\nclass A:\n    '''A.'''\n",
            "class A:\n    '''A.'''\n    Request()\n",
            "if Request:\n    A = 1\n",
            "while 1:\n    A = 1\n",
            "with Request() as a:\n    A = 1\n",
            "try:\n    A = 1\nfinally:\n    B = 1\n",
            "A = 1 + 1\n",
            "global A\n",
            "assert Request\n",
            "__builtins__ = 1\n",
        ],
    )  # fmt: skip
    def test_are_told_of_anything_else(self, text: str) -> None:
        assert len(self.told(text)) >= 1

    def test_are_told_of_a_comment_that_names_an_encoding(self) -> None:
        assert list(shape.faults("# coding: utf-7\n", "module.py", "")) == [
            "a comment that names an encoding"
        ]

    def test_count_what_a_template_has_itself(self) -> None:
        own = "    value = getattr(import_module(name), name)\n"
        text = f"def __getattr__(name):\n    from importlib import import_module\n\n{own}    return value\n"
        assert self.told(text, "lazy.py") == []
        assert self.told(text + own.strip() + "\n", "lazy.py") != []
        assert self.told(text) != []


def test_no_origin_names_an_encoding(document: Path) -> None:
    path = document.rename(document.with_name("coding: utf-7.yaml"))
    texts = [text for text in generate(path).files.values() if isinstance(text, str)]
    assert any("coding  utf-7.yaml" in text.split("\n")[0] for text in texts)
    assert not any("coding:" in text.split("\n")[0] for text in texts)
