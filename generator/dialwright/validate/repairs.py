"""What is told by others than the rules, on the way from a document to its client: texts, for `explain`."""

from __future__ import annotations

from .rule import Level, Rule

RULES = (
    Rule(
        "server",
        Level.SLOPPY,
        "The document says at which address the API is, so that clients need not be told. The address "
        "is a whole one, with `https://` and a host. A path or an operation may have a server of its own, "
        "which may be relative to that address.",
    ),
    Rule(
        "path-template",
        Level.SLOPPY,
        "Braces in a path hold the name of a parameter and nothing else. Operators of URI templates, such "
        "as `{+path}` or `{ids*}`, are not part of OpenAPI; they are left out, and the value is escaped "
        "as any other is.",
    ),
    Rule(
        "not",
        Level.SLOPPY,
        "What a value is not has no type that could be written down. `not` is left out, and the rest of "
        "the schema says what the value is.",
    ),
    Rule(
        "condition",
        Level.SLOPPY,
        "What holds under a condition only (`if`, `dependentSchemas`, `dependentRequired`), or for some "
        "elements, the rest of them or some names (`contains`, `unevaluatedProperties`, `propertyNames` that "
        "list names, `patternProperties` of several types), has no type that could be written down. All "
        "properties are there, none is asked for, and the service judges.",
    ),
    Rule(
        "recursion",
        Level.SLOPPY,
        "A schema that is a list of itself, or one of several of which it is one, with no object in "
        "between, describes no value. It is taken for any value where it comes back to itself.",
    ),
    Rule(
        "resource-path",
        Level.ALWAYS,
        "A resource below another, such as `calls.recordings`, is reached from a record of that other "
        "one, which supplies the first parameters of its paths. All of its paths must begin with the "
        "same ones.",
    ),
    Rule(
        "shape",
        Level.ALWAYS,
        "Names or texts of the document would make code that no Python can read. This is not known to "
        "happen; where it does, nothing is written.",
    ),
    Rule(
        "overlay",
        Level.ALWAYS,
        "A file that is given with `--overlay` is an OpenAPI Overlay, version 1: it has `overlay`, `info` "
        "and `actions`, and every action has a `target` and says what to do there.",
    ),
    Rule(
        "overlay-target",
        Level.SLOPPY,
        "The `target` of an action of an overlay finds something in the document; else it changes nothing.",
    ),
    Rule(
        "settings",
        Level.ALWAYS,
        "`dialwright.toml` beside a document is TOML with the settings there are, each of its kind: `name`, "
        "`output`, `target`, `names`, `overlay`, `strict`, `allow-duplicate-keys`.",
    ),
    Rule(
        "names",
        Level.SLOPPY,
        "`dialwright.names.json` keeps the names of a client that do not stand in its document, so that they "
        "stay when the document changes. They may be edited: each is a name that Python takes, and no two "
        "things of one place have the same. A name that has to be given up is told.",
    ),
    Rule(
        "version",
        Level.ALWAYS,
        "`dialwright breaking` holds the version of a document against its changes: `info.version` is three "
        "numbers, such as `1.2.3`.",
    ),
)
