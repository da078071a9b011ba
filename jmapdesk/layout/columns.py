"""The columns of the table: stages and steps with their places, in map units, mirrored for right to left."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from jmapdesk.layout.context import Context
from jmapdesk.layout.visibility import EVERYTHING, Visibility
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card, Stage, Step
from jmapdesk.util.geometry import Rect


@dataclass(frozen=True, slots=True, eq=False)
class ColumnBox:
    """One step's column, or that of a whole collapsed stage: its place in reading order and where it stands."""

    place: int
    stage: Stage
    step: Step
    """The step; the first one of a collapsed stage."""
    x: float
    w: float
    folded: bool = False
    """Whether a collapsed stage stands here with all its steps."""

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.w

    @property
    def cx(self) -> float:
        """The x of the middle."""
        return self.x + self.w / 2


@dataclass(frozen=True, slots=True, eq=False)
class StageBox:
    """One stage's columns: first and last place, where they stand, the ground of its arrow."""

    stage: Stage
    place: int
    first: int
    last: int
    x: float
    w: float
    colour: str


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """All columns in reading order, with the label column and the edges for finding one by x."""

    boxes: tuple[ColumnBox, ...]
    stages: tuple[StageBox, ...]
    place_of: dict[str, int]
    """The place of each step by id; hidden steps have none, those of a collapsed stage share one."""
    gaps: dict[str, int]
    """For each hidden step the place of the next column that shows, which may be one past the last."""
    label: Rect
    """The column of lane labels; y and height are zero."""
    body: Rect
    """All step columns together; y and height are zero."""
    edges: tuple[float, ...]
    rtl: bool

    def at(self, x: float) -> ColumnBox | None:
        """The column at x, None outside the body."""
        if not self.boxes or not self.body.x <= x < self.body.right:
            return None
        i = bisect_right(self.edges, x) - 1
        i = max(0, min(i, len(self.boxes) - 1))
        return self.boxes[len(self.boxes) - 1 - i] if self.rtl else self.boxes[i]

    def between(self, left: float, right: float) -> range:
        """The places of all columns that touch the stretch from left to right."""
        n = len(self.boxes)
        if not n or right <= self.body.x or left >= self.body.right:
            return range(0)
        first = max(0, bisect_right(self.edges, left) - 1)
        last = min(n - 1, bisect_right(self.edges, right) - 1)
        return range(n - 1 - last, n - first) if self.rtl else range(first, last + 1)

    def reach(self, card: Card) -> tuple[int, int] | None:
        """The places of the first and the last column that a card covers; None where none of them shows."""
        step = card.step or ""
        first = self.place_of.get(step)
        if first is None and card.to_step:
            first = self.gaps.get(step)
        if first is None:
            return None
        last = first
        if card.to_step:
            last = self.place_of.get(card.to_step, self.gaps.get(card.to_step, first + 1) - 1)
            if step in self.gaps and last < first:
                return None
        return first, max(first, last)

    def place(self, card: Card) -> int | None:
        """The place of the first column that a card covers; None where it does not show."""
        if not card.to_step:
            return self.place_of.get(card.step or "")
        found = self.reach(card)
        return found[0] if found is not None else None

    def last_place(self, card: Card, place: int) -> int:
        """The place of the last column that a card covers which begins at ``place``."""
        found = self.reach(card) if card.to_step else None
        return place if found is None else max(place, found[1])

    def span(self, first: int, last: int) -> tuple[float, float]:
        """Left edge and width of the columns from one place to another."""
        a, b = self.boxes[first], self.boxes[last]
        left = min(a.x, b.x)
        return left, max(a.right, b.right) - left


def lay_columns(journey: JourneyMap, context: Context, left: float, shown: Visibility = EVERYTHING) -> Columns:
    """Place the label column and all steps that show, the table's left edge at ``left``."""
    measures = context.measures
    stages = queries.stages(journey)
    planned: list[tuple[Stage, Step, float]] = []
    place_of: dict[str, int] = {}
    gaps: dict[str, int] = {}
    for stage in stages:
        steps = queries.steps(stage)
        if stage.id in shown.stages:
            gaps |= dict.fromkeys((step.id for step in steps), len(planned))
        elif stage.collapsed:
            place_of |= dict.fromkeys((step.id for step in steps), len(planned))
            planned.append((stage, steps[0], measures.folded_column))
        else:
            for step in steps:
                place_of[step.id] = len(planned)
                # whole units: what stands in the columns after it shall fill whole pixels at full size
                planned.append((stage, step, float(round(measures.step_column * step.width))))
    body_w = sum(width for _, _, width in planned)
    if context.rtl:
        body = Rect(left, 0, body_w, 0)
        label = Rect(body.right, 0, measures.label_column, 0)
    else:
        label = Rect(left, 0, measures.label_column, 0)
        body = Rect(label.right, 0, body_w, 0)
    boxes: list[ColumnBox] = []
    x = body.right if context.rtl else body.x
    for place, (stage, step, width) in enumerate(planned):
        x -= width if context.rtl else 0
        boxes.append(ColumnBox(place, stage, step, x, width, stage.collapsed))
        x += 0 if context.rtl else width
    return Columns(
        tuple(boxes), _stage_boxes(stages, boxes, context), place_of, gaps, label, body,
        tuple(sorted(box.x for box in boxes)), context.rtl,
    )  # fmt: skip


def _stage_boxes(stages: Sequence[Stage], boxes: Sequence[ColumnBox], context: Context) -> tuple[StageBox, ...]:
    """The stages that have columns; a stage keeps its hue when others are hidden."""
    hues = {stage.id: context.theme.stage_colour(stage.colour, place) for place, stage in enumerate(stages)}
    found: list[StageBox] = []
    for key, group in groupby(boxes, lambda box: box.stage.id):
        own = list(group)
        x = min(own[0].x, own[-1].x)
        w = max(own[0].right, own[-1].right) - x
        found.append(StageBox(own[0].stage, len(found), own[0].place, own[-1].place, x, w, hues[key]))
    return tuple(found)
