"""A poster spread over sheets of a small paper: which sheets, what each shows, and what is printed beside the map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final, NamedTuple

from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.pages import Layer, Pages, Sheet
from jmapdesk.exchange.placement import LEAST_ROOM_MM, page_for
from jmapdesk.exchange.tiling import Blocks, Span, Strip, careful_strips, is_whole, plain_strips, trimmed
from jmapdesk.layout.context import Context
from jmapdesk.layout.parts import Part
from jmapdesk.layout.tile_marks import BAR_MM, MM, Cell, check_bar, crop_marks, foot_line, key_page
from jmapdesk.render.drawing import GlyphsOp, Group, Picture
from jmapdesk.render.page import UNITS_PER_MM, Page
from jmapdesk.render.parts import IconPaths, inked
from jmapdesk.render.story import Story, Told, paragraphs
from jmapdesk.util.errors import JmapError
from jmapdesk.util.geometry import Rect, union

TILE_MARGIN_MM: Final = 10.0
"""What a sheet keeps free for printers, marks and names where no margin is asked for."""
_LEAST_MARGIN_MM: Final = 9.0
"""The least margin that marks and names find room in."""
_MORE: Final = 1.5
"""How many times as many sheets are spent to keep cards whole."""
_WHOLE: Final = frozenset({"card", "feeling", "step", "summary"})
"""Roles of what should be whole on a sheet."""
_NAMED: Final = frozenset({"card", "feeling", "summary"})
"""Those of them that are told by name where they are cut."""
_LABELS: Final = frozenset({"stage", "lane", "connection"})
"""Roles of what has words that should be whole; words in anything else only where that takes no further sheet."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a poster is cut: the paper as it lies, the scale, strips across and down, and the titles of what is cut."""

    paper: tuple[float, float]
    scale: float
    margin: float
    across: tuple[Strip, ...]
    down: tuple[Strip, ...]
    head: tuple[Span, Span]
    """Where lane labels (x) and stages (y) stand that are repeated on every sheet; empty spans where they are not."""
    cut: tuple[str, ...]

    @property
    def sheets(self) -> int:
        """How many sheets show the map."""
        return len(self.across) * len(self.down)


def tile_plan(whole: Picture, options: ExportOptions, rtl: bool) -> Plan:
    """Cut a map's picture into the fewest sheets that keep every card whole, unless that takes half as many more.

    Strips count along the reading direction. Raises JmapError for a paper that leaves no room.
    """
    poster = page_for(whole.width, whole.height, options.paper, options.orientation, options.scale, 0.0)
    mm = poster.scale / UNITS_PER_MM
    size = whole.width * mm, whole.height * mm
    paper = options.tiles
    if paper.size_mm is None:
        raise JmapError("export.tiles", f"{paper.name} is no sheet to print on; choose A4, A3, Letter or a size.")
    margin = TILE_MARGIN_MM if options.margin is None else options.margin
    if options.sheet_marks:
        margin = max(margin, _LEAST_MARGIN_MM)
    things = [_Thing(*_turned(one.rect, whole.width, rtl, mm), one) for one in _inks(whole.root)]
    wanted = [Blocks(one.x for one in things), Blocks(one.y for one in things)]
    needed = [Blocks(one.x for one in things if one.ink.must), Blocks(one.y for one in things if one.ink.must)]
    head = _heads(whole, rtl, mm) if options.repeat_headers else (Span(0, 0), Span(0, 0))
    short, long = sorted(paper.size_mm)
    plans: list[tuple[int, Plan]] = []
    fewest = 0
    for sides in dict.fromkeys(((long, short), (short, long))):
        room = sides[0] - 2 * margin, sides[1] - 2 * margin
        heads = head[0].end - head[0].start, head[1].end - head[1].start
        if any(one - top - options.overlap < 2 * LEAST_ROOM_MM for one, top in zip(room, heads, strict=True)):
            continue
        ways = []
        for axis in (0, 1):
            plain = plain_strips(size[axis], room[axis], options.overlap, heads[axis])
            careful = (
                careful_strips(size[axis], room[axis], options.overlap, blocks[axis], heads[axis])
                for blocks in (wanted, needed)
            )
            ways.append([plain, *careful] if options.avoid_cards else [plain])
        plain_sheets = len(ways[0][0]) * len(ways[1][0])
        fewest = min(fewest, plain_sheets) if fewest else plain_sheets
        for across, down in product(*ways):
            whole_things = [one for one in things if is_whole(one.x, across) and is_whole(one.y, down)]
            cut = tuple(one.ink.title for one in things if one.ink.title and one not in set(whole_things))
            strips = trimmed(across, needed[0]), trimmed(down, needed[1])
            plan = Plan(sides, poster.scale, margin, tuple(strips[0]), tuple(strips[1]), head, cut)
            plans.append((len(things) - len(whole_things), plan))
    if not plans:
        raise JmapError(
            "export.tiles",
            f"On {paper.name} margins, overlap and what is repeated leave no room for the map; make them smaller, or "
            "choose a larger paper.",
        )
    allowed = [one for one in plans if one[1].sheets <= max(fewest * _MORE, fewest + 1)]
    if not options.avoid_cards:
        return min(allowed, key=lambda one: one[1].sheets)[1]
    return min(allowed, key=lambda one: (len(one[1].cut), one[1].sheets, one[0]))[1]


def tile_pages(whole: Picture, options: ExportOptions, context: Context, icons: IconPaths) -> Pages:
    """The sheets of a large print, the key page first where there is one."""
    plan = tile_plan(whole, options, context.rtl)
    maker = _Maker(whole, plan, options, context, icons)
    sheets = maker.sheets()
    has_key = options.key_page and plan.sheets > 1
    if has_key:
        sheets = [maker.key(), *sheets]
    return Pages(tuple(sheets), tuple(_said(plan, options)), int(has_key), cut=plan.cut)


def _said(plan: Plan, options: ExportOptions) -> Iterator[str]:
    if plan.cut:
        names = ", ".join(f"“{title}”" for title in plan.cut[:4])
        more = f" and {len(plan.cut) - 4} more" if len(plan.cut) > 4 else ""
        many = "1 card is" if len(plan.cut) == 1 else f"{len(plan.cut)} cards are"
        helps = "a larger sheet or a smaller poster keeps them whole" if options.avoid_cards else (
            "“avoid cards” moves the cuts into the gaps")  # fmt: skip
        yield f"{many} cut by the edge of a sheet: {names}{more}; {helps}."


# --- what stands where ----------------------------------------------------------------------------------------------


class _Ink(NamedTuple):
    """Something that should not be cut: where it is in the picture, its title where it is a card, and whether it must
    be whole for up to half as many sheets more."""

    rect: Rect
    title: str = ""
    must: bool = True


class _Thing(NamedTuple):
    """Where something reaches in millimetres: across from where reading begins, and down."""

    x: Span
    y: Span
    ink: _Ink


def _inks(group: Group, dx: float = 0.0, dy: float = 0.0) -> Iterator[_Ink]:
    """Everything in a picture that should not be cut."""
    dx, dy = dx + group.dx, dy + group.dy
    if group.role in _WHOLE:
        title = (group.title or "…") if group.role in _NAMED else ""
        yield _Ink(group.bounds.moved(dx, dy), title)
        return
    must = group.role in _LABELS
    for child in group.children:
        if isinstance(child, Group):
            yield from _inks(child, dx, dy)
        elif isinstance(child, GlyphsOp) and child.run.glyphs:
            size = child.run.size
            wide = max(child.run.xs) + size * 0.6
            yield _Ink(Rect(dx + child.x, dy + child.y - size, wide, size * 1.3), "", must)


def _turned(rect: Rect, width: float, rtl: bool, mm: float) -> tuple[Span, Span]:
    """From where to where a rectangle reaches in millimetres, across (from where reading begins) and down."""
    x = width - rect.right if rtl else rect.x
    return Span(x * mm, (x + rect.w) * mm), Span(rect.y * mm, rect.bottom * mm)


def _heads(whole: Picture, rtl: bool, mm: float) -> tuple[Span, Span]:
    """Where the lanes' labels stand across, and the stages with their steps down; with the table's edge before them."""
    labels = [rect for role, rect in _roles(whole.root) if role == "label"]
    tops = [rect for role, rect in _roles(whole.root) if role in ("stage", "step")]
    tables = [rect for role, rect in _roles(whole.root) if role == "table"]
    if not labels or not tops or not tables:
        return Span(0, 0), Span(0, 0)
    table = _turned(union(tables), whole.width, rtl, mm)
    x, y = _turned(union(labels), whole.width, rtl, mm)[0], _turned(union(tops), whole.width, rtl, mm)[1]
    return Span(table[0].start, x.end + 1.0), Span(table[1].start, y.end + 0.5)


def _roles(group: Group, dx: float = 0.0, dy: float = 0.0, depth: int = 0) -> Iterator[tuple[str, Rect]]:
    dx, dy = dx + group.dx, dy + group.dy
    rect = group.bounds.moved(dx, dy)
    if group.role == "lane" and depth == 2:
        yield "label", rect
    elif group.role == "grid" and depth == 1 and group.element == "table":
        yield "table", rect
    else:
        yield group.role, rect
    if depth < 2:
        for child in group.children:
            if isinstance(child, Group):
                yield from _roles(child, dx, dy, depth + 1)


def sheet_name(row: int, column: int) -> str:
    """A sheet's name: rows are letters from the top, columns numbers from where reading begins, with a dot between
    them: A4 would be read as a paper."""
    letters, n = "", row
    while n >= 0:
        letters, n = chr(ord("A") + n % 26) + letters, n // 26 - 1
    return f"{letters}·{column + 1}"


# --- the sheets -------------------------------------------------------------------------------------------------------


class _Maker:
    """Makes the pages of a plan."""

    def __init__(
        self, whole: Picture, plan: Plan, options: ExportOptions, context: Context, icons: IconPaths
    ) -> None:
        self._whole, self._plan, self._options, self._context, self._icons = whole, plan, options, context, icons
        self._mm = plan.scale / UNITS_PER_MM
        self._width = whole.width * self._mm

    def sheets(self) -> list[Sheet]:
        """The sheets that show the map, row by row in reading order."""
        rows, columns = range(len(self._plan.down)), range(len(self._plan.across))
        return [self._sheet(row, column) for row in rows for column in columns]

    def _sheet(self, row: int, column: int) -> Sheet:
        plan, rtl = self._plan, self._context.rtl
        x, y = plan.across[column], plan.down[row]
        heads = (
            plan.head[0] if column and x.start >= plan.head[0].end else Span(0, 0),
            plan.head[1] if row and y.start >= plan.head[1].end else Span(0, 0),
        )
        wide, high = heads[0].end - heads[0].start, heads[1].end - heads[1].start
        area = Rect(plan.margin, plan.margin, wide + x.end - x.start, high + y.end - y.start)
        if rtl:
            area = area._replace(x=plan.paper[0] - plan.margin - area.w)
        main = Rect(area.x if rtl else area.x + wide, area.y + high, x.end - x.start, y.end - y.start)
        left = Rect(main.right if rtl else area.x, main.y, wide, main.h)
        top = Rect(main.x, area.y, main.w, high)
        corner = Rect(left.x, area.y, wide, high)
        page = self._window(main, x.start, y.start)
        layers: list[Layer] = []
        if wide:
            layers.append(Layer(self._whole, self._window(left, heads[0].start, y.start)))
        if high:
            layers.append(Layer(self._whole, self._window(top, x.start, heads[1].start)))
        if wide and high:
            layers.append(Layer(self._whole, self._window(corner, heads[0].start, heads[1].start)))
        name = sheet_name(row, column)
        parts = self._furniture(area, main, (row, column), bool(wide), bool(high))
        if parts:
            layers.append(self._over(parts))
        return Sheet(self._whole, page, name, tuple(layers))

    def _window(self, rect: Rect, x: float, y: float) -> Page:
        """The page whose rectangle shows the poster from (x, y) on, in millimetres from where reading begins."""
        paper, start = self._plan.paper, (self._width - x - rect.w if self._context.rtl else x)
        return Page(paper[0], paper[1], self._plan.scale, rect.x - start, rect.y - y, rect)

    def _furniture(self, area: Rect, main: Rect, at: tuple[int, int], wide: bool, high: bool) -> tuple[Part, ...]:
        """Marks where the sheet is trimmed, its name, the check bar; nothing is trimmed where headers are repeated."""
        plan, context, options = self._plan, self._context, self._options
        row, column = at
        x, y = plan.across[column], plan.down[row]
        units = Rect(area.x * MM, area.y * MM, area.w * MM, area.h * MM)
        parts: list[Part] = []
        left, right = area.x, area.right
        if options.sheet_marks:
            start, end = x.trim_start - x.start, x.trim_end - x.start
            xs = [main.right - end, main.right - start] if context.rtl else [main.x + start, main.x + end]
            if wide:
                xs.pop(1 if context.rtl else 0)
            left = max([left, *(one for one in xs if one < area.cx)])
            right = min([right, *(one for one in xs if one > area.cx)])
            ys = [main.y + y.trim_start - y.start] if not high else []
            ys.append(main.y + y.trim_end - y.start)
            parts += crop_marks(units, [one * MM for one in xs], [one * MM for one in ys])
        if options.key_page and plan.sheets > 1:
            number = row * len(plan.across) + column + 1
            words = context.words("tiles.sheet", n=number, of=plan.sheets)
            bar = BAR_MM if right - left >= BAR_MM + 60 else 0.0
            line = Rect((left + 1.5) * MM, units.bottom, (right - left - 3) * MM, 0)
            foot = line._replace(w=line.w - (bar + 4) * MM, x=line.x + ((bar + 4) * MM if context.rtl else 0))
            parts += foot_line(foot, sheet_name(row, column), f"{words} · {self._whole.title}", context)
            if bar:
                bar_x = line.x if context.rtl else line.right - bar * MM
                parts += check_bar(bar_x, units.bottom + 5 * MM, context.words("tiles.bar"), context)
        return tuple(parts)

    def _over(self, parts: tuple[Part, ...], story: Story | None = None) -> Layer:
        """Parts on the sheet as it is, at 100 %; without a story nobody is told of them."""
        paper = self._plan.paper
        root = Group("sheet", "furniture", *inked(parts, self._context.shaper, self._icons))
        tell = None if story is None else lambda: story
        language = self._whole.language
        drawn = Picture(paper[0] * MM, paper[1] * MM, self._whole.paper, root, language=language, story=tell)
        return Layer(drawn, Page(paper[0], paper[1]))

    def key(self) -> Sheet:
        """The page that says how the sheets come together."""
        plan, context, whole = self._plan, self._context, self._whole
        across, high = self._width, whole.height * self._mm
        cells = []
        for row, y in enumerate(plan.down):
            for column, x in enumerate(plan.across):
                first = across - x.trim_end if context.rtl else x.trim_start
                trim = Rect(
                    first / across, y.trim_start / high, (x.trim_end - x.trim_start) / across,
                    (y.trim_end - y.trim_start) / high,
                )  # fmt: skip
                cells.append(Cell(sheet_name(row, column), trim))
        words = context.words
        heading = words("tiles.heading", n=plan.sheets, paper=self._options.tiles.name, title=whole.title)
        glue = "tiles.lay" if self._options.repeat_headers else "tiles.glue"
        steps = [words("tiles.print"), words("tiles.check"), words(glue)]
        size = plan.paper[0] * MM, plan.paper[1] * MM
        parts, poster = key_page(size, cells, whole.width / whole.height, heading, steps, words("tiles.bar"), context)
        page = Page(plan.paper[0], plan.paper[1], poster.w / whole.width, poster.x / MM, poster.y / MM)
        styles, name = context.styles, words("tiles.key")
        kinds = {styles.stage: "h1"} | dict.fromkeys((styles.fact_name, styles.fact, styles.small), "text")
        told = paragraphs("sheet", "furniture", parts, kinds, (styles.fact_name,))
        story = Story(Told("sheets", under=tuple(told), name=name), rtl=context.rtl)
        return Sheet(whole, page, name, (self._over(parts, story),))

