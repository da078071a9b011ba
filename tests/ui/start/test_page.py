"""The start page: one press from a template, a recent map, a sample or a file to a window on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from jmapdesk.app import WindowKeeper
from jmapdesk.edit.about import set_about
from jmapdesk.edit.templates import TEMPLATES
from jmapdesk.layout.themes import theme_named
from jmapdesk.model.queries import stages
from jmapdesk.session.own_templates import keep_template, own_templates
from jmapdesk.storage.files import save_map
from jmapdesk.ui.start.page import SAMPLES, StartPage
from jmapdesk.ui.start.pictures import LARGE, SMALL, map_picture
from jmapdesk.ui.start.tile import PictureButton, RecentRow
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map
from tests.ui.bench import LEFT, PLAIN, Answers, Bench

OpenPage = Callable[..., StartPage]


@pytest.fixture
def open_page(keeper: WindowKeeper, qtbot: QtBot) -> Iterator[OpenPage]:
    """Shows the start page, with these maps worked on lately."""

    def open_it(*recent: Path) -> StartPage:
        for path in reversed(recent):
            keeper._kit.settings.add_recent(path)
        keeper.start()
        page = keeper.start_page
        assert page is not None
        qtbot.waitExposed(page)
        return page

    return open_it


def tile(page: StartPage, name: str) -> PictureButton:
    """A tile by its name."""
    return next(one for one in page.tiles if one.name == name)


def has_picture(button: PictureButton) -> bool:
    """Whether a picture of a map stands on it: something other than paper."""
    image = QImage(button.size(), QImage.Format.Format_RGB32)
    button.render(image)
    inner = [image.pixel(x, y) for x in range(12, 70) for y in range(10, 50)]
    return len(set(inner)) > 1


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_press_on_a_template_begins_a_map_and_the_page_goes(
    key: str, open_page: OpenPage, keeper: WindowKeeper
) -> None:
    page = open_page()
    QTest.mouseClick(tile(page, TEMPLATES[key].name), LEFT)
    assert keeper.start_page is None
    (window,) = keeper.windows
    assert len(window.document.journey.lanes) == len(TEMPLATES[key].build(iter(map(str, range(999))).__next__).lanes)
    assert not window.document.journey.cards


def test_ctrl_n_begins_a_map_and_ctrl_o_opens_one(
    open_page: OpenPage, keeper: WindowKeeper, answers: Answers, qtbot: QtBot
) -> None:
    page = open_page()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    answers.paths.append("")
    QTest.keySequence(page, QKeySequence("Ctrl+O"))
    assert answers.asked == ["Open a map"]
    QTest.keySequence(page, QKeySequence("Ctrl+N"))
    assert keeper.start_page is None
    assert len(keeper.windows) == 1


@pytest.mark.parametrize("maximised", [True, False])
def test_the_first_map_is_as_large_as_the_start_page_was(
    maximised: bool, open_page: OpenPage, keeper: WindowKeeper, qtbot: QtBot
) -> None:
    page = open_page()
    if maximised:
        page.showMaximized()
        qtbot.waitUntil(page.isMaximized)
    QTest.mouseClick(page.tiles[0], LEFT)
    assert keeper.windows[-1].isMaximized() == maximised


@pytest.mark.parametrize("place", range(len(SAMPLES)))
def test_every_sample_opens_as_a_copy(place: int, open_page: OpenPage, keeper: WindowKeeper) -> None:
    page = open_page()
    QTest.mouseClick(page.tiles[len(TEMPLATES) + place], LEFT)
    (window,) = keeper.windows
    assert window.document.path is None
    assert len(window.document.journey.cards) > 30


def test_the_pictures_come_one_after_another(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    qtbot.waitUntil(lambda: all(has_picture(one) for one in page.tiles))


def test_a_recent_map_is_named_and_tells_what_it_needs(
    open_page: OpenPage, keeper: WindowKeeper, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "claims.jmap"
    late = (date.today() - timedelta(days=80)).isoformat()
    save_map(set_about(small_map(), title="Claims", reviewed_on=late, review_every=1), path, None)
    page = open_page(path)
    row = page.rows[path]
    qtbot.waitUntil(lambda: row.name == "Claims")
    assert row.words == "A moment ago · 5 cards"
    assert row.file == "claims.jmap"
    assert "claims.jmap" in row.accessibleDescription()
    assert row.warning.startswith("Review overdue by")
    assert "Claims" in row.accessibleName()
    assert has_picture(row)
    QTest.mouseClick(row, LEFT)
    assert keeper.windows[0].document.path == path


def test_recent_maps_of_one_name_say_their_folders(open_page: OpenPage, qtbot: QtBot, tmp_path: Path) -> None:
    paths = [tmp_path / folder / "trip.jmap" for folder in ("work", "home")]
    for path in paths:
        path.parent.mkdir()
        save_map(small_map(), path, None)
    page = open_page(*paths)
    qtbot.waitUntil(lambda: [page.rows[path].file for path in paths] == ["trip.jmap – work", "trip.jmap – home"])


def test_a_map_that_is_gone_says_so_and_can_be_taken_off(
    open_page: OpenPage, keeper: WindowKeeper, qtbot: QtBot, tmp_path: Path
) -> None:
    gone, broken = tmp_path / "gone.jmap", tmp_path / "broken.jmap"
    broken.write_text("{", "utf-8")
    page = open_page(gone, broken)
    qtbot.waitUntil(lambda: bool(page.rows[gone].warning and page.rows[broken].warning))
    assert page.rows[gone].warning == "Not found where it was"
    assert page.rows[broken].warning == "Cannot be read"
    assert choose(page.rows[gone], "Take off this list") == ["Open", "Take off this list"]
    assert list(page.rows) == [broken]
    assert keeper._kit.settings.recent == (broken,)


def test_own_templates_are_offered_and_can_be_binned(
    open_page: OpenPage, keeper: WindowKeeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = tmp_path / "templates"
    keep_template(folder, small_map(), "Branch visit", with_cards=False)
    page = open_page()
    choose(tile(page, "Branch visit"), "Move to the bin")
    assert own_templates(folder) == []
    assert "Branch visit" not in [one.name for one in page.tiles]


def test_a_map_from_an_own_template(open_page: OpenPage, keeper: WindowKeeper, tmp_path: Path) -> None:
    keep_template(tmp_path / "templates", small_map(), "Branch visit", with_cards=True)
    page = open_page()
    QTest.mouseClick(tile(page, "Branch visit"), LEFT)
    (window,) = keeper.windows
    assert window.document.journey.about.title == "Untitled map"
    assert window.document.journey.stages.keys() == {"s1", "s2"}
    assert window.document.journey.id != small_map().id


def test_the_keyboard_walks_and_presses(open_page: OpenPage, keeper: WindowKeeper, qtbot: QtBot) -> None:
    page = open_page()
    page.activateWindow()
    qtbot.waitUntil(lambda: page.focusWidget() is page.tiles[0])
    QTest.keyClick(page.tiles[0], Qt.Key.Key_Down)
    assert page.focusWidget() is page.tiles[1]
    QTest.keyClick(page.tiles[1], Qt.Key.Key_Up)
    QTest.keyClick(page.tiles[0], Qt.Key.Key_Return)
    assert len(keeper.windows) == 1


def test_files_are_opened_and_dropped(
    open_page: OpenPage, keeper: WindowKeeper, answers: Answers, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.jmap", tmp_path / "b.jmap"
    for path in (first, second):
        save_map(small_map(), path, None)
    page = open_page()
    answers.paths.append(str(first))
    QTest.mouseClick(next(b for b in page.findChildren(QPushButton) if b.text() == "Open"), LEFT)
    keeper.start()
    page = keeper.start_page
    assert page is not None
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(second))])
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, PLAIN))
    QApplication.sendEvent(page, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, LEFT, PLAIN))
    assert [window.document.path for window in keeper.windows] == [first, second]


def test_what_cannot_be_opened_is_said_over_the_page(
    open_page: OpenPage, keeper: WindowKeeper, answers: Answers, tmp_path: Path
) -> None:
    page = open_page(tmp_path / "gone.jmap")
    answers.presses.append("OK")
    QTest.mouseClick(page.rows[tmp_path / "gone.jmap"], LEFT)
    assert "gone.jmap" in answers.said[0]
    assert keeper.start_page is page


def choose(button: PictureButton, line: str) -> list[str]:
    """Open a button's menu and choose a line; gives all lines."""
    lines: list[str] = []

    def pick() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        lines.extend(action.text() for action in menu.actions())
        menu.setActiveAction(next(action for action in menu.actions() if action.text() == line))
        QTest.keyClick(menu, Qt.Key.Key_Return)

    QTimer.singleShot(30, pick)
    button.customContextMenuRequested.emit(button.rect().center())
    return lines


def test_rows_and_tiles_say_themselves(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(tmp_path / "gone.jmap")
    for button in page.findChildren(PictureButton):
        assert button.accessibleName()
        assert isinstance(button, RecentRow) or button.accessibleDescription()


def test_it_fits_on_a_low_screen_whatever_is_listed(keeper: WindowKeeper, tmp_path: Path) -> None:
    for n in range(12):
        path = tmp_path / f"map {n}.jmap"
        save_map(small_map(), path, None)
        keeper._kit.settings.add_recent(path)
    keeper.start()
    page = keeper.start_page
    assert page is not None
    assert page.minimumSizeHint().height() <= 600
    assert page.screen().availableGeometry().contains(page.geometry())


def test_esc_goes_back_to_the_map_behind_it_and_does_nothing_where_there_is_none(
    open_page: OpenPage, keeper: WindowKeeper
) -> None:
    page = open_page()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.isVisible()
    keeper.new("current-state")
    page = open_page()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert keeper.start_page is None
    assert len(keeper.windows) == 1


def test_closing_the_last_map_shows_the_start_page(bench: Bench, keeper: WindowKeeper, tmp_path: Path) -> None:
    bench.document.save(tmp_path / "kept.jmap")
    keeper.new("current-state")
    assert len(keeper.windows) == 2
    for left in (1, 0):
        keeper.windows[-1].actions_by_name["close"].trigger()
        assert len(keeper.windows) == left
        assert (keeper.start_page is None) == bool(left)
    assert keeper.start_page is not None
    assert keeper.start_page.isVisible()
    assert QApplication.quitOnLastWindowClosed()


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_picture_shows_every_stage_with_as_much_room_at_one_side_as_at_the_other(
    template: str, size: QSize, keeper: WindowKeeper
) -> None:
    journey = TEMPLATES[template].build(counting_ids())
    picture = map_picture(journey, keeper._kit.make_workshop(), size)
    paper = picture.pixel(0, 0)
    inked = [(x, y) for x in range(size.width()) for y in range(size.height()) if picture.pixel(x, y) != paper]
    left, right = min(x for x, _ in inked), size.width() - 1 - max(x for x, _ in inked)
    top, bottom = min(y for _, y in inked), size.height() - 1 - max(y for _, y in inked)
    assert abs(left - right) <= 2
    assert abs(top - bottom) <= 2
    shown = {picture.pixel(x, y) for x, y in inked}
    theme = theme_named(journey.look.theme)
    for place, stage in enumerate(stages(journey)):
        assert QColor(theme.stage_colour(stage.colour, place)).rgb() in shown
