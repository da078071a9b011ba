"""A draft becomes a map: ids, order keys and records for what an importer found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jmapdesk.exchange.draft import Curves, Draft, DraftCard, DraftLane, Entry, Report
from jmapdesk.exchange.importing import FILE_LIMIT, read_draft
from jmapdesk.exchange.plain import plain
from jmapdesk.exchange.read_xlsx import carries_map
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import About, Card, Lane, Persona, Source, Stage, Step
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import NewId
from jmapdesk.util.order_keys import keys_between


def import_file(path: Path | str, new_id: NewId, *, curves: Curves = "one") -> tuple[JourneyMap, Report]:
    """The map in a foreign file, and the report on how it was read.

    A workbook that carries the map it was made from gives that map, every id and field of it, with what was edited in
    its sheets. Raises JmapError, with a code beginning ``import.``, for files that cannot be read or hold no map.
    """
    path = Path(path)
    data = read_foreign(path)
    if carries_map(path.name, data):
        return _restored(path.name, data)
    draft = read_draft(path.name, data, curves=curves)
    return build_map(draft, new_id), draft.report


def _restored(name: str, data: bytes) -> tuple[JourneyMap, Report]:
    # what reads and writes workbooks takes its time to import
    from jmapdesk.exchange.bring_back import as_new_map, bring_back

    journey, remarks = as_new_map(bring_back(name, data))
    counts = {part: len(getattr(journey, part)) for part in ("stages", "lanes", "cards")}
    counts["steps"] = sum(len(stage.steps) for stage in journey.stages.values())
    entries = [Entry("recognised", "", "A workbook that carries the map it was made from.")]
    entries += [Entry("ignored", "", remark) for remark in remarks]
    return journey, Report(name, tuple(entries), counts)


def read_foreign(path: Path) -> bytes:
    """The bytes of a file to import. Raises JmapError, with a code beginning ``import.``, where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(FILE_LIMIT + 1)
    except FileNotFoundError:
        raise JmapError("import.missing", f"There is no file “{path.name}” in that place.") from None
    except IsADirectoryError:
        raise JmapError("import.folder", f"“{path.name or path}” is a folder, not a file.") from None
    except (OSError, ValueError):
        if path.is_dir():
            raise JmapError("import.folder", f"“{path.name or path}” is a folder, not a file.") from None
        raise JmapError("import.unreadable", f"“{path.name}” cannot be read.") from None


def build_map(draft: Draft, new_id: NewId) -> JourneyMap:
    """The map a draft describes. Cards of one cell keep the order they had in the file.

    Colours, icons and evidence stay open; a lane without a name takes its kind's own. Where the name of every step
    only says again what an action in it says, as in a diagram of tasks, the steps stay without names.
    """
    identity = new_id()
    unnamed = _named_by_actions(draft)
    personas = {
        name: Persona(id=new_id(), order=key, name=plain(name))
        for name, key in zip(draft.personas, _keys(len(draft.personas)), strict=True)
    }
    stages = [
        Stage(
            id=new_id(),
            order=key,
            name=plain(stage.name),
            goal=plain(stage.goal),
            steps=tuple(
                Step(id=new_id(), order=step_key, name="" if unnamed else plain(step.name), time=plain(step.time_label))
                for step, step_key in zip(stage.steps, _keys(len(stage.steps)), strict=True)
            ),
        )
        for stage, key in zip(draft.stages, _keys(len(draft.stages)), strict=True)
    ]
    lanes = [_lane(lane, new_id(), key) for lane, key in zip(draft.lanes, _keys(len(draft.lanes)), strict=True)]
    titles = dict.fromkeys(title for card in (*draft.cards, *draft.parked) for title in card.sources)
    sources = {title: Source(id=new_id(), title=plain(title)) for title in titles}
    known = _Known([step.id for stage in stages for step in stage.steps], lanes, personas, sources)
    cards = [
        _card(card, draft.lanes[card.lane], new_id(), key, known, placed=True) for card, key in _ordered(draft.cards)
    ]
    cards += [
        _card(card, DraftLane("", ""), new_id(), key, known, placed=False)
        for card, key in zip(draft.parked, _keys(len(draft.parked)), strict=True)
    ]
    return JourneyMap(
        identity,
        about=About(title=plain(draft.title), kind=draft.kind, language=draft.language),
        personas={persona.id: persona for persona in personas.values()},
        stages={stage.id: stage for stage in stages},
        lanes={lane.id: lane for lane in lanes},
        cards={card.id: card for card in cards},
        sources={source.id: source for source in sources.values()},
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What cards refer to: the steps' ids and the lanes in order, personas by name, sources by title."""

    steps: list[str]
    lanes: list[Lane]
    personas: dict[str, Persona]
    sources: dict[str, Source]


def _named_by_actions(draft: Draft) -> bool:
    """Whether every step that has a name has it from an action in that step alone."""
    actions = {
        (card.step, " ".join(card.text.split()))
        for card in draft.cards
        if card.kind == "action" and card.to_step is None
    }
    if draft.exact:
        return False
    return all(not step.name or (number, step.name) in actions for number, step in enumerate(draft.steps))


def _lane(lane: DraftLane, identity: str, key: str) -> Lane:
    return Lane(
        id=identity,
        order=key,
        kind=lane.kind,
        name=plain(lane.name),
        subtitle=plain(lane.subtitle),
        divider=lane.divider,
    )


def _card(card: DraftCard, lane: DraftLane, identity: str, key: str, known: _Known, *, placed: bool) -> Card:
    owners = tuple(known.personas[name].id for name in card.personas if name in known.personas)
    feeling = card.kind == "feeling"
    fields: dict[str, Any] = {
        "text": plain(card.text),
        "note": plain(card.note),
        "tags": tuple(plain(tag) for tag in card.tags),
        "sources": tuple(known.sources[title].id for title in card.sources),
        "personas": () if feeling else owners,
        "persona": owners[0] if feeling and owners else None,
        "score": card.score,
        "word": plain(card.word),
        "series": lane.series if feeling and placed else "as_is",
        **card.fields,
    }
    if placed:
        last = known.steps[card.to_step] if card.to_step is not None else None
        fields |= {"lane": known.lanes[card.lane].id, "step": known.steps[card.step], "to_step": last}
    return Card(id=identity, order=key, kind=card.kind, **fields)


def _ordered(cards: Iterable[DraftCard]) -> Iterable[tuple[DraftCard, str]]:
    """Each card with its key; keys begin anew in every cell."""
    cells: dict[tuple[int, int], list[DraftCard]] = {}
    for card in cards:
        cells.setdefault((card.lane, card.step), []).append(card)
    for cell in cells.values():
        yield from zip(cell, _keys(len(cell)), strict=True)


def _keys(count: int) -> list[str]:
    return keys_between(None, None, count)
