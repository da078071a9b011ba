"""Which texts have no room for all their words where they stand, and so end in “…”."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from jmapdesk.layout.context import Context
from jmapdesk.layout.curve_legend import curve_legend
from jmapdesk.layout.lanes import lane_name
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.layout.parts import Part, TextPart

_LEAST_WORDS: Final = 4
"""Characters from which a text is words; fewer are initials and counts, which are made to fit."""


class CutText(NamedTuple):
    """A text that is cut: whose it is, what it is there, and all of its words.

    ``kind`` is ``title``, ``persona``, ``role``, ``stage``, ``goal``, ``step``, ``time``, ``lane``, ``curve``,
    ``card``, ``feeling`` or ``connection``.
    """

    element: str
    kind: str
    text: str


def cut_texts(layout: MapLayout) -> tuple[CutText, ...]:
    """The texts of a map that are cut, each once, in the order they are read."""
    found = dict.fromkeys(_of_map(layout))
    # a curve begins with the name of its persona, which has been told then
    names = tuple(one.text for one in found if one.kind == "persona")
    return tuple(one for one in found if one.kind != "curve" or not one.text.startswith(names))


def _of_map(layout: MapLayout) -> Iterator[CutText]:
    context = layout.context
    title = layout.journey.about.title or context.words("untitled")
    yield from cut_among(layout.title.element, layout.title.parts, {title: "title"}, context)
    for block in layout.personas:
        yield from cut_among(block.element, block.parts, {block.title: "persona"}, context, "role")
    for stage, block in zip(layout.columns.stages, layout.stages, strict=True):
        kinds = {stage.stage.goal: "goal", stage.stage.name: "stage"}
        yield from cut_among(block.element, block.parts, kinds, context)
    steps = {box.step.id: box.step for box in layout.columns.boxes}
    for block in layout.steps:
        step = steps[block.element]
        yield from cut_among(block.element, block.parts, {step.time: "time", step.name: "step"}, context)
    for box in layout.lanes:
        name = lane_name(box.lane, context)
        yield from cut_among(box.lane.id, box.label, {name: "lane"}, context)
        if box.is_curve and len(box.series) > 1:
            names = {series.name: "curve" for series in box.series}
            # the tag beside a name is short for it
            legend = [
                part for part in curve_legend(box.series, layout.columns, context)
                if isinstance(part, TextPart) and part.style != context.styles.tag
            ]  # fmt: skip
            yield from cut_among(box.lane.id, legend, names, context)
        for one in (one for cell in box.cells for one in cell):
            kind = "feeling" if one.card.kind == "feeling" else "card"
            yield from cut_among(one.card.id, one.plan.parts, {}, context, kind)
    for wire in layout.wires.all():
        if wire.label is not None:
            yield from cut_among(wire.connection.id, (wire.label,), {}, context, "connection")


def cut_among(
    element: str, parts: Iterable[Part], kinds: Mapping[str, str], context: Context, other: str = ""
) -> Iterator[CutText]:
    """The texts among parts that are cut. ``kinds`` says by its words what each is; what is not among them is
    ``other``, or where that is empty one of the map's own words, which nobody can shorten.
    """
    for part in parts:
        if not isinstance(part, TextPart) or part.max_lines is None or len(part.text) < _LEAST_WORDS:
            continue
        kind = kinds.get(part.text, other)
        if kind and context.shaper.measure(part.text, part.style, part.w, part.max_lines).truncated:
            yield CutText(element, kind, part.text)
