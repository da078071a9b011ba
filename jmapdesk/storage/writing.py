"""A map as the bytes of its file.

One line a record, so that moving a card changes one line; what equals its default is left out; unknown fields stand
after the known ones, by name. The same map always gives the same bytes.
"""

from __future__ import annotations

import json
import re
import string
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from json import encoder
from typing import Any, NamedTuple

from jmapdesk.model import queries
from jmapdesk.model.journey import COLLECTIONS, SINGLES, JourneyMap
from jmapdesk.model.record import Record
from jmapdesk.model.records import Asset, Stage
from jmapdesk.storage.migrations import VERSION
from jmapdesk.storage.raw import FORMAT
from jmapdesk.storage.shapes import ALWAYS, HEADER, ORDER, shape_of
from jmapdesk.util.collector import collector_paused
from jmapdesk.util.errors import JmapError

_SURROGATE = re.compile("[\ud800-\udfff]")
_BASE64 = string.ascii_letters.encode() + string.digits.encode() + b"+/="
_LARGEST_WHOLE = 2**53
"""Above this a float no longer tells one whole number from the next, and is written as a float."""


class Lines:
    """The lines of records as they were written last, so that writing a map again costs what changed in it.

    A record is a value: as long as it is the very same object, so is its line. Pictures are not held twice. Several
    threads may write with the same lines; one waits for the other.
    """

    def __init__(self) -> None:
        self._held: dict[int, tuple[Record, str]] = {}
        self._next: dict[int, tuple[Record, str]] = {}
        self._lock = threading.RLock()

    def of(self, record: Record) -> str:
        """The line of a record, without the comma."""
        found = self._held.get(id(record))
        if found is None or found[0] is not record:  # another object may have come to lie where one was
            found = (record, _json(record))
        self._next[id(record)] = found
        return found[1]

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One writing of a map: lines it did not ask for are let go when it has ended."""
        with self._lock:
            try:
                yield
            finally:
                self._held, self._next = self._next, {}

    def prepare(self, journey: JourneyMap, at_once: int = 200) -> Iterator[None]:
        """Make the lines before they are asked for, so that the first writing is as quick as the next; yields after
        ``at_once`` records each, for whoever has something better to do. What cannot be written is left for then.
        """
        waiting = [record for name in COLLECTIONS if name != "assets" for record in getattr(journey, name).values()]
        for start in range(0, len(waiting), at_once):
            if self._lock.acquire(blocking=False):  # a thread that writes makes them all anyway
                try:
                    self._prepare(waiting[start : start + at_once])
                finally:
                    self._lock.release()
            yield

    def _prepare(self, records: Iterable[Record]) -> None:
        for record in records:
            with suppress(ValueError):
                self._held.setdefault(id(record), (record, _json(record)))


def dump(journey: JourneyMap, lines: Lines | None = None) -> bytes:
    """The bytes of the map's file, ending in a newline. Raises JmapError ``map.not_finite`` where an unknown field
    was given a value that is no number. Who writes a map again and again hands the same ``lines`` in.
    """
    lines = Lines() if lines is None else lines
    try:
        with lines.writing(), collector_paused():
            text = "{\n" + ",\n".join(_parts(journey, lines)) + ",\n"
            return b"".join((_utf8(text), *_assets(journey), b"\n}\n"))
    except ValueError:
        raise JmapError(
            "map.not_finite", "The map was not saved because one of its fields holds no usable number."
        ) from None


def _utf8(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:  # half a character, pasted from somewhere
        return _SURROGATE.sub("\ufffd", text).encode("utf-8")


def _parts(journey: JourneyMap, lines: Lines) -> Iterable[str]:
    """Each top-level field but the assets with its value, without the comma."""
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


def _single(name: str, record: Record) -> str:
    """A part that exists once: one field a line."""
    fields = [f"{_json(key)}: {_json(value)}" for key, value in fields_of(record).items()]
    return f'"{name}": {{\n' + ",\n".join(fields) + "\n}" if fields else f'"{name}": {{}}'


def _collection(name: str, records: Mapping[str, Any], line: Callable[[Any], str]) -> str:
    """A collection: one record a line, in reading order where it has one, else by id."""
    # written in the order in which they lie in memory, which halves the time for a large map, and then sorted
    made = {key: line(record) for key, record in records.items()}
    ordered = sorted(made)
    if name in ("personas", "stages", "lanes"):
        ordered = [record.id for record in queries.in_order(records.values())]
    return f'"{name}": [\n' + ",\n".join([made[key] for key in ordered]) + "\n]" if made else f'"{name}": []'


def _assets(journey: JourneyMap) -> Iterator[bytes]:
    """The embedded files, in pieces: they are most of a map with photographs, and not copied oftener than need be."""
    yield b'"assets": ['
    for place, key in enumerate(sorted(journey.assets)):
        yield b",\n" if place else b"\n"
        yield from _asset(journey.assets[key])
    yield b"\n]" if journey.assets else b"]"


def _asset(asset: Asset) -> Iterator[bytes]:
    """The line of an embedded file. Its base64 needs no escapes, and to see that costs a twentieth of encoding it."""
    fields = fields_of(asset)
    data = fields.get("data", "").encode("utf-8", "replace")
    if not data or data.translate(None, _BASE64):
        yield _utf8(_json(fields))
        return
    head, name, tail = _json({**fields, "data": ""}).partition('"data": "')
    yield _utf8(head + name)
    yield data
    yield _utf8(tail)


def fields_of(record: Record) -> dict[str, Any]:
    """The fields of a record that are written, in the file's order."""
    kind = type(record)
    wanted = _written(kind, frozenset(record.__pydantic_fields_set__))
    values = record.__dict__
    # most values are the very object of the default: asked first, that spares comparing them
    fields = {
        name: value for name, default in wanted.defaults if (value := values[name]) is not default and value != default
    }
    for name in wanted.floats:
        if name in fields:
            fields[name] = _short(fields[name])
    for name in wanted.tables:
        if name in fields:
            fields[name] = dict(sorted(fields[name].items()))
    if kind is Stage:
        fields["steps"] = queries.in_order(fields["steps"])
    extra = record.__pydantic_extra__
    if extra:
        fields.update(sorted(extra.items()))
    return fields


class _Written(NamedTuple):
    """What is asked of a record: names and defaults, and which of the names hold fractions or tables."""

    defaults: tuple[tuple[str, Any], ...]
    floats: tuple[str, ...]
    tables: tuple[str, ...]


@cache
def _written(kind: type[Record], given: frozenset[str]) -> _Written:
    """What may have to be written where these fields were given: any other holds its default.

    A map has few such sets of fields, and each is a small part of them all.
    """
    shape = shape_of(kind)
    return _Written(
        tuple((name, default) for name, default in shape.defaults if name in given or default is ALWAYS),
        tuple(name for name in shape.floats if name in given),
        tuple(name for name in shape.tables if name in given),
    )


def _short(value: Any) -> Any:
    """A whole number without a fraction (so −0 is 0), whatever stands in a tuple likewise."""
    if isinstance(value, tuple):
        return tuple(map(_short, value))
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_WHOLE:
        return int(value)
    return value


def _encoder() -> Callable[[Any], str]:
    """A value as JSON. The standard encoder makes its quick inner one anew for each value; here it is made once, which
    takes a third off the time for short lines. Records are trees, so rings need not be looked for."""
    make = getattr(encoder, "c_make_encoder", None)
    if make is None:
        return json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=fields_of).encode
    pieces = make(None, fields_of, encoder.encode_basestring, None, ": ", ", ", False, False, False)
    return lambda value: "".join(pieces(value, 0))


_json = _encoder()
