"""Icons as paths on a grid of 24 units, read from the SVG files in ``icons/``; meant to be stroked, not filled."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path as FilePath

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.svgLib.path import SVGPath

from jmapdesk.util import resources
from jmapdesk.util.errors import JmapError
from jmapdesk.util.geometry import Command, Path, circle_path

GRID = 24.0
"""The side of the square that every icon's paths are drawn in."""

STROKE = 2.0
"""The stroke width the icons were drawn for, on the same grid; caps and joins are round."""

FALLBACK: tuple[Path, ...] = (circle_path(12, 12, 8), circle_path(12, 12, 1))
"""What an unknown icon shows: a circle with a dot."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SVG = "{http://www.w3.org/2000/svg}"


class Icons:
    """Reads each icon once. ``find`` gives the file of a name, raising JmapError where there is none."""

    def __init__(self, find: Callable[[str], FilePath] = resources.icon) -> None:
        self._find = find
        self._paths: dict[str, tuple[Path, ...]] = {}

    def paths(self, name: str) -> tuple[Path, ...]:
        """The icon's strokes on the grid of 24; the fallback where the name is unknown."""
        known = self._paths.get(name)
        if known is None:
            known = self._paths[name] = icon_path(name, self._find)
        return known

    def __contains__(self, name: str) -> bool:
        return self.paths(name) is not FALLBACK


def icon_path(name: str, find: Callable[[str], FilePath] = resources.icon) -> tuple[Path, ...]:
    """Read one icon's strokes; the fallback where the name is unknown or its file cannot be read."""
    if not _NAME.fullmatch(name):
        return FALLBACK
    try:
        return parse_svg(find(name).read_text("utf-8")) or FALLBACK
    except (JmapError, OSError, ValueError, ElementTree.ParseError):
        return FALLBACK


def parse_svg(svg: str) -> tuple[Path, ...]:
    """The paths of an SVG's shapes in file order, one a subpath, all curves cubic. Raises ValueError or
    ParseError where it is no SVG."""
    root = ElementTree.fromstring(svg)
    paths: list[Path] = []
    for element in root.iter():
        # fontTools reads the shapes of a whole document at once; one at a time keeps their order and ends.
        if element.tag == root.tag or not isinstance(element.tag, str):
            continue
        alone = ElementTree.Element(f"{_SVG}svg")
        alone.append(element)
        pen = DecomposingRecordingPen({})
        SVGPath.fromstring(ElementTree.tostring(alone)).draw(pen)
        paths.extend(_subpaths(pen.value))
    return tuple(paths)


def _subpaths(recorded: list[tuple[str, tuple[tuple[float, float], ...]]]) -> list[Path]:
    paths: list[Path] = []
    now: list[Command] = []
    at = (0.0, 0.0)
    for name, points in recorded:
        if name == "moveTo":
            now = [("M", *_clean(points[0]))]
        elif name == "lineTo":
            now.append(("L", *_clean(points[0])))
        elif name == "curveTo":
            now.append(("C", *(n for point in points for n in _clean(point))))
        elif name == "qCurveTo":
            control, end = points[0], points[-1]
            first = tuple(a + (c - a) * 2 / 3 for a, c in zip(at, control, strict=True))
            second = tuple(e + (c - e) * 2 / 3 for e, c in zip(end, control, strict=True))
            now.append(("C", *(n for point in (first, second, end) for n in _clean(point))))
        elif name == "closePath":
            now.append(("Z",))
        if points:
            at = points[-1]
        if name in ("endPath", "closePath") and len(now) > 1:
            paths.append(tuple(now))
            now = [("M", *_clean(at))]
    return paths


def _clean(point: tuple[float, ...]) -> tuple[float, ...]:
    """Rounded far below anything visible, so that the same icon gives the same numbers everywhere."""
    if not all(math.isfinite(n) for n in point):
        raise ValueError("a coordinate is no number")
    return tuple(round(float(n), 4) + 0.0 for n in point)
