"""The sheets behind the map: all cards, the opportunities in order of priority, the sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from jmapdesk.edit.moves import reading_order
from jmapdesk.exchange.said import as_words, channel_said, kind_said, status_said, step_said
from jmapdesk.exchange.xlsx_cells import Column, Remarks, add_table
from jmapdesk.insight.plan import opportunities
from jmapdesk.layout.context import Context
from jmapdesk.layout.lanes import lane_name
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import STATUSES
from jmapdesk.model.records import Card

_CARDS = (
    Column("Stage", 26, always=True), Column("Step", 28, always=True), Column("Until", 28),
    Column("Lane", 26, always=True), Column("Kind", 24, always=True), Column("Text", 50, always=True),
    Column("Rests on", 20), Column("Sources", 40), Column("Severity", number=True), Column("Feeling", number=True),
    Column("Curve", 20), Column("Persona", 26), Column("Channel", 22), Column("Value", number=True),
    Column("Unit", 14), Column("Target", number=True), Column("Baseline", number=True), Column("Owner", 26),
    Column("Tags", 26), Column("Moment", 26), Column("Needs checking"), Column("Note", 42),
)  # fmt: skip
_OPPORTUNITIES = (
    Column("Opportunity", 46, always=True), Column("Stage", 26), Column("Owner", 26),
    Column("Impact", number=True, always=True), Column("Effort", number=True, always=True),
    Column("Status", 20, always=True), Column("Due", 16), Column("Departments", 26), Column("Answers", 48),
    Column("Expected outcome", 48), Column("Budget", 20),
)  # fmt: skip
_SOURCES = (
    Column("Source", 52, always=True), Column("Kind", 20, always=True), Column("Quote", 56),
    Column("Observed on", 18), Column("Sample size", number=True), Column("Link", 44),
    Column("Cards", number=True, always=True),
)  # fmt: skip


Steps: TypeAlias = Mapping[str, queries.Column]
"""Each step by id, with its stage."""


def add_tables(workbook: Workbook, journey: JourneyMap, context: Context, remarks: Remarks) -> None:
    """Add the sheets Cards, Opportunities and Sources; the last two only where there is something in them.

    A column that would be empty is left out: what is there stays large enough to read on paper.
    """
    placed = reading_order(journey, journey.cards)
    steps = {column.step.id: column for column in queries.columns(journey)}
    _add(workbook, "Cards", _CARDS, [_card_row(card, journey, steps, context) for card in placed], remarks)
    if ideas := opportunities(journey):
        rows = [_opportunity_row(card, journey, steps, context) for card in ideas]
        _add_opportunities(workbook, rows, context, remarks)
    if journey.sources:
        used: dict[str, int] = {}
        for card in journey.cards.values():
            for key in card.sources:
                used[key] = used.get(key, 0) + 1
        rows = [
            [s.title, as_words(s.kind), s.quote, s.observed_on, s.sample_size, s.link, used.get(s.id, 0)]
            for s in journey.sources.values()
        ]
        _add(workbook, "Sources", _SOURCES, rows, remarks)


def _add_opportunities(workbook: Workbook, rows: list[list[Any]], context: Context, remarks: Remarks) -> None:
    """The sheet with shares as per cent and the statuses to choose from."""
    places = _add(workbook, "Opportunities", _OPPORTUNITIES, rows, remarks)
    sheet = workbook["Opportunities"]
    names = ",".join(status_said(status, context) for status in STATUSES)
    choice = DataValidation(type="list", formula1=f'"{names}"', allow_blank=True)
    sheet.add_data_validation(choice)
    letter = get_column_letter(places["Status"])
    choice.add(f"{letter}2:{letter}{len(rows) + 1}")
    for row in range(2, len(rows) + 2):
        for title in ("Impact", "Effort"):
            sheet.cell(row, places[title]).number_format = "0 %"


def _add(
    workbook: Workbook, name: str, columns: Sequence[Column], rows: list[list[Any]], remarks: Remarks
) -> dict[str, int]:
    """Add a sheet with the columns that hold anything; returns where each stands, from 1, by title."""
    kept = [i for i, column in enumerate(columns) if column.always or any(row[i] not in (None, "") for row in rows)]
    shown = [columns[i] for i in kept]
    add_table(workbook.create_sheet(name), name, shown, [[row[i] for i in kept] for row in rows], remarks)
    return {column.title: place for place, column in enumerate(shown, 1)}


def _card_row(card: Card, journey: JourneyMap, steps: Steps, context: Context) -> list[Any]:
    words = context.words
    lane, at, end = journey.lanes.get(card.lane or ""), steps.get(card.step or ""), steps.get(card.to_step or "")
    rests = curve = ""
    if queries.asks_evidence(card):
        rests = words("legend.evidence" if queries.is_sourced(card) else "legend.assumption")
    if card.kind == "feeling" and card.series != "as_is":
        curve = words("curve.to_be")
    persona = journey.personas.get(card.persona or (card.personas[0] if card.personas else ""))
    readings = sorted(card.readings, key=lambda reading: reading.as_of) if card.kind == "metric" else []
    target, baseline = (card.target, card.baseline) if card.kind == "metric" else (None, None)
    return [
        at.stage.name if at else "", step_said(at.step if at else None),
        step_said(end.step) if end and card.to_step != card.step else "",
        lane_name(lane, context) if lane else "", kind_said(card.kind, context), card.text or card.word, rests,
        ", ".join(journey.sources[s].title for s in card.sources if s in journey.sources),
        card.severity, card.score, curve, persona.name if persona else "",
        channel_said(card.channel), readings[-1].value if readings else None,
        card.unit if card.kind == "metric" else "", target, baseline, card.owner, ", ".join(card.tags),
        "" if card.moment == "none" else words(f"legend.{card.moment}"), "Yes" if card.check else "", card.note,
    ]  # fmt: skip


def _opportunity_row(card: Card, journey: JourneyMap, steps: Steps, context: Context) -> list[Any]:
    at = steps.get(card.step or "")
    pains = [journey.cards[p].text for p in card.pains if p in journey.cards]
    return [
        card.text, at.stage.name if at else "", card.owner, card.impact, card.effort, status_said(card.status, context),
        card.due, ", ".join(card.departments), "; ".join(pains), card.expected, card.budget,
    ]  # fmt: skip
