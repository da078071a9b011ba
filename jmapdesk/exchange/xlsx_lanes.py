"""The lanes of a map on a sheet: cards in their cells, spans merged over their steps, curves with their chart.

A cell's value is the card's plain words; severity, owner or evidence show through number formats, so that the sheet
reads back as the same map.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from jmapdesk.exchange.curves import Curve, curves_of
from jmapdesk.exchange.said import MARKS, card_words, signs
from jmapdesk.exchange.xlsx_book import FIRST_COLUMN, Book, put_label
from jmapdesk.exchange.xlsx_cells import edges, fill, font, put_text, wrapped
from jmapdesk.exchange.xlsx_curve import CHART_ROW_POINTS, CHART_ROWS, add_curves
from jmapdesk.exchange.xlsx_fields import said
from jmapdesk.exchange.xlsx_measure import text_height
from jmapdesk.layout.context import Context
from jmapdesk.layout.lanes import lane_name
from jmapdesk.model import queries
from jmapdesk.model.kinds import third
from jmapdesk.model.records import Card, Lane

_LEAST = 21.0
"""Points of the lowest row of cards."""


class _Placed(NamedTuple):
    """A card with the first and last place it covers, and its row in the lane from 0."""

    card: Card
    first: int
    last: int
    row: int


def add_lane(sheet: Worksheet, book: Book, lane: Lane, row: int) -> int:
    """Write a lane from that row on; returns the row after it."""
    if lane.kind == "feelings":
        return _feelings(sheet, book, lane, row)
    if lane.kind == "divider":
        return _divider(sheet, book, lane, row)
    if lane.kind == "card_counts":
        return _counts(sheet, book, lane, row)
    return _cards(sheet, book, lane, row)


def _cards(sheet: Worksheet, book: Book, lane: Lane, top: int) -> int:
    placed = _packed([book.cells.get((lane.id, c.step.id), []) for c in book.columns], book)
    heights = [_LEAST] * max((one.row + 1 for one in placed), default=1)
    for one in placed:
        row, first, last = top + one.row, FIRST_COLUMN + one.first, FIRST_COLUMN + one.last
        shown = _card(sheet.cell(row, first), one.card, book)
        _note(row, first, one.card, card_words(one.card, book.context), book)
        if last > first:
            sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
        bold = one.card.kind == "metric"
        height = text_height(shown, book.width(one.first, one.last), bold=bold) + 7
        heights[one.row] = max(heights[one.row], height)
    for i, height in enumerate(heights):
        sheet.row_dimensions[top + i].height = height
        book.written.row(top + i, lane.id, "cards")
    put_label(sheet, book, lane, top, len(heights))
    return top + len(heights)


def _packed(cells: Sequence[Sequence[Card]], book: Book) -> list[_Placed]:
    """Each card in the highest row that is free over all steps it covers, as the drawing packs them."""
    places = {column.step.id: column.place for column in book.columns}
    cards = [
        (card, place, max(place, places.get(card.to_step or "", place)))
        for place, members in enumerate(cells)
        for card in members
    ]
    if any(last > first for _, first, last in cards):
        cards.sort(key=lambda one: (one[0].order, one[0].id))
    free = [0] * len(cells)
    placed: list[_Placed] = []
    for card, first, last in cards:
        row = max(free[first : last + 1])
        free[first : last + 1] = [row + 1] * (last + 1 - first)
        placed.append(_Placed(card, first, last, row))
    return placed


def _card(cell: Cell | MergedCell, card: Card, book: Book) -> str:
    """Write a card into its cell; returns all that shows there."""
    bold, colours = card.kind == "metric", book.context.theme.kind(card.kind, card.colour)

    def dress(cell: Cell | MergedCell) -> None:
        cell.font = font(colours.ink, bold=bold)
        cell.fill = fill(colours.fill)
        cell.border = edges(colours.border)
        cell.alignment = wrapped(book.start, "center", 1)

    book.looks.give(cell, (colours, bold), dress)
    words = card_words(card, book.context)
    put_text(cell, words, book.remarks)
    before, after = _marks(card, book.context)
    book.looks.show(cell, before, after)
    return f"{before}{words}{after}"


def _note(row: int, column: int, card: Card, words: str, book: Book) -> None:
    """Note which field of a card its cell shows."""
    name = "text" if card.text or not (card.word or card.alt) else "word" if card.word else "alt"
    own: str = getattr(card, name)
    before = words.removesuffix(own) if words.endswith(own) else ""
    book.written.cell(row, column, "cards", card.id, name, words, before)


def _marks(card: Card, context: Context) -> tuple[str, str]:
    """What shows before and after a card's words: severity; who said it, priority, target, marks."""
    words = context.words
    before = MARKS["severity"] * (card.severity or 0) + " " if card.kind == "pain_point" and card.severity else ""
    after = ""
    if card.kind == "quote" and card.who:
        after += f" — {card.who}"
    if card.kind == "metric" and card.target is not None:
        unit = f"\u00a0{card.unit}" if card.unit else ""
        after += f" ({words('target', value=words.number(card.target) + unit)})"
    if card.kind == "opportunity":
        rated = [
            words(name, third=words(f"third.{third(value)}"))
            for name, value in (("impact", card.impact), ("effort", card.effort))
            if value is not None
        ]
        status = [words(f"status.{card.status}")] if card.status not in ("", "idea") else []
        said = " · ".join([*([card.owner] if card.owner else []), *rated, *status])
        after += f" ({said})" if said else ""
    return before, after[:200] + signs(card)


def _feelings(sheet: Worksheet, book: Book, lane: Lane, row: int) -> int:
    """Scores a row for each curve, their words under them, a chart of them all."""
    top = row
    members = [book.cells.get((lane.id, c.step.id), []) for c in book.columns]
    curves = curves_of(members, book.journey, book.context)
    scores: list[tuple[int, Curve]] = []
    for curve in curves:
        scores.append((row, curve))
        rows = _curve(sheet, book, lane, curve, row)
        if len(curves) > 1:
            put_label(sheet, book, lane, row, rows, curve.name)
        row += rows
    for r in range(row, row + CHART_ROWS):
        sheet.row_dimensions[r].height = CHART_ROW_POINTS
    if len(curves) > 1:
        sheet.cell(row, 1).fill = fill(book.context.theme.colours.label_ground)
        sheet.cell(row, 1).border = edges(book.context.theme.colours.hairline)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row + CHART_ROWS - 1, end_column=1)
    else:
        put_label(sheet, book, lane, top, row + CHART_ROWS - top)
    if book.columns:
        add_curves(sheet, book.context, scores, FIRST_COLUMN, book.last, row)
    return row + CHART_ROWS


def _curve(sheet: Worksheet, book: Book, lane: Lane, curve: Curve, row: int) -> int:
    """A curve's scores and, under them, its words; returns how many rows that takes."""
    tallest = 0.0
    whose = next(((card.persona, card.series) for card in curve.cards if card is not None), (None, "as_is"))
    book.written.row(row, lane.id, "scores", *whose)
    for place, card in enumerate(curve.cards):
        if card is None:
            continue
        cell = sheet.cell(row, FIRST_COLUMN + place)
        cell.value = card.score
        book.written.cell(row, FIRST_COLUMN + place, "cards", card.id, "score", said(card.score, "number"))
        cell.alignment = Alignment(horizontal="center", vertical="center")
        cell.font = font(bold=True)
        # a number format for plus, minus and nought, with the signs a card has behind each
        behind = f'"{signs(card)}"' if signs(card) else ""
        cell.number_format = ";".join(f"{sign}0.0{behind}" for sign in ("+", "-", ""))
        if words := card.text or card.word:
            label = sheet.cell(row + 1, FIRST_COLUMN + place)
            put_text(label, words, book.remarks)
            _note(row + 1, FIRST_COLUMN + place, card, words, book)
            if card.score is None:
                book.looks.show(label, "", signs(card))
            label.alignment = wrapped("center", "center")
            label.font = font("#5B6676", 9)
            tallest = max(tallest, text_height(words, book.width(place), 9))
    sheet.row_dimensions[row].height = 18
    if not tallest:
        return 1
    sheet.row_dimensions[row + 1].height = tallest + 6
    book.written.row(row + 1, lane.id, "words", *whose)
    return 2


def _divider(sheet: Worksheet, book: Book, lane: Lane, row: int) -> int:
    cell = sheet.cell(row, 1)
    name = lane_name(lane, book.context)
    put_text(cell, name, book.remarks)
    book.written.cell(row, 1, "lanes", lane.id, "name", name)
    cell.fill = fill("#DDE2E8")
    cell.font = font("#5B6676", 9, bold=True)
    cell.alignment = Alignment(horizontal=book.start, vertical="center", indent=1)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=book.last)
    sheet.row_dimensions[row].height = 16
    book.written.row(row, lane.id, "divider")
    return row + 1


def _counts(sheet: Worksheet, book: Book, lane: Lane, row: int) -> int:
    lanes = [one.id for one in queries.lanes(book.journey) if not one.hidden]
    for found in book.columns:
        n = sum(len(book.cells.get((key, found.step.id), ())) for key in lanes)
        cell = sheet.cell(row, FIRST_COLUMN + found.place)
        cell.value = n or None
        cell.alignment = Alignment(horizontal="center", vertical="center")
        cell.font = font("#5B6676", bold=True)
    sheet.row_dimensions[row].height = _LEAST
    book.written.row(row, lane.id, "counts")
    put_label(sheet, book, lane, row, 1)
    return row + 1
