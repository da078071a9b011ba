"""The map as a view shows it, for formats that hold records or words and not a drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jmapdesk.edit.cards import delete_cards
from jmapdesk.edit.conflicts import is_open
from jmapdesk.edit.lanes import delete_lanes
from jmapdesk.edit.stages import delete_stages
from jmapdesk.exchange.draft import counted
from jmapdesk.exchange.options import ExportOptions
from jmapdesk.insight.summary import mean
from jmapdesk.insight.tally import Tally, tally
from jmapdesk.layout.folds import is_folded
from jmapdesk.layout.visibility import Visibility
from jmapdesk.model import queries, record
from jmapdesk.model.journey import JourneyMap, with_parts, with_records
from jmapdesk.model.records import Card, Stage


def as_seen(journey: JourneyMap, shown: Visibility) -> JourneyMap:
    """The map without what a view leaves out, not even as a mention: what is handed on holds nothing of it."""
    whole = journey
    if shown.detail != "all":
        left_out = [
            card.id for card in journey.cards.values() if shown.detail == "titles" or not shown.shows_card(card)
        ]
        journey = delete_cards(journey, left_out)
    journey = delete_stages(journey, [key for key in shown.stages if key in journey.stages])
    journey = delete_lanes(journey, [key for key in shown.lanes if key in journey.lanes])
    if journey is whole:
        return journey
    told = {key: one for key, one in journey.conflicts.items() if is_open(journey, one)}
    return _without_unused(with_parts(journey, conflicts=told))


@dataclass(frozen=True, slots=True)
class Seen:
    """What is to be seen of a map, in words."""

    journey: JourneyMap
    """The map without all that does not show; a collapsed stage has one step without a name."""
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How many cards are only counted where a stage or lane is collapsed, by lane and step."""
    means: frozenset[str] = frozenset()
    """Feelings that stand for several: the mean of a curve in a collapsed stage."""
    remarks: tuple[str, ...] = ()
    """What was left out, in sentences."""
    counted: Tally = field(default_factory=Tally)
    """What the cards carry, as the sheet counts it: collapsed ones and those that a filter fades included."""


def seen_in_words(journey: JourneyMap, options: ExportOptions) -> Seen:
    """The map as the options show it: nothing hidden is left in it, not as a mention either.

    Cards that a filter would fade are left out, those of collapsed stages and lanes are counted. Sources and
    initiatives that nothing to be seen refers to go with what was left out.
    """
    whole, remarks = journey, []
    hidden = options.shown.hidden_ids(journey)
    lanes = [key for key in journey.lanes if key in hidden]
    stages = [key for key in options.shown.stages if key in journey.stages]
    if lanes or stages:
        parts = [counted(len(found), name) for found, name in ((stages, "stages"), (lanes, "lanes")) if found]
        remarks.append(f"Left out as hidden: {' and '.join(parts)}.")
    journey = delete_lanes(delete_stages(journey, stages), lanes)
    for keeps, why in (
        (options.wanted.passes, "the filter does not let through"),
        (options.shown.shows_card, "are not among the key cards"),
    ):
        gone = [card.id for card in journey.cards.values() if not keeps(card)]
        if gone:
            remarks.append(f"Left out: {counted(len(gone), 'cards')} that {why}.")
            journey = delete_cards(journey, gone)
    journey, counts, means = _collapsed(journey, options.shown)
    if total := sum(counts.values()):
        remarks.append(
            f"{counted(total, 'cards')} in collapsed parts of the map are counted and not written out; "
            "expand these parts and show all cards to have them."
        )
    if journey is not whole:
        journey = _without_unused(journey)
    return Seen(journey, counts, means, tuple(remarks), tally(whole.cards.values(), hidden))


def _collapsed(
    journey: JourneyMap, shown: Visibility
) -> tuple[JourneyMap, Mapping[tuple[str, str], int], frozenset[str]]:
    """The map with what is collapsed counted, as the sheet does."""
    folded = {lane.id for lane in journey.lanes.values() if is_folded(lane, shown)}
    narrow = {key: stage for key, stage in journey.stages.items() if stage.collapsed}
    if not folded and not narrow:
        return _without_labels(journey, shown), {}, frozenset()
    first = {step.id: queries.steps(stage)[0].id for stage in narrow.values() for step in stage.steps}
    counts: Counter[tuple[str, str]] = Counter()
    gone: list[str] = []
    felt: list[Card] = []
    for card in journey.cards.values():
        if card.lane is None or card.step is None:
            continue
        step, end = first.get(card.step, card.step), first.get(card.to_step or "", card.to_step)
        if card.lane in folded or (card.step in first and end in (None, step)):
            counts[card.lane, step] += 1
            gone.append(card.id)
            if card.lane not in folded and card.kind == "feeling" and card.score is not None:
                felt.append(card)
    places = queries.step_indexes(journey)
    felt.sort(key=lambda card: (places[card.step or ""], card.order, card.id))
    means = _means(felt, first)
    journey = delete_cards(journey, [key for key in gone if key not in means])
    moved = {
        key: record.replace(card, **_moved(card, first)) for key, card in journey.cards.items() if key not in means
    }
    journey = with_records(journey, "cards", {**moved, **means})
    stages = {key: _one_step(stage, first) for key, stage in narrow.items()}
    journey = with_parts(with_records(journey, "stages", stages), connections=_sound(journey, means))
    return _without_labels(journey, shown), counts, frozenset(means)


def _means(felt: Iterable[Card], first: Mapping[str, str]) -> dict[str, Card]:
    """For each curve in a collapsed stage one feeling at the mean of those there, in place of the first of them."""
    groups: dict[tuple[str, str, str | None, str], list[Card]] = {}
    for card in felt:
        groups.setdefault((card.lane or "", first[card.step or ""], card.persona, card.series), []).append(card)
    means: dict[str, Card] = {}
    for (lane, step, persona, series), cards in groups.items():
        score = mean(card.score for card in cards if card.score is not None)
        sources = tuple(dict.fromkeys(key for card in cards for key in card.sources))
        means[cards[0].id] = Card(
            id=cards[0].id, lane=lane, step=step, order=cards[0].order, kind="feeling", score=score, persona=persona,
            series=series, sources=sources,
        )  # fmt: skip
    return means


def _moved(card: Card, first: Mapping[str, str]) -> dict[str, str | None]:
    """Where the ends of a card come to stand when stages shrink to one step."""
    names = ("step", "to_step", "from_step")
    return {name: first[key] for name in names if (key := getattr(card, name)) is not None and key in first}


def _one_step(stage: Stage, first: Mapping[str, str]) -> Stage:
    step = next(step for step in stage.steps if step.id == first[step.id])
    return record.replace(stage, steps=(record.replace(step, name="", time=""),))


def _sound(journey: JourneyMap, means: Mapping[str, Card]) -> Mapping[str, record.Record]:
    """The connections without those of a feeling that stands for several."""
    return {key: one for key, one in journey.connections.items() if one.start not in means and one.end not in means}


def _without_labels(journey: JourneyMap, shown: Visibility) -> JourneyMap:
    """Where only titles show, a curve has its points and no words."""
    if shown.detail != "titles":
        return journey
    bare = {
        key: record.replace(card, text="", word="", note="")
        for key, card in journey.cards.items()
        if card.kind == "feeling" and card.score is not None
    }
    return with_records(journey, "cards", bare)


def _without_unused(journey: JourneyMap) -> JourneyMap:
    """The map without sources and initiatives that nothing in it refers to."""
    used = {key for card in journey.cards.values() for key in card.sources}
    used |= {reading.source or "" for card in journey.cards.values() for reading in card.readings}
    used |= {key for persona in journey.personas.values() for key in persona.sources}
    carried = {card.initiative for card in journey.cards.values()}
    sources = {key: source for key, source in journey.sources.items() if key in used}
    initiatives = {key: one for key, one in journey.initiatives.items() if key in carried}
    return with_parts(journey, sources=sources, initiatives=initiatives)


