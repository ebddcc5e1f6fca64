"""How long what a command starts goes on by itself, as far as the command tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...clock import LONGEST_WAIT

_CHARACTERS = 15  # spoken in a second
_FILE = 5.0  # seconds that a file lasts, which nobody fetches
_DETECTION = 30.0  # seconds, where the command says nothing


def seconds(subject: str, params: Mapping[str, Any], *, timers: bool = False) -> float | None:
    """After how many seconds it ends without more ado; None where it goes on until something stops it.

    Nothing goes on for longer than a clock waits.

    Args:
        subject: What goes on: `play`, `record`, ...
        params: The arguments of the command that started it.
        timers: Whether `collect_start_input_timers` has been sent.
    """
    try:
        told = _told(subject, params, timers)
        return min(told, LONGEST_WAIT) if told is not None else None
    except OverflowError:
        return LONGEST_WAIT


def _told(subject: str, params: Mapping[str, Any], timers: bool) -> float | None:
    if subject == "play":
        return _playback(params)
    if subject == "record":
        return float(params["record"]["audio"].get("max_length", 0)) or None
    if subject == "collect":
        return params.get("initial_timeout") if timers or params.get("start_input_timers") else None
    return float(params.get("timeout", _DETECTION)) if subject == "detect" else None


def _playback(params: Mapping[str, Any]) -> float | None:
    whole = 0.0
    for item in params["play"]:
        length = _item(item["type"], item.get("params", {}))
        if length is None:
            return None
        whole += length
    times = params.get("loop", 1)
    return whole * times if times else None


def _item(kind: str, params: Mapping[str, Any]) -> float | None:
    if kind in ("silence", "ringtone"):
        return params.get("duration")
    return len(params["text"]) / _CHARACTERS if kind == "tts" else _FILE
