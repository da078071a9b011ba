"""The one three-way merge of maps: by ids, record by record and field by field.

What both sides did to different fields is in the result. Where they did different things to the same one, the fuller
value stands in the map and both are kept as a ``Conflict`` until somebody chooses; what a further merge brings against
it is one more side of the same conflict. Two rules keep what people made:
a record that one side deleted stays where the other side edited it; and it stays where something that stays needs it
(the lane and the step of a card, the stage of a step, the source a card rests on). Both are conflicts to choose on;
choosing “deleted” is the usual deletion. Sides are told apart by content alone, so exchanging them changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from jmapdesk.edit.cells import landing_kind
from jmapdesk.edit.steps import fresh_step
from jmapdesk.insight.differences import Difference, differences
from jmapdesk.insight.merge_records import Item, Items, Placed, Side, alike, edited, fields_of, join
from jmapdesk.insight.merge_values import ABSENT, by_content, equal, joined, joined_names, plain, text_of
from jmapdesk.model import queries
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import COLLECTIONS, SINGLES, JourneyMap, with_parts
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Card, Conflict, Stage, Step
from jmapdesk.model.references import PLACE, PLACES, REFERENCES, named
from jmapdesk.model.rules import repair
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids


class Merged(NamedTuple):
    """The map that holds what both sides did, with its conflicts among its records; what differs from the base."""

    map: JourneyMap
    changes: tuple[Difference, ...]
    conflicts: tuple[Conflict, ...]
    """The new ones, in the order of the map's parts."""


def merge(base: JourneyMap, ours: JourneyMap, theirs: JourneyMap, placed: Collection[str] = ()) -> Merged:
    """Join what two sides made of a map. Records that end as ours had them are the very same objects.

    ``placed`` are cards known to stand in ours where somebody put them, not where a deletion left them.
    ``merge(base, a, b)`` and ``merge(base, b, a)`` give equal maps. The result obeys ``model.rules``. Raises JmapError
    ``merge.other_map`` where the two sides are different maps, ``merge.pack`` where one is a group pack of the other.
    """
    if ours.id != theirs.id:
        for pack, home in ((ours, theirs), (theirs, ours)):
            if pack.base is not None and pack.base.part is not None and pack.base.id == home.id:
                raise JmapError(
                    "merge.pack",
                    "One of these is a group pack of the other and holds only a part of it: nothing was merged; bring "
                    "it home (menu › File, or “jmapdesk unpack”).",
                )
        raise JmapError(
            "merge.other_map",
            "These are two different maps, not two states of one: nothing was merged; open both and copy cards from "
            "one to the other.",
        )
    merging = _Merging(base, ours, theirs, placed)
    journey = merging.result()
    return Merged(journey, tuple(differences(base, journey)), tuple(merging.conflicts))


class _Merging:
    """One merge on its way."""

    def __init__(self, base: JourneyMap, ours: JourneyMap, theirs: JourneyMap, placed: Collection[str]) -> None:
        self._base = Side(base)
        self._ours, self._theirs = Side(ours, self._base, placed), Side(theirs, self._base)
        self._both_ways: set[str] = set()
        """Cards that came from neither side alone."""
        self._clashes: dict[tuple[str, str, str], list[Any]] = {}
        """What stands against what, by part of the map, record and field."""
        self.conflicts: list[Conflict] = []

    def result(self) -> JourneyMap:
        """The joined map; its conflicts stand in ``conflicts`` then too."""
        held = {name: self._collection(name) for name in (*COLLECTIONS, "steps")}
        singles = {name: self._single(name) for name in (*SINGLES, "extra")}
        self._keep_needed(held, singles)
        return self._with_conflicts(self._sound(self._put_together(held, singles)))

    def _add_conflict(self, collection: str, record: str, field: str, sides: Iterable[Any]) -> None:
        self._clashes.setdefault((collection, record, field), []).extend(sides)

    def _with_conflicts(self, journey: JourneyMap) -> JourneyMap:
        """The map with what clashed; nobody chooses twice in one place: what is still open there is one conflict."""
        still_open: dict[tuple[str, str, str], list[Conflict]] = {}
        for one in journey.conflicts.values():
            still_open.setdefault((one.collection, one.record, one.field), []).append(one)
        result = dict(journey.conflicts)
        for place in dict.fromkeys((*self._clashes, *still_open)):
            old = still_open.get(place, [])
            if place not in self._clashes and len(old) == 1:
                continue
            made = _conflict(place, self._clashes.get(place, ()), old)
            for one in old:
                if one.id != made.id:
                    del result[one.id]
            result[made.id] = made
            if place in self._clashes:
                self.conflicts.append(made)
        return journey if result == journey.conflicts else with_parts(journey, conflicts=result)

    # Record by record

    def _collection(self, name: str) -> Items:
        before, mine, other = (side.items[name] for side in (self._base, self._ours, self._theirs))
        held: Items = {}
        for key in (*mine, *sorted(other.keys() - mine.keys())):
            item = self._item(name, key, before.get(key), mine.get(key), other.get(key))
            if item is not None:
                held[key] = item
        return held

    def _item(self, name: str, key: str, base: Item | None, ours: Item | None, theirs: Item | None) -> Item | None:
        if alike(ours, theirs) or alike(theirs, base):
            return ours
        if alike(ours, base):
            return theirs
        if ours is not None and theirs is not None:
            return self._joined(name, key, base, ours, theirs)
        kept, side = (ours, self._ours) if ours is not None else (theirs, self._theirs)
        if kept is None or not edited(name, base, kept, side):
            return None
        if base is not None:
            self._add_conflict(name, key, "", ({"id": key}, None))
        return kept

    def _joined(self, name: str, key: str, base: Item | None, ours: Item, theirs: Item) -> Item:
        item, clashes = join(name, base, ours, theirs, (self._ours, self._theirs))
        for one in clashes:
            self._add_conflict(name, key, one.field, one.sides)
        if name == "cards" and item is not ours and item is not theirs:
            self._both_ways.add(key)
        return item

    def _single(self, name: str) -> Any:
        base, ours, theirs = (getattr(side.map, name) for side in (self._base, self._ours, self._theirs))
        if name == "base":  # a whole that names another file: half of it means nothing
            whole = joined("", *(ABSENT if one is None else one for one in (base, ours, theirs)))
            for one in whole.clashes:
                self._add_conflict(name, "", "", one.sides)
            return None if whole.value is ABSENT else whole.value
        if name == "extra":
            unknown = joined_names("", base, ours, theirs)
            for one in unknown.clashes:
                self._add_conflict(name, "", one.field, one.sides)
            return ours if equal(ours, unknown.value) else unknown.value
        if alike(ours, theirs) or alike(theirs, base):
            return ours
        return theirs if alike(ours, base) else self._joined(name, "", base, ours, theirs)

    # What stays because something needs it

    def _keep_needed(self, held: dict[str, Items], singles: Mapping[str, Any]) -> None:
        """Bring back what was deleted on one side and is pointed to by what stays; and what that points to."""
        gone = {
            name: (self._ours.items[name].keys() | self._theirs.items[name].keys()) - held[name].keys() for name in held
        }
        gone["records"] = set().union(*gone.values())
        asked = _pointed_to(held, singles, gone)
        while back := self._brought_back(held, {(target, key) for target, key in asked if key in gone[target]}):
            asked = _pointed_to(back, {}, gone)

    def _brought_back(self, held: dict[str, Items], wanted: set[tuple[str, str]]) -> dict[str, Items]:
        back: dict[str, Items] = {}
        for target, key in sorted(wanted):
            for name in held if target == "records" else (target,):
                item = self._ours.items[name].get(key) or self._theirs.items[name].get(key)
                if item is not None and key not in held[name]:
                    held[name][key] = item
                    back.setdefault(name, {})[key] = item
                    self._add_conflict(name, key, "", ({"id": key}, None))
        return back

    # The whole

    def _put_together(self, held: Mapping[str, Items], singles: Mapping[str, Any]) -> JourneyMap:
        parts: dict[str, Any] = dict(singles)
        for name in COLLECTIONS:
            items = self._stages(held) if name == "stages" else held[name]
            mine = getattr(self._ours.map, name)
            same = items.keys() == mine.keys() and all(items[key] is mine[key] for key in mine)
            parts[name] = mine if same else items
        return with_parts(self._ours.map, **parts)

    def _stages(self, held: Mapping[str, Items]) -> Items:
        inside: dict[str, list[Step]] = {}
        for placed in held["steps"].values():
            assert isinstance(placed, Placed)
            inside.setdefault(placed.stage, []).append(placed.step)
        made: Items = {}
        for key, stage in held["stages"].items():
            assert isinstance(stage, Stage)
            steps = tuple(queries.in_order(inside.get(key, ()))) or (fresh_step(key),)
            made[key] = stage if _same_objects(steps, stage.steps) else replace(stage, steps=steps)
            mine = self._ours.map.stages.get(key)
            if mine is not None and alike(mine, stage) and _same_objects(steps, mine.steps):
                made[key] = mine
        return made

    def _sound(self, wanted: JourneyMap) -> JourneyMap:
        """The map with all rules holding; what had to give way is a conflict, not lost."""
        journey, _repairs = repair(self._without_misplaced(wanted), counting_ids("mended"))
        for name, key, before, after in delta(wanted, journey).changes:
            if not isinstance(before, Record) or not isinstance(after, Record):
                continue
            old, new = fields_of(before), fields_of(after)
            changed = {field for field in old if not equal(old[field], new.get(field, ABSENT))}
            place = PLACES.get(name, ())
            if not changed.isdisjoint(place):
                self._add_conflict(name, key, PLACE, ({f: plain(fields[f]) for f in place} for fields in (old, new)))
            for field in sorted(changed.difference(place)):
                self._add_conflict(name, key, field, (plain(old[field]), plain(new.get(field))))
        return journey

    def _without_misplaced(self, journey: JourneyMap) -> JourneyMap:
        """Cards that both sides together brought into a lane that takes no such card, parked."""
        parked: dict[str, Card] = {}
        for key in self._both_ways:
            card = journey.cards[key]
            lane = journey.lanes.get(card.lane or "")
            if lane is not None and landing_kind(card.kind, lane.kind, convert=False) is None:
                parked[key] = replace(card, lane=None, step=None, to_step=None)
        return with_parts(journey, cards={**journey.cards, **parked}) if parked else journey


def _conflict(place: tuple[str, str, str], sides: Iterable[Any], old: Collection[Conflict]) -> Conflict:
    """What clashes in one place, with the sides of the conflicts that were open there before."""
    every = {text_of(side): side for side in (*(side for one in old for side in one.sides), *sides)}
    ordered = by_content([*every.values()])
    key = hashlib.sha256(text_of([*place, ordered]).encode("utf-8", "replace")).hexdigest()[:12]
    known = next((one for one in old if one.id == key), None)
    unknown = {name: value for one in by_content([*old]) for name, value in (one.__pydantic_extra__ or {}).items()}
    collection, record, field = place
    made = Conflict(id=key, collection=collection, record=record, field=field, sides=tuple(ordered), **unknown)
    return known if known is not None and alike(known, made) else made


def _same_objects(one: tuple[Step, ...], other: tuple[Step, ...]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def _pointed_to(
    held: Mapping[str, Items], singles: Mapping[str, Any], gone: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, str]]:
    """What records point to in those parts of the map that anything is gone from: the part and the id."""
    for name, items in (*held.items(), *((name, {"": record}) for name, record in singles.items())):
        if name == "steps" and gone["stages"]:
            yield from (("stages", item.stage) for item in items.values() if isinstance(item, Placed))
        fields = [(field, target) for field, target in REFERENCES.get(name, {}).items() if gone[target]]
        for item in items.values() if fields else ():
            for field, target in fields:
                yield from ((target, key) for key in named(item, field))
