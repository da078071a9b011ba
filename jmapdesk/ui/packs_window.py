"""The window that makes group packs: what to split the map by, how many groups, what each is called and gets."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressDialog,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from jmapdesk.exchange.packs import each_pack, file_names, part_in
from jmapdesk.insight.parts import BY, Group, choices, groups, part_of, shared_cards
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document
from jmapdesk.storage.files import save_map
from jmapdesk.ui.file_flow import ask_folder
from jmapdesk.ui.kit import Kit
from jmapdesk.ui.placing import closes, place_over
from jmapdesk.util.errors import JmapError

_SOON_MS: Final = 300
_SLOW_MS: Final = 200
_MOST_SAID: Final = 4
"""Stages, lanes or personas of a group that are named; more are counted."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("packs", text)


class PacksWindow(QWidget):
    """A line for each group; follows the map while it is open. Names that somebody typed stay with their part."""

    def __init__(self, document: Document, kit: Kit, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("packsWindow")
        self.setWindowTitle(_tr("Make group packs"))
        self._document, self._kit, self._over, self._folder = document, kit, parent, Path()
        self._named: dict[tuple[str, ...], str] = {}
        self._dealt: list[Group] = []
        self.by: dict[str, QPushButton] = {}
        self.number = QSpinBox()
        self.number.setMinimum(1)
        self.number.lineEdit().setTextMargins(6, 0, 0, 0)  # a style's padding does not reach into it
        self.number.setAccessibleName(_tr("Groups"))
        self.number.valueChanged.connect(lambda _: self._deal())
        self.names: list[QLineEdit] = []
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(10)
        self._lines.setVerticalSpacing(8)
        self.told = _words("")
        self.make = QPushButton(_tr("Make packs in a folder…"))
        self.make.setProperty("primary", True)
        self.make.clicked.connect(self._make)
        self.shut = QPushButton(_tr("Close"))
        self.shut.clicked.connect(self.close)
        self._assemble()
        self.resize(520, 520)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._count_parts)
        self._listener = document.changed.connect(lambda _: self._soon.start())

    def _assemble(self) -> None:
        title = QLabel(_tr("Group packs"))
        title.setObjectName("panelTitle")
        title.setIndent(0)  # in line with the words under it
        about = _words(
            _tr(
                "Each group gets a map of its own with a part of this one, to work on apart. "
                "Menu › File › Group packs › Bring packs home joins them again."
            )
        )
        choice = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(QLabel(_tr("Split by")))
        for by, words in zip(BY, (_tr("Stage"), _tr("Lane"), _tr("Persona")), strict=True):
            button = self.by[by] = QPushButton(words)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False: self._choose())
            choice.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        label = QLabel(_tr("Groups"))
        label.setBuddy(self.number)
        row.addWidget(label)
        row.addWidget(self.number)
        self.by["stage"].setChecked(True)
        inside = QWidget()
        held = QVBoxLayout(inside)
        held.setContentsMargins(0, 0, 8, 0)
        held.addLayout(self._lines)
        held.addStretch(1)
        self._lines.setColumnStretch(1, 1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        foot.addWidget(self.shut)
        foot.addWidget(self.make)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(title)
        column.addWidget(about)
        column.addLayout(row)
        column.addWidget(scroll, 1)
        column.addLayout(foot)

    # What is in it

    def bring_up(self, folder: Path) -> None:
        """Show the window for the map as it is now; file dialogs begin in the folder."""
        self._folder = folder
        self.told.clear()
        self._choose()
        place_over(self, self._over)
        self.show()
        self.raise_()
        self.activateWindow()

    def stop(self) -> None:
        """The map closes: the window goes with it."""
        self._document.changed.disconnect(self._listener)
        self._soon.stop()
        self.close()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and the keys that close a window close it."""
        if closes(event):
            self.close()
        else:
            super().keyPressEvent(event)

    @property
    def _by(self) -> str:
        return next(by for by, button in self.by.items() if button.isChecked())

    def _choose(self) -> None:
        """One group each, for what the map is split by now."""
        journey = self._document.committed
        for by, button in self.by.items():
            button.setEnabled(bool(choices(journey, by)))
        count = len(choices(journey, self._by))
        self.number.blockSignals(True)
        self.number.setMaximum(max(1, count))
        self.number.setValue(count)
        self.number.blockSignals(False)
        self._deal()

    def _count_parts(self) -> None:
        """Follow the map: there may be more or fewer stages, lanes or personas by now."""
        if not self.isVisible():
            return
        count, all_of_them = len(choices(self._document.committed, self._by)), self.number.maximum()
        if count != all_of_them:
            self._choose()
        else:
            self._deal()

    def _deal(self) -> None:
        """Write a line for each group."""
        journey = self._document.committed
        self._keep_names()
        try:
            if part_in(journey) is not None:
                raise JmapError("pack.of_pack", _tr("This map is a group pack itself; packs are made of whole maps."))
            self._dealt = groups(journey, self._by, self.number.value())
        except JmapError as error:
            self._dealt = []
            self.told.setText(error.message)
        self.make.setEnabled(bool(self._dealt))
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        words = {one.ids[0]: one.name for one in choices(journey, self._by)}
        self.names = []
        for row, group in enumerate(self._dealt):
            name = QLineEdit(self._named.get(group.ids, group.name))
            name.setMaxLength(60)
            name.setFixedWidth(170)
            name.setAccessibleName(_tr("Name of group {n}").replace("{n}", str(row + 1)))
            self.names.append(name)
            self._lines.addWidget(name, row, 0)
            held = part_of(journey, self._by, group.ids)
            shared = shared_cards(held, self._by, group.ids)
            self._lines.addWidget(_words(_holds(group, words, len(held.cards), shared)), row, 1)

    def _keep_names(self) -> None:
        for group, name in zip(self._dealt, self.names, strict=True):
            if name.text().strip() not in ("", group.name):
                self._named[group.ids] = name.text().strip()
            else:
                self._named.pop(group.ids, None)

    # Making them

    def _make(self) -> None:
        folder = ask_folder(self, _tr("A folder for the packs"), self._folder)
        if folder is None:
            return
        self._keep_names()
        named = [Group(self._named.get(one.ids, one.name), one.ids) for one in self._dealt]
        try:
            self.told.setText(self._written(self._document.committed, named, folder))
        except JmapError as error:
            self.told.setText(error.message)

    def _written(self, journey: JourneyMap, named: list[Group], folder: Path) -> str:
        """Write the packs one after the other; what became of it. Raises JmapError."""
        there = next((name for name in file_names(journey, named) if (folder / name).exists()), None)
        if there is not None:
            words = _tr("“{name}” is there already and was left as it is; choose another folder.")
            return words.replace("{name}", there)
        waiting = QProgressDialog(_tr("Making packs …"), _tr("Cancel"), 0, len(named), self)
        waiting.setWindowTitle("jmapdesk")
        waiting.setWindowModality(Qt.WindowModality.WindowModal)
        waiting.setMinimumDuration(_SLOW_MS)
        count = 0
        try:
            for made in each_pack(journey, self._by, named, self._document.new_id):
                if waiting.wasCanceled():
                    break
                save_map(made.journey, folder / made.file, None)
                count += 1
                waiting.setValue(count)
        finally:
            waiting.close()
            waiting.deleteLater()
        words = _tr("{n} of {all} packs made in {folder}.")
        return words.replace("{n}", str(count)).replace("{all}", str(len(named))).replace("{folder}", str(folder))


def _holds(group: Group, words: dict[str, str], cards: int, shared: int) -> str:
    """What a group gets, in words; ``shared`` of its cards every group has."""
    named = [words[key] for key in group.ids[:_MOST_SAID]]
    if len(group.ids) > _MOST_SAID:
        named.append(_tr("{n} more").replace("{n}", str(len(group.ids) - _MOST_SAID)))
    number = _tr("1 card") if cards == 1 else _tr("{n} cards").replace("{n}", str(cards))
    if shared:
        number = _tr("{cards}, {n} in every pack").replace("{cards}", number)
    return f"{', '.join(named)} · {number.replace('{n}', str(shared))}"


def _words(text: str) -> QLabel:
    """A label that shows whatever a file says as plain text."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
