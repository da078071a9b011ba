"""How the map is dressed, in its details: a theme by its picture, own colours, all of it undone like any edit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jmapdesk.edit.about import set_theme
from jmapdesk.layout.themes import OWN_TOKENS, THEMES
from jmapdesk.session.selection import card_ref
from jmapdesk.ui.inspector.page import Fold
from jmapdesk.ui.inspector.theme_field import OwnColourField, ThemeField, ThemePicture
from tests.ui.bench import Bench
from tests.ui.inspector.hands import Desk, notes, press, type_over


def themes(desk: Desk) -> ThemeField:
    desk.selection.clear()
    field = desk.field("theme")
    assert isinstance(field, ThemeField)
    return field


def own(desk: Desk, token: str) -> OwnColourField:
    desk.selection.clear()
    next(fold for fold in desk.page.findChildren(Fold) if fold.button.text() == "Own colours").open()
    field = desk.field(f"colour {token}")
    assert isinstance(field, OwnColourField)
    return field


def chosen(field: ThemeField) -> list[str]:
    return [name for name, picture in field.pictures.items() if picture.isChecked()]


def test_a_press_on_a_picture_dresses_the_map_as_one_undo_step(desk: Desk) -> None:
    field = themes(desk)
    assert (list(field.pictures), chosen(field)) == (list(THEMES), ["calm"])
    press(field.pictures["bold"])
    assert (desk.journey.look.theme, chosen(field), desk.steps()) == ("bold", ["bold"], 1)
    desk.document.undo()
    assert (desk.journey.look.theme, chosen(field)) == ("calm", ["calm"])


def test_the_arrows_walk_the_themes(desk: Desk) -> None:
    field = themes(desk)
    picture = field.pictures["calm"]
    picture.setFocus()
    QTest.keyClick(picture, Qt.Key.Key_Right)
    assert desk.journey.look.theme == "bold"
    focus = QApplication.focusWidget()
    assert isinstance(focus, ThemePicture)
    QTest.keyClick(focus, Qt.Key.Key_Down)
    assert desk.journey.look.theme == "projector"


def test_a_theme_of_a_later_version_stays_until_another_is_chosen(desk: Desk) -> None:
    desk.document.do("Dress", lambda m: set_theme(m, "neon"))
    field = themes(desk)
    assert chosen(field) == []
    press(field.pictures["calm"])
    assert desk.journey.look.theme == "calm"


def test_an_own_colour_is_typed_kept_and_given_back(desk: Desk) -> None:
    for token in OWN_TOKENS:
        field = own(desk, token)
        assert field.hex.line.placeholderText() == getattr(THEMES["calm"].colours, token)
        assert not field.back.isEnabled()
    field = own(desk, "accent")
    type_over(field, "7a1fa2")
    assert dict(desk.journey.look.colours) == {"accent": "#7A1FA2"}
    press(field.back)
    assert dict(desk.journey.look.colours) == {}
    assert field.swatch.colour == THEMES["calm"].colours.accent
    desk.document.undo()
    assert dict(desk.journey.look.colours) == {"accent": "#7A1FA2"}
    assert field.hex.line.text() == "#7A1FA2"


def test_what_is_no_colour_is_said_and_changes_nothing(desk: Desk) -> None:
    field = own(desk, "paper")
    type_over(field, "blueish")
    assert "#3366CC" in notes(desk)
    assert dict(desk.journey.look.colours) == {}


def test_with_another_theme_its_own_colours_are_offered(desk: Desk) -> None:
    field = own(desk, "good")
    press(themes(desk).pictures["projector"])
    assert field.hex.line.placeholderText() == THEMES["projector"].colours.good == field.swatch.colour


def test_pages_made_before_wear_the_theme_of_now(desk: Desk) -> None:
    desk.selection.select(card_ref("pa"))
    before = desk.page
    press(themes(desk).pictures["bold"])
    desk.selection.select(card_ref("pa"))
    assert desk.page is not before
    assert desk.panel.desk.theme.name == "bold"


def test_the_map_and_the_palette_change_at_once(bench: Bench) -> None:
    view, tiles = bench.window.view, bench.window.palette_panel.tiles
    before = tiles[0].grab().toImage()
    bench.document.do("Dress", lambda m: set_theme(m, "colour_blind"))
    assert view.layout_now.context.theme.name == "colour_blind"
    assert tiles[0].grab().toImage() != before
    bench.document.undo()
    assert tiles[0].grab().toImage() == before
