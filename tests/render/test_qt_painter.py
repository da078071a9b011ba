"""The Qt painter shows what the drawing says, where it says, and keeps what it made."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from jmapdesk.layout.parts import Line, ShapePart, TextPart
from jmapdesk.render.drawing import Group, ImageOp, PathOp, Picture, Stroke
from jmapdesk.render.icons import Icons
from jmapdesk.render.parts import inked
from jmapdesk.render.qt_images import decode
from jmapdesk.render.qt_painter import QtPainter, paint_image, smooth
from jmapdesk.render.qt_shapes import SHAPES, BarsStep, PathStep, halo, qt_path, qt_stroker
from jmapdesk.text.qt_fonts import FONTS, raw_font
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.text.shaped import TextStyle
from jmapdesk.util.geometry import Rect, circle_path, joined, line_path, rect_path, round_rect_path
from tests.render.pictures import card, photo, text_ops

RED, GREEN, WHITE = "#cc0000", "#00aa00", "#ffffff"


def canvas(width: int = 100, height: int = 100) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(WHITE))
    return image


def painted(group: Group, exposed: Rect | None = None, zoom: float = 1.0, painter: QtPainter | None = None) -> QImage:
    image = canvas()
    qt = QPainter(image)
    (painter or QtPainter()).paint(qt, group, exposed, zoom)
    qt.end()
    return image


def colour(image: QImage, x: int, y: int) -> str:
    return image.pixelColor(x, y).name()


def box(colour: str, x: float = 10, y: float = 10, flat: str | None = None) -> Group:
    return Group("box", "card", (PathOp(rect_path(Rect(0, 0, 20, 20)), colour),), Rect(0, 0, 20, 20), x, y, flat=flat)


def test_a_group_is_painted_where_it_lies(qapp: object) -> None:
    inner = Group("inner", "card", (box(RED, 5, 5),), Rect(5, 5, 20, 20), 20, 20)
    image = painted(Group("outer", "map", (inner,), Rect(25, 25, 20, 20), 10, 0))
    assert colour(image, 36, 26) == RED
    assert colour(image, 54, 44) == RED
    assert colour(image, 34, 26) == WHITE
    assert colour(image, 36, 46) == WHITE


def test_the_painter_is_left_where_it_was(qapp: object) -> None:
    image = canvas()
    qt = QPainter(image)
    qt.translate(3, 4)
    QtPainter().paint(qt, Group("outer", "map", (box(RED),), Rect(0, 0, 50, 50), 0.1, 0.2))
    after = qt.transform()
    qt.end()
    assert (after.dx(), after.dy()) == pytest.approx((3, 4), abs=1e-9)
    assert (after.m11(), after.m12(), after.m21(), after.m22()) == (1, 0, 0, 1)


def test_many_groups_are_painted_each_at_its_place_and_those_out_of_sight_not_made_ready(qapp: object) -> None:
    image = canvas()
    qt = QPainter(image)
    qt.translate(1, 2)
    before = qt.worldTransform()
    painter = QtPainter()
    smooth(qt)
    three = [(0.0, 0.0, box(RED)), (40.0, 30.0, box(GREEN)), (0.0, 70.0, box("#0000cc"))]
    painter.add_all(qt, three, Rect(0, 0, 100, 60))
    assert qt.worldTransform() == before
    qt.end()
    assert [colour(image, x, y) for x, y in ((12, 13), (52, 43), (12, 83))] == [RED, GREEN, WHITE]
    assert len(painter._compiled) == 2


def test_a_stroke_lies_on_the_fill_and_holes_stay_open(qapp: object) -> None:
    square = PathOp(rect_path(Rect(20, 20, 40, 40)), GREEN, Stroke(RED, 6))
    image = painted(Group("g", "card", (square,), Rect(17, 17, 46, 46)))
    assert colour(image, 18, 40) == RED
    assert colour(image, 21, 40) == RED
    assert colour(image, 40, 40) == GREEN
    ring = PathOp(circle_path(50, 50, 30), None, Stroke(RED, 10))
    image = painted(Group("g", "card", (ring,), Rect(0, 0, 100, 100)))
    assert colour(image, 80, 50) == RED
    assert colour(image, 50, 50) == WHITE


@pytest.mark.parametrize("shift", [0.0, 0.25, 0.5, 0.7])
def test_a_border_meets_its_fill_without_what_lies_under_them_showing(qapp: object, shift: float) -> None:
    path = round_rect_path(Rect(10.5, 10.5, 60, 40), 7.5)
    card = PathOp(path, "#E8F1FC", Stroke("#BBD5F3", 1))
    ground = PathOp(rect_path(Rect(0, 0, 100, 100)), "#000000")
    group = Group("g", "card", (ground, card), Rect(0, 0, 100, 100))
    seen, fine = QImage(100, 100, QImage.Format.Format_RGB32), QImage(1600, 1600, QImage.Format.Format_RGB32)
    for image, scale in ((seen, 1), (fine, 16)):
        qt = QPainter(image)
        qt.scale(scale, scale)
        qt.translate(shift, shift)
        QtPainter().paint(qt, group)
        qt.end()
    half = Qt.TransformationMode.SmoothTransformation
    for _ in range(4):
        fine = fine.scaled(fine.width() // 2, fine.height() // 2, mode=half)
    apart = [
        abs(getattr(seen.pixelColor(x, y), part)() - getattr(fine.pixelColor(x, y), part)())
        for x in range(8, 76) for y in range(8, 56) for part in ("red", "green", "blue")
    ]  # fmt: skip
    assert max(apart) <= 10
    assert sum(apart) / len(apart) < 0.2


def test_dashes_are_in_map_units_whatever_the_width(qapp: object) -> None:
    for width in (2.0, 8.0):
        line = PathOp(line_path(0, 50, 100, 50), None, Stroke(RED, width, dash=(10.0, 20.0)))
        image = painted(Group("g", "grid", (line,), Rect(0, 40, 100, 20)))
        assert [colour(image, x, 50) == RED for x in (5, 20, 35, 50, 65, 80)] == [True, False, True, False, True, False]


def filled(op: PathOp, zoom: float, x: float, y: float) -> QImage:
    """A stroke as Qt itself outlines it."""
    image = canvas()
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(x, y)
    painter.scale(zoom, zoom)
    assert op.stroke is not None
    painter.fillPath(qt_stroker(op.stroke).createStroke(qt_path(op.path)), QColor(op.stroke.colour))
    painter.end()
    return image


@pytest.mark.parametrize("zoom", [0.37, 0.5, 1.0, 1.37, 4.1])
@pytest.mark.parametrize("dash", [(), (3.0, 3.0), (6.0, 4.0, 1.0), (0.0, 5.0)])
@pytest.mark.parametrize("line", [(9.3, 2.2, 9.3, 70.7), (9, 70, 9, 3.5), (2, 9.5, 71, 9.5), (71, 9, 2.5, 9)])
def test_straight_lines_look_as_qt_strokes_them(
    qapp: object, line: tuple[float, float, float, float], dash: tuple[float, ...], zoom: float
) -> None:
    op = PathOp(line_path(*line), None, Stroke(RED, 1.4, dash=dash))
    group = Group("g", "grid", (op,), Rect(0, 0, 100, 100))
    x, y = 3.25, -1000.5 + 1000
    image = canvas()
    qt = QPainter(image)
    qt.translate(x, y)
    qt.scale(zoom, zoom)
    QtPainter().paint(qt, group)
    qt.end()
    wanted = filled(op, zoom, x, y)
    apart = [abs(a - b) for a, b in zip(bytes(image.constBits()), bytes(wanted.constBits()), strict=True)]
    assert max(apart) <= 10


@pytest.mark.parametrize("shift", [0.0, 0.3])
def test_a_plain_rectangle_covers_what_its_path_does(qapp: object, shift: float) -> None:
    rect = Rect(10 + shift, 10 + shift, 33, 51)
    image, wanted = painted(Group("g", "grid", (PathOp(rect_path(rect), RED),), rect)), canvas()
    qt = QPainter(wanted)
    qt.setRenderHint(QPainter.RenderHint.Antialiasing)
    qt.fillPath(qt_path(rect_path(rect)), QColor(RED))
    qt.end()
    for x in (9, 10, 11, 30, 42, 43, 44):
        for y in (9, 10, 11, 30, 60, 61, 62):
            assert abs(image.pixelColor(x, y).green() - wanted.pixelColor(x, y).green()) <= 3


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("exposed", [Rect(0, 0, 100, 32), Rect(0, 33, 100, 20), Rect(29.5, 0, 21, 100)])
def test_of_dashes_what_is_exposed_is_painted_in_full(qapp: object, exposed: Rect, at_once: bool) -> None:
    pen = Stroke(RED, 2, dash=(3.0, 3.0))
    lines = [line_path(x, 1, x, 97) for x in (10, 30, 50)]
    lines += [line_path(40, y, 1, y) for y in (12, 43)]
    paths = [joined(lines)] if at_once else lines
    group = Group("g", "grid", tuple(PathOp(path, None, pen) for path in paths), Rect(0, 0, 100, 100))

    def cut(near: Rect | None) -> QImage:
        image = canvas()
        qt = QPainter(image)
        qt.setClipRect(QRectF(*exposed))
        QtPainter().paint(qt, group, near)
        qt.end()
        return image

    assert cut(exposed) == cut(None)
    assert cut(exposed) != canvas()


def test_cards_of_one_shape_share_it_whoever_paints_them(qapp: object) -> None:
    SHAPES.path.cache_clear()
    SHAPES.outline.cache_clear()
    path = circle_path(50, 50, 30)
    for colour_of_it in (RED, GREEN, RED):
        disc, ring = (PathOp(path, fill, Stroke(colour_of_it, 4)) for fill in (colour_of_it, None))
        image = painted(Group("g", "card", (disc, ring), Rect(0, 0, 100, 100)), painter=QtPainter())
        assert colour(image, 50, 50) == colour(image, 20, 50) == colour_of_it
    assert SHAPES.path.cache_info().misses == 2, "up to the border and within it"
    # the strokes differ in their colour, which the outline is kept with
    assert SHAPES.outline.cache_info().misses == 2


def test_threads_share_no_shapes(shaper: QtShaper) -> None:
    part = ShapePart(circle_path(50, 50, 30), RED, Line(GREEN, 3))
    run = text_ops(shaper, "O", 0, 0)[0].run

    def shapes() -> list[object]:
        op = inked((part,), shaper, Icons())[0][0]
        assert isinstance(op, PathOp)
        halos = SHAPES.halos(run.face, run.size, Stroke(RED, 2))
        steps = [step.path for step in SHAPES.steps(op) if isinstance(step, PathStep)]
        return [op, SHAPES.path(part.path), *steps, halos]

    here = shapes()
    with ThreadPoolExecutor(1) as pool:
        there = pool.submit(shapes).result()
    assert len(here) == len(there) == 5
    assert all(a is not b for a, b in zip(here, there, strict=True))
    assert all(a is b for a, b in zip(here, shapes(), strict=True))


def test_lines_that_run_both_ways_are_one_path_for_they_may_meet(qapp: object) -> None:
    pen = Stroke(RED, 2)
    upright, other, level = line_path(1, 1, 1, 9), line_path(5, 1, 5, 9), line_path(1, 1, 9, 1)
    (both,) = SHAPES.steps(PathOp(joined((upright, level)), None, pen))
    assert isinstance(both, PathStep)
    for lines in ((upright, other), (level,)):
        (step,) = SHAPES.steps(PathOp(joined(lines), None, pen))
        assert isinstance(step, BarsStep)


@pytest.mark.parametrize("cap", ["butt", "round"])
@pytest.mark.parametrize("at_once", [False, True])
def test_crossing_strokes_of_one_pen_do_not_cancel_each_other(qapp: object, at_once: bool, cap: str) -> None:
    pen = Stroke(RED, 6, cap)
    lines = [line_path(10, 50, 90, 50), line_path(50, 90, 50, 10), line_path(90, 51, 10, 51)]
    ops = tuple(PathOp(path, None, pen) for path in ([joined(lines)] if at_once else lines))
    image = painted(Group("g", "card", ops, Rect(0, 0, 100, 100)))
    assert colour(image, 50, 50) == colour(image, 30, 50) == RED


BLUE = "#0000cc"
SMALL, BOLD = TextStyle(13, 17), TextStyle(13, 17, 700)
SEVERAL = {
    "one under the other": (TextPart(5.3, 2.7, 90, "Writes down\nwhat was said", SMALL, RED),),
    "in the middle": (TextPart(2.1, 2.7, 95, "Writes\nwhat was said\ndown", SMALL, RED, "centre"),),
    "at the end": (TextPart(2.1, 2.7, 95, "Writes\nwhat was said\ndown", SMALL, RED, "end"),),
    "from the right": (TextPart(2.1, 2.7, 95, "مرحبا\nإلى الجميع", SMALL, RED, "end"),),
    "with points": (TextPart(2.1, 2.7, 95, "שָׁלוֹם\nשָׁלוֹם עולם", SMALL, RED, "end"),),
    "in two sizes": (
        TextPart(5, 2, 90, "Small", SMALL, RED), TextPart(5, 25, 90, "Large", TextStyle(19, 24), RED),
    ),
    "in two weights": (TextPart(5, 2, 90, "Light", SMALL, RED), TextPart(5, 25, 90, "Bold", BOLD, RED)),
    "in two colours": (TextPart(5, 2, 90, "Red", SMALL, RED), TextPart(5, 25, 90, "Blue", SMALL, BLUE)),
    "with halos": (TextPart(5, 12, 90, "Over\nthe line", BOLD, RED, halo=Line(GREEN, 5, "round", "round")),),
    "with and without": (
        TextPart(5, 2, 90, "Without", BOLD, RED),
        TextPart(5, 25, 90, "With", BOLD, RED, halo=Line(GREEN, 5, "round", "round")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize("parts", SEVERAL.values(), ids=SEVERAL)
def test_several_lines_look_as_each_painted_alone(
    shaper: QtShaper, monkeypatch: pytest.MonkeyPatch, parts: tuple[TextPart, ...], exact: bool
) -> None:
    # as with system fonts that Qt thickens, of which there may be none here
    monkeypatch.setattr(QtPainter, "_is_thickened", lambda *_: True)
    room = Rect(0, 0, 100, 100)
    ops, _ = inked(parts, shaper, Icons())
    whole = painted(Group("g", "card", ops, room), painter=QtPainter(exact=exact))
    one_by_one = Group("g", "card", tuple(Group("l", "card", (op,), room) for op in ops), room)
    apart = painted(one_by_one, painter=QtPainter(exact=exact))
    off = [abs(a - b) for a, b in zip(bytes(whole.constBits()), bytes(apart.constBits()), strict=True)]
    assert max(off) <= 8  # where a place falls between two of Qt's quarter pixels
    assert len(ops) > 1
    assert whole != canvas()


def test_groups_outside_what_is_exposed_are_left_out(qapp: object) -> None:
    pair = Group("pair", "map", (box(RED, 0, 0), box(GREEN, 60, 60)), Rect(0, 0, 80, 80))
    image = painted(pair, exposed=Rect(50, 50, 50, 50))
    assert colour(image, 10, 10) == WHITE
    assert colour(image, 70, 70) == GREEN


def test_exposed_counts_from_the_painters_origin_not_the_groups(qapp: object) -> None:
    moved = Group("moved", "map", (box(RED, 0, 0),), Rect(0, 0, 20, 20), 60, 60)
    assert colour(painted(moved, exposed=Rect(55, 55, 10, 10)), 62, 62) == RED
    assert colour(painted(moved, exposed=Rect(0, 0, 20, 20)), 62, 62) == WHITE


def test_far_out_a_card_is_its_flat_colour(qapp: object) -> None:
    assert colour(painted(box(RED, flat=GREEN), zoom=0.2), 20, 20) == GREEN
    assert colour(painted(box(RED, flat=GREEN), zoom=0.5), 20, 20) == RED
    assert colour(painted(box(RED), zoom=0.2), 20, 20) == RED


def test_painting_again_gives_the_same_pixels(shaper: QtShaper) -> None:
    painter = QtPainter()
    group = card(shaper, "c", "Asks how data is migrated", 2, 2)
    assert painted(group, painter=painter) == painted(group, painter=painter) == painted(group)


def test_no_more_groups_are_kept_than_asked(qapp: object) -> None:
    painter = QtPainter(keep=2)
    for i in range(10):
        group = box(RED if i % 2 else GREEN)
        assert colour(painted(group, painter=painter), 20, 20) == (RED if i % 2 else GREEN)
        del group
    assert len(painter._compiled) <= 2


def test_a_halo_parts_text_from_what_lies_under_it(shaper: QtShaper) -> None:
    style = TextStyle(40, 48, 700)
    under = PathOp(rect_path(Rect(0, 0, 100, 60)), GREEN)

    def whites(halo: Stroke | None) -> int:
        ops = (under, *text_ops(shaper, "OO", 5, 2, style, RED, halo=halo))
        image = painted(Group("g", "feeling", ops, Rect(0, 0, 100, 60)))
        return sum(colour(image, x, y) == WHITE for x in range(100) for y in range(60))

    assert whites(None) == 0
    assert whites(Stroke(WHITE, 6, "round", "round")) > 200


@pytest.mark.parametrize("letter", ["o", "a", "8", "g"])
def test_a_halo_covers_what_a_stroke_round_the_letter_does(shaper: QtShaper, letter: str) -> None:
    face, stroke = shaper.shape(letter, TextStyle(16, 20)).lines[0].runs[0], Stroke(RED, 3.0, "round", "round")
    font = raw_font(face.face, 2048)
    images = []
    small = QTransform.fromScale(16 / 2048, 16 / 2048).map(font.pathForGlyph(face.glyphs[0]))
    for path in (halo(face.glyphs[0], 16, stroke, font), qt_stroker(stroke).createStroke(small)):
        images.append(canvas())
        qt = QPainter(images[-1])
        qt.setRenderHint(QPainter.RenderHint.Antialiasing)
        qt.translate(20, 80)
        qt.scale(4, 4)
        qt.fillPath(path, QColor(RED))
        qt.end()
    one, other = images
    assert one != canvas()
    apart = [abs(one.pixelColor(x, y).green() - other.pixelColor(x, y).green()) for x in range(100) for y in range(100)]
    assert sum(one > 64 for one in apart) <= 12  # where bends of the stroke meet inside, Qt leaves a seam


def test_painters_of_a_thread_share_its_fonts_and_no_others(shaper: QtShaper) -> None:
    face = shaper.shape("word", TextStyle(16, 20)).lines[0].runs[0].face
    here = FONTS.raw(face, 13.0)
    assert FONTS.raw(face, 13.0) is here
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: FONTS.raw(face, 13.0) is here).result() is False


def test_a_picture_is_shown_cut_and_only_in_part(qapp: object) -> None:
    op = ImageOp("p", Rect(0, 0, 80, 60), circle_path(20, 30, 20), Rect(0, 0, 0.5, 1))
    image = painted(Group("g", "card", (op,), Rect(0, 0, 80, 60)), painter=QtPainter({"p": photo()}.get))
    assert colour(image, 20, 15) == "#aa3322"
    assert colour(image, 20, 45) == "#3366aa"
    assert colour(image, 1, 1) == WHITE
    assert colour(image, 70, 15) == WHITE


def test_a_photo_taken_sideways_stands_upright(qapp: object) -> None:
    turned = decode(photo("JPEG", 160, 120, orientation=6))
    assert turned is not None
    assert (turned.width(), turned.height()) == (120, 160)
    red = turned.pixelColor(110, 10)
    assert red.red() > 140 > red.blue()


@pytest.mark.parametrize(
    "data", [b"", b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", photo()[:60]]
)
def test_what_is_no_picture_is_left_out(qapp: object, data: bytes) -> None:
    op = ImageOp("p", Rect(0, 0, 80, 60))
    image = painted(
        Group("g", "card", (op, *box(RED, 0, 0).children), Rect(0, 0, 80, 60)), painter=QtPainter({"p": data}.get)
    )
    assert colour(image, 10, 10) == RED
    assert colour(image, 70, 50) == WHITE


def test_a_dense_screen_shows_the_same_in_more_pixels(qapp: object) -> None:
    op = ImageOp("p", Rect(10, 10, 20, 20))
    image = canvas(200, 200)
    image.setDevicePixelRatio(2.0)
    qt = QPainter(image)
    QtPainter({"p": photo()}.get).paint(qt, Group("g", "card", (op,), Rect(10, 10, 20, 20)))
    qt.end()
    assert colour(image, 24, 24) == "#aa3322"
    assert colour(image, 57, 57) == "#226633"
    assert colour(image, 62, 62) == WHITE


def test_any_thread_can_paint_with_a_painter_of_its_own(shaper: QtShaper) -> None:
    group = card(shaper, "c", "Asks how data is migrated", 2, 2)
    picture = Picture(170, 60, WHITE, Group("m", "map", (group,), Rect(0, 0, 170, 60)))
    here = paint_image(picture, 1.0)
    there: list[QImage] = []
    thread = threading.Thread(target=lambda: there.append(paint_image(picture, 1.0)))
    thread.start()
    thread.join()
    assert there[0] == here


def test_the_image_has_the_papers_colour_and_the_scale_asked(qapp: object) -> None:
    image = paint_image(Picture(40, 30, "#102030", Group("m", "map", (), Rect(0, 0, 0, 0))), 2.5)
    assert (image.width(), image.height()) == (100, 75)
    assert colour(image, 50, 50) == "#102030"
