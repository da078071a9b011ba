"""How arrows look: lines with rounded corners, heads, and what tells the kinds of connections apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from jmapdesk.layout.parts import Line, ShapePart
from jmapdesk.layout.theme import Colours
from jmapdesk.util.geometry import KAPPA, Command, Path, circle_path, polygon_path

Point: TypeAlias = tuple[float, float]

_RADIUS, _DOT = 5.0, 2.2
_HEAD, _HEAD_HALF = 5.0, 3.2
"""The arrowhead: length and half its width, map units."""
_LEAST_HEAD, _TURN = 3.0, 2.0
"""How short one of two heads may be, and what is left for the corner before them."""
_WIDTHS = {"causes": 2.0}
_DASHES: dict[str, tuple[float, ...]] = {"needs": (5.0, 3.0), "hands_off": (1.3, 3.2)}
_HOLLOW, _DOUBLE = frozenset({"needs"}), frozenset({"causes"})
"""Kinds whose head is only an outline, and those with two heads."""
KINDS = ("leads_to", "causes", "needs", "hands_off")
"""The kinds of connections that look different, in the order of the legend."""


def arrow(points: Sequence[Point], kind: str, colours: Colours) -> tuple[ShapePart, ShapePart, ShapePart]:
    """A connection of a kind through its corners: the line, the dot at its start, the head at its end."""
    colour, width = colours.muted, _WIDTHS.get(kind, 1.6)
    came, tip = points[-2], points[-1]
    if kind in _DOUBLE:  # two heads are as long as the way straight to the card leaves them, clear of the corner
        way = abs(tip[0] - came[0]) + abs(tip[1] - came[1])
        size = min(_HEAD, max(_LEAST_HEAD, (way - _TURN) / 2))
        head = _head(came, tip, size) + _head(came, _before(came, tip, size), size)
        line = (*points[:-1], _before(came, tip, 2 * size - 0.6))
    else:
        head = _head(came, tip)
        line = (*points[:-1], _before(came, tip, _HEAD - 0.6))
    hollow = kind in _HOLLOW
    return (
        ShapePart(_rounded(line), line=Line(colour, width, "butt", "round", _DASHES.get(kind, ()))),
        ShapePart(circle_path(*points[0], _DOT), fill=colour),
        ShapePart(head, colours.paper, Line(colour, 1.1, "butt", "round")) if hollow else ShapePart(head, colour),
    )


def _before(a: Point, b: Point, by: float) -> Point:
    """The point so far before b on the way from a, but never before a."""
    length = abs(b[0] - a[0]) + abs(b[1] - a[1])
    share = min(by, length * 0.8) / length if length else 0.0
    return b[0] - (b[0] - a[0]) * share, b[1] - (b[1] - a[1]) * share


def _head(a: Point, b: Point, size: float = _HEAD) -> Path:
    """The arrowhead at b of a line that comes from a."""
    base = _before(a, b, size)
    dx, dy = b[0] - base[0], b[1] - base[1]
    length = abs(dx) + abs(dy) or 1.0
    nx, ny = -dy / length * _HEAD_HALF, dx / length * _HEAD_HALF
    return polygon_path(((base[0] + nx, base[1] + ny), b, (base[0] - nx, base[1] - ny)))


def _rounded(points: Sequence[Point]) -> Path:
    """The line through the corners, each rounded as far as its neighbours leave room."""
    path: list[Command] = [("M", *points[0])]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        reach = min(_RADIUS, *(
            (abs(corner[0] - end[0]) + abs(corner[1] - end[1])) / 2 for end in (before, after)
        ))  # fmt: skip
        (x0, y0), (x1, y1) = _before(before, corner, reach), _before(after, corner, reach)
        path.append(("L", x0, y0))
        path.append((
            "C", x0 + (corner[0] - x0) * KAPPA, y0 + (corner[1] - y0) * KAPPA,
            x1 + (corner[0] - x1) * KAPPA, y1 + (corner[1] - y1) * KAPPA, x1, y1,
        ))  # fmt: skip
    path.append(("L", *points[-1]))
    return tuple(path)
