"""A state of a map beside the one that is open: its drawing, and in words what differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QSplitter, QVBoxLayout, QWidget

from jmapdesk.edit.restoring import restored
from jmapdesk.insight.changes import Apart, in_words
from jmapdesk.insight.differences import differences, sentence
from jmapdesk.insight.wording import Wording
from jmapdesk.model.delta import delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.ui.canvas.sheet_view import SheetView
from jmapdesk.ui.kit import Kit

MOST_SENTENCES: Final = 500


def _tr(text: str, n: int = -1) -> str:
    return QCoreApplication.translate("versions", text, "", n)


class Told(NamedTuple):
    """What differs between two states: in a few words, and a sentence each."""

    summary: str
    sentences: tuple[str, ...]


def told(old: JourneyMap, new: JourneyMap, apart: Apart | None = None) -> Told:
    """What was done to the old map to make it the new one, or, of two that are ``apart``, how they differ.

    Walks both; no Qt, so that a thread may do it.
    """
    like = restored(new, old)
    difference = delta(like, new)
    if not difference:
        return Told("", ())
    wording = Wording(new, old)
    found = [sentence(one, wording, apart) for one in differences(like, new)]
    rest = len(found) - MOST_SENTENCES
    lines = [*found[:MOST_SENTENCES], _tr("… and %n more.", rest)] if rest > 0 else found
    return Told(in_words(difference, apart), tuple(lines))


class Drawing(SheetView):
    """The drawing of a state: whole at first and whenever it gets another room; to be zoomed and moved."""

    def __init__(self, journey: JourneyMap, kit: Kit) -> None:
        super().__init__(journey, kit.shaper, kit.icons)
        self.setAcceptDrops(False)
        self.dress(kit.tokens)
        self.camera.set_sheet(self.layout_now.width, self.layout_now.height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show all of it."""
        super().resizeEvent(event)
        self.surface.resized()
        self.camera.arrange()
        self.camera.fit()


class Compared(QFrame):
    """The drawing over the list of differences; ``heading`` says what they are."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.preview: Drawing | None = None
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        holder = QFrame()
        holder.setObjectName("versionDrawing")
        holder.setMinimumSize(QSize(280, 160))
        holder.setLayout(self._place)
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said.setWordWrap(True)
        self.said.setObjectName("versionSaid")
        self._place.addWidget(self.said)
        self.heading = QLabel()
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.heading.setObjectName("panelTitle")
        self.list = QListWidget()
        self.list.setObjectName("versionChanges")
        self.list.setWordWrap(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_tr("Differences"))
        below = QFrame()
        under = QVBoxLayout(below)
        under.setContentsMargins(14, 10, 14, 0)
        under.setSpacing(4)
        under.addWidget(self.heading)
        under.addWidget(self.list, 1)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(holder)
        parts.addWidget(below)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setSizes([420, 230])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(parts)

    def say(self, words: str) -> None:
        """Show words in place of a drawing and a list."""
        self._drop_preview()
        self.said.setText(words)
        self.said.show()
        self.tell("", ())

    def show_map(self, journey: JourneyMap) -> None:
        """Show the drawing of a state, all of it; it can be zoomed and moved."""
        self._drop_preview()
        self.said.hide()
        self.preview = Drawing(journey, self._kit)
        self._place.addWidget(self.preview)
        self.preview.show()

    def tell(self, heading: str, sentences: Sequence[str]) -> None:
        """List what differs."""
        self.heading.setText(heading)
        self.list.clear()
        self.list.addItems(list(sentences))

    def _drop_preview(self) -> None:
        view, self.preview = self.preview, None
        if view is not None:
            view.hide()
            self._place.removeWidget(view)
            view.deleteLater()
