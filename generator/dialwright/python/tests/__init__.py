"""The generated tests: what goes on the wire is stated from the document, never from the IR.

So a fault on the way from the document to the client cannot hide itself. Only the spelling of a call comes
from the names of the client.
"""

from .account import account_of
from .local import LocalPackage, local_package
from .modules import Setting, test_modules
from .parts import Test, TestClass, TestModule

__all__ = [
    "LocalPackage",
    "Setting",
    "Test",
    "TestClass",
    "TestModule",
    "account_of",
    "local_package",
    "test_modules",
]
