"""What methods are called by an operationId that has the name of their resource in it."""

from __future__ import annotations

import pytest

from dialwright.read.verbs import method_words
from dialwright.words import split


@pytest.mark.parametrize(
    ("operation_id", "resource", "method"),
    [
        ("users/list", "users", "list"),
        ("code-scanning/list-alerts", "code_scanning", "list_alerts"),
        ("meta/root", "meta", "root"),
        ("user.get", "users", "get"),
        ("usersList", "users", "list"),
        ("users_get_by_name", "user", "get_by_name"),
        ("searchPoints", "search", "search_points"),
        ("listUsers", "users", "list_users"),
        ("users", "users", "users"),
        ("users/", "users", "users"),
        ("calls/users", "users", "calls_users"),
        ("", "users", ""),
    ],
)
def test_a_resource_is_not_said_twice(operation_id: str, resource: str, method: str) -> None:
    assert "_".join(method_words(operation_id, split(resource))) == method
