"""The panel of what a merge brought in: conflicts to choose in, and all that was added, changed, removed or left out.

An entry goes to its place on the map; a conflict is chosen in with a button or a number key. Conflicts that the map
holds are listed whatever merge made them, a merge by git or the command line too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jmapdesk.edit.conflicts import choose, keep_shown
from jmapdesk.insight.conflicts import Choice, choice_of, open_conflicts
from jmapdesk.insight.outcome import Outcome, Told, to_choose
from jmapdesk.insight.wording import Wording
from jmapdesk.model.delta import Delta
from jmapdesk.session.selection import ABOUT, Ref, exists, ref_to
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.holding import hold
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.panels import close_button

_WIDTH: Final = 300
_AIR: Final = 3
"""Pixels round each line of the list."""
_SHORT: Final = 60
"""Letters that the status bar has room for."""
_LONGEST_NAME: Final = 36
"""Letters of a file's or a group's name."""
_LONGEST: Final = 600
"""Characters of a side that are shown; a longer text is told apart by its beginning."""
_KINDS: Final = {
    "cards": "card", "lanes": "lane", "stages": "stage", "steps": "step", "personas": "persona",
    "connections": "connection",
}  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("merged", text)


class Entry(NamedTuple):
    """A line of the list: its words, what it goes to, and the conflict it is about; a heading has neither."""

    words: str
    ref: Ref | None = None
    conflict: str = ""
    is_heading: bool = False


class Came(NamedTuple):
    """What a file brought into the map."""

    name: str
    outcome: Outcome
    is_pack: bool = False
    """Whether it is a group pack: its remarks are about what stays then."""
    is_left_out: bool = False
    """Whether nothing of it could be taken; its only remark says why."""


def left_out(name: str, why: str) -> Came:
    """A file among others of which nothing could be taken."""
    return Came(name, Outcome(_tr("left out"), (), (), (), (), (why,)), is_left_out=True)


def in_short(came: Sequence[Came]) -> str:
    """One short sentence on what files brought; the panel has the rest."""
    if len(came) == 1:
        words = f"{came[0].name}: {came[0].outcome.summary}"
        if len(words) <= _SHORT:
            return words
    taken = [one for one in came if not one.is_left_out]
    packs = all(one.is_pack for one in taken)
    if len(taken) == 1:
        said = [_tr("1 pack brought home") if packs else _tr("1 file merged")]
    else:
        words = _tr("{n} packs brought home") if packs else _tr("{n} files merged")
        said = [words.replace("{n}", str(len(taken)))]
    if len(taken) < len(came):
        said.append(_tr("{n} left out").replace("{n}", str(len(came) - len(taken))))
    if count := sum(len(one.outcome.conflicts) for one in taken):
        said.append(_tr("{n} to choose").replace("{n}", str(count)))
    return f"{', '.join(said)}."


class MergedPanel(QFrame):
    """The list, and under it the sides of the conflict that is chosen.

    ``jumped`` asks to go to something; ``said`` tells what a person should know; ``counted`` how many conflicts are
    open.
    """

    closed = Signal()
    jumped = Signal(object)
    said = Signal(str)
    counted = Signal(int)

    def __init__(self, view: MapView, icons: IconSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("merged")
        self.setFixedWidth(_WIDTH)
        self._view, self._document = view, view.document
        self._came: tuple[Came, ...] = ()
        self._came_at = 0
        self._choices: dict[str, Choice] = {}
        self.entries: list[Entry] = []
        self.count = -1
        title = QLabel(_tr("Merges and conflicts"))
        title.setObjectName("panelTitle")
        close = close_button(icons)
        close.clicked.connect(self.closed)
        self.summary = _plain(QLabel())
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSpacing(_AIR)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_tr("Merges and conflicts"))
        self.list.currentRowChanged.connect(self._show_sides)
        self.list.itemClicked.connect(lambda _item: self._jump())
        self.list.itemActivated.connect(lambda _item: self._jump())
        self.list.installEventFilter(self)
        self.sides = QFrame()
        self._boxes = QVBoxLayout(self.sides)
        self._boxes.setContentsMargins(0, 6, 4, 0)
        self._boxes.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.addLayout(head)
        column.addWidget(self.summary)
        column.addWidget(self.list, 1)
        column.addWidget(self.sides)
        self.setFocusProxy(self.list)
        self._document.changed.connect(self._changed)
        self._document.state_changed.connect(lambda _: self._hold())
        self._count()

    # What is in it

    def show_came(self, came: Sequence[Came]) -> None:
        """List what files just brought in, beside the conflicts of the map, until that is undone."""
        self._came, self._came_at = tuple(came), self._document.state
        self._fill()

    @property
    def came(self) -> tuple[Came, ...]:
        """What files brought in, as far as that is in the map now."""
        return self._came if self._document.holds(self._came_at) else ()

    def open(self) -> None:
        """Bring the keyboard to the list, on the first conflict."""
        self._fill()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while it was hidden."""
        super().showEvent(event)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Wear the window's new colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._fill()

    def _changed(self, difference: Delta) -> None:
        if difference.touched("conflicts") or self._choices or self._came:
            self._count()
            if self.isVisible():
                self._fill()

    def _count(self) -> None:
        count = len(open_conflicts(self._document.journey)) if self._document.journey.conflicts else 0
        if count != self.count:
            self.count = count
            self.counted.emit(count)

    def _fill(self) -> None:
        """Write the list anew; the entry that was chosen stays so, or the next conflict is."""
        kept, row = self._current(), max(0, self.list.currentRow())
        journey = self._document.journey
        wording = Wording(journey)
        names = {one.conflict.id: one.names for came in self.came for one in came.outcome.conflicts}
        self._choices = {
            one.id: choice_of(journey, one, wording, names.get(one.id, ())) for one in open_conflicts(journey)
        }
        self.entries = list(self._lines())
        self.list.blockSignals(True)
        self.list.clear()
        for entry in self.entries:
            self.list.addItem(_item(entry, self.palette().color(QPalette.ColorRole.WindowText)))
        at = self.entries.index(kept) if kept in self.entries else self._next(row)
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)
        self.summary.setText(self._said())
        self._show_sides()

    def _said(self) -> str:
        came = self.came
        if len(came) == 1:
            return self._summary(came[0])
        if came:
            return "\n".join(f"{_short(one.name)}: {self._summary(one)}" for one in came)
        if self._choices:
            return _tr("Two sides of a merge did different things. The map keeps both until you choose.")
        return _tr("Nothing to choose. What a merge, a workbook or packs bring into this map is listed here.")

    def _summary(self, came: Came) -> str:
        """What came in, and how much of it is still to be chosen."""
        there = {_place(one) for one in self._choices.values()}
        left = len([one for one in came.outcome.conflicts if _place(one) in there])
        number = to_choose(left) if left or not came.outcome.conflicts else _tr("all conflicts are chosen")
        return f"{'; '.join(part for part in (came.outcome.brought, number) if part)}."

    def _lines(self) -> Iterator[Entry]:
        conflicts = [
            Entry(_asked(one), _ref(one.conflict.collection, one.conflict.record), key)
            for key, one in self._choices.items()
        ]
        yield from _group(_tr("To choose"), conflicts)
        for one in self.came:
            yield from _brought(one, f"{_short(one.name)}: " if len(self._came) > 1 else "")

    def _current(self) -> Entry | None:
        row = self.list.currentRow()
        return self.entries[row] if 0 <= row < len(self.entries) else None

    def _next(self, row: int) -> int:
        """The first conflict from a row on, else the first of all, else the first line that is no heading."""
        conflicts = [at for at, entry in enumerate(self.entries) if entry.conflict]
        later = [at for at in conflicts if at >= row]
        plain = [at for at, entry in enumerate(self.entries) if not entry.is_heading]
        return next(iter([*later, *conflicts, *plain]), -1)

    # What it does

    def _jump(self) -> None:
        entry = self._current()
        if entry is None or entry.ref is None:
            return
        if exists(self._document.journey, entry.ref):
            self.jumped.emit(entry.ref)
            self.list.setFocus()  # the keys go on choosing; Esc goes to the map
        else:
            self.said.emit(_tr("That is not in the map any more; undo brings it back."))

    def _show_sides(self, _row: int = 0) -> None:
        """Show the sides of the chosen conflict, each with its button."""
        while (item := self._boxes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        entry = self._current()
        choice = self._choices.get(entry.conflict) if entry is not None else None
        self.sides.setVisible(choice is not None)
        if choice is None:
            return
        line = QFrame()
        line.setObjectName("rule")
        line.setFixedHeight(1)
        parts: list[QWidget] = [line, *(self._box(choice, number) for number in range(len(choice.sides)))]
        if choice.shown is None:
            keep = QPushButton(_tr("Keep what the map has now"))
            keep.clicked.connect(partial(self.keep, choice))
            parts.append(keep)
        for part in parts:
            self._boxes.addWidget(part)
            part.show()  # at once: a layout would show it a turn later
        self._hold()

    def _hold(self) -> None:
        """Nothing is chosen in a map that is open to read only."""
        hold(self.sides, self._document.is_read_only)

    def _box(self, choice: Choice, number: int) -> QWidget:
        shows = choice.shown == number
        box = QFrame()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if _is_whole(choice):
            doing = _tr("Delete it") if choice.conflict.sides[number] is None else _tr("Keep it")
            if choice.name(number):
                doing = f"{doing} ({_short(choice.name(number))})"
        else:
            doing = _tr("Keep this, as the map has it") if shows else _tr("Take this")
            if choice.name(number):
                whose = _plain(QLabel(f"{_short(choice.name(number))}:"))
                whose.setObjectName("whose")
                column.addWidget(whose)
            words = _plain(QLabel(side_words(choice, number)))
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(words)
        button = QPushButton(f"{number + 1}  {doing}")
        whose_words = f"{choice.name(number)}: " if choice.name(number) else ""
        button.setAccessibleName(f"{doing}: {whose_words}{side_words(choice, number)}")
        button.clicked.connect(partial(self.choose, choice, number))
        column.addWidget(button)
        return box

    def choose(self, choice: Choice, side: int, _checked: bool = False) -> None:
        """Let a side of a conflict stand, as one step to undo."""
        self._view.attempt(_tr("Choose in a conflict"), lambda journey: choose(journey, choice.conflict.id, side))
        self.list.setFocus()

    def keep(self, choice: Choice, _checked: bool = False) -> None:
        """Let what the map has stand, as one step to undo."""
        self._view.attempt(_tr("Choose in a conflict"), lambda journey: keep_shown(journey, [choice.conflict.id]))
        self.list.setFocus()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Number keys choose a side, before the window's shortcuts; Esc goes to the map."""
        if watched is not self.list or not isinstance(event, QKeyEvent) or event.modifiers():
            return False
        entry = self._current()
        choice = self._choices.get(entry.conflict) if entry is not None else None
        number = event.key() - Qt.Key.Key_1
        chooses = choice is not None and 0 <= number < len(choice.sides)
        if not chooses and event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.KeyPress and choice is not None and chooses:
            self.choose(choice, number)
        elif event.type() == QEvent.Type.KeyPress:
            self._view.setFocus()
        event.accept()
        return True


def _brought(came: Came, before: str) -> Iterator[Entry]:
    """The lines of what one file brought; ``before`` stands before each heading."""
    groups: tuple[tuple[str, Sequence[Told]], ...] = (
        (_tr("Added"), came.outcome.added),
        (_tr("Changed"), came.outcome.changed),
        (_tr("Removed"), came.outcome.removed),
    )
    for name, told in groups:
        entries = [Entry(one.sentence, _ref(one.difference.collection, one.difference.id)) for one in told]
        yield from _group(before + name, entries)
    left = _tr("Stays") if came.is_pack else _tr("Left out")
    yield from _group(before + left, [Entry(remark) for remark in came.outcome.remarks])


def side_words(choice: Choice, number: int) -> str:
    """A side of a conflict in full: texts as they are, everything else in words."""
    side = choice.conflict.sides[number]
    if _is_whole(choice):
        return _tr("deleted") if side is None else _tr("stays")
    if isinstance(side, str) and side and choice.conflict.field in ("text", "note", "quote", "background", "purpose"):
        return side if len(side) <= _LONGEST else f"{side[:_LONGEST]}…"
    return choice.sides[number]


def _is_whole(choice: Choice) -> bool:
    """Whether it is about a record that one side deleted and the other changed or used."""
    return not choice.conflict.field and choice.conflict.collection != "base"


def _asked(choice: Choice) -> str:
    """What is to be chosen, as a line of the list."""
    if not _is_whole(choice):
        return choice.about
    return f"{choice.about}: {choice.quarrel}"


def _place(choice: Choice) -> tuple[str, str, str]:
    return choice.conflict.collection, choice.conflict.record, choice.conflict.field


def _short(name: str) -> str:
    """A name that leaves room for what is said of it; files are told apart by their ends."""
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME // 2]}…{name[-_LONGEST_NAME // 2 + 1:]}"


def _group(name: str, entries: Sequence[Entry]) -> Iterator[Entry]:
    if entries:
        yield Entry(f"{name} ({len(entries)})", is_heading=True)
        yield from entries


def _item(entry: Entry, ink: QColor) -> QListWidgetItem:
    item = QListWidgetItem(entry.words)
    if entry.is_heading:
        font = QFont()
        font.setBold(True)
        item.setFont(font)
        item.setForeground(ink)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _plain(label: QLabel) -> QLabel:
    """Whatever a file says is shown as plain text."""
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _ref(collection: str, key: str) -> Ref:
    """What to select for a record: itself, or the map's own page for what does not lie on the map."""
    kind = _KINDS.get(collection)
    return ref_to(kind, key) if kind is not None else ABOUT
