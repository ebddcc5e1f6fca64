"""Which tests stand in which file, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...openapi import ApiDescription
from ...words import snake
from ..code import docstring, lines, literal, one_line
from ..names import Names, Place
from .account import Account
from .answers import Answer, Answers
from .bench import Bench
from .builders import Builder, BuilderTests, builders_of
from .downloads import DownloadTests
from .helpers import ModuleTests
from .imports import TestImports
from .lists import ListTests
from .literals import is_object, source
from .methods import MethodTests
from .parts import Lines, TestClass, TestModule
from .subjects import Subject, subjects_of
from .testable import testable

_LONGEST = 950  # lines of a file


@dataclass(frozen=True)
class Setting:
    """What all test modules of a package have in common."""

    description: ApiDescription
    names: Names
    account: Account
    client: str
    server: str


def test_modules(setting: Setting) -> Iterator[TestModule]:
    """Every test module: one for each resource, or for each file of the document that tells a part of it."""
    for name, subjects in _files(setting).items():
        yield from _modules(setting, name, subjects)


def _files(setting: Setting) -> dict[str, list[Subject | Builder]]:
    """The methods by the names of their files."""
    methods = (testable(subject) for subject in subjects_of(setting.description))
    subjects: list[Subject | Builder] = [
        *(subject for subject in methods if subject is not None),
        *builders_of(setting.description),
    ]
    several: dict[str, set[str]] = {}
    for one in subjects:
        several.setdefault(one.place, set()).add(one.file)
    found: dict[str, list[Subject | Builder]] = {}
    for one in subjects:
        own = setting.names.places[one.place]
        parts = [
            own.package,
            *([own.module] if own.module else []),
            *([one.file] if len(several[one.place]) > 1 else []),
        ]
        found.setdefault("_".join(parts), []).append(one)
    return found


def _modules(setting: Setting, name: str, subjects: list[Subject | Builder]) -> Iterator[TestModule]:
    """The module of these methods; two, where it would be too long."""
    module = _module(setting, name, subjects)
    if _length(module) <= _LONGEST or len(subjects) == 1:
        yield module
        return
    half = len(subjects) // 2
    for part in (subjects[:half], subjects[half:]):
        yield from _modules(setting, f"{name}_{snake(part[0].words)}", part)


def _length(module: TestModule) -> int:
    """About how many lines a module has."""
    tests = (test for one in module.classes for test in one.tests)
    around = sum(map(len, (*module.constants, *module.functions))) + len(module.imports)
    constants = sum(len(lines_) + 1 for one in module.classes for lines_ in one.constants)
    heads = 5 * (len(module.classes) + len(module.functions) + len(module.constants))
    return around + heads + constants + sum(len(one.decorators + one.head + one.body) + 1 for one in tests)


def _module(setting: Setting, name: str, subjects: list[Subject | Builder]) -> TestModule:
    imports = TestImports(setting.names.clients.package)
    client = setting.description.client
    bench = Bench(
        names=setting.names,
        imports=imports,
        answers=Answers(setting.names),
        client=setting.client,
        server=setting.server,
        account=setting.account.filled,
        prefix=setting.account.prefix,
        base=setting.account.base,
        mapping_access=client is not None and client.flag("mapping-access"),
    )
    classes = tuple(written for subject in subjects for written in _classes(subject, bench))
    answers = [*bench.answers.made.values()]
    place = setting.names.tree[subjects[0].place]
    checked = tuple(_check(answer, imports) for answer in answers if _is_checked(answer, classes))
    constants = tuple(_constants(answers, classes, bench))
    return TestModule(
        file=f"tests/test_{name}.py",
        docstring=docstring(_told(place), indent=0),
        imports=tuple(imports.lines()),
        constants=constants,
        functions=checked,
        classes=classes,
    )


def _told(place: Place) -> str:
    text = one_line(place.description)
    return f"Tests of `{place.key}`: {text}" if text else f"Tests of `{place.key}`."


def _classes(subject: Subject | Builder, bench: Bench) -> Iterator[TestClass]:
    if isinstance(subject, Builder):
        yield BuilderTests(subject, bench).written()
    elif subject.pages is not None:
        yield from ListTests(subject, bench).classes()
    elif subject.module:
        yield ModuleTests(subject, bench).written()
    elif subject.forms:
        yield from DownloadTests(subject, bench).classes()
    else:
        yield MethodTests(subject, bench).written()


def _constants(answers: Iterable[Answer], classes: tuple[TestClass, ...], bench: Bench) -> Iterator[Lines]:
    imports = bench.imports
    shared = (line for constant in bench.constants.values() for line in constant)
    text = "\n".join((*_lines(classes), *shared))
    yield (f"pytestmark = {imports.use('pytest')}.mark.anyio",)
    if "{BASE}" in text:
        yield (f"BASE = {literal(bench.base)}",)
    if "WRONG" in text:
        imports.use("typing", "Any")
        yield ('WRONG: Any = "wrong"', '"""What is no value of anything but texts."""')
    for answer in answers:
        imports.use("typing", "Any")
        name = " ".join(answer.words)
        yield (
            *lines(
                f"{answer.constant}: {'dict[str, Any]' if is_object(answer.json) else 'Any'} = ",
                source(answer.json),
            ),
            f'"""What the service answers: {name}."""',
        )
    yield from bench.constants.values()


def _lines(classes: tuple[TestClass, ...]) -> Iterator[str]:
    for one in classes:
        yield from (line for constant in one.constants for line in constant)
        yield from (line for test in one.tests for line in test.body)


def _is_checked(answer: Answer, classes: tuple[TestClass, ...]) -> bool:
    return any(f"{answer.check}(" in line for one in classes for test in one.tests for line in test.body)


def _check(answer: Answer, imports: TestImports) -> Lines:
    """The function that looks at a typed result."""
    name = snake(answer.words)
    type_ = imports.use(".models", answer.type) if answer.type else imports.use("typing", "Any")
    body: list[str] = []
    if answer.narrowed:
        body.append(f"assert isinstance({name}, {imports.use('.models', answer.narrowed)})")
    for check in answer.checks:
        for module, used in check.imports:
            imports.use(module, used)
        body += lines(
            f"assert {name}{f'.{check.attribute}' if check.attribute else ''} {check.operator} ",
            check.value,
            indent=4,
        )
    head = f"def {answer.check}({name}: {type_}) -> None:"
    text = f'    """The typed result says what `{answer.constant}` does."""'
    return (head, text, *(f"    {line}" for line in body or [f"assert {name} is not None"]))
