"""Undo and redo in a window, and getting back what Esc dropped; what comes back is selected and shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from jmapdesk.model.delta import Delta
from jmapdesk.session.document import added
from jmapdesk.session.recorder import Recorder
from jmapdesk.ui import commands
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.dropped_bar import DroppedBar
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.panels import within


def _tr(text: str) -> str:
    return QCoreApplication.translate("window", text)


class Travelling:
    """Goes through the states of one map. ``step`` makes an edit after what is being written was kept.

    ``fields`` show what is selected: where the keyboard is in them while that becomes another thing, it leaves them.
    """

    def __init__(
        self,
        view: MapView,
        icons: IconSet,
        fields: QWidget,
        step: Callable[[Callable[[], object]], object],
        say: Callable[[str], object],
    ) -> None:
        self._view, self._fields, self._step, self._say = view, fields, step, say
        self._document, self._selection = view.document, view.selection
        self.bar = DroppedBar(view, icons)
        self.bar.back_wanted.connect(self.bring_back)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """For the table of actions."""
        return {
            "undo": self._undo,
            "redo": partial(self.travel, self._document.redo),
            "bring_back": self.bring_back,
        }

    def state(self) -> dict[str, bool]:
        """What of it makes sense now."""
        dropped = self._view.dropped
        return {
            "undo": self._document.can_undo or dropped.is_fresh or self._view.writer.is_wordless,
            "redo": self._document.can_redo,
            "dropped": dropped.last is not None,
        }

    def label(self, actions: Mapping[str, QAction]) -> None:
        """Say beside undo and redo what they would take back and do again."""
        undo = _tr("Drop the words") if self._view.dropped.is_fresh else self._document.undo_label
        for name, words, label in (("undo", _tr("&Undo"), undo), ("redo", _tr("&Redo"), self._document.redo_label)):
            actions[name].setText(f"{words} “{label}”" if label else words)
            keys = actions[name].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            actions[name].setToolTip(f"{actions[name].text().replace('&', '')} ({keys})")

    def go_to(self, place: int) -> None:
        """Go to a state of the history."""
        self.travel(partial(self._document.go_to, place))

    def give_up(self, recorder: Recorder) -> None:
        """Go back to the map as its file holds it; the start page has for a while what is left behind by that."""
        self._step(lambda: None)  # what is being written is left behind with the rest
        if not self._document.refuse():
            recorder.leave(partial(self.go_to, 0))

    def bring_back(self) -> None:
        """Bring back what Esc dropped last; says so where its place is gone."""

        def back() -> Delta:
            difference = self._view.dropped.bring_back()
            if any(self._document.journey.cards[key].lane is None for key in added(difference, "cards")):
                self._say(_tr("Their place is no longer on the map: the words are on a parked card."))
            return difference

        self.travel(back)
        self._view.setFocus()

    def _undo(self) -> None:
        """Undo takes back what was done last; where that was Esc while writing, it brings the words back."""
        # the words that are written now are kept first, and are what was done last
        was_wordless = self._view.writer.is_wordless
        self._view.finish_editing()
        if was_wordless:
            return  # the card has gone, as it came
        if self._view.dropped.is_fresh:
            self.bring_back()
        else:
            self.travel(self._document.undo)

    def travel(self, step: Callable[[], Delta]) -> None:
        """Go to another state of the map, select what that changed and show it."""

        def go() -> None:
            before = self._selection.refs
            ref = commands.travel(self._document, self._selection, step)
            if ref is not None:
                self._view.reveal(ref)
            if self._selection.refs != before and within(self._fields.window().focusWidget(), self._fields):
                # the field shows another thing now: what is typed next must not land there
                self._view.setFocus()

        self._step(go)
