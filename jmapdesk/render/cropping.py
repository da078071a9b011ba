"""A part of a drawing as a drawing of its own."""

from __future__ import annotations

from dataclasses import replace

from jmapdesk.render.drawing import Group, Picture
from jmapdesk.render.story import cut_out
from jmapdesk.util.geometry import Rect


def cropped(picture: Picture, rect: Rect) -> Picture:
    """The part of a picture inside a rectangle; groups that lie wholly outside are left out.

    What reaches over the edge is still there: whoever paints the picture cuts it at its size.
    """
    left, top = max(rect.x, 0.0), max(rect.y, 0.0)
    right, bottom = min(rect.right, picture.width), min(rect.bottom, picture.height)
    area = Rect(left, top, max(right - left, 1.0), max(bottom - top, 1.0))
    inside = _inside(picture.root, area, 0.0, 0.0)
    root = Group(
        inside.element, inside.role, inside.children, area, inside.dx - left, inside.dy - top, inside.title,
        inside.flat, inside.link,
    )  # fmt: skip
    tell = picture.story
    story = None if tell is None else lambda: cut_out(tell(), area)
    return replace(picture, width=area.w, height=area.h, root=root, story=story)


def _inside(group: Group, area: Rect, dx: float, dy: float) -> Group:
    """The group without those in it that lie outside."""
    dx, dy = dx + group.dx, dy + group.dy
    children = tuple(
        _inside(child, area, dx, dy) if isinstance(child, Group) else child
        for child in group.children
        if not isinstance(child, Group) or child.bounds.moved(dx + child.dx, dy + child.dy).overlaps(area)
    )
    return Group(
        group.element, group.role, children, group.bounds, group.dx, group.dy, group.title, group.flat, group.link
    )
