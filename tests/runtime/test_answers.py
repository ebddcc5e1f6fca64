"""Results that depend on the status of an answer, and on the media type of what it sends."""

from __future__ import annotations

from typing import Any

import pytest

from dialwright.python.runtime import Answers, Request, ResponseDecodeError
from dialwright.python.runtime.answers import is_json
from dialwright.python.runtime.response import Headers, RawResponse

from .plain import perform
from .server import answer, serving

JSON, TEXT, PNG = "application/json", "text/plain", "image/png"


def chosen(answers: Answers[Any], status: int, content_type: str | None, content: bytes = b"x") -> str:
    headers = Headers([] if content_type is None else [("Content-Type", content_type)])
    return answers.chosen(RawResponse(status, headers, content))


class TestStatus:
    answers: Answers[Any] = Answers(
        "Any",
        ("200", JSON, "str"),
        ("2XX", JSON, "int"),
        ("404", "", "None"),
        ("5xx", JSON, "bool"),
        ("default", JSON, "float"),
    )

    @pytest.mark.parametrize(
        ("status", "annotation"),
        [
            (200, "str"),
            (201, "int"),
            (299, "int"),
            (500, "bool"),
            (503, "bool"),
            (302, "float"),
            (400, "float"),
        ],
    )
    def test_the_most_exact_counts(self, status: int, annotation: str) -> None:
        assert chosen(self.answers, status, JSON) == annotation

    def test_whatever_the_order(self) -> None:
        for known in (
            (("default", JSON, "float"), ("2XX", JSON, "int"), ("200", JSON, "str")),
            (("200", JSON, "str"), ("2XX", JSON, "int"), ("default", JSON, "float")),
        ):
            answers: Answers[Any] = Answers("Any", *known)
            found = [chosen(answers, status, JSON) for status in (200, 202, 302)]
            assert found == ["str", "int", "float"]

    def test_one_that_nobody_told_of_may_be_any_that_is_known(self) -> None:
        answers: Answers[Any] = Answers("Any", ("201", TEXT, "str"), ("202", JSON, "int"))
        assert chosen(answers, 200, JSON) == "int"
        assert chosen(answers, 200, TEXT) == "str"

    def test_content_where_none_is_known_is_read_as_another(self) -> None:
        answers: Answers[Any] = Answers("Any", ("200", JSON, "int"), ("204", "", "None"))
        assert chosen(answers, 204, JSON) == "int"
        others: Answers[Any] = Answers("Any", ("204", "", "None"), ("200", JSON, "int"))
        assert chosen(others, 204, "application/zip") == "int"
        assert chosen(answers, 204, JSON, b"") == "None"
        assert chosen(answers, 200, JSON, b"") == "None", "where nothing came, there is nothing"

    def test_nothing_is_known_at_all(self) -> None:
        assert chosen(Answers("Any"), 200, JSON) == "None"
        assert chosen(Answers("Any", ("204", "", "None")), 200, JSON) == "None"


class TestMediaType:
    @pytest.mark.parametrize(
        ("known", "sent", "annotation"),
        [
            # The very one.
            ((JSON, TEXT, PNG), PNG, 2),
            ((TEXT, JSON), "Application/JSON; charset=utf-8", 1),
            (("text/csv", "Text/Plain; charset=utf-8"), TEXT, 1),
            # One of its kind.
            ((JSON, "image/*"), PNG, 1),
            (("image/*", PNG), PNG, 1),
            ((PNG, "image/*"), "image/gif", 1),
            (("text/*", "image/*"), PNG, 1),
            (("text/*", TEXT), TEXT, 1),
            # JSON by whatever name.
            ((TEXT, JSON), "application/problem+json", 1),
            ((TEXT, "application/hal+json"), JSON, 1),
            (("application/a+json", "application/b+json"), "application/b+json", 1),
            ((PNG, JSON), "text/json", 1),
            ((TEXT, JSON), "text/json", 1),
            # Anything.
            ((JSON, "*/*"), PNG, 0),
            # Text of another name, and what is no text.
            ((PNG, TEXT), "text/html", 1),
            ((TEXT, PNG), "application/zip", 1),
            ((JSON, PNG), "application/zip", 1),
            ((JSON, TEXT), "text/html", 1),
            ((TEXT, JSON), "application/zip", 0),
            ((JSON, TEXT), "application/zip", 0),
            # Nothing said: bytes, which may be anything, and else JSON, as everywhere.
            ((TEXT, JSON), None, 1),
            ((JSON, PNG), None, 1),
            ((JSON,), None, 0),
            ((JSON, TEXT), None, 0),
            ((JSON, "text/*"), None, 0),
            # Of several as good the first.
            (("text/a", "text/b"), TEXT, 0),
        ],
    )
    def test_the_nearest_is_chosen(self, known: tuple[str, ...], sent: str | None, annotation: int) -> None:
        answers: Answers[Any] = Answers("Any", *(("200", one, str(at)) for at, one in enumerate(known)))
        assert chosen(answers, 200, sent) == str(annotation)

    @pytest.mark.parametrize("name", [JSON, "text/json", "*/*", "application/problem+json"])
    def test_json(self, name: str) -> None:
        assert is_json(name)

    @pytest.mark.parametrize("name", [TEXT, "application/jsonl", "application/xml", "json", "*", ""])
    def test_no_json(self, name: str) -> None:
        assert not is_json(name)


def test_what_is_asked_for_is_each_type_once() -> None:
    answers: Answers[Any] = Answers(
        "Any", ("200", JSON, "int"), ("204", "", "None"), ("200", TEXT, "str"), ("default", JSON, "str")
    )
    assert answers.accept == "application/json, text/plain"
    assert Answers[Any]("None", ("204", "", "None")).accept == ""
    assert answers.annotation == "Any"
    assert not answers.optional
    assert Answers[Any]("int | None", ("200", JSON, "int")).optional


# --- on the wire -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flavour", ["sync", "async"])
@pytest.mark.parametrize(
    ("status", "content_type", "body", "result"),
    [
        (200, JSON, b"7", 7),
        (200, "application/problem+json", b"7", 7),
        (202, JSON, b"[1, 2]", [1, 2]),
        (200, "text/plain; charset=iso-8859-1", b"zw\xf6lf", "zwölf"),
        (200, PNG, b"\x89PNG", b"\x89PNG"),
        (204, "", b"", None),
    ],
)
def test_results(flavour: str, status: int, content_type: str, body: bytes, result: object) -> None:
    answers: Answers[Any] = Answers(
        "int | list[int] | str | bytes | None",
        ("200", JSON, "int"),
        ("202", JSON, "list[int]"),
        ("200", TEXT, "str"),
        ("200", "image/*", "bytes"),
        ("204", "", "None"),
    )
    request: Request[Any] = Request("GET", "/a", answers)
    with serving(answer(status, body, headers={"Content-Type": content_type})) as server:
        found = perform(flavour, server.url, lambda session: session.send(request, None))
    assert (type(found), found) == (type(result), result)
    assert server.requests[0].headers["accept"] == "application/json, text/plain, image/*"


@pytest.mark.parametrize("flavour", ["sync", "async"])
def test_text_and_bytes_may_be_json_too(flavour: str) -> None:
    request: Request[Any] = Request(
        "GET", "/a", Answers("str | bytes", ("200", JSON, "str"), ("201", JSON, "bytes"))
    )
    with serving(answer(200, "text"), answer(201, b'"dGV4dA=="'), answer(200, b"{}")) as server:

        def send() -> Any:
            return perform(flavour, server.url, lambda session: session.send(request, None))

        assert (send(), send()) == ("text", b"text")
        with pytest.raises(ResponseDecodeError, match="is not text"):
            send()
