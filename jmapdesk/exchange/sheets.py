"""Exports that show the map and its personas: PDF, PNG and SVG, all from the same drawing on the same page."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.paper import PAPERS, Paper, page_for, paper_named
from jmapdesk.layout.map_layout import lay_out, make_context
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.drawing import Picture
from jmapdesk.render.map_drawing import picture
from jmapdesk.render.page import Page
from jmapdesk.render.persona_drawing import persona_picture
from jmapdesk.util.progress import Progress, span


def _drawn(
    journey: JourneyMap, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> tuple[Picture, Page, list[str]]:
    """The picture of the map, or of one persona, the page it stands on, and what a person should know of it."""
    report = span(progress, 0.0, 0.3)
    report(0.0)
    if options.persona:
        drawn = persona_picture(journey, options.persona, make_context(journey, workshop.make_shaper()), workshop.icons)
        said: list[str] = []
    else:
        layout = lay_out(journey, workshop.make_shaper(), wanted=options.wanted, shown=options.shown)
        report(0.6)
        drawn = picture(layout, workshop.icons)
        page = page_for(drawn.width, drawn.height, options.paper, options.orientation)
        said = legibility(drawn, page, options)
    page = page_for(drawn.width, drawn.height, options.paper, options.orientation)
    report(1.0)
    return drawn, page, remarks(drawn) + said


def _personas(journey: JourneyMap, options: ExportOptions, workshop: Workshop) -> list[tuple[Picture, Page]]:
    """The pages of the personas that follow the map: at their own size, or fitted to an upright A4."""
    if options.persona or not options.personas:
        return []
    context = make_context(journey, workshop.make_shaper())
    drawn = [persona_picture(journey, one.id, context, workshop.icons) for one in queries.personas(journey)]
    paper = Paper() if options.paper.size_mm is None else paper_named("A4")
    return [(one, page_for(one.width, one.height, paper, "portrait")) for one in drawn]


def _beside(path: Path, pages: Sequence[tuple[Picture, Page]]) -> list[tuple[Path, Picture, Page]]:
    """A file for each persona beside the map's own, named after both."""
    taken: set[Path] = set()
    files: list[tuple[Path, Picture, Page]] = []
    for drawn, page in pages:
        name = "".join(c if c.isalnum() or c in " -_’'" else " " for c in unicodedata.normalize("NFC", drawn.title))
        wanted = f"{path.stem} – {' '.join(name.split())[:60] or 'persona'}"
        target, n = path.with_name(wanted + path.suffix), 2
        while target in taken:
            target, n = path.with_name(f"{wanted} {n}{path.suffix}"), n + 1
        taken.add(target)
        files.append((target, drawn, page))
    return files


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
    more = _personas(journey, options, workshop)
    write_pdf(drawn, path, page, span(progress, 0.3, 1.0), more=more)
    return said + [remark for one, _ in more for remark in remarks(one)]


def write_png_sheet(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    """One picture at the chosen dots per inch."""
    from jmapdesk.render.png_writer import write_png

    drawn, page, said = _drawn(journey, options, workshop, progress)
    files = _beside(path, _personas(journey, options, workshop))
    write_png(drawn, path, options.dpi, span(progress, 0.3, 0.9 if files else 1.0), page=page)
    for i, (target, one, sheet) in enumerate(files):
        start, end = 0.9 + 0.1 * i / len(files), 0.9 + 0.1 * (i + 1) / len(files)
        write_png(one, target, options.dpi, span(progress, start, end), page=sheet)
    return said + _told(files)


def write_svg_sheet(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    """One drawing of vectors, text with its fonts inside."""
    from jmapdesk.render.svg_painter import write_svg

    drawn, page, said = _drawn(journey, options, workshop, progress)
    files = _beside(path, _personas(journey, options, workshop))
    write_svg(drawn, path, span(progress, 0.3, 0.9 if files else 1.0), page=page)
    for i, (target, one, sheet) in enumerate(files):
        start, end = 0.9 + 0.1 * i / len(files), 0.9 + 0.1 * (i + 1) / len(files)
        write_svg(one, target, span(progress, start, end), page=sheet)
    return said + _told(files)


def _told(files: Sequence[tuple[Path, Picture, Page]]) -> list[str]:
    return [f"Wrote {target.name} beside it." for target, _, _ in files]
