"""Bodies whose fields are wrapped, and arguments that may be spelled flat."""

from __future__ import annotations

from typing import Any

import pytest

from dialwright.python.runtime import Envelope, nested

TTS = {"type": "tts", "params": {"text": "Hi"}}


def test_what_stands_around_fields() -> None:
    envelope = Envelope("params", {"id": "1", "command": "calling.play"})
    assert envelope.around({"a": 1}) == {"id": "1", "command": "calling.play", "params": {"a": 1}}
    assert envelope.around({}) == {"id": "1", "command": "calling.play", "params": {}}


@pytest.mark.parametrize(
    ("value", "placed"),
    [
        ({"type": "tts", "text": "Hi"}, TTS),
        (TTS, TTS),
        ({"text": "Hi", "volume": 1}, {"params": {"text": "Hi", "volume": 1}}),
        ({"type": "silence"}, {"type": "silence"}),
        ({"type": "tts", "id": "1", "text": "Hi"}, {"type": "tts", "id": "1", "params": {"text": "Hi"}}),
        ({}, {}),
        ([{"type": "tts", "text": "Hi"}, TTS], [TTS, TTS]),
        (({"type": "tts", "text": "Hi"},), [TTS]),
        (None, None),
        ("params", "params"),
        (7, 7),
    ],
)
def test_a_flat_spelling(value: Any, placed: Any) -> None:
    assert nested(value, "params", "type", "id") == placed
