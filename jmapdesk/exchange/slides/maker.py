"""What slides are made with: the map as it shows, its theme and words, how much room words take, and what to remark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jmapdesk.exchange.slides.fitting import Fitter
from jmapdesk.exchange.slides.scene import Drawn, Edge, Shape, Slide, mirrored
from jmapdesk.insight.filters import Filter
from jmapdesk.insight.tally import Tally, tally
from jmapdesk.layout.context import Context
from jmapdesk.layout.visibility import Visibility
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card, Connection, Lane, Stage
from jmapdesk.render.fading import faded_colour
from jmapdesk.render.icons import GRID
from jmapdesk.render.parts import IconPaths
from jmapdesk.util.geometry import Rect


@dataclass(slots=True)
class Remarks:
    """What the slides could not carry, counted while they are made."""

    cut: set[str] = field(default_factory=set)
    """Texts that are cut where they show, each once."""
    pictures: set[str] = field(default_factory=set)
    """Assets that cannot be read."""


class Span(NamedTuple):
    """A card and the places of the first and last step it covers."""

    card: Card
    first: int
    last: int


class Numbered(NamedTuple):
    """A stage with its place among all stages of the map."""

    stage: Stage
    place: int


@dataclass(frozen=True, slots=True, eq=False)
class Maker:
    """Handed down through the making of one deck."""

    journey: JourneyMap
    """The map without hidden stages and lanes."""
    context: Context
    fitter: Fitter
    icons: IconPaths
    shown: Visibility
    wanted: Filter
    cells: Mapping[tuple[str, str], Sequence[Card]]
    """The cards by lane and first step, all of them."""
    places: Mapping[str, int]
    """The place of each step among all that show."""
    spans: Mapping[str, Sequence[Span]]
    """By lane the cards that cover several steps."""
    ways: Mapping[str, Sequence[Connection]]
    """By card the connections that lead from it to another card that shows."""
    stages: Sequence[Numbered]
    lanes: Sequence[Lane]
    """Those that show, top to bottom."""
    remarks: Remarks = field(default_factory=Remarks)

    @property
    def only_titles(self) -> bool:
        """Whether cards are counted and not shown."""
        return self.shown.detail == "titles"

    def slide(self, title: str, shapes: Sequence[Shape], notes: Sequence[str], *, opening: bool = False) -> Slide:
        """A slide, turned round where the map runs right to left."""
        turned = mirrored(shapes) if self.context.rtl else tuple(shapes)
        return Slide(title, turned, tuple(note for note in notes if note.strip()), opening)

    def icon(self, name: str, rect: Rect, colour: str, line: float = 2.0) -> Drawn:
        """An icon by name; ``line`` is its stroke's width on the icon's own grid."""
        return Drawn(rect, self.icons.paths(name), Edge(colour, line * rect.w / GRID))

    def shade(self, card: Card, colour: str) -> str:
        """A colour as it shows on a card: drawn back towards the paper where the filter does not want the card."""
        return colour if self.wanted.passes(card) else faded_colour(colour, self.context.theme.colours.paper)

    def span(self, card: Card) -> Span:
        """A card that stands in a step, with what it covers."""
        return span_of(card, self.places)

    def counted(self) -> Tally:
        """The marks that are used on cards that show."""
        ids = {lane.id for lane in self.lanes}
        return tally(card for card in self.journey.cards.values() if card.lane in ids and self.shown.shows_card(card))

    def placed(self, kind: str = "") -> list[Card]:
        """The cards that show, of one kind where it is given: step by step, lane by lane."""
        rank = {lane.id: i for i, lane in enumerate(self.lanes)}
        found = [
            card
            for card in self.journey.cards.values()
            if card.lane in rank and card.step in self.places and self.shown.shows_card(card)
            and (not kind or card.kind == kind)
        ]  # fmt: skip
        return sorted(found, key=lambda one: (self.places[one.step or ""], rank[one.lane or ""], one.order, one.id))

    def step_name(self, step_id: str) -> str:
        """What a step is called: its name, else its time, else its number."""
        for stage in self.journey.stages.values():
            for step in stage.steps:
                if step.id == step_id:
                    return step.name or step.time or self.context.words.number(self.places.get(step_id, 0) + 1)
        return ""


def span_of(card: Card, places: Mapping[str, int]) -> Span:
    """A card with the places it covers."""
    first = places[card.step or ""]
    return Span(card, first, max(first, places.get(card.to_step or "", first)))


def make_maker(
    journey: JourneyMap, context: Context, icons: IconPaths, shown: Visibility, wanted: Filter
) -> Maker:
    """A maker for a map whose hidden stages and lanes are gone already."""
    stages = [Numbered(stage, place) for place, stage in enumerate(queries.stages(journey))]
    lanes = [lane for lane in queries.lanes(journey) if shown.shows_lane(lane)]
    places, spans = queries.step_indexes(journey), dict[str, list[Span]]()
    for card in journey.cards.values():
        if card.lane and card.to_step and card.step in places:
            spans.setdefault(card.lane, []).append(span_of(card, places))
    ids, ways = {lane.id for lane in lanes}, dict[str, list[Connection]]()
    seen = {c.id for c in journey.cards.values() if c.lane in ids and c.step in places and shown.shows_card(c)}
    for connection in sorted(journey.connections.values(), key=lambda one: one.id):
        if connection.start in seen and connection.end in seen:
            ways.setdefault(connection.start, []).append(connection)
    return Maker(
        journey, context, Fitter(context.shaper), icons, shown, wanted, queries.cards_by_cell(journey), places, spans,
        ways, stages, lanes,
    )  # fmt: skip
