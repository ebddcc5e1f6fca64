"""Before each test of a mutant, forget what the runtime made and kept; in the stage this is `conftest.py`.

Mutants are forked from a process that has run the tests already, on the runtime as it is. What it kept from
that time (decoders of fields, answers of cached functions) would hide every mutant of the code that makes it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest

from dialwright.python import runtime
from dialwright.python.runtime import Model, decode
from dialwright.python.runtime.scalars import SCALARS

_MODULES = [
    import_module(f"{runtime.__name__}.{module.name}") for module in pkgutil.iter_modules(runtime.__path__)
]
_KEPT = "_decoder"  # of a model's field, made when the field is first read
_USUAL = vars(decode)["_USUAL"]


@pytest.fixture(autouse=True)
def forget() -> None:
    """Let the mutant make everything anew."""
    for module in _MODULES:
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()
    for model in _models(Model):
        for field in model.__fields__.values():
            setattr(field, _KEPT, None)
    for kind, plain in SCALARS.items():
        _USUAL[f"{kind.__name__} | None"] = decode.optional(plain)


def _models(model: type[Model]) -> Iterator[type[Model]]:
    yield model
    for child in model.__subclasses__():
        yield from _models(child)
