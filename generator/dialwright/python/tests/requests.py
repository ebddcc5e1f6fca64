"""The requests of one method: what is given to it, and what should be on the wire."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from ...cached import cached_property
from ...openapi import Operation
from ...words import kebab, singular
from ..code import Expression, Group, argument, call, literal, mapping
from ..names import Where
from .account import path_of
from .bench import Bench
from .flavour import Flavour
from .literals import array, source
from .spelling import Spelling
from .subjects import Input, Rule, Subject
from .values import Sampler, Value

Key = tuple[Where, str]
Path = Mapping[str, str | int]

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_HARD = "/?#%20"  # what must not end a segment of the path
_ONE = ("exactly-one-of", "at-least-one-of")
_SOLE = ("exactly-one-of", "at-most-one-of")
_MANY = 5  # more arguments than these are a constant of their own


class Requests:
    """Writes calls of one method, and the requests that should come of them."""

    def __init__(self, subject: Subject, bench: Bench) -> None:
        self.subject = subject
        self.spelling = Spelling(bench.names, subject)
        self._bench = bench
        sampler = Sampler()
        self.values: dict[Key, Value] = {
            _key(one): self._sampled_value(one, sampler) for one in self._sampled
        }
        self.path = {one.wire: self._identifier(one) for one in subject.path_inputs}

    @property
    def _sampled(self) -> Iterator[Input]:
        yield from (one for one in self.subject.inputs if one.where is not Where.PATH)

    def _sampled_value(self, one: Input, sampler: Sampler) -> Value:
        is_bytes = one.wire == "" and self._encoding == "bytes"
        return Value('b"content"', "content", None) if is_bytes else sampler.value(one.schema, one.words)

    def _identifier(self, one: Input) -> str | int:
        """`CallSid` -> `call-1`."""
        schema = one.schema
        if schema is not None and (schema.values or schema.has("examples") or "integer" in schema.types):
            sampled: str | int = Sampler().value(schema, one.words).json
            return sampled
        words = one.words[:-1] if one.words[-1:] in (("sid",), ("id",)) else one.words
        return f"{kebab(words or singular(self.spelling.place.words))}-1"

    # --- what is given ---

    @cached_property
    def least(self) -> tuple[Input, ...]:
        """What must be given, and of what the rules ask for, the first."""
        arguments = self.subject.arguments
        wires = {one.wire for one in arguments if one.required}
        for rule in self.subject.rules:
            if rule.kind in _ONE and not wires & set(rule.wires):
                wires.add(rule.wires[0])
        return tuple(one for one in arguments if one.wire in wires)

    @cached_property
    def everything(self) -> tuple[Input, ...]:
        """Everything that may be given together."""
        excluded = {wire for rule in self.subject.rules if rule.kind in _SOLE for wire in rule.wires[1:]}
        return tuple(one for one in self.subject.arguments if one.wire not in excluded)

    def instead(self) -> Iterator[tuple[Input, tuple[Input, ...]]]:
        """What `everything` leaves out, each with what else to give then."""
        for rule in self.subject.rules:
            for wire in rule.wires[1:] if rule.kind in _SOLE else ():
                others = set(rule.wires) - {wire}
                given = {one.wire for one in self.least} - others | {wire}
                inputs = tuple(one for one in self.subject.arguments if one.wire in given)
                yield next(one for one in inputs if one.wire == wire), inputs

    def without(self, rule: Rule) -> tuple[Input, ...]:
        """The least but for all that a rule asks for."""
        return tuple(one for one in self.least if one.wire not in rule.wires)

    def with_all(self, rule: Rule) -> tuple[Input, ...]:
        """The least and all that a rule names."""
        wires = {one.wire for one in self.least} | set(rule.wires)
        return tuple(one for one in self.subject.arguments if one.wire in wires)

    # --- how it is given ---

    def call(
        self,
        flavour: Flavour,
        inputs: Iterable[Input],
        *,
        method: str = "",
        path: Path | None = None,
        on_record: bool = True,
        more: Iterable[Expression] = (),
        by_position: bool = False,
    ) -> Group:
        """A call of a method of the client."""
        path = self.path if path is None else path
        inputs = tuple(inputs)
        placed = self._placed(inputs) if by_position else ()
        way = self.spelling.way(flavour.client, path, on_record=on_record)
        own = [literal(path[one.wire]) for one in self.spelling.own_path]
        if self.spelling.item and not on_record:
            own.insert(0, literal(path[self.spelling.item]))
        named = (self.keyword(one) for one in inputs if one not in placed)
        return call(
            f"{way}.{method or self.spelling.methods.name}",
            *own,
            *(self.value(one).code for one in placed),
            *named,
            *more,
        )

    def keyword(self, one: Input) -> Expression:
        return argument(self.spelling.argument(one), self.value(one).code)

    def dictionary(self, inputs: Iterable[Input]) -> Group:
        """Arguments, to be unpacked."""
        return mapping(
            ((literal(self.spelling.argument(one)), self.value(one).code) for one in inputs), most=2
        )

    def value(self, one: Input) -> Value:
        value = self.values[_key(one)]
        for module, name in value.imports:
            self._bench.imports.use(module, name)
        return value

    @staticmethod
    def is_many(inputs: tuple[Input, ...]) -> bool:
        return len(inputs) > _MANY

    def _placed(self, inputs: tuple[Input, ...]) -> tuple[Input, ...]:
        """Those of the inputs that can be given by position, in that order."""
        own = {one.wire for one in self.subject.path_inputs}
        given = {one.wire: one for one in inputs}
        found: list[Input] = []
        for wire in self.subject.positional:
            if wire in given:
                found.append(given[wire])
            elif wire not in own:
                break
        return tuple(found)

    # --- what is on the wire ---

    def sent(
        self,
        inputs: Iterable[Input],
        *,
        operation: Operation | None = None,
        path: Path | None = None,
        template: str = "",
        other: Mapping[str, str] | None = None,
    ) -> Expression:
        """The request that should come of giving these inputs."""
        self._bench.imports.use(".testing", "Sent")
        operation = operation or self.subject.operation
        inputs = tuple(inputs)
        target = self.target(template or operation.template, path)
        query = {one.wire: self._text(one) for one in inputs if one.where is Where.QUERY}
        has_body = self._encoding != ""
        if other and not has_body:
            query |= {name: literal(text) for name, text in other.items()}
        return call(
            "Sent",
            literal(operation.method.upper()),
            self.address(target),
            argument("query", _entries(query)) if query else "",
            self._body(inputs, other or {}) if has_body else "",
        )

    def target(self, template: str, path: Path | None = None) -> str:
        """The path of a request."""
        values: Path = {**self._bench.account, **(self.path if path is None else path)}
        filled = _PLACEHOLDER.sub(lambda match: quote(str(values[match[1]]), safe=""), template)
        return self._prefix + filled

    @property
    def _prefix(self) -> str:
        """What the path begins with: that of the operation's own server, or of the document's."""
        own = self.subject.operation.servers
        return path_of(own[0]) if own else self._bench.prefix

    def address(self, target: str) -> str:
        """A path as source."""
        base = self._bench.base
        if not base or not target.startswith(f"{base}/"):
            return literal(target)
        return f"f{literal('{BASE}' + target.removeprefix(base))}"

    @property
    def hard_path(self) -> Path:
        """Identifiers that would lead elsewhere, were they not escaped; numbers cannot."""
        return {
            wire: f"{value}{_HARD}" if isinstance(value, str) else value for wire, value in self.path.items()
        }

    @property
    def _encoding(self) -> str:
        """`form`, `json`, `bytes`, or "" where there is no body."""
        content = self.subject.operation.body_content
        if content is None or self.subject.module:
            return ""
        return "form" if content.is_form else "json" if content.is_json else "bytes"

    def _body(self, inputs: tuple[Input, ...], other: Mapping[str, str]) -> Expression:
        inside = [one for one in (*inputs, *self._defaults(inputs)) if one.where is Where.BODY]
        if any(one.where is Where.BODY and one.wire == "" for one in self.subject.inputs):
            return self._whole(next(iter(inside), None))
        if self._encoding == "form":
            fields = {one.wire: self._text(one) for one in inside}
            return argument(
                "form", _entries({**fields, **{name: literal(text) for name, text in other.items()}})
            )
        return argument("json", self._json(inputs, inside, other))

    def _whole(self, one: Input | None) -> Expression:
        """A body that is one value, if it was given."""
        if one is None:
            return ""
        is_bytes = self._encoding == "bytes"
        return (
            argument("content", literal("content"))
            if is_bytes
            else argument("json", source(self.value(one).json))
        )

    def _json(self, inputs: tuple[Input, ...], inside: list[Input], other: Mapping[str, str]) -> Expression:
        constants = {name: literal(value) for name, value in self.subject.constants.items()}
        fields = {one.wire: self._json_of(one, inputs) for one in inside}
        fields |= {name: literal(text) for name, text in other.items()}
        if not self.subject.envelope:
            return _entries({**constants, **fields})
        beside = {one.wire: source(self.value(one).json) for one in inputs if one.where is Where.BESIDE}
        return _entries({**constants, **beside, self.subject.envelope: _entries(fields)})

    def _json_of(self, one: Input, given: tuple[Input, ...]) -> Expression:
        if one in given:
            return source(self.value(one).json)
        if one.is_made:
            return self._bench.imports.use("unittest.mock", "ANY")
        return literal(one.default)

    def _defaults(self, given: tuple[Input, ...]) -> Iterator[Input]:
        """What is sent though it was not given."""
        for one in self.subject.inputs:
            if one not in given and (one.is_made or one.default is not None):
                yield one

    def _text(self, one: Input) -> Expression:
        if one.where is Where.BODY and one.default is not None and _key(one) not in self.values:
            return literal(str(one.default))
        text = self.value(one).text
        return literal(text) if isinstance(text, str) else array(map(literal, text))


def _key(one: Input) -> Key:
    return one.where, one.wire


def _entries(values: Mapping[str, Expression]) -> Group:
    return mapping(((literal(name), value) for name, value in values.items()), most=3)
