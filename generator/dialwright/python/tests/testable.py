"""What can be tested: methods without those inputs of which no value is known that fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..names import Names
from .spelling import Spelling
from .subjects import Input, Subject
from .values import NoSample, Sampler

_FORMS = ("{}", "Async{}")


def testable(subject: Subject) -> Subject | None:
    """The method as it is called in tests; None where something that it needs is not known.

    The rule `pattern-sample` tells of what is left out.
    """
    unknown = [one for one in subject.inputs if not _has_sample(one)]
    needed = {wire for rule in subject.rules for wire in rule.wires}
    if any(one.required or one.wire in needed for one in unknown):
        return None
    return replace(subject, inputs=tuple(one for one in subject.inputs if one not in unknown))


def untested(subjects: Iterable[Subject], names: Names) -> Iterator[str]:
    """The methods of which there are no tests, each by its class and its name."""
    for subject in subjects:
        if testable(subject) is None:
            place, methods = names.places[subject.place], Spelling(names, subject).methods
            for kind in filter(None, (place.collection, place.context)):
                for form in _FORMS:
                    called = (*methods.all, methods.shortcut)
                    yield from (f"{form.format(kind)}.{name}" for name in called if name)


def _has_sample(one: Input) -> bool:
    try:
        Sampler(exact=True).value(one.schema, one.words)
    except NoSample:
        return False
    return True
