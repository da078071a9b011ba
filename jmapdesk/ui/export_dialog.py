"""Exporting from the window: format, paper and dots per inch, then progress that can be cancelled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.paper import FIT, ORIENTATIONS, PAPERS, paper_named
from jmapdesk.exchange.placement import page_for
from jmapdesk.exchange.registry import Format, writable
from jmapdesk.insight.filters import Filter, filter_of
from jmapdesk.insight.views import TEAM, offered, view_named, views
from jmapdesk.layout.visibility import Visibility, visibility_of
from jmapdesk.model.journey import JourneyMap
from jmapdesk.ui.export_job import ExportJob
from jmapdesk.ui.file_flow import ask_save
from jmapdesk.ui.paper_box import PaperBox
from jmapdesk.util.errors import JmapError


def _tr(text: str) -> str:
    return QCoreApplication.translate("export", text)


class Original(NamedTuple):
    """What is exported: a map, how large its sheet is in map units where this or that shows, what shows in the window,
    and the file it might be named after."""

    journey: JourneyMap
    size: Callable[[Visibility], tuple[float, float]]
    shown: Visibility
    wanted: Filter
    path: Path


class ExportDialog(QDialog):
    """One window for every format. The map can be edited on behind it: what is exported is the map as it stands when
    the export begins."""

    def __init__(
        self, take: Callable[[], Original], make: Callable[[], Workshop], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_tr("Export"))
        self._take, self._make = take, make
        self._job: ExportJob | None = None
        self._closing = False
        self._written: Path | None = None
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(16)
        self.format = QComboBox()
        for one in writable():
            self.format.addItem(_tr(one.name), one)
        self.paper = PaperBox()
        self.paper.addItem(_tr("As large as the map"), FIT)
        for name in PAPERS:
            self.paper.addItem(name, name)
        self.paper.setToolTip(_tr("A paper, or a size such as 600x400mm"))
        self.orientation = QComboBox()
        for name, words in zip(ORIENTATIONS, (_tr("As fits best"), _tr("Upright"), _tr("On its side")), strict=True):
            self.orientation.addItem(words, name)
        self.dpi = QSpinBox()
        self.dpi.setRange(10, 2400)
        self.dpi.setValue(192)
        self.dpi.setSuffix(_tr(" dots per inch"))
        self.shows = QComboBox()
        self.personas = QCheckBox(_tr("A page for each persona too"))
        form.addRow(_tr("Format"), self.format)
        form.addRow(_tr("Shows"), self.shows)
        form.addRow(_tr("Paper"), self.paper)
        form.addRow(_tr("Orientation"), self.orientation)
        form.addRow(_tr("Resolution"), self.dpi)
        form.addRow("", self.personas)
        self._form = form
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setMinimumHeight(38)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.hide()
        self.close_button = QPushButton(_tr("Close"))
        self.close_button.clicked.connect(self.reject)
        self.open_button = QPushButton(_tr("Show the file"))
        self.open_button.hide()
        self.open_button.clicked.connect(self._show_file)
        self.export_button = QPushButton(_tr("Export…"))
        self.export_button.setProperty("primary", True)
        self.export_button.setDefault(True)
        self.export_button.clicked.connect(self._choose)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.open_button, self.close_button, self.export_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.note)
        column.addWidget(self.bar)
        column.addLayout(buttons)
        self.setMinimumWidth(440)
        self.format.currentIndexChanged.connect(self._refresh)
        self.paper.currentTextChanged.connect(self._refresh)
        self.orientation.currentIndexChanged.connect(self._refresh)
        self.dpi.valueChanged.connect(self._refresh)
        self.shows.currentIndexChanged.connect(self._refresh)
        self._list_views()
        self._refresh()

    def _list_views(self) -> None:
        """What can be shown: the map as in the window, the whole of it, each view. What was chosen stays so."""
        journey, before = self._take().journey, self.shows.currentData()
        self.shows.blockSignals(True)
        self.shows.clear()
        self.shows.addItem(_tr("What shows in the window"), "")
        self.shows.addItem(_tr("The whole map"), TEAM)
        for view in (*views(journey), *(one for one in offered(journey) if one.id != TEAM)):
            self.shows.addItem(view.name, view.id)
        self.shows.setCurrentIndex(max(0, self.shows.findData(before)))
        self.shows.blockSignals(False)

    def _shown(self) -> tuple[Visibility, Filter]:
        """What of the map is exported, and which cards are not faded."""
        original, key = self._take(), str(self.shows.currentData() or "")
        view = view_named(original.journey, key) if key else None
        if view is None:
            return original.shown, original.wanted
        return visibility_of(view), filter_of(view.filters)

    @property
    def chosen_format(self) -> Format:
        """The format that is chosen."""
        found = self.format.currentData()
        assert isinstance(found, Format)
        return found

    def options(self) -> ExportOptions:
        """The options as they stand. Raises JmapError for a paper that is not known."""
        text = self.paper.currentText()
        index = self.paper.findText(text)
        paper = paper_named(str(self.paper.itemData(index)) if index >= 0 else text)
        orientation, dpi = str(self.orientation.currentData()), float(self.dpi.value())
        shown, wanted = self._shown()
        return ExportOptions(
            paper=paper, orientation=orientation, dpi=dpi, personas=self.personas.isChecked(), shown=shown,
            wanted=wanted,
        )  # fmt: skip

    def _refresh(self) -> None:
        """Show what the choices mean, and only the choices that matter."""
        chosen = self.chosen_format
        self._form.setRowVisible(self.paper, "paper" in chosen.concerns)
        self._form.setRowVisible(
            self.orientation, "paper" in chosen.concerns and self.paper.currentText() != self.paper.itemText(0)
        )
        self._form.setRowVisible(self.dpi, "dpi" in chosen.concerns)
        self._form.setRowVisible(self.personas, "personas" in chosen.concerns and bool(self._take().journey.personas))
        self.open_button.hide()
        try:
            said = self._meaning(chosen)
            self.export_button.setEnabled(True)
        except JmapError as error:
            said = error.message
            self.export_button.setEnabled(False)
        self.note.setText(said)

    def _meaning(self, chosen: Format) -> str:
        if "paper" not in chosen.concerns:
            return _tr(chosen.says)
        options = self.options()
        original = self._take()
        page = page_for(*original.size(options.shown), options.paper, options.orientation)
        said = f"{page.width_mm:.0f} × {page.height_mm:.0f} mm, {_tr('the map at')} {page.scale * 100:.0f} %"
        if "dpi" in chosen.concerns:
            wide, high = (round(side / 25.4 * options.dpi) for side in (page.width_mm, page.height_mm))
            said += f", {wide:,} × {high:,} {_tr('pixels')}"
        points = 12 * 0.75 * page.scale
        said += f". {_tr('Card text is')} {points:.1f} pt"
        return said + ("." if points >= 6 else f": {_tr('hard to read; choose a larger paper.')}")

    def _choose(self) -> None:
        chosen = self.chosen_format
        suggested = self._take().path.with_suffix(chosen.ending)
        path = ask_save(self, _tr("Export to"), suggested, _tr(chosen.name), chosen.ending)
        if path is not None:
            self.start(path)

    def start(self, path: Path) -> None:
        """Export to a path with the options as they stand."""
        try:
            options = self.options()
        except JmapError as error:
            self.note.setText(error.message)
            return
        self._job = ExportJob(self._take().journey, path, options, self._make, self)
        self._job.progressed.connect(lambda share: self.bar.setValue(round(share * 1000)))
        self._job.done.connect(self._done)
        self._job.failed.connect(self._failed)
        self._job.cancelled.connect(self._cancelled)
        self._busy(True)
        self.note.setText(f"{_tr('Writing')} {path.name} …")
        self._job.start()

    def _busy(self, busy: bool) -> None:
        self.bar.setValue(0)
        self.bar.setVisible(busy)
        for widget in (
            self.export_button, self.format, self.shows, self.paper, self.orientation, self.dpi, self.personas,
        ):  # fmt: skip
            widget.setEnabled(not busy)
        self.close_button.setText(_tr("Cancel") if busy else _tr("Close"))
        if not busy:
            self._job = None
            if self._closing:
                super().reject()

    def _done(self, remarks: list[str]) -> None:
        written = self._job.path if self._job is not None else None
        self._busy(False)
        self._written = written
        self.note.setText("\n".join([f"{_tr('Wrote')} {written}", *remarks]))
        self.open_button.show()

    def _failed(self, message: str) -> None:
        self._busy(False)
        self.note.setText(message)

    def _cancelled(self) -> None:
        self._busy(False)
        self.note.setText(_tr("Cancelled; no file was changed."))

    def _show_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    def reject(self) -> None:
        """Cancel a running export first; close when none runs."""
        if self._job is not None:
            self.note.setText(_tr("Stopping …"))
            self._job.cancel()
        else:
            super().reject()

    def stop(self) -> None:
        """Give up a running export and wait until its thread has ended; then close."""
        job = self._job
        if job is not None:
            job.cancel()
            job.wait()
            self._job = None
        self.close()

    def begin(self) -> None:
        """Bring the keyboard to the first choice, unless an export runs."""
        if self._job is None:
            self.format.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """The map may have another size than last time."""
        super().showEvent(event)
        if self._job is None:
            self._list_views()
            self._refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._job is not None:
            self._closing = True
            self._job.cancel()
            event.ignore()
        else:
            super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        else:
            super().keyPressEvent(event)
