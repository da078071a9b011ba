"""The parts beside the map: which of them show, which were left open, and the way of the keyboard round them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from jmapdesk.session.settings import Settings
from jmapdesk.ui.icon_set import IconSet


def _tr(text: str) -> str:
    return QCoreApplication.translate("panels", text)


@dataclass(frozen=True, slots=True)
class Panel:
    """A part that an action shows and hides. With ``key`` it is kept in the settings, else it starts as ``shown``."""

    action: str
    widget: QWidget
    key: str = ""
    shown: bool = False
    opened: Callable[[], object] | None = None
    """What else happens when it shows, such as bringing the keyboard to it."""
    yields: int = 0
    """Where the map has little room beside it, the panel with the highest number goes first; one with 0 stays."""
    lends: bool = False
    """It lends its room while a panel is open that is not always there."""


LEAST_MAP = 380
"""Pixels the map keeps beside the panels, as long as any of them can go."""

EASY_MAP = 700
"""Pixels the map keeps beside a panel opened for a while, as far as panels that lend theirs have them."""

LEAST_BESIDE = 150
"""Pixels the map keeps beside a panel that somebody has opened."""


def close_button(icons: IconSet) -> QToolButton:
    """The cross at the end of a panel's title."""
    button = QToolButton()
    button.setIcon(icons.icon("x"))
    button.setAutoRaise(True)
    button.setAccessibleName(_tr("Close"))
    button.setToolTip(_tr("Close"))
    return button


def within(widget: QWidget | None, part: QWidget) -> bool:
    """Whether a widget is a part of the window or lies in it."""
    return widget is not None and (widget is part or part.isAncestorOf(widget))


def first_field(part: QWidget) -> QWidget:
    """The first thing in a part of the window that Tab stops at; the part itself where there is none."""
    found = part.findChildren(QWidget)
    tabs = Qt.FocusPolicy.TabFocus
    return next((one for one in found if one.focusPolicy() & tabs and one.isVisible() and one.isEnabled()), part)


class Panels:
    """All panels of a window. A new one is an entry here, an action in the table and a place in the window."""

    def __init__(self, panels: Sequence[Panel], actions: Mapping[str, QAction], home: QWidget | None = None) -> None:
        """``home`` gets the keyboard where a panel goes that has it; Qt would give it to whatever comes next."""
        self._home = home
        self._panels = {panel.action: panel for panel in panels}
        self._actions = actions
        self._away: set[str] = set()
        self._asked = ""  # the panel that was opened last by hand
        self._width: int | None = None

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the panels' actions do, for the table of actions."""
        return {name: partial(self.toggle, name) for name in self._panels}

    def toggle(self, name: str) -> None:
        """Show or hide the panel of an action."""
        self.show(name, self._panels[name].widget.isHidden())

    def show(self, name: str, shown: bool = True) -> None:
        """Show the panel of an action, or hide it. Where there is little room the others make it."""
        panel = self._panels[name]
        self._away.discard(name)
        self._asked = name if shown else ""
        self._set(panel, shown)
        if self._width is not None:
            self._make_room(self._width, 0)
        self.check()
        if shown and panel.opened is not None:
            panel.opened()

    def fit(self, width: int) -> None:
        """Take panels away where the window leaves the map too little room, and bring them back with the room.

        The one that was opened last stays as long as the map has some room beside it.
        """
        self._width = width
        self._make_room(width, LEAST_BESIDE)

    def _make_room(self, width: int, beside: int) -> None:
        wanted = [panel for panel in self._panels.values() if panel.yields and self._is_wanted(panel)]
        room = width - sum(_width(panel.widget) for panel in wanted)
        away: set[str] = set()
        guests = [panel for panel in wanted if not panel.shown]
        for panel in wanted:
            if panel.lends and guests and room < EASY_MAP and panel.action != self._asked:
                away.add(panel.action)
                room += _width(panel.widget)
        for panel in sorted(wanted, key=lambda one: -one.yields):
            if room >= LEAST_MAP:
                break
            if panel.action in away:
                continue
            if panel.action == self._asked and width - _width(panel.widget) >= beside:
                continue
            away.add(panel.action)
            room += _width(panel.widget)
        if away == self._away:
            return
        self._away = away
        for panel in wanted:
            self._set(panel, panel.action not in away)
        self.check()

    def _set(self, panel: Panel, shown: bool) -> None:
        held = not shown and within(QApplication.focusWidget(), panel.widget)
        panel.widget.setVisible(shown)
        if held and self._home is not None:
            self._home.setFocus()

    def _is_wanted(self, panel: Panel) -> bool:
        return not panel.widget.isHidden() or panel.action in self._away

    def check(self) -> None:
        """Tick the actions whose panels show."""
        for name, panel in self._panels.items():
            self._actions[name].setChecked(not panel.widget.isHidden())

    def restore(self, settings: Settings) -> None:
        """Show what was left open the last time."""
        for panel in self._panels.values():
            panel.widget.setVisible(settings.value(panel.key, panel.shown) if panel.key else panel.shown)
        self.check()

    def keep(self, settings: Settings) -> None:
        """Remember what is open."""
        for panel in self._panels.values():
            if panel.key:
                settings.set_value(panel.key, self._is_wanted(panel))


def _width(widget: QWidget) -> int:
    return max(widget.minimumWidth(), widget.minimumSizeHint().width())


def next_part(parts: Sequence[QWidget], here: QWidget | None, by: int) -> QWidget:
    """The part of the window that comes ``by`` places after the one with the keyboard, of those that show."""
    shown = [part for part in parts if part.isVisible()]
    # the last one: a part that lies over another one comes after it
    at = next((i for i in reversed(range(len(shown))) if within(here, shown[i])), 0)
    return shown[(at + by) % len(shown)]
