"""Duplicating, joining and moving what is selected: one undo step each, and a sentence where it cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from jmapdesk.edit import cards, copies, moves, uniting
from jmapdesk.insight.find import lane_words
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document, added, added_steps
from jmapdesk.session.selection import Ref, Selection, card_ref
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.capture_places import step_words
from jmapdesk.ui.gather_panel import GatherPanel


def _tr(text: str) -> str:
    return QCoreApplication.translate("commands", text)


def duplicate(document: Document, selection: Selection) -> None:
    """Copies of the selected cards under them; else of the selected lane, stage or step, with all in it."""
    new_id = document.new_id
    ids, ref = selection.cards, selection.primary
    if ids:
        made = added(document.do(_tr("Duplicate"), lambda m: cards.duplicate_cards(m, ids, new_id)), "cards")
        if made:
            selection.set([card_ref(key) for key in made])
        return
    if ref is None:
        return
    match ref.kind:
        case "lane":
            difference = document.do(_tr("Duplicate lane"), lambda m: copies.duplicate_lane(m, ref.id, new_id))
            refs = [Ref("lane", key) for key in added(difference, "lanes")]
        case "stage":
            difference = document.do(_tr("Duplicate stage"), lambda m: copies.duplicate_stage(m, ref.id, new_id))
            refs = [Ref("stage", key) for key in added(difference, "stages")]
        case "step":
            difference = document.do(_tr("Duplicate step"), lambda m: copies.duplicate_step(m, ref.id, new_id))
            refs = [Ref("step", key) for key in added_steps(difference)]
        case _:
            return
    if refs:
        selection.set(refs)


def join(document: Document, selection: Selection) -> str:
    """The selected cards of a cell become one; what to say where they cannot."""
    ids = selection.cards
    if not uniting.can_join(document.journey, ids):
        return _tr("Select several cards of words in one cell to join them.")
    first = moves.reading_order(document.journey, ids)[0].id
    document.do(_tr("Join cards"), lambda m: uniting.join_cards(m, ids))
    selection.select(card_ref(first))
    return ""


def move_to(document: Document, selection: Selection, lane: str | None = None, step: str | None = None) -> str:
    """The selected cards go into a lane or a step; what to say where they cannot."""
    ids, before = selection.cards, document.journey
    wanted = [key for key in ids if not _stands(before, key, lane, step)]
    document.do(_tr("Move cards"), lambda m: moves.move_to(m, ids, lane, step))
    if wanted and document.journey is before:
        return _tr("These cards cannot all stand there: a lane takes some kinds only, a step one feeling.")
    return ""


def _stands(journey: JourneyMap, key: str, lane: str | None, step: str | None) -> bool:
    card = journey.cards[key]
    return (lane is None or card.lane == lane) and (step is None or card.step == step)


class Rearranging:
    """What the actions of a window do to the selected cards, lanes, stages and steps.

    ``step`` makes an edit after what is being written was kept, ``say`` tells the person something.
    """

    def __init__(
        self,
        view: MapView,
        step: Callable[[Callable[[], object]], object],
        say: Callable[[str], object],
    ) -> None:
        self._view, self._step, self._say = view, step, say
        self._document, self._selection = view.document, view.selection
        self.gatherer = GatherPanel(view)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """For the table of actions."""
        document, selection = self._document, self._selection
        return {
            "duplicate": lambda: self._step(partial(duplicate, document, selection)),
            "split_card": self._split_card,
            "join_cards": lambda: self._told(partial(join, document, selection)),
            "gather": lambda: self._told(self.gatherer.offer),
        }

    def move_menu(self, parent: QWidget) -> QMenu:
        """The lanes and steps that the selected cards can go to; filled anew each time it opens."""
        menu = QMenu(_tr("&Move to"), parent)
        menu.aboutToShow.connect(lambda: _fill_in(menu, self._document.journey, self._selection, self._move))
        return menu

    def _move(self, lane: str | None, step: str | None) -> None:
        self._told(partial(move_to, self._document, self._selection, lane, step))

    def _told(self, edit: Callable[[], str]) -> None:
        """Make an edit that says why where it cannot be made."""

        def tell() -> None:
            if words := edit():
                self._say(words)

        self._step(tell)

    def _split_card(self) -> None:
        if not self._view.writer.split() and not self._view.is_editing() and self._view.edit_selected():
            self._say(_tr("Put the cursor where the card is to be parted, then the same keys again."))


def _fill_in(
    menu: QMenu, journey: JourneyMap, selection: Selection, move: Callable[[str | None, str | None], object]
) -> None:
    menu.clear()
    there = [journey.cards[key] for key in selection.cards if key in journey.cards]
    if not there:
        menu.addAction(_tr("Select a card first")).setEnabled(False)
        return
    for lane in moves.card_lanes(journey):
        entry = menu.addAction(lane_words(lane).replace("&", "&&"))
        entry.setEnabled(any(card.lane != lane.id for card in there))
        entry.triggered.connect(lambda _checked=False, key=lane.id: move(key, None))
    menu.addSeparator()
    for column in queries.columns(journey):
        entry = menu.addAction(step_words(journey, column.step.id).replace("&", "&&"))
        entry.setEnabled(any(card.step != column.step.id for card in there))
        entry.triggered.connect(lambda _checked=False, key=column.step.id: move(None, key))
