"""The small bar that offers words back which Esc has dropped while they were written on the map."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton

from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.icon_set import IconLabel, IconSet

_GAP = 14
_WIDEST = 560


def _tr(text: str) -> str:
    return QCoreApplication.translate("dropped", text)


class DroppedBar(QFrame):
    """Stands at the foot of the map until the next change or until it is closed, and never asks for the keyboard."""

    back_wanted = Signal()

    def __init__(self, view: MapView, icons: IconSet) -> None:
        super().__init__(view)
        self.setObjectName("droppedBar")
        self.setAccessibleName(_tr("Words that were not kept"))
        self._view, self._words = view, ""
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.back_button = QPushButton(_tr("Bring back"))
        self.back_button.setToolTip(_tr("Bring the words back (Ctrl+Z)"))
        self.back_button.clicked.connect(self.back_wanted)
        close = QToolButton()
        close.setIcon(icons.icon("x"))
        close.setAutoRaise(True)
        close.setAccessibleName(_tr("Close"))
        close.setToolTip(_tr("Close. The menu Edit still brings the words back"))
        close.clicked.connect(self.close_up)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel(icons, 16, "undo-2", "muted"))
        row.addWidget(self.said, 1)
        row.addWidget(self.back_button)
        row.addWidget(close)
        self.hide()
        view.dropped.changed.connect(self._follow)
        view.document.state_changed.connect(self._follow)
        view.viewport().installEventFilter(self)

    def close_up(self) -> None:
        """Go; the keyboard is the map's again, if it was here."""
        held = self.isAncestorOf(self.window().focusWidget() or self._view)
        self.hide()
        if held:
            self._view.setFocus()

    def _follow(self, _nothing: None) -> None:
        last = self._view.dropped.last
        if last is None or not self._view.dropped.is_fresh:
            if not self.isHidden():
                self.close_up()
            return
        self._words = " ".join(last.words.split())
        self.show()
        self._stand()
        self._view.things.announce(_tr("Not kept: {words}. Undo brings it back.").replace("{words}", self._words))

    def _stand(self) -> None:
        """Stand at the foot of the map, in its middle, with as many of the words as fit."""
        room = self._view.viewport().geometry()
        frame = _tr("Not kept: “{words}”")
        self.said.setText(frame.replace("{words}", ""))
        least = self.sizeHint().width()
        wide = max(12, min(_WIDEST, room.width() - 2 * _GAP) - least)
        cut = self.said.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, wide)
        self.said.setText(frame.replace("{words}", cut))
        self.said.setToolTip("" if cut == self._words else self._words)
        self.adjustSize()
        self.move(room.center().x() - self.width() // 2, room.bottom() - self.height() - _GAP)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The map has another size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._stand()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            super().keyPressEvent(event)
