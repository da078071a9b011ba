"""What shows of a map: stages and lanes that are left out, and how much of the cards. It never changes the map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from jmapdesk.model.delta import Change
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.queries import is_key_card
from jmapdesk.model.records import Card, Lane, View

DETAILS = ("titles", "key", "all")
"""Levels of detail: what each lane holds in short, the cards that matter most, every card."""


@dataclass(frozen=True, slots=True)
class Visibility:
    """What is left out, besides the lanes that the map itself hides."""

    stages: frozenset[str] = frozenset()
    """The hidden stages, by id."""
    lanes: frozenset[str] = frozenset()
    """The hidden lanes, by id."""
    detail: str = "all"
    also: frozenset[str] = frozenset()
    """Cards that show although the detail leaves such cards out: they were made or changed under somebody's hand."""
    legend: bool = True
    footer: bool = True
    """Whether the line of owner, review and sources shows."""
    head: bool = True
    """Whether title and personas stand over the table."""

    def shows_lane(self, lane: Lane) -> bool:
        """Whether a lane is on the sheet."""
        return not lane.hidden and lane.id not in self.lanes

    def shows_card(self, card: Card) -> bool:
        """Whether the detail lets a card show in its cell."""
        return self.detail != "key" or is_key_card(card) or card.id in self.also

    def hidden_ids(self, journey: JourneyMap) -> set[str]:
        """The lanes and steps that are not on the sheet."""
        hidden = {lane.id for lane in journey.lanes.values() if not self.shows_lane(lane)}
        for key in self.stages:
            stage = journey.stages.get(key)
            hidden |= {step.id for step in stage.steps} if stage is not None else set()
        return hidden

    def after(self, changes: Iterable[Change]) -> Visibility:
        """After an edit: new cards show, and a card that showed goes on showing, whatever the edit made of it."""
        if self.detail != "key":
            return self
        kept = {
            change.id
            for change in changes
            if change.after is not None and (change.before is None or self.shows_card(change.before))
        }
        return self if kept <= self.also else replace(self, also=self.also | kept)


EVERYTHING = Visibility()
"""All that the map itself does not hide."""


def visibility_of(view: View) -> Visibility:
    """What a saved view shows; a detail this version does not know shows all."""
    detail = view.detail if view.detail in DETAILS else "all"
    return Visibility(frozenset(view.hidden_stages), frozenset(view.hidden_lanes), detail)
