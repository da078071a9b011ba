"""Golden drawings: what a drawing consists of, as lines that can be read, kept and compared with a tolerance.

``python -m tests.render.golden`` writes them anew after a change that was looked at and is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jmapdesk.edit.folding import fold
from jmapdesk.layout.map_layout import lay_out
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.record import replace
from jmapdesk.render.drawing import GlyphsOp, ImageOp, PathOp, walk
from jmapdesk.render.icons import Icons
from jmapdesk.render.map_drawing import picture
from jmapdesk.storage.document import load_bytes
from jmapdesk.util.resources import resource
from tests.fakes import FakeShaper

FOLDER = Path(__file__).parent.parent / "golden"
TOLERANCE = 0.06
"""Map units two numbers may differ by: rounding in the kept file."""


def sample(name: str) -> JourneyMap:
    """One of the program's samples."""
    path = resource("samples", f"{name}.jmap")
    return load_bytes(path.read_bytes(), path.name).journey


def maps() -> dict[str, JourneyMap]:
    """The maps whose drawings are kept."""
    value = sample("from-evaluation-to-first-value")
    stages, kinds = queries.stages(value), ("actions", "pain_points")
    lanes = [lane for lane in queries.lanes(value) if lane.kind in kinds]
    return {
        "first-value": value,
        "first-value-rtl": with_parts(value, about=replace(value.about, direction="rtl")),
        "first-value-collapsed": fold(
            value, True, stages=[stages[1].id, stages[-1].id], lanes=[lane.id for lane in lanes]
        ),
        "library-book": sample("borrowing-a-library-book"),
    }


def described(journey: JourneyMap) -> Iterator[str]:
    """One line an operation: role, element, kind, colours, then numbers."""
    drawn = picture(lay_out(journey, FakeShaper()), Icons())
    yield f"sheet {drawn.width:.1f} {drawn.height:.1f}"
    for op, dx, dy, group in walk(drawn.root):
        head = f"{group.role} {group.element}"
        match op:
            case PathOp():
                colours = f"{op.fill or '-'} {op.stroke.colour if op.stroke else '-'}"
                numbers = [n + (dy if i % 2 else dx) for _, *ns in op.path for i, n in enumerate(ns)]
                shape = "".join(name for name, *_ in op.path)
                yield f"{head} path {colours} {shape} " + " ".join(f"{n:.1f}" for n in numbers)
            case GlyphsOp():
                words = op.run.text.replace(" ", "_")
                yield f"{head} text {op.colour} {op.run.size:g} {words} {op.x + dx:.1f} {op.y + dy:.1f}"
            case ImageOp():
                rect = op.rect.moved(dx, dy)
                yield f"{head} image {op.asset} " + " ".join(f"{n:.1f}" for n in rect)


def is_number(word: str) -> bool:
    """Whether a word of a line is one of its measured numbers."""
    return word.replace("-", "", 1).replace(".", "", 1).isdigit() and "." in word


def differences(kept: list[str], drawn: list[str]) -> list[str]:
    """What differs, a line each: a different operation, or a number off by more than the tolerance."""
    found = [] if len(kept) == len(drawn) else [f"{len(kept)} operations were kept, {len(drawn)} are drawn"]
    for old, new in zip(kept, drawn, strict=False):
        a, b = old.split(" "), new.split(" ")
        same = len(a) == len(b) and all(
            abs(float(x) - float(y)) <= TOLERANCE if is_number(x) and is_number(y) else x == y
            for x, y in zip(a, b, strict=True)
        )
        if not same:
            found.append(f"kept:  {old}\ndrawn: {new}")
    return found


if __name__ == "__main__":
    for name, journey in maps().items():
        (FOLDER / f"{name}.txt").write_text("\n".join(described(journey)) + "\n", "utf-8")
