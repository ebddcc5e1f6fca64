"""Results by the status and the media type of the answer."""

from __future__ import annotations

import asyncio
import inspect
from pathlib import Path
from typing import Any

import pytest

from .harness import Server, complaints, made


@pytest.fixture(scope="module")
def made_client(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    return made("answers.yaml", tmp_path_factory.mktemp("answers"))


@pytest.fixture
def package(made_client: tuple[Any, Path]) -> Any:
    return made_client[0]


def result(package: Any, server: Server, flavour: str, method: str, answer: tuple[int, str, bytes]) -> Any:
    """What a method returns for an answer of this status, media type and body."""
    status, kind, body = answer
    server.answers = [(status, {"Content-Type": kind} if kind else {}, [body] if body else [])]
    if flavour == "sync":
        with package.Kitchen(base_url=server.url) as client:
            return getattr(client.kitchen, method)()

    async def run() -> Any:
        async with package.AsyncKitchen(base_url=server.url) as client:
            return await getattr(client.kitchen, method)()

    return asyncio.run(run())


def told(value: Any) -> str:
    """A result with what is in it, which records do not show of themselves."""
    if isinstance(value, list):
        return f"[{', '.join(map(told, value))}]"
    return f"{type(value).__name__}({value.to_dict()})" if hasattr(value, "to_dict") else repr(value)


JSON, TICKET = "application/json; charset=utf-8", "application/vnd.ticket+json"
DISH, NUMBER = b'{"dish": "soup"}', b'{"number": 7}'
ANSWERS: list[tuple[str, tuple[int, str, bytes], str]] = [
    ("order", (200, JSON, DISH), "Dish({'dish': 'soup'})"),
    ("order", (202, JSON, NUMBER), "Ticket({'number': 7})"),
    ("order", (204, "", b""), "None"),
    ("order", (203, "text/plain", b"noted"), "'noted'"),
    ("menu", (200, "text/plain; charset=iso-8859-1", "Gemüse".encode("latin-1")), "'Gemüse'"),
    ("label", (200, "text/html; charset=utf-8", "<b>ü</b>".encode()), "'<b>ü</b>'"),
    ("label", (200, "image/png", b"\x89PNG"), "b'\\x89PNG'"),
    ("bill", (200, JSON, DISH), "Dish({'dish': 'soup'})"),
    ("bill", (200, TICKET, NUMBER), "Ticket({'number': 7})"),
    ("chef", (200, JSON, DISH), "Dish({'dish': 'soup'})"),
    ("maybe", (200, JSON, b"[" + DISH + b"]"), "[Dish({'dish': 'soup'})]"),
    ("maybe", (204, "", b""), "None"),
    ("clean", (204, "", b""), "None"),
]


@pytest.mark.parametrize("flavour", ["sync", "async"])
@pytest.mark.parametrize(("method", "answer", "shown"), ANSWERS)
def test_the_answer_says_which_result_it_is(
    package: Any, server: Server, flavour: str, method: str, answer: tuple[int, str, bytes], shown: str
) -> None:
    assert told(result(package, server, flavour, method, answer)) == shown


@pytest.mark.parametrize(
    ("method", "annotation"),
    [
        ("order", "Dish | Ticket | str | None"),
        ("menu", "str"),
        ("label", "str | bytes"),
        ("bill", "Dish | Ticket"),
        ("chef", "Dish"),
        ("maybe", "list[Dish] | None"),
        ("clean", "None"),
        ("photo", "Path"),
    ],
)
def test_the_type_says_what_may_come(package: Any, method: str, annotation: str) -> None:
    kitchen = type(package.Kitchen().kitchen)
    assert inspect.signature(getattr(kitchen, method)).return_annotation == annotation


@pytest.mark.parametrize(
    ("method", "answer", "accept"),
    [
        ("menu", (200, "text/plain", b"a"), "text/plain"),
        ("label", (200, "image/png", b"a"), "text/html, image/*"),
        ("bill", (200, JSON, DISH), f"application/json, {TICKET}"),
        ("order", (204, "", b""), "application/json, text/plain"),
        ("chef", (200, JSON, DISH), "application/json"),
    ],
)
def test_what_is_asked_for(
    package: Any, server: Server, method: str, answer: tuple[int, str, bytes], accept: str
) -> None:
    result(package, server, "sync", method, answer)
    assert server.arrived[0].headers["accept"] == accept


def test_what_does_not_fit_its_status_is_an_error(package: Any, server: Server) -> None:
    with pytest.raises(package.ClientError):
        result(package, server, "sync", "order", (202, JSON, b"no json"))


def test_a_documented_failure_is_no_result(package: Any, server: Server) -> None:
    with pytest.raises(package.ServerError):
        result(package, server, "sync", "order", (501, JSON, b'{"message": "no"}'))


def test_nothing_is_wrong_with_the_code(made_client: tuple[Any, Path]) -> None:
    assert complaints(made_client[1]) == ""
