"""The keys that requests are signed with: kept out of everything that is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SigningKeys"]


class SigningKeys:
    """One signing key or several, any of which may have been used. They show themselves to nobody.

    Args:
        given: The key, or several. Nothing is raised here, where they would be seen in a traceback.
    """

    __slots__ = ("_given",)

    def __init__(self, given: str | Sequence[str]) -> None:
        self._given = given

    def reveal(self) -> tuple[bytes, ...]:
        """The keys as bytes.

        Raises:
            ArgumentError: There is none, one is empty, or one is no text.
        """
        if problem := self._problem():
            raise ArgumentError(problem)
        return tuple(key.encode("utf-8", "surrogatepass") for key in self._several())

    def _several(self) -> tuple[str, ...]:
        return (self._given,) if isinstance(self._given, str) else tuple(self._given)

    def _problem(self) -> str:
        try:
            keys: tuple[object, ...] = self._several()
        except TypeError:
            keys = (None,)
        if not all(isinstance(key, str) for key in keys):
            return "signing_key must be text, or several texts."
        if not keys or not all(isinstance(key, str) and key.strip() for key in keys):
            return "signing_key is empty: whoever can guess the key can sign."
        return ""

    def __repr__(self) -> str:
        return "SigningKeys(***)"

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("Signing keys cannot be pickled or copied.")
