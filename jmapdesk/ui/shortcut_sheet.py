"""The sheet of shortcuts as a window: searched by a few letters, kept or printed as a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMarginsF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jmapdesk.text.qt_fonts import interface_font
from jmapdesk.ui import file_flow

_COLUMNS: Final = 2
_PAGE_DOTS: Final = 300
"""Dots per inch of the page."""
_KEYS_SHARE: Final = 0.36
"""How much of a column the keys take."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("help", text)


class Shortcut(NamedTuple):
    """What keys do, in words, and the keys."""

    words: str
    keys: str


class Group(NamedTuple):
    """Shortcuts that belong together."""

    name: str
    shortcuts: tuple[Shortcut, ...]


def matching(groups: Sequence[Group], letters: str) -> list[Group]:
    """The groups with what holds all of the words typed, in what it does, its keys or its group's name."""
    wanted = letters.casefold().split()
    found = []
    for group in groups:
        kept = tuple(
            one for one in group.shortcuts
            if all(word in f"{group.name} {one.words} {one.keys}".casefold() for word in wanted)
        )  # fmt: skip
        if kept:
            found.append(Group(group.name, kept))
    return found


class ShortcutSheet(QDialog):
    """All groups in two columns, with a line to search them. Not modal."""

    def __init__(self, groups: Sequence[Group], parent: QWidget) -> None:
        super().__init__(parent)
        self._groups = tuple(groups)
        self.setObjectName("shortcutSheet")
        self.setWindowTitle(_tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_tr("Find a shortcut"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._search)
        self.save_button = QPushButton(_tr("Save as &PDF…"))
        self.save_button.setAutoDefault(False)
        self.save_button.clicked.connect(self._save)
        top = QHBoxLayout()
        top.addWidget(self.line, 1)
        top.addWidget(self.save_button)
        self._inner = QWidget()
        beside = QHBoxLayout(self._inner)
        beside.setContentsMargins(0, 0, 10, 0)
        beside.setSpacing(30)
        self._columns = [QGridLayout() for _ in range(_COLUMNS)]
        for grid in self._columns:
            grid.setHorizontalSpacing(18)
            grid.setVerticalSpacing(3)
            grid.setColumnStretch(0, 2)
            grid.setColumnStretch(1, 3)
            side = QVBoxLayout()
            side.addLayout(grid)
            side.addStretch(1)
            beside.addLayout(side, 1)
        self._none = QLabel(_tr("There is no such shortcut."))
        self._none.hide()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 10, 14)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self._none)
        column.addWidget(scroll, 1)
        self._search("")
        room = parent.screen().availableSize() if parent.screen() is not None else QSize(1366, 768)
        self.resize(min(900, room.width() - 40), min(760, room.height() - 80))

    def _search(self, letters: str) -> None:
        for label in self._inner.findChildren(QLabel):
            label.hide()
            label.deleteLater()
        found = matching(self._groups, letters)
        self._none.setVisible(not found)
        for grid, half in zip(self._columns, halves(found), strict=True):
            row = 0
            for group in half:
                grid.addWidget(_label(group.name, "shortcutGroup"), row, 0, 1, 2)
                row += 1
                for one in group.shortcuts:
                    grid.addWidget(_label(one.keys, "shortcutKeys"), row, 0, Qt.AlignmentFlag.AlignTop)
                    grid.addWidget(_label(one.words, "shortcutWords"), row, 1, Qt.AlignmentFlag.AlignTop)
                    row += 1

    def _save(self) -> None:
        suggested = file_flow.folder_for_files(()) / _tr("jmapdesk shortcuts.pdf")
        path = file_flow.ask_save(self, self.windowTitle(), suggested, "PDF", ".pdf")
        if path is not None and not write_page(self._groups, path):
            file_flow.tell(self, _tr("The page could not be written there. Choose another place."))


def _label(text: str, name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(name != "shortcutGroup")
    label.setIndent(0)
    label.setText(text)
    return label


def halves(groups: Sequence[Group]) -> tuple[list[Group], list[Group]]:
    """The groups in two columns about as long as each other, in their order."""
    lengths = [len(group.shortcuts) + 2 for group in groups]
    cuts = range(len(groups) + 1)
    cut = min(cuts, key=lambda n: max(sum(lengths[:n]), sum(lengths[n:])), default=0)
    return list(groups[:cut]), list(groups[cut:])


def write_page(groups: Sequence[Group], path: Path) -> bool:
    """Write all shortcuts on one page of A4 as PDF; whether that went well."""
    page_bytes = QBuffer()
    page_bytes.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(page_bytes)
    writer.setTitle(_tr("Keyboard shortcuts"))
    writer.setCreator("jmapdesk")
    writer.setResolution(_PAGE_DOTS)
    margins = QMarginsF(14, 14, 14, 14)
    page = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins)
    page.setUnits(QPageLayout.Unit.Millimeter)
    page.setMargins(margins)
    writer.setPageLayout(page)
    painter = QPainter(writer)
    _paint_page(painter, QRectF(0, 0, writer.width(), writer.height()), groups)
    painter.end()
    try:
        path.write_bytes(page_bytes.data().data())
    except OSError:
        return False
    return True


def _paint_page(painter: QPainter, room: QRectF, groups: Sequence[Group]) -> None:
    point = _PAGE_DOTS / 72
    painter.setFont(interface_font(16 * point, 700))
    painter.drawText(QRectF(room.x(), room.y(), room.width(), 24 * point), Qt.AlignmentFlag.AlignLeft, "jmapdesk")
    painter.setFont(interface_font(10 * point))
    side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
    painter.drawText(QRectF(room.x(), room.y() + 5 * point, room.width(), 20 * point), side, _tr("Keyboard shortcuts"))
    body = room.adjusted(0, 34 * point, 0, 0)
    gap = 20 * point
    width = (body.width() - gap * (_COLUMNS - 1)) / _COLUMNS
    measure, size = QRectF(0, 0, width, 0), 8.5
    while size > 4 and max(_column(None, half, measure, size) for half in halves(groups)) > body.height():
        size -= 0.25
    for place, half in enumerate(halves(groups)):
        _column(painter, half, QRectF(body.x() + place * (width + gap), body.y(), width, body.height()), size)


def _column(painter: QPainter | None, groups: Sequence[Group], room: QRectF, size: float) -> float:
    """Paint groups in a column, or with no painter only measure it; gives its height."""
    point = _PAGE_DOTS / 72
    plain, bold = interface_font(size * point), interface_font(size * point, 600)
    head = interface_font((size + 2) * point, 700)
    y = room.y()
    keys_wide = room.width() * _KEYS_SHARE
    for group in groups:
        y += _words(painter, group.name, head, QRectF(room.x(), y + 4 * point, room.width(), 0)) + 6 * point
        for one in group.shortcuts:
            keys = QRectF(room.x(), y, keys_wide - 8 * point, 0)
            words = QRectF(room.x() + keys_wide, y, room.width() - keys_wide, 0)
            y += max(_words(painter, one.keys, bold, keys), _words(painter, one.words, plain, words)) + 1.5 * point
        y += 5 * point
    return y - room.y()


def _words(painter: QPainter | None, text: str, font: QFont, at: QRectF) -> float:
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    room = QRectF(at.x(), at.y(), at.width(), 10_000)
    height = QFontMetricsF(font).boundingRect(room, int(flags), text).height()
    if painter is not None:
        painter.setFont(font)
        painter.drawText(QRectF(at.x(), at.y(), at.width(), height + 2), int(flags), text)
    return height
