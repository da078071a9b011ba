"""Menus that hang on buttons leave no trace when they are gone."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from jmapdesk.ui.popups import hang_menu


def test_a_button_does_not_go_on_looking_pointed_at_when_the_pointer_left_in_its_menu(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    whole.resize(300, 300)
    button, menu = QToolButton(whole), QMenu(whole)
    button.setGeometry(10, 260, 60, 30)
    menu.addAction("One")
    hang_menu(button, menu)
    whole.show()
    qtbot.waitExposed(whole)
    for at, stays in ((QPoint(200, 20), False), (button.geometry().center(), True)):
        QCursor.setPos(whole.mapToGlobal(at))
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)  # as when it was pressed
        menu.popup(whole.mapToGlobal(QPoint(0, 0)))
        menu.hide()
        qtbot.wait(20)
        assert button.underMouse() == stays
