"""Every identifier of a generated package, decided once and for the whole API before anything is rendered.

Names follow from the API alone: no counter of what was rendered before, no set's order. Schemas are named
first, then the places of the tree, then what is inside each.
"""

from .api import Names, names_of
from .clients import ClientNames, SurfaceNames
from .constants import ConstantNames, documented, only_path
from .identifier import identifier, reserved_words
from .markup import MARKUP, ElementNames, VerbNames
from .members import MemberNames, MethodNames
from .parameters import ParameterNames, Where, item_name
from .places import PlaceNames, hand_written
from .schemas import ENUMS, Schema, SchemaNames
from .tree import Branch, Place, Tree
from .webhooks import WebhookNames

__all__ = [
    "ENUMS",
    "MARKUP",
    "Branch",
    "ClientNames",
    "ConstantNames",
    "ElementNames",
    "MemberNames",
    "MethodNames",
    "Names",
    "ParameterNames",
    "Place",
    "PlaceNames",
    "Schema",
    "SchemaNames",
    "SurfaceNames",
    "Tree",
    "VerbNames",
    "WebhookNames",
    "Where",
    "documented",
    "hand_written",
    "identifier",
    "item_name",
    "names_of",
    "only_path",
    "reserved_words",
]
