"""One record of two sides joined, field by field. Steps are records of their own here, each with its stage."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from jmapdesk.insight.merge_values import ABSENT, Clash, Joined, clash, equal, joined, joined_names
from jmapdesk.model.journey import COLLECTIONS, JourneyMap
from jmapdesk.model.record import Record
from jmapdesk.model.records import Card, Stage, Step
from jmapdesk.model.references import PLACE, PLACES, REFERENCES, all_ids, mend

_CROSSING: Final = (("lane", "step"), ("step", "to_step"))
"""Parts of a place that mean nothing together where each side changed another one of them."""

_CELL: Final = frozenset({"lane", "step", "stage"})
"""Parts of a place that, changed, bring a record among others."""

_PARENTS: Final[Mapping[str, Mapping[str, str]]] = {
    "cards": {"lane": "lanes", "step": "steps", "to_step": "steps"},
    "steps": {"stage": "stages"},
}


class Placed(NamedTuple):
    """A step and the stage it stands in."""

    stage: str
    step: Step


Item: TypeAlias = Record | Placed
Items: TypeAlias = dict[str, Item]


class Side:
    """One of the maps that are joined, its steps apart from their stages; ``parked`` are cards that are known to have
    been parked for themselves, and not because what they stood in was deleted."""

    def __init__(self, journey: JourneyMap, parked: Collection[str] = ()) -> None:
        self.map = journey
        self.parked = parked
        self.items: dict[str, Mapping[str, Item]] = {name: getattr(journey, name) for name in COLLECTIONS}
        self.items["steps"] = placed_steps(journey)
        self.ids: dict[str, Collection[str]] = all_ids(journey)


def placed_steps(journey: JourneyMap) -> dict[str, Placed]:
    """Every step of the map with its stage, by id."""
    return {step.id: Placed(stage.id, step) for stage in journey.stages.values() for step in stage.steps}


def fields_of(item: Item | None) -> dict[str, Any]:
    """The fields of a record by name, unknown ones too; of a stage without its steps, of a step with its stage."""
    if item is None:
        return {}
    if isinstance(item, Placed):
        return {**fields_of(item.step), "stage": item.stage}
    fields = {**item.__dict__, **(item.__pydantic_extra__ or {})}
    if isinstance(item, Stage):
        del fields["steps"]
    return fields


def alike(one: Item | None, other: Item | None) -> bool:
    """Whether two records say the same."""
    if one is other:
        return True
    if one is None or other is None:
        return False
    if isinstance(one, Card) and one != other:
        return False
    if isinstance(one, Card) and not (one.__pydantic_extra__ or one.links or one.readings or one.origin):
        return True  # nothing in it that is equal and yet another value, such as 1 and True
    return _equal_fields(fields_of(one), fields_of(other))


def _equal_fields(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one.keys() == other.keys() and all(equal(value, other[name]) for name, value in one.items())


def edited(name: str, base: Item | None, item: Item, side: Side) -> bool:
    """Whether a side did more to a record than let go of what it deleted elsewhere, or make room for others.

    A new key in the order alone is what making room gives, and holds nothing against a deletion.
    """
    if base is None:
        return True
    before, after = fields_of(_let_go(name, base, side)), fields_of(item)
    if _moved_by_deletion(name, base, side):
        before |= {field: after[field] for field in PLACES[name]}
    if "order" in before:
        before["order"] = after["order"]
    return not _equal_fields(before, after)


def join(name: str, base: Item | None, ours: Item, theirs: Item, sides: tuple[Side, Side]) -> tuple[Item, list[Clash]]:
    """A record with what both sides made of it, and the fields where that was not possible.

    Where it equals one of the two it is that very object. ``base`` is None where both sides added it.
    """
    values, clashes = _joined_fields(name, base, ours, theirs, sides)
    for item in (ours, theirs):
        if _equal_fields(values, fields_of(item)):
            return item, clashes
    if isinstance(ours, Placed):
        return Placed(values.pop("stage"), Step.model_validate(values)), clashes
    if isinstance(ours, Stage):
        values["steps"] = ours.steps
    return type(ours).model_validate(values), clashes


def _joined_fields(
    name: str, base: Item | None, ours: Item, theirs: Item, sides: tuple[Side, Side]
) -> tuple[dict[str, Any], list[Clash]]:
    before, mine, other = fields_of(base), fields_of(ours), fields_of(theirs)
    place = PLACES.get(name, ())
    values: dict[str, Any] = {}
    clashes: list[Clash] = []
    if place:
        where = _joined_place(name, base, before, mine, other, sides)
        values |= where.value
        clashes += where.clashes
    let_go = None if base is None else tuple(fields_of(_let_go(name, base, side)) for side in sides)
    for field in [*mine, *(field for field in other if field not in mine)]:
        if field in place:
            continue
        b, o, t = (fields.get(field, ABSENT) for fields in (before, mine, other))
        if isinstance(o, dict) and isinstance(t, dict) and _is_known(ours, field):
            one = joined_names(field, b if isinstance(b, dict) else {}, o, t)
        else:
            one = joined(field, b, o, t)
        if one.clashes and let_go is not None:  # letting go of what was deleted is no edit of its own
            idle = equal(o, let_go[0].get(field, ABSENT)), equal(t, let_go[1].get(field, ABSENT))
            if idle[0] != idle[1]:
                one = Joined(t if idle[0] else o)
        clashes += one.clashes
        if one.value is not ABSENT:
            values[field] = one.value
    return values, clashes


def _is_known(item: Item, field: str) -> bool:
    return isinstance(item, Record) and field in type(item).model_fields


def _joined_place(
    name: str,
    base: Item | None,
    before: Mapping[str, Any],
    mine: Mapping[str, Any],
    other: Mapping[str, Any],
    sides: tuple[Side, Side],
) -> Joined:
    """Where a record stands: part by part, unless both sides changed one of them, or their moves cross."""
    b, o, t = ({field: fields.get(field) for field in PLACES[name]} for fields in (before, mine, other))
    by_us = {field for field in o if o[field] != b[field]}
    by_them = {field for field in t if t[field] != b[field]}
    twice = any(o[field] != t[field] for field in by_us & by_them)
    ours_alone, theirs_alone = by_us - by_them, by_them - by_us
    crossed = any(
        (one in ours_alone and two in theirs_alone) or (two in ours_alone and one in theirs_alone)
        for one, two in _CROSSING
    )
    for place, moved, stayed in ((o, by_us, by_them), (t, by_them, by_us)):
        if stayed == {"order"} and moved & _CELL:  # its place among those it has left means nothing any more
            return Joined(place)
    if not twice and not crossed:
        return Joined({field: o[field] if field in by_us else t[field] for field in o})
    idle = tuple(base is not None and _moved_by_deletion(name, base, side) for side in sides)
    if idle[0] != idle[1]:
        return Joined(t if idle[0] else o)
    return clash(PLACE, o, t)


def _let_go(name: str, item: Item, side: Side) -> Item:
    """A record as it would be if a side had done nothing but its deletions."""
    if isinstance(item, Placed) or name not in REFERENCES or _was_parked(name, item, side):
        return item
    return mend(name, item, side.ids, []) or item


def _moved_by_deletion(name: str, item: Item, side: Side) -> bool:
    """Whether a side deleted what a record stood in, so that it had to go elsewhere."""
    if _was_parked(name, item, side):
        return False
    fields = fields_of(item)
    parents = _PARENTS.get(name, {}).items()
    return any(fields[field] is not None and fields[field] not in side.ids[target] for field, target in parents)


def _was_parked(name: str, item: Item, side: Side) -> bool:
    return name == "cards" and isinstance(item, Card) and item.id in side.parked
