"""The menus of what shows: views to choose, hidden things to bring back, and the button in the status bar."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from jmapdesk.insight.views import views
from jmapdesk.layout.lanes import lane_name
from jmapdesk.model.records import View
from jmapdesk.session.document import Document
from jmapdesk.session.selection import Ref
from jmapdesk.ui.canvas.view import MapView
from jmapdesk.ui.icon_set import IconSet, beside_words
from jmapdesk.ui.looking import Looking
from jmapdesk.ui.parked_panel import parked_cards
from jmapdesk.ui.popups import hang_menu


def _tr(text: str) -> str:
    return QCoreApplication.translate("looking", text)


class ViewMenus:
    """Makes the menus; each is filled anew whenever it opens."""

    def __init__(
        self, owner: QWidget, view: MapView, looking: Looking, actions: Mapping[str, QAction], icons: IconSet
    ) -> None:
        self._owner, self._canvas, self._looking = owner, view, looking
        self._document: Document = view.document
        self._actions, self._icons = actions, icons

    def complete(self, menu: QMenu) -> None:
        """Put views and hidden things first into the menu of what shows."""
        first = menu.actions()[0]
        for made in (self.views(menu), self.hidden(menu)):
            menu.insertMenu(first, made)
        menu.insertSeparator(first)

    def views(self, parent: QWidget) -> QMenu:
        """The whole map, the saved views, those that are offered."""
        menu = QMenu(_tr("&Views"), parent)
        menu.setIcon(self._icons.icon("eye"))
        menu.aboutToShow.connect(lambda: self._fill_views(menu))
        return menu

    def _fill_views(self, menu: QMenu) -> None:
        menu.clear()
        menu.addAction(self._actions["whole_map"])
        chosen = None if self._looking.is_changed else self._looking.view
        for group in (views(self._document.journey), self._looking.offers()):
            if group:
                menu.addSeparator()
            for view in group:
                self._entry(menu, view, chosen)
        menu.addSeparator()
        for name in ("save_view", "update_view", "rename_view", "delete_view"):
            menu.addAction(self._actions[name])

    def _entry(self, menu: QMenu, view: View, chosen: View | None) -> None:
        # a name is no place for shortcut marks
        entry = menu.addAction(view.name.replace("&", "&&"))
        entry.setCheckable(True)
        entry.setChecked(chosen is not None and chosen.id == view.id)
        entry.triggered.connect(lambda _checked=False: self._looking.choose(view))

    def hidden(self, parent: QWidget) -> QMenu:
        """What is hidden, each bringing itself back."""
        menu = QMenu(_tr("&Hidden"), parent)
        menu.setIcon(self._icons.icon("eye-off"))
        menu.aboutToShow.connect(lambda: self._fill_hidden(menu))
        return menu

    def _fill_hidden(self, menu: QMenu) -> None:
        menu.clear()
        hidden = self._looking.hidden
        for ref in hidden:
            icon = "columns-3" if ref.kind == "stage" else "rows-3"
            entry = menu.addAction(self._icons.icon(icon), self._name(ref).replace("&", "&&"))
            entry.triggered.connect(lambda _checked=False, back=ref: self._looking.show(back))
        if hidden:
            menu.addSeparator()
            menu.addAction(self._actions["show_hidden"])
        else:
            menu.addAction(_tr("Nothing is hidden")).setEnabled(False)
        parked = len(parked_cards(self._document.journey))
        if parked:
            menu.addSeparator()
            words = _tr("1 parked card") if parked == 1 else _tr("{n} parked cards").replace("{n}", str(parked))
            entry = menu.addAction(self._icons.icon("square-parking"), words)
            entry.triggered.connect(self._show_parked)

    def _show_parked(self) -> None:
        show = self._actions["show_parked"]
        if not show.isChecked():
            show.trigger()

    def _name(self, ref: Ref) -> str:
        journey = self._document.journey
        if ref.kind == "stage":
            return _tr("Stage “{name}”").replace("{name}", journey.stages[ref.id].name)
        name = lane_name(journey.lanes[ref.id], self._canvas.layout_now.context)
        return _tr("Lane “{name}”").replace("{name}", name)

    def button(self) -> QToolButton:
        """Says what shows, and opens all of this."""
        button = QToolButton()
        button.setObjectName("looking")
        button.setIcon(self._icons.icon("eye"))
        button.setIconSize(beside_words(16))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(button)
        menu.addMenu(self.views(menu))
        menu.addMenu(self.hidden(menu))
        menu.addSeparator()
        for name in ("detail_all", "detail_key", "detail_titles"):
            menu.addAction(self._actions[name])
        hang_menu(button, menu)

        def follow() -> None:
            words = self._looking.words()
            short = words if len(words) <= 48 else words[:47] + "…"
            button.setText(short.replace("&", "&&"))
            button.setToolTip(_tr("What shows of the map: {words}").replace("{words}", words))
            button.setAccessibleName(button.toolTip())

        follow()
        self._looking.changed.connect(follow)
        return button
