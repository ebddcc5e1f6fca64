"""What a user needs to begin with: the address, and a client that talks to it, ready to paste."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from ..openapi import ApiDescription, View
from ..words import snake, split

_USER, _PASSWORD = "user", "password"


def greeting(
    description: ApiDescription,
    url: str,
    credentials: tuple[str, str] | None,
    *,
    signing_key: str = "",
    allow: Sequence[str] = (),
) -> str:
    """The address of the server, the lines that make a client, what is said of callbacks, and the journal."""
    title = description.info.text("title") or "The API"
    parts = urlsplit(url)
    journal = f"{parts.scheme}://{parts.netloc}/__dialwright__/requests"
    signs = signing_key and description.signatures
    to = ", ".join(("this machine", *allow))
    key = [f"Callbacks go to {to}", f"Signing key: {signing_key}"] if signs else []
    client = _client(description, url, credentials)
    lines = [f"{title} at {url}", "", *client, "", *key, f"Journal: {journal}", ""]
    return "\n".join(lines)


def _client(description: ApiDescription, url: str, credentials: tuple[str, str] | None) -> list[str]:
    client = description.client
    surfaces = client.views("surfaces") if client is not None else ()
    if client is None or not surfaces:
        return _curl(description, url, credentials)
    package = snake(split(client.text("distribution")))
    module = surfaces[0].text("module")
    name = surfaces[0].text("name")
    where = f"{package}.{module}" if module else package
    arguments = [f"{key}={value!r}" for key, value in _arguments(client, surfaces[0], credentials)]
    listed = ", ".join([*arguments, f"base_url={url!r}"]).replace("'", '"')
    return [f"    from {where} import {name}", f"    client = {name}({listed})"]


def _arguments(client: View, surface: View, credentials: tuple[str, str] | None) -> list[tuple[str, str]]:
    """The arguments of a client's class, without those that only make up the address."""
    told = client.view("credentials")
    user, password = credentials or ("", "")
    right = {told.text("username"): user, told.text("password"): password} if told is not None else {}
    addressing = {view.text("name") for view in client.views("arguments") if view.has("server-variable")}
    found: list[tuple[str, str]] = []
    for argument in surface.views("arguments"):
        for key, meant in argument.texts().items():
            if meant not in addressing:
                found.append((key, right.get(meant) or f"any-{meant.replace('_', '-')}"))
    return found


def _curl(description: ApiDescription, url: str, credentials: tuple[str, str] | None) -> list[str]:
    user, password = credentials or (_USER, _PASSWORD)
    reads = (operation for operation in description.operations if operation.method == "get")
    simple = next((operation for operation in reads if not operation.placeholders), None)
    path = simple.template if simple is not None else "/"
    return [f"    curl -u {user}:{password} {url}{path}"]
