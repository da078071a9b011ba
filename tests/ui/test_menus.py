"""The menus: short enough for a small screen, and without an entry twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMenu

from jmapdesk.session.selection import Ref, card_ref, cell_ref
from jmapdesk.ui.menus import menu_here
from tests.ui.bench import Bench

ROOM = 700
"""Pixels that a menu may be high: a screen of 768 with the desktop's own bar."""


def all_menus(menu: QMenu) -> Iterator[QMenu]:
    """A menu and those in it, filled as when they open."""
    menu.aboutToShow.emit()
    yield menu
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from all_menus(inner)


def main_menu(bench: Bench) -> QMenu:
    menu = bench.window.top.menu_button.menu()
    assert menu is not None
    return menu


def test_every_menu_fits_a_screen_of_768_lines(bench: Bench) -> None:
    seen = 0
    for menu in all_menus(main_menu(bench)):
        assert menu.sizeHint().height() <= ROOM, (menu.title(), menu.sizeHint().height())
        seen += 1
    assert seen > 12


@pytest.mark.parametrize(
    "ref", [card_ref("c1"), cell_ref("touch", "p1"), Ref("stage", "s1"), Ref("step", "p1"), Ref("lane", "touch")]
)
def test_what_a_click_opens_fits_too(ref: Ref, bench: Bench) -> None:
    bench.selection.select(ref)
    here = bench.window.menus_here
    menu = menu_here(bench.window, ref.kind, bench.window.actions_by_name, here.lanes(), here.of_cards)
    for one in all_menus(menu):
        assert one.sizeHint().height() <= ROOM, (one.title(), one.sizeHint().height())


def test_no_menu_holds_the_same_words_twice(bench: Bench) -> None:
    file = next(one for one in all_menus(main_menu(bench)) if one.title() == "&File")
    words = [one.text().replace("&", "") for menu in all_menus(file) for one in menu.actions() if one.text()]
    assert len(set(words)) == len(words)
    for menu in all_menus(main_menu(bench)):
        said = [one.text().replace("&", "") for one in menu.actions() if one.text()]
        assert len(set(said)) == len(said), menu.title()
