"""What can still be read of a damaged map: whole records wherever they stand, in a new map, with a report.

The file is read from its beginning as long as it makes sense. Where it does not, reading goes on at the next record or
the next part of a map; of a record that is cut off the fields before the cut are kept. What was found is then put right
as on opening, and where that is not enough a field is left out before a record is, and a record before the map.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jmapdesk.model.journey import COLLECTIONS, SINGLES, JourneyMap
from jmapdesk.model.naming import NOUNS, called
from jmapdesk.model.record import Record
from jmapdesk.model.rules import Repair, repair
from jmapdesk.storage.document import Reader, content_hash, derived_ids
from jmapdesk.storage.files import MAY_BE_RESCUED
from jmapdesk.storage.migrations import VERSION, migrate
from jmapdesk.storage.raw import DEEPEST, depth_exceeds, parse
from jmapdesk.storage.shapes import ORDER
from jmapdesk.util.errors import JmapError

_HALVES = re.compile("[\ud800-\udfff]")
_KEY = re.compile(r'\s*,?\s*"((?:[^"\\]|\\.){0,100})"\s*:\s*')
_COMMA = re.compile(r"[\s,]*")
_START = re.compile(
    r'\n\s*\{\s*"|\{\s*"id"\s*:|(?<!\\)"(?:' + "|".join(COLLECTIONS) + r')"\s*:\s*\[\s*[\{\]]'
)
"""Where reading goes on after a damaged place: a record on a line of its own, one with an id, a part of the map."""
_CLOSED = re.compile(r"(?:\n|\])\s*\}\s*\Z")
"""How a whole file ends."""
_PARTS = {**SINGLES, **COLLECTIONS}
_TELLING = ("stages", "lanes", "cards", "connections", "sources", "initiatives", "assets")
"""The parts that are named where they are missing."""
_MOST_FAULTS = 50
"""Fields of one record that may be left out; what has more is no record."""
_MOST_DAMAGED = 5_000
"""Damaged places after which no more is looked for."""
_HEAD = 4096
"""Bytes in which the id of a map stands."""
_TOLD = 200
"""Lines of a report."""


@dataclass(frozen=True, slots=True)
class Rescued:
    """A new map made of what could be read, how many records of each kind that are, and what was lost or put right.

    ``missing`` says what is not in it, a sentence each.
    """

    journey: JourneyMap
    entries: tuple[Repair, ...]
    missing: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """The report as plain lines, the first of which says what was saved and what is missing."""
        counts = ", ".join(_counted(name, len(getattr(self.journey, name))) for name in COLLECTIONS
                           if getattr(self.journey, name))  # fmt: skip
        said = [f"{entry.where}: {entry.message}" for entry in self.entries[:_TOLD]]
        if len(self.entries) > _TOLD:
            said.append(f"and {len(self.entries) - _TOLD:,} things more")
        first = f"Rescued {counts or 'nothing but the frame of a map'}."
        return [" ".join([first, *self.missing]), *said]


def rescue(data: bytes, name: str) -> Rescued:
    """Whatever can be read of a damaged map; ``name`` is what the file is called in errors.

    The same bytes give the same map. Raises JmapError: ``rescue.nothing`` where there is no record of a map in it,
    ``file.newer_version``, ``file.other_kind``.
    """
    told: list[Repair] = []
    scan: _Scan | None = None
    try:
        raw, _ = parse(data, name)
    except JmapError as error:
        if error.code not in MAY_BE_RESCUED:
            raise
        scan = _Scan(data, told)
        raw = scan.fields
    raw.pop("version", None)
    new_id = derived_ids(content_hash(data))
    raw = migrate({**raw, "version": VERSION})
    records = _Records(name, new_id, told)
    parts: dict[str, Any] = {}
    for part, cls in SINGLES.items():
        one = records.one(part, cls, None, raw[part]) if raw.get(part) is not None else None
        if one is not None:
            parts[part] = one
    for part, cls in COLLECTIONS.items():
        parts[part] = records.all(part, cls, raw.get(part, []))
    if not any(parts[part] for part in COLLECTIONS) and "about" not in parts:
        raise JmapError(
            "rescue.nothing",
            f"Nothing of a map can be read in “{name}”; the file is unchanged: open an earlier copy of it.",
        )
    extra = {key: value for key, value in raw.items() if key not in (*_PARTS, "format", "version", "id", "needs")}
    kept = {key: value for key, value in extra.items() if not depth_exceeds(value, DEEPEST)}
    map_id = raw.get("id")
    journey = JourneyMap(id=map_id if isinstance(map_id, str) and map_id else new_id(), extra=kept, **parts)
    journey, more = repair(journey, new_id)
    lost = (scan.lost if scan is not None else Counter[str]()) + records.lost
    missing = [*(scan.missing() if scan is not None else ()), *_not_read(lost, "cannot be read at all")]
    return Rescued(journey, (*told, *more), tuple(missing))


def holds_something(data: bytes, name: str) -> bool:
    """Whether there is anything of a map in a damaged file."""
    try:
        rescue(data, name)
    except JmapError:
        return False
    return True


def _counted(part: str, number: int) -> str:
    noun = "picture" if part == "assets" else NOUNS[part]
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _not_read(counts: Counter[str], how: str) -> Iterator[str]:
    """That so many records of each part are damaged."""
    found = [_counted(part, counts[part]) for part in COLLECTIONS if counts[part]]
    if found:
        yield f"Damaged: {', '.join(found)} {how}."


def map_id_in(data: bytes) -> str:
    """The id of the map that a damaged file holds, read from its beginning; empty where it cannot be read."""
    found = _Scan(data[:_HEAD], []).fields.get("id")
    return found if isinstance(found, str) else ""


class _Scan:
    """Reads the text of a damaged file from one end to the other; ``fields`` are those of the map."""

    def __init__(self, data: bytes, told: list[Repair]) -> None:
        self._told = told
        text = data.decode("utf-8-sig", "replace")
        if "\x00" in text:
            told.append(Repair("rescue.zeros", "file", "zeros in it were left out"))
            text = text.replace("\x00", "")
        self._text = text
        self.fields: dict[str, Any] = {}
        self.half: Counter[str] = Counter()
        """How many records of each part are read up to where they are damaged."""
        self.lost: Counter[str] = Counter()
        """How many are not read at all."""
        self._part, self._is_open = "", False
        self._gaps = 0
        self._cut = True
        self._decode = json.JSONDecoder(
            parse_float=_float, parse_int=_int, parse_constant=lambda _: None
        ).raw_decode
        self._read()

    def _read(self) -> None:
        at = self._text.find("{") + 1
        while 0 < at < len(self._text):
            key = _KEY.match(self._text, at)
            if key is None:
                if not (rest := self._text[at:]).strip(" \t\r\n}],"):
                    self._cut = "}" not in rest
                    return
                at = self._go_on(at)
                continue
            if key[1] in _PARTS:
                self._part, self._is_open = key[1], key[1] in COLLECTIONS
            if key[1] in COLLECTIONS and self._text[key.end() : key.end() + 1] in ("[", "{"):
                is_list = self._text.startswith("[", key.end())
                if not is_list:
                    self._lost(key.end(), f"the {NOUNS[key[1]]}s began without a bracket")
                at = self._records(key[1], key.end() + is_list)
            else:
                at = self._field(key[1], key.end(), at)

    def missing(self) -> Iterator[str]:
        """What is not in the map, a sentence each."""
        if self._cut:
            line = self._text.rstrip().count("\n") + 1
            yield f"The file ends in line {line:,}{self._whither()}"
        yield from _not_read(self.half, "can be read in part")
        if self._gaps:
            yield "One place makes no sense." if self._gaps == 1 else f"{self._gaps:,} places make no sense."

    def _whither(self) -> str:
        """In which part the file ends, and which parts came after it."""
        order = (*ORDER, "assets")
        after = order[order.index(self._part) + 1 :] if self._part in order else order
        names = [_plural(part) for part in after if part in _TELLING]
        others = f"all {', '.join(names[:-1])}{' and ' * (len(names) > 1)}{names[-1]} there were" if names else ""
        if not self._is_open:
            if not names:
                return "; next to nothing came after that."
            return f"; all after that is missing: {others}."
        among = _plural(self._part)
        return f", among the {among}; all after that is missing: more {among}{f' and {others}' if names else ''}."

    def _field(self, key: str, start: int, at: int) -> int:
        """A field that is no list of records."""
        try:
            value, end = self._value(start)
        except ValueError:
            partial = dict(self._whole_fields(start + 1)) if key in SINGLES else {}
            if partial:
                self.fields.setdefault(key, partial)
            return self._go_on(max(start, at + 1))
        if key in self.fields and key not in ("format", "version"):
            self._lost(start, f"the field “{_plain(key)}” stands there twice; the first one was kept")
        self.fields.setdefault(_plain(key), value)
        return end

    def _records(self, part: str, at: int) -> int:
        """The records of a part, from behind its bracket on; gives where to go on."""
        found: list[Any] = self.fields.setdefault(part, [])
        if not isinstance(found, list):
            found = self.fields[part] = []
        while True:
            between = _COMMA.match(self._text, at)
            at = between.end() if between else at
            if not self._text.startswith("{", at):
                if self._text.startswith("]", at):
                    self._is_open = False
                    return at + 1
                return self._go_on(at) if at < len(self._text) else at
            try:
                value, end = self._value(at)
            except ValueError:
                value = dict(self._whole_fields(at + 1))
                end = -1
            if value:
                found.append(value)
            if end < 0:
                (self.half if value else self.lost)[part] += 1
                kept = ", ".join(f"“{_plain(key)}”" for key in value) or "nothing of it"
                noun = _counted(part, 1).removeprefix("1 ")
                self._lost(at, f"{'an' if noun[0] in 'aeiou' else 'a'} {noun} is damaged; kept: {kept}")
                following = _START.search(self._text, at + 1) if len(self._told) < _MOST_DAMAGED else None
                if following is None or following[0].lstrip("\n \t\r").startswith('"'):
                    return following.start() if following is not None else self._give_up()
                end = self._text.index("{", following.start())
            at = end

    def _whole_fields(self, at: int) -> Iterator[tuple[str, Any]]:
        """The fields of an object that is damaged further on."""
        while (key := _KEY.match(self._text, at)) is not None:
            try:
                value, at = self._value(key.end())
            except ValueError:
                return
            if self._text[at : at + 1] not in ("", ",", "}", " ", "\n"):
                return  # a number that is cut off looks whole
            if at >= len(self._text):
                return
            yield _plain(key[1]), value

    def _value(self, at: int) -> tuple[Any, int]:
        """The value that stands there, and where it ends. Raises ValueError."""
        try:
            value, end = self._decode(self._text, at)
        except (RecursionError, IndexError, StopIteration):
            raise ValueError from None
        if depth_exceeds(value, DEEPEST):
            raise ValueError
        return _whole(value), end

    def _go_on(self, at: int) -> int:
        """Where something begins that can be read."""
        following = _START.search(self._text, at) if len(self._told) < _MOST_DAMAGED else None
        if following is None:
            return self._give_up()
        self._gaps += 1
        self._lost(at, "what stands here makes no sense and was left out")
        if following[0].lstrip().startswith('"'):
            return following.start()
        # a record by itself: it belongs to the part that was read last
        part = next((key for key in reversed(self.fields) if key in COLLECTIONS), "cards")
        return self._records(part, self._text.index("{", following.start()))

    def _give_up(self) -> int:
        """Nothing more can be read; the file may be all there."""
        self._cut = _CLOSED.search(self._text, max(0, len(self._text) - 200)) is None
        return len(self._text)

    def _lost(self, at: int, what: str) -> None:
        line = self._text.count("\n", 0, at) + 1 if len(self._told) < _TOLD else 0
        self._told.append(Repair("rescue.damaged", f"line {line:,}", what))


@dataclass(slots=True)
class _Records:
    """Makes records of what was read, leaving out what no record can hold."""

    file: str
    new_id: Callable[[], str]
    told: list[Repair] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)

    def all(self, part: str, cls: type[Record], raw: Any) -> dict[str, Record]:
        """The records of a part by id."""
        if not isinstance(raw, list):
            self.told.append(Repair("rescue.lost", NOUNS[part] + "s", "their list cannot be read"))
            return {}
        made = [self.one(part, cls, place, fields) for place, fields in enumerate(raw)]
        records = [record for record in made if record is not None]
        self.lost[part] += len(made) - len(records)
        return Reader(self.file, self.new_id, self.told).with_ids(part, records)

    def one(self, part: str, cls: type[Record], place: int | None, raw: Any) -> Record | None:
        """One record; None where too little of it is left."""
        if not isinstance(raw, dict):
            self.told.append(Repair("rescue.lost", NOUNS[part], "what stands in its place is none"))
            return None
        for key in [key for key, value in raw.items() if depth_exceeds(value, DEEPEST)]:
            del raw[key]
            self.told.append(Repair("rescue.field", called(part, raw), f"its field “{key}” is nested too deep"))
        reader = Reader(self.file, self.new_id, self.told)
        for _ in range(_MOST_FAULTS):
            try:
                return reader.record(part, cls, place, raw)
            except JmapError as error:
                wrong = reader.wrong_field
                if wrong is None or wrong not in raw:
                    self.told.append(Repair("rescue.lost", called(part, raw), _why(error)))
                    return None
                del raw[wrong]
                message = f"its field “{wrong}” cannot be read and was left out"
                self.told.append(Repair("rescue.field", called(part, raw), message))
        return None


def _plural(part: str) -> str:
    return "pictures" if part == "assets" else f"{NOUNS[part]}s"


def _why(error: JmapError) -> str:
    return "too much of it is missing" if "missing" in error.message else "it cannot be read"


def _float(digits: str) -> float | None:
    value = float(digits)
    return value if math.isfinite(value) else None


def _int(digits: str) -> int | None:
    return int(digits) if len(digits) <= 300 else None


def _plain(text: str) -> str:
    return _HALVES.sub("\ufffd", text)


def _whole(value: Any) -> Any:
    """The value without halves of characters, and of two fields of one name the last."""
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_plain(key): _whole(item) for key, item in value.items()}
    return value


