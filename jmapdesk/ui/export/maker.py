"""The preview's own thread: lays out and draws what is chosen, and paints it, while the window goes on working."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from jmapdesk.exchange.legibility import smallest_text
from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.pages import Drawn, Layer, Pages, Sheet, drawing_choices, drawn, spread
from jmapdesk.layout.theme import WHITE
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.drawing import Picture
from jmapdesk.render.page import clip_of, sized
from jmapdesk.render.portions import portions
from jmapdesk.render.qt_painter import QtPainter
from jmapdesk.text.shaped import Shaper
from jmapdesk.ui.qt_classes import make_all
from jmapdesk.util.collector import collector_paused
from jmapdesk.util.errors import JmapError
from jmapdesk.util.geometry import Rect
from jmapdesk.util.progress import Cancelled
from jmapdesk.util.switching import yielding_soon

_MOST_PAINTERS: Final = 32
"""Of how many pictures the Qt form is kept."""


class Order(NamedTuple):
    """What is to be shown: a map with options."""

    journey: JourneyMap
    options: ExportOptions


class Made(NamedTuple):
    """The pages of an order, and how large the smallest words of the first one are at 100 %, in points."""

    order: Order
    pages: Pages
    smallest: float


class View(NamedTuple):
    """An image to be painted: so many pixels wide and high, with these sheets of the pages on these rectangles."""

    pages: Pages
    width: int
    height: int
    places: tuple[tuple[int, Rect], ...]
    on_paper: bool = True
    """Whether pages have their paper's colour; without, they have no ground."""


class Painted(NamedTuple):
    """A view with its image."""

    view: View
    image: QImage


class PageMaker(QObject):
    """Makes pages and paints them in a thread of its own; the newest wish counts. Signals arrive in the window's."""

    made = Signal(object)
    """Made."""
    painted = Signal(object)
    """Painted."""
    failed = Signal(str)
    """Why there are no pages, in a sentence."""
    progressed = Signal(float)
    """How far the pages are that were ordered last."""

    def __init__(self, make: Callable[[], Workshop], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_workshop = make
        self._ready = threading.Condition()
        self._order: Order | None = None
        self._view: View | None = None
        self._stopping = False
        self._thread: threading.Thread | None = None

    def order(self, order: Order) -> None:
        """Make the pages of a map; what was wished before is given up."""
        with self._ready:
            self._order, self._view = order, None
        self._wake()

    def paint(self, view: View) -> None:
        """Paint pages that were made."""
        with self._ready:
            self._view = view
        self._wake()

    def rest(self) -> None:
        """Nobody looks: what waits is given up, and what runs is finished for nothing."""
        with self._ready:
            self._order = self._view = None

    def stop(self) -> None:
        """Give up what runs and wait until the thread has ended; a later wish begins a new one."""
        thread = self._thread
        if thread is None:
            return
        with self._ready:
            self._stopping = True
            self._order = self._view = None
            self._ready.notify()
        thread.join()
        self._thread, self._stopping = None, False

    def _wake(self) -> None:
        if self._thread is None:
            make_all()
            self._thread = threading.Thread(target=self._run, name="preview", daemon=True)
            self._thread.start()
        else:
            with self._ready:
                self._ready.notify()

    def _run(self) -> None:
        work = _Work(self._make_workshop())
        while True:
            with self._ready:
                while not self._stopping and self._order is None and self._view is None:
                    self._ready.wait()
                if self._stopping:
                    return
                order, view = self._order, self._view
                if order is not None:
                    self._order = None
                else:
                    self._view = None
            if order is not None:
                self._tried(partial(self._make, work, order))
            elif view is not None:
                self._tried(partial(self._paint, work, view))

    def _tried(self, run: Callable[[], None]) -> None:
        try:
            # a walk over a large map's objects holds up the window's thread too
            with collector_paused(), yielding_soon():
                run()
        except Cancelled:
            pass
        except JmapError as error:
            self._fail(error.message)
        except MemoryError:
            self._fail("There is not enough memory to show these pages.")
        except Exception:  # whatever it is, the thread must go on
            logging.getLogger(__name__).exception("preview")
            self._fail("The preview cannot be shown because of a fault in the program.")

    def _fail(self, words: str) -> None:
        if self._order is None:
            self.failed.emit(words)

    def _make(self, work: _Work, order: Order) -> None:
        def report(share: float) -> None:
            newer = self._order
            if self._stopping or (newer is not None and not _draws_alike(newer, order)):
                raise Cancelled
            self.progressed.emit(share)

        pages = work.pages(order, report)
        smallest = work.smallest(pages.sheets[pages.first].picture)
        if self._order is None:
            self.made.emit(Made(order, pages, smallest))

    def _paint(self, work: _Work, view: View) -> None:
        def check() -> None:
            if self._stopping or self._order is not None or self._view is not None:
                raise Cancelled

        self.painted.emit(Painted(view, work.painted(view, check)))


def _draws_alike(one: Order, other: Order) -> bool:
    return one.journey is other.journey and drawing_choices(one.options) == drawing_choices(other.options)


class _Work:
    """What the thread keeps: its shaper, what it drew last, and the Qt form of what it painted."""

    def __init__(self, workshop: Workshop) -> None:
        shaper: Shaper = workshop.make_shaper()
        self._workshop = Workshop(lambda: shaper, workshop.icons)
        self._drawn: tuple[Order, Drawn] | None = None
        self._painters: dict[int, tuple[Picture, QtPainter]] = {}
        self._smallest: tuple[Picture, float] | None = None

    def smallest(self, picture: Picture) -> float:
        """The size of the smallest words of a picture; looking through a large one takes a while."""
        if self._smallest is None or self._smallest[0] is not picture:
            self._smallest = picture, smallest_text(picture)
        return self._smallest[1]

    def pages(self, order: Order, report: Callable[[float], None]) -> Pages:
        """The pages of an order; what was drawn last serves again where only pages differ."""
        kept = self._drawn
        if kept is None or not _draws_alike(kept[0], order):
            kept = order, drawn(order.journey, order.options, self._workshop, report)
            self._drawn = kept
        return spread(kept[1], order.options)

    def painted(self, view: View, check: Callable[[], None]) -> QImage:
        """The image of a view; ``check`` may raise to stop it."""
        image = QImage(view.width, view.height, QImage.Format.Format_ARGB32_Premultiplied)
        if image.isNull():
            raise MemoryError
        image.fill(Qt.GlobalColor.transparent)
        qt = QPainter(image)
        try:
            for index, rect in view.places:
                self._page(qt, view, view.pages.sheets[index], rect, check)
        finally:
            qt.end()
        return image

    def _page(self, qt: QPainter, view: View, sheet: Sheet, rect: Rect, check: Callable[[], None]) -> None:
        if view.on_paper:
            for ground, colour in grounds(sheet, rect):
                qt.fillRect(QRectF(*ground), QColor(colour))
        for layer in sheet.layers:
            self._layer(qt, view, layer, rect, check)

    def _layer(self, qt: QPainter, view: View, layer: Layer, rect: Rect, check: Callable[[], None]) -> None:
        root, paper = sized(layer.picture.root, layer.page)
        zoom = rect.w / paper.w
        painter = self._painter(layer.picture)
        qt.save()
        try:
            qt.setClipRect(QRectF(rect.x, rect.y, rect.w, rect.h))
            qt.translate(rect.x, rect.y)
            qt.scale(zoom, zoom)
            seen = Rect(-rect.x / zoom, -rect.y / zoom, view.width / zoom, view.height / zoom)
            clip = clip_of(layer.page)
            if clip is not None:
                qt.setClipRect(QRectF(*clip), Qt.ClipOperation.IntersectClip)
                seen = seen.shared(clip) if seen.overlaps(clip) else clip._replace(w=0, h=0)
            for group, dx, dy in portions(root, seen):
                check()
                qt.translate(dx, dy)
                painter.paint(qt, group)
                qt.translate(-dx, -dy)
        finally:
            qt.restore()

    def _painter(self, picture: Picture) -> QtPainter:
        found = self._painters.pop(id(picture), None)
        if found is None:
            found = picture, QtPainter(picture.asset_data, exact=True)
        self._painters[id(picture)] = found
        while len(self._painters) > _MOST_PAINTERS:
            self._painters.pop(next(iter(self._painters)))
        return found[1]


def grounds(sheet: Sheet, rect: Rect) -> list[tuple[Rect, str]]:
    """What a page that fills a rectangle has for a ground: the paper's colour, with white paper round it where marks
    stand round what is cut out."""
    page, whole = sheet.page, (rect, sheet.picture.paper)
    if page.trim_mm is None:
        return [whole]
    ground, scale = page.ground_mm, rect.w / page.width_mm
    inner = Rect(rect.x + ground.x * scale, rect.y + ground.y * scale, ground.w * scale, ground.h * scale)
    return [(rect, WHITE), (inner, sheet.picture.paper)]
