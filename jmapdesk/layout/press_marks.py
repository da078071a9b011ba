"""What a printing house needs round a page: where it is cut, how its inks lie over each other, how strong each is.

Places are map units on the page with all that stands round it, as large as it is at 100 %.
"""

from __future__ import annotations

from typing import Final

from jmapdesk.layout.parts import Line, ShapePart
from jmapdesk.layout.tile_marks import MM
from jmapdesk.util.geometry import Path, Rect, circle_path, line_path, rect_path

MARK_MM: Final = 5.0
"""How long a crop mark is."""
LEAST_GAP_MM: Final = 3.0
"""How far from the trimmed page a mark stands at least: no knife leaves one on it."""
_INK: Final = "#000000"
_HAIRLINE: Final = 0.25 * 96 / 72
_RING_MM: Final = 1.5
_CROSS_MM: Final = 2.5
_PATCH_MM: Final = 4.0
_PATCHES: Final = (
    "#00FFFF", "#FF00FF", "#FFFF00", "#000000", "#FF0000", "#00FF00", "#0000FF", "#404040", "#808080", "#BFBFBF",
)  # fmt: skip
"""Each ink by itself, two over each other, and shades of black."""
_BAR_MM: Final = _PATCH_MM * len(_PATCHES)


def round_page_mm(bleed: float) -> float:
    """How much paper the marks take at each side of a trimmed page with so many millimetres of bleed."""
    return max(bleed, LEAST_GAP_MM) + MARK_MM + 1.0


def cut_and_register(trim: Rect, bleed: float) -> tuple[ShapePart, ...]:
    """Crop marks at the corners of a trimmed page, outside its bleed (millimetres), and a register mark in the middle
    of each side; they are for every ink."""
    near = max(bleed, LEAST_GAP_MM) * MM
    far = near + MARK_MM * MM
    path: Path = ()
    for x in (trim.x, trim.right):
        path += line_path(x, trim.y - far, x, trim.y - near) + line_path(x, trim.bottom + near, x, trim.bottom + far)
    for y in (trim.y, trim.bottom):
        path += line_path(trim.x - far, y, trim.x - near, y) + line_path(trim.right + near, y, trim.right + far, y)
    parts = [ShapePart(path, line=Line(_INK, _HAIRLINE))]
    away = (near + far) / 2
    for cx, cy in (
        (trim.cx, trim.y - away), (trim.cx, trim.bottom + away), (trim.x - away, trim.cy), (trim.right + away, trim.cy),
    ):  # fmt: skip
        arm, ring = _CROSS_MM * MM, circle_path(cx, cy, _RING_MM * MM)
        cross = line_path(cx - arm, cy, cx + arm, cy) + line_path(cx, cy - arm, cx, cy + arm)
        parts.append(ShapePart((*ring, *cross), line=Line(_INK, _HAIRLINE)))
    return tuple(parts)


def colour_bar(trim: Rect, bleed: float) -> tuple[ShapePart, ...]:
    """Patches of the inks under a trimmed page, from its left corner; smaller where there is little room."""
    room = trim.w / 2 - 2 * _CROSS_MM * MM
    size = min(_PATCH_MM * MM, (room - 2 * MM) / len(_PATCHES))
    y = trim.bottom + max(bleed, LEAST_GAP_MM) * MM + (MARK_MM - _PATCH_MM) / 2 * MM
    return tuple(
        ShapePart(rect_path(Rect(trim.x + 2 * MM + i * size, y, size, _PATCH_MM * MM)), fill=colour)
        for i, colour in enumerate(_PATCHES)
    )
