"""Sounds: a WAV and an MP3 that players play. Both are silence, made byte by byte."""

from __future__ import annotations

import struct

_RATE = 8000  # samples a second, as telephones have

# MPEG-2.5 layer III, no checksum, 8 kbit/s, 8 kHz, no padding, one channel.
_MP3_HEADER = bytes((0xFF, 0xE3, 0x18, 0xC4))
_MP3_SAMPLES = 576  # in a frame
_MP3_FRAME = 72 * 8000 // _RATE  # bytes of a frame


def wav(seconds: float, *, channels: int = 1) -> bytes:
    """Silence as WAV: 16 bits a sample, 8,000 samples a second."""
    frames = int(seconds * _RATE)
    block = 2 * channels
    data = bytes(frames * block)
    form = struct.pack("<HHIIHH", 1, channels, _RATE, _RATE * block, block, 16)
    size = 4 + 8 + len(form) + 8 + len(data)
    head = struct.pack("<4sI4s4sI", b"RIFF", size, b"WAVE", b"fmt ", len(form))
    return head + form + struct.pack("<4sI", b"data", len(data)) + data


def mp3(seconds: float) -> bytes:
    """Silence as MP3: whole frames, at least one, whose side information says that nothing follows it."""
    frames = max(1, round(seconds * _RATE / _MP3_SAMPLES))
    return (_MP3_HEADER + bytes(_MP3_FRAME - len(_MP3_HEADER))) * frames
