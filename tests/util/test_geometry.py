"""Rectangles and paths."""

from __future__ import annotations

import math

import pytest

from jmapdesk.layout.parts import mirror_path
from jmapdesk.util.geometry import (
    Rect,
    as_rect,
    as_round_rect,
    circle_path,
    joined,
    moved_path,
    path_bounds,
    polygon_path,
    rect_path,
    round_foot_path,
    round_rect_path,
    union,
)


def test_edges_and_middle() -> None:
    rect = Rect(10, 20, 30, 40)
    assert (rect.right, rect.bottom, rect.cx, rect.cy) == (40, 60, 25, 40)
    assert rect.moved(1, -1) == Rect(11, 19, 30, 40)
    assert rect.grown(5) == Rect(5, 15, 40, 50)


def test_the_left_and_top_edges_belong_to_a_rectangle_the_others_to_the_next() -> None:
    rect = Rect(0, 0, 10, 10)
    assert rect.contains(0, 0)
    assert not rect.contains(10, 5)
    assert not rect.overlaps(Rect(10, 0, 5, 5))
    assert rect.overlaps(Rect(9.9, 0, 5, 5))


def test_the_smallest_rectangle_round_several() -> None:
    assert union([Rect(0, 0, 1, 1), Rect(5, -2, 1, 1)]) == Rect(0, -2, 6, 3)
    assert union([]) == Rect(0, 0, 0, 0)


def test_a_corner_without_radius_is_sharp_and_no_radius_exceeds_the_rectangle() -> None:
    rect = Rect(0, 0, 10, 4)
    assert round_rect_path(rect, 0) == rect_path(rect)
    assert round_rect_path(rect, 99) == round_rect_path(rect, 2)


@pytest.mark.parametrize("angle", range(0, 360, 30))
def test_a_circle_is_round(angle: int) -> None:
    path = circle_path(0, 0, 100)
    numbers_of = [numbers for _, *numbers in path]
    cubics = [(numbers_of[i - 1][-2:], numbers_of[i]) for i in range(len(path)) if path[i][0] == "C"]
    nearest = min(
        math.dist(
            point(start, numbers, t / 20), (100 * math.cos(math.radians(angle)), 100 * math.sin(math.radians(angle)))
        )
        for start, numbers in cubics
        for t in range(21)
    )
    assert nearest < 4
    assert all(abs(math.hypot(*point(s, n, t / 10)) - 100) < 0.03 for s, n in cubics for t in range(11))


def point(start: list[float], numbers: list[float], t: float) -> tuple[float, float]:
    """A point of a cubic, by its formula."""
    x0, y0 = start
    x1, y1, x2, y2, x3, y3 = numbers
    a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
    return a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3


def test_paths_move_and_scale() -> None:
    path = polygon_path([(0, 0), (2, 0), (2, 4)])
    assert moved_path(path, 10, 20, 2) == polygon_path([(10, 20), (14, 20), (14, 28)])
    assert path_bounds(path) == Rect(0, 0, 2, 4)
    assert path_bounds(polygon_path([])) == Rect(0, 0, 0, 0)


def test_paths_are_joined_one_after_the_other() -> None:
    first, second = rect_path(Rect(0, 0, 1, 1)), polygon_path([(5, 5), (6, 5), (6, 7)])
    assert joined([first, second]) == (*first, *second)
    assert joined([]) == ()


def test_a_foot_is_what_shows_under_a_rectangle_that_stands_higher() -> None:
    rect = Rect(0, 1, 100, 40)
    whole, foot = round_rect_path(rect, 8), round_foot_path(rect, 8, 1)
    assert [command for command in whole if command in foot and command[0] == "C"] == [whole[4], whole[6]]
    assert path_bounds(foot) == Rect(0, 32, 100, 9)


def test_a_rectangle_with_round_corners_is_known_again() -> None:
    rect = Rect(0.1, 0.7, 33.3, 20.4)
    found = as_round_rect(round_rect_path(rect, 7.5))
    assert found is not None
    assert (*found[0], found[1]) == pytest.approx((*rect, 7.5))
    turned = as_round_rect(mirror_path(round_rect_path(rect, 7.5), 50))
    assert turned is not None
    assert (*turned[0], turned[1]) == pytest.approx((50 - rect.right, rect.y, rect.w, rect.h, 7.5))
    circle = as_round_rect(circle_path(5.3, 6.1, 2.55))
    assert circle is not None
    assert circle[1] == pytest.approx(2.55)
    bent = tuple((name, *(n + (i == 1) for i, n in enumerate(ns))) for name, *ns in circle_path(0, 0, 5))
    for other in (rect_path(rect), polygon_path([(0, 0), (9, 0), (9, 9)]), round_foot_path(rect, 5, 1), bent, ()):
        assert as_round_rect(other) is None


def test_a_rectangles_path_tells_its_rectangle() -> None:
    rect = Rect(3.5, 4, 20, 30)
    assert as_rect(rect_path(rect)) == rect
    assert as_rect(mirror_path(rect_path(rect), 50)) == rect._replace(x=50 - rect.right)
    slanted = (("M", 0.0, 0.0), ("L", 9.0, 0.0), ("L", 9.0, 9.0), ("L", 1.0, 9.0), ("Z",))
    four = (("M", 0.0, 0.0), ("L", 9.0, 0.0), ("L", 9.0, 9.0), ("L", 0.0, 9.0), ("L", 0.0, 0.0))
    for other in (slanted, four, round_rect_path(rect, 5), polygon_path([(0, 0), (9, 0), (9, 9), (0, 9)])[:-1], ()):
        assert as_rect(other) is None


def test_a_rectangle_holds_what_reaches_over_none_of_its_edges() -> None:
    rect = Rect(0, 0, 10, 20)
    assert rect.holds(rect)
    assert rect.holds(Rect(2, 3, 8, 17))
    for other in (Rect(-1, 0, 5, 5), Rect(0, -1, 5, 5), Rect(6, 0, 5, 5), Rect(0, 16, 5, 5)):
        assert not rect.holds(other)
