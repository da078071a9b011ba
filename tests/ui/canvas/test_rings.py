"""The ring round what is selected leaves words to be read: its own, and those of what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jmapdesk.edit.cards import set_fields
from jmapdesk.edit.steps import set_step_fields
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.layout.parts import Part, TextPart
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.selection import Ref, card_ref, cell_ref
from jmapdesk.util.geometry import Rect
from tests.builders import small_map
from tests.ui.canvas.conftest import MakeView


def told() -> JourneyMap:
    journey = set_fields(small_map(), "f1", text="quite lost in the crowd")
    for step in ("p1", "p2", "p3"):
        journey = set_step_fields(journey, step, name="Look online", time="Day 3")
    return journey


def words_of(parts: tuple[Part, ...], x: float, y: float, layout: MapLayout) -> Iterator[Rect]:
    for part in parts:
        if isinstance(part, TextPart):
            box = layout.context.shaper.measure(part.text, part.style, part.w, part.max_lines)
            spare = part.w - box.width
            left = part.x + (spare if part.align == "end" else spare / 2 if part.align == "centre" else 0)
            yield Rect(x + left, y + part.y + 3, box.width, box.height - 6)


def all_words(layout: MapLayout) -> Iterator[Rect]:
    for block in (*layout.stages, *layout.steps):
        yield from words_of(block.parts, block.rect.x, block.rect.y, layout)
    for lane, top in zip(layout.lanes, layout.tops, strict=True):
        yield from words_of(lane.label, layout.columns.label.x, top, layout)
        for cell in lane.cells:
            for one in cell:
                yield from words_of(one.plan.parts, one.x, one.y + top, layout)


@pytest.mark.parametrize("zoom", [0.36, 0.42, 0.6, 1.0])
@pytest.mark.parametrize(
    "ref",
    [cell_ref("touch", "p1"), cell_ref("feel", "p1"), Ref("step", "p1"), Ref("stage", "s1"), Ref("lane", "touch"),
     Ref("lane", "pain"), card_ref("f1"), card_ref("c1"), card_ref("c2")],
    ids=lambda ref: f"{ref.kind} {ref.id}",
)  # fmt: skip
def test_a_ring_covers_no_words(make_view: MakeView, ref: Ref, zoom: float) -> None:
    view = make_view(told(), width=1000, height=800, zoom=zoom)
    view.headers.rest()
    view.camera.scroll_to(-20, -20)
    view.selection.clear()
    before = view.viewport().grab().toImage()
    view.selection.select(ref)
    after = view.viewport().grab().toImage()
    assert before != after
    words = list(all_words(view.layout_now))
    assert len(words) > 12
    for rect in words:
        seen = view.camera.to_view(rect).toAlignedRect().intersected(view.viewport().rect())
        assert before.copy(seen) == after.copy(seen)
