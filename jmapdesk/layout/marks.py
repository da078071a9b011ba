"""The small marks that cards carry and the legend explains: evidence, severity, moments, owners, states of work."""

from __future__ import annotations

from functools import lru_cache

from jmapdesk.layout.context import Context
from jmapdesk.layout.parts import IconPart, Line, Part, ShapePart, TextPart
from jmapdesk.model import queries
from jmapdesk.model.records import Card
from jmapdesk.text.initials import letters
from jmapdesk.text.shaped import TextStyle
from jmapdesk.util.geometry import Path, Rect, circle_path, joined, line_path, round_rect_path

MOMENT_ICONS = {"delight": "heart", "friction": "triangle-alert", "decision": "split"}
STATES = ("planned", "doing", "done", "dropped")
"""The states of an opportunity that are marked; an idea has none."""


def shows_evidence(card: Card) -> bool:
    """Whether the card carries a dot: it is asked for evidence, or has some without being asked."""
    return queries.asks_evidence(card) or queries.is_sourced(card)


def evidence(card: Card, x: float, y: float, ink: str, ground: str | None) -> ShapePart:
    """A filled dot for a card that rests on a source, a hollow one of the same size for an assumption.

    ``ground`` is what fills the hollow one; None where nothing but a sheet is under it."""
    return _dot(queries.is_sourced(card), x, y, ink, ground)


@lru_cache(maxsize=2048)  # it stands in a few places only, on thousands of cards
def _dot(is_filled: bool, x: float, y: float, ink: str, ground: str | None) -> ShapePart:
    if is_filled:
        return ShapePart(circle_path(x, y, 3.2), fill=ink, mark="evidence")
    return ShapePart(circle_path(x, y, 2.55), fill=ground, line=Line(ink, 1.3))


def span(x: float, top: float, bottom: float, ink: str) -> ShapePart:
    """An upright bar with feet at both ends: from the lowest to the highest score heard."""
    lines = (line_path(x, top, x, bottom), line_path(x - 5, top, x + 5, top), line_path(x - 5, bottom, x + 5, bottom))
    return ShapePart(joined(lines), line=Line(ink, 1.4, "round"))


def severity_pill(severity: int, x: float, y: float, context: Context) -> list[Part]:
    """As many dots as the pain is severe, in a pill 10 high whose top left is (x, y)."""
    pill = Rect(x, y, 6.0 + 7.0 * severity, 10)
    ground = context.theme.colours.severity
    parts: list[Part] = [ShapePart(round_rect_path(pill, 5), fill=ground)]
    for i in range(severity):
        parts.append(ShapePart(circle_path(x + 6.5 + 7 * i, y + 5, 2.1), fill=context.theme.on(ground)))
    return parts


def moment(name: str, cx: float, cy: float, context: Context) -> list[Part]:
    """A moment of truth: its icon on a disc."""
    ground = context.theme.colours.moment
    icon = MOMENT_ICONS.get(name, "star")
    return [
        ShapePart(circle_path(cx, cy, 6.5), fill=ground),
        IconPart(cx - 4.1, cy - 4.1, 8.2, icon, context.theme.on(ground), 2.6),
    ]


def check(cx: float, cy: float, context: Context) -> list[Part]:
    """What needs checking: a question mark in a ring."""
    colours, style = context.theme.colours, context.styles.avatar
    return [
        ShapePart(circle_path(cx, cy, 5.9), fill=colours.paper, line=Line(colours.check, 1.2)),
        _centred("?", cx, cy, 13, style, colours.check),
    ]


def state(status: str, cx: float, cy: float, ink: str, context: Context) -> list[Part]:
    """How far work is, as a ring that fills: empty when planned, half when doing, full with a tick when done;
    crossed when dropped."""
    paper = context.theme.colours.paper
    if status == "done":
        tick = IconPart(cx - 4.1, cy - 4.1, 8.2, "check", context.theme.on(ink), 3.4)
        return [ShapePart(circle_path(cx, cy, 6.5), fill=ink), tick]
    ring = ShapePart(circle_path(cx, cy, 5.8), fill=paper, line=Line(ink, 1.4))
    if status == "doing":
        return [ring, ShapePart(_half_disc(cx, cy, 3.6), fill=ink)]
    if status == "dropped":
        return [ring, IconPart(cx - 3.9, cy - 3.9, 7.8, "x", ink, 3.4)]
    return [ring]


def _half_disc(cx: float, cy: float, r: float) -> Path:
    """The lower half of a disc."""
    k = r * 0.5522847498307936
    return (
        ("M", cx - r, cy), ("C", cx - r, cy + k, cx - k, cy + r, cx, cy + r),
        ("C", cx + k, cy + r, cx + r, cy + k, cx + r, cy), ("Z",),
    )  # fmt: skip


def owner(short: str, cx: float, cy: float, size: float, ground: str, context: Context) -> list[Part]:
    """A disc with somebody's initials."""
    disc = ShapePart(circle_path(cx, cy, size / 2), fill=ground)
    if not short:
        return [disc]
    return [disc, fitted(short, cx, cy, size - 3, context.styles.avatar, context.theme.on(ground), context)]


def people(card: Card, cx: float, cy: float, context: Context) -> tuple[list[Part], float]:
    """Whose the card is, one disc after the other, and where the next mark would stand.

    None for a card that is everybody's or a map of one persona.
    """
    theirs = [mark for key, mark in context.people.items() if key in card.personas]
    parts: list[Part] = []
    for mark in theirs[:_MOST_PEOPLE]:
        parts += persona(mark.short, cx, cy, mark.ground, context)
        cx += 14
    if len(theirs) > _MOST_PEOPLE:
        more = f"+{context.words.number(len(theirs) - _MOST_PEOPLE)}"
        parts += persona(more, cx, cy, context.theme.colours.muted, context)
        cx += 14
    return parts, cx


_MOST_PEOPLE = 4
"""How many personas are marked on a card one by one."""


def persona(short: str, cx: float, cy: float, ground: str, context: Context) -> list[Part]:
    """A small disc with a persona's initials, ringed by the paper so that neighbours stay apart."""
    disc = ShapePart(circle_path(cx, cy, 6.5), fill=ground)
    ring = ShapePart(circle_path(cx, cy, 7.2), fill=context.theme.colours.paper)
    if not short:
        return [ring, disc]
    return [ring, disc, fitted(short, cx, cy, 10.0, context.styles.persona_mark, context.theme.on(ground), context)]


def link(cx: float, cy: float, ink: str, context: Context) -> list[Part]:
    """What points somewhere: an arrow out of a box, in a ring."""
    ring = ShapePart(circle_path(cx, cy, 6.0), fill=context.theme.colours.paper, line=Line(ink, 1.0))
    return [ring, IconPart(cx - 3.7, cy - 3.7, 7.4, "external-link", ink, 2.6)]


def fitted(
    short: str, cx: float, cy: float, room: float, style: TextStyle, colour: str, context: Context
) -> TextPart:
    """Initials in the middle of a disc: whole, a little smaller, or the first letter alone; never cut."""
    wide = context.shaper.measure(short, style, max_lines=1).width
    if wide * _LEAST > room:
        short = letters(short)[0]
        wide = context.shaper.measure(short, style, max_lines=1).width
    if wide > room:
        style = style._replace(size=style.size * room / wide)
    return _centred(short, cx, cy, room, style, colour)


_LEAST = 0.85
"""How small initials may be set before the first letter stands for all of them."""


def _centred(text: str, cx: float, cy: float, room: float, style: TextStyle, colour: str) -> TextPart:
    # wider than the disc: a shaper cuts by the ink, which in some scripts reaches far beyond the letter's own width
    return TextPart(cx - room, cy - style.line_height / 2, 2 * room, text, style, colour, "centre", 1)
