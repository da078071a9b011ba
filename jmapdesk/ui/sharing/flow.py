"""Keeps what a person does in one window and what others do to the same file apart, and brings both together.

A lock beside the file tells others; a map that somebody else has is open to read only. Whatever else is written to the
file is noticed when the window comes to the front and before every save, and offered for merging in a bar.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from jmapdesk.insight.changes import COPIES, Apart
from jmapdesk.insight.merge import Merged
from jmapdesk.insight.outcome import Outcome, outcome
from jmapdesk.insight.whose import Other
from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document
from jmapdesk.session.outside import Copy, Outside, look_outside, merged_with
from jmapdesk.session.versions import VersionKeeper
from jmapdesk.storage import platform
from jmapdesk.storage.lock import Holder, Lock
from jmapdesk.storage.save import shown
from jmapdesk.ui.kit import Kit, Windows
from jmapdesk.ui.merged_panel import Came
from jmapdesk.ui.sharing.notice import Choice, Notice
from jmapdesk.ui.sharing.offers import Ways, offers
from jmapdesk.ui.sharing.taking import Asked as AskedLock
from jmapdesk.ui.sharing.taking import Taking
from jmapdesk.ui.sharing.watch import Around, Asked, Watch
from jmapdesk.ui.sharing.words import copy_words, free_beside, held_words, outside_words, refusal, waiting_words
from jmapdesk.util.errors import JmapError

if TYPE_CHECKING:
    from jmapdesk.ui.sharing.differences_window import DifferencesWindow
    from jmapdesk.ui.versions.compared import Told

_LOOK_MS: Final = 4000
"""How often it is looked who has the map."""
_AT_ONCE: Final = 0.15
"""Seconds for which the window waits for a lock: nearly always it is there by then, and nothing need be said."""
_GOING: Final = 5.0
"""Seconds for which a window that closes waits until its lock is gone."""
_GLANCE: Final = 1.5
"""Seconds for which a window that closes waits to hear what its file is."""
_LET_BE: Final = "sharing.let_be"
_MOST_LET_BE: Final = 200


def _tr(text: str) -> str:
    return QCoreApplication.translate("sharing", text)


def _told(old: JourneyMap, new: JourneyMap, apart: Apart | None = None) -> Told:
    """What was done to the old map, in words, or how two differ; a start does not wait for what finds them."""
    from jmapdesk.ui.versions.compared import told

    return told(old, new, apart)


class Sharing(QObject):
    """The lock, the bars and what their buttons do, for one window. ``bars`` are to be put over the map."""

    def __init__(
        self,
        window: QWidget,
        document: Document,
        kit: Kit,
        windows: Windows,
        versions: VersionKeeper,
        finish: Callable[[], object],
        show_merged: Callable[[Sequence[Came]], object],
        say: Callable[[str], object],
        save: Callable[[bool], object],
    ) -> None:
        """``save`` saves, as another file where it is told so."""
        super().__init__(window)
        self._window, self._document, self._kit, self._windows = window, document, kit, windows
        self._versions, self._finish, self._show_merged, self._say = versions, finish, show_merged, say
        self._ways = Ways(
            self.see_outside, lambda: windows.reopen(window), self.merge, self.keep_both, self.write_over,
            lambda: save(False), lambda: save(True), lambda: self.changed_bar.hide(),
        )  # fmt: skip
        self._known_hash = document.file_hash
        self.held_bar = Notice(kit.icon_set, "lock")
        self.changed_bar = Notice(kit.icon_set, "users")
        self.copy_bar = Notice(kit.icon_set, "copy")
        self.bars = (self.held_bar, self.changed_bar, self.copy_bar)
        self.lock: Lock | None = None
        self.holder: Holder | None = None
        self.outside: Outside | None = None
        self.differences: DifferencesWindow | None = None
        self._path: Path | None = None
        self._stamp: tuple[int, int, int] | None = None
        self._told_of: str = ""
        self._editor = ""
        """Who else was seen to have the file, where that is another person."""
        self._is_bold = self._is_stopped = False
        self.looks = 0
        """How often somebody has looked about."""
        self.taking = Taking(self)
        self.taking.taken.connect(self._lock_arrived)
        self.watch = Watch(self)
        self.watch.found.connect(self._found)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look_again)
        # a timer of its own: what QTimer.singleShot is to call stays for ever where its object goes first
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.look)
        self._document.refused.connect(say)
        self._listener = document.state_changed.connect(lambda _: self._follow())
        window.installEventFilter(self)
        self._follow(is_new=True)

    def _follow(self, is_new: bool = False) -> None:
        """The map belongs to a file, or to another one; ``is_new`` where it was opened from it just now."""
        path = self._document.path
        if path == self._path:
            self._follow_file()
            return
        self._release()
        self._path = path
        self._stamp, self.outside, self._editor = None, None, ""
        self._known_hash = self._document.file_hash
        for bar in (self.changed_bar, self.copy_bar):
            bar.hide()
        if path is not None:
            if not self._hold(path) and is_new:
                self._wait_for_lock(path)
            self._timer.start()
            self._soon.start()

    def _follow_file(self) -> None:
        """The map was saved, or has more or less in common with its file since a merge was done or undone."""
        document, found = self._document, self.outside
        if document.file_hash != self._known_hash:
            self._known_hash, self._stamp = document.file_hash, None
            if found is not None and found.hash == document.file_hash:
                document.see_file("known")  # a merge that was undone is done again
            self._soon.start()
        if found is not None and document.file_state == "known":
            self._as_known()

    def _look_again(self) -> None:
        self.look(with_copies=False)

    # --- who has it -------------------------------------------------------------------------------------------

    def _hold(self, path: Path, anyway: bool = False) -> bool:
        """Ask for the lock; whether it is known by now who has it. Else ``_lock_arrived`` hears of it."""
        asked = self.taking.ask(path, anyway, _AT_ONCE)
        if asked is not None:
            self._take(asked)
        return asked is not None

    def _lock_arrived(self, asked: AskedLock) -> None:
        if self.taking.arrived(asked):
            self._take(asked)

    def _take(self, asked: AskedLock) -> None:
        """It is known now who has the map: it may be edited here, or only read."""
        if isinstance(asked.found, Holder):
            if self.lock is not None:
                return  # who was quicker when ours was swept away is told of by the next look
            if self._is_bold and not asked.anyway:  # somebody said so while it was not known yet
                self._hold(asked.path, anyway=True)
                return
            self._finish()  # what is being written still counts
            self._read_only(asked.path, asked.found)
            return
        self.lock, self.holder = asked.found, None
        self.held_bar.hide()
        if self._document.is_read_only:
            self._document.lock("")
        if asked.found is None:
            self._say(_tr("Nothing can be written in this folder: others do not see that you have the map open."))
        elif asked.anyway:
            self._say_bold()

    def _wait_for_lock(self, path: Path) -> None:
        """The drive is slow: the map shows meanwhile, and what might have to stop is not begun."""
        self._document.lock(waiting_words(path))
        self.held_bar.say(waiting_words(path), self._ways_in())

    def _ways_in(self) -> list[Choice]:
        """What can be done about a map that may only be read here."""
        mine = _tr("A map of your own, to be merged or saved elsewhere later")
        never = _tr("Saving never writes over what others saved meanwhile")
        return [
            Choice(_tr("Edit a copy"), self.edit_copy, mine, True),
            Choice(_tr("Edit anyway"), self.edit_anyway, never),
        ]

    def _read_only(self, path: Path, holder: Holder) -> None:
        self.holder = holder
        self._remember(holder)
        self._document.lock(refusal(path))
        self.held_bar.say(held_words(path, holder, datetime.now()), self._ways_in())

    def _remember(self, holder: Holder) -> None:
        if holder.user != platform.user_name():
            self._editor = holder.user

    def edit_copy(self) -> None:
        """A window with the same map, which no file has yet, in place of this one."""
        window, journey = self._window, self._document.committed
        self._windows.show(Document(journey, modified=True), _tr("A copy to work on: save it under a name of its own."))
        window.close()

    def edit_anyway(self) -> None:
        """Let the map be edited here, whoever has it."""
        if self._path is None:
            return
        self._is_bold = True
        if self.taking.is_busy or not self._hold(self._path, anyway=True):
            self.held_bar.hide()  # the lock comes when it comes: nobody waits for it
            self._document.lock("")
            self._say_bold()
        self.look()

    def _say_bold(self) -> None:
        self._say(_tr("You can edit now. Saving looks first at what others saved, and offers to merge it."))

    def edit_freed(self) -> None:
        """Nobody else has the map any more: edit it, as its file is now."""
        if self._path is None:
            return
        found = look_outside(self._path, self._document.file_hash)
        if found is None or found.journey is None:  # what cannot be opened does not take the place of what shows
            self._hold(self._path)
        else:
            self._windows.reopen(self._window)

    def _release(self) -> None:
        self.taking.drop()
        self._is_bold = False
        if self.lock is not None:
            self.taking.give_back(self.lock, _AT_ONCE)
            self.lock = None

    # --- looking about ------------------------------------------------------------------------------------------

    def look(self, with_copies: bool = True) -> None:
        """Look at the lock, the file and, where asked, what lies beside it, without holding anybody up."""
        if self._path is not None:
            self.watch.ask(self._asked(self._path, with_copies))

    def look_at_once(self) -> None:
        """Look at the file before the map closes, unless its drive is slow: what is in no file is asked about then."""
        if self._path is not None and not self._document.saving:
            around = self.watch.glance(self._asked(self._path, with_copies=False), _GLANCE)
            if around is not None:
                self._heed(around)

    def _asked(self, path: Path, with_copies: bool) -> Asked:
        document = self._document
        return Asked(
            path, document.committed.id, document.file_hash, self._stamp, self.lock, self._let_be(),
            with_copies and not document.is_read_only and self.copy_bar.isHidden(),
            self.outside is not None and not self.outside.hash,
        )  # fmt: skip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window comes to the front: somebody may have been at the file meanwhile."""
        if event.type() == QEvent.Type.WindowActivate and watched is self._window:
            self._soon.start()
        return False

    def _found(self, around: Around) -> None:
        asked = around.asked
        self.looks += 1
        if asked.path != self._path or asked.known_hash != self._document.file_hash or self._document.saving:
            if not self._document.saving:  # it was saved meanwhile, or a merge was undone
                self._soon.start()
            return
        self._look_at_holder(around)
        self._heed(around)
        if around.copies and self.copy_bar.isHidden():
            self._offer_copy(around.copies[0])

    def _heed(self, around: Around) -> None:
        """Say what became of the file, once."""
        self._stamp = around.stamp
        if not around.was_read:
            return
        found, known = around.outside, self.outside
        if found is None:
            self._document.see_file("known")
            self._as_known()
        elif known is None or known.hash or known._replace(at=found.at) != found:
            self.offer(found)

    def _as_known(self) -> None:
        """The file is what it was."""
        self.outside = None
        self.changed_bar.hide()

    def _look_at_holder(self, around: Around) -> None:
        path = around.asked.path
        if self.taking.is_busy:
            return  # who has it is being asked just now
        if self._document.is_read_only:
            if around.holder is None:
                words = _tr("“{name}” is free now: nobody else has it open.").replace("{name}", shown(path))
                self.held_bar.say(words, [Choice(_tr("Edit it"), self.edit_freed, "", True)])
                self.holder = None
            elif around.holder != self.holder:
                self._read_only(path, around.holder)
        elif self.lock is not None and around.asked.lock is self.lock and not around.lock_stands:
            if around.holder is None:  # somebody swept it away
                self._hold(path)
                return
            self._remember(around.holder)
            who = around.holder.user or _tr("somebody")
            if around.holder.token != self._told_of:
                self._told_of = around.holder.token
                words = _tr("{user} edits “{name}” now too. Saving never writes over what others saved.")
                self._say(words.replace("{user}", who).replace("{name}", shown(path)))

    # --- what others did to the file ----------------------------------------------------------------------------

    def refused(self) -> None:
        """A save found that the file holds something else: offer what can be done."""
        path = self._document.path
        found = look_outside(path, self._document.file_hash) if path is not None else None
        if found is not None:
            self.offer(found)
            first = next((one for one in self.changed_bar.buttons if one.property("primary")), None)
            if first is not None:
                first.setFocus()
            self._say(_tr("Not saved yet: the bar above the map has the ways on."))

    def offer(self, found: Outside) -> None:
        """Say that the file holds something else, and what can be done about it."""
        document = self._document
        self.outside = found
        journey = found.journey
        if journey is not None and found.in_file is not None and same(journey, document.committed):
            document.join("", document.committed, found.in_file, found.hash)  # somebody did just the same
            self._as_known()
            return
        state = found.state_for(document.committed.id)
        document.see_file(state)
        summary = ""
        if state == "changed" and journey is not None and document.in_file is not None:
            summary = _told(document.in_file.journey, journey).summary
        words = outside_words(found, state, summary, document.is_read_only)
        self.changed_bar.say(words, offers(document, found, self._ways))

    def see_outside(self) -> None:
        """Show what the file holds now, against what it held."""
        found, document = self.outside, self._document
        if found is not None and found.journey is not None and document.in_file is not None:
            said = _told(document.in_file.journey, found.journey)
            heading = _tr("What was changed there: {changes}").replace("{changes}", said.summary)
            self._differences().show_state(shown(found.path), found.journey, heading, said)

    def merge(self) -> None:
        """Join what the file holds now with the map, as one undo step."""
        found = self.outside
        if found is None or found.journey is None or found.in_file is None:
            return
        merged = self._merged(found.journey, sure=False)
        if merged is None:
            return
        before, in_file = self._document.committed, self._document.in_file
        if in_file is not None:
            self._versions.keep(in_file.journey, in_file.at)  # what both began with, for merges to come
        self._versions.keep(found.journey, found.at)
        label = _tr("Merge with {name}").replace("{name}", shown(found.path))
        self._document.join(label, merged.map, found.in_file, found.hash)
        other = Other(self._editor or shown(found.path), found.journey)
        self._merged_in(self.changed_bar, outcome(before, merged, other=other), found.path)
        self.outside = None

    def _merged(self, other: JourneyMap, sure: bool) -> Merged | None:
        self._finish()
        try:
            return merged_with(self._document, other, self._versions.folder, sure=sure)
        except JmapError as error:
            self._say(error.message)
            return None

    def _merged_in(self, bar: Notice, brought: Outcome, path: Path) -> None:
        bar.hide()
        self.copy_bar.hide()  # it comes again with words that are true now
        if self.differences is not None:
            self.differences.close()
        self._show_merged([Came(shown(path), brought)])

    def keep_both(self) -> None:
        """Save the map beside its file, which stays as the other program left it."""
        self._finish()
        path = self._document.path
        if path is None:
            return
        beside = free_beside(path, time.time())
        try:
            self._document.save(beside)
        except JmapError as error:
            self._say(error.message)
            return
        self._kit.settings.add_recent(beside)
        self.changed_bar.hide()
        words = _tr("Saved as “{mine}”, which is open here now; “{name}” is as the other program left it.")
        self._say(words.replace("{mine}", shown(beside)).replace("{name}", shown(path)))

    def write_over(self) -> None:
        """Save over what the other program wrote; that stays among the versions."""
        self._finish()
        found, path = self.outside, self._document.path
        if path is None:
            return
        now = look_outside(path, self._document.file_hash)
        if found is not None and now is not None and now.hash != found.hash:
            self.offer(now)  # it has changed once more: nobody has seen that yet
            return
        if found is not None and found.journey is not None:
            self._versions.keep(found.journey, found.at)
        try:
            self._document.save(path, overwrite=True)
        except JmapError as error:
            self._say(error.message)
            return
        self.outside = None
        self.changed_bar.hide()

    # --- what a sync program laid beside it -----------------------------------------------------------------------

    def _offer_copy(self, found: Copy) -> None:
        summary = _told(self._document.committed, found.journey, COPIES).summary
        if not summary:
            self._leave_be(found)  # it says the same
            return
        self.copy_bar.say(
            copy_words(found, summary, datetime.now()),
            [
                Choice(_tr("See differences"), partial(self._see_copy, found)),
                Choice(_tr("Merge"), partial(self._merge_copy, found), _tr("Both are kept, as one step"), True),
                Choice(_tr("Let it be"), partial(self._leave_be, found), _tr("It is not offered again")),
            ],
        )

    def _see_copy(self, found: Copy) -> None:
        said = _told(self._document.committed, found.journey, COPIES)
        heading = _tr("Beside yours: {changes}").replace("{changes}", said.summary)
        self._differences().show_state(shown(found.path), found.journey, heading, said)

    def _merge_copy(self, found: Copy) -> None:
        merged = self._merged(found.journey, sure=True)
        if merged is None:
            return
        before = self._document.committed
        self._versions.keep(found.journey, found.at, str(found.path.absolute()))
        label = _tr("Merge with {name}").replace("{name}", shown(found.path))
        self._document.do(label, lambda _journey: merged.map)
        self._leave_be(found)
        other = Other(shown(found.path), found.journey)
        self._merged_in(self.copy_bar, outcome(before, merged, other=other), found.path)

    def _leave_be(self, found: Copy) -> None:
        """Not to be offered again, as long as it says what it says."""
        self.copy_bar.hide()
        known = [*(one for one in self._let_be() if one != found.hash), found.hash]
        self._kit.settings.set_value(_LET_BE, json.dumps(known[-_MOST_LET_BE:]))

    def _let_be(self) -> tuple[str, ...]:
        try:
            kept = json.loads(self._kit.settings.value(_LET_BE, "[]"))
        except ValueError:
            return ()
        return tuple(one for one in kept if isinstance(one, str)) if isinstance(kept, list) else ()

    def _differences(self) -> DifferencesWindow:
        from jmapdesk.ui.sharing.differences_window import DifferencesWindow

        if self.differences is None:
            self.differences = DifferencesWindow(self._kit, self._window)
        return self.differences

    def stop(self) -> None:
        """The map closes: let others have it."""
        if self._is_stopped:
            return
        self._is_stopped = True
        self._timer.stop()
        self._window.removeEventFilter(self)
        self._document.state_changed.disconnect(self._listener)
        self._document.refused.disconnect(self._say)
        self.watch.stop()
        if self.differences is not None:
            self.differences.close()
        self._release()
        self.taking.stop(_GOING)
        self._path = None
