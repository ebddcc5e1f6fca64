"""What a document says about how one field of a form is written."""

from __future__ import annotations

__all__ = ["Encoding"]


class Encoding:
    """How one field of a form, or one part of a multipart body, is written.

    Args:
        content_type: Its media type, or several, or one with `*`, of which a file has the one that fits.
        style: `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`: how lists and objects become text.
        explode: Whether each element is a field of its own; usually so for `form` alone.
    """

    __slots__ = ("content_type", "exploded", "style")

    def __init__(self, content_type: str = "", *, style: str = "", explode: bool | None = None) -> None:
        self.content_type = content_type
        self.style = style
        self.exploded = style in ("", "form") if explode is None else explode

    @property
    def only_type(self) -> str:
        """The media type, where there is but one."""
        return "" if "," in self.content_type or "*" in self.content_type else self.content_type

    @property
    def is_json(self) -> bool:
        """Whether a value is written as JSON, a list as one."""
        essence = self.only_type.partition(";")[0].strip().lower()
        return not self.style and (essence == "application/json" or essence.endswith("+json"))
