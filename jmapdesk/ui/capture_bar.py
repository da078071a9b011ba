"""The capture bar: one line under the map that makes a card for each Enter, as fast as a room talks.

Lane and step stay until they are changed; where the card will land is shown on the map before Enter is pressed.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget

from jmapdesk.insight.find import lane_words
from jmapdesk.layout.curve import y_of
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.kinds import CARD_KINDS, card_kind_of
from jmapdesk.model.records import Card, Lane
from jmapdesk.session.capture import (
    LITERAL,
    Captured,
    add_captured,
    change_captured,
    landing,
    line_of,
    mark_before,
    parse,
)
from jmapdesk.session.document import added
from jmapdesk.session.selection import card_ref
from jmapdesk.ui.canvas.overlays import MarkItem
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.commands import spot_of
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.util.errors import JmapError
from jmapdesk.util.geometry import Rect

_HEIGHT = 34.0
"""How high the landing place shows, map units."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("capture", text)


class CaptureBar(QFrame):
    """The line with its lane and step, and what its marks say. ``closed`` when the person leaves it."""

    closed = Signal()

    def __init__(self, view: MapView, icons: IconSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("capture")
        self._view, self._document = view, view.document
        self.lane, self.step = "", ""
        self._again = ""  # the card that the line corrects
        self._last = ""
        self._mark = MarkItem(5)
        view.items_scene.addItem(self._mark)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 10, 6)
        row.setSpacing(8)
        self.lane_button = self._button(_tr("Lane: Alt+Up, Alt+Down, or Alt with its number"))
        self.step_button = self._button(_tr("Step: Tab, Shift+Tab"))
        self.line = QLineEdit()
        self.line.setPlaceholderText(_tr("What was said… Enter makes a card, /p a pain point, #tag, @owner, ! and ?"))
        self.line.setAccessibleName(_tr("What was said"))
        self.line.textChanged.connect(self._show)
        self.line.installEventFilter(self)
        self.said = QLabel()
        self.said.setObjectName("captureSaid")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        close = QToolButton()
        close.setIcon(icons.icon("x"))
        close.setAutoRaise(True)
        close.setAccessibleName(_tr("Close"))
        close.setToolTip(_tr("Close (Esc)"))
        close.clicked.connect(self.leave)
        row.addWidget(self.lane_button)
        row.addWidget(self.step_button)
        row.addWidget(self.line, 1)
        row.addWidget(self.said)
        row.addWidget(close)
        self.hide()
        self._document.changed.connect(self._changed)

    def _button(self, tip: str) -> QToolButton:
        button = QToolButton()
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(tip)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill(menu, button is self.lane_button))
        button.setMenu(menu)
        return button

    # where ----------------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show the bar where the selection points, with whatever was left unfinished in it."""
        spot = spot_of(self._document.journey, self._view.selection.primary)
        if spot.lane is not None:
            self.lane = spot.lane
        if spot.step is not None:
            self.step = spot.step
        self._settle()
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._show()

    def leave(self) -> None:
        """Hide the bar; the last card made is selected. What stands in the line stays there."""
        self._mark.clear()
        self.hide()
        if self._last in self._document.journey.cards:
            self._view.selection.select(card_ref(self._last))
        self._view.setFocus()
        self.closed.emit()

    def _lanes(self) -> list[Lane]:
        """The lanes that take cards, top to bottom."""
        return [
            lane
            for lane in queries.lanes(self._document.journey)
            if not lane.hidden and card_kind_of(lane.kind) is not None
        ]

    def _steps(self) -> list[str]:
        return [column.step.id for column in queries.columns(self._document.journey)]

    def _settle(self) -> None:
        """Lane and step are ones the map has."""
        lanes, steps = [lane.id for lane in self._lanes()], self._steps()
        if self.lane not in lanes:
            self.lane = lanes[0] if lanes else ""
        if self.step not in steps:
            self.step = steps[0] if steps else ""

    def go(self, lanes: int = 0, steps: int = 0) -> None:
        """Go some lanes down and some steps on; at the ends it stays."""
        ids, columns = [lane.id for lane in self._lanes()], self._steps()
        if self.lane in ids:
            self.lane = ids[max(0, min(len(ids) - 1, ids.index(self.lane) + lanes))]
        if self.step in columns:
            self.step = columns[max(0, min(len(columns) - 1, columns.index(self.step) + steps))]
        self._forget_correction()
        self._show()

    def go_to_lane(self, number: int) -> None:
        """Go to a lane by its number from the top, 1 for the first."""
        lanes = self._lanes()
        if number <= len(lanes):
            self.lane = lanes[number - 1].id
            self._forget_correction()
            self._show()

    def _fill(self, menu: QMenu, lanes: bool) -> None:
        menu.clear()
        if lanes:
            for lane in self._lanes():
                chosen = menu.addAction(lane_words(lane))
                chosen.triggered.connect(lambda _checked=False, key=lane.id: self._choose(lane=key))
            return
        for step in self._steps():
            chosen = menu.addAction(self._step_words(step))
            chosen.triggered.connect(lambda _checked=False, key=step: self._choose(step=key))

    def _choose(self, lane: str = "", step: str = "") -> None:
        self.lane, self.step = lane or self.lane, step or self.step
        self._forget_correction()
        self._show()
        self.line.setFocus()

    def _step_words(self, step_id: str) -> str:
        for stage in queries.stages(self._document.journey):
            for place, step in enumerate(queries.steps(stage), 1):
                if step.id == step_id:
                    return f"{stage.name} › {step.name or place}"
        return ""

    # what shows ---------------------------------------------------------------------------------------------------

    def _changed(self, _difference: Delta) -> None:
        if self.isVisible():
            self._settle()
            self._show()

    def _read(self) -> Captured:
        lane = self._document.journey.lanes.get(self.lane)
        correcting = self._document.journey.cards.get(self._again)
        if correcting is not None and correcting.kind == "feeling":
            return parse(self.line.text(), "feelings")
        return parse(self.line.text(), lane.kind if lane else "")

    def _show(self) -> None:
        if not self.isVisible():
            return
        journey, found = self._document.journey, self._read()
        lane = journey.lanes.get(self.lane)
        self.lane_button.setText(lane_words(lane) if lane else _tr("No lane"))
        self.step_button.setText(self._step_words(self.step) or _tr("No step"))
        self.said.setText(self._marks(found))
        target = landing(journey, self.lane, found.kind)
        layout = self._view.layout_now
        card = journey.cards.get(self._again)
        if card is not None:
            rect = layout.card_rect(card.id)
        else:
            rect = _landing_rect(layout, target, self.step, found) if target is not None else None
        if rect is not None:
            self._view.camera.reveal(rect)
        self._mark.mark("slot", [rect] if rect else [], layout, self._view.zoom())

    def _marks(self, found: Captured) -> str:
        """What the marks say, in words."""
        said = [QCoreApplication.translate("kinds", CARD_KINDS[found.kind].name)] if found.kind else []
        said += [f"{found.score:+g}"] if found.score is not None else []
        said += [f"#{tag}" for tag in found.tags]
        said += [f"@{found.owner}"] if found.owner else []
        said += [_tr("moment of truth")] if found.moment else []
        said += [_tr("needs checking")] if found.check else []
        said += [_tr("correcting")] if self._again else []
        return " · ".join(said)

    def say(self, words: str) -> None:
        """Tell the person something, in place of what the marks say, until the next key."""
        self.said.setText(words)

    # writing ------------------------------------------------------------------------------------------------------

    def take(self) -> None:
        """Make the card, or put the one right that was fetched back; the line is free again if that worked."""
        found, journey = self._read(), self._document.journey
        if found.is_empty:
            return
        card = journey.cards.get(self._again)
        if card is not None:
            self._document.do(_tr("Edit card"), lambda m: change_captured(m, card, found))
            self._done()
            return
        lane = landing(journey, self.lane, found.kind)
        if lane is None or not self.step:
            self.say(_tr("There is no lane for such a card: add one first."))
            return
        step, new_id = self.step, self._document.new_id
        try:
            made = added(
                self._document.do(_tr("Add card"), lambda m: add_captured(m, lane, step, found, new_id)), "cards"
            )
        except JmapError as error:
            self.say(error.message)
            return
        if not made:
            self.say(_tr("This step has a feeling already: Tab goes on to the next."))
            return
        self._last = made[0]
        self._done()

    def _done(self) -> None:
        self._again = ""
        self.line.clear()
        self._show()

    def recall(self) -> None:
        """Fetch the last card back into the line, to put it right."""
        card = self._document.journey.cards.get(self._last)
        if card is not None and not self.line.text():
            self._again = card.id
            self.line.setText(_without_kind(card))
            self._show()

    def _forget_correction(self) -> None:
        self._again = ""

    def _make_literal(self) -> bool:
        """Turn the mark that was just finished into an ordinary word; whether there was one."""
        text, at = self.line.text(), self.line.cursorPosition()
        start = mark_before(text, at) if not self.line.hasSelectedText() else None
        if start is None:
            return False
        self.line.setText(text[:start] + LITERAL + text[start:])
        self.line.setCursorPosition(at + 1)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the line."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.go_to_lane(key - Qt.Key.Key_0)
            return True
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.go(lanes=1 if key == Qt.Key.Key_Down else -1)
            return True
        match key:
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.take()
            case Qt.Key.Key_Tab:
                self.go(steps=1)
            case Qt.Key.Key_Backtab:
                self.go(steps=-1)
            case Qt.Key.Key_Up if not alt:
                self.recall()
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_Backspace if not event.modifiers():
                return self._make_literal()
            case _:
                return False
        return True


def _without_kind(card: Card) -> str:
    """The card's line; its kind stays, so it is not written."""
    line = line_of(card)
    return line.partition(" ")[2] if line.startswith("/") else line


def _landing_rect(layout: MapLayout, lane: Lane, step: str, found: Captured) -> Rect | None:
    """Where the card will stand: under the last one of its cell, or at its height on the curve."""
    index, place = layout.lane_index(lane.id), layout.columns.place_of.get(step)
    if index is None or place is None:
        return None
    column, box, top = layout.columns.boxes[place], layout.lanes[index], layout.tops[index]
    measures = layout.context.measures
    if box.is_curve:
        return Rect(column.cx - 14, top + y_of(found.score or 0, box.height) - 14, 28, 28)
    last = max((one.y + one.h for one in box.cells[place]), default=0.0)
    y = last + measures.card_gap if last else measures.cell_padding
    pad = measures.cell_padding
    return Rect(column.x + pad, top + y, column.w - 2 * pad, _HEIGHT)
