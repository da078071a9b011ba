"""What stands in a collapsed stage or lane in place of its cards: their number, the worst pain, the mean feeling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jmapdesk.insight.summary import Summary, summarise
from jmapdesk.layout import curve, marks
from jmapdesk.layout.context import Context
from jmapdesk.layout.parts import IconPart, Part, ShapePart
from jmapdesk.model.records import Card
from jmapdesk.util.geometry import Rect, circle_path

HEIGHT = 18.0
"""How high a summary is, map units."""
_GAP = 7.0
_FACE = 18.0


@dataclass(frozen=True, slots=True, eq=False)
class SummaryBox:
    """A summary where it stands: x of the map, y of the lane."""

    summary: Summary
    rect: Rect
    parts: tuple[Part, ...]
    title: str

    def same(self, other: SummaryBox | None) -> bool:
        """Whether another one looks the same."""
        return other is not None and (self.rect, self.parts) == (other.rect, other.parts)


def summary_box(cards: Iterable[Card], room: Rect, context: Context, face: bool = True) -> SummaryBox | None:
    """The summary of some cards in the middle of a room; None of no cards. ``face`` shows the mean feeling."""
    summary = summarise(cards)
    if not summary.cards:
        return None
    words, style, colours = context.words, context.styles.lane, context.theme.colours
    said = words.number(summary.cards)
    width = context.shaper.measure(said, style, max_lines=1).width + 1
    parts: list[Part] = [IconPart(0, 3, 12, "sticky-note", colours.muted, 2.0)]
    text, _, _ = context.text(16, (HEIGHT - style.line_height) / 2, width, said, style, colours.ink, max_lines=1)
    parts.append(text)
    x = 16 + width
    if summary.severity:
        parts += marks.severity_pill(summary.severity, x + _GAP, HEIGHT / 2 - 5, context)
        x += _GAP + 6.0 + 7.0 * summary.severity
    if face and summary.feeling is not None:
        hue = curve.face_colour(summary.feeling, context)
        middle = x + _GAP + _FACE / 2
        parts.append(ShapePart(circle_path(middle, HEIGHT / 2, _FACE / 2 - 1.2), fill=colours.paper))
        parts.append(IconPart(middle - _FACE / 2, 0, _FACE, curve.face_of(summary.feeling), hue, 2.2))
        x = middle + _FACE / 2
    rect = Rect(room.cx - x / 2, room.cy - HEIGHT / 2, x, HEIGHT)
    title = words("summary.card" if summary.cards == 1 else "summary.cards", n=summary.cards)
    return SummaryBox(summary, rect, context.turned(parts, x), title)
