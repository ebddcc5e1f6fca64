"""Whether a value is what a schema says that it is."""

from ..source import is_mapping as is_object
from ..source import is_sequence as is_list
from .schemas import MOST, Failure, Schemas, Steps

__all__ = ["MOST", "Failure", "Schemas", "Steps", "is_list", "is_object"]
