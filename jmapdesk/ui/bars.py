"""The bar over the canvas and the one under it."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from jmapdesk.ui.icon_set import IconLabel, IconSet, beside_words
from jmapdesk.ui.popups import hang_menu
from jmapdesk.ui.shrinking import shrink
from jmapdesk.ui.tips import plain_tip
from jmapdesk.ui.track_slider import TrackSlider


def _tr(text: str) -> str:
    return QCoreApplication.translate("bars", text)


def tool_button(action: QAction, size: int = 20) -> QToolButton:
    """A button that shows an action's icon and speaks its words."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(size, size))
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(action.text().replace("&", ""))
    return button


class TopBar(QFrame):
    """Menu, the map's name and whether it is saved, undo and redo, tools, insert, panels, export."""

    def __init__(
        self, actions: Mapping[str, QAction], menu: QMenu, insert: QMenu, icons: IconSet, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self._full, self._shows_mark = "", False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 6, 10, 6)
        self._row.setSpacing(4)
        self.menu_button = self._menu_button("menu", _tr("Menu"), menu, icons)
        self._title = QLabel()
        self._title.setObjectName("title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        sides = Qt.AlignmentFlag
        self._title.setAlignment(sides.AlignAbsolute | sides.AlignLeft | sides.AlignVCenter)
        self._title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._mark = IconLabel(icons, 16, "check", "good")
        self._saved = QLabel()
        self._saved.setObjectName("saved")
        self._mark.setFixedWidth(16)
        # as wide whatever it says: the buttons beside it must not move from under the pointer
        self._name = QWidget()
        name = QHBoxLayout(self._name)
        name.setContentsMargins(4, 0, 0, 0)
        name.setSpacing(4)
        for part in (self._title, self._mark, self._saved):
            name.addWidget(part)
        name.addStretch(1)
        self._row.addWidget(self.menu_button)
        self._row.addWidget(self._name)
        undoing = [self._rule(), *self._buttons(actions, "undo", "redo")]
        tools = [self._rule(), *self._buttons(actions, "tool_select", "tool_hand", "tool_card", "tool_curve")]
        finding = self._buttons(actions, "find_anything", "show_filter")
        inserting = self._rule()
        insert.setTitle(_tr("Insert"))
        self.insert_button = self._menu_button("plus", _tr("Insert a stage, step or lane"), insert, icons)
        self._row.addWidget(self.insert_button)
        panels = self._buttons(actions, "map_fields", "show_inspector")
        self._row.addStretch(1)
        self._hidden = QMenu(self)
        self._hidden.aboutToShow.connect(self._fill_in)
        self.more_button = self._menu_button("chevrons-right", _tr("More tools"), self._hidden, icons)
        self._row.addWidget(self.more_button)
        export = QPushButton(icons.icon("share", "accent_ink"), _tr("Export"))
        export.setProperty("primary", True)
        export.setIconSize(beside_words(18, 4))
        export.setToolTip(actions["export"].toolTip())
        export.clicked.connect(actions["export"].trigger)
        self._row.addWidget(export)
        self._groups: list[list[QWidget]] = [
            [*tools], [*panels], [*finding], [inserting, self.insert_button], [*undoing],
        ]  # fmt: skip
        self._in_order: list[list[QWidget]] = [[*undoing], [*tools], [*finding], [self.insert_button], [*panels]]

    def _buttons(self, actions: Mapping[str, QAction], *names: str) -> list[QToolButton]:
        buttons = [tool_button(actions[name]) for name in names]
        for button in buttons:
            self._row.addWidget(button)
        return buttons

    def minimumSizeHint(self) -> QSize:
        """Room for the menu, some of the title and the export."""
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    def show_title(self, title: str) -> None:
        """Show the map's name; a long one is cut at the end."""
        self._full = title
        self._fit()

    def show_saved(self, saved: bool, has_file: bool, read_only: bool = False, saving: bool = False) -> None:
        """Say whether everything is in the file or on its way there, or that the map is open to read only."""
        self._shows_mark = saved and has_file and not read_only and not saving
        if read_only:
            self._saved.setText(_tr("Read only"))
        elif saving:
            self._saved.setText(_tr("Saving…"))
        elif saved and has_file:
            self._saved.setText(_tr("Saved"))
        elif has_file:
            self._saved.setText(_tr("Not saved"))
        else:
            self._saved.setText(_tr("Not in a file yet"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow bar leaves things out; they stand behind the last button before the export."""
        # parts that come and go may change the height: that is no reason to let others come and go
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        self._elide()
        self.more_button.hide()
        shrink(self._row, self.width(), self._groups)
        if any(part.isHidden() for group in self._in_order for part in group):
            self.more_button.show()
            shrink(self._row, self.width(), self._groups)

    def _fill_in(self) -> None:
        """What there is no room for, in the order of the bar."""
        menu = self._hidden
        menu.clear()
        for group in self._in_order:
            menu.addSeparator()
            for button in group:
                if not button.isHidden() or not isinstance(button, QToolButton):
                    continue
                inner = button.menu()
                menu.addAction(inner.menuAction() if inner is not None else button.defaultAction())

    def _elide(self) -> None:
        full, share = self._full, max(_LEAST_NAME, round(self.width() * _NAME_SHARE))
        self._name.setFixedWidth(share)
        self._saved.setVisible(share >= _WITH_SAVED)
        self._mark.setVisible(self._shows_mark)
        taken = self._saved.sizeHint().width() + 4 if share >= _WITH_SAVED else 0
        room = share - 12 - taken - (20 if self._shows_mark else 0)
        metrics = self._title.fontMetrics()
        wide = min(metrics.horizontalAdvance(full) + 12, room)
        self._title.setFixedWidth(wide)
        self._title.setText(metrics.elidedText(full, Qt.TextElideMode.ElideRight, wide - 4))
        self._title.setToolTip("" if self._title.text() == full else plain_tip(full))

    def _menu_button(self, icon: str, name: str, menu: QMenu, icons: IconSet) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(name)
        button.setToolTip(name)
        hang_menu(button, menu)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _rule(self) -> QWidget:
        """A line between two groups, with room at its sides that goes with it."""
        place = QWidget()
        place.setFixedSize(13, 24)
        line = QFrame(place)
        line.setObjectName("rule")
        line.setGeometry(6, 0, 1, 24)
        self._row.addWidget(place)
        return place


class StatusBar(QFrame):
    """How large the map is, how much rests on evidence, messages, zoom."""

    zoom_wanted = Signal(float)

    def __init__(self, actions: Mapping[str, QAction], icons: IconSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusbar")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 10, 3)
        row.setSpacing(6)
        self._row = row
        self._size, self._cards, self._evidence = QLabel(), QLabel(), QLabel()
        self._groups: list[list[QWidget]] = []
        for icon, label in (
            ("columns-3", self._size),
            ("sticky-note", self._cards),
            ("shield-check", self._evidence),
        ):
            # one part with the room behind it, which goes with it
            count = QWidget()
            inner = QHBoxLayout(count)
            inner.setContentsMargins(0, 0, 10, 0)
            inner.setSpacing(6)
            inner.addWidget(IconLabel(icons, 16, icon))
            inner.addWidget(label)
            row.addWidget(count)
            self._groups.append([count])
        self.filter_button = QPushButton(icons.icon("x", "accent"), "", self)
        self.filter_button.setObjectName("filtered")
        self.filter_button.setIconSize(beside_words(16, 4))
        self.filter_button.setAccessibleName(_tr("Show all cards"))
        self.filter_button.setToolTip(_tr("Other cards are faded. Show all"))
        self.filter_button.hide()
        row.addWidget(self.filter_button)
        self._parked = 0
        self.parked_button = _count_button("parkedButton", "square-parking", actions["show_parked"], icons)
        self.conflicts_button = _count_button("conflictsButton", "git-branch", actions["show_merged"], icons)
        row.addWidget(self.conflicts_button)
        row.addWidget(self.parked_button)
        self._message = QLabel()
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self._message, 1)
        self._until = QTimer(self, singleShot=True, interval=_MESSAGE_MS)
        self._until.timeout.connect(lambda: self.show_message(""))
        self._slider = TrackSlider()
        self._slider.setRange(0, 1000)
        self._slider.setFixedWidth(130)
        self._slider.setAccessibleName(_tr("Zoom"))
        self._slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._slider.valueChanged.connect(self._slid)
        self._percent = QLabel()
        self._percent.setMinimumWidth(44)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._groups.append([self._slider])
        row.addWidget(tool_button(actions["zoom_out"], 16))
        row.addWidget(self._slider)
        row.addWidget(tool_button(actions["zoom_in"], 16))
        row.addWidget(self._percent)
        row.addWidget(tool_button(actions["zoom_fit"], 16))

    def put(self, widget: QWidget) -> None:
        """Add a part that stands before the messages and is left out where the bar is narrow."""
        self._row.insertWidget(self._row.indexOf(self._message), widget)
        self._groups.insert(-1, [widget])
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Room for the zoom and a few words."""
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow bar leaves the counts out, so that messages keep some room."""
        # parts that come and go may change the height: that is no reason to let others come and go
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        # the button of parked cards shows only while there are any, and goes last
        parked: list[list[QWidget]] = [[self.parked_button]] if self._parked else []
        may_go = [one for one in [*self._groups, *parked] if not any(part.hasFocus() for part in one)]
        text = self._message.text()
        wanted = self._message.fontMetrics().horizontalAdvance(text) + _GAP if text else 0
        # a long message has the room of what is always there, and where that is too little a second line
        shrink(self._row, self.width() - max(_MESSAGE_ROOM, wanted), may_go)
        self._message.setWordWrap(wanted > self.width() - self._row.minimumSize().width())

    def show_counts(self, stages: int, steps: int, cards: int, percent: int | None) -> None:
        """Show the size of the map and the share of evidence."""
        self._size.setText(f"{stages} {_tr('stage') if stages == 1 else _tr('stages')} · "
                           f"{steps} {_tr('step') if steps == 1 else _tr('steps')}")  # fmt: skip
        self._cards.setText(f"{cards:,} {_tr('card') if cards == 1 else _tr('cards')}")
        self._evidence.setText(_tr("no evidence asked") if percent is None else f"{percent} % {_tr('evidence')}")
        self._fit()

    def show_filtered(self, words: str) -> None:
        """Say how many cards are not faded, on a button that shows all again; empty where none is."""
        self.filter_button.setText(words)
        self.filter_button.setAccessibleName(_tr("{count}: show all cards").replace("{count}", words))
        self.filter_button.setVisible(bool(words))
        self._fit()

    def show_parked(self, count: int) -> None:
        """Say how many cards are parked, on a button that shows them; nothing where none is."""
        words = _tr("Parked ({n})").replace("{n}", str(count))
        self.parked_button.setText(words)
        self.parked_button.setAccessibleName(words)
        self._parked = count
        self.parked_button.setVisible(count > 0)
        self._fit()

    def show_conflicts(self, count: int) -> None:
        """Say how many choices a merge left open, on a button that shows them; nothing where none is."""
        words = _tr("To choose ({n})").replace("{n}", str(count))
        self.conflicts_button.setText(words)
        self.conflicts_button.setAccessibleName(words)
        self.conflicts_button.setVisible(count > 0)
        self._fit()

    @property
    def message(self) -> str:
        """What is said at the moment."""
        return self._message.text()

    def show_message(self, text: str) -> None:
        """Say something short for some seconds; an empty text clears it."""
        self._message.setText(text)
        self._until.start()
        self._fit()

    def show_zoom(self, zoom: float) -> None:
        """Show the zoom, 1 for 100 %."""
        self._slider.blockSignals(True)
        self._slider.setValue(_slot(zoom))
        self._slider.blockSignals(False)
        self._percent.setText(f"{round(zoom * 100)} %")

    def _slid(self, value: int) -> None:
        self.zoom_wanted.emit(_LEAST * (_MOST / _LEAST) ** (value / 1000))


def _count_button(name: str, icon: str, action: QAction, icons: IconSet) -> QToolButton:
    """A button that says how many there are of something and does what an action does; its words are its own."""
    button = QToolButton()
    button.setObjectName(name)
    button.setIcon(icons.icon(icon))
    button.setIconSize(beside_words(16))
    button.setAutoRaise(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(action.toolTip())
    button.setAccessibleName(action.text())
    button.clicked.connect(action.trigger)
    button.hide()
    return button


_LEAST_WIDTH = 360
_NAME_SHARE = 0.3
"""How much of the bar the map's name and whether it is saved take, whatever they are."""
_LEAST_NAME = 120
_WITH_SAVED = 240
"""With fewer pixels for both, only the mark tells that it is saved."""
_MESSAGE_ROOM = 140
_GAP = 8
_LEAST, _MOST = 0.05, 8.0
_MESSAGE_MS = 12_000


def _slot(zoom: float) -> int:
    """The slider's place for a zoom: even ratios are even distances."""
    return round(1000 * math.log(max(_LEAST, min(_MOST, zoom)) / _LEAST) / math.log(_MOST / _LEAST))
