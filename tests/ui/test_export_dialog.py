"""The export window: its choices, an export in a thread, stopping it, and what it says."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.selection import card_ref, cell_ref
from jmapdesk.ui import export_job
from jmapdesk.ui.export_dialog import ExportDialog
from jmapdesk.util.errors import JmapError
from tests.ui.bench import LEFT, Bench

START = {"pdf": b"%PDF-", "png": b"\x89PNG", "svg": b"<?xml", "xlsx": b"PK\x03\x04"}


@pytest.fixture
def dialog(bench: Bench) -> ExportDialog:
    """The export window of a window."""
    bench.keys("Ctrl+E")
    found = bench.window.findChildren(ExportDialog)
    assert len(found) == 1
    return found[0]


def choose(dialog: ExportDialog, ending: str) -> None:
    """Choose a format by its ending."""
    endings = [dialog.format.itemData(n).ending for n in range(dialog.format.count())]
    dialog.format.setCurrentIndex(endings.index(f".{ending}"))


def finished(dialog: ExportDialog, qtbot: QtBot) -> None:
    """Wait until no export runs."""
    qtbot.waitUntil(lambda: dialog.export_button.isEnabled(), timeout=20_000)


@pytest.mark.parametrize("ending", START)
def test_every_format_is_written(ending: str, bench: Bench, dialog: ExportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    choose(dialog, ending)
    bench.answers.paths.append(str(tmp_path / "out"))
    QTest.mouseClick(dialog.export_button, LEFT)
    finished(dialog, qtbot)
    assert (tmp_path / f"out.{ending}").read_bytes().startswith(START[ending])
    assert str(tmp_path / f"out.{ending}") in dialog.note.text()
    assert dialog.open_button.isVisible()
    assert bench.answers.suggested[0].endswith(f"A small map.{ending}")


def test_only_choices_that_matter_show(dialog: ExportDialog) -> None:
    shown = {}
    for ending in START:
        choose(dialog, ending)
        shown[ending] = (dialog.paper.isVisible(), dialog.dpi.isVisible())
    assert shown == {"pdf": (True, False), "png": (True, True), "svg": (True, False), "xlsx": (False, False)}


def test_the_meaning_of_a_paper_is_said(dialog: ExportDialog) -> None:
    choose(dialog, "pdf")
    dialog.paper.setCurrentText("A4")
    assert "297 × 210 mm" in dialog.note.text()
    assert dialog.orientation.isVisible()
    dialog.orientation.setCurrentIndex(1)
    assert "210 × 297 mm" in dialog.note.text()
    dialog.paper.setCurrentText("600x400mm")
    assert dialog.options().paper
    choose(dialog, "png")
    dialog.dpi.setValue(300)
    assert "pixels" in dialog.note.text()


def test_an_unknown_paper_is_said_and_cannot_be_exported(dialog: ExportDialog) -> None:
    dialog.paper.setCurrentText("Letterhead")
    assert "Letterhead" in dialog.note.text()
    assert not dialog.export_button.isEnabled()
    dialog.paper.setCurrentText("A3")
    assert dialog.export_button.isEnabled()


def test_enter_in_the_paper_exports(bench: Bench, dialog: ExportDialog) -> None:
    dialog.paper.setFocus()
    dialog.paper.setCurrentText("A3")
    QTest.keyClick(dialog.paper, Qt.Key.Key_Return)
    assert bench.answers.asked == ["Export to"]
    dialog.paper.setCurrentText("600x400mm")
    QTest.keyClick(dialog.paper, Qt.Key.Key_Return)
    assert bench.answers.asked == ["Export to"] * 2
    assert dialog.paper.findText("600x400mm") == -1


def test_no_name_exports_nothing(bench: Bench, dialog: ExportDialog) -> None:
    QTest.mouseClick(dialog.export_button, LEFT)
    assert bench.answers.asked == ["Export to"]
    assert dialog.export_button.isEnabled()


def test_what_is_exported_is_the_map_as_it_stands_then(
    bench: Bench, dialog: ExportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    bench.window.activateWindow()
    qtbot.waitUntil(bench.window.view.hasFocus)
    bench.selection.select(cell_ref("pain", "p1"))
    bench.type("Afterthought")
    choose(dialog, "svg")
    dialog.start(tmp_path / "out.svg")
    finished(dialog, qtbot)
    assert "Afterthought" in (tmp_path / "out.svg").read_text("utf-8")


def test_a_place_that_cannot_be_written_is_said(dialog: ExportDialog, tmp_path: Path, qtbot: QtBot) -> None:
    dialog.start(tmp_path / "nowhere" / "out.pdf")
    finished(dialog, qtbot)
    assert dialog.note.text().endswith(".")
    assert "out.pdf" in dialog.note.text()
    assert not dialog.open_button.isVisible()


class Slow:
    """Stands in for an export that takes as long as it is let."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.thread: int | None = None
        self.switch = 0.0

    def __call__(
        self,
        _journey: JourneyMap,
        path: Path,
        _options: ExportOptions,
        _workshop: Workshop,
        progress: Callable[[float], None],
    ) -> list[str]:
        self.thread = threading.get_ident()
        self.switch = sys.getswitchinterval()
        progress(0.5)
        while not self.go_on.wait(0.01):
            progress(0.5)
        progress(1.0)
        path.write_bytes(b"all of it")
        return ["One character has no font."]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    """Exports wait to be let go on."""
    exporting = Slow()
    monkeypatch.setattr(export_job, "export", exporting)
    return exporting


def test_an_export_runs_beside_the_window_and_shows_how_far_it_is(
    bench: Bench, dialog: ExportDialog, slow: Slow, tmp_path: Path, qtbot: QtBot
) -> None:
    before = sys.getswitchinterval()
    dialog.start(tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: dialog.bar.value() == 500)
    assert dialog.bar.isVisible()
    assert not dialog.format.isEnabled()
    assert dialog.close_button.text() == "Cancel"
    assert slow.thread != threading.get_ident()
    assert slow.switch < before
    bench.selection.select(card_ref("c1"))
    bench.trigger("delete")
    assert "c1" not in bench.journey.cards
    slow.go_on.set()
    finished(dialog, qtbot)
    assert not dialog.bar.isVisible()
    assert "One character has no font." in dialog.note.text()
    qtbot.waitUntil(lambda: sys.getswitchinterval() == pytest.approx(before))


def test_cancelling_leaves_the_target_as_it_was(dialog: ExportDialog, slow: Slow, tmp_path: Path, qtbot: QtBot) -> None:
    target = tmp_path / "out.pdf"
    target.write_bytes(b"as it was")
    dialog.start(target)
    qtbot.waitUntil(lambda: dialog.bar.value() == 500)
    QTest.mouseClick(dialog.close_button, LEFT)
    finished(dialog, qtbot)
    assert target.read_bytes() == b"as it was"
    assert dialog.note.text() == "Cancelled; no file was changed."
    assert dialog.isVisible()
    assert not slow.go_on.is_set()


@pytest.mark.parametrize("ending", START)
def test_a_real_export_stopped_half_way_leaves_the_target(
    ending: str, dialog: ExportDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / f"out.{ending}"
    target.write_bytes(b"as it was")
    choose(dialog, ending)
    monkeypatch.setattr(export_job.ExportJob, "start", _stopped_at_once(export_job.ExportJob.start))
    dialog.start(target)
    finished(dialog, qtbot)
    assert dialog.note.text() == "Cancelled; no file was changed."
    assert target.read_bytes() == b"as it was"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [target.name]


def _stopped_at_once(start: Callable[[export_job.ExportJob], None]) -> Callable[[export_job.ExportJob], None]:
    def begin(job: export_job.ExportJob) -> None:
        job.cancel()
        start(job)

    return begin


def test_esc_stops_first_and_closes_then(dialog: ExportDialog, slow: Slow, tmp_path: Path, qtbot: QtBot) -> None:
    dialog.start(tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: dialog.bar.value() == 500)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    finished(dialog, qtbot)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not slow.go_on.is_set()


def test_closing_the_main_window_stops_the_export(
    bench: Bench, dialog: ExportDialog, slow: Slow, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.start(tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: dialog.bar.value() == 500)
    bench.window.close()
    assert not bench.keeper.windows
    assert not (tmp_path / "out.pdf").exists()
    assert "export" not in [thread.name for thread in threading.enumerate()]
    assert not slow.go_on.is_set()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (JmapError("x", "The disk is full."), "The disk is full."),
        (MemoryError(), "There is not enough memory to write out.pdf; choose fewer dots per inch."),
        (ValueError("library words"), "out.pdf could not be written because of a fault in the program."),
    ],
)
def test_what_goes_wrong_is_said(
    error: Exception,
    said: str,
    dialog: ExportDialog,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_arguments: object) -> list[str]:
        raise error

    monkeypatch.setattr(export_job, "export", fail)
    dialog.start(tmp_path / "out.pdf")
    finished(dialog, qtbot)
    assert dialog.note.text() == said
    assert bool(caplog.records) == isinstance(error, ValueError)


def test_the_export_window_opens_once(bench: Bench, dialog: ExportDialog) -> None:
    bench.window.activateWindow()
    bench.trigger("export")
    assert bench.window.findChildren(ExportDialog) == [dialog]
    dialog.close()
    bench.trigger("export")
    assert dialog.isVisible()


def test_the_keyboard_comes_to_the_format_each_time(bench: Bench, dialog: ExportDialog) -> None:
    assert dialog.focusWidget() is dialog.format
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    bench.trigger("export")
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.format


def test_a_click_on_the_paper_opens_the_list_and_one_more_sets_the_cursor(dialog: ExportDialog) -> None:
    line = dialog.paper.lineEdit()
    dialog.format.setFocus()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert dialog.paper.view().isVisible()
    dialog.paper.hidePopup()
    line.setFocus()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert not dialog.paper.view().isVisible()
