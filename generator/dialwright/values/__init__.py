"""Whether a value is what a schema says that it is."""

from .kinds import is_list, is_object
from .schemas import MOST, Failure, Schemas, Steps

__all__ = ["MOST", "Failure", "Schemas", "Steps", "is_list", "is_object"]
