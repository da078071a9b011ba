"""The main window: it only assembles. What actions do stands in ``commands``, files in ``file_flow``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QVBoxLayout, QWidget

from jmapdesk.edit.templates import TEMPLATES
from jmapdesk.model.delta import Delta
from jmapdesk.session.document import Document
from jmapdesk.session.selection import ABOUT, Ref, Selection
from jmapdesk.ui import actions as action_table
from jmapdesk.ui import commands, file_flow, pictures
from jmapdesk.ui.bars import StatusBar, TopBar
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.card_palette import CardPalette
from jmapdesk.ui.export_dialog import ExportDialog
from jmapdesk.ui.help_sheets import about_text, show_shortcuts
from jmapdesk.ui.inspector.panel import InspectorPanel
from jmapdesk.ui.kit import Kit, Windows
from jmapdesk.util.errors import JmapError


def _tr(text: str) -> str:
    return QCoreApplication.translate("window", text)


class MainWindow(QMainWindow):
    """One document in a window: palette, canvas, inspector, a bar above and one below."""

    def __init__(self, document: Document, kit: Kit, windows: Windows) -> None:
        super().__init__()
        self.document = document
        self.selection = Selection()
        self._kit, self._windows = kit, windows
        self._export: ExportDialog | None = None
        self.setWindowTitle("jmapdesk")
        self.setAcceptDrops(True)
        self.view = MapView(document, self.selection, kit.shaper, kit.icons)
        self.inspector = InspectorPanel(document, self.selection, kit.icon_set, kit.tokens)
        self.palette_panel = CardPalette(kit.theme)
        self.actions_by_name = action_table.build(self, self._handlers(), kit.icon_set)
        self.addActions(list(self.actions_by_name.values()))
        self._recent = QMenu(_tr("Open recent"), self)
        self._recent.aboutToShow.connect(self._fill_recent)
        self._insert = self._insert_menu()
        self.top = TopBar(self.actions_by_name, self._main_menu(), self._insert, kit.icon_set, kit.tokens)
        self.status = StatusBar(self.actions_by_name, kit.tokens)
        self._counting = QTimer(self, singleShot=True, interval=150)
        self._counting.timeout.connect(self._count)
        self._assemble()
        self._connect()
        self._restore()
        self._refresh()
        self._count()

    # --- putting together ---------------------------------------------------------------------------------------

    def _assemble(self) -> None:
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.palette_panel)
        middle.addWidget(self.view, 1)
        middle.addWidget(self.inspector)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        centre = QWidget()
        centre.setLayout(column)
        self.setCentralWidget(centre)
        self.view.setFocus()

    def _connect(self) -> None:
        # the selection drops what is gone before the panels look at the map
        self.document.changed.connect(self._followed)
        self.document.state_changed.connect(self._on_state)
        self.selection.changed.connect(self._on_selection)
        self.view.zoom_changed.connect(self.status.show_zoom)
        self.view.menu_requested.connect(self._show_menu)
        self.view.insert_requested.connect(self._ask_insert)
        self.view.files_dropped.connect(self._dropped)
        self.view.failed.connect(self.status.show_message)
        self.status.zoom_wanted.connect(self.view.zoom_to)
        self.palette_panel.chosen.connect(self._add_kind)
        self.inspector.jump_requested.connect(self._jump)
        self.inspector.image_requested.connect(self._choose_image)
        self.inspector.portrait_requested.connect(self._choose_portrait)

    def _handlers(self) -> dict[str, Callable[[], None]]:
        """What each action of the table does."""
        document, selection, view = self.document, self.selection, self.view
        return {
            "open": self._open,
            "open_sample": self._windows.sample,
            "import": self._import,
            "save": self.save,
            "save_as": partial(self.save, anew=True),
            "export": self.export,
            "close": self._close,
            "quit": self._windows.quit,
            "undo": lambda: self._step(document.undo),
            "redo": lambda: self._step(document.redo),
            "cut": self._cut,
            "copy": lambda: commands.copy(document, selection),
            "paste": self._paste,
            "duplicate": lambda: commands.duplicate(document, selection),
            "edit_text": view.edit_selected,
            "delete": view.delete_selected,
            "select_all": view.select_all,
            "add_card": lambda: self._add_kind(None),
            "add_stage": lambda: self._made(commands.add_stage),
            "add_step": lambda: self._made(commands.add_step),
            "move_left": lambda: commands.move_across(document, selection, -1),
            "move_right": lambda: commands.move_across(document, selection, 1),
            "move_up": lambda: commands.move_lane(document, selection, -1),
            "move_down": lambda: commands.move_lane(document, selection, 1),
            "add_persona": lambda: self._made(commands.add_persona),
            "zoom_in": view.zoom_in,
            "zoom_out": view.zoom_out,
            "zoom_100": lambda: view.zoom_to(1.0),
            "zoom_fit": view.fit,
            "show_palette": self._toggle_palette,
            "show_inspector": self._toggle_inspector,
            "map_fields": self._show_map_fields,
            "shortcuts": lambda: show_shortcuts(self),
            "about": lambda: file_flow.tell(self, about_text()),
        }

    def _main_menu(self) -> QMenu:
        """All menus of the table under one button."""
        main = QMenu(self)
        for key, words in action_table.MENUS:
            menu = main.addMenu(_tr(words))
            if key == "file":
                new = menu.addMenu(_tr("&New"))
                for name, template in TEMPLATES.items():
                    made = new.addAction(_tr(template.name))
                    made.setToolTip(_tr(template.description))
                    made.triggered.connect(lambda _checked=False, n=name: self._windows.new(n))
                menu.addMenu(self._recent)
            self._fill(menu, key)
            if key == "insert":
                menu.addMenu(self._lane_menu())
        return main

    def _fill(self, menu: QMenu, key: str) -> None:
        group = None
        for spec in action_table.SPECS:
            if spec.menu != key:
                continue
            if group is not None and spec.group != group:
                menu.addSeparator()
            group = spec.group
            menu.addAction(self.actions_by_name[spec.name])

    def _insert_menu(self) -> QMenu:
        menu = QMenu(self)
        self._fill(menu, "insert")
        menu.addMenu(self._lane_menu())
        return menu

    def _lane_menu(self, after: str | None = None, before: str | None = None) -> QMenu:
        """Every kind of lane, each adding one where asked, else under the selected lane."""
        menu = QMenu(_tr("&Lane"), self)
        menu.setIcon(self._kit.icon_set.icon("rows-3"))
        for kind, name, icon in commands.lane_choices():
            made = menu.addAction(self._kit.icon_set.icon(icon), name)
            made.triggered.connect(
                lambda _checked=False, k=kind: self._made(
                    lambda d, s: commands.add_lane(d, s, k, after=after, before=before)
                )
            )
        return menu

    # --- what shows ---------------------------------------------------------------------------------------------

    def _followed(self, difference: Delta) -> None:
        self.selection.follow(difference, self.document.journey)
        if any(c.collection in ("about", "stages", "cards") for c in difference.changes):
            self._count_soon()

    def _count_soon(self) -> None:
        """Count once after a burst of edits; counting never holds up a keystroke."""
        if not self._counting.isActive():
            self._counting.start()

    def _count(self) -> None:
        layout = self.view.layout_now
        journey = layout.journey
        steps = sum(len(stage.steps) for stage in journey.stages.values())
        self.status.show_counts(len(journey.stages), steps, len(journey.cards), layout.counted.percent)

    def _on_state(self, _nothing: None) -> None:
        self._refresh()

    def _on_selection(self, *_refs: object) -> None:
        self._enable()

    def _refresh(self) -> None:
        document = self.document
        title = document.journey.about.title or _tr("Untitled map")
        self.top.show_title(title)
        self.top.show_saved(not document.is_modified, document.path is not None)
        name = document.path.name if document.path else title
        self.setWindowTitle(f"{name}[*] – jmapdesk")
        self.setWindowModified(document.is_modified)
        self._label("undo", _tr("&Undo"), document.undo_label)
        self._label("redo", _tr("&Redo"), document.redo_label)
        self._enable()

    def _label(self, name: str, words: str, label: str) -> None:
        self.actions_by_name[name].setText(f"{words} “{label}”" if label else words)

    def _enable(self) -> None:
        selection = self.selection
        state = {
            "undo": self.document.can_undo,
            "redo": self.document.can_redo,
            "selection": any(ref.kind != "about" for ref in selection.refs),
            "cards": bool(selection.cards),
        }
        action_table.enable(self.actions_by_name, state)

    # --- edits --------------------------------------------------------------------------------------------------

    def _step(self, travel: Callable[[], object]) -> None:
        self.view.finish_editing()
        travel()

    def _made(self, command: Callable[[Document, Selection], object]) -> None:
        """Run a command that makes something, show what it made and let it be named."""
        self.view.finish_editing()
        command(self.document, self.selection)
        ref = self.selection.primary
        if ref is not None:
            self.view.reveal(ref)
            self.view.setFocus()
            if ref.kind in ("stage", "step", "lane"):
                self.view.edit_selected()

    def _add_kind(self, kind: str | None) -> None:
        self.view.finish_editing()
        if commands.add_card(self.document, self.selection, kind):
            ref = self.selection.primary
            if ref is not None:
                self.view.reveal(ref)
            self.view.setFocus()
            card = self.document.journey.cards.get(ref.id if ref else "")
            if card is not None and card.kind == "image":
                self._choose_image(card.id)
            else:
                self.view.edit_selected()
        else:
            self.status.show_message(_tr("There is no free place for such a card: add a lane for it first."))

    def _cut(self) -> None:
        commands.copy(self.document, self.selection)
        self.view.delete_selected()

    def _paste(self) -> None:
        self.view.finish_editing()
        if not commands.paste(self.document, self.selection):
            self.status.show_message(_tr("Select a cell to paste into."))

    def _jump(self, card_id: str) -> None:
        ref = Ref("card", card_id)
        self.selection.select(ref)
        self.view.reveal(ref)

    def _show_menu(self, hit: object, at: QPoint) -> None:
        """The menu of what lies under the pointer; the canvas has selected it already."""
        menu = QMenu(self)
        ref = self.selection.primary
        kind = ref.kind if ref else "about"
        names = {
            "card": ("edit_text", "cut", "copy", "paste", "duplicate", "delete"),
            "cell": ("add_card", "paste", "add_step"),
            "stage": ("edit_text", "add_stage", "add_step", "move_left", "move_right", "delete"),
            "step": ("edit_text", "add_step", "move_left", "move_right", "delete"),
            "lane": ("edit_text", "move_up", "move_down", "delete"),
        }.get(kind, ("edit_text", "map_fields", "add_stage", "add_persona"))
        for name in names:
            menu.addAction(self.actions_by_name[name])
        if kind in ("lane", "cell") and ref is not None:
            lanes = self._lane_menu(after=ref.id)
            lanes.setTitle(_tr("Lane below"))
            menu.addMenu(lanes)
        menu.exec(at)

    def _ask_insert(self, what: str, where: object) -> None:
        """The plus under the lanes: which kind of lane."""
        after, before = getattr(where, "after", None), getattr(where, "before", None)
        if what == "lane":
            self._lane_menu(after, before).exec(self.cursor().pos())

    # --- panels -------------------------------------------------------------------------------------------------

    def _toggle_palette(self) -> None:
        self.palette_panel.setVisible(self.palette_panel.isHidden())
        self._checks()

    def _toggle_inspector(self) -> None:
        self.inspector.setVisible(self.inspector.isHidden())
        self._checks()

    def _show_map_fields(self) -> None:
        self.selection.select(ABOUT)
        self.inspector.show()
        self._checks()
        self.inspector.focus_first()

    def _checks(self) -> None:
        self.actions_by_name["show_palette"].setChecked(not self.palette_panel.isHidden())
        self.actions_by_name["show_inspector"].setChecked(not self.inspector.isHidden())

    # --- files --------------------------------------------------------------------------------------------------

    @property
    def _folder(self) -> Path:
        """Where file dialogs begin: beside this map, else where the last one was."""
        if self.document.path is not None:
            return self.document.path.parent
        recent = self._kit.settings.recent
        return recent[0].parent if recent else Path.home()

    def _open(self) -> None:
        path = file_flow.ask_open(self, self._folder)
        if path is not None:
            self._windows.open_path(path)

    def _import(self) -> None:
        path = file_flow.ask_import(self, self._folder)
        if path is not None:
            self._windows.open_path(path)

    def save(self, anew: bool = False) -> bool:
        """Save, words still being typed included; whether it is in a file now."""
        self.view.finish_editing()
        if not file_flow.save(self, self.document, self._folder, anew=anew):
            return False
        if self.document.path is not None:
            self._kit.settings.add_recent(self.document.path)
        self._refresh()
        return True

    def export(self) -> None:
        """Open the export window on the map as it stands now."""
        self.view.finish_editing()
        if self._export is not None and self._export.isVisible():
            self._export.raise_()
            return
        layout = self.view.layout_now
        suggested = file_flow.suggested_path(self.document, self._folder)
        self._export = ExportDialog(
            self.document.committed, (layout.width, layout.height), suggested, self._kit.make_workshop, self
        )
        self._export.show()

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._kit.settings.recent:
            entry = self._recent.addAction(path.name.replace("&", "&&"))
            entry.setToolTip(str(path))
            entry.triggered.connect(lambda _checked=False, p=path: self._windows.open_path(p))
        if self._recent.isEmpty():
            self._recent.addAction(_tr("No map opened yet")).setEnabled(False)

    def _choose_image(self, card_id: str) -> None:
        path = file_flow.ask_image(self, self._folder)
        if path is not None:
            self._tried(lambda: pictures.put_on_card(self.document, path, card_id))

    def _choose_portrait(self, persona_id: str) -> None:
        path = file_flow.ask_image(self, self._folder)
        if path is not None:
            self._tried(lambda: pictures.put_on_persona(self.document, path, persona_id))

    def _tried(self, run: Callable[[], object]) -> None:
        try:
            run()
        except JmapError as error:
            file_flow.tell(self, error.message)

    def _dropped(self, paths: list[Path], hit: object) -> None:
        """Files dropped on the canvas: pictures become cards, anything else opens."""
        for path in paths:
            if pictures.is_picture(path):
                ref = self.selection.primary
                spot = commands.spot_of(self.document.journey, ref)
                self._tried(
                    lambda p=path, s=spot: pictures.add_card(self.document, self.selection, p, s.lane, s.step)
                )
            else:
                self._windows.open_path(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self._dropped(paths, None)
        event.acceptProposedAction()

    # --- coming and going ---------------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Show a short message in the status bar."""
        self.status.show_message(text)

    def is_pristine(self) -> bool:
        """Whether nothing was ever done in this window, so that another map may take its place."""
        document = self.document
        return document.path is None and not document.is_modified and not document.can_undo

    def _close(self) -> None:
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.view.finish_editing()
        if not file_flow.may_close(self, self.document, self._folder):
            event.ignore()
            return
        if self._export is not None:
            self._export.close()
        settings = self._kit.settings
        settings.set_blob("window.geometry", bytes(self.saveGeometry().data()))
        settings.set_value("window.inspector", not self.inspector.isHidden())
        settings.set_value("window.palette", not self.palette_panel.isHidden())
        self.view.close_document()
        event.accept()
        self._windows.closed(self)

    def _restore(self) -> None:
        settings = self._kit.settings
        geometry = settings.blob("window.geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1440, 900)
        self.inspector.setVisible(settings.value("window.inspector", True))
        self.palette_panel.setVisible(settings.value("window.palette", True))
        self._checks()

    def showEvent(self, event: object) -> None:
        if not getattr(self, "_fitted", False):
            self._fitted = True
            QTimer.singleShot(0, self.view.fit)
