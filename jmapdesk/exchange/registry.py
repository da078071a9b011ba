"""The one registry of formats: what a file's ending means, and what can be written to it or read from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.model.journey import JourneyMap
from jmapdesk.util.errors import JmapError
from jmapdesk.util.progress import Progress

Write: TypeAlias = Callable[[JourneyMap, Path, ExportOptions, Workshop, Progress | None], list[str]]
"""Writes a map to a path and returns remarks a person should read (characters no font has …)."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its ending: its name for people, how it is written, whether a map can be read from it."""

    ending: str
    name: str
    write: Write | None = None
    reads: bool = False
    has_paper: bool = False
    has_dpi: bool = False
    has_personas: bool = False
    """Whether pages of personas can be written."""


def _write_pdf(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    from jmapdesk.exchange.sheets import write_pdf_sheet

    return write_pdf_sheet(journey, path, options, workshop, progress)


def _write_png(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    from jmapdesk.exchange.sheets import write_png_sheet

    return write_png_sheet(journey, path, options, workshop, progress)


def _write_svg(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    from jmapdesk.exchange.sheets import write_svg_sheet

    return write_svg_sheet(journey, path, options, workshop, progress)


def _write_xlsx(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    from jmapdesk.exchange.seen import as_seen
    from jmapdesk.exchange.write_xlsx import write_workbook

    return write_workbook(as_seen(journey, options.shown), path, progress)


FORMATS: tuple[Format, ...] = (
    Format(".pdf", "PDF document", _write_pdf, has_paper=True, has_personas=True),
    Format(".png", "PNG picture", _write_png, has_paper=True, has_dpi=True, has_personas=True),
    Format(".svg", "SVG drawing", _write_svg, has_paper=True, has_personas=True),
    Format(".xlsx", "Excel workbook", _write_xlsx, reads=True),
    Format(".csv", "Table (CSV)", reads=True),
    Format(".tsv", "Table (TSV)", reads=True),
    Format(".md", "Markdown", reads=True),
    Format(".mmd", "Mermaid journey", reads=True),
    Format(".html", "HTML table", reads=True),
)
"""Every format jmapdesk knows besides its own. What only an export needs is imported when it runs."""


def writable() -> list[Format]:
    """The formats a map can be exported to."""
    return [one for one in FORMATS if one.write is not None]


def readable() -> list[Format]:
    """The formats a map can be read from."""
    return [one for one in FORMATS if one.reads]


def export(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None = None
) -> list[str]:
    """Export a map to the format of the path's ending; returns remarks for people.

    Raises JmapError for an ending that cannot be written or a file that cannot be written, Cancelled from progress.
    """
    found = next((one for one in writable() if one.ending == path.suffix.lower()), None)
    if found is None or found.write is None:
        endings = ", ".join(one.ending for one in writable())
        ending = path.suffix or path.name
        raise JmapError("export.format", f"A map cannot be exported to “{ending}”; name the file with {endings}.")
    return found.write(journey, path, options, workshop, progress)
