"""Words of the inspector in the window's language, and texts made safe for widgets that read marks in them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def said(text: str) -> str:
    """The words in the window's language."""
    return QCoreApplication.translate("inspector", text)


def kind_said(text: str) -> str:
    """The name of a kind of card, lane or channel in the window's language."""
    return QCoreApplication.translate("kinds", text)


def filled(text: str, **values: object) -> str:
    """The words in the window's language with ``{name}`` places filled in."""
    result = said(text)
    for name, value in values.items():
        result = result.replace("{" + name + "}", str(value))
    return result


def unmarked(text: str) -> str:
    """Text for buttons, checks and menus, which take a single ``&`` for a shortcut's mark."""
    return text.replace("&", "&&")
