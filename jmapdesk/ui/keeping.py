"""Keeps what is done in a window on disk as it is done, the words in an open editor and the capture bar included."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.recorder import Recorder
from jmapdesk.session.versions import VersionKeeper
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.capture_bar import CaptureBar
from jmapdesk.ui.kit import Kit
from jmapdesk.ui.sharing.notice import Choice, Notice
from jmapdesk.util.errors import JmapError

Rest: TypeAlias = Callable[[JourneyMap], tuple[str, JourneyMap] | None]
"""A map with what stands in the capture bar, and what undo would call it; None where nothing does."""

_TYPING_MS = 400
"""How long after a letter the words being written are kept: together with the disk well under a second."""

_DONE = object()

_SETTLED_MS = 500
"""How long after a window begins it is made ready for the first save, a moment at a time between other things."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("keeping", text)


class Keeping(QObject):
    """Ties the recorder of a document to the view that edits it, and keeps its saves as versions.

    ``bar`` stands over the map while edits cannot be kept; ``save_wanted`` comes from its buttons, true for another
    file. ``said`` tells where versions cannot be kept and that edits are kept again, ``version_kept`` that there is one
    version more.
    """

    said = Signal(str)
    save_wanted = Signal(bool)
    version_kept = Signal(object)
    _unkept = Signal(str)
    _mended = Signal()

    def __init__(self, view: MapView, kit: Kit, resume: Path | None = None) -> None:
        super().__init__(view)
        self._view = view
        self.bar = Notice(kit.icon_set, "triangle-alert")
        # threads tell their troubles through signals, which bring them to this one
        self._unkept.connect(self._warn)
        self._mended.connect(self._calm)
        self.recorder = Recorder(view.document, kit.recovery, self._unkept.emit, resume, self._mended.emit)
        self.versions = VersionKeeper(view.document, kit.versions, self.said.emit, self.version_kept.emit)
        self._soon = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._soon.timeout.connect(self._keep_words)
        view.writer.typed.connect(self._typed)
        view.writer.ended.connect(self._ended)
        # what is kept of words counts only until the next edit, or until a save that ends while they are written
        view.document.state_changed.connect(lambda _: self._typed() if view.writer.editor is not None else None)
        self._rest: Rest | None = None
        self._is_closed = False
        self._ready = view.document.lines.prepare(view.document.committed)
        self._idle = QTimer(self, interval=_SETTLED_MS)
        self._idle.timeout.connect(self._make_ready)
        self._idle.start()

    def follow(self, bar: CaptureBar) -> None:
        """Keep what stands in the open capture bar as well: the map as it would be with a card of it."""
        self._rest = bar.with_rest
        bar.typed.connect(self._typed)
        # what is kept of words counts only until the next edit
        self._view.document.state_changed.connect(lambda _: self._typed() if bar.line.text() else None)

    def _warn(self, words: str) -> None:
        """Edits are not kept: say so until they are."""
        self.bar.say(
            words,
            [
                Choice(_tr("Save as…"), lambda: self._save(True), _tr("Save it on another disk")),
                Choice(_tr("Save"), lambda: self._save(False), primary=True),
            ],
        )
        self._view.things.announce(words)

    def _save(self, anew: bool) -> None:
        self.save_wanted.emit(anew)
        self.bar.freed.emit()  # the bar may stay, the keyboard is the map's

    def _calm(self) -> None:
        self.bar.hide()
        self.said.emit(_tr("Edits are kept for recovery again."))

    def close(self, keep: bool = False) -> None:
        """The window goes, and what it did is saved or let go; ``keep`` leaves it for the next start, words that are
        being written too.
        """
        if self._is_closed:
            return
        self._is_closed = True
        if keep:
            self._keep_words()
        self._soon.stop()
        self._idle.stop()
        self.recorder.close(keep and self.recorder.has_more)
        self.versions.close()

    def _make_ready(self) -> None:
        """A little more of what the first save would have to write, about a millisecond's worth."""
        self._idle.setInterval(0)  # Qt sends it only when nothing else waits
        if next(self._ready, _DONE) is _DONE:
            self._idle.stop()

    def _typed(self) -> None:
        if not self._soon.isActive():  # whoever types without a pause is kept all the same
            self._soon.start()

    def _ended(self) -> None:
        self._soon.stop()
        self.recorder.typing("", None)
        if self._rest is not None:
            self._soon.start()

    def _keep_words(self) -> None:
        words = rest = None
        with suppress(JmapError):  # words that the map would refuse are told when they are finished
            words = self._view.writer.provisional()
        if self._rest is not None:
            with suppress(JmapError):
                rest = self._rest(words[1] if words is not None else self._view.document.committed)
        self.recorder.typing(*(rest or words or ("", None)))
