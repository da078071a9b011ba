"""The canvas while an export runs beside it in a thread of its own: panning, and the moment the export begins."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QPointF, Qt

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.registry import format_named
from jmapdesk.render.icons import Icons
from jmapdesk.session.document import Document
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.ui.export_job import ExportJob
from tests.benchmarks.maps import map_of
from tests.benchmarks.measuring import Case, Pair, Pairs, percentile
from tests.benchmarks.window import MapWindow, longest_turn, rest

_MOVES = 24
"""Movements of one round."""
_BEGINNING_MS = 250.0


class _Exports:
    """Exports of a map, one after the other for as long as they are wanted."""

    def __init__(self, size: int, key: str, path: Path) -> None:
        self._size, self._form, self._path = size, format_named(key), path
        self._job: ExportJob | None = None

    def start(self) -> None:
        """Begin an export unless one runs."""
        if self._job is not None and not self._job.wait(0):
            return
        options, workshop = ExportOptions(dpi=96.0), Workshop(QtShaper, Icons())
        self._job = ExportJob(map_of(self._size), self._path, options, lambda: workshop, form=self._form)
        self._job.start()

    def stop(self) -> None:
        """Give up what runs and wait for it."""
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
            self._job = None


def _beside(key: str, measures: Callable[[MapWindow, _Exports], Pair]) -> Pairs:
    @contextmanager
    def pairs(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
        with ExitStack() as stack:
            folder = stack.enter_context(TemporaryDirectory(prefix="jmapdesk-benchmark-"))
            made: dict[int, Pair] = {}
            for size in sizes:
                window = MapWindow(Document(map_of(size)))
                stack.callback(window.end)
                window.show()
                window.look_at(next(iter(window.view.layout_now.lanes[0].cells[0])).card.id)
                exports = _Exports(size, key, Path(folder) / f"{size}{format_named(key).ending}")
                stack.callback(exports.stop)
                made[size] = measures(window, exports)
            yield made

    return pairs


def _panning(window: MapWindow, exports: _Exports) -> Pair:
    """The middle button drags the map to and fro; what nine of ten movements do not exceed."""
    middle = Qt.MouseButton.MiddleButton
    at = QPointF(window.view.viewport().rect().center())
    ways = cycle((17, -17))

    def moves() -> float:
        window.press(at, middle)
        taken, way = [], next(ways)
        for n in range(1, _MOVES):
            rest(4)
            to = at - QPointF(n * way, 0)
            taken.append(window.time(partial(window.mouse, QEvent.Type.MouseMove, to, held=middle)))
        window.release(at, middle)
        return percentile(taken, 0.9)

    def busy() -> float:
        exports.start()
        rest(30)
        return moves()

    def alone() -> float:
        exports.stop()
        rest(30)
        return moves()

    return Pair(busy, alone)


def _beginning(window: MapWindow, exports: _Exports) -> Pair:
    """The longest wait from asking for an export until a while later."""

    def begun() -> float:
        exports.stop()
        rest(50)
        start = time.perf_counter()
        exports.start()
        asked = (time.perf_counter() - start) * 1000
        return max(asked, longest_turn(_BEGINNING_MS))

    def nothing() -> float:
        exports.stop()
        rest(50)
        return longest_turn(_BEGINNING_MS)

    return Pair(begun, nothing)


def _case(name: str, what: str, key: str, measures: Callable[[MapWindow, _Exports], Pair]) -> Case:
    return Case(name, what, "the same without an export", _beside(key, measures), lambda size: 5)


CASES = tuple(
    _case(f"{name}_{key}", f"{what} as {key.upper()}", key, measures)
    for key in ("pdf", "png")
    for name, what, measures in (
        ("pan_while_exporting", "a mouse move that pans by 17 pixels while the map is exported", _panning),
        ("export_begins", "the longest turn of the event loop in the quarter of a second after its start", _beginning),
    )
)
"""What is measured here."""
