"""Nothing moves under the hand: width, headings and icons stay, and texts stand on the side of their script."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from jmapdesk.edit.about import set_about
from jmapdesk.edit.cards import set_fields
from jmapdesk.edit.connections import connect
from jmapdesk.session.selection import Ref
from jmapdesk.ui.icon_set import IconLabel
from jmapdesk.ui.inspector.cells_page import CellsPage
from jmapdesk.ui.inspector.connections import ConnectionsPart
from jmapdesk.ui.inspector.sources import SourcesPart
from jmapdesk.ui.inspector.stage_fields import StepsPart
from jmapdesk.ui.inspector.tiles import Tile
from tests.ui.inspector.hands import Desk, press, type_over


def top_of(widget: QWidget, desk: Desk) -> int:
    return widget.mapTo(desk.page, QPoint(0, 0)).y()


def middle_of(widget: QWidget, inside: QWidget) -> float:
    return widget.mapTo(inside, QPoint(0, 0)).y() + widget.height() / 2


def test_a_page_that_grows_over_the_panel_keeps_the_width_of_its_fields(desk: Desk) -> None:
    desk.panel.resize(320, 700)
    desk.show("persona", "ada")
    field = desk.field("quote")
    bar = desk.panel._scroll.verticalScrollBar()
    QApplication.processEvents()
    wide = field.width()
    desk.panel.resize(320, desk.page.sizeHint().height() + 40)
    QApplication.processEvents()
    assert bar.maximum() == 0
    assert field.width() == wide
    desk.panel.resize(320, 400)
    QApplication.processEvents()
    assert bar.maximum() > 0
    assert field.width() == wide


def test_all_colours_stand_in_one_line(desk: Desk) -> None:
    desk.show("persona", "ada")
    QApplication.processEvents()
    assert len({swatch.y() for swatch in desk.field("colour").swatches}) == 1


def test_every_page_begins_at_the_same_height(desk: Desk) -> None:
    first: dict[str, tuple[int, float, int]] = {}
    for kind, key, step in (("card", "pa", ""), ("persona", "ada", ""), ("lane", "pain", ""), ("about", "", ""),
                            ("cell", "pain", "p1"), ("stage", "s1", "")):  # fmt: skip
        desk.show(kind, key, step)
        QApplication.processEvents()
        icon = min(desk.page.findChildren(IconLabel), key=lambda one: top_of(one, desk))
        below = next(iter(desk.page.bindings.values())).field if desk.page.bindings else None
        first[kind] = (
            icon.mapTo(desk.page, QPoint(0, 0)).x(), middle_of(icon, desk.page),
            top_of(below, desk) if below else first["card"][2],
        )  # fmt: skip
    assert len(set(first.values())) == 1, first


@pytest.mark.parametrize("long", [False, True])
def test_the_icon_of_a_source_stands_beside_its_first_line(desk: Desk, long: bool) -> None:
    desk.select("pa")
    part = desk.page.findChildren(SourcesPart)[0]
    part.write("Interviews with eight tenants who moved twice in a year" if long else "Calls")
    assert part.draft is not None
    press(part.draft.add)
    QApplication.processEvents()
    tile = part.rows.rows[0].tile
    assert first_line_is_level(tile, tile.line)
    assert abs(middle_of(tile.remove, tile) - middle_of(tile._icon, tile)) <= 1.5


def test_the_icon_of_a_connected_card_stands_beside_its_words(desk: Desk) -> None:
    desk.document.do("Connect", lambda m: connect(m, "pa", "op", lambda: "arrow"))
    desk.select("pa")
    QApplication.processEvents()
    tile = desk.page.findChildren(ConnectionsPart)[0].rows.rows[0].tile
    assert first_line_is_level(tile, tile.title)


def first_line_is_level(tile: Tile, words: QLabel) -> bool:
    top = words.mapTo(tile, QPoint(0, 0)).y()
    return abs(top + words.fontMetrics().lineSpacing() / 2 - middle_of(tile._icon, tile)) <= 1.5


def test_the_unit_of_a_review_stays_beside_its_number(desk: Desk) -> None:
    desk.show("about", "")
    field = desk.field("review_every")
    assert field.unit.text() == "months"
    type_over(field, "1")
    assert (field.unit.text(), field.unit.isVisible()) == ("month", True)
    type_over(field, "3")
    assert field.unit.text() == "months"
    assert desk.journey.about.review_every == 3


def test_arabic_begins_at_the_right_as_on_the_card(desk: Desk) -> None:
    desk.document.do("Write", lambda m: set_fields(m, "pa", text="الإيجار مرتفع", note="Too dear", owner="منى"))
    desk.select("pa")
    right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
    assert desk.field("text").box.document().defaultTextOption().alignment() == right
    assert desk.field("note").box.document().defaultTextOption().alignment() == left
    assert desk.field("owner").line.layoutDirection() == Qt.LayoutDirection.RightToLeft
    type_over(desk.field("text"), "Rent")
    assert desk.field("text").box.document().defaultTextOption().alignment() == left
    type_over(desk.field("owner"), "Mona")
    assert desk.field("owner").line.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_the_arrows_of_steps_point_where_the_steps_run(desk: Desk) -> None:
    desk.show("stage", "s1")
    row = desk.page.findChildren(StepsPart)[0].rows.rows[0]
    left = desk.panel.desk.icons.icon("arrow-left")
    assert row.earlier.icon().cacheKey() == left.cacheKey()
    desk.document.do("Turn", lambda m: set_about(m, direction="rtl"))
    assert row.later.icon().cacheKey() == left.cacheKey()


def test_several_cells_are_described_together(desk: Desk) -> None:
    desk.selection.set([Ref("cell", "pain", "p1"), Ref("cell", "pain", "p2"), Ref("cell", "opps", "p1")])
    page = desk.page
    assert isinstance(page, CellsPage)
    assert page._title.text() == "3 cells"
    assert page.where.text().count("\n") == 2
    assert page.inside.text() == "3 cards stand there"
    press(page.button)
    assert desk.steps() == 1
    assert len(desk.selection.cards) == 3
    desk.document.undo()
    desk.selection.set([Ref("cell", "pain", "p1"), Ref("cell", "pain", "p2")])
    press(page.select)
    assert desk.selection.cards == ("pa", "pb")


def test_a_role_may_have_lines(desk: Desk) -> None:
    desk.show("persona", "ada")
    type_over(desk.field("role"), "Nurse, 29, moving for a new job in another town")
    QApplication.processEvents()
    box = desk.field("role").box
    assert box.height() > 2 * box.fontMetrics().lineSpacing()
