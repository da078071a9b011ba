"""A poster of the largest paper as a PNG: how long, how large, how much memory, against Qt's own way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtGui import QImage, QImageReader

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.pages import Sheet, pages_of
from jmapdesk.exchange.paper import paper_named
from jmapdesk.render.icons import Icons
from jmapdesk.render.png_writer import png_size, write_png
from jmapdesk.text.qt_shaper import QtShaper
from tests.benchmarks.measuring import Case, Measure, Pair, Pairs, milliseconds
from tests.test_samples import NAMES, load

DPI = 300.0
_ROOT = Path(__file__).parents[2]
_MEGABYTE = 1_000_000


def poster() -> Sheet:
    """A sample on an A0 sheet that stands."""
    options = ExportOptions(paper=paper_named("A0"), orientation="portrait")
    return pages_of(load(NAMES[0]), options, Workshop(QtShaper, Icons())).sheets[0]


def written(sheet: Sheet, path: Path) -> None:
    """The poster as a PNG."""
    write_png(sheet.picture, path, DPI, page=sheet.page)


def _against_qt(measures: Callable[[Callable[[], object], Path], Measure]) -> Pairs:
    """Ours against ``QImage.save`` of the very picture that ours holds."""

    @contextmanager
    def pairs(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
        sheet, most = poster(), QImageReader.allocationLimit()
        with TemporaryDirectory(prefix="jmapdesk-benchmark-") as folder:
            ours, qts = Path(folder) / "ours.png", Path(folder) / "qt.png"
            written(sheet, ours)
            QImageReader.setAllocationLimit(0)
            image = QImage(str(ours)).convertToFormat(QImage.Format.Format_RGB32)
            QImageReader.setAllocationLimit(most)
            yield {
                0: Pair(
                    measures(lambda: written(sheet, ours), ours), measures(lambda: image.save(str(qts)), qts)
                )
            }

    return pairs


def _time(work: Callable[[], object], path: Path) -> Measure:
    return milliseconds(work)


def _size(work: Callable[[], object], path: Path) -> Measure:
    def measured() -> float:
        work()
        return path.stat().st_size / _MEGABYTE

    return measured


@contextmanager
def _memory(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
    def ours() -> float:
        command = [sys.executable, "-m", "tests.benchmarks.posters"]
        done = subprocess.run(command, cwd=_ROOT, env=dict(os.environ), capture_output=True, text=True, check=True)
        return int(done.stdout.split()[-1]) / _MEGABYTE

    width, height = png_size(poster().page, DPI)
    yield {0: Pair(ours, lambda: 4 * width * height / _MEGABYTE)}


def main() -> None:
    """Write the poster in a process of its own; prints how many bytes more that took than the program before it."""
    from jmapdesk.qt_start import start_headless

    application = start_headless()
    from tests.benchmarks.child import most_memory

    sheet = poster()
    before = most_memory()
    with TemporaryDirectory(prefix="jmapdesk-benchmark-") as folder:
        written(sheet, Path(folder) / "poster.png")
    sys.stdout.write(f"more {max(1, most_memory() - before)}\n")
    del application


_WHAT = "a sample on A0 at 300 dpi as a PNG of 9,933 × 14,043 pixels"
_FLOOR = "QImage.save of the finished picture"

CASES = (
    Case("a0_png", f"{_WHAT}: its painting and writing", _FLOOR, _against_qt(_time), lambda size: 3),
    Case("a0_png_size", f"{_WHAT}: the file", _FLOOR, _against_qt(_size), lambda size: 1, unit="MB"),
    Case(
        "a0_png_memory", f"{_WHAT}: memory beyond that of the idle process", "the picture as one image", _memory,
        lambda size: 1, unit="MB",
    ),
)
"""What is measured here."""

if __name__ == "__main__":
    main()
