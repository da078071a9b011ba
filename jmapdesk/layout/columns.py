"""The columns of the table: stages and steps with their places, in map units, mirrored for right to left."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from jmapdesk.layout.context import Context
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Stage, Step
from jmapdesk.util.geometry import Rect


@dataclass(frozen=True, slots=True, eq=False)
class ColumnBox:
    """One step's column: its place in reading order and where it stands."""

    place: int
    stage: Stage
    step: Step
    x: float
    w: float

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
    """The place of each step by id."""
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

    def span(self, first: int, last: int) -> tuple[float, float]:
        """Left edge and width of the columns from one place to another."""
        a, b = self.boxes[first], self.boxes[last]
        left = min(a.x, b.x)
        return left, max(a.right, b.right) - left


def lay_columns(journey: JourneyMap, context: Context, left: float) -> Columns:
    """Place the label column and all steps, the table's left edge at ``left``."""
    measures = context.measures
    columns = queries.columns(journey)
    widths = [measures.step_column * column.step.width for column in columns]
    total = measures.label_column + sum(widths)
    if context.rtl:
        label = Rect(left + total - measures.label_column, 0, measures.label_column, 0)
        body = Rect(left, 0, total - measures.label_column, 0)
    else:
        label = Rect(left, 0, measures.label_column, 0)
        body = Rect(label.right, 0, total - measures.label_column, 0)
    boxes: list[ColumnBox] = []
    x = body.right if context.rtl else body.x
    for column, width in zip(columns, widths, strict=True):
        if context.rtl:
            x -= width
            boxes.append(ColumnBox(column.place, column.stage, column.step, x, width))
        else:
            boxes.append(ColumnBox(column.place, column.stage, column.step, x, width))
            x += width
    stages: list[StageBox] = []
    for place, stage in enumerate(queries.stages(journey)):
        first = stages[-1].last + 1 if stages else 0
        own = boxes[first : first + len(stage.steps)]
        x = min(own[0].x, own[-1].x)
        w = max(own[0].right, own[-1].right) - x
        colour = context.theme.stage_colour(stage.colour, place)
        stages.append(StageBox(stage, place, own[0].place, own[-1].place, x, w, colour))
    edges = sorted([box.x for box in boxes])
    return Columns(
        tuple(boxes),
        tuple(stages),
        {box.step.id: box.place for box in boxes},
        label,
        body,
        tuple(edges),
        context.rtl,
    )
