"""A part of a drawing as a drawing of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from jmapdesk.render.drawing import Group, Picture, elements
from jmapdesk.render.story import cut_out
from jmapdesk.util.geometry import Rect

_HAIR: Final = 1.0
"""Map units by which the ink of a line may seem to be over."""


def cropped(picture: Picture, rect: Rect, around: float = 0.0) -> Picture:
    """The part of a picture inside a rectangle; groups that lie wholly outside are left out.

    What reaches over the edge is still there: whoever paints the picture cuts it at its size. With ``around``, units at
    the edge that are left free round something, its neighbours are left out: what lies in those units alone, stages
    that reach in by their tips, connections that lead away.
    """
    left, top = max(rect.x, 0.0), max(rect.y, 0.0)
    right, bottom = min(rect.right, picture.width), min(rect.bottom, picture.height)
    area = Rect(left, top, max(right - left, 1.0), max(bottom - top, 1.0))
    cut = _Cut(area, rect.grown(-around), _leading_away(picture.root, area)) if around else _Cut(area, area)
    inside = _inside(picture.root, cut, 0.0, 0.0)
    root = Group(
        inside.element, inside.role, inside.children, area, inside.dx - left, inside.dy - top, inside.title,
        inside.flat, inside.link,
    )  # fmt: skip
    tell = picture.story
    story = None if tell is None else lambda: cut_out(tell(), area)
    left_in = elements(root) if picture.short else frozenset()
    short = tuple(one for one in picture.short if one.element in left_in)
    return replace(picture, width=area.w, height=area.h, root=root, story=story, short=short)


class _Cut(NamedTuple):
    """What is cut out, what must be met to be in it, and the connections that are left out."""

    area: Rect
    inner: Rect
    without: frozenset[str] = frozenset()

    def shows(self, group: Group, bounds: Rect) -> bool:
        if group.role == _CONNECTION and group.element in self.without:
            return False
        if group.role == "stage" and self.inner is not self.area:
            shared = min(bounds.right, self.inner.right) - max(bounds.x, self.inner.x)
            return bounds.overlaps(self.inner) and shared >= min(bounds.w, self.inner.w) / 2
        return bounds.overlaps(self.inner)


_CONNECTION: Final = "connection"


def _leading_away(group: Group, area: Rect, dx: float = 0.0, dy: float = 0.0) -> frozenset[str]:
    """The connections that lead out of a rectangle: a line without its other end says nothing."""
    dx, dy = dx + group.dx, dy + group.dy
    found: set[str] = set()
    for child in group.children:
        if isinstance(child, Group):
            if child.role == _CONNECTION:
                box = child.bounds.moved(dx + child.dx, dy + child.dy)
                held = area.grown(_HAIR)
                if box.x < held.x or box.y < held.y or box.right > held.right or box.bottom > held.bottom:
                    found.add(child.element)
            else:
                found |= _leading_away(child, area, dx, dy)
    return frozenset(found)


def _inside(group: Group, cut: _Cut, dx: float, dy: float) -> Group:
    """The group without those in it that lie outside."""
    dx, dy = dx + group.dx, dy + group.dy
    children = tuple(
        _inside(child, cut, dx, dy) if isinstance(child, Group) else child
        for child in group.children
        if not isinstance(child, Group) or cut.shows(child, child.bounds.moved(dx + child.dx, dy + child.dy))
    )
    return Group(
        group.element, group.role, children, group.bounds, group.dx, group.dy, group.title, group.flat, group.link
    )
