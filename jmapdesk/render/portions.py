"""A drawing in portions, for painters that must be able to stop on the way."""

from __future__ import annotations

from collections.abc import Iterator

from jmapdesk.render.drawing import Group, Op
from jmapdesk.util.geometry import Rect


def portions(
    group: Group, exposed: Rect | None = None, dx: float = 0.0, dy: float = 0.0
) -> Iterator[tuple[Group, float, float]]:
    """Groups to be painted one after the other, each moved by an offset: together they give the ink of the whole.

    Groups that hold no other groups are not divided. What lies outside ``exposed`` is left out.
    """
    dx, dy = dx + group.dx, dy + group.dy
    if exposed is not None and not group.bounds.moved(dx, dy).grown(1.0).overlaps(exposed):
        return
    loose: list[Op] = []
    for child in group.children:
        if not isinstance(child, Group):
            loose.append(child)
            continue
        if loose:
            yield _together(group, loose), dx, dy
            loose = []
        if any(isinstance(one, Group) for one in child.children):
            yield from portions(child, exposed, dx, dy)
        else:
            yield child, dx, dy
    if loose:
        yield _together(group, loose), dx, dy


def _together(group: Group, ops: list[Op]) -> Group:
    return Group(group.element, group.role, tuple(ops), group.bounds)
