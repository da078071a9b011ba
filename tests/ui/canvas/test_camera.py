"""Where the view looks: the viewport never changes with what is shown in it, and what is fitted is seen whole."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtWidgets import QApplication

from jmapdesk.edit.about import set_about
from jmapdesk.edit.cards import add_card
from jmapdesk.edit.cells import Place
from jmapdesk.edit.steps import add_step
from jmapdesk.model.journey import JourneyMap
from jmapdesk.ui.canvas.camera import LEAST
from jmapdesk.ui.canvas.view import MapView
from tests.builders import big_map, small_map
from tests.ui.canvas.conftest import MakeView


def shows_whole_sheet(view: MapView) -> bool:
    """Whether all of the sheet stands in the viewport."""
    size, origin, zoom = view.viewport().size(), view.origin(), view.zoom()
    width, height = view.camera.sheet
    return (
        origin.x() <= 0
        and origin.y() <= 0
        and width * zoom - origin.x() <= size.width() + 1
        and height * zoom - origin.y() <= size.height() + 1
    )


def room(view: MapView) -> QSize:
    """The viewport with the strips of stages and lanes beside it."""
    return view.viewport().size().grownBy(view.viewportMargins())


def grown_map(lines: int, steps: int) -> JourneyMap:
    """A small map with so many cards more in one cell, and so many steps more."""
    journey = small_map()
    for n in range(steps):
        journey = add_step(journey, "s1", lambda n=n: f"step{n}")
    for n in range(lines):
        journey = add_card(journey, Place("touch", "p1"), lambda n=n: f"more{n}", text=f"Line {n}")
    return journey


def test_what_shows_whole_needs_no_scroll_bar(make_view: MakeView) -> None:
    view = make_view()
    luck = random.Random(7)
    for _ in range(300):
        view.resize(luck.randint(300, 1600), luck.randint(300, 1000))
        view.camera.set_sheet(luck.uniform(1500, 4000), luck.uniform(1500, 4000))
        view.fit()
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            assert bar.minimum() == bar.maximum()


def test_what_the_view_is_given_does_not_hang_on_the_sheet(make_view: MakeView) -> None:
    # A scroll bar that comes with the sheet's size changes the viewport, which changes the scene, which takes the
    # scroll bar away again, for ever.
    view = make_view()
    size = room(view)
    luck = random.Random(4)
    for _ in range(400):
        view.camera.set_sheet(luck.uniform(200, 6000), luck.uniform(200, 6000))
        QApplication.processEvents()
        assert room(view) == size
        view.zoom_to(luck.choice([0.3, 1.0, luck.uniform(0.1, 3)]))
        QApplication.processEvents()
        assert room(view) == size
        view.fit()
        QApplication.processEvents()
        assert room(view) == size


@pytest.mark.parametrize("steps", [0, 7, 40])
@pytest.mark.parametrize("lines", [1, 12, 40, 100, 400])
@pytest.mark.parametrize("width", [1000, 1920])
def test_a_map_can_be_fitted_from_full_size(make_view: MakeView, lines: int, steps: int, width: int) -> None:
    view = make_view(grown_map(lines, steps), width, 900)
    view.zoom_to(1.0)
    QApplication.processEvents()
    view.fit()
    QApplication.processEvents()
    assert view.zoom() == LEAST or shows_whole_sheet(view)


def test_a_fitted_sheet_stays_in_the_middle_when_the_view_is_resized(make_view: MakeView) -> None:
    view = make_view(zoom=0.3)
    view.fit()
    for width, height in [(700, 500), (1400, 900), (333, 777)]:
        view.resize(width, height)
        QApplication.processEvents()
        view.fit()
        left = -view.origin().x()
        right = view.viewport().width() + view.origin().x() - view.camera.sheet[0] * view.zoom()
        assert abs(left - right) <= 2


def test_one_move_of_the_view_changes_the_viewport_a_few_times_at_most(
    make_view: MakeView, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The strips beside the viewport come and go with what is seen; if that moved what is seen, they would flicker.
    view = make_view(grown_map(60, 12))
    resized: list[QSize] = []
    arrange = view.camera.arrange

    def counting(*given: QPointF, **named: bool) -> None:
        resized.append(view.viewport().size())
        assert len(resized) < 12, resized
        arrange(*given, **named)

    monkeypatch.setattr(view.camera, "arrange", counting)
    luck = random.Random(7)
    moves: list[Callable[[], object]] = [
        lambda: view.zoom_to(luck.uniform(0.1, 3)),
        lambda: view.camera.pan(luck.uniform(-900, 900), luck.uniform(-900, 900)),
        lambda: view.camera.pan(luck.uniform(-9, 9), luck.uniform(-9, 9)),
        lambda: view.resize(luck.randint(200, 2000), luck.randint(200, 1200)),
        view.fit,
        view.zoom_in,
        view.zoom_out,
    ]
    for _ in range(600):
        luck.choice(moves)()
        QApplication.processEvents()
        resized.clear()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_of_a_map_too_long_for_the_least_zoom_the_beginning_shows(make_view: MakeView, direction: str) -> None:
    view = make_view(set_about(big_map(3000), direction=direction), width=700, height=500, zoom=1.0)
    view.fit()
    assert view.zoom() == LEAST
    title = view.camera.to_view(view.layout_now.title.rect)
    assert QRectF(view.viewport().rect()).contains(title.topLeft() if direction == "ltr" else title.topRight())
