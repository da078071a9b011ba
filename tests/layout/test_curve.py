"""The curve never leaves the heights of its points, and reads back as the scores it was drawn from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmapdesk.layout.curve import CurvePoint, face_of, score_at, segment, y_of
from jmapdesk.model.records import Card

HEIGHT = 236.0


def points(scores: list[float], places: list[int] | None = None) -> list[CurvePoint]:
    """Points 178 units apart, in neighbouring columns unless places are given."""
    places = places or list(range(len(scores)))
    return [
        CurvePoint(place, place * 178.0, y_of(score, HEIGHT), score, Card(id=str(place), kind="feeling", score=score))
        for place, score in zip(places, scores, strict=True)
    ]


@given(st.lists(st.floats(-2, 2), min_size=2, max_size=8))
def test_the_line_never_overshoots_a_point(scores: list[float]) -> None:
    curve = points(scores)
    for i in range(len(curve) - 1):
        piece = segment(curve, i)
        assert piece is not None
        low, high = sorted((curve[i].y, curve[i + 1].y))
        for t in range(21):
            assert low - 1e-6 <= piece.at(t / 20)[1] <= high + 1e-6


@given(st.lists(st.floats(-2, 2), min_size=3, max_size=6))
def test_moving_one_point_bends_only_its_neighbourhood(scores: list[float]) -> None:
    longer = [0.0, 1.0, -1.0, *scores, 1.0, -1.0, 0.0]
    moved = list(longer)
    moved[-1] = 2.0
    before, after = points(longer), points(moved)
    for i in range(len(longer) - 3):
        assert segment(before, i) == segment(after, i)


def test_a_gap_breaks_the_line() -> None:
    assert segment(points([0, 1, 2], [0, 1, 3]), 1) is None
    assert segment(points([0, 1, 2], [0, 1, 3]), 0) is not None


def test_it_runs_right_to_left_as_well() -> None:
    mirrored = [point._replace(x=-point.x) for point in points([0, 1.5, -1])]
    piece, other = segment(points([0, 1.5, -1]), 0), segment(mirrored, 0)
    assert piece is not None
    assert other is not None
    assert other.at(0.3) == pytest.approx((-piece.at(0.3)[0], piece.at(0.3)[1]))


def test_a_part_of_a_segment_lies_on_it() -> None:
    piece = segment(points([-2, 2]), 0)
    assert piece is not None
    part = piece.part(0.25, 0.75)
    assert part.at(0.5) == pytest.approx(piece.at(0.5))


@pytest.mark.parametrize("tenths", range(-20, 21))
def test_a_height_reads_back_as_its_score(tenths: int) -> None:
    assert score_at(y_of(tenths / 10, HEIGHT), HEIGHT) == tenths / 10


def test_heights_beyond_the_scale_are_its_ends() -> None:
    assert score_at(-500, HEIGHT) == 2
    assert score_at(5000, HEIGHT) == -2


def test_faces_go_from_angry_to_laughing() -> None:
    assert [face_of(score) for score in (-2, -1, 0, 1, 2)] == ["angry", "frown", "meh", "smile", "laugh"]
