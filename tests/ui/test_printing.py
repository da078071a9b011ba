"""Printing: the same pages as an export, on the paper that the print dialog names; never half a file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.pages import pages_of
from jmapdesk.exchange.paper import paper_named
from jmapdesk.exchange.registry import export
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.icons import Icons
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.ui import print_job, printing
from jmapdesk.ui.export.window import ExportWindow
from jmapdesk.ui.print_job import print_sheets
from jmapdesk.ui.printing import for_printer, prepared
from jmapdesk.util.errors import JmapError
from jmapdesk.util.progress import Cancelled
from tests.builders import small_map
from tests.render.golden import sample
from tests.ui.bench import LEFT, Bench
from tests.ui.export.conftest import choose, settle
from tests.ui.print_effects import answered

WORKSHOP = Workshop(QtShaper, Icons())


def to_file(
    path: Path, options: ExportOptions, change: Callable[[QPrinter], object] = lambda _p: None
) -> ExportOptions:
    """Print a map with options to a file, after a change in the print dialog; gives the options it was printed with."""
    printer = prepared(options, (3, 2))
    change(printer)
    printer.setOutputFileName(str(path))
    meant = for_printer(options, printer)
    print_sheets(pages_of(small_map(), meant, WORKSHOP).sheets, printer, lambda _share: None)
    return meant


def sizes(path: Path) -> list[tuple[int, int]]:
    """Each page of a PDF in whole millimetres."""
    with pikepdf.open(path) as document:
        boxes = [[float(side) / 72 * 25.4 for side in page.mediabox[2:]] for page in document.pages]
    return [(round(wide), round(high)) for wide, high in boxes]


def drawn(path: Path, page: int = 0) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    try:
        return document[page].render(scale=1).to_pil().convert("L")
    finally:
        document.close()


def choose_paper(name: QPageSize.PageSizeId, orientation: QPageLayout.Orientation) -> Callable[[QPrinter], object]:
    """What a person does in the print dialog."""
    edge = QMarginsF(8, 8, 8, 8)
    layout = QPageLayout(QPageSize(name), orientation, edge, QPageLayout.Unit.Millimeter)
    return lambda printer: printer.setPageLayout(layout)


@pytest.mark.parametrize("paper", ["A4", "A1", "Letter", "600x400mm"])
def test_what_is_printed_is_what_is_exported(paper: str, tmp_path: Path) -> None:
    options = ExportOptions(paper=paper_named(paper), personas=True)
    meant = to_file(tmp_path / "printed.pdf", options)
    assert (meant.paper, meant.margin) == (options.paper, None)
    export(small_map(), tmp_path / "exported.pdf", options, WORKSHOP)
    assert sizes(tmp_path / "printed.pdf") == sizes(tmp_path / "exported.pdf")
    for page in (0, 1):
        printed, exported = drawn(tmp_path / "printed.pdf", page), drawn(tmp_path / "exported.pdf", page)
        printed = printed.resize(exported.size)  # a printer counts in whole points
        assert ImageStat.Stat(ImageChops.difference(printed, exported)).mean[0] < 1.5
        assert ImageStat.Stat(exported).stddev[0] > 8, "there is ink to compare"


def test_the_paper_of_the_print_dialog_is_taken(tmp_path: Path) -> None:
    portrait = QPageLayout.Orientation.Portrait
    meant = to_file(tmp_path / "p.pdf", ExportOptions(), choose_paper(QPageSize.PageSizeId.A3, portrait))
    assert sizes(tmp_path / "p.pdf") == [(297, 420)]
    assert (meant.paper.name, meant.orientation, meant.margin) == ("A3", "portrait", None)
    meant = to_file(
        tmp_path / "p.pdf", ExportOptions(paper=paper_named("A1")),
        choose_paper(QPageSize.PageSizeId.Tabloid, QPageLayout.Orientation.Landscape),
    )  # fmt: skip
    assert sizes(tmp_path / "p.pdf") == [(432, 279)]
    assert meant.paper.name == "Tabloid"


def test_a_paper_without_a_name_and_wider_margins_are_taken(tmp_path: Path) -> None:
    odd = QPageSize(QSizeF(333, 444), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)

    def change(printer: QPrinter) -> None:
        edge = QMarginsF(20, 25, 20, 20)
        layout = QPageLayout(odd, QPageLayout.Orientation.Landscape, edge, QPageLayout.Unit.Millimeter)
        printer.setPageLayout(layout)

    meant = to_file(tmp_path / "p.pdf", ExportOptions(), change)
    assert meant.margin == pytest.approx(25, abs=0.5)
    assert sizes(tmp_path / "p.pdf") == [(444, 333)]


def test_range_order_and_copies(tmp_path: Path) -> None:
    options = ExportOptions(paper=paper_named("A3"), personas=True)
    to_file(tmp_path / "p.pdf", options, lambda printer: printer.setFromTo(2, 2))
    assert sizes(tmp_path / "p.pdf") == [(210, 297)]

    def backwards(printer: QPrinter) -> None:
        printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
        printer.setCopyCount(2)

    to_file(tmp_path / "p.pdf", options, backwards)
    assert sizes(tmp_path / "p.pdf") == [(210, 297), (420, 297)] * 2
    with pytest.raises(JmapError, match="There are 2 pages"):
        to_file(tmp_path / "p.pdf", options, lambda printer: printer.setFromTo(7, 9))


def test_a_print_that_is_stopped_or_fails_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "p.pdf"
    path.write_bytes(b"as it was")
    printer = prepared(ExportOptions(), (3, 2))
    printer.setOutputFileName(str(path))

    def stop(share: float) -> None:
        if share > 0.4:
            raise Cancelled

    sheets = pages_of(small_map(), ExportOptions(paper=paper_named("A4")), WORKSHOP).sheets
    with pytest.raises(Cancelled):
        print_sheets(sheets, printer, stop)
    assert path.read_bytes() == b"as it was"
    assert list(tmp_path.iterdir()) == [path]
    printer.setOutputFileName(str(tmp_path / "nowhere" / "p.pdf"))
    with pytest.raises(JmapError, match=r"p\.pdf could not be written"):
        print_sheets(sheets, printer, lambda _share: None)


def test_progress_goes_on(tmp_path: Path) -> None:
    printer = prepared(ExportOptions(), (3, 2))
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    told: list[float] = []
    print_sheets(pages_of(small_map(), ExportOptions(personas=True), WORKSHOP).sheets, printer, told.append)
    assert told == sorted(told)
    assert len(told) > 10


# --- from the windows -------------------------------------------------------------------------------------------------


@pytest.fixture
def printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where prints go, on a computer with a printer."""
    path = tmp_path / "printed.pdf"
    monkeypatch.setattr(printing, "printer_names", lambda: ["Office"])
    monkeypatch.setattr(printing, "ask_printer", answered(path))
    return path


def said(bench: Bench) -> str:
    return bench.window.status._message.text()


def test_ctrl_p_prints_the_map_as_it_shows(bench: Bench, printed: Path, qtbot: QtBot) -> None:
    bench.keys("Ctrl+P")
    qtbot.waitUntil(lambda: said(bench) == f"Wrote {printed}")
    assert sizes(printed) in ([(297, 210)], [(210, 297)], [(279, 216)], [(216, 279)])


def test_the_export_window_prints_its_pages(
    bench: Bench, printed: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    bench.trigger("export")
    [window] = bench.window.findChildren(ExportWindow)
    choose(window, ExportOptions(paper=paper_named("A2"), personas=True))
    settle(window, qtbot)
    QTest.mouseClick(window.print_button, LEFT)
    qtbot.waitUntil(lambda: window.note.text() == f"Wrote {printed}")
    assert sizes(printed) == [(594, 420), (210, 297)]


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without a printer."""
    monkeypatch.setattr(printing, "printer_names", list)


@pytest.mark.usefixtures("nobody")
def test_without_a_printer_a_pdf_is_offered(bench: Bench) -> None:
    bench.answers.presses.append("Save as PDF…")
    bench.trigger("print")
    assert bench.answers.said[0].startswith("No printer is set up on this computer.")
    [window] = bench.window.findChildren(ExportWindow)
    assert window.isVisible()
    assert window.form.key == "pdf"


@pytest.mark.usefixtures("nobody")
def test_without_a_printer_the_export_window_saves_its_pages_instead(
    bench: Bench, tmp_path: Path, qtbot: QtBot
) -> None:
    bench.trigger("export")
    [window] = bench.window.findChildren(ExportWindow)
    window.choose_form("png")
    settle(window, qtbot)
    bench.answers.presses.append("Save as PDF…")
    bench.answers.paths.append(str(tmp_path / "out.pdf"))
    QTest.mouseClick(window.print_button, LEFT)
    qtbot.waitUntil(lambda: "Wrote" in window.note.text())
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.usefixtures("nobody")
def test_without_a_printer_nothing_need_be_done(bench: Bench) -> None:
    bench.answers.presses.append("Cancel")
    bench.trigger("print")
    assert not bench.window.findChildren(ExportWindow)


def test_closing_the_map_stops_a_print(
    bench: Bench, printed: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    begun = threading.Event()

    def endless(_journey: JourneyMap, _options: ExportOptions, _workshop: Workshop, progress: object) -> None:
        begun.set()
        while True:
            progress(0.5)  # type: ignore[operator]

    monkeypatch.setattr(print_job, "pages_of", endless)
    bench.trigger("print")
    qtbot.waitUntil(begun.is_set)
    bench.window.close()
    assert "print" not in [thread.name for thread in threading.enumerate()]
    assert not printed.exists()


def test_all_scripts_are_printed(tmp_path: Path) -> None:
    printer = prepared(ExportOptions(), (3, 2))
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    journey = sample("a-health-workers-day-in-hindi")
    options = ExportOptions(paper=paper_named("A3"))
    print_sheets(pages_of(journey, options, WORKSHOP).sheets, printer, lambda _share: None)
    export(journey, tmp_path / "e.pdf", options, WORKSHOP)
    printed, exported = drawn(tmp_path / "p.pdf"), drawn(tmp_path / "e.pdf")
    assert ImageStat.Stat(ImageChops.difference(printed.resize(exported.size), exported)).mean[0] < 1.5
