"""One open document: the map that shows, its undo steps, running gestures, and the file it belongs to."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeAlias

from jmapdesk.insight.changes import subject
from jmapdesk.model.delta import Delta, apply, delta, same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.rules import Repair
from jmapdesk.session.ground import LOST, FileState, Ground, Grounds, InFile
from jmapdesk.session.history import History
from jmapdesk.session.saving import Saving
from jmapdesk.storage.document import content_hash
from jmapdesk.storage.files import open_map
from jmapdesk.storage.save import save
from jmapdesk.storage.writing import Lines, dump
from jmapdesk.util.errors import JmapError
from jmapdesk.util.event import Event
from jmapdesk.util.ids import NewId, random_id

Edit: TypeAlias = Callable[[JourneyMap], JourneyMap]
"""An edit: old map to new map. Gives the same object back where nothing changes."""

_MOST = 200
"""Letters of what a step of the history is about."""

NOTHING = Delta()
"""The delta of a change that changed nothing."""


class Done(NamedTuple):
    """Something that was done to the committed map, as the journal keeps it.

    ``kind`` is ``do`` (with label, changes and the key it may be joined by), ``break``, ``undo``, ``redo``, ``go`` (to
    a position), ``saved``, ``lost`` (its file holds it no longer) or ``found`` (it does again).
    """

    kind: str
    label: str = ""
    delta: Delta = NOTHING
    merge: str | None = None
    position: int = 0


class Moment(NamedTuple):
    """A state the map has been in and can be brought back to."""

    label: str
    """What led there; empty for the state that everything began with."""
    is_saved: bool
    """Whether the file holds this state."""
    subject: str = ""
    """The words of the card, stage or lane that the step was about."""


class Document:
    """An open map. Everything that changes it goes through ``do`` or a gesture; everything that shows it listens.

    ``changed`` tells what differs between the map that showed before and the one that shows now; ``journey`` is
    already the new one when it is told. ``state_changed`` tells that labels, ``is_modified`` or ``path`` may differ.
    ``done`` tells what was done to the committed map, before anything else hears of it; previews are not told there.
    An edit that raises leaves the document as it was. ``refused`` tells that somebody tried to change a map that is
    open to read only, in words; gestures on such a map come to nothing.
    """

    def __init__(
        self,
        journey: JourneyMap,
        path: Path | None = None,
        *,
        new_id: NewId = random_id,
        modified: bool = False,
        file_hash: str | None = None,
        repairs: tuple[Repair, ...] = (),
        written: float | None = None,
    ) -> None:
        """Open a map; ``modified`` where it holds something no file has (an import, a repair).

        ``file_hash`` is the content hash of the file at ``path``, as storage gave it; ``written`` is when it was.
        """
        self.new_id = new_id
        self.changed: Event[Delta] = Event()
        self.state_changed: Event[None] = Event()
        self.done: Event[Done] = Event()
        self.refused: Event[str] = Event()
        self._refusal = ""
        self._committed = journey
        self._shown = journey
        self._path = path
        self.saving: Saving | None = None
        """The save that is on its way; None while there is none."""
        in_file = InFile(journey, path, time.time() if written is None else written) if path else None
        self._grounds = Grounds(Ground(in_file, file_hash or ""))
        self._file_state: FileState = "known"
        self.repairs = repairs
        """What had to be put right when the file was read."""
        self.lines = Lines()
        """How the records stand in the file; whoever writes states of this map writes with them."""
        self._history = History()
        self._saved_state: int | None = None if modified else self._history.state
        self._gesture: Gesture | None = None

    @property
    def journey(self) -> JourneyMap:
        """The map that shows: the preview while a gesture runs, else the committed map."""
        return self._shown

    @property
    def committed(self) -> JourneyMap:
        """The map without any gesture that still runs: what is saved."""
        return self._committed

    @property
    def path(self) -> Path | None:
        """The file the document belongs to; None until it is saved first."""
        return self._path

    @property
    def file_hash(self) -> str:
        """The content hash of the file as it was when all of it was in the map; empty without a file."""
        return self._ground.hash

    @property
    def in_file(self) -> InFile | None:
        """What the file held when all of it was in the map; None without a file."""
        return self._ground.in_file

    @property
    def left_out(self) -> list[InFile]:
        """What others wrote to the file and a merge brought that is undone now."""
        return self._grounds.left_out(self._history.position)

    @property
    def _ground(self) -> Ground:
        return self._grounds.at(self._history.position)

    @property
    def file_state(self) -> FileState:
        """What the file is, as far as somebody looked."""
        if self._file_state == "known" and not self._grounds.is_latest(self._history.position):
            return "changed"
        return self._file_state

    @property
    def is_lost(self) -> bool:
        """Whether the file holds no state of the map any more: it is gone, or cannot be read, or is another map."""
        return self._file_state in LOST

    def see_file(self, state: FileState) -> None:
        """Tell the document what its file was found to be."""
        was_lost, before = self.is_lost, self._file_state
        self._file_state = state
        if self.is_lost != was_lost:
            self.done.emit(Done("lost" if self.is_lost else "found"))
        if state != before:
            self.state_changed.emit(None)

    @property
    def is_modified(self) -> bool:
        """Whether the committed map is in no file: it differs from the saved one, or that is lost."""
        return self.is_lost or self._history.state != self._saved_state

    @property
    def is_read_only(self) -> bool:
        """Whether the map is open to read only."""
        return bool(self._refusal)

    def lock(self, why: str) -> None:
        """Let nothing change the map; ``why`` is a sentence for who tries. An empty one lets it be changed again."""
        self._drop_gesture()
        self._refusal = why
        self.state_changed.emit(None)

    def refuse(self) -> bool:
        """Tell who is about to change the map that it is open to read only; whether it is."""
        if self._refusal:
            self.refused.emit(self._refusal)
        return self.is_read_only

    @property
    def gesture(self) -> Gesture | None:
        """The gesture that runs now."""
        return self._gesture

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self._history.undo_labels)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return bool(self._history.redo_labels)

    @property
    def undo_label(self) -> str:
        """The label of the step that ``undo`` takes back; empty for none."""
        return next(iter(self._history.undo_labels), "")

    @property
    def redo_label(self) -> str:
        """The label of the step that ``redo`` does again; empty for none."""
        return next(iter(self._history.redo_labels), "")

    @property
    def undo_labels(self) -> tuple[str, ...]:
        """The labels of all steps that can be undone, the next one first."""
        return self._history.undo_labels

    @property
    def redo_labels(self) -> tuple[str, ...]:
        """The labels of all steps that can be redone, the next one first."""
        return self._history.redo_labels

    @property
    def timeline(self) -> tuple[Moment, ...]:
        """Every state undo and redo reach, oldest first; the map stands at ``position`` of them."""
        saved = None if self.is_lost else self._saved_state
        first = Moment("", self._history.oldest == saved)
        steps = self._history.timeline
        return (first, *(Moment(step.label, step.after == saved, subject(step.delta, _MOST)) for step in steps))

    @property
    def position(self) -> int:
        """Where in ``timeline`` the map stands now."""
        return self._history.position

    @property
    def state(self) -> int:
        """The number of the state the map is in: what is undone has one that it had before."""
        return self._history.state

    def holds(self, state: int) -> bool:
        """Whether the map came out of a state that it was in, or is in it: no undo went behind that."""
        return state in self._history.passed

    def do(self, label: str, edit: Edit, merge: str | None = None) -> Delta:
        """Apply an edit as one undo step and tell what it changed; no step where it changed nothing.

        Successive edits with the same ``merge`` key become one step (typing), until another edit, an undo, a save
        or ``break_merge``. A running gesture is cancelled first. Raises JmapError ``document.read_only`` where the map
        is open to read only, and whatever the edit raises.
        """
        if self._refusal:
            raise JmapError("document.read_only", self._refusal)
        self._drop_gesture()
        return self._commit(label, edit(self._committed), merge)

    def break_merge(self) -> None:
        """End the joining of successive edits, for instance when an editor closes."""
        if self._history.break_merge():
            self.done.emit(Done("break"))

    def take_back_open(self) -> Delta:
        """Undo the step that further edits would be joined to, such as typing; nothing where none is open."""
        return self.undo() if self._history.is_open else NOTHING

    def begin(self, label: str) -> Gesture:
        """Start a gesture; one that still runs is cancelled. On a map that is open to read only it never runs."""
        self._drop_gesture()
        if self.refuse():
            return Gesture(self, label)
        self._gesture = Gesture(self, label)
        return self._gesture

    def undo(self) -> Delta:
        """Take the last step back, unless the map is open to read only. A running gesture is cancelled first."""
        self._drop_gesture()
        if self.refuse():
            return NOTHING
        return self._travel(self._history.step_back(), "undo")

    def redo(self) -> Delta:
        """Do the step undone last again, unless the map is open to read only. A running gesture is cancelled first."""
        self._drop_gesture()
        if self.refuse():
            return NOTHING
        return self._travel(self._history.step_forward(), "redo")

    def go_to(self, position: int) -> Delta:
        """Bring the map to a place of ``timeline``, over as many steps as lie between; listeners hear of it once.

        A place before the first or after the last is that one. On a map that is open to read only nothing happens.
        """
        self._drop_gesture()
        if self.refuse():
            return NOTHING
        position = max(0, min(position, len(self._history.timeline)))
        journey, way = self._committed, self._next_way(position)
        while way is not None:
            journey = apply(journey, way)
            way = self._next_way(position)
        if journey is self._committed:
            return NOTHING
        self._committed = journey
        self.done.emit(Done("go", position=position))
        return self._show(journey, state=True)

    def _next_way(self, position: int) -> Delta | None:
        here = self._history.position
        if here == position:
            return None
        return self._history.step_back() if here > position else self._history.step_forward()

    def save(self, path: Path | None = None, *, overwrite: bool = False) -> None:
        """Save the committed map to its file, or to another which is its file from then on.

        A file that another program changed since it was opened or saved is not overwritten unless ``overwrite``.
        Raises JmapError: ``file.no_name`` where there is no path yet, and what ``storage.save`` raises; the document
        is as modified then as it was.
        """
        saving = self.begin_save(path, overwrite=overwrite)
        try:
            saving.write()
        except JmapError as error:
            self.end_save(saving, error)
            raise
        self.end_save(saving)

    def begin_save(self, path: Path | None = None, *, overwrite: bool = False) -> Saving:
        """Begin what ``save`` does: whoever asked writes it, in whatever thread, and says how it went by ``end_save``.

        Edits go on meanwhile, and are not saved then. Raises JmapError ``file.no_name``, or ``document.saving`` where
        another save is on its way.
        """
        if self.saving is not None:
            raise JmapError("document.saving", "The map is still being saved: try again in a moment.")
        target = path or self._path
        if target is None:
            raise JmapError("file.no_name", "The map has no file yet: save it under a name.")
        expected = self._ground.hash or None if target == self._path and not overwrite else None
        data = dump(self._committed, self.lines)
        self.break_merge()
        self.saving = Saving(self._committed, target, data, expected, self._history.state)
        return self.saving

    def end_save(self, saving: Saving, error: JmapError | None = None) -> None:
        """A save has been written, or failed with ``error``: the document is as modified then as it was."""
        self.saving = None
        told = content_hash(saving.data)
        if error is not None:
            if error.code == "file.not_confirmed" and saving.path == self._path:
                self._grounds.begin(self._ground._replace(hash=told))  # it is there: saving again must not refuse it
            return
        self._path = saving.path
        self._grounds.begin(Ground(InFile(saving.journey, saving.path, time.time()), told))
        self._file_state = "known"
        self._saved_state = saving.state
        self.done.emit(Done("saved"))
        self.state_changed.emit(None)

    def join(self, label: str, journey: JourneyMap, in_file: InFile, file_hash: str) -> Delta:
        """Make the map what a merge with its file gave, as one undo step; tells what that changed.

        ``in_file`` is what the file holds now and ``file_hash`` its content hash: the next save may write over it, and
        what both have in common begins there, until the step is undone. Where the merge gave just that, the map is
        saved.
        """
        # where nothing is to be changed, nothing that is being written is dropped either
        difference = NOTHING if journey is self._committed else self.do(label, lambda _: journey)
        self._history.break_merge()
        self._grounds.join(self._history.position, Ground(in_file, file_hash))
        self._file_state = "known"
        if same(self._committed, in_file.journey):
            self._saved_state = self._history.state
            self.done.emit(Done("saved"))
        else:
            self._saved_state = None  # no state there has been is in the file
        self.state_changed.emit(None)
        return difference

    def save_copy(self, path: Path) -> None:
        """Write the committed map to another file; the document keeps its own. Raises what ``storage.save`` raises."""
        save(path, dump(self._committed, self.lines), None)

    def _travel(self, way: Delta | None, kind: str) -> Delta:
        if way is None:
            return NOTHING
        self._committed = apply(self._committed, way)
        self.done.emit(Done(kind))
        return self._show(self._committed, way, state=True)

    def _commit(self, label: str, journey: JourneyMap, merge: str | None = None) -> Delta:
        """Make the map the committed one, with an undo step, and show it; gives what differs from the one before."""
        difference = delta(self._committed, journey)
        if not difference:
            self._show(self._committed)
            return NOTHING
        told = difference if self._shown is self._committed else None
        self._committed = journey
        self._grounds.cut(self._history.position)
        self._history.record(label, difference, merge)
        self.done.emit(Done("do", label, difference, merge))
        self._show(journey, told, state=True)
        return difference

    def _show(self, journey: JourneyMap, difference: Delta | None = None, *, state: bool = False) -> Delta:
        """Let a map show and tell what differs from the one before (computed, unless the caller has it already)."""
        if difference is None:
            difference = delta(self._shown, journey)
        self._shown = journey
        try:
            if difference:
                self.changed.emit(difference)
        finally:
            if state:
                self.state_changed.emit(None)
        return difference

    def _drop_gesture(self) -> None:
        if self._gesture is not None:
            self._gesture.cancel()

    def _finish(self, gesture: Gesture, *, keep: bool) -> Delta:
        if self._gesture is not gesture:
            return NOTHING
        self._gesture = None
        return self._commit(gesture.label, self._shown) if keep else self._show(self._committed)

    def _preview(self, gesture: Gesture, edit: Edit) -> Delta:
        if self._gesture is not gesture:
            return NOTHING
        return self._show(edit(self._committed))


class Gesture:
    """A drag or any other edit that shows while it is being made.

    Every preview is computed from the map as it stood at the start, so the way the pointer took does not matter.
    After ``commit``, ``cancel``, another edit or undo the gesture is over and its methods do nothing.
    """

    def __init__(self, document: Document, label: str) -> None:
        self.label = label
        self.base = document.committed
        self._document = document
        self._ids: list[str] = []
        self._next = 0

    @property
    def is_running(self) -> bool:
        """Whether the gesture can still be committed."""
        return self._document.gesture is self

    def new_id(self) -> str:
        """A new id; each preview is handed the same ids in the same order, so that what it adds keeps its id."""
        if self._next == len(self._ids):
            self._ids.append(self._document.new_id())
        self._next += 1
        return self._ids[self._next - 1]

    def preview(self, edit: Edit) -> Delta:
        """Show the edit applied to the map of the start; tells what differs from the preview before."""
        self._next = 0
        return self._document._preview(self, edit)

    def commit(self) -> Delta:
        """Keep what shows, as exactly one undo step, and tell what it changed; no step where nothing did."""
        return self._document._finish(self, keep=True)

    def cancel(self) -> Delta:
        """Show the map of the start again; tells what differs from the last preview."""
        return self._document._finish(self, keep=False)


def open_document(path: Path, *, new_id: NewId = random_id) -> Document:
    """The document of a file; what had to be put right stands in ``repairs`` and makes it modified.

    Raises what ``storage.open_map`` raises.
    """
    opened = open_map(path)
    written = None
    with suppress(OSError):
        written = path.stat().st_mtime
    return Document(
        opened.journey,
        path,
        new_id=new_id,
        modified=bool(opened.repairs),
        file_hash=opened.hash,
        repairs=opened.repairs,
        written=written,
    )


def added(difference: Delta, collection: str) -> list[str]:
    """The ids of the records that came new into a part of the map (``cards``, ``lanes`` …)."""
    return [change.id for change in difference.touched(collection) if change.before is None]


def added_steps(difference: Delta) -> list[str]:
    """The ids of steps that came new into any stage, those of new stages included."""
    before = {step.id for c in difference.touched("stages") if c.before is not None for step in c.before.steps}
    return [
        step.id
        for change in difference.touched("stages")
        if change.after is not None
        for step in change.after.steps
        if step.id not in before
    ]
