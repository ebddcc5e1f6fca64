"""What the document says of the requests that the service sends by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..openapi import ApiDescription, Schema


class Webhooks:
    """The `webhooks` of a document.

    Args:
        description: The document.
    """

    def __init__(self, description: ApiDescription) -> None:
        self._payloads: dict[str, Schema] = {
            webhook.name: webhook.payload for webhook in description.webhooks if webhook.payload is not None
        }

    def payload(self, name: str) -> Schema:
        """What a webhook carries.

        Raises:
            LookupError: The document has no such webhook.
        """
        if name not in self._payloads:
            raise LookupError(f"the document has no webhook '{name}'")
        return self._payloads[name]

    def fields(self, name: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Those of the values that a webhook has a field for, in the order of the document."""
        known = self.payload(name).properties
        return {field: values[field] for field in known if field in values}
