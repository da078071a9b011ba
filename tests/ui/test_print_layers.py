"""Pages that hold more than one picture come out of the printer as they are written to a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
from PIL import Image
from PySide6.QtPrintSupport import QPrinter

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.pages import pages_of
from jmapdesk.exchange.paper import paper_named
from jmapdesk.exchange.registry import export, format_named
from jmapdesk.render.icons import Icons
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.ui.print_job import print_sheets
from tests.exchange.assembled import worst_difference
from tests.render.golden import sample

SHEETS = ExportOptions(form="tiles", paper=paper_named("A2"), repeat_headers=True)


def painted(path: Path) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(path.read_bytes())
    pages = [document[n].render(scale=1).to_pil().convert("RGB") for n in range(len(document))]
    document.close()
    return pages


def test_sheets_are_printed_as_they_are_written(tmp_path: Path) -> None:
    journey, make = sample("from-evaluation-to-first-value"), Workshop(QtShaper, Icons())
    pages = pages_of(journey, SHEETS, make)
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert print_sheets(pages.sheets, printer, lambda share: None) == len(pages.sheets) > 3
    export(journey, tmp_path / "written.pdf", replace(SHEETS), make, form=format_named("tiles"))
    both = zip(painted(tmp_path / "printed.pdf"), painted(tmp_path / "written.pdf"), strict=True)
    for printed, written in both:
        size = min(printed.width, written.width), min(printed.height, written.height)
        assert abs(printed.width - written.width) <= 1
        assert worst_difference(printed.crop((0, 0, *size)), written.crop((0, 0, *size))) < 110
