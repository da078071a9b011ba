"""Cutting a poster into sheets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmapdesk.exchange.tiling import Blocks, Span, Strip, careful_strips, is_whole, plain_strips, trimmed

COLUMNS = [Span(40 + 48 * n, 40 + 48 * n + 42) for n in range(10)]
"""Ten cards beside each other, with 6 mm between them."""


def ends(strips: list[Strip]) -> list[tuple[float, float]]:
    return [(round(one.start, 1), round(one.end, 1)) for one in strips]


def test_what_fits_on_one_sheet_is_one_strip() -> None:
    assert ends(plain_strips(180, 190, 10)) == [(0, 180)]
    assert ends(careful_strips(180, 190, 10, Blocks(COLUMNS))) == [(0, 180)]


def test_plain_strips_are_even_and_overlap() -> None:
    strips = plain_strips(500, 190, 10)
    assert len(strips) == 3
    assert len({round(one.end - one.start, 3) for one in strips}) == 1
    assert all(round(a.end - b.start, 3) == 10 for a, b in pairwise(strips))


def test_an_a0_poster_needs_the_sheets_that_were_counted() -> None:
    """841 × 1189 mm on A4 with 10 mm margin and overlap: 28 upright, 25 on its side."""
    upright = len(plain_strips(841, 190, 10)) * len(plain_strips(1189, 277, 10))
    lying = len(plain_strips(841, 277, 10)) * len(plain_strips(1189, 190, 10))
    assert (upright, lying) == (25, 28)


def test_careful_strips_end_between_cards() -> None:
    strips = careful_strips(560, 190, 10, Blocks(COLUMNS))
    assert all(is_whole(card, strips) for card in COLUMNS)
    assert not all(is_whole(card, plain_strips(560, 190, 10)) for card in COLUMNS)
    for one, other in pairwise(trimmed(strips, Blocks(COLUMNS))):
        assert one.trim_end == other.trim_start
        assert not any(card.start < one.trim_end < card.end for card in COLUMNS)


def test_a_card_longer_than_a_sheet_is_cut_and_the_others_are_not() -> None:
    long = Span(100, 400)
    strips = careful_strips(560, 190, 10, Blocks([*COLUMNS, long]))
    assert not is_whole(long, strips)
    assert all(is_whole(card, strips) for card in COLUMNS)


def test_room_for_repeated_headers_is_taken_from_all_but_the_first() -> None:
    strips = careful_strips(560, 190, 10, Blocks(COLUMNS), head=30)
    assert strips[0].end - strips[0].start <= 190
    assert all(one.end - one.start <= 160.01 for one in strips[1:])
    assert all(is_whole(card, strips) for card in COLUMNS)


@given(
    spans=st.lists(st.tuples(st.floats(0, 900), st.floats(1, 120)), max_size=40),
    length=st.floats(200, 1200),
    room=st.floats(130, 400),
    overlap=st.floats(0, 20),
)
def test_strips_cover_the_length_fit_on_their_sheets_and_overlap_enough(
    spans: list[tuple[float, float]], length: float, room: float, overlap: float
) -> None:
    blocks = Blocks(Span(a, min(a + w, length)) for a, w in spans if a < length)
    for strips in (plain_strips(length, room, overlap), careful_strips(length, room, overlap, blocks)):
        strips = trimmed(strips, blocks)
        assert strips[0].start == 0
        assert strips[-1].end == pytest.approx(length)
        for one in strips:
            assert one.end - one.start <= room + 0.02
            assert one.start - 0.01 <= one.trim_start <= one.trim_end <= one.end + 0.01
        for one, other in pairwise(strips):
            assert one.end - other.start >= overlap - 0.02
            assert other.start > one.start


@given(spans=st.lists(st.tuples(st.floats(0, 900), st.floats(5, 60)), max_size=30), room=st.floats(200, 400))
def test_what_does_not_interlock_is_never_cut(spans: list[tuple[float, float]], room: float) -> None:
    """Cards beside each other, as in columns: sorted and pushed apart until none overlaps another."""
    apart: list[Span] = []
    for start, width in sorted(spans):
        begin = max(start, apart[-1].end + 2 if apart else 0)
        apart.append(Span(begin, begin + width))
    length = max(950.0, apart[-1].end if apart else 0)
    strips = careful_strips(length, room, 10, Blocks(apart))
    assert all(is_whole(one, strips) for one in apart)
