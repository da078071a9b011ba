"""What can be written in place: where its words stand, how they look, and the edit that changes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from jmapdesk.edit.about import set_about
from jmapdesk.edit.cards import set_fields
from jmapdesk.edit.connections import set_connection_fields
from jmapdesk.edit.lanes import rename_lane
from jmapdesk.edit.stages import rename_stage
from jmapdesk.edit.steps import rename_step
from jmapdesk.layout.boxes import CardBox
from jmapdesk.layout.hit import ink, lane_rect, stage_rect, step_rect, title_rect
from jmapdesk.layout.lanes import lane_name
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.layout.parts import TextPart
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.record import replace as changed
from jmapdesk.model.records import Card
from jmapdesk.session.capture import scored
from jmapdesk.session.selection import Ref
from jmapdesk.text.shaped import TextStyle
from jmapdesk.util.geometry import Rect


def _tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


class Pad(NamedTuple):
    """Room at the left, the right, and at top and bottom."""

    left: float
    right: float
    down: float


@dataclass(frozen=True, slots=True)
class Subject:
    """Something whose words are written in place."""

    ref: Ref
    label: str
    """The undo step's label."""
    text: str
    rect: Rect
    """What the editor covers, on the sheet; it may grow downwards."""
    pad: Pad
    """Room between the rectangle and the words, map units."""
    style: TextStyle
    ink: str
    fill: str
    border: str
    edit: Callable[[JourneyMap, str], JourneyMap]
    lines: bool = False
    """Whether Shift+Enter starts a new line."""
    centred: bool = False
    keeps_width: bool = False
    """Whether the editor stays as wide as the rectangle, so that it covers no neighbour."""
    hint: str = ""
    """What stands there while nothing is written."""


def subject(layout: MapLayout, ref: Ref) -> Subject | None:
    """What is written when this is edited in place; None for what has no words on the map."""
    match ref.kind:
        case "card":
            return _card(layout, ref)
        case "connection":
            return _connection(layout, ref)
        case "stage":
            return _stage(layout, ref)
        case "step":
            return _step(layout, ref)
        case "lane":
            return _lane(layout, ref)
        case "about":
            return _title(layout, ref)
    return None


def _card(layout: MapLayout, ref: Ref) -> Subject | None:
    card = layout.journey.cards.get(ref.id)
    if card is None or card.lane is None or card.step is None:
        return None
    index, place = layout.lane_index(card.lane), layout.columns.place(card)
    if index is None or place is None:
        return None
    box = next((one for one in layout.lanes[index].cells[place] if one.card.id == ref.id), None)
    if box is None:
        return None
    theme, styles, measures = layout.context.theme, layout.context.styles, layout.context.measures
    colours = theme.kind(card.kind, card.colour)
    top = layout.tops[index]
    pad = Pad(measures.card_pad_x, measures.card_pad_x, measures.card_pad_y + 1)
    words = next((part for part in box.plan.parts if isinstance(part, TextPart) and part.style == styles.card), None)
    if words is not None:
        pad = pad._replace(left=words.x, right=max(0.0, box.w - words.x - words.w))
    result = Subject(
        ref, _tr("Edit card"), card.text, box.rect.moved(0, top), pad, styles.card,
        colours.ink, colours.fill, colours.border, lambda journey, text: set_fields(journey, ref.id, text=text), True,
    )  # fmt: skip
    if card.kind == "feeling":
        return _feeling(layout, result, card, box, top, place)
    if card.kind == "metric":
        plain = Pad(measures.card_pad_x, measures.card_pad_x, measures.card_pad_y)
        return replace(result, style=styles.subtitle, fill=theme.colours.paper, pad=plain, hint=_tr("What is measured"))
    if card.kind == "image":
        low = Rect(box.x, top + box.y + box.h - 30, box.w, 30)
        return replace(result, style=styles.small, rect=low)
    return result


def _feeling(layout: MapLayout, base: Subject, card: Card, box: CardBox, top: float, place: int) -> Subject:
    """The words beside a marker: a feeling's text, or its word where it has only that."""
    column, styles = layout.columns.boxes[place], layout.context.styles
    by_word = bool(card.word) and not card.text
    area = ink(layout, box).moved(0, top)
    high = area.y < top + box.y - 8 or (card.score or 0) >= 0
    height = 26.0
    y = top + box.y - height - 4 if high else top + box.y + box.h + 4
    return replace(
        base,
        text=card.word if by_word else card.text,
        rect=Rect(column.x + 6, y, column.w - 12, height),
        pad=Pad(6, 6, 5),
        style=styles.feeling,
        centred=True,
        lines=False,
        edit=lambda journey, text: _felt(journey, card.id, text, "word" if by_word else "text"),
        hint=_tr("How does it feel?"),
    )


def _felt(journey: JourneyMap, card: str, text: str, field: str) -> JourneyMap:
    """The map with a feeling named, and scored where the words begin or end with a score: ``+1 relieved``."""
    words, score = scored(text)
    if score is None:
        return set_fields(journey, card, **{field: text})
    return set_fields(journey, card, **{field: words}, score=score)


def _connection(layout: MapLayout, ref: Ref) -> Subject | None:
    """The words of a connection where they stand, or in the middle of its longest stretch."""
    wire = layout.wires.get(ref.id)
    if wire is None:
        return None
    colours, style = layout.context.theme.colours, layout.context.styles.small
    middle = wire.middle()
    x, y = (wire.label_rect.cx, wire.label_rect.cy) if wire.label_rect else middle
    width = max(130.0, wire.label_rect.w + 24 if wire.label_rect else 0.0)
    high = style.line_height + 8
    return Subject(
        ref, _tr("Name connection"), wire.connection.label,
        Rect(x - width / 2, y - high / 2, width, high), Pad(6, 6, 4), style,
        colours.ink, colours.paper, colours.hairline,
        lambda journey, text: set_connection_fields(journey, ref.id, label=text), centred=True, hint=_tr("Label"),
    )  # fmt: skip


def _stage(layout: MapLayout, ref: Ref) -> Subject | None:
    rect = stage_rect(layout, ref.id)
    box = next((one for one in layout.columns.stages if one.stage.id == ref.id), None)
    if rect is None or box is None:
        return None
    style = layout.context.styles.stage
    high = style.line_height + 12
    field, pad = Rect(rect.x + 12, rect.cy - high / 2, max(60.0, rect.w - 30), high), Pad(6, 6, 6)
    block = next(one for one in layout.stages if one.element == ref.id)
    words = next((part for part in block.parts if isinstance(part, TextPart)), None)
    if words is not None:
        # it covers the arrow above and below its words, so that a click beside a letter is still one in the name
        style, down = words.style, max(3.0, words.y - 4)
        pad = Pad(6, 6, down)
        field = Rect(rect.x + words.x - 6, rect.y + words.y - down, words.w + 12, style.line_height + 2 * down)
    ink = layout.context.theme.on(box.colour)
    return Subject(
        ref, _tr("Rename stage"), box.stage.name, field, pad, style, ink, box.colour, ink,
        lambda journey, text: rename_stage(journey, ref.id, text), keeps_width=True, hint=_tr("Stage"),
    )  # fmt: skip


def _step(layout: MapLayout, ref: Ref) -> Subject | None:
    rect, place = step_rect(layout, ref.id), layout.columns.place_of.get(ref.id)
    if rect is None or place is None:
        return None
    colours, style = layout.context.theme.colours, layout.context.styles.step
    step = layout.columns.boxes[place].step
    high = style.line_height + 10
    y = rect.cy - high / 2
    block = next((one for one in layout.steps if one.element == ref.id), None)
    words = next((part for part in block.parts if isinstance(part, TextPart)), None) if block and step.name else None
    if words is not None:
        y = rect.y + words.y - 5
    field = Rect(rect.x + 3, y, rect.w - 6, high)
    return Subject(
        ref, _tr("Rename step"), step.name, field, Pad(6, 6, 5), style, colours.ink, colours.paper, colours.hairline,
        lambda journey, text: rename_step(journey, ref.id, text), keeps_width=True, hint=_tr("Step"),
    )  # fmt: skip


def _lane(layout: MapLayout, ref: Ref) -> Subject | None:
    rect, index = lane_rect(layout, ref.id), layout.lane_index(ref.id)
    if rect is None or index is None:
        return None
    colours, style = layout.context.theme.colours, layout.context.styles.lane
    box = layout.lanes[index]
    y = rect.y + (13 if not box.is_divider else rect.h / 2 - style.line_height / 2)
    x = rect.x + (8 if layout.context.rtl else 36)
    field = Rect(x, y - 4, rect.w - 42, style.line_height + 8)
    return Subject(
        ref, _tr("Rename lane"), box.lane.name, field, Pad(4, 4, 4), style,
        colours.ink, colours.label_ground, colours.hairline,
        lambda journey, text: rename_lane(journey, ref.id, text),
        hint=lane_name(changed(box.lane, name=""), layout.context),
    )  # fmt: skip


def _title(layout: MapLayout, ref: Ref) -> Subject:
    rect = title_rect(layout)
    colours, style = layout.context.theme.colours, layout.context.styles.title
    return Subject(
        ref, _tr("Rename map"), layout.journey.about.title,
        Rect(rect.x - 8, rect.y - 3, rect.w + 12, rect.h + 6), Pad(8, 4, 3), style,
        colours.ink, colours.paper, colours.hairline, lambda journey, text: set_about(journey, title=text),
        hint=_tr("Title"),
    )  # fmt: skip
