"""The API, as the runtime needs to know it."""

from __future__ import annotations

from ._runtime import ApiInfo, Argument, BasicAuth

API = ApiInfo(
    name="Acme",
    user_agent="dialwright-acme/0.1.0",
    server="https://{space}.acme.example",
    arguments=(
        Argument("project", env=("ACME_PROJECT",)),
        Argument("token", env=("ACME_TOKEN",), secret=True),
        Argument("space", env=("ACME_SPACE", "ACME_SPACE_URL"), server_variable="space"),
    ),
    bound={"AccountSid": "project"},
    auth=BasicAuth("project", "token"),
)
