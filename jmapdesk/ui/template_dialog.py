"""Keeping a map as a template: its name, and whether its cards go with it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from jmapdesk.ui.name_dialog import NameDialog


def _tr(text: str) -> str:
    return QCoreApplication.translate("template", text)


class TemplateDialog(NameDialog):
    """Asks for a template's name."""

    def __init__(self, suggested: str, parent: QWidget | None = None) -> None:
        self.with_cards = QCheckBox(_tr("Keep the cards and personas too"))
        words = _tr("Stages, steps, lanes and the look of this map will be offered on the start page.")
        super().__init__(_tr("Save as a template"), words, suggested, parent, self.with_cards)
