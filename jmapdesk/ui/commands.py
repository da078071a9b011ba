"""What actions do to a map: each takes the document and the selection, makes one undo step and selects what it made."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QGuiApplication

from jmapdesk.edit import cards, connections, fragment, lanes, personas, spans, stages, steps
from jmapdesk.edit.cells import Place
from jmapdesk.edit.moves import next_shown, reading_order
from jmapdesk.exchange.clip import clip
from jmapdesk.layout.words import is_rtl
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CARD_KINDS, LANE_KINDS, card_kind_of
from jmapdesk.session.document import Document, added, added_steps
from jmapdesk.session.selection import Ref, Selection, card_ref, touched
from jmapdesk.util.ids import NewId

FRAGMENT_MIME = fragment.MEDIA_TYPE
"""The clipboard's own type for copied cards."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("commands", text)


class Spot(NamedTuple):
    """Where the selection points: a stage, a step and a lane, as far as it says."""

    stage: str | None = None
    step: str | None = None
    lane: str | None = None


def spot_of(journey: JourneyMap, ref: Ref | None) -> Spot:
    """The stage, step and lane of what is selected."""
    if ref is None:
        return Spot()
    match ref.kind:
        case "card":
            card = journey.cards.get(ref.id)
            return _with_stage(journey, card.step, card.lane) if card else Spot()
        case "cell":
            return _with_stage(journey, ref.step, ref.id)
        case "step":
            return _with_stage(journey, ref.id, None)
        case "stage":
            stage = journey.stages.get(ref.id)
            return Spot(ref.id, queries.steps(stage)[-1].id) if stage else Spot()
        case "lane":
            return Spot(lane=ref.id)
        case _:
            return Spot()


def _with_stage(journey: JourneyMap, step: str | None, lane: str | None) -> Spot:
    stage = queries.stage_of_step(journey, step) if step else None
    return Spot(stage.id if stage else None, step, lane)


def travel(document: Document, selection: Selection, step: Callable[[], Delta]) -> Ref | None:
    """Undo or redo, and select what that brought back or changed; gives the thing to be looked at."""
    refs = touched(step(), document.journey)
    # where just these are selected already, the one in hand stays so
    if refs and set(refs) != set(selection.refs):
        selection.set(refs)
    return refs[-1] if refs else None


def add_stage(document: Document, selection: Selection) -> None:
    """A stage with one step after the selected one, else last."""
    after = spot_of(document.journey, selection.primary).stage
    difference = document.do(
        _tr("Add stage"),
        lambda m: stages.add_stage(m, document.new_id, after=after, name=_tr("New stage")),
    )
    for key in added(difference, "stages"):
        selection.select(Ref("stage", key))


def add_step(document: Document, selection: Selection) -> None:
    """A step after the selected one; a stage where the map has none."""
    spot = spot_of(document.journey, selection.primary)
    stage = spot.stage or next((s.id for s in reversed(queries.stages(document.journey))), None)
    if stage is None:
        add_stage(document, selection)
        return
    difference = document.do(
        _tr("Add step"), lambda m: steps.add_step(m, stage, document.new_id, after=spot.step if spot.stage else None)
    )
    for key in added_steps(difference):
        selection.select(Ref("step", key))


def select_step(document: Document, selection: Selection) -> None:
    """The step of what is selected; a stage's last one."""
    step = spot_of(document.journey, selection.primary).step
    if step is not None:
        selection.select(Ref("step", step))


def select_within(document: Document, selection: Selection) -> None:
    """All cards that stand in the selected lanes, stages, steps and cells; those of its cell for a card."""
    journey = document.journey
    cells = {(ref.id, ref.step) for ref in selection.refs if ref.kind == "cell"}
    held = [journey.cards[key] for key in selection.cards]
    cells |= {(card.lane or "", card.step or "") for card in held if card.lane and card.step}
    rows, columns = set(selection.ids("lane")), set(selection.ids("step"))
    for key in selection.ids("stage"):
        columns |= {step.id for step in queries.steps(journey.stages[key])}
    shown = {lane.id for lane in queries.lanes(journey) if not lane.hidden}
    found = [
        card.id for card in journey.cards.values()
        if card.lane in shown and (card.lane in rows or card.step in columns or (card.lane, card.step) in cells)
    ]  # fmt: skip
    if found:
        selection.set([card_ref(card.id) for card in reading_order(journey, found)])


def step_title(journey: JourneyMap, step_id: str) -> str:
    """What a step is called in a menu: by its name, or by its place in its stage where it has none."""
    stage = queries.stage_of_step(journey, step_id)
    if stage is None:
        return _tr("Step")
    ordered = queries.steps(stage)
    place = [step.id for step in ordered].index(step_id)
    name = ordered[place].name
    if name:
        return _tr("Step “{name}”").replace("{name}", name if len(name) <= 40 else name[:39] + "…")
    return _tr("Step {n} of {all}").replace("{n}", str(place + 1)).replace("{all}", str(len(ordered)))


def add_lane(
    document: Document, selection: Selection, kind: str, after: str | None = None, before: str | None = None
) -> None:
    """A lane of a kind under the selected one, else at the bottom."""
    if after is None and before is None:
        after = spot_of(document.journey, selection.primary).lane
    difference = document.do(
        _tr("Add lane"), lambda m: lanes.add_lane(m, kind, document.new_id, after=after, before=before)
    )
    for key in added(difference, "lanes"):
        selection.select(Ref("lane", key))


def place_for_card(document: Document, selection: Selection, kind: str | None = None) -> Place | None:
    """Where a new card goes: the selected cell, the lane its kind belongs to where the cell takes no such card."""
    journey = document.journey
    spot = spot_of(journey, selection.primary)
    step = spot.step or next((c.step.id for c in queries.columns(journey)), None)
    if step is None:
        return None
    shown = [lane for lane in queries.lanes(journey) if not lane.hidden]
    wanted = [lane for lane in shown if lane.id == spot.lane]
    if kind is not None:
        wanted = [lane for lane in wanted if card_kind_of(lane.kind) == kind]
        wanted += [lane for lane in shown if card_kind_of(lane.kind) == kind]
        wanted += [lane for lane in shown if lane.id == spot.lane]
    elif not wanted:
        wanted = [lane for lane in shown if card_kind_of(lane.kind)]
    places = (Place(lane.id, step) for lane in wanted)
    return next((at for at in places if cards.add_card(journey, at, document.new_id, kind) is not journey), None)


def add_card(document: Document, selection: Selection, kind: str | None = None) -> bool:
    """A card at its place. Returns whether a card was made; it is then selected."""
    place = place_for_card(document, selection, kind)
    if place is None:
        return False
    difference = document.do(_tr("Add card"), partial(_with_card, place=place, kind=kind, new_id=document.new_id))
    for key in added(difference, "cards"):
        selection.select(card_ref(key))
    return True


def _with_card(journey: JourneyMap, place: Place, kind: str | None, new_id: NewId) -> JourneyMap:
    return cards.add_card(journey, place, new_id, kind)


def add_persona(document: Document, selection: Selection) -> None:
    """One more persona, selected for naming."""
    difference = document.do(
        _tr("Add persona"), lambda m: personas.add_persona(m, document.new_id, name=_tr("New persona"))
    )
    for key in added(difference, "personas"):
        selection.select(Ref("persona", key))


def move_across(document: Document, selection: Selection, by: int, hidden: Collection[str] = ()) -> None:
    """Move the selected stage, or the step of what is selected, one place earlier or later, past ``hidden`` stages."""
    ref, journey = selection.primary, document.journey
    spot = spot_of(journey, ref)
    if ref is None or spot.stage is None:
        return
    if ref.kind == "stage":
        target = next_shown([stage.id for stage in queries.stages(journey)], ref.id, by, hidden)
        if target is not None:
            document.do(_tr("Move stage"), lambda m: stages.move_stage(m, ref.id, target))
        return
    if spot.step is None:
        return
    step = spot.step
    stage_order = [stage.id for stage in queries.stages(journey)]
    own = [s.id for s in queries.steps(journey.stages[spot.stage])]
    place, stage = own.index(step) + by, spot.stage
    if not 0 <= place < len(own):
        other = next_shown(stage_order, stage, by, hidden)
        if other is None:
            return
        stage = stage_order[other]
        place = len(journey.stages[stage].steps) if by < 0 else 0
    document.do(_tr("Move step"), lambda m: steps.move_step(m, step, stage, place))


def move_lane(document: Document, selection: Selection, by: int, hidden: Collection[str] = ()) -> None:
    """Move the lane of what is selected one place up or down, past ``hidden`` lanes."""
    lane = spot_of(document.journey, selection.primary).lane
    if lane is None:
        return
    place = next_shown([one.id for one in queries.lanes(document.journey)], lane, by, hidden)
    if place is not None:
        document.do(_tr("Move lane"), lambda m: lanes.move_lane(m, lane, place))


def copy(document: Document, selection: Selection) -> None:
    """Put the selected cards on the clipboard: as cards, and as a grid or lines for other programs."""
    ids = selection.cards
    if not ids:
        return
    journey = document.journey
    data, copied = QMimeData(), clip(journey, ids)
    data.setData(FRAGMENT_MIME, fragment.copy_cards(journey, ids).encode("utf-8"))
    data.setText(copied.text)
    data.setHtml(copied.page)
    QGuiApplication.clipboard().setMimeData(data)


def paste_cards(document: Document, selection: Selection, text: str, place: Place | None, first: Place) -> bool:
    """Put copied cards on the map, at a place or where they were copied; whether there were any.

    Where this map has not the lanes and steps they came from, they go to ``first`` rather than aside.
    """
    new_id = document.new_id

    def edit(journey: JourneyMap) -> JourneyMap:
        result = fragment.paste_cards(journey, text, new_id, place)
        fresh = [result.cards[key] for key in result.cards.keys() - journey.cards.keys()]
        if place is None and fresh and all(card.lane is None for card in fresh):
            return fragment.paste_cards(journey, text, new_id, first)
        return result

    made = added(document.do(_tr("Paste"), edit), "cards")
    if made:
        selection.set([card_ref(key) for key in made])
    return bool(made)


def convert(document: Document, selection: Selection, kind: str) -> None:
    """Turn the selected cards into another kind."""
    ids = selection.cards
    if ids:
        document.do(_tr("Change kind"), lambda m: cards.convert_kind(m, ids, kind))


def kind_choices(document: Document, selection: Selection) -> list[tuple[str, str, str]]:
    """What the selected cards can be turned into, for a menu: kind, name, icon; nothing where they are that already."""
    ids, journey = selection.cards, document.journey
    there = {journey.cards[key].kind for key in ids}
    kinds = [kind for kind in cards.kinds_for(journey, ids) if there != {kind}] if ids else []
    return [(kind, _tr(CARD_KINDS[kind].name), CARD_KINDS[kind].icon) for kind in kinds]


def connect(document: Document, selection: Selection) -> None:
    """An arrow from each selected card to the one selected next."""
    ids = selection.cards

    def chained(journey: JourneyMap) -> JourneyMap:
        for start, end in pairwise(ids):
            journey = connections.connect(journey, start, end, document.new_id)
        return journey

    made = added(document.do(_tr("Connect cards"), chained), "connections") if len(ids) > 1 else []
    if made:
        selection.select(Ref("connection", made[-1]))


def pull_edge(document: Document, selection: Selection, by: int) -> None:
    """Bring the far edge of the selected cards one step to the right, or to the left where ``by`` is negative."""
    about, ids = document.journey.about, selection.cards
    by = -by if is_rtl(about.direction, about.language) else by
    columns = [column.step.id for column in queries.columns(document.journey)]

    def pulled(journey: JourneyMap) -> JourneyMap:
        for key in ids:
            card = journey.cards[key]
            last = card.to_step or card.step
            if last is not None and 0 <= columns.index(last) + by < len(columns):
                journey = spans.span_to(journey, key, columns[columns.index(last) + by])
        return journey

    document.do(_tr("Stretch cards") if len(ids) > 1 else _tr("Stretch card"), pulled)


def next_connection(document: Document, selection: Selection) -> None:
    """Select a connection of the card in hand; from a connection the next one of the card it comes from."""
    primary, journey = selection.primary, document.journey
    if primary is None:
        return
    arrow = journey.connections.get(primary.id) if primary.kind == "connection" else None
    card = arrow.start if arrow is not None else primary.id
    own = [key for key, one in journey.connections.items() if card in (one.start, one.end)]
    if own:
        place = own.index(primary.id) + 1 if arrow is not None else 0
        selection.select(Ref("connection", own[place % len(own)]))


def lane_choices() -> list[tuple[str, str, str]]:
    """The kinds of lanes for a menu: kind, name, icon."""
    return [(kind, _tr(known.name), known.icon) for kind, known in LANE_KINDS.items()]
