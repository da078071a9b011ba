"""Saving from a window: what is asked, what is said when it does not work, and that nothing is lost then."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from jmapdesk.session.document import Document
from jmapdesk.ui.file_flow import ask_save_map, cancel_button, is_same, question, suggested_path, tell
from jmapdesk.ui.saving import Saver
from jmapdesk.util.errors import JmapError
from jmapdesk.util.file_names import MAP_ENDING


def _tr(text: str) -> str:
    return QCoreApplication.translate("files", text)


class SaveFlow:
    """Saves the map of one window.

    ``folder`` is where file dialogs begin, ``saved`` is called once the map is in its file, ``changed`` where another
    program has changed that since: nothing is written over then.
    """

    def __init__(
        self,
        window: QWidget,
        document: Document,
        folder: Callable[[], Path],
        saved: Callable[[], object],
        changed: Callable[[], object],
    ) -> None:
        self._window, self._document, self._folder = window, document, folder
        self._saved, self._changed = saved, changed
        self._saver = Saver(window, document)

    def save(self, anew: bool = False, folder: Path | None = None) -> bool | None:
        """Save, asking for a place where there is none; whether the map is in a file now, None while a slow disk works.
        """
        document = self._document
        path = document.path
        if path is None or anew:
            suggested = suggested_path(document, folder or self._folder())
            own = None if document.is_read_only else document.path
            path = ask_save_map(self._window, _tr("Save the map"), suggested, own)
            if path is None:
                return False
        return self._saver.save(path, partial(self._ended, path))

    def _ended(self, path: Path, error: JmapError | None) -> bool:
        if error is None:
            self._saved()
            return True
        if error.code == "file.changed_outside":
            self._changed()
            return False
        if error.code == "file.stopped":
            return False
        return bool(self._offer_copy(path, error.message))

    def _offer_copy(self, path: Path, message: str) -> bool | None:
        """Saving failed: say it, and that nothing is lost, with a copy in another place one press away."""
        words = _tr("All of the map is still open here. “Save a copy…” puts it in another place meanwhile.")
        box = question(self._window, f"{message}\n\n{words}")
        copy = box.addButton(_tr("Save a copy…"), QMessageBox.ButtonRole.AcceptRole)
        box.setEscapeButton(box.addButton(QMessageBox.StandardButton.Ok))
        box.setDefaultButton(copy)
        box.exec()
        return self._save_copy(path) if box.clickedButton() is copy else False

    def _save_copy(self, path: Path) -> bool | None:
        """Save where it may work. The map goes on in its own file, if it has one; whether all is in that file now."""
        own = self._document.path
        if own is None or own != path or self._document.is_lost:  # nothing is in its own file any more
            return self.save(anew=True, folder=Path.home())
        suggested = Path.home() / f"{path.stem} – {_tr('copy')}{MAP_ENDING}"
        target = ask_save_map(self._window, _tr("Save a copy"), suggested, path)
        if target is None:
            return False
        if is_same(target, path):
            return self.save()
        try:
            self._document.save_copy(target)
        except JmapError as error:
            return self._offer_copy(path, error.message)
        words = _tr(
            "“{copy}” holds all of the map. “{name}” is still as it was saved before, and still belongs to the map."
        )
        tell(self._window, words.replace("{copy}", target.name).replace("{name}", path.name))
        return False

    def may_close(self) -> bool:
        """Whether a window may close: waits for a save on its way, then asks to save what is not saved."""
        self._saver.wait()
        if not self._document.is_modified:
            return True
        box = question(self._window, _closing_words(self._document))
        keep = box.addButton(_tr("Save"), QMessageBox.ButtonRole.AcceptRole)
        drop = box.addButton(_tr("Don’t save"), QMessageBox.ButtonRole.DestructiveRole)
        cancel_button(box)
        box.setDefaultButton(keep)
        box.exec()
        if box.clickedButton() is not keep:
            return box.clickedButton() is drop
        in_file = self.save(anew=self._document.is_read_only)
        self._saver.wait()
        return not self._document.is_modified if in_file is None else in_file


def _closing_words(document: Document) -> str:
    """The question before a map closes: which map, what is safe, and what becomes of it without saving."""
    title = document.journey.about.title or _tr("Untitled map")
    question = _tr("Save “{title}” before it closes?").replace("{title}", title)
    if document.path is None:
        told = _tr(
            "It has never been saved. With “Don’t save” only the start page has it{long}; “Cancel” leaves it open."
        )
    else:
        told = f"{_file_words(document)} {_tr('“Cancel” leaves the map open.')}"
        told = told.replace("{name}", document.path.name)
    return f"{question}\n\n{told}".replace("{long}", _tr(", until three more maps were closed so"))


def _file_words(document: Document) -> str:
    """What the file of a map holds that is about to close, and what is left of the map without saving."""
    match document.file_state:
        case "gone":
            return _tr("“{name}” is no longer there. With “Don’t save” only the start page has the map{long}.")
        case "unreadable":
            return _tr(
                "“{name}” was changed by another program and cannot be read now. With “Don’t save” only the start page "
                "has the map{long}."
            )
        case "another":
            return _tr("“{name}” holds another map now. With “Don’t save” only the start page has yours{long}.")
        case "changed":
            return _tr(
                "“{name}” was changed by another program meanwhile. With “Don’t save” only the start page has your "
                "edits{long}."
            )
    return _tr(
        "“{name}” still holds what was saved last. With “Don’t save” only the start page has what was changed "
        "since{long}."
    )
