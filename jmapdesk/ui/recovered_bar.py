"""The bars over a map after a crash: what came back and the way to the map as it was saved; what else was lost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from jmapdesk.insight.changes import in_words
from jmapdesk.session.recorder import Recovered
from jmapdesk.ui.icon_set import IconLabel, IconSet

_NAMED = 3
"""So many maps are named, the others counted."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("recovery", text)


def edits_words(found: Recovered) -> str:
    """How many edits came back."""
    return _tr("1 edit") if found.edits == 1 else _tr("{n} edits").replace("{n}", str(found.edits))


def told(found: Recovered) -> str:
    """What came back, in a sentence or two."""
    if found.path is None:
        words = _tr("jmapdesk ended before this map was in a file. All of it is here ({edits}): save it to keep it.")
        if found.closed:
            words = _tr("This map was closed and is in no file. All of it is here ({edits}): save it to keep it.")
        return words.replace("{edits}", edits_words(found))
    words = _tr(
        "jmapdesk ended with {edits} not saved: {changes}. All of it is here; “{name}” still holds what was saved last."
    )
    if found.closed:
        words = _tr(
            "This map was closed with {edits} not saved: {changes}. All of it is here; “{name}” still holds what was "
            "saved last."
        )
    changes = in_words(found.difference) or _tr("nothing that shows")
    return words.replace("{edits}", edits_words(found)).replace("{changes}", changes).replace("{name}", found.path.name)


def _begin(bar: QFrame, icons: IconSet, said: str) -> tuple[QHBoxLayout, QLabel]:
    """The row of a bar with its words, to which buttons are added."""
    bar.setObjectName("recovered")
    row = QHBoxLayout(bar)
    row.setContentsMargins(14, 8, 12, 8)
    row.setSpacing(10)
    words = QLabel(said)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    row.addWidget(IconLabel(icons, 18, "history", "accent"))
    row.addWidget(words, 1)
    return row, words


def others_told(found: Sequence[Recovered]) -> str:
    """Which other maps have edits that are in no file."""
    named = [f"“{one.title or _tr('Untitled map')}” ({edits_words(one)})" for one in found[:_NAMED]]
    if len(found) > _NAMED:
        named.append(_tr("{n} more").replace("{n}", str(len(found) - _NAMED)))
    words = _tr("jmapdesk ended before everything was saved. Still to be looked at: {maps}.")
    return words.replace("{maps}", ", ".join(named))


class OthersBar(QFrame):
    """Over a map that was asked for by name: what else was lost is on the start page."""

    show_wanted = Signal()

    def __init__(self, found: Sequence[Recovered], icons: IconSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row, self.words = _begin(self, icons, others_told(found))
        look = QPushButton(_tr("Show them"))
        look.setProperty("primary", True)
        look.clicked.connect(self.show_wanted)
        later = QPushButton(_tr("Later"))
        for button in (look, later):
            button.clicked.connect(self.hide)
            row.addWidget(button)


class RecoveredBar(QFrame):
    """Says it and asks nothing: either way everything can be undone."""

    back_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, found: Recovered, icons: IconSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row, self.words = _begin(self, icons, told(found))
        if found.path is not None:
            back = QPushButton(_tr("Go back to the saved map"))
            back.setToolTip(_tr("Undo history brings the edits back again"))
            back.clicked.connect(self.back_wanted)
            back.clicked.connect(self.hide)
            row.addWidget(back)
        self.save_button = QPushButton(_tr("Save"))
        self.save_button.setProperty("primary", True)
        self.save_button.clicked.connect(self.save_wanted)
        later = QPushButton(_tr("Go on"))
        later.clicked.connect(self.hide)
        row.addWidget(self.save_button)
        row.addWidget(later)
