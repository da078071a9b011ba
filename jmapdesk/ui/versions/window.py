"""The window of a map's versions: dated saves and named snapshots, what each looked like, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jmapdesk.edit.restoring import restored
from jmapdesk.model.delta import Delta
from jmapdesk.session.document import Document
from jmapdesk.session.versions import VersionKeeper, came_before
from jmapdesk.storage.files import save_map
from jmapdesk.storage.versions import LONGEST_NAME, Version, delete_version, kept_versions
from jmapdesk.ui.file_flow import ask_save_map, question, suggested_path
from jmapdesk.ui.icon_set import beside_words
from jmapdesk.ui.kit import Kit
from jmapdesk.ui.name_dialog import ask_name
from jmapdesk.ui.placing import closes, place_over
from jmapdesk.ui.versions.compared import Compared
from jmapdesk.ui.versions.reading import Read, Reader
from jmapdesk.ui.versions.words import alike, day_and_time, deleting_words, facts_of, for_file_name, title_of
from jmapdesk.util.errors import JmapError
from jmapdesk.util.file_names import MAP_ENDING

_SIDE: Final = 300
_SOON_MS: Final = 120
"""Milliseconds for which the choice must rest before a version is read: arrows walk over many."""
_SLOW_MS: Final = 200
"""Milliseconds after which it is said that a version is being read."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("versions", text)


def take_snapshot(parent: QWidget, keeper: VersionKeeper) -> str:
    """Ask for a name and keep the map as it is now under it; the name, empty where none was given."""
    words = _tr(
        "The map as it is now is kept for good under this name, whatever you change and save later: for instance "
        "“before the workshop”."
    )
    name = ask_name(parent, _tr("Take a snapshot"), words, "")
    if name is None:
        return ""
    keeper.take(name)
    return name[:LONGEST_NAME]


class VersionsWindow(QWidget):
    """Versions by date and name; the one that is chosen is drawn and compared with the map as it is now.

    ``finish`` keeps whatever is still being written on the map.
    """

    def __init__(
        self,
        document: Document,
        keeper: VersionKeeper,
        kit: Kit,
        folder: Callable[[], Path],
        finish: Callable[[], object],
        say: Callable[[str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("versionsWindow")
        self._document, self._keeper, self._kit, self._folder, self._say = document, keeper, kit, folder, say
        self._finish, self._over = finish, parent
        self._brought: Version | None = None  # what came back last
        self._step = ""  # and what that step is called
        self.versions: list[Version] = []
        self._alike: frozenset[Path] = frozenset()
        self.shown: Read | None = None
        self._can_return = False
        self.setWindowTitle(_tr("Versions"))
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._read)
        self.list = QListWidget()
        self.list.setObjectName("versionList")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSpacing(1)
        self.list.setIconSize(QSize(16, 16))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setAccessibleName(_tr("Versions"))
        self.list.currentRowChanged.connect(lambda _row: self._soon.start())
        self.snapshot = QPushButton(kit.icon_set.icon("bookmark"), _tr("Take a snapshot…"))
        self.snapshot.setIconSize(beside_words(16, 4))
        self.snapshot.clicked.connect(self._take)
        self.drop = QPushButton(_tr("Delete…"))
        self.drop.setToolTip(_tr("Delete the chosen version for good (Del)"))
        self.drop.clicked.connect(self._delete)
        self.compared = Compared(kit)
        self.copy = QPushButton(_tr("Save a copy…"))
        self.copy.clicked.connect(self._save_copy)
        self.back = QPushButton(_tr("Bring back"))
        self.back.setProperty("primary", True)
        self.back.setToolTip(_tr("The open map becomes as it was then; undo takes that back"))
        self.back.clicked.connect(self._bring_back)
        self.shut = QPushButton(_tr("Close"))
        self.shut.clicked.connect(self.close)
        self.told = QLabel()
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self._assemble()
        self.resize(1080, 760)
        self.reader = Reader(self)
        self.reader.read.connect(self._arrived)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._slow.timeout.connect(lambda: self.compared.say(_tr("Reading …")))
        self._again = QTimer(self, singleShot=True, interval=3 * _SOON_MS)
        self._again.timeout.connect(self._read)
        for keys, run in (("Ctrl+Z", self._undo), ("Ctrl+Shift+Z", self._redo), ("Ctrl+Y", self._redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(run)
        self._listener = document.changed.connect(self._changed)
        self._state_listener = document.state_changed.connect(lambda _: self._follow())

    def _assemble(self) -> None:
        title = QLabel(_tr("Versions"))
        title.setObjectName("panelTitle")
        side = QFrame()
        side.setObjectName("versionSide")
        side.setFixedWidth(_SIDE)
        left = QVBoxLayout(side)
        left.setContentsMargins(14, 14, 8, 14)
        left.setSpacing(8)
        left.addWidget(title)
        left.addWidget(self.list, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.snapshot, 1)
        below.addWidget(self.drop)
        left.addLayout(below)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 14)
        foot.setSpacing(8)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.shut)
        foot.addWidget(self.copy)
        foot.addWidget(self.back)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.compared, 1)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(right, 1)
        self.setTabOrder(self.list, self.snapshot)
        self.setTabOrder(self.snapshot, self.drop)

    def bring_up(self) -> None:
        """Show the window with the versions as they are now."""
        self.refresh()
        place_over(self, self._over)
        self.show()
        self.raise_()
        self.activateWindow()
        self.list.setFocus()

    def refresh(self, *_kept: object) -> None:
        """Look into the folder again; the version that is chosen stays so."""
        at = self.list.currentRow()
        chosen = self.versions[at].path if 0 <= at < len(self.versions) else None
        self.versions = kept_versions(self._keeper.folder, self._document.committed.id)
        now = datetime.now()
        self._alike = alike(self.versions, self._document.path, now)
        self.list.blockSignals(True)
        self.list.clear()
        for one in self.versions:
            self.list.addItem(self._item(one, now))
        places = [place for place, one in enumerate(self.versions) if one.path == chosen]
        self.list.setCurrentRow(places[0] if places else 0)
        self.list.blockSignals(False)
        self._read()

    def _item(self, version: Version, now: datetime) -> QListWidgetItem:
        seconds = version.path in self._alike
        facts = facts_of(version, self._document.path, now, seconds)
        item = QListWidgetItem(f"{title_of(version, now, seconds)}\n{facts}")
        tip = f"{version.title}\n{version.file}" if version.file else version.title
        item.setToolTip(tip.replace("<", "‹"))  # plain text, whatever the map is called
        if version.name:
            font = QFont(self.font())
            font.setBold(True)
            item.setFont(font)
            item.setIcon(self._kit.icon_set.icon("bookmark", "accent"))
        else:
            item.setIcon(self._kit.icon_set.icon("clock"))
        return item

    @property
    def chosen(self) -> Version | None:
        """The version that is chosen in the list."""
        row = self.list.currentRow()
        return self.versions[row] if 0 <= row < len(self.versions) else None

    def _read(self) -> None:
        version = self.chosen
        self.drop.setEnabled(version is not None)
        if version is None:
            self._show_nothing()
            return
        known = self.shown.earlier if self.shown is not None and self.shown.version == version else None
        if known is None:
            self._slow.start()
            self._enable(False)
        self.reader.ask(version, self._document.committed, came_before(version, self._document), known)

    def _show_nothing(self) -> None:
        self.shown = None
        self._enable(False)
        self.compared.say(
            _tr("Nothing is kept of this map yet. Every save is kept from now on, and whatever you take a snapshot of.")
        )

    def _arrived(self, found: Read) -> None:
        self._slow.stop()
        before, self.shown = self.shown, found
        self.told.setText("")
        if found.earlier is None:
            self.compared.say(found.trouble)
            self._enable(False)
            return
        if before is None or before.earlier is not found.earlier or self.compared.preview is None:
            self.compared.show_map(found.earlier.journey)
        same = not found.told.sentences
        words = _tr("Since then: {changes}") if found.came_before else _tr("Beside the open map: {changes}")
        heading = words.replace("{changes}", found.told.summary)
        if same:
            heading = _tr("This is the map as it is now.")
            if found.version == self._brought:
                heading = _tr("This is the map as it is now. Undo brings back what it was before.")
        self.compared.tell(heading, found.told.sentences)
        if found.earlier.lost:
            words = _tr("Pictures that could not be read any more: {names}.")
            self.told.setText(words.replace("{names}", ", ".join(found.earlier.lost)))
        self._enable(True, can_return=not same)

    def _enable(self, can: bool, can_return: bool = False) -> None:
        self.copy.setEnabled(can)
        self._can_return = can and can_return
        self._follow()

    def _follow(self) -> None:
        """Nothing comes back into a map that is open to read only."""
        self.back.setEnabled(self._can_return and not self._document.is_read_only)

    def _changed(self, _difference: Delta) -> None:
        if self.isVisible() and not self._again.isActive():
            self._again.start()

    # --- what it does -------------------------------------------------------------------------------------------

    def _take(self) -> None:
        self._finish()
        take_snapshot(self, self._keeper)

    def _delete(self) -> None:
        """Delete the chosen version, once that was asked; the next one down is chosen then."""
        version = self.chosen
        if version is None:
            return
        box = question(self, self._question(version))
        sure = box.addButton(_tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(_tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        box.exec()
        if box.clickedButton() is not sure:
            return
        at = self.list.currentRow()
        try:
            delete_version(version)
        except JmapError as error:
            self.told.setText(error.message)
            return
        self.told.setText("")
        self.refresh()
        self.list.setCurrentRow(min(at, self.list.count() - 1))
        self.list.setFocus()

    def _question(self, version: Version) -> str:
        return deleting_words(version, len(self.versions) == 1, datetime.now(), version.path in self._alike)

    def _bring_back(self) -> None:
        found = self.shown
        if found is None or found.earlier is None:
            return
        self._finish()
        when = title_of(found.version, datetime.now(), found.version.path in self._alike)
        label = _tr("Bring back “{version}”").replace("{version}", when)
        try:
            self._document.do(label, partial(restored, earlier=found.earlier.journey))
        except JmapError as error:  # it is open to read only
            self.told.setText(error.message)
            return
        words = _tr("The map is as it was: {version}. Undo takes that back.").replace("{version}", when)
        self._brought, self._step = found.version, label
        self._say(words)
        self.told.setText(words)
        self._again.stop()
        self._read()

    def _undo(self) -> None:
        """Take back what came back; other steps are undone where they were made."""
        if self._step and self._document.undo_label == self._step:
            self._document.undo()
            self._tell(_tr("The map is as it was before you brought that back."))
        elif self._document.can_undo:
            self.told.setText(_tr("The last step was not made here: undo it in the window of the map."))

    def _redo(self) -> None:
        if self._step and self._document.redo_label == self._step:
            self._document.redo()
            self._tell(_tr("Brought back again."))

    def _tell(self, words: str) -> None:
        """Say it here, until a version is read again, and in the window of the map."""
        self.told.setText(words)
        self._say(words)

    def _save_copy(self) -> None:
        found = self.shown
        if found is None or found.earlier is None:
            return
        place = suggested_path(self._document, self._folder())
        said = found.version.name or for_file_name(found.version.at)
        clean = " ".join("".join(c if c.isalnum() or c in " -_." else " " for c in said).split())[:60]
        suggested = place.with_name(f"{place.stem} – {clean}{MAP_ENDING}")
        path = ask_save_map(self, _tr("Save a copy"), suggested)
        if path is None:
            return
        try:
            save_map(found.earlier.journey, path, None)
        except JmapError as error:
            self.told.setText(error.message)
            return
        words = _tr("Saved {version} as “{name}”.").replace("{version}", day_and_time(found.version.at, datetime.now()))
        self.told.setText(words.replace("{name}", path.name))

    def stop(self) -> None:
        """The map closes: hear of it no more."""
        self._document.changed.disconnect(self._listener)
        self._document.state_changed.disconnect(self._state_listener)
        for timer in (self._soon, self._slow, self._again):
            timer.stop()
        self.reader.stop()
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and the keys that close a window close it; it is kept for the next time."""
        if closes(event):
            self.close()
        elif event.key() == Qt.Key.Key_Delete and self.focusWidget() is self.list:
            self._delete()
        else:
            super().keyPressEvent(event)
