"""The view of one document: shows its map and turns the mouse, the keys and drops into selections and edits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from jmapdesk.insight.filters import NOTHING_WANTED, Filter
from jmapdesk.layout.hit import Hit, hit
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.layout.visibility import Visibility
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.parts import IconPaths
from jmapdesk.session.document import Document
from jmapdesk.session.selection import Ref, Selection
from jmapdesk.text.shaped import Shaper
from jmapdesk.ui.canvas import keys
from jmapdesk.ui.canvas.accessible import Things
from jmapdesk.ui.canvas.commands import delete_selection, everything, ref_of
from jmapdesk.ui.canvas.dropped import DroppedWords
from jmapdesk.ui.canvas.focus_frame import BY_KEYS, FocusFrame
from jmapdesk.ui.canvas.folding import fold_item
from jmapdesk.ui.canvas.grips import Grips
from jmapdesk.ui.canvas.headers import Headers
from jmapdesk.ui.canvas.live import LiveCards
from jmapdesk.ui.canvas.mouse import Mouse
from jmapdesk.ui.canvas.overlays import BubbleItem, HandleItem, LineItem, MarkItem, SelectionItem, rect_of
from jmapdesk.ui.canvas.sheet_view import SheetView
from jmapdesk.ui.canvas.writing import Writer
from jmapdesk.ui.tools.base import SLACK
from jmapdesk.ui.tools.choose import hover_for
from jmapdesk.ui.tools.dropping import KindDrop, ParkedDrop, cards_in, drop_of, kind_in, paths_in
from jmapdesk.util.errors import JmapError

TOOLS: Final = ("select", "hand", "card", "curve")
"""What the mouse does: select and drag, move the view, set down cards, draw the curve."""


_SEEN: Final = 120
"""Pixels that a view is wide in which anything can be seen."""


class MapView(SheetView):
    """A map, seen and changed by hand. See the package for what the window does with it."""

    menu_requested = Signal(object, QPoint)
    insert_requested = Signal(str, object)
    files_dropped = Signal(list, object)
    links_wanted = Signal(list, QPoint)
    failed = Signal(str)
    tool_changed = Signal(str)
    typed_nowhere = Signal(object)
    """A key or a composition came that nothing on the map takes."""
    filter_changed = Signal()
    all_wanted = Signal()
    """Somebody asked for all cards again."""

    def __init__(
        self, document: Document, selection: Selection, shaper: Shaper, icons: IconPaths, parent: QWidget | None = None
    ) -> None:
        super().__init__(document.journey, shaper, icons, parent)
        self.document = document
        self.selection = selection
        self.reduced_motion = False
        self.tool = "select"
        self.live = LiveCards(self.items_scene, self.surface)
        self._rings = SelectionItem(
            selection, lambda: self.surface.layout, lambda: self.live.hidden, lambda: self.writer.written
        )
        self.hover_mark, self.slot_mark, self.band = MarkItem(3), MarkItem(4), MarkItem(16)
        self.insert_line, self.handle, self.bubble = LineItem(), HandleItem(), BubbleItem(lambda: self.surface.layout)
        self.fold_mark = fold_item(self)
        for item in (
            self._rings, self.hover_mark, self.slot_mark, self.band, self.insert_line, self.handle, self.bubble,
            self.fold_mark,
        ):  # fmt: skip
            self.items_scene.addItem(item)
        self.grips = Grips(self)
        self.writer = Writer(self)
        self.writer.began.connect(lambda: self._rings.refresh(self.zoom()))
        self.writer.ended.connect(lambda: self._rings.refresh(self.zoom()))
        self.dropped = DroppedWords(document)
        self.headers = Headers(self)
        self.focus_frame = FocusFrame(lambda: self.layout_now.context.theme.colours.focus, self)
        self.mouse = Mouse(self)
        self._drop: KindDrop | ParkedDrop | None = None
        self._fitted_at: float | None = None
        """The zoom at which the whole map was shown last."""
        self._fit_due = False
        document.changed.connect(self._document_changed)
        selection.changed.connect(self._selection_changed)
        # after the canvas has followed: what is said is said of the map as it shows
        self.things = Things(self)
        self.camera.set_sheet(self.surface.layout.width, self.surface.layout.height)
        self._rings.refresh(1.0)

    def close_document(self) -> None:
        """Let go of the document and the selection; the view is of no more use."""
        self.cancel_drag()
        self.writer.finish()
        self.document.changed.disconnect(self._document_changed)
        self.selection.changed.disconnect(self._selection_changed)
        self.things.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the whole map at first, and go on doing so until somebody zooms; then what is seen stays."""
        super().resizeEvent(event)
        self.surface.resized()
        seen = event.size().width() > _SEEN
        whole = self._fit_due or self._shows_whole(event.oldSize())
        self.camera.arrange()
        if seen and (self._fitted_at is None or (whole and self.writer.editor is None and not self.mouse.is_dragging)):
            self.fit()
        # a view that is squeezed for a moment, as panels come and go, is no size to fit into
        self._fit_due = whole and not seen
        self.headers.follow()
        self.writer.place()
        self.focus_frame.follow(self.focus_frame.isVisible())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The headers and the editor go along."""
        super().scrollContentsBy(dx, dy)
        if self.camera.zooming:
            return
        self.headers.follow(dx, dy)
        self.writer.place()

    # --- zoom ---------------------------------------------------------------------------------------------------

    def zoom_has_changed(self) -> None:
        """Everything whose size on screen is fixed changes with it."""
        self.writer.finish()
        self._rings.refresh(self.zoom())
        self.mouse.clear_hover()
        super().zoom_has_changed()
        self.headers.follow()

    def fit(self) -> None:
        """Show the whole map, at 100 % at most."""
        self.headers.rest()
        self.camera.fit(from_right=self.layout_now.columns.rtl)
        self._fitted_at = self.zoom()
        self.headers.follow()

    def fit_width(self) -> None:
        """Show the map in its whole width, at 200 % at most."""
        self.camera.fit_width(2.0)
        self.headers.follow()

    def _shows_whole(self, size: QSize) -> bool:
        """Whether a viewport of that size shows all of the map, at the zoom it was given for that."""
        wide, high = (side * self.zoom() for side in self.camera.sheet)
        return self._fitted_at == self.zoom() and wide <= size.width() and high <= size.height()

    def zoom_to_selection(self) -> None:
        """Show what is selected as large as it goes, at 200 % at most."""
        rects = [rect for ref in self.selection.refs[:500] if (rect := rect_of(self.layout_now, ref)) is not None]
        if rects:
            whole = rects[0]
            for rect in rects[1:]:
                whole = whole.united(rect)
            self.camera.fit(whole.grown(40), 2.0)
            self.headers.follow()
            self.camera.fit(whole.grown(40), 2.0)  # the strips of stages and lanes may have taken some of the room

    def pinch_begins(self) -> None:
        """What the first finger dragged is put back."""
        self.cancel_drag()

    def reveal(self, ref: Ref) -> None:
        """Scroll a thing into view."""
        rect = rect_of(self.layout_now, ref)
        if rect is not None:
            self.camera.reveal(rect)

    def viewportEvent(self, event: QEvent) -> bool:
        """Leaving takes the hover marks away."""
        if event.type() == QEvent.Type.Leave:
            self.mouse.clear_hover()
        return super().viewportEvent(event)

    # --- document and selection ---------------------------------------------------------------------------------

    def _document_changed(self, difference: Delta) -> None:
        self._relaid(self.surface.follow(difference, self.document.journey))

    def show_only(self, shown: Visibility) -> None:
        """Show this of the map; the map itself stays as it is."""
        self.finish_editing()
        self._relaid(self.surface.show_only(shown))

    def drop_hidden(self) -> None:
        """Select no longer what is not on the sheet: nobody deletes what they do not see."""
        seen = [ref for ref in self.selection.refs if rect_of(self.layout_now, ref) is not None]
        if len(seen) < len(self.selection):
            self.selection.set(seen)

    def _relaid(self, before: MapLayout) -> None:
        layout = self.layout_now
        if (before.width, before.height) != (layout.width, layout.height):
            self.camera.set_sheet(layout.width, layout.height)
        self._rings.refresh(self.zoom())
        self.hover_mark.clear()
        self.fold_mark.setVisible(False)
        self.grips.clear()
        self.headers.changed(before)

    def _selection_changed(self, refs: tuple[Ref, ...]) -> None:
        self._rings.refresh(self.zoom())
        self.hover_mark.clear()
        self.headers.update_strips()
        self.writer.moved_on()
        if refs:
            self.focus_frame.follow(False)

    def attempt(self, label: str, edit: Callable[[JourneyMap], JourneyMap]) -> Delta | None:
        """Make an edit as one undo step; tells the user where it cannot be made."""
        try:
            return self.document.do(label, edit)
        except JmapError as error:
            self.failed.emit(str(error))
            return None

    @property
    def wanted(self) -> Filter:
        """Which cards are not faded."""
        return self.layout_now.wanted

    def filter_by(self, wanted: Filter) -> None:
        """Fade the cards that do not pass; nothing moves."""
        if wanted != self.wanted:
            self.surface.filter_by(wanted)
            self.filter_changed.emit()

    def unfilter(self) -> None:
        """Fade no card, because somebody asked for all of them."""
        self.filter_by(NOTHING_WANTED)
        self.all_wanted.emit()

    def select_all(self) -> None:
        """Select every card that shows."""
        self.selection.set(everything(self.layout_now))

    def delete_selected(self) -> None:
        """Delete what is selected, as one undo step."""
        self.finish_editing()
        delete_selection(self)

    def edit_selected(self) -> bool:
        """Write in place on what was selected last; whether there is anything to write."""
        primary = self.selection.primary
        return primary is not None and self.writer.write(primary)

    def edit_at_end(self) -> bool:
        """As ``edit_selected``, but nothing is marked: what is typed goes on behind the words that are there."""
        done = self.edit_selected()
        if self.writer.editor is not None:
            self.writer.editor.moveCursor(QTextCursor.MoveOperation.End)
        return done

    def finish_editing(self) -> None:
        """Keep what is being written, so that the document has it, and put back what is being dragged."""
        self.cancel_drag()
        self.writer.finish()

    def is_editing(self) -> bool:
        """Whether something is being written in place."""
        return self.writer.editor is not None

    def set_tool(self, name: str) -> None:
        """Choose what the mouse does: one of TOOLS."""
        if name in TOOLS and name != self.tool:
            self.cancel_drag()
            self.tool = name
            self.show_cursor(None)
            self.mouse.clear_hover()
            self.tool_changed.emit(name)

    # --- the mouse ----------------------------------------------------------------------------------------------

    def hit_at(self, at: QPointF) -> Hit:
        """What lies under a point of the viewport."""
        return hit(self.layout_now, *self.camera.at(at), slack=SLACK / self.zoom())

    def show_cursor(self, shape: Qt.CursorShape | None) -> None:
        """Show a cursor; None for the tool's own."""
        own = {"hand": Qt.CursorShape.OpenHandCursor, "card": Qt.CursorShape.CrossCursor,
               "curve": Qt.CursorShape.CrossCursor}  # fmt: skip
        if shape is None:
            tools = own.get(self.tool, Qt.CursorShape.ArrowCursor)
            shape = Qt.CursorShape.OpenHandCursor if self.mouse.space else tools
        self.viewport().setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what may become a drag."""
        self.focus_frame.follow(False)
        self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or show what lies under the pointer."""
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write in place, on what is there or on a new card."""
        self.mouse.double_click(event)

    def cancel_drag(self) -> bool:
        """Drop a running drag; whether there was one."""
        return self.mouse.cancel()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask the window for a menu, on what lies there; not while something is held."""
        event.accept()
        if self.mouse.is_dragging:
            return
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.ask_menu()
        else:
            self.cancel_drag()
            found = self.hit_at(QPointF(event.pos()))
            ref = ref_of(found)
            if ref is not None and ref not in self.selection:
                self.selection.select(ref)
            self.menu_requested.emit(found, event.globalPos())

    def ask_menu(self) -> None:
        """Ask the window for the menu of what is selected."""
        primary = self.selection.primary
        rect = rect_of(self.layout_now, primary) if primary is not None else None
        if rect is None:
            self.menu_requested.emit(Hit("outside"), self.viewport().mapToGlobal(QPoint(20, 20)))
            return
        middle = self.camera.to_view(rect).center()
        self.menu_requested.emit(self.hit_at(middle), self.viewport().mapToGlobal(middle.toPoint()))

    def menu_place(self) -> QPoint:
        """Where on the screen a menu for what is selected opens."""
        primary = self.selection.primary
        rect = rect_of(self.layout_now, primary) if primary is not None else None
        middle = QPoint(20, 20) if rect is None else self.camera.to_view(rect).center().toPoint()
        return self.viewport().mapToGlobal(middle)

    # --- keys ---------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Tab walks cells; it reaches keyPressEvent only if it is taken here. No shortcut comes between a drag."""
        if event.type() == QEvent.Type.ShortcutOverride and self.mouse.is_dragging:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            tab = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if tab and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys on the map: see ``keys``. Space moves the view while it is held."""
        if self.writer.editor is not None:
            self.writer.editor.keyPressEvent(event)
            return
        if self.mouse.is_dragging and event.key() != Qt.Key.Key_Escape:
            event.accept()
            return
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            if not event.isAutoRepeat():
                self.mouse.space = True
                self.show_cursor(None)
            event.accept()
            return
        if keys.press(self, event):
            event.accept()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space let go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.mouse.space = False
            self.show_cursor(None)
        event.accept()

    def escape(self) -> bool:
        """Drop the drag, else leave the tool, else select nothing, else show all; whether there was anything to do."""
        if self.cancel_drag():
            return True
        if self.tool != "select":
            self.set_tool("select")
            return True
        if self.selection.refs:
            self.selection.clear()
            return True
        if self.wanted:
            self.unfilter()
            return True
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Compositions begin on the view, and open the editor."""
        super().focusInEvent(event)
        # the scene switches this off whenever no item of its own takes text
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        self._rings.refresh(self.zoom())
        self.focus_frame.follow(event.reason() in BY_KEYS and not self.selection.refs)
        self.things.speak_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keys held down are let go elsewhere."""
        super().focusOutEvent(event)
        self.mouse.space = False
        self.focus_frame.follow(False)
        self._rings.refresh(self.zoom())

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """Where composed characters will appear."""
        editor = self.writer.editor
        if query == Qt.InputMethodQuery.ImEnabled:
            return True
        if query in (Qt.InputMethodQuery.ImCursorRectangle, Qt.InputMethodQuery.ImAnchorRectangle):
            if editor is not None:
                corner = editor.viewport().mapTo(self, QPoint(0, 0))
                return editor.cursorRect().translated(corner)
            primary = self.selection.primary
            rect = rect_of(self.layout_now, primary) if primary is not None else None
            if rect is not None:
                corner = self.viewport().mapTo(self, QPoint(0, 0))
                return self.camera.to_view(rect).toRect().translated(corner)
        if editor is not None:
            return editor.inputMethodQuery(query)
        return super().inputMethodQuery(query)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A composition on the map opens the editor and goes on in it."""
        if self.writer.compose(event):
            event.accept()
        else:
            event.ignore()

    # --- drops --------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Kinds of cards, parked cards and files are welcome."""
        if kind_in(event.mimeData()) or cards_in(event.mimeData()):
            self.writer.finish()
            self._drop = drop_of(self, event.mimeData())
            event.setAccepted(self._drop is not None)
        elif paths_in(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would land."""
        if self._drop is not None:
            self.mouse.last_at = event.position()
            dx, dy = self.mouse.push()
            if (dx, dy) != (0, 0):
                self.camera.pan(max(-20, min(20, dx)), max(-20, min(20, dy)))
            # taken even where it cannot land: else no drop comes that could say why
            self._drop.move(event.position())
        elif paths_in(event.mimeData()):
            self.hover_mark.clear()
            hover_for(self, event.position())
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went away again."""
        self.hover_mark.clear()
        if self._drop is not None:
            drop, self._drop = self._drop, None
            drop.cancel()

    def dropEvent(self, event: QDropEvent) -> None:
        """Make the card, or tell the window of the files."""
        self.hover_mark.clear()
        if self._drop is not None:
            drop, self._drop = self._drop, None
            drop.move(event.position())
            self.setFocus()
            if drop.drop():
                event.acceptProposedAction()
            else:
                self.failed.emit(drop.refusal)
            return
        paths = paths_in(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths, self.hit_at(event.position()))
