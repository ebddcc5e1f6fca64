"""The server that packages are uploaded to: how it is named, and what it has already."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPException, HTTPMessage
from ipaddress import ip_address
from typing import IO
from urllib.parse import urljoin, urlsplit

from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import Version
from twine.repository import TEST_WAREHOUSE, WAREHOUSE_WEB
from twine.utils import DEFAULT_REPOSITORY, TEST_REPOSITORY

from .errors import Exit, Refused

__all__ = ["Repository", "Unreadable"]

_KNOWN = {"pypi": (DEFAULT_REPOSITORY, WAREHOUSE_WEB), "testpypi": (TEST_REPOSITORY, TEST_WAREHOUSE)}
_SECONDS = 30
_LARGEST = 16 * 1024 * 1024  # bytes of a page that lists files


class Unreadable(Exception):
    """What a server has cannot be told, and why."""


@dataclass(frozen=True)
class Repository:
    """Where to upload to, and where the files that are there are listed.

    Attributes:
        upload: The address that takes uploads.
        index: The address under which each package has a page of its files, as pip reads it.
    """

    upload: str
    index: str

    @classmethod
    def named(cls, name: str, index: str = "") -> Repository:
        """The repository that twine knows by a name, or at an address; its index, if not given, in `simple/`.

        Raises:
            Refused: It is neither, or it is an address that credentials must not be in, or not be sent to.
        """
        if not name:
            raise Refused("say where to: make publish REPOSITORY=...", Exit.BAD_INPUT)
        upload, base = _KNOWN.get(name, (name, name))
        listed = index or urljoin(base.rstrip("/") + "/", "simple/")
        for address in (upload, listed):
            _check(address)
        return cls(upload, listed.rstrip("/") + "/")

    def has(self, package: str, version: str) -> bool:
        """Whether there is a file of that version of a package.

        Raises:
            Unreadable: The server does not say.
        """
        page = _page(f"{self.index}{canonicalize_name(package)}/")
        return Version(version) in set(_versions(page, package))


class _Links(HTMLParser):
    """The texts of the links of a page: the names of the files."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._inside = True
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "a"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[-1] += data.strip()


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Goes on to other pages of the same server only: what another one has was not uploaded to this one."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if urlsplit(newurl)[:2] != urlsplit(req.full_url)[:2]:
            raise urllib.error.HTTPError(newurl, 404, "another server has it", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _page(address: str) -> str:
    """The page at an address; nothing where there is none."""
    request = urllib.request.Request(
        address, headers={"Accept": "application/vnd.pypi.simple.v1+html, text/html"}
    )
    try:
        with urllib.request.build_opener(_SameHost).open(request, timeout=_SECONDS) as answer:
            content: bytes = answer.read(_LARGEST)
            return content.decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 404:
            return ""
        raise Unreadable(f"{address} answers {error.code}") from None
    except (OSError, HTTPException) as error:
        raise Unreadable(f"{address}: {getattr(error, 'reason', error)}") from None


def _versions(page: str, package: str) -> Iterator[Version]:
    links = _Links()
    links.feed(page)
    for name in links.texts:
        try:
            found, version = (
                parse_wheel_filename(name) if name.endswith(".whl") else parse_sdist_filename(name)
            )[:2]
        except (InvalidSdistFilename, InvalidWheelFilename):
            continue
        if found == canonicalize_name(package):
            yield version


def _check(address: str) -> None:
    """Refuse an address that is none; the message does not repeat a password that stands in it."""
    parts = urlsplit(address)
    if parts.username is not None or parts.password is not None:
        raise Refused(
            "credentials do not belong in an address: set TWINE_USERNAME and TWINE_PASSWORD", Exit.BAD_INPUT
        )
    if parts.scheme not in ("http", "https") or not parts.hostname:
        known = " or ".join(_KNOWN)
        raise Refused(f"{address!r} is no repository: give {known}, or an address", Exit.BAD_INPUT)
    if parts.scheme == "http" and not _this_machine(parts.hostname):
        raise Refused(f"{address} is not encrypted: give an https address", Exit.BAD_INPUT)


def _this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    return bool(re.fullmatch(r"[0-9a-f.:]+", host)) and ip_address(host).is_loopback
