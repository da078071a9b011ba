"""What printing brings about, with the system's print dialog answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from jmapdesk.ui import printing
from tests.ui.bench import Bench


def answered(path: Path, change: Callable[[QPrinter], object] = lambda _printer: None) -> Callable[..., bool]:
    """Stands in for the print dialog: print to a file, after a change of the printer's set-up."""

    def answer(printer: QPrinter, _parent: QWidget, pages: int) -> bool:
        printer.setOutputFileName(str(path))
        change(printer)
        return pages > 0

    return answer


def copies_picture(bench: Bench, name: str, _folder: Path) -> bool:
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    bench.trigger(name)
    return not clipboard.image().isNull()


def prints(bench: Bench, name: str, folder: Path) -> bool:
    path = folder / "printed.pdf"
    with (
        patch.object(printing, "printer_names", lambda: ["Office"]),
        patch.object(printing, "ask_printer", answered(path)),
    ):
        bench.trigger(name)
        while not path.exists():
            QTest.qWait(10)
        while f"Wrote {path}" not in bench.window.status._message.text():
            QTest.qWait(10)
    return path.read_bytes().startswith(b"%PDF-")
