"""When a map is to be looked at again."""

from __future__ import annotations

from datetime import date

import pytest

from jmapdesk.insight.review import days_overdue, next_review
from jmapdesk.model.records import About


@pytest.mark.parametrize(
    ("reviewed", "months", "due"),
    [
        ("2026-11-12", 3, "2027-02-12"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-12-01", 1, "2027-01-01"),
        ("", 3, ""),
        ("2026-11-12", None, ""),
        ("soon", 3, ""),
        ("9999-12-01", 3, ""),
    ],
)
def test_the_next_review_is_so_many_months_on_or_the_last_day_of_a_shorter_month(
    reviewed: str, months: int | None, due: str
) -> None:
    assert next_review(reviewed, months) == due


def test_a_review_is_overdue_from_the_day_after() -> None:
    about = About(reviewed_on="2026-10-12", review_every=1)
    assert days_overdue(about, date(2026, 11, 12)) == 0
    assert days_overdue(about, date(2026, 11, 13)) == 1
    assert days_overdue(about, date(2026, 12, 3)) == 21
    assert days_overdue(About(), date(2026, 12, 3)) == 0
