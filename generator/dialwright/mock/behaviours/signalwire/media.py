"""The files of messages: what is downloaded is of the type that its record tells."""

from __future__ import annotations

import re
from mimetypes import guess_type
from urllib.parse import urlsplit

from ... import audio
from ...action import Action
from ...behaviour import Behaviour, World
from ...messages import Response
from ...plan import Kind
from ...samples import PNG
from ...store import Record

_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}")


class Media(Behaviour):
    """The media of messages."""

    table = "Media"

    def answer(self, world: World, action: Action, record: Record | None) -> Response | None:
        if record is None or action.kind is not Kind.DOWNLOAD:
            return None
        told = str(record.values["content_type"])
        kind = told if _TYPE.fullmatch(told) else "application/octet-stream"
        body = audio.mp3(1) if kind == "audio/mpeg" else audio.wav(1) if kind.startswith("audio/") else PNG
        return Response(200, (("content-type", kind),), body)


def media_type(url: str) -> str:
    """The type that a file has by the name in its address; an image where that tells nothing."""
    return guess_type(urlsplit(url).path)[0] or "image/png"
