"""What can be done about a file that is not what it was when its map was opened or saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from jmapdesk.session.document import Document
from jmapdesk.session.outside import Outside
from jmapdesk.ui.sharing.notice import Choice


def _tr(text: str) -> str:
    return QCoreApplication.translate("sharing", text)


class Ways(NamedTuple):
    """What the buttons do."""

    see: Callable[[], object]
    show_now: Callable[[], object]
    merge: Callable[[], object]
    keep_both: Callable[[], object]
    write_over: Callable[[], object]
    save_again: Callable[[], object]
    save_as: Callable[[], object]
    later: Callable[[], object]


def offers(document: Document, found: Outside, ways: Ways) -> list[Choice]:
    """The buttons for what a document's file was found to be, which the document has been told already."""
    later = Choice(_tr("Later"), ways.later, _tr("Saving asks again"))
    if document.is_read_only:
        return [*_to_read(document, ways), later]
    match document.file_state:
        case "gone":
            return [*_gone(found, ways), Choice(later.words, ways.later)]
        case "changed":
            return [*_changed(document, ways), later]
    return [*_keep_or_write(ways, primary=True), later]


def _to_read(document: Document, ways: Ways) -> list[Choice]:
    """A map that may only be read here: whatever its file has become, what shows is not given up for it."""
    now = Choice(_tr("Show it as it is now"), ways.show_now, "", not document.is_lost)
    match document.file_state:
        case "changed":
            return [Choice(_tr("See differences"), ways.see), now]
        case "another":
            return [_save_what_shows(ways), now]
    return [_save_what_shows(ways)]


def _save_what_shows(ways: Ways) -> Choice:
    return Choice(_tr("Save what you see as…"), ways.save_as, _tr("A file of your own, with all of this map"), True)


def _gone(found: Outside, ways: Ways) -> list[Choice]:
    elsewhere = Choice(_tr("Save as…"), ways.save_as, _tr("In another place"), not found.has_folder)
    if not found.has_folder:
        return [elsewhere]  # a folder made anew would not be on the drive that is away
    again = Choice(_tr("Save it there again"), ways.save_again, _tr("Where it was, with all of the map"), True)
    return [again, elsewhere]


def _changed(document: Document, ways: Ways) -> list[Choice]:
    words = _tr("Merge") if document.is_modified else _tr("Take it in")
    merge = Choice(words, ways.merge, _tr("Both are kept, as one step that undo takes back"), True)
    over = _tr("The other state stays among the versions of the map")
    others = _keep_or_write(ways, over) if document.is_modified else []
    return [Choice(_tr("See differences"), ways.see), merge, *others]


def _keep_or_write(ways: Ways, over: str = "", primary: bool = False) -> list[Choice]:
    return [
        Choice(_tr("Keep both"), ways.keep_both, _tr("Yours is saved beside it"), primary),
        Choice(_tr("Write over it"), ways.write_over, over),
    ]
