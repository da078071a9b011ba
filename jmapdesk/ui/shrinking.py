"""Bars that give up what matters least when there is no room for all of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLayout, QWidget


def shrink(layout: QLayout, width: int, groups: Sequence[Sequence[QWidget]]) -> None:
    """Show every group of a bar that fits into the width; the first group goes first. What goes is in a menu too."""
    for group in groups:
        for part in group:
            part.setVisible(True)
    for group in groups:
        layout.invalidate()
        if layout.minimumSize().width() <= width:
            return
        for part in group:
            part.setVisible(False)
