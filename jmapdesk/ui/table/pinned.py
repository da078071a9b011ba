"""A table one of whose columns stays in sight: scrolled out to the left, it is drawn at the edge, over the others."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QTableView, QWidget

from jmapdesk.ui.look import Tokens

_MOST = 0.5
"""The part of the table's width that the pinned column takes at most."""
_Index = QModelIndex | QPersistentModelIndex
_ENSURE = QAbstractItemView.ScrollHint.EnsureVisible


class PinnedHeader(QHeaderView):
    """The headings; that of the pinned column stands over it and sorts by it as it does elsewhere."""

    def __init__(self, table: PinnedTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self._pressed = False
        self.setSectionsClickable(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The headings, then the pinned one over them."""
        super().paintEvent(event)
        width = self._table.pinned_width()
        if width:
            painter = QPainter(self.viewport())
            self.paintSection(painter, QRect(0, 0, width, self.height()), self._table.pinned)
            painter.end()

    def _is_pinned(self, event: QMouseEvent) -> bool:
        return event.position().x() < self._table.pinned_width()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the pinned heading is not one on the heading under it."""
        self._pressed = self._is_pinned(event) and event.button() == Qt.MouseButton.LeftButton
        if not self._is_pinned(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pinned heading is neither moved nor sized."""
        if self._is_pinned(event) and not event.buttons():
            self.viewport().unsetCursor()
        elif not self._pressed:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Upwards, downwards, then the order of the map again."""
        if not self._pressed:
            super().mouseReleaseEvent(event)
            return
        self._pressed = False
        if not self._is_pinned(event):
            return
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if self.sortIndicatorSection() != self._table.pinned:
            self.setSortIndicator(self._table.pinned, up)
        elif self.sortIndicatorOrder() == up:
            self.setSortIndicator(self._table.pinned, down)
        else:
            self.setSortIndicator(-1, up)


class PinnedTable(QTableView):
    """Draws, hits and edits the pinned column where it is seen, so that it is a column like any other."""

    pinned = -1
    """The column that stays in sight; none for −1."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setHorizontalHeader(PinnedHeader(self))

    def pinned_width(self) -> int:
        """How wide the pinned column is at the edge; 0 while it stands where it belongs."""
        if self.pinned < 0 or self.columnViewportPosition(self.pinned) >= 0 or self.isRightToLeft():
            return 0
        return min(self.columnWidth(self.pinned), int(self.viewport().width() * _MOST))

    def visualRect(self, index: _Index) -> QRect:
        """Where a value is seen."""
        rect = super().visualRect(index)
        width = self.pinned_width()
        if width and index.column() == self.pinned:
            return QRect(0, rect.y(), width, rect.height())
        return rect

    def indexAt(self, at: QPoint) -> QModelIndex:
        """What is seen at a point."""
        if 0 <= at.x() < self.pinned_width():
            row = self.rowAt(at.y())
            return self.model().index(row, self.pinned) if row >= 0 else QModelIndex()
        return super().indexAt(at)

    def scrollTo(self, index: _Index, hint: QAbstractItemView.ScrollHint = _ENSURE) -> None:
        """Bring a value into sight, out from under the pinned column."""
        bar = self.horizontalScrollBar()
        if self.pinned_width() and index.column() == self.pinned:
            before = bar.value()
            super().scrollTo(index, hint)
            bar.setValue(before)  # it is in sight already
            return
        super().scrollTo(index, hint)
        covered = self.pinned_width() - self.visualRect(index).left()
        if self.pinned_width() and covered > 0:
            bar.setValue(bar.value() - covered)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What is pinned does not move along."""
        super().scrollContentsBy(dx, dy)
        if dx and self.pinned >= 0:
            self.viewport().update()
            self.horizontalHeader().viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, then the pinned column over them."""
        super().paintEvent(event)
        width = self.pinned_width()
        region = event.region().intersected(QRegion(0, 0, width, self.viewport().height()))
        if not width or region.isEmpty():
            return
        painter = QPainter(self.viewport())
        painter.setClipRegion(region)
        painter.fillRect(region.boundingRect(), QColor(self._tokens.chrome))
        place = region.boundingRect()
        first, last = self.rowAt(place.top()), self.rowAt(place.bottom())
        if first >= 0:
            for row in range(first, (last if last >= 0 else self.model().rowCount() - 1) + 1):
                self._draw(painter, row, width)
        painter.setPen(QPen(QColor(self._tokens.hairline), 1))
        painter.drawLine(width - 1, 0, width - 1, self.viewport().height())
        painter.end()

    def _draw(self, painter: QPainter, row: int, width: int) -> None:
        index = self.model().index(row, self.pinned)
        rect = QRect(0, self.rowViewportPosition(row), width, self.rowHeight(row))
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        chosen = self.selectionModel().isSelected(index)
        ground = self._tokens.accent_tint if chosen else self._tokens.field if row % 2 else self._tokens.chrome
        painter.fillRect(rect, QColor(ground))
        state = QStyle.StateFlag.State_Enabled
        if chosen:
            state |= QStyle.StateFlag.State_Selected
        if self.hasFocus() and self.currentIndex() == index:
            state |= QStyle.StateFlag.State_HasFocus
        if self.isActiveWindow():
            state |= QStyle.StateFlag.State_Active
        setattr(option, "rect", rect)  # noqa: B010 - the stubs do not know the option's fields
        setattr(option, "state", state)  # noqa: B010
        self.itemDelegateForIndex(index).paint(painter, option, index)
