"""A card as shapes: a rounded box whose text can be edited, with its icon or picture, and words for what it carries.

Marks are characters that every font has: they move with the words, and nobody can lose them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from jmapdesk.exchange.said import kind_said
from jmapdesk.exchange.slides.maker import Maker
from jmapdesk.exchange.slides.scene import Box, Edge, Group, Paragraph, Photo, Run, Simple, joined
from jmapdesk.insight.targets import page_of, targets
from jmapdesk.layout.card_plan import card_colours, icon_of, metric_value, spoken, with_unit
from jmapdesk.layout.context import Context
from jmapdesk.layout.marks import shows_evidence
from jmapdesk.layout.theme import KindColours
from jmapdesk.model import queries
from jmapdesk.model.kinds import CHANNELS, card_kind_of, third
from jmapdesk.model.records import Card
from jmapdesk.text.initials import initials
from jmapdesk.util.colour import readable
from jmapdesk.util.geometry import Rect

MARKS: Final[Mapping[str, str]] = {
    "evidence": "●", "assumption": "○", "severity": "!", "delight": "♥", "friction": "▲", "decision": "♦", "check": "?",
    "link": "»",
}  # fmt: skip
"""The characters that stand for marks, in the order of the legend."""
_LARGEST: Final = 11.0
"""A picture is at most so many times as high as letters are."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A card laid out at a width: its height and what is in it."""

    card: Card
    w: float
    h: float
    paragraphs: tuple[Paragraph, ...]
    inset: tuple[float, float, float, float]
    colours: KindColours | None
    """None for a card without a sheet of its own."""
    icon: str | None = None
    icon_size: float = 0.0
    picture: float = 0.0
    """The height of its picture; 0 where it has none."""
    cut: bool = False
    """Whether its words are cut on its stage's slide; they stand whole in the notes."""

    def shape(self, x: float, y: float, size: float, maker: Maker) -> Simple | Group:
        """Its shapes with the top left corner there, in letters of that size."""
        says, card = described(self.card, maker), self.card
        if self.cut:
            maker.remarks.cut.add(card.id)
        colours = self.colours
        edge = Edge(maker.shade(card, colours.border), 0.75) if colours else None
        fill = maker.shade(card, colours.fill) if colours else None
        paragraphs = tuple(_shaded(one, card, maker) for one in self.paragraphs)
        name = f"{kind_said(card.kind, maker.context)}: {card.text or card.word or card.alt}"
        box = Box(
            Rect(x, y, self.w, self.h), paragraphs, fill, edge, "round", 0.5 * size, "top", self.inset, name, says
        )
        parts: list[Simple] = [box]
        if self.icon and colours:
            at = Rect(x + 0.5 * size, y + self.inset[1] + 0.02 * size, self.icon_size, self.icon_size)
            parts.append(maker.icon(self.icon, at, maker.shade(card, colours.ink), 1.9))
        if self.picture:
            parts.append(self._photo(x, y, size, maker))
        return joined(parts, name, says)

    def _photo(self, x: float, y: float, size: float, maker: Maker) -> Photo:
        asset = maker.journey.assets[self.card.asset or ""]
        inset = 0.35 * size
        rect = Rect(x + inset, y + inset, self.w - 2 * inset, self.picture)
        ratio = (asset.height or 3) / (asset.width or 4)
        share = min(1.0, 1.6 / ratio)
        wide = min(rect.w, rect.h / (ratio * share))
        rect = Rect(rect.x + (rect.w - wide) / 2, rect.y, wide, rect.h)
        part = Rect(0, (1 - share) / 2, 1, share)
        words = self.card.alt or self.card.text or asset.name
        return Photo(rect, asset.id, part, "round", 0.3 * size, words, words)


def _shaded(paragraph: Paragraph, card: Card, maker: Maker) -> Paragraph:
    return replace(paragraph, runs=tuple(replace(run, colour=maker.shade(card, run.colour)) for run in paragraph.runs))


def lay_card(card: Card, width: float, size: float, most: float, maker: Maker, *, full: bool) -> Piece:
    """Lay out a card in letters of that size, no higher than ``most``; ``full`` gives owners and channels by name."""
    if card.kind == "metric" and card.readings:
        return _metric(card, width, size, maker, full=full)
    if card.kind == "image" and card.asset in maker.journey.assets:
        return _image(card, width, size, most, maker, full=full)
    colours = card_colours(card, maker.context)
    side, over = 0.5 * size, 0.32 * size
    icon = icon_of(card)
    icon_size = 1.15 * size
    start = side + icon_size + 0.4 * size if icon else side
    room = width - start - side
    small = size if size <= 8.5 else size - 1
    lower = [line for line in _lower(card, maker, full=full) if line]
    after = tuple(Paragraph((Run(line, small, colours.ink),), before=0.15 * size) for line in lower)
    rest = maker.fitter.height(after, room)
    marks = _marks(card, size, colours, maker, full=full)
    words = card.text or (card.word if card.kind == "feeling" else "") or card.alt
    lead = f"{MARKS['severity'] * card.severity} " if card.kind == "pain_point" and card.severity else ""
    aside = lead + "".join(run.text for run in marks)
    limit = max(1, int((most - 2 * over - rest) / (1.2 * size)))
    shown = _cut(words, aside, size, room, limit, maker)
    lines = shown.split("\n")
    paragraphs = [Paragraph((Run(line, size, colours.ink),)) for line in lines]
    if lead:
        ink = readable(maker.context.theme.colours.severity, colours.fill)
        paragraphs[0] = replace(paragraphs[0], runs=(Run(lead, size, ink, bold=True, sign=True), *paragraphs[0].runs))
    paragraphs[-1] = replace(paragraphs[-1], runs=(*paragraphs[-1].runs, *_loose(marks, lines[-1], size, room, maker)))
    found = (*_other_kind(card, small, colours, maker), *paragraphs, *after)
    height = maker.fitter.height(found, room) + 2 * over
    cut = full and shown != words
    return Piece(card, width, height, found, (start, over, side, over), colours, icon, icon_size, cut=cut)


def _cut(words: str, aside: str, size: float, room: float, limit: int, maker: Maker) -> str:
    """A card's words, cut where they take more lines than there is room for; ``aside`` stands before or after them."""
    shown = maker.fitter.cut(words, size, room, limit) if words else words
    if shown == words:
        return words
    share = min(0.3, len(aside) * 0.5 * size / (room * limit))
    return maker.fitter.cut(words, size, room * (1 - share), limit)


def _other_kind(card: Card, size: float, colours: KindColours, maker: Maker) -> tuple[Paragraph, ...]:
    """The name of a card's kind over its words, where its lane is for another kind."""
    lane = maker.journey.lanes.get(card.lane or "")
    if lane is None or card_kind_of(lane.kind) in (card.kind, None) or lane.kind == "text":
        return ()
    return (Paragraph((Run(kind_said(card.kind, maker.context), size, colours.ink, bold=True),)),)


def _lower(card: Card, maker: Maker, *, full: bool) -> list[str]:
    """The lines under a card's words: who said it, by which way, who owns it and how much it helps and costs."""
    if card.kind == "quote" and card.who:
        return [f"— {card.who}"]
    if card.kind in ("touchpoint", "channel") and full:
        name = _channel(card, maker.context)
        return [name] if name.casefold() not in card.text.casefold() else []
    if card.kind == "opportunity" and full:
        return [" · ".join(part for part in (card.owner, *rated(card, maker.context)) if part)]
    return []


def _channel(card: Card, context: Context) -> str:
    """By which way, in words; the known ways have names in English only, and their icons everywhere."""
    if card.channel in CHANNELS:
        return CHANNELS[card.channel][0] if context.words.language == "en" else ""
    return card.channel


def rated(card: Card, context: Context) -> list[str]:
    """An opportunity's impact, effort and status in words."""
    words = context.words
    said = [
        words(name, third=words(f"third.{third(value)}"))
        for name, value in (("impact", card.impact), ("effort", card.effort))
        if value is not None
    ]
    return said + ([words(f"status.{card.status}")] if card.status not in ("", "idea") else [])


def _marks(card: Card, size: float, colours: KindColours, maker: Maker, *, full: bool = True) -> tuple[Run, ...]:
    """What a card carries as signs after its words."""
    tokens = maker.context.theme.colours
    runs: list[Run] = []

    def add(sign: str, colour: str, *, bold: bool = False, link: str = "") -> None:
        ink, is_sign = readable(colour, colours.fill), sign in MARKS.values()
        runs.append(Run(f"\u00a0{sign}", size, ink, bold=bold, link=link, sign=is_sign))

    if shows_evidence(card):
        add(MARKS["evidence" if queries.is_sourced(card) else "assumption"], tokens.muted)
    if card.moment in MARKS:
        add(MARKS[card.moment], tokens.moment)
    if card.check:
        add(MARKS["check"], tokens.check, bold=True)
    for key, mark in maker.context.people.items():
        if key in card.personas:
            add(mark.short, mark.ground, bold=True)
    if card.kind == "opportunity" and card.owner and not full:
        add(initials(card.owner), colours.ink, bold=True)
    if targets(card):
        add(MARKS["link"], colours.ink, bold=True, link=page_of(card))
    return tuple(runs)


def _loose(marks: tuple[Run, ...], line: str, size: float, room: float, maker: Maker) -> tuple[Run, ...]:
    """The marks, which stay with the last word; parted from a word that fills a line by itself, or it would be torn."""
    word = line.rpartition(" ")[2]
    if not marks or maker.fitter.width(word + "".join(run.text for run in marks), size) <= room:
        return marks
    return (replace(marks[0], text=marks[0].text.replace("\u00a0", " ", 1)), *marks[1:])


def _metric(card: Card, width: float, size: float, maker: Maker, *, full: bool) -> Piece:
    """A number as a headline over its name; no sheet, unless it has a colour of its own."""
    tokens = maker.context.theme.colours
    colours = card_colours(card, maker.context) if card.colour else None
    ground = colours.fill if colours else tokens.paper
    ink, muted = readable(tokens.ink, ground), readable(tokens.muted, ground)
    plain = KindColours(ground, tokens.hairline, ink)
    value = Run(metric_value(card, maker.context), round(size * 1.45 * 2) / 2, ink, bold=True)
    lines = [Paragraph((value, *_marks(card, size, plain, maker)))]
    name = maker.fitter.cut(card.text, size, width - size, 8)
    lines += [Paragraph((Run(line, size, muted),)) for line in name.split("\n") if line]
    if card.target is not None:
        said = maker.context.words("target", value=with_unit(card.target, card.unit, maker.context))
        lines.append(Paragraph((Run(said, size, muted),)))
    side, over = 0.5 * size, 0.3 * size
    height = maker.fitter.height(lines, width - 2 * side) + 2 * over
    return Piece(card, width, height, tuple(lines), (side, over, side, over), colours, cut=full and name != card.text)


def _image(card: Card, width: float, size: float, most: float, maker: Maker, *, full: bool) -> Piece:
    """A picture with its words under it."""
    colours = card_colours(card, maker.context)
    asset = maker.journey.assets[card.asset or ""]
    inset, side = 0.35 * size, 0.5 * size
    ratio = (asset.height or 3) / (asset.width or 4)
    caption: Sequence[Paragraph] = ()
    shown = card.text
    if card.text:
        small = max(8.0, size - 1)
        shown = maker.fitter.cut(card.text, small, width - 2 * side, 4)
        caption = [Paragraph((Run(line, small, colours.ink),)) for line in shown.split("\n")]
    words = maker.fitter.height(caption, width - 2 * side) if caption else 0.0
    below = words + 0.4 * size if caption else 0.0
    shape = min(ratio, 1.6)  # what is taller is cut
    picture = min((width - 2 * inset) * shape, _LARGEST * size, max(3 * size, most - 2 * inset - below))
    if not caption:
        width = min(width, picture / shape + 2 * inset)
    height = picture + 2 * inset + below
    top = inset + picture + 0.3 * size
    inset_text, cut = (side, top, side, 0.0), full and shown != card.text
    return Piece(card, width, height, tuple(caption), inset_text, colours, picture=picture, cut=cut)


def described(card: Card, maker: Maker) -> str:
    """A card for those who cannot see it: its kind, its words, and everything its marks mean."""
    words, said = maker.context.words, [spoken(card, maker.context)]
    if card.kind == "metric" and card.readings:
        said.append(metric_value(card, maker.context))
    if card.kind == "image" and card.text and card.alt:
        said.append(card.alt)
    if card.kind == "pain_point" and card.severity:
        said.append(words("doc.severity", n=card.severity))
    if card.kind == "quote" and card.who:
        said.append(f"— {card.who}")
    if card.kind in ("touchpoint", "channel"):
        said.append(_channel(card, maker.context))
    if card.kind == "opportunity":
        said += [part for part in (card.owner, *rated(card, maker.context)) if part]
    if card.kind == "feeling" and card.score is not None:
        said.append(words.number(card.score))
    if card.moment in MARKS:
        said.append(words(f"legend.{card.moment}"))
    if card.check:
        said.append(words("legend.check"))
    said += [maker.journey.personas[key].name for key in card.personas if key in maker.context.people]
    if shows_evidence(card):
        titles = [maker.journey.sources[key].title for key in card.sources if key in maker.journey.sources]
        known = words("legend.evidence" if queries.is_sourced(card) else "legend.assumption")
        said.append(f"{known}: {', '.join(t for t in titles if t)}" if any(titles) else known)
    return ". ".join(part.rstrip(". ") for part in said if part.strip())
