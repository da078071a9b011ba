"""A map out of a document: diagrams, tables and headings that may all speak of the same journey.

One map comes out of one document. The first journey diagram and the family of tables that looks most like a map are
taken. Where a table's names are the diagram's, both are one journey: the diagram gives stages, steps and scores,
the tables give the lanes. Otherwise the diagram stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from jmapdesk.exchange.blocks import BEGINNING, Block, Diagram, Heading, Prose, Table
from jmapdesk.exchange.draft import Curves, Draft, DraftLane, MapKind, Notes, counted
from jmapdesk.exchange.list_columns import Lacking
from jmapdesk.exchange.maker import Maker, Place
from jmapdesk.exchange.md_table import OwnTable
from jmapdesk.exchange.mermaid import Journey, fill, lay_out, read_journey
from jmapdesk.exchange.pouring import Target, as_stages, as_steps, pour, say_direction, scales_of, take_over
from jmapdesk.exchange.read_card_list import CardList, lay_list, read_card_list
from jmapdesk.exchange.tables import TableReading, read_table, shown
from jmapdesk.exchange.vocabulary import (
    JOURNEY_WORDS,
    PERSONA_WORDS,
    has_word,
    is_word,
    normalised,
    without_number,
)
from jmapdesk.util.errors import JmapError

_TALK = f"{JOURNEY_WORDS} | journey map* | journey | service blueprint* | blueprint* | experience map*"
_HOW_TO = (
    "method | methods | how to | instructions | outcome | outcomes | resources | when to use | why use it"
    " | when to use it | what it is | tips | vorgehen | methode | prerequisites"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A table that is a map or part of one, and the heading it stands under."""

    table: Table
    reading: TableReading
    heading: Heading | None


def draft_of(blocks: Sequence[Block], name: str, stem: str, notes: Notes, curves: Curves) -> Draft:
    """The map a document holds.

    Raises JmapError, saying what the document is instead, where it holds none.
    """
    headings = [block for block in blocks if isinstance(block, Heading)]
    own = next((block for block in blocks if isinstance(block, OwnTable)), None)
    if own is not None:
        return _from_own(own, blocks, headings, name, stem, notes)
    title = without_number(_title(headings))
    journeys, found, lists = _find(blocks, notes, context=_speaks_of_maps(headings, stem))
    families = _families(found)
    if not journeys and not families and not lists:
        raise _no_map(blocks, headings, name, title)
    maker = Maker(notes)
    _personas(blocks, maker)
    for listed in lists if journeys or families else lists[1:]:
        notes.ignored(listed.place, "A list of cards: one file makes one map.")
    if journeys:
        _with_diagram(journeys[0], families, maker, curves)
    elif not families:
        maker.title = title or lists[0].title
        lay_list(lists[0], maker, name)
    else:
        maker.title = title
        _family(families[0], maker)
        _leave(families[1:], maker)
    maker.title = maker.title or title
    maker.title_from(stem)
    prose = [block for block in blocks if isinstance(block, Prose)]
    if prose:
        notes.ignored(f"line {prose[0].line}", f"Running text, {counted(len(prose), 'lines')} from here on.")
    return maker.finish(name)


def _from_own(
    own: OwnTable, blocks: Sequence[Block], headings: Sequence[Heading], name: str, stem: str, notes: Notes
) -> Draft:
    """The map of a document that jmapdesk wrote: nothing of its table needs to be guessed."""
    maker = Maker(notes, title=_title(headings), language=own.shape.language, exact=True)
    _personas(blocks, maker)
    maker.title_from(stem)
    notes.recognised(f"line {own.line}", "A map in a table, as jmapdesk writes it.")
    for title, goal, steps in own.stages:
        maker.stages.append((title, steps))
        if goal:
            maker.goals[len(maker.stages) - 1] = goal
    maker.lanes.extend(own.lanes)
    places = [Place(stage, step) for stage, (_, _, steps) in enumerate(own.stages) for step in range(len(steps))]
    for lane, first, last, number, card in own.cards:
        people = (maker.personas[number - 1],) if 0 < number <= len(maker.personas) else ()
        maker.put(lane, places[first], replace(card, personas=people), places[last])
    others = [block for block in blocks if isinstance(block, Table | Prose)]
    if others:
        notes.ignored(f"line {others[0].line}", "What stands around the table of the map, from here on.")
    kind = own.shape.kind
    known: tuple[MapKind, ...] = ("current_state", "future_state", "day_in_the_life", "service_blueprint")
    return maker.finish(name, next((one for one in known if one == kind), None))


def _find(blocks: Sequence[Block], notes: Notes, context: bool) -> tuple[list[Journey], list[Found], list[CardList]]:
    """The journey diagrams, the tables that may be maps, the lists of cards; all else is noted as left out."""
    context = context or any(isinstance(block, Diagram) and block.kind == "journey" for block in blocks)
    journeys: list[Journey] = []
    found: list[Found] = []
    lists: list[CardList] = []
    heading: Heading | None = None
    for block in blocks:
        if isinstance(block, Heading) and block.level:
            heading = block
        elif isinstance(block, Diagram):
            place = f"line {block.line}"
            if block.kind != "journey":
                notes.ignored(place, f"A {block.kind}." if block.kind[0] not in "AEIOU" else f"An {block.kind}.")
                continue
            journey = read_journey(block.text, block.line)
            if not journey.tasks:
                notes.ignored(place, "A journey diagram without tasks.")
            elif not journeys:
                notes.recognised(place, "A journey diagram.")
                journeys.append(journey)
            elif [(t.name, t.score, t.actors) for t in journey.tasks] == [
                (t.name, t.score, t.actors) for t in journeys[0].tasks
            ]:
                notes.ignored(place, "The same journey diagram again.")
            else:
                notes.ignored(place, "Another journey diagram: one file makes one map.")
        elif isinstance(block, Table):
            listed = read_card_list(block.grid)
            if isinstance(listed, CardList):
                lists.append(listed)
                continue
            reading = listed.reason if isinstance(listed, Lacking) else read_table(block.grid, context=context)
            if isinstance(reading, TableReading):
                found.append(Found(block, reading, heading))
            else:
                notes.ignored(f"line {block.line}", f"A table that is no journey map: {reading}.")
    return journeys, found, lists


def _families(found: Sequence[Found]) -> list[list[Found]]:
    """Tables of the same make with mostly the same lanes belong together; the likeliest family first."""
    families: list[list[Found]] = []
    for item in found:
        for family in families:
            first = family[0].reading
            if (first.single, first.turned) == (item.reading.single, item.reading.turned):
                common = len(first.labels & item.reading.labels) / len(first.labels | item.reading.labels)
                if common >= 0.5:
                    family.append(item)
                    break
        else:
            families.append([item])
    return sorted(families, key=lambda family: -max(1, sum(item.reading.strength for item in family)))


def _family(family: Sequence[Found], maker: Maker) -> None:
    """Lay out tables that stand alone."""
    scales = scales_of(item.reading for item in family)
    names: set[str] = set()
    for item in family:
        reading = item.reading
        take_over(reading, maker)
        if not maker.title and reading.title and len(family) == 1:
            maker.title = reading.title
        say_direction(reading, maker)
        stage_of_its_own = item.heading is not None and (reading.single or (reading.turned and len(family) > 1))
        if stage_of_its_own and item.heading is not None:
            name = without_number(item.heading.text)
            place = f"line {item.heading.line}"
            maker.notes.recognised(place, f"The stage “{shown(name)}”, from the heading over a table.")
            targets = as_steps(reading, maker, maker.stage(name, place))
        else:
            key = "\n".join(column.stage for column in reading.columns)
            if key in names and len(reading.columns) > 1:
                maker.notes.ignored(reading.place, "Another table with the same stages: one file makes one map.")
                continue
            names.add(key)
            targets = as_stages(reading, maker)
        pour(reading, maker, targets, scales)


def _with_diagram(journey: Journey, families: Sequence[Sequence[Found]], maker: Maker, curves: Curves) -> None:
    """Lay out a diagram, and with it the family of tables that speaks of the same steps or stages."""
    places = lay_out(journey, maker)
    for number, family in enumerate(families):
        if not _same_journey(journey, family):
            continue
        _leave([other for i, other in enumerate(families) if i != number], maker)
        scales = scales_of(item.reading for item in family)
        for item in family:
            take_over(item.reading, maker)
            say_direction(item.reading, maker)
            maker.notes.guessed(item.reading.place, "The table and the diagram were taken as one journey.")
            pour(item.reading, maker, _onto(journey, item, places, maker), scales)
        if maker.first_lane("feelings") is None:
            after = maker.first_lane("actions")
            maker.lane(DraftLane("feelings", ""), 1 if after is None else after + 1)
        fill(journey, maker, places, curves, actions=maker.first_lane("actions") is None)
        return
    for family in families:
        for item in family:
            maker.notes.ignored(
                item.reading.place, "A table whose steps are not the diagram's: one file makes one map."
            )
    fill(journey, maker, places, curves, actions=True)


def _leave(families: Sequence[Sequence[Found]], maker: Maker) -> None:
    for family in families:
        for item in family:
            maker.notes.ignored(item.reading.place, "Another table, unlike the first: one file makes one map.")


def _same_journey(journey: Journey, family: Sequence[Found]) -> bool:
    tasks = [task.name for task in journey.tasks]
    sections = [section.name for section in journey.sections]
    names = [name for item in family for name in _names(item)]
    known = sum(1 for name in names if _closest(name, tasks) is not None or _closest(name, sections) is not None)
    return bool(names) and known * 2 >= len(names)


def _names(item: Found) -> list[str]:
    """What the columns of a table are called; a list of aspects is called by its heading."""
    if item.reading.single:
        return [without_number(item.heading.text)] if item.heading else []
    return [column.step or column.stage for column in item.reading.columns]


def _onto(journey: Journey, item: Found, places: list[list[Place]], maker: Maker) -> list[Target]:
    """Which steps of the diagram each column of a table stands for; steps it lacks are added."""
    sections = [section.name for section in journey.sections]
    home = _closest(without_number(item.heading.text), sections) if item.heading else None
    targets: list[Target] = []
    for name, column in zip(_names(item) or [""], item.reading.columns, strict=False):
        targets.append(
            _in_section(journey, name, home, places)
            or _in_any_section(journey, name, places)
            or _whole_section(name, sections, places)
            or _new_step(name, column.place, home, maker)
        )
    return targets


def _in_section(journey: Journey, name: str, home: int | None, places: list[list[Place]]) -> Target:
    if home is None:
        return None
    at = _closest(name, [task.name for task in journey.sections[home].tasks])
    return (places[home][at], places[home][at]) if at is not None and at < len(places[home]) else None


def _in_any_section(journey: Journey, name: str, places: list[list[Place]]) -> Target:
    return next((found for i in range(len(places)) if (found := _in_section(journey, name, i, places))), None)


def _whole_section(name: str, sections: list[str], places: list[list[Place]]) -> Target:
    at = _closest(name, sections)
    return (places[at][0], places[at][-1]) if at is not None and places[at] else None


def _new_step(name: str, place: str, home: int | None, maker: Maker) -> Target:
    if home is None:
        home = len(maker.stages) - 1
    maker.notes.guessed(place, f"“{shown(name)}” is not in the diagram: a step was added to “{maker.stages[home][0]}”.")
    at = maker.step(home, name, place=place)
    return (at, at) if at else None


def _closest(name: str, names: Sequence[str]) -> int | None:
    """The position of the name that is the same but for marks, case and small differences; None if none is."""
    wanted = normalised(without_number(name))
    if not wanted:
        return None
    plain = [normalised(without_number(other)) for other in names]
    if wanted in plain:
        return plain.index(wanted)
    matcher = SequenceMatcher(b=wanted[:200], autojunk=False)
    best, at = 0.0, None
    for i, other in enumerate(plain):
        matcher.set_seq1(other[:200])
        if matcher.real_quick_ratio() > max(best, 0.82) and matcher.quick_ratio() > max(best, 0.82):
            ratio = matcher.ratio()
            if ratio > max(best, 0.82):
                best, at = ratio, i
    return at


def _personas(blocks: Sequence[Block], maker: Maker) -> None:
    """A line "Persona: …" near the text's beginning."""
    for block in blocks[:BEGINNING]:
        if isinstance(block, Prose) and len(block.text) < 300:
            key, colon, value = re.sub(r"^[\s>*•-]+", "", block.text).replace("：", ":").partition(":")
            value = value.strip(" *_")
            if colon and value and len(value) <= 120 and is_word(key, PERSONA_WORDS):
                maker.persona(value, f"line {block.line}")
                maker.notes.recognised(f"line {block.line}", f"The persona “{shown(value)}”.")


def _title(headings: Sequence[Heading]) -> str:
    for level in (1, 0, 2):
        for heading in headings:
            if heading.level == level:
                return heading.text
    return headings[0].text if headings else ""


def _speaks_of_maps(headings: Sequence[Heading], stem: str) -> bool:
    texts = [stem.replace("_", " ").replace("-", " "), *(heading.text for heading in headings)]
    return any(has_word(text, _TALK) for text in texts)


def _no_map(blocks: Sequence[Block], headings: Sequence[Heading], name: str, title: str) -> JmapError:
    called = f" (“{shown(title)}”)" if title else ""
    others = [block.kind for block in blocks if isinstance(block, Diagram) and block.kind != "journey"]
    tables = [block for block in blocks if isinstance(block, Table)]
    how_to = sum(1 for heading in headings if is_word(heading.text, _HOW_TO)) >= 2
    if tables:
        return JmapError(
            "import.not_a_map",
            f"“{name}” is a document{called} with {counted(len(tables), 'tables')}, none of them a journey map: "
            "no table has stages one way and lanes such as actions, touchpoints or emotions the other.",
        )
    if others:
        kind = others[0]
        article = "an" if kind[0] in "AEIOUaeiou" else "a"
        return JmapError(
            "import.diagram",
            f"“{name}” is a document{called} with {article} {kind}: there is no journey diagram and no table in it.",
        )
    if how_to:
        return JmapError(
            "import.prose",
            f"“{name}” is a page that describes a method{called}: it has neither a table nor a journey diagram, "
            "so there is no map in it.",
        )
    return JmapError(
        "import.prose",
        f"“{name}” is running text{called}: it has neither a table nor a journey diagram, so there is no map in it.",
    )
