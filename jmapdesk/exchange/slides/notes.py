"""What a speaker reads under a slide: what it is about, what its cards say and what was noted on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from jmapdesk.exchange import account
from jmapdesk.exchange.slides.grid import Column
from jmapdesk.exchange.slides.maker import Maker, Numbered
from jmapdesk.insight.targets import targets
from jmapdesk.layout.lanes import lane_name
from jmapdesk.layout.sheet import sources_said
from jmapdesk.model.records import Card, Lane


def of_about(maker: Maker) -> list[str]:
    """What the map is for, how far it reaches, what it rests on, and what was noted on it."""
    about, words = maker.journey.about, maker.context.words
    facts = account.purpose(maker.journey, maker.context)
    lines = [about.purpose, *(f"{fact.name}: {fact.text}" for fact in facts)]
    percent = maker.counted().percent
    if percent is not None:
        lines.append(words("evidence_based", percent=percent))
    return [*lines, sources_said(maker.journey.sources.values(), maker.context), about.note]


def of_map(columns: Sequence[Column], maker: Maker, *, whole: bool) -> list[str]:
    """The purpose of the map, and the goals of the stages on the slide."""
    seen: dict[str, Numbered] = {column.stage.stage.id: column.stage for column in columns}
    goals = [
        ": ".join(part for part in (one.stage.name, one.stage.goal) if part) for one in seen.values() if one.stage.goal
    ]
    about = maker.journey.about
    return [*([about.purpose, about.goal] if whole else []), *goals]


def of_stage(
    numbered: Numbered, columns: Sequence[Column], lanes: Sequence[Lane], ids: Collection[str], maker: Maker
) -> list[str]:
    """The goal of a stage, then its lanes with their cards in full, their notes, and where connections lead."""
    words, stage = maker.context.words, numbered.stage
    lines = [f"{words('goal')}: {stage.goal}"] if stage.goal else []
    for lane in lanes:
        cards = [
            card
            for column in columns
            for step in column.steps
            for card in maker.cells.get((lane.id, step.id), ())
            if (card.id in ids or lane.kind == "feelings") and maker.shown.shows_card(card)
        ]
        if cards:
            lines.append(f"{lane_name(lane, maker.context)}:")
            lines += [line for card in cards for line in _card_lines(card, maker)]
    return lines


def _card_lines(card: Card, maker: Maker) -> list[str]:
    """A card's words, its note, where it points and what it is connected with."""
    words = maker.context.words
    said = _said(card)
    if card.kind == "feeling" and card.score is not None:
        number = words.number(card.score)
        said = f"{said} ({'+' if card.score > 0 else ''}{number})".strip()
    lines = [f"• {said}"]
    if card.note:
        lines.append(f"   {card.note}")
    lines += [f"   → {one.said}: {one.target}" if one.label else f"   → {one.target}" for one in targets(card)]
    for connection in maker.ways.get(card.id, ()):
        end, kind = _said(maker.journey.cards[connection.end]), words(f"legend.{connection.kind}")
        lines.append(f"   → {kind}: {end}" + (f" ({connection.label})" if connection.label else ""))
    return lines


def _said(card: Card) -> str:
    return " ".join((card.text or card.word or card.alt).split())


def of_cards(cards: Iterable[Card], maker: Maker) -> list[str]:
    """Some cards in full, with their notes."""
    return [line for card in cards for line in _card_lines(card, maker)]
