"""Requests that the service makes: checked, and told apart by what they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from .errors import WebhookPayloadError
from .guards import Unreadable
from .incoming import WebhookBody, WebhookHeaders, WebhookRequest
from .keys import SigningKeys
from .signature import SignatureScheme, check, signed_headers

if TYPE_CHECKING:
    from .model import Model
    from .request import Shape

__all__ = [
    "SignatureScheme",
    "SigningKeys",
    "WebhookBody",
    "WebhookHeaders",
    "WebhookRequest",
    "check",
    "pick",
    "read_as",
    "signed_headers",
]

M = TypeVar("M", bound="Model")
T = TypeVar("T")


def pick(kinds: tuple[tuple[str, type[M]], ...], fields: dict[str, Any]) -> M:
    """The fields as the first kind of payload whose mark is among them.

    Args:
        kinds: The marks, which are names of fields, and the models.
        fields: What the request carries.

    Raises:
        WebhookPayloadError: No mark is there.
    """
    for mark, model in kinds:
        if mark in fields:
            return model.from_dict(fields)
    marks = ", ".join(mark for mark, _ in kinds)
    raise WebhookPayloadError(
        f"The request is of no kind that can be told by its fields: it has none of {marks}."
    )


def read_as(shape: Shape[T], value: Any) -> T:
    """What the request carries, where it is no single model.

    Raises:
        WebhookPayloadError: It is something else.
    """
    from .decode import decoder_for

    try:
        read: T = decoder_for(shape.annotation)(value, False)
    except Unreadable:
        pass
    else:
        return read
    raise WebhookPayloadError("The body is not what such a request should carry.")
