"""From the map as it is to the map as it shall be: a copy of the whole map, or a copy of its curve."""

from __future__ import annotations

from dataclasses import replace as with_parts

from jmapdesk.model.journey import JourneyMap, with_records
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Base, Card, Origin
from jmapdesk.util.ids import NewId


def to_be_map(journey: JourneyMap, new_id: NewId, title: str, content_hash: str = "") -> JourneyMap:
    """A map of the future made from this one, which it names as its base with the hash of its content.

    Stages, steps, lanes, personas and sources keep their ids, so that both maps can be laid side by side. Each card is
    a new one that names the card it came from. The curve as it is stays for comparison, the one to be begins as its
    copy. What was said, voted and reviewed about the old map stays there.
    """
    ids = {key: new_id() for key in journey.cards}
    cards = {ids[key]: _copied(card, ids) for key, card in journey.cards.items()}
    connections = [
        replace(one, id=new_id(), start=ids[one.start], end=ids[one.end]) for one in journey.connections.values()
    ]
    about = replace(
        journey.about, title=title, kind="future_state", status="draft", version_label="", reviewed_on=""
    )
    copied = with_parts(
        journey, id=new_id(), base=Base(id=journey.id, hash=content_hash), about=about, cards=cards,
        connections={one.id: one for one in connections}, vote_rounds={}, reviews={}, comments={}, conflicts={},
    )  # fmt: skip
    return to_be_curve(copied, new_id)


def _copied(card: Card, ids: dict[str, str]) -> Card:
    """The card under its new id, naming the one it came from."""
    return replace(
        card, id=ids[card.id], origin=replace(card.origin or Origin(), card=card.id),
        pains=tuple(ids[key] for key in card.pains if key in ids),
    )  # fmt: skip


def to_be_curve(journey: JourneyMap, new_id: NewId) -> JourneyMap:
    """Each scored emotion as it is, once more as it shall be, with the same score, to be dragged from there.

    Only where the curve to be has no point yet; the same map where it has all. A wish rests on no evidence: sources,
    ranges and doubts stay with the emotion as it is.
    """
    there = {
        (card.lane, card.step, card.persona)
        for card in journey.cards.values()
        if card.kind == "feeling" and card.series == "to_be"
    }
    made: dict[str, Record | None] = {}
    for card in journey.cards.values():
        point = (card.lane, card.step, card.persona)
        if card.kind != "feeling" or card.series != "as_is" or card.score is None or card.lane is None:
            continue
        if point not in there:
            key = new_id()
            made[key] = Card(
                id=key, lane=card.lane, step=card.step, order=card.order, kind="feeling", score=card.score,
                persona=card.persona, series="to_be", origin=Origin(card=card.id),
            )  # fmt: skip
    return with_records(journey, "cards", made) if made else journey
