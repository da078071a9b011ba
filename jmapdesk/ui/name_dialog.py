"""Asking for a name."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QWidget


def _tr(text: str) -> str:
    return QCoreApplication.translate("name", text)


class NameDialog(QDialog):
    """A line for a name; ``more`` stands under it."""

    def __init__(
        self, title: str, said: str, suggested: str, parent: QWidget | None = None, more: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.name = QLineEdit(suggested)
        self.name.selectAll()
        self.name.setMaxLength(80)
        self.name.setMinimumWidth(300)
        form = QFormLayout(self)
        if said:
            words = QLabel(said)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            form.addRow(words)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        keep = buttons.addButton(_tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setProperty("primary", True)
        keep.setEnabled(bool(suggested.strip()))
        self.name.textChanged.connect(lambda text: keep.setEnabled(bool(text.strip())))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(_tr("Name"), self.name)
        if more is not None:
            form.addRow("", more)
        form.addRow(buttons)
        self.name.setFocus()


def ask_name(parent: QWidget, title: str, said: str, suggested: str) -> str | None:
    """The name a person gives; None where they give none."""
    dialog = NameDialog(title, said, suggested, parent)
    given = dialog.name.text().strip() if dialog.exec() else ""
    dialog.deleteLater()
    return given or None
