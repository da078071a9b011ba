"""A lane of feelings on a slide: a native chart as wide as the steps, and under each step its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jmapdesk.exchange import curves as shared
from jmapdesk.exchange.slides.cards import MARKS
from jmapdesk.exchange.slides.maker import Maker
from jmapdesk.exchange.slides.scene import Curve, Paragraph, Run
from jmapdesk.insight.summary import mean
from jmapdesk.layout.curve import SeriesKey, face_colour, series_hue, series_tags
from jmapdesk.layout.lanes import lane_name
from jmapdesk.layout.marks import shows_evidence
from jmapdesk.model import queries
from jmapdesk.model.records import Card, Lane
from jmapdesk.util.colour import readable


@dataclass(frozen=True, slots=True, eq=False)
class Mood:
    """The curves of a lane over some columns, and the words under each column."""

    curves: tuple[Curve, ...]
    words: tuple[tuple[Paragraph, ...], ...]


def lay_mood(
    lane: Lane, cells: Sequence[Sequence[Card]], folded: Sequence[bool], size: float, maker: Maker, *, full: bool
) -> Mood:
    """The curves of a lane over columns that hold these cards; a folded column has the mean of its feelings.

    ``full`` gives the scores in figures too. Where only titles are wanted there are no words.
    """
    found = shared.curves_of(cells, maker.journey, maker.context)
    drawn = [_curve(one, lane, cells, folded, maker) for one in found if one.cards]
    made = tuple(one for one in drawn if any(value is not None for value in one.values))
    people = {persona.id: persona for persona in queries.personas(maker.journey)}
    tags = series_tags([one.key for one in found], people, maker.context) if len(made) > 1 else {}
    order = {persona: i for i, persona in enumerate(people)}
    hues = {key: series_hue(key, order, people, maker.context) for key in tags}
    words = tuple(
        () if fold or maker.only_titles else _words(cards, tags, hues, size, maker, full=full)
        for cards, fold in zip(cells, folded, strict=True)
    )
    return Mood(made, words)


def _curve(
    one: shared.Curve, lane: Lane, cells: Sequence[Sequence[Card]], folded: Sequence[bool], maker: Maker
) -> Curve:
    colours = maker.context.theme.colours
    values: list[float | None] = []
    for card, cards, fold in zip(one.cards, cells, folded, strict=True):
        value = card.score if card is not None else None
        if fold:
            value = mean(c.score for c in cards if (c.persona, c.series) == one.key and c.score is not None)
        values.append(value)
    hues: tuple[str | None, ...] = ()
    if one.colour is None:
        hues = tuple(face_colour(value, maker.context) if value is not None else None for value in values)
    spread = tuple(
        _heard(card, value) if not fold else None for card, value, fold in zip(one.cards, values, folded, strict=True)
    )
    name = one.name or lane_name(lane, maker.context)
    return Curve(name, tuple(values), one.colour or colours.faint, hues, one.dashed, spread)


def _heard(card: Card | None, value: float | None) -> tuple[float, float] | None:
    """The lowest and highest score heard; None where no range is known."""
    if card is None or value is None or (card.low is None and card.high is None):
        return None
    return card.low if card.low is not None else value, card.high if card.high is not None else value


def _words(
    cards: Sequence[Card], tags: Mapping[SeriesKey, str], hues: Mapping[SeriesKey, str], size: float, maker: Maker,
    *, full: bool,
) -> tuple[Paragraph, ...]:  # fmt: skip
    """The words of one column's feelings, those of several curves each with its own sign and colour."""
    colours, words = maker.context.theme.colours, maker.context.words
    lines: list[Paragraph] = []
    for card in cards:
        said = card.text or card.word
        if card.kind != "feeling" or not (said or full):
            continue
        score = card.score
        ink = colours.muted
        if score is not None:
            ink = colours.good_text if score >= 0.5 else colours.bad_text if score <= -0.5 else colours.mixed_text
        key = (card.persona, card.series)
        ink = readable(hues.get(key, ink), colours.paper)
        figure = words("curve.no_score") if score is None else signed(score, maker)
        shown = said.replace("\n", " ")
        if full or score is None:
            shown = f"{shown} ({figure})" if shown else figure
        runs = [Run(f"{tags[key]} ", size, maker.shade(card, ink), bold=True)] if tags.get(key) else []
        runs.append(Run(shown, size, maker.shade(card, ink), bold=not tags, italic=score is None))
        signs = _signs(card)
        if signs:
            runs.append(Run(signs, size, maker.shade(card, colours.muted), sign=True))
        lines.append(Paragraph(tuple(runs), "centre", before=0.15 * size if lines else 0.0))
    return tuple(lines)


def signed(score: float, maker: Maker) -> str:
    """A score in figures, with its sign."""
    number = maker.context.words.number(score)
    said = f"+{number}" if score > 0 else number
    return f"\u200e{said}" if maker.context.rtl else said  # or the sign would change sides


def _signs(card: Card) -> str:
    signs = [MARKS["evidence" if queries.is_sourced(card) else "assumption"]] if shows_evidence(card) else []
    signs += [MARKS[card.moment]] if card.moment in MARKS else []
    signs += [MARKS["check"]] if card.check else []
    return "".join(f"\u00a0{sign}" for sign in signs)


def spoken_curves(mood: Mood, categories: Sequence[str], name: str, maker: Maker) -> str:
    """The curves in words: each step with its score."""
    said = []
    for curve in mood.curves:
        scores = [
            f"{category} {signed(value, maker)}"
            for category, value in zip(categories, curve.values, strict=True)
            if value is not None
        ]
        lead = f"{curve.name}: " if len(mood.curves) > 1 else ""
        said.append(lead + ", ".join(scores))
    return f"{name}. " + ". ".join(said)
