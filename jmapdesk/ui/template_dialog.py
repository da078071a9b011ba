"""Keeping a map as a template: its name, and whether its cards go with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QWidget


def _tr(text: str) -> str:
    return QCoreApplication.translate("template", text)


class TemplateDialog(QDialog):
    """Asks for a template's name."""

    def __init__(self, suggested: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_tr("Save as a template"))
        self.name = QLineEdit(suggested)
        self.name.selectAll()
        self.name.setMaxLength(80)
        self.name.setMinimumWidth(300)
        self.with_cards = QCheckBox(_tr("Keep the cards and personas too"))
        words = QLabel(_tr("Stages, steps, lanes and the look of this map will be offered on the start page."))
        words.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        keep = buttons.addButton(_tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setProperty("primary", True)
        keep.setEnabled(bool(suggested.strip()))
        self.name.textChanged.connect(lambda text: keep.setEnabled(bool(text.strip())))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow(words)
        form.addRow(_tr("Name"), self.name)
        form.addRow("", self.with_cards)
        form.addRow(buttons)
