"""The sheet of keyboard shortcuts and the words about the program, both made from what is really there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QVBoxLayout, QWidget

from jmapdesk import __version__
from jmapdesk.ui import actions

_CANVAS = (
    ("Type", "Start or change a card in the selected cell"),
    ("Enter", "Edit the selected card; after writing, the next one below"),
    ("Shift+Enter", "A new line in the card"),
    ("Tab, Shift+Tab", "The next step, the step before"),
    ("Arrows", "Walk cards and cells; with Shift select them"),
    ("Alt+arrows", "The next lane, the next stage"),
    ("Ctrl+arrows", "Move the selected cards, stage, step or lane; raise a feeling"),
    ("Esc", "Leave what is being typed or dragged"),
    ("Ctrl+click on a link", "Open what the card points to"),
    ("Ctrl+wheel", "Zoom at the pointer"),
    ("Space and drag, middle button", "Move the sheet"),
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("help", text)


def show_shortcuts(parent: QWidget) -> QDialog:
    """Show every shortcut, from the same table as the menus. Not modal."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(_tr("Keyboard shortcuts"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    grid = QGridLayout()
    grid.setHorizontalSpacing(22)
    grid.setVerticalSpacing(5)
    rows = [(_tr(words), _tr(keys)) for keys, words in _CANVAS]
    rows += [
        (actions.said(spec.text).replace("&", "").rstrip("…"),
         ", ".join(QKeySequence(k).toString(QKeySequence.SequenceFormat.NativeText) for k in spec.keys))
        for spec in actions.SPECS if spec.keys
    ]  # fmt: skip
    half = (len(rows) + 1) // 2
    for i, (words, keys) in enumerate(rows):
        row, first = i % half, 3 * (i // half)
        for offset, text in enumerate((keys, words)):
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            if offset == 0:
                label.setStyleSheet("font-weight: 600")
            grid.addWidget(label, row, first + offset)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 22)
    column.addLayout(grid)
    dialog.show()
    return dialog


def about_text() -> str:
    """What the program is, its version and what it is made with."""
    return _tr(
        "jmapdesk {version}\n\nCustomer journey maps on your desktop. Your maps are files of your own; nothing leaves "
        "this computer.\n\nMIT licence. Made with Qt for Python (LGPL), Inter and Noto fonts (OFL), Lucide icons (ISC)."
    ).replace("{version}", __version__)
