"""Files with random damage, and maps that are sound JSON and no sound maps: each opens or is refused in a sentence."""

from __future__ import annotations

import io
import json
import random
import re
import signal
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from jmapdesk.exchange.build import import_file
from jmapdesk.exchange.write_xlsx import write_workbook
from jmapdesk.layout.map_layout import lay_out
from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.rules import repair
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.rescue import rescue
from jmapdesk.storage.writing import dump
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from jmapdesk.util.resources import resource
from tests.exchange.reading import SAMPLES
from tests.exchange.test_refusals import BOOK, TABLE, damaged
from tests.fakes import FakeShaper
from tests.session.test_machine import start

SECONDS = 2.0
_FOREVER = 30
"""Seconds after which a file is given up."""
FAULTS = ("crashes", "hangs", "unclear", "unsound")
KINDS = ("jmap", "xlsx", "csv", "md", "mmd")
_SHARE = 5
"""Of so many maps there is one file of each other kind."""
_LIBRARY_WORDS = re.compile(
    r"Traceback|Error\b|Exception|pydantic|openpyxl|zipfile|xml\.|\bjson\b|NoneType|codec|Errno|\bdict\b|\bstr\b|\bint\b"
    r"|<class|object at|list index|\n"
)


def run(runs: int) -> dict[str, object]:
    """Try so many maps, and a fifth as many files of each other kind, over two processes."""
    work = [(kind, seed) for kind in KINDS for seed in range(0, runs if kind == "jmap" else runs // _SHARE, _CHUNK)]
    counts: Counter[str] = Counter()
    first: list[str] = []
    began = time.monotonic()
    with ProcessPoolExecutor(2) as pool:
        limits = {kind: runs if kind == "jmap" else runs // _SHARE for kind in KINDS}
        for found, said in pool.map(_chunk, work, [limits[kind] for kind, _ in work]):
            counts.update(found)
            first += said
    total = sum(counts[kind] for kind in KINDS)
    return {
        "held": not any(counts[name] for name in FAULTS), **{kind: counts[kind] for kind in KINDS},
        "opened": counts["opened"], "refused": counts["refused"], "rescued": counts["rescued"],
        **{name: counts[name] for name in FAULTS}, "a_second": round(total / (time.monotonic() - began)),
        "first": first[:10],
    }  # fmt: skip


_CHUNK = 250


def _chunk(work: tuple[str, int], most: int) -> tuple[Counter[str], list[str]]:
    kind, begin = work
    counts: Counter[str] = Counter()
    said: list[str] = []
    for seed in range(begin, min(begin + _CHUNK, most)):
        counts[kind] += 1
        began = time.process_time()
        try:
            with _given_up():
                fault = try_one(kind, seed, counts)
        except Exception as error:
            fault = f"crashes {type(error).__name__}: {str(error)[:120]}"
        if time.process_time() - began > SECONDS and not fault:
            fault = f"hangs {time.process_time() - began:.1f} s"
        if fault:
            counts[fault.split()[0]] += 1
            said.append(f"{kind} {seed}: {fault}")
    return counts, said


class _given_up:  # noqa: N801  (it is used like a word of the language)
    """Ends what takes for ever."""

    def __enter__(self) -> None:
        signal.signal(signal.SIGALRM, self._late)
        signal.alarm(_FOREVER)

    def __exit__(self, *_: object) -> None:
        signal.alarm(0)

    @staticmethod
    def _late(*_: object) -> None:
        raise TimeoutError("it never ended")


def try_one(kind: str, seed: int, counts: Counter[str]) -> str:
    """Open the damaged file of a seed; what is wrong with that, beginning with the sort of fault, or nothing."""
    dice = random.Random(f"{kind} {seed}")
    data = mutant(kind, dice)
    return _try_map(data, dice, counts) if kind == "jmap" else _try_import(kind, data, counts)


def _try_map(data: bytes, dice: random.Random, counts: Counter[str]) -> str:
    try:
        loaded = load_bytes(data, "a.jmap")
    except JmapError as error:
        counts["refused"] += 1
        if dice.random() < 0.2:
            try:
                _check_sound(rescue(data, "a.jmap").journey)
                counts["rescued"] += 1
            except JmapError as other:
                return _unclear(other.message)
        return _unclear(error.message)
    counts["opened"] += 1
    _check_sound(loaded.journey)
    if dice.random() < 0.02:
        lay_out(loaded.journey, FakeShaper())
    return next((fault for repaired in loaded.repairs if (fault := _unclear(f"{repaired}."))), "")


def _check_sound(journey: JourneyMap) -> None:
    kept = dump(journey)
    again = load_bytes(kept, "a.jmap")
    assert not again.repairs, again.repairs
    assert same(again.journey, journey)
    assert dump(again.journey) == kept
    assert repair(journey, counting_ids())[1] == []


def _try_import(kind: str, data: bytes, counts: Counter[str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{kind}"
        path.write_bytes(data)
        try:
            journey, report = import_file(path, counting_ids())
        except JmapError as error:
            counts["refused"] += 1
            return _unclear(error.message)
        finally:
            assert list(Path(folder).iterdir()) == [path]
    counts["opened"] += 1
    assert repair(journey, counting_ids("r"))[1] == []
    return next((fault for line in report.lines() if (fault := _unclear(f"{line.strip()}."))), "")


def _unclear(message: str) -> str:
    """What a sentence should not say; what it quotes of the file aside."""
    plain = re.sub("“[^”]*”", "“”", message)
    if _LIBRARY_WORDS.search(plain) or not message.endswith(".") or len(message) > 600:
        return f"unclear {message[:200]}"
    return ""


def mutant(kind: str, dice: random.Random) -> bytes:
    """A damaged file of a kind."""
    base = dice.choice(_bases(kind))
    if kind == "jmap":
        return _bent(base, dice) if dice.random() < 1 / 3 else _cut(damaged(base, dice), dice)
    if kind == "xlsx" and dice.random() < 0.7:
        return _part_damaged(base, dice)
    return _cut(damaged(base, dice), dice)


@cache
def _bases(kind: str) -> list[bytes]:
    if kind == "jmap":
        data = Path(__file__).parents[1] / "data" / "maps"
        samples = [Path(str(resource("samples", name))) for name in ("borrowing-a-library-book.jmap",)]
        return [dump(start()), *(path.read_bytes() for path in (*data.glob("*.jmap"), *samples))]
    found = [path.read_bytes() for path in sorted(SAMPLES.iterdir()) if path.suffix == f".{kind}"]
    if kind == "xlsx":
        with tempfile.TemporaryDirectory() as folder:
            write_workbook(start(), Path(folder) / "a.xlsx")
            return [BOOK, (Path(folder) / "a.xlsx").read_bytes()]
    return [*found, TABLE] if kind == "csv" else found


def _cut(data: bytes, dice: random.Random) -> bytes:
    """Now and then the end is missing, or zeros."""
    what = dice.randrange(12)
    at = dice.randrange(len(data) + 1)
    if what == 0:
        return data[:at]
    if what == 1:
        return data[:at] + bytes(min(len(data) - at, 4096))
    return data


def _part_damaged(base: bytes, dice: random.Random) -> bytes:
    """A workbook that unpacks well and holds damaged parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        names = archive.namelist()
        hurt = dice.choice(names)
        for name in names:
            data = archive.read(name)
            if name == hurt:
                data = _words_changed(data, dice) if dice.random() < 0.6 else damaged(data, dice)
            made.writestr(name, data)
    return out.getvalue()


def _words_changed(data: bytes, dice: random.Random) -> bytes:
    """XML that stays XML: values in quotes are changed for odd ones."""
    odd = (b"", b"-1", b"1e999", b"nan", b"A0", b"ZZZZ9", b"9" * 20, b"A1:XFD1048576", b"\xf0\x9f\x98\x80")
    places = list(re.finditer(rb'"[^"<>]*"', data))
    for match in sorted(dice.sample(places, min(len(places), dice.randint(1, 4))), key=lambda m: -m.start()):
        data = data[: match.start() + 1] + dice.choice(odd) + data[match.end() - 1 :]
    return data


_ODD: tuple[Callable[[random.Random], Any], ...] = (
    lambda _: None, lambda _: True, lambda _: "", lambda _: [], lambda _: {}, lambda _: -1, lambda _: 10**40,
    lambda _: 1e300, lambda _: float("nan"), lambda _: "\ud83d", lambda _: "x" * 5000, lambda _: [[]], lambda _: 0.5,
    lambda d: d.choice(("c1", "c2", "p1", "s1", "touch", "feel", "pain", "talk")),
    lambda d: "\u202e" + chr(d.randrange(32)) + "</svg>file:///etc/passwd", lambda d: _nested(d.choice((5, 90, 150))),
    lambda d: {"id": d.choice(("c1", "s1", "")), "kind": "feeling"}, lambda d: ["c1", "c1", d.random()],
    lambda d: d.choice(("2026-02-30", "9999999-1-1", "#12345", "../../etc/passwd", "=1+1", "V" * 400)),
)  # fmt: skip


def _nested(depth: int) -> Any:
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


def _bent(base: bytes, dice: random.Random) -> bytes:
    """Sound JSON whose values are odd, gone, doubled or somebody else's."""
    raw = json.loads(base)
    for _ in range(dice.randint(1, 5)):
        places = list(_places(raw))
        holder, key = dice.choice(places)
        what = dice.randrange(6)
        if what < 3:
            holder[key] = dice.choice(_ODD)(dice)
        elif what == 3:
            del holder[key]
        elif what == 4:
            other, name = dice.choice(places)
            holder[key] = json.loads(json.dumps(other[name])) if name in other or isinstance(other, list) else None
        elif isinstance(holder, list):
            holder.insert(key, json.loads(json.dumps(holder[key])))
        else:
            holder[dice.choice(("id", "order", "step", "to_step", "lane", "kind", "x"))] = dice.choice(_ODD)(dice)
    text = json.dumps(raw, ensure_ascii=dice.random() < 0.5, indent=dice.choice((None, 0, 1)))
    return text.encode("utf-8", "surrogatepass")


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    items: list[tuple[Any, Any]] = []
    if isinstance(value, dict | list):
        items = list(value.items() if isinstance(value, dict) else enumerate(value))
    for key, inner in items:
        yield value, key
        yield from _places(inner)
