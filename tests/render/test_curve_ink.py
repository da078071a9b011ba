"""A segment's line is one line, whatever its colours, and its tint ends where the line does."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmapdesk.layout.context import Context
from jmapdesk.layout.curve import CurvePoint, Segment, Series, colour_of, segment, y_of
from jmapdesk.layout.map_layout import lay_out
from jmapdesk.model.records import Card
from jmapdesk.render import curve_ink
from jmapdesk.render.drawing import Op, PathOp
from tests.builders import small_map
from tests.fakes import FakeShaper

HEIGHT = 236.0
SCORES = st.floats(-2, 2)


def context() -> Context:
    return lay_out(small_map(), FakeShaper()).context


def piece_of(first: float, last: float) -> tuple[Segment, tuple[CurvePoint, ...]]:
    points = tuple(
        CurvePoint(i, i * 178.0, y_of(score, HEIGHT), score, Card(id=str(i), kind="feeling", score=score))
        for i, score in enumerate((first, last))
    )
    piece = segment(points, 0)
    assert piece is not None
    return piece, points


def drawn(first: float, last: float, colour: str | None = None, dashed: bool = False) -> tuple[Segment, list[PathOp]]:
    piece, points = piece_of(first, last)
    series = Series((None, "as_is"), points, colour, dashed, "")
    return piece, paths(curve_ink.line(piece, (first, last), series, context()))


def paths(ops: tuple[Op, ...]) -> list[PathOp]:
    return [op for op in ops if isinstance(op, PathOp)]


@given(SCORES, SCORES)
def test_the_stretches_are_the_segment_cut_without_a_gap(first: float, last: float) -> None:
    piece, ops = drawn(first, last)
    at = piece[:2]
    for op in ops:
        (_, *start), (_, *curve) = op.path
        assert start == pytest.approx(at)
        at = (curve[-2], curve[-1])
    assert at == pytest.approx(piece[-2:])


@given(SCORES, SCORES)
def test_a_stretch_lies_on_the_segment_it_was_cut_from(first: float, last: float) -> None:
    piece, ops = drawn(first, last)
    for op in ops:
        (_, x0, y0), (_, *numbers) = op.path
        stretch = Segment(x0, y0, *numbers)
        x, y = stretch.at(0.5)
        t = (x - piece.x0) / (piece.x3 - piece.x0)  # a segment's points stand a third apart, so that x is even in t
        assert y == pytest.approx(piece.at(t)[1], abs=1e-6)


@given(SCORES, SCORES)
def test_neighbours_differ_in_colour_and_a_level_line_is_one_stretch(first: float, last: float) -> None:
    colours = [op.stroke.colour for op in drawn(first, last)[1] if op.stroke is not None]
    assert all(a != b for a, b in pairwise(colours))
    level = drawn(first, first)[1]
    assert [op.stroke.colour for op in level if op.stroke is not None] == [colour_of(first, context())]


def test_the_line_is_red_below_and_green_above() -> None:
    _, ops = drawn(-2, 2)
    colours = context().theme.colours
    assert [ops[0].stroke and ops[0].stroke.colour, ops[-1].stroke and ops[-1].stroke.colour] == [
        colours.bad, colours.good,
    ]  # fmt: skip


def test_a_wish_has_gaps_between_its_stretches() -> None:
    _, ops = drawn(-1, 1, dashed=True)
    assert len(ops) == 12
    assert all(op.stroke is not None and op.stroke.cap == "butt" for op in ops)


def test_one_of_several_curves_has_its_own_colour_throughout() -> None:
    piece, ops = drawn(-1, 1, colour="#123456")
    assert [op.stroke and op.stroke.colour for op in ops] == ["#123456"]
    assert ops[0].path[0][1:] == piece[:2]


@given(SCORES, SCORES)
def test_tints_meet_where_the_line_crosses_the_middle(first: float, last: float) -> None:
    piece, _ = piece_of(first, last)
    neutral = y_of(0, HEIGHT)
    ops = paths(curve_ink.fills(piece, neutral, context()))
    assert len(ops) <= 2
    area = curve_ink.bounds(piece, neutral)
    for op in ops:
        xs, ys = ([n for _, *ns in op.path for n in ns[i::2]] for i in (0, 1))
        assert area.x <= min(xs) <= max(xs) <= area.right
        assert area.y <= min(ys) <= max(ys) <= area.bottom
    if len(ops) == 2:
        assert ops[0].path[1][-1] == pytest.approx(neutral, abs=1e-3)
        assert ops[0].fill != ops[1].fill
