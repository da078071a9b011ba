"""Copy the icons the program uses out of Lucide (npm ``lucide-static``), unchanged but for white space.

Run it from the top of the project, with npm and the network at hand, or with ``--paths`` to make only
``resources/icons.json`` anew from the SVG files that are there:

    python packaging/make_icons.py [--paths]
"""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.svgLib.path import SVGPath

OUT = Path(__file__).resolve().parent.parent / "icons"
PATHS = OUT.parent / "resources" / "icons.json"
SVG = "{http://www.w3.org/2000/svg}"
PACKAGE = "lucide-static@1.62.0"

KINDS = """
angry annoyed chart-column chart-line circle circle-dot eye eye-off footprints frown hash image
laugh lightbulb megaphone meh message-circle minus mouse-pointer-click quote radio server smile
target type users wrench zap
"""
CHANNELS = """
bot calendar file-text globe handshake headphones mail map-pin message-square monitor newspaper
phone share-2 smartphone store truck tv
"""
CARDS = """
clipboard-check clock coins diamond flag git-branch heart link lock paperclip pin shield-check split
star stethoscope tag thumbs-up triangle-alert user
"""
WINDOW = """
arrow-down arrow-left arrow-right arrow-up book-open bookmark check chevron-down chevron-left chevron-right
chevron-up chevrons-right circle-alert circle-check circle-help circle-x clipboard columns-3 copy download ellipsis
ellipsis-vertical external-link file-code file-plus folder-open funnel grid-3x3 grip-vertical hand history image-plus
info keyboard layers layout-template list maximize menu mic mouse-pointer-2 move palette panel-right
pencil plus presentation printer redo-2 refresh-cw rows-3 ruler save scissors search settings share spline
square square-parking sticky-note table trash-2 undo-2 upload x zoom-in zoom-out
"""


def tidy(svg: str) -> str:
    """The same SVG with its tags on one line each and the element attributes kept as they were."""
    joined = re.sub(r"\s+", " ", svg.strip()).replace("> <", ">\n<").replace(" />", "/>").replace(' ">', '">')
    return joined + "\n"


def fetch() -> None:
    """Fetch the package and write the icons and their licence."""
    OUT.mkdir(exist_ok=True)
    names = sorted({*KINDS.split(), *CHANNELS.split(), *CARDS.split(), *WINDOW.split()})
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            archive.extractall(folder, filter="data")
        package = Path(folder) / "package"
        for name in names:
            svg = (package / "icons" / f"{name}.svg").read_text("utf-8")
            (OUT / f"{name}.svg").write_text(tidy(svg), "utf-8")
        licence = (package / "LICENSE").read_text("utf-8")
        (OUT / "LUCIDE-LICENSE.txt").write_text(licence, "utf-8")
    print(len(names), "icons")


Paths = list[list[list[str | float]]]


def parse_svg(svg: str) -> Paths:
    """The paths of an SVG's shapes in file order, one a subpath, all curves cubic. Raises ValueError or
    ParseError where it is no SVG."""
    root = ElementTree.fromstring(svg)
    paths: Paths = []
    for element in root.iter():
        # fontTools reads the shapes of a whole document at once; one at a time keeps their order and ends.
        if element.tag == root.tag or not isinstance(element.tag, str):
            continue
        alone = ElementTree.Element(f"{SVG}svg")
        alone.append(element)
        pen = DecomposingRecordingPen({})
        SVGPath.fromstring(ElementTree.tostring(alone)).draw(pen)
        paths.extend(_subpaths(pen.value))
    return paths


def _subpaths(recorded: list[tuple[str, tuple[tuple[float, float], ...]]]) -> Paths:
    paths: Paths = []
    now: list[list[str | float]] = []
    at = (0.0, 0.0)
    for name, points in recorded:
        if name == "moveTo":
            now = [["M", *_clean(points[0])]]
        elif name == "lineTo":
            now.append(["L", *_clean(points[0])])
        elif name == "curveTo":
            now.append(["C", *(n for point in points for n in _clean(point))])
        elif name == "qCurveTo":
            control, end = points[0], points[-1]
            first = tuple(a + (c - a) * 2 / 3 for a, c in zip(at, control, strict=True))
            second = tuple(e + (c - e) * 2 / 3 for e, c in zip(end, control, strict=True))
            now.append(["C", *(n for point in (first, second, end) for n in _clean(point))])
        elif name == "closePath":
            now.append(["Z"])
        if points:
            at = points[-1]
        if name in ("endPath", "closePath") and len(now) > 1:
            paths.append(now)
            now = [["M", *_clean(at)]]
    return paths


def _clean(point: tuple[float, ...]) -> tuple[float, ...]:
    """Rounded far below anything visible, so that the same icon gives the same numbers everywhere."""
    if not all(math.isfinite(n) for n in point):
        raise ValueError("a coordinate is no number")
    return tuple(round(float(n), 4) + 0.0 for n in point)


def write_paths() -> None:
    """Write the paths of every icon in the folder, one icon a line."""
    lines = [
        f'"{file.stem}":' + json.dumps(parse_svg(file.read_text("utf-8")), separators=(",", ":"))
        for file in sorted(OUT.glob("*.svg"))
        if file.stem != "jmapdesk"
    ]
    PATHS.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def main() -> None:
    """Fetch (unless told not to) and write the paths."""
    if "--paths" not in sys.argv[1:]:
        fetch()
    write_paths()


if __name__ == "__main__":
    main()
