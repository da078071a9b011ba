"""The preview shows the very pages that are written, at any zoom, and the newest wish counts."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.pages import pages_of
from jmapdesk.exchange.paper import paper_named
from jmapdesk.render.icons import Icons
from jmapdesk.render.png_writer import write_png
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.ui.export.maker import Made, Order, PageMaker, Painted, View
from jmapdesk.ui.export.window import ExportWindow
from jmapdesk.util.geometry import Rect
from tests.builders import big_map, small_map
from tests.ui.export.conftest import choose, settle


def difference(one: QImage, other: QImage) -> float:
    """The mean difference of two pictures of the same size, of 255."""
    assert one.size() == other.size()
    a, b = (image.convertToFormat(QImage.Format.Format_Grayscale8) for image in (one, other))
    total = sum(abs(a.pixelColor(x, y).red() - b.pixelColor(x, y).red()) for x in range(0, a.width(), 3)
                for y in range(0, a.height(), 3))  # fmt: skip
    return total / (len(range(0, a.width(), 3)) * len(range(0, a.height(), 3)))


@pytest.mark.parametrize("paper", ["A3", "fit", "roll610mm"])
def test_what_shows_is_what_is_written(paper: str, tmp_path: Path, qtbot: QtBot) -> None:
    options = ExportOptions(paper=paper_named(paper))
    workshop = Workshop(QtShaper, Icons())
    maker = PageMaker(lambda: workshop)
    with qtbot.waitSignal(maker.made) as made:
        maker.order(Order(small_map(), options))
    pages = made.args[0].pages
    sheet = pages_of(small_map(), options, workshop).sheets[0]
    write_png(sheet.picture, tmp_path / "page.png", 60, page=sheet.page)
    written = QImage(str(tmp_path / "page.png"))
    view = View(pages, written.width(), written.height(), ((0, Rect(0, 0, written.width(), written.height())),))
    with qtbot.waitSignal(maker.painted) as painted:
        maker.paint(view)
    maker.stop()
    shown = painted.args[0].image
    assert difference(shown, written) < 2
    blank = QImage(written.size(), QImage.Format.Format_RGB32)
    blank.fill(Qt.GlobalColor.white)
    assert difference(blank, written) > 4, "the page has ink to tell by"


def test_the_newest_wish_counts(qtbot: QtBot) -> None:
    maker = PageMaker(lambda: Workshop(QtShaper, Icons()))
    made: list[Made] = []
    maker.made.connect(made.append)
    journey = big_map(600)
    for name in ("A4", "A3", "A2", "A1"):
        maker.order(Order(journey, ExportOptions(paper=paper_named(name))))
    qtbot.waitUntil(lambda: bool(made) and made[-1].order.options.paper.name == "A1")
    assert len(made) < 4
    maker.stop()
    assert "preview" not in [thread.name for thread in threading.enumerate()]


def test_what_is_drawn_serves_again_where_only_the_page_differs(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jmapdesk.ui.export import maker as module

    drawn = []
    really = module.drawn
    monkeypatch.setattr(module, "drawn", lambda *a: (drawn.append(a), really(*a))[1])
    maker, journey = PageMaker(lambda: Workshop(QtShaper, Icons())), small_map()
    for options in (ExportOptions(), ExportOptions(paper=paper_named("A3")), ExportOptions(legend=False)):
        with qtbot.waitSignal(maker.made):
            maker.order(Order(journey, options))
    maker.stop()
    assert len(drawn) == 2


def test_the_window_goes_on_while_pages_are_made_and_closing_gives_them_up(
    window: ExportWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jmapdesk.ui.export import maker as module

    go_on = threading.Event()
    really = module.drawn

    def slow(*arguments: object) -> object:
        while not go_on.wait(0.01):
            arguments[3](0.5)  # type: ignore[operator]
        return really(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "drawn", slow)
    before = window.preview.shown
    choose(window, ExportOptions(legend=False))
    qtbot.waitUntil(window.preview.bar.isVisible)
    assert window.preview.bar.value() == 500
    assert window.preview.shown is before, "what was shown stays meanwhile"
    go_on.set()
    settle(window, qtbot)
    assert not window.preview.bar.isVisible()
    assert window.preview.shown is not before


def test_zoom_by_keys_wheel_and_double_click(window: ExportWindow, qtbot: QtBot) -> None:
    preview = window.preview
    fitted = preview.scale
    assert preview.is_fitted
    preview.setFocus()
    QTest.keyClick(preview, Qt.Key.Key_Plus)
    assert preview.scale == pytest.approx(fitted * 1.25)
    QTest.keyClick(preview, Qt.Key.Key_0)
    assert preview.scale == pytest.approx(96 / 25.4), "as large as on paper"
    QTest.keyClick(preview, Qt.Key.Key_9)
    assert preview.is_fitted
    QTest.mouseDClick(preview.viewport(), Qt.MouseButton.LeftButton, pos=preview.viewport().rect().center())
    assert not preview.is_fitted
    settle(window, qtbot)
    shown = preview.shown
    assert isinstance(shown, Painted)
    assert shown.view.places[0][1].w == pytest.approx(preview.places()[0].w, abs=1)


def test_what_lies_under_the_pointer_stays_there(window: ExportWindow, qtbot: QtBot) -> None:
    preview = window.preview
    preview.zoom_to(preview.scale * 2)
    at = QPointF(300, 200)
    before = preview.places()[0]
    share = (at.x() - before.x) / before.w
    preview.zoom_to(preview.scale * 1.5, at)
    after = preview.places()[0]
    assert (at.x() - after.x) / after.w == pytest.approx(share, abs=0.01)
    settle(window, qtbot)
