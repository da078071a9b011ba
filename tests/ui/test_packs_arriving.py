"""A group pack that is dropped, opened or started with: it comes home where its map is open, else says what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jmapdesk.app import WindowKeeper
from jmapdesk.storage.files import save_map
from jmapdesk.ui.one_process import Request
from jmapdesk.ui.packs_arriving import PackBar
from tests.builders import small_map
from tests.ui.bench import LEFT, Bench
from tests.ui.conftest import OpenBench
from tests.ui.pack_effects import packs_read, worked_on

MIDDLE = QPoint(300, 300)
ASKED = (
    "“A small map - Notice.jmap” is the group pack “Notice” of “A small map”, which is open here.\n\n"
    "Bring home what the group did, or open it as a map of its own?"
)
SAID = (
    "This is the group pack “Notice” of “A small map”. Work on it and save it as any map; "
    "it comes home in that map: menu › File › Group packs › Bring packs home."
)


@pytest.fixture
def packs(tmp_path: Path) -> list[Path]:
    return worked_on(small_map(), tmp_path)


@pytest.fixture
def home(open_bench: OpenBench, tmp_path: Path) -> Bench:
    """The map that the packs are of, open."""
    path = tmp_path / "home.jmap"
    save_map(small_map(), path, None)
    return open_bench(path)


def bar(bench: Bench) -> PackBar:
    return bench.window.files.packs.bar


def test_dropped_on_its_map_it_comes_home_where_that_is_wanted(home: Bench, packs: list[Path]) -> None:
    home.answers.presses.append("Bring home")
    home.drop_files(MIDDLE, packs[0])
    packs_read(home)
    assert home.answers.said == [ASKED]
    assert len(home.keeper.windows) == 1
    assert home.journey.cards["c1"].text == "Flyer"
    assert home.document.undo_labels == ("Bring home Notice",)
    assert home.window.merged.isVisible()
    assert packs[0] not in home.keeper._kit.settings.recent


def test_or_it_opens_as_a_map_of_its_own_and_says_what_it_is(home: Bench, packs: list[Path]) -> None:
    first = home.window
    home.answers.presses.append("Open as a map of its own")
    home.answers.paths.append(str(packs[0]))
    home.trigger("open")
    assert home.answers.said == [ASKED]
    assert len(home.keeper.windows) == 2
    assert home.document.path == packs[0]
    assert bar(home).isVisible()
    assert bar(home).words.text() == SAID
    assert first.document.journey.cards["c1"].text == "Poster"
    assert first.files.packs.bar.isHidden()


def test_cancel_does_neither(home: Bench, packs: list[Path]) -> None:
    home.answers.presses.append("Cancel")
    home.drop_files(MIDDLE, packs[0])
    assert len(home.keeper.windows) == 1
    assert not home.document.can_undo
    assert home.keeper._kit.settings.recent == (home.document.path,)


def test_several_are_asked_about_once_and_come_home_as_one_step(home: Bench, packs: list[Path]) -> None:
    home.answers.presses.append("Bring home")
    home.drop_files(MIDDLE, *packs)
    packs_read(home)
    (asked,) = home.answers.said
    assert asked.startswith("2 group packs of “A small map” are to be opened, which is open here: ")
    assert home.document.undo_labels == ("Bring 2 packs home",)


def test_a_start_with_a_pack_says_what_it_is_in_a_bar_that_can_be_hidden(
    keeper: WindowKeeper, home: Bench, packs: list[Path]
) -> None:
    home.window.close()
    keeper.begin_with(packs[0])
    assert home.answers.said == []
    assert bar(home).isVisible()
    assert bar(home).words.text() == SAID
    QTest.mouseClick(bar(home).buttons[0], LEFT)
    QTest.qWait(1)
    assert bar(home).isHidden()


def test_a_second_start_asks_the_same(home: Bench, packs: list[Path]) -> None:
    home.answers.presses.append("Bring home")
    home.keeper.answer(Request(packs[0]))
    packs_read(home)
    assert home.answers.said == [ASKED]
    assert home.journey.cards["c1"].text == "Flyer"


def test_a_map_that_may_only_be_read_takes_no_pack_home(home: Bench, packs: list[Path], qtbot: QtBot) -> None:
    home.document.lock("Not now.")
    home.drop_files(MIDDLE, packs[0])
    qtbot.waitUntil(lambda: len(home.keeper.windows) == 2)
    assert bar(home).isVisible()


def test_any_other_map_opens_as_ever(open_bench: OpenBench, tmp_path: Path) -> None:
    bench = open_bench()
    save_map(small_map(), tmp_path / "whole.jmap", None)
    bench.drop_files(MIDDLE, tmp_path / "whole.jmap")
    assert bench.answers.said == []
    assert bar(bench).isHidden()
