"""What laid-out lanes consist of: cards where they stand, and the lane round them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jmapdesk.layout import curve
from jmapdesk.layout.card_plan import CardPlan, PlanCache
from jmapdesk.layout.columns import Columns
from jmapdesk.layout.context import Context
from jmapdesk.layout.parts import Part
from jmapdesk.layout.summary import SummaryBox
from jmapdesk.layout.visibility import EVERYTHING, Visibility
from jmapdesk.model.records import Card, Lane, Persona, Source
from jmapdesk.util.geometry import Rect


@dataclass(frozen=True, slots=True, eq=False)
class CardBox:
    """A card where it stands: x of the map, y of the lane. ``ink`` holds badges and labels too."""

    card: Card
    plan: CardPlan
    x: float
    y: float
    w: float
    h: float

    @property
    def rect(self) -> Rect:
        """The card's own rectangle (for a feeling its marker)."""
        return Rect(self.x, self.y, self.w, self.h)


@dataclass(frozen=True, slots=True, eq=False)
class LaneBox:
    """A lane laid out. Tuples by place hold one entry for each column of the map."""

    lane: Lane
    height: float
    members: tuple[tuple[Card, ...], ...]
    cells: tuple[tuple[CardBox, ...], ...]
    bottoms: tuple[float, ...]
    label: tuple[Part, ...]
    label_height: float
    has_spans: bool = False
    series: tuple[curve.Series, ...] = ()
    counts: tuple[int, ...] = ()
    folded: bool = False
    """Whether the lane is collapsed: one low row of summaries."""
    summaries: tuple[SummaryBox | None, ...] = ()
    """What stands in place of cards, one entry for each stage; empty where nothing is collapsed."""

    @property
    def is_curve(self) -> bool:
        """Whether the lane shows curves of feelings."""
        return self.lane.kind == "feelings" and not self.folded

    @property
    def is_divider(self) -> bool:
        """Whether the lane is a line between layers."""
        return self.lane.kind == "divider"


@dataclass(frozen=True, slots=True, eq=False)
class LaneTools:
    """What laying out lanes needs besides the cards."""

    context: Context
    columns: Columns
    plans: PlanCache
    people: Mapping[str, Persona]
    sources: Mapping[str, Source]
    shown: Visibility = EVERYTHING
