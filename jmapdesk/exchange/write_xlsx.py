"""A map as a workbook: the map as it looks, then every card, the actions and the sources as tables.

On the first sheet a cell's value is the card's plain words; severity, owner or evidence show through number formats,
so the sheet reads back as the same map.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from jmapdesk.exchange.xlsx_cells import Looks, Remarks, edges, fill, font, put_text, shown_with, wrapped
from jmapdesk.exchange.xlsx_curve import CHART_ROW_POINTS, CHART_ROWS, add_curve, feelings_rows
from jmapdesk.exchange.xlsx_tables import add_tables
from jmapdesk.layout.context import Context
from jmapdesk.layout.lanes import lane_name
from jmapdesk.layout.map_layout import make_context
from jmapdesk.layout.sheet import next_review, sources_said
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import third
from jmapdesk.model.records import Card, Lane
from jmapdesk.render.target import opened
from jmapdesk.text.shaped import ShapedText, TextBox, TextStyle
from jmapdesk.util.progress import Progress

FIRST_COLUMN = 2
"""The first step's column; lane names stand in column A."""

_STEP_WIDTH = 24.0


class _NoShaper:
    """A workbook wraps its own text: nothing here is ever measured."""

    def measure(self, text: str, style: TextStyle, width: float = 0, max_lines: int | None = None) -> TextBox:
        return TextBox(0, 0, 0)

    def shape(self, text: str, style: TextStyle, width: float = 0, max_lines: int | None = None) -> ShapedText:
        return ShapedText((), TextBox(0, 0, 0), 0, 0)

    def missing(self, text: str) -> Sequence[str]:
        return ()


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets are written with."""

    journey: JourneyMap
    context: Context
    columns: list[queries.Column]
    cells: Mapping[tuple[str, str], list[Card]]
    remarks: Remarks
    looks: Looks


def write_workbook(journey: JourneyMap, path: Path, progress: Progress | None = None) -> list[str]:
    """Write the map as an Excel workbook; returns remarks for people."""
    report = progress or (lambda _share: None)
    report(0.0)
    book = Book(
        journey,
        make_context(journey, _NoShaper()),
        queries.columns(journey),
        queries.cards_by_cell(journey),
        Remarks(),
        Looks(),
    )
    workbook = Workbook()
    sheet = workbook.active
    if not isinstance(sheet, Worksheet):
        sheet = workbook.create_sheet()
    sheet.title = "Map"
    _map_sheet(sheet, book)
    report(0.4)
    add_tables(workbook, book.journey, book.context, book.remarks)
    report(0.7)
    workbook.properties.title = journey.about.title
    workbook.properties.creator = journey.about.owner or "jmapdesk"
    workbook.properties.description = journey.about.purpose
    with opened(path) as stream:
        workbook.save(stream)
        report(1.0)
    return book.remarks.lines()


def _map_sheet(sheet: Worksheet, book: Book) -> None:
    """Title, stages merged over their steps, lanes with one row for each card a cell holds at most."""
    last = max(FIRST_COLUMN, FIRST_COLUMN + len(book.columns) - 1)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.rightToLeft = book.context.rtl
    sheet.column_dimensions["A"].width = 22
    for column in book.columns:
        letter = get_column_letter(FIRST_COLUMN + column.place)
        sheet.column_dimensions[letter].width = _STEP_WIDTH * column.step.width
    row = _heading(sheet, book, last)
    header = row
    row = _stages(sheet, book, row)
    first_lane = row
    charts: list[tuple[int, int, int]] = []
    for lane in queries.lanes(book.journey):
        if lane.hidden:
            continue
        if lane.kind == "feelings":
            row, chart = _feelings(sheet, book, lane, row)
            charts.append(chart)
        elif lane.kind == "divider":
            row = _divider(sheet, book, lane, row, last)
        elif lane.kind == "card_counts":
            row = _counts(sheet, book, lane, row)
        else:
            row = _lane(sheet, book, lane, row)
    for top, bottom, at in charts:
        add_curve(sheet, book.columns, book.context, FIRST_COLUMN, (top, bottom), at)
    _footing(sheet, book, row + 1, last)
    sheet.freeze_panes = sheet.cell(first_lane, FIRST_COLUMN).coordinate
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8  # A3
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{header}:{first_lane - 1}"
    sheet.print_title_cols = "A:A"


def _heading(sheet: Worksheet, book: Book, last: int) -> int:
    """Title, kind and purpose, persona; returns the row under them."""
    about, words = book.journey.about, book.context.words
    _line(sheet, 1, last, about.title or words("untitled"), book, size=20, bold=True, height=30)
    said = " · ".join(s for s in (words(f"kind.{about.kind}"), about.purpose) if s)
    _line(sheet, 2, last, said, book, colour="#5B6676", height=32)
    row = 3
    for persona in queries.personas(book.journey):
        facts = [f"{persona.name} · {persona.role}" if persona.role else persona.name]
        facts += [f"“{persona.quote}”"] if persona.quote else []
        facts += [f"{words('goal')}: {persona.goals[0]}"] if persona.goals else []
        _line(sheet, row, last, " — ".join(facts), book, height=32)
        row += 1
    return row + 1


def _line(
    sheet: Worksheet, row: int, last: int, text: str, book: Book, *,
    size: float = 10, bold: bool = False, colour: str = "#1B2430", height: float | None = None,
) -> None:  # fmt: skip
    cell = sheet.cell(row, 1)
    put_text(cell, text, book.remarks)
    cell.font = font(colour, size, bold=bold)
    cell.alignment = wrapped(vertical="center")
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=min(last, 8))
    if height:
        sheet.row_dimensions[row].height = height


def _stages(sheet: Worksheet, book: Book, row: int) -> int:
    """The row of stages and, where a step has a name or a time, the row of steps."""
    put_text(sheet.cell(row, 1), book.context.words("stages"), book.remarks)
    sheet.cell(row, 1).font = font(bold=True)
    sheet.cell(row, 1).alignment = wrapped(vertical="center")
    sheet.row_dimensions[row].height = 36
    column = FIRST_COLUMN
    for place, stage in enumerate(queries.stages(book.journey)):
        colour = book.context.theme.stage_colour(stage.colour, place)
        span = len(stage.steps)
        for i in range(span):
            sheet.cell(row, column + i).fill = fill(colour)
        cell = sheet.cell(row, column)
        put_text(cell, stage.name, book.remarks)
        cell.font = font("#FFFFFF", 12, bold=True)
        cell.alignment = Alignment(vertical="center", wrap_text=True, indent=1)
        if stage.goal:
            cell.number_format = shown_with("", f" — {stage.goal}")
        if span > 1:
            sheet.merge_cells(start_row=row, start_column=column, end_row=row, end_column=column + span - 1)
        column += span
    if any(c.step.name or c.step.time for c in book.columns):
        row += 1
        put_text(sheet.cell(row, 1), book.context.words("steps"), book.remarks)
        sheet.cell(row, 1).font = font("#5B6676")
        for found in book.columns:
            cell = sheet.cell(row, FIRST_COLUMN + found.place)
            put_text(cell, found.step.name or found.step.time, book.remarks)
            if found.step.name and found.step.time:
                cell.number_format = shown_with("", f" · {found.step.time}")
            cell.font = font(bold=True)
            cell.alignment = wrapped(vertical="center")
            cell.border = edges("#DDE2E8")
    return row + 1


def _label(sheet: Worksheet, book: Book, lane: Lane, row: int, rows: int) -> None:
    cell = sheet.cell(row, 1)
    put_text(cell, lane_name(lane, book.context), book.remarks)
    if lane.subtitle:
        cell.number_format = shown_with("", f" — {lane.subtitle}")
    for r in range(row, row + rows):
        sheet.cell(r, 1).fill = fill("#F9FAFC")
        sheet.cell(r, 1).border = edges("#DDE2E8")
    cell.font = font(book.context.theme.lane_ink(lane.kind, lane.colour), bold=True)
    cell.alignment = wrapped()
    if rows > 1:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row + rows - 1, end_column=1)


def _lane(sheet: Worksheet, book: Book, lane: Lane, row: int) -> int:
    """A lane of cards: cards that share a cell of the map stand under each other."""
    cells = [book.cells.get((lane.id, c.step.id), []) for c in book.columns]
    rows = max([len(cards) for cards in cells] + [1])
    for place, cards in enumerate(cells):
        for i, card in enumerate(cards):
            _card(sheet, book, card, row + i, FIRST_COLUMN + place)
    for i in range(rows):
        lines = [_lines(cards[i], book, place) for place, cards in enumerate(cells) if i < len(cards)]
        sheet.row_dimensions[row + i].height = 13.5 * min(30, max([*lines, 2 if rows == 1 else 1])) + 6
    _label(sheet, book, lane, row, rows)
    return row + rows


def _lines(card: Card, book: Book, place: int) -> int:
    """About how many lines a card takes in its cell; spreadsheets do not grow rows by themselves when they open."""
    before, after = _marks(card, book.context)
    room = _STEP_WIDTH * book.columns[place].step.width * 0.95
    return sum(max(1, math.ceil(len(line) / room)) for line in f"{before}{card_words(card)}{after}".split("\n"))


def _card(sheet: Worksheet, book: Book, card: Card, row: int, column: int) -> None:
    cell = sheet.cell(row, column)
    bold, colours = card.kind == "metric", book.context.theme.kind(card.kind, card.colour)

    def dress(cell: Cell | MergedCell) -> None:
        cell.font = font(colours.ink, bold=bold)
        cell.fill = fill(colours.fill)
        cell.border = edges(colours.border)
        cell.alignment = wrapped(vertical="center")

    book.looks.give(cell, (colours, bold), dress)
    put_text(cell, card_words(card), book.remarks)
    before, after = _marks(card, book.context)
    cell.number_format = shown_with(before, after)


def card_words(card: Card) -> str:
    """What stands in a card's cell: its text, for a metric with the latest value."""
    if card.kind == "metric" and card.readings:
        latest = max(card.readings, key=lambda reading: reading.as_of)
        value = f"{latest.value:g} {card.unit}".strip()
        return f"{value} {card.text}".strip()
    return card.text or card.word or card.alt


def _marks(card: Card, context: Context) -> tuple[str, str]:
    """What shows before and after a card's words: severity; who said it, priority, evidence, moment, check."""
    before = "●" * (card.severity or 0) + " " if card.kind == "pain_point" and card.severity else ""
    after: list[str] = []
    if card.kind == "quote" and card.who:
        after.append(f" — {card.who}")
    if card.kind == "opportunity":
        rated = [
            context.words(name, third=context.words(f"third.{third(value)}"))
            for name, value in (("impact", card.impact), ("effort", card.effort))
            if value is not None
        ]
        said = " · ".join([*([card.owner] if card.owner else []), *rated])
        if said:
            after.append(f" ({said})")
    if card.moment != "none":
        after.append(f" ★ {context.words(f'legend.{card.moment}')}")
    if card.check:
        after.append(f" ? {context.words('legend.check')}")
    if queries.is_assumption(card):
        after.append(f" ○ {context.words('legend.assumption')}")
    return before, "".join(after)[:200]  # a number format is limited to 255 characters


def _feelings(sheet: Worksheet, book: Book, lane: Lane, row: int) -> tuple[int, tuple[int, int, int]]:
    """Scores a row for each curve, their words under them, room for the chart; returns the next row and the chart's."""
    members = [book.cells.get((lane.id, c.step.id), []) for c in book.columns]
    top = row
    for key, name, cards in feelings_rows(members, book.journey, book.context):
        for place, card in enumerate(cards):
            if card is None:
                continue
            cell = sheet.cell(row, FIRST_COLUMN + place)
            if card.score is not None:
                cell.value = card.score
            cell.number_format = "+0.0;-0.0;0.0"
            cell.alignment = Alignment(horizontal="center")
            cell.font = font(bold=True)
            words = card.text or card.word
            if words:
                label = sheet.cell(row + 1, FIRST_COLUMN + place)
                put_text(label, words, book.remarks)
                label.alignment = wrapped("center")
                label.font = font("#5B6676", 9)
        _label(sheet, book, lane, row, 1)
        if name:
            sheet.cell(row, 1).number_format = shown_with("", f" — {name}")
        sheet.cell(row + 1, 1).fill = fill("#F9FAFC")
        sheet.row_dimensions[row + 1].height = 30
        row += 2
        del key
    at = row
    for r in range(at, at + CHART_ROWS):
        sheet.cell(r, 1).fill = fill("#F9FAFC")
        sheet.row_dimensions[r].height = CHART_ROW_POINTS
    return at + CHART_ROWS, (top, at - 1, at)


def _divider(sheet: Worksheet, book: Book, lane: Lane, row: int, last: int) -> int:
    cell = sheet.cell(row, 1)
    put_text(cell, lane_name(lane, book.context), book.remarks)
    for column in range(1, last + 1):
        sheet.cell(row, column).fill = fill("#DDE2E8")
    cell.font = font("#5B6676", 9, bold=True)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
    return row + 1


def _counts(sheet: Worksheet, book: Book, lane: Lane, row: int) -> int:
    lanes = [one.id for one in queries.lanes(book.journey) if not one.hidden]
    for found in book.columns:
        n = sum(len(book.cells.get((key, found.step.id), ())) for key in lanes)
        cell = sheet.cell(row, FIRST_COLUMN + found.place)
        cell.value = n or None
        cell.alignment = Alignment(horizontal="center")
        cell.font = font("#5B6676", bold=True)
    _label(sheet, book, lane, row, 1)
    return row + 1


def _footing(sheet: Worksheet, book: Book, row: int, last: int) -> None:
    """Owner, reviews and sources, as under the drawing."""
    about, words = book.journey.about, book.context.words
    due = next_review(about.reviewed_on, about.review_every)
    facts: Iterable[str] = (
        words("footer.owner", name=about.owner) if about.owner else "",
        words("footer.reviewed", day=words.day(about.reviewed_on)) if about.reviewed_on else "",
        words("footer.next", day=words.day(due)) if due else "",
        sources_said(book.journey.sources.values(), book.context),
    )
    said = " · ".join(fact for fact in facts if fact)
    if said:
        _line(sheet, row, last, said, book, colour="#5B6676")


