"""What is selected: an ordered set of references to things on the map, kept true while the map changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias, get_args

from jmapdesk.edit.moves import reading_order
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.util.event import Event

RefKind: TypeAlias = Literal["card", "connection", "stage", "step", "lane", "cell", "persona", "about"]
"""What can be selected."""


class Ref(NamedTuple):
    """A thing on the map: its kind and id. A cell's id is its lane, with its step beside it; ``about`` has no id."""

    kind: RefKind
    id: str = ""
    step: str = ""


def ref_to(kind: str, key: str) -> Ref:
    """A thing by the name of its kind, as lists of things of many kinds have it. Raises ValueError for no such kind."""
    for known in get_args(RefKind):
        if known == kind:
            return Ref(known, key)
    raise ValueError(f"{kind} cannot be selected")


ABOUT = Ref("about")
"""The map's title block."""


def card_ref(card_id: str) -> Ref:
    """A card."""
    return Ref("card", card_id)


def cell_ref(lane_id: str, step_id: str) -> Ref:
    """The place where a lane and a step cross, empty or not."""
    return Ref("cell", lane_id, step_id)


def exists(journey: JourneyMap, ref: Ref) -> bool:
    """Whether the map holds the thing."""
    match ref.kind:
        case "card":
            return ref.id in journey.cards
        case "connection":
            return ref.id in journey.connections
        case "stage":
            return ref.id in journey.stages
        case "lane":
            return ref.id in journey.lanes
        case "persona":
            return ref.id in journey.personas
        case "step":
            return queries.stage_of_step(journey, ref.id) is not None
        case "cell":
            return ref.id in journey.lanes and queries.stage_of_step(journey, ref.step) is not None
        case "about":
            return True


def touched(difference: Delta, journey: JourneyMap) -> list[Ref]:
    """What a change is to be looked at by, on the map after it.

    What came (back) counts before what changed, and the largest thing before what came with it: a stage before its
    cards. Where cards only went, that is the cell they stood in, if they stood in one.
    """
    steps, changed_steps = _touched_steps(difference)
    came = [
        _refs(difference, "stages", came=True), steps,
        *(_refs(difference, collection, came=True) for collection in ("lanes", "personas", "cards", "connections")),
    ]  # fmt: skip
    changed = [
        *(_refs(difference, collection, came=False) for collection in ("cards", "connections", "personas", "lanes")),
        changed_steps, _refs(difference, "stages", came=False), [ABOUT] if difference.touched("about") else [],
    ]  # fmt: skip
    found: list[Ref] = next(filter(None, came), [])
    if not found and not any(change.after is None for change in difference.changes):
        found = next(filter(None, changed), [])
    there = [ref for ref in found or _left_cell(difference) if exists(journey, ref)]
    cards = reading_order(journey, [ref.id for ref in there if ref.kind == "card"])
    # a delta lists records in no order that a person would know; which one is the primary must not be chance
    return [card_ref(card.id) for card in cards] or sorted(there)


_KINDS: dict[str, RefKind] = {
    "cards": "card", "connections": "connection", "personas": "persona", "lanes": "lane", "stages": "stage",
}  # fmt: skip


def _refs(difference: Delta, collection: str, came: bool) -> list[Ref]:
    there = [change for change in difference.touched(collection) if change.after is not None]
    return [Ref(_KINDS[collection], change.id) for change in there if (change.before is None) == came]


def _touched_steps(difference: Delta) -> tuple[list[Ref], list[Ref]]:
    """The steps that came into stages there were already, and those that changed or went from one to another."""
    stages = difference.touched("stages")
    before = {step.id: (s.id, step) for s in (change.before for change in stages) if s is not None for step in s.steps}
    after = {step.id: (s.id, step) for s in (change.after for change in stages) if s is not None for step in s.steps}
    came = [Ref("step", key) for key in after if key not in before]
    return came, [Ref("step", key) for key, now in after.items() if key in before and before[key] != now]


def _left_cell(difference: Delta) -> list[Ref]:
    cells = {
        cell_ref(change.before.lane, change.before.step)
        for change in difference.touched("cards")
        if change.after is None and change.before.lane is not None and change.before.step is not None
    }
    return list(cells) if len(cells) == 1 else []


class Selection:
    """The selected things in the order they were selected; the last one is the primary (inspector, keyboard).

    ``changed`` tells the new references, after they changed. Connect ``follow`` to a document's changes.
    """

    def __init__(self) -> None:
        self.changed: Event[tuple[Ref, ...]] = Event()
        self._refs: dict[Ref, None] = {}
        self.last: Ref | None = None
        """What was selected last, though nothing may be any more; it may be gone from the map."""

    @property
    def refs(self) -> tuple[Ref, ...]:
        """Everything selected, first selected first."""
        return tuple(self._refs)

    @property
    def primary(self) -> Ref | None:
        """The thing selected last."""
        return next(reversed(self._refs), None)

    @property
    def cards(self) -> tuple[str, ...]:
        """The ids of the selected cards, first selected first."""
        return self.ids("card")

    def ids(self, kind: RefKind) -> tuple[str, ...]:
        """The ids of the selected things of one kind, first selected first."""
        return tuple(ref.id for ref in self._refs if ref.kind == kind)

    def __contains__(self, ref: Ref) -> bool:
        return ref in self._refs

    def __len__(self) -> int:
        return len(self._refs)

    def set(self, refs: Iterable[Ref]) -> None:
        """Select exactly these; the last one becomes the primary."""
        self._become(dict.fromkeys(refs))

    def select(self, ref: Ref) -> None:
        """Select this and nothing else."""
        self.set((ref,))

    def add(self, *refs: Ref) -> None:
        """Select these as well; the last one becomes the primary even if it was selected already."""
        rest = {ref: None for ref in self._refs if ref not in refs}
        self._become(rest | dict.fromkeys(refs))

    def remove(self, *refs: Ref) -> None:
        """Select these no longer."""
        self._become({ref: None for ref in self._refs if ref not in refs})

    def toggle(self, ref: Ref) -> None:
        """Select it if it is not selected, else no longer."""
        if ref in self._refs:
            self.remove(ref)
        else:
            self.add(ref)

    def clear(self) -> None:
        """Select nothing."""
        self._become({})

    def follow(self, difference: Delta, journey: JourneyMap) -> None:
        """Drop what the change took away; ``journey`` is the map after it."""
        if any(c.after is None or c.collection == "stages" for c in difference.changes):
            self._become({ref: None for ref in self._refs if exists(journey, ref)})

    def _become(self, refs: dict[Ref, None]) -> None:
        if tuple(refs) != tuple(self._refs):
            self.last = next(reversed(refs), self.last)
            self._refs = refs
            self.changed.emit(self.refs)
