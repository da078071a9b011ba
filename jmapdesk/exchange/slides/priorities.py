"""What to do next: opportunities placed by impact and effort, then the actions and initiatives as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jmapdesk.exchange.said import status_said
from jmapdesk.exchange.slides import heads, notes
from jmapdesk.exchange.slides.cards import described, rated
from jmapdesk.exchange.slides.heads import Cell, Head
from jmapdesk.exchange.slides.maker import Maker
from jmapdesk.exchange.slides.scene import Box, Edge, Paragraph, Rule, Run, Shape, Slide, plain
from jmapdesk.insight.plan import opportunities
from jmapdesk.model.records import Card, Initiative, Milestone
from jmapdesk.util.colour import mix, readable
from jmapdesk.util.geometry import Rect

_PLOT: Final = Rect(heads.X, 76, 470, 402)
_DISC: Final = 20.0
_LIST: Final = Rect(heads.X + 500, 76, heads.W - 500, heads.BOTTOM - 76)


def ranked(maker: Maker) -> list[Card]:
    """The opportunities that show, in the order of priority that all formats share."""
    shown = {card.id for card in maker.placed("opportunity")}
    return [card for card in opportunities(maker.journey) if card.id in shown]


def _is_rated(card: Card) -> bool:
    return card.impact is not None and card.effort is not None


def priority_slides(maker: Maker) -> list[Slide]:
    """The matrix, then actions and initiatives; nothing where the map has none."""
    cards = ranked(maker)
    slides = _matrix(cards, maker) if cards else []
    slides += _actions(cards, maker) if cards else []
    initiatives = sorted(maker.journey.initiatives.values(), key=lambda one: (one.due or "9999", one.title, one.id))
    return slides + (_initiatives(initiatives, maker) if initiatives else [])


# --- the matrix --------------------------------------------------------------------------------------------------


def _matrix(cards: Sequence[Card], maker: Maker) -> list[Slide]:
    """Impact upwards, effort onwards; each opportunity a number, and beside the matrix what each number is.

    A slide places those that it lists: more than a list's length of discs would hide each other.
    """
    words = maker.context.words
    numbers = {card.id: i for i, card in enumerate(cards, 1)}
    rest = list(cards)
    fits = (s for s in _ENTRY_SIZES if sum(_entry(card, s, maker)[2] for card in cards) <= _LIST.h)
    size = next(fits, _ENTRY_SIZES[-1])
    slides: list[Slide] = []
    while rest or not slides:
        listed, rest, entries = _listed(rest, numbers, size, maker)
        name = words("slides.priorities")
        said = name if not slides else f"{name} ({words.number(len(slides) + 1)})"
        shapes: list[Shape] = [heads.title(said, maker), *_plot(maker)]
        shapes += _points([card for card in listed if _is_rated(card)], numbers, maker)
        slides.append(maker.slide(said, [*shapes, *entries], notes.of_cards(listed, maker)))
    return slides


def _plot(maker: Maker) -> list[Shape]:
    """Four fields with their names, and the names of the two ways."""
    words, colours = maker.context.words, maker.context.theme.colours
    half = Rect(_PLOT.x, _PLOT.y, _PLOT.w / 2, _PLOT.h / 2)
    grey = mix(colours.paper, colours.ink, 0.035)
    fields = (
        ("do_now", half, colours.good_tint, colours.good_text, "top"),
        ("plan", half.moved(half.w, 0), colours.accent_tint, colours.accent, "top"),
        ("later", half.moved(0, half.h), grey, colours.muted, "bottom"),
        ("leave", half.moved(half.w, half.h), mix(colours.paper, colours.bad, 0.07), colours.bad_text, "bottom"),
    )
    shapes: list[Shape] = []
    for name, rect, ground, ink, side in fields:
        said = words(f"slides.{name}")
        text = plain(said, 12.0, readable(ink, ground), bold=True)
        shapes.append(Box(rect, text, ground, None, anchor=side, inset=(10, 8, 10, 8), name=said))
    edge = Edge(colours.hairline)
    shapes += [
        Rule(half.right, _PLOT.y, half.right, _PLOT.bottom, edge),
        Rule(_PLOT.x, half.bottom, _PLOT.right, half.bottom, edge),
        Box(_PLOT, (), None, edge, name="Plot"),
    ]  # fmt: skip
    for key, rect, align in (
        ("impact", Rect(_PLOT.x, _PLOT.y - 15, _PLOT.w, 13), "start"),
        ("effort", Rect(_PLOT.x, _PLOT.bottom + 3, _PLOT.w, 13), "end"),
    ):
        sign = "↑" if key == "impact" else ("←" if maker.context.rtl else "→")
        name = words(f"doc.{key}")
        said = f"{sign} {name}" if key == "impact" else f"{name} {sign}"
        shapes.append(Box(rect, plain(said, 10.0, colours.muted, bold=True, align=align), anchor="middle", name=name))
    return shapes


def _points(cards: Sequence[Card], numbers: dict[str, int], maker: Maker) -> list[Shape]:
    """A disc with its number for each opportunity; discs that would lie on each other step aside."""
    theme, words = maker.context.theme, maker.context.words
    hues = {
        step.id: theme.stage_colour(one.stage.colour, one.place) for one in maker.stages for step in one.stage.steps
    }
    taken: list[Rect] = []
    shapes: list[Shape] = []
    aside = _DISC / 2 + 4
    # the names of the fields, at the top and the foot, stay free
    inner = Rect(_PLOT.x + aside, _PLOT.y + aside + 20, _PLOT.w - 2 * aside, _PLOT.h - 2 * (aside + 20))
    for card in cards:
        x = inner.x + (card.effort or 0.0) * inner.w
        y = inner.bottom - (card.impact or 0.0) * inner.h
        rect = _free(Rect(x - _DISC / 2, y - _DISC / 2, _DISC, _DISC), taken)
        taken.append(rect)
        ground = maker.shade(card, hues.get(card.step or "", theme.colours.muted))
        size = 10.0 if numbers[card.id] < 100 else 7.5
        text = plain(words.number(numbers[card.id]), size, theme.on(ground), bold=True, align="centre")
        edge = Edge(theme.colours.stage_edge or theme.colours.paper, 1.5)
        says = described(card, maker)
        shapes.append(Box(rect, text, ground, edge, "ellipse", 0, "middle", name=card.text, says=says))
    return shapes


def _free(rect: Rect, taken: Sequence[Rect]) -> Rect:
    """The nearest place where a disc lies on no other."""
    step = _DISC * 0.55
    for ring in range(24):
        for dx in range(-ring, ring + 1):
            for dy in range(-ring, ring + 1):
                if max(abs(dx), abs(dy)) != ring:
                    continue
                moved = rect.moved(dx * step, dy * step)
                inside = _PLOT.shared(moved) == moved
                if inside and not any(moved.grown(-1).overlaps(other) for other in taken):
                    return moved
    return rect


def _listed(
    cards: Sequence[Card], numbers: dict[str, int], letters: float, maker: Maker
) -> tuple[list[Card], list[Card], list[Shape]]:  # fmt: skip
    """What the numbers are, beside the matrix: the cards there is room for, those left over, and the shapes."""
    entries = [_entry(card, letters, maker) for card in cards]
    theme, words, shapes = maker.context.theme, maker.context.words, list[Shape]()
    y = _LIST.y - 2
    stage_of = {step.id: one for one in maker.stages for step in one.stage.steps}
    for i, (card, lines, height) in enumerate(entries):
        if y + height > _LIST.bottom and i:
            return list(cards[:i]), list(cards[i:]), shapes
        one = stage_of.get(card.step or "")
        ground = maker.shade(card, theme.stage_colour(one.stage.colour, one.place) if one else theme.colours.muted)
        size = 10.0 if numbers[card.id] < 100 else 7.5
        text = plain(words.number(numbers[card.id]), size, theme.on(ground), bold=True, align="centre")
        edge = Edge(theme.colours.stage_edge) if theme.colours.stage_edge else None
        shapes.append(Box(Rect(_LIST.x, y, _DISC, _DISC), text, ground, edge, "ellipse", 0, "middle", name=card.text))
        rect = Rect(_LIST.x + _DISC + 8, y + 2, _ENTRY, height - 6)
        shapes.append(Box(rect, lines, name=card.text, says=described(card, maker)))
        y += height
    return list(cards), [], shapes


_ENTRY: Final = _LIST.w - _DISC - 8
"""The width of an entry's words."""
_ENTRY_SIZES: Final = (14.0, 13.0, 12.0, 11.0)


def _entry(card: Card, size: float, maker: Maker) -> tuple[Card, tuple[Paragraph, ...], float]:
    """An opportunity's words in the list, and how high they are."""
    colours, words = maker.context.theme.colours, maker.context.words
    stage = next((one.stage.name for one in maker.stages if any(s.id == card.step for s in one.stage.steps)), "")
    marks = [*([stage] if stage else []), *rated(card, maker.context)]
    if not _is_rated(card):
        marks.append(words("slides.unrated"))
    ink, muted = maker.shade(card, colours.ink), maker.shade(card, colours.muted)
    shown = maker.fitter.cut(card.text, size, _ENTRY, 3, bold=True)
    lines = [Paragraph((Run(line, size, ink, True),)) for line in shown.split("\n")]
    if marks:
        lines.append(Paragraph((Run(" · ".join(marks), size - 2, muted),), before=1.0))
    return card, tuple(lines), max(_DISC, maker.fitter.height(lines, _ENTRY)) + 0.75 * size


# --- tables ------------------------------------------------------------------------------------------------------


def _actions(cards: Sequence[Card], maker: Maker) -> list[Slide]:
    """The opportunities as actions: who, by when, how far."""
    words, colours = maker.context.words, maker.context.theme.colours
    stage_of = {step.id: one.stage.name for one in maker.stages for step in one.stage.steps}
    table = (
        Head("#", 0.35, True), Head(words("actions.action"), 3.4, True), Head(words("doc.stage"), 1.3),
        Head(words("doc.owner"), 1.5, True), Head(words("doc.due"), 1.1, True),
        Head(words("doc.status"), 1.0, True), Head(words("doc.outcome"), 2.2),
    )  # fmt: skip
    rows: list[list[Cell]] = []
    for i, card in enumerate(cards, 1):
        text = Run(" ".join(card.text.split()), 11.0, colours.ink, bold=True)
        owner = " · ".join(part for part in (card.owner, ", ".join(card.departments)) if part)
        rows.append([
            words.number(i), text, stage_of.get(card.step or "", ""), owner or words("doc.no_owner"),
            words.day(card.due) if card.due else "–", status_said(card.status, maker.context), card.expected,
        ])  # fmt: skip
    return _table_slides("doc.actions", table, rows, maker, [notes.of_cards(cards, maker)])


def _initiatives(found: Sequence[Initiative], maker: Maker) -> list[Slide]:
    """The work that carries opportunities out."""
    words, colours = maker.context.words, maker.context.theme.colours
    table = (
        Head(words("doc.initiatives"), 2.4, True), Head(words("doc.owner"), 1.5, True),
        Head(words("doc.due"), 1.3, True), Head(words("doc.status"), 1.0, True),
        Head(words("slides.milestones"), 2.2), Head(words("doc.outcome"), 1.9), Head(words("doc.measured"), 1.9),
        Head(words("doc.budget"), 1.1),
    )  # fmt: skip
    rows: list[list[Cell]] = []
    for one in found:
        owner = " · ".join(part for part in (one.owner, ", ".join(one.departments)) if part)
        days = " – ".join(words.day(day) for day in (one.start, one.due) if day)
        steps = "\n".join(_milestone(step, maker) for step in one.milestones)
        rows.append([
            Run(" ".join(one.title.split()), 11.0, colours.ink, bold=True), owner or words("doc.no_owner"), days or "–",
            status_said(one.status, maker.context), steps, one.outcome_expected, one.outcome_measured, one.budget,
        ])  # fmt: skip
    return _table_slides("doc.initiatives", table, rows, maker, [])


def _milestone(step: Milestone, maker: Maker) -> str:
    day = f"({maker.context.words.day(step.due)})" if step.due else ""
    return " ".join(part for part in ("●" if step.done else "○", step.name, day) if part)


def _table_slides(
    key: str, table: Sequence[Head], rows: Sequence[Sequence[Cell]], maker: Maker, said: Sequence[Sequence[str]]
) -> list[Slide]:  # fmt: skip
    """A table on as many slides as it needs; the first has the notes."""
    words = maker.context.words
    room = Rect(heads.X, 62, heads.W, heads.BOTTOM - 62)
    pages = heads.tables(table, rows, room, words(key), maker)
    slides = []
    for i, page in enumerate(pages):
        name = words(key)
        if len(pages) > 1:
            name = f"{name} ({words.number(i + 1)}/{words.number(len(pages))})"
        slides.append(maker.slide(name, [heads.title(name, maker), page], said[i] if i < len(said) else []))
    return slides
