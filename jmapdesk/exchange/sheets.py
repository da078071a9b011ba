"""Exports that show the map and its personas: PDF, PNG and SVG, all from the same pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.pages import Sheet, dots_per_inch, pages_of
from jmapdesk.exchange.placement import long_remark
from jmapdesk.model.journey import JourneyMap
from jmapdesk.util.progress import Progress, span


def write_pdf_sheet(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    """All pages as vectors in one file, fonts embedded."""
    from jmapdesk.render.pdf_ink import Printing
    from jmapdesk.render.pdf_painter import write_pdf

    pages = pages_of(journey, options, workshop, span(progress, 0.0, 0.3))
    first, *more = pages.sheets
    rest = [(sheet.picture, sheet.page) for sheet in more]
    over = {i: sheet.over for i, sheet in enumerate(pages.sheets) if sheet.over}
    names = [sheet.name for sheet in pages.sheets]
    inks = Printing(options.cmyk, options.outlines)
    write_pdf(first.picture, path, first.page, span(progress, 0.3, 1.0), None, rest, over, names, inks)
    return [*pages.said, *pages.reading, *long_remark(first.page)]


def write_png_sheet(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    """A picture of each page at the chosen dots per inch, or as wide as asked for."""
    from jmapdesk.render.png_writer import write_png

    def write(sheet: Sheet, target: Path, part: Progress) -> None:
        dpi = dots_per_inch(options, sheet.page)
        write_png(sheet.picture, target, dpi, part, page=sheet.page, transparent=options.transparent)

    return _each(journey, path, options, workshop, progress, write)


def write_raster_sheet(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    """A JPEG or WebP picture of each page, by the path's ending."""
    from jmapdesk.render.raster_writer import JPEG, WEBP, write_raster

    kind = WEBP if path.suffix.lower() == ".webp" else JPEG

    def write(sheet: Sheet, target: Path, part: Progress) -> None:
        dpi = dots_per_inch(options, sheet.page)
        write_raster(sheet.picture, target, kind, dpi, part, sheet.page, options.transparent)

    return _each(journey, path, options, workshop, progress, write)


def write_svg_sheet(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    """A drawing of vectors for each page, text with its fonts inside or as outlines."""
    from jmapdesk.render.svg_painter import write_svg

    def write(sheet: Sheet, target: Path, part: Progress) -> None:
        write_svg(sheet.picture, target, part, page=sheet.page, outlines=options.outlines)

    return _each(journey, path, options, workshop, progress, write)


def _each(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None,
    write: Callable[[Sheet, Path, Progress], None],
) -> list[str]:  # fmt: skip
    """A file for each page: the first at the path, the others beside it."""
    pages = pages_of(journey, options, workshop, span(progress, 0.0, 0.3))
    first, *others = pages.sheets
    files = _beside(path, others)
    write(first, path, span(progress, 0.3, 0.9 if files else 1.0))
    for i, (target, sheet) in enumerate(files):
        start, end = 0.9 + 0.1 * i / len(files), 0.9 + 0.1 * (i + 1) / len(files)
        write(sheet, target, span(progress, start, end))
    return [*pages.said, *pages.reading, *(f"Wrote {target.name} beside it." for target, _ in files)]


def _beside(path: Path, sheets: Sequence[Sheet]) -> list[tuple[Path, Sheet]]:
    """A file for each further page beside the first one, named after both."""
    taken: set[Path] = set()
    files: list[tuple[Path, Sheet]] = []
    for sheet in sheets:
        name = "".join(c if c.isalnum() or c in " -_’'" else " " for c in unicodedata.normalize("NFC", sheet.name))
        wanted = f"{path.stem} – {' '.join(name.split())[:60] or 'persona'}"
        target, n = path.with_name(wanted + path.suffix), 2
        while target in taken:
            target, n = path.with_name(f"{wanted} {n}{path.suffix}"), n + 1
        taken.add(target)
        files.append((target, sheet))
    return files
