"""Opening, importing and saving from a window: what is asked, what is said when it does not work."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

import platformdirs
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QTextEdit, QWidget

from jmapdesk.exchange.registry import readable
from jmapdesk.session.document import Document
from jmapdesk.storage.lock import holder_of
from jmapdesk.storage.save import shown
from jmapdesk.storage.versions import Version
from jmapdesk.ui.long_names import LongNames
from jmapdesk.ui.sharing.words import free_beside, taken_words
from jmapdesk.ui.versions.words import day_and_time
from jmapdesk.util.file_names import MAP_ENDING, file_stem


def _tr(text: str) -> str:
    return QCoreApplication.translate("files", text)


def tell(parent: QWidget | None, message: str, more: str = "") -> None:
    """Show a sentence; whatever a file says is shown as plain text."""
    box = question(parent, message)
    if more:
        box.setDetailedText(more)
        for details in box.findChildren(QTextEdit):
            _make_room(details, more)
    box.exec()


def _make_room(details: QTextEdit, words: str) -> None:
    """Give the details the room their lines need, up to a dozen; Qt gives four lines of a hand's width."""
    metrics, lines = details.fontMetrics(), words.split("\n")
    wide = min(_DETAILS_WIDE, max(map(metrics.horizontalAdvance, lines)) + 1)
    rows = sum(max(1, math.ceil(metrics.horizontalAdvance(line) / wide)) for line in lines)
    edge = 2 * (details.frameWidth() + math.ceil(details.document().documentMargin()))
    details.setMinimumWidth(wide + edge + details.verticalScrollBar().sizeHint().width())
    details.setFixedHeight(min(rows, _DETAILS_ROWS) * metrics.lineSpacing() + edge)


_DETAILS_WIDE, _DETAILS_ROWS = 520, 12
"""Pixels and lines that the details of a message take at most."""


def ask_way_out(
    parent: QWidget | None, message: str, rescue: bool, kept: Sequence[Version]
) -> Literal["rescue", "versions", ""]:
    """Say why a map was not opened, and ask what is wanted instead: what can be read of it, or what is kept of it."""
    told = [message]
    if kept:
        told.append(_kept_words(kept))
    if rescue:
        told.append(_tr("“Rescue what can be read…” makes a new map of it and lists what is missing."))
    box = question(parent, "\n\n".join(told))
    role = QMessageBox.ButtonRole.AcceptRole
    earlier = box.addButton(_tr("Earlier versions…"), role) if kept else None
    read = box.addButton(_tr("Rescue what can be read…"), role) if rescue else None
    box.setEscapeButton(box.addButton(QMessageBox.StandardButton.Ok))
    box.exec()
    pressed = box.clickedButton()
    if read is not None and pressed is read:
        return "rescue"
    return "versions" if earlier is not None and pressed is earlier else ""


def _kept_words(kept: Sequence[Version]) -> str:
    """How many versions are kept of a map, and which is the newest."""
    newest = kept[0]
    words = _tr("This computer has kept one version of it, of {moment}, with {cards}.")
    if len(kept) > 1:
        words = _tr("This computer has kept {n} versions of it, the newest of {moment}, with {cards}.")
    cards = _tr("1 card") if newest.cards == 1 else _tr("{n} cards").replace("{n}", str(newest.cards))
    words = words.replace("{moment}", day_and_time(newest.at, datetime.now(), inside=True))
    return words.replace("{n}", str(len(kept))).replace("{cards}", cards)


def offers_version(parent: QWidget | None, path: Path, kept: Sequence[Version]) -> bool:
    """Say that a map's file is gone and what is kept of the map; whether the newest state of it is wanted."""
    words = _tr("“{name}” is no longer there: it was moved, renamed or deleted, or its drive is not connected.")
    box = question(parent, f"{words.replace('{name}', shown(path))}\n\n{_kept_words(kept)}")
    wanted = box.addButton(_tr("Open the newest version"), QMessageBox.ButtonRole.AcceptRole)
    cancel_button(box)
    box.setDefaultButton(wanted)
    box.exec()
    return box.clickedButton() is wanted


def ask_open(parent: QWidget, folder: Path) -> Path | None:
    """Ask for a map or anything a map can be read from."""
    endings = " ".join(f"*{one.ending}" for one in readable())
    filters = ";;".join(
        [
            f"{_tr('Maps, tables and text')} (*{MAP_ENDING} {endings})",
            f"{_tr('Journey maps')} (*{MAP_ENDING})",
            f"{_tr('All files')} (*)",
        ]
    )
    name, _ = QFileDialog.getOpenFileName(parent, _tr("Open a map"), str(folder), filters)
    return Path(name) if name else None


def ask_import(parent: QWidget, folder: Path) -> Path | None:
    """Ask for a table or a text."""
    endings = " ".join(f"*{one.ending}" for one in readable())
    filters = f"{_tr('Tables and text')} ({endings});;{_tr('All files')} (*)"
    name, _ = QFileDialog.getOpenFileName(parent, _tr("Import"), str(folder), filters)
    return Path(name) if name else None


def ask_workbook(parent: QWidget, folder: Path) -> Path | None:
    """Ask for a workbook that was made from the map."""
    filters = f"{_tr('Excel workbooks')} (*.xlsx *.xlsm);;{_tr('All files')} (*)"
    name, _ = QFileDialog.getOpenFileName(parent, _tr("Bring back a workbook"), str(folder), filters)
    return Path(name) if name else None


def ask_packs(parent: QWidget, folder: Path) -> list[Path]:
    """Ask for group packs, several at once."""
    filters = f"{_tr('Group packs')} (*{MAP_ENDING});;{_tr('All files')} (*)"
    names, _ = QFileDialog.getOpenFileNames(parent, _tr("Bring packs home"), str(folder), filters)
    return [Path(name) for name in names]


def ask_folder(parent: QWidget, caption: str, folder: Path) -> Path | None:
    """Ask for a folder to write several files into."""
    name = QFileDialog.getExistingDirectory(parent, caption, str(folder))
    return Path(name) if name else None


def ask_image(parent: QWidget, folder: Path) -> Path | None:
    """Ask for a picture."""
    filters = f"{_tr('Pictures')} (*.png *.jpg *.jpeg *.webp *.gif *.bmp)"
    name, _ = QFileDialog.getOpenFileName(parent, _tr("Choose a picture"), str(folder), filters)
    return Path(name) if name else None


def folder_for_files(near: Iterable[Path]) -> Path:
    """Where a file dialog begins: the first of these folders that is there, else the person's documents."""
    return next((one for one in (*near, Path(platformdirs.user_documents_dir())) if one.is_dir()), Path.home())


def suggested_path(document: Document, folder: Path) -> Path:
    """Where a map without a file might go: named after its title."""
    if document.path is not None:
        return document.path
    title = document.journey.about.title or _tr("Untitled map")
    return folder / f"{file_stem(title, 'map')}{MAP_ENDING}"


def ask_save_map(parent: QWidget, caption: str, suggested: Path, own: Path | None = None) -> Path | None:
    """Ask where a map is to be written. A file that somebody has open is refused, unless it is one's ``own``."""
    while (path := ask_save(parent, caption, suggested, _tr("Journey maps"), MAP_ENDING)) is not None:
        holder = None if own is not None and is_same(path, own) else holder_of(path)
        if holder is None:
            return path
        if not _wants_another_name(parent, taken_words(path, holder, datetime.now())):
            return None
        suggested = free_beside(path, time.time())
    return None


def _wants_another_name(parent: QWidget, words: str) -> bool:
    box = question(parent, words)
    other = box.addButton(_tr("Another name…"), QMessageBox.ButtonRole.AcceptRole)
    cancel_button(box)
    box.setDefaultButton(other)
    box.exec()
    return box.clickedButton() is other


def ask_save(parent: QWidget, caption: str, suggested: Path, words: str, ending: str) -> Path | None:
    """Ask where a file is to be written; the ending is added where it is missing."""
    beside = LongNames(ending)
    try:
        name, _ = QFileDialog.getSaveFileName(parent, caption, str(suggested), f"{words} (*{ending})")
    finally:
        beside.stop()
    if not name:
        return None
    path = Path(name)
    if path.suffix.lower() == ending:
        return path
    path = path.with_name(path.name + ending)
    # the file dialog has asked about the name as it was typed, not about this one
    return path if not path.exists() or _may_replace(parent, path) else None


def _may_replace(parent: QWidget, path: Path) -> bool:
    words = _tr("“{name}” is there already.\n\n“Write over it” drops what that file holds now.")
    box = question(parent, words.replace("{name}", path.name))
    over = box.addButton(_tr("Write over it"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(cancel_button(box))
    box.exec()
    return box.clickedButton() is over


def question(parent: QWidget | None, words: str, title: str = "jmapdesk") -> QMessageBox:
    """A box with words and no icon, to which buttons are added; whatever the words are, they are plain text."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words)
    layout = box.layout()
    if layout is not None:
        # Qt leaves room for an icon on one side: as much on the other, or the words hang to the edge
        room = layout.contentsMargins()
        layout.setContentsMargins(room.left(), room.top() + 8, room.right() + 16, room.bottom())
    return box


def cancel_button(box: QMessageBox) -> QPushButton:
    """The button that changes nothing; Esc presses it too."""
    cancel = box.addButton(_tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(cancel)
    return cancel


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file."""
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()
