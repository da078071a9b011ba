"""The start page: open, bring in, go on with a recent map, begin one from a template or a sample."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QFile, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jmapdesk.edit.sketch import sketched
from jmapdesk.edit.templates import TEMPLATES, Template
from jmapdesk.insight.changes import in_words
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.own_templates import OwnTemplate, forget_template, own_templates
from jmapdesk.session.recents import RecentMap
from jmapdesk.session.recovery import Recovered, closed_unsaved, remove
from jmapdesk.storage.files import open_map
from jmapdesk.ui import file_flow
from jmapdesk.ui.icon_set import beside_words
from jmapdesk.ui.kit import Kit, Windows
from jmapdesk.ui.recovered_bar import edits_words, told, unread_words
from jmapdesk.ui.start.pictures import LARGE, SMALL, RecentLoader, map_picture
from jmapdesk.ui.start.tile import PictureButton, RecentRow, TemplateTile
from jmapdesk.ui.start.words import ago, facts_of, needs_of
from jmapdesk.ui.tools.dropping import paths_in
from jmapdesk.util.errors import JmapError
from jmapdesk.util.file_names import folders_apart
from jmapdesk.util.ids import counting_ids
from jmapdesk.util.resources import resource

SAMPLES = (
    "from-evaluation-to-first-value.jmap",
    "borrowing-a-library-book.jmap",
    "a-health-workers-day-in-hindi.jmap",
)
"""The complete maps that come with the program, in ``resources/samples``."""
_COLUMN = LARGE.width() + 22
_SIDE = 400


def _tr(text: str) -> str:
    return QCoreApplication.translate("start", text)


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("startHeading")
    return label


class StartPage(QWidget):
    """A window of its own; it goes when a map comes up."""

    def __init__(self, kit: Kit, windows: Windows) -> None:
        super().__init__()
        self._kit, self._windows = kit, windows
        self._loader: RecentLoader | None = None
        self._to_paint: list[tuple[PictureButton, JourneyMap | Path]] = []
        self.rows: dict[Path, RecentRow] = {}
        self.lost_rows: list[RecentRow] = []
        self.closed_rows: list[RecentRow] = []
        self.tiles: list[TemplateTile] = []
        self.setObjectName("startPage")
        self.setWindowTitle("jmapdesk")
        self.setAcceptDrops(True)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._side())
        self._gallery = _Gallery()
        scroll = QScrollArea()
        scroll.setObjectName("startGallery")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._gallery)
        whole.addWidget(scroll, 1)
        self._painting = QTimer(self, interval=0)
        self._painting.timeout.connect(self._paint_next)
        self._fill_gallery()
        self.resize(1240, 780)
        for keys, run in (("Ctrl+N", partial(windows.new, "current-state")), ("Ctrl+O", self._open)):
            QShortcut(QKeySequence(keys), self).activated.connect(run)
        if self.lost_rows:
            self.lost_rows[0].setFocus()
        elif self.rows:
            next(iter(self.rows.values())).setFocus()
        else:
            self.tiles[0].setFocus()

    # --- the left side ------------------------------------------------------------------------------------------

    def _side(self) -> QWidget:
        side = QFrame()
        side.setObjectName("startSide")
        side.setFixedWidth(_SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(36, 40, 28, 28)
        column.setSpacing(6)
        name = QLabel("jmapdesk")
        name.setObjectName("startName")
        claim = QLabel(_tr("Journey maps that stay yours."))
        claim.setObjectName("startClaim")
        column.addWidget(name)
        column.addWidget(claim)
        column.addSpacing(18)
        buttons = QHBoxLayout()
        icons = self._kit.icon_set
        open_it = QPushButton(icons.icon("folder-open", "accent_ink"), _tr("Open"))
        open_it.setProperty("primary", True)
        open_it.clicked.connect(self._open)
        bring = QPushButton(icons.icon("download"), _tr("From a table or text"))
        bring.clicked.connect(self._import)
        for button in (open_it, bring):
            button.setIconSize(beside_words(18, 4))
            button.setMinimumHeight(38)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addSpacing(20)
        column.addWidget(self._lists(), 1)
        tour = QPushButton(icons.icon("footprints", "accent"), _tr("Five steps to a first map"))
        tour.setObjectName("startLink")
        tour.setCursor(Qt.CursorShape.PointingHandCursor)
        tour.clicked.connect(self._windows.tour)
        column.addWidget(tour, 0, Qt.AlignmentFlag.AlignLeading)
        return side

    def _lists(self) -> QWidget:
        """What was left behind and what was worked on lately; they scroll where the screen is low."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        recent = self._kit.settings.recent
        if self._windows.lost:
            column.addWidget(_heading(_tr("Not saved when jmapdesk ended")))
            column.addWidget(self._lost(self._windows.lost))
            column.addSpacing(14)
        if recent:
            column.addWidget(_heading(_tr("Recent")))
            column.addWidget(self._recent(recent))
        self._closed = QVBoxLayout()
        self._closed.setContentsMargins(0, 14, 6, 0)
        self._closed.setSpacing(4)
        column.addLayout(self._closed)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        return scroll

    def _lost(self, found: Sequence[Recovered]) -> QWidget:
        """What a killed program left behind, most of all to be seen."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(4)
        for one in found:
            row = self._told_row(one, unread_words(one) or in_words(one.difference) or edits_words(one))
            row.clicked.connect(partial(self._windows.recover, one))
            row.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            row.customContextMenuRequested.connect(partial(self._lost_menu, one, row))
            self.lost_rows.append(row)
            column.addWidget(row)
        return inner

    def _told_row(self, one: Recovered, warning: str = "") -> RecentRow:
        row = RecentRow(self._kit.tokens, one.title or _tr("Untitled map"))
        file = one.path.name if one.path is not None else ""
        row.say(row.name, f"{ago(one.when, datetime.now())} · {edits_words(one)}", warning, file)
        row.setToolTip(told(one).replace("<", "‹"))
        return row

    def _list_closed(self) -> None:
        """What was closed without saving, in case that was a slip."""
        found = closed_unsaved(self._kit.recovery)
        if found:
            self._closed.addWidget(_heading(_tr("Closed without saving")))
        for one in found:
            row = self._told_row(one)
            row.clicked.connect(partial(self._windows.fetch_back, one))
            row.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            row.customContextMenuRequested.connect(partial(self._closed_menu, one, row))
            self.closed_rows.append(row)
            self._closed.addWidget(row)
            self._to_paint.append((row, one.document.committed))

    def _closed_menu(self, found: Recovered, row: RecentRow, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(_tr("Open")).triggered.connect(partial(self._windows.fetch_back, found))
        menu.addAction(_tr("Delete for good")).triggered.connect(partial(self._forget_closed, found, row))
        menu.exec(row.mapToGlobal(at))
        menu.deleteLater()

    def _forget_closed(self, found: Recovered, row: RecentRow) -> None:
        remove(found.recording)
        self.closed_rows.remove(row)
        row.hide()
        row.deleteLater()

    def _lost_menu(self, found: Recovered, row: RecentRow, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(_tr("Open")).triggered.connect(partial(self._windows.recover, found))
        menu.addAction(_tr("Let these edits go")).triggered.connect(partial(self._let_go, found, row))
        menu.exec(row.mapToGlobal(at))
        menu.deleteLater()

    def _let_go(self, found: Recovered, row: RecentRow) -> None:
        self._windows.let_go(found)
        self.lost_rows.remove(row)
        row.hide()
        row.deleteLater()

    def _recent(self, paths: Sequence[Path]) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(4)
        for path in paths:
            row = RecentRow(self._kit.tokens, path.stem)
            row.setToolTip(str(path))
            row.clicked.connect(partial(self._windows.open_path, path))
            row.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            row.customContextMenuRequested.connect(partial(self._recent_menu, path))
            self.rows[path] = row
            column.addWidget(row)
        return inner

    def load(self) -> None:
        """Begin to look at the recent maps and to paint the pictures."""
        ratio = self.devicePixelRatioF()
        if self.rows and self._loader is None:
            self._loader = RecentLoader(tuple(self.rows), self._kit.make_workshop, ratio, self)
            self._loader.seen.connect(self._seen)
            self._loader.start()
        self._to_paint[:0] = zip(self.lost_rows, (one.document.committed for one in self._windows.lost), strict=True)
        self._list_closed()
        self._painting.start()

    def _seen(self, found: RecentMap, picture: QImage | None) -> None:
        row = self.rows.get(found.path)
        if row is None:
            return
        row.say(found.title, facts_of(found, datetime.now()), needs_of(found), self._file_words(found.path))
        if found.trouble:
            row.setToolTip(f"{found.path}\n{found.trouble}")
        if picture is not None:
            row.show_picture(picture)

    def _file_words(self, path: Path) -> str:
        folder = folders_apart([*self.rows, path])[path]
        return f"{path.name} – {folder}" if folder else path.name

    def _recent_menu(self, path: Path, at: QPoint) -> None:
        row = self.rows[path]
        menu = QMenu(self)
        menu.addAction(_tr("Open")).triggered.connect(partial(self._windows.open_path, path))
        menu.addAction(_tr("Take off this list")).triggered.connect(partial(self._forget, path))
        menu.exec(row.mapToGlobal(at))
        menu.deleteLater()

    def _forget(self, path: Path) -> None:
        self._kit.settings.remove_recent(path)
        row = self.rows.pop(path)
        row.hide()
        row.deleteLater()

    # --- the gallery --------------------------------------------------------------------------------------------

    def _fill_gallery(self) -> None:
        self._gallery.clear()
        self.tiles.clear()
        self._to_paint.clear()
        self._gallery.add_heading(_tr("Start a new map"))
        built_in = []
        for key, template in TEMPLATES.items():
            tile = self._tile(_tr(template.name), _tr(template.description))
            tile.clicked.connect(partial(self._windows.new, key))
            self._to_paint.append((tile, _sketch(template)))
            built_in.append(tile)
        self._gallery.add_tiles(built_in)
        own = own_templates(self._kit.templates)
        if own:
            self._gallery.add_heading(_tr("Your templates"))
            self._gallery.add_tiles([self._own_tile(one) for one in own])
        self._gallery.add_heading(_tr("Look at a finished map"))
        samples = []
        for name in SAMPLES:
            path = resource("samples", name)
            tile = self._tile(open_map(path).journey.about.title, _tr("A copy, to look at and try things with."))
            tile.clicked.connect(partial(self._windows.sample, name))
            self._to_paint.append((tile, path))
            samples.append(tile)
        self._gallery.add_tiles(samples)

    def _tile(self, name: str, words: str) -> TemplateTile:
        tile = TemplateTile(self._kit.tokens, name, words)
        self.tiles.append(tile)
        return tile

    def _own_tile(self, template: OwnTemplate) -> TemplateTile:
        tile = self._tile(template.name, "")
        tile.clicked.connect(partial(self._windows.new_from, template))
        tile.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tile.customContextMenuRequested.connect(partial(self._template_menu, template, tile))
        self._to_paint.append((tile, template.path))
        return tile

    def _template_menu(self, template: OwnTemplate, tile: TemplateTile, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(_tr("New map")).triggered.connect(partial(self._windows.new_from, template))
        menu.addAction(_tr("Move to the bin")).triggered.connect(partial(self._bin, template))
        menu.exec(tile.mapToGlobal(at))
        menu.deleteLater()

    def _bin(self, template: OwnTemplate) -> None:
        """Into the desktop's bin, from where it can be fetched back; deleted where there is none."""
        try:
            if not QFile.moveToTrash(str(template.path)):
                forget_template(template)
        except JmapError as error:
            file_flow.tell(self, error.message)
        self._fill_gallery()
        self._painting.start()

    def _paint_next(self) -> None:
        """One picture a turn, so that the page is there at once and answers while it fills."""
        if not self._to_paint:
            self._painting.stop()
            return
        tile, what = self._to_paint.pop(0)
        journey = open_map(what).journey if isinstance(what, Path) else what
        size = SMALL if isinstance(tile, RecentRow) else LARGE
        tile.show_picture(map_picture(journey, self._kit.make_workshop(), size, self.devicePixelRatioF()))

    # --- files --------------------------------------------------------------------------------------------------

    def _folder(self) -> Path:
        recent = self._kit.settings.recent
        return recent[0].parent if recent else Path.home()

    def _open(self) -> None:
        path = file_flow.ask_open(self, self._folder())
        if path is not None:
            self._windows.open_path(path)

    def _import(self) -> None:
        path = file_flow.ask_import(self, self._folder())
        if path is not None:
            self._windows.open_path(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if paths_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        event.acceptProposedAction()
        self._windows.open_paths([Path(name) for name in paths_in(event.mimeData())])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk the buttons as Tab does, Enter presses the one with the keyboard, Esc goes back to a map."""
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape and self._windows.has_maps:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, (PictureButton, QPushButton)):
            focused.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop reading maps."""
        self._painting.stop()
        if self._loader is not None:
            self._loader.stop()
        event.accept()
        self._windows.closed(self)


def _sketch(template: Template) -> JourneyMap:
    return sketched(template.build(counting_ids()), counting_ids("card"), template.series)


class _Gallery(QWidget):
    """Headings and tiles, as many beside each other as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(44, 40, 28, 28)
        self._column.setSpacing(14)
        self._column.addStretch(1)
        self._grids: list[tuple[QGridLayout, list[TemplateTile]]] = []
        self._across = 0

    def clear(self) -> None:
        """Take everything out."""
        for part in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            part.hide()
            part.deleteLater()
        self._grids.clear()

    def add_heading(self, words: str) -> None:
        """A heading over the tiles that come next."""
        self._column.insertWidget(self._column.count() - 1, _heading(words))

    def add_tiles(self, tiles: Iterable[TemplateTile]) -> None:
        """Tiles in rows."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 10)
        grid.setHorizontalSpacing(22)
        grid.setVerticalSpacing(16)
        self._column.insertWidget(self._column.count() - 1, holder)
        self._grids.append((grid, list(tiles)))
        self._across = 0
        self._arrange()

    def resizeEvent(self, event: object) -> None:
        """Another width may hold more tiles in a row."""
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """One tile across, however many there are."""
        return QSize(_COLUMN + 60, self._column.minimumSize().height())

    def _arrange(self) -> None:
        across = max(1, (self.width() - 72 + 22) // _COLUMN)
        if across == self._across:
            return
        before, self._across = self._across, across
        for grid, tiles in self._grids:
            for place, tile in enumerate(tiles):
                grid.addWidget(tile, place // across, place % across)
            grid.setColumnStretch(before, 0)
            grid.setColumnStretch(across, 1)
