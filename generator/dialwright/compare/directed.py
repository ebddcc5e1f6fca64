"""Kinds of change that mean one thing for what callers write, and another for what the service sends."""

from __future__ import annotations

from collections.abc import Mapping

from .change import BREAKING, NOBODY, RISKY, SAFE, Level

# fmt: off
DIRECTED: Mapping[str, tuple[Level, str, Level, str]] = {
    "type-narrowed": (
        BREAKING, "Callers who send the types that are gone are refused, and type checkers stop them.",
        SAFE, "Nobody: readers already handle what is left.",
    ),
    "type-widened": (
        SAFE, NOBODY,
        BREAKING, "Readers get a type that their code was not written for.",
    ),
    "type-changed": (
        BREAKING, "Callers send a type that is no longer taken.",
        BREAKING, "Readers get another type than their code was written for.",
    ),
    "enum-value-removed": (
        BREAKING, "Callers who send the value are refused, and type checkers stop them.",
        RISKY, "Code that names the type of the values: of one value that is left, none is made.",
    ),
    "enum-value-added": (
        SAFE, NOBODY,
        RISKY, "Readers who handle each value meet one that they do not know.",
    ),
    "enum-added": (
        BREAKING, "Callers who send anything not listed are refused.",
        SAFE, "Nobody: readers get values that they could get before.",
    ),
    "enum-removed": (
        SAFE, NOBODY,
        RISKY, "Readers who handle each value meet ones that they do not know.",
    ),
    "form-tightened": (
        BREAKING, "Callers who send another form than the one that is now asked for are refused.",
        SAFE, "Nobody: readers get values that they could get before.",
    ),
    "form-loosened": (
        SAFE, NOBODY,
        RISKY, "Readers who take the value apart may find another form.",
    ),
    "form-changed": (
        BREAKING, "Callers send the former form, which is no longer taken.",
        RISKY, "Readers who take the value apart may find another form.",
    ),
    "const-changed": (
        BREAKING, "Callers send the former value, which is refused.",
        BREAKING, "Readers who look for the former value no longer find it.",
    ),
    "constraint-tightened": (
        BREAKING, "Callers who send what was within the former bounds are refused.",
        SAFE, "Nobody: readers get values that they could get before.",
    ),
    "constraint-loosened": (
        SAFE, NOBODY,
        RISKY, "Readers who relied on the bound, for storage or display, may get more than fits.",
    ),
    "pattern-changed": (
        BREAKING, "Callers may send texts that no longer match.",
        RISKY, "Readers who take the text apart may find another form.",
    ),
    "format-changed": (
        BREAKING, "Callers pass the former type of Python, or a form that is not taken.",
        BREAKING, "Readers get another type of Python, or a form that their code does not read.",
    ),
    "format-removed": (
        RISKY, "Callers may be told by type checkers to pass another type of Python.",
        BREAKING, "Readers get a plain value where they had one with a meaning, such as a date.",
    ),
    "became-nullable": (
        SAFE, NOBODY,
        BREAKING, "Readers get None where there always was a value.",
    ),
    "became-not-nullable": (
        BREAKING, "Callers who send null are refused.",
        SAFE, "Nobody: the check for None is never true again.",
    ),
    "default-changed": (
        RISKY, "Callers who leave it out now ask for something else.",
        RISKY, "Readers who rely on what is meant where it is absent are wrong.",
    ),
    "property-added": (SAFE, NOBODY, SAFE, NOBODY),
    "property-added-required": (
        BREAKING, "Callers do not send it, and are refused; code written before lacks the argument.",
        SAFE, "Nobody: it is one more to read.",
    ),
    "property-removed": (
        BREAKING, "Callers who give the argument get a TypeError.",
        BREAKING, "Readers of the attribute get an AttributeError.",
    ),
    "property-became-required": (
        BREAKING, "Callers who leave it out are refused, or get a TypeError.",
        SAFE, "Nobody: it is there more often than before.",
    ),
    "property-became-optional": (
        SAFE, NOBODY,
        BREAKING, "Readers get None where there always was a value.",
    ),
    "closed": (
        BREAKING, "Callers who send properties that are not named are refused.",
        SAFE, "Nobody: what is not named is kept all the same.",
    ),
    "opened": (SAFE, NOBODY, SAFE, "Nobody: what is not named is kept."),
    "alternative-removed": (
        BREAKING, "Callers who send that alternative are refused.",
        SAFE, "Nobody: that branch is never taken again.",
    ),
    "alternative-added": (
        SAFE, NOBODY,
        BREAKING, "Readers get a form that their code was not written for.",
    ),
    "part-added": (
        BREAKING, "Callers do not know of what else must hold, and may be refused.",
        SAFE, "Nobody: more is said of what they get.",
    ),
    "part-removed": (
        BREAKING, "Callers who give the arguments of the part get a TypeError.",
        BREAKING, "Readers of the attributes of the part get an AttributeError.",
    ),
    "subschema-added": (
        BREAKING, "Callers may send what the new schema does not let through.",
        RISKY, "Readers may get another type of Python.",
    ),
    "subschema-removed": (
        RISKY, "Callers may be told by type checkers that their values have no type.",
        BREAKING, "Readers lose the type of what is inside.",
    ),
    "condition-added": (
        BREAKING, "Callers who send what the condition does not let through are refused.",
        SAFE, "Nobody: readers get values that they could get before.",
    ),
    "condition-removed": (
        SAFE, NOBODY,
        RISKY, "Readers who relied on the condition may get what it kept from them.",
    ),
    "schema-replaced": (
        BREAKING, "Callers may send what no longer fits.",
        BREAKING, "Readers may get what they do not expect.",
    ),
    "schema-renamed": (
        BREAKING, "Code that imports the class by its name gets an ImportError.",
        BREAKING, "Code that imports the class by its name gets an ImportError.",
    ),
    "discriminator-changed": (
        BREAKING, "Callers mark alternatives in the former way.",
        BREAKING, "Readers get another class than before.",
    ),
    "discriminator-value-removed": (
        BREAKING, "Callers who mark an alternative with the value are refused.",
        SAFE, "Nobody: the value is not sent any more.",
    ),
    "discriminator-value-added": (
        SAFE, NOBODY,
        RISKY, "Readers who look at the value meet one that they do not know.",
    ),
    "media-type-removed": (
        BREAKING, "Callers send a form of the body that is no longer taken.",
        BREAKING, "Readers ask for a form of the body that is no longer sent.",
    ),
    "media-type-changed": (
        RISKY, "Callers send the former parameters of the media type, which may no longer be taken.",
        RISKY, "Readers may not know how to read what the parameters now say, such as another encoding.",
    ),
    "media-type-order-changed": (
        BREAKING, "Callers who do not say which form they mean send another one than before.",
        RISKY, "Readers who do not say which form they want may get another one.",
    ),
    "media-type-added": (SAFE, NOBODY, SAFE, NOBODY),
    "mapping-became-record": (
        BREAKING, "Callers gave any names and values; now there are arguments and keys of their own.",
        BREAKING, "Readers get a record with attributes where there was a plain mapping.",
    ),
    "record-became-mapping": (
        BREAKING, "Callers gave arguments by their names; now there is one mapping.",
        BREAKING, "Readers get a plain mapping where there was a record with attributes.",
    ),
    "read-only-set": (
        BREAKING, "Callers who give the argument get a TypeError: only the service sets it.",
        SAFE, "Nobody: it is read as before.",
    ),
    "read-only-unset": (SAFE, NOBODY, SAFE, "Nobody: it is read as before."),
    "write-only-set": (
        SAFE, NOBODY,
        BREAKING, "Readers no longer find the value: it is only sent.",
    ),
    "write-only-unset": (SAFE, NOBODY, SAFE, "Nobody: it is one more to read."),
    "parameter-added-required": (
        BREAKING, "Callers do not send it: a TypeError, and a refusal.",
        SAFE, "Nobody: it is one more to read.",
    ),
    "parameter-added": (SAFE, NOBODY, SAFE, NOBODY),
    "parameter-removed": (
        BREAKING, "Callers who give the argument get a TypeError.",
        BREAKING, "Receivers no longer find the value in the request.",
    ),
    "parameter-became-required": (
        BREAKING, "Callers who leave it out get a TypeError.",
        SAFE, "Nobody: it is there more often than before.",
    ),
    "parameter-became-optional": (
        SAFE, NOBODY,
        BREAKING, "Receivers who rely on the value may not find it.",
    ),
    "parameter-moved": (
        BREAKING, "Whoever sends it in the former place, as clients made before do: it is not read there.",
        BREAKING, "Receivers who look in the former place do not find it.",
    ),
    "parameter-style-changed": (
        BREAKING, "Whoever writes it in the former way: another value is read.",
        BREAKING, "Receivers who read it in the former way get another value.",
    ),
    "body-added-required": (
        BREAKING, "Callers send no body, and are refused.",
        SAFE, "Nobody: it is one more to read.",
    ),
    "body-added": (SAFE, NOBODY, SAFE, "Nobody: it is one more to read."),
    "body-removed": (
        BREAKING, "Callers who give arguments of the body get a TypeError.",
        BREAKING, "Receivers no longer get what they read.",
    ),
    "body-became-required": (
        BREAKING, "Callers who send no body are refused.",
        SAFE, "Nobody: it is there more often than before.",
    ),
    "body-became-optional": (
        SAFE, NOBODY,
        BREAKING, "Receivers who read the body may get a request that has none.",
    ),
    "success-status-removed": (
        BREAKING, "Receivers who answer with the status are taken to have failed.",
        BREAKING, "Readers get another answer than the one they read.",
    ),
    "success-status-added": (
        SAFE, NOBODY,
        RISKY, "Readers may get an answer that they do not know.",
    ),
    "failure-status-removed": (
        RISKY, "Receivers who refuse with the status may not be understood.",
        RISKY, "Readers may get a failure in a form that is not described.",
    ),
    "failure-status-added": (SAFE, NOBODY, SAFE, NOBODY),
    "header-removed": (
        SAFE, "Nobody: what is sent besides is passed over.",
        RISKY, "Readers of the header no longer find it.",
    ),
    "header-removed-required": (
        SAFE, "Nobody: what is sent besides is passed over.",
        BREAKING, "Readers who rely on the header no longer find it.",
    ),
    "header-added": (SAFE, NOBODY, SAFE, NOBODY),
    "header-added-required": (
        BREAKING, "Whoever sends the message does not send the header, and is refused.",
        SAFE, "Nobody: it is one more to read.",
    ),
    "header-became-required": (
        BREAKING, "Whoever leaves the header out is refused.",
        SAFE, "Nobody: it is there more often than before.",
    ),
    "header-became-optional": (
        SAFE, NOBODY,
        BREAKING, "Readers who rely on the header may not find it.",
    ),
}
# fmt: on
