"""Files joined by `$ref`: nodes that know their place, and the way from a reference to what it means."""

from .annotations import is_annotation
from .bundle import Bundle, bundle
from .document import REF, Document, is_reference
from .node import Node

__all__ = ["REF", "Bundle", "Document", "Node", "bundle", "is_annotation", "is_reference"]
