"""Asking a user's server what to do: its XML is read, redirects are followed, a fallback is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from ...behaviour import World
from ...letters import Reply
from ...markup import BadMarkup, read_markup
from ...store import Record

MOST_REDIRECTS = 10

Verb: TypeAlias = Element
"""An element at the top of an answer."""


@dataclass(frozen=True)
class Address:
    """Where to ask.

    Attributes:
        url: The address; "" where nobody is asked.
        fallback: Where to ask if that fails; "" where nowhere else.
        redirects: How many redirects are still followed.
    """

    url: str
    method: str = "POST"
    fallback: str = ""
    fallback_method: str = "POST"
    redirects: int = MOST_REDIRECTS


@dataclass(frozen=True)
class Answer:
    """What an address has said.

    Attributes:
        url: The address, against which those in the answer are relative.
        verbs: What it asks for, in order; a redirect is followed, and not among them.
        failed: Whether neither the address nor the one to fall back on has said anything that can be read.
        further: Follows the redirect that stands after the verbs; None where none does.
    """

    url: str
    verbs: Sequence[Verb] = ()
    failed: bool = False
    further: Callable[[], None] | None = None


@dataclass(frozen=True)
class Question:
    """What is asked.

    Attributes:
        webhook: The webhook of the document that the request is like.
        fields: What is told.
        about: The record that is asked about; where it is gone, nothing is done with the answer.
        done: What is done with each answer, in order: where one redirects, others follow, unless this says
            False. Then whatever holds them up calls `further`, or nothing does.
        more: Fields that the document does not list.
    """

    webhook: str
    fields: Mapping[str, Any]
    about: Record
    done: Callable[[Answer], bool]
    more: Mapping[str, Any] = field(default_factory=dict[str, Any])


def ask(world: World, address: Address, question: Question) -> None:
    """Ask an address what to do."""

    def then(reply: Reply) -> str:
        about = question.about
        return _take(world, address, question, reply) if world.store.table(about.table).has(about) else ""

    world.tell(
        question.webhook,
        address.url,
        question.fields,
        method=address.method,
        more=question.more,
        about=question.about.id,
        then=then,
    )


def method_of(verb: Verb) -> str:
    """The HTTP method that a verb names for its address."""
    return "GET" if verb.get("method", "").upper() == "GET" else "POST"


def _take(world: World, address: Address, question: Question, reply: Reply) -> str:
    """Do what a reply asks for; the result says what was wrong with it."""
    verbs, wrong = _verbs(reply)
    if not wrong:
        return _follow(world, address, question, verbs)
    if address.fallback:
        other = replace(address, url=address.fallback, method=address.fallback_method, fallback="")
        ask(world, other, question)
    else:
        question.done(Answer(address.url, failed=True))
    return wrong


def _follow(world: World, address: Address, question: Question, verbs: Sequence[Verb]) -> str:
    """Do what stands before a redirect, and ask where that leads."""
    index = next((at for at, verb in enumerate(verbs) if verb.tag == "Redirect"), None)
    if index is None:
        question.done(Answer(address.url, verbs))
        return ""
    if not address.redirects:
        question.done(Answer(address.url, verbs[:index]))
        return f"there were more than {MOST_REDIRECTS} redirects"
    further = _further(address, verbs[index])
    answer = Answer(address.url, verbs[:index], further=lambda: ask(world, further, question))
    if question.done(answer):
        ask(world, further, question)
    return ""


def _further(address: Address, redirect: Verb) -> Address:
    """Where a redirect leads."""
    target = urljoin(address.url, (redirect.text or "").strip())
    return replace(address, url=target, method=method_of(redirect), redirects=address.redirects - 1)


def _verbs(reply: Reply) -> tuple[Sequence[Verb], str]:
    """What a reply asks for, and what is wrong with it."""
    if not reply.is_good:
        return (), reply.error or f"the status is {reply.status}"
    if not reply.body.strip():
        return (), ""
    try:
        root = read_markup(reply.body)
    except BadMarkup as error:
        return (), f"the answer is no XML that can be read: {error}"
    if root.tag != "Response":
        return (), f"the answer is a <{root.tag[:50]}>, and no <Response>"
    return [*root], ""
