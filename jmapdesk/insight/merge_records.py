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


class Placed(NamedTuple):
    """A step and the stage it stands in."""

    stage: str
    step: Step


Item: TypeAlias = Record | Placed
Items: TypeAlias = dict[str, Item]


class Side:
    """One of the maps that are joined, its steps apart from their stages; ``base`` is what it was made from. ``placed``
    are cards that are known to stand where somebody put them, and not because what they stood in was deleted."""

    def __init__(self, journey: JourneyMap, base: Side | None = None, placed: Collection[str] = ()) -> None:
        self.map = journey
        self.base = base or self
        self.placed = placed
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
    stood = after if _moved_by_deletion(base, item, side) else fields_of(base)
    before |= {field: stood[field] for field in PLACES.get(name, ())}
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
        where = _joined_place(name, base, (ours, theirs), sides)
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
    name: str, base: Item | None, items: tuple[Item, Item], sides: tuple[Side, Side]
) -> Joined:
    """Where a record stands: part by part, unless both sides changed one of them, or their moves cross."""
    b, o, t = ({field: fields.get(field) for field in PLACES[name]} for fields in map(fields_of, (base, *items)))
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
    idle = [base is not None and _moved_by_deletion(base, item, side) for item, side in zip(items, sides, strict=True)]
    if idle[0] != idle[1]:
        return Joined(t if idle[0] else o)
    return clash(PLACE, o, t)


def _let_go(name: str, item: Item, side: Side) -> Item:
    """A record as it would be if a side had done nothing but its deletions."""
    if isinstance(item, Placed) or name not in REFERENCES:
        return item
    return mend(name, item, side.ids, []) or item


def _moved_by_deletion(base: Item, item: Item, side: Side) -> bool:
    """Whether a record stands where it does on a side only because the side deleted what it stood in.

    A side may be a map that several people's edits came to: one moved the card and another deleted the step it had
    stood in. So what was deleted says nothing yet: the record has to stand where the deletion leaves it.
    """
    if isinstance(base, Placed) and isinstance(item, Placed):
        return base.stage not in side.ids["stages"] and _whole_stage_came(base, item, side)
    if not isinstance(base, Card) or not isinstance(item, Card) or item.id in side.placed:
        return False
    parents = ((base.lane, "lanes"), (base.step, "steps"), (base.to_step, "steps"))
    return any(key is not None and key not in side.ids[target] for key, target in parents) and (
        item.lane is None or cut_short(base, item, side.base.ids["steps"], side.ids["steps"])
    )


def _whole_stage_came(base: Placed, item: Placed, side: Side) -> bool:
    """Whether all steps of a stage stand in one other stage together, as they do when it was joined with that one."""
    before, now = side.base.items["steps"], side.items["steps"]
    return all(
        isinstance(there := now.get(key), Placed) and there.stage == item.stage
        for key, placed in before.items()
        if isinstance(placed, Placed) and placed.stage == base.stage
    )


def cut_short(base: Card, item: Card, before: Collection[str], left: Collection[str]) -> bool:
    """Whether a card's span is what remains of it where of the steps ``before``, in their order, only some are left."""
    if item.lane != base.lane or base.step is None or base.to_step is None:
        return False
    steps = [*before]
    if base.step not in steps or base.to_step not in steps:
        return False
    rest = [step for step in steps[steps.index(base.step) : steps.index(base.to_step) + 1] if step in left]
    return bool(rest) and (item.step, item.to_step) == (rest[0], rest[-1] if len(rest) > 1 else None)
