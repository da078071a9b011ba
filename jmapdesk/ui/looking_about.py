"""Where a window looks on its map: the actions of the camera, the overview map, the place kept for the next time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAction

from jmapdesk.session.settings import Settings
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.miniature import Miniature

_WANTED = "window.overview"


class LookingAbout:
    """What a window has for looking about on its map."""

    def __init__(self, view: MapView, icons: IconSet, settings: Settings, actions: dict[str, QAction]) -> None:
        self._view, self._settings, self._actions = view, settings, actions
        self.miniature = Miniature(view, icons)
        self.miniature.put_away.connect(self.toggle_overview)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the camera's actions do, for the table of actions."""
        view = self._view
        return {
            "zoom_in": view.zoom_in,
            "zoom_out": view.zoom_out,
            "zoom_100": lambda: view.zoom_to(1.0),
            "zoom_fit": view.fit,
            "zoom_width": view.fit_width,
            "zoom_selection": view.zoom_to_selection,
            "show_overview": self.toggle_overview,
        }

    def toggle_overview(self) -> None:
        """Have the overview map or not, here and in windows to come."""
        self._settings.set_value(_WANTED, not self.miniature.wanted)
        self.restore_overview()

    def restore_overview(self) -> None:
        """Have the overview map as it was left."""
        self.miniature.want(self._settings.value(_WANTED, True))
        self._actions["show_overview"].setChecked(self.miniature.wanted)

    def keep(self, path: Path | None) -> None:
        """Remember where the window looked on a file's map; nothing where it showed all of it."""
        if path is None:
            return
        seen, layout = self.miniature.seen(), self._view.layout_now
        whole = seen.x <= 1 and seen.y <= 1 and seen.right >= layout.width - 1 and seen.bottom >= layout.height - 1
        self._settings.set_place(path, None if whole else (self._view.zoom(), seen.cx, seen.cy))

    def restore(self, path: Path | None) -> bool:
        """Look where the window looked the last time on this file; whether there is such a place."""
        place = self._settings.place(path) if path is not None else None
        if place is None:
            return False
        zoom, x, y = place
        layout = self._view.layout_now
        self._view.zoom_to(zoom)
        self._view.camera.centre(min(max(x, 0), layout.width), min(max(y, 0), layout.height))
        return True
