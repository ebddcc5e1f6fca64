"""Bodies of requests, read off the wire by parsers of others."""

from __future__ import annotations

import asyncio
import io
import json
from datetime import date
from decimal import Decimal
from email import message_from_bytes
from email.message import Message
from email.policy import HTTP
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from .harness import Arrived, Server, complaints, made

DONE = {"ok": True}


@pytest.fixture(scope="module")
def made_client(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    return made("bodies.yaml", tmp_path_factory.mktemp("bodies"))


@pytest.fixture
def package(made_client: tuple[Any, Path]) -> Any:
    return made_client[0]


def send(package: Any, server: Server, flavour: str, method: str, **arguments: Any) -> Arrived:
    """Call a method, synchronous or not; what came of it at the server."""
    if not server.answers:
        server.answer_json(DONE)
    if flavour == "sync":
        with package.Parcel(base_url=server.url) as client:
            result = getattr(client.parcels, method)(**arguments)
    else:

        async def run() -> Any:
            async with package.AsyncParcel(base_url=server.url) as client:
                return await getattr(client.parcels, method)(**arguments)

        result = asyncio.run(run())
    assert result.ok is True
    return server.arrived[-1]


def parts(arrived: Arrived) -> list[tuple[str, str | None, str | None, bytes]]:
    """Name, file name, media type and content of each part, as the email package reads them."""
    head = f"Content-Type: {arrived.headers['content-type']}\r\n\r\n".encode()
    message = message_from_bytes(head + arrived.body, policy=HTTP)
    assert message.is_multipart()
    assert not message.defects
    found: list[tuple[str, str | None, str | None, bytes]] = []
    for part in message.iter_parts():
        assert isinstance(part, Message)
        assert part["content-disposition"].startswith("form-data;")
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        told = part.get_content_type() if "content-type" in part else None
        found.append((str(name), part.get_filename(), told, content))
    return found


flavours = pytest.mark.parametrize("flavour", ["sync", "async"])


@flavours
def test_every_kind_of_part(package: Any, server: Server, flavour: str) -> None:
    arrived = send(
        package,
        server,
        flavour,
        "upload",
        file=b"\x00\xff\r\n--",
        title="Grüße",
        thumbnails=[b"one", package.File("two.png", io.BytesIO(b"two"), "image/x-own")],
        tags=["a", "b"],
        public=True,
        weight=1.5,
        day=date(2026, 11, 2),
        owner={"name": "Ann", "born": date(2001, 2, 3)},
        owners=[{"name": "Bo"}, {"name": "Cy"}],
        labels=["x", "y"],
        note="# hi",
        raw="text",
        link={"create": False, "more": {"k": "v"}},
        odd_name="odd",
    )
    assert parts(arrived) == [
        ("file", "file", "application/octet-stream", b"\x00\xff\r\n--"),
        ("title", None, None, "Grüße".encode()),
        ("thumbnails", "thumbnails", "image/png", b"one"),
        ("thumbnails", "two.png", "image/x-own", b"two"),
        ("tags", None, None, b"a"),
        ("tags", None, None, b"b"),
        ("public", None, None, b"true"),
        ("weight", None, None, b"1.5"),
        ("day", None, None, b"2026-11-02"),
        ("owner", None, "application/json", b'{"name":"Ann","born":"2001-02-03"}'),
        ("owners", None, "application/json", b'{"name":"Bo"}'),
        ("owners", None, "application/json", b'{"name":"Cy"}'),
        ("labels", None, "application/json", b'["x","y"]'),
        ("note", None, "text/markdown", b"# hi"),
        ("raw", None, None, b"text"),
        ("link[create]", None, None, b"false"),
        ("link[more][k]", None, None, b"v"),
        ("odd%22name", None, None, b"odd"),
    ]


@flavours
def test_an_open_file_is_sent_under_the_last_part_of_its_name(
    package: Any, server: Server, flavour: str, tmp_path: Path
) -> None:
    path = tmp_path / "a picture.png"
    path.write_bytes(b"picture")
    with path.open("rb") as opened:
        arrived = send(package, server, flavour, "replace", file=opened)
    assert parts(arrived) == [("file", "a picture.png", "image/png", b"picture")]
    assert str(tmp_path).encode() not in arrived.body


def test_names_are_escaped_as_browsers_do(package: Any, server: Server) -> None:
    hostile = package.File('a"\r\nX-Evil: 1\r\n\r\n.txt', b"x")
    arrived = send(package, server, "sync", "any_parts", body={'n"\r\nX: 2': hostile})
    head = arrived.body.split(b"\r\n\r\n")[0].split(b"\r\n")
    assert head[1:] == [
        b'Content-Disposition: form-data; name="n%22%0D%0AX: 2";'
        b' filename="a%22%0D%0AX-Evil: 1%0D%0A%0D%0A.txt"',
        b"Content-Type: text/plain",
    ]


def test_a_media_type_cannot_end_its_line(package: Any, server: Server) -> None:
    with pytest.raises(package.ArgumentError, match="is not a media type"):
        send(package, server, "sync", "replace", file=package.File("a", b"", "text/plain\r\nX: 1"))
    assert server.arrived == []


def test_the_boundary_is_another_each_time(package: Any, server: Server) -> None:
    types = {send(package, server, "sync", "replace", file=b"").headers["content-type"] for _ in range(3)}
    assert len(types) == 3


def test_nothing_given_is_a_body_without_parts(package: Any, server: Server) -> None:
    arrived = send(package, server, "sync", "replace")
    boundary = arrived.headers["content-type"].partition("boundary=")[2]
    assert arrived.body == f"--{boundary}--\r\n".encode()


@flavours
@pytest.mark.parametrize(("method", "argument"), [("replace", "file"), ("send_raw", "content")])
def test_a_retry_sends_all_of_a_file_again(
    package: Any, server: Server, flavour: str, method: str, argument: str
) -> None:
    server.answers = [
        (503, {"Retry-After": "0"}, []),
        (200, {"Content-Type": "application/json"}, [b'{"ok": true}']),
    ]
    send(package, server, flavour, method, **{argument: io.BytesIO(b"once only")})
    first, second = server.arrived
    assert b"once only" in first.body
    assert first.body == second.body


@pytest.mark.parametrize("file", [io.StringIO("text"), 5])
def test_what_is_no_file_is_refused(package: Any, server: Server, file: Any) -> None:
    with pytest.raises(package.ArgumentError, match="bytes or a file opened in binary mode"):
        send(package, server, "sync", "send_raw", content=file)
    assert server.arrived == []


@flavours
def test_a_form_is_written_as_its_document_says(package: Any, server: Server, flavour: str) -> None:
    arrived = send(
        package,
        server,
        flavour,
        "send_form",
        plain=["a", "b"],
        spaced=["c", "d"],
        piped=[1, 2],
        joined=["e", "f"],
        deep={"a": "x", "b": [3, 4]},
        owner={"name": "Ann"},
        whole=[5, 6],
    )
    assert parse_qsl(arrived.body.decode(), strict_parsing=True) == [
        ("plain", "a"),
        ("plain", "b"),
        ("spaced", "c d"),
        ("piped", "1|2"),
        ("joined", "e,f"),
        ("deep[a]", "x"),
        ("deep[b][0]", "3"),
        ("deep[b][1]", "4"),
        ("owner", '{"name":"Ann"}'),
        ("whole", "[5,6]"),
    ]
    assert arrived.headers["content-type"] == "application/x-www-form-urlencoded"


@flavours
@pytest.mark.parametrize(
    ("method", "content", "media_type", "body"),
    [
        ("send_raw", b"\x00", "application/octet-stream", b"\x00"),
        ("send_raw", io.BytesIO(b"opened"), "application/octet-stream", b"opened"),
        ("send_text", "Grüße", "text/plain; charset=iso-8859-1", "Grüße".encode("latin-1")),
        ("send_xml", "<a>ü</a>", "application/xml", "<a>ü</a>".encode()),
        ("send_xml", b"<a/>", "application/xml", b"<a/>"),
        ("send_image", b"\x89PNG", "application/octet-stream", b"\x89PNG"),
    ],
)
def test_a_body_that_is_sent_as_it_is(
    package: Any, server: Server, flavour: str, method: str, content: Any, media_type: str, body: bytes
) -> None:
    if hasattr(content, "seek"):
        content.seek(0)
    arrived = send(package, server, flavour, method, content=content)
    assert (arrived.headers["content-type"], arrived.body) == (media_type, body)


@pytest.mark.parametrize(("given", "told"), [("", "image/png"), ("image/x-own", "image/x-own")])
def test_a_file_says_which_of_many_types_it_is(package: Any, server: Server, given: str, told: str) -> None:
    arrived = send(package, server, "sync", "send_image", content=package.File("a.png", b"x", given))
    assert arrived.headers["content-type"] == told


def test_text_that_the_charset_lacks_is_refused(package: Any, server: Server) -> None:
    with pytest.raises(package.ArgumentError, match="iso-8859-1"):
        send(package, server, "sync", "send_text", content="€")


def test_extra_fields_join_a_multipart_body(package: Any, server: Server) -> None:
    options = package.Options(extra_body={"more": Decimal("1.50")})
    arrived = send(package, server, "sync", "replace", options=options)
    assert parts(arrived) == [("more", None, None, b"1.50")]


@flavours
def test_a_file_makes_a_json_body_one_of_parts(package: Any, server: Server, flavour: str) -> None:
    given = {"text": "hi", "to": {"name": "Ann"}}
    plain = send(package, server, flavour, "post_message", **given)
    assert plain.headers["content-type"] == "application/json"
    assert json.loads(plain.body) == given
    with_file = send(package, server, flavour, "post_message", **given, files_1=b"picture")
    assert parts(with_file) == [
        ("text", None, None, b"hi"),
        ("to", None, "application/json", b'{"name":"Ann"}'),
        ("files[1]", "files", "image/png", b"picture"),
    ]


@flavours
@pytest.mark.parametrize(
    ("given", "body"), [({}, b""), ({"body": [1, "a"]}, b'[1,"a"]'), ({"body": []}, b"[]")]
)
def test_a_body_that_is_a_list_and_may_be_left_out(
    package: Any, server: Server, flavour: str, given: dict[str, Any], body: bytes
) -> None:
    arrived = send(package, server, flavour, "send_list", **given)
    assert arrived.body == body
    assert ("content-type" in arrived.headers) is bool(body)


def test_nothing_is_wrong_with_the_code(made_client: tuple[Any, Path]) -> None:
    assert complaints(made_client[1]) == ""
