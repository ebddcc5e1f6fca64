"""The tests of what a method refuses, by itself or by the service, and of what goes wrong besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..code import call, lines, list_of
from ..names import Where
from .bench import INDENT, statement
from .failures import failure, failures_of, refusal
from .flavour import Flavour
from .parts import Test
from .requests import Path
from .subjects import Input, Rule
from .writer import Writer


class RefusalTests(Writer):
    """Writes the tests of bad arguments and bad answers."""

    def refusals(self) -> Iterator[Test]:
        found = [*self._rule_refusals(), *self._path_refusals(), *self._service_refusals()]
        yield from found or self._unknown_refusals()

    def _rule_refusals(self) -> Iterator[Test]:
        for rule in self.subject.rules:
            names = "_or_".join(self._names(rule))
            if rule.kind != "at-most-one-of":
                yield from self._refused(f"refuses_neither_{names}", self.requests.without(rule))
            if rule.kind in ("exactly-one-of", "at-most-one-of"):
                both = "_and_".join(self._names(rule))
                yield from self._refused(f"refuses_both_{both}", self.requests.with_all(rule))

    def _names(self, rule: Rule) -> list[str]:
        inputs = {one.wire: one for one in self.subject.arguments}
        return [self.requests.spelling.argument(inputs[wire]).rstrip("_") for wire in rule.wires]

    def _path_refusals(self) -> Iterator[Test]:
        for one in self.subject.path_inputs[-1:]:
            if not isinstance(self.requests.path[one.wire], str):
                return
            path = {**self.requests.path, one.wire: ""}
            yield from self._refused("refuses_no_identifier", self.requests.least, path)

    def _refused(self, name: str, inputs: tuple[Input, ...], path: Path | None = None) -> Iterator[Test]:
        """The client refuses, and nothing is sent."""
        error = self.bench.error("ArgumentError")
        self.bench.imports.use("pytest")

        def write(flavour: Flavour) -> Iterator[str]:
            made = self.made(flavour, inputs, path)
            yield from self.raising(error, made, flavour)
            yield "assert server.sent == []"

        yield from self.bench.twins(name, write, *self.takes)

    def _service_refusals(self) -> Iterator[Test]:
        wrong = next((one for one in self.candidates if _can_be_wrong(one)), None)
        if wrong is None:
            return
        given = [one for one in self.requests.least if one is not wrong]
        name = self.requests.spelling.argument(wrong)
        yield from self._refused_by_service(f"refuses_a_wrong_{name.rstrip('_')}", given, [f"{name}=WRONG"])

    @property
    def candidates(self) -> tuple[Input, ...]:
        """What might be given a wrong value."""
        return self.subject.arguments

    def _unknown_refusals(self) -> Iterator[Test]:
        if self.subject.is_extra and not self.subject.operation.body_contents:
            return
        options = self.bench.imports.use(".", "Options")
        more = [f'options={options}(extra_query={{"Unknown": "value"}})']
        yield from self._refused_by_service("refuses_what_is_not_documented", self.requests.least, more)

    def _refused_by_service(self, name: str, inputs: Iterable[Input], more: list[str]) -> Iterator[Test]:
        """The service refuses what it was sent, as the document says."""
        inputs = tuple(inputs)
        error = self.bench.error(refusal(self.subject))
        self.bench.imports.use("pytest")

        def write(flavour: Flavour) -> Iterator[str]:
            made = self.made(flavour, inputs, more=more)
            yield from self.raising(error, made, flavour)
            yield "assert server.violations != []"

        yield from self.bench.twins(name, write, *self.takes)

    def errors(self) -> Iterator[Test]:
        found = failures_of(self.subject)
        answer = failure(self.subject)
        if not found:
            return
        for error in found.values():
            self.bench.error(error)
        self.bench.imports.use("pytest")
        self.bench.imports.use("typing", "ClassVar")
        self.bench.imports.use(".", "APIError")
        pairs = list_of(f"({status}, {error})" for status, error in found.items())
        self.constants["failures"] = tuple(lines("failures: ClassVar = ", pairs, indent=INDENT))
        body = (
            ""
            if answer is None or answer.json is None
            else self.bench.answers.of(answer.json, ("error",)).constant
        )

        def write(flavour: Flavour) -> Iterator[str]:
            yield from statement("", call("server.answers", call("Answer", body, "status=status")))
            made = self.made(flavour, self.requests.least)
            yield from self.raising("error", made, flavour, known_as="failed")
            yield "assert type(failed.value) is error"
            yield "assert failed.value.status == status"

        parametrized = '@pytest.mark.parametrize(("status", "error"), failures)'
        yield from self.bench.twins(
            "failures", write, *self.takes, "status: int", "error: type[APIError]", decorators=(parametrized,)
        )


def _can_be_wrong(one: Input) -> bool:
    """Whether a plain word is no value of it, which the service notices and the client does not."""
    schema = one.schema
    if schema is None or one.where not in (Where.QUERY, Where.BODY, Where.BESIDE):
        return False
    plain = any(not option.values and "string" in option.types for option in schema.options)
    if schema.values and not plain:
        return not schema.text("x-flat")
    return bool(schema.types) and not {"string", "array", "object"} & set(schema.types)
