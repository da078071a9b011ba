"""What differs between two maps, record by record: for a list a person reads, a diff, the outcome of a merge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from jmapdesk.insight.changes import Apart, deed
from jmapdesk.insight.merge_records import Item, Placed, alike, fields_of, placed_steps
from jmapdesk.insight.merge_values import ABSENT, equal, plain
from jmapdesk.insight.wording import NOTHING, Wording, field_words
from jmapdesk.model import queries
from jmapdesk.model.journey import COLLECTIONS, SINGLES, JourneyMap
from jmapdesk.model.naming import called
from jmapdesk.model.records import Card
from jmapdesk.model.references import PLACES

_PARTS: Final = tuple(part for name in COLLECTIONS for part in ((name, "steps") if name == "stages" else (name,)))


class Difference(NamedTuple):
    """One record that differs: its part of the map, its id, what happened to it, and in which fields.

    ``collection`` is a part of the map, ``steps`` or ``extra``; ``id`` is empty for what exists once. ``deed`` is
    ``added``, ``deleted``, ``moved``, ``reworded``, ``rescored`` or ``changed``, the most telling of them. Where a
    record stands is the one field ``place``.
    """

    collection: str
    id: str
    deed: str
    fields: tuple[str, ...]
    before: Any
    after: Any

    def as_json(self, wording: Wording) -> dict[str, Any]:
        """The difference as plain values, for programs."""
        old, new = (values_of(self.collection, record) for record in (self.before, self.after))
        fields = [
            {"field": name, "before": plain(old.get(name, ABSENT)), "after": plain(new.get(name, ABSENT))}
            for name in self.fields
        ]
        said = sentence(self, wording)
        return {"part": self.collection, "id": self.id, "deed": self.deed, "fields": fields, "sentence": said}


def differences(old: JourneyMap, new: JourneyMap) -> list[Difference]:
    """Every record that differs, in the order of the map's parts; cards in reading order, others by id.

    Equal records count as the same, whatever objects they are.
    """
    found: list[Difference] = []
    for name in (*SINGLES, "extra"):
        before, after = getattr(old, name), getattr(new, name)
        fields = _changed(name, before, after) if before is not after else ()
        if fields:
            found.append(Difference(name, "", "changed", fields, before, after))
    for name in _PARTS:
        if name == "steps" or getattr(old, name) is not getattr(new, name):
            found.extend(_in_part(name, old, new))
    return found


def _in_part(name: str, old: JourneyMap, new: JourneyMap) -> Iterator[Difference]:
    before, after = _items(old, name), _items(new, name)
    keys = {key for key in before.keys() | after.keys() if not alike(before.get(key), after.get(key))}
    for key in in_reading_order(name, keys, old, new):
        one, other = before.get(key), after.get(key)
        fields = _changed(name, one, other) if one is not None and other is not None else ()
        yield Difference(name, key, _deed(name, one, other, fields), fields, one, other)


def _items(journey: JourneyMap, name: str) -> Mapping[str, Item]:
    items: Mapping[str, Item] = placed_steps(journey) if name == "steps" else getattr(journey, name)
    return items


def in_reading_order(name: str, keys: set[str], old: JourneyMap, new: JourneyMap) -> list[str]:
    """Records of one part of either map as a reader comes to them: cards lane by lane, all others by id."""
    if name != "cards" or len(keys) < 2:
        return sorted(keys)
    lanes = {lane.id: place for place, lane in enumerate(queries.lanes(new))}
    steps = queries.step_indexes(new)

    def rank(key: str) -> tuple[int, int, str, str]:
        card: Card = new.cards.get(key) or old.cards[key]
        return lanes.get(card.lane or "", len(lanes)), steps.get(card.step or "", len(steps)), card.order, key

    return sorted(keys, key=rank)


def values_of(collection: str, record: Any) -> dict[str, Any]:
    """The fields of a record by name, what makes its place as one."""
    if record is None:
        return {}
    if isinstance(record, Mapping):
        return dict(record)
    fields = fields_of(record)
    place = PLACES.get(collection, ())
    if place:
        fields = {"place": {name: fields.pop(name) for name in place}, **fields}
    return fields


def _changed(collection: str, before: Any, after: Any) -> tuple[str, ...]:
    old, new = values_of(collection, before), values_of(collection, after)
    names = [*old, *(name for name in new if name not in old)]
    return tuple(name for name in names if not equal(old.get(name, ABSENT), new.get(name, ABSENT)))


def _deed(collection: str, before: Item | None, after: Item | None, fields: tuple[str, ...]) -> str:
    if isinstance(before, Placed) and isinstance(after, Placed):
        return "moved" if "place" in fields else "changed"
    return deed(collection, before, after)


def sentence(difference: Difference, wording: Wording, apart: Apart | None = None) -> str:
    """One difference as a sentence, such as ``Card “Calls”: moved to Pain points, Ask, from Touchpoints, See.``

    A card that was reworded goes by the words it had. Of states that are ``apart``, no history, it says no direction:
    ``Card “Calls”: words differ: “Calls” in yours, “Rings” in that one.``
    """
    one = difference
    record = one.after if one.after is not None else one.before
    name = wording.record(one.collection, one.id, plain(record.step if isinstance(record, Placed) else record))
    if one.deed == "reworded":
        name = called(one.collection, {"text": one.before.text or one.before.word or one.after.word})
    name = name[:1].upper() + name[1:]
    old, new = values_of(one.collection, one.before), values_of(one.collection, one.after)
    if one.deed in ("added", "deleted"):
        place = (old or new).get("place")
        where = wording.place(place) if place else ""
        if apart is not None:
            only = f"{name} only in {apart.other if one.deed == 'added' else apart.one}"
            return f"{only}{', ' if where == 'parked' else ': '}{where}." if where else f"{only}."
        link = ", " if where == "parked" else " in " if one.deed == "added" else " from "
        return f"{name} {one.deed}{link}{where}." if where else f"{name} {one.deed}."
    said = [
        _field_said(one.collection, field, old.get(field, ABSENT), new.get(field, ABSENT), wording)
        if apart is None
        else _field_apart(one.collection, field, old.get(field, ABSENT), new.get(field, ABSENT), wording, apart)
        for field in one.fields
    ]
    return f"{name}: {'; '.join(said)}."


def _field_apart(collection: str, field: str, one: Any, other: Any, wording: Wording, apart: Apart) -> str:
    here, there = (wording.value(collection, field, value) for value in (one, other))
    if field == "place":
        if here == there:
            return f"stands elsewhere within {here}"
        ways = ["is parked" if where == "parked" else f"stands in {where}" for where in (here, there)]
        return f"in {apart.one} it {ways[0]}, in {apart.other} it {ways[1]}"
    words = "words differ" if field == "text" and collection == "cards" else f"{field_words(field)} differs"
    if field == "order" or here == there:
        return words
    return f"{words}: {here} in {apart.one}, {there} in {apart.other}"


def _field_said(collection: str, field: str, before: Any, after: Any, wording: Wording) -> str:
    was, now = (wording.value(collection, field, value) for value in (before, after))
    if field == "place":
        return f"moved to {now}, from {was}" if was != now else f"moved within {now}"
    if field == "order":
        return "moved"
    if field == "text" and collection == "cards" and was != now:
        return f"reworded to {now}" if was != NOTHING else f"given the words {now}"
    return f"{field_words(field)} {now}, was {was}" if was != now else f"{field_words(field)} changed"
