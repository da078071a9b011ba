"""Collapsed stages and lanes: which cards stand there themselves, what tells of the others, a lane's short label."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jmapdesk.layout import curve, feelings
from jmapdesk.layout.boxes import LaneBox, LaneTools
from jmapdesk.layout.context import Context
from jmapdesk.layout.parts import IconPart, Part, shifted
from jmapdesk.layout.summary import HEIGHT, SummaryBox, summary_box
from jmapdesk.layout.visibility import Visibility
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.model.records import Card, Lane
from jmapdesk.util.geometry import Rect

__all__ = ["FOLD_SIZE", "HEIGHT", "drawn", "folded_label", "is_folded", "summed"]

FOLD_SIZE = 18.0
"""The square at the end of a label or an arrow that opens and collapses it."""


def is_folded(lane: Lane, shown: Visibility) -> bool:
    """Whether a lane is one low row: it is collapsed, or only titles are wanted. Titles leave a curve its height."""
    if card_kind_of(lane.kind) is None:
        return False
    return lane.collapsed or (shown.detail == "titles" and lane.kind != "feelings")


def drawn(box: LaneBox, first: int, last: int, tools: LaneTools) -> list[tuple[Card, int]]:
    """The cards of a stretch of columns that stand there themselves, each with its place.

    Those in a collapsed stage are counted instead, unless they reach beyond it.
    """
    columns, shown = tools.columns, tools.shown
    return [
        (card, place)
        for place in range(first, last + 1)
        for card in box.members[place]
        if shown.shows_card(card)
        and not (columns.boxes[place].folded and columns.last_place(card, place) == place)
    ]


def summed(box: LaneBox, places: Iterable[int], tools: LaneTools) -> LaneBox:
    """The lane with the summaries of the stages that have some of these places brought up to date."""
    stages = tools.columns.stages
    if not box.folded and not any(stage.stage.collapsed for stage in stages):
        return box
    kept: tuple[SummaryBox | None, ...] = box.summaries or (None,) * len(stages)
    wanted = set(places)
    made = list(kept)
    for i, stage in enumerate(stages):
        if wanted.isdisjoint(range(stage.first, stage.last + 1)):
            continue
        fresh = _summary(box, i, tools)
        made[i] = kept[i] if fresh is not None and fresh.same(kept[i]) else fresh
    return replace(box, summaries=tuple(made))


def _summary(box: LaneBox, index: int, tools: LaneTools) -> SummaryBox | None:
    """What stands in one stage in place of its cards."""
    stage = tools.columns.stages[index]
    room = Rect(stage.x, 0, stage.w, box.height)
    if box.folded:
        cards = [card for place in range(stage.first, stage.last + 1) for card in box.members[place]]
        return summary_box(cards, room, tools.context)
    if not stage.stage.collapsed:
        return None
    if box.is_curve:
        return _mean_faces(box, stage.first, room, tools)
    columns = tools.columns
    cards = [card for card in box.members[stage.first] if columns.last_place(card, stage.first) == stage.first]
    room = room._replace(y=tools.context.measures.cell_padding, h=HEIGHT)
    return summary_box(cards, room, tools.context)


def _mean_faces(box: LaneBox, place: int, room: Rect, tools: LaneTools) -> SummaryBox | None:
    """A face on each curve where its mean lies, and how many feelings there are at the lane's foot."""
    foot = Rect(room.x, room.bottom - HEIGHT - 8, room.w, HEIGHT)
    counted = summary_box(box.members[place], foot, tools.context, face=False)
    if counted is None:
        return None
    parts: list[Part] = list(shifted(counted.parts, counted.rect.x - room.x, counted.rect.y))
    for series in box.series:
        i = curve.point_index(series, place)
        if i < len(series.points) and series.points[i].place == place:
            parts += shifted(feelings.face_parts(series.points[i], series, tools.context), -room.x, 0)
    return SummaryBox(counted.summary, room, tuple(parts), counted.title)


def folded_label(name: str, icon: str, ink: str, context: Context) -> tuple[Part, ...]:
    """The label of a collapsed lane: its icon, its name on one line, the sign that there is more."""
    measures, colours, style = context.measures, context.theme.colours, context.styles.lane
    width, middle = measures.label_column, measures.folded_lane / 2
    text, _, height = context.text(40, 0, width - 44 - FOLD_SIZE, name, style, colours.ink, max_lines=1)
    parts: list[Part] = [
        IconPart(16, middle - 8, 16, icon, ink, 2.0),
        replace(text, y=middle - height / 2),
        IconPart(width - FOLD_SIZE - 2, middle - 7, 14, "chevron-left" if context.rtl else "chevron-right",
                 colours.muted, 2.2),
    ]  # fmt: skip
    return context.turned(parts, width)
