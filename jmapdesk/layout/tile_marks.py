"""What is printed on the sheets of a large print beside the map: crop marks, names, the check bar, the key page.

Places are map units on the sheet, as large as it is at 100 %.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from jmapdesk.layout.context import Context
from jmapdesk.layout.parts import Line, Part, ShapePart, shifted
from jmapdesk.util.geometry import Path, Rect, line_path, rect_path

MM: Final = 96 / 25.4
"""Map units in a millimetre."""
BAR_MM: Final = 100.0
_HAIRLINE: Final = 0.6
_NEAR, _FAR = 1.2 * MM, 5.5 * MM
"""How far from the print a crop mark begins and ends."""
_FOOT: Final = 1.6 * MM
"""How far under the print its line of words begins."""
_INK: Final = "#000000"
_QUIET: Final = "#5B6676"
_ACCENT: Final = "#3B5BDB"


class Cell(NamedTuple):
    """One sheet of a large print: its name, and what is left of it when it is trimmed, as shares of the poster."""

    name: str
    trim: Rect


def crop_marks(print_area: Rect, xs: Sequence[float], ys: Sequence[float]) -> tuple[Part, ...]:
    """Short lines in the margins round what is printed, at these x and y."""
    area = print_area
    path: Path = ()
    for x in xs:
        path += line_path(x, area.y - _FAR, x, area.y - _NEAR)
        path += line_path(x, area.bottom + _NEAR, x, area.bottom + _FAR)
    for y in ys:
        path += line_path(area.x - _FAR, y, area.x - _NEAR, y)
        path += line_path(area.right + _NEAR, y, area.right + _FAR, y)
    return (ShapePart(path, line=Line(_INK, _HAIRLINE)),) if path else ()


def foot_line(line: Rect, name: str, words: str, context: Context) -> tuple[Part, ...]:
    """A sheet's name and words under the print, at the side where reading begins; ``line`` is where there is room,
    its y the foot of the print."""
    styles, y = context.styles, line.y + _FOOT
    big, wide, _ = context.text(0, y, line.w / 3, name, styles.lane, _INK, max_lines=1)
    room = line.w - wide - 2 * MM
    said, _, _ = context.text(wide + 2 * MM, y + 2, room, words, styles.small, _QUIET, max_lines=1)
    return shifted(context.turned([big, said], line.w), line.x, 0)


def page_line(size: tuple[float, float], margin: float, words: str, number: str, context: Context) -> tuple[Part, ...]:
    """What stands at the foot of each page of a handout: what it belongs to, and its number."""
    inner = size[0] - 2 * margin
    style = context.styles.small
    y = size[1] - min(margin, 7 * MM)
    said, _, _ = context.text(0, y, inner * 0.8, words, style, _QUIET, max_lines=1)
    count, _, _ = context.text(inner * 0.8, y, inner * 0.2, number, style, _QUIET, align="end", max_lines=1)
    return shifted(context.turned([said, count], inner), margin, 0)


def check_bar(x: float, y: float, words: str, context: Context) -> tuple[Part, ...]:
    """A bar of 100 mm with a tick each centimetre from (x, y) on, its words over it."""
    wide = BAR_MM * MM
    path: Path = line_path(x, y, x + wide, y)
    for n in range(11):
        tall = (2.4 if n in (0, 5, 10) else 1.4) * MM
        path += line_path(x + n * wide / 10, y, x + n * wide / 10, y + tall)
    said, _, high = context.text(x, 0, wide, words, context.styles.small, _INK, max_lines=1)
    return ShapePart(path, line=Line(_INK, _HAIRLINE)), *shifted([said], 0, y - high - 0.6 * MM)


def key_page(
    size: tuple[float, float], cells: Sequence[Cell], aspect: float, heading: str, steps: Sequence[str], bar: str,
    context: Context,
) -> tuple[tuple[Part, ...], Rect]:  # fmt: skip
    """The page that says how the sheets come together: parts over the small poster, and where that stands.

    ``aspect`` is the poster's width over its height.
    """
    styles, margin = context.styles, 14 * MM
    width, height = size
    inner = width - 2 * margin
    title, _, high = context.text(0, 0, inner, heading, styles.stage, _INK, max_lines=2)
    words: list[Part] = [title]
    y = high + 3 * MM
    for n, step in enumerate(steps, 1):
        number, _, _ = context.text(0, y, 6 * MM, context.words.number(n), styles.fact_name, _INK)
        text, _, tall = context.text(6 * MM, y, inner - 6 * MM, step, styles.fact, _INK)
        words += [number, text]
        y += tall + 1
    parts = shifted(context.turned(words, inner), margin, margin)
    top = margin + y + 12 * MM
    parts += check_bar(margin if not context.rtl else width - margin - BAR_MM * MM, top - 4 * MM, bar, context)
    room = Rect(margin, top + 5 * MM, inner, max(20 * MM, height - margin - top - 5 * MM))
    shown_w = min(room.w, room.h * aspect)
    poster = Rect(room.x + (room.w - shown_w) / 2, room.y, shown_w, shown_w / aspect)
    return (*parts, *_grid(poster, cells, context)), poster


def _grid(poster: Rect, cells: Sequence[Cell], context: Context) -> list[Part]:
    """The sheets' edges over the small poster, each sheet's name at its beginning."""
    parts: list[Part] = []
    style = context.styles.small_bold
    for cell in cells:
        box = Rect(
            poster.x + cell.trim.x * poster.w, poster.y + cell.trim.y * poster.h, cell.trim.w * poster.w,
            cell.trim.h * poster.h,
        )  # fmt: skip
        parts.append(ShapePart(rect_path(box), line=Line(_ACCENT, 1.2, dash=(4, 3))))
        text, wide, high = context.text(0, box.y + 3, box.w, cell.name, style, _ACCENT, max_lines=1)
        x = box.right - 6 - wide if context.rtl else box.x + 6
        parts.append(ShapePart(rect_path(Rect(x - 3, box.y + 2, wide + 6, high + 2)), fill="#FFFFFF"))
        parts += shifted([text], x, 0)
    return parts
