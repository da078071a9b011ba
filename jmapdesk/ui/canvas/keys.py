"""What keys do on the map while nothing is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from jmapdesk.session.selection import Ref, exists
from jmapdesk.ui.canvas.moving import Arrow, nudge
from jmapdesk.ui.canvas.walking import Way, leap, walk

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView

_WAYS: Final[dict[int, Way]] = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Tab: "next",
    Qt.Key.Key_Backtab: "back",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
}
_ARROWS: Final[dict[int, Arrow]] = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
}
_WRITING: Final = (
    Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace,
)  # fmt: skip
_COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def press(view: MapView, event: QKeyEvent) -> bool:
    """Do what a key asks for; whether it asked for anything."""
    key, modifiers = event.key(), event.modifiers()
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    if key == Qt.Key.Key_Escape:
        return view.escape()
    if control and key == Qt.Key.Key_A:
        view.select_all()
        return True
    if _edits(event) and view.document.refuse():
        return True
    arrow = _ARROWS.get(key)
    held = modifiers & (_COMMANDS | Qt.KeyboardModifier.ShiftModifier)
    if arrow is not None and held == Qt.KeyboardModifier.ControlModifier:
        return nudge(view, arrow)
    if arrow is not None and held == Qt.KeyboardModifier.AltModifier:
        return _go(view, leap(view.layout_now, _here(view), arrow))
    if modifiers & _COMMANDS & ~Qt.KeyboardModifier.KeypadModifier and not _is_altgr(event):
        return False
    way = _WAYS.get(key)
    if way is not None:
        return _walk(view, way, bool(modifiers & Qt.KeyboardModifier.ShiftModifier), key)
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        # Enter that ended a card's words, and Enter again: the next card below it
        return view.writer.add_after_written() or view.edit_selected()
    if key == Qt.Key.Key_F2:
        return view.edit_at_end()
    if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        view.delete_selected()
        return True
    if key == Qt.Key.Key_Menu:
        view.ask_menu()
        return True
    text = event.text()
    if text and text.isprintable() and not text.isspace():
        primary = view.selection.primary
        if primary is None or not view.writer.begin(primary, event):
            view.typed_nowhere.emit(event)
        return True
    return False


def _edits(event: QKeyEvent) -> bool:
    """Whether a key would change the map: what is typed, Enter, F2, what deletes, what moves what is selected."""
    key, held = event.key(), event.modifiers() & (_COMMANDS | Qt.KeyboardModifier.ShiftModifier)
    if key in _ARROWS:
        return held == Qt.KeyboardModifier.ControlModifier
    if event.modifiers() & _COMMANDS & ~Qt.KeyboardModifier.KeypadModifier and not _is_altgr(event):
        return False
    if key in _WRITING:
        return True
    text = event.text()
    return bool(text) and text.isprintable() and not text.isspace()


def _is_altgr(event: QKeyEvent) -> bool:
    """Whether Ctrl and Alt together only made a character, as AltGr does on some systems."""
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return event.modifiers() & both == both and event.text().isprintable() and bool(event.text())


def _walk(view: MapView, way: Way, extend: bool, key: int) -> bool:
    target = walk(view.layout_now, _here(view), way)
    if target is not None and extend and key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and _cards(view, target):
        view.selection.add(target)
        view.reveal(target)
        return True
    return _go(view, target)


def _here(view: MapView) -> Ref | None:
    """Where the keys go on from: what is selected, else what was selected last and is still there."""
    last = view.selection.primary or view.selection.last
    return last if last is not None and exists(view.layout_now.journey, last) else None


def _go(view: MapView, target: Ref | None) -> bool:
    target = target or _here(view)
    if target is None or target == view.selection.primary:
        # the arrows never scroll by themselves: the focus stays where it is
        return view.selection.primary is not None
    view.selection.select(target)
    view.reveal(target)
    return True


def _cards(view: MapView, target: Ref) -> bool:
    return target.kind == "card" and bool(view.selection.cards)
