"""What several slides have in common: the title, portraits, the legend, the way through the stages, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from jmapdesk.exchange.slides import masters
from jmapdesk.exchange.slides.cards import MARKS
from jmapdesk.exchange.slides.maker import Maker
from jmapdesk.exchange.slides.scene import (
    WIDTH,
    Box,
    Edge,
    Paragraph,
    Photo,
    Rule,
    Run,
    Shape,
    Simple,
    Table,
    TableCell,
    plain,
)
from jmapdesk.exchange.slides.xml_shapes import TABLE_PAD
from jmapdesk.insight.tally import tally
from jmapdesk.layout.sheet import persona_ground, square_part
from jmapdesk.model.records import Card, Persona
from jmapdesk.text.initials import initials
from jmapdesk.util.geometry import Rect

X = masters.MARGIN
"""The left edge of what is on a slide."""
W = WIDTH - 2 * masters.MARGIN
"""How wide it is."""
BOTTOM = masters.FOOT - 6
"""Where it ends."""


def title(words: str, maker: Maker, *, width: float = W, size: float = 24.0) -> Box:
    """The slide's title in its placeholder, in letters small enough for two lines of that width."""
    colours, said = maker.context.theme.colours, " ".join(words.split()) or maker.context.words("untitled")
    while size > 13 and maker.fitter.lines(said, size, width, bold=True) > (1 if size > 18 else 2):
        size -= 1
    rect = masters.TITLE._replace(w=width)
    return Box(rect, plain(said, size, colours.ink, bold=True), anchor="middle", name="Title", place="title")


def portrait(persona: Persona, x: float, y: float, side: float, maker: Maker) -> Simple:
    """A persona's portrait in a circle, or the initials on their colour."""
    rect, asset = Rect(x, y, side, side), maker.journey.assets.get(persona.portrait or "")
    if asset is not None:
        return Photo(rect, asset.id, square_part(asset.width, asset.height), "ellipse", 0, persona.name, persona.name)
    ground = persona_ground(persona, maker.context)
    letters, size = initials(persona.name), side * 0.36
    while size > 5 and maker.fitter.width(letters, size, bold=True) > side * 0.84:
        size -= 0.5
    words = plain(letters, size, maker.context.theme.on(ground), bold=True, align="centre") if letters else ()
    return Box(rect, words, ground, None, "ellipse", 0, "middle", name=persona.name, says=persona.name)


def legend(y: float, cards: Iterable[Card], maker: Maker, *, owners: bool = False) -> list[Shape]:
    """What the signs on some cards mean, in a line; nothing where the legend is not wanted or no sign is used.

    ``owners`` says that owners stand there by their initials.
    """
    if not maker.shown.legend:
        return []
    counted, colours, words = tally(cards), maker.context.theme.colours, maker.context.words
    inks = {
        "severity": colours.severity, "check": colours.check,
        **dict.fromkeys(("delight", "friction", "decision"), colours.moment),
    }  # fmt: skip
    signs = [(name, sign, inks.get(name, colours.muted)) for name, sign in MARKS.items() if counted.shows(name)]
    if owners and counted.shows("owner"):
        signs.append(("owner", words("legend.owner.letters"), colours.good_text))
    if counted.shows("persona") and maker.context.people:
        mark = next(iter(maker.context.people.values()))
        signs.append(("persona", mark.short, mark.ground))
    runs: list[Run] = []
    for name, sign, ink in signs:
        bold = name in ("severity", "check", "owner", "persona", "link")
        runs.append(Run(f"{'     ' if runs else ''}{sign}", 8.0, ink, bold, sign=name in MARKS))
        runs.append(Run(f"\u00a0{words(f'legend.{name}')}".replace(" ", "\u00a0"), 8.0, colours.muted))
    if not runs:
        return []
    return [Box(Rect(X, y, W, LEGEND_HEIGHT), (Paragraph(tuple(runs)),), anchor="middle", name="Legend")]


LEGEND_HEIGHT = 14.0


def way(place: int, right: float, y: float, maker: Maker) -> list[Shape]:
    """Where a stage is among all: small arrows, its own in its colour. Decoration."""
    theme, n = maker.context.theme, len(maker.stages)
    if n < 2:
        return []
    wide = min(22.0, 240 / n)
    shapes: list[Shape] = []
    for numbered in maker.stages:
        ground = theme.stage_colour(numbered.stage.colour, numbered.place)
        here = numbered.place == place
        form = "first" if numbered.place == 0 else "arrow"
        rect = Rect(right - (n - numbered.place) * wide, y, wide + 1.0, 9)
        fill = (theme.colours.stage_edge or ground) if here else theme.colours.hairline
        shapes.append(Box(rect, (), fill, None, form, 3.5, name="Way"))
    return shapes


# --- tables ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a table: its title, and its share of the width; ``always`` keeps it where nothing is in it."""

    title: str
    share: float
    always: bool = False


Cell = str | Run
"""What stands in a cell: words, or a run with a look of its own."""


def tables(heads: Sequence[Head], rows: Sequence[Sequence[Cell]], rect: Rect, name: str, maker: Maker) -> list[Table]:
    """A table over as few slides as its smallest letters need, in the largest that need no more.

    Columns with nothing in them are left out, and the last slide is not left with a row or two.
    """
    kept = [i for i, head in enumerate(heads) if head.always or any(_said(row[i]) for row in rows)]
    shown = [[row[i] for i in kept] for row in rows]
    widths = _widths([heads[i] for i in kept], shown, rect.w, maker)
    titles = [heads[i].title for i in kept]
    made: list[Table] = []
    for size in reversed(_TABLE_SIZES):
        tried = _tables(titles, shown, widths, rect, name, size, maker)
        if made and len(tried) > len(made):
            break
        made = tried
    return made


_TABLE_SIZES: Final = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0)


def _widths(heads: Sequence[Head], rows: Sequence[Sequence[Cell]], room: float, maker: Maker) -> list[float]:
    """The widths of columns: what their words need on one line where it fits, what is left shared out by shares."""
    widths: dict[int, float] = {}
    left, open_ = room, list(range(len(heads)))
    wanted = [
        max([_wide(head.title, True, maker), *(_wide(_said(row[i]), _is_bold(row[i]), maker) for row in rows)])
        for i, head in enumerate(heads)
    ]
    while open_:
        total = sum(heads[i].share for i in open_)
        small = [i for i in open_ if wanted[i] <= left * heads[i].share / total]
        if not small or len(small) == len(open_):
            break
        for i in small:
            widths[i] = wanted[i]
            left -= wanted[i]
        open_ = [i for i in open_ if i not in widths]
    total = sum(heads[i].share for i in open_)
    if open_ and sum(wanted[i] for i in open_) <= left:
        spare = left - sum(wanted[i] for i in open_)
        widths |= {i: wanted[i] + spare * heads[i].share / total for i in open_}
    else:
        widths |= {i: left * heads[i].share / total for i in open_}
    return [widths[i] for i in range(len(heads))]


def _wide(text: str, bold: bool, maker: Maker) -> float:
    """The width a cell's words need in the largest letters of tables, as far as it may matter."""
    widths = [maker.fitter.width(line[:120], _TABLE_SIZES[0], bold=bold) for line in text.split("\n")]
    return max(widths) + 2 * TABLE_PAD[0] + 2


def _is_bold(cell: Cell) -> bool:
    return isinstance(cell, Run) and cell.bold


def _tables(
    titles: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[float], rect: Rect, name: str, size: float,
    maker: Maker,
) -> list[Table]:  # fmt: skip
    colours = maker.context.theme.colours
    header = tuple(TableCell(plain(title, size - 1, colours.muted, bold=True)) for title in titles)
    over = _row_height(header, widths, maker)
    body = [tuple(_cell(cell, size, width, rect.h / 2, maker) for cell, width in zip(row, widths, strict=True))
            for row in rows]  # fmt: skip
    heights = [_row_height(row, widths, maker) for row in body]
    pages = _portions(heights, rect.h - over)
    if len(pages) > 1:
        even = sum(heights) / len(pages) + max(heights) / 2
        tried = _portions(heights, min(rect.h - over, even))
        pages = tried if len(tried) == len(pages) else pages
    return [
        Table(
            rect._replace(h=over + sum(heights[start:end])), tuple(widths), (header, *body[start:end]),
            (over, *heights[start:end]), Edge(colours.hairline), name, name,
        )
        for start, end in pages
    ]  # fmt: skip


def _portions(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    """The rows of each page, from one to before another: as many as there is room for, at least one."""
    pages: list[tuple[int, int]] = []
    start, used = 0, 0.0
    for i, height in enumerate(heights):
        if i > start and used + height > room:
            pages.append((start, i))
            start, used = i, 0.0
        used += height
    return [*pages, (start, len(heights))] if heights else []


def _said(cell: Cell) -> str:
    return cell.text if isinstance(cell, Run) else cell


def _cell(cell: Cell, size: float, width: float, most: float, maker: Maker) -> TableCell:
    """A cell with its words, cut where they would take half a slide."""
    run = replace(cell, size=size) if isinstance(cell, Run) else Run(cell, size, maker.context.theme.colours.ink)
    limit = max(1, int(most / (1.5 * size)))
    shown = maker.fitter.cut(run.text, size, width - 2 * TABLE_PAD[0], limit, bold=run.bold)
    if shown != run.text:
        maker.remarks.cut.add(run.text)
    return TableCell(tuple(Paragraph((replace(run, text=line),)) for line in shown.split("\n")))


def _row_height(cells: Sequence[TableCell], widths: Sequence[float], maker: Maker) -> float:
    tallest = max(
        maker.fitter.height(cell.paragraphs, width - 2 * TABLE_PAD[0])
        for cell, width in zip(cells, widths, strict=True)
    )
    return tallest + 2 * TABLE_PAD[1] + 1


def rule(y: float, maker: Maker) -> Rule:
    """A faint line across the slide."""
    return Rule(X, y, X + W, y, Edge(maker.context.theme.colours.hairline))
