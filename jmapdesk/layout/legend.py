"""The legend: a copy of each mark the map uses, with what it means."""

from __future__ import annotations

from collections.abc import Collection

from jmapdesk.insight.tally import Tally
from jmapdesk.layout import marks
from jmapdesk.layout.arrows import KINDS, arrow
from jmapdesk.layout.context import Context
from jmapdesk.layout.parts import Line, Part, ShapePart
from jmapdesk.util.geometry import Rect, circle_path, round_rect_path

_WIDTHS = {
    "evidence": 6.4, "assumption": 6.4, "severity": 27.0, **dict.fromkeys(marks.MOMENT_ICONS, 13.0), "check": 13.0,
    "owner": 15.0, "persona": 13.0, "link": 13.0, **dict.fromkeys(marks.STATES, 13.0), "range": 10.0, "word": 22.0,
}  # fmt: skip
"""How wide each mark of the legend is, in the order they stand."""
_ARROW = 26.0


def legend(
    use: Tally, width: float, context: Context, arrows: Collection[str] = ()
) -> tuple[list[Part], float, float]:
    """The marks with their words in lines of that width; where the last line ends (x) and begins (y).

    ``arrows`` are the kinds of connections on the sheet; arrows that only lead on need no words.
    """
    style, colours = context.styles.footer, context.theme.colours
    parts: list[Part] = []
    x, y = 0.0, 0.0
    shown = [mark for mark in _WIDTHS if use.shows(mark) and (mark != "persona" or context.people)]
    shown += [kind for kind in KINDS if kind in arrows] if set(arrows) - {"leads_to"} else []
    for mark in shown:
        wide = _WIDTHS.get(mark, _ARROW)
        said = _said(mark, context)
        text_w = context.shaper.measure(said, style, max_lines=1).width
        if x and x + wide + 6 + text_w > width:
            x, y = 0.0, y + 18
        parts += _mark(mark, x, y, context)
        x += wide + 6
        text, _, _ = context.text(x, y, text_w + 2, said, style, colours.muted, max_lines=1)
        parts.append(text)
        x += text_w + 22
    return parts, x, y


def _said(mark: str, context: Context) -> str:
    if mark not in marks.STATES:
        return context.words(f"legend.{mark}")
    state = context.words(f"status.{mark}")
    return state[:1].upper() + state[1:]


def _mark(mark: str, x: float, y: float, context: Context) -> list[Part]:
    """A copy of the mark a card carries, in a line 14 high whose top left is (x, y)."""
    colours = context.theme.colours
    width, cy = _WIDTHS.get(mark, _ARROW), y + 7
    cx = x + width / 2
    if mark in KINDS:
        return list(arrow(((x + 2, cy), (x + width, cy)), mark, colours))
    if mark == "evidence":
        return [ShapePart(circle_path(cx, cy, 3.2), fill=colours.muted)]
    if mark == "assumption":
        return [ShapePart(circle_path(cx, cy, 2.55), line=Line(colours.muted, 1.3))]
    if mark == "severity":
        return marks.severity_pill(3, x, cy - 5, context)
    if mark == "check":
        return marks.check(cx, cy, context)
    if mark == "owner":
        return marks.owner(context.words("legend.owner.letters"), cx, cy, 15, colours.good_text, context)
    if mark == "link":
        return marks.link(cx, cy, colours.muted, context)
    if mark == "persona":
        first = next(iter(context.people.values()))
        return marks.persona(first.short, cx, cy, first.ground, context)
    if mark in marks.STATES:
        return marks.state(mark, cx, cy, context.theme.kind("opportunity").ink, context)
    if mark == "range":
        return [marks.span(cx, cy - 6, cy + 6, colours.faint)]
    if mark == "word":
        chip = round_rect_path(Rect(x + 0.5, cy - 5.5, width - 1, 11), 5.5)
        return [ShapePart(chip, line=Line(colours.faint, 1, dash=(3, 2)))]
    return marks.moment(mark, cx, cy, context)
