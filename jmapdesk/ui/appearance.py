"""How all windows look and move: the theme and the motion chosen, or what the system asks for, followed live."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QStyleHints
from PySide6.QtWidgets import QApplication, QStyle

from jmapdesk.session.settings import Settings
from jmapdesk.ui.export.style import export_style
from jmapdesk.ui.inspector.style import inspector_style
from jmapdesk.ui.look import THEMES, Tokens, palette, style_sheet
from jmapdesk.ui.start.style import style_sheet as start_style

SYSTEM: Final = "system"
CHOICES: Final = (SYSTEM, *THEMES)
"""What can be chosen: what the system asks for, or one of the window's themes."""
_THEME, _MOTION = "window.theme", "window.reduced_motion"


class Appearance(QObject):
    """Dresses the application; made once, and every window looks the way it says.

    Widgets hold the tokens, which change in place. All of them are painted again after a change, and those that keep
    something made from the tokens make it anew when they are told ``QEvent.Type.StyleChange``.
    """

    changed = Signal()
    """The theme or the motion is another one."""

    def __init__(self, tokens: Tokens, settings: Settings) -> None:
        super().__init__()
        self._tokens = tokens
        self._settings = settings
        self._hints: QStyleHints | None = None

    @property
    def chosen(self) -> str:
        """What is chosen, one of ``CHOICES``."""
        kept = self._settings.value(_THEME, SYSTEM)
        return kept if kept in CHOICES else SYSTEM

    def choose(self, choice: str) -> None:
        """Have the windows follow the system or wear a theme, from now on and the next time."""
        self._settings.set_value(_THEME, choice)
        self._tell_system()
        self._follow()

    @property
    def reduced_motion(self) -> bool:
        """Whether things jump instead of gliding, because somebody or the system asked for it."""
        return self._settings.value(_MOTION, False) or system_is_calm()

    @property
    def asks_calm(self) -> bool:
        """Whether less motion is chosen here, whatever the system asks for."""
        return self._settings.value(_MOTION, False)

    def choose_calm(self, calm: bool) -> None:
        """Have less motion, or what the system asks for."""
        self._settings.set_value(_MOTION, calm)
        self.changed.emit()

    def begin(self) -> None:
        """Dress the application and go on following the system."""
        self._hints = QGuiApplication.styleHints()
        # the object goes where nobody holds it, and its signals with it
        self._accessible = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._follow)
        self._accessible.contrastPreferenceChanged.connect(self._follow)
        if self.chosen != SYSTEM:
            self._tell_system()
        self.dress(self.wanted())

    def end(self) -> None:
        """Follow the system no more: what still holds this one must not dress another's windows."""
        if self._hints is not None:
            self._hints.colorSchemeChanged.disconnect(self._follow)
            self._accessible.contrastPreferenceChanged.disconnect(self._follow)
            self._hints = None

    def wanted(self) -> str:
        """The theme to wear now."""
        return system_theme() if self.chosen == SYSTEM else self.chosen

    def _follow(self, *_hint: object) -> None:
        wanted = self.wanted()
        if wanted != self._tokens.name:
            self.dress(wanted)
        self.changed.emit()

    def _tell_system(self) -> None:
        """Title bars and the system's own dialogs go along where the system can do that."""
        hints = QGuiApplication.styleHints()
        if self.chosen == SYSTEM:
            hints.unsetColorScheme()
        else:
            scheme = Qt.ColorScheme
            hints.setColorScheme(scheme.Light if self.chosen == "light" else scheme.Dark)

    def dress(self, theme: str) -> None:
        """Put a theme on the application and all its windows."""
        self._tokens.wear(theme)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            # Qt takes four times as long to exchange a sheet as to take one off and put another on
            application.setStyleSheet("")
            application.setPalette(palette(self._tokens))
            application.setStyleSheet(whole_style_sheet(self._tokens))


def handlers(appearance: Appearance) -> dict[str, Callable[[], object]]:
    """What the actions of the look do, for the table of actions."""
    return {
        **{f"look_{choice}": partial(appearance.choose, choice) for choice in CHOICES},
        "less_motion": lambda: appearance.choose_calm(not appearance.asks_calm),
    }


def tick(appearance: Appearance, actions: Mapping[str, QAction]) -> None:
    """Tick the actions of what is chosen."""
    for choice in CHOICES:
        actions[f"look_{choice}"].setChecked(choice == appearance.chosen)
    actions["less_motion"].setChecked(appearance.asks_calm)


def whole_style_sheet(tokens: Tokens) -> str:
    """The rules for all that the program shows: one sheet on the application, so that one change reaches all."""
    return style_sheet(tokens) + inspector_style(tokens) + start_style(tokens) + export_style(tokens)


def system_theme() -> str:
    """The theme the system asks for: high contrast before dark before light."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def system_is_calm() -> bool:
    """Whether the system asks for less motion; desktops that say so give animations no time."""
    style = QApplication.style()
    return style is not None and style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0
