"""Opening, saving and closing: what is asked, what is said, and that nothing is lost on the way."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QTextEdit
from pytestqt.qtbot import QtBot

from jmapdesk.model.delta import same
from jmapdesk.session.selection import Ref, card_ref, cell_ref
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.ui.file_flow import tell
from tests.builders import small_map
from tests.ui.bench import LEFT, Bench
from tests.ui.conftest import OpenBench


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with the small map."""
    file = tmp_path / "map.jmap"
    save_map(small_map(), file, None)
    return file


def rename(bench: Bench, card: str, words: str) -> None:
    """Write on a card."""
    bench.selection.select(card_ref(card))
    bench.keys("F2")
    bench.keys("Ctrl+A")
    bench.type(f"{words}\n")


def test_a_new_map_is_saved_under_a_name_and_says_so(bench: Bench, tmp_path: Path) -> None:
    rename(bench, "c1", "Flyer")
    assert bench.window.isWindowModified()
    bench.answers.paths.append(str(tmp_path / "first"))
    bench.keys("Ctrl+S")
    assert bench.document.path == tmp_path / "first.jmap"
    assert same(open_map(tmp_path / "first.jmap").journey, bench.journey)
    assert not bench.window.isWindowModified()
    assert bench.window.windowTitle().startswith("first.jmap")
    assert bench.answers.suggested[0].endswith("A small map.jmap")


def test_a_workbook_that_takes_long_to_read_arrives_all_the_same(
    bench: Bench, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jmapdesk.ui.waiting.SLOW", 0.0)  # closing the progress window once counted as Cancel
    file = tmp_path / "table.xlsx"
    file.write_bytes(b"PK\x03\x04 and then nothing")
    bench.answers.paths.append(str(file))
    bench.answers.presses.append("OK")
    bench.keys("Ctrl+O")
    qtbot.waitUntil(lambda: bool(bench.answers.said))


def test_dialogs_begin_beside_the_last_map_or_among_the_documents(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, stick = tmp_path / "Documents", tmp_path / "stick"
    documents.mkdir()
    stick.mkdir()
    monkeypatch.setattr("platformdirs.user_documents_dir", lambda: str(documents))
    bench.keys("Ctrl+O")
    assert bench.answers.suggested[-1] == str(documents)
    bench.answers.paths.append(str(stick / "first.jmap"))
    bench.keys("Ctrl+S")
    bench.keys("Ctrl+O")
    assert bench.answers.suggested[-1] == str(stick)
    shutil.rmtree(stick)  # it was pulled out
    bench.keys("Ctrl+O")
    assert bench.answers.suggested[-1] == str(documents)


def test_saving_again_asks_nothing(open_bench: OpenBench, path: Path) -> None:
    bench = open_bench(path)
    rename(bench, "c1", "Flyer")
    bench.keys("Ctrl+S")
    assert not bench.answers.asked
    assert open_map(path).journey.cards["c1"].text == "Flyer"


def test_save_as_makes_another_file_and_goes_on_in_it(open_bench: OpenBench, path: Path, tmp_path: Path) -> None:
    bench = open_bench(path)
    before = path.read_bytes()
    bench.answers.paths.append(str(tmp_path / "second.jmap"))
    rename(bench, "c1", "Flyer")
    bench.keys("Ctrl+Shift+S")
    assert path.read_bytes() == before
    assert bench.document.path == tmp_path / "second.jmap"


def test_words_still_being_typed_are_saved(open_bench: OpenBench, path: Path) -> None:
    bench = open_bench(path)
    bench.selection.select(cell_ref("pain", "p1"))
    bench.type("Half a sen")
    bench.keys("Ctrl+S")
    assert "Half a sen" in [card.text for card in open_map(path).journey.cards.values()]


def test_no_name_no_file(bench: Bench) -> None:
    rename(bench, "c1", "Flyer")
    bench.keys("Ctrl+S")
    assert bench.answers.asked == ["Save the map"]
    assert bench.document.path is None
    assert bench.document.is_modified


@pytest.mark.parametrize(("answer", "kept"), [("Write over it", "Poster"), ("Cancel", "mine")])
def test_an_added_ending_replaces_no_file_unasked(bench: Bench, tmp_path: Path, answer: str, kept: str) -> None:
    there = tmp_path / "there.jmap"
    there.write_text("mine", "utf-8")
    bench.answers.paths.append(str(tmp_path / "there"))
    bench.answers.presses.append(answer)
    bench.keys("Ctrl+S")
    (said,) = bench.answers.said
    assert said.startswith("“there.jmap” is there already.")
    assert kept in there.read_text("utf-8")


@pytest.mark.parametrize(
    "name", ["ä ö ü & co.jmap", "100 %.jmap", "a'b\"c.jmap", "名前.jmap", "Ночь.jmap", "dots.in.name.jmap", " .jmap"]
)
def test_odd_names(name: str, bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / name
    bench.answers.paths.append(str(file))
    bench.keys("Ctrl+S")
    assert same(open_map(file).journey, bench.journey)
    assert name in bench.window.windowTitle()
    bench.keeper.open_path(file)
    assert len(bench.keeper.windows) == 1
    lines = recent(bench)
    assert [line.replace("&&", "&") for line in lines] == [name]


def recent(bench: Bench) -> list[str]:
    """The lines of the menu of recent files."""
    menu = bench.window.files.recent
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions()]


def test_recent_files_stand_newest_first_and_open(open_bench: OpenBench, tmp_path: Path) -> None:
    for name in ("one.jmap", "two.jmap"):
        save_map(small_map(), tmp_path / name, None)
    bench = open_bench()
    assert recent(bench) == ["No map opened yet"]
    bench = open_bench(tmp_path / "one.jmap")
    open_bench(tmp_path / "two.jmap")
    assert recent(bench) == ["two.jmap", "one.jmap"]
    bench.window.close()
    action = next(a for a in bench.window.files.recent.actions() if a.text() == "two.jmap") if recent(bench) else None
    assert action is not None
    action.trigger()
    assert bench.document.path == tmp_path / "two.jmap"


def test_recent_files_of_one_name_say_their_folders(open_bench: OpenBench, tmp_path: Path) -> None:
    bench = open_bench()
    for name in ("work/trip.jmap", "home/trip.jmap", "home/other.jmap"):
        bench.window._kit.settings.add_recent(tmp_path / name)
    assert recent(bench) == ["other.jmap", "trip.jmap – home", "trip.jmap – work"]


def test_a_recent_file_that_is_gone_is_said_and_forgotten(open_bench: OpenBench, path: Path) -> None:
    bench = open_bench(path)
    other = open_bench()
    bench.keeper.windows[0].close()
    path.unlink()
    assert recent(other) == ["map.jmap"]
    other.answers.presses.append("OK")
    other.window.files.recent.actions()[0].trigger()
    assert other.answers.said == ["“map.jmap” was not opened because there is no such file."]
    assert recent(other) == ["No map opened yet"]


def test_closing_with_changes_saves_them(open_bench: OpenBench, path: Path) -> None:
    bench = open_bench(path)
    rename(bench, "c1", "Flyer")
    bench.answers.presses.append("Save")
    bench.keys("Ctrl+W")
    (said,) = bench.answers.said
    assert said.startswith("Save “A small map” before it closes?")
    assert "“map.jmap” still holds what was saved last" in said
    assert open_map(path).journey.cards["c1"].text == "Flyer"
    assert not bench.keeper.windows


def test_closing_with_changes_drops_them(open_bench: OpenBench, path: Path) -> None:
    bench = open_bench(path)
    rename(bench, "c1", "Flyer")
    bench.answers.presses.append("Don’t save")
    bench.keys("Ctrl+W")
    assert open_map(path).journey.cards["c1"].text == "Poster"
    assert not bench.keeper.windows


def test_closing_a_map_without_a_file_says_that_all_of_it_would_be_lost(open_bench: OpenBench) -> None:
    bench = open_bench()
    rename(bench, "c1", "Flyer")
    bench.answers.presses.append("Don’t save")
    bench.keys("Ctrl+W")
    assert "only the start page has it" in bench.answers.said[0]
    assert not bench.keeper.windows


def test_closing_with_changes_can_be_called_off(open_bench: OpenBench, path: Path) -> None:
    bench = open_bench(path)
    rename(bench, "c1", "Flyer")
    bench.answers.presses.append("Cancel")
    bench.keys("Ctrl+W")
    assert bench.window.isVisible()
    assert bench.journey.cards["c1"].text == "Flyer"


def test_closing_asks_for_words_still_being_typed(open_bench: OpenBench, path: Path) -> None:
    bench = open_bench(path)
    bench.selection.select(cell_ref("pain", "p1"))
    bench.type("Half")
    bench.answers.presses.append("Save")
    bench.window.close()
    assert "Half" in [card.text for card in open_map(path).journey.cards.values()]


def test_saving_at_the_end_without_a_name_keeps_the_window(bench: Bench) -> None:
    rename(bench, "c1", "Flyer")
    bench.answers.presses.append("Save")
    bench.window.close()
    assert bench.answers.asked == ["Save the map"]
    assert bench.window.isVisible()


def test_closing_without_changes_asks_nothing(open_bench: OpenBench, path: Path) -> None:
    bench = open_bench(path)
    rename(bench, "c1", "Flyer")
    bench.keys("Ctrl+Z")
    bench.keys("Ctrl+W")
    assert not bench.keeper.windows


def test_quitting_stops_at_the_window_that_stays(open_bench: OpenBench, path: Path) -> None:
    bench = open_bench(path)
    rename(bench, "c1", "Flyer")
    open_bench(small_map())
    bench.answers.presses.append("Cancel")
    bench.trigger("quit")
    assert [window.isVisible() for window in bench.keeper.windows] == [True, True]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.jmap", b'{"format": "jmapdesk", "version": 1, "id": "x'),
        ("newer.jmap", b'{"format": "jmapdesk", "version": 99, "id": "x"}'),
        ("picture.jmap", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("<b>bold</b>.jmap", b"nothing"),
        ("notes.txt", b"Just some words."),
        ("table.xlsx", b"PK\x03\x04 and then nothing"),
        ("empty.csv", b""),
    ],
)
def test_what_is_no_map_is_refused_in_plain_words(
    bench: Bench, tmp_path: Path, qtbot: QtBot, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_bytes(content)
    bench.answers.paths.append(str(file))
    bench.answers.presses.append("OK")
    bench.keys("Ctrl+O")
    qtbot.waitUntil(lambda: bool(bench.answers.said))  # workbooks are read beside the window
    (said,) = bench.answers.said
    assert file.name in said
    assert "Error" not in said
    assert "Traceback" not in said
    assert len(bench.keeper.windows) == 1
    assert file.read_bytes() == content


def test_a_folder_that_cannot_be_written_is_said(bench: Bench, tmp_path: Path) -> None:
    bench.answers.paths.append(str(tmp_path / "nowhere" / "map.jmap"))
    bench.answers.presses.append("OK")
    bench.keys("Ctrl+S")
    (said,) = bench.answers.said
    assert said.startswith(
        "“map.jmap” was not saved because its folder is not there; nothing there was changed: save somewhere else."
    )
    assert bench.document.path is None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(bench: Bench, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    bench.answers.paths.append(str(tmp_path / "map.jmap"))
    bench.answers.presses.append("OK")
    bench.keys("Ctrl+S")
    tmp_path.chmod(0o700)
    assert bench.answers.said
    assert bench.document.path is None


def test_a_map_that_needed_repairs_says_what_and_is_not_saved_yet(
    open_bench: OpenBench, path: Path, qtbot: QtBot
) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    bench = open_bench()
    bench.answers.presses.append("OK")
    bench.keeper.open_path(path)
    assert "to put right" in bench.answers.said[0]
    assert "file: it began with a byte order mark" in bench.answers.details[0]
    assert bench.document.is_modified
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    bench.window.activateWindow()  # this platform gives no window the keyboard back after a box
    qtbot.waitUntil(bench.window.view.hasFocus)
    bench.keys("Ctrl+S")
    assert not path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert not bench.document.is_modified


def test_an_import_says_what_it_found_and_belongs_to_no_file(bench: Bench, tmp_path: Path) -> None:
    source = tmp_path / "trip.mmd"
    source.write_text(
        "journey\n  title A trip\n  section Plan\n    Look: 4: Ada\n  section Go\n    Ride: 2: Ada\n", "utf-8"
    )
    bench.answers.paths.append(str(source))
    bench.answers.presses.append("OK")
    bench.keys("Ctrl+Shift+I")
    assert bench.journey.about.title == "A trip"
    assert bench.document.path is None
    assert bench.document.is_modified
    assert bench.answers.said[0].startswith("trip.mmd\n")


def test_an_untouched_new_map_gives_way(open_bench: OpenBench, path: Path) -> None:
    bench = open_bench(small_map())
    bench.keeper.open_path(path)
    assert [window.document.path for window in bench.keeper.windows] == [path]


def test_a_new_map_with_work_in_it_stays(open_bench: OpenBench, path: Path) -> None:
    bench = open_bench(small_map())
    bench.selection.select(Ref("lane", "pain"))
    bench.trigger("delete")
    bench.keeper.open_path(path)
    assert [window.document.path for window in bench.keeper.windows] == [None, path]


def test_a_file_is_open_in_one_window_only(open_bench: OpenBench, path: Path, tmp_path: Path) -> None:
    bench = open_bench(path)
    first = bench.window
    rename(bench, "c1", "Flyer")
    save_map(small_map(), tmp_path / "other.jmap", None)
    bench.keeper.open_path(tmp_path / "other.jmap")
    bench.keeper.open_path(tmp_path / "." / "map.jmap")
    assert [window.document.path for window in bench.keeper.windows] == [path, tmp_path / "other.jmap"]
    assert first.isActiveWindow()
    assert first.document.journey.cards["c1"].text == "Flyer"


@pytest.mark.parametrize("count", [1, 8, 40])
def test_details_have_the_room_their_lines_need_up_to_a_dozen(qtbot: QtBot, count: int) -> None:
    seen: list[tuple[int, int, int]] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        (details,) = box.findChildren(QTextEdit)
        QTest.mouseClick(next(one for one in box.buttons() if "Details" in one.text()), LEFT)
        line = details.fontMetrics().lineSpacing()
        seen.append((details.height() // line, details.verticalScrollBar().maximum(), details.width()))
        box.done(0)

    QTimer.singleShot(100, look)
    tell(None, "trip.mmd", "\n".join(f"line {n}: something that was guessed, in a sentence" for n in range(count)))
    ((lines, hidden, width),) = seen
    assert lines == min(count, 12)
    assert (hidden > 0) == (count > 12)
    assert width > 250
