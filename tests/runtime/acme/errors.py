"""What can go wrong."""

from __future__ import annotations

from ._runtime import APIError, ClientError, OutcomeUnknownError

__all__ = ["APIError", "AcmeError", "OutcomeUnknownError"]

AcmeError = ClientError
"""The base of every error that this package raises."""
