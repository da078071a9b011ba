"""Pictures in the window: made ready when they come, told what was done, cut, undone, and asked to be described."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from jmapdesk.cli import main
from jmapdesk.edit.cards import set_fields
from jmapdesk.model.records import Card
from jmapdesk.render.encoded import tells_place
from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.ui.crop_window import CropWindow
from tests.render.pictures import photo
from tests.render.test_qt_prepare import with_place
from tests.ui.bench import LEFT, Bench


def image_card(bench: Bench) -> Card:
    """The only image card of the map."""
    [card] = [one for one in bench.journey.cards.values() if one.kind == "image"]
    return card


def drop(bench: Bench, tmp_path: Path, data: bytes, name: str = "photo.jpg") -> Card:
    """Drop a picture on a cell."""
    path = tmp_path / name
    path.write_bytes(data)
    assert bench.drop_files(bench.cell("touch", "p2"), path)
    return image_card(bench)


def press(bench: Bench, words: str) -> None:
    """Press a button of the inspector's page that shows."""
    page = bench.window.inspector.page
    assert page is not None
    buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisible()]
    [button] = [one for one in buttons if one.accessibleName().endswith(words)]
    QTest.mouseClick(button, LEFT)


def cropping(bench: Bench) -> CropWindow:
    [found] = bench.window.findChildren(CropWindow)
    assert found.isVisible()
    return found


def stored(bench: Bench) -> list[tuple[int | None, int | None]]:
    return [(asset.width, asset.height) for asset in bench.journey.assets.values()]


def message(bench: Bench) -> str:
    """What the status bar says."""
    return bench.window.status._message.text()


def drag(window: CropWindow, start: QPointF, end: QPointF) -> None:
    """Drag in the picture."""
    kinds = (QMouseEvent.Type.MouseButtonPress, QMouseEvent.Type.MouseMove, QMouseEvent.Type.MouseButtonRelease)
    for kind, at in zip(kinds, (start, end, end), strict=True):
        held = Qt.MouseButton.NoButton if kind == kinds[2] else LEFT
        pressed = Qt.MouseButton.NoButton if kind == kinds[1] else LEFT
        there = window.view.mapToGlobal(at)
        QApplication.sendEvent(window.view, QMouseEvent(kind, at, there, pressed, held, Qt.KeyboardModifier.NoModifier))


def test_the_place_is_in_no_file_and_the_window_says_so(bench: Bench, tmp_path: Path, qtbot: QtBot) -> None:
    data = with_place("JPEG")
    assert tells_place(data)
    drop(bench, tmp_path, data)
    assert "place where it was taken was removed" in message(bench)
    target = tmp_path / "map.jmap"
    bench.answers.paths.append(str(target))
    bench.trigger("save")
    [asset] = bench.journey.assets.values()
    assert not tells_place(base64.b64decode(asset.data))
    for ending in ("pdf", "svg", "png", "xlsx"):
        assert main(["export", str(target), str(tmp_path / f"out.{ending}")]) == 0
        assert not tells_place((tmp_path / f"out.{ending}").read_bytes())
    assert b"Camera maker" not in (tmp_path / "out.svg").read_bytes()


def test_a_large_picture_is_made_smaller_and_told(bench: Bench, tmp_path: Path) -> None:
    drop(bench, tmp_path, photo("JPEG", 3000, 2400, orientation=6))
    assert stored(bench) == [(1600, 2000)]
    assert "from 2400 × 3000 to 1600 × 2000 pixels" in message(bench)


@pytest.mark.parametrize(("data", "said"), [(photo("JPEG", 900, 700)[:9000], "damaged"), (b"words", "no picture")])
def test_a_broken_picture_is_refused_with_a_sentence(data: bytes, said: str, bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(data)
    bench.drop_files(bench.cell("touch", "p2"), path)
    assert said in bench.answers.said[0]
    assert path.name in bench.answers.said[0]
    assert not bench.document.can_undo


def test_words_for_the_picture_are_asked_for(bench: Bench, tmp_path: Path) -> None:
    card = drop(bench, tmp_path, photo("JPEG"))
    assert card.alt == "", "a file's name describes nothing"
    asked = [one for one in bench.window.inspector.findChildren(QLabel) if one.text().startswith("Not described yet")]
    assert asked[0].isVisible()
    page = bench.window.inspector.page
    assert page is not None
    field = page.bindings["alt"].field.focusProxy()
    assert field is not None
    field.setFocus()
    bench.type("A")
    assert not asked[0].isVisible()


def test_another_picture_takes_the_first_one_out_of_the_file(bench: Bench, tmp_path: Path) -> None:
    card = drop(bench, tmp_path, photo("JPEG"))
    bench.document.do("Describe", lambda m: set_fields(m, card.id, alt="Four squares and a disc"))
    other = tmp_path / "other.png"
    other.write_bytes(photo("PNG", 60, 40))
    bench.answers.paths.append(str(other))
    press(bench, "Choose…")
    assert stored(bench) == [(60, 40)]
    assert image_card(bench).alt == "", "the words described the first one"
    bench.document.undo()
    assert image_card(bench).alt
    assert stored(bench) == [(160, 120)]


def test_a_picture_is_cut_by_its_handles(bench: Bench, tmp_path: Path) -> None:
    card = drop(bench, tmp_path, photo("JPEG"))
    press(bench, "Crop the picture…")
    window = cropping(bench)
    grip, zoom = window.view.grips()["se"], window.view.on_screen().width() / 160
    drag(window, grip, grip - QPointF(80 * zoom, 60 * zoom))
    assert [window.numbers[name].value() for name in "xywh"] == [0, 0, 80, 60]
    inside = window.view.on_screen().center()
    drag(window, inside, inside + QPointF(500, 30 * zoom))
    assert [window.numbers[name].value() for name in "xywh"] == [80, 30, 80, 60], "it stops at the edge"
    QTest.mouseClick(window.keep, LEFT)
    assert not window.isVisible()
    assert stored(bench) == [(80, 60)], "what was cut off is not in the file"
    bench.document.undo()
    assert stored(bench) == [(160, 120)]
    assert image_card(bench).asset == card.asset


def test_a_picture_is_cut_by_keys_alone(bench: Bench, tmp_path: Path) -> None:
    drop(bench, tmp_path, photo("JPEG"))
    press(bench, "Crop the picture…")
    window = cropping(bench)
    shift = Qt.KeyboardModifier.ShiftModifier
    control = Qt.KeyboardModifier.ControlModifier
    for _ in range(5):
        QTest.keyClick(window.view, Qt.Key.Key_Left, control | shift)
    for _ in range(3):
        QTest.keyClick(window.view, Qt.Key.Key_Right, shift)
    assert [window.numbers[name].value() for name in "xywh"] == [24, 0, 120, 120]
    QTest.keyClick(window.view, Qt.Key.Key_Return)
    assert stored(bench) == [(120, 120)]


def test_numbers_and_shapes_cut_too(bench: Bench, tmp_path: Path) -> None:
    drop(bench, tmp_path, photo("JPEG"))
    press(bench, "Crop the picture…")
    window = cropping(bench)
    window.shape.setCurrentIndex(1)
    assert (window.view.frame.w, window.view.frame.h) == (120, 120)
    window.numbers["w"].setValue(60)
    window.numbers["x"].setValue(3)
    assert [window.numbers[name].value() for name in "xwh"] == [3, 60, 60]
    QTest.mouseClick(window.whole, LEFT)
    assert [window.numbers[name].value() for name in "xywh"] == [0, 0, 160, 120]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert stored(bench) == [(160, 120)]


def test_a_portrait_is_cut_square(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "face.jpg"
    path.write_bytes(photo("JPEG"))
    bench.selection.select(Ref("persona", "ada"))
    bench.answers.paths.append(str(path))
    press(bench, "Choose…")
    press(bench, "Crop the picture…")
    QTest.mouseClick(cropping(bench).keep, LEFT)
    assert stored(bench) == [(120, 120)]
    assert bench.journey.personas["ada"].portrait in bench.journey.assets


def test_a_picture_that_was_changed_meanwhile_is_not_cut(bench: Bench, tmp_path: Path) -> None:
    card = drop(bench, tmp_path, photo("JPEG"))
    press(bench, "Crop the picture…")
    window = cropping(bench)
    QTest.keyClick(window.view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    bench.selection.select(card_ref(card.id))
    bench.trigger("delete")
    QTest.mouseClick(window.keep, LEFT)
    assert "nothing was cut" in window.said.text()
    window.close()


def test_the_cursor_says_what_a_press_would_do(bench: Bench, tmp_path: Path) -> None:
    drop(bench, tmp_path, photo("JPEG"))
    press(bench, "Crop the picture…")
    view = cropping(bench).view
    seen = []
    for at in (view.grips()["nw"], view.grips()["e"], view.on_screen().center(), QPointF(2, 2)):
        none = Qt.MouseButton.NoButton
        moved = QMouseEvent(
            QMouseEvent.Type.MouseMove, at, view.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(view, moved)
        seen.append(view.cursor().shape())
    shapes = Qt.CursorShape
    assert seen == [shapes.SizeFDiagCursor, shapes.SizeHorCursor, shapes.SizeAllCursor, shapes.ArrowCursor]
