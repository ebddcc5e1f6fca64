"""What an API is, in no language's words: the one thing that `read` makes and every target renders.

Everything here is frozen and compared by value. A name is a tuple of lower-case words and a type refers to a
model, enum or union by the key under which `Api` lists it, so recursion needs no special care. What only says
where a name comes from is passed over when things are compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum as _Enum
from typing import TypeAlias

from .words import Words

Scalar: TypeAlias = str | int | float | bool | None


class Kind(_Enum):
    """What a single value is."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DECIMAL = "decimal"  # exact: money
    BOOLEAN = "boolean"
    DATE = "date"
    DATE_TIME = "date-time"
    MOMENT = "moment"  # a date or a date-time, as the caller likes
    BYTES = "bytes"
    FILE = "file"  # bytes, or something to read them from, with a name and a media type
    ANY = "any"
    NULL = "null"


# --- types -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Primitive:
    kind: Kind


@dataclass(frozen=True)
class Named:
    """A model, enum or union of the API, by its key in `Api.models`, `Api.enums` or `Api.unions`."""

    key: str


@dataclass(frozen=True)
class ListOf:
    item: Type


@dataclass(frozen=True)
class MapOf:
    value: Type


@dataclass(frozen=True)
class Either:
    """Any of several types, told apart by nothing but their JSON type."""

    options: tuple[Type, ...]


@dataclass(frozen=True)
class Nullable:
    """The type, or JSON null."""

    type: Type


@dataclass(frozen=True)
class Constant:
    """Exactly one of these values: an unnamed enum of one, such as the tag of a union's member."""

    values: tuple[Scalar, ...]


Type: TypeAlias = Primitive | Named | ListOf | MapOf | Either | Nullable | Constant


# --- things with names --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Source:
    """Where something is documented."""

    document: str
    section: str = ""


@dataclass(frozen=True)
class Style:
    """How a parameter is written: a style of the standard, or `json`."""

    name: str
    explode: bool = False
    reserved: bool = False  # characters that mean something in an address are sent as they are


@dataclass(frozen=True, kw_only=True)
class Field:
    """A property of a model, a form field or a parameter: one value with a name on the wire."""

    wire: str
    words: Words
    type: Type
    required: bool = False
    description: str = ""
    aliases: tuple[str, ...] = ()  # other wire names under which the service sends the same thing
    default: Scalar = None  # what the service assumes; never sent
    argument_default: Scalar = None  # what the signature prints; sent unless it is None
    minimum: float | None = None
    maximum: float | None = None
    deprecated: bool = False
    read_only: bool = False  # only the service sets it
    write_only: bool = False  # the service takes it, and need not tell it
    secret: bool = False  # never shown: left out of any printed form
    generated: str = ""  # "uuid": made by the client where the caller gives none
    written: str = ""  # how the service writes it, if not the usual way: text | number | rfc-2822
    style: Style | None = None  # of a parameter that is not written in the usual way of its place
    named: bool = field(default=False, compare=False)  # the document gives the words themselves
    source: Source | None = None


@dataclass(frozen=True, kw_only=True)
class Model:
    """An object with known properties."""

    key: str
    words: Words
    description: str = ""
    fields: tuple[Field, ...] = ()
    extra: Type | None = None  # the type of properties not listed; None where there are none
    extra_is_partial: bool = False  # only some of these are of that type, and the others may be anything
    request: bool = False  # sent by the client: closed, written as a plain mapping
    response: bool = False  # sent by the service: open, read as an object
    flat: str = ""  # the property under which what a flat spelling says is sent
    flattens: str = ""  # key of the model of which this is the flat spelling
    source: Source | None = None
    identity: str = field(default="", compare=False)  # names are kept under it, see `kept`


@dataclass(frozen=True, kw_only=True)
class Enum:
    key: str
    words: Words
    values: tuple[Scalar, ...]
    description: str = ""
    open: bool = False  # the service may answer with values that are not listed
    identity: str = field(default="", compare=False)


@dataclass(frozen=True, kw_only=True)
class Union:
    """One of several models, told apart by the value of a property."""

    key: str
    words: Words
    options: tuple[Type, ...]
    tag: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict[str, str])  # tag value -> key of a model
    description: str = ""
    open: bool = False
    identity: str = field(default="", compare=False)


@dataclass(frozen=True, kw_only=True)
class Pagination:
    """How a list goes on. `items` and `next` are paths of property names, dotted, in the answer.

    Services do not always answer in the form they document: of several paths the first that leads
    anywhere counts.
    """

    # next-uri | meta-url | link-header | cursor | last-item | offset | start-index | page-number | none
    style: str
    items: tuple[str, ...]  # (): the body itself
    next: tuple[str, ...] = ()  # of `last-item`, the property of a record that its page begins after
    page_size: str = ""  # the query parameter that sets the size of a page
    page_number: str = ""
    page_token: str = ""
    offset: str = ""  # the query parameter that says how many records to leave out, or with which to begin
    more: str = ""  # the property that says whether there is more
    total: str = ""  # the property that says how many records there are in all, or how many pages
    first: int = 1  # the number of the first page


class BodyKind(_Enum):
    FORM = "form"
    JSON = "json"
    FIELDS = "fields"  # named fields, written as the media type says: multipart, or one of several
    BYTES = "bytes"


@dataclass(frozen=True, kw_only=True)
class Encoding:
    """How one field of a form or multipart body is written, where that is not the usual way."""

    wire: str
    media_type: str = ""
    style: str = "form"  # form | spaceDelimited | pipeDelimited | deepObject
    explode: bool = True
    allow_reserved: bool = False


@dataclass(frozen=True, kw_only=True)
class Body:
    kind: BodyKind
    media_type: str
    fields: tuple[Field, ...] = ()
    type: Type | None = None  # where the body is not an object of named fields
    required: bool = True
    envelope: str = ""  # the property under which the fields are sent; "": they are the body
    beside: tuple[Field, ...] = ()  # fields that are sent beside the envelope
    constants: tuple[tuple[str, Scalar], ...] = ()  # sent as they are, beside the fields
    encodings: tuple[Encoding, ...] = ()
    media_types: tuple[
        str, ...
    ] = ()  # not empty: the caller chooses one of these; the first is the usual one
    forms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Media type -> the fields that it has; not empty: without a choice, what is given decides among them."""
    raw: bool = False  # the caller may also give it as it is, in place of its fields or value


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A condition over several fields, checked before anything is sent."""

    kind: str  # exactly-one-of | at-most-one-of | at-least-one-of | requires
    fields: tuple[str, ...]  # wire names; of `requires`, the one that needs the others comes first


@dataclass(frozen=True, kw_only=True)
class Representation:
    """One form in which a binary answer can be had: its name (`wav`), path and media types."""

    name: str
    path: str
    media_types: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """A parameter that, when given, moves a list to a path of its own."""

    parameter: Field
    path: str


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A documented error answer."""

    status: str  # "404", "4XX", "default"
    description: str = ""
    type: Type | None = None  # of its JSON body


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One of several answers of a success: where it is due, and what it holds."""

    status: str  # "200", "2XX", "default"
    media_type: str  # "" for no content
    type: Type | None


@dataclass(frozen=True, kw_only=True)
class Stream:
    """An answer without an end: one item after the other."""

    kind: str  # events | values
    media_type: str
    type: Type


@dataclass(frozen=True, kw_only=True)
class Operation:
    method: str  # GET, POST, ...
    path: str  # with {placeholders}
    words: Words  # the public verb
    summary: str = ""
    description: str = ""
    tag: str = ""
    path_parameters: tuple[Field, ...] = ()  # in path order, without those the client supplies
    query: tuple[Field, ...] = ()
    headers: tuple[Field, ...] = ()
    cookies: tuple[Field, ...] = ()
    body: Body | None = None
    result: Type | None = None  # None: no content. For a list, the type of one item
    location_id: bool = False  # the result is the last segment of the Location header
    answers: tuple[Answer, ...] = ()  # not empty: the result depends on the answer, and is any of these
    accept: tuple[str, ...] = ()  # media types to ask for, where that is not JSON alone
    other_forms: tuple[str, ...] = ()  # media types in which the result can be had as well, but is not read
    stream: Stream | None = None  # it can also be had as it comes, or only so where there is no result
    response_headers: tuple[Field, ...] = ()
    representations: tuple[Representation, ...] = ()  # not empty: the answer is bytes
    pagination: Pagination | None = None
    narrowings: tuple[Narrowing, ...] = ()
    rules: tuple[Rule, ...] = ()
    positional: tuple[str, ...] = ()  # wire names of fields that may be given by position
    failures: tuple[Failure, ...] = ()
    extra: bool = False  # keywords that are not listed are sent too, under the names they are given
    idempotent: bool = False
    deprecated: bool = False
    source: Source | None = None
    preset: bool = False  # it is another operation of the document, with some of its arguments decided
    module: str = ""  # hand-written module that carries it out, whose files are in `Api.modules`
    security: tuple[tuple[str, ...], ...] | None = None  # None: as the API says; (): no credentials
    server: str = ""  # where it is sent, if not to the API's: an address, or one relative to that
    misnomers: tuple[Words, ...] = ()  # verbs that documents wrongly print for it
    identity: str = field(default="", compare=False)  # likewise; "" for what is part of another one
    named: bool = field(default=False, compare=False)  # the document gives the verb itself
    record: str = ""  # key of the resource whose item methods a result of this operation has
    also: str = (
        ""  # key of a further resource without parents that picks the same records by the same parameter
    )


@dataclass(frozen=True, kw_only=True)
class Builder:
    """A method that puts an object together for other methods to take. Nothing is sent."""

    words: Words
    model: str  # key of the model that it makes
    arguments: tuple[Field, ...]  # in order; each may be given by position
    summary: str = ""
    description: str = ""
    source: Source | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """How a resource picks one of its records: `calls("sid")`."""

    parameter: Field
    property: str  # wire name of the property that holds the id in a record


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A place in the tree with operations. Its key is its dotted place: `compat.calls.recordings`."""

    key: str
    words: Words
    description: str = ""
    operations: tuple[Operation, ...] = ()
    builders: tuple[Builder, ...] = ()
    item: Item | None = None
    parents: tuple[str, ...] = ()  # path parameters that come from records above it, outermost first
    places: tuple[str, ...] = ()  # other places in the tree where it also hangs
    named: bool = field(default=False, compare=False)  # the document gives the place itself


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """A request that the service sends to the user's server."""

    key: str
    words: Words
    payload: Type
    mark: str = ""  # wire name of the property whose presence tells the payload from others; "" if none does
    description: str = ""
    source: Source | None = None


@dataclass(frozen=True, kw_only=True)
class Signature:
    """A way in which the service signs these requests, with a key that it shares with the user."""

    words: Words
    headers: tuple[str, ...]  # that may hold it
    signs: str  # url-and-form | url-and-body | url
    digest: str  # sha1 | sha256: of the HMAC
    encoding: str  # base64 | hex
    body_hash: str = (
        ""  # the query parameter that holds the SHA-256 of the body; only where the url is signed
    )
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Element:
    """An XML element of the documents with which users answer the service."""

    key: str
    words: Words
    name: str  # in XML
    verb: Words  # what adds it to another element
    former_verbs: tuple[Words, ...] = ()  # what did so before
    description: str = ""
    text: Field | None = None  # what stands in it before anything else; it has no name on the wire
    attributes: tuple[Field, ...] = ()
    children: tuple[str, ...] = ()  # keys of the elements that may stand in it

    @property
    def arguments(self) -> tuple[Field, ...]:
        """What its verb takes, in order."""
        return self.attributes if self.text is None else (self.text, *self.attributes)


@dataclass(frozen=True, kw_only=True)
class Markup:
    """XML documents: the outermost elements, and those inside. No key is in both."""

    documents: tuple[Element, ...] = ()
    elements: tuple[Element, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Argument:
    """A constructor argument of the client."""

    words: Words
    env: tuple[str, ...] = ()
    secret: bool = False
    server_variable: str = ""  # fills this variable of the server's address
    description: str = ""
    default: str | None = None  # of a variable that may be left out
    choices: tuple[str, ...] = ()  # the values that it may have, where not any
    optional: bool = False  # clients do without it, or with another instead


@dataclass(frozen=True, kw_only=True)
class Surface:
    """A client class that users import: where it is, where its tree starts, what its arguments are called."""

    words: Words
    module: Words = ()  # () is the package itself
    root: str = ""  # resource key at which its tree starts; "" is the whole
    arguments: tuple[tuple[Words, Words], ...] = ()  # (name on this surface, name of the Argument), in order
    description: str = ""
    named: bool = field(default=True, compare=False)  # it does not follow from the title


@dataclass(frozen=True, kw_only=True)
class Authentication:
    """HTTP authentication from constructor arguments."""

    scheme: str  # basic | bearer | none
    username: Words = ()
    password: Words = ()


Alternatives: TypeAlias = tuple[tuple[str, ...], ...]
"""Keys of schemes that are needed together; any of these will do, and an empty one asks for nothing."""


@dataclass(frozen=True, kw_only=True)
class Grant:
    """How clients fetch the token of a scheme, with credentials of their own: OAuth 2."""

    token_url: str  # absolute, or relative to the API's own address
    scopes: tuple[str, ...]  # everything that operations ask for
    client_id: Words  # words of an `Argument`, as are the following
    client_secret: Words
    options: tuple[Words, Words, Words] = ((), (), ())  # for the address, the scopes, and how it is asked


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """One of several ways to show who a request comes from."""

    key: str
    kind: str  # basic | bearer | header | query | cookie | tls
    arguments: tuple[Words, ...] = ()
    name: str = ""  # of the header, the query parameter or the cookie
    grant: Grant | None = None  # of `bearer`, where a token need not be given

    @property
    def all_arguments(self) -> tuple[Words, ...]:
        """Those for what is sent, and those for what that is fetched with."""
        if self.grant is None:
            return self.arguments
        found = (self.grant.client_id, self.grant.client_secret, *self.grant.options)
        return (*self.arguments, *(words for words in found if words))


@dataclass(frozen=True, kw_only=True)
class ErrorCode:
    code: str
    words: Words
    text: str


@dataclass(frozen=True, kw_only=True)
class Api:
    """A whole API: what one document describes."""

    words: Words
    title: str  # as people write it: SignalWire
    description: str
    version: str
    distribution: str
    origin: str  # where the document is kept, as generated files name it
    server: str  # the address, with {variables}; without a host, where only the path is known
    servers: tuple[str, ...] = ()  # the addresses that there are to choose from, if there is a choice
    arguments: tuple[Argument, ...] = ()
    bound: Mapping[str, Words] = field(
        default_factory=dict[str, Words]
    )  # path parameter -> Argument that supplies it
    authentication: Authentication = Authentication(scheme="none")
    schemes: tuple[Scheme, ...] = ()  # instead of `authentication`, where that is too simple
    security: tuple[tuple[str, ...], ...] = ()  # what operations need that say nothing else
    surfaces: tuple[Surface, ...] = ()
    mapping_access: bool = False  # records are mappings too
    mapping_keys: str = "wire"  # what their keys are: names on the wire, or the words of these (`snake`)
    lazy_lists: bool = False  # a list is an iterator, and has no other methods beside it
    modules: Mapping[str, str] = field(
        default_factory=dict[str, str]
    )  # hand-written modules that operations name: name of the file -> text
    resources: tuple[Resource, ...] = ()
    models: tuple[Model, ...] = ()
    enums: tuple[Enum, ...] = ()
    unions: tuple[Union, ...] = ()
    webhooks: tuple[Webhook, ...] = ()  # of several whose mark a payload has, the first is meant
    signatures: tuple[Signature, ...] = ()  # the preferred first
    error_codes: tuple[ErrorCode, ...] = ()
    markup: Markup = Markup()
