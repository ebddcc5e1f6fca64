"""Results that differ by the status of the answer, or by its media type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from .request import Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .response import RawResponse

__all__ = ["Answers"]

T = TypeVar("T")

_PLAIN = {"None": None, "str": str, "bytes": bytes}


class Answers(Shape[T]):
    """Several results, of which the answer has one.

    Args:
        annotation: What the result may be: the annotation of all of them together.
        forms: Status (`200`, `2XX` or `default`) and media type (`""` for no content) -> the annotation.
    """

    __slots__ = ("_forms",)

    def __init__(self, annotation: str, forms: Mapping[tuple[str, str], str]) -> None:
        super().__init__(annotation)
        self._forms = forms

    @property
    def accept(self) -> str:
        """The media types to ask for."""
        return ", ".join(dict.fromkeys(media_type for _, media_type in self._forms if media_type)) or "*/*"

    def kind(self, response: RawResponse) -> Any:
        """What an answer is to be read as: the most particular status counts, then the media type.

        A media type that the document does not know is read as the first one of the status.
        """
        status = str(response.status)
        wanted = (status, f"{status[0]}XX", "default")
        by_status = ({m: a for (s, m), a in self._forms.items() if s.upper() == w.upper()} for w in wanted)
        forms = next(filter(None, by_status), {"": "None"})
        if not response.content and "None" in forms.values():
            return None
        told = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        alike = (form for media_type, form in forms.items() if _fits(told, media_type))
        annotation = next(alike, next(iter(forms.values())))
        return _PLAIN[annotation] if annotation in _PLAIN else Shape[Any](annotation)


def _fits(told: str, media_type: str) -> bool:
    """Whether a media type is the documented one, which may end in `*`."""
    essence = media_type.partition(";")[0].strip().lower()
    return told == essence or (essence.endswith("/*") and told.startswith(essence[:-1]))
