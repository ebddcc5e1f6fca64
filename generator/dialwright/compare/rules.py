"""Every kind of change that is known, how bad it is, and who is hurt. The rest is `unknown-change`, risky."""

from __future__ import annotations

from collections.abc import Mapping

from .change import Direction, Level, Rule

_BREAKING, _RISKY, _SAFE = Level.BREAKING, Level.RISKY, Level.SAFE
_NOBODY = "Nobody: what worked goes on working."

# What depends on who writes the value: as part of a request, and as part of what the service sends.
# fmt: off
_DIRECTED: Mapping[str, tuple[Level, str, Level, str]] = {
    "type-narrowed": (
        _BREAKING, "Callers who send the types that are gone are refused, and type checkers stop them.",
        _SAFE, "Nobody: readers already handle what is left.",
    ),
    "type-widened": (
        _SAFE, _NOBODY,
        _BREAKING, "Readers get a type that their code was not written for.",
    ),
    "type-changed": (
        _BREAKING, "Callers send a type that is no longer taken.",
        _BREAKING, "Readers get another type than their code was written for.",
    ),
    "enum-value-removed": (
        _BREAKING, "Callers who send the value are refused, and type checkers stop them.",
        _RISKY, "Code that names the type of the values: of one value that is left, none is made.",
    ),
    "enum-value-added": (
        _SAFE, _NOBODY,
        _RISKY, "Readers who handle each value meet one that they do not know.",
    ),
    "enum-added": (
        _BREAKING, "Callers who send anything not listed are refused.",
        _SAFE, "Nobody: readers get values that they could get before.",
    ),
    "enum-removed": (
        _SAFE, _NOBODY,
        _RISKY, "Readers who handle each value meet ones that they do not know.",
    ),
    "const-changed": (
        _BREAKING, "Callers send the former value, which is refused.",
        _BREAKING, "Readers who look for the former value no longer find it.",
    ),
    "constraint-tightened": (
        _BREAKING, "Callers who send what was within the former bounds are refused.",
        _SAFE, "Nobody: readers get values that they could get before.",
    ),
    "constraint-loosened": (
        _SAFE, _NOBODY,
        _RISKY, "Readers who relied on the bound, for storage or display, may get more than fits.",
    ),
    "pattern-changed": (
        _BREAKING, "Callers may send texts that no longer match.",
        _RISKY, "Readers who take the text apart may find another form.",
    ),
    "format-changed": (
        _BREAKING, "Callers pass the former type of Python, or a form that is not taken.",
        _BREAKING, "Readers get another type of Python, or a form that their code does not read.",
    ),
    "format-removed": (
        _RISKY, "Callers may be told by type checkers to pass another type of Python.",
        _BREAKING, "Readers get a plain value where they had one with a meaning, such as a date.",
    ),
    "became-nullable": (
        _SAFE, _NOBODY,
        _BREAKING, "Readers get None where there always was a value.",
    ),
    "became-not-nullable": (
        _BREAKING, "Callers who send null are refused.",
        _SAFE, "Nobody: the check for None is never true again.",
    ),
    "default-changed": (
        _RISKY, "Callers who leave it out now ask for something else.",
        _RISKY, "Readers who rely on what is meant where it is absent are wrong.",
    ),
    "property-added": (_SAFE, _NOBODY, _SAFE, _NOBODY),
    "property-added-required": (
        _BREAKING, "Callers do not send it, and are refused; code written before lacks the argument.",
        _SAFE, "Nobody: it is one more to read.",
    ),
    "property-removed": (
        _BREAKING, "Callers who give the argument get a TypeError.",
        _BREAKING, "Readers of the attribute get an AttributeError.",
    ),
    "property-became-required": (
        _BREAKING, "Callers who leave it out are refused, or get a TypeError.",
        _SAFE, "Nobody: it is there more often than before.",
    ),
    "property-became-optional": (
        _SAFE, _NOBODY,
        _BREAKING, "Readers get None where there always was a value.",
    ),
    "closed": (
        _BREAKING, "Callers who send properties that are not named are refused.",
        _SAFE, "Nobody: what is not named is kept all the same.",
    ),
    "opened": (_SAFE, _NOBODY, _SAFE, "Nobody: what is not named is kept."),
    "alternative-removed": (
        _BREAKING, "Callers who send that alternative are refused.",
        _SAFE, "Nobody: that branch is never taken again.",
    ),
    "alternative-added": (
        _SAFE, _NOBODY,
        _BREAKING, "Readers get a form that their code was not written for.",
    ),
    "part-added": (
        _BREAKING, "Callers do not know of what else must hold, and may be refused.",
        _SAFE, "Nobody: more is said of what they get.",
    ),
    "part-removed": (
        _BREAKING, "Callers who give the arguments of the part get a TypeError.",
        _BREAKING, "Readers of the attributes of the part get an AttributeError.",
    ),
    "subschema-added": (
        _BREAKING, "Callers may send what the new schema does not let through.",
        _RISKY, "Readers may get another type of Python.",
    ),
    "subschema-removed": (
        _RISKY, "Callers may be told by type checkers that their values have no type.",
        _BREAKING, "Readers lose the type of what is inside.",
    ),
    "schema-replaced": (
        _BREAKING, "Callers may send what no longer fits.",
        _BREAKING, "Readers may get what they do not expect.",
    ),
    "schema-renamed": (
        _BREAKING, "Code that imports the class by its name gets an ImportError.",
        _BREAKING, "Code that imports the class by its name gets an ImportError.",
    ),
    "discriminator-changed": (
        _BREAKING, "Callers mark alternatives in the former way.",
        _BREAKING, "Readers get another class than before.",
    ),
    "access-changed": (
        _RISKY, "Callers may send what is only read, or the other way round.",
        _RISKY, "Readers may look for what is only written.",
    ),
    "media-type-removed": (
        _BREAKING, "Callers send a form of the body that is no longer taken.",
        _BREAKING, "Readers ask for a form of the body that is no longer sent.",
    ),
    "media-type-added": (_SAFE, _NOBODY, _SAFE, _NOBODY),
}

# fmt: on

# What means the same whoever writes it.
_PLAIN: Mapping[str, tuple[Level, str]] = {
    "order-changed": (_RISKY, "Whoever counts on the first form that fits, which values are written in."),
    "unknown-change": (_RISKY, "Nobody knows: no rule says what this change means, so a person must look."),
    "text-changed": (_SAFE, "Nobody: it is for people to read."),
    "document-removed": (_BREAKING, "Everybody who uses the package: it is gone."),
    "path-removed": (_BREAKING, "Callers of each of its operations: the methods are gone."),
    "path-added": (_SAFE, _NOBODY),
    "path-placeholder-renamed": (_BREAKING, "Callers who give the argument by its name get a TypeError."),
    "operation-removed": (_BREAKING, "Callers: the method is gone, and the service answers 404 or 405."),
    "operation-moved": (_BREAKING, "Whoever still sends to the former address; clients made before do."),
    "operation-added": (_SAFE, _NOBODY),
    "operation-id-changed": (_BREAKING, "Callers: the method is named after it, so the former name is gone."),
    "tags-changed": (_RISKY, "Callers, where the place of the method comes from its tag."),
    "method-renamed": (_BREAKING, "Callers: the former method is gone."),
    "resource-renamed": (_BREAKING, "Callers: the former way to the method is gone."),
    "resource-added": (_SAFE, _NOBODY),
    "name-changed": (_BREAKING, "Whoever uses the former name gets a TypeError or an AttributeError."),
    "alias-removed": (_BREAKING, "Readers miss the value where it arrives under that name."),
    "alias-added": (_SAFE, _NOBODY),
    "positional-changed": (_BREAKING, "Callers who give arguments by position give them to others."),
    "positional-added": (_SAFE, _NOBODY),
    "rule-added": (_BREAKING, "Callers whose requests break the condition are refused before sending."),
    "rule-removed": (_SAFE, _NOBODY),
    "helper-removed": (_BREAKING, "Callers: the method is gone."),
    "helper-changed": (_BREAKING, "Callers: the method takes or does something else."),
    "helper-added": (_SAFE, _NOBODY),
    "command-changed": (_BREAKING, "Callers: the commands are other methods now, or none."),
    "pagination-changed": (_BREAKING, "Callers who walk through pages get them in another way, or none."),
    "error-code-removed": (_BREAKING, "Whoever names the code: its constant is gone, or has another name."),
    "error-code-added": (_SAFE, _NOBODY),
    "idempotent-set": (_RISKY, "Callers: the request may now be sent twice."),
    "idempotent-removed": (_SAFE, "Nobody: the request is repeated less often."),
    "extra-removed": (_BREAKING, "Callers who give further keywords get a TypeError."),
    "extra-added": (_SAFE, _NOBODY),
    "generated-removed": (_BREAKING, "Callers who leave the value out are refused."),
    "generated-added": (_RISKY, "Callers: a value is now sent where none was."),
    "convenience-removed": (_BREAKING, "Callers: a method, or a former name, is gone."),
    "convenience-added": (_SAFE, _NOBODY),
    "meaning-changed": (_BREAKING, "Callers and readers: the value is of another type of Python."),
    "client-changed": (_BREAKING, "Whoever makes a client: its arguments or names are others."),
    "signature-changed": (_BREAKING, "Receivers of webhooks: requests are signed in another way."),
    "generation-changed": (_BREAKING, "Callers: the key decides how the method is called, or what it sends."),
    "parameter-added-required": (_BREAKING, "Callers do not send it: a TypeError, and a refusal."),
    "parameter-added": (_SAFE, _NOBODY),
    "parameter-removed": (_BREAKING, "Callers who give the argument get a TypeError."),
    "parameter-became-required": (_BREAKING, "Callers who leave it out get a TypeError."),
    "parameter-became-optional": (_SAFE, _NOBODY),
    "parameter-style-changed": (_BREAKING, "Whoever writes it in the former way: another value is read."),
    "body-added-required": (_BREAKING, "Callers send no body, and are refused."),
    "body-added": (_SAFE, _NOBODY),
    "body-removed": (_BREAKING, "Callers who give arguments of the body get a TypeError."),
    "body-became-required": (_BREAKING, "Callers who send no body are refused."),
    "body-became-optional": (_SAFE, _NOBODY),
    "success-status-removed": (_BREAKING, "Readers get another answer than the one they read."),
    "success-status-added": (_RISKY, "Readers may get an answer that they do not know."),
    "failure-status-removed": (_RISKY, "Readers may get a failure in a form that is not described."),
    "failure-status-added": (_SAFE, _NOBODY),
    "header-removed": (_RISKY, "Readers of the header no longer find it."),
    "header-added": (_SAFE, _NOBODY),
    "header-required-changed": (_RISKY, "Readers who rely on the header may not find it."),
    "webhook-removed": (_BREAKING, "Receivers: the request is no longer sent, and its class is gone."),
    "webhook-added": (_SAFE, _NOBODY),
    "callback-removed": (_RISKY, "Receivers: the request is no longer sent."),
    "callback-added": (_SAFE, _NOBODY),
    "component-removed": (_RISKY, "Code that imports the class by its name, if it had one."),
    "component-added": (_SAFE, _NOBODY),
    "security-changed": (_BREAKING, "Callers whose credentials no longer suffice."),
    "security-alternative-added": (_SAFE, _NOBODY),
    "server-removed": (_BREAKING, "Whoever speaks to that address."),
    "server-changed": (_BREAKING, "Callers: requests go to another address, or its variables are others."),
    "server-added": (_SAFE, _NOBODY),
    "deprecated": (_SAFE, "Nobody yet: callers are told to look for something else."),
    "markup-removed": (_BREAKING, "Writers of XML documents: the verb is gone."),
    "markup-added": (_SAFE, _NOBODY),
}  # fmt: skip


def _directed() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for name, (request, sent, response, read) in _DIRECTED.items():
        found[f"request-{name}"] = Rule(f"request-{name}", request, sent)
        found[f"response-{name}"] = Rule(f"response-{name}", response, read)
    return found


RULES: Mapping[str, Rule] = {
    **{name: Rule(name, level, hurts, name == "text-changed") for name, (level, hurts) in _PLAIN.items()},
    **_directed(),
}


def rule(name: str, direction: Direction) -> Rule:
    """The rule of a name; of something that nobody is known to write or read, the worse of the two."""
    if name in RULES:
        return RULES[name]
    if direction is Direction.NONE:
        return max((RULES[f"request-{name}"], RULES[f"response-{name}"]), key=lambda found: found.level)
    return RULES[f"{direction.value}-{name}"]
