"""Fetch what was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .._runtime import AsyncItem, AsyncResource, Item, Request, Resource

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

    from .._runtime import AsyncByteStream, ByteStream, Options

__all__ = ["AsyncRecordingContext", "AsyncRecordings", "RecordingContext", "Recordings"]

_FORMATS = {
    "wav": "/api/Accounts/{AccountSid}/Recordings/{Sid}.wav",
    "mp3": "/api/Accounts/{AccountSid}/Recordings/{Sid}.mp3",
}


class RecordingContext(Item):
    """One recording, by its identifier."""

    def download(
        self,
        path: str | PathLike[str],
        *,
        format: Literal["wav", "mp3"] = "wav",
        overwrite: bool = False,
        options: Options | None = None,
    ) -> Path:
        """Save the recording."""
        template = self._choose(_FORMATS, "format", format)
        return self._download(Request("GET", template, bytes, path=self._path), path, overwrite, options)

    def iter_bytes(
        self,
        *,
        format: Literal["wav", "mp3"] = "wav",
        chunk_size: int = 65536,
        options: Options | None = None,
    ) -> ByteStream:
        """Read the recording as it comes."""
        template = self._choose(_FORMATS, "format", format)
        return self._iter_bytes(Request("GET", template, bytes, path=self._path), chunk_size, options)


class Recordings(Resource):
    """Recordings of calls."""

    def __call__(self, sid: str) -> RecordingContext:
        """Pick one recording by its identifier; nothing is sent."""
        return RecordingContext(self._client, self._pick("Sid", sid))


class AsyncRecordingContext(AsyncItem):
    """One recording, by its identifier."""

    async def download(
        self,
        path: str | PathLike[str],
        *,
        format: Literal["wav", "mp3"] = "wav",
        overwrite: bool = False,
        options: Options | None = None,
    ) -> Path:
        """Save the recording."""
        template = self._choose(_FORMATS, "format", format)
        return await self._download(
            Request("GET", template, bytes, path=self._path), path, overwrite, options
        )

    def iter_bytes(
        self,
        *,
        format: Literal["wav", "mp3"] = "wav",
        chunk_size: int = 65536,
        options: Options | None = None,
    ) -> AsyncByteStream:
        """Read the recording as it comes."""
        template = self._choose(_FORMATS, "format", format)
        return self._iter_bytes(Request("GET", template, bytes, path=self._path), chunk_size, options)


class AsyncRecordings(AsyncResource):
    """Recordings of calls."""

    def __call__(self, sid: str) -> AsyncRecordingContext:
        """Pick one recording by its identifier; nothing is sent."""
        return AsyncRecordingContext(self._client, self._pick("Sid", sid))
