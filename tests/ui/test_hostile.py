"""Words that name files or pages, in the window: they are words everywhere, and nothing of the reader's is opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QWidget

from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.ui.persona_window import PersonaWindow
from jmapdesk.ui.pictures import read_picture
from jmapdesk.util.errors import JmapError
from tests.hostile import Lures, sees_files
from tests.ui.conftest import OpenBench

pytestmark = pytest.mark.skipif(not sees_files, reason="sees what is opened on Linux")

PANELS = (
    "show_palette", "show_inspector", "show_history", "show_outline", "show_table", "show_parked", "show_filter",
    "show_overview", "find_words", "find_anything", "map_fields", "persona_pages", "shortcuts", "versions", "capture",
    "show_merged", "gather", "start_page", "export", "make_packs", "tour", "about",
)  # fmt: skip


@pytest.fixture
def lures(tmp_path: Path) -> Iterator[Lures]:
    found = Lures(tmp_path)
    yield found
    found.close()


def marked_up() -> list[str]:
    """Everything on the screen that Qt would read as a page, though it is somebody's words."""
    found = []
    for widget in QApplication.allWidgets():
        said = [("tip", widget.toolTip()), ("help", widget.whatsThis()), ("status", widget.statusTip())]
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
            said.append(("label", widget.text()))
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            said += [("item", tip) for tip in _tips(widget.model(), QModelIndex(), 4)]
        said += [("action", one.toolTip()) for one in widget.findChildren(QAction)]
        found += [
            f"{type(widget).__name__} {kind}: {words[:80]}" for kind, words in said
            if "lure" in words and GuiQt.mightBeRichText(words) and "&lt;img" not in words
        ]  # fmt: skip
    return found


def _tips(model: QAbstractItemModel, parent: QModelIndex, depth: int) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else min(model.columnCount(parent), 8)
    for row in range(min(model.rowCount(parent), 40)):
        for column in range(columns):
            index = model.index(row, column, parent)
            yield str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
            if depth and column == 0:
                yield from _tips(model, index, depth - 1)


def test_words_are_words_in_every_panel_and_open_nothing(open_bench: OpenBench, lures: Lures) -> None:
    with lures.watched() as seen:
        bench = open_bench(lures.journey())
        everything = [card_ref(key) for key in bench.journey.cards]
        everything += [Ref("lane", key) for key in bench.journey.lanes]
        everything += [Ref("stage", key) for key in bench.journey.stages]
        everything += [Ref("step", step.id) for stage in bench.journey.stages.values() for step in stage.steps]
        everything += [Ref("persona", key) for key in bench.journey.personas]
        found: set[str] = set()
        for name in PANELS:
            action = bench.window.actions_by_name.get(name)
            if action is not None and action.isEnabled():
                action.trigger()
                QTest.qWait(20)
                found.update(marked_up())
        for ref in everything:
            bench.selection.select(ref)
            QTest.qWait(10)
            found.update(marked_up())
        bench.selection.set(everything[:4])
        QTest.qWait(20)
        found.update(marked_up())
        for widget in [bench.window, *bench.window.findChildren(PersonaWindow)]:
            _hovered(widget)
    assert sorted(found) == []
    assert seen == []
    assert not lures.called()


def _hovered(window: QWidget) -> None:
    """Show what each part of a window tells when the pointer rests on it."""
    from PySide6.QtWidgets import QToolTip

    for widget in window.findChildren(QWidget):
        if widget.toolTip() and widget.isVisible():
            QToolTip.showText(widget.mapToGlobal(widget.rect().center()), widget.toolTip(), widget)
    QToolTip.hideText()


def test_what_is_copied_holds_the_words_as_words(open_bench: OpenBench, lures: Lures) -> None:
    bench = open_bench(lures.journey())
    bench.selection.set([card_ref(key) for key in bench.journey.cards])
    bench.trigger("copy")
    page = QApplication.clipboard().mimeData().html()
    QApplication.clipboard().clear()
    assert "&lt;img" in page
    assert "<img" not in page
    assert "<script" not in page


def test_an_svg_is_no_picture_and_what_it_names_stays_closed(lures: Lures, tmp_path: Path, qapp: QApplication) -> None:
    for ending in (".svg", ".png"):
        path = tmp_path / f"picture{ending}"
        path.write_bytes(lures.picture())
        with lures.watched() as seen, pytest.raises(JmapError, match="no picture"):
            read_picture(path)
        assert seen == []
    assert not lures.called()
