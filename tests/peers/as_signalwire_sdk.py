"""Every command of the Calling API, sent by signalwire-sdk."""

from __future__ import annotations

from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from peers.steps import ORIGIN, advance, take

URL = "https://example.com/call"
STARTS: dict[str, dict[str, Any]] = {
    "play": {"play": [{"type": "ringtone", "params": {"name": "us"}}]},
    "record": {"audio": {}},
    "collect": {"digits": {"max": 1}},
    "detect": {"detect": {"type": "machine"}},
    "tap": {
        "tap": {"type": "audio", "params": {"direction": "both"}},
        "device": {"type": "rtp", "params": {"addr": "203.0.113.5", "port": 4000}},
    },
    "stream": {"url": "wss://example.com"},
    "transcribe": {},
    "send_fax": {},
    "receive_fax": {},
}
THEN: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "play": [("pause", {}), ("resume", {}), ("volume", {"volume": 3})],
    "record": [("pause", {}), ("resume", {})],
    "collect": [("start_input_timers", {})],
}
WHOLE: list[tuple[str, dict[str, Any]]] = [
    ("denoise", {}),
    ("denoise_stop", {}),
    ("ai_hold", {"timeout": "5"}),
    ("ai_unhold", {}),
    ("ai_message", {"role": "user", "message_text": "Hello."}),
    ("ai_stop", {"control_id": "ai"}),
    ("live_transcribe", {"action": {"start": {"lang": "en-US", "direction": ["remote-caller"]}}}),
    ("live_transcribe", {"action": "stop"}),
    ("live_translate", {"action": {"start": {"from_lang": "en", "to_lang": "es", "direction": []}}}),
    ("live_translate", {"action": "stop"}),
    ("user_event", {"event": {"a": 1}}),
    ("refer", {"device": {"type": "sip", "params": {"to": "sip:a@example.com"}}}),
    ("disconnect", {}),
    ("transfer", {"dest": URL}),
    ("end", {"reason": "hangup"}),
]

client: Any = import_module("signalwire.rest").RestClient(
    project="project-1", token="PT1", host=urlsplit(ORIGIN).netloc
)
calling = client.calling
leg = take("dial", lambda: calling.dial(from_="+15550101", to="+15550100", url=URL))
call = leg["id"]
advance(3)
take("update", lambda: calling.update(id=call, url=URL))
for name, arguments in STARTS.items():
    if hasattr(calling, name):
        take(name, getattr(calling, name), call, control_id=name, **arguments)
    for verb, more in [*THEN.get(name, []), ("stop", {})]:
        method = f"{name}_{verb}"
        take(method, getattr(calling, method), call, control_id=name, **more)
for name, arguments in WHOLE:
    take(name, getattr(calling, name), call, **arguments)
