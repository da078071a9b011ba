"""When a map is to be looked at again, and whether that day has passed."""

from __future__ import annotations

from datetime import date

from jmapdesk.model.records import About


def next_review(reviewed_on: str, months: int | None) -> str:
    """The day of the next review as ISO text; empty where it cannot be told."""
    try:
        day = date.fromisoformat(reviewed_on)
    except ValueError:
        return ""
    if not months:
        return ""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > 9999:
        return ""
    for last in (day.day, 30, 29, 28):  # a month may be shorter than the one before
        try:
            return date(year, month + 1, last).isoformat()
        except ValueError:
            continue
    return ""


def days_overdue(about: About, today: date) -> int:
    """By how many days the next review is late; 0 where it is not due or no review was ever agreed."""
    due = next_review(about.reviewed_on, about.review_every)
    return max(0, (today - date.fromisoformat(due)).days) if due else 0
