"""The menus, filled from the table of actions: the one under the menu button, insert, lanes, and what a click opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from jmapdesk.edit.templates import TEMPLATES
from jmapdesk.ui import actions as action_table
from jmapdesk.ui import commands
from jmapdesk.ui.icon_set import IconSet

_STEP = "step menu"
"""Where the menu of the step under the pointer stands among the actions."""
_ON_STEP = (("edit_text", "&Name"), ("add_step", "&Add one after it"), ("split_step", "&Split"),
            ("join_step", "&Join with the next"), ("delete", "&Delete"))
_HERE: dict[str, tuple[str, ...]] = {
    "card": (
        "edit_text", "cut", "copy", "copy_picture", "paste", "duplicate", "join_cards", "gather", "connect",
        "next_connection", "edge_left", "edge_right", "split_step", "delete",
    ),
    "connection": ("edit_text", "delete"),
    "cell": ("add_card", "paste", "select_within", "gather", _STEP),
    "stage": (
        "edit_text", "fold_stage", "hide_stage", "add_stage", "join_stage", _STEP, "select_within",
        "duplicate", "move_left", "move_right", "delete",
    ),
    "step": (
        "edit_text", "add_step", "split_step", "join_step", "split_stage", "select_within",
        "duplicate", "move_left", "move_right", "delete",
    ),
    "lane": ("edit_text", "fold_lane", "hide_lane", "select_within", "duplicate", "move_up", "move_down", "delete"),
    "persona": ("persona_pages", "map_fields", "delete"),
    "about": ("edit_text", "map_fields", "add_persona"),
}
_ANYWHERE = ("map_fields", "add_stage", "add_persona", "zoom_fit")

AddLane = Callable[[str, str | None, str | None], object]
"""Adds a lane of a kind after or before another one, under the selected one where neither is given."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("window", text)


def fill(menu: QMenu, key: str, actions: Mapping[str, QAction]) -> None:
    """Put the actions of one menu of the table into a menu, groups parted by lines."""
    group, inner = None, dict[str, QMenu]()
    for spec in action_table.SPECS:
        if spec.menu != key:
            continue
        if group is not None and spec.group != group:
            menu.addSeparator()
        group = spec.group
        if spec.under and spec.under not in inner:
            inner[spec.under] = menu.addMenu(action_table.said(spec.under))
        inner.get(spec.under, menu).addAction(actions[spec.name])


def main_menu(
    parent: QWidget,
    actions: Mapping[str, QAction],
    recent: QMenu,
    lanes: QMenu,
    of_cards: Sequence[QMenu],
    new: Callable[[str], object],
    complete: Callable[[QMenu], object],
) -> QMenu:
    """All menus of the table under one button; ``of_cards`` are those for selected cards.

    ``new`` makes a map from a template, ``complete`` puts views and hidden things into the menu of what shows.
    """
    main = QMenu(parent)
    for key, words in action_table.MENUS:
        menu = main.addMenu(_tr(words))
        fill(menu, key, actions)
        if key == "file":
            fresh = QMenu(_tr("New from &template"), menu)
            menu.insertMenu(actions["open"], fresh)
            fresh.setToolTipsVisible(True)
            for name, template in TEMPLATES.items():
                made = fresh.addAction(_tr(template.name))
                made.setToolTip(_tr(template.description))
                made.triggered.connect(lambda _checked=False, n=name: new(n))
            menu.insertMenu(actions["open_sample"], recent)
        if key == "insert":
            menu.addMenu(lanes)
        if key == "show":
            complete(menu)
        if key == "edit":
            for one in of_cards:
                menu.insertMenu(actions["delete"], one)
    return main


def insert_menu(parent: QWidget, actions: Mapping[str, QAction], lanes: QMenu) -> QMenu:
    """What can be added to the map."""
    menu = QMenu(parent)
    fill(menu, "insert", actions)
    menu.addMenu(lanes)
    return menu


def lane_menu(
    parent: QWidget, icons: IconSet, add: AddLane, after: str | None = None, before: str | None = None
) -> QMenu:
    """Every kind of lane, each adding one where asked."""
    menu = QMenu(_tr("&Lane"), parent)
    menu.setIcon(icons.icon("rows-3"))
    for kind, name, icon in commands.lane_choices():
        made = menu.addAction(icons.icon(icon), name)
        made.triggered.connect(lambda _checked=False, k=kind: add(k, after, before))
    return menu


def kind_menu(
    parent: QWidget, icons: IconSet, choices: Callable[[], list[tuple[str, str, str]]], convert: Callable[[str], object]
) -> QMenu:
    """What the selected cards can be turned into; asked for anew each time it opens."""
    menu = QMenu(_tr("Change &kind"), parent)

    def fill_in() -> None:
        menu.clear()
        for kind, name, icon in choices():
            turn = menu.addAction(icons.icon(icon), name)
            turn.triggered.connect(lambda _checked=False, k=kind: convert(k))
        if menu.isEmpty():
            menu.addAction(_tr("Select a card first")).setEnabled(False)

    menu.aboutToShow.connect(fill_in)
    return menu


def step_menu(parent: QWidget, title: str, actions: Mapping[str, QAction], select: Callable[[], object]) -> QMenu:
    """What can be done with a step that need not be selected: it is, before the action of the table runs."""
    # a name is no place for shortcut marks
    menu = QMenu(title.replace("&", "&&"), parent)
    for name, words in _ON_STEP:
        entry = menu.addAction(actions[name].icon(), _tr(words))
        entry.triggered.connect(lambda _checked=False, action=actions[name]: (select(), action.trigger()))
    return menu


def menu_here(
    parent: QWidget,
    kind: str,
    actions: Mapping[str, QAction],
    lanes: QMenu | None,
    of_cards: Sequence[QMenu],
    step: QMenu | None = None,
    links: QMenu | None = None,
) -> QMenu:
    """The menu of a selected thing of a kind; of the map where the kind is empty."""
    menu = QMenu(parent)
    for name in _HERE.get(kind, _ANYWHERE):
        if name == _STEP:
            if step is not None:
                menu.addMenu(step)
            continue
        menu.addAction(actions[name])
        if kind == "card" and name == "edit_text":
            for one in of_cards:
                menu.addMenu(one)
            if links is not None:
                menu.addMenu(links)
    if lanes is not None:
        lanes.setTitle(_tr("Lane below"))
        menu.addMenu(lanes)
    return menu
