"""What Ctrl with an arrow does: what is selected goes one place that way, as one undo step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import QCoreApplication

from jmapdesk.edit.cells import Place
from jmapdesk.edit.feelings import set_score
from jmapdesk.edit.lanes import move_lane
from jmapdesk.edit.moves import card_lanes, move_by, move_into_cell, next_shown
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
                return _tr("Move card"), lambda m: move_by(m, ids, _steps_on(m, layout, primary.id, by), 0)
            if feelings:
                return _tr("Change feeling"), lambda m: _raised(m, ids, -by * _NOTCH)
            return _tr("Move card"), lambda m: _down(m, layout, ids, by)
        case "stage" if across:
            return _tr("Move stage"), lambda m: _stage_moved(m, layout, primary.id, by)
        case "step" if across:
            return _tr("Move step"), lambda m: _step_moved(m, layout, primary.id, by)
        case "lane" if not across:
            return _tr("Move lane"), lambda m: _lane_moved(m, layout, primary.id, by)
    return "", lambda m: m


def _down(journey: JourneyMap, layout: MapLayout, ids: tuple[str, ...], by: int) -> JourneyMap:
    """One place up or down in the cell; past its edge into the next lane that takes the cards."""
    if len(ids) == 1:
        within = _within_cell(journey, layout, journey.cards[ids[0]], by)
        if within is not journey:
            return within
    rows = [lane.id for lane in card_lanes(journey)]
    start = next((at for at, row in enumerate(rows) if row == journey.cards[ids[-1]].lane), 0)
    for far in range(1, len(rows)):
        if 0 <= start + by * far < len(rows) and rows[start + by * far] in layout.shown.lanes:
            continue  # no card goes where nobody sees it
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


def _steps_on(journey: JourneyMap, layout: MapLayout, card: str, by: int) -> int:
    """How many steps on the next one is that shows."""
    columns = queries.columns(journey)
    steps = [column.step.id for column in columns]
    hidden = {column.step.id for column in columns if column.stage.id in layout.shown.stages}
    step = journey.cards[card].step
    place = next_shown(steps, step, by, hidden) if step in steps and step is not None else None
    return by if place is None or step is None else place - steps.index(step)


def _stage_moved(journey: JourneyMap, layout: MapLayout, stage: str, by: int) -> JourneyMap:
    place = next_shown([one.id for one in queries.stages(journey)], stage, by, layout.shown.stages)
    return move_stage(journey, stage, place) if place is not None else journey


def _step_moved(journey: JourneyMap, layout: MapLayout, step: str, by: int) -> JourneyMap:
    """Past the edge of its stage a step goes into the next one, unless it is its stage's only step."""
    owner = queries.stage_of_step(journey, step)
    if owner is None:
        return journey
    own = [one.id for one in queries.steps(owner)]
    place = own.index(step) + by
    if 0 <= place < len(own):
        return move_step(journey, step, owner.id, place)
    order = queries.stages(journey)
    beside = next_shown([one.id for one in order], owner.id, by, layout.shown.stages)
    if len(own) == 1 or beside is None:
        return journey
    return move_step(journey, step, order[beside].id, 0 if by > 0 else len(order[beside].steps))


def _lane_moved(journey: JourneyMap, layout: MapLayout, lane: str, by: int) -> JourneyMap:
    rows = queries.lanes(journey)
    hidden = {one.id for one in rows if not layout.shown.shows_lane(one)}
    place = next_shown([one.id for one in rows], lane, by, hidden)
    return move_lane(journey, lane, place) if place is not None else journey
