"""A page of the inspector: a form for one kind of thing, its fields tied to the map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from jmapdesk.insight.people import owners
from jmapdesk.layout.theme import Theme
from jmapdesk.layout.themes import theme_named
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Look
from jmapdesk.session.document import Document, Edit
from jmapdesk.session.selection import Selection
from jmapdesk.ui.holding import hold, leading
from jmapdesk.ui.icon_set import IconLabel, IconSet
from jmapdesk.ui.inspector.field import Field
from jmapdesk.ui.inspector.said import filled, said
from jmapdesk.ui.inspector.tiles import Rows, add_button, plain_label
from jmapdesk.ui.look import Tokens
from jmapdesk.util.errors import JmapError

LABEL_WIDTH = 90
"""Width of the column of labels, in pixels."""
_HEAD_HIGH = 28
_APART = 6
"""Pixels between the rows of a form."""


class Desk(QObject):
    """What pages work with: the document, the selection, icons and colours, and the way to tell the window."""

    jump = Signal(str)
    image = Signal(str)
    portrait = Signal(str)
    persona_page = Signal(str)
    link = Signal(object)
    """What a link that is to be opened points to, as a ``Target``."""
    crop = Signal(str, str)
    """``card`` or ``persona``, and the id of the one whose picture is to be cut."""
    connecting = Signal()
    """The selected cards are to be connected, each with the next."""
    naming = Signal()
    """What was just made and selected is to be given a name."""

    def __init__(self, document: Document, selection: Selection, icons: IconSet, tokens: Tokens) -> None:
        super().__init__()
        self.document = document
        self.selection = selection
        self.icons = icons
        self.tokens = tokens
        self._look, self._theme = Look(), Theme()

    @property
    def theme(self) -> Theme:
        """The theme the map wears."""
        look = self.journey.look
        if look is not self._look:
            self._look, self._theme = look, theme_named(look.theme, look.colours)
        return self._theme

    @property
    def journey(self) -> JourneyMap:
        """The map that shows."""
        return self.document.journey

    def owners(self) -> list[str]:
        """The names that the map knows as owners."""
        return owners(self.journey)

    def document_left(self) -> None:
        """A field is done with: what is typed next is a step of its own."""
        self.document.break_merge()

    def do(self, label: str, edit: Edit, merge: str | None = None) -> tuple[Delta, str]:
        """Make an edit one undo step; gives what it changed, and why not where it could not be made."""
        try:
            return self.document.do(label, edit, merge), ""
        except JmapError as error:
            return Delta(), error.message


@dataclass(slots=True)
class Binding:
    """A field tied to a part of the map."""

    field: Field
    read: Callable[[], Any]
    write: Callable[[Any], Edit]
    label: str
    name: str
    refusal: str


class Form(QWidget):
    """Rows of a label at the left and a field at the right, with room for a note under the field."""

    def __init__(self, label_width: int = LABEL_WIDTH) -> None:
        super().__init__()
        self._label_width = label_width
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnMinimumWidth(0, label_width)
        self._grid.setColumnStretch(1, 1)
        self._next = 0
        self._rows: dict[QWidget, tuple[QLabel | None, QLabel, int]] = {}

    def add(self, words: str, widget: QWidget, wide: bool = False, top: int = 7) -> QLabel:
        """Add a row; ``wide`` puts the field under its label over the whole width. Gives the note's label."""
        label = None
        if words:
            label = plain_label(words, "fieldLabel")
            label.setBuddy(widget)
            if not wide:
                label.setFixedWidth(self._label_width)
            label.setContentsMargins(0, top, 0, 3 if wide else 0)
            across = 2 if wide else 1
            self._grid.addWidget(label, self._next, 0, 1, across, Qt.AlignmentFlag.AlignTop)
        if wide or not words:
            self._next += 1 if words else 0
            self._grid.addWidget(widget, self._next, 0, 1, 2)
        else:
            self._grid.addWidget(widget, self._next, 1)
        note = plain_label("", "problem")
        note.hide()
        self._grid.addWidget(note, self._next + 1, 0 if wide else 1, 1, 2 if wide else 1)
        spacer = self._next + 2
        self._grid.setRowMinimumHeight(spacer, _APART)
        self._next = spacer + 1
        self._rows[widget] = (label, note, spacer)
        return note

    def show_row(self, widget: QWidget, shown: bool) -> None:
        """Show or hide a row with its label."""
        label, note, spacer = self._rows[widget]
        self._grid.setRowMinimumHeight(spacer, _APART if shown else 0)
        widget.setVisible(shown)
        if label is not None:
            label.setVisible(shown)
        if not shown:
            note.hide()

    def hide_note(self, widget: QWidget) -> None:
        """Take back what was said under a field."""
        self._rows[widget][1].hide()


class Fold(QWidget):
    """Fields out of sight until a press on their heading."""

    def __init__(self, desk: Desk, words: str) -> None:
        super().__init__()
        self._icons = desk.icons
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.button = leading(QPushButton(words))
        self.button.setObjectName("fold")
        self.button.setCheckable(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.inside = QWidget()
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        column.addWidget(self.button)
        column.addWidget(self.inside)
        self.button.toggled.connect(self.open)
        self.open(False)

    def open(self, shown: bool = True) -> None:
        """Show or hide what is inside."""
        self.button.setChecked(shown)
        self.button.setIcon(self._icons.icon("chevron-down" if shown else "chevron-right"))
        self.inside.setVisible(shown)


class Part(QWidget):
    """A piece of a page that shows more than one value and keeps itself true."""

    def refresh(self, difference: Delta | None) -> None:
        """Show the map as it is now; without a difference the page shows another thing than before."""
        raise NotImplementedError

    def leave(self) -> None:
        """The person goes elsewhere: what is half written is put into the map."""


class ListPart(Part):
    """A list of rows under a heading, where there is one, and a button below that adds to it."""

    def __init__(self, page: Page, add: str, heading: str = "") -> None:
        super().__init__()
        self._page, self._desk = page, page.desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 if heading else 0, 0, 2 if heading else 0)
        column.setSpacing(6 if heading else 4)
        if heading:
            column.addWidget(plain_label(heading, "heading"))
        self.rows = Rows()
        column.addWidget(self.rows)
        self.button = add_button(page.desk.icons, add)
        self.button.clicked.connect(self.add)
        column.addWidget(self.button)

    def add(self) -> None:
        """What the button does."""
        raise NotImplementedError


class Page(QWidget):
    """A form for one thing, told by ``key``; one page serves all things of its kind, one after the other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.key = ""
        self.bindings: dict[str, Binding] = {}
        self._parts: list[Part] = []
        self._later: list[Part] = []
        self._before: list[Callable[[], None]] = []
        self._halves: dict[tuple[str, str], str] = {}
        self._is_held = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 20)
        self.column.setSpacing(10)

    # what subclasses say ------------------------------------------------------------------------------------------

    def record(self) -> Any:
        """The record the page edits; None where the map has it no longer."""
        raise NotImplementedError

    def change(self, fields: dict[str, Any]) -> Edit:
        """The edit that changes fields of the record."""
        raise NotImplementedError

    def before_loading(self, difference: Delta | None) -> None:
        """Offer choices and show or hide rows before the values are loaded."""

    def first_field(self) -> QWidget | None:
        """Where the keyboard lands."""
        return next((binding.field for binding in self.bindings.values() if not binding.field.isHidden()), None)

    # building -----------------------------------------------------------------------------------------------------

    def heading(self, words: str, icon: str, colour: str = "") -> QLabel:
        """A heading with an icon; gives its label."""
        row = self.head_row(icon, colour or "muted")
        label = plain_label(words, "pageHeading")
        row.addWidget(label, 1)
        self.column.addLayout(row)
        return label

    def head_row(self, icon: str, colour: str) -> QHBoxLayout:
        """The first row of every page, its icon in place: as high whatever stands in it."""
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addStrut(_HEAD_HIGH)
        row.addWidget(IconLabel(self.desk.icons, 18, icon, colour))
        return row

    def rule(self) -> QFrame:
        """A hairline over the whole width."""
        line = QFrame()
        line.setObjectName("hairline")
        line.setFixedHeight(1)
        self.column.addWidget(line)
        return line

    def form(self, fold: Fold | None = None) -> Form:
        """A new group of rows."""
        form = Form()
        (fold.column if fold is not None else self.column).addWidget(form)
        return form

    def part(self, part: Part, fold: Fold | None = None) -> None:
        """Add a piece that keeps itself true."""
        self._parts.append(part)
        (fold.column if fold is not None else self.column).addWidget(part)

    def later(self, part: Part) -> None:
        """Add a piece below what every such page has, where ``place_later`` stands."""
        self._later.append(part)

    def place_later(self) -> None:
        """Put the pieces of ``later`` here, each under a hairline."""
        for part in self._later:
            self.rule()
            self.part(part)

    def before(self, offer: Callable[[], None]) -> None:
        """Have ``offer`` called each time before values are loaded."""
        self._before.append(offer)

    def add_fold(self, words: str) -> Fold:
        """A group of fields out of sight at first."""
        fold = Fold(self.desk, words)
        self.column.addWidget(fold)
        return fold

    def bind(
        self,
        form: Form,
        words: str,
        field: Field,
        name: str,
        *,
        wide: bool = False,
        top: int = 7,
        read: Callable[[], Any] | None = None,
        write: Callable[[Any], Edit] | None = None,
        refusal: str = "",
        label: str = "",
    ) -> None:
        """Add a row whose field edits the record's field ``name``.

        ``refusal`` is said where the map stays as it is; ``label`` names the field where the row shows no words.
        """
        note = form.add(words, field, wide, top)
        field.name(words or label)
        binding = Binding(
            field,
            read or (lambda: getattr(self.record(), name)),
            write or (lambda value: self.change({name: value})),
            filled("Change {field}", field=(words or label)[:1].lower() + (words or label)[1:]),
            name,
            refusal,
        )
        self.bindings[name] = binding
        field.problem.connect(partial(show_note, note, field))
        field.edited.connect(lambda value: self._apply(binding, value))
        field.left.connect(self.desk.document_left)

    # at work ------------------------------------------------------------------------------------------------------

    def show_thing(self, key: str) -> None:
        """Show another thing of the page's kind."""
        self.key = key
        self.refresh(None)

    def leave(self) -> None:
        """The person goes elsewhere: what is half written is put into the map."""
        for name, binding in self.bindings.items():
            binding.field.finish()
            self._halves.pop((self.key, name), None)
            if half := binding.field.half:
                self._halves[self.key, name] = half
        for part in self._parts:
            part.leave()

    def refresh(self, difference: Delta | None) -> None:
        """Show the map as it is now; without a difference the page shows another thing than before."""
        if self.record() is None:
            return
        self.let_go()
        self.before_loading(difference)
        for offer in self._before:
            offer()
        for name, binding in self.bindings.items():
            binding.field.load(binding.read(), difference is None)
            if difference is None and (half := self._halves.get((self.key, name))):
                binding.field.resume(half)
        for part in self._parts:
            part.refresh(difference)
        self.hold()

    def hold(self) -> None:
        """Let no field take anything where the map is open to read only; also after fields were added."""
        if self.desk.document.is_read_only:
            self._is_held = True
            hold(self, True)

    def let_go(self) -> None:
        """Let all fields take something again where the map may be edited now."""
        if self._is_held and not self.desk.document.is_read_only:
            self._is_held = False
            hold(self, False)

    def _apply(self, binding: Binding, value: Any) -> None:
        if self.record() is None:
            return
        merge = f"{self.key}.{binding.name}" if binding.field.continuous else None
        difference, why = self.desk.do(binding.label, binding.write(value), merge)
        if difference:
            return
        stands = binding.read()
        if why or (stands != value and binding.refusal):
            binding.field.problem.emit(why or said(binding.refusal))
        if not why and stands != value:
            binding.field.load(stands)

    def run(self, label: str, edit: Edit, merge: str | None = None) -> Delta:
        """Make an edit that belongs to no single field."""
        return self.desk.do(said(label), edit, merge)[0]


def show_note(note: QLabel, field: Field, words: str) -> None:
    """Say something under a field, to readers of screens too; nothing where the words are empty."""
    if note.text() != words:
        note.setText(words)
        (field.focusProxy() or field).setAccessibleDescription(words)
    note.setVisible(bool(words))
