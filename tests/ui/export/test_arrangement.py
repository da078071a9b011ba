"""Pages beside each other: in sight, apart, as large as there is room for."""

from __future__ import annotations

from itertools import combinations

import pytest

from jmapdesk.ui.export.arrangement import EDGE, GAP, arranged

A4 = (210.0, 297.0)
WIDE = (841.0, 594.0)


def test_one_page_fills_the_room_inside_its_edges() -> None:
    rows = arranged([WIDE], 844, 900)
    [place] = rows.places(rows.fit, 844)
    assert (place.x, place.y, place.w) == (EDGE, EDGE, 800)
    assert place.h == pytest.approx(800 * 594 / 841, abs=1)
    assert rows.label == 0


@pytest.mark.parametrize("count", [2, 3, 5, 12])
@pytest.mark.parametrize("room", [(800, 600), (600, 900), (1600, 500)])
def test_several_pages_are_in_sight_and_apart(count: int, room: tuple[int, int]) -> None:
    rows = arranged([WIDE, *[A4] * (count - 1)], *room)
    places = rows.places(rows.fit, room[0])
    assert len(places) == count
    for place in places:
        assert place.x >= EDGE - 1
        assert place.right <= room[0] - EDGE + 1
        assert place.bottom <= room[1] - EDGE + 1
    for one, other in combinations(places, 2):
        assert not one.grown(GAP / 2 - 2).overlaps(other)
    scales = [place.w / size[0] for place, size in zip(places, rows.sizes, strict=True)]
    assert max(scales) - min(scales) < 0.01


def test_very_many_pages_stay_large_enough_to_tell_and_are_scrolled() -> None:
    rows = arranged([A4] * 60, 700, 500)
    places = rows.places(rows.fit, 700)
    assert min(place.w for place in places) >= 119
    assert max(place.right for place in places) <= 700
    assert rows.extent(rows.fit)[1] > 500


def test_from_right_to_left_the_first_page_is_at_the_right() -> None:
    rows = arranged([A4, A4], 900, 500)
    first, second = rows.places(rows.fit, 900, rtl=True)
    assert first.x > second.x
    assert [place.x for place in rows.places(rows.fit, 900)] == [second.x, first.x]


def test_no_pages_need_no_room() -> None:
    assert arranged([], 300, 300).places(1.0, 300) == []
