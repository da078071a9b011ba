"""Printing a map: the system's print dialog says on which paper, and the pages of an export go there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QCoreApplication, QMarginsF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QMessageBox, QProgressDialog, QWidget

from jmapdesk.exchange.options import ExportOptions
from jmapdesk.exchange.paper import PAPERS, Paper
from jmapdesk.exchange.placement import MARGIN_MM
from jmapdesk.model.journey import JourneyMap
from jmapdesk.ui.file_flow import question
from jmapdesk.ui.kit import Kit
from jmapdesk.ui.print_job import PrintJob, paper_of

_NEAR: Final = 1.5
"""Millimetres by which two papers may differ that are the same."""
_SLOW_MS: Final = 200


def _tr(text: str) -> str:
    return QCoreApplication.translate("print", text)


class Printing:
    """Prints from the windows of one map."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._job: PrintJob | None = None

    def send(
        self,
        parent: QWidget,
        journey: JourneyMap,
        options: ExportOptions,
        size: tuple[float, float],
        save_pdf: Callable[[], object],
        tell: Callable[[str], object],
    ) -> None:
        """Ask for a printer and print the map with these options.

        ``size`` is that of the first page, in any unit: it says how the paper lies at first. ``save_pdf`` is what a
        person is offered who has no printer; ``tell`` is told what became of it.
        """
        if self._job is not None:
            tell(_tr("The last print has not ended yet."))
            return
        if not printer_names():
            _without_printer(parent, save_pdf)
            return
        printer = prepared(options, size)
        printer.setDocName(journey.about.title or _tr("Journey map"))
        printer.setCreator("jmapdesk")
        if not ask_printer(printer, parent, pages=1 + (len(journey.personas) if options.personas else 0)):
            return
        job = self._job = PrintJob(journey, for_printer(options, printer), self._kit.make_workshop, printer, parent)
        waiting = QProgressDialog(_tr("Printing …"), _tr("Cancel"), 0, 1000, parent)
        waiting.setWindowTitle(_tr("Print"))
        waiting.setWindowModality(Qt.WindowModality.WindowModal)
        waiting.setMinimumDuration(_SLOW_MS)
        waiting.setAutoClose(False)
        waiting.setAutoReset(False)
        waiting.setValue(0)
        waiting.canceled.connect(job.cancel)

        def ended(words: str) -> None:
            self._job = None
            waiting.canceled.disconnect(job.cancel)
            waiting.close()
            waiting.deleteLater()
            tell(words)

        job.progressed.connect(lambda share: waiting.setValue(round(share * 1000)))
        job.done.connect(lambda count: ended(_printed(printer, count)))
        job.failed.connect(ended)
        job.cancelled.connect(lambda: ended(_tr("Printing was stopped.")))
        job.start()

    def stop(self) -> None:
        """The map closes: stop a print that runs, and wait until its thread has ended."""
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
            self._job = None


def printer_names() -> list[str]:
    """The printers that are set up on this computer."""
    return list(QPrinterInfo.availablePrinterNames())


def ask_printer(printer: QPrinter, parent: QWidget, pages: int) -> bool:
    """The system's print dialog; whether it is to be printed."""
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, pages > 1)
    if pages > 1:
        dialog.setMinMax(1, pages)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintSelection, False)
    agreed = bool(dialog.exec())
    dialog.deleteLater()
    return agreed


def _without_printer(parent: QWidget, save_pdf: Callable[[], object]) -> None:
    """Say that there is no printer and offer a PDF: what a print dialog could print to a file would be no other."""
    words = _tr(
        "No printer is set up on this computer. Save the pages as a PDF: it can be printed anywhere, and looks the "
        "same there."
    )
    box = question(parent, words, _tr("Print"))
    save = box.addButton(_tr("Save as PDF…"), QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(_tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(cancel)
    box.exec()
    clicked = box.clickedButton()
    box.deleteLater()
    if clicked is save:
        save_pdf()


def prepared(options: ExportOptions, size: tuple[float, float]) -> QPrinter:
    """A printer set to the paper of these options, where they name one, lying as the first page does."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    page_size = printer.pageLayout().pageSize()
    if options.paper.size_mm is not None:
        short, long = sorted(options.paper.size_mm)
        page_size = QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    wide = size[0] > size[1]
    orientation = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    edge = _usual_margin(options)
    layout = QPageLayout(page_size, orientation, QMarginsF(edge, edge, edge, edge), QPageLayout.Unit.Millimeter)
    printer.setPageLayout(layout)
    return printer


def for_printer(options: ExportOptions, printer: QPrinter) -> ExportOptions:
    """The options for the paper that was chosen in the print dialog: the same ones where it is the paper they name."""
    if options.form != "poster":
        return options
    across, down = paper_of(printer)
    short, long = sorted((across, down))
    named = options.paper.size_mm
    if named is not None and max(abs(min(named) - short), abs(max(named) - long)) <= _NEAR:
        paper = options.paper
    else:
        names = (name for name, size in PAPERS.items() if max(abs(size[0] - short), abs(size[1] - long)) <= _NEAR)
        name = next(names, "")
        paper = Paper(name, PAPERS[name]) if name else Paper(f"{short:g}x{long:g}mm", (short, long))
    orientation = "landscape" if across > down else "portrait"
    # a sheet from a printer is not cut
    options = replace(options, bleed=0.0, marks=False)
    return replace(options, paper=paper, orientation=orientation, pixels=None, margin=_margin(options, printer))


def _usual_margin(options: ExportOptions) -> float:
    return MARGIN_MM if options.margin is None else options.margin


def _margin(options: ExportOptions, printer: QPrinter) -> float | None:
    """The margin that was chosen in the print dialog, or what this printer needs; as the options say where neither
    differs from what was set before."""
    layout = QPageLayout(printer.pageLayout())
    layout.setUnits(QPageLayout.Unit.Millimeter)
    margins = layout.margins()
    chosen = max(margins.left(), margins.top(), margins.right(), margins.bottom())
    return options.margin if abs(chosen - _usual_margin(options)) <= _NEAR / 2 else chosen


def _printed(printer: QPrinter, count: int) -> str:
    where = printer.outputFileName()
    if where:
        return _tr("Wrote {name}").replace("{name}", where)
    words = _tr("Sent 1 page to {name}.") if count == 1 else _tr("Sent {n} pages to {name}.")
    return words.replace("{n}", str(count)).replace("{name}", printer.printerName())
