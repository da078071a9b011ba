"""Exports, each against the plainest calls of the library it could be made with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook
from PySide6.QtGui import QImage, QImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.pages import Sheet, pages_of
from jmapdesk.exchange.registry import export
from jmapdesk.render.icons import Icons
from jmapdesk.render.pdf_painter import write_pdf
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.util.resources import resource
from tests.benchmarks.maps import map_of
from tests.benchmarks.measuring import Case, Pair, Pairs, milliseconds
from tests.benchmarks.qt_pdf import qt_pdf

Floor = Callable[[int, Path], Callable[[], object]]
"""Given a number of cards and the file exported, what the floor does."""


def _exporting(ending: str, floor: Floor) -> Pairs:
    @contextmanager
    def pairs(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
        with TemporaryDirectory(prefix="jmapdesk-benchmark-") as folder:
            yield {size: _exports(size, Path(folder) / f"{size}{ending}", floor) for size in sizes}

    return pairs


def _exports(size: int, path: Path, floor: Floor) -> Pair:
    journey, options, workshop = map_of(size), ExportOptions(dpi=96.0), Workshop(QtShaper, Icons())

    def exported() -> None:
        export(journey, path, options, workshop)

    exported()
    return Pair(milliseconds(exported), milliseconds(floor(size, path)))


def _plain_pdf(size: int, path: Path) -> Callable[[], object]:
    """A rectangle for every card and its words one after another, in a font from a file."""
    cards = [(card.text or card.word).split() for card in map_of(size).cards.values()]
    registerFont(TTFont("plain", str(resource("fonts", "JmapdeskSans-Regular.ttf"))))
    target = path.with_name(f"plain-{path.name}")

    def written() -> None:
        canvas = Canvas(str(target), pagesize=(14_000, 4_000))
        canvas.setFont("plain", 9)
        for number, words in enumerate(cards):
            x, y = number % 80 * 170, number // 80 * 30
            canvas.setFillColorRGB(0.9, 0.95, 1)
            canvas.rect(x, y, 160, 28, fill=1)
            canvas.setFillColorRGB(0.1, 0.15, 0.2)
            for place, word in enumerate(words):
                canvas.drawString(x + 6 + place % 4 * 36, y + 18 - place // 4 * 10, word)
        canvas.save()

    return written


@contextmanager
def _drawings(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
    """A drawing in memory, written as a PDF by us and by Qt; nothing is laid out and no disk is waited for."""
    pairs: dict[int, Pair] = {}
    for size in sizes:
        sheet = pages_of(map_of(size), ExportOptions(), Workshop(QtShaper, Icons())).sheets[0]

        def written(sheet: Sheet = sheet) -> None:
            write_pdf(sheet.picture, BytesIO(), sheet.page)

        def by_qt(sheet: Sheet = sheet) -> None:
            qt_pdf(sheet.picture)

        pairs[size] = Pair(milliseconds(written), milliseconds(by_qt))
    yield pairs


def _plain_png(size: int, path: Path) -> Callable[[], object]:
    """The very picture that was exported, saved by Qt."""
    most = QImageReader.allocationLimit()
    QImageReader.setAllocationLimit(0)
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    QImageReader.setAllocationLimit(most)
    target = str(path.with_name(f"plain-{path.name}"))
    return lambda: image.save(target)


def _plain_xlsx(size: int, path: Path) -> Callable[[], object]:
    """As many short texts as the workbook has cells with something in them."""
    book = load_workbook(path)
    cells = sum(cell.value is not None for sheet in book for row in sheet.iter_rows() for cell in row)
    target = path.with_name(f"plain-{path.name}")

    def written() -> None:
        plain = Workbook()
        sheet = plain.active or plain.create_sheet()
        for number in range(cells):
            sheet.cell(1 + number // 20, 1 + number % 20, f"Looks up opening hours {number}")
        plain.save(target)

    return written


def _rounds(size: int) -> int:
    return 3 if size > 3000 else 7


CASES = (
    Case(
        "export_pdf",
        "a map as one PDF page, from the record to the file",
        "plain reportlab calls for as many rectangles and words",
        _exporting(".pdf", _plain_pdf),
        _rounds,
    ),
    Case(
        "paint_pdf",
        "a drawing as one PDF page, in memory",
        "Qt's own PDF writer painting the same drawing by plain calls",
        _drawings,
        _rounds,
    ),
    Case(
        "export_png",
        "a map as a PNG of one pixel a unit, from the record to the file",
        "QImage.save of the finished picture",
        _exporting(".png", _plain_png),
        _rounds,
    ),
    Case(
        "export_xlsx",
        "a map as a workbook",
        "plain openpyxl calls for as many cells",
        _exporting(".xlsx", _plain_xlsx),
        _rounds,
    ),
)
"""What is measured here."""
