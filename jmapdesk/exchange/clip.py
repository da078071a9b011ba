"""Copied cards for other programs: a grid of lanes and steps, as tab-parted text and as an HTML table."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jmapdesk.edit.moves import reading_order
from jmapdesk.layout.words import Words, is_rtl, words_for
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import LANE_KINDS
from jmapdesk.model.records import Card, Lane

_FORMULA = re.compile(r"[=+\-@\t\r]")
_STYLE = "mso-number-format:'\\@';vertical-align:top;text-align:start"
_NUMBER = re.compile(r"[+\-]?\d+(?:[.,]\d+)?\s*%?")


class Clip(NamedTuple):
    """Cards as text, and as a page."""

    text: str
    page: str


def clip(journey: JourneyMap, ids: Iterable[str]) -> Clip:
    """The cards as a grid with the names of its lanes and steps; those of one cell as lines. Raises JmapError."""
    cards = reading_order(journey, ids)
    places = queries.step_indexes(journey)
    placed = [card for card in cards if card.lane in journey.lanes and card.step in places]
    lanes = [lane for lane in queries.lanes(journey) if any(card.lane == lane.id for card in placed)]
    across = sorted({places[card.step or ""] for card in placed})
    if len(placed) < len(cards) or len(lanes) * len(across) < 2:
        lines = [_words(card) for card in cards]
        return Clip("\n".join(guarded(line) for line in lines), _page(journey, [[line] for line in lines], 0))
    steps = range(across[0], across[-1] + 1)
    cells: dict[tuple[str | None, int], list[str]] = {}
    for card in placed:
        cells.setdefault((card.lane, places[card.step or ""]), []).append(_words(card))
    names = _step_names(journey)
    words = words_for(journey.about.language)
    rows = [["", *(names[place] for place in steps)]]
    for lane in lanes:
        rows.append([_lane_name(lane, words), *("\n".join(cells.get((lane.id, place), [])) for place in steps)])
    return Clip("\n".join("\t".join(_tabbed(cell) for cell in row) for row in rows), _page(journey, rows, 1))


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes before what could be one."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text.strip()) else text


def _words(card: Card) -> str:
    text = card.text or card.word or card.alt
    if card.kind == "feeling" and card.score is not None:
        score = f"{card.score:+g}".replace("-", "−")
        return f"{text} ({score})" if text else score
    return text


def _tabbed(text: str) -> str:
    """A cell of tab-parted text, quoted where it holds what parts cells."""
    text = guarded(text)
    return '"' + text.replace('"', '""') + '"' if re.search(r'["\t\n\r]', text) else text


def _step_names(journey: JourneyMap) -> list[str]:
    """What each step is called over a table: by stage and step, as a pasted block is lined up by."""
    found = []
    for stage in queries.stages(journey):
        steps = queries.steps(stage)
        for number, step in enumerate(steps, 1):
            alone = len(steps) == 1 and not step.name
            found.append(stage.name if alone else f"{stage.name} › {step.name or number}")
    return found


def _lane_name(lane: Lane, words: Words) -> str:
    known = LANE_KINDS.get(lane.kind)
    own = words(f"lane.{lane.kind}") if words.has(f"lane.{lane.kind}") else known.name if known else lane.kind
    return lane.name or own


def _page(journey: JourneyMap, rows: Sequence[Sequence[str]], heads: int) -> str:
    """A table for an e-mail or a page; spreadsheets are told that all of it is text."""
    direction = ' dir="rtl"' if is_rtl(journey.about.direction, journey.about.language) else ""
    out = [
        '<meta charset="utf-8">',
        f'<table{direction} border="1" cellspacing="0" cellpadding="6" style="border-collapse:collapse">',
    ]
    for number, row in enumerate(rows):
        cells = []
        for place, text in enumerate(row):
            tag = "th" if number < heads or place < heads else "td"
            shown = html.escape(guarded(text)).replace("\n", '<br style="mso-data-placement:same-cell">')
            cells.append(f'<{tag} style="{_STYLE}">{shown}</{tag}>')
        out.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*out, "</table>"])
