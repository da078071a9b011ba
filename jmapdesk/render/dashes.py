"""Dashes in the one form that every program draws alike."""

from __future__ import annotations

from typing import Final

from jmapdesk.render.drawing import Stroke

_DOT: Final = 0.1


def even_dashes(stroke: Stroke) -> tuple[float, ...]:
    """The stroke's dashes and gaps in turn, an even number of them; empty for a whole line.

    A dash of no length, which shows as a dot where caps are round, becomes a very short one at the cost of the gap
    after it: some programs leave such dashes out, others stretch them and so move all that follow.
    """
    dash = stroke.dash if len(stroke.dash) % 2 == 0 else stroke.dash * 2
    if not any(dash):
        return ()
    result: list[float] = []
    for length, gap in zip(dash[::2], dash[1::2], strict=True):
        longer = max(0.0, _DOT - length) if gap > _DOT else 0.0
        result += (length + longer, gap - longer)
    return tuple(result)
