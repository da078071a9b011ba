"""A window on another state of the open map: its drawing, and in words what it has otherwise."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jmapdesk.model.journey import JourneyMap
from jmapdesk.ui.kit import Kit
from jmapdesk.ui.placing import closes, place_over
from jmapdesk.ui.versions.compared import Compared, Told


def _tr(text: str) -> str:
    return QCoreApplication.translate("sharing", text)


class DifferencesWindow(QWidget):
    """Looks on; what can be done about it stands in the bar over the map."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("versionsWindow")
        self._over = parent
        self.compared = Compared(kit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.addWidget(self.compared)
        self.resize(900, 720)

    def show_state(self, name: str, journey: JourneyMap, heading: str, told: Told) -> None:
        """Show another state of the map under the name of its file."""
        self.setWindowTitle(name)
        self.compared.show_map(journey)
        self.compared.tell(heading if told.sentences else _tr("It says the same."), told.sentences)
        place_over(self, self._over)
        self.show()
        self.raise_()
        self.activateWindow()
        self.compared.list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and the keys that close a window close it."""
        if closes(event):
            self.close()
        else:
            super().keyPressEvent(event)
