"""How many retries a client may make, so that a service in trouble is not buried under them."""

from __future__ import annotations

from threading import Lock

__all__ = ["CAPACITY", "RETRY", "SUCCESS", "TIMEOUT", "Quota"]

CAPACITY = 500
"""What a client has to spend on retries."""

RETRY = 5
"""What a retry costs."""

TIMEOUT = 10
"""What a retry costs after time ran out: waiting was dear already."""

SUCCESS = 1
"""What a success without a retry gives back."""


class Quota:
    """A purse out of which a client pays for its retries, and into which its successes pay back.

    It is shared by the threads and tasks of the client and of its twins, and is never more than full.
    """

    __slots__ = ("_left", "_lock")

    def __init__(self) -> None:
        self._left = CAPACITY
        self._lock = Lock()

    def take(self, cost: int) -> bool:
        """Pay for a retry; False where there is too little left, and nothing is taken then."""
        with self._lock:
            if self._left < cost:
                return False
            self._left -= cost
            return True

    def give_back(self, amount: int) -> None:
        """Pay back after a success."""
        if self._left >= CAPACITY:
            # So it is for a client whose calls succeed, which should not wait for others for this.
            return
        with self._lock:
            self._left = min(CAPACITY, self._left + amount)

    def __repr__(self) -> str:
        return f"Quota({self._left} of {CAPACITY})"

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("A client, and what it may spend on retries, cannot be pickled or copied.")
