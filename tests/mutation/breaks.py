"""Ways to break the generator: each makes clients that do one thing wrong.

A break takes the place of a text that stands once in its file. The generator then still runs, and what it
makes can still be imported: only the generated tests can tell.
"""

from __future__ import annotations

from dataclasses import dataclass

VIEW = "generator/dialwright/python/view"
RUNTIME = "generator/dialwright/python/runtime"
READ = "generator/dialwright/read"
TEMPLATES = "templates/python"


@dataclass(frozen=True)
class Break:
    """One change of one file."""

    name: str
    file: str
    old: str
    new: str


BREAKS = (
    # What is sent, and as what.
    Break(
        "a parameter is dropped",
        f"{VIEW}/parameters.py",
        "if p.where is where and p.wire)",
        'if p.where is where and p.wire not in ("", "StatusCallback", "status_url", "tag"))',
    ),
    Break(
        "two parameters are swapped",
        f"{VIEW}/parameters.py",
        "return tuple((literal(p.wire), p.value or p.name)",
        'return tuple((literal({"From": "To", "To": "From"}.get(p.wire, p.wire)), p.value or p.name)',
    ),
    Break(
        "positional arguments are in another order",
        f"{VIEW}/parameters.py",
        "order.get(p.wire, 0) if p.positional",
        "-order.get(p.wire, 0) if p.positional",
    ),
    Break(
        "the printed default is not sent",
        f"{VIEW}/parameters.py",
        "if field.argument_default is not None:",
        "if field.argument_default is not None and required:",
    ),
    Break(
        "the identifier is not made",
        f"{VIEW}/parameters.py",
        'return f"{name} or {self._types.make_uuid}()"',
        "return name",
    ),
    Break(
        "the flat spelling is sent as it is",
        f"{VIEW}/parameters.py",
        "return f\"{self._types.nested}({name}, {', '.join(map(literal, nesting))})\" if nesting else name",
        "return name",
    ),
    Break(
        "the verb is wrong",
        f"{VIEW}/requests.py",
        "yield literal(operation.method)",
        'yield literal(operation.method.replace("DELETE", "POST"))',
    ),
    Break(
        "JSON is sent for a form",
        f"{VIEW}/requests.py",
        "yield body.kind.value, Where.BODY",
        'yield "json", Where.BODY',
    ),
    Break(
        "a form is sent for JSON",
        f"{VIEW}/requests.py",
        "yield body.kind.value, Where.BODY",
        'yield "form", Where.BODY',
    ),
    Break(
        "the envelope has another name",
        f"{VIEW}/requests.py",
        "call(envelope, literal(body.envelope), beside)",
        'call(envelope, literal("parameters"), beside)',
    ),
    Break(
        "the command is misspelled",
        f"{VIEW}/requests.py",
        "constants = ((literal(name), literal(value)) for name, value in body.constants)",
        'constants = ((literal(n), literal(str(v).replace(".", "_"))) for n, v in body.constants)',
    ),
    Break(
        "what a helper sets is left out",
        f"{VIEW}/requests.py",
        "decided = body.constants if body is not None and where is Where.BODY and not body.envelope else ()",
        "decided: tuple[tuple[str, str], ...] = ()",
    ),
    Break(
        "further keywords are dropped",
        f"{VIEW}/requests.py",
        'rest = tuple(f"**{p.name}" for p in parameters if p.where is Where.REST)',
        "rest: tuple[str, ...] = ()",
    ),
    Break(
        "a list is joined by commas",
        f"{RUNTIME}/encode.py",
        "yield from ((name, plain_text(name, item)) for item in items if item is not None)",
        'yield name, ",".join(plain_text(name, item) for item in items if item is not None)',
    ),
    Break(
        "a boolean is sent as Python prints it",
        f"{RUNTIME}/encode.py",
        'return "true" if value else "false"',
        "return str(value)",
    ),
    Break(
        "a moment is sent as a day",
        f"{RUNTIME}/dates.py",
        'return moment.replace(tzinfo=None, microsecond=0).isoformat() + "Z"',
        "return moment.date().isoformat()",
    ),
    # Where it is sent.
    Break(
        "a value is not escaped",
        f"{RUNTIME}/encode.py",
        'return quote(_utf8(text, name), safe="")',
        'return quote(_utf8(text, name), safe="/%")',
    ),
    Break(
        "the identifier of the record above is not handed down",
        f"{VIEW}/resources.py",
        'mapping((literal(own), f"self._path[{literal(held)}]") for own, held in branch.path.items())',
        "mapping((literal(own), literal(held)) for own, held in branch.path.items())",
    ),
    Break(
        "a record does not know its identifier",
        f"{VIEW}/resources.py",
        '{literal(item.parameter.wire)}, {literal(item.property)})"',
        "{literal(item.parameter.wire)}, 'uri')\"",
    ),
    Break(
        "a narrowed list is read from the usual path",
        f"{VIEW}/requests.py",
        "{constants.paths[paths[parameter.wire]]}",
        "{constants.paths[self.operation.path]}",
    ),
    Break(
        "every form of a file is the first one",
        f"{VIEW}/constants.py",
        "(literal(choice.name), literal(choice.path)) for choice in operation.representations",
        "(literal(choice.name), literal(operation.representations[0].path))"
        " for choice in operation.representations",
    ),
    Break(
        "the account is filled in with something else",
        f"{VIEW}/statement.py",
        "(literal(wire), literal(names[words])) for wire, words in api.bound.items()",
        "(literal(wire), literal([*names.values()][1])) for wire, words in api.bound.items()",
    ),
    Break(
        "user and password are swapped",
        f"{VIEW}/statement.py",
        "literal(names[way.username]), literal(names[way.password])",
        "literal(names[way.password]), literal(names[way.username])",
    ),
    # How lists go on.
    Break(
        "the records are looked for under another key",
        f"{VIEW}/constants.py",
        '_one_or_several(pages.items or ("",))',
        '_one_or_several(("records",))',
    ),
    Break(
        "the next page is looked for under another key",
        f"{VIEW}/constants.py",
        'argument("next", _one_or_several(pages.next))',
        'argument("next", literal("next_page"))',
    ),
    Break(
        "a list ends with its first page",
        f"{READ}/operations.py",
        'style=pagination.text("style"),',
        'style="none",',
    ),
    Break(
        "a stream forgets its filters",
        f"{VIEW}/methods.py",
        '"_stream", (*filters, *size), after=("limit", "options"), waits=False, paged=True',
        '"_stream", size, after=("limit", "options"), waits=False, paged=True',
    ),
    Break(
        "a list forgets its limit",
        f"{VIEW}/methods.py",
        'self._body.send("_list", (*filters, *size), after=("limit", "options"), paged=True)',
        'self._body.send("_list", (*filters, *size), after=("None", "options"), paged=True)',
    ),
    # What comes back.
    Break(
        "the asynchronous twin does not await",
        f"{VIEW}/flavour.py",
        'wait="await "',
        'wait=""',
    ),
    Break(
        "the identifier of what was made is not read",
        f"{VIEW}/requests.py",
        "if operation.location_id:",
        "if operation.location_id and operation.preset:",
    ),
    Break(
        "what the client made cannot be read from the result",
        f"{VIEW}/requests.py",
        "if made:",
        "if len(made) > 1:",
    ),
    Break(
        "a field is read under another name",
        f"{VIEW}/schemas.py",
        "not field.aliases else (field.wire, *field.aliases)",
        "not field.aliases else (name, *field.aliases)",
    ),
    Break(
        "a moment is read as text",
        "generator/dialwright/python/types.py",
        'ir.Kind.DATE_TIME: "datetime",',
        'ir.Kind.DATE_TIME: "str",',
    ),
    Break(
        "an amount is read as a number",
        "generator/dialwright/python/types.py",
        'ir.Kind.DECIMAL: "Decimal",',
        'ir.Kind.DECIMAL: "float",',
    ),
    Break(
        "a property is a method",
        f"{TEMPLATES}/class.py.jinja",
        "function.decorators + function.signature",
        "function.signature",
    ),
    # What is refused, and what goes wrong.
    Break(
        "the rules are not checked",
        f"{VIEW}/requests.py",
        "if operation.rules and parameters:",
        "if operation.rules and not parameters:",
    ),
    Break(
        "a rule is another one",
        f"{READ}/rules.py",
        "yield ir.Rule(kind=kind, fields=entry.strings(kind))",
        'yield ir.Rule(kind=kind.replace("exactly", "at-least"), fields=entry.strings(kind))',
    ),
    Break(
        "an error is of the wrong class",
        f"{RUNTIME}/problem.py",
        "404: NotFoundError,",
        "404: ConflictError,",
    ),
    Break(
        "what may be repeated is not known as such",
        f"{VIEW}/requests.py",
        "if operation.idempotent and operation.method not in _REPEATABLE:",
        "if operation.idempotent and operation.method in _REPEATABLE:",
    ),
    Break(
        "what must not be repeated may be",
        f"{VIEW}/requests.py",
        "if operation.idempotent and operation.method not in _REPEATABLE:",
        "if operation.method not in _REPEATABLE:",
    ),
    # What sends nothing.
    Break(
        "what is put together has another key",
        f"{VIEW}/builders.py",
        'yield f"    {built}[{literal(parameter.wire)}] = {parameter.name}"',
        'yield f"    {built}[{literal(parameter.name)}] = {parameter.name}"',
    ),
)
