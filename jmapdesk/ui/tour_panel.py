"""Five steps to a first map, beside the map: each is ticked when it has been done."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from jmapdesk.session.document import Document
from jmapdesk.session.tour import STEPS, steps_done
from jmapdesk.ui.icon_set import IconLabel, IconSet

_WIDTH = 260
_MARK = 18


def _tr(text: str) -> str:
    return QCoreApplication.translate("tour", text)


class TourPanel(QFrame):
    """The steps, those done ticked, the next one explained. A step once done stays done."""

    closed = Signal()

    def __init__(self, document: Document, icons: IconSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tour")
        self.setFixedWidth(_WIDTH)
        self._document, self._icons = document, icons
        self._start = document.committed
        self.done = [False] * len(STEPS)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        title = QLabel(_tr("Five steps to a first map"))
        title.setObjectName("panelTitle")
        close = QToolButton()
        close.setIcon(icons.icon("x"))
        close.setAutoRaise(True)
        close.setAccessibleName(_tr("Close"))
        close.clicked.connect(self.closed)
        head.addWidget(title, 1)
        head.addWidget(close)
        column.addLayout(head)
        self._lines: list[tuple[IconLabel, QLabel, QLabel]] = []
        for step in STEPS:
            column.addLayout(self._line(_tr(step.name), _tr(step.how)))
        self._end = QLabel(_tr("That is all it takes. The rest is finding out what is true."))
        self._end.setWordWrap(True)
        self._end.hide()
        column.addWidget(self._end)
        finish = QPushButton(_tr("Close"))
        finish.clicked.connect(self.closed)
        column.addWidget(finish, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        self._show()

    def _line(self, name: str, how: str) -> QHBoxLayout:
        mark, words, more = IconLabel(self._icons, _MARK), QLabel(name), QLabel(how)
        for label in (words, more):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        more.setObjectName("tourHow")
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(words)
        column.addWidget(more)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self._lines.append((mark, words, more))
        return row

    def follow(self) -> None:
        """The document has changed: tick what is done now."""
        found = [was or now for was, now in zip(self.done, steps_done(self._document, self._start), strict=True)]
        if found != self.done:
            self.done = found
            self._show()

    def _show(self) -> None:
        following = next((i for i, done in enumerate(self.done) if not done), -1)
        for i, (mark, words, more) in enumerate(self._lines):
            done = self.done[i]
            colour = "good" if done else "accent" if i == following else "muted"
            mark.show_icon("circle-check" if done else "circle", colour)
            mark.setAccessibleName(_tr("Done") if done else _tr("Not done yet"))
            font = words.font()
            font.setBold(i == following)
            words.setFont(font)
            more.setVisible(i == following)
        self._end.setVisible(following < 0)
