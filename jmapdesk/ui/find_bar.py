"""The find bar over the canvas: whatever holds the words is marked while they are typed, and can be replaced."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from jmapdesk.edit.replace import TEXTS, rewritten
from jmapdesk.insight.search import Query, Texts, Thing, fields_with, in_reading_order, reading_rank, replaced
from jmapdesk.layout.lanes import lane_name
from jmapdesk.model.delta import Delta
from jmapdesk.session.selection import ABOUT, Ref, card_ref, ref_to
from jmapdesk.ui.canvas.highlights import HighlightItem
from jmapdesk.ui.canvas.overlays import rect_of
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.util.errors import JmapError

_PAUSE = 25
"""Milliseconds after a key until the map is searched: a burst of keys is searched for once."""
_WIDE = 600
"""Pixels of the bar with all that belongs together side by side; with less, one part stands under the other."""
_MOST_MISSED = 400
"""So many changes are taken over one by one; after more the texts are gathered anew."""
_ON_SHEET = {"text", "word", "who", "unit"}
"""Fields of a card whose words can be seen on the map: where else the words stand is said."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("find", text)


class FindBar(QFrame):
    """What is looked for, how many there are, and what to put in its place. It stands over the view's corner.

    ``said`` tells something for the status bar.
    """

    said = Signal(str)

    def __init__(self, view: MapView, icons: IconSet, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self._window = parent
        self._view, self._document = view, view.document
        self._texts: Texts | None = None
        self._missed: list[Delta] = []
        self._found: list[Thing] = []
        self._here = -1
        self._marks = HighlightItem(lambda: view.layout_now)
        view.items_scene.addItem(self._marks)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.search)
        self._make(icons)
        self.hide()
        self._document.changed.connect(self._changed)
        self._document.state_changed.connect(lambda _: self._follow())
        view.installEventFilter(self)

    def _make(self, icons: IconSet) -> None:
        self.line = self._line(_tr("Find in the map"))
        self.line.textChanged.connect(lambda: self._soon.start())
        self.count = QLabel()
        self.count.setObjectName("findCount")
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        says = (f"{_tr('{n} of {all}')} · {_tr('description')}", _tr("Replaced in {n} places"))
        # as wide as the longest it says: the bar must not grow and shrink under the pointer
        self._count_room = max(self.count.fontMetrics().horizontalAdvance(words) for words in says) + 12
        self.case_button = self._choice("Aa", _tr("Match case"))
        self.word_button = self._choice(_tr("Word"), _tr("Whole words only"))
        for choice in (self.case_button, self.word_button):
            choice.toggled.connect(self.search)
        self.replace_button = self._choice("", _tr("Replace too"))
        self.replace_button.setIcon(icons.icon("chevron-right"))
        self.replace_button.toggled.connect(self._show_replacing)
        self.replacement = self._line(_tr("Replace with"))
        self.one_button = QPushButton(_tr("&Replace"))
        self.one_button.clicked.connect(self.replace_one)
        self.all_button = QPushButton(_tr("Replace &all"))
        self.all_button.clicked.connect(self.replace_all)
        first = self._buttons = QHBoxLayout()
        first.setSpacing(2)
        for part in (
            self._button(icons, "chevron-up", _tr("Previous (Shift+Enter)"), lambda: self.step(-1)),
            self._button(icons, "chevron-down", _tr("Next (Enter)"), lambda: self.step(1)),
            self.case_button,
            self.word_button,
        ):
            first.addWidget(part)
        first.addStretch(1)
        first.addWidget(self._button(icons, "x", _tr("Close (Esc)"), self.leave))
        second = self._doing = QHBoxLayout()
        second.setSpacing(6)
        second.addWidget(self.one_button)
        second.addWidget(self.all_button)
        second.addStretch(1)
        self._replacing = [self.replacement, self.one_button, self.all_button]
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(8, 8, 8, 8)
        grid.setSpacing(6)
        grid.addWidget(self.replace_button, 0, 0)
        grid.setColumnStretch(1, 1)
        self._narrow: bool | None = None
        self._arrange(False)
        self._icons = icons
        QWidget.setTabOrder(self.line, self.replacement)
        QWidget.setTabOrder(self.replacement, self.one_button)
        QWidget.setTabOrder(self.one_button, self.all_button)

    def _line(self, words: str) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(words)
        line.setAccessibleName(words)
        line.setMinimumWidth(140)
        line.installEventFilter(self)
        return line

    def _choice(self, words: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setCheckable(True)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _button(self, icons: IconSet, icon: str, tip: str, run: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon))
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition(" (")[0])
        button.clicked.connect(lambda: run())
        return button

    # coming and going ---------------------------------------------------------------------------------------------

    def open(self, replacing: bool = False) -> None:
        """Show the bar with the keyboard in it; words that are marked in a text are looked for."""
        editor = self._view.writer.editor
        marked = editor.textCursor().selectedText() if editor is not None else ""
        self._view.finish_editing()
        self._appear(replacing)
        if marked and "\u2029" not in marked:
            self.line.setText(marked)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self.search()

    def _appear(self, replacing: bool) -> None:
        self.replace_button.setChecked(replacing)
        self._show_replacing(replacing)
        self.show()
        self._place()
        self.raise_()

    def _follow(self) -> None:
        """Nothing is replaced in a map that is open to read only."""
        self.replace_button.setEnabled(not self._document.is_read_only)
        if self._document.is_read_only:
            self.replace_button.setChecked(False)

    def _show_replacing(self, replacing: bool) -> None:
        """Show the second row; the keyboard goes there where the button opened it."""
        for part in self._replacing:
            part.setVisible(replacing)
        self.replace_button.setIcon(self._icons.icon("chevron-down" if replacing else "chevron-right"))
        if self.isVisible():
            self._place()
            (self.replacement if replacing else self.line).setFocus()

    def leave(self) -> None:
        """Hide the bar and its marks; the one in hand is selected where the keyboard was in the bar."""
        one = self.here if self.line.hasFocus() or self.replacement.hasFocus() else None
        self._soon.stop()
        self.hide()
        self._marks.show_found({}, None, self.query)
        self._view.setFocus()
        if one is not None:
            self._view.selection.select(self._ref(one))

    def _arrange(self, narrow: bool) -> None:
        """Set the parts in two rows, or one under the other where there is no room for that."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        grid = self._grid
        parts: tuple[QWidget | QHBoxLayout, ...] = (
            self.line, self.count, self._buttons, self.replacement, self._doing,
        )  # fmt: skip
        wide_places = ((0, 1, 1), (0, 2, 1), (0, 3, 1), (1, 1, 1), (1, 2, 2))
        for place, part in enumerate(parts):
            row, column, across = (place, 1, 1) if narrow else wide_places[place]
            if isinstance(part, QWidget):
                grid.removeWidget(part)
                grid.addWidget(part, row, column, 1, across)
            else:
                grid.removeItem(part)
                part.setParent(None)  # a layout is taken in once only
                grid.addLayout(part, row, column, 1, across)
        self.count.setFixedWidth(self._count_room)

    def _place(self) -> None:
        view = self._view.viewport()
        corner = view.mapTo(self._window, QPoint(0, 0))
        self._arrange(view.width() - 24 < _WIDE)
        self._grid.activate()
        room = max(view.width() - 24, self.minimumSizeHint().width())
        width = min(max(self.sizeHint().width(), _WIDE), room)
        left = corner.x() + (12 if self.isRightToLeft() else view.width() - width - 12)
        left = max(6, min(left, self._window.width() - width - 6))
        self.setGeometry(left, corner.y() + 12, width, self.sizeHint().height())

    # finding ------------------------------------------------------------------------------------------------------

    @property
    def query(self) -> Query:
        """What is looked for now."""
        return Query(self.line.text(), self.case_button.isChecked(), self.word_button.isChecked())

    @property
    def here(self) -> Thing | None:
        """The thing in hand."""
        return self._found[self._here] if 0 <= self._here < len(self._found) else None

    @property
    def found(self) -> list[tuple[str, str]]:
        """Everything found, in reading order: kinds and ids."""
        return [(one.kind, one.id) for one in self._found]

    def _changed(self, difference: Delta) -> None:
        if self._texts is not None:
            self._missed.append(difference)
            # what lanes are called hangs on the map's language
            if len(self._missed) > _MOST_MISSED or difference.touched("about"):
                self._texts = None
            if self.isVisible():
                self._soon.start()

    def search(self) -> None:
        """Find the words, mark them and look at the first from where the person is."""
        self._soon.stop()
        if not self.isVisible():
            return
        before = self.here
        self._found = in_reading_order(self._document.journey, self._up_to_date().find(self.query))
        self._here = self._nearest(before)
        if self.here is not None and (before is None or (before.kind, before.id) != (self.here.kind, self.here.id)):
            self._reveal()
        self._show()

    def _up_to_date(self) -> Texts:
        if self._texts is None:
            self._missed.clear()
            context = self._view.layout_now.context
            self._texts = Texts(self._document.journey, lambda lane: lane_name(lane, context))
        for difference in self._missed:
            self._texts.follow(difference)
        self._missed.clear()
        return self._texts

    def _nearest(self, before: Thing | None) -> int:
        """The one that was in hand, else the first from there or from what is selected, else the first."""
        if not self._found:
            return -1
        primary = self._view.selection.primary
        start = before
        if start is None and primary is not None and primary.kind in TEXTS:
            start = Thing(primary.kind, primary.id, "", "")
        if start is None or (start.kind == "card" and start.id not in self._document.journey.cards):
            return 0
        rank = reading_rank(self._document.journey)
        return bisect_left(self._found, rank(start), key=rank) % len(self._found)

    def step(self, by: int) -> None:
        """Go to the next or an earlier one, and select it; from the last on to the first."""
        if not self.isVisible():
            if not self.line.text():
                self.open()
                return
            self._view.finish_editing()
            self._appear(False)
            self._here = -1
            self.search()
            before = self._view.selection.primary
            one = self.here
            if one is not None and before != self._ref(one):
                by = 0  # the first from here is the next one
        elif self._soon.isActive():
            self.search()
        if not self._found:
            return
        self._here = (self._here + by) % len(self._found)
        one = self.here
        if one is not None:
            self._view.selection.select(self._ref(one))
            self._reveal()
        self._show()

    def _ref(self, one: Thing) -> Ref:
        """What stands for a thing on the map; a source stands where it is cited, a connection where it begins."""
        if one.kind == "connection":
            return card_ref(self._document.journey.connections[one.id].start)
        if one.kind == "source":
            cards = self._document.journey.cards.values()
            return next((card_ref(card.id) for card in cards if one.id in card.sources), ABOUT)
        return ref_to(one.kind, one.id)

    def _reveal(self) -> None:
        """Scroll the one in hand into view, clear of the bar."""
        one = self.here
        rect = rect_of(self._view.layout_now, self._ref(one)) if one is not None else None
        if rect is None:
            return
        self._view.camera.reveal(rect)
        at = self._view.camera.to_view(rect).toAlignedRect().adjusted(-12, -12, 12, 12)
        covered = QRect(self.mapTo(self._window, QPoint(0, 0)), self.size())
        covered.moveTopLeft(self._view.viewport().mapFrom(self._window, covered.topLeft()))
        if at.intersects(covered):
            self._view.camera.pan(0, covered.bottom() - at.top())

    # what shows ---------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        one, some = self.here, bool(self._found)
        found = {(thing.kind, thing.id): thing.texts for thing in self._found}
        self._marks.show_found(found, self._ref(one) if one is not None else None, self.query)
        words = _tr("{n} of {all}").replace("{n}", f"{self._here + 1:,}").replace("{all}", f"{len(self._found):,}")
        where = self._where(one) if one is not None else ""
        self._say(f"{words} · {where}" if where else words if some else _tr("Not found") if self.line.text() else "")
        self.line.setProperty("missing", bool(self.line.text()) and not some)
        self.line.style().polish(self.line)
        if not some and (self.one_button.hasFocus() or self.all_button.hasFocus()):
            self.replacement.setFocus()  # a button that can do no more must not send the keyboard away
        for button in (self.one_button, self.all_button):
            button.setEnabled(some)
        self._place()

    def _say(self, words: str) -> None:
        """Say how many there are or what was done; what has no room can be read by pointing at it."""
        cut = self.count.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self._count_room - 12)
        self.count.setText(cut)
        self.count.setToolTip(words if cut != words else "")

    def _where(self, one: Thing) -> str:
        """Where the words stand that cannot be seen on the map."""
        journey = self._document.journey
        match one.kind:
            case "card":
                card = journey.cards[one.id]
                fields = fields_with(card, "card", self.query)
                if not _ON_SHEET.isdisjoint(fields):
                    return _tr("parked") if card.lane is None else "" if self._is_shown(one) else _tr("not shown")
                names = {
                    "note": _tr("note"), "owner": _tr("owner"), "tags": _tr("tag"), "alt": _tr("description"),
                    "departments": _tr("department"), "budget": _tr("budget"), "expected": _tr("outcome"),
                }  # fmt: skip
                return next((names[name] for name in fields if name in names), "")
            case "source":
                return _tr("source")
            case "persona":
                return _tr("persona")
            case "connection":
                return _tr("connection")
        return "" if self._is_shown(one) else _tr("not shown")

    def _is_shown(self, one: Thing) -> bool:
        return rect_of(self._view.layout_now, self._ref(one)) is not None

    # replacing ----------------------------------------------------------------------------------------------------

    def replace_one(self) -> None:
        """Replace the words in the thing in hand, and go on to the next."""
        one = self.here
        if one is None:
            return
        before = len(self._found)
        if not self._replace(_tr("Replace"), [one]) or len(self._found) == before:
            self.step(1)  # it holds the words still
        elif self.here is not None:
            self._view.selection.select(self._ref(self.here))

    def replace_all(self) -> None:
        """Replace the words everywhere, as one step."""
        count = len(self._replace(_tr("Replace all"), self._found).changes)
        if count:
            place = _tr("Replaced in 1 place")
            said = place if count == 1 else _tr("Replaced in {n} places").replace("{n}", f"{count:,}")
            if not self._found:
                self._tell(said)
            self.said.emit(_tr("{what}. Undo brings them back.").replace("{what}", said))

    def _tell(self, words: str) -> None:
        """Say what was done in place of how many there are."""
        self._say(words)
        self.line.setProperty("missing", False)
        self.line.style().polish(self.line)
        self._place()

    def _replace(self, label: str, things: list[Thing]) -> Delta:
        self._view.finish_editing()
        query, new = self.query, self.replacement.text()
        wanted = [(one.kind, one.id) for one in things]
        try:
            made = self._document.do(label, lambda m: rewritten(m, wanted, lambda text: replaced(text, query, new)))
        except JmapError as error:
            self.said.emit(error.message)
            return Delta()
        self.search()
        return made

    # keys and places ----------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the lines; the bar keeps its place over the view."""
        if watched is self._view:
            if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
                self._place()
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if watched is self.replacement:
                self.replace_one()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.step(-1 if back else 1)
            case Qt.Key.Key_Escape:
                self.leave()
            case _:
                return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the bar from its buttons too."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
