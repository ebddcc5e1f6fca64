"""What is made of answers: by status, by media type, of failures, and of headers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from .conftest import Drive
from .service import Answer, Service

PACKAGE = "news_client"

JOB = b'{"id": "j1", "at": "2026-11-01T10:00:00Z"}'


class TestSuccess:
    @pytest.mark.parametrize(
        ("answer", "kind"),
        [
            (Answer(b'{"lines": 3}'), "Report"),
            (Answer(JOB, status=202), "Job"),
            (Answer(status=204, content_type=""), "NoneType"),
        ],
    )
    def test_the_status_decides(self, drive: Drive, service: Service, answer: Answer, kind: str) -> None:
        service.will(answer)
        assert type(drive(lambda client: client.jobs.make_job())).__name__ == kind
        assert service.last.headers["accept"] == "application/json"

    @pytest.mark.parametrize(
        ("content_type", "body", "result"),
        [
            ("text/plain; charset=utf-8", "j1 läuft".encode(), "j1 läuft"),
            ("image/png", b"\x89PNG", b"\x89PNG"),
        ],
    )
    def test_the_media_type_decides(
        self, drive: Drive, service: Service, content_type: str, body: bytes, result: object
    ) -> None:
        service.will(Answer(body, content_type))
        assert drive(lambda client: client.jobs.read_sheet("1")) == result
        assert service.last.headers["accept"] == "text/plain, image/*"

    def test_of_json_and_other_forms_json_is_asked_for(
        self, drive: Drive, service: Service, package: Any
    ) -> None:
        service.will(Answer(JOB), Answer(b"j1\n", "text/plain"))
        assert drive(lambda client: client.jobs.read_job("1")).at == datetime(2026, 11, 1, 10, tzinfo=UTC)
        assert service.last.headers["accept"] == "application/json"
        options = package.Options(headers={"Accept": "text/plain"})
        other = drive(lambda client: client.request("GET", "/jobs/1", options=options))
        assert (other.text, service.last.headers["accept"]) == ("j1\n", "text/plain")

    def test_text(self, drive: Drive, service: Service) -> None:
        service.will(Answer("zwölf\n".encode(), "text/plain"))
        assert drive(lambda client: client.logs.read_log()) == "zwölf\n"

    @pytest.mark.parametrize("charset", ["iso-8859-1", '"ISO-8859-1"; x=y', "no-such-charset"])
    def test_text_in_the_charset_of_the_answer(self, drive: Drive, service: Service, charset: str) -> None:
        sent = "zwölf".encode("utf-8" if "no" in charset else "latin-1")
        service.will(Answer(sent, f"text/plain; charset={charset}"))
        assert drive(lambda client: client.logs.read_log()) == "zwölf"

    def test_default_describes_a_download(self, drive: Drive, service: Service, tmp_path: Path) -> None:
        service.will(Answer(b"PK\x00\xff", "application/zip"))
        file = drive(lambda client: client.logs.read_archive(tmp_path / "file"))
        assert file.read_bytes() == b"PK\x00\xff"


class TestFailure:
    @pytest.mark.parametrize(
        ("status", "body", "seen"),
        [
            (404, b'{"missing": "it"}', ("Missing", "it")),
            (409, b'{"title": "no"}', ("Problem", "no")),
            (500, b'{"fault": "no"}', ("Fault", "no")),
            (409, b"<html>", None),
            (409, b"[]", None),
        ],
    )
    def test_it_is_what_the_document_says(
        self, drive: Drive, service: Service, package: Any, status: int, body: bytes, seen: object
    ) -> None:
        service.will(Answer(body, status=status))
        with pytest.raises(package.APIError) as caught:
            drive(lambda client: client.jobs.make_job())
        data = caught.value.data
        found = (type(data).__name__, next(iter(data.to_dict().values()))) if data is not None else None
        assert (found, caught.value.body) == (seen, body.decode())


def test_headers_are_read_from_a_receipt(drive: Drive, service: Service, package: Any) -> None:
    receipt = package.Receipt()
    service.will(Answer(JOB, status=202, headers=(("X-Queue-Length", "17"), ("X-Odd", "many"))))
    drive(lambda client: client.jobs.make_job(options=package.Options(receipt=receipt)))
    assert receipt.read("x-queue-length", int) == 17
    assert receipt.read("x-none", int) is None
    with pytest.raises(package.ResponseDecodeError, match="X-Odd"):
        receipt.read("X-Odd", int)
