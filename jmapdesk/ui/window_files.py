"""What a window does with files: opening, saving, exporting, pictures and things dropped on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from jmapdesk.edit.future import to_be_map
from jmapdesk.exchange.options import ExportOptions
from jmapdesk.layout.hit import Hit
from jmapdesk.render.qt_images import decode
from jmapdesk.session.document import Document
from jmapdesk.session.own_templates import keep_template
from jmapdesk.session.selection import Selection
from jmapdesk.storage.document import content_hash
from jmapdesk.storage.save import other_names
from jmapdesk.storage.writing import dump
from jmapdesk.ui import commands, file_flow, pictures
from jmapdesk.ui.canvas.commands import ref_of
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.keeping import Keeping
from jmapdesk.ui.kit import Kit, Windows
from jmapdesk.ui.merged_panel import Came
from jmapdesk.ui.packs_flow import PacksFlow
from jmapdesk.ui.pictures import Kind, Owner
from jmapdesk.ui.save_flow import SaveFlow
from jmapdesk.ui.template_dialog import TemplateDialog
from jmapdesk.ui.tips import plain_tip
from jmapdesk.ui.workbook_flow import WORKBOOKS, WorkbookFlow
from jmapdesk.util.errors import JmapError
from jmapdesk.util.file_names import folders_apart
from jmapdesk.util.ids import random_id

if TYPE_CHECKING:
    from jmapdesk.exchange.pages import Pages
    from jmapdesk.storage.versions import Version
    from jmapdesk.ui.export.window import ExportWindow, Original
    from jmapdesk.ui.persona_window import PersonaWindow
    from jmapdesk.ui.printing import Printing
    from jmapdesk.ui.versions.window import VersionsWindow

# Windows of their own are imported when they are first opened: to read their modules takes time a start has not.


def _tr(text: str) -> str:
    return QCoreApplication.translate("window", text)


class WindowFiles:
    """The files of one window. ``finish`` keeps whatever is still being written before a file is made of the map."""

    def __init__(
        self,
        window: QWidget,
        view: MapView,
        kit: Kit,
        windows: Windows,
        keeping: Keeping,
        finish: Callable[[], object],
        saved: Callable[[], object],
        say: Callable[[str], object],
        show_merged: Callable[[Sequence[Came]], object],
        changed_outside: Callable[[], object],
    ) -> None:
        self._window, self._view, self._kit, self._windows = window, view, kit, windows
        self._document: Document = view.document
        self._selection: Selection = view.selection
        self._finish, self._saved, self._say = finish, saved, say
        self._keeping = keeping
        self._save_flow = SaveFlow(window, view.document, lambda: self._folder, self._is_saved, changed_outside)
        self._others = 0
        """How many other names the file has on its disk that is being saved."""
        self.versions_window: VersionsWindow | None = None
        keeping.version_kept.connect(self._version_kept)
        keeping.save_wanted.connect(self.save)
        self.workbooks = WorkbookFlow(window, view.document, finish, show_merged, windows.open_path)
        self.packs = PacksFlow(window, view.document, kit, finish, show_merged)
        self.export_window: ExportWindow | None = None
        self._printing: Printing | None = None
        self.persona_window: PersonaWindow | None = None
        self.recent = QMenu(_tr("Open recent"), window)
        self.recent.aboutToShow.connect(self._fill_recent)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the actions about files do, for the table of actions."""
        return {
            "open": partial(self._ask, file_flow.ask_open),
            "import": partial(self._ask, file_flow.ask_import),
            "return_workbook": self._return_workbook,
            "make_packs": lambda: self.packs.offer(self._folder),
            "bring_packs": lambda: self.packs.ask(self._folder),
            "save": self.save,
            "save_as": partial(self.save, anew=True),
            "save_template": self._save_template,
            "versions": self.show_versions,
            "snapshot": self._take_snapshot,
            "to_be_copy": self._to_be_copy,
            "export": self.export,
            "copy_picture": self._copy_picture,
            "print": self.print_map,
            "persona_pages": self.show_persona,
        }

    @property
    def _folder(self) -> Path:
        """Where file dialogs begin: beside this map, else where the last one was, else among the documents."""
        path = self._document.path
        known = (path, *self._kit.settings.recent)
        return file_flow.folder_for_files(one.parent for one in known if one is not None)

    def _ask(self, asked: Callable[[QWidget, Path], Path | None]) -> None:
        path = asked(self._window, self._folder)
        if path is not None:
            self.workbooks.bring_or_open(path)

    def _return_workbook(self) -> None:
        path = file_flow.ask_workbook(self._window, self._folder)
        if path is not None:
            self.workbooks.bring(path)

    def save(self, anew: bool = False) -> bool:
        """Save, words still being typed included; whether it is in a file by now."""
        self._finish()
        self._others = 0 if anew or self._document.path is None else other_names(self._document.path)
        return bool(self._save_flow.save(anew))

    def _is_saved(self) -> None:
        if self._document.path is not None:
            self._kit.settings.add_recent(self._document.path)
        self._saved()
        if self._others:
            words = _tr("Saved. The file had another name on this disk too (a hard link): there it is as it was.")
            self._say(words)

    def _to_be_copy(self) -> None:
        """A window with a map of the future made from this one, which no file has yet."""
        self._finish()
        journey = self._document.committed
        title = _tr("{title} – to be").replace("{title}", journey.about.title or _tr("Untitled map"))
        fresh = to_be_map(journey, random_id, title, content_hash(dump(journey)))
        said = _tr("A new map: every card names the one it came from. Save it under a name.")
        self._windows.show(Document(fresh, modified=True), said)

    def may_close(self) -> bool:
        """Whether the window may close: asks to save what is not saved, and stops a running export."""
        self._finish()
        if not self._save_flow.may_close():
            return False
        if self.export_window is not None:
            self.export_window.stop()
            self.export_window = None
        if self.versions_window is not None:
            self.versions_window.stop()
            self.versions_window = None
        self.workbooks.stop()
        self.packs.stop()
        if self._printing is not None:
            self._printing.stop()
        if self.persona_window is not None:
            self.persona_window.stop()
            self.persona_window = None
        return True

    def show_versions(self) -> None:
        """Show the earlier states of the map."""
        from jmapdesk.ui.versions.window import VersionsWindow

        self._finish()
        if self.versions_window is None:
            self.versions_window = VersionsWindow(
                self._document, self._keeping.versions, self._kit, lambda: self._folder, self._finish, self._say,
                self._window,
            )  # fmt: skip
        self.versions_window.bring_up()

    def _take_snapshot(self) -> None:
        from jmapdesk.ui.versions.window import take_snapshot

        self._finish()
        take_snapshot(self._window, self._keeping.versions)

    def _version_kept(self, version: Version) -> None:
        if self.versions_window is not None and self.versions_window.isVisible():
            self.versions_window.refresh()
        if version.name:
            self._say(_tr("Snapshot “{name}” kept.").replace("{name}", version.name))

    def show_persona(self, persona_id: str = "") -> None:
        """Show the page of a persona: the one named, else the one selected, else the first."""
        self._finish()
        ref = self._selection.primary
        if not persona_id and ref is not None and ref.kind == "persona":
            persona_id = ref.id
        if self.persona_window is None:
            from jmapdesk.ui.persona_window import PersonaWindow

            self.persona_window = PersonaWindow(self._document, self._kit, lambda: self._folder, self._window)
        self.persona_window.show_persona(persona_id)

    def export(self) -> None:
        """Open the export window."""
        self._finish()
        if self.export_window is None:
            from jmapdesk.ui.export.window import ExportWindow

            self.export_window = ExportWindow(
                self._document, self._kit, self._as_it_stands, self._print_from, self._window
            )  # fmt: skip
        self.export_window.show()
        self.export_window.raise_()
        self.export_window.activateWindow()
        self.export_window.begin()

    def _as_it_stands(self, finish: bool) -> Original:
        """What is exported: the map as it is now, and where asked to finish, words still being typed included."""
        from jmapdesk.ui.copy_picture import names_of
        from jmapdesk.ui.export.window import Original

        if finish:
            self._finish()
        layout = self._view.layout_now
        suggested = file_flow.suggested_path(self._document, self._folder)
        selected = names_of(self._selection.refs)
        return Original(self._document.committed, layout.shown, layout.wanted, suggested, selected)

    def _copy_picture(self) -> None:
        from jmapdesk.ui.copy_picture import copy_picture

        self._finish()
        self._tell(copy_picture(self._view.layout_now, self._kit.icons, self._selection.refs))

    def print_map(self) -> None:
        """Print the map as it shows in the window, fitted to the paper that is chosen in the print dialog."""
        original = self._as_it_stands(True)
        options = ExportOptions(shown=original.shown, wanted=original.wanted)
        layout = self._view.layout_now
        self._print(self._window, options, (layout.width, layout.height), self.export, self._say)

    def _print_from(
        self,
        parent: QWidget,
        options: ExportOptions,
        pages: Pages,
        save_pdf: Callable[[], object],
        tell: Callable[[str], object],
    ) -> None:
        """Print what the export window shows."""
        self._finish()
        page = pages.sheets[0].page
        self._print(parent, options, (page.width_mm, page.height_mm), save_pdf, tell)

    def _print(
        self,
        parent: QWidget,
        options: ExportOptions,
        size: tuple[float, float],
        save_pdf: Callable[[], object],
        tell: Callable[[str], object],
    ) -> None:
        from jmapdesk.ui.printing import Printing  # only who prints waits for it

        if self._printing is None:
            self._printing = Printing(self._kit)
        self._printing.send(parent, self._document.committed, options, size, save_pdf, tell)

    def _fill_recent(self) -> None:
        self.recent.clear()
        recent = self._kit.settings.recent
        folders = folders_apart(recent)
        for path in recent:
            words = f"{path.name} – {folders[path]}" if folders[path] else path.name
            entry = self.recent.addAction(words.replace("&", "&&"))
            entry.setToolTip(plain_tip(str(path)))
            entry.triggered.connect(lambda _checked=False, p=path: self._windows.open_path(p))
        if self.recent.isEmpty():
            self.recent.addAction(_tr("No map opened yet")).setEnabled(False)

    def choose_image(self, card_id: str) -> None:
        """Ask for the picture of a card."""
        self._choose(Owner("card", card_id))

    def choose_portrait(self, persona_id: str) -> None:
        """Ask for the portrait of a persona."""
        self._choose(Owner("persona", persona_id))

    def _choose(self, owner: Owner) -> None:
        path = file_flow.ask_image(self._window, self._folder)
        if path is not None:
            self._tried(lambda: self._tell(pictures.put(self._document, path, owner)))

    def _tell(self, words: str) -> None:
        if words:
            self._say(words)

    def crop(self, kind: Kind, owner_id: str) -> None:
        """Open a window that cuts the picture of a card or a persona."""
        owner = Owner(kind, owner_id)
        asset = owner.shown(self._document.journey)
        data = pictures.data_of(self._document.journey, asset)
        image = decode(data) if data is not None else None
        if asset is None or image is None:
            return
        from jmapdesk.ui.crop_window import CropWindow

        cut = partial(pictures.crop, self._document, owner, asset)
        CropWindow(image, kind == "persona", cut, self._kit.tokens, self._window).show()

    def _tried(self, run: Callable[[], object]) -> None:
        trouble = ""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)  # a large photograph takes a moment
        try:
            run()
        except JmapError as error:
            trouble = error.message
        finally:
            QApplication.restoreOverrideCursor()
        if trouble:
            file_flow.tell(self._window, trouble)

    def dropped(self, names: list[str], hit: Hit | None) -> None:
        """Files dropped: pictures become cards where they were dropped, anything else opens."""
        others: list[Path] = []
        for path in map(Path, names):
            if pictures.is_picture(path):
                self._view.finish_editing()
                ref = ref_of(hit) if hit is not None else self._selection.primary
                spot = commands.spot_of(self._document.journey, ref)
                self._tried(partial(self._add_picture, path, spot))
            elif path.suffix.lower() in WORKBOOKS:
                self.workbooks.bring_or_open(path)
            else:
                others.append(path)
        if others:
            self._windows.open_paths(others)

    def _add_picture(self, path: Path, spot: commands.Spot) -> None:
        self._tell(pictures.add_card(self._document, self._selection, path, spot.lane, spot.step))

    def _save_template(self) -> None:
        dialog = TemplateDialog(self._document.journey.about.title, self._window)
        if dialog.exec():
            name, with_cards = dialog.name.text(), dialog.with_cards.isChecked()
            journey = self._document.committed
            self._tried(lambda: keep_template(self._kit.templates, journey, name, with_cards=with_cards))
        dialog.deleteLater()
