"""The documented samples of the Compatibility reference, run against the generated client (see README.md)."""
