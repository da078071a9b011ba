"""The main window: it only assembles. What actions do stands in ``commands``, files in ``window_files``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QVBoxLayout, QWidget

from jmapdesk.exchange.packs import part_in
from jmapdesk.model.delta import Delta
from jmapdesk.session.document import Document
from jmapdesk.session.recovery import Recovered
from jmapdesk.session.selection import ABOUT, Ref, Selection, card_ref
from jmapdesk.ui import actions as action_table
from jmapdesk.ui import appearance, commands, file_flow, menus, showing
from jmapdesk.ui.adding import Adding
from jmapdesk.ui.bars import StatusBar, TopBar
from jmapdesk.ui.canvas.view import TOOLS, MapView
from jmapdesk.ui.capture_bar import CaptureBar
from jmapdesk.ui.card_palette import CardPalette
from jmapdesk.ui.command_palette import CommandPalette
from jmapdesk.ui.editing import Editing
from jmapdesk.ui.filter_panel import FilterPanel, passing_words
from jmapdesk.ui.find_bar import FindBar
from jmapdesk.ui.help_sheets import about_text, show_shortcuts
from jmapdesk.ui.history_panel import HistoryPanel
from jmapdesk.ui.inspector.panel import InspectorPanel
from jmapdesk.ui.keeping import Keeping
from jmapdesk.ui.kit import Kit, Windows
from jmapdesk.ui.link_opener import LinkOpener
from jmapdesk.ui.looking import Looking
from jmapdesk.ui.looking_about import LookingAbout
from jmapdesk.ui.menus_here import MenusHere
from jmapdesk.ui.merged_panel import Came, MergedPanel, in_short
from jmapdesk.ui.outline.panel import OutlinePanel
from jmapdesk.ui.panels import Panel, Panels, first_field, next_part
from jmapdesk.ui.parked_panel import ParkedPanel
from jmapdesk.ui.paste import Paster
from jmapdesk.ui.rearranging import Rearranging
from jmapdesk.ui.recovered_bar import OthersBar, RecoveredBar
from jmapdesk.ui.sharing.flow import Sharing
from jmapdesk.ui.table.panel import TablePanel
from jmapdesk.ui.tools.dropping import paths_in
from jmapdesk.ui.tour_panel import TourPanel
from jmapdesk.ui.travelling import Travelling
from jmapdesk.ui.views_menu import ViewMenus
from jmapdesk.ui.window_files import WindowFiles


def _tr(text: str) -> str:
    return QCoreApplication.translate("window", text)


class MainWindow(QMainWindow):
    """One document in a window: palette, canvas, inspector, a bar above and one below."""

    def __init__(self, document: Document, kit: Kit, windows: Windows, recovered: Recovered | None = None) -> None:
        super().__init__()
        self.document = document
        self.selection = Selection()
        self._kit, self._windows = kit, windows
        self._tour: TourPanel | None = None
        self._shown_once = False
        self.setWindowTitle("jmapdesk")
        self.setAcceptDrops(True)
        self.setMinimumSize(480, 360)
        self.view = MapView(document, self.selection, kit.shaper, kit.icons)
        self.view.dress(kit.tokens)
        self.keeping = Keeping(self.view, kit, recovered.journal if recovered else None)
        self.recovered_bar = RecoveredBar(recovered, kit.icon_set) if recovered else None
        self.looking = Looking(self.view, self)
        self.capture = CaptureBar(self.view, kit.icon_set)
        self.paster = Paster(self.view, kit.icon_set, lambda names, hit: self.files.dropped(names, hit), self.say)
        self.editing = Editing(self.view, self.looking, self.say, self._name_persona, self.paster.paste)
        self.rearranging = Rearranging(self.view, self.editing.step, self.say)
        self.find_bar = FindBar(self.view, kit.icon_set, self)
        self.filter_panel = FilterPanel(self.view, kit.icon_set)
        self.table = TablePanel(self.view, kit.icon_set, kit.tokens)
        self.outline = OutlinePanel(self.view, kit.icon_set, kit.tokens)
        self.inspector = InspectorPanel(document, self.selection, kit.icon_set, kit.tokens)
        self.adding = Adding(self.view, self.looking, lambda card: self.files.choose_image(card), self.say)
        self.travelling = Travelling(self.view, kit.icon_set, self.inspector, self.editing.step, self.say)
        self.history = HistoryPanel(document, kit.icon_set, kit.tokens)
        self.parked = ParkedPanel(self.view, kit.icon_set)
        self.merged = MergedPanel(self.view, kit.icon_set)
        self.palette_panel = CardPalette(self.view.layout_now.context.theme, kit.tokens)
        self.files = WindowFiles(
            self, self.view, kit, windows, self.keeping, self._finish, self._refresh, self.say, self._show_merged,
            lambda: self.sharing.refused(),
        )  # fmt: skip
        self.links = LinkOpener(
            self, document, windows, kit.icon_set, lambda: kit.settings.recent, self._go_to, self.say
        )
        self.actions_by_name: dict[str, QAction] = {}
        self.panels = Panels(self._make_panels(), self.actions_by_name, self.view)
        self.about = LookingAbout(self.view, kit.icon_set, kit.settings, self.actions_by_name)
        self.actions_by_name |= action_table.build(self, self._handlers(), kit.icon_set)
        self.addActions(list(self.actions_by_name.values()))
        self.finder = CommandPalette(
            self, self.view, document, self.actions_by_name, lambda: kit.settings.recent, kit.icon_set, kit.tokens
        )
        kinds = menus.kind_menu(
            self, kit.icon_set, partial(commands.kind_choices, document, self.selection), self.editing.convert
        )
        of_cards = (kinds, self.rearranging.move_menu(self))
        self.menus_here = MenusHere(
            self, document, self.selection, kit.icon_set, self.actions_by_name, self.links, self.editing.add_lane,
            of_cards,
        )  # fmt: skip
        lanes = self.menus_here.lanes()
        views = ViewMenus(self, self.view, self.looking, self.actions_by_name, kit.icon_set)
        own = (self.files.recent, lanes, of_cards)
        self.top = TopBar(
            self.actions_by_name,
            menus.main_menu(self, self.actions_by_name, *own, windows.new, views.complete),
            menus.insert_menu(self, self.actions_by_name, lanes),
            kit.icon_set,
        )
        self.status = StatusBar(self.actions_by_name, kit.icon_set)
        self.status.put(views.button())
        self.sharing = Sharing(
            self, document, kit, windows, self.keeping.versions, self._finish, self._show_merged, self.say,
            self.files.save,
        )  # fmt: skip
        self._counting = QTimer(self, singleShot=True, interval=150)
        self._counting.timeout.connect(self._count)
        self._assemble()
        self._connect()
        self._restore()
        self._follow_look()
        self._refresh()
        self.status.show_parked(self.parked.count)
        self.status.show_conflicts(self.merged.count)
        self._count()

    # --- putting together ---------------------------------------------------------------------------------------

    def _assemble(self) -> None:
        middle = self._middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.palette_panel)
        middle.addWidget(self.outline)
        desk = QSplitter(Qt.Orientation.Vertical)
        desk.setChildrenCollapsible(False)
        desk.addWidget(self.view)
        desk.addWidget(self.table)
        desk.setStretchFactor(0, 1)
        middle.addWidget(desk, 1)
        middle.addWidget(self.filter_panel)
        middle.addWidget(self.parked)
        middle.addWidget(self.merged)
        middle.addWidget(self.history)
        middle.addWidget(self.inspector)
        column = self._column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        if self.recovered_bar is not None:
            column.addWidget(self.recovered_bar)
            self.recovered_bar.freed.connect(self.view.setFocus)
        for bar in (self.keeping.bar, *self.sharing.bars, self.files.packs.bar):
            column.addWidget(bar)
            bar.freed.connect(self.view.setFocus)
        column.addLayout(middle, 1)
        column.addWidget(self.capture)
        column.addWidget(self.status)
        centre = QWidget()
        centre.setLayout(column)
        self.setCentralWidget(centre)
        self.view.setFocus()

    def _make_panels(self) -> list[Panel]:
        """What can be shown and hidden beside the map."""
        return [
            Panel("show_palette", self.palette_panel, "window.palette", shown=True, yields=1, lends=True),
            Panel("show_inspector", self.inspector, "window.inspector", shown=True, yields=2),
            Panel("show_history", self.history, opened=self.history.setFocus, yields=4),
            Panel("show_parked", self.parked, opened=self.parked.open, yields=3),
            Panel("show_merged", self.merged, opened=self.merged.open, yields=5),
            Panel("show_outline", self.outline, "window.outline", opened=self.outline.setFocus, yields=3),
            Panel("show_table", self.table, "window.table", opened=self.table.setFocus),
            Panel("show_filter", self.filter_panel, "window.filter", opened=self.filter_panel.setFocus, yields=3),
        ]

    def _connect(self) -> None:
        # the selection drops what is gone before the panels look at the map
        self.document.changed.connect(self._followed)
        self.document.state_changed.connect(self._on_state)
        self.selection.changed.connect(self._on_selection)
        self.looking.changed.connect(self._enable)
        self.view.dropped.changed.connect(lambda _: self._refresh())
        self.view.zoom_changed.connect(self.status.show_zoom)
        self.view.menu_requested.connect(self.menus_here.show)
        self.view.insert_requested.connect(self.menus_here.ask_insert)
        self.view.files_dropped.connect(self.files.dropped)
        self.view.failed.connect(self.status.show_message)
        self.view.filter_changed.connect(self._show_filtered)
        self.status.filter_button.clicked.connect(self._unfilter)
        self.keeping.follow(self.capture)
        self.keeping.said.connect(self.status.show_message)
        if self.recovered_bar is not None:
            self.recovered_bar.back_wanted.connect(lambda: self.travelling.give_up(self.keeping.recorder))
            self.recovered_bar.save_wanted.connect(lambda: self.files.save())
        self.view.links_wanted.connect(self.links.open_one_of)
        self.view.tool_changed.connect(self._tick_tools)
        self.view.tool_changed.connect(self._explain_tool)
        self._kit.appearance.changed.connect(self._follow_look)
        self.capture.pasted.connect(self.editing.paste)
        self.status.zoom_wanted.connect(self.view.zoom_to)
        self.palette_panel.chosen.connect(self.adding.add)
        self.history.wanted.connect(self.travelling.go_to)
        self.parked.counted.connect(self._show_parked)
        for name, panel in (
            ("history", self.history), ("parked", self.parked), ("filter", self.filter_panel), ("merged", self.merged)
        ):  # fmt: skip
            panel.closed.connect(lambda _=False, name=name: self.panels.show(f"show_{name}", False))
        self.parked.said.connect(self.say)
        self.merged.said.connect(self.say)
        self.merged.counted.connect(self.status.show_conflicts)
        self.merged.jumped.connect(self._go_to)
        self.find_bar.said.connect(self.say)
        self.table.jumped.connect(lambda card: self._go_to(card_ref(card)))
        self.finder.jumped.connect(self._go_to)
        self.finder.kind_wanted.connect(self.adding.add)
        self.finder.opened.connect(self._windows.open_path)
        self.inspector.left.connect(self.view.setFocus)
        self.inspector.told.connect(self.say)
        self.inspector.jump_requested.connect(lambda card: self._go_to(card_ref(card)))
        self.inspector.image_requested.connect(self.files.choose_image)
        self.inspector.portrait_requested.connect(self.files.choose_portrait)
        self.inspector.link_opened.connect(self.links.open)
        self.inspector.crop_requested.connect(self.files.crop)
        self.inspector.connect_requested.connect(self.editing.connect_cards)
        self.inspector.persona_page_requested.connect(self.files.show_persona)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        """What each action of the table does."""
        selection, view = self.selection, self.view
        return {
            "new": partial(self._windows.new, "current-state"),
            "start_page": self._windows.start,
            "open_sample": self._windows.sample,
            **self.files.handlers(),
            "close": lambda: self._windows.close_map(self),
            "quit": self._windows.quit,
            **self.travelling.handlers(),
            **self.editing.handlers(),
            **self.rearranging.handlers(),
            "open_link": lambda: self.links.open_selected(selection, view.menu_place()),
            "find_anything": lambda: self.finder.open(),
            "find_words": self.find_bar.open,
            "find_next": lambda: self.find_bar.step(1),
            "find_previous": lambda: self.find_bar.step(-1),
            "replace": lambda: self.find_bar.open(replacing=True),
            "add_card": lambda: self.adding.add(None),
            "capture": lambda: self.editing.step(self.capture.open),
            **self.looking.handlers(),
            "zoom_in": view.zoom_in,
            "zoom_out": view.zoom_out,
            "zoom_100": lambda: view.zoom_to(1.0),
            "zoom_fit": view.fit,
            **self.about.handlers(),
            **{f"tool_{name}": partial(self._take_tool, name) for name in TOOLS},
            **self.panels.handlers(),
            **appearance.handlers(self._kit.appearance),
            "map_fields": self._show_map_fields,
            "next_panel": lambda: self._go_round(1),
            "previous_panel": lambda: self._go_round(-1),
            "open_menu": lambda: self.top.menu_button.showMenu(),
            "shortcuts": lambda: show_shortcuts(self),
            "tour": self._windows.tour,
            "about": lambda: file_flow.tell(self, about_text()),
        }

    # --- what shows ---------------------------------------------------------------------------------------------

    def _followed(self, difference: Delta) -> None:
        self.selection.follow(difference, self.document.journey)
        if difference.touched("look"):
            self.palette_panel.wear(self.view.layout_now.context.theme)
            self.parked.wear(self.view.layout_now.context.theme)
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
        on_map = len(journey.cards) - self.parked.count
        self.status.show_counts(len(journey.stages), steps, on_map, layout.counted.percent)
        self._show_filtered()

    def _unfilter(self) -> None:
        """Show all cards. The button goes with that: the keyboard must not be left to whatever stands beside it."""
        self.view.unfilter()
        self.view.setFocus()

    def _show_filtered(self) -> None:
        self.status.show_filtered(passing_words(self.view))

    def _show_parked(self, count: int) -> None:
        """Parked cards are told of while there are any; the panel goes with the last one."""
        self.status.show_parked(count)
        if not count:
            self.panels.show("show_parked", False)
        self._enable()

    def _show_merged(self, came: Sequence[Came]) -> None:
        """List what a workbook or packs brought into the map."""
        self.merged.show_came(came)
        self.panels.show("show_merged")
        self.say(in_short(came))

    def _on_state(self, _nothing: None) -> None:
        self._refresh()
        self.history.follow()
        if self.recovered_bar is not None:
            self.recovered_bar.follow()
        if self._tour is not None:
            self._tour.follow()

    def _on_selection(self, *_refs: object) -> None:
        self._enable()

    def _refresh(self) -> None:
        document = self.document
        title = document.journey.about.title or _tr("Untitled map")
        part = part_in(document.journey)
        self.top.show_title(f"{title} · {part.name}" if part is not None else title)
        only_read = document.is_read_only and not document.is_lost
        self.top.show_saved(not document.is_modified, document.path is not None, only_read, document.saving is not None)
        name = document.path.name if document.path else title
        self.setWindowTitle(f"{name}[*] — jmapdesk")
        self.setWindowModified(document.is_modified)
        self.travelling.label(self.actions_by_name)
        self._enable()

    def _enable(self) -> None:
        kinds = {ref.kind for ref in self.selection.refs}
        state = {
            **self.travelling.state(),
            "words": bool(kinds - {"persona"}),
            "parts": bool(kinds & {"card", "connection", "stage", "step", "lane", "persona"}),
            "cards": "card" in kinds,
            "cards_or_cell": bool(kinds & {"card", "cell"}),
            "within": bool(kinds & {"card", "cell", "stage", "step", "lane"}),
            "some": bool(kinds),
            "pair": len(self.selection.cards) > 1,
            "ends": bool(kinds & {"card", "connection"}),
            "column": bool(kinds & {"card", "cell", "stage", "step"}),
            "row": bool(kinds & {"card", "cell", "lane"}),
            "parked": self.parked.count > 0,
            "collapsed": showing.is_any_collapsed(self.document.journey),
            **self.looking.state(),
        }
        self.looking.tick(self.actions_by_name)
        action_table.enable(self.actions_by_name, state, read_only=self.document.is_read_only)

    def _go_to(self, ref: Ref) -> None:
        self.view.finish_editing()
        said = self.looking.bring_out(ref)
        self.selection.select(ref)
        if self.parked.holds(ref):
            self.panels.show("show_parked")
            return
        self.view.reveal(ref)
        self.view.setFocus()
        if said:
            self.say(said)

    # --- panels -------------------------------------------------------------------------------------------------

    def _name_persona(self) -> None:
        self.panels.show("show_inspector")
        self.inspector.name_first()

    def _show_map_fields(self) -> None:
        self.selection.select(ABOUT)
        self.panels.show("show_inspector")
        self.inspector.focus_first()

    def _go_round(self, by: int) -> None:
        """Bring the keyboard to the next part of the window: on the canvas Tab walks the map."""
        on_map = (self.view, self.travelling.bar, self.find_bar, self.table)
        beside = (self.inspector, self.filter_panel, self.parked, self.history)
        parts = (*on_map, *beside, self.top, self.palette_panel, self.outline)
        to = next_part(parts, self.focusWidget(), by)
        if to is self.inspector:
            self.inspector.focus_first()
        else:
            (to if to is self.view else first_field(to)).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _take_tool(self, name: str) -> None:
        self.view.set_tool(name)
        self._tick_tools()  # a click on the tool in hand must not show it as put away

    def _tick_tools(self, _tool: str = "") -> None:
        for name in TOOLS:
            self.actions_by_name[f"tool_{name}"].setChecked(self.view.tool == name)

    def _explain_tool(self, tool: str) -> None:
        hint = _tr("Draw through the lane of emotions; Esc ends")
        if tool == "curve":
            self.say(hint)
        elif self.status.message == hint:
            self.say("")

    def _follow_look(self) -> None:
        self.view.reduced_motion = self._kit.appearance.reduced_motion
        appearance.tick(self._kit.appearance, self.actions_by_name)

    # --- files --------------------------------------------------------------------------------------------------

    def _finish(self) -> None:
        """Keep whatever is still being written, on the map and in the inspector."""
        self.view.finish_editing()
        self.inspector.finish()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome all over the window."""
        if paths_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files dropped beside the map."""
        event.acceptProposedAction()
        self.files.dropped(paths_in(event.mimeData()), None)

    def show_tour(self) -> None:
        """Show the five steps to a first map beside the map."""
        self._tour = TourPanel(self.document, self._kit.icon_set)
        self._tour.closed.connect(self._close_tour)
        self._middle.insertWidget(self._middle.indexOf(self.history), self._tour)
        self._tour.show()

    def _close_tour(self) -> None:
        tour, self._tour = self._tour, None
        if tour is not None:
            tour.hide()
            tour.deleteLater()
        self.view.setFocus()

    # --- coming and going ---------------------------------------------------------------------------------------

    def show_card(self, card: str) -> None:
        """Select a card and bring it into sight; says so where the map has it no longer."""
        if card in self.document.journey.cards:
            self._go_to(card_ref(card))
        else:
            self.say(_tr("The card that was pointed to is no longer in this map."))

    def say(self, text: str) -> None:
        """Show a short message in the status bar."""
        self.status.show_message(text)

    def mention(self, lost: Sequence[Recovered]) -> None:
        """Say over the map that a crash left edits of other maps, and lead to them."""
        bar = OthersBar(lost, self._kit.icon_set)
        bar.show_wanted.connect(self._windows.start)
        bar.freed.connect(self.view.setFocus)
        self._column.insertWidget(self._column.indexOf(self.top) + 1, bar)
        bar.show()

    def is_pristine(self) -> bool:
        """Whether nothing was ever done in this window, so that another map may take its place."""
        document = self.document
        return document.path is None and not document.is_modified and not document.can_undo

    def closeEvent(self, event: QCloseEvent) -> None:
        self._finish()  # first, for a card made of the bar's words would drop what is written on the map
        self.sharing.look_at_once()
        take_back = self.capture.keep_rest()
        if not self.files.may_close():
            take_back()
            event.ignore()
            return
        self.sharing.stop()
        self.keeping.close()
        settings = self._kit.settings
        settings.set_blob("window.geometry", bytes(self.saveGeometry().data()))
        self.panels.keep(settings)
        self.about.keep(self.document.path)
        self.about.miniature.close_document()
        self.view.close_document()
        event.accept()
        self._windows.closed(self)

    def _restore(self) -> None:
        settings = self._kit.settings
        geometry = settings.blob("window.geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1440, 900)
        self.panels.restore(settings)
        self.about.restore_overview()
        self._tick_tools()
        if self.merged.count:  # two sides of a merge wait for somebody to choose
            self.panels.show("show_merged")

    def showEvent(self, event: QShowEvent) -> None:
        """Show the whole map at first, or the part of it that was seen the last time."""
        super().showEvent(event)
        self.status.show_zoom(self.view.zoom())
        if not self._shown_once:
            self._shown_once = True
            QTimer.singleShot(0, self, self._look_first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panels give way to the map where there is little room."""
        super().resizeEvent(event)
        self.panels.fit(event.size().width())

    def _look_first(self) -> None:
        if not self.about.restore(self.document.path):
            self.view.fit()
