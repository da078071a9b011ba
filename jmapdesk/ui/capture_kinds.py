"""The kinds of cards that a stroke at the start of a line offers, in a small list over the capture bar."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from jmapdesk.model.kinds import CARD_KINDS
from jmapdesk.session.capture import KIND_MARKS
from jmapdesk.ui.icon_set import IconSet

_MOST_ROWS = 10
_ROW = 28


def kinds_for(line: str) -> list[str]:
    """The marks whose kinds a line may be about to name, the likeliest first; none once it has named one."""
    if not line.startswith("/"):
        return []
    said = line[1:].lower()
    begun = _plain(said)
    names = {mark: _plain(_name(mark).lower()) for mark in KIND_MARKS}
    if said.endswith(" ") and (begun in names or begun in names.values() or not begun):
        return []
    found = [mark for mark in KIND_MARKS if mark.startswith(said) or names[mark].startswith(begun)]
    return sorted(found, key=lambda mark: (mark != said, not mark.startswith(said)))


def _name(mark: str) -> str:
    return QCoreApplication.translate("kinds", CARD_KINDS[KIND_MARKS[mark]].name)


def _plain(words: str) -> str:
    return words.replace(" ", "").replace("_", "").replace("-", "")


class KindList(QFrame):
    """The list. The line keeps the keyboard; ``chosen`` gives the mark that was taken."""

    chosen = Signal(str)

    def __init__(self, line: QLineEdit, icons: IconSet) -> None:
        super().__init__()
        self.setObjectName("captureKinds")
        self._line, self._icons = line, icons
        self.rows = QTreeWidget()
        self.rows.setAccessibleName(QCoreApplication.translate("capture", "Kinds of cards"))
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.setHeaderHidden(True)
        self.rows.setRootIsDecorated(False)
        self.rows.setUniformRowHeights(True)
        self.rows.setColumnCount(2)
        self.rows.header().setStretchLastSection(False)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemClicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(5, 5, 5, 5)
        column.addWidget(self.rows)
        self.hide()

    def follow(self, line: str) -> None:
        """Show what the line may be about to name; nothing hides the list."""
        marks = kinds_for(line)
        if not marks or not self._line.isVisible():
            self.hide()
            return
        self.rows.clear()
        for mark in marks:
            row = QTreeWidgetItem([_name(mark), f"/{mark}"])
            row.setIcon(0, self._icons.icon(CARD_KINDS[KIND_MARKS[mark]].icon))
            row.setData(0, Qt.ItemDataRole.UserRole, mark)
            self.rows.addTopLevelItem(row)
        self._go_to(0)
        self._place(len(marks))

    def _place(self, count: int) -> None:
        window = self._line.window()
        if self.parent() is not window:
            self.setParent(window)
        self.rows.resizeColumnToContents(0)
        self.rows.resizeColumnToContents(1)
        bar = self.rows.verticalScrollBar().sizeHint().width() if count > _MOST_ROWS else 0
        width = self.rows.columnWidth(0) + self.rows.columnWidth(1) + bar + 24
        high = self.rows.sizeHintForRow(0) if count else _ROW
        corner = self._line.mapTo(window, QPoint(0, 0))
        height = min(high * min(count, _MOST_ROWS) + 14, max(high, corner.y() - 8))
        x = corner.x() if not self._line.isRightToLeft() else corner.x() + self._line.width() - width
        self.setGeometry(x, corner.y() - height - 6, width, height)
        self.show()
        self.raise_()

    def _go_to(self, row: int) -> None:
        self.rows.setCurrentIndex(self.rows.model().index(row % self.rows.topLevelItemCount(), 0))

    def key(self, key: int) -> bool:
        """What a key of the line does to the list; whether it did anything."""
        if not self.isVisible():
            return False
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._go_to(self.rows.currentIndex().row() + (1 if key == Qt.Key.Key_Down else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take(self.rows.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def _take(self, row: QTreeWidgetItem | None) -> None:
        self.hide()
        if row is not None:
            self.chosen.emit(row.data(0, Qt.ItemDataRole.UserRole))
