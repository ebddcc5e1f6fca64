"""The Python target: from the IR to a distribution of typed Python."""

from .package import Files, generate

__all__ = ["Files", "generate"]
