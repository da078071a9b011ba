"""Days as people write them."""

from __future__ import annotations

import pytest

from jmapdesk.util.days import Habits, may_become_day, read_day

MONTHS = {"nov": 11, "november": 11, "novembre": 11, "ноября": 11, "नवंबर": 11, "mai": 5, "may": 5}
GERMAN, AMERICAN = Habits(("dmy",), MONTHS), Habits(("mdy",), MONTHS)


@pytest.mark.parametrize(
    "text",
    ["2026-11-26", "26.11.2026", "26/11/2026", "26. 11. 2026", "26.11.26", "2026/11/26", "2026年11月26日",
     "26. November 2026", "November 26, 2026", "26 nov 26", "26th of November 2026", "26 de novembre de 2026",
     "26 ноября 2026 г.", "२६ नवंबर २०२६", "٢٦/١١/٢٠٢٦", " 11/26/2026 "],
)  # fmt: skip
def test_many_ways_to_write_the_same_day(text: str) -> None:
    day = read_day(text, GERMAN)
    assert day is not None
    assert day.isoformat() == "2026-11-26"


def test_the_first_order_decides_where_two_make_a_day() -> None:
    assert str(read_day("3/4/2026", GERMAN)) == "2026-04-03"
    assert str(read_day("3/4/2026", AMERICAN)) == "2026-03-04"
    assert str(read_day("26/11/2026", AMERICAN)) == "2026-11-26"
    assert str(read_day("26-11-05", Habits(("ymd",)))) == "2026-11-05"


@pytest.mark.parametrize(
    "text", ["", "soon", "26.11.", "2026-13-01", "31.2.2026", "1.2.3.4", "26.111.2026", "26 Brumaire 2026", "h",
             "November 2026", "26.11.202"],
)  # fmt: skip
def test_what_is_no_day(text: str) -> None:
    assert read_day(text, GERMAN) is None


def test_what_may_still_become_one_is_not_spoken_against() -> None:
    assert all(may_become_day(text, GERMAN) for text in ("2", "26.1", "26.11.2026", "26 N", "2026-1", "26. Novem"))
    assert not any(may_become_day(text, GERMAN) for text in ("soon", "2026-13-01", "26 brum", "26.11.20267"))
