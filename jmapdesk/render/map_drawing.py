"""Drawing a map from its layout, a piece at a time: the canvas asks for what it shows, an export for everything.

Pieces are groups of their own coordinates (a card's from its corner, a lane's from its top), kept while the layout
object they were made from is asked for again. ``whole`` puts all of them on one sheet.
"""

from __future__ import annotations

import base64
import binascii
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from jmapdesk.insight.targets import page_of
from jmapdesk.layout import curve, sheet
from jmapdesk.layout.boxes import CardBox, LaneBox
from jmapdesk.layout.context import Context
from jmapdesk.layout.curve_legend import curve_legend
from jmapdesk.layout.cut_texts import cut_texts
from jmapdesk.layout.lanes import lane_name
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.layout.parts import Line, Part, ShapePart, TextPart
from jmapdesk.layout.summary import SummaryBox
from jmapdesk.layout.wires import Wire
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render import curve_ink
from jmapdesk.render.drawing import Group, Op, PathOp, Picture
from jmapdesk.render.fading import faded
from jmapdesk.render.map_story import keywords, map_story
from jmapdesk.render.parts import IconPaths, inked
from jmapdesk.util.collector import collector_paused
from jmapdesk.util.geometry import KAPPA, Path, Rect, joined, line_path, rect_path, round_rect_path
from jmapdesk.util.identity import ByIdentity

T = TypeVar("T")
_NEUTRAL_DASH = (3.0, 3.0)
_HALF = 0.5
"""A line one unit wide fills whole pixels at full size where it stands so far from where a lane or column begins."""


class Drawer:
    """Makes and keeps the groups of one map. Not shared between threads: an export makes its own."""

    def __init__(self, icons: IconPaths, limit: int = 20_000) -> None:
        self._icons = icons
        self._limit = limit
        self._kept: ByIdentity[object, Group] = ByIdentity(limit)
        self._pieces: OrderedDict[Hashable, Group] = OrderedDict()

    def _keep(self, key: T, make: Callable[[T], Group]) -> Group:
        found = self._kept.get(key)
        return found if found is not None else self._kept.put(key, make(key))

    def _piece(self, key: Hashable, make: Callable[[], Group]) -> Group:
        """A group made from values rather than from one object, kept while those are asked for again."""
        group = self._pieces.get(key)
        if group is None:
            group = self._pieces[key] = make()
            if len(self._pieces) > self._limit:
                self._pieces.popitem(last=False)
        return group

    def parts(self, element: str, role: str, parts: Iterable[Part], context: Context, title: str = "") -> Group:
        """A group of parts, not kept."""
        ops, bounds = inked(parts, context.shaper, self._icons)
        return Group(element, role, ops, bounds, title=title)

    def block(self, block: sheet.Block, context: Context) -> Group:
        """A piece of the sheet, from its own top left."""
        return self._keep(block, lambda b: self.parts(b.element, b.role, b.parts, context, b.title))

    def card(self, box: CardBox, layout: MapLayout) -> Group:
        """A card, from its own top left; a feeling's marker and label likewise. Faded where it is not wanted."""
        plan = box.plan
        group = self._kept.get(plan)
        if group is None:
            ops, bounds = inked(plan.parts, layout.context.shaper, self._icons)
            role = "feeling" if box.card.kind == "feeling" else "card"
            group = Group(
                box.card.id, role, ops, bounds, title=plan.title, flat=plan.flat, link=page_of(box.card)
            )
            self._kept.put(plan, group)
        wanted = layout.wanted  # everything, most of the time
        return self._faded(group, layout.fades(box.card), layout.context) if wanted else group

    def _faded(self, group: Group, fades: bool, context: Context) -> Group:
        return self._keep(group, lambda g: faded(g, context.theme.colours.paper)) if fades else group

    def summaries(self, layout: MapLayout, index: int, places: range | None = None) -> Iterator[tuple[Group, Rect]]:
        """What stands in place of cards in a lane, with the rectangle it fills; lane coordinates."""
        box, context = layout.lanes[index], layout.context
        for stage, one in zip(layout.columns.stages, box.summaries, strict=False):
            if one is None or (places is not None and (stage.last < places.start or stage.first >= places.stop)):
                continue

            def make(one: SummaryBox, element: str = f"{box.lane.id}-{stage.stage.id}") -> Group:
                return self.parts(element, "summary", one.parts, context, one.title)

            yield self._keep(one, make), one.rect

    def lane_label(self, box: LaneBox, context: Context) -> Group:
        """A lane's label, from the top left of the label column; an empty group for a divider."""
        title = lane_name(box.lane, context)

        def make(parts: tuple[Part, ...]) -> Group:
            return self.parts(box.lane.id, "lane", parts, context, title)

        return self._keep(box.label, make) if box.label else Group(box.lane.id, "lane", (), Rect(0, 0, 0, 0))

    # --- grounds ------------------------------------------------------------------------------------------------

    def frame(self, layout: MapLayout, on_paper: bool = False) -> Group:
        """The table's sheet: paper, the label column's ground, the corner over the labels. Sheet coordinates.

        ``on_paper`` leaves out the paper, where the whole sheet has been painted with it: it is large.
        """
        key = ("frame", layout.context, layout.columns, layout.table, layout.header, layout.step_row, on_paper)
        return self._piece(key, lambda: self._frame(layout, on_paper))

    def _frame(self, layout: MapLayout, on_paper: bool) -> Group:
        context = layout.context
        colours, radius = context.theme.colours, context.measures.table_radius
        table, label = layout.table, layout.columns.label
        left_side = label.x <= table.x + 1
        labels_top = layout.step_row.y
        edge = Line(colours.hairline, 1)
        parts: list[Part] = [] if on_paper else [ShapePart(round_rect_path(table, radius), fill=colours.paper)]
        if table.bottom > labels_top:
            ground = Rect(label.x, labels_top, label.w, table.bottom - labels_top)
            parts += _rounded_foot(ground, radius, left_side, colours.label_ground)
        parts.append(ShapePart(round_rect_path(table.grown(-_HALF), radius - _HALF), line=edge))
        inner = label.right + _HALF if left_side else label.x - _HALF
        parts.append(ShapePart(line_path(inner, table.y, inner, table.bottom), line=edge))
        words, styles = context.words, context.styles
        x = label.x + 16
        middle = layout.header.y + layout.header.h / 2
        parts.append(TextPart(
            x, middle - styles.lane.line_height / 2, label.w - 32, words("stages"), styles.lane, colours.ink,
            "end" if context.rtl else "start", 1,
        ))  # fmt: skip
        if layout.step_row.h:
            row = layout.step_row
            parts.append(ShapePart(line_path(table.x, row.y + _HALF, table.right, row.y + _HALF), line=edge))
            y = row.y + (row.h - styles.lane.line_height) / 2
            parts.append(TextPart(
                x, y, label.w - 32, words("steps"), styles.lane, colours.ink,
                "end" if context.rtl else "start", 1,
            ))  # fmt: skip
        return self.parts("table", "grid", parts, context)

    def lane_ground(self, layout: MapLayout, index: int, places: range | None = None) -> Group:
        """The lines of a lane between columns and over its top, a divider's line, counts; lane coordinates.

        With ``places`` only what stands in those columns; ``lane_corner`` is the rest.
        """
        if places is None:
            return self._ground(layout, index, None)
        box = layout.lanes[index]
        counts = box.counts[places.start : places.stop] if box.counts else ()
        look = (box.is_divider, box.folded, box.height, places, counts)
        key = ("ground", layout.context, layout.columns, box.lane.id, look)
        return self._piece(key, lambda: self._ground(layout, index, places))

    def lane_corner(self, layout: MapLayout, index: int) -> Group:
        """The line over a lane's label, and a divider's name; lane coordinates."""
        box, context, label = layout.lanes[index], layout.context, layout.columns.label

        def make() -> Group:
            hairline = Line(context.theme.colours.hairline_weak, 1)
            parts: list[Part] = _divider_name(box, layout) if box.is_divider else []
            parts.append(ShapePart(line_path(label.x, _HALF, label.right, _HALF), line=hairline))
            return self.parts(box.lane.id, "grid", parts, context)

        return self._piece(("corner", context, layout.columns, box.lane, box.height), make)

    def _ground(self, layout: MapLayout, index: int, places: range | None) -> Group:
        box, columns, context = layout.lanes[index], layout.columns, layout.context
        colours, table = context.theme.colours, layout.table
        everything = range(len(columns.boxes))
        shown = everything if places is None else places
        left, right = (table.x, table.right)
        if places is not None and len(places):
            left, w = columns.span(places[0], places[-1])
            right = left + w
        parts: list[Part] = []
        if box.is_divider:
            parts += _divider(box, left, right, layout)
            parts += _divider_name(box, layout) if places is None else []
        else:
            parts += _between(layout, shown, 0, box.height, only_stages=box.folded)
        parts.append(ShapePart(line_path(left, _HALF, right, _HALF), line=Line(colours.hairline_weak, 1)))
        if box.counts:
            for place in shown:
                if box.counts[place]:
                    column = columns.boxes[place]
                    y = (box.height - context.styles.lane.line_height) / 2
                    said = context.words.number(box.counts[place])
                    parts.append(TextPart(column.x, y, column.w, said, context.styles.lane, colours.muted, "centre", 1))
        return self.parts(box.lane.id, "grid", parts, context)

    def step_dividers(self, layout: MapLayout, places: range | None = None) -> Group:
        """The lines between step names; sheet coordinates."""
        row, columns = layout.step_row, layout.columns
        shown = range(len(columns.boxes)) if places is None else places

        def make() -> Group:
            parts = _between(layout, shown, row.y, row.bottom) if row.h else []
            return self.parts("steps", "grid", parts, layout.context)

        return self._piece(("steps", layout.context, columns, row, shown), make)

    # --- the curve ----------------------------------------------------------------------------------------------

    def curve_parts(self, layout: MapLayout, index: int, places: range | None = None) -> list[Group]:
        """What lies under the markers of a lane of feelings: neutral line, curves, whose they are.

        One group a segment, so that a canvas shows only those that touch ``places``. Lane coordinates.
        """
        box = layout.lanes[index]
        shown = range(len(layout.columns.boxes)) if places is None else places
        if not len(shown):
            return []
        groups = [self._neutral(layout, box, shown)]
        groups += [group for series, i in _pieces(box, shown) if (group := self._segment(series, i, box, layout))]
        if len(box.series) > 1 and shown[0] <= 8:
            groups.append(self._whose(layout, box))
        return groups

    def curve_fills(self, layout: MapLayout, index: int, places: range | None = None) -> list[Group]:
        """The tints between a single curve and the neutral line; they lie under the lines between columns."""
        box = layout.lanes[index]
        shown = range(len(layout.columns.boxes)) if places is None else places
        if not len(shown) or len(box.series) != 1:
            return []
        return [group for series, i in _pieces(box, shown) if (group := self._fill(series, i, box, layout))]

    def _neutral(self, layout: MapLayout, box: LaneBox, shown: range) -> Group:
        def make() -> Group:
            left, width = layout.columns.span(shown[0], shown[-1])
            right = left + width
            y = curve.y_of(0, box.height)
            # dashes keep their beat wherever the stretch begins
            beat = sum(_NEUTRAL_DASH)
            left -= (left - layout.columns.body.x) % beat
            line = Line(layout.context.theme.colours.hairline, 1, dash=_NEUTRAL_DASH)
            parts = [ShapePart(line_path(left, y, right, y), line=line)]
            return self.parts(box.lane.id, "grid", parts, layout.context)

        return self._piece(("neutral", layout.context, layout.columns, box.lane.id, box.height, shown), make)

    def _segment(self, series: curve.Series, i: int, box: LaneBox, layout: MapLayout) -> Group | None:
        piece, context = curve.segment(series.points, i), layout.context
        if piece is None:
            return None
        scores = (series.points[i].score, series.points[i + 1].score)
        element = f"{box.lane.id}-{series.points[i].card.id}"

        def make() -> Group:
            ops = curve_ink.line(piece, scores, series, context)
            return Group(element, "curve", ops, curve_ink.bounds(piece, piece.y0))

        made = self._piece(("segment", context, element, piece, scores, series.colour, series.dashed), make)
        return self._faded(made, segment_fades(layout, series, i), context)

    def _fill(self, series: curve.Series, i: int, box: LaneBox, layout: MapLayout) -> Group | None:
        piece, context = curve.segment(series.points, i), layout.context
        if piece is None:
            return None
        neutral = curve.y_of(0, box.height)
        element = f"{box.lane.id}-{series.points[i].card.id}"

        def make() -> Group:
            return Group(element, "fill", curve_ink.fills(piece, neutral, context), curve_ink.bounds(piece, neutral))

        made = self._piece(("fill", context, element, piece, neutral), make)
        return self._faded(made, segment_fades(layout, series, i), context)

    def _whose(self, layout: MapLayout, box: LaneBox) -> Group:
        """Which line is whose, where there are several."""
        context, columns = layout.context, layout.columns

        def make() -> Group:
            return self.parts(box.lane.id, "legend", curve_legend(box.series, columns, context), context)

        curves = tuple((one.name, one.tag, one.colour, one.dashed) for one in box.series)
        return self._piece(("whose", context, layout.columns, box.lane.id, curves), make)

    # --- connections --------------------------------------------------------------------------------------------

    def wire(self, wire: Wire, layout: MapLayout) -> Group:
        """A connection, sheet coordinates; its words are ``wire_label``."""
        context = layout.context
        colours = context.theme.colours
        group = self._keep(wire, lambda one: self.parts(one.connection.id, "connection", one.shapes(colours), context))
        return self._faded(group, layout.fades_wire(wire), context)

    def wire_label(self, wire: Wire, layout: MapLayout) -> Group | None:
        """The words of a connection, sheet coordinates; they stand over all lines."""
        if wire.label is None:
            return None
        element, context = wire.connection.id, layout.context
        group = self._keep(
            wire.label, lambda part: self.parts(element, "connection", wire.words(context), context, part.text)
        )
        return self._faded(group, layout.fades_wire(wire), context)

    # --- the whole ----------------------------------------------------------------------------------------------

    def whole(self, layout: MapLayout) -> Group:
        """Everything on one sheet, in reading order."""
        context = layout.context
        top = (layout.title, *layout.personas)
        children: list[Op | Group] = [_placed(self.block(one, context), one.rect.x, one.rect.y) for one in top]
        children.append(self.frame(layout))
        children.append(self.step_dividers(layout))
        children += [_placed(self.block(block, context), block.rect.x, block.rect.y) for block in layout.stages]
        children += [_placed(self.block(block, context), block.rect.x, block.rect.y) for block in layout.steps]
        # connections run over all grounds and under all cards
        for i, box in enumerate(layout.lanes):
            ground: list[Op | Group] = [
                *(self.curve_fills(layout, i) if box.is_curve else ()),
                self.lane_ground(layout, i),
                *(self.curve_parts(layout, i) if box.is_curve else ()),
            ]
            bounds = Rect(layout.table.x, 0, layout.table.w, box.height)
            children.append(Group(f"{box.lane.id}-ground", "grid", tuple(ground), bounds, 0, layout.tops[i]))
        wires = list(layout.wires.all())
        children += [self.wire(wire, layout) for wire in wires]
        for i, box in enumerate(layout.lanes):
            inside: list[Op | Group] = [_placed(self.lane_label(box, context), layout.columns.label.x, 0)]
            inside += [_placed(self.card(one, layout), one.x, one.y) for cell in box.cells for one in cell]
            inside += [_placed(group, rect.x, rect.y) for group, rect in self.summaries(layout, i)]
            bounds = Rect(layout.table.x, 0, layout.table.w, box.height)
            name = lane_name(box.lane, context)
            children.append(Group(box.lane.id, "lane", tuple(inside), bounds, 0, layout.tops[i], name))
        children += [label for wire in wires if (label := self.wire_label(wire, layout)) is not None]
        footer = layout.footer
        children.append(_placed(self.block(footer, context), footer.rect.x, footer.rect.y))
        bounds = Rect(0, 0, layout.width, layout.height)
        return Group(layout.journey.id, "map", tuple(children), bounds, title=layout.journey.about.title)


def segment_fades(layout: MapLayout, series: curve.Series, i: int) -> bool:
    """Whether the stretch of a curve after a point is drawn faded: where either end of it is."""
    return any(layout.fades(point.card) for point in series.points[i : i + 2])


def picture(layout: MapLayout, icons: IconPaths) -> Picture:
    """A whole map as a drawing that any painter can show."""
    journey = layout.journey
    about = journey.about
    subject = about.purpose or about.goal
    with collector_paused():
        root = Drawer(icons, limit=1_000_000).whole(layout)
    return Picture(
        layout.width,
        layout.height,
        layout.context.theme.colours.paper,
        root,
        title=about.title or layout.context.words("untitled"),
        language=about.language,
        author=about.owner,
        subject=subject,
        keywords=keywords(layout),
        story=lambda: map_story(layout),
        asset_data=asset_reader(journey),
        missing=tuple(layout.context.shaper.missing("".join(_all_texts(journey)))),
        short=cut_texts(layout),
    )


def asset_reader(journey: JourneyMap) -> Callable[[str], bytes | None]:
    """Gives the bytes of an asset, None for one that is missing or damaged."""

    def read(asset: str) -> bytes | None:
        record = journey.assets.get(asset)
        if record is None:
            return None
        try:
            return base64.b64decode(record.data, validate=True) or None
        except (binascii.Error, ValueError):
            return None

    return read


def _all_texts(journey: JourneyMap) -> Iterator[str]:
    """Every text a map shows, for finding characters that no font has."""
    about = journey.about
    yield from (about.title, about.purpose, about.goal, about.scope, about.owner, about.team, about.version_label)
    for persona in queries.personas(journey):
        yield from (persona.name, persona.role, persona.quote, *persona.goals[:1])
    for stage in journey.stages.values():
        yield from (stage.name, stage.goal)
        for step in stage.steps:
            yield from (step.name, step.time)
    for lane in journey.lanes.values():
        yield from (lane.name, lane.subtitle, *lane.scale)
    for card in journey.cards.values():
        yield from (card.text, card.word, card.who, card.unit)


def _placed(group: Group, x: float, y: float) -> Group:
    return Group(group.element, group.role, group.children, group.bounds, x, y, group.title, group.flat, group.link)


def _between(
    layout: MapLayout, places: Iterable[int], top: float, bottom: float, only_stages: bool = False
) -> list[Part]:
    """The lines before some columns, those before stages strong and the others dashed; none before the first."""
    columns, colours = layout.columns, layout.context.theme.colours
    boxes = columns.boxes
    strong, weak = Line(colours.hairline, 1), Line(colours.step_divider, 1, dash=(3, 3))
    found: dict[Line, list[Path]] = {strong: [], weak: []}
    for place in places:
        if not place:
            continue
        column = boxes[place]
        begins = column.stage is not boxes[place - 1].stage
        if begins or not only_stages:
            x = column.right - _HALF if columns.rtl else column.x + _HALF
            found[strong if begins else weak].append(line_path(x, top, x, bottom))
    return [ShapePart(joined(paths), line=line) for line, paths in found.items() if paths]


def _rounded_foot(rect: Rect, radius: float, left: bool, colour: str) -> list[Part]:
    """A rectangle with one round corner at the bottom, where the label column meets the table's corner.

    All but its foot is a plain rectangle, which painters fill in a fraction of the time a path of that height takes;
    the foot reaches a unit into it.
    """
    r = min(radius, rect.w, rect.h)
    c = r * (1 - KAPPA)
    x, e, b = rect.x, rect.right, rect.bottom
    y = max(rect.y, b - r - 1)
    foot: Path
    if left:
        foot = (("M", x, y), ("L", e, y), ("L", e, b), ("L", x + r, b), ("C", x + c, b, x, b - c, x, b - r), ("Z",))
    else:
        foot = (("M", x, y), ("L", e, y), ("L", e, b - r), ("C", e, b - c, e - c, b, e - r, b), ("L", x, b), ("Z",))
    return [ShapePart(rect_path(rect._replace(h=rect.h - r)), colour), ShapePart(foot, colour)]


def _divider(box: LaneBox, left: float, right: float, layout: MapLayout) -> list[Part]:
    """A line across the steps."""
    y = box.height / 2
    start, end = max(left, layout.columns.body.x), min(right, layout.columns.body.right)
    # the dash keeps its beat from the body's edge, so that pieces drawn apart join
    start -= (start - layout.columns.body.x) % 10
    line = Line(layout.context.theme.colours.muted, 1.4, dash=(6, 4))
    return [ShapePart(line_path(start, y, end, y), line=line)]


def _divider_name(box: LaneBox, layout: MapLayout) -> list[Part]:
    """What a divider is called, in the label column."""
    context, label = layout.context, layout.columns.label
    colours, style = context.theme.colours, context.styles.small_bold
    y = box.height / 2
    name = lane_name(box.lane, context)
    height = context.shaper.measure(name, style, label.w - 24, 2).height
    return [
        TextPart(
            label.x + 16, y - height / 2, label.w - 24, name, style, colours.muted,
            "end" if context.rtl else "start", 2,
        )
    ]  # fmt: skip


def _pieces(box: LaneBox, shown: range) -> Iterator[tuple[curve.Series, int]]:
    """The segments of all curves that touch a stretch of columns, as a curve and a point's index."""
    for series in box.series:
        start = max(0, curve.point_index(series, shown[0]) - 1)
        for i in range(start, curve.point_index(series, shown[-1] + 1)):
            yield series, i


def paper(width: float, height: float, colour: str) -> Group:
    """A plain sheet."""
    rect = Rect(0, 0, width, height)
    return Group("paper", "grid", (PathOp(rect_path(rect), colour),), rect)
