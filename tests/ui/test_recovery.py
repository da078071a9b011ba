"""A window that was killed: its map comes back, says what came back, and can be let go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from jmapdesk.app import WindowKeeper
from jmapdesk.edit.cards import set_text
from jmapdesk.model.delta import same
from jmapdesk.session.document import Document, open_document
from jmapdesk.session.recorder import Recorder
from jmapdesk.session.recovery import closed_unsaved, replayed
from jmapdesk.session.selection import card_ref, cell_ref
from jmapdesk.storage.files import save_map
from jmapdesk.storage.journal import read_journal
from jmapdesk.ui.recovered_bar import RecoveredBar, edits_words, told
from jmapdesk.ui.window import MainWindow
from tests.builders import small_map
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def killed(tmp_path: Path) -> Callable[..., None]:
    """Leaves behind what a program does that was killed after some edits."""

    def kill(path: Path | None = None, words: str = "Leaflet") -> None:
        document = open_document(path) if path is not None else Document(small_map())
        recorder = Recorder(document, tmp_path / "recovery", pytest.fail)
        document.do("Edit card", lambda journey: set_text(journey, "c1", words))
        assert recorder.flush()
        recorder.close(keep=True)

    return kill


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "map.jmap"
    save_map(small_map(), path, None)
    return path


@pytest.fixture
def after(keeper: WindowKeeper) -> Iterator[WindowKeeper]:
    yield keeper
    assert not keeper.lost


def press(bar: RecoveredBar, words: str) -> None:
    QTest.mouseClick(next(one for one in bar.findChildren(QPushButton) if one.text() == words), LEFT)


def test_opening_the_file_brings_its_edits_back_and_leaves_the_file_as_it_is(
    after: WindowKeeper, killed: Callable[..., None], saved: Path
) -> None:
    killed(saved)
    before = saved.read_bytes()
    after.look_for_lost()
    after.open_path(saved)
    (window,) = after.windows
    assert window.document.committed.cards["c1"].text == "Leaflet"
    assert window.document.undo_labels == ("Edit card",)
    assert window.document.is_modified
    assert saved.read_bytes() == before
    bar = window.recovered_bar
    assert bar is not None
    assert bar.isVisible()
    window.resize(1280, 800)
    assert bar.words.text() == (
        "jmapdesk ended with 1 edit not saved: 1 card reworded. All but the last second of it is here. "
        "“map.jmap” still holds what was saved last."
    )


def test_a_map_that_was_made_and_not_changed_since_is_told_as_not_saved(after: WindowKeeper, tmp_path: Path) -> None:
    recorder = Recorder(Document(small_map(), modified=True), tmp_path / "recovery", pytest.fail)
    assert recorder.flush()
    recorder.close(keep=True)
    after.look_for_lost()
    (found,) = after.lost
    assert edits_words(found) == "not saved yet"
    assert told(found).endswith("All but the last second of it is here: save it to keep it.")
    after.let_go(found)


def test_an_edit_that_cannot_be_read_is_told_though_nothing_else_came_back(
    after: WindowKeeper, killed: Callable[..., None], saved: Path, tmp_path: Path
) -> None:
    killed(saved)
    (journal,) = (tmp_path / "recovery").glob("*.journal")
    journal.write_bytes(journal.read_bytes()[:-30])
    after.look_for_lost()
    after.start()
    page = after.start_page
    assert page is not None
    (row,) = page.lost_rows
    assert row.warning == "the last edit could not be read"
    assert row.words.endswith("no edit")
    QTest.mouseClick(row, LEFT)
    (window,) = after.windows
    bar = window.recovered_bar
    assert bar is not None
    assert bar.isVisible()
    assert bar.words.text() == (
        "When jmapdesk ended, the last edit could not be read. Nothing else is missing. “map.jmap” still holds what "
        "was saved last."
    )
    assert [one.text() for one in bar.findChildren(QPushButton) if one.isVisible()] == ["Go on"]
    assert not window.document.is_modified
    press(bar, "Go on")
    window.close()
    assert not list((tmp_path / "recovery").rglob("*.journal")), "it is told once"


@pytest.mark.parametrize(("path", "said"), [(None, " is here (1 edit): save it"), ("saved", " is here. “map.jmap” ")])
def test_edits_that_cannot_be_read_are_told_with_those_that_came_back(
    after: WindowKeeper, tmp_path: Path, saved: Path, path: str | None, said: str
) -> None:
    document = open_document(saved) if path else Document(small_map())
    recorder = Recorder(document, tmp_path / "recovery", pytest.fail)
    for words in ("One", "Two", "Three"):
        document.do("Edit card", lambda journey, words=words: set_text(journey, "c1", words))
    assert recorder.flush()
    recorder.close(keep=True)
    (journal,) = (tmp_path / "recovery").glob("*.journal")
    journal.write_bytes(journal.read_bytes().replace(b"Two", b"Too"))
    after.look_for_lost()
    after.recover(after.lost[0])
    (window,) = after.windows
    bar = window.recovered_bar
    assert bar is not None
    window.resize(1280, 800)
    assert f"The last 2 edits could not be read; all before them{said}" in bar.words.text()
    window.resize(600, 450)
    assert bar.words.text() == "Not saved, and here: 1 edit; the last 2 edits could not be read."


def test_a_small_window_says_it_in_two_lines_and_the_rest_by_pointing(
    after: WindowKeeper, killed: Callable[..., None], saved: Path
) -> None:
    killed(saved)
    after.look_for_lost()
    after.open_path(saved)
    (window,) = after.windows
    bar = window.recovered_bar
    assert bar is not None
    window.resize(1280, 800)
    whole = bar.words.text()
    window.resize(600, 450)
    assert bar.words.text() == "Not saved, and here: 1 edit."
    assert " ".join(bar.words.toolTip().split()) == whole
    lines = bar.words.heightForWidth(bar.words.width()) / bar.words.fontMetrics().lineSpacing()
    assert lines < 2.5
    window.resize(1280, 800)
    assert (bar.words.text(), bar.words.toolTip()) == (whole, "")


def test_going_back_to_the_saved_map_is_one_click_and_can_be_undone(
    after: WindowKeeper, killed: Callable[..., None], saved: Path
) -> None:
    killed(saved)
    after.look_for_lost()
    after.open_path(saved)
    (window,) = after.windows
    assert window.recovered_bar is not None
    press(window.recovered_bar, "Go back to the saved map")
    assert same(window.document.committed, small_map())
    assert not window.document.is_modified
    assert not window.recovered_bar.isVisible()
    window.document.redo()
    assert window.document.committed.cards["c1"].text == "Leaflet"


def test_saving_what_came_back_ends_it(
    after: WindowKeeper, killed: Callable[..., None], saved: Path, tmp_path: Path
) -> None:
    killed(saved)
    after.look_for_lost()
    after.open_path(saved)
    (window,) = after.windows
    assert window.recovered_bar is not None
    press(window.recovered_bar, "Save")
    assert open_document(saved).committed.cards["c1"].text == "Leaflet"
    assert not window.recovered_bar.isVisible()
    assert window.keeping.recorder.flush()
    assert not list((tmp_path / "recovery").glob("*.journal"))


def test_the_start_page_brings_back_what_was_closed_without_saving(open_bench: OpenBench, saved: Path) -> None:
    bench = open_bench(saved)
    bench.document.do("Edit card", lambda m: set_text(m, "c1", "Leaflet"))
    bench.answers.presses.append("Don’t save")
    bench.trigger("close")
    assert "the start page has what was changed since" in bench.answers.said[0]
    page = bench.keeper.start_page
    assert page is not None
    (row,) = page.closed_rows
    assert (row.name, row.file, row.words.endswith("1 edit")) == ("A small map", "map.jmap", True)
    QTest.mouseClick(row, LEFT)
    assert bench.journey.cards["c1"].text == "Leaflet"
    assert bench.document.is_modified
    bar = bench.window.recovered_bar
    assert bar is not None
    assert bar.words.text().startswith("This map was closed with 1 edit not saved: 1 card reworded. All of it is here.")
    assert saved.read_bytes() != b""
    bench.keeper.start()
    assert bench.keeper.start_page is not None
    assert not bench.keeper.start_page.closed_rows


def test_what_was_closed_is_not_opened_beside_the_same_map_and_can_be_deleted(
    open_bench: OpenBench, saved: Path
) -> None:
    bench = open_bench(saved)
    bench.document.do("Edit card", lambda m: set_text(m, "c1", "Leaflet"))
    bench.answers.presses += ["Don’t save", "OK"]
    bench.trigger("close")
    bench.keeper.open_path(saved)
    bench.keeper.start()
    page = bench.keeper.start_page
    assert page is not None
    (row,) = page.closed_rows
    QTest.mouseClick(row, LEFT)
    assert "is open: close it first" in bench.answers.said[-1]
    assert len(bench.keeper.windows) == 1
    assert bench.journey.cards["c1"].text == "Poster"
    (found,) = closed_unsaved(bench.keeper._kit.recovery)
    page._forget_closed(found, row)
    assert not closed_unsaved(bench.keeper._kit.recovery)


def test_the_start_page_shows_what_was_lost_first_and_lets_it_go(
    after: WindowKeeper, killed: Callable[..., None], qtbot: QtBot
) -> None:
    killed()
    killed(words="Flyer")
    after.look_for_lost()
    after.start()
    page = after.start_page
    assert page is not None
    assert [row.name for row in page.lost_rows] == ["A small map", "A small map"]
    assert page.lost_rows[0].words.endswith("1 edit")
    assert page.lost_rows[0].warning == "1 card reworded"
    page._let_go(after.lost[1], page.lost_rows[1])
    assert len(page.lost_rows) == 1
    QTest.mouseClick(page.lost_rows[0], LEFT)
    (window,) = after.windows
    assert window.document.path is None
    assert window.recovered_bar is not None
    assert "All but the last second of it is here (1 edit): save it" in window.recovered_bar.words.text()


def test_words_in_an_open_editor_are_kept_before_anybody_ends_them(
    open_bench: OpenBench, tmp_path: Path, qtbot: QtBot
) -> None:
    bench = open_bench()
    bench.selection.select(cell_ref("pain", "p2"))
    bench.type("Half a sen")
    journal = tmp_path / "recovery"

    def kept() -> bool:
        bench.window.keeping.recorder.flush()
        return any(b"Half a sen" in path.read_bytes() for path in journal.glob("*.journal"))

    qtbot.waitUntil(kept)
    bench.keys("Esc")
    assert "Half a sen" not in [card.text for card in bench.journey.cards.values()]


def test_closing_the_window_tidies_up(bench: Bench, tmp_path: Path) -> None:
    bench.selection.select(card_ref("c1"))
    bench.trigger("delete")
    bench.trigger("undo")
    assert bench.window.keeping.recorder.flush()
    bench.window.close()
    assert not list((tmp_path / "recovery").rglob("*.journal"))


def test_a_disk_that_takes_nothing_is_told(open_bench: OpenBench, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "recovery").write_text("a file where the folder should be")
    bench = open_bench()
    bar = bench.window.keeping.bar
    bench.document.do("Edit", lambda journey: set_text(journey, "c1", "Leaflet"))
    qtbot.waitUntil(bar.isVisible)
    folder = tmp_path / "recovery"
    assert bar.words.text() == (
        f"Edits are not kept for recovery, because “{folder}” cannot be written to. A crash would lose all since the "
        "last save: save often, to another disk if need be."
    )
    bench.answers.paths.append(str(tmp_path / "here.jmap"))
    QTest.mouseClick(next(one for one in bar.buttons if one.text() == "Save"), LEFT)
    qtbot.waitUntil(lambda: (tmp_path / "here.jmap").exists())
    qtbot.waitUntil(bench.window.view.hasFocus)
    bench.answers.paths.append(str(tmp_path / "there.jmap"))
    QTest.mouseClick(next(one for one in bar.buttons if one.text() == "Save as…"), LEFT)
    qtbot.waitUntil(lambda: (tmp_path / "there.jmap").exists())
    bench.document.do("Edit", lambda journey: set_text(journey, "c1", "Flyer"))
    assert bench.window.keeping.recorder.flush()
    QApplication.processEvents()
    assert bar.isVisible(), "it stays until it works again"
    folder.unlink()
    bench.document.do("Edit", lambda journey: set_text(journey, "c1", "Card"))
    qtbot.waitUntil(bar.isHidden)
    assert bench.window.status._message.text() == "Edits are kept for recovery again."


def test_words_in_the_open_capture_bar_come_back(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    bench.selection.select(cell_ref("pain", "p3"))
    bench.keys("F5")
    bench.type("/p half a sent")

    def lost() -> list[str]:
        """What a program that starts now would find."""
        recorder = bench.window.keeping.recorder
        assert recorder.flush()
        found = [read_journal(path) for path in (tmp_path / "recovery").glob("*.journal")]
        maps = [replayed(recording).committed for recording in found if recording is not None]
        return [card.text for one in maps for card in one.cards.values() if (card.lane, card.step) == ("pain", "p3")]

    qtbot.waitUntil(lambda: lost() == ["half a sent"])
    bench.document.do("Edit card", lambda journey: set_text(journey, "c1", "Leaflet"))
    qtbot.waitUntil(lambda: lost() == ["half a sent"])
    bench.type("\n")
    assert lost() == ["half a sent"]
    bench.type("more")
    qtbot.waitUntil(lambda: lost() == ["half a sent", "more"])
    QTest.keyClick(bench.window.capture.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: lost() == ["half a sent"])


@pytest.mark.parametrize("answer", ["Save", "Go on", "Go back to the saved map"])
def test_what_is_typed_after_the_bar_goes_to_the_map(
    after: WindowKeeper, killed: Callable[..., None], saved: Path, answer: str
) -> None:
    killed(saved)
    after.look_for_lost()
    after.open_path(saved)
    (window,) = after.windows
    bar = window.recovered_bar
    assert bar is not None
    window.selection.select(cell_ref("pain", "p1"))
    next(one for one in bar.findChildren(QPushButton) if one.text() == answer).setFocus()
    press(bar, answer)
    assert not bar.isVisible()
    assert window.focusWidget() is window.view
    QTest.keyClick(window.focusWidget(), "a")
    assert window.view.writer.editor is not None


def test_a_bar_that_goes_leaves_the_keyboard_where_it_is(
    after: WindowKeeper, killed: Callable[..., None], saved: Path
) -> None:
    killed(saved)
    after.look_for_lost()
    after.open_path(saved)
    (window,) = after.windows
    assert window.recovered_bar is not None
    window.find_bar.show()
    field = window.find_bar.findChildren(QLineEdit)[0]
    field.setFocus()
    window.recovered_bar.hide()
    assert window.focusWidget() is field


def recovered(keeper: WindowKeeper, path: Path) -> tuple[MainWindow, RecoveredBar]:
    """The window of a map that came back, and its bar."""
    keeper.look_for_lost()
    keeper.open_path(path)
    (window,) = keeper.windows
    assert window.recovered_bar is not None
    return window, window.recovered_bar


def shown_buttons(bar: RecoveredBar) -> list[str]:
    return [one.text() for one in bar.findChildren(QPushButton) if one.isVisible()]


def test_edits_left_behind_by_going_back_are_on_the_start_page_later(
    after: WindowKeeper, killed: Callable[..., None], saved: Path
) -> None:
    killed(saved)
    window, bar = recovered(after, saved)
    press(bar, "Go back to the saved map")
    assert window.close()
    (found,) = closed_unsaved(after._kit.recovery)
    after.fetch_back(found)
    (window,) = after.windows
    assert window.document.committed.cards["c1"].text == "Leaflet"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "“map.jmap” is no longer there."),
        (b"{", "“map.jmap” cannot be read now."),
        (b"Web shop", "“map.jmap” was changed by another program since."),
    ],
)
def test_the_bar_says_what_is_true_of_the_file(
    after: WindowKeeper, killed: Callable[..., None], saved: Path, content: bytes | None, words: str, qtbot: QtBot
) -> None:
    killed(saved)
    if content is None:
        saved.unlink()
    else:
        saved.write_bytes(saved.read_bytes().replace(b"Web site", content) if len(content) > 1 else content)
    after.look_for_lost()
    (found,) = after.lost
    after.recover(found)
    (window,) = after.windows
    bar = window.recovered_bar
    assert bar is not None
    assert told(found).endswith(words)
    assert "still holds" not in told(found)
    assert shown_buttons(bar) == ["Save", "Go on"], "there is no saved map to go back to"
    qtbot.waitUntil(window.sharing.changed_bar.isVisible)
    assert window.top._saved.text() == "Not saved"
    assert "still holds" not in bar.words.text() + bar.words.toolTip()


def test_a_file_that_goes_while_the_bar_is_there_is_told_in_it_too(
    after: WindowKeeper, killed: Callable[..., None], saved: Path, qtbot: QtBot
) -> None:
    killed(saved)
    window, bar = recovered(after, saved)
    assert "Go back to the saved map" in shown_buttons(bar)
    saved.unlink()
    window.sharing.look()
    qtbot.waitUntil(lambda: shown_buttons(bar) == ["Save", "Go on"])
    assert "still holds" not in bar.words.text() + bar.words.toolTip()


def test_after_a_merge_with_the_file_nothing_leads_behind_it(
    after: WindowKeeper, killed: Callable[..., None], saved: Path, qtbot: QtBot
) -> None:
    killed(saved)
    save_map(set_text(small_map(), "c2", "Shop"), saved, None)
    window, bar = recovered(after, saved)
    changed = window.sharing.changed_bar
    qtbot.waitUntil(changed.isVisible)
    QTest.mouseClick(next(one for one in changed.buttons if one.text() == "Merge"), LEFT)
    qtbot.waitUntil(changed.isHidden)
    assert not bar.isVisible()
    assert window.files.save()
    found = open_document(saved).committed
    assert (found.cards["c1"].text, found.cards["c2"].text) == ("Leaflet", "Shop")
