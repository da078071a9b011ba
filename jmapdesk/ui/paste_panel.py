"""The panel beside a pasted block: how it is read and where it lands, shown on the map before it is there for good.

The block is a gesture: the map shows it as it would be, Enter makes it one undo step, Esc leaves nothing behind.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout

from jmapdesk.edit.moves import card_lanes
from jmapdesk.exchange.cells import Grid
from jmapdesk.exchange.landing import Landed, Way, land, likely_way, lines_up, ways
from jmapdesk.insight.find import lane_words
from jmapdesk.layout.hit import cell_of
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.ui.canvas.highlights import NewCardsItem
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.capture_places import step_words
from jmapdesk.ui.commands import spot_of
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.offer import GAP, Offer
from jmapdesk.util.geometry import Rect, union

_MANY = 300
"""So many cards are looked at for where the panel may stand."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("paste", text)


class PastePanel(Offer):
    """A small panel over the map. ``offer`` shows it with a block."""

    def __init__(self, view: MapView, icons: IconSet) -> None:
        super().__init__(view, _tr("Paste"))
        self._grid = Grid({}, 0, 0)
        self._lane = self._step = ""
        self.way: Way = "lanes"
        self.by_line, self.by_names = False, True
        self._lining: dict[Way, bool] = {}
        self.landed: Landed | None = None
        self._new = NewCardsItem(lambda: view.layout_now)
        view.items_scene.addItem(self._new)
        self.title, self.said, self.more = QLabel(), QLabel(), QLabel()
        self.title.setObjectName("panelTitle")
        for label in (self.said, self.more):
            label.setObjectName("pasteSaid")
            label.setWordWrap(True)
        for label in (self.title, self.said, self.more):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.turn_button = QPushButton(_tr("&Turn"))
        self.turn_button.setToolTip(_tr("Read it another way (T)"))
        self.turn_button.clicked.connect(self.turn)
        self.line_button = QPushButton(_tr("A card a &line"))
        self.line_button.setCheckable(True)
        self.line_button.setToolTip(_tr("A card for each line of a cell, not one for each cell (L)"))
        self.line_button.clicked.connect(self.change_lines)
        self.names_button = QPushButton(_tr("By &names"))
        self.names_button.setCheckable(True)
        self.names_button.setToolTip(_tr("The names at its edges say where it goes; without, they are cards too (N)"))
        self.names_button.clicked.connect(self.change_names)
        self.land_button = QPushButton(_tr("Paste"))
        self.land_button.setProperty("primary", "true")
        self.land_button.setToolTip(_tr("Paste (Enter)"))
        self.land_button.clicked.connect(self.keep)
        close = QToolButton()
        close.setIcon(icons.icon("x"))
        close.setAutoRaise(True)
        close.setAccessibleName(_tr("Do not paste"))
        close.setToolTip(_tr("Do not paste (Esc)"))
        close.clicked.connect(self.refuse)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.turn_button)
        foot.addWidget(self.names_button)
        foot.addWidget(self.line_button)
        foot.addStretch(1)
        foot.addWidget(self.land_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 12, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.said)
        column.addWidget(self.more)
        column.addLayout(foot)
        self.setFixedWidth(380)
        view.selection.changed.connect(self._selected)

    # what it does -------------------------------------------------------------------------------------------------

    def offer(self, grid: Grid, lane: str, step: str) -> None:
        """Show a block at a place, and ask nothing but Enter."""
        self._grid, self._lane, self._step = grid, lane, step
        self.way = likely_way(self._document.committed, grid)
        self.by_line, self.by_names = False, True
        self._lining = {way: lines_up(self._document.committed, grid, way) for way in ways(grid)}
        self.line_button.setChecked(False)
        self.line_button.setVisible(any(len(cell.items) > 1 for cell in grid.cells.values()))
        self.begin(_tr("Paste"))
        self.show()
        self._preview()
        self.names_button.setVisible(any(self._lining.values()))
        self._view.camera.reveal(self._area(1))
        self._stand()
        self.setFocus()

    def turn(self) -> None:
        """Read the block the next way."""
        order = ways(self._grid)
        self.way = order[(order.index(self.way) + 1) % len(order)]
        self._preview()
        self._stand()

    def change_lines(self) -> None:
        """A card for each line, or for each cell again."""
        self.by_line = not self.by_line
        self.line_button.setChecked(self.by_line)
        self._preview()

    def change_names(self) -> None:
        """Go by the names at the block's edges, or take them for cards."""
        self.by_names = not self.by_names
        self._preview()
        self._stand()

    def go(self, lanes: int = 0, steps: int = 0) -> None:
        """Land so many lanes lower and so many steps on."""
        if self._gesture is None:
            return
        rows = [lane.id for lane in card_lanes(self._gesture.base)]
        columns = [column.step.id for column in queries.columns(self._gesture.base)]
        self._lane = rows[max(0, min(len(rows) - 1, rows.index(self._lane) + lanes))]
        self._step = columns[max(0, min(len(columns) - 1, columns.index(self._step) + steps))]
        self._preview()
        self._view.camera.reveal(self._area(1))
        self._stand()

    def keep(self) -> None:
        """Keep the block, as one undo step; its cards are selected."""
        landed = self.landed
        if self._gesture is None or landed is None:
            return
        super().keep()
        made = [key for key in landed.cards if key in self._document.journey.cards]
        self._view.selection.set([card_ref(key) for key in made])
        self._view.setFocus()

    def leave(self) -> None:
        """Go, with what was shown."""
        super().leave()
        self.landed = None
        self._new.show_cards(())

    # what shows ---------------------------------------------------------------------------------------------------

    def _preview(self) -> None:
        gesture = self._gesture
        if gesture is None:
            return

        def show(journey: JourneyMap) -> JourneyMap:
            self.landed = land(
                journey, self._grid, self._lane, self._step, self.way, gesture.new_id, self.by_line, self.by_names
            )
            return self.landed.journey

        gesture.preview(show)
        self._new.show_cards(self.landed.cards if self.landed is not None else ())
        self._say()

    def _say(self) -> None:
        landed = self.landed
        if landed is None:
            return
        able = self._lining[self.way]
        self.names_button.setEnabled(able)
        self.names_button.setChecked(able and self.by_names)
        title = _tr("Paste one card") if len(landed.cards) == 1 else _tr("Paste {n} cards")
        self.title.setText(title.replace("{n}", str(len(landed.cards))))
        base = self._document.committed
        place = _tr("from {lane}, {step}").replace("{lane}", lane_words(base.lanes[self._lane]))
        place = place.replace("{step}", step_words(base, self._step))
        if landed.lined_up:
            place = _tr("by the names at the edges")
        self.said.setText(f"{self._size()} {self._way_words()}, {place}.")
        more = [
            (landed.new_stages, _tr("A stage is added."), _tr("{n} stages are added.")),
            (landed.new_steps - landed.new_stages, _tr("A step is added."), _tr("{n} steps are added.")),
            (landed.new_lanes, _tr("A lane is added."), _tr("{n} lanes are added.")),
            (
                landed.aside,
                _tr("A feeling is parked: its step has one."),
                _tr("{n} feelings are parked: their steps have one."),
            ),
        ]
        words = " ".join((one if n == 1 else many).replace("{n}", str(n)) for n, one, many in more if n)
        self.more.setText(words)
        self.more.setVisible(bool(words))
        self.setAccessibleDescription(" ".join((self.title.text(), self.said.text(), words)))
        self.adjustSize()

    def _size(self) -> str:
        rows, columns = self._grid.rows, self._grid.columns
        if columns == 1:
            return _tr("One line.") if rows == 1 else _tr("{n} lines.").replace("{n}", str(rows))
        return _tr("{rows} × {columns} cells.").replace("{rows}", str(rows)).replace("{columns}", str(columns))

    def _way_words(self) -> str:
        if self._grid.columns == 1:
            return {
                "cell": _tr("All in one cell"), "stages": _tr("A step for each"), "lanes": _tr("A lane for each"),
            }[self.way]  # fmt: skip
        return {
            "lanes": _tr("Rows are lanes, columns are steps"),
            "stages": _tr("Rows are steps, columns are lanes"),
            "cell": _tr("All in one lane, columns are steps"),
        }[self.way]

    def _area(self, most: int) -> Rect:
        """Where the first cards stand on the sheet."""
        layout = self._view.layout_now
        made = self.landed.cards[:most] if self.landed is not None else ()
        rects = [rect for key in made if (rect := layout.card_rect(key)) is not None]
        return union(rects) if rects else cell_of(layout, self._lane, self._step) or Rect(0, 0, 0, 0)

    def _stand(self) -> None:
        """Stand over or under the cards, so that they can be seen."""
        area = self._view.camera.to_view(self._area(_MANY))
        room = self._view.viewport().geometry()
        area.translate(room.x(), room.y())
        self.adjustSize()
        top = area.top() - self.height() - GAP
        if top < room.top() + GAP:
            top = min(area.bottom() + GAP, room.bottom() - self.height() - GAP)
        left = min(max(area.left(), room.left() + GAP), room.right() - self.width() - GAP)
        self.move(round(left), round(top))
        self.raise_()

    # what happens around it ---------------------------------------------------------------------------------------

    def _selected(self, refs: tuple[Ref, ...]) -> None:
        """A cell or card chosen on the map is where the block lands."""
        if self._gesture is None:
            return
        QTimer.singleShot(0, self, self.setFocus)  # a click has given the keyboard to the map
        if not refs:
            return
        spot = spot_of(self._gesture.base, refs[-1])
        if spot.lane is None and spot.step is None:
            return
        if spot.lane in {lane.id for lane in card_lanes(self._gesture.base)}:
            self._lane = spot.lane or self._lane
        self._step = spot.step or self._step
        self._preview()

    def take(self, key: int) -> bool:
        """T turns, L changes lines, N names, arrows move."""
        rtl = -1 if self._view.layout_now.context.rtl else 1
        match key:
            case Qt.Key.Key_T:
                self.turn()
            case Qt.Key.Key_L if not self.line_button.isHidden():
                self.change_lines()
            case Qt.Key.Key_N if not self.names_button.isHidden():
                if self._lining[self.way]:
                    self.change_names()
            case Qt.Key.Key_Up:
                self.go(lanes=-1)
            case Qt.Key.Key_Down:
                self.go(lanes=1)
            case Qt.Key.Key_Left:
                self.go(steps=-rtl)
            case Qt.Key.Key_Right:
                self.go(steps=rtl)
            case _:
                return False
        return True
