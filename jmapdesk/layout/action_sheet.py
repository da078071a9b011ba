"""The list of actions as pages: what is to be done, by whom, by when, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from jmapdesk.insight.plan import Action
from jmapdesk.insight.review import next_review
from jmapdesk.layout.context import Context
from jmapdesk.layout.parts import Line, Part, ShapePart
from jmapdesk.layout.sheet import Block
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import third
from jmapdesk.util.geometry import Rect, circle_path, line_path

WIDTH: Final = 1122.52
HEIGHT: Final = 793.7
"""An A4 page on its side, at 100 %."""
_MARGIN: Final = 48.0
_PAD: Final = 8.0
_DOT: Final = 9.0


class _Column(NamedTuple):
    word: str
    share: float


_COLUMNS: Final = (
    _Column("action", 0.34), _Column("where", 0.17), _Column("owner", 0.15), _Column("worth", 0.13),
    _Column("status", 0.10), _Column("due", 0.11),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class ActionPage:
    """One page of the list: its blocks in reading order."""

    context: Context
    blocks: tuple[Block, ...]


def lay_actions(journey: JourneyMap, found: Sequence[Action], context: Context) -> list[ActionPage]:
    """The list on as many pages as it takes; none where there is nothing to do."""
    if not found:
        return []
    inner = WIDTH - 2 * _MARGIN
    rows = [_row(action, n, inner, context) for n, action in enumerate(found, 1)]
    pages: list[ActionPage] = []
    blocks: list[Block] = []
    y = HEIGHT
    for row in rows:
        if y + row.rect.h > HEIGHT - _MARGIN:
            if blocks:
                pages.append(ActionPage(context, tuple(blocks)))
            head = _head(journey, found, inner, context, first=not pages)
            blocks, y = [_at(head, _MARGIN)], _MARGIN + head.rect.h
        blocks.append(_at(row, y))
        y += row.rect.h
    return [*pages, ActionPage(context, tuple(blocks))]


def _at(block: Block, y: float) -> Block:
    return Block(block.element, block.role, block.rect.moved(_MARGIN, y), block.parts, block.title)


def _head(journey: JourneyMap, found: Sequence[Action], width: float, context: Context, first: bool) -> Block:
    """The heading, on the first page with what is open and the next review, and the names of the columns."""
    styles, colours, words = context.styles, context.theme.colours, context.words
    title = words("actions.title")
    heading, _, height = context.text(0, 0, width, title, styles.title if first else styles.stage, colours.ink)
    parts: list[Part] = [heading]
    y = height + 4
    if first:
        nobody = sum(1 for one in found if not one.owner)
        count = words("actions.count.one") if len(found) == 1 else words("actions.count", n=len(found))
        said = [journey.about.title or words("untitled"), count]
        if nobody:
            said.append(words("actions.nobody", n=nobody))
        due = next_review(journey.about.reviewed_on, journey.about.review_every)
        if due:
            said.append(words("actions.review", day=words.day(due)))
        line, _, height = context.text(0, y, width, " · ".join(said), styles.purpose, colours.muted)
        parts.append(line)
        y += height + 14
    x = 0.0
    for column in _COLUMNS:
        wide = column.share * width
        name, _, height = context.text(
            x + _PAD, y, wide - 2 * _PAD, words(f"actions.{column.word}"), styles.step, colours.muted, max_lines=1
        )  # fmt: skip
        parts.append(name)
        x += wide
    y += height + 6
    parts.append(ShapePart(line_path(0, y, width, y), line=Line(colours.ink, 1.2)))
    return Block("actions", "title", Rect(0, 0, width, y + 1), context.turned(parts, width), title)


def _row(action: Action, number: int, width: float, context: Context) -> Block:
    styles, colours, words = context.styles, context.theme.colours, context.words
    card = action.card
    done = card.status in ("done", "dropped")
    ink = colours.muted if done else colours.ink
    cells: list[tuple[str, str]] = [(words("actions.numbered", n=words.number(number), text=card.text), ink)]
    cells.append((" · ".join(part for part in (action.stage, action.step) if part) or "–", ink))
    cells.append((action.owner, ink) if action.owner else (words("actions.no_owner"), colours.bad_text))
    worth = [
        words(name, third=words(f"third.{third(value)}"))
        for name, value in (("impact", card.impact), ("effort", card.effort)) if value is not None
    ]  # fmt: skip
    cells.append(("\n".join(worth) or "–", ink))
    status = words(f"status.{card.status}") if card.status else "–"
    cells.append((status[:1].upper() + status[1:], ink))
    cells.append((words.day(action.due) if action.due else "–", ink))
    parts: list[Part] = []
    x, tall = 0.0, 0.0
    for i, (column, (text, colour)) in enumerate(zip(_COLUMNS, cells, strict=True)):
        wide = column.share * width
        style = styles.fact_name if i == 0 else styles.fact
        part, _, height = context.text(x + _PAD, _PAD, wide - 2 * _PAD, text, style, colour, by_paragraph=True)
        parts.append(part)
        if i == 0 and action.pains:
            more, deep = _pains(action, x + _PAD, _PAD + height + 3, wide - 2 * _PAD, context)
            parts += more
            height += 3 + deep
        tall = max(tall, height)
        x += wide
    tall += 2 * _PAD
    parts.append(ShapePart(line_path(0, tall, width, tall), line=Line(colours.hairline, 1)))
    return Block(card.id, "card", Rect(0, 0, width, tall + 1), context.turned(parts, width), card.text)


def _pains(action: Action, x: float, y: float, width: float, context: Context) -> tuple[list[Part], float]:
    """What it answers, each pain point with a dot in its colour."""
    styles, colours = context.styles, context.theme.colours
    parts: list[Part] = []
    start = y
    for pain in action.pains[:3]:
        text, _, height = context.text(x + _DOT, y, width - _DOT, pain, styles.goal, colours.muted, max_lines=2)
        parts += [ShapePart(circle_path(x + 3, y + styles.goal.line_height / 2, 2.2), fill=colours.bad_text), text]
        y += height + 1
    return parts, y - start


