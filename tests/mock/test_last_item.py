"""Lists of the local server that go on after the last record, which the request for the next page names."""

from __future__ import annotations

from dialwright.mock.messages import Violation
from dialwright.mock.pages import Page, cut
from dialwright.mock.plan import Paging
from dialwright.mock.store import Record

PAGING = Paging("last-item", "members", "limit", "page", "after", 50, mark="user.id")
RECORDS = [
    Record(table="Member", id=f"m{number}", number=number, values={"user": {"id": 10 * number}}, scope={})
    for number in (1, 2, 3)
]


def page(**query: str) -> Page | Violation:
    return cut(RECORDS, PAGING, query)


def test_they_begin_after_the_record_that_is_named() -> None:
    first, second = page(limit="2"), page(limit="2", after="20")
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert [one.id for one in first.records] == ["m1", "m2"]
    assert [one.id for one in second.records] == ["m3"]
    assert (first.after, second.after) == (2, None)


def test_no_other_record_is_named() -> None:
    assert page(after="PA1") == Violation("after", "is no token of a page that was linked to", "state")
