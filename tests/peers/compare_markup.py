"""Build the same XML with the vendor's builder and with ours, and compare element by element.

    python tests/peers/compare_markup.py OTHER_PYTHON

`OTHER_PYTHON` is the interpreter of an environment that has the vendor's package, such as one made by
`python -m venv other && other/bin/pip install signalwire==2.1.1`. This is run by hand: tests neither install
nor need that package.

Every verb of `spec/signalwire/cxml.yaml` is called with the least and with all that it takes, by keyword and
by position, with every kind of value. The calls are handed, as JSON, to this same file run by the other
interpreter, so that both builders get exactly the same.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

ROOT = Path(__file__).resolve().parents[2]
PATHS = [ROOT / "tests", ROOT / "generator", ROOT / "generated" / "python" / "dialwright-signalwire" / "src"]
OURS, THEIRS = "dialwright_signalwire", "signalwire"

Step: TypeAlias = "list[Any]"
"""A method, its arguments by position, and those by keyword."""

Call: TypeAlias = "dict[str, Any]"
"""A document's `module` and name, and `steps`, each of them taken on what the last one gave."""

VOICE = {"module": "voice_response", "document": "VoiceResponse"}
GENERIC = {"status_callback": "a", "from_": "b", "xml_lang": "c", "plain": True, "camelCase": 1, "none": None}


def build(package: str, calls: Sequence[Call]) -> list[str]:
    """What one of the packages prints for each of the calls, or the error that it raises."""
    return [_built(package, call) for call in calls]


def _built(package: str, call: Call) -> str:
    try:
        document = getattr(import_module(f"{package}.{call['module']}"), call["document"])()
        element = document
        for name, positional, named in call["steps"]:
            element = getattr(element, name)(*positional, **named)
        return str(document)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def calls() -> Iterator[Call]:
    """The calls to compare."""
    from markup.spec import documents, python_name

    for document in documents().values():
        base = {"module": python_name(document.key), "document": document.key}
        yield {**base, "steps": []}
        yield from ({**base, "steps": steps} for steps in _ways(document.children, ()))
    for name in ("GenericVerb", "say-as", "xml:thing"):
        yield {**VOICE, "steps": [["add_child", [name, "words <&>"], GENERIC], ["add_child", ["Inner"], {}]]}
    yield {**VOICE, "steps": [["append", ["text"], {}], ["say", ["words"], {}]]}


def _ways(children: Sequence[str], above: tuple[str, ...]) -> Iterator[list[Step]]:
    """Every way to call the verbs of an element; those of its children follow upon the least of them."""
    from markup.spec import elements

    for key in children:
        child = elements()[key]
        least = {argument.name: argument.values[0][0] for argument in child.arguments if argument.required}
        yield [[child.verb, [], least]]
        yield [[child.verb, [], {**least, "new_attribute": "a", "other": False, "Third": 3}]]
        for turn in range(max((len(argument.values) for argument in child.arguments), default=1)):
            given = {a.name: _joined(a.values[turn % len(a.values)][0]) for a in child.arguments}
            yield [[child.verb, [], given]]
            yield from ([[verb, [*given.values()], {}]] for verb in (child.verb, *child.former_verbs))
        if key not in above:
            for further in _ways(child.children, (*above, key)):
                yield [[child.verb, [], least], *further]


def _joined(value: object) -> object:
    """A list as text with spaces, which is what it means: the vendor's builder knows no lists."""
    if not isinstance(value, list):
        return value
    items: list[object] = [*value]
    return " ".join(map(str, items))


def compare(python: str) -> int:
    """Print where the two differ; returns how often. What the vendor's builder refuses is counted apart."""
    sys.path[:0] = map(str, PATHS)
    parse: Callable[[str], object] = import_module("markup.tree").parse
    asked = [*calls()]
    command = [python, "-W", "ignore", str(Path(__file__).resolve()), "--build"]
    done = subprocess.run(command, input=json.dumps(asked), stdout=subprocess.PIPE, text=True, check=True)
    theirs: list[str] = json.loads(done.stdout)
    alike = refused = different = 0
    for call, mine, other in zip(asked, build(OURS, asked), theirs, strict=True):
        if "<?xml" not in mine or ("<?xml" in other and parse(mine) != parse(other)):
            different += 1
            print(f"{call['document']} {call['steps']}\n  ours:   {mine}\n  theirs: {other}")
        alike += mine == other
        refused += "<?xml" not in other
    print(
        f"{len(asked)} documents: {alike} the same to the letter, {refused} refused by the vendor's builder, "
        f"{different} different"
    )
    return different


def main(arguments: Sequence[str]) -> int:
    """Compare, or be the other side of a comparison."""
    if list(arguments) == ["--build"]:
        print(json.dumps(build(THEIRS, json.load(sys.stdin))))
        return 0
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    return 1 if compare(arguments[0]) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
