"""What is sent for bodies of every kind, byte by byte, or as the standard library reads it."""

from __future__ import annotations

import io
import json
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from .conftest import Drive
from .service import Answer, Sent, Service

PACKAGE = "zoo_client"

ABOUT = Answer(b'{"text": "yes"}', status=201)


class Pipe(io.RawIOBase):
    """A stream that cannot go back."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = list(pieces)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        return self._pieces.pop(0) if size and self._pieces else b""


def parts(sent: Sent) -> list[EmailMessage]:
    """The parts of a multipart body, as the standard library sees them."""
    head = f"Content-Type: {sent.headers['content-type']}\r\n\r\n".encode()
    message = message_from_bytes(head + sent.body, policy=policy.HTTP)
    assert message.is_multipart()
    assert message.defects == []
    return [part for part in message.iter_parts() if isinstance(part, EmailMessage)]


def seen(sent: Sent) -> list[tuple[object, ...]]:
    """Name, file name, media type and content of each part."""
    return [
        (
            part.get_param("name", header="content-disposition"),
            part.get_filename(),
            part.get_content_type() if "content-type" in part else None,
            part.get_payload(decode=True),
        )
        for part in parts(sent)
    ]


class TestMultipart:
    def test_exact_bytes(self, drive: Drive, service: Service, package: Any, monkeypatch: Any) -> None:
        monkeypatch.setattr(f"{PACKAGE}._runtime.multipart.make_boundary", lambda: "line")
        service.will(ABOUT)
        file = package.File(b"\x89PNG\r\n", 'a"b.png', "image/png", {"X-Taken": "2026"})
        result = drive(lambda client: client.photos.add_photo(photo=file, name="Löwe", tags=["a", "b"]))
        assert result.text == "yes"
        assert service.last.headers["content-type"] == "multipart/form-data; boundary=line"
        assert service.last.body == (
            b'--line\r\nContent-Disposition: form-data; name="photo"; filename="a%22b.png"\r\n'
            b"Content-Type: image/png\r\nX-Taken: 2026\r\n\r\n\x89PNG\r\n\r\n"
            b'--line\r\nContent-Disposition: form-data; name="name"\r\n\r\nL\xc3\xb6we\r\n'
            b'--line\r\nContent-Disposition: form-data; name="tags"\r\n\r\na\r\n'
            b'--line\r\nContent-Disposition: form-data; name="tags"\r\n\r\nb\r\n'
            b"--line--\r\n"
        )

    def test_every_kind_of_part(self, drive: Drive, service: Service, tmp_path: Path) -> None:
        service.will(ABOUT)
        place = tmp_path / "lion.bin"
        place.write_bytes(b"\x00\xff" * 100_000)
        with place.open("rb") as file:
            drive(
                lambda client: client.photos.add_photo(
                    photo=file,
                    name="x",
                    more=[b"one", io.BytesIO(b"two")],
                    about={"text": "roars"},
                    notes=[1, 2],
                    thumb=b"png",
                )
            )
        binary = "application/octet-stream"
        assert seen(service.last) == [
            ("photo", "lion.bin", binary, b"\x00\xff" * 100_000),
            ("name", None, None, b"x"),
            ("more", "more", binary, b"one"),
            ("more", "more", binary, b"two"),
            ("about", None, "application/json", b'{"text":"roars"}'),
            ("notes", None, "application/json", b"[1,2]"),
            ("thumb", "thumb", "image/png", b"png"),
        ]
        assert (service.last.headers["content-length"], service.last.chunks) == (
            str(len(service.last.body)),
            0,
        )

    def test_a_boundary_of_its_own_each_time(self, drive: Drive, service: Service) -> None:
        service.will(ABOUT, ABOUT)
        for _ in range(2):
            drive(lambda client: client.photos.add_photo(photo=b"1", name="x"))
        one, two = (sent.headers["content-type"] for sent in service.sent)
        assert one != two

    @pytest.mark.parametrize(
        ("field", "value", "problem"),
        [
            ("photo", io.StringIO("text"), "binary mode"),
            ("name", object(), "cannot be sent"),
            ("name", b"\xff", ""),
        ],
    )
    def test_what_cannot_be_sent(
        self, drive: Drive, service: Service, package: Any, field: str, value: object, problem: str
    ) -> None:
        given = {"photo": b"1", "name": "x", field: value}
        if not problem:
            service.will(ABOUT)
            drive(lambda client: client.photos.add_photo(**given))
            return
        with pytest.raises(package.ArgumentError, match=problem):
            drive(lambda client: client.photos.add_photo(**given))
        assert service.sent == []

    @pytest.mark.parametrize("headers", [{"X-A": "a\r\nX-B: b"}, {"X A": "a"}])
    def test_headers_of_a_part_cannot_break_out(
        self, drive: Drive, service: Service, package: Any, headers: dict[str, str]
    ) -> None:
        file = package.File(b"1", headers=headers)
        with pytest.raises(package.ArgumentError):
            drive(lambda client: client.photos.add_photo(photo=file, name="x"))
        assert service.sent == []

    def test_names_of_files_cannot_break_out(self, drive: Drive, service: Service, package: Any) -> None:
        service.will(ABOUT)
        file = package.File(b"1", 'a"\r\nX-Evil: 1')
        drive(lambda client: client.photos.add_photo(photo=file, name="x"))
        [photo, _] = parts(service.last)
        assert photo.get_filename() == "a%22%0D%0AX-Evil: 1"
        assert "x-evil" not in photo


class TestStreams:
    def test_bytes(self, drive: Drive, service: Service) -> None:
        drive(lambda client: client.blobs.put_blob("1", content=b"\x00\xff"))
        assert (service.last.body, service.last.headers["content-type"]) == (
            b"\x00\xff",
            "application/octet-stream",
        )

    def test_an_open_file_is_sent_from_where_it_stands(
        self, drive: Drive, service: Service, tmp_path: Path
    ) -> None:
        place = tmp_path / "file"
        place.write_bytes(b"skip" + b"x" * 300_000)
        with place.open("rb") as file:
            file.seek(4)
            drive(lambda client: client.blobs.put_blob("1", content=file))
        assert service.last.body == b"x" * 300_000
        assert service.last.headers["content-length"] == "300000"

    def test_a_stream_is_sent_as_it_is_read(self, drive: Drive, service: Service) -> None:
        drive(lambda client: client.blobs.put_blob("1", content=Pipe(b"one", b"two", b"three")))
        assert (service.last.body, service.last.chunks) == (b"onetwothree", 3)
        assert "content-length" not in service.last.headers

    def test_a_file_is_sent_again_whole(self, drive: Drive, service: Service) -> None:
        service.will(Answer(status=503, headers=(("Retry-After", "0"),)))
        drive(lambda client: client.blobs.put_blob("1", content=io.BytesIO(b"again")))
        assert [sent.body for sent in service.sent] == [b"again", b"again"]

    def test_what_is_gone_is_not_sent_again(self, drive: Drive, service: Service, package: Any) -> None:
        service.will(Answer(status=503, headers=(("Retry-After", "0"),)))
        with pytest.raises(package.ServerError):
            drive(lambda client: client.blobs.put_blob("1", content=Pipe(b"once")))
        assert [sent.body for sent in service.sent] == [b"once"]

    def test_the_caller_says_which_of_several_types(
        self, drive: Drive, service: Service, package: Any
    ) -> None:
        drive(lambda client: client.blobs.post_blob("1", content=b"1"))
        assert service.last.headers["content-type"] == "image/png"
        drive(lambda client: client.blobs.post_blob("1", content=b"1", content_type="image/jpeg"))
        assert service.last.headers["content-type"] == "image/jpeg"
        drive(
            lambda client: client.blobs.post_blob("1", content=package.File(b"1", content_type="image/gif"))
        )
        assert service.last.headers["content-type"] == "image/gif"

    def test_text(self, drive: Drive, service: Service) -> None:
        drive(lambda client: client.blobs.note_blob("1", content="grüß"))
        assert (service.last.body.decode(), service.last.headers["content-type"]) == ("grüß", "text/plain")

    def test_text_in_the_charset_of_its_media_type(self, drive: Drive, service: Service) -> None:
        drive(lambda client: client.blobs.mark_blob("1", content="grüß"))
        assert service.last.body == "grüß".encode("latin-1")
        with pytest.raises(Exception, match="cannot be sent as 'iso-8859-1'"):
            drive(lambda client: client.blobs.mark_blob("1", content="€"))
        assert len(service.sent) == 1

    def test_a_body_that_is_left_out(self, drive: Drive, service: Service) -> None:
        drive(lambda client: client.blobs.note_blob("1"))
        assert (service.last.body, "content-type" in service.last.headers) == (b"", False)


def test_each_field_of_a_form_is_written_as_the_document_says(drive: Drive, service: Service) -> None:
    drive(
        lambda client: client.search.search(
            ids=[1, 2], area={"x": 1, "y": 2}, path="a/b c&d=e", filter={"a": "b"}
        )
    )
    assert service.last.headers["content-type"] == "application/x-www-form-urlencoded"
    assert service.last.body == (
        b"ids=1,2&area%5Bx%5D=1&area%5By%5D=2&path=a/b+c%26d%3De&filter=%7B%22a%22%3A%22b%22%7D"
    )


def test_deep_fields_go_as_deep_as_they_are(drive: Drive, service: Service) -> None:
    drive(lambda client: client.search.search(deep={"b": [{"d": 3}], "c": ["x y", "z"]}))
    assert service.last.body == b"deep%5Bb%5D%5B0%5D%5Bd%5D=3&deep%5Bc%5D=x%20y&deep%5Bc%5D=z"


class TestChoice:
    def test_fields_go_where_the_caller_says(self, drive: Drive, service: Service) -> None:
        drive(lambda client: client.pets.add_pet(name="Leo", age=3))
        assert (service.last.headers["content-type"], service.last.body) == (
            "application/json",
            b'{"name":"Leo","age":3}',
        )
        form = "application/x-www-form-urlencoded"
        drive(lambda client: client.pets.add_pet(name="Leo", age=3, content_type=form))
        assert (service.last.headers["content-type"], service.last.body) == (form, b"name=Leo&age=3")

    @pytest.mark.parametrize(
        ("given", "form"),
        [
            ({"url": "https://example.com/a.png"}, "application/json"),
            ({"image": "aGk="}, "application/json"),
            ({"image": b"hi"}, "multipart/form-data"),
            ({"image": "a file"}, "multipart/form-data"),
            ({"crop": 3}, "multipart/form-data"),
            ({"image": "hi", "content_type": "multipart/form-data"}, "multipart/form-data"),
        ],
    )
    def test_what_is_given_decides_unless_the_caller_does(
        self, drive: Drive, service: Service, given: dict[str, Any], form: str
    ) -> None:
        given = {**given, "image": io.BytesIO(b"hi")} if given.get("image") == "a file" else given
        drive(lambda client: client.avatars.add_avatar(name="Leo", **given))
        assert service.last.headers["content-type"].partition(";")[0] == form
        if form == "application/json":
            assert json.loads(service.last.body) == {"name": "Leo", **given}
        elif "image" in given:
            assert [part[-1] for part in seen(service.last)] == [b"Leo", b"hi"]

    def test_a_file_cannot_be_sent_as_json_though_it_is_asked_for(
        self, drive: Drive, service: Service, package: Any
    ) -> None:
        file = package.File(b"hi")
        with pytest.raises(package.ArgumentError, match="'image' is a file"):
            drive(
                lambda client: client.avatars.add_avatar(
                    name="x", image=file, content_type="application/json"
                )
            )
        assert service.sent == []

    def test_a_value_or_the_body_as_it_is(self, drive: Drive, service: Service) -> None:
        drive(lambda client: client.pets.import_pets(body=[{"name": "Leo"}]))
        assert json.loads(service.last.body) == [{"name": "Leo"}]
        drive(lambda client: client.pets.import_pets(content="name\nLeo\n", content_type="text/csv"))
        assert (service.last.headers["content-type"], service.last.body) == ("text/csv", b"name\nLeo\n")
