"""What is told while an API is read from a document that holds to the rules: texts alone, for `explain`."""

from __future__ import annotations

from .rule import Level, Rule

RULES = (
    Rule(
        "server",
        Level.SLOPPY,
        "The document says at which address the API is, so that clients need not be told. The address "
        "is a whole one, with `https://` and a host.",
    ),
    Rule(
        "path-template",
        Level.SLOPPY,
        "Braces in a path hold the name of a parameter and nothing else. Operators of URI templates, such "
        "as `{+path}` or `{ids*}`, are not part of OpenAPI; they are left out, and the value is escaped "
        "as any other is.",
    ),
    Rule(
        "multipart",
        Level.SLOPPY,
        "A body in several parts is taken as bytes that users put together. A form, or JSON, gives a "
        "method with an argument for each field.",
    ),
    Rule(
        "cookie",
        Level.SLOPPY,
        "Clients of an API keep no cookies, and no argument is made for one. Users can send it as a "
        "header, with the options of a call.",
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
)
