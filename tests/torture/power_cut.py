"""The power fails between any two calls: the map and the edits come back from what the disk had promised.

What saves and the journal write is recorded call by call. Then a disk is built for every beginning of the record, once
for each way a real one may have put off its work: bytes that no sync asked for are gone, half there or zeros, names
that no sync of their folder asked for are gone or there, each folder by itself.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

from jmapdesk.edit.cards import set_text
from jmapdesk.session.document import Document
from jmapdesk.session.recorder import Recorder
from jmapdesk.session.recovery import recoveries
from jmapdesk.storage.files import open_map
from jmapdesk.util.errors import JmapError
from tests.builders import small_map
from tests.torture.calls import watched

Bytes: TypeAlias = Literal["synced", "written", "half", "zeros"]
FAULTS = ("damaged", "empty", "synced_lost", "gone")


@dataclass(eq=False, slots=True)
class Node:
    """A file: what was written to it, and how much of that the disk promised to remember."""

    written: bytes = b""
    synced: bytes = b""

    def after_cut(self, how: Bytes) -> bytes:
        """What is read after the power came back."""
        if how == "written":
            return self.written
        if how == "synced" or self.written == self.synced:
            return self.synced
        same = zip(self.written, self.synced, strict=False)
        start = next((n for n, (a, b) in enumerate(same) if a != b), min(len(self.written), len(self.synced)))
        more = len(self.written) - start
        if how == "half":
            return self.written[: start + more // 2]
        return self.written[:start] + bytes(more)


class Mark(NamedTuple):
    """What the program may say from here on: the file holds edit ``saved``, or edit ``kept`` would come back."""

    saved: int | None = None
    kept: int | None = None

    def then(self, later: Mark) -> Mark:
        """Both, where the later one counts for what it speaks of."""
        saved = self.saved if later.saved is None else later.saved
        return Mark(saved, self.kept if later.kept is None else later.kept)


@dataclass(slots=True)
class Disk:
    """Files and folders by path, as programs see them and as the disk has them."""

    seen: dict[str, Node | None] = field(default_factory=dict)
    """None for a folder."""
    known: dict[str, Node | None] = field(default_factory=dict)
    _open: dict[int, tuple[str, Node | None]] = field(default_factory=dict)

    def apply(self, name: str, given: tuple[Any, ...], result: Any) -> None:
        """Do what a call did."""
        match name:
            case "open":
                path, flags = os.fspath(given[0]), given[1]
                if flags & os.O_CREAT and path not in self.seen:
                    self.seen[path] = Node()
                self._open[result] = (path, self.seen.get(path))
            case "write":
                _, node = self._open[given[0]]
                assert node is not None
                node.written += bytes(given[1][:result])
            case "ftruncate":
                _, node = self._open[given[0]]
                assert node is not None
                node.written = node.written[: given[1]]
            case "fsync" | "fdatasync":
                path, node = self._open[given[0]]
                if node is not None:
                    node.synced = node.written
                else:
                    self._know(path)
            case "close":
                self._open.pop(given[0], None)
            case "replace" | "rename":
                self.seen[os.fspath(given[1])] = self.seen.pop(os.fspath(given[0]))
            case "unlink":
                self.seen.pop(os.fspath(given[0]), None)
            case "mkdir":
                self.seen[os.fspath(given[0])] = None

    def _know(self, folder: str) -> None:
        for path in {*self.seen, *self.known}:
            if os.path.dirname(path) == folder:  # noqa: PTH120
                if path in self.seen:
                    self.known[path] = self.seen[path]
                else:
                    self.known.pop(path, None)

    def after_cut(self) -> Iterator[dict[str, bytes | None]]:
        """Every state it may come back in."""
        folders = sorted({os.path.dirname(path) for path in {*self.seen, *self.known}})  # noqa: PTH120
        told: set[tuple[tuple[str, bytes | None], ...]] = set()
        for ahead in product((False, True), repeat=len(folders)):
            names: dict[str, Node | None] = {}
            for folder, is_ahead in zip(folders, ahead, strict=True):
                entries = self.seen if is_ahead else self.known
                names |= {p: n for p, n in entries.items() if os.path.dirname(p) == folder}  # noqa: PTH120
            for how in ("synced", "written", "half", "zeros"):
                state = {p: None if n is None else n.after_cut(how) for p, n in names.items()}
                key = tuple(sorted(state.items()))
                if key not in told:
                    told.add(key)
                    yield state


def run(runs: int) -> dict[str, object]:
    """Record and replay so many stories, each of other edits, undos, saves and closings."""
    figures = dict.fromkeys(("calls", "states", *FAULTS), 0)
    for seed in range(runs):
        with tempfile.TemporaryDirectory() as name:
            root = Path(name) / "disk"
            root.mkdir()
            record = _story(root, random.Random(seed))
            disk, mark = Disk({str(root): None}, {str(root): None}), Mark()
            for step in record:
                if isinstance(step, Mark):
                    mark = mark.then(step)
                    continue
                disk.apply(*step)
                figures["calls"] += 1
                for state in disk.after_cut():
                    figures["states"] += 1
                    for fault in _faults(root, state, mark):
                        figures[fault] += 1
    return {"held": not any(figures[name] for name in FAULTS), "stories": runs, **figures}


Step: TypeAlias = Mark | tuple[str, tuple[Any, ...], Any]


def _story(root: Path, dice: random.Random) -> list[Step]:
    """The calls of somebody who edits, undoes, saves, crashes and goes on; each edit's number stands on a card."""
    record: list[Step] = []
    made = 0

    def after(name: str, given: tuple[Any, ...], result: Any) -> None:
        # bytes are copied: a view of them would show what they became later
        given = (given[0], bytes(given[1])) if name == "write" else given
        record.append((name, given, result))

    with watched(root, lambda _: None, after):
        document = Document(small_map())
        recorder = Recorder(document, root / "data" / "recovery", _complain)
        for _ in range(dice.randint(4, 8)):
            what = dice.choice(("edit", "edit", "edit", "save", "save slowly", "undo", "crash"))
            if what == "save":
                _save(document, root / "map.jmap", record)
            elif what == "save slowly":
                made = _save_slowly(document, recorder, root / "map.jmap", record, made, dice)
            elif what == "crash" and document.is_modified:
                recorder.flush()
                recorder.close(keep=True)
                found = recoveries(root / "data" / "recovery")
                assert len(found) == 1 or not _of(document), "only a map with nothing in it is not offered again"
                document = found[0].document if found else Document(small_map())
                journal = found[0].journal if found else None
                recorder = Recorder(document, root / "data" / "recovery", _complain, journal)
            else:
                if what == "undo" and document.can_undo:
                    record.append(Mark(kept=0))  # while it is on its way to the disk either state is right
                    document.undo()
                    assert recorder.flush()
                    record.append(Mark(kept=_of(document)))
                    continue
                made = _edit(document, recorder, record, made)
        _save(document, root / "map.jmap", record)
        recorder.close()
    return record


def _edit(document: Document, recorder: Recorder, record: list[Step], made: int) -> int:
    text = str(made + 1)
    document.do("Edit", lambda journey: set_text(journey, "c1", text))
    assert recorder.flush()
    record.append(Mark(kept=made + 1))
    return made + 1


def _save(document: Document, path: Path, record: list[Step]) -> None:
    _on_its_way(document, record)
    document.save(path)
    record.append(Mark(_of(document), _of(document)))


def _save_slowly(
    document: Document, recorder: Recorder, path: Path, record: list[Step], made: int, dice: random.Random
) -> int:
    """Edit on while the map is being saved, and while nobody knows yet that it is; gives the newest edit's number."""
    _on_its_way(document, record)
    saving, asked = document.begin_save(path), _of(document)
    for _ in range(dice.randint(0, 2)):
        made = _edit(document, recorder, record, made)
    saving.write()
    record.append(Mark(saved=asked))
    for _ in range(dice.randint(0, 2)):
        made = _edit(document, recorder, record, made)
    document.end_save(saving)
    assert recorder.flush()
    return made


def _on_its_way(document: Document, record: list[Step]) -> None:
    """While a save is on its way the file may hold either state, and after an undo the new one is the lower."""
    before = next((step.saved for step in reversed(record) if isinstance(step, Mark) and step.saved is not None), None)
    if before is not None:
        record.append(Mark(saved=min(before, _of(document))))


def _complain(words: str) -> None:
    raise AssertionError(words)


def _faults(root: Path, state: dict[str, bytes | None], mark: Mark) -> list[str]:
    """Build the disk and look what the next start would find."""
    shutil.rmtree(root)
    for path in sorted(state):
        if not Path(path).parent.is_dir() and path != str(root):
            continue  # its folder is gone, and so is it
        data = state[path]
        if data is None:
            Path(path).mkdir(exist_ok=True)
        else:
            Path(path).write_bytes(data)
    root.mkdir(exist_ok=True)
    faults, there = [], 0
    path = root / "map.jmap"
    if path.exists():
        try:
            there = _number(open_map(path).journey.cards["c1"].text)
        except JmapError:
            faults.append("damaged" if path.stat().st_size else "empty")
    if mark.saved is not None and not path.exists():
        faults.append("gone")
    found = recoveries(root / "data" / "recovery")
    reached = max([there, *(_number(one.document.committed.cards["c1"].text) for one in found)])
    if there < (mark.saved or 0) or reached < (mark.kept or 0):
        faults.append("synced_lost")
    return faults


def _of(document: Document) -> int:
    return _number(document.committed.cards["c1"].text)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
