"""What a start shows: what was lost first, the recent maps next, the sample to who has no map yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from jmapdesk.app import WindowKeeper
from jmapdesk.edit.cards import set_text
from jmapdesk.session.document import Document, open_document
from jmapdesk.session.recorder import Recorder
from jmapdesk.storage.files import save_map
from jmapdesk.ui.one_process import Request
from jmapdesk.ui.recovered_bar import OthersBar
from tests.builders import small_map
from tests.ui.bench import LEFT


@pytest.fixture
def killed(tmp_path: Path) -> Callable[..., None]:
    """Leaves behind what a program does that was killed after an edit."""

    def kill(path: Path | None = None) -> None:
        document = open_document(path) if path is not None else Document(small_map())
        recorder = Recorder(document, tmp_path / "recovery", pytest.fail)
        document.do("Edit card", lambda journey: set_text(journey, "c1", "Leaflet"))
        assert recorder.flush()
        recorder.close(keep=True)

    return kill


def saved(path: Path) -> Path:
    save_map(small_map(), path, None)
    return path


def test_the_very_first_start_shows_the_sample(keeper: WindowKeeper) -> None:
    keeper.look_for_lost()
    keeper.welcome()
    (window,) = keeper.windows
    assert window.document.path is None
    assert len(window.document.committed.cards) > 30


def test_who_has_a_map_finds_it_on_the_start_page(keeper: WindowKeeper, tmp_path: Path) -> None:
    keeper._kit.settings.add_recent(saved(tmp_path / "map.jmap"))
    keeper.look_for_lost()
    keeper.welcome()
    assert not keeper.windows
    assert keeper.start_page is not None
    assert list(keeper.start_page.rows) == [tmp_path / "map.jmap"]


def test_what_was_lost_shows_before_any_sample(keeper: WindowKeeper, killed: Callable[..., None]) -> None:
    killed()
    keeper.look_for_lost()
    keeper.welcome()
    assert not keeper.windows
    page = keeper.start_page
    assert page is not None
    assert [row.name for row in page.lost_rows] == ["A small map"]
    keeper.let_go(keeper.lost[0])


def test_a_start_while_it_runs_raises_its_window_and_adds_none(keeper: WindowKeeper) -> None:
    keeper.sample()
    keeper.windows[0].showMinimized()
    keeper.answer(Request(sample=True))
    assert len(keeper.windows) == 1
    assert not keeper.windows[0].isMinimized()
    keeper.windows[0].close()
    keeper.start()
    keeper.answer(Request(sample=True))
    assert not keeper.windows


def test_a_map_asked_for_by_name_says_what_other_maps_lost(
    keeper: WindowKeeper, killed: Callable[..., None], tmp_path: Path
) -> None:
    killed(saved(tmp_path / "one.jmap"))
    keeper.look_for_lost()
    keeper.begin_with(saved(tmp_path / "other.jmap"))
    (window,) = keeper.windows
    (bar,) = window.findChildren(OthersBar)
    assert bar.isVisible()
    assert bar.words.text() == (
        "jmapdesk ended before everything was saved. Still to be looked at: “A small map” (1 edit)."
    )
    QTest.mouseClick(next(one for one in bar.findChildren(QPushButton) if one.text() == "Show them"), LEFT)
    assert keeper.start_page is not None
    assert len(keeper.start_page.lost_rows) == 1
    assert not bar.isVisible()
    keeper.let_go(keeper.lost[0])


def test_a_map_that_was_lost_itself_comes_back_with_nothing_more_to_say(
    keeper: WindowKeeper, killed: Callable[..., None], tmp_path: Path
) -> None:
    path = saved(tmp_path / "one.jmap")
    killed(path)
    keeper.look_for_lost()
    keeper.begin_with(path)
    (window,) = keeper.windows
    assert window.document.committed.cards["c1"].text == "Leaflet"
    assert not window.findChildren(OthersBar)


def test_a_map_that_cannot_be_opened_leads_to_the_start_page(keeper: WindowKeeper, tmp_path: Path) -> None:
    keeper.begin_with(tmp_path / "gone.jmap")
    assert not keeper.windows
    assert keeper.start_page is not None
