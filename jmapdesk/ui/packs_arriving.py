"""A group pack that is opened like any map: whether it comes home into the map it is of, and the bar that says so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from jmapdesk.exchange.packs import part_in
from jmapdesk.model.journey import JourneyMap
from jmapdesk.ui.file_flow import question
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.sharing.notice import Choice, Notice
from jmapdesk.util.one_line import one_line

Way: TypeAlias = Literal["home", "apart", "none"]
"""Into the map it came from, into a window of its own, or nowhere."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("packs", text)


def pack_title(journey: JourneyMap) -> str:
    """The title of the map that a pack is of, which is the pack's own too."""
    return one_line(journey.about.title, 80) or _tr("Untitled map")


def ask_way(parent: QWidget, files: Sequence[str], packs: Sequence[JourneyMap], title: str) -> Way:
    """Ask what becomes of packs whose map ``title`` is open."""
    if len(packs) == 1:
        words = _tr("“{file}” is the group pack “{group}” of “{title}”, which is open here.")
        part = part_in(packs[0])
        words = words.replace("{group}", one_line(part.name, 60) if part is not None else "")
    else:
        words = _tr("{n} group packs of “{title}” are to be opened, which is open here: {file}.")
    words = words.replace("{n}", str(len(packs))).replace("{title}", one_line(title, 80) or _tr("Untitled map"))
    asked = _tr("Bring home what the group did, or open it as a map of its own?")
    if len(packs) > 1:
        asked = _tr("Bring home what the groups did, or open each as a map of its own?")
    box = question(parent, f"{words.replace('{file}', ', '.join(files))}\n\n{asked}")
    home = box.addButton(_tr("Bring home"), QMessageBox.ButtonRole.AcceptRole)
    apart = box.addButton(_tr("Open as a map of its own"), QMessageBox.ButtonRole.ActionRole)
    box.setEscapeButton(box.addButton(_tr("Cancel"), QMessageBox.ButtonRole.RejectRole))
    box.setDefaultButton(home)
    box.exec()
    return "home" if box.clickedButton() is home else "apart" if box.clickedButton() is apart else "none"


class PackBar(Notice):
    """Says over a map that it is a group pack, of which map, and how it comes home; stays out of sight over others."""

    def __init__(self, icons: IconSet, journey: JourneyMap) -> None:
        super().__init__(icons, "users")
        part = part_in(journey)
        if part is None:
            return
        words = _tr("This is the group pack “{group}” of “{title}”.") if part.name else _tr(
            "This is a group pack of “{title}”."
        )  # fmt: skip
        home = _tr(
            "Work on it and save it as any map; it comes home in that map: menu › File › Group packs › "
            "Bring packs home."
        )
        words = words.replace("{group}", one_line(part.name, 60)).replace("{title}", pack_title(journey))
        self.say(f"{words} {home}", [Choice(_tr("Hide"), self.hide)])
