"""Icons as paths on a grid of 24 units, meant to be stroked, not filled.

The paths are made from the SVG files in ``icons/`` ahead of time (``packaging/make_icons.py``): reading SVG when the
window opens would cost more than everything else the first frame needs of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path as FilePath

from jmapdesk.util.geometry import Path, circle_path
from jmapdesk.util.resources import resource

GRID = 24.0
"""The side of the square that every icon's paths are drawn in."""

STROKE = 2.0
"""The stroke width the icons were drawn for, on the same grid; caps and joins are round."""

FALLBACK: tuple[Path, ...] = (circle_path(12, 12, 8),)
"""What an unknown icon shows: a circle."""


def icons_file() -> FilePath:
    """The file of all paths. Raises JmapError where it is missing."""
    return resource("icons.json")


class Icons:
    """The icons by their names; the file is read when the first one is asked for."""

    def __init__(self, find: Callable[[], FilePath] = icons_file) -> None:
        self._find = find
        self._raw: dict[str, list[list[list[str | float]]]] | None = None
        self._paths: dict[str, tuple[Path, ...]] = {}

    def paths(self, name: str) -> tuple[Path, ...]:
        """The icon's strokes on the grid of 24, in drawing order; the fallback where the name is unknown."""
        known = self._paths.get(name)
        if known is None:
            known = self._paths[name] = self._read(name)
        return known

    def names(self) -> frozenset[str]:
        """Every name there is an icon for."""
        return frozenset(self._all())

    def _all(self) -> dict[str, list[list[list[str | float]]]]:
        if self._raw is None:
            self._raw = json.loads(self._find().read_text("utf-8"))
        return self._raw

    def _read(self, name: str) -> tuple[Path, ...]:
        raw = self._all().get(name)
        if raw is None:
            return FALLBACK
        return tuple(tuple((str(command), *(float(n) for n in numbers)) for command, *numbers in path) for path in raw)
