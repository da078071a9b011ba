"""A map from the bytes of its file, and back: the same map, the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from jmapdesk.model.journey import COLLECTIONS, SINGLES, JourneyMap
from jmapdesk.model.naming import called
from jmapdesk.model.record import Record, replace
from jmapdesk.model.rules import Repair, repair
from jmapdesk.storage.migrations import migrate
from jmapdesk.storage.raw import DEEPEST, depth_exceeds, parse, refused, too_deep
from jmapdesk.storage.shapes import HEADER, shape_of
from jmapdesk.storage.wording import not_a_list, wrong_type
from jmapdesk.util.collector import collector_paused
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import NewId


@dataclass(frozen=True, slots=True)
class Loaded:
    """A map read from bytes, and what had to be put right on the way."""

    journey: JourneyMap
    repairs: tuple[Repair, ...] = ()


def content_hash(data: bytes) -> str:
    """The hash that tells one state of a file from another: SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def load_bytes(data: bytes, name: str) -> Loaded:
    """The map in ``data``; ``name`` is what the file is called in errors.

    The same bytes give the same map, ids of repaired records included. Raises JmapError: ``file.other_kind``,
    ``file.empty``, ``file.no_map``, ``file.not_utf8``, ``file.not_json``, ``file.cut_off``, ``file.not_finite``,
    ``file.duplicate_key``, ``file.too_deep``, ``file.not_a_map``, ``file.wrong_type`` or ``file.newer_version``.
    """
    with collector_paused():
        raw, repairs = parse(data, name)
        new_id = derived_ids(content_hash(data))
        reader = Reader(name, new_id, repairs)
        journey = reader.journey(migrate(raw))
        journey, more = repair(journey, new_id)
    return Loaded(journey, (*repairs, *more))


def derived_ids(seed: str) -> NewId:
    """Ids that depend on nothing but ``seed`` and how many were asked for, so that opening twice gives the same."""
    count = 0

    def next_id() -> str:
        nonlocal count
        count += 1
        return hashlib.sha256(f"{seed} {count}".encode()).hexdigest()[:12]

    return next_id


class Reader:
    """Makes records of plain values. What can be put right is, and is noted; the rest raises JmapError."""

    def __init__(self, file: str, new_id: NewId, repairs: list[Repair]) -> None:
        self._file, self._new_id, self._repairs = file, new_id, repairs
        self.wrong_field: str | None = None
        """The field of a record that could not be put right last; None where it was the whole of it."""

    def journey(self, raw: dict[str, Any]) -> JourneyMap:
        """The map of a file's top-level fields."""
        known = {*HEADER, *SINGLES, *COLLECTIONS}
        extra = {key: value for key, value in raw.items() if key not in known}
        if depth_exceeds(extra, DEEPEST):
            raise too_deep(self._file)
        parts: dict[str, Any] = {}
        for name, cls in SINGLES.items():
            if name in raw and not (name == "base" and raw[name] is None):
                parts[name] = self.record(name, cls, None, raw[name])
                self._check_depth([parts[name]], cls)
        for name, cls in COLLECTIONS.items():
            parts[name] = self._collection(name, cls, raw.get(name, []))
        return JourneyMap(id=self._map_id(raw.get("id", "")), extra=extra, **parts)

    def _map_id(self, found: Any) -> str:
        if not isinstance(found, str):
            raise refused("file.wrong_type", self._file, "its field “id” must be text")
        if found:
            return found
        self._repairs.append(Repair("id.missing", "file", "the map had no id and got one"))
        return self._new_id()

    def _collection(self, name: str, cls: type[Record], raw: Any) -> dict[str, Record]:
        if not isinstance(raw, list):
            raise not_a_list(self._file, name)
        validate = cls.__pydantic_validator__.validate_python
        records: list[Record] = []
        for place, fields in enumerate(raw):
            try:
                records.append(validate(fields))
            except ValidationError:
                records.append(self.record(name, cls, place, fields))
        self._check_depth(records, cls)
        result: dict[str, Record] = {record.__dict__["id"]: record for record in records}
        if len(result) == len(raw) and "" not in result:
            return result
        return self.with_ids(name, records)

    def with_ids(self, name: str, records: Sequence[Record]) -> dict[str, Record]:
        """The records by id; one without an id, or with that of an earlier one, gets a new id."""
        result: dict[str, Record] = {}
        for record in records:
            key = record.__dict__["id"]
            if not key or key in result:
                record = replace(record, id=self._new_id())
                message = "another one has its id; it got a new one" if key else "it had no id and got one"
                code = "id.doubled" if key else "id.missing"
                self._repairs.append(Repair(code, called(name, record.__dict__), message))
            result[record.__dict__["id"]] = record
        return result

    def record(self, name: str, cls: type[Record], place: int | None, raw: Any) -> Record:
        """One record, its values brought into their ranges. Raises JmapError where a value has the wrong type."""
        validate = cls.__pydantic_validator__.validate_python
        try:
            made: Record = validate(raw)
        except ValidationError as error:
            wrong = error.errors(include_url=False)
        else:
            return made
        for fault in wrong:
            if not self._put_right(name, raw, fault):
                raise self._wrong(name, place, raw, fault)
        try:
            made = validate(raw)
        except ValidationError as error:
            raise self._wrong(name, place, raw, error.errors(include_url=False)[0]) from None
        return made

    def _wrong(self, name: str, place: int | None, raw: Any, fault: ErrorDetails) -> JmapError:
        self.wrong_field = str(fault["loc"][0]) if fault["loc"] else None
        return wrong_type(self._file, name, place, raw, fault)

    def _put_right(self, name: str, raw: Any, fault: ErrorDetails) -> bool:
        """Change the plain value so that this fault is gone; False where it cannot be."""
        if not fault["loc"] or not isinstance(raw, dict):
            return False
        *path, last = fault["loc"]
        inside: Any = raw
        for part in path:
            inside = inside[part]
        where = called(name, raw)
        match path:
            case ["steps", int(number)]:
                where += f", step {number + 1}"
        context: Mapping[str, Any] = fault.get("ctx", {})
        match fault["type"]:
            case "greater_than_equal" | "less_than_equal":
                limit = context["ge"] if "ge" in context else context["le"]
                field = _PLAIN.get(str(last), str(last).replace("_", " "))
                message = f"its {field} was {_figure(inside[last])} and is now {limit:g}"
                inside[last] = int(limit) if limit == int(limit) else limit
                self._repairs.append(Repair("range.clamped", where, message))
            case "missing" if last == "id":
                inside["id"] = self._new_id()
                self._repairs.append(Repair("id.missing", where, "it had no id and got one" if not path else _INNER))
            case "missing" | "too_short" if (name, last) == ("stages", "steps"):
                if raw.get("steps"):  # it says so too where one of them has another fault
                    return True
                raw["steps"] = [{"id": self._new_id()}]
                self._repairs.append(Repair("stage.no_steps", where, "it had no step and got one"))
            case _:
                return False
        return True

    def _check_depth(self, records: Sequence[Record], cls: type[Record]) -> None:
        """Values that no record looks into are kept as they are, but not however deep."""
        suspects: list[Any] = [record.__pydantic_extra__ for record in records if record.__pydantic_extra__]
        for name in shape_of(cls).open:
            values = [record.__dict__[name] for record in records if record.__dict__[name]]
            suspects.extend(_plain(values))
        if depth_exceeds(suspects, DEEPEST):
            raise too_deep(self._file)


_INNER = "a part of it had no id and got one"
_PLAIN = {"review_every": "number of months between reviews"}
"""Fields that people know by other words."""


def _figure(value: Any) -> str:
    return f"{value:g}" if abs(value) < 10**15 else "far outside its range"


def _plain(value: Any) -> Any:
    """Records inside a value as plain containers, so that their depth can be told."""
    if isinstance(value, Record):
        open_fields = [_plain(value.__dict__[name]) for name in shape_of(type(value)).open]
        return [value.__pydantic_extra__ or {}, *open_fields]
    if isinstance(value, list | tuple):
        return [_plain(item) if isinstance(item, Record | tuple) else item for item in value]
    return value
