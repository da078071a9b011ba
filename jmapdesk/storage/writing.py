"""A map as the bytes of its file.

One line a record, so that moving a card changes one line; what equals its default is left out; unknown fields stand
after the known ones, by name. The same map always gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jmapdesk.model import queries
from jmapdesk.model.journey import COLLECTIONS, SINGLES, JourneyMap
from jmapdesk.model.record import Record
from jmapdesk.model.records import Stage
from jmapdesk.storage.migrations import VERSION
from jmapdesk.storage.raw import FORMAT
from jmapdesk.storage.shapes import HEADER, ORDER, shape_of
from jmapdesk.util.errors import JmapError

_SURROGATE = re.compile("[\ud800-\udfff]")
_LARGEST_WHOLE = 2**53
"""Above this a float no longer tells one whole number from the next, and is written as a float."""


class Lines:
    """The lines of records as they were written last, so that writing a map again costs what changed in it.

    A record is a value: as long as it is the very same object, so is its line. Pictures are not held twice.
    """

    def __init__(self) -> None:
        self._held: dict[int, tuple[Record, str]] = {}
        self._next: dict[int, tuple[Record, str]] = {}

    def of(self, record: Record) -> str:
        """The line of a record, without the comma."""
        found = self._held.get(id(record))
        if found is None or found[0] is not record:  # another object may have come to lie where one was
            found = (record, _json(record))
        self._next[id(record)] = found
        return found[1]

    def turn(self) -> None:
        """One writing has ended: lines that were not asked for are let go."""
        self._held, self._next = self._next, {}


def dump(journey: JourneyMap, lines: Lines | None = None) -> bytes:
    """The bytes of the map's file, ending in a newline. Raises JmapError ``map.not_finite`` where an unknown field
    was given a value that is no number. Who writes a map again and again hands the same ``lines`` in.
    """
    lines = Lines() if lines is None else lines
    try:
        text = "{\n" + ",\n".join(_parts(journey, lines)) + "\n}\n"
    except ValueError:
        raise JmapError(
            "map.not_finite", "The map was not saved because one of its fields holds no usable number."
        ) from None
    finally:
        lines.turn()
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:  # half a character, pasted from somewhere
        return _SURROGATE.sub("\ufffd", text).encode("utf-8")


def _parts(journey: JourneyMap, lines: Lines) -> Iterable[str]:
    """Each top-level field with its value, without the comma."""
    yield f'"format": {_json(FORMAT)}'
    yield f'"version": {VERSION}'
    yield f'"id": {_json(journey.id)}'
    for name in ORDER:
        if name in COLLECTIONS:
            yield _collection(name, getattr(journey, name), lines.of)
        elif name == "base":
            if journey.base is not None:
                yield f'"base": {_json(journey.base)}'
        else:
            yield _single(name, getattr(journey, name))
    for name in sorted(journey.extra.keys() - {*HEADER, *SINGLES, *COLLECTIONS}):
        yield f"{_json(name)}: {_json(journey.extra[name])}"
    yield _collection("assets", journey.assets, _json)


def _single(name: str, record: Record) -> str:
    """A part that exists once: one field a line."""
    fields = [f"{_json(key)}: {_json(value)}" for key, value in fields_of(record).items()]
    return f'"{name}": {{\n' + ",\n".join(fields) + "\n}" if fields else f'"{name}": {{}}'


def _collection(name: str, records: Mapping[str, Any], line: Callable[[Any], str]) -> str:
    """A collection: one record a line, in reading order where it has one, else by id."""
    if name in ("personas", "stages", "lanes"):
        ordered = queries.in_order(records.values())
    else:
        ordered = [records[key] for key in sorted(records)]
    return f'"{name}": [\n' + ",\n".join(map(line, ordered)) + "\n]" if ordered else f'"{name}": []'


def fields_of(record: Record) -> dict[str, Any]:
    """The fields of a record that are written, in the file's order."""
    shape = shape_of(type(record))
    values = record.__dict__
    # most values are the very object of the default: asked first, that spares comparing them
    fields = {
        name: value for name, default in shape.defaults if (value := values[name]) is not default and value != default
    }
    for name in shape.floats:
        if name in fields:
            fields[name] = _short(fields[name])
    for name in shape.tables:
        if name in fields:
            fields[name] = dict(sorted(fields[name].items()))
    if isinstance(record, Stage):
        fields["steps"] = queries.in_order(record.steps)
    extra = record.__pydantic_extra__
    if extra:
        fields.update(sorted(extra.items()))
    return fields


def _short(value: Any) -> Any:
    """A whole number without a fraction (so −0 is 0), whatever stands in a tuple likewise."""
    if isinstance(value, tuple):
        return tuple(map(_short, value))
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_WHOLE:
        return int(value)
    return value


_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=fields_of).encode
