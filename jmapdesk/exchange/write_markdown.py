"""A map as a Markdown document: readable on its own, and its table is read back into the same cells (``md_table``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jmapdesk.edit.moves import reading_order
from jmapdesk.exchange import account
from jmapdesk.exchange.curves import Curve, curves_of
from jmapdesk.exchange.lacking import lacking
from jmapdesk.exchange.md_table import OVER, RowShape, Shape, marker
from jmapdesk.exchange.md_text import BREAK, escaped
from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.plain import in_line
from jmapdesk.exchange.said import MARKS, context_of, kind_said, signs
from jmapdesk.exchange.seen import Seen, seen_in_words
from jmapdesk.insight.tally import Tally, tally
from jmapdesk.insight.targets import targets
from jmapdesk.layout.card_plan import metric_value
from jmapdesk.layout.context import Context
from jmapdesk.layout.lanes import lane_name, lane_subtitle
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card, Lane
from jmapdesk.render.target import opened
from jmapdesk.util.progress import Progress

_LACKS: Final = frozenset({"parked", "connections", "pictures", "readings", "votes", "comments", "looks"})


def write_markdown(
    journey: JourneyMap, path: Path, options: ExportOptions, progress: Progress | None = None
) -> list[str]:
    """Write the map as a document; returns remarks for people."""
    report = progress or (lambda _share: None)
    report(0.0)
    seen = seen_in_words(journey, options)
    page = _Page.of(seen)
    blocks = [
        *_heading(page), *_map(page), *_plan(page), *_initiatives(page), *_notes(page), *_sources(page),
        *_review(page),
    ]  # fmt: skip
    report(0.8)
    with opened(path) as stream:
        stream.write(("\n\n".join(blocks) + "\n").encode())
        report(1.0)
    return [*seen.remarks, *lacking(seen.journey, "A Markdown document", _LACKS)]


@dataclass(frozen=True, slots=True)
class _Page:
    """What the document is written with."""

    seen: Seen
    journey: JourneyMap
    context: Context
    columns: list[queries.Column]
    places: Mapping[str, queries.Column]
    cells: Mapping[tuple[str, str], list[Card]]
    people: Mapping[str, int]
    """The number of each persona's name in the document, from 1."""
    used: Tally
    """The marks on the cards that are written out."""

    @staticmethod
    def of(seen: Seen) -> _Page:
        """The page of what is to be seen of a map."""
        journey = seen.journey
        named: dict[str, int] = {}
        people: dict[str, int] = {}
        for persona in queries.personas(journey):
            if name := in_line(persona.name):
                people[persona.id] = named.setdefault(name, len(named) + 1)
        columns = queries.columns(journey)
        return _Page(
            seen, journey, context_of(journey), columns, {column.step.id: column for column in columns},
            queries.cards_by_cell(journey), people, tally(journey.cards.values()),
        )  # fmt: skip


def _item(text: str, depth: int = 0) -> str:
    return f"{'  ' * depth}- {text}"


def _strong(name: str) -> str:
    return f"**{escaped(in_line(name))}**"


def _fact(fact: account.Fact) -> str:
    return f"{_strong(f'{fact.name}:')} {escaped(fact.text.strip())}"


def _section(name: str, page: _Page, level: int = 2) -> str:
    return f"{'#' * level} {escaped(page.context.words(name))}"


def _heading(page: _Page) -> Iterator[str]:
    """Title, kind and evidence, purpose, goal and scope, personas."""
    about, words = page.journey.about, page.context.words
    title = escaped(in_line(about.title) or words("untitled"))
    yield "# " + title.replace("\\#", "&#35;")  # hashes at its end would be taken for the heading's own
    if chips := account.chips(page.journey, page.seen.counted, page.context):
        yield " · ".join(escaped(chip) for chip in chips)
    people = []
    for persona in queries.personas(page.journey):
        lines = [_item(f"{_strong(words('doc.persona') + ':')} {escaped(in_line(persona.name) or '–')}")]
        if persona.role.strip():
            lines.append(_item(escaped(persona.role.strip()), 1))
        if persona.quote.strip():
            lines.append(_item(escaped(account.quoted(persona.quote)), 1))
        for listed in account.persona_lists(persona, page.context):
            lines.append(_item(_fact(account.Fact(listed.name, "; ".join(listed.items))), 1))
        lines.append(_item(_fact(account.known_from(persona, page.journey, page.context)), 1))
        people.append("\n".join(lines))
    if people:
        yield "\n".join(people)
    if about.purpose.strip():
        yield escaped(about.purpose.strip())
    if facts := account.purpose(page.journey, page.context):
        yield "\n".join(_item(_fact(fact)) for fact in facts)


def _map(page: _Page) -> Iterator[str]:
    """The table of stages and lanes, and what its signs mean."""
    if not page.columns:
        return
    yield _section("doc.map", page)
    words, stages = page.context.words, queries.stages(page.journey)
    steps = any(column.step.name.strip() for column in page.columns)
    times = any(column.step.time.strip() for column in page.columns)
    head = [words("stages")]
    for stage in stages:
        goal = f"{BREAK}{escaped(in_line(stage.goal))}" if in_line(stage.goal) else ""
        head += [escaped(in_line(stage.name)) + goal, *[""] * (len(stage.steps) - 1)]
    rows = [head, ["---"] * len(head)]
    if steps:
        rows.append([escaped(words("steps")), *(escaped(in_line(column.step.name)) for column in page.columns)])
    if times:
        rows.append([escaped(words("doc.time")), *(escaped(in_line(column.step.time)) for column in page.columns)])
    shapes: list[RowShape] = []
    for lane in queries.lanes(page.journey):
        for shape, row in _lane(lane, page):
            shapes.append(shape)
            rows.append(row)
    whole = Shape(
        page.journey.about.kind, page.journey.about.language, tuple(len(stage.steps) for stage in stages), steps, times,
        tuple(shapes),
    )  # fmt: skip
    yield marker(whole)
    yield "\n".join(f"| {' | '.join(row)} |" for row in rows)
    key = " · ".join(
        f"{sign} {escaped(words(f'legend.{name}'))}" for name, sign in MARKS.items() if page.used.marks[name]
    )
    if key:
        yield key


def _lane(lane: Lane, page: _Page) -> Iterator[tuple[RowShape, list[str]]]:
    """A lane's rows: one, or one for each of its curves."""
    name = in_line(lane_name(lane, page.context))
    under = in_line(lane_subtitle(lane, page.context))
    label = (_strong(name) if name else "") + (f"{BREAK}{escaped(under)}" if under else "")
    steps = [column.step.id for column in page.columns]
    members = [page.cells.get((lane.id, step), []) for step in steps]
    counts = [page.seen.counts.get((lane.id, step), 0) for step in steps]
    if lane.kind == "divider":
        yield RowShape(lane.kind, lane.divider), [label, *[""] * len(steps)]
        return
    if lane.kind == "card_counts":
        lanes = queries.lanes(page.journey)
        totals = [sum(len(page.cells.get((one.id, step), ())) for one in lanes) for step in steps]
        yield RowShape(lane.kind), [label, *(page.context.words.number(total) if total else "" for total in totals)]
        return
    if lane.kind != "feelings":
        yield RowShape(lane.kind), [label, *(_cell(cards, n, page) for cards, n in zip(members, counts, strict=True))]
        return
    curves = curves_of(members, page.journey, page.context)
    for number, curve in enumerate(curves):
        felt = [[card] if card else [] for card in (curve.cards or [None] * len(steps))]
        told = counts if number == 0 else [0] * len(steps)
        said = label if number == 0 else ""
        if curve.name:
            said = (label if number == 0 else _strong(name)) + BREAK + escaped(in_line(curve.name))
        yield _curve_shape(curve, page, number > 0), [
            said, *(_cell(cards, n, page, curve=True) for cards, n in zip(felt, told, strict=True))
        ]  # fmt: skip
    others = [[card for card in cards if card.kind != "feeling"] for cards in members]
    if any(others):
        row = [_cell(cards, 0, page, curve=True) for cards in others]
        yield RowShape("feelings", "", 0, True), [_strong(name), *row]


def _curve_shape(curve: Curve, page: _Page, goes_on: bool) -> RowShape:
    series = "to_be" if curve.key[1] == "to_be" else ""
    return RowShape("feelings", series, page.people.get(curve.key[0] or "", 0), goes_on)


def _cell(cards: Sequence[Card], count: int, page: _Page, *, curve: bool = False) -> str:
    """The cards of a cell, and how many are only counted there; on a ``curve`` they have scores and no width."""
    said = [_card(card, page, curve) for card in cards]
    if count:
        words = page.context.words
        said.append(f"*({escaped(words('summary.card') if count == 1 else words('summary.cards', n=count))})*")
    return said[0] if len(said) == 1 else BREAK.join(f"• {one}" for one in said)


def _card(card: Card, page: _Page, curve: bool) -> str:
    """A card's words, and behind them what is said about it."""
    words = escaped(card.text or card.word or card.alt)
    if card.kind == "metric" and card.readings:
        value = f"**{escaped(metric_value(card, page.context))}**"
        words = f"{value} {words}" if words else value
    told: list[str] = []
    if curve and card.kind == "feeling" and card.score is not None:
        told.append(f"{card.score:+.1f}".replace("-", "−") if card.score else "0")
    over = _covers(card, page)
    if over > 1 and not curve:
        told.append(f"{OVER} {page.context.words('summary.steps', n=over)}")
    marks = MARKS["severity"] * (card.severity or 0) if card.kind == "pain_point" else ""
    marks = (marks + signs(card)).strip()
    if marks:
        told.append(marks)
    if not words and not told:
        told.append(escaped(kind_said(card.kind, page.context)))
    told += [f"— {escaped(in_line(one))}" for one in _theirs(card, page) if in_line(one)]
    return " ".join(part for part in (words, f"*({' · '.join(told)})*" if told else "") if part)


def _theirs(card: Card, page: _Page) -> list[str]:
    """Who said it, and whose card it is where the map has several personas."""
    said = [card.who] if card.kind == "quote" else []
    if len(page.journey.personas) > 1 and card.kind != "feeling":
        said += [page.journey.personas[key].name for key in card.personas if key in page.journey.personas]
    return said


def _covers(card: Card, page: _Page) -> int:
    """How many steps a card covers."""
    if card.to_step is None:
        return 1
    return page.places[card.to_step].place - page.places[card.step or ""].place + 1


def _plan(page: _Page) -> Iterator[str]:
    """The opportunities in order of priority."""
    found = account.plan(page.journey, page.context)
    if not found.ideas:
        return
    yield _section("doc.actions", page)
    rows = [found.titles, ["---"] * len(found.titles), *(idea.cells for idea in found.ideas)]
    yield "\n".join(
        f"| {' | '.join(cell if number == 1 else escaped(cell.strip()) for cell in row)} |"
        for number, row in enumerate(rows)
    )


def _initiatives(page: _Page) -> Iterator[str]:
    """The work that carries opportunities out, with its dated steps."""
    if not page.journey.initiatives:
        return
    yield _section("doc.initiatives", page, 3)
    lines: list[str] = []
    for one in page.journey.initiatives.values():
        facts = escaped(" · ".join(account.initiative_facts(one, page.context)))
        lines.append(_item(" — ".join(part for part in (_strong(one.title or "–"), facts) if part)))
        lines += [_item(_fact(fact), 1) for fact in account.initiative_outcomes(one, page.context)]
        for milestone in one.milestones:
            day = f" ({page.context.words.day(milestone.due)})" if milestone.due else ""
            lines.append(_item(f"[{'x' if milestone.done else ' '}] {escaped(in_line(milestone.name) + day)}", 1))
    yield "\n".join(lines)


def _notes(page: _Page) -> Iterator[str]:
    """What is noted on cards, and where they point."""
    lines: list[str] = []
    for card in account.placed(reading_order(page.journey, page.journey.cards)):
        pages = [
            f"<{address}>"
            for one in targets(card)
            if one.kind == "web" and (address := _address(one.target)) and one.target not in card.text
        ]
        note = escaped(card.note.strip())
        if note or pages:
            words = in_line(card.text or card.word or card.alt) or kind_said(card.kind, page.context)
            where = account.place_said(page.places[card.step or ""])
            told = " ".join(part for part in (note, *pages) if part)
            lines.append(_item(f"{_strong(words)}{f' ({escaped(where)})' if where else ''}: {told}"))
    if lines:
        yield _section("doc.notes", page)
        yield "\n".join(lines)


def _address(address: str) -> str:
    """An address as it stands between angle brackets; empty where it may not be followed."""
    return account.page_address(address).replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")


def _sources(page: _Page) -> Iterator[str]:
    found = account.sources(page.journey)
    if not found:
        return
    yield _section("doc.sources", page)
    lines = []
    for source in found:
        facts = escaped(", ".join(account.source_facts(source, page.context)))
        link = _address(source.link)
        said = [
            _strong(account.source_title(source, page.context)),
            f"({facts})" if facts else "",
            escaped(account.quoted(source.quote)),
            f"<{link}>" if link else escaped(in_line(source.link)),
        ]
        lines.append(_item(" ".join(part for part in said if part)))
    yield "\n".join(lines)


def _review(page: _Page) -> Iterator[str]:
    facts, past = account.review_facts(page.journey, page.context), account.reviews(page.journey, page.context)
    note = page.journey.about.note.strip()
    if not (facts or past or note):
        return
    yield _section("doc.review", page)
    if facts:
        yield escaped(" · ".join(in_line(fact) for fact in facts))
    if past:
        yield "\n".join(_item(escaped(line)) for line in past)
    if note:
        yield escaped(note)
