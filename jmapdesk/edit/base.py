"""What every edit needs: finding records, changing their fields, making room in an order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from pydantic import ValidationError

from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.queries import Column
from jmapdesk.model.record import Record, replace
from jmapdesk.util.colour import is_colour
from jmapdesk.util.errors import JmapError
from jmapdesk.util.order_keys import is_key, keys_between


class Ordered(Protocol):
    """A record that stands in an order."""

    @property
    def id(self) -> str: ...
    @property
    def order(self) -> str: ...


R = TypeVar("R", bound=Record)
T = TypeVar("T", bound=Ordered)
V = TypeVar("V")


def need(records: Mapping[str, V], key: str, what: str) -> V:
    """The record with this id. Raises JmapError where the map has none; ``what`` names it for people."""
    record = records.get(key)
    if record is None:
        raise JmapError("edit.unknown_id", f"This {what} is no longer in the map.")
    return record


def need_all(records: Mapping[str, V], keys: Collection[str], what: str) -> None:
    """Raises JmapError unless the map holds every one of these ids."""
    for key in keys:
        need(records, key, what)


def need_column(journey: JourneyMap, step: str) -> Column:
    """The step with its stage and place among all steps. Raises JmapError where the map has no such step."""
    for column in queries.columns(journey):
        if column.step.id == step:
            return column
    raise JmapError("edit.unknown_id", "This step is no longer in the map.")


def changed(record: R, fixed: Collection[str] = ("id", "order"), /, **fields: Any) -> R:
    """The record with fields changed; the same record where nothing differs.

    Raises JmapError for a field the record does not have or that is changed in another way (``fixed``), and for
    a value that does not fit.
    """
    known = type(record).model_fields
    for name in fields:
        if name in fixed or name not in known:
            raise JmapError("edit.unknown_field", f"“{_words(name)}” cannot be changed here.")
    return _validated(record, fields)


def _validated(record: R, fields: Mapping[str, Any]) -> R:
    _check_colour(fields)
    try:
        return replace(record, **{name: _sound(value) for name, value in fields.items()})
    except ValidationError as error:
        place = error.errors(include_url=False)[0]["loc"]
        name = _words(str(place[0])) if place else "this field"
        raise JmapError("edit.bad_value", f"This value cannot be used for “{name}”.") from error


def made(kind: type[R], given: Mapping[str, Any], /, **fields: Any) -> R:
    """A new record of ``given`` and ``fields``. Raises JmapError for unknown fields and values that do not fit."""
    for name in fields:
        if name not in kind.model_fields or name in given:
            raise JmapError("edit.unknown_field", f"“{_words(name)}” cannot be changed here.")
    _check_colour(fields)
    try:
        return kind.model_validate({name: _sound(value) for name, value in {**given, **fields}.items()})
    except ValidationError as error:
        place = error.errors(include_url=False)[0]["loc"]
        name = _words(str(place[0])) if place else "this field"
        raise JmapError("edit.bad_value", f"This value cannot be used for “{name}”.") from error


def _check_colour(fields: Mapping[str, Any]) -> None:
    colour = fields.get("colour")
    if colour and not (isinstance(colour, str) and is_colour(colour)):
        raise JmapError("edit.bad_value", "A colour is written like #3366CC.")


def _sound(value: Any) -> Any:
    """Text as a file can hold it: halves of characters, as some keyboards send them, joined or made visible."""
    if isinstance(value, tuple | list):
        return tuple(map(_sound, value))
    if not isinstance(value, str):
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _words(name: str) -> str:
    return name.replace("_", " ")


def index_at(ordered: Sequence[Ordered], before: str | None, after: str | None, what: str) -> int:
    """Where to insert: before or after the record with that id, at the end where neither is given.

    Raises JmapError for an id that is not among them.
    """
    ids = [record.id for record in ordered]
    wanted = before if before is not None else after
    if wanted is None:
        return len(ids)
    if wanted not in ids:
        raise JmapError("edit.unknown_id", f"This {what} is no longer in the map.")
    return ids.index(wanted) + (0 if before is not None else 1)


def keys_at(ordered: Sequence[Ordered], index: int, count: int = 1) -> tuple[list[str], dict[str, str]]:
    """Keys for ``count`` records inserted at ``index``, and new keys for the others where there is no room.

    There is always room unless neighbours carry equal or unusable keys, as a file made by hand may.
    """
    index = max(0, min(index, len(ordered)))
    low = ordered[index - 1].order if index > 0 else None
    high = ordered[index].order if index < len(ordered) else None
    keys = room(low, high, count)
    if keys is not None:
        return keys, {}
    fresh = keys_between(None, None, len(ordered) + count)
    others = fresh[:index] + fresh[index + count :]
    moved = {record.id: key for record, key in zip(ordered, others, strict=True) if record.order != key}
    return fresh[index : index + count], moved


def room(low: str | None, high: str | None, count: int) -> list[str] | None:
    """Keys between two neighbours' keys (None: the edge), or None where nothing fits between them."""
    if any(key is not None and not is_key(key) for key in (low, high)):
        return None
    if low is not None and high is not None and low >= high:
        return None
    return keys_between(low, high, count)


def moved_to(ordered: Sequence[T], key: str, index: int) -> dict[str, str]:
    """The new order keys, by id, that bring one record to a place among the others.

    ``index`` counts the others; the result is empty where the record stands there already.
    """
    others = [record for record in ordered if record.id != key]
    index = max(0, min(index, len(others)))
    if [record.id for record in ordered].index(key) == index:
        return {}
    keys, rest = keys_at(others, index)
    return {**rest, key: keys[0]}
