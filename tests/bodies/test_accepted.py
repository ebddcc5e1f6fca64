"""What is asked for: of each operation, the media types in which its answer can be read."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest

from .conftest import Drive
from .service import Answer, Service

PACKAGE = "kiosk_client"

A = b'{"a": "b"}'


@pytest.mark.parametrize(
    ("method", "accept", "answer"),
    [
        ("j", "application/json", Answer(A)),
        ("v", "application/vnd.acme.v2+json", Answer(A, "application/vnd.acme.v2+json")),
        ("tx", "text/plain", Answer(b"x", "text/plain")),
        ("ht", "text/html", Answer(b"x", "text/html")),
        ("csv", "text/csv", Answer(b"x", "text/csv")),
        ("both", "application/json", Answer(A)),
        ("jp", "application/json", Answer(A)),
        ("vj", "application/json", Answer(A)),
        ("tj", "application/json", Answer(b'"x"')),
        ("star", "application/json", Answer(A)),
        ("none", "application/json", Answer(status=204, content_type="")),
        ("lst", "application/vnd.acme+json", Answer(b"[]", "application/vnd.acme+json")),
    ],
)
def test_what_can_be_read(drive: Drive, service: Service, method: str, accept: str, answer: Answer) -> None:
    service.will(answer)
    drive(lambda client: getattr(client.t, method)())
    assert service.last.headers["accept"] == accept


@pytest.mark.parametrize(("method", "accept"), [("pdf", "application/pdf"), ("xml", "application/xml")])
def test_what_is_handed_on_as_bytes_may_be_anything(
    drive: Drive, service: Service, tmp_path: Path, method: str, accept: str
) -> None:
    service.will(Answer(b"%PDF", accept))
    drive(lambda client: getattr(client.t, method)(tmp_path / "file"))
    assert service.last.headers["accept"] == f"{accept}, */*;q=0.1"


@pytest.mark.parametrize(("method", "other"), [("both", "text/csv"), ("jp", "application/pdf")])
def test_the_other_forms_are_told_and_not_in_the_type(package: Any, method: str, other: str) -> None:
    written = getattr(type(package.Kiosk(base_url="http://127.0.0.1").t), method)
    assert inspect.signature(written).return_annotation == "A"
    assert f"`{other}`" in (inspect.getdoc(written) or "")
