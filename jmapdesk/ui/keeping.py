"""Keeps what is done in a window on disk as it is done, the words in an open editor and the capture bar included."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.recorder import Recorder
from jmapdesk.session.versions import VersionKeeper
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.capture_bar import CaptureBar
from jmapdesk.util.errors import JmapError

Rest: TypeAlias = Callable[[JourneyMap], tuple[str, JourneyMap] | None]
"""A map with what stands in the capture bar, and what undo would call it; None where nothing does."""

_TYPING_MS = 400
"""How long after a letter the words being written are kept: together with the disk well under a second."""

_DONE = object()

_SETTLED_MS = 500
"""How long after a window begins it is made ready for the first save, a moment at a time between other things."""


class Keeping(QObject):
    """Ties the recorder of a document to the view that edits it, and keeps its saves as versions.

    ``trouble`` says where edits or versions cannot be kept, ``version_kept`` that there is one more.
    """

    trouble = Signal(str)
    version_kept = Signal(object)

    def __init__(self, view: MapView, folder: Path, versions: Path, resume: Path | None = None) -> None:
        super().__init__(view)
        self._view = view
        # threads tell their troubles through the signal, which brings them to this one
        self.recorder = Recorder(view.document, folder, self.trouble.emit, resume)
        self.versions = VersionKeeper(view.document, versions, self.trouble.emit, self.version_kept.emit)
        self._soon = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._soon.timeout.connect(self._keep_words)
        view.writer.typed.connect(self._typed)
        view.writer.ended.connect(self._ended)
        # what is kept of words counts only until the next edit, or until a save that ends while they are written
        view.document.state_changed.connect(lambda _: self._typed() if view.writer.editor is not None else None)
        self._rest: Rest | None = None
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

    def close(self) -> None:
        """The window goes, and what it did is saved or let go."""
        self._soon.stop()
        self._idle.stop()
        self.recorder.close()
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
