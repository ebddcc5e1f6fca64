"""Names that stay: what was called something once is called so in every later version of its document.

The names that a document does not give follow from it, and would change with it: with an operation that comes
before, with another tag, with a property that differs in its capitals alone. So those of a client are kept in
a file, which people may edit, and new things get names that nothing had before.
"""

from __future__ import annotations

from .loading import load_kept
from .names import Kept, Key
from .register import Register

__all__ = ["Kept", "Key", "Register", "load_kept"]
