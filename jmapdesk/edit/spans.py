"""Cards that stretch over several steps, and what becomes of them when the steps change.

A span is kept by the ids of its first and last step, so a step inserted inside it makes it longer by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from jmapdesk.edit.base import need, need_column
from jmapdesk.edit.cells import feelings_fit
from jmapdesk.edit.parking import parked
from jmapdesk.edit.references import changed_cards
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card


def span_to(journey: JourneyMap, card_id: str, to_step: str) -> JourneyMap:
    """Stretch or shrink a card so that it ends in ``to_step``; a step before its first one leaves just the first.

    The same map for parked cards and feelings, which keep to one step. Raises JmapError for unknown ids.
    """
    card = need(journey.cards, card_id, "card")
    last = need_column(journey, to_step).place
    if card.step is None:
        return journey
    first = need_column(journey, card.step).place
    return set_span(journey, card_id, card.step, card.step if last < first else to_step)


def span_from(journey: JourneyMap, card_id: str, step: str) -> JourneyMap:
    """Stretch or shrink a card so that it begins in ``step``; a step after its last one leaves just the last."""
    card = need(journey.cards, card_id, "card")
    first = need_column(journey, step).place
    if card.step is None:
        return journey
    end = card.to_step or card.step
    last = need_column(journey, end).place
    return set_span(journey, card_id, end if first > last else step, end)


def set_span(journey: JourneyMap, card_id: str, step: str, to_step: str) -> JourneyMap:
    """Have a card reach from one step to another, given in either order. Raises JmapError for unknown ids."""
    card = need(journey.cards, card_id, "card")
    first, last = sorted((need_column(journey, step), need_column(journey, to_step)))
    if card.kind == "feeling" or card.lane is None or card.step is None:
        return journey
    end = last.step.id if last.place > first.place else None
    return with_record(journey, "cards", replace(card, step=first.step.id, to_step=end))


def shifted_end(journey: JourneyMap, card: Card, step: str) -> str | None:
    """The last step of the card if it began in ``step`` and kept its length, cut at the map's edge; None for one."""
    if card.step is None or card.to_step is None:
        return None
    columns = queries.columns(journey)
    places = {column.step.id: column.place for column in columns}
    length = places.get(card.to_step, 0) - places.get(card.step, 0)
    if length <= 0:
        return None
    last = min(places[step] + length, len(columns) - 1)
    return columns[last].step.id if last > places[step] else None


def straightened(journey: JourneyMap) -> JourneyMap:
    """After steps changed places: spans that now end before they begin are turned round. Walks all cards."""
    places = queries.step_indexes(journey)

    def turned(card: Card) -> Card:
        if card.to_step is None or card.step is None or places[card.to_step] > places[card.step]:
            return card
        if card.kind == "feeling" or card.to_step == card.step:
            return replace(card, to_step=None)
        return replace(card, step=card.to_step, to_step=card.step)

    return changed_cards(journey, turned)


def cards_without_steps(journey: JourneyMap, before: Sequence[str], gone: Collection[str]) -> JourneyMap:
    """Cards after steps were taken out; ``before`` are all steps in the order before, ``gone`` those taken.

    A card in these steps only is deleted, a span that began in one begins in the next that is left, a span that
    ended in one ends in the last that is left. A feeling that finds its new step taken is parked. Walks all cards.
    """
    places = {step: place for place, step in enumerate(before)}

    def shortened(card: Card) -> Card | None:
        if card.from_step in gone:
            card = replace(card, from_step=None)
        if card.step not in gone and card.to_step not in gone:
            return card
        first = places[card.step] if card.step is not None else 0
        last = places[card.to_step] if card.to_step is not None else first
        left = [step for step in before[first : last + 1] if step not in gone]
        if not left or card.step is None:
            return None
        return replace(card, step=left[0], to_step=left[-1] if len(left) > 1 else None)

    result = changed_cards(journey, shortened)
    homeless = [
        card
        for key, card in result.cards.items()
        if card.kind == "feeling" and card.step != journey.cards[key].step and not feelings_fit(result, (card,))
    ]
    return parked(result, homeless)
