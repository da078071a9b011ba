"""The bars over a map after a crash: what came back and the way to the map as it was saved; what else was lost."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

from PySide6.QtCore import QCoreApplication, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from jmapdesk.insight.changes import in_words
from jmapdesk.session.document import Document
from jmapdesk.session.recovery import Recovered
from jmapdesk.ui.icon_set import IconLabel, IconSet
from jmapdesk.ui.passing_bar import PassingBar

_TIP = 60
"""Letters in a line of a tip."""
_NAMED = 3
"""So many maps are named, the others counted."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("recovery", text)


def edits_words(found: Recovered) -> str:
    """How many edits came back; of a map that was made and not changed since, that it is in no file."""
    if not found.edits:
        return _tr("not saved yet") if found.path is None else _tr("no edit")
    return _tr("1 edit") if found.edits == 1 else _tr("{n} edits").replace("{n}", str(found.edits))


def unread_words(found: Recovered) -> str:
    """Which edits are lost because the disk gave them back damaged; empty where none is."""
    if not found.unread:
        return ""
    one, more = _tr("the last edit could not be read"), _tr("the last {n} edits could not be read")
    return one if found.unread == 1 else more.replace("{n}", str(found.unread))


def told(found: Recovered) -> str:
    """What came back and what did not, in a sentence or three."""
    if found.path is None:
        words = _tr("jmapdesk ended before this map was in a file. {here}: save it to keep it.")
        if found.closed:
            words = _tr("This map was closed and is in no file. {here}: save it to keep it.")
        edits = f" ({edits_words(found)})" if found.edits else ""
        return words.replace("{here}", _here(found) + edits)
    in_file = _file_words(found.document).replace("{name}", found.path.name)
    if _is_as_saved(found):
        words = _tr("When jmapdesk ended, {unread}. Nothing else is missing.")
        return f"{words.replace('{unread}', unread_words(found))} {in_file}"
    if not found.edits:
        return f"{_here(found)}. {in_file}"
    words = _tr("jmapdesk ended with {edits} not saved: {changes}. {here}.")
    if found.closed:
        words = _tr("This map was closed with {edits} not saved: {changes}. {here}.")
    changes = in_words(found.difference) or _tr("nothing that shows")
    words = words.replace("{edits}", edits_words(found)).replace("{changes}", changes)
    return f"{words.replace('{here}', _here(found))} {in_file}"


def _file_words(document: Document) -> str:
    """What the file of a map holds, as far as somebody looked."""
    match document.file_state:
        case "gone":
            return _tr("“{name}” is no longer there.")
        case "unreadable":
            return _tr("“{name}” cannot be read now.")
        case "another":
            return _tr("“{name}” holds another map now.")
        case "changed":
            return _tr("“{name}” was changed by another program since.")
    return _tr("“{name}” still holds what was saved last.")


def _here(found: Recovered) -> str:
    """How much of the map came back. What was typed when the program was killed may have reached no disk."""
    if unread := unread_words(found):
        before = _tr("all before it is here") if found.unread == 1 else _tr("all before them is here")
        return f"{unread[0].upper()}{unread[1:]}; {before}"
    return _tr("All of it is here") if found.closed else _tr("All but the last second of it is here")


def _is_as_saved(found: Recovered) -> bool:
    """Whether nothing came back but the map as its file has it."""
    return found.path is not None and not found.document.is_modified


class _Bar(PassingBar):
    """A bar with words and buttons; where the words would take more than two lines, it says them shorter."""

    def __init__(self, icons: IconSet, said: str, short: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._said, self._short = said, short
        self.setObjectName("recovered")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(14, 8, 12, 8)
        self.row.setSpacing(10)
        self.words = QLabel(said)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setAccessibleName(said)
        self.row.addWidget(IconLabel(icons, 18, "history", "accent"))
        self.row.addWidget(self.words, 1)

    def reword(self, said: str, short: str) -> None:
        """Say something else."""
        if (said, short) != (self._said, self._short):
            self._said, self._short = said, short
            self.words.setAccessibleName(said)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for; pointing at what is shorter says the rest."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self.words.fontMetrics()
        whole = metrics.boundingRect(QRect(0, 0, self._room(), 10_000), Qt.TextFlag.TextWordWrap, self._said)
        fits = whole.height() <= 2 * metrics.lineSpacing() + 1
        self.words.setText(self._said if fits else self._short)
        self.words.setToolTip("" if fits else fill(self._said.replace("<", "‹"), _TIP))

    def _room(self) -> int:
        """Pixels that the buttons leave for the words."""
        margins = self.row.contentsMargins()
        buttons = [one for one in self.findChildren(QPushButton) if not one.isHidden()]
        others = [*self.findChildren(IconLabel), *buttons]
        taken = sum(part.sizeHint().width() + self.row.spacing() for part in others)
        return max(1, self.width() - margins.left() - margins.right() - taken)


def _short(found: Recovered) -> str:
    """What came back, where there is room for a few words."""
    unread = unread_words(found)
    if _is_as_saved(found):
        return f"{unread[0].upper()}{unread[1:]}."
    words = _tr("Not saved, and here: {edits}").replace("{edits}", edits_words(found))
    return f"{words}; {unread}." if unread else f"{words}."


def others_told(found: Sequence[Recovered]) -> str:
    """Which other maps have edits that are in no file."""
    named = [f"“{one.title or _tr('Untitled map')}” ({edits_words(one)})" for one in found[:_NAMED]]
    if len(found) > _NAMED:
        named.append(_tr("{n} more").replace("{n}", str(len(found) - _NAMED)))
    words = _tr("jmapdesk ended before everything was saved. Still to be looked at: {maps}.")
    return words.replace("{maps}", ", ".join(named))


class OthersBar(_Bar):
    """Over a map that was asked for by name: what else was lost is on the start page."""

    show_wanted = Signal()

    def __init__(self, found: Sequence[Recovered], icons: IconSet, parent: QWidget | None = None) -> None:
        super().__init__(icons, others_told(found), _tr("Other maps have edits not saved."), parent)
        look = QPushButton(_tr("Show them"))
        look.setProperty("primary", True)
        look.clicked.connect(self.show_wanted)
        later = QPushButton(_tr("Later"))
        for button in (look, later):
            button.clicked.connect(self.hide)
            self.row.addWidget(button)


class RecoveredBar(_Bar):
    """Says it and asks nothing: either way everything can be undone."""

    back_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, found: Recovered, icons: IconSet, parent: QWidget | None = None) -> None:
        super().__init__(icons, told(found), _short(found), parent)
        self._found, self._document = found, found.document
        self._began_saved = _is_as_saved(found)
        self._file = self._document.in_file
        self.back_button = QPushButton(_tr("Go back to the saved map"))
        self.back_button.setToolTip(_tr("Undo history brings the edits back again, and so does the start page later"))
        self.back_button.clicked.connect(self.back_wanted)
        self.back_button.clicked.connect(self.hide)
        self.row.addWidget(self.back_button)
        self.save_button = QPushButton(_tr("Save"))
        self.save_button.setProperty("primary", True)
        self.save_button.clicked.connect(self.save_wanted)
        later = QPushButton(_tr("Go on"))
        later.clicked.connect(self.hide)
        self.row.addWidget(self.save_button)
        self.row.addWidget(later)
        self._offer()

    def _offer(self) -> None:
        """There is a saved map to go back to as long as the file holds it."""
        document, is_new = self._document, not _is_as_saved(self._found)
        self.back_button.setVisible(is_new and document.path is not None and document.file_state == "known")
        self.save_button.setVisible(is_new)

    def follow(self) -> None:
        """Say what is true of the file now; nothing is left to say once the map was saved or merged with it."""
        document = self._document
        is_saved = not document.is_modified and not self._began_saved
        if is_saved or document.in_file is not self._file:
            self.hide()
            return
        self._offer()
        self.reword(told(self._found), _short(self._found))
