"""A draft becomes a map: ids, order keys and records for what an importer found."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jmapdesk.exchange.draft import Curves, Draft, DraftCard, DraftLane, Report
from jmapdesk.exchange.importing import FILE_LIMIT, read_draft
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import About, Card, Lane, Persona, Stage, Step
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import NewId
from jmapdesk.util.order_keys import keys_between


def import_file(path: Path | str, new_id: NewId, *, curves: Curves = "one") -> tuple[JourneyMap, Report]:
    """The map in a foreign file, and the report on how it was read.

    Raises JmapError, with a code beginning ``import.``, for files that cannot be read or hold no map.
    """
    path = Path(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(FILE_LIMIT + 1)
    except FileNotFoundError:
        raise JmapError("import.missing", f"There is no file “{path.name}” in that place.") from None
    except IsADirectoryError:
        raise JmapError("import.folder", f"“{path.name}” is a folder, not a file.") from None
    except (OSError, ValueError):
        if path.is_dir():
            raise JmapError("import.folder", f"“{path.name}” is a folder, not a file.") from None
        raise JmapError("import.unreadable", f"“{path.name}” cannot be read.") from None
    draft = read_draft(path.name, data, curves=curves)
    return build_map(draft, new_id), draft.report


def build_map(draft: Draft, new_id: NewId) -> JourneyMap:
    """The map a draft describes. Cards of one cell keep the order they had in the file.

    Colours, icons and evidence stay open; a lane without a name takes its kind's own. Where the name of every step
    only says again what an action in it says, as in a diagram of tasks, the steps stay without names.
    """
    identity = new_id()
    unnamed = _named_by_actions(draft)
    personas = {
        name: Persona(id=new_id(), order=key, name=_clean(name))
        for name, key in zip(draft.personas, _keys(len(draft.personas)), strict=True)
    }
    stages = [
        Stage(
            id=new_id(),
            order=key,
            name=_clean(stage.name),
            goal=_clean(stage.goal),
            steps=tuple(
                Step(
                    id=new_id(), order=step_key, name="" if unnamed else _clean(step.name), time=_clean(step.time_label)
                )
                for step, step_key in zip(stage.steps, _keys(len(stage.steps)), strict=True)
            ),
        )
        for stage, key in zip(draft.stages, _keys(len(draft.stages)), strict=True)
    ]
    steps = [step.id for stage in stages for step in stage.steps]
    lanes = [_lane(lane, new_id(), key) for lane, key in zip(draft.lanes, _keys(len(draft.lanes)), strict=True)]
    cards = [
        _card(card, draft.lanes[card.lane], new_id(), key, lanes[card.lane].id, steps, personas)
        for card, key in _ordered(draft.cards)
    ]
    return JourneyMap(
        identity,
        about=About(title=_clean(draft.title), kind=draft.kind, language=draft.language),
        personas={persona.id: persona for persona in personas.values()},
        stages={stage.id: stage for stage in stages},
        lanes={lane.id: lane for lane in lanes},
        cards={card.id: card for card in cards},
    )


def _named_by_actions(draft: Draft) -> bool:
    """Whether every step that has a name has it from an action in that step alone."""
    actions = {
        (card.step, " ".join(card.text.split()))
        for card in draft.cards
        if card.kind == "action" and card.to_step is None
    }
    return all(not step.name or (number, step.name) in actions for number, step in enumerate(draft.steps))


def _lane(lane: DraftLane, identity: str, key: str) -> Lane:
    return Lane(
        id=identity,
        order=key,
        kind=lane.kind,
        name=_clean(lane.name),
        subtitle=_clean(lane.subtitle),
        divider=lane.divider,
    )


def _card(
    card: DraftCard,
    lane: DraftLane,
    identity: str,
    key: str,
    lane_id: str,
    steps: list[str],
    personas: dict[str, Persona],
) -> Card:
    owners = tuple(personas[name].id for name in card.personas if name in personas)
    feeling = card.kind == "feeling"
    return Card(
        id=identity,
        lane=lane_id,
        step=steps[card.step],
        to_step=steps[card.to_step] if card.to_step is not None else None,
        order=key,
        kind=card.kind,
        text=_clean(card.text),
        note=_clean(card.note),
        tags=tuple(_clean(tag) for tag in card.tags),
        personas=() if feeling else owners,
        score=card.score,
        word=_clean(card.word),
        persona=owners[0] if feeling and owners else None,
        series=lane.series if feeling else "as_is",
    )


def _ordered(cards: Iterable[DraftCard]) -> Iterable[tuple[DraftCard, str]]:
    """Each card with its key; keys begin anew in every cell."""
    cells: dict[tuple[int, int], list[DraftCard]] = {}
    for card in cards:
        cells.setdefault((card.lane, card.step), []).append(card)
    for cell in cells.values():
        yield from zip(cell, _keys(len(cell)), strict=True)


def _keys(count: int) -> list[str]:
    return keys_between(None, None, count)


def _clean(text: str) -> str:
    """Without control characters and lone surrogates, which no file of ours may hold."""
    return "".join(char for char in text if char in "\n\t" or (char >= " " and not "\ud800" <= char <= "\udfff"))
