"""The way in for foreign files: bytes and a name become a draft, or an error that says what the file is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from jmapdesk.exchange.blocks import Diagram, Table
from jmapdesk.exchange.cells import GRID_ROWS, Grid
from jmapdesk.exchange.decoding import decode
from jmapdesk.exchange.documents import draft_of
from jmapdesk.exchange.draft import Curves, Draft, Notes, counted
from jmapdesk.exchange.list_columns import Lacking
from jmapdesk.exchange.maker import CARD_LIMIT, Maker
from jmapdesk.exchange.mermaid import fill, lay_out, read_journey
from jmapdesk.exchange.pouring import as_stages, pour, say_direction, scales_of, take_over
from jmapdesk.exchange.read_card_list import CardList, lay_list, read_card_list
from jmapdesk.exchange.read_cards import card_rows, draft_of_cards
from jmapdesk.exchange.read_csv import read_csv
from jmapdesk.exchange.read_html import read_html
from jmapdesk.exchange.read_list import read_list
from jmapdesk.exchange.read_markdown import read_markdown
from jmapdesk.exchange.read_xlsx import read_xlsx
from jmapdesk.exchange.sniff import is_workbook, refuse_map, text_kind
from jmapdesk.exchange.tables import TableReading, read_table, shown
from jmapdesk.exchange.vocabulary import JOURNEY_WORDS, WEAK_LANES, has_word, lane_word
from jmapdesk.util.collector import collector_paused
from jmapdesk.util.errors import JmapError

TEXT_LIMIT = 8 * 2**20
FILE_LIMIT = 200 * 2**20
"""Bytes of a text and of any file; no map is as big."""

ENDINGS = (
    ".mmd", ".mermaid", ".md", ".markdown", ".csv", ".tsv", ".txt", ".html", ".htm", ".xlsx", ".xlsm",
)  # fmt: skip
"""File name endings that are worth offering in a dialog; the content decides."""


def read_draft(path_or_name: str, data: bytes, *, curves: Curves = "one") -> Draft:
    """The journey map in a foreign file, with a report of what was recognised, guessed and ignored.

    ``curves``: whether a Mermaid diagram gets one curve, or one per actor. Raises JmapError, with a code beginning
    ``import.``, where the file holds no map; the message says what it is instead.
    """
    with collector_paused():  # many cells at once, all of which stay until the map is made
        return _read(path_or_name, data, curves)


def _read(path_or_name: str, data: bytes, curves: Curves) -> Draft:
    name = PurePath(path_or_name.replace("\\", "/")).name or path_or_name
    stem = name.rpartition(".")[0] or name
    if len(data) > FILE_LIMIT:
        raise JmapError("import.too_big", f"“{name}” is too big to be a journey map.")
    refuse_map(name, data)
    notes = Notes()
    if is_workbook(name, data):
        return _from_workbook(name, stem, data, notes)
    if len(data) > TEXT_LIMIT:
        raise JmapError("import.too_big", f"“{name}” is too long a text to be a journey map.")
    text = decode(data, notes)
    kind = text_kind(name, text)
    if kind == "mermaid":
        return _from_mermaid(name, stem, text, notes, curves)
    if kind in {"csv", "tsv"}:
        return _from_csv(name, stem, text, notes, "\t" if kind == "tsv" and "\t" in text else None)
    if kind == "html":
        return draft_of(read_html(text), name, stem, notes, curves)
    try:
        blocks = read_markdown(text)
    except JmapError as error:
        if kind != "text" or error.code != "import.too_big":
            raise
        return _from_csv(name, stem, text, notes, None)  # of a table without an ending the first rows are read
    mapped = any(isinstance(b, Table) or (isinstance(b, Diagram) and b.kind == "journey") for b in blocks)
    if kind == "text" and not mapped and re.search(r"[,;\t|]", text):
        try:
            return _from_csv(name, stem, text, notes, None)
        except JmapError as error:
            if error.code not in {"import.no_table", "import.not_a_map"}:
                raise
    return draft_of(blocks, name, stem, notes, curves)


def _from_mermaid(name: str, stem: str, text: str, notes: Notes, curves: Curves) -> Draft:
    journey = read_journey(text)
    if not journey.tasks:
        raise JmapError("import.not_a_map", f"“{name}” is a journey diagram without a single task.")
    maker = Maker(notes)
    fill(journey, maker, lay_out(journey, maker), curves, actions=True)
    maker.title_from(stem)
    return maker.finish(name)


def _from_csv(name: str, stem: str, text: str, notes: Notes, delimiter: str | None) -> Draft:
    rows = card_rows(text, delimiter)
    if rows is not None:
        return draft_of_cards(rows, name, stem, notes)
    found = Notes()
    grid = read_csv(text, found, delimiter)
    if grid.rows >= GRID_ROWS and isinstance(read_card_list(grid), CardList):
        found = Notes()  # a list has more rows than a table of stages and lanes
        grid = read_csv(text, found, delimiter, CARD_LIMIT + 1)
    notes.extend(found)
    header = {cell.text.casefold() for cell in grid.row(0)}
    if {"shape library", "line source"} <= header:
        raise JmapError(
            "import.shapes",
            f"“{name}” is a drawing tool's list of shapes and lines, not a table of stages and lanes: "
            "there is no map in it.",
        )
    reading = _best_reading([grid], context=_speaks(stem), alone=True)
    if isinstance(reading, Lacking):
        raise _lacking(name, reading)
    if reading is None:
        lane = next((cell.text for cell in (*grid.column(0), *grid.row(0)) if _is_lane(cell.text)), "")
        columns = ", ".join(shown(cell.text)[:24] for cell in grid.row(0)[:4] if cell.items)
        named = f" with the columns {columns}" + (" and more" if grid.columns > 4 else "") if columns else ""
        why = "neither its rows nor its columns are named like lanes (actions, touchpoints, emotions and so on)."
        if lane:
            why = (
                f"too few of its rows or columns are named like lanes (“{shown(lane)}” is). With “Stage” in its first "
                "cell, and actions, touchpoints, emotions and so on for its rows, it can be imported."
            )
        raise JmapError("import.not_a_map", f"“{name}” is a table{named}, not a journey map: {why}")
    return _from_table(reading, name, stem, notes)


def _from_workbook(name: str, stem: str, data: bytes, notes: Notes) -> Draft:
    sheets = read_xlsx(name, data, notes)
    if not sheets:
        raise JmapError("import.empty", f"“{name}” is a workbook without any content.")
    alone = len(sheets) == 1
    found = [
        (sheet, _best_reading([sheet.grid], context=_speaks(stem) or _speaks(sheet.name), alone=alone))
        for sheet in sheets
    ]
    readings = [(sheet, reading) for sheet, reading in found if isinstance(reading, TableReading | CardList)]
    if not readings:
        for _sheet, lacking in found:
            if isinstance(lacking, Lacking):
                raise _lacking(name, lacking)
        raise JmapError(
            "import.not_a_map",
            f"“{name}” is a workbook of {counted(len(sheets), 'sheets')} without a journey map: no table has stages "
            "one way and lanes such as actions, touchpoints or emotions the other.",
        )
    chosen, reading = max(readings, key=lambda pair: pair[1].strength)
    if len(sheets) > 1:
        notes.recognised(chosen.name, "The sheet with the map.")
        for sheet in sheets:
            if sheet is not chosen:
                other = any(sheet is candidate for candidate, _reading in readings)
                notes.ignored(sheet.name, "Another map: one file makes one map." if other else "A sheet without a map.")
    return _from_table(reading, name, stem, notes)


def _from_table(reading: TableReading | CardList, name: str, stem: str, notes: Notes) -> Draft:
    maker = Maker(notes)
    if isinstance(reading, CardList):
        lay_list(reading, maker, name)
        maker.title = reading.title
        maker.title_from(stem)
        return maker.finish(name)
    take_over(reading, maker)
    say_direction(reading, maker)
    maker.title = reading.title
    maker.title_from(stem)
    pour(reading, maker, as_stages(reading, maker), scales_of([reading]))
    return maker.finish(name)


def _is_lane(text: str) -> bool:
    word = lane_word(text)
    return word is not None and word.kind not in WEAK_LANES


def _lacking(name: str, lacking: Lacking) -> JmapError:
    return JmapError(
        "import.no_words",
        f"“{name}” is a list, not yet a journey map: {lacking.reason}. With a column called “Text” it can be imported.",
    )


def _best_reading(grids: Sequence[Grid], context: bool, alone: bool) -> TableReading | CardList | Lacking | None:
    """The first grid that is a map as a whole, else its likeliest part between empty rows.

    ``Lacking`` for a list of cards that has no column for their words.
    """
    for grid in grids:
        cards = read_card_list(grid)
        if isinstance(cards, CardList) or (cards and not cards.untold):
            return cards
        if listed := read_list(grid):
            return listed
        if cards:
            return cards
        whole = read_table(grid, context=context, alone=alone)
        if isinstance(whole, TableReading):
            return whole
        parts = [read_card_list(part) or read_table(part, context=context) for part in grid.parts()]
        found = [part for part in parts if isinstance(part, TableReading | CardList)]
        if found:
            return max(found, key=lambda part: part.strength)
    return None


def _speaks(text: str) -> bool:
    words = f"{JOURNEY_WORDS} | journey | journeys | journey map* | service blueprint* | blueprint* | experience map*"
    return has_word(text.replace("_", " ").replace("-", " "), words)
