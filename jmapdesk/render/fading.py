"""A drawing drawn back towards the paper: opaque tints, so that every painter and every tile shows it alike."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from jmapdesk.render.drawing import GlyphsOp, Group, ImageOp, Op, PathOp, Stroke
from jmapdesk.util.colour import mix
from jmapdesk.util.geometry import rect_path

FADE: Final = 0.76
"""How much of the paper is in what is faded."""


def faded_colour(colour: str, paper: str) -> str:
    """A colour drawn back towards the paper."""
    return mix(colour, paper, FADE)


def faded(group: Group, paper: str) -> Group:
    """The group drawn back towards the paper; pictures, which have no colours to draw back, become plain tints."""
    children = tuple(faded(one, paper) if isinstance(one, Group) else _op(one, paper) for one in group.children)
    flat = None if group.flat is None else faded_colour(group.flat, paper)
    return group._replace(children=children, flat=flat)


def _op(op: Op, paper: str) -> Op:
    match op:
        case PathOp():
            return _path(op, paper)
        case GlyphsOp():
            return op._replace(colour=faded_colour(op.colour, paper), halo=_stroke(op.halo, paper))
        case ImageOp():
            return PathOp(op.clip if op.clip is not None else rect_path(op.rect), faded_colour("#7A8594", paper))


@lru_cache(maxsize=4096)  # operations are found by themselves, not by what is in them; cards share most of theirs
def _path(op: PathOp, paper: str) -> PathOp:
    fill = None if op.fill is None else faded_colour(op.fill, paper)
    return PathOp(op.path, fill, _stroke(op.stroke, paper))


def _stroke(stroke: Stroke | None, paper: str) -> Stroke | None:
    return None if stroke is None else stroke._replace(colour=faded_colour(stroke.colour, paper))
