"""What the scripts of this folder share: each takes steps with a vendor's client, and says how each went."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any
from urllib.request import Request, urlopen

ORIGIN = sys.argv[1] if len(sys.argv) > 1 else ""
"""Where the local server is: scheme, host and port."""


def take(name: str, step: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Take a step, and print how it went; the result is None where it failed."""
    try:
        result = step(*arguments, **named)
    except Exception as error:
        print(f"{name}: {type(error).__name__}: {str(error)[:200]}")
        return None
    print(f"{name}: ok")
    return result


def advance(seconds: float) -> None:
    """Let time pass for the server."""
    body = json.dumps({"seconds": seconds}).encode()
    headers = {"content-type": "application/json"}
    urlopen(Request(f"{ORIGIN}/__dialwright__/advance", body, headers)).close()


def add(resource: str, scope: dict[str, str], id: str) -> None:
    """Make a record that no request can make."""
    body = json.dumps({"resource": resource, "scope": scope, "id": id}).encode()
    headers = {"content-type": "application/json"}
    urlopen(Request(f"{ORIGIN}/__dialwright__/records", body, headers)).close()
