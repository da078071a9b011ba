"""Dragging a point of the curve, which bends live; and drawing new points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QPointF, Qt

from jmapdesk.edit.cells import Place
from jmapdesk.edit.feelings import set_feeling, set_score
from jmapdesk.edit.moves import move_into_cell
from jmapdesk.layout.columns import ColumnBox
from jmapdesk.layout.curve import score_at, y_of
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Gesture
from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.ui.tools.base import Drag, Modifiers
from jmapdesk.util.errors import JmapError

if TYPE_CHECKING:
    from jmapdesk.ui.canvas.view import MapView


_MIDDLE: Final = 2.0
"""Map units to either side of a step's middle that count as the middle."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


class FeelingDrag(Drag):
    """Moves a feeling up and down its lane, and to another step where there is room for it."""

    def __init__(self, view: MapView, at: QPointF, card: str, keep_others: bool) -> None:
        super().__init__(view, at)
        self._card = card
        self._keep_others = keep_others
        self._base = view.layout_now
        self._gesture: Gesture | None = None
        record = view.document.journey.cards[card]
        self._lane = self._base.lane_index(record.lane or "") or 0
        self._shown: tuple[float, str] | None = None
        box = self._base.lanes[self._lane]
        rect = self._base.card_rect(card)
        self._lift = 0.0 if rect is None or record.score is None else self.start_on_sheet[1] - rect.cy
        self._height = box.height

    def begin(self) -> None:
        """Take hold of the point."""
        self._gesture = self.view.document.begin(_tr("Change feeling"))
        self.view.show_cursor(Qt.CursorShape.SizeVerCursor)

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Bend the curve to the pointer."""
        view, gesture, layout = self.view, self._gesture, self._base
        if gesture is None:
            return
        x, y = view.camera.at(at)
        score = score_at(y - self._lift - layout.tops[self._lane], self._height)
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            score = round(score * 2) / 2
        own = gesture.base.cards[self._card].step or ""
        column = layout.columns.at(x)
        here = layout.columns.boxes[layout.columns.place_of[own]]
        # a point leaves its column only when the pointer is well inside another
        away = column is not None and abs(x - here.cx) > here.w * 0.75
        step = column.step.id if away and column is not None else own
        if (score, step) == self._shown:
            return
        self._shown = score, step
        gesture.preview(lambda journey: self._moved(journey, score, step))
        rect = view.layout_now.card_rect(self._card)
        if rect is not None:
            view.bubble.say(score_words(score), (rect.right, rect.cy))

    def _moved(self, journey: JourneyMap, score: float, step: str) -> JourneyMap:
        card = journey.cards[self._card]
        moved = journey
        if step != card.step and card.lane is not None:
            try:
                moved = move_into_cell(journey, (card.id,), Place(card.lane, step))
            except JmapError:
                moved = journey
        return set_score(moved, card.id, score)

    def finish(self) -> None:
        """Keep the score."""
        if self._gesture is not None:
            self._gesture.commit()
        self._clean()

    def cancel(self) -> None:
        """Have the old score back."""
        if self._gesture is not None:
            self._gesture.cancel()
        self._clean()

    def _clean(self) -> None:
        self.view.bubble.say("", (0, 0))
        self.view.show_cursor(None)

    def click(self, modifiers: Modifiers) -> None:
        """Select just this feeling where several things were selected."""
        if not self._keep_others:
            self.view.selection.select(card_ref(self._card))


class NewFeelingDrag(Drag):
    """Pressed in an empty cell of a lane of feelings: dragging makes a point there, and draws on over other steps.

    A step takes the height at which the line that was drawn passes its middle.
    """

    def __init__(self, view: MapView, at: QPointF, lane: str, clicked: Ref, only_empty: bool) -> None:
        super().__init__(view, at)
        self._lane = lane
        self._clicked = clicked
        self._only_empty = only_empty
        self._base = view.layout_now
        self._index = self._base.lane_index(lane) or 0
        self._gesture: Gesture | None = None
        self._scores: dict[str, float] = {}
        self._nearest: dict[int, tuple[float, float]] = {}
        self._last = self.start_on_sheet

    def begin(self) -> None:
        """Start drawing."""
        self._gesture = self.view.document.begin(_tr("Draw feelings"))
        self._draw_to(self.start_on_sheet)

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Draw on to the pointer: a quick hand passes several steps between two of its places."""
        self._draw_to(self.view.camera.at(at))

    def _draw_to(self, to: tuple[float, float]) -> None:
        columns, start = self._base.columns, self._last
        self._last = to
        left, right = min(start[0], to[0]), max(start[0], to[0])
        came_from, here = columns.at(start[0]), columns.at(to[0])
        places = list(columns.between(left, right + 1e-6))
        if places and (start[0] > to[0]) != columns.rtl:
            places.reverse()
        for place in places:
            box = columns.boxes[place]
            x = max(left, box.x, min(right, box.right, box.cx))
            y = to[1] if to[0] == start[0] else _height(start, to, x)
            off = max(0.0, abs(x - box.cx) - _MIDDLE)
            if came_from is not box:
                self._nearest.pop(place, None)  # coming back draws the step anew
            if place not in self._nearest or off <= self._nearest[place][0]:
                self._nearest[place] = off, y
            # as long as it is the only one, the pointer may stand anywhere in it
            alone = box is here and self._nearest.keys() == {place}
            self._score(box, to[1] if alone else self._nearest[place][1])

    def _score(self, column: ColumnBox, y: float) -> None:
        gesture = self._gesture
        if gesture is None:
            return
        score = score_at(y - self._base.tops[self._index], self._base.lanes[self._index].height)
        taken = self._only_empty and any(_is_plain(card) for card in _cards(self._base, self._index, column.place))
        if taken or self._scores.get(column.step.id) == score:
            return
        self._scores.pop(column.step.id, None)  # the one drawn last stands last
        self._scores[column.step.id] = score
        gesture.preview(self._drawn)
        top = self._base.tops[self._index]
        at = (column.cx + 12, top + y_of(score, self._base.lanes[self._index].height))
        self.view.bubble.say(score_words(score), at)

    def _drawn(self, journey: JourneyMap) -> JourneyMap:
        gesture = self._gesture
        if gesture is None:
            return journey
        for step, score in self._scores.items():
            journey = set_feeling(journey, self._lane, step, score, gesture.new_id)
        return journey

    def finish(self) -> None:
        """Keep the points and select the last one."""
        self.view.bubble.say("", (0, 0))
        if self._gesture is None:
            return
        self._gesture.commit()
        made = self._made()
        if made:
            self.view.selection.select(card_ref(made[-1]))

    def _made(self) -> list[str]:
        """The feelings of the step drawn last."""
        last = list(self._scores)[-1:] or [""]
        index = self.view.layout_now.lane_index(self._lane)
        place = self.view.layout_now.columns.place_of.get(last[0])
        if index is None or place is None:
            return []
        return [one.card.id for one in self.view.layout_now.lanes[index].cells[place]]

    def cancel(self) -> None:
        """Drop the points."""
        self.view.bubble.say("", (0, 0))
        if self._gesture is not None:
            self._gesture.cancel()

    def click(self, modifiers: Modifiers) -> None:
        """Set the point of the step with the curve in hand; else select the cell."""
        if self._only_empty:
            self.view.selection.select(self._clicked)
        else:
            self.begin()
            self.finish()


def _height(start: tuple[float, float], end: tuple[float, float], x: float) -> float:
    """How high a straight line is at x."""
    return start[1] + (end[1] - start[1]) * (x - start[0]) / (end[0] - start[0])


def _cards(layout: MapLayout, index: int, place: int) -> list[str]:
    return [f"{card.persona or ''}/{card.series}" for card in layout.lanes[index].members[place]]


def _is_plain(key: str) -> bool:
    """Whether the feeling is nobody's in particular and as it is: the one that drawing would change."""
    return key == "/as_is"


def score_words(score: float) -> str:
    """A score as it is shown beside the pointer: with its sign, one decimal, a true minus."""
    return f"{score:+.1f}".replace("-", "\u2212") if score else "0"
