"""What is measured, of whom, and what is to be reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Unit: TypeAlias = Literal["s", "bytes", "entries", "a second"]

Kind: TypeAlias = Literal["code", "modules", "first", "work", "generate", "play"]
"""How a row is measured: CPU time of some code in a fresh interpreter; what that leaves in `sys.modules`; the
first piece of work of a fresh interpreter; one of many pieces of work; a whole run of a generator; what the
server takes that plays the API."""

SECTIONS: Mapping[str, tuple[Kind, ...]] = {
    "clients": ("code", "modules", "first", "work"),
    "generators": ("generate",),
    "server": ("play",),
}
"""Parts that can be measured alone, and the rows that they have."""


@dataclass(frozen=True)
class Subject:
    """Something that is measured, in an environment of its own."""

    key: str
    """Its module in `subjects`, its folder of `.bench`, and its `requirements-....txt`."""

    package: str
    """The distribution that it is about."""

    note: str = ""
    """What a reader of its figures should know."""

    alike: bool = True
    """Whether it is answered the same records as the others, and so has to return the same."""


@dataclass(frozen=True)
class Row:
    """One thing that is measured of several subjects."""

    key: str
    title: str
    kind: Kind
    subjects: tuple[str, ...]
    work: str = ""
    """The function of the subjects' modules, where it is not called like the row."""
    unit: Unit = "s"
    base: str = "bare"
    """The subject that the others are shown as ratios to."""
    rounds: int | None = None
    """At most how many rounds are worth while; None for all."""


@dataclass(frozen=True)
class Target:
    """What one subject is to reach: a limit, or a multiple of what another one needs."""

    row: str
    limit: float
    against: str = ""
    """A subject of the same row, or `row:subject`; none where the limit is a figure by itself."""
    subject: str = "ours"
    apart: str = ""
    """A row whose figure is taken off both first: what a run costs, whatever it is about."""


SUBJECTS = (
    Subject("bare", "httpx2", "with json, and nothing on top"),
    Subject("ours", "dialwright-signalwire"),
    Subject("signalwire", "signalwire", "patches twilio 6"),
    Subject("signalwire_sdk", "signalwire-sdk", "has the Calling API, no Compatibility API; no async"),
    Subject(
        "bandwidth", "bandwidth-sdk", "reads Bandwidth's own call; a connection for each request", alike=False
    ),
    Subject("twilio", "twilio", "its concurrent row runs on aiohttp"),
    Subject("pydantic", "pydantic", "the same Call as a model, its dates left as text; decoding only"),
    Subject("dialwright", "dialwright", "the generator, and its local server"),
    Subject(
        "openapi_python_client",
        "openapi-python-client",
        "another generator; literal enums, and its usual ruff run",
    ),
)

VENDORS = ("signalwire", "signalwire_sdk", "bandwidth", "twilio")
CLIENTS = ("bare", "ours", *VENDORS)
GENERATORS = ("dialwright", "openapi_python_client")

PLAYED: Mapping[str, str] = {
    "played_create": "local server: Calls created",
    "played_fetch": "local server: Calls fetched",
    "played_listing": "local server: lists of 50 Calls",
}
KEPT_AFTER: Mapping[str, int] = {"kept_10": 10_000, "kept_50": 50_000, "kept_100": 100_000}
"""The rows about the memory of the server, and after how many requests that is."""


def _played(key: str, title: str, unit: Unit, rounds: int) -> Row:
    return Row(key, title, "play", ("dialwright",), unit=unit, base="dialwright", rounds=rounds)


ROWS = (
    Row("imported", "import", "code", CLIENTS),
    Row("modules", "import: entries in sys.modules", "modules", CLIENTS, unit="entries", rounds=1),
    Row("ready", "import, construct, touch a method", "code", CLIENTS),
    Row(
        "first",
        "import, construct, fetch one Call",
        "first",
        ("bare", "ours", "signalwire", "twilio"),
        "fetch",
    ),
    Row("fetch", "fetch one Call", "work", ("bare", "ours", "signalwire", "bandwidth", "twilio")),
    Row("listing", "list 50 Calls", "work", ("bare", "ours", "signalwire", "bandwidth", "twilio")),
    Row("command", "send one Calling command", "work", ("bare", "ours", "signalwire_sdk")),
    Row("concurrent", "fetch 50 Calls at once, async", "work", ("bare", "ours", "twilio")),
    Row("decode", "decode a page of 50 Calls", "work", ("bare", "ours", "twilio", "pydantic")),
    Row("decode_all", "decode it and read every field", "work", ("bare", "ours", "twilio", "pydantic")),
    Row("hold", "memory a Call", "work", ("bare", "ours", "twilio", "pydantic"), unit="bytes", rounds=1),
    Row(
        "hold_all",
        "memory a Call, all fields read",
        "work",
        ("bare", "ours", "twilio", "pydantic"),
        unit="bytes",
        rounds=1,
    ),
    Row("cold", "generate spec/signalwire", "generate", ("dialwright",), base="dialwright", rounds=3),
    Row("again", "generate it again, unchanged", "generate", ("dialwright",), base="dialwright", rounds=3),
    Row(
        "compatibility",
        "generate the Compatibility API alone",
        "generate",
        GENERATORS,
        base="dialwright",
        rounds=3,
    ),
    Row(
        "smallest",
        "generate one operation",
        "generate",
        ("dialwright",),
        base="dialwright",
        rounds=3,
    ),
    Row(
        "copies_10",
        "generate the Compatibility API 10 times over",
        "generate",
        ("dialwright",),
        base="dialwright",
        rounds=3,
    ),
    Row(
        "copies_8",
        "generate the Compatibility API 8 times over",
        "generate",
        ("dialwright",),
        base="dialwright",
        rounds=1,
    ),
    Row("copies_32", "generate it 32 times over", "generate", ("dialwright",), base="dialwright", rounds=1),
    Row("github", "generate a document of 3 MB", "generate", GENERATORS, base="dialwright", rounds=3),
    *(_played(key, title, "a second", 3) for key, title in PLAYED.items()),
    *(
        _played(key, f"local server: memory after {count:,} requests", "bytes", 1)
        for key, count in KEPT_AFTER.items()
    ),
)

TARGETS = (
    Target("imported", 0.25, "bare"),
    Target("modules", 100),
    Target("ready", 1.15, "bare"),
    *(Target("ready", 1.0, vendor) for vendor in VENDORS),
    Target("fetch", 0.9, "bare"),
    Target("listing", 1.3, "bare"),
    Target("concurrent", 0.9, "bare"),
    Target("decode", 2.0, "bare"),
    Target("hold", 1.0, "twilio"),
    Target("hold", 1.0, "pydantic"),
    Target("hold_all", 1.0, "twilio"),
    Target("hold_all", 1.0, "pydantic"),
    Target("cold", 1.0, "compatibility:openapi_python_client", "dialwright"),
    Target("again", 0.5, subject="dialwright"),
    Target("github", 5.0, subject="dialwright"),
    Target("copies_10", 10.0, "compatibility:dialwright", "dialwright", apart="smallest"),
    Target("copies_32", 4.0, "copies_8:dialwright", "dialwright"),
    Target("kept_100", 1.1, "kept_50:dialwright", "dialwright"),
)

IMPORT: Mapping[str, str] = {
    "bare": "import httpx2",
    "ours": "import dialwright_signalwire",
    "signalwire": "from signalwire.rest import Client",
    "signalwire_sdk": "from signalwire.rest import RestClient",
    "bandwidth": "import bandwidth",
    "twilio": "from twilio.rest import Client",
}
"""How a user imports each."""

CONSTRUCT: Mapping[str, str] = {
    "bare": "httpx2.Client().get",
    "ours": "dialwright_signalwire.SignalWire(project='p', token='t', space='example').compat.calls.create",
    "signalwire": "Client('p', 't', signalwire_space_url='example.signalwire.com').calls.create",
    "signalwire_sdk": "RestClient(project='p', token='t', host='example.signalwire.com').calling.dial",
    "bandwidth": "bandwidth.client('voice', 'u', 't', 's').create_call",
    "twilio": "Client('AC0', 't').calls.create",
}
"""What a user writes next, up to the method that is about to be called."""


def rows_of(section: str) -> Sequence[Row]:
    """The rows of a section; all of them, of ""."""
    return [row for row in ROWS if not section or row.kind in SECTIONS[section]]
