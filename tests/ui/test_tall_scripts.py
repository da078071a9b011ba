"""Scripts that reach further up and down than Latin are shown whole in the fields of the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from jmapdesk.edit.about import set_about
from jmapdesk.edit.cards import set_fields
from jmapdesk.session.selection import ABOUT, card_ref
from jmapdesk.text.qt_fonts import load_bundled_fonts
from jmapdesk.ui.inspector.field import PlainBox, PlainLine
from jmapdesk.ui.look import window_font
from tests.builders import small_map
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench

HINDI = "ज़िला स्वास्थ्य समिति, कुर्सी और ट्रॉली की मूर्तियाँ"
ARABIC = "لجنة الصحة في الحيّ، وكيف تصل إليها"


def inked(field: QWidget) -> int:
    """How many pixels of a field are clearly not its ground."""
    image = field.grab().toImage()
    ground = image.pixelColor(image.width() // 2, 1).lightness()
    inner = range(2, image.height() - 2)
    return sum(
        abs(QColor(image.pixel(x, y)).lightness() - ground) > 90 for y in inner for x in range(8, image.width() - 8)
    )


@pytest.fixture
def _own_font(qapp: QApplication) -> Iterator[None]:
    """The program's own font, as it wears it."""
    before = qapp.font()
    load_bundled_fonts()
    qapp.setFont(window_font())
    yield
    qapp.setFont(before)


@pytest.fixture
def dressed(_own_font: None, open_bench: OpenBench, request: pytest.FixtureRequest) -> Bench:
    words = getattr(request, "param", HINDI)
    journey = set_about(small_map(), title=words, goal=f"{words} {words} {words}", owner=words, team=words)
    bench = open_bench(set_fields(journey, "c1", owner=words, note=f"{words}\n{words}", text=words))
    bench.window.actions_by_name["look_light"].trigger()
    bench.window.resize(1300, 900)
    return bench


@pytest.mark.parametrize("dressed", [HINDI, ARABIC], indirect=True)
@pytest.mark.parametrize("ref", [ABOUT, card_ref("c1")])
def test_a_line_of_the_inspector_cuts_nothing_off(dressed: Bench, ref: object) -> None:
    dressed.selection.select(ref)  # type: ignore[arg-type]
    QApplication.processEvents()
    lines = [one for one in dressed.window.inspector.findChildren(PlainLine) if one.isVisible() and one.text()]
    lines = [one for one in lines if not one.text().isascii()]
    assert lines
    for line in lines:
        shown = inked(line)
        line.setFixedHeight(line.height() + 30)
        assert shown == inked(line)


@pytest.mark.parametrize("dressed", [HINDI, ARABIC], indirect=True)
@pytest.mark.parametrize("ref", [ABOUT, card_ref("c1")])
def test_a_box_of_the_inspector_is_as_high_as_its_lines(dressed: Bench, ref: object) -> None:
    dressed.selection.select(ref)  # type: ignore[arg-type]
    QApplication.processEvents()
    boxes = [one for one in dressed.window.inspector.findChildren(PlainBox) if one.isVisible() and one.toPlainText()]
    boxes = [one for one in boxes if not one.toPlainText().isascii()]
    assert len(boxes) > 1
    for box in boxes:
        assert box.viewport().height() >= height_of(box)
        assert box.viewport().height() < height_of(box) + box.fontMetrics().lineSpacing()


def height_of(box: QPlainTextEdit) -> float:
    block, height = box.document().begin(), 0.0
    while block.isValid():
        height += box.blockBoundingRect(block).height()
        block = block.next()
    return height


@pytest.mark.parametrize("dressed", [HINDI, ARABIC], indirect=True)
def test_the_other_lines_of_the_window_cut_nothing_off_either(dressed: Bench) -> None:
    window = dressed.window
    words = dressed.journey.about.owner
    dressed.trigger("find_words")
    dressed.trigger("capture")
    window.panels.show("show_table")
    lines: list[QLineEdit] = [window.capture.line, window.find_bar.line, window.table.line]
    for line in lines:
        line.setText(words)
        line.clearFocus()
        window.view.setFocus()
        QApplication.processEvents()
        assert line.isVisible()
        shown = inked(line)
        line.setFixedHeight(line.height() + 30)
        assert shown == inked(line)
