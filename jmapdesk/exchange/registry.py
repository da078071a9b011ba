"""The one registry of formats: what a file's ending means, and what can be written to it or read from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeAlias

from jmapdesk.exchange.options import ExportOptions, Workshop, settled
from jmapdesk.exchange.preset_codec import CHOICES
from jmapdesk.model.journey import JourneyMap
from jmapdesk.util.errors import JmapError
from jmapdesk.util.progress import Progress

Write: TypeAlias = Callable[[JourneyMap, Path, ExportOptions, Workshop, Progress | None], list[str]]
"""Writes a map to a path and returns remarks a person should read (characters no font has …)."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how it is written, whether a map can be read from it, and which options concern it.

    Several formats may share an ending (a poster and tiles are PDF both); the first of them is what the ending means.
    """

    key: str
    """What presets call it; stable for life."""
    ending: str
    name: str
    """Its name for people, short."""
    write: Write | None = None
    reads: bool = False
    concerns: frozenset[str] = frozenset()
    """The names of the fields of ExportOptions that make a difference to what is written."""
    form: str = "poster"
    """How a format that shows pages spreads the map over them."""
    drawn: bool = False
    """Whether it shows the pages of ``pages.pages_of``; a preview then shows them too."""
    icon: str = "file-text"
    """The icon that stands before its name in a list."""
    says: str = ""
    """What a person finds in the file, in a sentence, where no pages can be shown."""


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


def _write_raster(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    from jmapdesk.exchange.sheets import write_raster_sheet

    return write_raster_sheet(journey, path, options, workshop, progress)


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

    seen = as_seen(journey, options.shown)
    said = write_workbook(seen, path, progress)
    return said if seen is journey else [*said, _OF_A_VIEW]


_OF_A_VIEW = "The workbook holds only what shows; the rest of the map stays as it is when the workbook is brought back."


def _write_csv(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    from jmapdesk.exchange.write_csv import write_cards

    return write_cards(journey, path, options, progress)


def _write_tsv(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    from jmapdesk.exchange.write_csv import write_cards

    return write_cards(journey, path, options, progress, delimiter="\t")


def _write_markdown(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    from jmapdesk.exchange.write_markdown import write_markdown

    return write_markdown(journey, path, options, progress)


def _write_mermaid(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    from jmapdesk.exchange.write_mermaid import write_journey

    return write_journey(journey, path, options, progress)


def _write_html(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    from jmapdesk.exchange.write_html import write_page

    return write_page(journey, path, options, workshop.icons, progress)


def _write_ics(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    from jmapdesk.exchange.write_ics import write_review

    return write_review(journey, path, progress)


def _write_slides(
    journey: JourneyMap, path: Path, options: ExportOptions, workshop: Workshop, progress: Progress | None
) -> list[str]:
    from jmapdesk.exchange.slides.write import write_slides

    return write_slides(journey, path, options, workshop, progress)


SEEN: Final = frozenset({"view", "detail", "stages"})
"""Options about what of the map is shown."""
DRESSED: Final = frozenset({"theme", "legend", "header", "footer"})
"""Options about how its drawing is dressed."""
ON_PAPER: Final = frozenset({"paper", "orientation", "scale", "margin", "personas"})
"""Options about pages."""
ON_SHEETS: Final = frozenset({"tiles", "overlap", "avoid_cards", "repeat_headers", "sheet_marks", "key_page"})
"""Options about the sheets that a poster is spread over."""
INKS: Final = frozenset({"cmyk", "outlines"})
"""Options about how a PDF's colours and letters reach the paper."""
ON_PRESS: Final = INKS | {"bleed", "marks"}
"""Options about pages that a printing house cuts."""
_DRAWN: Final = SEEN | DRESSED | ON_PAPER

_TABLE: Final = "Every card as a row with its place and its fields; what is exported can be imported again."

FORMATS: tuple[Format, ...] = (
    Format("pdf", ".pdf", "PDF poster", _write_pdf, concerns=_DRAWN | ON_PRESS, drawn=True, icon="file-text"),
    Format(
        "tiles", ".pdf", "PDF tiles", _write_pdf, concerns=_DRAWN | ON_SHEETS | INKS, drawn=True, icon="grid-3x3",
        form="tiles",
    ),
    Format(
        "handout", ".pdf", "PDF handout", _write_pdf, concerns=_DRAWN - {"personas", "scale"} | INKS, drawn=True,
        icon="book-open", form="handout",
    ),
    Format(
        "png", ".png", "PNG", _write_png, concerns=_DRAWN | {"dpi", "pixels", "transparent"}, drawn=True, icon="image"
    ),
    Format("jpg", ".jpg", "JPEG", _write_raster, concerns=_DRAWN | {"dpi", "pixels"}, drawn=True, icon="image"),
    Format(
        "webp", ".webp", "WebP", _write_raster, concerns=_DRAWN | {"dpi", "pixels", "transparent"}, drawn=True,
        icon="image",
    ),
    Format("svg", ".svg", "SVG", _write_svg, concerns=_DRAWN | {"outlines"}, drawn=True, icon="file-code"),
    Format(
        "xlsx", ".xlsx", "Excel", _write_xlsx, reads=True, concerns=SEEN, icon="table",
        says="The map with its curve, and tables to edit; what is edited there can be brought back into the map.",
    ),
    Format(
        "pptx", ".pptx", "PowerPoint", _write_slides, concerns=SEEN | DRESSED - {"header"}, icon="presentation",
        says="The map, each stage, priorities, actions, personas and sources on slides, as shapes and charts to edit.",
    ),
    Format("csv", ".csv", "CSV table", _write_csv, reads=True, concerns=SEEN, icon="table", says=_TABLE),
    Format("tsv", ".tsv", "TSV table", _write_tsv, reads=True, concerns=SEEN, icon="table", says=_TABLE),
    Format(
        "md", ".md", "Markdown", _write_markdown, reads=True, concerns=SEEN,
        says="A document to read: the map as a table, then actions, notes, sources and review.",
    ),
    Format(
        "mmd", ".mmd", "Mermaid journey", _write_mermaid, reads=True, concerns=SEEN, icon="chart-line",
        says="Stages as sections, steps as tasks, the feelings of one curve as scores from 1 to 5.",
    ),
    Format(
        "ics", ".ics", "Calendar entry", _write_ics, icon="calendar",
        says="The next review of the map as an entry for a calendar, all day long.",
    ),
    Format(
        "html", ".html", "Web page", _write_html, reads=True, concerns=SEEN | {"theme", "legend"}, icon="globe",
        says="One page for any browser, without a network: on a screen, on a phone, by night, on paper, read aloud.",
    ),
)  # fmt: skip
"""Every format jmapdesk knows besides its own. What only an export needs is imported when it runs."""


def writable() -> list[Format]:
    """The formats a map can be exported to."""
    return [one for one in FORMATS if one.write is not None]


def readable() -> list[Format]:
    """The formats a map can be read from."""
    return [one for one in FORMATS if one.reads]


def format_named(key: str) -> Format:
    """The format with a key that is in the table."""
    return {one.key: one for one in FORMATS}[key]


def written_as(ending: str) -> Format:
    """The format that an ending means. Raises JmapError where a map cannot be exported to it."""
    found = next((one for one in writable() if one.ending == ending.lower()), None)
    if found is None:
        endings = ", ".join(dict.fromkeys(one.ending for one in writable()))
        raise JmapError("export.format", f"A map cannot be exported to “{ending}”; name the file with {endings}.")
    return found


def shaped(options: ExportOptions, form: Format) -> ExportOptions:
    """The options with what choosing a format settles: those that do not concern it are as usual."""
    usual = ExportOptions()
    idle: dict[str, Any] = {name: getattr(usual, name) for name in CHOICES if name not in form.concerns}
    return replace(options, form=form.form, **idle)


def export(
    journey: JourneyMap,
    path: Path,
    options: ExportOptions,
    workshop: Workshop,
    progress: Progress | None = None,
    form: Format | None = None,
) -> list[str]:
    """Export a map to a format, that of the path's ending where none is given; returns remarks for people.

    Raises JmapError for an ending that cannot be written, options this map cannot meet, or a file that cannot be
    written, Cancelled from progress.
    """
    found = form or written_as(path.suffix or path.name)
    if found.write is None:
        raise JmapError("export.format", f"A map cannot be exported as {found.name}.")
    journey, options = settled(journey, shaped(options, found))
    return found.write(journey, path, options, workshop, progress)
