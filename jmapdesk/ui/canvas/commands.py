"""Edits that the canvas makes by itself: adding at a plus, deleting what is selected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from jmapdesk.edit.cards import delete_cards
from jmapdesk.edit.connections import delete_connections
from jmapdesk.edit.lanes import delete_lanes
from jmapdesk.edit.personas import delete_persona
from jmapdesk.edit.stages import add_stage, delete_stages
from jmapdesk.edit.steps import add_step, delete_steps
from jmapdesk.layout.hit import Hit
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import added, added_steps
from jmapdesk.session.selection import ABOUT, Ref, Selection, card_ref, cell_ref
from jmapdesk.ui.canvas.handles import Handle

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView


def _tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


def ref_of(found: Hit) -> Ref | None:
    """What is selected by a click on this; None for nothing."""
    match found.kind:
        case "card":
            return card_ref(found.id)
        case "connection":
            return Ref("connection", found.id)
        case "cell":
            return cell_ref(found.lane, found.step)
        case "stage":
            return Ref("stage", found.id)
        case "step" | "step_edge":
            return Ref("step", found.id)
        case "lane" | "lane_edge":
            return Ref("lane", found.id)
        case "persona":
            return Ref("persona", found.id)
        case "title":
            return ABOUT
    return None


def everything(layout: MapLayout) -> list[Ref]:
    """All cards that show, in reading order."""
    return [card_ref(one.card.id) for box in layout.lanes for cell in box.cells for one in cell]


def add_from_handle(view: MapView, plus: Handle) -> None:
    """Add a stage or step where the plus stands and write its name; which kind of lane, the window asks."""
    insertion, document = plus.insertion, view.document
    if insertion.kind == "lane":
        view.insert_requested.emit("lane", insertion)
        return
    before, after = insertion.before, insertion.after

    def stage(journey: JourneyMap) -> JourneyMap:
        return add_stage(journey, document.new_id, before=before, after=None if before else after)

    def step(journey: JourneyMap) -> JourneyMap:
        owner = queries.stage_of_step(journey, before or after or "")
        if owner is None:
            return journey
        return add_step(journey, owner.id, document.new_id, before=before, after=None if before else after)

    if insertion.kind == "stage":
        difference = view.attempt(_tr("Add stage"), stage)
        made = added(difference, "stages") if difference else []
        ref = Ref("stage", made[0]) if made else None
    else:
        difference = view.attempt(_tr("Add step"), step)
        made = added_steps(difference) if difference else []
        ref = Ref("step", made[0]) if made else None
    if ref is not None:
        view.selection.select(ref)
        view.reveal(ref)
        view.writer.write(ref)


def delete_selection(view: MapView) -> None:
    """Delete whatever is selected and can be, as one undo step; the focus stays near."""
    selection = view.selection
    cards, steps = selection.ids("card"), selection.ids("step")
    stages, lanes, arrows = selection.ids("stage"), selection.ids("lane"), selection.ids("connection")
    people = selection.ids("persona")
    if not (cards or steps or stages or lanes or arrows or people):
        return
    stays = _beside(view.document.journey, selection)

    def delete(journey: JourneyMap) -> JourneyMap:
        journey = delete_connections(journey, [key for key in arrows if key in journey.connections])
        for key in people:
            journey = delete_persona(journey, key) if key in journey.personas else journey
        journey = delete_cards(journey, [key for key in cards if key in journey.cards])
        journey = delete_lanes(journey, [key for key in lanes if key in journey.lanes])
        journey = delete_stages(journey, [key for key in stages if key in journey.stages])
        return delete_steps(journey, [key for key in steps if queries.stage_of_step(journey, key) is not None])

    counted = {
        "card": len(cards), "step": len(steps), "stage": len(stages), "lane": len(lanes), "connection": len(arrows),
        "persona": len(people),
    }  # fmt: skip
    layout = view.layout_now
    difference = view.attempt(_label(counted), delete)
    gone = [change.id for change in difference.touched("cards") if change.after is None] if difference else []
    unseen = sum(1 for key in gone if layout.card_rect(key) is None)
    if unseen:
        # what went with a stage or lane without having been seen must be told of
        one = _tr("A card that did not show went too; undo has it.")
        many = _tr("{n} cards that did not show went too; undo has them.")
        view.failed.emit(one if unseen == 1 else many.replace("{n}", str(unseen)))
    if not selection.refs and stays is not None:
        selection.select(stays)


def _label(counted: Mapping[str, int]) -> str:
    kinds = [name for name, n in counted.items() if n]
    if len(kinds) > 1:
        return _tr("Delete")
    one, many = {
        "card": (_tr("Delete card"), _tr("Delete cards")),
        "step": (_tr("Delete step"), _tr("Delete steps")),
        "stage": (_tr("Delete stage"), _tr("Delete stages")),
        "lane": (_tr("Delete lane"), _tr("Delete lanes")),
        "connection": (_tr("Delete connection"), _tr("Delete connections")),
        "persona": (_tr("Delete persona"), _tr("Delete personas")),
    }[kinds[0]]
    return many if counted[kinds[0]] > 1 else one


def _beside(journey: JourneyMap, selection: Selection) -> Ref | None:
    """Where the focus goes when a single thing is deleted: a card's cell, the card an arrow came from."""
    primary = selection.primary
    arrow = journey.connections.get(primary.id) if primary is not None and primary.kind == "connection" else None
    if arrow is not None:
        return card_ref(arrow.start) if len(selection) == 1 else None
    card = journey.cards.get(primary.id) if primary is not None and primary.kind == "card" else None
    if card is None or card.lane is None or card.step is None or len(selection) > 1:
        return None
    return cell_ref(card.lane, card.step)
