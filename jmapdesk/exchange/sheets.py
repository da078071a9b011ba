"""Exports that show the map: PDF, PNG and SVG, all from the same drawing on the same page."""

from __future__ import annotations

from pathlib import Path

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.paper import PAPERS, page_for, paper_named
from jmapdesk.layout.map_layout import lay_out
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.drawing import Picture
from jmapdesk.render.map_drawing import picture
from jmapdesk.render.page import Page
from jmapdesk.util.progress import Progress, span


def _drawn(
    journey: JourneyMap, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> tuple[Picture, Page, list[str]]:
    """The map's picture, the page it stands on, and what a person should know of it."""
    report = span(progress, 0.0, 0.3)
    report(0.0)
    layout = lay_out(journey, workshop.make_shaper())
    report(0.6)
    drawn = picture(layout, workshop.icons)
    page = page_for(drawn.width, drawn.height, options.paper, options.orientation)
    report(1.0)
    return drawn, page, remarks(drawn) + legibility(drawn, page, options)


def remarks(drawn: Picture) -> list[str]:
    """What to tell about a picture: characters that no font at hand can show."""
    if not drawn.missing:
        return []
    shown = " ".join(f"{c} (U+{ord(c):04X})" for c in drawn.missing[:8])
    more = f" and {len(drawn.missing) - 8} more" if len(drawn.missing) > 8 else ""
    return [f"No font on this computer has these characters: {shown}{more}; they show as empty boxes."]


CARD_TEXT_POINTS = 9.0
"""The size of card text at 100 %: 12 map units."""
_READABLE_POINTS = 6.0


def legibility(drawn: Picture, page: Page, options: ExportOptions) -> list[str]:
    """A word where the text of cards comes out too small to read, with the paper that would help."""
    if options.paper.size_mm is None or page.scale * CARD_TEXT_POINTS >= _READABLE_POINTS:
        return []
    said = f"Card text is {page.scale * CARD_TEXT_POINTS:.1f} pt on {options.paper.name}, hard to read"
    for name in PAPERS:
        scale = page_for(drawn.width, drawn.height, paper_named(name), options.orientation).scale
        if scale * CARD_TEXT_POINTS >= _READABLE_POINTS:
            return [f"{said}; on {name} it would be {scale * CARD_TEXT_POINTS:.1f} pt."]
    return [f"{said}; use a larger paper or fit."]


def write_pdf_sheet(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    """One page of vectors, fonts embedded."""
    from jmapdesk.render.pdf_painter import write_pdf

    drawn, page, said = _drawn(journey, options, workshop, progress)
    write_pdf(drawn, path, page, span(progress, 0.3, 1.0))
    return said


def write_png_sheet(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    """One picture at the chosen dots per inch."""
    from jmapdesk.render.png_writer import write_png

    drawn, page, said = _drawn(journey, options, workshop, progress)
    write_png(drawn, path, options.dpi, span(progress, 0.3, 1.0), page=page)
    return said


def write_svg_sheet(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    """One drawing of vectors, text with its fonts inside."""
    from jmapdesk.render.svg_painter import write_svg

    drawn, page, said = _drawn(journey, options, workshop, progress)
    write_svg(drawn, path, span(progress, 0.3, 1.0), page=page)
    return said
