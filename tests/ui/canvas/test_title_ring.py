"""The ring round the selected title lies over no other words."""

from __future__ import annotations

import pytest

from jmapdesk.edit.about import set_about
from jmapdesk.layout.hit import title_words
from jmapdesk.layout.parts import TextPart
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.selection import ABOUT
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.util.geometry import Rect
from tests.builders import big_map
from tests.ui.canvas.conftest import MakeView


def told(title: str, direction: str = "ltr") -> JourneyMap:
    """A map wide enough for its goal and scope beside the title."""
    return set_about(
        big_map(120), title=title, direction=direction, purpose="Why people who move house lose their way with us",
        goal="Fewer calls per order", success_measure="Calls per order", scope="From the offer to the first bill",
    )  # fmt: skip


def others(view: MapView) -> list[Rect]:
    """Where the other words over the table stand on the sheet."""
    block, style = view.layout_now.title, view.layout_now.context.styles.title
    parts = [part for part in block.parts if isinstance(part, TextPart) and part.style != style]
    assert len(parts) > 6
    shaper = view.layout_now.context.shaper
    return [
        Rect(block.rect.x + part.x, block.rect.y + part.y, part.w,
             shaper.measure(part.text, part.style, part.w, part.max_lines).height)
        for part in parts
    ]  # fmt: skip


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("zoom", [0.2, 0.4, 1.0])
@pytest.mark.parametrize("title", ["Moving house", "Moving house with all that one has to think of and to tell " * 3])
def test_the_ring_round_the_title_covers_no_other_words(
    make_view: MakeView, title: str, zoom: float, direction: str
) -> None:
    view = make_view(told(title, direction), width=1300, height=600, zoom=zoom)
    view.headers.rest()
    view.camera.reveal(view.layout_now.title.rect)
    view.selection.clear()
    before = view.viewport().grab().toImage()
    view.selection.select(ABOUT)
    after = view.viewport().grab().toImage()
    assert before != after
    for rect in others(view):
        seen = view.camera.to_view(rect).toAlignedRect().intersected(view.viewport().rect())
        assert before.copy(seen) == after.copy(seen)


def test_it_hugs_the_words_at_the_side_they_begin(make_view: MakeView) -> None:
    left, right = make_view(told("Moving house")).layout_now, make_view(told("Moving house", "rtl")).layout_now
    assert title_words(left).x == left.title.rect.x
    assert title_words(left).w < 300
    assert title_words(left).w == pytest.approx(title_words(right).w)
