"""Legs of calls, as the service answers them."""

from __future__ import annotations

from typing import Any

__all__ = ["CALL", "DEVICE", "PHONE"]

CALL = "0b4a1f0e-7d3c-4a52-9b1e-5f2d8c6a7e90"

PHONE: dict[str, Any] = {
    "id": CALL,
    "from": "+15550101",
    "to": "+15550100",
    "direction": "outbound-api",
    "source": "realtime_api",
    "status": "queued",
    "type": "relay_pstn_call",
    "url": None,
    "charge": 0.004,
    "created_at": "2026-11-21T12:20:00Z",
    "charge_details": [{"description": "Outbound Voice", "charge": 0.004}],
}
DEVICE: dict[str, Any] = {**PHONE, "status": None, "type": "fabric_subscriber_device_leg"}
