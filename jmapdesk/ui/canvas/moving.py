"""What Ctrl with an arrow does: what is selected goes one place that way, as one undo step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import QCoreApplication

from jmapdesk.edit.cells import Place
from jmapdesk.edit.feelings import set_score
from jmapdesk.edit.lanes import move_lane
from jmapdesk.edit.moves import card_lanes, move_by, move_into_cell
from jmapdesk.edit.stages import move_stage
from jmapdesk.edit.steps import move_step
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import Card
from jmapdesk.session.selection import Ref

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView

Arrow: TypeAlias = Literal["up", "down", "left", "right"]
_Change: TypeAlias = Callable[[JourneyMap], JourneyMap]

_NOTCH = 0.5
"""How far a feeling rises or falls at one press."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


def nudge(view: MapView, arrow: Arrow) -> bool:
    """Move what is selected one place; says so where it cannot go there. Whether anything was selected that moves."""
    primary = view.selection.primary
    if primary is None or primary.kind not in ("card", "stage", "step", "lane"):
        return False
    before = view.document.journey
    view.attempt(*_edit(view, primary, arrow))
    if view.document.journey is before:
        view.failed.emit(_tr("It cannot go further that way."))
    view.reveal(primary)
    return True


def _edit(view: MapView, primary: Ref, arrow: Arrow) -> tuple[str, _Change]:
    layout = view.layout_now
    by = 1 if arrow in ("right", "down") else -1
    across = arrow in ("left", "right")
    if across and layout.columns.rtl:
        by = -by
    match primary.kind:
        case "card":
            ids = view.selection.cards
            feelings = all(layout.journey.cards[key].kind == "feeling" for key in ids)
            if across:
                return _tr("Move card"), lambda m: move_by(m, ids, by, 0)
            if feelings:
                return _tr("Change feeling"), lambda m: _raised(m, ids, -by * _NOTCH)
            return _tr("Move card"), lambda m: _down(m, layout, ids, by)
        case "stage" if across:
            return _tr("Move stage"), lambda m: _stage_moved(m, primary.id, by)
        case "step" if across:
            return _tr("Move step"), lambda m: _step_moved(m, primary.id, by)
        case "lane" if not across:
            return _tr("Move lane"), lambda m: _lane_moved(m, primary.id, by)
    return "", lambda m: m


def _down(journey: JourneyMap, layout: MapLayout, ids: tuple[str, ...], by: int) -> JourneyMap:
    """One place up or down in the cell; past its edge into the next lane that takes the cards."""
    if len(ids) == 1:
        within = _within_cell(journey, layout, journey.cards[ids[0]], by)
        if within is not journey:
            return within
    for far in range(1, len(card_lanes(journey))):
        moved = move_by(journey, ids, 0, by * far)
        if moved is not journey:
            return moved
    return journey


def _within_cell(journey: JourneyMap, layout: MapLayout, card: Card, by: int) -> JourneyMap:
    index, place = layout.lane_index(card.lane or ""), layout.columns.place_of.get(card.step or "")
    if index is None or place is None:
        return journey
    members = [one.id for one in layout.lanes[index].members[place]]
    at = members.index(card.id) + by if card.id in members else -1
    if not 0 <= at < len(members):
        return journey
    others = [key for key in members if key != card.id]
    after = others[at - 1] if at else None
    before = others[at] if at < len(others) else None
    return move_into_cell(journey, (card.id,), Place(card.lane or "", card.step or "", after, before))


def _raised(journey: JourneyMap, ids: tuple[str, ...], by: float) -> JourneyMap:
    for key in ids:
        score = max(-2.0, min(2.0, (journey.cards[key].score or 0.0) + by))
        if score != journey.cards[key].score:
            journey = set_score(journey, key, score)
    return journey


def _stage_moved(journey: JourneyMap, stage: str, by: int) -> JourneyMap:
    place = [one.id for one in queries.stages(journey)].index(stage) + by
    return move_stage(journey, stage, place) if 0 <= place < len(journey.stages) else journey


def _step_moved(journey: JourneyMap, step: str, by: int) -> JourneyMap:
    """Past the edge of its stage a step goes into the next one, unless it is its stage's only step."""
    owner = queries.stage_of_step(journey, step)
    if owner is None:
        return journey
    own = [one.id for one in queries.steps(owner)]
    place = own.index(step) + by
    if 0 <= place < len(own):
        return move_step(journey, step, owner.id, place)
    order = queries.stages(journey)
    beside = [one.id for one in order].index(owner.id) + by
    if len(own) == 1 or not 0 <= beside < len(order):
        return journey
    return move_step(journey, step, order[beside].id, 0 if by > 0 else len(order[beside].steps))


def _lane_moved(journey: JourneyMap, lane: str, by: int) -> JourneyMap:
    place = [one.id for one in queries.lanes(journey)].index(lane) + by
    return move_lane(journey, lane, place) if 0 <= place < len(journey.lanes) else journey
