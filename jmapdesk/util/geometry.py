"""Rectangles and paths in map units (1/96 inch at 100 %, y down)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from operator import add
from typing import NamedTuple, TypeAlias

Command: TypeAlias = tuple[str, *tuple[float, ...]]
"""One path command: ``("M", x, y)``, ``("L", x, y)``, ``("C", x1, y1, x2, y2, x, y)`` or ``("Z",)``."""

Path: TypeAlias = tuple[Command, ...]
"""A path as absolute commands; curves are always cubic, because libraries disagree about anything rounder."""

KAPPA = 0.5522847498307936
"""Control distance of the cubic that stands for a quarter circle of radius 1."""


_made = tuple.__new__
"""Makes a named tuple in half the time: its own way in is a function of Python."""


class Rect(NamedTuple):
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.h

    @property
    def cx(self) -> float:
        """The x of the middle."""
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        """The y of the middle."""
        return self.y + self.h / 2

    def moved(self, dx: float, dy: float) -> Rect:
        """The same size somewhere else."""
        x, y, w, h = self
        return _made(Rect, (x + dx, y + dy, w, h))

    def grown(self, by: float) -> Rect:
        """Larger by ``by`` on each side (smaller where negative)."""
        x, y, w, h = self
        return _made(Rect, (x - by, y - by, w + 2 * by, h + 2 * by))

    def contains(self, x: float, y: float) -> bool:
        """Whether the point lies inside or on the left or top edge."""
        left, top, w, h = self
        return left <= x < left + w and top <= y < top + h

    def overlaps(self, other: Rect) -> bool:
        """Whether the two share more than an edge."""
        x, y, w, h = self
        left, top, wide, high = other
        return x < left + wide and left < x + w and y < top + high and top < y + h

    def holds(self, other: Rect) -> bool:
        """Whether the other lies wholly in this one."""
        x, y, w, h = self
        left, top, wide, high = other
        return x <= left and y <= top and left + wide <= x + w and top + high <= y + h

    def shared(self, other: Rect) -> Rect:
        """What lies in both, where they overlap."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        return Rect(x, y, min(self.right, other.right) - x, min(self.bottom, other.bottom) - y)

    def united(self, other: Rect) -> Rect:
        """The smallest rectangle round both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Rect(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)


def union(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle round all of them; empty at the origin for none."""
    rects = tuple(rects)
    if not rects:
        return Rect(0, 0, 0, 0)
    xs, ys, ws, hs = zip(*rects, strict=True)
    x, y = min(xs), min(ys)
    return Rect(x, y, max(map(add, xs, ws)) - x, max(map(add, ys, hs)) - y)


def rect_path(rect: Rect) -> Path:
    """A plain rectangle, clockwise from top left."""
    x, y, r, b = rect.x, rect.y, rect.right, rect.bottom
    return (("M", x, y), ("L", r, y), ("L", r, b), ("L", x, b), ("Z",))


def round_rect_path(rect: Rect, radius: float) -> Path:
    """A rectangle with circular corners, drawn as cubics so that every painter agrees."""
    k = max(0.0, min(radius, rect.w / 2, rect.h / 2))
    if k == 0:
        return rect_path(rect)
    x, y, r, b = rect.x, rect.y, rect.right, rect.bottom
    c = k * (1 - KAPPA)
    return (
        ("M", x + k, y),
        ("L", r - k, y),
        ("C", r - c, y, r, y + c, r, y + k),
        ("L", r, b - k),
        ("C", r, b - c, r - c, b, r - k, b),
        ("L", x + k, b),
        ("C", x + c, b, x, b - c, x, b - k),
        ("L", x, y + k),
        ("C", x, y + c, x + c, y, x + k, y),
        ("Z",),
    )


def as_rect(path: Path) -> Rect | None:
    """The rectangle that ``rect_path`` made a path from, turned round or not; None for any other path."""
    if len(path) != 5 or [name for name, *_ in path] != ["M", "L", "L", "L", "Z"]:
        return None
    (x, y), (far, top), (right, bottom), (left, foot) = (numbers for _, *numbers in path[:4])
    if top != y or far != right or bottom != foot or left != x:
        return None
    return Rect(min(x, right), y, abs(right - x), bottom - y) if bottom > y else None


def as_round_rect(path: Path) -> tuple[Rect, float] | None:
    """The rectangle and the radius that ``round_rect_path`` made a path from, turned round or not; None for any
    other path."""
    if len(path) != 10 or path[0][0] != "M":
        return None
    rect = path_bounds(path)
    _, *(start, _) = path[0]
    for radius, turned in ((start - rect.x, False), (rect.right - start, True)):
        made = round_rect_path(rect, radius)
        if turned:
            made = moved_path(made, 2 * rect.cx, 0, -1, 1)
        if [name for name, *_ in made] == [name for name, *_ in path] and all(
            abs(a - b) < 1e-6
            for one, other in zip(path, made, strict=True)
            for a, b in zip(one[1:], other[1:], strict=True)
        ):
            return rect, radius
    return None


def round_foot_path(rect: Rect, radius: float, over: float) -> Path:
    """The foot of a rectangle with circular corners: what shows of it under one that stands ``over`` higher."""
    k = max(0.0, min(radius, rect.w / 2, rect.h / 2))
    x, r, b = rect.x, rect.right, rect.bottom
    c, top = k * (1 - KAPPA), b - k - over
    return (
        ("M", x, top),
        ("L", r, top),
        ("L", r, b - k),
        ("C", r, b - c, r - c, b, r - k, b),
        ("L", x + k, b),
        ("C", x + c, b, x, b - c, x, b - k),
        ("Z",),
    )


def circle_path(cx: float, cy: float, radius: float) -> Path:
    """A circle of four cubics."""
    return round_rect_path(Rect(cx - radius, cy - radius, 2 * radius, 2 * radius), radius)


def line_path(x1: float, y1: float, x2: float, y2: float) -> Path:
    """One straight line."""
    return (("M", x1, y1), ("L", x2, y2))


def polygon_path(points: Iterable[tuple[float, float]]) -> Path:
    """A closed polygon through the points."""
    commands: list[Command] = []
    for x, y in points:
        commands.append(("L" if commands else "M", x, y))
    return (*commands, ("Z",)) if commands else ()


def joined(paths: Iterable[Path]) -> Path:
    """Several paths as one."""
    return tuple(chain.from_iterable(paths))


def moved_path(path: Path, dx: float, dy: float, scale: float = 1.0, scale_y: float | None = None) -> Path:
    """The path scaled about the origin, alike both ways where only one scale is given, then moved."""
    result: list[Command] = []
    down = scale if scale_y is None else scale_y
    for name, *numbers in path:
        placed = [n * (down if i % 2 else scale) + (dy if i % 2 else dx) for i, n in enumerate(numbers)]
        result.append((name, *placed))
    return tuple(result)


@lru_cache(maxsize=4096)  # a map draws the same few shapes for thousands of cards
def path_bounds(path: Path) -> Rect:
    """A rectangle that holds the path (control points included, so it may be a little large)."""
    xs = [n for _, *numbers in path for n in numbers[0::2]]
    ys = [n for _, *numbers in path for n in numbers[1::2]]
    if not xs:
        return Rect(0, 0, 0, 0)
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
