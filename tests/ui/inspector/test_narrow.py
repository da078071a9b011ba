"""At its least width, with a scroll bar beside the fields, the inspector cuts no word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionFrame,
    QToolButton,
    QWidget,
)

from jmapdesk.session.selection import ABOUT, Ref, card_ref
from jmapdesk.ui.appearance import whole_style_sheet
from jmapdesk.ui.inspector.initiative import InitiativePart
from jmapdesk.ui.inspector.page import Fold
from jmapdesk.ui.look import Tokens, window_font
from tests.ui.inspector.hands import Desk


def cut_hint(line: QLineEdit) -> bool:
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    room = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
    # Qt keeps two pixels free at either side of what stands in a line
    return line.fontMetrics().horizontalAdvance(line.placeholderText()) > room.width() - 4


def cut_box(box: QPlainTextEdit) -> bool:
    room = QRect(0, 0, box.viewport().width(), 10_000)
    wrapped = box.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, box.placeholderText())
    return wrapped.height() > box.viewport().height() + 2


def too_small(part: QWidget) -> bool:
    """Whether a button or label has less room than its words take."""
    if isinstance(part, QToolButton):
        return bool(part.text()) and part.fontMetrics().horizontalAdvance(part.text()) > part.contentsRect().width()
    return part.width() < part.minimumSizeHint().width()


def draft(desk: Desk) -> None:
    desk.page._sources.write()


def initiative(desk: Desk) -> None:
    desk.field("initiative").make("A")
    next(part for part in desk.page._parts if isinstance(part, InitiativePart)).add()


def last_part(desk: Desk) -> None:
    desk.page._parts[-1].add()


def later(desk: Desk) -> None:
    desk.page._later[0].add()


CASES: list[tuple[tuple[Ref, ...], Callable[[Desk], None] | None]] = [
    ((ABOUT,), None),
    *(((card_ref(key),), None) for key in ("pa", "op", "me", "im", "qu", "c1", "f1")),
    *(((Ref("lane", key),), None) for key in ("touch", "feel", "pain")),
    ((Ref("stage", "s1"),), None),
    ((Ref("step", "p1"),), None),
    ((Ref("persona", "ada"),), None),
    ((Ref("cell", "pain", "p1"),), None),
    ((card_ref("pa"), card_ref("pb")), None),
    ((Ref("stage", "s1"), Ref("stage", "s2")), None),
    ((Ref("step", "p1"), Ref("step", "p2")), None),
    ((Ref("lane", "touch"), Ref("lane", "pain")), None),
    ((card_ref("pa"), Ref("stage", "s1")), None),
    ((card_ref("pa"),), draft),
    ((card_ref("op"),), initiative),
    ((card_ref("me"),), later),
    ((card_ref("c1"),), last_part),
]


@pytest.mark.parametrize(("refs", "open_up"), CASES)
def test_no_word_is_cut(desk: Desk, refs: tuple[Ref, ...], open_up: Callable[[Desk], None] | None) -> None:
    desk.panel.setStyleSheet(whole_style_sheet(Tokens()))
    desk.panel.setFont(window_font())
    desk.panel.findChild(QScrollArea).setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    desk.panel.resize(desk.panel.minimumWidth(), 700)
    desk.selection.set(refs)
    if open_up is not None:
        open_up(desk)
    for fold in desk.page.findChildren(Fold):
        fold.open()
    for _ in range(4):  # boxes grow once they know their width, and the page with them
        QApplication.processEvents()
    shown = [part for part in desk.page.findChildren(QWidget) if part.isVisible()]
    cut = [part.placeholderText() for part in shown if isinstance(part, QLineEdit) and cut_hint(part)]
    cut += [part.placeholderText() for part in shown if isinstance(part, QPlainTextEdit) and cut_box(part)]
    worded = (QLabel, QPushButton, QToolButton, QComboBox)
    cut += [part.accessibleName() or str(part) for part in shown if isinstance(part, worded) and too_small(part)]
    edge = desk.page.width()
    cut += [str(part) for part in shown if part.mapTo(desk.page, QPoint(part.width(), 0)).x() > edge]
    cut += [str(part) for part in shown if part.height() < part.heightForWidth(part.width())]
    assert not cut
