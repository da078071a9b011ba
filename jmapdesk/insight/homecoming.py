"""Group packs brought home: each joined with its map by the one three-way merge, over the part as it was handed out.

A group cannot have meant anything by what its pack did not hold. So both the part as it was handed out and the part as
it came back are first completed by what the map has beside them; what only other parts need is then no group's to
delete. The map keeps a mark for each change that came home: a pack that comes again changes nothing, whatever was
done, chosen or deleted since, and one that was worked on further brings only what is new in it. By these marks a card
that a group moved is told from one that a deletion left where it stands, and what a group made from what was there.

Packs may come home together or apart, in any order: every edit ends in the map or in a conflict. Where no group deletes
or moves what others change, the maps are equal, conflicts too, but for the order in lists that groups ordered against
each other. With deletions they need not be: the map does not remember what was done to a card that is gone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from jmapdesk.insight.merge import Merged, merge
from jmapdesk.insight.merge_records import alike, cut_short
from jmapdesk.insight.merge_values import ABSENT, equal, joined, text_of
from jmapdesk.insight.whose import with_group
from jmapdesk.insight.wording import Wording
from jmapdesk.model.journey import COLLECTIONS, JourneyMap, with_parts
from jmapdesk.model.queries import step_indexes
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Card, Part, Stage, Workshop
from jmapdesk.model.references import PLACES, REFERENCES, all_ids, mend, named, records_of
from jmapdesk.util.file_names import MAP_ENDING


class Pack(NamedTuple):
    """A pack that came back: what its file is called, its part, the part as it was handed out and as it is now."""

    name: str
    part: Part
    base: JourneyMap
    theirs: JourneyMap
    hash: str
    """Of the pack's content as it is now."""
    origin: str
    """The hash of the map it was made from."""


class Arrival(NamedTuple):
    """What one pack brought: the map before it, the map with it, and what is to be said.

    ``given`` is the part as the group had it, ``made`` what it made of that, both within the whole map.
    """

    pack: Pack
    before: JourneyMap
    merged: Merged
    remarks: tuple[str, ...]
    given: JourneyMap
    made: JourneyMap


class Homecoming(NamedTuple):
    """The map with everything that several packs brought, and what each of them did, as they were given."""

    map: JourneyMap
    arrivals: tuple[Arrival, ...]


def bring_home(home: JourneyMap, packs: Sequence[Pack]) -> Homecoming:
    """Join packs with the map they were made from. In which order they are given does not matter.

    A pack that came before and was not worked on since leaves the very same map.
    """
    journey, arrivals = home, list[Arrival]()
    known = {*home.workshop.brought}
    for pack in sorted(packs, key=lambda one: (one.hash, one.name)):
        arrival = _arrived(journey, pack, known)
        arrivals.append(arrival)
        journey = arrival.merged.map
    told = {id(one.pack): one for one in arrivals}
    if known != {*home.workshop.brought}:
        by_group = journey.workshop.by_group
        for one in arrivals:
            # what the group itself did, whoever came home before it with the same
            by_group = with_group(by_group, group_name(one.pack), one.pack.base, _owned(one.pack))
        fields: dict[str, Any] = {"brought": tuple(sorted(known)), "by_group": by_group}
        journey = with_parts(journey, workshop=replace(journey.workshop, **fields))
    return Homecoming(journey, tuple(told[id(pack)] for pack in packs))


def group_name(pack: Pack) -> str:
    """What the group of a pack is called: by its pack, else by its file."""
    return " ".join(pack.part.name.split()) or pack.name.removesuffix(MAP_ENDING)


def _arrived(home: JourneyMap, pack: Pack, known: set[str]) -> Arrival:
    """What a pack brings to the map that is not ``known`` to have come before; it is then."""
    own = _owned(pack)
    changes = list(_changes(pack, own))
    if known.issuperset(mark for mark, _ in changes):
        return Arrival(pack, home, Merged(home, (), ()), (), home, home)
    remarks: list[str] = []
    seen = [place for mark, place in changes if mark in known]
    came = _Came(pack.origin, frozenset(known))
    base, theirs = _completed(_with_seen(pack.base, own, seen), own, home, came, remarks)
    known.update((mark for mark, _ in changes), _made(pack, own))
    return Arrival(pack, home, merge(base, home, theirs, came.placed(home, pack.base)), tuple(remarks), base, theirs)


def _owned(pack: Pack) -> JourneyMap:
    """The pack as it is now; in one for personas what its group wrote is about these personas, unless it says whom."""
    theirs = pack.theirs
    whose = tuple(key for key in pack.part.ids if key in theirs.personas)
    if pack.part.by != "persona" or not whose or len(whose) == len(theirs.personas):
        return theirs
    made: dict[str, Card] = {}
    for key in theirs.cards.keys() - pack.base.cards.keys():
        card = theirs.cards[key]
        if card.kind != "feeling" and not card.personas:
            made[key] = replace(card, personas=whose)
        elif card.kind == "feeling" and card.persona is None and len(whose) == 1:
            made[key] = replace(card, persona=whose[0])
    return with_parts(theirs, cards={**theirs.cards, **made}) if made else theirs


# What came home before


class _Place(NamedTuple):
    """A part of the map, the id of a record in it (empty for what exists once), one of its fields (empty for all)."""

    collection: str
    id: str
    field: str = ""


def _changes(pack: Pack, theirs: JourneyMap) -> Iterator[tuple[str, _Place]]:
    """Everything a group did, as a mark that is the same only for the same change of the same pack, and where."""
    for place, after in _differing(pack.base, theirs):
        yield _mark(pack.origin, place, after), place


def _made(pack: Pack, theirs: JourneyMap) -> Iterator[str]:
    """A mark for each record that a group added."""
    for name in COLLECTIONS:
        for key in getattr(theirs, name).keys() - getattr(pack.base, name).keys():
            yield _mark(pack.origin, _Place(name, key), _MADE)


def _mark(origin: str, place: _Place, after: Any) -> str:
    said = text_of([origin, *place, after is not ABSENT, after])
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


_CELL_FIELDS: Final = ("lane", "step", "to_step")
"""Where a card stands, but for its place among its neighbours."""

_MADE: Final = "made"
"""What is said of a record that a group made, in a mark that stays the same however the record is changed."""


class _Came(NamedTuple):
    """What packs of the same handing out brought before."""

    origin: str
    marks: frozenset[str]

    def brought(self, name: str, record: Record) -> bool:
        """Whether a record is one that another group made, whatever was done to it since."""
        return bool(self.marks) and _mark(self.origin, _Place(name, record.__dict__["id"]), _MADE) in self.marks

    def placed(self, home: JourneyMap, base: JourneyMap) -> set[str]:
        """The cards that a group put where they stand, whatever of what they had stood in is gone since."""
        if not self.marks:
            return set()
        return {key for key, old in base.cards.items() if (card := home.cards.get(key)) and self._chose(old, card)}

    def _chose(self, old: Card, card: Card) -> bool:
        """Whether a group gave a card any part of its place that it has now."""
        now = [(field, getattr(card, field)) for field in _CELL_FIELDS if getattr(card, field) != getattr(old, field)]
        return any(
            _mark(self.origin, _Place("cards", card.id, field), _in_cell(card, value)) in self.marks
            for field, value in now
        )


def _differing(base: JourneyMap, theirs: JourneyMap) -> Iterator[tuple[_Place, Any]]:
    """Where two states differ, and what stands there in the second; a record that is new or gone counts as one."""
    for name in ("about", "look", "workshop"):
        yield from _in_record(_Place(name, ""), getattr(base, name), getattr(theirs, name))
    if not equal(base.extra, theirs.extra):
        yield _Place("extra", ""), theirs.extra
    steps = step_indexes(base)
    stage_of = {step.id: stage.id for stage in theirs.stages.values() for step in stage.steps}
    for name in COLLECTIONS:
        old, new = getattr(base, name), getattr(theirs, name)
        for key in sorted(old.keys() | new.keys()):
            for place, after in _in_record(_Place(name, key), old.get(key), new.get(key)):
                if name == "stages" and key in old and place.field in ("", "steps"):
                    # a stage that lost steps reads the same whether they were deleted or moved to another stage
                    fates = [(step.id, stage_of.get(step.id)) for step in old[key].steps]
                    after = (fates, None if after is ABSENT else after)
                elif name == "cards" and place.field in PLACES["cards"]:
                    after = _in_cell(new[key], after)
                    if place.field != "order" and cut_short(old[key], new[key], steps, stage_of):
                        after = ("cut short", after)  # it reads the same where a group itself made the span shorter
                yield place, after


def _in_cell(card: Card, value: Any) -> tuple[Any, ...]:
    """A part of a card's place with the cell it is said of: the same step in another lane is another place."""
    return (card.lane, card.step, value)


def _in_record(place: _Place, before: Record | None, after: Record | None) -> Iterator[tuple[_Place, Any]]:
    if before is None or after is None:
        yield place, ABSENT if after is None else after
        return
    if not isinstance(before, Stage) and alike(before, after):
        return
    old, new = _all_fields(before), _all_fields(after)
    for field in sorted(old.keys() | new.keys()):
        if not equal(old.get(field, ABSENT), new.get(field, ABSENT)):
            yield place._replace(field=field), new.get(field, ABSENT)


def _all_fields(record: Record) -> dict[str, Any]:
    """The fields of a record by name, unknown ones too; of a stage with its steps."""
    return {**record.__dict__, **(record.__pydantic_extra__ or {})}


def _with_seen(base: JourneyMap, theirs: JourneyMap, seen: Sequence[_Place]) -> JourneyMap:
    """What the pack and the map last had in common: the part as handed out, with what came home since."""
    parts: dict[str, Any] = {}
    for name, key, field in seen:
        if not key:
            before, after = parts.get(name, getattr(base, name)), getattr(theirs, name)
            parts[name] = _with_field(before, after, field) if field else after
            continue
        records = parts.setdefault(name, dict(getattr(base, name)))
        after = getattr(theirs, name).get(key)
        if after is None:
            records.pop(key, None)
        else:
            records[key] = _with_field(records[key], after, field) if field else after
    return with_parts(base, **parts)


def _with_field(record: Record, other: Record, field: str) -> Record:
    """The record with one field as another one has it."""
    fields, others = _all_fields(record), _all_fields(other)
    fields.pop(field, None)
    return type(record).model_validate({**fields, **({field: others[field]} if field in others else {})})


# What the pack did not hold


def _completed(
    base: JourneyMap, theirs: JourneyMap, home: JourneyMap, came: _Came, remarks: list[str]
) -> tuple[JourneyMap, JourneyMap]:
    """Both states of the part as if they had been the whole map."""
    outside = {name: getattr(home, name).keys() - getattr(base, name).keys() for name in COLLECTIONS}
    outside = {name: keys - getattr(theirs, name).keys() for name, keys in outside.items()}
    own_steps = {*all_ids(base)["steps"], *all_ids(theirs)["steps"]}
    strange = _strange(outside, home, came)
    strange["steps"] -= own_steps
    before: dict[str, Any] = {"id": home.id, "base": home.base}
    after: dict[str, Any] = {"id": home.id, "base": home.base}
    before["workshop"], after["workshop"] = _workshops(base.workshop, theirs.workshop, home.workshop)
    for name in COLLECTIONS:
        old, new, now = dict(getattr(base, name)), dict(getattr(theirs, name)), getattr(home, name)
        for key in {*old, *new} & now.keys():
            one, other = old.get(key), new.get(key)
            if name == "assets" or (name != "stages" and one is not None and alike(one, other)):
                for held in (old, new):
                    if key in held:
                        held[key] = now[key]
            elif one is not None:
                old[key], filled = _filled(name, one, other, now[key], strange)
                if filled is not None:
                    new[key] = filled
        rest = {key: now[key] for key in sorted(outside[name])}
        if name == "stages":
            rest = _without_steps(rest, own_steps)
        before[name], after[name] = {**old, **rest}, {**new, **rest}
    # a picture of the part that nobody has any more has no bytes to come back with
    there = after["assets"].keys() | home.assets.keys()
    before["assets"] = {key: one for key, one in before["assets"].items() if key in there}
    whole, back = with_parts(base, **before), with_parts(theirs, **after)
    back = _with_needed(whole, back, outside, came, remarks)
    return whole, _let_go(back, outside, came)


def _strange(outside: Mapping[str, Collection[str]], home: JourneyMap, came: _Came) -> dict[str, set[str]]:
    """What records of the part may have pointed to that the part could not keep: what stands in other stages or lanes.

    That a record points to what others made is an edit of theirs. So is whatever it points to in those parts of the
    map that every group gets whole, or in steps that others added to stages of the part.
    """
    left = {
        name: {key for key in outside[name] if not came.brought(name, getattr(home, name)[key])}
        for name in ("stages", "lanes", "cards")
    }
    return {**left, "steps": {step.id for key in left["stages"] for step in home.stages[key].steps}}


def _without_steps(stages: Mapping[str, Stage], keys: set[str]) -> dict[str, Stage]:
    """Stages of the map without steps of the part that others moved there: the group knows them where they were."""
    found: dict[str, Stage] = {}
    for key, stage in stages.items():
        left = tuple(step for step in stage.steps if step.id not in keys)
        if left:
            found[key] = stage if len(left) == len(stage.steps) else replace(stage, steps=left)
    return found


def _workshops(base: Workshop, theirs: Workshop, home: Workshop) -> tuple[Workshop, Workshop]:
    if alike(base, theirs):
        return home, home
    own: dict[str, Any] = {"brought": home.brought, "by_group": home.by_group}
    return replace(base, **own), replace(theirs, **own)


def _filled(
    name: str, base: Record, theirs: Record | None, home: Record, strange: Mapping[str, Any]
) -> tuple[Record, Record | None]:
    """Both states of a record with what the map's points to outside the part, which the part could not keep."""
    for field, target in REFERENCES.get(name, {}).items():
        if "." in field or target not in strange:
            continue
        cut = tuple(key for key in named(home, field) if key in strange[target])
        old = getattr(base, field)
        if not cut or (old is not None and not isinstance(old, tuple)):
            continue
        full = cut[0] if old is None else _in_order_of(named(home, field), (*old, *cut))
        if theirs is not None and (was := getattr(theirs, field)) == old:
            theirs = replace(theirs, **{field: full})
        elif theirs is not None and isinstance(was, tuple):
            whole = joined(field, old or (), was, full)
            theirs = replace(theirs, **{field: (*was, *cut) if whole.clashes else whole.value})
        base = replace(base, **{field: full})
    return base, theirs


def _in_order_of(listed: tuple[str, ...], keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys as a list has them, those it has not at the end."""
    return (*(key for key in listed if key in keys), *(key for key in keys if key not in listed))


def _with_needed(
    base: JourneyMap, theirs: JourneyMap, outside: Mapping[str, Any], came: _Came, remarks: list[str]
) -> JourneyMap:
    """The part with what its group deleted and records outside of it need: it is not one group's alone.

    What another group made needs it as well, but whose word counts there is a conflict, whoever came home first.
    """
    wording = Wording(base)
    needed: dict[str, dict[str, None]] = {}
    have, had = all_ids(theirs), all_ids(base)
    for name, keys in outside.items():
        if name == "views":
            continue  # it hides what is gone no longer, and needs nothing
        fields = [(field, target) for field, target in REFERENCES.get(name, {}).items() if target not in _OWN]
        for key in sorted(keys & getattr(base, name).keys()):
            record = getattr(base, name)[key]
            for field, target in fields:
                lacks = [one for one in named(record, field) if one not in have[target] and one in had[target]]
                if lacks and not came.brought(name, record):
                    needed.setdefault(target, {}).update(dict.fromkeys(lacks))
    for target, keys_needed in needed.items():
        for key in keys_needed:
            words = wording.record(target, key)
            remarks.append(f"{words[:1].upper()}{words[1:]} stays: other parts of the map need it.")
        if target == "steps":
            theirs = _with_steps(base, theirs, keys_needed)
        else:
            parts = {key: getattr(base, target)[key] for key in keys_needed}
            theirs = with_parts(theirs, **{target: {**getattr(theirs, target), **parts}})
    return theirs


_OWN = frozenset({"cards", "records"})
"""What a group may delete, whatever points to it from outside."""


def _with_steps(base: JourneyMap, theirs: JourneyMap, keys: Mapping[str, None]) -> JourneyMap:
    stages = dict(theirs.stages)
    for stage in base.stages.values():
        back = tuple(step for step in stage.steps if step.id in keys)
        if back:
            there = stages.get(stage.id)
            stages[stage.id] = replace(stage, steps=(*there.steps, *back) if there is not None else back)
    return with_parts(theirs, stages=stages)


def _let_go(theirs: JourneyMap, outside: Mapping[str, Any], came: _Came) -> JourneyMap:
    """The part without what outside of it points to what its group deleted: arrows to such cards, remarks on them.

    What another group made lets go of nothing: that its group used what this one deleted is a conflict.
    """
    ids = all_ids(theirs)
    parts: dict[str, Any] = {}
    for name in (name for name in REFERENCES if name in COLLECTIONS):
        held: dict[str, Record] = {}
        for record in records_of(theirs, name):
            key: str = record.__dict__["id"]
            kept = mend(name, record, ids, []) if key in outside[name] else record
            if kept is not record and came.brought(name, record):
                kept = record
            if kept is not None:
                held[key] = kept
        parts[name] = held
    return with_parts(theirs, **parts)
