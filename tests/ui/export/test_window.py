"""The export window: formats, what concerns them, an export in a thread, stopping it, and what it says."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jmapdesk.edit.cards import set_fields
from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.paper import paper_named, scale_named
from jmapdesk.exchange.registry import Format, writable
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.selection import card_ref, cell_ref
from jmapdesk.ui import export_job
from jmapdesk.ui.export.window import ExportWindow
from jmapdesk.util.errors import JmapError
from tests.ui.bench import LEFT, Bench
from tests.ui.conftest import OpenBench
from tests.ui.export.conftest import choose, field, settle, shown_fields

START = {
    "pdf": b"%PDF-", "png": b"\x89PNG", "svg": b"<?xml", "xlsx": b"PK\x03\x04", "csv": b"\xef\xbb\xbfStage",
    "tsv": b"\xef\xbb\xbfStage", "md": b"# A small map", "mmd": b"%%", "html": b"<!DOCTYPE html>",
}  # fmt: skip


def finished(window: ExportWindow, qtbot: QtBot) -> None:
    """Wait until no export runs."""
    qtbot.waitUntil(lambda: window.save_button.isEnabled(), timeout=20_000)


# --- formats and what concerns them -----------------------------------------------------------------------------------


def test_every_format_of_the_registry_is_offered(window: ExportWindow) -> None:
    names = [window.formats.item(row).text() for row in range(window.formats.count())]
    assert names == [one.name for one in writable()]


@pytest.mark.parametrize("ending", START)
def test_every_format_is_written(
    ending: str, bench: Bench, window: ExportWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.choose_form(ending)
    bench.answers.paths.append(str(tmp_path / "out"))
    QTest.mouseClick(window.save_button, LEFT)
    finished(window, qtbot)
    assert (tmp_path / f"out.{ending}").read_bytes().startswith(START[ending])
    assert str(tmp_path / f"out.{ending}") in window.note.text()
    assert window.open_button.isVisible()
    assert bench.answers.suggested[0].endswith(f"A small map.{ending}")


@pytest.mark.parametrize("form", writable(), ids=lambda form: form.key)
def test_only_choices_that_make_a_difference_show(form: Format, window: ExportWindow, qtbot: QtBot) -> None:
    window.choose_form(form.key)
    choose(window, ExportOptions(paper=paper_named("A3")))
    settle(window, qtbot)
    assert shown_fields(window) == {name for one in window.panel.fields for name in one.concerns} & form.concerns
    assert window.print_button.isVisible() == form.drawn


def test_what_was_chosen_for_one_format_does_not_reach_another(window: ExportWindow, qtbot: QtBot) -> None:
    window.choose_form("png")
    choose(window, ExportOptions(pixels=(640, 480), transparent=True))
    assert window.options().pixels == (640, 480)
    window.choose_form("pdf")
    assert (window.options().pixels, window.options().transparent) == (None, False)
    window.choose_form("png")
    assert window.options().pixels == (640, 480), "it is there again"


# --- what is said -----------------------------------------------------------------------------------------------------


def test_what_is_made_and_how_large_is_said(window: ExportWindow, qtbot: QtBot) -> None:
    choose(window, ExportOptions(paper=paper_named("A3"), orientation="portrait"))
    settle(window, qtbot)
    assert window.name.text() == "A3 poster"
    assert window.size_said.text().startswith("297 × 420 mm · drawing 281 ×")
    assert window.size_said.text().endswith("portrait")
    assert window.preview.accessibleDescription().startswith("A3 poster, 297 × 420 mm")
    choose(window, ExportOptions(paper=paper_named("A3"), personas=True))
    settle(window, qtbot)
    assert window.size_said.text().endswith("landscape · 2 pages")
    assert window.save_button.text() == "Save 2 pages as PDF"
    window.choose_form("xlsx")
    assert window.save_button.text() == "Save as Excel"


def test_a_map_larger_than_its_paper_is_said_with_what_helps(window: ExportWindow, qtbot: QtBot) -> None:
    choose(window, ExportOptions(paper=paper_named("A4"), scale=scale_named("200%")))
    settle(window, qtbot)
    assert "larger than A4" in window.note.text()
    assert "holds it" in window.note.text()
    assert window.save_button.isEnabled(), "it may be meant"


def test_an_unknown_paper_is_said_and_cannot_be_exported(window: ExportWindow, qtbot: QtBot) -> None:
    box = field(window, "paper").box  # type: ignore[attr-defined]
    box.setEditText("Letterhead")
    assert "Letterhead" in window.note.text()
    assert not window.save_button.isEnabled()
    assert not window.print_button.isEnabled()
    box.setEditText("A3")
    settle(window, qtbot)
    assert window.save_button.isEnabled()
    assert window.note.text() == ""


def test_a_margin_that_leaves_no_room_is_said(window: ExportWindow, qtbot: QtBot) -> None:
    choose(window, ExportOptions(paper=paper_named("A4"), margin=150))
    settle(window, qtbot)
    assert "leaves no room" in window.note.text()
    assert not window.save_button.isEnabled()


def test_enter_in_the_paper_exports(bench: Bench, window: ExportWindow) -> None:
    box = field(window, "paper").box  # type: ignore[attr-defined]
    box.setFocus()
    box.setEditText("600x400mm")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert bench.answers.asked == ["Export to"]
    assert box.findText("600x400mm") == -1


def test_no_name_exports_nothing(bench: Bench, window: ExportWindow) -> None:
    QTest.mouseClick(window.save_button, LEFT)
    assert bench.answers.asked == ["Export to"]
    assert window.save_button.isEnabled()


# --- the map goes on --------------------------------------------------------------------------------------------------


def test_what_is_exported_is_the_map_as_it_stands_then(
    bench: Bench, window: ExportWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    bench.window.activateWindow()
    qtbot.waitUntil(bench.window.view.hasFocus)
    bench.selection.select(cell_ref("pain", "p1"))
    bench.type("Afterthought")
    window.choose_form("svg")
    window.start(tmp_path / "out.svg")
    finished(window, qtbot)
    assert "Afterthought" in (tmp_path / "out.svg").read_text("utf-8")


def test_the_preview_follows_the_map(bench: Bench, window: ExportWindow, qtbot: QtBot) -> None:
    before = window.pages
    assert before is not None
    bench.document.do("Change", lambda m: set_fields(m, "c1", text="More words than there were before. " * 9))
    qtbot.waitUntil(lambda: window.pages is not before)
    assert window.pages is not None
    assert window.pages.sheets[0].picture.height > before.sheets[0].picture.height
    settle(window, qtbot)


def test_the_preview_leaves_an_open_editor_alone(bench: Bench, window: ExportWindow, qtbot: QtBot) -> None:
    bench.window.activateWindow()
    qtbot.waitUntil(bench.window.view.hasFocus)
    bench.selection.select(cell_ref("pain", "p1"))
    bench.type("Half a th")
    qtbot.wait(50)
    settle(window, qtbot)
    assert bench.window.view.writer.editor is not None


# --- an export in its thread ------------------------------------------------------------------------------------------


def test_a_place_that_cannot_be_written_is_said(window: ExportWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.start(tmp_path / "nowhere" / "out.pdf")
    finished(window, qtbot)
    assert window.note.text().endswith(".")
    assert "out.pdf" in window.note.text()
    assert not window.open_button.isVisible()


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
        _form: Format | None,
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
    bench: Bench, window: ExportWindow, slow: Slow, tmp_path: Path, qtbot: QtBot
) -> None:
    before = sys.getswitchinterval()
    window.start(tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: window.bar.value() == 500)
    assert window.bar.isVisible()
    assert not window.formats.isEnabled()
    assert window.cancel_button.isVisible()
    assert slow.thread != threading.get_ident()
    assert slow.switch < before
    bench.selection.select(card_ref("c1"))
    bench.trigger("delete")
    assert "c1" not in bench.journey.cards
    slow.go_on.set()
    finished(window, qtbot)
    assert not window.bar.isVisible()
    assert "One character has no font." in window.note.text()
    settle(window, qtbot)
    assert "One character has no font." in window.note.text(), "the preview that follows leaves it there"
    qtbot.waitUntil(lambda: sys.getswitchinterval() == pytest.approx(before))


def test_cancelling_leaves_the_target_as_it_was(
    window: ExportWindow, slow: Slow, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "out.pdf"
    target.write_bytes(b"as it was")
    window.start(target)
    qtbot.waitUntil(lambda: window.bar.value() == 500)
    QTest.mouseClick(window.cancel_button, LEFT)
    finished(window, qtbot)
    assert target.read_bytes() == b"as it was"
    assert window.note.text() == "Cancelled; no file was changed."
    assert window.isVisible()
    assert not slow.go_on.is_set()


@pytest.mark.parametrize("ending", START)
def test_a_real_export_stopped_half_way_leaves_the_target(
    ending: str, window: ExportWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / f"out.{ending}"
    target.write_bytes(b"as it was")
    window.choose_form(ending)
    monkeypatch.setattr(export_job.ExportJob, "start", _stopped_at_once(export_job.ExportJob.start))
    window.start(target)
    finished(window, qtbot)
    assert window.note.text() == "Cancelled; no file was changed."
    assert target.read_bytes() == b"as it was"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [target.name]


def _stopped_at_once(start: Callable[[export_job.ExportJob], None]) -> Callable[[export_job.ExportJob], None]:
    def begin(job: export_job.ExportJob) -> None:
        job.cancel()
        start(job)

    return begin


def test_esc_stops_first_and_closes_then(window: ExportWindow, slow: Slow, tmp_path: Path, qtbot: QtBot) -> None:
    window.start(tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: window.bar.value() == 500)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    finished(window, qtbot)
    assert window.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert not slow.go_on.is_set()


def test_closing_the_main_window_stops_export_and_preview(
    bench: Bench, window: ExportWindow, slow: Slow, tmp_path: Path, qtbot: QtBot
) -> None:
    window.start(tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: window.bar.value() == 500)
    bench.window.close()
    assert not bench.keeper.windows
    assert not (tmp_path / "out.pdf").exists()
    assert {"export", "preview"}.isdisjoint(thread.name for thread in threading.enumerate())
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
    window: ExportWindow,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(*_arguments: object) -> list[str]:
        raise error

    monkeypatch.setattr(export_job, "export", fail)
    window.start(tmp_path / "out.pdf")
    finished(window, qtbot)
    assert window.note.text() == said
    assert bool(caplog.records) == isinstance(error, ValueError)


# --- coming and going -------------------------------------------------------------------------------------------------


def test_the_export_window_opens_once(bench: Bench, window: ExportWindow) -> None:
    bench.window.activateWindow()
    bench.trigger("export")
    assert bench.window.findChildren(ExportWindow) == [window]
    window.close()
    bench.trigger("export")
    assert window.isVisible()


def test_the_keyboard_comes_to_the_formats_each_time(bench: Bench, window: ExportWindow) -> None:
    assert window.focusWidget() is window.formats
    QTest.keyClick(window, Qt.Key.Key_Escape)
    bench.trigger("export")
    assert window.isVisible()
    assert window.focusWidget() is window.formats
    QTest.keyClick(window.formats, Qt.Key.Key_Down)
    assert window.form.key == "tiles"


def test_every_choice_is_reached_by_tab(window: ExportWindow, qtbot: QtBot) -> None:
    choose(window, ExportOptions(paper=paper_named("A3")))
    window.activateWindow()
    window.formats.setFocus()
    seen = []
    for _ in range(40):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(window.focusWidget())
        if seen[-1] is window.formats:
            break
    inside = {one for one in window.panel.fields if one.isVisible() if any(one.isAncestorOf(w) for w in seen)}
    assert inside == {one for one in window.panel.fields if one.isVisible()}
    assert {window.preview, window.presets, window.print_button, window.save_button} <= set(seen)


def test_a_small_window_keeps_what_matters(window: ExportWindow, qtbot: QtBot) -> None:
    window.resize(640, 420)
    settle(window, qtbot)
    assert (window.width(), window.height()) == (640, 420)
    assert not window.facts.isVisible()
    assert window.preview.viewport().width() > 150
    for one in (window.save_button, window.print_button, window.presets, window.formats):
        assert window.rect().contains(one.mapTo(window, one.rect().center()))
    shown = [one for one in window.panel.fields if one.isVisible()]
    room = window.panel.viewport().width()
    assert all(one.mapTo(window.panel.viewport(), one.rect().topRight()).x() <= room for one in shown)


def test_a_click_on_the_paper_opens_the_list_and_one_more_sets_the_cursor(window: ExportWindow) -> None:
    box = field(window, "paper").box  # type: ignore[attr-defined]
    line = box.lineEdit()
    window.formats.setFocus()
    QTest.mouseClick(line, LEFT)
    assert box.view().isVisible()
    box.hidePopup()
    line.setFocus()
    QTest.mouseClick(line, LEFT)
    assert not box.view().isVisible()


def test_right_to_left_everything_is_mirrored(open_bench: OpenBench, qtbot: QtBot) -> None:
    bench = open_bench()
    bench.trigger("export")
    [window] = bench.window.findChildren(ExportWindow)
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    settle(window, qtbot)
    left = {one: one.mapTo(window, one.rect().topLeft()).x() for one in (window.formats, window.preview, window.panel)}
    assert left[window.panel] < left[window.preview] < left[window.formats]


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_a_change_of_the_look_reaches_all_of_it(theme: str, open_bench: OpenBench, qtbot: QtBot) -> None:
    bench = open_bench()
    appearance = bench.keeper._kit.appearance
    appearance.begin()

    def picture() -> QImage:
        bench.trigger("export")
        [window] = [one for one in bench.window.findChildren(ExportWindow) if one.isVisible()]
        window.resize(1100, 700)
        choose(window, ExportOptions(paper=paper_named("A4"), scale=scale_named("100%"), personas=True))
        settle(window, qtbot)
        window.save_button.setFocus()
        QApplication.processEvents()
        return window.grab().toImage()

    light = picture()
    appearance.choose(theme)
    changed = picture()
    bench.window.files.export_window.stop()
    bench.window.files.export_window = None
    assert changed == picture(), "as if made so"
    assert changed != light


def test_a_poster_is_spread_over_sheets_with_its_own_choices(window: ExportWindow, qtbot: QtBot) -> None:
    about_sheets = {"tiles", "overlap", "avoid_cards", "sheet_marks", "key_page", "repeat_headers"}
    assert not about_sheets & shown_fields(window)
    window.choose_form("tiles")
    assert about_sheets <= shown_fields(window)
    choose(window, ExportOptions(paper=paper_named("A1")))
    settle(window, qtbot)
    assert window.pages is not None
    assert window.pages.first == 1, "the key page comes before the sheets"
    assert "Save" in window.save_button.text()
    assert str(len(window.pages.sheets)) in window.save_button.text()


def test_sheets_and_handouts_are_not_written_over_the_poster(
    bench: Bench, window: ExportWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    for key in ("pdf", "tiles", "handout"):
        window.choose_form(key)
        settle(window, qtbot)
        bench.answers.paths.append(str(tmp_path / f"{key}.pdf"))
        QTest.mouseClick(window.save_button, LEFT)
        finished(window, qtbot)
    assert len({Path(one).name for one in bench.answers.suggested}) == 3
