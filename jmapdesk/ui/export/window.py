"""The export window: formats at the left, the pages as they will be in the middle, options at the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QHideEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.pages import Pages
from jmapdesk.exchange.preset_codec import read
from jmapdesk.exchange.registry import Format, shaped, writable
from jmapdesk.insight.filters import Filter
from jmapdesk.layout.visibility import Visibility
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Preset
from jmapdesk.session.document import Document
from jmapdesk.ui.cut_words import ShortLabel
from jmapdesk.ui.export.choices import fields
from jmapdesk.ui.export.facts import FactBar, facts, heading
from jmapdesk.ui.export.fields import Now
from jmapdesk.ui.export.maker import Made, Order, PageMaker
from jmapdesk.ui.export.panel import OptionsPanel
from jmapdesk.ui.export.presets import PresetButton
from jmapdesk.ui.export.preview import Preview
from jmapdesk.ui.export_job import ExportJob
from jmapdesk.ui.file_flow import ask_save
from jmapdesk.ui.kit import Kit
from jmapdesk.util.errors import JmapError

_SIDE, _RAIL = 172, 56
"""The width of the list of formats with their names, and with icons alone."""
_RIGHT = 350
_NARROW = 900
_LOW = 560
_GEOMETRY = "export.window"

Print = Callable[[QWidget, ExportOptions, Pages, Callable[[], object], Callable[[str], object]], object]
"""Prints from a window with these options, whose pages these are; then what to offer who has no printer, and who is
told what became of it."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("export", text)


class Original(NamedTuple):
    """What is exported: a map, what shows of it in the window, and the file it might be named after."""

    journey: JourneyMap
    shown: Visibility
    wanted: Filter
    path: Path
    selected: tuple[str, ...] = ()
    """Names of what is selected, as ``ExportOptions.only`` has them."""


class ExportWindow(QDialog):
    """One window for every format. The map can be edited on behind it: the preview follows, and what is exported is
    the map as it stands when the export begins."""

    def __init__(
        self, document: Document, kit: Kit, take: Callable[[bool], Original], send: Print,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """``take`` gives what is exported; asked to finish, it takes in words that are still being typed."""
        super().__init__(parent)
        self.setObjectName("exportWindow")
        self.setWindowTitle(_tr("Export"))
        self.setWindowFlags(Qt.WindowType.Window)
        self._document, self._kit, self._take, self._send = document, kit, take, send
        self._job: ExportJob | None = None
        self._closing = False
        self._written: Path | None = None
        self._ordered: ExportOptions | None = None
        self.pages: Pages | None = None
        """The pages of what is chosen, once they are made."""
        self._options = ExportOptions()
        self._trouble = self._told = ""
        self.maker = PageMaker(kit.make_workshop, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_side())
        row.addWidget(self._make_middle(), 1)
        row.addWidget(self._make_right())
        self.setMinimumSize(640, 420)
        self.resize(1240, 800)
        geometry = kit.settings.blob(_GEOMETRY)
        if geometry is not None:
            self.restoreGeometry(geometry)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._listener = document.changed.connect(self._map_changed)
        self.formats.currentRowChanged.connect(lambda _row: self._changed())
        self.panel.edited.connect(self._changed)
        self.presets.chosen.connect(self._take_preset)
        self.presets.said.connect(self._tell)
        self.preview.asked.connect(self.maker.paint)
        self.maker.painted.connect(self.preview.take)
        self.maker.made.connect(self._made)
        self.maker.failed.connect(self._no_pages)
        self.maker.progressed.connect(self.preview.set_busy)
        self.panel.load(self._options)
        self.formats.setCurrentRow(0)

    # --- how it is made -----------------------------------------------------------------------------------------

    def _make_side(self) -> QWidget:
        side = self._side = QFrame()
        side.setObjectName("exportSide")
        side.setFixedWidth(_SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 18, 8, 12)
        column.setSpacing(12)
        self.title = QLabel(_tr("Export"))
        self.title.setObjectName("exportTitle")
        self.title.setContentsMargins(9, 0, 0, 0)
        self.formats = QListWidget()
        self.formats.setObjectName("exportFormats")
        self.formats.setAccessibleName(_tr("Format"))
        self.formats.setIconSize(QSize(18, 18))
        self.formats.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for form in writable():
            item = QListWidgetItem(self._kit.icon_set.icon(form.icon), _tr(form.name))
            item.setData(Qt.ItemDataRole.UserRole, form)
            item.setToolTip(_tr(form.name))
            item.setSizeHint(QSize(0, 37))
            self.formats.addItem(item)
        self.presets = PresetButton(self._document, self._kit.icon_set, self._as_chosen)
        column.addWidget(self.title)
        column.addWidget(self.formats, 1)
        column.addWidget(self.presets)
        return side

    def _make_middle(self) -> QWidget:
        middle = QFrame()
        middle.setObjectName("exportMiddle")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 18, 0, 14)
        column.setSpacing(6)
        self.name, self.size_said = QLabel(), ShortLabel()
        for label, name in ((self.name, "exportName"), (self.size_said, "exportSize")):
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        head.setContentsMargins(22, 0, 22, 0)
        head.setSpacing(12)
        head.addWidget(self.name)
        head.addWidget(self.size_said, 1)
        self.preview = Preview(self._kit.tokens, self._kit.icon_set)
        self.facts = FactBar(self._kit.icon_set)
        foot = QHBoxLayout()
        foot.setContentsMargins(22, 0, 22, 0)
        foot.addWidget(self.facts)
        column.addLayout(head)
        column.addWidget(self.preview, 1)
        column.addLayout(foot)
        return middle

    def _make_right(self) -> QWidget:
        right = self._right = QFrame()
        right.setObjectName("exportRight")
        right.setFixedWidth(_RIGHT)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(10)
        self.panel = OptionsPanel(fields(self._kit.tokens))
        foot = QVBoxLayout()
        foot.setContentsMargins(18, 0, 14, 0)
        foot.setSpacing(8)
        self.note = QLabel()
        self.note.setObjectName("exportSaid")
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(_tr("Writing the file"))
        self.bar.hide()
        self.open_button = QPushButton(_tr("Show the file"))
        self.open_button.clicked.connect(self._show_file)
        self.open_button.hide()
        self.cancel_button = QPushButton(_tr("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        self.cancel_button.hide()
        self.print_button = QPushButton(_tr("Print…"))
        self.print_button.clicked.connect(self._print)
        self.save_button = QPushButton()
        self.save_button.setProperty("primary", True)
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._choose)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self.open_button, self.cancel_button, self.print_button, self.save_button):
            button.setMinimumHeight(36)
            button.setAutoDefault(button is self.save_button)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button, 1)
        for one in (self.note, self.bar, self.open_button):
            foot.addWidget(one)
        foot.addLayout(buttons)
        column.addWidget(self.panel, 1)
        column.addLayout(foot)
        return right

    # --- what is chosen -----------------------------------------------------------------------------------------

    @property
    def form(self) -> Format:
        """The format that is chosen."""
        item = self.formats.currentItem()
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else writable()[0]
        assert isinstance(found, Format)
        return found

    def choose_form(self, key: str) -> None:
        """Choose a format by its key; nothing happens for one that there is not."""
        for row in range(self.formats.count()):
            if self.formats.item(row).data(Qt.ItemDataRole.UserRole).key == key:
                self.formats.setCurrentRow(row)

    def options(self) -> ExportOptions:
        """The options as they stand. Raises JmapError for a paper that is not known."""
        return shaped(self._chosen(), self.form)

    def _chosen(self) -> ExportOptions:
        """All that is chosen, for other formats too."""
        return self.panel.put(self._options, self.form, self._now())

    def _as_chosen(self) -> tuple[ExportOptions, str]:
        return self.options(), self.form.key

    def _now(self) -> Now:
        original = self._take(False)
        return Now(original.journey, original.shown, original.wanted, original.selected)

    def _take_preset(self, preset: Preset) -> None:
        options, form, said = read(preset.options)
        self.choose_form(form)
        self.take_options(options)
        if said:
            self._tell("\n".join(said))

    def take_options(self, options: ExportOptions) -> None:
        """Show and follow other options."""
        self._options = options
        self.panel.load(options)
        self._changed()

    def _changed(self) -> None:
        """Something else is chosen."""
        self.open_button.hide()
        self._trouble = self._told = ""
        self.refresh()

    def refresh(self) -> None:
        """Show what the choices mean for the map as it is now."""
        if self._job is not None:
            return
        now, form = self._now(), self.form
        self.panel.follow(now)
        try:
            self._options = self._chosen()
        except JmapError as error:
            self.panel.show_for(form, self._options, now)
            self._no_pages(error.message)
            return
        options = shaped(self._options, form)
        self.panel.show_for(form, options, now)
        self.presets.follow()
        self.print_button.setVisible(form.drawn)
        if form.drawn:
            self._ordered = options
            self.maker.order(Order(now.journey, options))
            return
        self._ordered = None
        self.pages = None
        self.preview.show_words(form.icon, _tr(form.says))
        self.facts.show_facts(())
        self._name(_tr(form.name), "")
        self._ready()

    def _made(self, made: Made) -> None:
        """The pages are there."""
        form, options = self.form, made.order.options
        if options != self._ordered:
            return
        self.pages, self._ordered = made.pages, None
        title, size = heading(form, options, made.pages)
        self._name(title, size)
        self.preview.set_busy(None)
        on_paper = not (options.transparent and "transparent" in form.concerns)
        self.preview.show_pages(made.pages, on_paper, f"{title}, {size}")
        self.facts.show_facts(facts(form, options, made.pages, made.smallest))
        self._ready()

    def _name(self, title: str, size: str) -> None:
        self.name.setText(title)
        self.size_said.setText(size)
        self.size_said.setToolTip(size)

    def _ready(self) -> None:
        """It can be saved and printed, or not where there is trouble."""
        several = len(self.pages.sheets) if self.pages is not None else 1
        kind = self.form.ending[1:].upper() if self.form.drawn else _tr(self.form.name)
        words = _tr("Save as {form}") if several == 1 else _tr("Save {n} pages as {form}")
        self.save_button.setText(words.replace("{n}", str(several)).replace("{form}", kind))
        for button in (self.save_button, self.print_button):
            button.setEnabled(not self._trouble and self._job is None)
        if self._job is None:
            remarks = self.pages.said if self.pages is not None else ()
            self._say(self._trouble or self._told or "\n".join(remarks))

    def _no_pages(self, message: str) -> None:
        self._trouble = message
        self.preview.set_busy(None)
        self.presets.follow()
        self._ready()

    def _tell(self, words: str) -> None:
        """Say what was done; it stays until something else is chosen."""
        self._told = words
        self._say(self._trouble or words)

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.note.setVisible(bool(words))

    # --- writing and printing -----------------------------------------------------------------------------------

    def _print(self) -> None:
        if self.pages is not None and self._job is None:
            self._send(self, self.options(), self.pages, self._save_pdf, self._tell)

    def _save_pdf(self) -> None:
        if self.form.ending != ".pdf":
            self.choose_form("pdf")
        self._choose()

    def _choose(self) -> None:
        form = self.form
        suggested = self._take(True).path.with_suffix(form.ending)
        if form.form != "poster":
            # a poster, its sheets and a handout of one map stand beside each other
            suggested = suggested.with_stem(f"{suggested.stem} – {_tr(form.form)}")
        path = ask_save(self, _tr("Export to"), suggested, _tr(form.name), form.ending)
        if path is not None:
            self.start(path)

    def start(self, path: Path) -> None:
        """Export to a path with the options as they stand."""
        try:
            options = self.options()
        except JmapError as error:
            self._say(error.message)
            return
        self._job = ExportJob(self._take(True).journey, path, options, self._kit.make_workshop, self, self.form)
        self._job.progressed.connect(lambda share: self.bar.setValue(round(share * 1000)))
        self._job.done.connect(self._done)
        self._job.failed.connect(self._ended)
        self._job.cancelled.connect(lambda: self._ended(_tr("Cancelled; no file was changed.")))
        self._busy(True)
        self._say(f"{_tr('Writing')} {path.name} …")
        self._job.start()

    def _busy(self, busy: bool) -> None:
        self.bar.setValue(0)
        self.bar.setVisible(busy)
        self.cancel_button.setVisible(busy)
        self.print_button.setVisible(not busy and self.form.drawn)
        self.open_button.hide()
        for widget in (self.formats, self.panel, self.presets, self.save_button):
            widget.setEnabled(not busy)
        if busy:
            self.cancel_button.setFocus()
            return
        self._job = None
        if self._closing:
            super().reject()
        else:
            self.save_button.setFocus()

    def _done(self, remarks: list[str]) -> None:
        written = self._job.path if self._job is not None else None
        self._busy(False)
        self._written = written
        self._tell("\n".join([f"{_tr('Wrote')} {written}", *remarks]))
        self.open_button.show()
        self.refresh()

    def _ended(self, message: str) -> None:
        """The export has ended without a file."""
        self._busy(False)
        self._tell(message)

    def _show_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    # --- coming and going ---------------------------------------------------------------------------------------

    def reject(self) -> None:
        """Cancel a running export first; close when none runs."""
        if self._job is not None:
            self._say(_tr("Stopping …"))
            self._job.cancel()
        else:
            super().reject()

    def stop(self) -> None:
        """The map closes: give up a running export, wait until the threads have ended, hear of the map no more."""
        self._document.changed.disconnect(self._listener)
        job = self._job
        if job is not None:
            job.cancel()
            job.wait()
            self._job = None
        self.maker.stop()
        self.close()

    def begin(self) -> None:
        """Bring the keyboard to the formats, unless an export runs."""
        if self._job is None:
            self.formats.setFocus()

    def _map_changed(self, _difference: Delta) -> None:
        if self.isVisible() and self._job is None:
            if self.open_button.isVisible():
                # the file is no longer what the map is
                self.open_button.hide()
                self._told = ""
            self._soon.start()

    def event(self, event: QEvent) -> bool:
        """Coming back from the map, where something else may show now, the preview follows."""
        if event.type() == QEvent.Type.WindowActivate and self.isVisible():
            self._soon.start()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._job is None:
            self._changed()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.maker.rest()
        self._kit.settings.set_blob(_GEOMETRY, bytes(self.saveGeometry().data()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A small window shows formats as icons, and no facts where it is low."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._side.setFixedWidth(_RAIL if narrow else _SIDE)
        self.title.setVisible(not narrow)
        self.facts.setVisible(self.height() >= _LOW)

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
