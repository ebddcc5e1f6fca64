"""Bodies of named fields: multipart, and forms whose fields are each written in a way of their own."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from dialwright.python.runtime import ArgumentError, Encoding, File, MappingModel, Options, Request
from dialwright.python.runtime import multipart as module
from dialwright.python.runtime.multipart import encode_fields
from dialwright.python.runtime.uploads import Upload

from .plain import perform
from .server import answer, serving

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A boundary that is known."""
    monkeypatch.setattr(module, "make_boundary", lambda: "line")


def whole(fields: dict[str, object], encodings: dict[str, Encoding] | None = None) -> bytes:
    body, content_type = encode_fields(fields, "multipart/form-data", encodings or {})
    assert content_type == "multipart/form-data; boundary=line"
    return body if isinstance(body, bytes) else b"".join(body)


def part(*head: str, content: bytes) -> bytes:
    return b"--line\r\n" + "\r\n".join(head).encode() + b"\r\n\r\n" + content + b"\r\n"


def disposition(name: str, filename: str | None = None) -> str:
    told = f'Content-Disposition: form-data; name="{name}"'
    return told if filename is None else f'{told}; filename="{filename}"'


BINARY = "Content-Type: application/octet-stream"
JSON = "Content-Type: application/json"


@pytest.mark.usefixtures("line")
class TestMultipart:
    def test_the_bytes(self) -> None:
        file = File(b"\x89PNG\r\n", 'a"b.png', "image/png", {"X-Taken": "2026", "X-By": "me"})
        assert whole({"photo": file, "name": "Löwe", "tags": ["a", None, "b"], "none": None, "no": []}) == (
            b'--line\r\nContent-Disposition: form-data; name="photo"; filename="a%22b.png"\r\n'
            b"Content-Type: image/png\r\nX-Taken: 2026\r\nX-By: me\r\n\r\n\x89PNG\r\n\r\n"
            b'--line\r\nContent-Disposition: form-data; name="name"\r\n\r\nL\xc3\xb6we\r\n'
            b'--line\r\nContent-Disposition: form-data; name="tags"\r\n\r\na\r\n'
            b'--line\r\nContent-Disposition: form-data; name="tags"\r\n\r\nb\r\n'
            b"--line--\r\n"
        )

    def test_no_fields(self) -> None:
        assert whole({}) == b"--line--\r\n"

    @pytest.mark.parametrize(
        ("value", "head", "content"),
        [
            (7, (), b"7"),
            (True, (), b"true"),
            (1.5, (), b"1.5"),
            (date(2026, 11, 2), (), b"2026-11-02"),
            ("", (), b""),
            ({"a": "ö", "b": None}, (JSON,), '{"a":"ö"}'.encode()),
            (MappingModel.from_dict({"a": 1}), (JSON,), b'{"a":1}'),
            ([[1, 2]], (JSON,), b"[1,2]"),
            ([(1,)], (JSON,), b"[1]"),
        ],
    )
    def test_what_is_no_file(self, value: object, head: tuple[str, ...], content: bytes) -> None:
        assert whole({"f": value}) == part(disposition("f"), *head, content=content) + b"--line--\r\n"

    @pytest.mark.parametrize(
        ("value", "filename", "kind", "content"),
        [
            (b"ab", "f", BINARY, b"ab"),
            (bytearray(b"ab"), "f", BINARY, b"ab"),
            (File(b"ab"), "f", BINARY, b"ab"),
            (File(b"ab", "x.bin"), "x.bin", BINARY, b"ab"),
            (File("ö"), "f", "Content-Type: text/plain; charset=utf-8", "ö".encode()),
            (File(b"ab", "ö.txt", "text/x"), "ö.txt", "Content-Type: text/x", b"ab"),
            (File(b"ab", ""), None, BINARY, b"ab"),
        ],
    )
    def test_files(self, value: object, filename: str | None, kind: str, content: bytes) -> None:
        expected = part(disposition("f", filename), kind, content=content)
        assert whole({"f": value}) == expected + b"--line--\r\n"

    def test_open_files(self) -> None:
        for file in (io.BytesIO(b"ab"), File(io.BytesIO(b"ab"))):
            expected = part(disposition("f", "f"), BINARY, content=b"ab")
            assert whole({"f": file}) == expected + b"--line--\r\n"

    def test_an_open_file_has_a_name_of_its_own(self, tmp_path: Path) -> None:
        place = tmp_path / "lion.bin"
        place.write_bytes(b"roar")
        with place.open("rb") as file:
            assert whole({"f": file}) == (
                part(disposition("f", "lion.bin"), BINARY, content=b"roar") + b"--line--\r\n"
            )
            file.seek(0)
            assert b'filename="tiger"' in whole({"f": File(file, "tiger")})
            assert b"roar" not in whole({"f": File(file)}), "it is sent from where it stands"

    @pytest.mark.parametrize(
        ("name", "filename"),
        [("C:\\pictures\\lion.png", "lion.png"), ("/a/b", "b"), (7, "f"), (None, "f"), ("", "f")],
    )
    def test_whatever_the_path_looks_like(self, name: object, filename: str) -> None:
        class Named(io.BytesIO):
            pass

        file: Any = Named(b"x")
        file.name = name
        assert whole({"f": file}).startswith(part(disposition("f", filename), BINARY, content=b"x"))

    def test_a_list_of_files_has_a_part_for_each(self) -> None:
        assert whole({"f": [b"1", io.BytesIO(b"2"), File(b"3", "c")]}) == (
            part(disposition("f", "f"), BINARY, content=b"1")
            + part(disposition("f", "f"), BINARY, content=b"2")
            + part(disposition("f", "c"), BINARY, content=b"3")
            + b"--line--\r\n"
        )

    def test_encodings_say_the_media_type(self) -> None:
        encodings = {
            "png": Encoding("image/png"),
            "json": Encoding("application/json"),
            "csv": Encoding("text/csv"),
            "own": Encoding("image/png"),
            "text": Encoding("application/problem+json"),
        }
        fields: dict[str, object] = {
            "png": b"1",
            "json": [1, 2],
            "csv": "a,b",
            "own": File(b"1", content_type="image/gif"),
            "text": "ö",
        }
        assert whole(fields, encodings) == (
            part(disposition("png", "png"), "Content-Type: image/png", content=b"1")
            + part(disposition("json"), JSON, content=b"[1,2]")
            + part(disposition("csv"), "Content-Type: text/csv", content=b"a,b")
            + part(disposition("own", "own"), "Content-Type: image/gif", content=b"1")
            + part(disposition("text"), "Content-Type: application/problem+json", content='"ö"'.encode())
            + b"--line--\r\n"
        )

    def test_names_cannot_break_out(self) -> None:
        body = whole({'a"\r\nX: 1': File(b"1", 'b"\r\nX: 1')})
        assert body.startswith(part(disposition("a%22%0D%0AX: 1", "b%22%0D%0AX: 1"), BINARY, content=b"1"))
        with pytest.raises(ArgumentError, match=r"^The name of a part or a file must not hold a NUL\.$"):
            whole({"a\0": b"1"})
        with pytest.raises(ArgumentError, match="NUL"):
            whole({"a": File(b"1", "b\0")})

    @pytest.mark.parametrize("headers", [{"X-A": "a\r\nX-B: b"}, {"X A": "a"}, {"X-A": "ö"}])
    def test_headers_cannot_break_out(self, headers: dict[str, str]) -> None:
        with pytest.raises(ArgumentError, match="header"):
            whole({"f": File(b"1", headers=headers)})

    @pytest.mark.parametrize("media_type", ["a/b\r\nX: 1", "a/b\n", "a\0", "a/ö"])
    def test_media_types_cannot_break_out(self, media_type: str) -> None:
        told = r"^The media type of 'f' must be plain ASCII without line breaks\.$"
        with pytest.raises(ArgumentError, match=told):
            whole({"f": File(b"1", content_type=media_type)})
        with pytest.raises(ArgumentError, match=told):
            whole({"f": "1"}, {"f": Encoding(media_type)})

    def test_what_cannot_be_sent(self) -> None:
        with pytest.raises(ArgumentError, match=r"^'f' cannot be sent"):
            whole({"f": object()})
        with pytest.raises(ArgumentError, match="binary mode: it gives str"):
            whole({"f": io.StringIO("text")})
        text: Any = io.StringIO("text")
        with pytest.raises(ArgumentError, match="binary mode: it gives str"):
            whole({"f": File(text)})

    def test_what_can_be_read_whole_is_bytes_and_the_rest_is_read_while_it_is_sent(self) -> None:
        assert isinstance(encode_fields({"a": b"1", "b": 2}, "multipart/form-data", {})[0], bytes)
        body, _ = encode_fields({"a": io.BytesIO(b"1"), "b": 2}, "multipart/form-data", {})
        assert isinstance(body, Upload)
        assert body.length == len(b"".join(body))
        assert b"".join(body) == b"".join(body), "it can be sent again"

    def test_other_kinds_of_multipart(self) -> None:
        _, content_type = encode_fields({"a": 1}, " Multipart/Mixed; charset=x", {})
        assert content_type == "multipart/mixed; boundary=line"


def test_a_boundary_stands_in_no_part() -> None:
    found = {module.make_boundary() for _ in range(50)}
    assert len(found) == 50
    assert all(re.fullmatch(r"[0-9a-f]{32}", one) for one in found)


@pytest.mark.parametrize("flavour", ["sync", "async"])
def test_a_boundary_is_told_and_kept(flavour: str) -> None:
    request = Request("POST", "/a", None, fields={"a": "1"}, content_type="multipart/form-data")
    with serving(answer(204)) as server:
        perform(flavour, server.url, lambda session: session.send(request, Options(extra_body={"b": 2})))
    [sent] = server.requests
    kind, _, boundary = sent.headers["content-type"].partition("; boundary=")
    assert kind == "multipart/form-data"
    assert sent.body.decode() == (
        f'--{boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="b"\r\n\r\n2\r\n'
        f"--{boundary}--\r\n"
    )
    assert sent.headers["content-length"] == str(len(sent.body))


class TestJson:
    def test_other_media_types_are_json(self) -> None:
        assert encode_fields({"a": "ö", "b": None}, "application/json", {}) == (
            '{"a":"ö"}'.encode(),
            "application/json",
        )
        assert encode_fields({"a": [1]}, "application/vnd.x+json; v=1", {}) == (
            b'{"a":[1]}',
            "application/vnd.x+json; v=1",
        )

    def test_a_file_is_no_json(self) -> None:
        with pytest.raises(
            ArgumentError, match=r"^'a' is a file, which cannot be sent as application/json\.$"
        ):
            encode_fields({"b": 1, "a": File(b"1")}, "Application/JSON; charset=utf-8", {})


# --- forms -------------------------------------------------------------------------------------------------


def form(fields: dict[str, object], **encodings: Encoding) -> str:
    body, content_type = encode_fields(fields, FORM, encodings)
    assert isinstance(body, bytes)
    assert content_type == FORM
    return body.decode("ascii")


class TestForm:
    def test_the_media_type_stays_as_it_was_given(self) -> None:
        given = "Application/X-WWW-Form-Urlencoded; charset=utf-8"
        assert encode_fields({"a": 1}, given, {}) == (b"a=1", given)

    def test_fields_of_which_the_document_says_nothing(self) -> None:
        assert form({"a b": "c d", "e": [1, None, True], "f": None, "g": [], "h": {"i": "j k"}, "l": ""}) == (
            "a+b=c+d&e=1&e=true&h=%7B%22i%22%3A%22j+k%22%7D&l="
        )
        assert form({"m": MappingModel.from_dict({"a": 1})}) == "m=%7B%22a%22%3A1%7D"
        assert form({}) == ""

    def test_lists(self) -> None:
        ids: dict[str, object] = {"ids": ["a,b", None, "c d", 3]}
        assert form(ids, ids=Encoding()) == "ids=a%2Cb&ids=c+d&ids=3"
        assert form(ids, ids=Encoding(explode=False)) == "ids=a%2Cb,c%20d,3"
        assert form(ids, ids=Encoding(style="spaceDelimited", explode=False)) == "ids=a%2Cb%20c%20d%203"
        assert form(ids, ids=Encoding(style="pipeDelimited", explode=False)) == "ids=a%2Cb%7Cc%20d%7C3"
        assert form({"ids": {1}}, ids=Encoding(explode=False)) == "ids=1"
        assert form({"ids": ["a/b", "c"]}, ids=Encoding(explode=False)) == "ids=a%2Fb,c"
        assert form({"i d": (1, 2)}, **{"i d": Encoding(explode=False)}) == "i+d=1,2"
        for empty in ([], [None]):
            assert form({"ids": empty, "b": 1}, ids=Encoding(explode=False)) == "b=1"
            assert form({"ids": empty, "b": 1}, ids=Encoding()) == "b=1"

    def test_objects(self) -> None:
        area: dict[str, object] = {"area": {"x": 1, "y z": "a b", "n": None}}
        assert form(area, area=Encoding()) == "x=1&y+z=a+b"
        assert form(area, area=Encoding(explode=False)) == "area=x,1,y%20z,a%20b"
        assert form({"area": {"x/y": "/"}}, area=Encoding(explode=False)) == "area=x%2Fy,%2F"
        model = MappingModel.from_dict({"x": 1})
        assert form({"a b": model}, **{"a b": Encoding(explode=False)}) == "a+b=x,1"

    def test_deep_objects(self) -> None:
        deep: dict[str, object] = {"deep": {"b": [{"d": 3}], "c": ["x y", "/"]}}
        assert form(deep, deep=Encoding(style="deepObject")) == (
            "deep%5Bb%5D%5B0%5D%5Bd%5D=3&deep%5Bc%5D=x%20y&deep%5Bc%5D=%2F"
        )
        assert form(deep, deep=Encoding(style="deepObject", allow_reserved=True)).endswith("=/")
        assert form({"d": ["a"]}, d=Encoding(style="deepObject")) == "d%5B0%5D=a"
        assert form({"d": "a b"}, d=Encoding(style="deepObject")) == "d=a+b"

    def test_json(self) -> None:
        told = Encoding("application/json; charset=utf-8")
        assert form({"a": [1, 2]}, a=told) == "a=%5B1%2C2%5D"
        assert form({"a": {"b": None, "c": 1}}, a=told) == "a=%7B%22c%22%3A1%7D"
        assert form({"a": "ö"}, a=told) == "a=%22%C3%B6%22"

    def test_reserved_characters(self) -> None:
        text = ":/?#[]@!$&'()*+,;= "
        assert form({"a": text}, a=Encoding(allow_reserved=True)) == "a=:/?#[]@!$%26'()*%2B,;%3D+"
        assert form({"a": text}, a=Encoding()) == (
            "a=%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D+"
        )
        assert form({"a": ["/", "&"]}, a=Encoding(explode=False, allow_reserved=True)) == "a=/,%26"
        assert form({"a": ["/", "&"]}, a=Encoding(allow_reserved=True)) == "a=/&a=%26"
        assert form({"a": {"b": "/"}}, a=Encoding(allow_reserved=True)) == "b=/"
        assert form({"a": {"b": "/"}}, a=Encoding(explode=False, allow_reserved=True)) == "a=b,/"

    def test_what_is_read_is_what_was_sent(self) -> None:
        fields: dict[str, object] = {"a": "x&y=z +%", "ö": "ä"}
        assert dict(parse_qsl(form(fields, a=Encoding(), ö=Encoding()))) == fields

    def test_what_cannot_be_sent(self) -> None:
        for told in ({}, {"a": Encoding()}, {"a": Encoding(explode=False)}):
            with pytest.raises(ArgumentError, match=r"^'a' cannot be sent"):
                form({"a": object()}, **told)
            with pytest.raises(ArgumentError, match=r"^'a' cannot be sent"):
                form({"a": [object()]}, **told)
        with pytest.raises(ArgumentError, match=r"^'a\.b' cannot be sent"):
            form({"a": {"b": object()}}, a=Encoding())
        with pytest.raises(
            ArgumentError, match=r"^'a' holds half of a surrogate pair, which is not a character\.$"
        ) as caught:
            form({"a": "\ud800"}, a=Encoding())
        assert caught.value.__context__ is None

    def test_encodings(self) -> None:
        assert Encoding(" Application/JSON ; v=1").is_json
        assert Encoding("application/problem+json").is_json
        assert not Encoding("text/csv").is_json
        assert not Encoding().is_json
        assert (Encoding().style, Encoding().explode, Encoding().allow_reserved) == ("form", True, False)
