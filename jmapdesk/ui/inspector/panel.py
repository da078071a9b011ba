"""The panel at the right of the window: the page of whatever is selected."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jmapdesk.model.delta import Delta
from jmapdesk.session.document import Document
from jmapdesk.session.selection import ABOUT, Ref, Selection, exists
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.inspector.about_fields import AboutPage
from jmapdesk.ui.inspector.bulk import BulkPage
from jmapdesk.ui.inspector.card_fields import CardPage
from jmapdesk.ui.inspector.cells_page import CellsPage
from jmapdesk.ui.inspector.connection_page import ConnectionPage
from jmapdesk.ui.inspector.field import Field, is_redo, is_undo
from jmapdesk.ui.inspector.lane_fields import CellPage, LanePage
from jmapdesk.ui.inspector.page import Desk, Page
from jmapdesk.ui.inspector.persona_fields import PersonaPage
from jmapdesk.ui.inspector.said import said
from jmapdesk.ui.inspector.several import SeveralPage
from jmapdesk.ui.inspector.shared import MixedPage, SharedPage, key_of
from jmapdesk.ui.inspector.stage_fields import StagePage, StepPage
from jmapdesk.ui.look import Tokens

_SWALLOWED = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class InspectorPanel(QWidget):
    """Edits the fields of the selected thing, of several at once, or of the map where nothing is selected."""

    jump_requested = Signal(str)
    """A card that should be shown and selected."""
    image_requested = Signal(str)
    """An image card that wants another picture."""
    portrait_requested = Signal(str)
    """A persona who wants another portrait."""
    link_opened = Signal(object)
    """What a link that is to be opened points to."""
    crop_requested = Signal(str, str)
    """``card`` or ``persona``, and the id of the one whose picture is to be cut."""
    persona_page_requested = Signal(str)
    """A persona whose page should be shown."""
    connect_requested = Signal()
    """The selected cards are to be connected, each with the next."""
    left = Signal()
    """Esc: the keyboard goes back to the map."""
    told = Signal(str)
    """Something to say in a line."""

    def __init__(
        self,
        document: Document,
        selection: Selection,
        icons: IconSet,
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(said("Inspector"))
        self.setMinimumWidth(300)
        self.setMaximumWidth(340)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.desk = Desk(document, selection, icons, tokens)
        self.desk.jump.connect(self.jump_requested)
        self.desk.image.connect(self.image_requested)
        self.desk.portrait.connect(self.portrait_requested)
        self.desk.link.connect(self.link_opened)
        self.desk.crop.connect(self.crop_requested)
        self.desk.persona_page.connect(self.persona_page_requested)
        self.desk.connecting.connect(self.connect_requested)
        self.desk.naming.connect(self.name_first)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)  # the panel's own line at the left
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setVerticalScrollBar(_QuietBar())
        # always there, so that fields keep their width when a page grows longer than the panel
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroll)
        self._stack = _Stack()
        self._scroll.setWidget(self._stack)
        self._pages: dict[tuple[str, str], Page] = {}
        self.page: Page | None = None
        self._listening: list[Callable[[], None]] = []
        self.destroyed.connect(partial(_stop, self._listening))
        self._stale = True
        self._listen()

    def sizeHint(self) -> QSize:
        return QSize(320, 600)

    def set_document(self, document: Document) -> None:
        """Show another document; what is selected in it is told by the selection."""
        _stop(self._listening)
        self.desk.document = document
        self._listen()
        self._follow_selection()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is half written is kept: when the panel shows again, it loads what is in the map."""
        self.finish()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """A panel out of sight does no work; it catches up when it shows."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._show_selected(fresh=True)

    def focus_first(self) -> None:
        """Bring the keyboard to the first field of the panel that shows."""
        field = self.page.first_field() if self.page is not None else None
        if field is not None:
            (field.focusProxy() or field).setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._scroll.ensureWidgetVisible(field)

    def name_first(self) -> None:
        """Bring the keyboard to the name of what was just made, the default ready to be written over."""
        self.focus_first()
        field = self.page.first_field() if self.page is not None else None
        target = (field.focusProxy() or field) if field is not None else None
        if isinstance(target, (QLineEdit, QPlainTextEdit)):
            target.selectAll()

    def finish(self) -> None:
        """Put what is half written into the map, before it is saved or left."""
        if self.page is not None:
            self.page.leave()

    # following ----------------------------------------------------------------------------------------------------

    def _listen(self) -> None:
        changed, selected = self.desk.document.changed, self.desk.selection.changed
        state = self.desk.document.state_changed
        self._is_held = self.desk.document.is_read_only
        self._listening.append(partial(changed.disconnect, changed.connect(self._map_changed)))
        self._listening.append(partial(state.disconnect, state.connect(self._state_changed)))
        self._listening.append(partial(selected.disconnect, selected.connect(self._selection_changed)))

    def _selection_changed(self, refs: tuple[Ref, ...]) -> None:
        self.finish()
        self.desk.document.break_merge()
        self._follow_selection()

    def _follow_selection(self) -> None:
        self._stale = not self.isVisible()
        if not self._stale:
            self._show_selected(fresh=True)

    def _state_changed(self, _nothing: None) -> None:
        held = self.desk.document.is_read_only
        if held != self._is_held:
            self._is_held = held
            if self.page is not None:
                self.page.refresh(None)

    def _map_changed(self, difference: Delta) -> None:
        if difference.touched("look"):
            self._forget_pages()
        if not self.isVisible():
            self._stale = True
            return
        before = self.page
        self._show_selected(fresh=False)
        if self.page is before and self.page is not None:
            self.page.refresh(difference)

    def _show_selected(self, fresh: bool) -> None:
        """Bring up the page of what is selected; loads it only where it is another thing or ``fresh``."""
        journey, selection = self.desk.journey, self.desk.selection
        refs = [ref for ref in selection.refs if exists(journey, ref)]
        things = tuple(ref for ref in refs if ref.kind not in ("cell", "about"))
        if len(things) > 1:
            self._show_several(things, fresh)
            return
        if len(refs) > 1 and all(ref.kind == "cell" for ref in refs):
            self._show_cells(tuple(refs), fresh)
            return
        ref = refs[-1] if refs else ABOUT
        page, key = self._page_of(ref)
        if fresh or self.page is not page or page.key != key:
            page.show_thing(key)
            self._bring(page)

    def _show_several(self, refs: tuple[Ref, ...], fresh: bool) -> None:
        kinds = {ref.kind for ref in refs}
        kind = kinds.pop() if len(kinds) == 1 else ""
        page = self._page("several", kind, lambda desk: _page_of_several(desk, kind))
        assert isinstance(page, SharedPage)
        if fresh or self.page is not page or page.key != key_of(refs):
            page.show_refs(refs)
            self._bring(page)

    def _show_cells(self, refs: tuple[Ref, ...], fresh: bool) -> None:
        page = self._page("cells", "", CellsPage)
        assert isinstance(page, CellsPage)
        if fresh or self.page is not page or page.key != key_of(refs):
            page.show_refs(refs)
            self._bring(page)

    def _page_of(self, ref: Ref) -> tuple[Page, str]:
        journey = self.desk.journey
        match ref.kind:
            case "card":
                kind = journey.cards[ref.id].kind
                return self._page("card", kind, lambda desk: CardPage(desk, kind)), ref.id
            case "connection":
                return self._page("connection", "", ConnectionPage), ref.id
            case "lane":
                lane_kind = journey.lanes[ref.id].kind
                return self._page("lane", lane_kind, lambda desk: LanePage(desk, lane_kind)), ref.id
            case "stage":
                return self._page("stage", "", StagePage), ref.id
            case "step":
                return self._page("step", "", StepPage), ref.id
            case "persona":
                return self._page("persona", "", PersonaPage), ref.id
            case "cell":
                return self._page("cell", "", CellPage), f"{ref.id} {ref.step}"
            case "about":
                return self._page("about", "", AboutPage), ""

    def _page(self, what: str, kind: str, make: Callable[[Desk], Page]) -> Page:
        """The page for a kind of thing, made when it is needed first and kept."""
        page = self._pages.get((what, kind))
        if page is None:
            page = self._pages[what, kind] = make(self.desk)
            page.setObjectName("page")
            page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self._stack.addWidget(page)
        return page

    def _forget_pages(self) -> None:
        """Icons on pages have the colours of the map's theme: those out of sight are made anew when they are wanted."""
        for key, page in list(self._pages.items()):
            if page is not self.page:
                del self._pages[key]
                self._stack.removeWidget(page)
                page.deleteLater()

    def _bring(self, page: Page) -> None:
        another = self.page is not page
        self.page = page
        self._stack.setCurrentWidget(page)
        if another:
            self._stack.updateGeometry()
            self._scroll.verticalScrollBar().setValue(0)

    # keys ---------------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if plain and event.key() in _SWALLOWED:
                event.accept()  # a slip in a list or slider must not delete the selected card
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event):
            self.desk.document.undo()
        elif is_redo(event):
            self.desk.document.redo()
        elif event.key() == Qt.Key.Key_Escape:
            self._give_up()
        elif event.text().isprintable() and event.text() and self.desk.document.is_read_only:
            self.desk.document.refuse()  # a field that takes nothing leaves its keys over
        else:
            super().keyPressEvent(event)

    def _give_up(self) -> None:
        """The field is again as it was when the person came to it; redo has what was typed."""
        field = _field_of(self.focusWidget())
        if field is not None:
            if field.is_given and self.desk.document.take_back_open():
                self.told.emit(said("Taken back. Redo brings it again."))
            field.give_up()
        self.left.emit()


def _field_of(widget: QWidget | None) -> Field | None:
    """The field a widget belongs to."""
    while widget is not None and not isinstance(widget, Field):
        widget = widget.parentWidget()
    return widget


class _QuietBar(QScrollBar):
    """A scroll bar that is not seen while there is nothing to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class _Stack(QStackedWidget):
    """As high as the page that shows, not as the highest one."""

    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.sizeHint() if page is not None else QSize()

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return QSize(0, page.minimumSizeHint().height()) if page is not None else QSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        page = self.currentWidget()
        return page.heightForWidth(width) if page is not None and page.hasHeightForWidth() else -1


def _page_of_several(desk: Desk, kind: str) -> SharedPage:
    """The page of several things of a kind; of several kinds where it is empty."""
    match kind:
        case "card":
            return BulkPage(desk)
        case "stage" | "step" | "lane":
            return SeveralPage(desk, kind)
    return MixedPage(desk)


def _stop(listening: list[Callable[[], None]], *_gone: object) -> None:
    """Hear of no document and no selection any more."""
    for stop in listening:
        stop()
    listening.clear()
