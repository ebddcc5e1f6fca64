"""Every kind of change that is told apart, with its class in either direction and whom it hurts."""

from __future__ import annotations

from .change import Level, Rule

__all__ = ["RULES", "rule"]

_BREAKING, _RISKY, _SAFE = Level.BREAKING, Level.RISKY, Level.SAFE


def _both(id: str, level: Level, hurt: str, *, adds: bool = False) -> Rule:
    return Rule(id, level, level, hurt, adds=adds)


_ALL = (
    # Operations and names.
    _both("operation-removed", _BREAKING, "whoever calls the method: it is gone"),
    _both("operation-added", _SAFE, "nobody: there is one more method", adds=True),
    _both("method-renamed", _BREAKING, "whoever calls the method by its old name"),
    _both("resource-moved", _BREAKING, "whoever looks for the method at its old place in the tree"),
    _both("grouping-changed", _BREAKING, "whoever looks for the method at its old place in the tree"),
    _both("operation-id-changed", _SAFE, "nobody: the method is named by `x-method`"),
    _both("model-renamed", _BREAKING, "whoever imports the class by its old name"),
    _both("alias-removed", _BREAKING, "whoever reads the field by its other name"),
    _both("alias-added", _SAFE, "nobody: one more name is understood", adds=True),
    _both("name-changed", _BREAKING, "whoever uses the argument or the attribute by its old name"),
    _both("positional-changed", _BREAKING, "whoever gives the argument by position"),
    _both("positional-added", _SAFE, "nobody: one more argument may be given by position", adds=True),
    _both("helper-removed", _BREAKING, "whoever calls the helper: it is gone"),
    _both("helper-added", _SAFE, "nobody: there is one more helper", adds=True),
    _both("helper-changed", _RISKY, "whoever calls the helper: it does something else"),
    _both("client-changed", _RISKY, "whoever makes a client: its arguments or surfaces are others"),
    _both("cross-rule-added", _BREAKING, "whoever gives arguments that the rule does not allow"),
    _both("cross-rule-removed", _SAFE, "nobody: more is allowed", adds=True),
    _both("error-code-removed", _RISKY, "whoever looks for the code by its name"),
    _both("error-code-added", _SAFE, "nobody: one more code has a name", adds=True),
    _both("error-code-changed", _SAFE, "nobody: the text of a code is another"),
    _both("idempotence-changed", _RISKY, "whoever relies on whether a request is repeated"),
    _both("pagination-changed", _BREAKING, "whoever reads a list: it goes on in another way"),
    _both("extension-changed", _RISKY, "whoever uses what the key decides in the client"),
    _both("foreign-extension-changed", _SAFE, "nobody: the client takes no notice of the key"),
    # Parameters and bodies.
    _both("parameter-added-required", _BREAKING, "whoever calls the method without the new argument"),
    _both("parameter-added", _SAFE, "nobody: the argument may be left out", adds=True),
    _both("parameter-removed", _BREAKING, "whoever gives the argument: it is an error now"),
    _both("parameter-became-required", _BREAKING, "whoever leaves the argument out"),
    _both("parameter-became-optional", _SAFE, "nobody: the argument may be left out", adds=True),
    _both("parameter-encoding-changed", _BREAKING, "a service of before: the value is written otherwise"),
    _both("body-added-required", _BREAKING, "whoever calls the method without a body"),
    _both("body-added", _SAFE, "nobody: the body may be left out", adds=True),
    _both("body-removed", _BREAKING, "whoever gives arguments that went into the body"),
    _both("body-became-required", _BREAKING, "whoever leaves the body out"),
    _both("body-became-optional", _SAFE, "nobody: the body may be left out", adds=True),
    Rule(
        "media-type-added",
        _SAFE,
        _RISKY,
        "nobody: the body may be written in one more way",
        "whoever reads the answer: it may come in another form",
        adds=True,
    ),
    _both("media-type-removed", _BREAKING, "whoever sends or reads that form"),
    _both("encoding-changed", _BREAKING, "a service of before: the body is written otherwise"),
    # Answers.
    _both("success-added", _RISKY, "whoever takes the result for what it was until now"),
    _both("success-removed", _RISKY, "whoever counts on that answer"),
    _both("failure-added", _SAFE, "nobody: a failure is an error as before"),
    _both("failure-removed", _SAFE, "nobody: a failure is an error as before"),
    _both("header-removed", _BREAKING, "whoever reads the header"),
    _both("header-added", _SAFE, "nobody: there is one more header", adds=True),
    # Schemas.
    Rule(
        "type-narrowed",
        _BREAKING,
        _SAFE,
        "whoever gives a value of a type that is no longer taken",
        "nobody: every value was possible before",
    ),
    Rule(
        "type-widened",
        _SAFE,
        _BREAKING,
        "nobody: every value that was taken still is",
        "whoever reads the value: it may be of a type that code does not expect",
        adds=True,
    ),
    _both("type-changed", _BREAKING, "whoever gives or reads a value of the old type"),
    _both("format-changed", _BREAKING, "whoever gives or reads the value: its type in the client is another"),
    Rule(
        "enum-value-removed",
        _BREAKING,
        _SAFE,
        "whoever gives the value",
        "nobody: the value does not come any more",
    ),
    Rule(
        "enum-value-added",
        _SAFE,
        _RISKY,
        "nobody: one more value is taken",
        "whoever handles every value: there is one more",
        adds=True,
    ),
    Rule(
        "enum-added",
        _BREAKING,
        _SAFE,
        "whoever gives any other value",
        "nobody: every value was possible before",
    ),
    Rule(
        "enum-removed",
        _SAFE,
        _RISKY,
        "nobody: every value that was taken still is",
        "whoever handles every value: there may be others",
        adds=True,
    ),
    Rule(
        "default-changed",
        _RISKY,
        _SAFE,
        "whoever leaves the value out, and counts on what happens then",
        "nobody: what comes is read as it comes",
    ),
    Rule(
        "constraint-tightened",
        _BREAKING,
        _SAFE,
        "whoever gives a value that is outside the new bound",
        "nobody: every value was possible before",
    ),
    Rule(
        "constraint-loosened",
        _SAFE,
        _RISKY,
        "nobody: every value that was taken still is",
        "whoever counts on the old bound of what comes",
        adds=True,
    ),
    _both("constraint-changed", _RISKY, "whoever gives, or counts on, what the old constraint allowed"),
    Rule(
        "property-added-required",
        _BREAKING,
        _SAFE,
        "whoever calls the method without the new argument",
        "nobody: there is one more attribute",
        adds=True,
    ),
    _both("property-added", _SAFE, "nobody: it may be left out", adds=True),
    Rule(
        "property-removed",
        _BREAKING,
        _BREAKING,
        "whoever gives the argument: it is an error now",
        "whoever reads the attribute: it is gone",
    ),
    Rule(
        "property-became-required",
        _BREAKING,
        _SAFE,
        "whoever leaves the argument out",
        "nobody: it comes in every answer",
    ),
    Rule(
        "property-became-optional",
        _SAFE,
        _BREAKING,
        "nobody: it may be left out",
        "whoever reads the attribute: it may be None",
        adds=True,
    ),
    Rule(
        "additional-properties-refused",
        _BREAKING,
        _SAFE,
        "whoever gives fields that are not described",
        "nobody: no more comes than is described",
    ),
    Rule(
        "additional-properties-taken",
        _SAFE,
        _SAFE,
        "nobody: fields that are not described are taken too",
        "nobody: unknown fields are kept anyway",
        adds=True,
    ),
    Rule(
        "alternative-added",
        _SAFE,
        _RISKY,
        "nobody: one more form is taken",
        "whoever handles every form: there is one more",
        adds=True,
    ),
    Rule(
        "alternative-removed",
        _BREAKING,
        _SAFE,
        "whoever gives that form",
        "nobody: the form does not come any more",
    ),
    _both("part-added", _RISKY, "whoever gives, or reads, what does not fit the added part"),
    _both("part-removed", _RISKY, "whoever uses fields of the part that is gone"),
    _both("schema-added", _RISKY, "whoever gives, or reads, values that had no schema so far"),
    _both("schema-removed", _RISKY, "whoever counts on what the schema said"),
    _both(
        "discriminator-changed", _BREAKING, "whoever gives, or reads, one of the forms that it tells apart"
    ),
    _both(
        "access-changed", _BREAKING, "whoever gives or reads the field: it goes one way only, or no longer"
    ),
    # The whole.
    _both("security-changed", _BREAKING, "whoever gives the credentials of before"),
    _both("server-changed", _RISKY, "whoever counts on the old address"),
    _both("webhook-removed", _BREAKING, "whoever reads the webhook"),
    _both("webhook-added", _SAFE, "nobody: one more webhook can be read", adds=True),
    _both("standard-changed", _RISKY, "nobody, if everything means the same in the other version of OpenAPI"),
    _both("markup-removed", _BREAKING, "whoever builds the element or gives the attribute"),
    _both("markup-added", _SAFE, "nobody: there is one more element or attribute", adds=True),
    _both("unused-component-changed", _SAFE, "nobody: no operation uses it"),
    _both("deprecated", _SAFE, "nobody yet: it is said to go away"),
    _both("undeprecated", _SAFE, "nobody: it is said to stay"),
    _both("description-changed", _SAFE, "nobody: words alone"),
    _both("unknown-change", _RISKY, "nobody knows: there is no rule for such a change, so look at it"),
)

RULES = {one.id: one for one in _ALL}


def rule(id: str) -> Rule:
    """The rule of a name."""
    return RULES[id]
