"""The messages that an answer in XML asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from ...store import Record
from .instructions import Answer, Verb


@dataclass(frozen=True)
class Outgoing:
    """A message to send.

    Attributes:
        values: What a request that sends it would say.
        media: The addresses of its files.
    """

    values: Mapping[str, Any]
    media: Sequence[str]


def messages_in(answer: Answer, record: Record) -> Iterator[Outgoing]:
    """What `<Message>` and `<Sms>` ask for; it goes to whoever wrote or called, unless they say otherwise."""
    for verb in answer.verbs:
        if verb.tag in ("Message", "Sms"):
            yield _outgoing(verb, answer.url, record)


def _outgoing(verb: Verb, base: str, record: Record) -> Outgoing:
    body = verb.find("Body")
    text = (verb if body is None else body).text or ""
    told = verb.get("statusCallback") or verb.get("action")
    values = {
        "To": verb.get("to") or record.values["from"],
        "From": verb.get("from") or record.values["to"],
        "Body": text.strip(),
        "StatusCallback": urljoin(base, told) if told else None,
    }
    return Outgoing(values, [urljoin(base, (one.text or "").strip()) for one in verb.findall("Media")])
