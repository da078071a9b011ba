"""The sheets behind the map: all cards, the actions in order of priority, the sources."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from jmapdesk.exchange.xlsx_cells import Remarks, add_table
from jmapdesk.layout.context import Context
from jmapdesk.layout.lanes import lane_name
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CARD_KINDS, STATUSES
from jmapdesk.model.records import Card

_CARDS = (
    ("Stage", 16), ("Step", 18), ("Lane", 16), ("Kind", 13), ("Text", 44), ("Rests on", 12), ("Sources", 30),
    ("Severity", 9), ("Feeling", 9), ("Persona", 14), ("Channel", 12), ("Owner", 14), ("Tags", 18), ("Moment", 11),
    ("Needs checking", 10), ("Note", 40),
)  # fmt: skip
_ACTIONS = (
    ("Opportunity", 40), ("Stage", 16), ("Owner", 16), ("Impact", 9), ("Effort", 9), ("Status", 11), ("Due", 12),
    ("Departments", 20), ("Answers", 40), ("Expected outcome", 34), ("Budget", 14),
)  # fmt: skip
_SOURCES = (
    ("Source", 34), ("Kind", 14), ("Quote", 50), ("Observed on", 13), ("Sample size", 11), ("Link", 34), ("Cards", 8),
)  # fmt: skip


def add_tables(workbook: Workbook, journey: JourneyMap, context: Context, remarks: Remarks) -> None:
    """Add the sheets Cards, Actions and Sources; the last two only where there is something in them."""
    placed = _in_reading_order(journey)
    cards = [_card_row(card, journey, context) for card in placed]
    _add(workbook, "Cards", _CARDS, cards, remarks)
    actions = sorted(
        (card for card in placed if card.kind == "opportunity"),
        key=lambda card: ((card.effort or 0.5) - (card.impact or 0.5), card.due or "9999"),
    )
    if actions:
        _add(workbook, "Actions", _ACTIONS, [_action_row(card, journey) for card in actions], remarks)
        choice = DataValidation(type="list", formula1=f'"{",".join(STATUSES)}"', allow_blank=True)
        sheet = workbook["Actions"]
        sheet.add_data_validation(choice)
        choice.add(f"F2:F{len(actions) + 1}")
        for row in range(2, len(actions) + 2):
            for column in (4, 5):
                sheet.cell(row, column).number_format = "0 %"
    if journey.sources:
        used: dict[str, int] = {}
        for card in journey.cards.values():
            for key in card.sources:
                used[key] = used.get(key, 0) + 1
        rows = [
            [s.title, s.kind.replace("_", " "), s.quote, s.observed_on, s.sample_size, s.link, used.get(s.id, 0)]
            for s in journey.sources.values()
        ]
        _add(workbook, "Sources", _SOURCES, rows, remarks)


def _add(
    workbook: Workbook, name: str, columns: tuple[tuple[str, int], ...], rows: list[list[Any]], remarks: Remarks
) -> None:
    sheet = workbook.create_sheet(name)
    add_table(sheet, name, [title for title, _ in columns], rows, [width for _, width in columns], remarks)


def _in_reading_order(journey: JourneyMap) -> list[Card]:
    """Cards lane by lane and step by step, parked ones last."""
    lanes = {lane.id: i for i, lane in enumerate(queries.lanes(journey))}
    places = queries.step_indexes(journey)

    def key(card: Card) -> tuple[int, int, str, str]:
        return lanes.get(card.lane or "", len(lanes)), places.get(card.step or "", len(places)), card.order, card.id

    return sorted(journey.cards.values(), key=key)


def _card_row(card: Card, journey: JourneyMap, context: Context) -> list[Any]:
    stage = queries.stage_of_step(journey, card.step) if card.step else None
    step = next((s for s in stage.steps if s.id == card.step), None) if stage else None
    lane = journey.lanes.get(card.lane or "")
    kind = CARD_KINDS.get(card.kind)
    rests = ""
    if queries.asks_evidence(card):
        rests = context.words("legend.evidence" if queries.is_sourced(card) else "legend.assumption")
    persona = journey.personas.get(card.persona or (card.personas[0] if card.personas else ""))
    return [
        stage.name if stage else "", (step.name or step.time) if step else "",
        lane_name(lane, context) if lane else "", kind.name if kind else card.kind, card.text or card.word, rests,
        ", ".join(journey.sources[s].title for s in card.sources if s in journey.sources),
        card.severity, card.score, persona.name if persona else "", card.channel, card.owner, ", ".join(card.tags),
        "" if card.moment == "none" else card.moment, "yes" if card.check else "", card.note,
    ]  # fmt: skip


def _action_row(card: Card, journey: JourneyMap) -> list[Any]:
    stage = queries.stage_of_step(journey, card.step) if card.step else None
    pains = [journey.cards[p].text for p in card.pains if p in journey.cards]
    return [
        card.text, stage.name if stage else "", card.owner, card.impact, card.effort, card.status, card.due,
        ", ".join(card.departments), "; ".join(pains), card.expected, card.budget,
    ]  # fmt: skip
