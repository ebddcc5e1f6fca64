"""What `toggle_call_recording` does: read the call, then record it if it is not being recorded, else stop.

Written by hand, and copied into the client as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime import ResponseDecodeError

if TYPE_CHECKING:
    from .._runtime import Options
    from ..models.call import Call
    from . import AsyncVoice, Voice

__all__ = ["toggle_call_recording", "toggle_call_recording_async"]


def toggle_call_recording(voice: Voice, call_id: str, options: Options | None) -> None:
    """Read the call, and turn its recording on or off."""
    if _is_recorded(voice.get_call(call_id, options=options)):
        voice.disable_call_recording(call_id, options=options)
    else:
        voice.enable_call_recording(call_id, options=options)


async def toggle_call_recording_async(voice: AsyncVoice, call_id: str, options: Options | None) -> None:
    """The twin of `toggle_call_recording`."""
    if _is_recorded(await voice.get_call(call_id, options=options)):
        await voice.disable_call_recording(call_id, options=options)
    else:
        await voice.enable_call_recording(call_id, options=options)


def _is_recorded(call: Call) -> bool:
    """Whether a call is being recorded; what does not say so gives no ground to change anything."""
    recorded = call.get("recording_enabled")
    if not isinstance(recorded, bool):
        raise ResponseDecodeError("The call does not say whether it is recorded, so nothing was changed.")
    return recorded
