"""The composition root: makes what windows share, once, and keeps the windows."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from jmapdesk.edit.templates import TEMPLATES
from jmapdesk.exchange.options import Workshop
from jmapdesk.exchange.packs import is_pack_of
from jmapdesk.model.journey import with_parts
from jmapdesk.render.icons import Icons
from jmapdesk.session.document import Document
from jmapdesk.session.faults import keep_fault
from jmapdesk.session.own_templates import OwnTemplate, from_template, template_folder
from jmapdesk.session.recovery import Recovered, fetched_back, let_go, recoveries, recovery_folder
from jmapdesk.session.settings import Settings, config_folder
from jmapdesk.session.versions import VERSIONS, sweep_after, versions_of_damaged
from jmapdesk.storage.files import MAY_BE_RESCUED, open_map, read_file
from jmapdesk.storage.save import shown
from jmapdesk.storage.versions import Version, read_version, versions_of_file
from jmapdesk.text.qt_fonts import load_bundled_fonts
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.ui.appearance import Appearance
from jmapdesk.ui.canvas import accessible
from jmapdesk.ui.ending import Ending
from jmapdesk.ui.file_flow import ask_way_out, offers_version, tell
from jmapdesk.ui.icon_set import IconSet, app_icon
from jmapdesk.ui.kit import Kit
from jmapdesk.ui.look import Tokens, window_font
from jmapdesk.ui.one_process import Listener, Request
from jmapdesk.ui.opening import imported, is_rescuable, opened
from jmapdesk.ui.packs_arriving import ask_way
from jmapdesk.ui.placing import place
from jmapdesk.ui.qt_classes import make_all
from jmapdesk.ui.window import MainWindow
from jmapdesk.util.collector import keep_from_collector, look_through_all
from jmapdesk.util.errors import JmapError
from jmapdesk.util.file_names import MAP_ENDING
from jmapdesk.util.ids import random_id
from jmapdesk.util.resources import resource

if TYPE_CHECKING:
    from jmapdesk.ui.start.page import StartPage

SAMPLE = "from-evaluation-to-first-value.jmap"


def make_application(arguments: list[str]) -> QApplication:
    """The Qt application with our style and fonts, to be dressed by an ``Appearance``.

    The platform was found ready before this is called.
    """
    application = QApplication(arguments)
    application.setApplicationName("jmapdesk")
    application.setApplicationDisplayName("jmapdesk")
    application.setDesktopFileName("jmapdesk")
    application.setStyle("Fusion")
    load_bundled_fonts()
    application.setFont(window_font())
    application.setWindowIcon(app_icon())
    accessible.install()
    return application


def make_kit(settings: Settings, templates: Path | None = None, recovery: Path | None = None) -> Kit:
    """What every window is made with; the folders of templates and unsaved edits are the usual ones for None.

    Versions are kept beside unsaved edits.
    """
    tokens = Tokens()
    recovery = recovery or recovery_folder()
    return Kit(
        QtShaper(), Icons(), IconSet(tokens), tokens, Appearance(tokens, settings), settings,
        lambda: Workshop(QtShaper, Icons()), templates or template_folder(),
        recovery, recovery.parent / VERSIONS,
    )  # fmt: skip


class WindowKeeper:
    """Opens windows and remembers them while they live."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self.windows: list[MainWindow] = []
        self.start_page: StartPage | None = None
        self.lost: tuple[Recovered, ...] = ()
        self._opening: set[Path] = set()
        """Files that are being read, by a slow drive perhaps."""

    def look_for_lost(self) -> None:
        """Find what programs that were killed left behind."""
        self.lost = tuple(recoveries(self._kit.recovery))

    def recover(self, found: Recovered) -> None:
        """A window with a map that was lost, as it stood, with its undo steps."""
        self.lost = tuple(one for one in self.lost if one is not found)
        self.show(found.document, recovered=found)

    def fetch_back(self, found: Recovered) -> None:
        """A window with a map that was closed without saving, as it stood; not beside the same map."""
        known = next((w for w in self.windows if _is_of(w, found)), None)
        if known is not None:
            tell(self._front(), f"“{found.title or known.document.journey.about.title}” is open: close it first.")
            return
        try:
            back = fetched_back(found)
        except OSError as error:
            tell(self._front(), f"What was closed cannot be fetched back: {error.strerror}. It stays where it is.")
            return
        self.show(back.document, recovered=back)

    def let_go(self, found: Recovered) -> None:
        """Nobody wants what was lost; its files are kept aside."""
        self.lost = tuple(one for one in self.lost if one is not found)
        let_go(found)

    def start(self) -> None:
        """Show the start page."""
        if self.start_page is None:
            from jmapdesk.ui.start.page import StartPage

            self.start_page = StartPage(self._kit, self)
            place(self.start_page, self.windows)
            self.start_page.show()
            self.start_page.load()
        _bring_up(self.start_page)

    @property
    def has_maps(self) -> bool:
        """Whether any map is open."""
        return bool(self.windows)

    def close_map(self, window: QWidget) -> None:
        """Close a map's window; the start page comes in place of the last one."""
        # else Qt ends the program between the one and the other
        QApplication.setQuitOnLastWindowClosed(False)
        try:
            if window.close() and not self.windows:
                self.start()
        finally:
            QApplication.setQuitOnLastWindowClosed(True)

    def reopen(self, window: QWidget) -> None:
        """Close a map's window and open its file as it is now."""
        path = next((one.document.path for one in self.windows if one is window), None)
        if path is None:
            return
        try:
            document = opened(window, path)  # first: what shows is not given up for what cannot be opened
        except JmapError as error:
            tell(window, f"{error.message} What you see stays open.")
            return
        if document is None:
            return
        QApplication.setQuitOnLastWindowClosed(False)
        try:
            if window.close():
                self._show_opened(path, document)
        finally:
            QApplication.setQuitOnLastWindowClosed(True)

    def show(self, document: Document, said: str = "", recovered: Recovered | None = None) -> None:
        """A window for a document; an untouched empty window and the start page give way to it."""
        window = MainWindow(document, self._kit, self, recovered)
        spare = [one for one in self.windows if one.is_pristine()]
        if self.start_page is not None and self.start_page.isMaximized():
            window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
        place(window, [one for one in self.windows if one not in spare])
        self.windows.append(window)
        window.show()
        if said:
            window.say(said)
        QTimer.singleShot(_SETTLE_MS, _settle)
        for one in spare:
            one.close()
        if self.start_page is not None:
            self.start_page.close()

    def open_path(self, path: Path) -> None:
        """Open a map, raise its window if it is open, or import what is no map."""
        self.open_paths([path])

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open each of some files; group packs of a map that is open may come home instead, and are asked about."""
        arrived: list[tuple[MainWindow, Path, Document]] = []
        for path in paths:
            self._open(path, arrived)
        for home in list(self.windows):
            packs = [(path, document) for window, path, document in arrived if window is home]
            if not packs:
                continue
            files, journeys = [path.name for path, _ in packs], [document.committed for _, document in packs]
            way = ask_way(self._front() or home, files, journeys, home.document.journey.about.title)
            if way == "home":
                _bring_up(home)
                home.files.packs.bring([path for path, _ in packs])
            elif way == "apart":
                for path, document in packs:
                    self._show_opened(path, document)

    def _open(self, path: Path, arrived: list[tuple[MainWindow, Path, Document]]) -> None:
        """Open one file, or put it among what ``arrived`` where it is a pack of a map that is open."""
        known = next((w for w in self.windows if w.document.path and _same_file(w.document.path, path)), None)
        if known is not None:
            _bring_up(known)
            return
        lost = next((one for one in self.lost if one.path and _same_file(one.path, path)), None)
        if lost is not None:
            self.recover(lost)
            return
        if path in self._opening:  # it was asked for twice while a slow disk gives it
            return
        self._opening.add(path)
        try:
            if path.suffix.lower() == MAP_ENDING:
                document = opened(self._front(), path)
                if document is None:
                    return
                home = next((w for w in self.windows if _takes(w, document)), None)
                if home is not None:
                    arrived.append((home, path, document))
                else:
                    self._show_opened(path, document)
            else:
                self._import(path)
        except JmapError as error:
            if error.code == "file.missing":
                kept = versions_of_file(self._kit.versions, path)
                if of_file := [one for one in kept if one.file == str(path.absolute())]:
                    self._open_version(path, of_file)
                    return
                self._kit.settings.remove_recent(path)
            if path.suffix.lower() == MAP_ENDING and error.code in (*MAY_BE_RESCUED, "file.empty"):
                self._offer_way_out(path, error)
            else:
                tell(self._front(), error.message)
        finally:
            self._opening.discard(path)

    def _show_opened(self, path: Path, document: Document) -> None:
        self._kit.settings.add_recent(path)
        repairs = [str(repair) for repair in document.repairs]
        said = _repaired(path, repairs)
        self.show(document, said)
        if repairs:
            tell(self.windows[-1], said, "\n".join(repairs))

    def _offer_way_out(self, path: Path, error: JmapError) -> None:
        """A damaged map: what can be read of it, or the states of it that are kept."""
        every = versions_of_damaged(self._kit.versions, path)
        kept = [one for one in every if one.file == str(path.absolute())] or every
        may_rescue = error.code in MAY_BE_RESCUED and is_rescuable(self._front(), path)
        way = ask_way_out(self._front(), error.message, may_rescue, kept)
        if way == "rescue":
            self._rescue(path)
        elif way == "versions" and self._show_version(path, kept):
            self.windows[-1].files.show_versions()

    def _open_version(self, path: Path, kept: Sequence[Version]) -> None:
        """The newest state that is kept of a map whose file is gone, where that is wanted."""
        if offers_version(self._front(), path, kept):
            self._show_version(path, kept)

    def _show_version(self, path: Path, kept: Sequence[Version]) -> bool:
        """The newest state that is kept of a map, as a map that is in no file yet; whether it can be read."""
        try:
            earlier = read_version(kept[0])
        except JmapError as error:
            tell(self._front(), error.message)
            return False
        is_own = kept[0].file == str(path.absolute())
        words = f"“{shown(path)}” as it was saved last: save it to keep it."
        if not is_own:
            words = f"The newest version that is kept of the map in “{shown(path)}”: save it to keep it."
        self.show(Document(earlier.journey, modified=True), words)
        return True

    def _rescue(self, path: Path) -> None:
        """A window with a new map of what can be read in a damaged one; its file stays as it is."""
        from jmapdesk.storage.rescue import rescue

        try:
            rescued = rescue(read_file(path), path.name)
        except JmapError as error:
            tell(self._front(), error.message)
            return
        first, *rest = rescued.lines()
        said = f"{first} Save it under a name; “{path.name}” is unchanged."
        self.show(Document(rescued.journey, modified=True), said)
        tell(self.windows[-1], said, "\n".join(rest))

    def open_card(self, path: Path, card: str) -> None:
        """Open a map, or raise its window, and show one of its cards."""
        self.open_path(path)
        window = next((w for w in self.windows if w.document.path and _same_file(w.document.path, path)), None)
        if window is not None and card:
            window.show_card(card)

    def welcome(self) -> None:
        """A first look shows the sample; who has been here finds what was lost and the recent maps."""
        if self.lost or self._kit.settings.recent:
            self.start()
        else:
            self.sample()

    def begin_with(self, path: Path) -> None:
        """Open the file of a start; a map that cannot be opened is said over the start page."""
        self.open_path(path)
        if not self.windows:
            self.start()
        elif self.lost:
            self.windows[-1].mention(self.lost)

    def answer(self, request: Request) -> None:
        """Do what a second start asked for, in front of everything else; without a file, show what is open."""
        before = list(self.windows)
        if request.path is not None:
            self.open_path(request.path)
        elif (front := self._front()) is not None:
            _bring_up(front)
        elif request.sample:
            self.welcome()
        else:
            self.start()
        for fresh in self.windows:
            if fresh not in before:
                _bring_up(fresh)

    def _front(self) -> QWidget | None:
        """The window in use, over which something is said."""
        active = next((one for one in self.windows if one.isActiveWindow()), None)
        return active or self.start_page or next(reversed(self.windows), None)

    def _import(self, path: Path) -> None:
        found = imported(self._front(), path)
        if found is None:
            return
        journey, report = found
        lines = report.lines()
        self.show(Document(journey, modified=True), f"{path.name}: {lines[0]}" if lines else "")
        tell(self.windows[-1], f"{path.name}\n{lines[0] if lines else ''}", "\n".join(lines[1:]))

    def new(self, template: str) -> None:
        """A new map from a template."""
        self.show(Document(TEMPLATES[template].build(random_id)))

    def new_from(self, template: OwnTemplate) -> None:
        """A new map from one of the user's templates."""
        try:
            self.show(Document(from_template(template, random_id)))
        except JmapError as error:
            tell(self._front(), error.message)

    def sample(self, name: str = "") -> None:
        """A copy of a sample that belongs to no file yet."""
        journey = open_map(resource("samples", name or SAMPLE)).journey
        # a map of its own: its versions are not those of every other copy
        self.show(Document(with_parts(journey, id=random_id())))

    def tour(self) -> None:
        """A new map, with the five steps to a first one beside it."""
        self.new("current-state")
        self.windows[-1].show_tour()

    def closed(self, window: object) -> None:
        """Forget a window; the program ends with the last one."""
        if self.start_page is not None and window is self.start_page:
            self.start_page.deleteLater()
            self.start_page = None
            return
        for one in self.windows:
            if one is window:
                # taken apart here: left to the collector, it might be in the thread of an export
                one.deleteLater()
                QTimer.singleShot(_SETTLE_MS, look_through_all)
        self.windows = [one for one in self.windows if one is not window]

    def quit(self) -> None:
        """Close all windows, each asking for itself; stops at the first that stays."""
        for window in list(self.windows):
            if not window.close():
                return

    def end(self) -> None:
        """The program is told to end: nothing is asked, what is in no file is there at the next start, locks go."""
        for window in self.windows:
            window.keeping.close(keep=True)
        for window in self.windows:
            window.sharing.stop()
            window.hide()


def _bring_up(window: QWidget) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()


_QUIET = 60.0
"""Seconds after the start when whoever opened a map is at work, and the disk has time for what nobody waits for."""
_SETTLE_MS = 800
"""How long after a window has come or gone things count as settled."""


def _settle() -> None:
    """What can wait until a window shows, and is done before somebody asks for it."""
    make_all()
    keep_from_collector()


def _is_of(window: MainWindow, found: Recovered) -> bool:
    path = window.document.path
    return path is not None and found.path is not None and _same_file(path, found.path)


def _takes(window: MainWindow, document: Document) -> bool:
    """Whether a window has the map that a document is a group pack of, and may change it."""
    return is_pack_of(document.committed, window.document.committed) and not window.document.is_read_only


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()


def _repaired(path: Path, repairs: list[str]) -> str:
    if not repairs:
        return ""
    things = "one thing" if len(repairs) == 1 else f"{len(repairs)} things"
    return f"{path.name} had {things} to put right; the file itself is unchanged until you save."


class FaultTeller:
    """Says when something went wrong that nobody foresaw, once at a time, and keeps the details for a report."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._telling = False

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """What Python calls for an exception that reached nobody."""
        file = keep_fault(self._folder, error)
        if self._telling or QApplication.instance() is None:
            return
        self._telling = True
        try:
            tell(
                QApplication.activeWindow(),
                "Something went wrong and the last action may not have been done. Your map is still here: "
                f"save it under a new name to be safe. Details are in {file}.",
            )
        finally:
            self._telling = False


def run_editor(path: Path | None = None, sample: bool = False, socket: str = "") -> int:
    """Run the window until it is closed; returns the exit code. What later starts want is heard over ``socket``.

    ``sample`` shows who has no map yet the sample.
    """
    application = make_application(sys.argv[:1])
    kit = make_kit(Settings(config_folder()))
    kit.appearance.begin()
    keeper = WindowKeeper(kit)
    sys.excepthook = FaultTeller(config_folder())
    keeper.look_for_lost()
    if path is not None:
        QTimer.singleShot(0, lambda: keeper.begin_with(path))  # what may have to be said needs the event loop
    elif sample:
        keeper.welcome()
    else:
        keeper.start()
    sweeping = sweep_after(_QUIET, kit.versions)
    listener = Listener(keeper.answer)
    told: list[int] = []

    def end(number: int) -> None:
        told.append(number)
        keeper.end()
        QApplication.exit(128 + number)

    ending = Ending(end)
    if socket:
        QTimer.singleShot(0, lambda: listener.listen(socket))  # once the window is there
    code = application.exec()
    listener.close()
    sweeping.cancel()
    kit.appearance.end()
    if told:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)  # windows still stand, perhaps with a question over them: nobody takes them apart now
    ending.close()
    return code
