"""Cards that are not wanted stand back towards the paper, the same for every painter, and nothing moves."""

from __future__ import annotations

from collections.abc import Iterator

from jmapdesk.edit.cards import add_card, set_fields
from jmapdesk.edit.cells import Place
from jmapdesk.insight.filters import NOTHING_WANTED, Filter
from jmapdesk.layout.map_layout import MapLayout, changed, filtered, lay_out
from jmapdesk.model.delta import delta
from jmapdesk.render.drawing import GlyphsOp, Group, ImageOp, PathOp, walk
from jmapdesk.render.fading import FADE, faded
from jmapdesk.render.icons import Icons
from jmapdesk.render.map_drawing import picture
from jmapdesk.util.colour import contrast, mix
from jmapdesk.util.geometry import Rect
from tests.builders import small_map
from tests.fakes import FakeShaper

FEELINGS = Filter({"kind": frozenset({"feeling"})})
POSITIVE = Filter({"evidence": frozenset({"evidence"})})


def groups(layout: MapLayout) -> dict[str, Group]:
    return {one.element: one for one in _inner(picture(layout, Icons()).root) if one.role in ("card", "feeling")}


def _inner(group: Group) -> Iterator[Group]:
    yield group
    for child in group.children:
        if isinstance(child, Group):
            yield from _inner(child)


def colours(group: Group) -> set[str]:
    found: set[str | None] = set()
    for op, *_ in walk(group):
        if isinstance(op, GlyphsOp):
            found.add(op.colour)
        elif isinstance(op, PathOp):
            found |= {op.fill, op.stroke.colour if op.stroke else None}
    return {one for one in found if one}


def test_cards_that_are_not_wanted_are_tints_and_stand_where_they_stood() -> None:
    plain = lay_out(small_map(), FakeShaper())
    wanted = lay_out(small_map(), FakeShaper(), wanted=FEELINGS)
    paper = plain.context.theme.colours.paper
    before, after = groups(plain), groups(wanted)
    assert colours(after["c1"]) == {mix(colour, paper, FADE) for colour in colours(before["c1"])}
    assert max(contrast(colour, paper) for colour in colours(after["c1"])) < 2
    assert colours(after["f1"]) == colours(before["f1"])
    assert [one.bounds for one in after.values()] == [one.bounds for one in before.values()]
    assert after["c1"].title == before["c1"].title


def test_a_stretch_of_the_curve_fades_with_either_end() -> None:
    journey = add_card(small_map(), Place("feel", "p2"), lambda: "f2", score=0.5)
    journey = set_fields(set_fields(journey, "f3", persona=None), "f1", sources=("talk",))
    plain, wanted = lay_out(journey, FakeShaper()), lay_out(journey, FakeShaper(), wanted=POSITIVE)
    curves = [[g for g in _inner(picture(one, Icons()).root) if g.role in ("curve", "fill")] for one in (plain, wanted)]
    assert curves[0]
    paper = plain.context.theme.colours.paper
    for before, after in zip(*curves, strict=True):
        assert colours(after) == {mix(colour, paper, FADE) for colour in colours(before)}


def test_what_is_wanted_goes_on_through_edits() -> None:
    journey = small_map()
    layout = filtered(lay_out(journey, FakeShaper()), FEELINGS)
    after = set_fields(journey, "c1", text="Flyer")
    assert changed(layout, after, delta(journey, after)).wanted == FEELINGS
    other = set_fields(journey, "c1", text="Flyer", tags=("x",))
    rebuilt = lay_out(other, FakeShaper(), layout)
    assert rebuilt.wanted == FEELINGS
    assert rebuilt.fades(rebuilt.journey.cards["c1"])
    assert filtered(layout, FEELINGS) is layout
    assert lay_out(other, FakeShaper(), layout, wanted=NOTHING_WANTED).wanted == NOTHING_WANTED


def test_a_faded_picture_is_a_plain_tint() -> None:
    box = Rect(0, 0, 10, 10)
    shown = faded(Group("c", "card", (ImageOp("photo", box),), box, flat="#000000"), "#FFFFFF")
    (op,) = shown.children
    assert isinstance(op, PathOp)
    assert op.fill is not None
    assert contrast(op.fill, "#FFFFFF") < 2
    assert shown.flat == mix("#000000", "#FFFFFF", FADE)
