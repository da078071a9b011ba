"""Pages as a printing house wants them: larger by a bleed, with marks round them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jmapdesk.exchange.legibility import Note
from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.pages import Layer, Pages, Sheet
from jmapdesk.layout.parts import ShapePart
from jmapdesk.layout.press_marks import colour_bar, cut_and_register, round_page_mm
from jmapdesk.render.drawing import COLOUR_BAR, REGISTRATION, Group, Picture
from jmapdesk.render.page import UNITS_PER_MM, Page
from jmapdesk.render.parts import bounds_of, shape_op
from jmapdesk.util.geometry import Rect


def pressed(pages: Pages, options: ExportOptions) -> Pages:
    """The pages of a poster with bleed and marks round each, and what is to be known of their colours; as they are
    where neither is asked for."""
    said = (*pages.said, *_of_colours(options))
    if options.form != "poster" or not (options.bleed or options.marks):
        return pages if said == pages.said else replace(pages, said=said)
    return replace(pages, sheets=tuple(_pressed(one, options) for one in pages.sheets), said=said)


def _of_colours(options: ExportOptions) -> Iterator[str]:
    if options.cmyk:
        yield Note(
            "Colours are CMYK by plain arithmetic, without a colour profile: ask the printing house for a proof. "
            "Pictures stay RGB."
        )


def grown(page: Page, bleed: float, marks: bool) -> Page:
    """A page with room for a bleed and for marks round it; it is cut back to its own size, millimetres."""
    edge = round_page_mm(bleed) if marks else bleed
    trim = Rect(edge, edge, page.width_mm, page.height_mm)
    return Page(
        page.width_mm + 2 * edge, page.height_mm + 2 * edge, page.scale, page.dx_mm + edge, page.dy_mm + edge,
        trim.grown(bleed) if page.clip_mm is None else page.clip_mm.moved(edge, edge), trim, bleed,
    )  # fmt: skip


def _pressed(sheet: Sheet, options: ExportOptions) -> Sheet:
    page = grown(sheet.page, options.bleed, options.marks)
    over = tuple(Layer(one.picture, grown(one.page, options.bleed, options.marks)) for one in sheet.over)
    if options.marks and page.trim_mm is not None:
        trim = Rect(*(side * UNITS_PER_MM for side in page.trim_mm))
        over += (
            _layer(page, REGISTRATION, cut_and_register(trim, options.bleed), sheet.picture),
            _layer(page, COLOUR_BAR, colour_bar(trim, options.bleed), sheet.picture),
        )
    return replace(sheet, page=page, over=over)


def _layer(page: Page, role: str, parts: tuple[ShapePart, ...], picture: Picture) -> Layer:
    """Shapes on the page as it is, at 100 %."""
    size = page.width_mm * UNITS_PER_MM, page.height_mm * UNITS_PER_MM
    root = Group(role, role, tuple(shape_op(part) for part in parts), bounds_of(parts))
    return Layer(Picture(*size, picture.paper, root, language=picture.language), Page(page.width_mm, page.height_mm))
