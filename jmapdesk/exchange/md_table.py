"""The table of the map in Markdown, written so that it is read back into the very same cells.

A comment before it says what a pipe table cannot: how many steps each stage has, which rows name steps and times,
what kind each lane is of. In a cell each card is a line that begins with ``•``, unless it is alone; what stands in
``*(…)*`` after its words is said about the card and no part of them. A card over several steps stands in its first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from jmapdesk.exchange.draft import DraftCard, DraftLane, DraftStep
from jmapdesk.exchange.md_text import BREAK, unescaped
from jmapdesk.model.kinds import DIVIDERS, LANE_KINDS, MAP_KINDS, card_kind_of

_MARKER: Final = re.compile(r"<!-- jmapdesk map:((?: [a-z]+=[\w@^.,-]*)+) -->")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_ROW: Final = re.compile(r"(\^?)([a-z_]+)(?:\.([a-z_]+))?(?:@(\d{1,4}))?")
_SAID: Final = re.compile(r"(?:(.*) )?(?<!\\)\*\((.*?)\)\*")
_SCORE: Final = re.compile(r"[+−-]?\d(?:\.\d)?")
OVER: Final = "→"
"""What begins the words on how many steps a card covers."""


class RowShape(NamedTuple):
    """What a row of the table is: a lane's kind, a divider's line or a curve's series, whose curve it is (from 1, 0
    for nobody's), and whether it goes on with the lane above."""

    kind: str
    more: str = ""
    persona: int = 0
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """What a pipe table cannot say of a map."""

    kind: str
    language: str
    stages: tuple[int, ...]
    """How many steps each stage has."""
    steps: bool
    times: bool
    rows: tuple[RowShape, ...]


def marker(shape: Shape) -> str:
    """The comment that says it. Kinds this version does not know are left to be text."""
    head = ",".join(name for name, given in (("steps", shape.steps), ("times", shape.times)) if given)
    rows = ",".join(_row_said(row) for row in shape.rows)
    said = [
        f"kind={shape.kind}" if shape.kind in MAP_KINDS else "",
        f"language={shape.language}" if _LANGUAGE.fullmatch(shape.language) else "",
        f"stages={','.join(map(str, shape.stages))}",
        f"head={head}",
        f"lanes={rows}",
    ]
    return f"<!-- jmapdesk map: {' '.join(part for part in said if part)} -->"


def _row_said(row: RowShape) -> str:
    kind = row.kind if row.kind in LANE_KINDS else "text"
    more = row.more if row.more in DIVIDERS or row.more == "to_be" else ""
    return f"{'^' * row.goes_on}{kind}{f'.{more}' if more else ''}{f'@{row.persona}' if row.persona else ''}"


def shape_of(line: str) -> Shape | None:
    """The shape that a line says; None where it is no such comment."""
    found = _MARKER.fullmatch(line.strip())
    if not found:
        return None
    said = dict(part.split("=", 1) for part in found[1].split())
    counts = [part for part in said.get("stages", "").split(",") if part]
    rows = [_ROW.fullmatch(part) for part in said.get("lanes", "").split(",") if part]
    if not all(count.isdecimal() and int(count[:5]) > 0 for count in counts) or None in rows:
        return None
    head = said.get("head", "").split(",")
    return Shape(
        said.get("kind", ""), said.get("language", ""), tuple(int(count[:5]) for count in counts),
        "steps" in head, "times" in head,
        tuple(RowShape(row[2], row[3] or "", int(row[4] or 0), bool(row[1])) for row in rows if row),
    )  # fmt: skip


@dataclass(slots=True)
class OwnTable:
    """A table that jmapdesk wrote, read: stages with goals and steps, lanes, and each card with its place."""

    shape: Shape
    line: int
    stages: list[tuple[str, str, list[DraftStep]]] = field(default_factory=list)
    lanes: list[DraftLane] = field(default_factory=list)
    cards: list[tuple[int, int, int, int, DraftCard]] = field(default_factory=list)
    """Lane, first and last column, whose curve (from 1, 0 for nobody's), and the card."""


def own_table(shape: Shape, lines: Sequence[str], first: int) -> OwnTable | None:
    """The table whose lines these are, the first of them numbered ``first``; None where it no longer fits its shape."""
    rows = [_cells(line) for line in lines]
    width = 1 + sum(shape.stages)
    above = 1 + shape.steps + shape.times
    if len(rows) != 1 + above + len(shape.rows) or any(len(row) != width for row in rows):
        return None
    body = [rows[0], *rows[2:]]  # without the line of dashes
    table = OwnTable(shape, first)
    column = 1
    for count in shape.stages:
        name, goal = _named(body[0][column])
        steps = [
            DraftStep(
                unescaped(body[1][at]) if shape.steps else "", unescaped(body[above - 1][at]) if shape.times else ""
            )
            for at in range(column, column + count)
        ]
        table.stages.append((name, goal, steps))
        column += count
    for number, (row, kind) in enumerate(zip(body[above:], shape.rows, strict=True), first + 1 + above):
        _read_row(table, kind, row, f"line {number}")
    return table


def _read_row(table: OwnTable, shape: RowShape, row: Sequence[str], place: str) -> None:
    if not shape.goes_on or not table.lanes:
        name, subtitle = _named(row[0])
        known = LANE_KINDS.get(shape.kind)
        own = "" if known is not None and name == known.name else name
        divider = shape.more if shape.kind == "divider" else ""
        subtitle = "" if known is not None and not own and subtitle == known.subtitle else subtitle
        table.lanes.append(DraftLane(shape.kind, own, subtitle, divider=divider))
    if card_kind_of(shape.kind) is None:
        return
    lane, last = len(table.lanes) - 1, len(row) - 2
    for column, cell in enumerate(row[1:]):
        for said in _cards(cell):
            card, over = _card(said, shape, place)
            if card is not None:
                table.cards.append((lane, column, min(last, column + over - 1), shape.persona, card))


def _cells(line: str) -> list[str]:
    text = line.strip()
    text = text[1:] if text.startswith("|") else text
    text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", text)]


def _named(cell: str) -> tuple[str, str]:
    """A label: its name, and what stands under it."""
    name, _, rest = cell.partition(BREAK)
    if name.startswith("**") and name.endswith("**") and len(name) > 4:
        name = name[2:-2]
    return unescaped(name), unescaped(rest)


def _cards(cell: str) -> list[str]:
    """The cards of a cell as written."""
    if not cell.startswith("• "):
        return [cell] if cell else []
    cards: list[str] = []
    for line in cell.split(BREAK):
        if line.startswith("• "):
            cards.append(line[2:])
        else:
            cards[-1] += BREAK + line
    return cards


def _card(said: str, shape: RowShape, place: str) -> tuple[DraftCard | None, int]:
    """A card and how many steps it covers; None where only something is said about cards."""
    found = _SAID.fullmatch(said)
    words, told = (found[1] or "", found[2].split(" · ")) if found else (said, [])
    text = unescaped(re.sub(r"^\*\*(.*?)\*\*", r"\1", words))
    score: float | None = None
    if shape.kind == "feelings" and told and _SCORE.fullmatch(told[0]):
        score = float(told.pop(0).replace("−", "-"))
    over = re.search(r"\d+", told[0]) if told and told[0].startswith(OVER) else None
    steps = max(1, int(over[0])) if over else 1
    kind = card_kind_of(shape.kind) or "text"
    if not text and score is None:
        return None, 1
    if kind != "feeling":
        return DraftCard(0, 0, kind, text, place=place), steps
    series = {"series": "to_be"} if shape.more == "to_be" else {}
    short = "\n" not in text and len(text) <= 60
    return DraftCard(
        0, 0, kind, "" if short else text, score=score, word=text if short else "", place=place, fields=series
    ), 1  # fmt: skip
