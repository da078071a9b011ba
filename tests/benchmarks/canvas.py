"""The canvas: opening, painting, panning, zooming, dragging and editing, by real events in a real window."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from jmapdesk.insight.filters import NOTHING_WANTED, Filter
from jmapdesk.layout.curve import y_of
from jmapdesk.session.document import Document, open_document
from jmapdesk.session.selection import card_ref
from jmapdesk.util.collector import keep_from_collector, look_through_all
from tests.benchmarks.maps import bytes_of, map_of
from tests.benchmarks.measuring import Case, Measure, Pair, Pairs, milliseconds
from tests.benchmarks.window import BlitWindow, MapWindow, gone, longest_turn, quiet, rest

Scene = Callable[[MapWindow], AbstractContextManager[Measure]]
"""Brings a window into the state a case begins in, gives what is measured, and puts it all back."""

_BETWEEN = 4.0
"""Milliseconds of rest between two steps: a hand is slower."""
_LONG = "The customer has to write down everything that was said on the telephone, word by word. " * 4


def _on_canvas(scene: Scene) -> Pairs:
    """The same scene for every size, each in a window of its own, beside one that blits."""

    @contextmanager
    def pairs(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
        with ExitStack() as stack:
            blitting = BlitWindow()
            stack.callback(gone, blitting)
            blitting.show()
            rest(30)
            windows: dict[int, MapWindow] = {}
            stack.callback(look_through_all)
            for size in sizes:
                window = windows[size] = MapWindow(Document(map_of(size)))
                stack.callback(window.end)
                window.show()
                rest(50)
            keep_from_collector()  # as the program does once a window has settled
            yield {
                size: Pair(stack.enter_context(scene(window)), blitting.blit) for size, window in windows.items()
            }

    return pairs


@contextmanager
def _filtering(window: MapWindow) -> Iterator[Measure]:
    """Another filter, from the tick to the last pixel."""
    window.look_at(_card(window, "pain_point"), 0.5)
    filters = cycle((Filter({"kind": frozenset({"pain_point", "opportunity"})}), Filter({"tag": frozenset({"check"})}),
                     NOTHING_WANTED))  # fmt: skip

    def filtered() -> float:
        rest(_BETWEEN)
        wanted = next(filters)
        return window.time(lambda: window.view.filter_by(wanted))

    yield filtered


def _card(window: MapWindow, kind: str) -> str:
    """A card of a kind in the middle of the map."""
    layout = window.view.layout_now
    half = len(layout.columns.boxes) // 2
    for place in [*range(half, len(layout.columns.boxes)), *range(half)]:
        for box in layout.lanes:
            for one in box.cells[place]:
                if one.card.kind == kind:
                    found: str = one.card.id
                    return found
    raise LookupError(kind)


# --- opening ----------------------------------------------------------------------------------------------------


@contextmanager
def _opening(sizes: Sequence[int]) -> Iterator[Mapping[int, Pair]]:
    with TemporaryDirectory(prefix="jmapdesk-benchmark-") as folder:
        made: dict[int, Pair] = {}
        for size in sizes:
            path = Path(folder) / f"{size}.jmap"
            path.write_bytes(bytes_of(size))
            made[size] = _opens(path)
        yield made


def _opens(path: Path) -> Pair:
    def opened() -> float:
        windows: list[MapWindow] = []

        def work() -> None:
            window = MapWindow(open_document(path))
            windows.append(window)
            window.time(window.show)

        taken = milliseconds(work)()
        windows[0].end()
        rest(20)
        return taken

    def least() -> float:
        windows: list[BlitWindow] = []

        def work() -> None:
            json.loads(path.read_bytes())
            window = BlitWindow()
            windows.append(window)
            window.time(window.show)

        taken = milliseconds(work)()
        gone(windows[0])
        rest(20)
        return taken

    return Pair(opened, least)


# --- looking ----------------------------------------------------------------------------------------------------


@contextmanager
def _repaint_warm(window: MapWindow) -> Iterator[Measure]:
    window.look_at(_card(window, "action"))

    def step() -> float:
        quiet(_BETWEEN)
        return window.time(window.view.viewport().update)

    yield step


@contextmanager
def _repaint_cold(window: MapWindow) -> Iterator[Measure]:
    window.look_at(_card(window, "action"))

    def step() -> float:
        quiet(40)
        return window.time(window.drop_caches)

    yield step


@contextmanager
def _pan(window: MapWindow) -> Iterator[Measure]:
    """The middle button drags the map to and fro."""
    window.look_at(_card(window, "action"))
    view, middle = window.view, Qt.MouseButton.MiddleButton
    at = QPointF(view.viewport().rect().center())
    swing = cycle([*range(0, 340, 17), *range(340, 0, -17)])
    next(swing)
    window.press(at, middle)

    def step() -> float:
        quiet(_BETWEEN)
        to = at + QPointF(next(swing), 0)
        return window.time(lambda: window.mouse(QEvent.Type.MouseMove, to, held=middle))

    yield step
    window.release(at, middle)


@contextmanager
def _pan_on(window: MapWindow) -> Iterator[Measure]:
    """The middle button drags the map on and on, over what was never shown, until its end and back."""
    window.look_at(_card(window, "action"))
    view, middle = window.view, Qt.MouseButton.MiddleButton
    at = QPointF(view.viewport().rect().center())
    bar = view.horizontalScrollBar()
    way = 40

    def step() -> float:
        nonlocal way
        quiet(_BETWEEN)
        if not bar.minimum() + 50 < bar.value() + way < bar.maximum() - 50:
            way = -way
        window.press(at, middle)
        taken = window.time(lambda: window.mouse(QEvent.Type.MouseMove, at - QPointF(way, 0), held=middle))
        window.release(at, middle)
        return taken

    yield step


@contextmanager
def _zoom(window: MapWindow) -> Iterator[Measure]:
    """The wheel goes in and out, a notch at a time."""
    window.look_at(_card(window, "action"))
    at = QPointF(window.view.viewport().rect().center())
    notches = cycle((120, 120, 120, -120, -120, -120))

    def step() -> float:
        quiet(16)
        return window.time(lambda: window.wheel(at, next(notches)))

    yield step


@contextmanager
def _zoom_settles(window: MapWindow) -> Iterator[Measure]:
    """After a notch of the wheel, until all is crisp again."""
    window.look_at(_card(window, "action"))
    at = QPointF(window.view.viewport().rect().center())
    notches = cycle((120, -120))

    def step() -> float:
        window.time(lambda: window.wheel(at, next(notches)))
        return longest_turn(400)

    yield step


@contextmanager
def _fit_cold(window: MapWindow) -> Iterator[Measure]:
    card = _card(window, "action")

    def step() -> float:
        window.look_at(card)
        window.drop_caches()
        return window.time(window.view.fit)

    yield step


# --- changing ---------------------------------------------------------------------------------------------------


@contextmanager
def _drag_card(window: MapWindow) -> Iterator[Measure]:
    """A card is carried round over other cells."""
    card = _card(window, "action")
    window.look_at(card)
    at = window.middle_of(card)
    window.press(at)
    turn = 0

    def step() -> float:
        nonlocal turn
        quiet(_BETWEEN)
        turn += 1
        to = at + QPointF(260 * math.sin(turn / 9), 170 * math.sin(turn / 14))
        return window.time(lambda: window.mouse(QEvent.Type.MouseMove, to))

    step()
    yield step
    window.view.cancel_drag()


@contextmanager
def _drag_feeling(window: MapWindow) -> Iterator[Measure]:
    """A point of the curve is carried up and down; every step is another score."""
    card = _card(window, "feeling")
    window.look_at(card)
    view, layout = window.view, window.view.layout_now
    index = layout.lane_index(layout.journey.cards[card].lane or "") or 0
    at = window.middle_of(card)
    top, height = layout.tops[index] - view.origin().y(), layout.lanes[index].height
    scores = cycle([n / 5 for n in [*range(-8, 8), *range(8, -8, -1)]])
    window.press(at)

    def step() -> float:
        quiet(_BETWEEN)
        to = QPointF(at.x(), top + y_of(next(scores), height))
        return window.time(lambda: window.mouse(QEvent.Type.MouseMove, to))

    step()
    yield step
    view.cancel_drag()


@contextmanager
def _edit_text(window: MapWindow) -> Iterator[Measure]:
    """A text is written in place that makes its lane higher, then one that makes it lower; timed from the Enter key."""
    card = _card(window, "action")
    window.look_at(card)
    view, texts = window.view, cycle((_LONG, "Signs"))

    def step() -> float:
        window.selection.select(card_ref(card))
        view.edit_selected()
        editor = view.writer.editor
        if editor is None:
            raise RuntimeError("the editor did not open")
        editor.setPlainText(next(texts))
        quiet(_BETWEEN)
        enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        return window.time(lambda: QApplication.sendEvent(editor, enter))

    yield step


_FORGOTTEN = "all that was painted forgotten but the shapes that all maps share"
_BLIT = "copying one picture of 1920 × 1080 to the window"


def _case(name: str, what: str, scene: Scene, rounds: int) -> Case:
    return Case(name, what, _BLIT, _on_canvas(scene), lambda size: rounds)


CASES = (
    Case(
        "open",
        "from a file to the first crisp frame of the whole map",
        "json.loads of the file, and one picture copied to a new window",
        _opening,
        lambda size: 5 if size > 3000 else 11,
    ),
    _case("repaint_cold", f"painting the whole view at 100 %, {_FORGOTTEN}", _repaint_cold, 15),
    _case("filter", "another filter at 50 %, every card in sight faded or not", _filtering, 15),
    _case("repaint_warm", "painting the whole view at 100 % once more", _repaint_warm, 60),
    _case("pan", "a mouse move that pans by 17 pixels, over what was shown before", _pan, 80),
    _case("pan_on", "a mouse move that pans by 40 pixels, over what was never shown", _pan_on, 120),
    _case("zoom", "a notch of the wheel", _zoom, 40),
    _case("zoom_settles", "the longest wait while all gets crisp again after a notch of the wheel", _zoom_settles, 8),
    _case("fit_cold", "the whole map in the view, all that was painted forgotten", _fit_cold, 7),
    _case("drag_card", "a mouse move while a card is dragged over other cells", _drag_card, 120),
    _case("edit_text", "Enter after a text that changes its lane's height", _edit_text, 20),
    _case("drag_feeling", "a mouse move while a point of the curve is dragged", _drag_feeling, 60),
)
"""What is measured here."""
