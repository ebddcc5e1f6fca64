"""dialwright: typed Python clients from hand-authored OpenAPI."""

__version__ = "0.1.0"
