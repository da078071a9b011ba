"""Icons beside words keep clear of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from tests.ui.bench import Bench


def gap(button: QAbstractButton) -> int:
    """Logical pixels between the ink of the icon and that of the first letter."""
    whole, ratio = button.grab().toImage(), button.devicePixelRatio()
    bare = QPixmap(button.iconSize())
    bare.fill(Qt.GlobalColor.transparent)
    button.setIcon(QIcon(bare))
    words = button.grab().toImage()
    button.setText("")
    ground = button.grab().toImage()
    rows = range(round(whole.height() * 0.2), round(whole.height() * 0.8))
    icon = [x for x in range(whole.width()) if any(whole.pixel(x, y) != words.pixel(x, y) for y in rows)]
    letters = [
        x for x in range(words.width())
        if any(abs(words.pixelColor(x, y).lightness() - ground.pixelColor(4, y).lightness()) > 60 for y in rows)
    ]  # fmt: skip
    return round((min(x for x in letters if x > max(icon)) - max(icon) - 1) / ratio)


@pytest.mark.parametrize("which", ["export", "view", "parked"])
def test_there_is_room_between_icon_and_words(bench: Bench, which: str) -> None:
    bench.window.actions_by_name["look_light"].trigger()
    bench.window.resize(1400, 800)
    QApplication.processEvents()
    status = bench.window.status
    export = next(one for one in bench.window.top.findChildren(QPushButton) if one.text() == "Export")
    view = next(one for one in status.findChildren(QAbstractButton) if one.objectName() == "looking")
    button = {"export": export, "view": view, "parked": status.parked_button}[which]
    assert button.isVisible()
    assert gap(button) >= 6
