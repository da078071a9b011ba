"""What actions do to stages and steps beyond adding and moving them: splitting, joining, and the curve to be."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from jmapdesk.edit.future import to_be_curve
from jmapdesk.edit.joining import join_steps, split_step
from jmapdesk.edit.steps import join_stage, split_stage
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document, added, added_steps
from jmapdesk.session.selection import Ref, Selection, card_ref
from jmapdesk.ui.commands import spot_of


def _tr(text: str) -> str:
    return QCoreApplication.translate("structure", text)


def split_here(document: Document, selection: Selection) -> str:
    """Split the step of what is selected; the new one is selected, to be named.

    With several cards of it selected these go into the new step, with one that card and those below it in its cell,
    with none the new step is empty.
    """
    journey = document.journey
    step = spot_of(journey, selection.primary).step
    if step is None:
        return ""
    moving = _moving(journey, selection, step)
    difference = document.do(_tr("Split step"), lambda m: split_step(m, step, document.new_id, moving))
    for key in added_steps(difference):
        selection.select(Ref("step", key))
    return ""


def _moving(journey: JourneyMap, selection: Selection, step: str) -> list[str]:
    cards = [card for key in selection.cards if (card := journey.cards.get(key)) is not None and card.step == step]
    if len(cards) != 1:
        return [card.id for card in cards]
    cell = [card.id for card in queries.cell_cards(journey, cards[0].lane, step)]
    return [cards[0].id] if cards[0].kind == "feeling" else cell[cell.index(cards[0].id) :]


def join_here(document: Document, selection: Selection) -> str:
    """Join the step of what is selected with the next one of its stage, or the last one with the one before it.

    Says what became of emotions that met at one point of a curve.
    """
    journey = document.journey
    spot = spot_of(journey, selection.primary)
    if spot.stage is None or spot.step is None:
        return ""
    order = [step.id for step in queries.steps(journey.stages[spot.stage])]
    if len(order) == 1:
        return _tr("This stage has one step only. Stages are joined by “Join with the next stage”.")
    kept = order[min(order.index(spot.step), len(order) - 2)]
    difference = document.do(_tr("Join steps"), lambda m: join_steps(m, kept))
    aside = [c.after for c in difference.touched("cards") if c.before is not None and c.before.lane is not None
             and c.after is not None and c.after.lane is None]  # fmt: skip
    selection.select(Ref("step", kept))
    if not aside:
        return ""
    if len(aside) == 1:
        return _tr("Two emotions met: one point shows the range of both, the second is parked.")
    words = _tr("{n} pairs of emotions met: each point shows the range of both, the second is parked.")
    return words.replace("{n}", str(len(aside)))


def split_stage_here(document: Document, selection: Selection) -> str:
    """Begin a new stage with the step of what is selected; it is selected, to be named."""
    journey = document.journey
    spot = spot_of(journey, selection.primary)
    if spot.stage is None or spot.step is None:
        return ""
    order = [step.id for step in queries.steps(journey.stages[spot.stage])]
    step = spot.step
    if order.index(step) == 0:
        return _tr("A stage is split at a step that is not its first.")
    difference = document.do(_tr("Split stage"), lambda m: split_stage(m, step, document.new_id))
    for key in added(difference, "stages"):
        selection.select(Ref("stage", key))
    return ""


def join_stages(document: Document, selection: Selection) -> str:
    """Take the steps of the next stage into that of what is selected."""
    journey = document.journey
    stage = spot_of(journey, selection.primary).stage
    if stage is None:
        return ""
    if queries.stages(journey)[-1].id == stage:
        return _tr("This is the last stage: there is none after it to join.")
    document.do(_tr("Join stages"), lambda m: join_stage(m, stage))
    selection.select(Ref("stage", stage))
    return ""


def add_to_be_curve(document: Document, selection: Selection) -> str:
    """A curve to be that begins as a copy of the one as it is."""
    difference = document.do(_tr("Add curve to be"), lambda m: to_be_curve(m, document.new_id))
    made = added(difference, "cards")
    if made:
        selection.set([card_ref(key) for key in made])
        return _tr("The curve to be lies on the one as it is: drag its points.")
    return _tr("There is no scored emotion without a wish: set points on the curve first.")


COMMANDS: Mapping[str, Callable[[Document, Selection], str]] = {
    "split_step": split_here,
    "join_step": join_here,
    "split_stage": split_stage_here,
    "join_stage": join_stages,
    "to_be_curve": add_to_be_curve,
}
"""What the actions of these names do; each gives what is to be said, or nothing."""

NAMING = frozenset({"split_step", "split_stage"})
"""Those that make something to be named."""
