"""The capture bar: one line under the map that makes a card for each Enter, as fast as a room talks.

Lane and step stay until they are changed; where the card will land is shown on the map before Enter is pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QToolButton, QWidget

from jmapdesk.edit.housing import hidden_lane
from jmapdesk.insight.find import lane_words
from jmapdesk.layout.map_layout import MapLayout
from jmapdesk.model import queries
from jmapdesk.model.delta import Delta
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import CARD_KINDS, LANE_KINDS, card_kind_of, lane_kind_for
from jmapdesk.model.queries import Column
from jmapdesk.model.records import Card, Lane
from jmapdesk.session.capture import (
    LITERAL,
    Captured,
    Spot,
    add_aside,
    add_captured,
    change_captured,
    housed,
    line_of,
    mark_before,
    parse,
    spot_for,
)
from jmapdesk.session.document import Edit, added, added_steps
from jmapdesk.session.selection import Ref, card_ref, cell_ref
from jmapdesk.ui.canvas.overlays import MarkItem
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.capture_kinds import KindList, kinds_for
from jmapdesk.ui.capture_places import SQUEEZED, cards_at, landing_rect, seen_from_afar, step_words
from jmapdesk.ui.commands import spot_of
from jmapdesk.ui.cut_words import CutButton, ShortLabel, fit
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.popups import hang_menu
from jmapdesk.ui.tips import plain_tip
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import NewId, random_id


def _tr(text: str) -> str:
    return QCoreApplication.translate("capture", text)


class CaptureBar(QFrame):
    """The line with its lane and step, and what its marks say. ``closed`` when the person leaves it."""

    closed = Signal()
    typed = Signal()
    """What stands in the open line has changed."""
    pasted = Signal()
    """Several lines or cells are pasted: more than one line can hold."""

    def __init__(self, view: MapView, icons: IconSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("capture")
        self._view, self._document = view, view.document
        self.lane, self.step = "", ""
        self._again = ""  # the card that the line corrects
        self._fetched = ""  # its line as it was fetched
        self._fetched_at = self._before = ("", "")  # lane and step of it, and of the bar before it was fetched
        self._made: list[str] = []
        self._left_at: dict[str, str] = {}  # the step where each stage was left
        self._came_from: dict[str, str] = {}  # the step before each one that came with a feeling
        self._naming = False
        self._pointing = False
        self._mark = MarkItem(5)
        view.items_scene.addItem(self._mark)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 10, 6)
        row.setSpacing(8)
        self.lane_button = self._button(_tr("Lane: Alt+Up, Alt+Down, or Alt with its number"))
        self.step_button = self._button(_tr("Step: Tab, Shift+Tab. Stage: Alt+Right, Alt+Left"))
        self.line = QLineEdit()
        self.line.setPlaceholderText(_tr("What was said… Enter makes a card, /p a pain point, #tag, @owner, ! and ?"))
        self.line.setAccessibleName(_tr("What was said"))
        self.line.textChanged.connect(self._written)
        self.line.installEventFilter(self)
        self.kinds = KindList(self.line, icons)
        self.kinds.chosen.connect(self._take_kind)
        self.said = ShortLabel()
        self.said.setObjectName("captureSaid")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.said.setMinimumWidth(1)  # long words must not make the window wider
        close = QToolButton()
        close.setIcon(icons.icon("x"))
        close.setAutoRaise(True)
        close.setAccessibleName(_tr("Close"))
        close.setToolTip(_tr("Close (Esc)"))
        close.clicked.connect(self.leave)
        self._close = close
        row.addWidget(self.lane_button)
        row.addWidget(self.step_button)
        row.addWidget(self.line, 1)
        row.addWidget(self.said)
        row.addWidget(close)
        self.hide()
        self._document.changed.connect(self._changed)
        self._document.state_changed.connect(self._done_elsewhere)
        view.selection.changed.connect(self._selected)
        view.typed_nowhere.connect(self.begin)
        view.writer.ended.connect(self._named)

    def _button(self, tip: str) -> CutButton:
        button = CutButton(tip)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill(menu, button is self.lane_button))
        hang_menu(button, menu)
        return button

    # where ----------------------------------------------------------------------------------------------------------

    def open(self, focus: bool = True) -> None:
        """Show the bar where the selection points, with whatever was left unfinished in it."""
        if self._document.refuse():
            return
        if self._again not in self._document.journey.cards:
            self._follow(self._view.selection.primary)
        self._settle()
        self.show()
        if focus:
            self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._show()
        self.typed.emit()

    def begin(self, event: QEvent) -> None:
        """Open the bar with a key or a composition that had no other place to go."""
        if self._document.is_read_only:
            return
        composing = isinstance(event, QInputMethodEvent) and bool(event.preeditString())
        self.open(focus=not composing)  # a change of focus would end the composition
        QCoreApplication.sendEvent(self.line, event)

    def leave(self) -> None:
        """Hide the bar; the last card made is selected. What stands in the line stays there."""
        self._mark.clear()
        self.kinds.hide()
        self.hide()
        self.typed.emit()
        if self._made and self._made[-1] in self._document.journey.cards:
            self._view.selection.select(card_ref(self._made[-1]))
        self._view.setFocus()
        self.closed.emit()

    def keep_rest(self) -> Callable[[], None]:
        """Make a card of what stands in the open bar, before the window asks what to save; adds no step.

        What a bar holds that was left is no part of the map. Gives what puts all back as it was.
        """
        line, before = self.line.text(), self._document.position
        held = self.lane, self.step, self._again, self._fetched, self._fetched_at, self._before
        if self.isVisible() and line != self._fetched:
            self._settle()
            self.take(aside=True)

        def take_back() -> None:
            if self._document.position == before:
                return
            self._document.undo()
            self.lane, self.step, self._again, self._fetched, self._fetched_at, self._before = held
            self.line.setText(line)
            self._show()

        return take_back

    def with_rest(self, journey: JourneyMap) -> tuple[str, JourneyMap] | None:
        """What undo would call it, and a map with what stands in the open bar, as closing would keep it; None: nothing.

        Raises JmapError where the map refuses it.
        """
        if not self.isVisible() or self.line.text() == self._fetched:
            return None
        made = self._edit(aside=True, new_id=random_id)
        return (made[0], made[1](journey)) if made is not None else None

    def _lanes(self) -> list[Lane]:
        """The lanes that take cards and show, top to bottom."""
        layout = self._view.layout_now
        lanes = [lane for lane in queries.lanes(self._document.journey) if layout.lane_index(lane.id) is not None]
        return [lane for lane in lanes if card_kind_of(lane.kind) is not None]

    def _columns(self) -> list[Column]:
        """The steps that show."""
        shown = self._view.layout_now.columns.place_of
        return [column for column in queries.columns(self._document.journey) if column.step.id in shown]

    def _steps(self) -> list[str]:
        return [column.step.id for column in self._columns()]

    def _settle(self) -> None:
        """Lane and step are ones the map has."""
        lanes, steps = [lane.id for lane in self._lanes()], self._steps()
        if self.lane not in lanes:
            self.lane = lanes[0] if lanes else ""
        while self.step not in steps and self.step in self._came_from:
            self.step = self._came_from[self.step]
        if self.step not in steps:
            self.step = steps[0] if steps else ""

    def _follow(self, ref: Ref | None) -> None:
        spot = spot_of(self._document.journey, ref)
        self.lane, self.step = spot.lane or self.lane, spot.step or self.step

    def _selected(self, refs: tuple[Ref, ...]) -> None:
        """Something on the map was chosen while the bar stands open: it goes there."""
        if self.isVisible() and not self._pointing and not self.line.hasFocus() and refs:
            self._follow(refs[-1])
            self._settle()
            self._show()

    def go(self, lanes: int = 0, steps: int = 0, stages: int = 0) -> None:
        """Go some lanes down, some steps or some stages on; at the ends it stays.

        A stage is come back to where it was left; else one comes to its first step.
        """
        ids, columns = [lane.id for lane in self._lanes()], self._columns()
        if self.lane in ids:
            self.lane = ids[max(0, min(len(ids) - 1, ids.index(self.lane) + lanes))]
        at = next((i for i, column in enumerate(columns) if column.step.id == self.step), None)
        if at is not None and stages:
            of_stage: dict[str, list[str]] = {}
            for column in columns:
                of_stage.setdefault(column.stage.id, []).append(column.step.id)
            order, here = list(of_stage), columns[at].stage.id
            there = order[max(0, min(len(order) - 1, order.index(here) + stages))]
            if there == here and stages < 0:
                self.step = of_stage[here][0]
            elif there != here:
                self._left_at[here] = self.step
                last = self._left_at.get(there, "")
                self.step = last if last in of_stage[there] else of_stage[there][0]
        elif at is not None:
            self.step = columns[max(0, min(len(columns) - 1, at + steps))].step.id
        self._show()

    def go_to_lane(self, number: int) -> None:
        """Go to a lane by its number from the top, 1 for the first."""
        lanes = self._lanes()
        if number <= len(lanes):
            self.lane = lanes[number - 1].id
            self._show()

    def _fill(self, menu: QMenu, lanes: bool) -> None:
        menu.clear()
        if lanes:
            for lane in self._lanes():
                chosen = menu.addAction(lane_words(lane).replace("&", "&&"))
                chosen.triggered.connect(lambda _checked=False, key=lane.id: self._choose(lane=key))
            return
        for step in self._steps():
            chosen = menu.addAction(step_words(self._document.journey, step).replace("&", "&&"))
            chosen.triggered.connect(lambda _checked=False, key=step: self._choose(step=key))
        menu.addSeparator()
        menu.addAction(_tr("Name this step")).triggered.connect(self._name_step)

    def _name_step(self) -> None:
        """Write the name of the bar's step in its place on the map; then the line has the keyboard again."""
        self._view.selection.select(Ref("step", self.step))
        self._view.edit_selected()
        self._naming = self._view.is_editing()

    def _named(self) -> None:
        if self._naming:
            self._naming = False
            self.line.setFocus()

    def _choose(self, lane: str = "", step: str = "") -> None:
        self.lane, self.step = lane or self.lane, step or self.step
        self._show()
        self.line.setFocus()

    # what shows ---------------------------------------------------------------------------------------------------

    def _changed(self, _difference: Delta) -> None:
        if self.isVisible():
            self._settle()
            self._show()

    def _done_elsewhere(self, _nothing: None) -> None:
        """The bar follows what is selected where that was moved to another place."""
        if self.isVisible() and not self.line.hasFocus():
            self._follow(self._view.selection.primary)
            self._settle()
            self._show()

    def _written(self, line: str) -> None:
        self.kinds.follow(line if self.line.hasFocus() else "")
        self._show()
        self.typed.emit()

    def _take_kind(self, mark: str) -> None:
        self.line.setText(f"/{mark} ")

    def _read(self) -> Captured:
        lane = self._document.journey.lanes.get(self.lane)
        return parse(self.line.text(), lane.kind if lane else "")

    def _corrected(self) -> Card | None:
        return self._document.journey.cards.get(self._again)

    def _spot(self, found: Captured, anywhere: bool = False) -> Spot | None:
        journey, look = self._document.journey, partial(cards_at, self._view.layout_now)
        return spot_for(journey, self.lane, self.step, found, self._corrected(), look, anywhere)

    def _show(self) -> None:
        if not self.isVisible():
            return
        journey, found = self._document.journey, self._read()
        lane, spot, card = journey.lanes.get(self.lane), self._spot(found), self._corrected()
        goes = spot.lane if spot is not None else lane
        self.lane_button.say(lane_words(goes) if goes else _tr("No lane"))
        self.step_button.say(step_words(journey, self.step) or _tr("No step"))
        layout, look = self._view.layout_now, "slot"
        self.say(" · ".join([*self._marks(found), *self._way(spot, found), *_unseen(layout, spot)]))
        stays = card is not None and spot is not None and (card.lane, card.step) == (spot.lane.id, spot.step)
        rect = layout.card_rect(card.id) if card is not None and stays else None
        if rect is None and spot is not None and not (spot.beyond and found.is_empty):
            rect = landing_rect(layout, spot, found)
        if rect is not None:
            if self._document.gesture is None:  # what is dragged or written stays where it is seen
                self._view.camera.reveal(rect)
            look = "slot" if rect.h > SQUEEZED else "line"
            rect = rect if look == "line" else seen_from_afar(layout, rect, self._view.zoom())
        self._mark.mark(look, [rect] if rect else [], layout, self._view.zoom())
        self._point()

    def _point(self) -> None:
        """What is selected is the bar's cell, so that all of the window shows the same place."""
        if self.lane and self.step and self.line.hasFocus():
            self._pointing = True
            self._view.selection.select(cell_ref(self.lane, self.step))
            self._pointing = False

    def _marks(self, found: Captured) -> list[str]:
        """What the marks say, in words."""
        said = [_tr("correcting")] if self._corrected() is not None else []
        said += [QCoreApplication.translate("kinds", CARD_KINDS[found.kind].name)] if found.kind else []
        said += self._no_kind(found)
        said += [f"{found.score:+g}".replace("-", "−")] if found.score is not None else []
        said += [f"#{tag}" for tag in found.tags]
        said += [f"@{found.owner}"] if found.owner else []
        said += [_tr("moment of truth")] if found.moment else []
        said += [_tr("needs checking")] if found.check else []
        return said

    def _no_kind(self, found: Captured) -> list[str]:
        """Says so where what stands behind a stroke at the start names no kind, and will be read as words."""
        line = self.line.text()
        mark = line.split(maxsplit=1)[0] if line.startswith("/") and line[1:2].isalpha() else ""
        if not mark or found.kind or kinds_for(line.rstrip()):
            return []
        return [_tr("{mark} is no kind of card: it stays a word. / alone lists the kinds").replace("{mark}", mark)]

    def _way(self, spot: Spot | None, found: Captured) -> list[str]:
        """Where the card goes, where that is not the bar's own step."""
        if spot is None:
            return [] if found.is_empty else [_lane_to_come(self._document.journey, found.kind)]
        journey = self._document.journey
        if spot.beyond:
            if found.is_empty:
                return [_tr("has a feeling: the next one gets a step of its own")]
            stage = queries.stage_of_step(journey, spot.step)
            said = _tr("Enter adds step {n} to {stage}: this one has a feeling")
            return [said.replace("{n}", str(len(stage.steps) + 1)).replace("{stage}", stage.name)] if stage else []
        if spot.step == self.step:
            return []
        words = step_words(journey, spot.step)
        return [_tr("goes to {step}: this one has a feeling").replace("{step}", words)]

    def say(self, words: str) -> None:
        """Tell the person something, in place of what the marks say, until the next key."""
        self.said.setText(words)
        self.said.setToolTip(plain_tip(words))
        self._fit()
        where = f"{self.lane_button.text()}, {self.step_button.text()}".replace("&&", "&")
        self.line.setAccessibleDescription(f"{where}. {words}" if words else where)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names and words beside the line get what it leaves."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        around = self._row.contentsMargins().left() + self._row.contentsMargins().right() + 4 * self._row.spacing()
        rest = self.width() // 2 - around - self._close.sizeHint().width()
        fit(rest, self.lane_button, self.step_button, self.said)

    # writing ------------------------------------------------------------------------------------------------------

    def take(self, aside: bool = False) -> None:
        """Make the card, or put the one right that was fetched back; the line is free again if that worked.

        With ``aside`` what has no place of its own becomes a card nearby, and no step is added.
        """
        if self._read().is_empty:
            return
        document = self._document
        self._view.finish_editing()  # an edit drops what is written on the map and not kept yet
        made = self._edit(aside, document.new_id)
        if made is None:
            return
        try:
            difference = document.do(*made)
        except JmapError as error:
            self.say(error.message)
            return
        self._made += added(difference, "cards")
        fresh = added_steps(difference) if not self._again else []
        self._done()
        if fresh:
            self._go_on_in(fresh[-1])

    def _go_on_in(self, step: str) -> None:
        """What is said after a feeling that brought a step along is of that step."""
        self._came_from[step] = self.step
        self.step = step
        self._show()
        words = step_words(self._document.journey, step)
        self.say(_tr("{step} is new: what comes next goes there. Its button names it.").replace("{step}", words))

    def _edit(self, aside: bool, new_id: NewId) -> tuple[str, Edit] | None:
        """What the line does to the map, and what undo calls it; None where it has no place or says nothing."""
        found, line = self._read(), self.line.text().strip()
        spot, card = self._spot(found, anywhere=aside), self._corrected()
        if found.is_empty:
            return None
        if aside and (spot is None or spot.beyond):
            return _tr("Add card"), lambda m: add_aside(m, spot, line, new_id)
        if spot is None:
            return self._housed(found, card, new_id)
        if card is not None:
            return _tr("Edit card"), lambda m: change_captured(m, card, spot, found, new_id)
        return _tr("Add card"), lambda m: add_captured(m, spot, found, new_id)

    def _housed(self, found: Captured, card: Card | None, new_id: NewId) -> tuple[str, Edit]:
        """What the line does where no lane is for such a card: the lane comes with it."""

        def edit(journey: JourneyMap) -> JourneyMap:
            made, spot = housed(journey, self.lane, self.step, found, new_id)
            if card is None:
                return add_captured(made, spot, found, new_id)
            return change_captured(made, card, spot, found, new_id)

        return _tr("Add lane and card"), edit

    def _done(self) -> None:
        """The line is free; the bar is back where it was, unless it was sent on while correcting."""
        card = self._corrected()
        if card is not None and self._fetched_at == (self.lane, self.step):
            self.lane, self.step = self._before
        self._again = self._fetched = ""
        self._settle()
        self._empty()
        self._show()

    def _empty(self) -> None:
        """Nothing stands in the line, and its own undo brings nothing back."""
        self.line.setText("")

    def recall(self, back: bool = True) -> None:
        """Fetch the last card made, or the one before the one fetched already, into the line to put it right."""
        journey = self._document.journey
        made = [key for key in self._made if key in journey.cards and journey.cards[key].lane is not None]
        if self.line.text() != self._fetched or not made:
            return  # what was begun is not written over
        at = made.index(self._again) if self._again in made else len(made)
        at += -1 if back else 1
        if at >= len(made):
            self._drop_correction()
        elif at >= 0:
            if not self._again:
                self._before = self.lane, self.step
            card = journey.cards[made[at]]
            self._again = card.id
            self.lane, self.step = self._fetched_at = card.lane or "", card.step or ""
            self._fetched = line_of(card, journey.lanes[self.lane].kind)
            self.line.setText(self._fetched)
            self._show()

    def _drop_correction(self) -> bool:
        """Leave the card that was fetched as it is; whether there was one. What was changed can be brought back."""
        if not self._again:
            return False
        made = self._edit(aside=True, new_id=self._document.new_id) if self.line.text() != self._fetched else None
        if made is not None:
            self._view.dropped.leave(self.line.text().strip(), *made)
        self.lane, self.step = self._before
        self._again = self._fetched = ""
        self._settle()
        self._empty()
        self._show()
        return True

    def _make_literal(self) -> bool:
        """Turn the mark that was just finished into an ordinary word; whether there was one."""
        text, at = self.line.text(), self.line.cursorPosition()
        start = mark_before(text, at) if not self.line.hasSelectedText() else None
        if start is None:
            return False
        self.line.setText(text[:start] + LITERAL + text[start:])
        self.line.setCursorPosition(at + 1)
        return True

    def _is_for_map(self, event: QKeyEvent) -> bool:
        """Whether a key undoes or redoes on the map: the line has none of its own to do, or nothing stands in it."""
        line = self.line
        if event.matches(QKeySequence.StandardKey.Undo):
            return not line.text() or not line.isUndoAvailable()
        if event.matches(QKeySequence.StandardKey.Redo):
            return not line.isRedoAvailable() or (not line.text() and self._document.can_redo)
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the line."""
        if event.type() == QEvent.Type.FocusOut:
            self.kinds.hide()
        if not isinstance(event, QKeyEvent) or event.type() == QEvent.Type.KeyRelease:
            return False
        if self._is_for_map(event):
            # not taken here, it is the window's shortcut; as a plain key it must not reach the line either
            event.setAccepted(event.type() == QEvent.Type.KeyPress)
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.matches(QKeySequence.StandardKey.Paste) and _is_block(QGuiApplication.clipboard().text()):
            self.pasted.emit()
            return True
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.go_to_lane(key - Qt.Key.Key_0)
            return True
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.go(lanes=1 if key == Qt.Key.Key_Down else -1)
            return True
        if alt and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            onwards = (key == Qt.Key.Key_Right) != self._view.layout_now.context.rtl
            self.go(stages=1 if onwards else -1)
            return True
        if not event.modifiers() and self.kinds.key(key):
            return True
        match key:
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.take()
            case Qt.Key.Key_Tab:
                self.go(steps=1)
            case Qt.Key.Key_Backtab:
                self.go(steps=-1)
            case Qt.Key.Key_Up:
                self.recall()
            case Qt.Key.Key_Down:
                self.recall(back=False)
            case Qt.Key.Key_Escape:
                if not self._drop_correction():
                    self.leave()
            case Qt.Key.Key_Backspace if not event.modifiers():
                return self._make_literal()
            case _:
                return False
        return True


def _unseen(layout: MapLayout, spot: Spot | None) -> list[str]:
    """Says so where the card goes to a lane or stage that does not show in this window."""
    if spot is None or spot.beyond:
        return []
    shows = layout.lane_index(spot.lane.id) is not None and spot.step in layout.columns.place_of
    return [] if shows else [_tr("it does not show there: see the eye below")]


def _lane_to_come(journey: JourneyMap, kind: str | None) -> str:
    """Which lane Enter will bring along."""
    hidden = hidden_lane(journey, kind)
    if hidden is not None:
        return _tr("the hidden lane {lane} shows again").replace("{lane}", lane_words(hidden))
    name = QCoreApplication.translate("kinds", LANE_KINDS[lane_kind_for(kind or "text")].name)
    return _tr("no lane for it: Enter adds the lane {lane} too").replace("{lane}", name)


def _is_block(text: str) -> bool:
    """Whether a text is more than one line of one cell."""
    words = text.strip()
    return "\n" in words or "\t" in words
