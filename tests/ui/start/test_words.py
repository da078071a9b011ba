"""When something was, as people say it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from jmapdesk.session.recents import RecentMap
from jmapdesk.ui.start.words import ago, needs_of

NOW = datetime(2026, 11, 26, 10, 0)


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (datetime(2026, 11, 26, 9, 59), "A moment ago"),
        (datetime(2026, 11, 26, 9, 43), "17 minutes ago"),
        (datetime(2026, 11, 26, 8, 59), "An hour ago"),
        (datetime(2026, 11, 26, 6, 59), "3 hours ago"),
        (datetime(2026, 11, 25, 23, 0), "Yesterday"),
        (datetime(2026, 11, 25, 7, 0), "Yesterday"),
        (datetime(2026, 11, 12, 7, 0), "12 Nov"),
        (datetime(2025, 11, 12, 7, 0), "12 Nov 2025"),
    ],
)
def test_how_long_ago(then: datetime, said: str) -> None:
    assert ago(then, NOW) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, ""),
        (1, "Review overdue by 1 day"),
        (13, "Review overdue by 13 days"),
        (21, "Review overdue by 3 weeks"),
        (92, "Review overdue by 3 months"),
    ],
)
def test_how_late_a_review_is(days: int, said: str) -> None:
    assert needs_of(RecentMap(Path("a.jmap"), NOW, overdue=days)) == said
