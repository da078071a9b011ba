"""Undo and redo: a list of steps, each a delta with a label. Whole maps are never kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

from jmapdesk.model.delta import Change, Delta


@dataclass(frozen=True, slots=True)
class UndoStep:
    """One step: its label, what it changed, the states it leads from and to, and the key it may be joined by."""

    label: str
    delta: Delta
    before: int
    after: int
    merge: str | None = None


def joined(first: Delta, second: Delta) -> Delta:
    """Both deltas, one after the other, as one; records that ended as they began are left out."""
    changes: dict[tuple[str, str], Change] = {}
    for change in (*first.changes, *second.changes):
        key = (change.collection, change.id)
        earlier = changes.get(key)
        changes[key] = change if earlier is None else change._replace(before=earlier.before)
    return Delta(tuple(change for change in changes.values() if change.before != change.after))


class History:
    """What can be undone and redone. States are numbered, so that coming back to one by undo is noticed."""

    def __init__(self) -> None:
        self._done: list[UndoStep] = []
        self._undone: list[UndoStep] = []
        self._newest = 0
        self.state = 0
        """The number of the state the map is in now."""

    @property
    def undo_labels(self) -> tuple[str, ...]:
        """What can be undone, the next one first."""
        return tuple(step.label for step in reversed(self._done))

    @property
    def redo_labels(self) -> tuple[str, ...]:
        """What can be done again, the next one first."""
        return tuple(step.label for step in reversed(self._undone))

    @property
    def position(self) -> int:
        """How many steps have been done and not undone."""
        return len(self._done)

    @property
    def timeline(self) -> tuple[UndoStep, ...]:
        """Every step that can be gone back or forward over, oldest first."""
        return (*self._done, *reversed(self._undone))

    @property
    def oldest(self) -> int:
        """The state before all steps."""
        return self._done[0].before if self._done else self.state

    @property
    def passed(self) -> frozenset[int]:
        """The states that the map came through, with the one it is in."""
        return frozenset((self.oldest, self.state, *(step.after for step in self._done)))

    def record(self, label: str, delta: Delta, merge: str | None = None) -> None:
        """Add a step, or join it to the last one where both carry the same ``merge`` key."""
        self._newest += 1
        last = self._done[-1] if self._done else None
        if merge is not None and last is not None and last.merge == merge and not self._undone:
            self._done.pop()
            whole = joined(last.delta, delta)
            step = UndoStep(last.label, whole, last.before, self._newest, merge)
        else:
            step = UndoStep(label, delta, self.state, self._newest, merge)
        self._undone.clear()
        if step.delta:
            self._done.append(step)
            self.state = step.after
        else:
            self.state = step.before

    def break_merge(self) -> bool:
        """Keep the next step apart from the last one, whatever their keys; whether they might have been joined."""
        if self._done and self._done[-1].merge is not None:
            self._done[-1] = replace(self._done[-1], merge=None)
            return True
        return False

    @property
    def is_open(self) -> bool:
        """Whether a further edit may still be joined to the last step."""
        return bool(self._done) and self._done[-1].merge is not None and not self._undone

    def step_back(self) -> Delta | None:
        """The changes that undo the last step, which is then the next to redo; None if there is nothing to undo."""
        self.break_merge()
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        self.state = step.before
        return step.delta.inverted()

    def step_forward(self) -> Delta | None:
        """The changes that redo the step undone last; None if there is nothing to redo."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        self.state = step.after
        return step.delta
