"""Small cards in the inspector: a linked card, a source, a person; a press on one leads somewhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from jmapdesk.layout.theme import KindColours
from jmapdesk.ui.icon_set import IconLabel, IconSet
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.util.one_line import one_line


class Tile(QFrame):
    """A title, a line under it and an icon; pressing it tells ``pressed``. Its text is plain, whatever it holds."""

    pressed = Signal()
    removed = Signal()

    def __init__(self, icons: IconSet, removable: str = "") -> None:
        """``removable`` is what its small button says; without it there is none."""
        super().__init__()
        self.setObjectName("tile")
        self._shown: tuple[Any, ...] = ()
        self._icons = icons
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 7, 6, 7)
        row.setSpacing(8)
        self._icon = IconLabel(icons, 15)
        aside = QVBoxLayout()  # the icon, the first line and the button stand in one line, however many lines follow
        aside.setContentsMargins(0, 5 if removable else 1, 0, 0)
        aside.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        aside.addStretch(1)
        row.addLayout(aside)
        column = QVBoxLayout()
        column.setContentsMargins(0, *((4, 0, 4) if removable else (0, 0, 0)))
        column.setSpacing(1)
        self.title, self.line = _plain("tileTitle"), _plain("tileLine")
        column.addWidget(self.title)
        column.addWidget(self.line)
        column.addStretch(1)
        row.addLayout(column, 1)
        self.remove: QToolButton | None = None
        if removable:
            self.remove = icon_button(icons, "x", removable, 13)
            self.remove.setFixedSize(QSize(25, 25))
            self.remove.clicked.connect(self.removed)
            row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, title: str, line: str = "", icon: str = "", colours: KindColours | None = None) -> None:
        """Show these words, with an icon, in the colours of a kind of card."""
        title, line = one_line(title, 160), one_line(line, 200)
        wanted = (title, line, icon, colours)
        if wanted == self._shown:
            return
        self._shown = wanted
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.line.setText(line)
        self.line.setVisible(bool(line))
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.show_icon(icon, *((colours.ink, colours.fill) if colours else ("muted",)))
        if colours is not None:
            self.setStyleSheet(
                f"#tile {{ background: {colours.fill}; }} #tileTitle, #tileLine {{ color: {colours.ink}; }}"
            )
        self.setAccessibleName(f"{title}, {line}" if title and line else title or line)
        if self.remove is not None:
            self.remove.setAccessibleName(f"{self.remove.toolTip()}: {title or line}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.remove is not None:
            self.remove.click()  # as far as it can be pressed
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        taken = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in taken:
            event.accept()
        return super().event(event)


def _plain(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def icon_button(icons: IconSet, icon: str, words: str, size: int = 15) -> QToolButton:
    """A small button that is an icon."""
    button = QToolButton()
    button.setObjectName("small")
    button.setIcon(icons.icon(icon))
    button.setIconSize(QSize(size, size))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(words)
    button.setToolTip(words)
    return button


def add_button(icons: IconSet, words: str) -> QPushButton:
    """A button that adds something: a plus and words in the accent's colour."""
    button = QPushButton(icons.icon("plus", "accent"), words)
    button.setObjectName("add")
    button.setIconSize(QSize(14, 14))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return button


def plain_label(text: str, name: str = "quiet", wrap: bool = True) -> QLabel:
    """Words that are never read as rich text."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(name)
    label.setWordWrap(wrap)
    label.setText(text)
    return label


def untitled(text: str) -> str:
    """The text, or words for none."""
    return text if text.strip() else said("No words yet")


def counted(n: int, one: str, many: str) -> str:
    """A number with the word for one or several; both carry ``{n}``."""
    return filled(one if n == 1 else many, n=n)


class Rows(QWidget):
    """A list of widgets that follows a list of values: rows are kept, so that focus and cursor stay."""

    def __init__(self, gap: int = 6) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(gap)
        self.rows: list[Any] = []
        self.hide()

    def resize_to(self, count: int, make: Any) -> None:
        """Have exactly so many rows; ``make(place)`` gives a new one."""
        while len(self.rows) > count:
            row = self.rows.pop()
            self.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < count:
            row = make(len(self.rows))
            self.rows.append(row)
            self.column.addWidget(row)
        self.setVisible(bool(self.rows))
