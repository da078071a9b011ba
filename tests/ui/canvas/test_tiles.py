"""Tiles show what the direct painter shows, at any zoom, and after every edit."""

from __future__ import annotations

import weakref

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jmapdesk.edit.cards import delete_cards, set_fields, set_text
from jmapdesk.edit.feelings import set_score
from jmapdesk.edit.stages import rename_stage
from jmapdesk.insight.filters import Filter
from jmapdesk.model.kinds import card_kind_of
from jmapdesk.render.icons import Icons
from jmapdesk.session.selection import card_ref
from jmapdesk.ui.canvas.dirty import merged
from jmapdesk.ui.canvas.paint import MapPainter
from jmapdesk.ui.canvas.tiles import MOST_OWED, SIZE, TileKey, Tiles, keys_in, tile_rect
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.util.geometry import Rect
from tests.builders import big_map
from tests.ui.canvas.conftest import MakeView, on_card
from tests.ui.canvas.hands import move, press, release


def settle(view: MapView, qtbot: QtBot) -> None:
    """Wait until all tiles in sight are made."""
    view.viewport().update()
    QTest.qWait(80)
    qtbot.waitUntil(view.surface.is_settled, timeout=5000)


def picture(view: MapView) -> QImage:
    return view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def direct(view: MapView) -> QImage:
    """The same painted directly, with room round it: Qt paints glyphs that an image's edge cuts a little wrong."""
    room, size, origin, zoom = 64, view.viewport().size(), view.origin(), view.zoom()
    wide, high = size.width() + 2 * room, size.height() + 2 * room
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    x, y = origin.x() - room, origin.y() - room
    painter.translate(-x, -y)
    painter.scale(zoom, zoom)
    area = Rect(x / zoom, y / zoom, wide / zoom, high / zoom)
    MapPainter(Icons()).paint(painter, view.layout_now, area, zoom)
    painter.end()
    return image.copy(room, room, size.width(), size.height())


def alike(one: QImage, other: QImage) -> bool:
    """Whether all but one pixel in ten thousand are the same: dashes may end a hair's breadth elsewhere."""
    a, b = (
        Image.frombytes("RGBX", (im.width(), im.height()), bytes(im.constBits())).convert("RGB") for im in (one, other)
    )
    apart = ImageChops.difference(a, b).convert("L").histogram()
    return sum(apart[1:]) <= one.width() * one.height() / 10_000


def bare(view: MapView) -> QImage:
    """The map alone, without rings and bubbles over it."""
    shown = [item for item in view.items_scene.items() if item.isVisible()]
    for item in shown:
        item.setVisible(False)
    image = picture(view)
    for item in shown:
        item.setVisible(True)
    return image


def on_screen(view: MapView) -> QImage:
    """What the window shows of the viewport, without asking for any of it to be painted anew."""
    corner, size = view.viewport().mapTo(view, QPoint(0, 0)), view.viewport().size()
    seen = view.screen().grabWindow(view.winId(), corner.x(), corner.y(), size.width(), size.height())
    return inner(seen.toImage().convertToFormat(QImage.Format.Format_RGB32))


def inner(image: QImage) -> QImage:
    """The part that no header lies over."""
    return image.copy(220, 60, image.width() - 220, image.height() - 60)


@pytest.mark.parametrize("zoom", [0.07, 0.2, 0.34, 0.5, 0.67, 0.83, 1.0, 1.37, 2.0, 4.1])
def test_tiles_show_what_direct_painting_shows(make_view: MakeView, qtbot: QtBot, zoom: float) -> None:
    view = make_view(big_map(300), width=1100, height=800, zoom=zoom)
    view.camera.scroll_to(view.layout_now.width * zoom * 0.3, view.layout_now.height * zoom * 0.3)
    settle(view, qtbot)
    assert alike(picture(view), direct(view))


def test_panned_and_zoomed_it_stays_the_same(make_view: MakeView, qtbot: QtBot) -> None:
    view = make_view(big_map(300), width=900, height=700)
    settle(view, qtbot)
    for step in (QPoint(-37, -11), QPoint(-260, 0), QPoint(0, -333), QPoint(91, 57)):
        view.camera.pan(step.x(), step.y())
        QTest.qWait(5)
        assert alike(picture(view), direct(view))
    view.zoom_in()
    view.zoom_out()
    settle(view, qtbot)
    assert alike(picture(view), direct(view))


@pytest.mark.parametrize(("zoom", "top"), [(0.8, 0), (1.0, 0), (1.0, 500), (1.0, 1100), (2.0, 700), (0.3, 0)])
def test_an_edit_is_patched_into_the_tiles(make_view: MakeView, qtbot: QtBot, zoom: float, top: int) -> None:
    view = make_view(big_map(300), width=1100, height=900, zoom=zoom)
    view.camera.scroll_to(0, top)
    settle(view, qtbot)
    document, layout = view.document, view.layout_now
    seen = [one.card for index in range(5) for place in range(5) for one in layout.lanes[index].cells[place]]
    feeling = next(card for card in seen if card.kind == "feeling")
    plain = next(card for card in seen if card_kind_of(journey_lane(view, card.lane)) == "action")
    stage = layout.columns.stages[0].stage.id
    edits = (
        lambda j: set_text(j, plain.id, "Short"),
        lambda j: set_text(j, plain.id, "A long text that needs many lines, so that its lane gets a good deal higher"),
        lambda j: set_score(j, feeling.id, 1.9),
        lambda j: set_score(j, feeling.id, None),
        lambda j: delete_cards(j, [plain.id]),
        lambda j: rename_stage(j, stage, "Another name"),
    )
    for edit in edits:
        document.do("Edit", edit)
        QTest.qWait(5)
        assert alike(picture(view), direct(view))
    while document.can_undo:
        document.undo()
        QTest.qWait(5)
        assert alike(picture(view), direct(view))


@pytest.mark.parametrize("zoom", [0.2, 0.5, 1.0])
def test_a_filter_and_edits_under_it_show_as_if_painted_directly(
    make_view: MakeView, qtbot: QtBot, zoom: float
) -> None:
    view = make_view(big_map(300), width=1100, height=900, zoom=zoom)
    settle(view, qtbot)
    plain = picture(view)
    view.filter_by(Filter({"tag": frozenset({"check"})}))
    settle(view, qtbot)
    assert alike(picture(view), direct(view))
    assert not alike(picture(view), plain)
    layout = view.layout_now
    seen = [one.card for index in range(5) for place in range(3) for one in layout.lanes[index].cells[place]]
    for card in seen:
        tags = () if card.tags else ("check",)
        view.document.do("Edit", lambda j, key=card.id, tags=tags: set_fields(j, key, tags=tags))
        QTest.qWait(2)
        assert alike(picture(view), direct(view)), card.kind
    while view.document.can_undo:
        view.document.undo()
    view.escape()
    settle(view, qtbot)
    assert alike(picture(view), plain)


@pytest.mark.parametrize(("zoom", "top"), [(0.83, 0), (1.0, 0), (1.0, 500), (1.6, 700)])
def test_what_an_edit_changes_reaches_the_screen(make_view: MakeView, qtbot: QtBot, zoom: float, top: int) -> None:
    view = make_view(big_map(300), width=1100, height=900, zoom=zoom)
    view.camera.scroll_to(0, top)
    settle(view, qtbot)
    layout = view.layout_now
    seen = [one.card for index in range(6) for one in layout.lanes[index].cells[3]]
    feeling = next(card for card in seen if card.kind == "feeling")
    long = "A long text that needs many lines, so that its lane gets a good deal higher"
    for index, card in enumerate(card for card in seen if card.kind != "feeling"):
        view.selection.select(card_ref(card.id))
        for words in ("Short", long * (1 + index % 3)):
            view.document.do("Edit", lambda j, card=card.id, words=words: set_text(j, card, words))
            view.document.do("Edit", lambda j, n=index: set_score(j, feeling.id, n % 5 - 2.0))
            QTest.qWait(5)
            assert alike(on_screen(view), inner(picture(view)))
    while view.document.can_undo:
        view.document.undo()
        QTest.qWait(5)
        assert alike(on_screen(view), inner(picture(view)))


@pytest.mark.parametrize("zoom", [0.67, 1.0, 1.6])
def test_a_dragged_feeling_shows_as_if_painted_directly(make_view: MakeView, qtbot: QtBot, zoom: float) -> None:
    view = make_view(big_map(300), width=1100, height=900, zoom=zoom)
    layout = view.layout_now
    index = next(i for i, box in enumerate(layout.lanes) if box.is_curve)
    card = layout.lanes[index].cells[3][0].card.id
    rect = layout.card_rect(card)
    assert rect is not None
    view.camera.centre(rect.cx, rect.cy)
    settle(view, qtbot)
    before = bare(view)
    at = on_card(view, card)
    press(view.viewport(), at)
    for by in (-5, -30, -60, 20, 70, 5):
        move(view.viewport(), at, at + QPoint(0, by), 1)
        QTest.qWait(5)
        assert alike(on_screen(view), inner(picture(view)))
        assert alike(bare(view), direct(view))
    corner = view.origin()
    view.zoom_to(zoom * 1.3)
    QTest.qWait(5)
    view.zoom_to(zoom)
    view.camera.scroll_to(corner.x(), corner.y())
    settle(view, qtbot)
    assert alike(bare(view), direct(view))
    view.cancel_drag()
    QTest.qWait(5)
    assert alike(on_screen(view), inner(picture(view)))
    assert alike(bare(view), before)
    press(view.viewport(), at)
    move(view.viewport(), at, at + QPoint(0, -40))
    release(view.viewport(), at + QPoint(0, -40))
    QTest.qWait(5)
    assert not alike(bare(view), before)
    assert view.document.undo_labels == ("Change feeling",)
    view.document.undo()
    QTest.qWait(5)
    assert alike(on_screen(view), inner(picture(view)))
    assert alike(bare(view), before)


def test_what_lies_apart_is_not_painted_as_one() -> None:
    near = [Rect(0, 0, 100, 100), Rect(90, 120, 100, 100), Rect(5, 5, 10, 10)]
    far = Rect(0, 5000, 100, 100)
    assert sorted(merged([*near, far], 40_000)) == [Rect(0, 0, 190, 220), far]
    assert len(merged([*near, far], 0)) == 3


def test_a_patch_is_painted_once_for_all_the_tiles_it_touches(make_view: MakeView, qtbot: QtBot) -> None:
    painted: list[Rect] = []
    tiles = Tiles(lambda painter, area, zoom: painted.append(area))
    tiles.fit(1500, 1500)
    keys = list(keys_in(1.0, QRect(0, 0, 3 * SIZE, 2 * SIZE)))
    for key in keys[:-1]:
        tiles.make(key, 1.0)
    painted.clear()
    tiles.patch(Rect(100, 500, 1000, 30), 1.0, 1.0)
    assert painted == [Rect(100, 500, 1000, 30)]
    painted.clear()
    tiles.patch(Rect(1100, 600, 100, 30), 1.0, 1.0)
    assert painted == []
    tiles.drop([Rect(100, 500, 10, 30)], 1.0, QRect(0, SIZE, 10, 10))
    assert [key in tiles for key in keys] == [False, True, True, True, True, False]


def test_pixmaps_are_used_again_and_never_more_than_there_is_room_for(make_view: MakeView) -> None:
    tiles = Tiles(lambda painter, area, zoom: None)
    tiles.fit(4 * SIZE, 3 * SIZE)
    keys = list(keys_in(1.0, QRect(0, 0, 5 * SIZE, 4 * SIZE)))
    made = [weakref.ref(tiles.make(key, 1.0)) for key in keys]
    tiles.clear()
    assert len(tiles) == 0
    assert {id(tiles.make(key, 1.0)) for key in keys} == {id(one()) for one in made}
    tiles.clear()
    tiles.fit(SIZE, SIZE)
    room = 15  # 1.6 × 3 × 3, rounded up
    assert sum(one() is not None for one in made) == room
    for key in keys:
        tiles.make(key, 1.0)
    assert sum(one() is not None for one in made) == len(tiles) == room


def test_what_nobody_sees_is_painted_when_it_is_about_to_show(make_view: MakeView, qtbot: QtBot) -> None:
    painted: list[Rect] = []
    tiles = Tiles(lambda painter, area, zoom: painted.append(area))
    tiles.fit(1500, 1500)
    keys = list(keys_in(1.0, QRect(0, 0, SIZE, 3 * SIZE)))
    for key in keys:
        tiles.make(key, 1.0)
    painted.clear()
    tiles.patch(Rect(0, 300, SIZE, 700), 1.0, 1.0, QRect(0, 0, SIZE, 400))
    assert painted == [Rect(0, 300, SIZE, 100)]
    assert not tiles.pay(QRect(0, 0, SIZE, 400), 1.0)
    assert not tiles.pay(QRect(0, 0, SIZE, SIZE), 2.0)
    tiles.shift(keys, 100, 200)
    painted.clear()
    assert not tiles.pay(QRect(0, 0, SIZE, 600), 1.0), "it has moved with the pixels"
    assert tiles.pay(QRect(0, 1150, SIZE, 10), 1.0)
    assert painted == [Rect(0, 600, SIZE, 600)]
    assert not tiles.pay_one(), "once is enough"


def test_much_that_is_owed_becomes_one(make_view: MakeView, qtbot: QtBot) -> None:
    painted: list[Rect] = []
    tiles = Tiles(lambda painter, area, zoom: painted.append(area))
    for key in keys_in(1.0, QRect(0, 0, SIZE, SIZE)):
        tiles.make(key, 1.0)
    painted.clear()
    for n in range(MOST_OWED + 1):
        tiles.patch(Rect(10 * n, 0, 5, 5), 1.0, 1.0, QRect(0, 0, 0, 0))
    while tiles.pay_one():
        pass
    assert painted == [Rect(0, 0, 10 * MOST_OWED + 5, 5)]


def test_a_lane_made_lower_paints_nothing_that_is_out_of_sight(make_view: MakeView, qtbot: QtBot) -> None:
    view = make_view(big_map(300), width=1100, height=900)
    view.camera.scroll_to(0, 0)
    card = view.layout_now.lanes[1].cells[1][0].card
    view.document.do("Edit", lambda j: set_text(j, card.id, "A long text that makes the lane a good deal higher " * 4))
    settle(view, qtbot)
    QTest.qWait(50)
    painted: list[Rect] = []
    real = view.surface.painter.paint
    view.surface.painter.paint = (  # type: ignore[method-assign]
        lambda painter, layout, area, zoom, hidden: (painted.append(area), real(painter, layout, area, zoom, hidden))[1]
    )
    view.document.do("Edit", lambda j: set_text(j, card.id, "Short"))
    seen = view.origin().y() + view.viewport().height()
    assert painted
    assert all(area.y < seen for area in painted)
    view.camera.pan(0, 200)
    assert alike(picture(view), direct(view))


@pytest.mark.parametrize("rests", [False, True])
def test_edits_out_of_sight_show_when_one_pans_there(make_view: MakeView, qtbot: QtBot, rests: bool) -> None:
    view = make_view(big_map(300), width=1100, height=900)
    view.camera.scroll_to(0, 0)
    settle(view, qtbot)
    cards = [view.layout_now.lanes[index].cells[place][0].card for index in (0, 1) for place in (0, 2)]
    long = "A long text that needs many lines, so that its lane gets a good deal higher than it was before. "
    for n, card in enumerate((*cards, *reversed(cards))):
        view.document.do("Edit", lambda j, card=card, n=n: set_text(j, card.id, long * (n % 3) + "Short"))
        if rests:
            QTest.qWait(20)
    for way in (QPoint(0, 140), QPoint(170, 0), QPoint(0, 200), QPoint(-90, -330)):
        view.camera.pan(way.x(), way.y())
        assert alike(picture(view), direct(view))


def journey_lane(view: MapView, lane: str | None) -> str:
    return view.document.journey.lanes[lane or ""].kind


def test_a_small_edit_repaints_little(make_view: MakeView, qtbot: QtBot) -> None:
    view = make_view(big_map(300), width=1100, height=900)
    settle(view, qtbot)
    asked = []
    real = view.repaint_sheet
    view.repaint_sheet = lambda rect: (asked.append(rect), real(rect))  # type: ignore[method-assign]
    view.camera.scroll_to(0, 0)
    card = view.layout_now.lanes[1].cells[1][0].card
    words = card.text
    view.document.do("Edit", lambda j: set_text(j, card.id, words[:-1] + "x"))
    assert asked
    for rect in asked:
        assert rect is not None
        assert rect.w * rect.h < 200 * 130


def test_a_patch_that_is_missing_is_noticed(make_view: MakeView, qtbot: QtBot) -> None:
    view = make_view(big_map(300), width=1100, height=900)
    settle(view, qtbot)
    view.surface.repaint = lambda rects: None  # type: ignore[method-assign]
    view.camera.scroll_to(0, 0)
    settle(view, qtbot)
    card = view.layout_now.lanes[0].cells[1][0].card
    view.document.do("Edit", lambda j: delete_cards(j, [card.id]))
    assert not alike(picture(view), direct(view))


def test_the_first_frame_needs_no_tiles(make_view: MakeView) -> None:
    view = make_view(big_map(300))
    view.surface.repaint(None)
    assert not view.surface.is_settled()
    assert alike(picture(view), direct(view))


def test_keys_cover_an_area_left_of_and_over_the_sheet_too() -> None:
    area = tile_rect(TileKey(1.0, -1, -1)).adjusted(0, 0, SIZE, 0)
    assert list(keys_in(1.0, area)) == [TileKey(1.0, -1, -1), TileKey(1.0, 0, -1)]
