"""Results that depend on how the service answers: by its status, and by the media type of what it sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from .request import Shape

if TYPE_CHECKING:
    from .response import RawResponse

__all__ = ["Answers"]

T = TypeVar("T")


class Answers(Shape[T]):
    """The results that a document knows, each with where it is due.

    Args:
        annotation: All of them as one type.
        known: Status (`"200"`, `"2XX"`, `"default"`), media type (`""` for no content) and annotation of
            each; where the media type is not JSON, `"str"` is text and `"bytes"` anything.
    """

    __slots__ = ("known",)

    def __init__(self, annotation: str, *known: tuple[str, str, str]) -> None:
        super().__init__(annotation)
        self.known = known

    @property
    def accept(self) -> str:
        """What to ask for."""
        return ", ".join(dict.fromkeys(media_type for _, media_type, _ in self.known if media_type))

    def chosen(self, response: RawResponse) -> str:
        """The annotation of what an answer holds; "None" where it holds nothing."""
        if not response.content:
            return "None"
        due = [one for one in self.known if one[0] == str(response.status)]
        due = due or [one for one in self.known if one[0].upper() == f"{response.status // 100}XX"]
        due = due or [one for one in self.known if one[0] == "default"]
        held = [one for one in due or self.known if one[1]]
        held = held or [one for one in self.known if one[1]]
        sent = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return max(held, key=lambda one: _fit(one[1], sent))[2] if held else "None"


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON."""
    return media_type in ("application/json", "text/json", "*/*") or media_type.endswith("+json")


def _fit(known: str, sent: str) -> int:
    """How well a media type that is known describes one that was sent."""
    known = known.partition(";")[0].strip().lower()
    if known == sent:
        return 4
    family, _, kind = known.partition("/")
    if kind == "*" and family == sent.partition("/")[0]:
        return 3
    if is_json(known):
        return 3 if is_json(sent) else 1 if not sent else 0
    return 2 if known == "*/*" or (family == "text") is sent.startswith("text/") else 0
