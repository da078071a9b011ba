"""A window to work at: what a person does to it, with the pointer, the keys and answers to what it asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QWidget

from jmapdesk.app import WindowKeeper
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document
from jmapdesk.session.selection import Selection
from jmapdesk.ui.canvas import CARD_KIND_MIME
from jmapdesk.ui.window import MainWindow

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass
class Answers:
    """Answers what the window asks: file dialogs from a list of paths, message boxes by a press on a button.

    ``said`` are the words of every message box that came up, ``details`` what each would show of the details.
    """

    paths: list[str] = field(default_factory=list)
    presses: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    suggested: list[str] = field(default_factory=list)

    def file(self, *_arguments: object, **_named: object) -> tuple[str, str]:
        """Stands in for a file dialog."""
        self.asked.append(str(_arguments[1]))
        self.suggested.append(str(_arguments[2]))
        return (self.paths.pop(0) if self.paths else ""), ""

    def files(self, *_arguments: object, **_named: object) -> tuple[list[str], str]:
        """Stands in for a file dialog that takes several; all paths that are left are taken."""
        self.asked.append(str(_arguments[1]))
        taken, self.paths[:] = list(self.paths), []
        return taken, ""

    def look(self) -> None:
        """Press the next button if a message box is there."""
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox) or not box.isVisible():
            return
        self.said.append(box.text())
        self.details.append(box.detailedText())
        wanted = self.presses.pop(0) if self.presses else "OK"
        button = next((one for one in box.buttons() if one.text().replace("&", "") == wanted), None)
        assert button is not None, f"{box.text()}: there is no {wanted} among {[b.text() for b in box.buttons()]}"
        QTest.mouseClick(button, LEFT)

    def start(self, parent: QWidget | None = None) -> QTimer:
        """Begin to look out for message boxes."""
        timer = QTimer(parent)
        timer.timeout.connect(self.look)
        timer.start(10)
        return timer


@dataclass
class Bench:
    """The keeper of windows and the window that was opened first."""

    keeper: WindowKeeper
    answers: Answers

    @property
    def window(self) -> MainWindow:
        """The newest window."""
        return self.keeper.windows[-1]

    @property
    def document(self) -> Document:
        """Its document."""
        return self.window.document

    @property
    def journey(self) -> JourneyMap:
        """Its map."""
        return self.window.document.journey

    @property
    def selection(self) -> Selection:
        """What is selected in it."""
        return self.window.selection

    def keys(self, sequence: str) -> None:
        """Press a shortcut where the keyboard is."""
        QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(sequence))

    def type(self, words: str) -> None:
        """Type words where the keyboard is; a line's end is Enter, a tab is Tab."""
        known = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}
        for letter in words:
            if letter in known:
                QTest.keyClick(QApplication.focusWidget(), known[letter])
            else:
                QTest.keyClick(QApplication.focusWidget(), letter)

    def trigger(self, name: str) -> None:
        """Choose an action as from a menu."""
        action = self.window.actions_by_name[name]
        assert action.isEnabled(), f"{name} is not enabled"
        action.trigger()

    def can(self, name: str) -> bool:
        """Whether an action is enabled."""
        return self.window.actions_by_name[name].isEnabled()

    def cell(self, lane: str, step: str) -> QPoint:
        """The middle of a cell in the viewport's pixels."""
        layout = self.window.view.layout_now
        index, place = layout.lane_index(lane), layout.columns.place_of[step]
        assert index is not None
        return self.window.view.camera.to_view(layout.cell_rect(index, place)).center().toPoint()

    def card(self, card: str) -> QPoint:
        """The middle of a card in the viewport's pixels."""
        rect = self.window.view.layout_now.card_rect(card)
        assert rect is not None
        return self.window.view.camera.to_view(rect).center().toPoint()

    def click(self, at: QPoint) -> None:
        """Click on the canvas."""
        viewport = self.window.view.viewport()
        QTest.mouseMove(viewport, at)
        QTest.mouseClick(viewport, LEFT, PLAIN, at)

    def drop(self, widget: QWidget, data: QMimeData, at: QPoint) -> bool:
        """Drag something over a widget and let it go there; whether it was taken."""
        copy, buttons = Qt.DropAction.CopyAction, LEFT
        QApplication.sendEvent(widget, QDragEnterEvent(at, copy, data, buttons, PLAIN))
        QApplication.sendEvent(widget, QDragMoveEvent(at, copy, data, buttons, PLAIN))
        dropped = QDropEvent(QPointF(at), copy, data, buttons, PLAIN)
        dropped.ignore()
        QApplication.sendEvent(widget, dropped)
        return dropped.isAccepted()

    def drop_kind(self, kind: str, at: QPoint) -> bool:
        """Drop a kind of card from the palette on the canvas."""
        data = QMimeData()
        data.setData(CARD_KIND_MIME, kind.encode())
        return self.drop(self.window.view.viewport(), data, at)

    def drop_files(self, at: QPoint, *paths: Path, widget: QWidget | None = None) -> bool:
        """Drop files on the canvas or on another widget."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        return self.drop(widget or self.window.view.viewport(), data, at)

    def in_submenu(self, run: Callable[[], object], menu: str, choose: str) -> list[str]:
        """Do something that opens a menu, go into one of its menus by keys and choose there; gives the lines there."""
        lines: list[str] = []

        def go_in() -> None:
            popup = QApplication.activePopupWidget()
            assert isinstance(popup, QMenu), "no menu came up"
            popup.setActiveAction(next(one for one in popup.actions() if one.text().replace("&", "") == menu))
            QTest.keyClick(popup, Qt.Key.Key_Right)
            QTimer.singleShot(30, lambda: pick(popup))

        def pick(outer: QMenu) -> None:
            popup = QApplication.activePopupWidget()
            assert isinstance(popup, QMenu)
            assert popup is not outer, f"{menu} did not open"
            lines.extend(one.text().replace("&", "") for one in popup.actions())
            popup.setActiveAction(popup.actions()[lines.index(choose)])
            QTest.keyClick(popup, Qt.Key.Key_Return)

        QTimer.singleShot(30, go_in)
        run()
        return lines

    def in_menu(self, run: Callable[[], object], choose: str = "") -> list[str]:
        """Do something that opens a menu; gives its lines, and chooses one of them by its words."""
        lines: list[str] = []

        def look() -> None:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu), "no menu came up"
            for action in menu.actions():
                if not action.isSeparator():
                    lines.append(action.text().replace("&", ""))
                    if choose and lines[-1] == choose:
                        menu.setActiveAction(action)
            QTest.keyClick(menu, Qt.Key.Key_Return if choose else Qt.Key.Key_Escape)

        QTimer.singleShot(30, look)
        run()
        return lines
