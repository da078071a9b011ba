"""Fields that show a map which is open to read only: they can be read, walked and copied from, and take nothing."""

from __future__ import annotations

from typing import Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QSlider, QWidget

_LEADS: Final = "leads"
_HELD: Final = "held"
_READING: Final = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
_Button = TypeVar("_Button", bound=QAbstractButton)


def leading(button: _Button) -> _Button:
    """Mark a button that leads somewhere or shows something and changes no map: it is never held."""
    button.setProperty(_LEADS, True)
    return button


def hold(root: QWidget, held: bool) -> None:
    """Let everything inside a widget that edits the map take nothing, or take it again.

    Words stay as they can be read and copied; what is chosen, slid or pressed is disabled. What was disabled before
    is so afterwards. Whoever lets go of a widget loads its values next, for those may have wanted other buttons since.
    """
    for one in root.findChildren(QWidget):
        if isinstance(one, QLineEdit | QPlainTextEdit):
            if one.isReadOnly() != held:
                one.setReadOnly(held)
                if held and isinstance(one, QPlainTextEdit):
                    one.setTextInteractionFlags(_READING)  # Qt would leave the keyboard out
                one.style().polish(one)  # rules of the style sheet look at it
        elif isinstance(one, QComboBox | QSlider | QAbstractButton) and not one.property(_LEADS):
            if held and not one.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled):
                one.setProperty(_HELD, True)
                one.setEnabled(False)
            elif not held and one.property(_HELD):
                one.setProperty(_HELD, False)
                one.setEnabled(True)
