"""Choosing between the sides of a conflict that a merge left in the map. Until then the map shows one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from jmapdesk.edit.about import delete_review
from jmapdesk.edit.assets import delete_assets
from jmapdesk.edit.base import need
from jmapdesk.edit.cards import delete_cards
from jmapdesk.edit.cells import feeling_at
from jmapdesk.edit.connections import delete_connections
from jmapdesk.edit.initiatives import delete_initiative
from jmapdesk.edit.lanes import delete_lanes
from jmapdesk.edit.parking import parked
from jmapdesk.edit.personas import delete_persona
from jmapdesk.edit.sources import delete_sources
from jmapdesk.edit.stages import delete_stages
from jmapdesk.edit.steps import delete_steps, fresh_step
from jmapdesk.edit.views import delete_view
from jmapdesk.model import queries
from jmapdesk.model.journey import COLLECTIONS, SINGLES, JourneyMap, with_parts, with_record, with_records
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import Base, Card, Conflict, Stage, Step
from jmapdesk.model.references import PLACE, PLACES
from jmapdesk.model.rules import repair
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids


def choose(journey: JourneyMap, conflict_id: str, side: int) -> JourneyMap:
    """Let one side of a conflict stand; the conflict is gone then.

    A side that says “deleted” deletes as the usual edit does. A feeling that is brought to a point where another one
    stands takes its place, and the other is put aside. Where the record is gone meanwhile, only the conflict goes.
    Raises JmapError for an unknown conflict or side, and where the side needs what is no longer in the map.
    """
    conflict = need(journey.conflicts, conflict_id, "conflict")
    if not 0 <= side < len(conflict.sides):
        raise JmapError("edit.bad_value", "This conflict has no such side.")
    value = conflict.sides[side]
    settled = with_records(journey, "conflicts", {conflict_id: None})
    if not is_open(journey, conflict):
        return settled
    try:
        chosen = _with_side(settled, conflict, value)
    except (ValidationError, TypeError, AttributeError, KeyError):
        raise JmapError("edit.bad_value", "This side holds a value that cannot be used; choose the other.") from None
    return repair(chosen, counting_ids("mended"))[0]


def keep_shown(journey: JourneyMap, ids: Iterable[str]) -> JourneyMap:
    """Let what the map shows stand in these conflicts; they are gone then. Raises JmapError for unknown ones."""
    gone = {key: need(journey.conflicts, key, "conflict").id for key in ids}
    return with_records(journey, "conflicts", dict.fromkeys(gone))


def is_open(journey: JourneyMap, conflict: Conflict) -> bool:
    """Whether what a conflict is about is still in the map."""
    if conflict.collection == "steps":
        return queries.stage_of_step(journey, conflict.record) is not None
    if conflict.collection in COLLECTIONS:
        return conflict.record in getattr(journey, conflict.collection)
    return conflict.collection in SINGLES or conflict.collection == "extra"


def shown_value(journey: JourneyMap, conflict: Conflict) -> Any:
    """What the map holds now where the conflict is; for a whole record the record itself."""
    name, field = conflict.collection, conflict.field
    if name == "extra":
        return journey.extra.get(field)
    if name == "base":
        return journey.base
    stage = queries.stage_of_step(journey, conflict.record) if name == "steps" else None
    record: Any
    if stage is not None:
        record = next(step for step in stage.steps if step.id == conflict.record)
    else:
        record = getattr(journey, name) if name in SINGLES else getattr(journey, name, {}).get(conflict.record)
    if record is None or not field:
        return record
    if field == PLACE and name in PLACES:
        own = {one: getattr(record, one) for one in PLACES[name] if one != "stage"}
        return {**own, "stage": stage.id} if stage is not None else own
    table, key = _table(record, field)
    return getattr(record, table).get(key) if table else getattr(record, field, None)


def _with_side(journey: JourneyMap, conflict: Conflict, value: Any) -> JourneyMap:
    name, key, field = conflict.collection, conflict.record, conflict.field
    if name == "base":
        return with_parts(journey, base=None if value is None else Base.model_validate(value))
    if name == "extra":
        rest = {one: held for one, held in journey.extra.items() if one != field}
        return with_parts(journey, extra=rest if value is None else {**rest, field: value})
    if not field:
        return journey if value is not None else _DELETIONS.get(name, _taken_out(name))(journey, [key])
    if field == PLACE and name == "cards" and isinstance(value, dict):
        return _with_card(journey, _at_place(journey, journey.cards[key], value))
    if name == "steps":
        return _with_step(journey, key, field, value)
    record: Record = getattr(journey, name) if name in SINGLES else getattr(journey, name)[key]
    made = _with_field(record, field, value)
    if isinstance(made, Card):
        return _with_card(journey, made)
    return with_parts(journey, **{name: made}) if name in SINGLES else with_record(journey, name, made)


def _with_field(record: Record, field: str, value: Any) -> Any:
    """The record with a field as a side has it; null is the field's own beginning, or no such unknown field."""
    table, inner = _table(record, field)
    if table:
        rest = {one: held for one, held in getattr(record, table).items() if one != inner}
        return replace(record, **{table: rest if value is None else {**rest, inner: value}})
    known = type(record).model_fields
    if value is None and field not in known:
        fields = {**record.__dict__, **(record.__pydantic_extra__ or {})}
        fields.pop(field, None)
        return type(record).model_validate(fields)
    if value is None:
        value = known[field].get_default(call_default_factory=True)
    return replace(record, **{field: value})


def _table(record: Record, field: str) -> tuple[str, str]:
    """The field of named values and the name in it that ``colours.ink`` means; empty for a field like others."""
    table, dot, inner = field.partition(".")
    if dot and table in type(record).model_fields and isinstance(getattr(record, table), dict):
        return table, inner
    return "", ""


def _at_place(journey: JourneyMap, card: Card, place: Mapping[str, Any]) -> Card:
    """The card where a side has it. Raises JmapError where lane or step are gone."""
    fields = {name: place.get(name) for name in PLACES["cards"]}
    steps = queries.step_indexes(journey)
    if fields["lane"] is not None:
        need(journey.lanes, fields["lane"], "lane")
        need(steps, fields["step"] or "", "step")
    if fields["to_step"] not in steps:
        fields["to_step"] = None
    return replace(card, **{**fields, "order": fields["order"] or card.order})


def _with_card(journey: JourneyMap, card: Card) -> JourneyMap:
    """The map with the card; another feeling at its point is put aside."""
    if card.kind == "feeling" and card.lane is not None and card.step is not None:
        aside = with_records(journey, "cards", {card.id: replace(card, lane=None, step=None, to_step=None)})
        other = feeling_at(aside, card.lane, card.step, card.persona, card.series)
        journey = parked(aside, [other]) if other is not None else aside
    return with_record(journey, "cards", card)


def _with_step(journey: JourneyMap, key: str, field: str, value: Any) -> JourneyMap:
    """The map with a step's field, or the step in the stage and at the place that a side has it in."""
    old = queries.stage_of_step(journey, key)
    assert old is not None
    step: Step = next(one for one in old.steps if one.id == key)
    if field != PLACE:
        steps = tuple(_with_field(one, field, value) if one is step else one for one in old.steps)
        return with_record(journey, "stages", replace(old, steps=steps))
    new = need(journey.stages, str(value["stage"]), "stage")
    moved = replace(step, order=value["order"])
    left = tuple(one for one in old.steps if one is not step)
    if new is old:
        return with_record(journey, "stages", _with_steps(old, (*left, moved)))
    journey = with_record(journey, "stages", _with_steps(old, left or (fresh_step(old.id),)))
    return with_record(journey, "stages", _with_steps(new, (*new.steps, moved)))


def _with_steps(stage: Stage, steps: Iterable[Step]) -> Stage:
    return replace(stage, steps=tuple(queries.in_order(steps)))


_Deletion = Callable[[JourneyMap, list[str]], JourneyMap]


def _taken_out(name: str) -> _Deletion:
    return lambda journey, keys: with_records(journey, name, dict.fromkeys(keys))


_DELETIONS: Mapping[str, _Deletion] = MappingProxyType(
    {
        "cards": delete_cards,
        "lanes": delete_lanes,
        "stages": delete_stages,
        "steps": delete_steps,
        "sources": delete_sources,
        "assets": delete_assets,
        "connections": delete_connections,
        "personas": lambda journey, keys: delete_persona(journey, keys[0]),
        "initiatives": lambda journey, keys: delete_initiative(journey, keys[0]),
        "reviews": lambda journey, keys: delete_review(journey, keys[0]),
        "views": lambda journey, keys: delete_view(journey, keys[0]),
    }
)
"""The usual deletion of each kind of record, with everything that points to it."""
