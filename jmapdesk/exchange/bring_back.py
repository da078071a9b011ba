"""A workbook that jmapdesk wrote, brought back: the map it was made from, and what was edited in its sheets since.

Each sheet is a view of its own of the same records. The edits of each are applied to the map as it was written, and
all of them joined by the one merge, so that a text changed on the sheet Map and an owner changed in the table of
cards are both kept, and two different texts for one card are a conflict and not the last one's luck.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from jmapdesk.edit.assets import delete_assets
from jmapdesk.exchange.bring_back_grid import edited_grid
from jmapdesk.exchange.bring_back_rows import edited_rows
from jmapdesk.exchange.read_xlsx import Values, read_carrying, read_values
from jmapdesk.exchange.xlsx_carried import Carried, carried
from jmapdesk.exchange.xlsx_tables import TABLES
from jmapdesk.insight.merge import Merged, merge
from jmapdesk.model.journey import COLLECTIONS, JourneyMap, with_parts
from jmapdesk.util.errors import JmapError

_FIRST = ("Sources", "Personas")
"""Sheets that are read before the others, so that a new source can be named in the table of cards."""


class BroughtBack(NamedTuple):
    """A workbook's map as it was written, the same with the edits of the sheets, and what could not be taken in."""

    base: JourneyMap
    theirs: JourneyMap
    remarks: tuple[str, ...]
    without: frozenset[str] = frozenset()
    """The ids of pictures whose bytes the workbook could not carry."""


def bring_back(name: str, data: bytes) -> BroughtBack:
    """What a workbook that carries its map holds now.

    Raises JmapError where it is damaged, or where what it carries is not whole any more.
    """
    held = carried(name, read_carrying(name, data))
    journey = held.journey
    sheets = read_values(name, data, sum(len(getattr(journey, part)) for part in COLLECTIONS))
    try:
        return _edited(held, sheets)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        raise JmapError(
            "import.carried", f"What “{name}” carries of its map cannot be understood; export the map again."
        ) from None


def _edited(held: Carried, sheets: Mapping[str, Values]) -> BroughtBack:
    base, tables = held.journey, held.shown["tables"]
    remarks: list[str] = []
    begun = base
    for title in _FIRST:
        if title in tables and title in sheets:
            begun = edited_rows(begun, title, tables[title], sheets[title], remarks)
    sides = [
        edited_rows(begun, title, tables[title], sheets[title], remarks)
        for title in TABLES
        if title in tables and title in sheets and title not in _FIRST
    ]
    if "Map" in sheets:
        sides.append(edited_grid(begun, held.shown["map"], sheets["Map"], remarks))
    theirs = begun
    for side in sides:
        if side is not begun:
            theirs = side if theirs is begun else merge(begun, theirs, side).map
    gone = [title for title in (*tables, "Map") if title not in sheets]
    if gone:
        remarks.append(f"The sheet {' and '.join(gone)} is gone from the workbook; nothing was deleted for that.")
    return BroughtBack(base, theirs, tuple(remarks), held.without)


def as_new_map(back: BroughtBack) -> tuple[JourneyMap, list[str]]:
    """The workbook's map with the edits of its sheets, to be a map by itself; and what is to be said about it."""
    journey, remarks = back.theirs, list(back.remarks)
    lost = [key for key in back.without if key in journey.assets]
    if lost:
        journey = delete_assets(journey, lost)
        number = "One picture was" if len(lost) == 1 else f"{len(lost)} pictures were"
        remarks.append(f"{number} too large to go along in the workbook and are not in the map.")
    return journey, remarks


def merged_into(journey: JourneyMap, back: BroughtBack) -> Merged:
    """The map as it is now, joined with what was edited in its workbook. Raises JmapError for one of another map."""
    if journey.id != back.base.id:
        raise JmapError(
            "import.other_map",
            "This workbook was made from another map: nothing was changed. Import it as a map of its own instead.",
        )
    base, theirs = (_with_pictures(side, journey, back.without) for side in (back.base, back.theirs))
    return merge(base, journey, theirs)


def _with_pictures(side: JourneyMap, journey: JourneyMap, without: frozenset[str]) -> JourneyMap:
    """A side with the pictures that the workbook could not carry, as the map has them."""
    known = {key: journey.assets[key] for key in without if key in side.assets and key in journey.assets}
    return with_parts(side, assets={**side.assets, **known}) if known else side
