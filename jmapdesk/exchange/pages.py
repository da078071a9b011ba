"""The pages of an export: pictures and where they stand on paper. Print, preview and files all take the same list.

A page knows no painter. What spreads a map over more sheets yields more pages; whoever paints them need not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, NamedTuple

from jmapdesk.exchange.cut_words import nowhere_whole, short_remark
from jmapdesk.exchange.legibility import reading_remark, small_text_remark
from jmapdesk.exchange.options import ExportOptions, Workshop, settled
from jmapdesk.exchange.paper import Paper, letter_like
from jmapdesk.exchange.placement import cut_remark, is_cut, page_for
from jmapdesk.layout.context import Context
from jmapdesk.layout.cut_texts import CutText
from jmapdesk.layout.extent import AROUND, extent
from jmapdesk.layout.map_layout import lay_out, make_context
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.cropping import cropped
from jmapdesk.render.drawing import Picture
from jmapdesk.render.map_drawing import picture
from jmapdesk.render.page import Page
from jmapdesk.render.parts import IconPaths
from jmapdesk.render.persona_drawing import persona_picture
from jmapdesk.util.errors import JmapError
from jmapdesk.util.progress import Progress, span

_MM_PER_INCH: Final = 25.4


class Layer(NamedTuple):
    """A picture and where it stands on a page."""

    picture: Picture
    page: Page


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One page: a picture, its place on the paper, and what a person calls the page (empty for the map's only one)."""

    picture: Picture
    page: Page
    name: str = ""
    over: tuple[Layer, ...] = ()
    """What else stands on the page, painted after it in this order; their papers' colour is not."""

    @property
    def layers(self) -> tuple[Layer, ...]:
        """All pictures on the page in the order they are painted; the first gives its size and its ground."""
        return Layer(self.picture, self.page), *self.over


@dataclass(frozen=True, slots=True, eq=False)
class Pages:
    """All pages of an export in their order, and what a person should know of them. There is always one."""

    sheets: tuple[Sheet, ...]
    said: tuple[str, ...] = ()
    first: int = 0
    """The first page that shows the map as large as it is meant to be read; a key page comes before it."""
    reading: tuple[str, ...] = ()
    """From how far it can be read, in a sentence."""
    cut: tuple[str, ...] = ()
    """The titles of cards that no page shows whole."""
    short: tuple[CutText, ...] = ()
    """Texts that end in “…” on every page that has them."""


class Tools(NamedTuple):
    """Makes words and marks in the map's language; shapers belong to a thread, so each caller makes its own."""

    make_context: Callable[[], Context]
    icons: IconPaths


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What is put on pages: the picture of a map (None where a persona stands alone) and those of its personas."""

    map: Picture | None
    people: tuple[Picture, ...] = ()
    rtl: bool = False
    after: tuple[tuple[str, Picture], ...] = ()
    """The further pages of a handout, with their names."""
    tools: Tools | None = None
    """What words and marks beside a map are made with, in the thread that puts it on pages."""


def pages_of(
    journey: JourneyMap, options: ExportOptions, workshop: Workshop, progress: Progress | None = None
) -> Pages:
    """The pages a map has with these options: the map's, then those of its personas where they are wanted.

    Raises JmapError for options that this map cannot meet, and whatever ``progress`` raises.
    """
    return spread(drawn(journey, options, workshop, progress), options)


def drawn(
    journey: JourneyMap, options: ExportOptions, workshop: Workshop, progress: Progress | None = None
) -> Drawn:
    """Lay out and draw what the options show of a map. Raises what ``pages_of`` raises."""
    journey, options = settled(journey, options)
    report = span(progress, 0.0, 1.0)
    report(0.0)
    if options.persona:
        context = make_context(journey, workshop.make_shaper())
        return Drawn(None, (persona_picture(journey, options.persona, context, workshop.icons),))
    layout = lay_out(journey, workshop.make_shaper(), wanted=options.wanted, shown=options.shown)
    report(0.5)
    whole = picture(layout, workshop.icons)
    if options.only:
        area = extent(layout, options.only)
        if area is None:
            raise JmapError("export.only", "Nothing that was selected shows in what is exported; choose another view.")
        whole = cropped(whole, area, AROUND)
    report(0.9)
    people = queries.personas(journey) if options.personas else []
    context = layout.context
    pictures = tuple(persona_picture(journey, one.id, context, workshop.icons) for one in people)
    report(1.0)
    tools = Tools(lambda: make_context(journey, workshop.make_shaper()), workshop.icons)
    if options.form == "handout":
        from jmapdesk.exchange.handout import handout_pictures, lying_alike

        alike = lying_alike(whole, options)
        pages = tuple(handout_pictures(journey, alike, workshop, span(progress, 0.5, 1.0)))
        return Drawn(whole, (), context.rtl, pages, tools)
    return Drawn(whole, pictures, context.rtl, tools=tools)


_OF_PAGES: Final = {
    name: getattr(ExportOptions(), name)
    for name in ("form", "paper", "orientation", "scale", "margin", "dpi", "pixels", "transparent", "tiles", "overlap",
                 "avoid_cards", "repeat_headers", "sheet_marks", "key_page", "bleed", "marks", "cmyk", "outlines")
}


def drawing_choices(options: ExportOptions) -> ExportOptions:
    """The options without those that only tell how pictures are put on pages: where two have the same left, what is
    drawn with one serves the other. The stages of a handout are drawn as wide as its pages want them."""
    if options.form == "handout":
        return replace(options, **{**_OF_PAGES, "form": "handout", "orientation": options.orientation})
    return replace(options, **_OF_PAGES)


def spread(what: Drawn, options: ExportOptions) -> Pages:
    """Put what is drawn on pages. Raises JmapError for a paper that cannot take it."""
    if what.map is None:
        sheets = tuple(
            Sheet(one, page_for(one.width, one.height, options.paper, options.orientation, margin=options.margin),
                  one.title)
            for one in what.people
        )  # fmt: skip
        pages = Pages(sheets)
    else:
        pages = FORMS[options.form](what.map, options, what)
        paper = Paper() if options.paper.as_map else letter_like(options.paper)
        after = tuple(Sheet(one, page_for(one.width, one.height, paper, "portrait"), one.title) for one in what.people)
        sheets = pages.sheets + after
    pictures = list(dict.fromkeys(sheet.picture for sheet in sheets))
    missing = [remark for one in pictures for remark in missing_remark(one)]
    short = nowhere_whole(pictures)
    from jmapdesk.exchange.press import pressed

    said = (*missing, *pages.said, *short_remark(short))
    return pressed(replace(pages, sheets=sheets, said=said, short=short), options)


def _poster(whole: Picture, options: ExportOptions, what: Drawn) -> Pages:
    """The whole map on one page."""
    rtl = what.rtl
    if options.pixels is not None and options.pixels[1] is not None:
        return _in_pixels(whole, options, options.pixels[0], options.pixels[1], rtl)
    paper, margin, orientation = options.paper, options.margin, options.orientation
    page = page_for(whole.width, whole.height, paper, orientation, options.scale, margin, rtl)
    said = cut_remark(whole.width, whole.height, page, paper, orientation, margin)
    said = said or small_text_remark(whole, page, options)
    return Pages((Sheet(whole, page),), tuple(said), reading=tuple(reading_remark(whole, page, options)))


def _in_pixels(whole: Picture, options: ExportOptions, width: int, height: int, rtl: bool) -> Pages:
    """A page that is so many pixels wide and high at its dots per inch, without a margin unless one is asked for."""
    size = width / options.dpi * _MM_PER_INCH, height / options.dpi * _MM_PER_INCH
    page = page_for(
        whole.width, whole.height, Paper("pixels", size), "auto", options.scale, options.margin or 0.0, rtl
    )  # fmt: skip
    said = []
    if is_cut(whole.width, whole.height, page):
        said.append(
            f"At {page.scale * 100:.0f} % the map is larger than {width} × {height} pixels: what lies beyond the edge "
            "is cut off; scale “fit” shows all of it."
        )
    return Pages((Sheet(whole, page),), tuple(said), reading=tuple(reading_remark(whole, page, options)))


def _tiles(whole: Picture, options: ExportOptions, what: Drawn) -> Pages:
    """The poster in pieces, on sheets that are put together."""
    from jmapdesk.exchange.tile_sheets import tile_pages

    if what.tools is None:
        raise ValueError("sheets with names and marks need what those are made with")
    return tile_pages(whole, options, what.tools.make_context(), what.tools.icons)


def _handout(whole: Picture, options: ExportOptions, what: Drawn) -> Pages:
    """The whole map, then a page for each stage and persona, then what is to be done; all on one paper, numbered."""
    from jmapdesk.exchange.handout import lying_alike, numbered

    options = lying_alike(whole, options)
    first = _poster(whole, options, what)
    sheets = [
        Sheet(one, page_for(one.width, one.height, options.paper, options.orientation, margin=options.margin), name)
        for name, one in what.after
    ]
    if what.tools is None:
        raise ValueError("pages with numbers need what those are made with")
    pages = numbered((*first.sheets, *sheets), what.tools.make_context(), what.tools.icons)
    # that words on the first page are small matters little: a page for each stage follows
    return Pages(pages)


FORMS: Final[Mapping[str, Callable[[Picture, ExportOptions, Drawn], Pages]]] = MappingProxyType(
    {"poster": _poster, "tiles": _tiles, "handout": _handout}
)
"""How a map's picture is spread over pages."""


def dots_per_inch(options: ExportOptions, page: Page) -> float:
    """The resolution of a picture of a page: that which makes it as wide as asked for, where pixels are."""
    return options.dpi if options.pixels is None else options.pixels[0] / page.width_mm * _MM_PER_INCH


def missing_remark(drawn: Picture) -> list[str]:
    """What to tell about a picture: characters that no font at hand can show."""
    if not drawn.missing:
        return []
    shown = " ".join(f"{c} (U+{ord(c):04X})" for c in drawn.missing[:8])
    more = f" and {len(drawn.missing) - 8} more" if len(drawn.missing) > 8 else ""
    return [f"No font on this computer has these characters: {shown}{more}; they show as empty boxes."]
