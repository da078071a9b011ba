"""A print in a thread of its own: the pages of an export, painted at the printer's resolution, until it is stopped."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeAlias

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.pages import Layer, Sheet, pages_of
from jmapdesk.layout.theme import WHITE
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.drawing import Picture
from jmapdesk.render.page import clip_of, sized
from jmapdesk.render.portions import portions
from jmapdesk.render.qt_painter import QtPainter
from jmapdesk.render.target import opened
from jmapdesk.ui.page_job import PageJob
from jmapdesk.util.errors import JmapError
from jmapdesk.util.progress import Progress, span

_MM_PER_INCH: Final = 25.4
_UNITS_PER_INCH: Final = 96.0
_HAIR: Final = 1.0
"""Millimetres by which a page may be larger than the paper: papers are named in inches and millimetres."""


_Painters: TypeAlias = dict[int, tuple[Picture, QtPainter]]
"""A painter for each picture, which holds on to what it was made ready for."""


class PrintJob(PageJob):
    """One print of an immutable map."""

    done = Signal(int)
    """How many pages were printed."""

    def __init__(
        self, journey: JourneyMap, options: ExportOptions, make: Callable[[], Workshop], printer: QPrinter,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(
            "print",
            "There is not enough memory to print this; choose a lower resolution of the printer.",
            "The pages could not be printed because of a fault in the program.",
            parent,
        )
        self._what = journey, options, make
        self._printer = printer

    def make(self) -> None:
        """Make the pages and print them."""
        journey, options, make = self._what
        pages = pages_of(journey, options, make(), span(self.reached, 0.0, 0.4))
        self.done.emit(print_sheets(pages.sheets, self._printer, span(self.reached, 0.4, 1.0)))


def print_sheets(sheets: Sequence[Sheet], printer: QPrinter, progress: Progress) -> int:
    """Print pages as the printer is set up: range, order and copies; returns how many were printed.

    A page stands on the paper in its own size, in the middle where the paper is larger; what is written to a file has
    pages of their own size. Raises JmapError where the printer cannot begin, and whatever ``progress`` raises: nothing
    is printed then, and no file is changed.
    """
    wanted = _in_order(sheets, printer)
    with _whole_file(printer):
        qt = QPainter()
        painters: _Painters = {}
        try:
            for n, sheet in enumerate(wanted):
                _turn_paper(printer, sheet)
                if n == 0 and not qt.begin(printer):
                    raise JmapError("print.begin", _cannot_begin(printer))
                if n > 0 and not printer.newPage():
                    raise JmapError("print.page", "The printer took no further page; see whether it is ready.")
                _paint(qt, painters, sheet, printer, span(progress, n / len(wanted), (n + 1) / len(wanted)))
        except BaseException:
            if qt.isActive():
                printer.abort()
            raise
        finally:
            qt.end()
    return len(wanted)


def _in_order(sheets: Sequence[Sheet], printer: QPrinter) -> list[Sheet]:
    first, last = printer.fromPage(), printer.toPage()
    chosen = list(sheets[max(0, first - 1) : last] if first else sheets)
    if not chosen:
        raise JmapError("print.range", f"There are {len(sheets)} pages; choose among them.")
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        return chosen * copies
    return [sheet for sheet in chosen for _ in range(copies)]


@contextmanager
def _whole_file(printer: QPrinter) -> Iterator[None]:
    """Where the printer writes to a file, that file changes only when the whole of it is there."""
    name = printer.outputFileName()
    if not name:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="jmapdesk-") as folder:
        made = Path(folder) / "print.pdf"
        printer.setOutputFileName(str(made))
        try:
            yield
        finally:
            printer.setOutputFileName(name)
        with made.open("rb") as pages, opened(name) as target:
            shutil.copyfileobj(pages, target)


def _cannot_begin(printer: QPrinter) -> str:
    return f"The printer “{printer.printerName()}” could not be reached; see whether it is on, or choose another."


def paper_of(printer: QPrinter) -> tuple[float, float]:
    """The paper as the printer takes it, in millimetres across and down."""
    full = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
    return full.width(), full.height()


def _turn_paper(printer: QPrinter, sheet: Sheet) -> None:
    """Have the paper lie as the page does; in a file each page has its own size."""
    page = sheet.page
    wide = page.width_mm > page.height_mm
    orientation = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    size = printer.pageLayout().pageSize()
    if printer.outputFileName():
        short, long = sorted((page.width_mm, page.height_mm))
        paper = size.size(QPageSize.Unit.Millimeter)
        if abs(min(paper.width(), paper.height()) - short) > _HAIR or abs(max(paper.toTuple()) - long) > _HAIR:
            size = QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)


def _paint(qt: QPainter, painters: _Painters, sheet: Sheet, printer: QPrinter, progress: Progress) -> None:
    page, (paper_w, paper_h) = sheet.page, paper_of(printer)
    shrink = min(1.0, (paper_w + _HAIR) / page.width_mm, (paper_h + _HAIR) / page.height_mm)
    dots = printer.resolution() / _MM_PER_INCH
    corner = [
        (room - side * shrink) / 2 * dots for room, side in ((paper_w, page.width_mm), (paper_h, page.height_mm))
    ]
    for n, layer in enumerate(sheet.layers):
        part = span(progress, n / len(sheet.layers), (n + 1) / len(sheet.layers))
        picture = layer.picture
        painter = painters.setdefault(id(picture), (picture, QtPainter(picture.asset_data, exact=True)))[1]
        qt.save()
        try:
            qt.translate(*corner)
            zoom = printer.resolution() / _UNITS_PER_INCH * layer.page.scale * shrink
            qt.scale(zoom, zoom)
            _paint_layer(qt, painter, layer, n == 0, part)
        finally:
            qt.restore()


def _paint_layer(qt: QPainter, painter: QtPainter, layer: Layer, has_ground: bool, progress: Progress) -> None:
    """Paint a picture where it stands on its page; the painter stands at the page's corner, in picture units."""
    root, box = sized(layer.picture.root, layer.page)
    clip = clip_of(layer.page) or box
    if has_ground and layer.picture.paper.upper() != WHITE:
        qt.fillRect(QRectF(*box), QColor(layer.picture.paper))
    qt.setClipRect(QRectF(*clip))
    parts = list(portions(root, clip))
    for n, (group, dx, dy) in enumerate(parts):
        progress(n / len(parts))
        qt.translate(dx, dy)
        painter.paint(qt, group)
        qt.translate(-dx, -dy)
