"""How pages lie beside each other in a preview: rows at one scale, as large as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jmapdesk.util.geometry import Rect

EDGE: Final = 22.0
"""Pixels free round the pages."""
GAP: Final = 22.0
LABEL: Final = 22.0
"""Pixels over each page for its name, where there are several."""
_LEAST: Final = 120.0
"""Pixels the widest page has at least; where that needs more room than there is, one scrolls."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Which pages stand in which row, and the scale (pixels a millimetre) at which all of them are in sight."""

    sizes: tuple[tuple[float, float], ...] = ()
    rows: tuple[range, ...] = ()
    fit: float = 1.0

    @property
    def label(self) -> float:
        """Pixels over each page for its name."""
        return LABEL if len(self.sizes) > 1 else 0.0

    def extent(self, scale: float) -> tuple[float, float]:
        """The room all pages need at a scale, edges included."""
        return _extent(self.sizes, self.rows, scale)

    def places(self, scale: float, width: float, rtl: bool = False) -> list[Rect]:
        """Where each page stands in a room of that width, or in the room they need; rows are centred."""
        width = max(width, self.extent(scale)[0])
        found: list[Rect] = []
        top = EDGE
        for row in self.rows:
            long = sum(self.sizes[i][0] for i in row) * scale + GAP * (len(row) - 1)
            left = (width - long) / 2
            for i in row:
                w, h = (side * scale for side in self.sizes[i])
                x = width - left - w if rtl else left
                found.append(Rect(round(x), round(top + self.label), max(1, round(w)), max(1, round(h))))
                left += w + GAP
            top += self.label + max(self.sizes[i][1] for i in row) * scale + GAP
        return found


def arranged(sizes: Sequence[tuple[float, float]], width: float, height: float) -> Arrangement:
    """Pages of these sizes in millimetres, for a room in pixels: broken into the rows that show them largest.

    Where that would make them very small, rows are as wide as the room, and there are more of them than it holds.
    """
    pages = tuple(sizes)
    if not pages:
        return Arrangement()
    best = Arrangement(pages, (range(len(pages)),), 0.0)
    for across in sorted({_row_width(pages[:n]) for n in range(1, len(pages) + 1)}, reverse=True):
        rows = _broken(pages, across + 0.01, 0.0)
        scale = _fitting(pages, rows, width, height)
        if scale > best.fit:
            best = Arrangement(pages, rows, scale)
    least = _LEAST / max(w for w, _ in pages)
    if best.fit >= least:
        return best
    return Arrangement(pages, _broken(pages, (width - 2 * EDGE) / least, GAP / least), least)


def _row_width(pages: Sequence[tuple[float, float]]) -> float:
    return sum(w for w, _ in pages)


def _broken(pages: Sequence[tuple[float, float]], across: float, gap: float) -> tuple[range, ...]:
    """Rows no wider than so many millimetres, in order; a page wider than that has a row of its own."""
    rows: list[range] = []
    start, used = 0, 0.0
    for i, (w, _) in enumerate(pages):
        if i > start and used + gap + w > across:
            rows.append(range(start, i))
            start, used = i, 0.0
        used += w + (gap if i > start else 0.0)
    return (*rows, range(start, len(pages)))


def _fitting(
    pages: tuple[tuple[float, float], ...], rows: tuple[range, ...], width: float, height: float
) -> float:
    """The largest scale at which the rows are in a room; gaps do not grow with the scale."""
    high = sum(max(pages[i][1] for i in row) for row in rows)
    by_height = (height - _extent(pages, rows, 0.0)[1]) / high
    by_width = (
        (width - 2 * EDGE - GAP * (len(row) - 1)) / _row_width([pages[i] for i in row]) for row in rows
    )
    return max(0.0, min(by_height, *by_width))


def _extent(
    pages: tuple[tuple[float, float], ...], rows: tuple[range, ...], scale: float
) -> tuple[float, float]:
    if not rows:
        return 2 * EDGE, 2 * EDGE
    label = LABEL if len(pages) > 1 else 0.0
    wide = max(_row_width([pages[i] for i in row]) * scale + GAP * (len(row) - 1) for row in rows)
    high = sum(max(pages[i][1] for i in row) * scale + label for row in rows) + GAP * (len(rows) - 1)
    return wide + 2 * EDGE, high + 2 * EDGE
