"""A window that shows the page of a persona, follows the map, and writes the page to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from jmapdesk.exchange.options import ExportOptions
from jmapdesk.layout.map_layout import make_context
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.render.drawing import Picture
from jmapdesk.render.persona_drawing import persona_picture
from jmapdesk.render.qt_painter import QtPainter
from jmapdesk.session.document import Document
from jmapdesk.ui.export_job import ExportJob
from jmapdesk.ui.file_flow import ask_save, suggested_path
from jmapdesk.ui.kit import Kit
from jmapdesk.ui.placing import closes

_SHOWN = {"personas", "sources", "assets", "about", "look"}
"""Parts of a map that a persona's page shows."""
_WIDEST = 1.4
"""The page is never shown larger than this."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("persona", text)


class PersonaWindow(QWidget):
    """The page of one persona after the other, beside the map; it goes when the map has no persona any more."""

    def __init__(self, document: Document, kit: Kit, folder: Callable[[], Path], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(_tr("Personas"))
        self._document, self._kit, self._folder = document, kit, folder
        self._job: ExportJob | None = None
        self.who = QComboBox()
        self.who.setMinimumWidth(180)
        self.who.setAccessibleName(_tr("Persona"))
        self.who.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.pdf = QPushButton(_tr("Save as PDF…"))
        self.png = QPushButton(_tr("Save as PNG…"))
        bar = QHBoxLayout()
        bar.setContentsMargins(14, 10, 14, 10)
        bar.setSpacing(8)
        for widget in (self.who, self.said, self.pdf, self.png):
            bar.addWidget(widget, 1 if widget is self.said else 0)
        self.sheet = _SheetView(kit.tokens.surround)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._scroll, 1)
        self.resize(860, 820)
        self.who.currentIndexChanged.connect(self._draw)
        self.pdf.clicked.connect(lambda: self._save("PDF document", ".pdf"))
        self.png.clicked.connect(lambda: self._save("PNG picture", ".png"))
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._follow)
        self._listener = document.changed.connect(self._changed)

    @property
    def persona(self) -> str:
        """The id of the persona whose page shows; empty where the map has none."""
        return str(self.who.currentData() or "")

    def show_persona(self, persona_id: str = "") -> None:
        """Bring the window up with a persona's page, that of the one shown last where none is named."""
        self._follow(persona_id)
        self.show()
        self.raise_()
        self.activateWindow()
        self.who.setFocus()

    def _changed(self, difference: Delta) -> None:
        if self.isVisible() and any(change.collection in _SHOWN for change in difference.changes):
            self._soon.start()

    def _follow(self, persona_id: str = "") -> None:
        """Take the personas as they are now."""
        wanted = persona_id or self.persona
        people = queries.personas(self._document.journey)
        self.who.blockSignals(True)
        self.who.clear()
        for one in people:
            self.who.addItem(" ".join(one.name.split())[:60] or _tr("No name"), one.id)
        self.who.setCurrentIndex(max(0, self.who.findData(wanted)) if people else -1)
        self.who.blockSignals(False)
        self._draw()

    def _draw(self) -> None:
        journey = self._document.journey
        for button in (self.pdf, self.png):
            button.setEnabled(bool(self.persona) and self._job is None)
        if self.persona not in journey.personas:
            self.sheet.show_picture(None)
            self.said.setText(_tr("This map has no persona; “Persona” in the insert menu adds one."))
            return
        if self._job is None:
            self.said.setText("")
        context = make_context(journey, self._kit.shaper)
        self.sheet.show_picture(persona_picture(journey, self.persona, context, self._kit.icons))
        self.sheet.setAccessibleName(self.who.currentText())

    def _save(self, words: str, ending: str) -> None:
        if not self.persona or self._job is not None:
            return
        place = suggested_path(self._document, self._folder())
        name = "".join(c if c.isalnum() or c in " -_’'" else " " for c in self.who.currentText())
        suggested = place.with_name(f"{place.stem} – {' '.join(name.split())[:60] or 'persona'}{ending}")
        path = ask_save(self, _tr("Save the persona"), suggested, _tr(words), ending)
        if path is None or self.persona not in self._document.journey.personas:
            return
        options = ExportOptions(persona=self.persona)
        self._job = ExportJob(self._document.committed, path, options, self._kit.make_workshop, self)
        self._job.done.connect(lambda remarks: self._ended("\n".join([f"{_tr('Wrote')} {path.name}", *remarks])))
        self._job.failed.connect(self._ended)
        self._job.cancelled.connect(lambda: self._ended(""))
        self.said.setText(f"{_tr('Writing')} {path.name} …")
        self._draw()
        self._job.start()

    def _ended(self, words: str) -> None:
        self._job = None
        self._draw()
        self.said.setText(words)

    def stop(self) -> None:
        """The map closes: hear of it no more, and let no file be half written."""
        self._document.changed.disconnect(self._listener)
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and the keys that close a window close it; it is kept for the next time."""
        if closes(event):
            self.close()
        else:
            super().keyPressEvent(event)


class _SheetView(QWidget):
    """A picture on its paper, as wide as there is room."""

    def __init__(self, surround: str) -> None:
        super().__init__()
        self._surround = QColor(surround)
        self._picture: Picture | None = None
        self._painter: QtPainter | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_picture(self, picture: Picture | None) -> None:
        """Show another picture, or none."""
        self._picture = picture
        self._painter = QtPainter(picture.asset_data) if picture is not None else None
        self.updateGeometry()
        self.update()

    @property
    def _zoom(self) -> float:
        return min(_WIDEST, max(0.2, (self.width() - 40) / self._picture.width)) if self._picture is not None else 1.0

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._picture is None:
            return 0
        zoom = min(_WIDEST, max(0.2, (width - 40) / self._picture.width))
        return round(self._picture.height * zoom) + 40

    def sizeHint(self) -> QSize:
        return QSize(820, self.heightForWidth(820))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._surround)
        if self._picture is not None and self._painter is not None:
            zoom = self._zoom
            painter.translate((self.width() - self._picture.width * zoom) / 2, 20)
            painter.scale(zoom, zoom)
            painter.fillRect(QRectF(0, 0, self._picture.width, self._picture.height), QColor(self._picture.paper))
            self._painter.paint(painter, self._picture.root, None, max(zoom, 1.0))
        painter.end()
