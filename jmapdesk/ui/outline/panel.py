"""The outline beside the map: a click or the arrows go to a stage, a step, a card; typing finds one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QLineEdit, QTreeView, QVBoxLayout, QWidget

from jmapdesk.layout.lanes import lane_name
from jmapdesk.model.delta import Delta
from jmapdesk.session.selection import Ref
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.look import Tokens
from jmapdesk.ui.outline.model import OutlineTree

_WIDTH = 246
_PAUSE = 80
"""Milliseconds after a key until the outline is narrowed down."""
_MOST_OPEN = 120
"""So many lines are opened for what was typed; who types one letter on a large map opens the rest by hand."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("outline", text)


class OutlinePanel(QFrame):
    """The tree and the line that narrows it down. It follows the map only while it shows."""

    def __init__(self, view: MapView, icons: IconSet, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outline")
        self.setFixedWidth(_WIDTH)
        self._view, self._document, self._selection = view, view.document, view.selection
        self._syncing = False
        self._stale = True
        self.model = OutlineTree(
            self._document, icons, tokens, lambda lane: lane_name(lane, view.layout_now.context), self
        )
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setIconSize(QSize(16, 16))
        self.tree.setIndentation(16)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setAccessibleName(_tr("Outline"))
        self.tree.selectionModel().currentChanged.connect(self._walked)
        self.tree.clicked.connect(self._go)
        self.tree.doubleClicked.connect(self._go_and_stay)
        self.tree.installEventFilter(self)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_tr("Find in the outline"))
        self.line.setAccessibleName(_tr("Find in the outline"))
        self.line.setClearButtonEnabled(True)
        self.line.installEventFilter(self)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._narrow)
        self.line.textChanged.connect(lambda: self._soon.start())
        title = QLabel(_tr("Outline"))
        title.setObjectName("panelTitle")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 6, 6)
        column.addWidget(title)
        column.addWidget(self.line)
        column.addWidget(self.tree, 1)
        self.setFocusProxy(self.tree)
        self._document.changed.connect(self._changed)
        self._selection.changed.connect(self._selected)
        view.filter_changed.connect(self._filtered)

    # following ----------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while it was hidden."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.model.renew()
            self._open()
        self._filtered()
        self._selected(self._selection.refs)

    def _changed(self, difference: Delta) -> None:
        if not self.isVisible():
            self._stale = True
            return
        self._syncing = True
        self.model.follow(difference)
        self._syncing = False

    def _filtered(self) -> None:
        if self.isVisible():
            self.model.show_wanted(self._view.wanted)

    def _open(self) -> None:
        """Open the stages, or all that leads to what was typed."""
        if self.line.text().strip():
            for opened, index in enumerate(self.model.all_open()):
                if opened >= _MOST_OPEN:
                    break
                self.tree.expand(index)
        else:
            self.tree.expandToDepth(0)
        # a tree that gets the keyboard takes its first line for the current one, which would go there
        self._show_line(self.model.index(0, 0))

    def _narrow(self) -> None:
        self.model.look_for(self.line.text())
        self._open()
        if not self.line.text():
            self._selected(self._selection.refs)

    def _selected(self, refs: tuple[Ref, ...]) -> None:
        """Show the line of what is selected on the map, or of what holds it where that is not open."""
        if self._syncing or not self.isVisible() or not refs:
            return
        index = self.model.index_of(refs[-1])
        while index.isValid() and index.parent().isValid() and not self.tree.isExpanded(index.parent()):
            index = index.parent()
        if index.isValid():
            self._show_line(index)

    def _show_line(self, index: QModelIndex) -> None:
        self._syncing = True
        self.tree.setCurrentIndex(index)
        self._syncing = False

    # going --------------------------------------------------------------------------------------------------------

    def _walked(self, index: QModelIndex) -> None:
        if not self._syncing and self.tree.hasFocus():
            self._go(index)

    def _go(self, index: QModelIndex) -> None:
        """Select what a line stands for and bring it into view; the keyboard stays here."""
        ref = self.model.ref_at(index)
        if ref is None or self._syncing:
            return
        self._view.finish_editing()
        self._syncing = True
        self._selection.select(ref)
        self._syncing = False
        self._view.reveal(ref)

    def _go_and_stay(self, index: QModelIndex) -> None:
        self._go(index)
        if self.model.ref_at(index) is not None:
            self._view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the map, Esc leaves, letters typed on the tree go into the line."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key, index = event.key(), self.tree.currentIndex()
        if watched is self.line:
            return self._key_in_line(key)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_and_stay(index)
        elif key == Qt.Key.Key_Escape:
            if self.line.text():
                self.line.clear()
            else:
                self._view.setFocus()
        elif event.text().strip() and event.text().isprintable() and event.text() not in "+-*":
            self.line.setFocus()
            self.line.insert(event.text())
        else:
            return False
        return True

    def _key_in_line(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._soon.isActive():
                self._soon.stop()
                self._narrow()
            self.tree.setFocus()
            first = self._first_found()
            if first.isValid():
                self.tree.setCurrentIndex(first)
                self._go(first)
        elif key == Qt.Key.Key_Escape:
            if not self.line.text():
                self._view.setFocus()
            self.line.clear()
        else:
            return False
        return True

    def _first_found(self) -> QModelIndex:
        """The first line without any under it; the first at all where nothing was typed."""
        index = self.model.index(0, 0)
        while self.line.text().strip() and self.model.rowCount(index):
            index = self.model.index(0, 0, index)
        return index
