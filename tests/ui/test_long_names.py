"""The file dialog says why it takes no name, where that is too long."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QToolTip
from pytestqt.qtbot import QtBot

from jmapdesk.ui.long_names import LongNames, letters_over


@pytest.mark.parametrize(
    ("name", "over"),
    [
        ("trip", 0), ("a" * 250, 0), ("a" * 251, 1), ("a" * 250 + ".jmap", 0), ("ж" * 126, 1), ("ж" * 125, 0),
        ("\ud800", 0),
    ],
)  # fmt: skip
def test_by_how_much_a_name_is_too_long(name: str, over: int) -> None:
    assert letters_over(name, ".jmap") == over


def test_it_is_said_in_a_dialog_that_nobody_here_holds(qtbot: QtBot, tmp_path: Path) -> None:
    said: list[str] = []

    def type_on() -> None:
        gc.collect()
        QTest.keyClicks(QApplication.focusWidget(), "a" * 300)
        said.append(QToolTip.text())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)

    beside = LongNames(".jmap")
    QTimer.singleShot(500, type_on)
    QFileDialog.getSaveFileName(None, "Save", str(tmp_path), "Maps (*.jmap)")
    beside.stop()
    assert said == ["This name is too long for a file, by 50 letters."]


def test_a_name_that_is_too_long_is_said_while_it_is_typed(qtbot: QtBot) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    beside = LongNames(".jmap")
    dialog.show()
    qtbot.waitUntil(lambda: not beside._timer.isActive())
    edit = dialog.findChild(QLineEdit, "fileNameEdit")
    edit.setText("a" * 299)
    QTest.keyClicks(edit, "b")
    assert QToolTip.text() == "This name is too long for a file, by 50 letters."
    save = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)
    assert not save.isEnabled()
    edit.setText("trip")
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    assert save.isEnabled()
    edit.setText("a" * 300)
    assert QToolTip.isVisible()
    beside.stop()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
