"""What can be chosen for an export, and what it is made with."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from jmapdesk.edit.about import set_look
from jmapdesk.exchange.paper import Paper, Scale, paper_named
from jmapdesk.insight.filters import NOTHING_WANTED, Filter, filter_of
from jmapdesk.insight.views import view_named, views
from jmapdesk.layout.themes import THEMES
from jmapdesk.layout.visibility import DETAILS, EVERYTHING, Visibility, visibility_of
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.parts import IconPaths
from jmapdesk.text.shaped import Shaper
from jmapdesk.util.errors import JmapError

SHEET_PAPER = paper_named("A4")
MOST_OVERLAP_MM = 50.0
MOST_BLEED_MM = 50.0
LEAST_DPI, MOST_DPI = 10.0, 2400.0
MOST_PIXELS = 200_000
"""The most pixels a side of a picture may have."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What can be chosen for an export; each format takes what concerns it."""

    form: str = "poster"
    """How the map is spread over pages; ``pages.FORMS`` has them all."""
    paper: Paper = field(default_factory=Paper)
    orientation: str = "auto"
    dpi: float = 192.0
    personas: bool = False
    """Whether a page for each persona follows the map."""
    persona: str = ""
    """The id of a persona whose page alone is exported, without the map."""
    shown: Visibility = EVERYTHING
    """What is left out of the map, where no view is chosen."""
    wanted: Filter = NOTHING_WANTED
    """Cards that do not pass are faded, where no view is chosen."""
    scale: Scale = field(default_factory=Scale)
    margin: float | None = None
    """Millimetres left free at each edge of the paper; None leaves what printers need, and none round a page that is
    as large as the map."""
    pixels: tuple[int, int | None] | None = None
    """The size of a picture in pixels: width and height, or the width alone. It goes before dpi and paper."""
    transparent: bool = False
    """Whether a picture has no ground."""
    view: str = ""
    """The id of a view of the map; empty takes ``shown`` and ``wanted`` as they are."""
    detail: str = ""
    """``all``, ``key`` or ``titles``; empty leaves it to the view."""
    stages: tuple[str, str] | None = None
    """The ids of the first and the last stage to show; None shows all."""
    only: tuple[str, ...] = ()
    """Names of things that are shown by themselves, such as ``stage:ID`` (see ``layout.extent``); none shows all."""
    theme: str = ""
    """The name of another theme, without the map's own colours; empty keeps the map's."""
    legend: bool = True
    tiles: Paper = SHEET_PAPER
    """The paper of the sheets that a poster is spread over, in the form ``tiles``."""
    overlap: float = 10.0
    """Millimetres that two sheets beside each other both show."""
    avoid_cards: bool = True
    """Whether sheets end where no card is cut, for up to half as many sheets more."""
    repeat_headers: bool = False
    """Whether every sheet shows the stages and the lanes' labels."""
    sheet_marks: bool = True
    """Whether sheets have marks where they are trimmed."""
    key_page: bool = True
    """Whether sheets have names and a check bar, and a page that says how they come together."""
    header: bool = True
    """Whether title, goal and personas stand over the map."""
    bleed: float = 0.0
    """Millimetres by which a poster's print goes on beyond where its pages are cut."""
    marks: bool = False
    """Whether crop marks, register marks and a colour bar stand round a poster's pages."""
    cmyk: bool = False
    """Whether a PDF's colours are those of printing inks."""
    outlines: bool = False
    """Whether the letters of a PDF or an SVG are shapes; a PDF's words are found all the same, an SVG's are labels."""
    footer: bool = True
    """Whether the line of owner, review and sources stands under the map."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What an export is made with. Shapers belong to a thread: each export makes its own."""

    make_shaper: Callable[[], Shaper]
    icons: IconPaths


def settled(journey: JourneyMap, options: ExportOptions) -> tuple[JourneyMap, ExportOptions]:
    """The map in its theme, and the options with all that is chosen by name worked out for this map.

    Doing it again changes nothing. Raises JmapError for a view, stage, theme or detail that the map does not have.
    """
    shown, wanted = options.shown, options.wanted
    if options.view:
        view = view_named(journey, options.view)
        if view is None:
            raise JmapError("export.view", "The view that was chosen is no longer in this map; choose another.")
        shown, wanted = visibility_of(view), filter_of(view.filters)
    if options.detail:
        shown = replace(shown, detail=detail_chosen(options.detail))
    if options.stages is not None:
        shown = replace(shown, stages=shown.stages | _outside(journey, options.stages))
    shown = replace(shown, legend=options.legend and shown.legend, footer=options.footer and shown.footer)
    shown = replace(shown, head=options.header and shown.head)
    if options.theme:
        journey = set_look(journey, theme=theme_chosen(options.theme), colours={})
    return journey, replace(options, shown=shown, wanted=wanted, view="", detail="", stages=None, theme="")


def _outside(journey: JourneyMap, ends: tuple[str, str]) -> frozenset[str]:
    """The stages before the first and after the last of a range, whichever way round it is given."""
    ids = [stage.id for stage in queries.stages(journey)]
    if any(one not in ids for one in ends):
        raise JmapError("export.stages", "A stage that was chosen is no longer in this map; choose others.")
    first, last = sorted(map(ids.index, ends))
    return frozenset(ids[:first] + ids[last + 1 :])


def stages_named(journey: JourneyMap, text: str) -> tuple[str, str]:
    """A range of stages by names or numbers: ``2..4``, ``Evaluate..Onboard``, ``..3``, ``Buy``.

    Gives the ids of its ends. Raises JmapError for a stage that the map does not have.
    """
    stages = queries.stages(journey)
    if not stages:
        raise JmapError("export.stages", "This map has no stages to choose from.")
    first, found, last = (part.strip() for part in text.partition(".."))

    def one(name: str, default: int) -> str:
        if not name:
            return stages[default].id
        wanted = name.casefold()
        for stage in stages:
            if stage.name.strip().casefold() == wanted:
                return stage.id
        if name.isdecimal() and 1 <= int(name) <= len(stages):
            return stages[int(name) - 1].id
        known = ", ".join(f"{n} {stage.name}".strip() for n, stage in enumerate(stages, 1))
        raise JmapError("export.stages", f"There is no stage “{name}” in this map; its stages are: {known}.")

    start = one(first, 0)
    return start, one(last, -1) if found else start


def view_chosen(journey: JourneyMap, name: str) -> str:
    """The id of the view with a name. Raises JmapError where the map has none, with those it has."""
    view = view_named(journey, name)
    if view is None:
        names = ", ".join(f"“{one.name}”" for one in views(journey)) or "none saved"
        raise JmapError("export.view", f"There is no view “{name}” in this map ({names}; also board, team).")
    return view.id


def detail_chosen(name: str) -> str:
    """A level of detail. Raises JmapError for one that there is not."""
    if name not in DETAILS:
        raise JmapError("export.detail", f"There is no detail “{name}”; choose one of {', '.join(DETAILS)}.")
    return name


def checked_overlap(millimetres: float) -> float:
    """An overlap in millimetres. Raises JmapError for one that is out of range."""
    if not 0 <= millimetres <= MOST_OVERLAP_MM:
        raise JmapError("export.overlap", f"Sheets may overlap by 0 to {MOST_OVERLAP_MM:g} mm.")
    return millimetres


def checked_bleed(millimetres: float) -> float:
    """A bleed in millimetres. Raises JmapError for one that is out of range."""
    if not 0 <= millimetres <= MOST_BLEED_MM:
        raise JmapError("export.bleed", f"A bleed may be 0 to {MOST_BLEED_MM:g} mm; printing houses ask for 3 to 5.")
    return millimetres


def sheet_paper(name: str) -> Paper:
    """The paper of sheets that a poster is spread over. Raises JmapError for what is no sheet."""
    paper = paper_named(name)
    if paper.size_mm is None:
        raise JmapError("export.tiles", f"“{name}” is no sheet to print on; use A4, A3, Letter or a size in mm.")
    return paper


def theme_chosen(name: str) -> str:
    """The theme of a name, upper and lower case, hyphen and underline alike. Raises JmapError for an unknown one."""
    found = name.lower().replace("-", "_")
    if found not in THEMES:
        names = ", ".join(one.replace("_", "-") for one in THEMES)
        raise JmapError("export.theme", f"There is no theme “{name}”; choose one of {names}.")
    return found


def checked_dpi(dpi: float) -> float:
    """The dots per inch. Raises JmapError where they are out of range."""
    if not LEAST_DPI <= dpi <= MOST_DPI:
        raise JmapError("export.dpi", f"Dots per inch may be {LEAST_DPI:g} to {MOST_DPI:g}.")
    return dpi


def pixels_named(text: str) -> tuple[int, int | None]:
    """A picture's size: ``1920`` or ``1920x1080``. Raises JmapError for anything else."""
    found = re.fullmatch(r"\s*(\d{1,9})(?:\s*[x×*]\s*(\d{1,9}))?\s*(?:px)?\s*", text, re.IGNORECASE)
    if found is None:
        raise JmapError("export.pixels", f"“{text}” is no size in pixels; write a width such as 1920, or 1920x1080.")
    sides = int(found[1]), int(found[2]) if found[2] else None
    if not all(1 <= side <= MOST_PIXELS for side in sides if side is not None):
        raise JmapError("export.pixels", f"A picture may be 1 to {MOST_PIXELS:,} pixels wide and high.")
    return sides


def checked_margin(margin: float) -> float:
    """The margin in millimetres. Raises JmapError where it is out of range."""
    if not 0 <= margin <= 1000:
        raise JmapError("export.margin", "A margin may be 0 to 1000 mm.")
    return margin
