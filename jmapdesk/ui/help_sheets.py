"""The sheet of keyboard shortcuts and the words about the program, both made from what is really there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from jmapdesk import __version__
from jmapdesk.model.kinds import CARD_KINDS
from jmapdesk.session.capture import KIND_MARKS
from jmapdesk.ui import actions
from jmapdesk.ui.shortcut_sheet import Group, Shortcut, ShortcutSheet

_CANVAS = (
    ("Type", "Write a new card in the selected cell, or below the selected card"),
    ("Enter", "Edit the selected card; after writing, the next one below"),
    ("Shift+Enter", "A new line in the card"),
    ("Tab, Shift+Tab", "The next step, the step before"),
    ("Arrows", "Walk cards and cells; with Shift select them"),
    ("Alt+arrows", "The next lane, the next stage"),
    ("Ctrl+arrows", "Move the selected cards, stage, step or lane; raise a feeling"),
    ("Esc", "Leave what is being typed or dragged"),
    ("Ctrl+click on a link", "Open what the card points to"),
    ("Ctrl+wheel", "Zoom at the pointer"),
    ("Space and drag, middle button", "Move the sheet"),
)
_BAR = (
    ("#tag", "A tag"),
    ("@owner", "An owner"),
    ("!", "A moment of truth"),
    ("?", "Needs checking"),
    ("Backspace", "The mark right before is an ordinary word"),
    ("Up, Down", "Put right what was made last"),
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("help", text)


def _in_the_bar() -> Group:
    """What is typed in the capture bar: a mark for each kind of card, and the rest."""
    kinds = [
        Shortcut(QCoreApplication.translate("kinds", CARD_KINDS[kind].name), f"/{mark}")
        for mark, kind in KIND_MARKS.items()
    ]
    return Group(_tr("In the capture bar"), (*kinds, *(Shortcut(_tr(words), _tr(keys)) for keys, words in _BAR)))


def _shown(keys: tuple[str, ...]) -> list[str]:
    """Keys as they are written on the keyboard; Return is the other Enter, and goes without saying."""
    told = [key for key in keys if key.replace("Return", "Enter") == key or key.replace("Return", "Enter") not in keys]
    return [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in told]


def shortcut_groups() -> list[Group]:
    """Every shortcut: those of the canvas and the capture bar, then those of the table of actions, menu by menu."""
    on_the_map = tuple(Shortcut(_tr(words), _tr(keys)) for keys, words in _CANVAS)
    groups = [Group(_tr("On the map"), on_the_map), _in_the_bar()]
    for menu, name in (*actions.MENUS, ("", _tr("Elsewhere"))):
        found = tuple(
            Shortcut(
                actions.said(spec.text).replace("&", "").rstrip("…"),
                ", ".join(_shown(spec.keys)),
            )
            for spec in actions.SPECS
            if spec.keys and spec.menu == menu
        )
        if found:
            groups.append(Group(QCoreApplication.translate("window", name).replace("&", ""), found))
    return groups


def show_shortcuts(parent: QWidget) -> ShortcutSheet:
    """Show every shortcut, from the same table as the menus. Not modal."""
    sheet = ShortcutSheet(shortcut_groups(), parent)
    sheet.show()
    return sheet


def about_text() -> str:
    """What the program is, its version and what it is made with."""
    return _tr(
        "jmapdesk {version}\n\nCustomer journey maps on your desktop. Your maps are files of your own; nothing leaves "
        "this computer.\n\nMIT licence. Made with Qt for Python (LGPL), Inter and Noto fonts (OFL), Lucide icons (ISC)."
    ).replace("{version}", __version__)
