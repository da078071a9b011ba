"""The sheets behind the map: all cards, the opportunities in order of priority, the sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from jmapdesk.exchange.xlsx_cells import Column, Remarks, add_table
from jmapdesk.layout.context import Context
from jmapdesk.layout.lanes import lane_name
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CARD_KINDS, CHANNELS, STATUSES
from jmapdesk.model.records import Card, Stage

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


def add_tables(workbook: Workbook, journey: JourneyMap, context: Context, remarks: Remarks) -> None:
    """Add the sheets Cards, Opportunities and Sources; the last two only where there is something in them.

    A column that would be empty is left out: what is there stays large enough to read on paper.
    """
    placed = _in_reading_order(journey)
    stages = {step.id: stage for stage in journey.stages.values() for step in stage.steps}
    _add(workbook, "Cards", _CARDS, [_card_row(card, journey, stages, context) for card in placed], remarks)
    opportunities = sorted(
        (card for card in placed if card.kind == "opportunity"),
        key=lambda card: ((card.effort or 0.5) - (card.impact or 0.5), card.due or "9999"),
    )
    if opportunities:
        rows = [_opportunity_row(card, journey, stages, context) for card in opportunities]
        _add_opportunities(workbook, rows, context, remarks)
    if journey.sources:
        used: dict[str, int] = {}
        for card in journey.cards.values():
            for key in card.sources:
                used[key] = used.get(key, 0) + 1
        rows = [
            [s.title, _name(s.kind), s.quote, s.observed_on, s.sample_size, s.link, used.get(s.id, 0)]
            for s in journey.sources.values()
        ]
        _add(workbook, "Sources", _SOURCES, rows, remarks)


def _add_opportunities(workbook: Workbook, rows: list[list[Any]], context: Context, remarks: Remarks) -> None:
    """The sheet with shares as per cent and the statuses to choose from."""
    places = _add(workbook, "Opportunities", _OPPORTUNITIES, rows, remarks)
    sheet = workbook["Opportunities"]
    names = ",".join(_status(status, context) for status in STATUSES)
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


def _in_reading_order(journey: JourneyMap) -> list[Card]:
    """Cards lane by lane and step by step, parked ones last."""
    lanes = {lane.id: i for i, lane in enumerate(queries.lanes(journey))}
    places = queries.step_indexes(journey)

    def key(card: Card) -> tuple[int, int, str, str]:
        return lanes.get(card.lane or "", len(lanes)), places.get(card.step or "", len(places)), card.order, card.id

    return sorted(journey.cards.values(), key=key)


def _card_row(card: Card, journey: JourneyMap, stages: dict[str, Stage], context: Context) -> list[Any]:
    words = context.words
    lane, stage = journey.lanes.get(card.lane or ""), stages.get(card.step or "")
    rests = curve = ""
    if queries.asks_evidence(card):
        rests = words("legend.evidence" if queries.is_sourced(card) else "legend.assumption")
    if card.kind == "feeling" and card.series != "as_is":
        curve = words("curve.to_be")
    persona = journey.personas.get(card.persona or (card.personas[0] if card.personas else ""))
    readings = sorted(card.readings, key=lambda reading: reading.as_of) if card.kind == "metric" else []
    target, baseline = (card.target, card.baseline) if card.kind == "metric" else (None, None)
    return [
        stage.name if stage else "", _step(card.step, stages),
        _step(card.to_step, stages) if card.to_step != card.step else "",
        lane_name(lane, context) if lane else "", _kind(card.kind, context), card.text or card.word, rests,
        ", ".join(journey.sources[s].title for s in card.sources if s in journey.sources),
        card.severity, card.score, curve, persona.name if persona else "",
        CHANNELS.get(card.channel, (card.channel, ""))[0], readings[-1].value if readings else None,
        card.unit if card.kind == "metric" else "", target, baseline, card.owner, ", ".join(card.tags),
        "" if card.moment == "none" else words(f"legend.{card.moment}"), "Yes" if card.check else "", card.note,
    ]  # fmt: skip


def _opportunity_row(card: Card, journey: JourneyMap, stages: dict[str, Stage], context: Context) -> list[Any]:
    stage = stages.get(card.step or "")
    pains = [journey.cards[p].text for p in card.pains if p in journey.cards]
    return [
        card.text, stage.name if stage else "", card.owner, card.impact, card.effort, _status(card.status, context),
        card.due, ", ".join(card.departments), "; ".join(pains), card.expected, card.budget,
    ]  # fmt: skip


def _step(step_id: str | None, stages: dict[str, Stage]) -> str:
    """What a step is called: its name, else its time."""
    stage = stages.get(step_id or "")
    return next((s.name or s.time for s in stage.steps if s.id == step_id), "") if stage else ""


def _kind(kind: str, context: Context) -> str:
    """A card's kind in the map's language where it has a word for it."""
    if context.words.has(f"card.{kind}"):
        return context.words(f"card.{kind}")
    known = CARD_KINDS.get(kind)
    return known.name if known else _name(kind)


def _status(status: str, context: Context) -> str:
    said = context.words(f"status.{status}") if status else ""
    return said[:1].upper() + said[1:]


def _name(key: str) -> str:
    """A key as words: ``other_source`` is “Other source”."""
    return key.replace("_", " ").capitalize()
