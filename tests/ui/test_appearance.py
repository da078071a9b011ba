"""The looks of the window: what can be read in each, and that a change reaches everything that shows."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QMenu,
    QMessageBox,
    QScrollBar,
    QStyle,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

import jmapdesk.ui
from jmapdesk.app import WindowKeeper, make_kit
from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.session.settings import Settings
from jmapdesk.ui import appearance as looks
from jmapdesk.ui.appearance import Appearance
from jmapdesk.ui.help_sheets import show_shortcuts
from jmapdesk.ui.inspector.theme_field import ThemePicture
from jmapdesk.ui.look import THEMES, Tokens, tokens_of
from jmapdesk.ui.window import MainWindow
from jmapdesk.util.colour import contrast
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench

TEXT, MARK = 4.5, 3.0


# --- what can be read ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", THEMES)
def test_all_words_can_be_read_on_every_ground(name: str) -> None:
    t = tokens_of(name)
    grounds = {g: getattr(t, g) for g in ("chrome", "field", "hover", "accent_tint", "surround")}
    pairs = [
        (ink, ground, getattr(t, ink), grounds[ground])
        for ink, ground in product(("ink", "muted", "accent", "good", "bad"), grounds)
    ]
    pairs += [("placeholder", ground, t.placeholder, grounds[ground]) for ground in ("chrome", "field")]
    pairs += [("accent_ink", ground, t.accent_ink, getattr(t, ground)) for ground in ("accent", "accent_hover")]
    pairs.append(("chrome", "ink", t.chrome, t.ink))  # tool tips
    assert [(a, b) for a, b, ink, ground in pairs if contrast(ink, ground) < TEXT] == []


@pytest.mark.parametrize("name", THEMES)
def test_rings_switches_and_outlines_can_be_seen_on_every_ground(name: str) -> None:
    t = tokens_of(name)
    marks = ["accent", "edge"] + (["hairline", "field_edge", "handle"] if name == "contrast" else [])
    pairs = product(marks, ("chrome", "field"))
    assert [(a, b) for a, b in pairs if contrast(getattr(t, a), getattr(t, b)) < MARK] == []


def test_no_colour_of_the_window_stands_outside_its_tokens() -> None:
    """What is written down elsewhere stays as it is when the look changes."""
    folder = Path(jmapdesk.ui.__file__).parent
    allowed = {
        "look.py": None,  # the tokens
        "icon_set.py": {"#3F5BD8", "#3366CC"},  # the program's own icon, and an example
        "colour_field.py": {"#3366CC", "#3F5BD8"},  # examples of colours to choose
        "kind_fields.py": None,  # grounds with their own inks, as on the map
        "crop_window.py": {"#FFFFFF"},  # lines over a picture
        "tile.py": {"#FFFFFF"},  # the paper of a map
    }
    found = []
    for file in folder.rglob("*.py"):
        if file.parent.name == "canvas" or allowed.get(file.name, set()) is None:
            continue  # what the canvas marks lies on paper, whatever the window looks like
        colours = set(re.findall(r"#[0-9A-Fa-f]{6}\b", file.read_text("utf-8")))
        found += [(file.name, colour) for colour in sorted(colours - (allowed.get(file.name) or set()))]
    assert found == []


# --- a change while windows are open ------------------------------------------------------------------------------


def _dressed(bench: Bench, theme: str) -> None:
    bench.window.actions_by_name[f"look_{theme}"].trigger()


def _everything(bench: Bench, qtbot: QtBot) -> dict[str, QImage]:
    """Pictures of all that a window shows, one part after another, whatever was shown before."""
    window = bench.window
    if window._tour is None:
        window.show_tour()
    window.capture.leave()
    window.panels.show("show_inspector")
    window.view.setFocus()
    bench.selection.clear()
    for name in ("show_table", "show_filter", "show_history", "show_inspector", "show_palette"):
        window.panels.show(name)
    QApplication.processEvents()
    window.view.fit()
    pictures = {}
    refs = (Ref("about"), card_ref("c1"), card_ref("f1"), Ref("lane", "pain"), Ref("stage", "s1"), Ref("step", "p1"))
    for ref in refs:
        bench.selection.select(ref)
        pictures[f"window on {ref.kind} {ref.id}"] = _settled(window, qtbot)
    bench.selection.clear()
    bench.window.view.zoom_to(3.0)
    bench.window.view.camera.centre(500, 500)
    pictures["zoomed in"] = _settled(window, qtbot)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.capture.open()
    pictures["capture"] = _picture(window.capture)
    window.finder.open()
    pictures["finder"] = _picture(window.finder)
    window.finder.close_up()
    sheet = show_shortcuts(window)
    pictures["sheet"] = _picture(sheet)
    sheet.close()
    for place, menu in enumerate(window.findChildren(QMenu)):
        menu.adjustSize()
        pictures[f"menu {place}"] = _picture(menu)
    return pictures


def _picture(widget: QWidget) -> QImage:
    QApplication.processEvents()
    return widget.grab().toImage()


def _settled(window: MainWindow, qtbot: QtBot) -> QImage:
    window.grab()
    qtbot.waitUntil(window.view.surface.is_settled)
    return _picture(window)


@pytest.mark.parametrize(("before", "after"), [("light", "dark"), ("dark", "light"), ("light", "contrast")])
def test_after_a_change_everything_looks_as_if_made_so(
    before: str, after: str, keeper: WindowKeeper, open_bench: OpenBench, qtbot: QtBot
) -> None:
    keeper._kit.appearance.choose(before)
    keeper._kit.appearance.begin()
    bench = open_bench()
    _everything(bench, qtbot)
    _dressed(bench, after)
    changed = _everything(bench, qtbot)
    bench.window.close()
    bench = open_bench()
    _everything(bench, qtbot)  # as often as the other
    fresh = _everything(bench, qtbot)
    assert sorted(changed) == sorted(fresh)
    assert [name for name in changed if changed[name] != fresh[name]] == []


def test_a_change_leaves_what_one_is_at_as_it_is(keeper: WindowKeeper, open_bench: OpenBench, qtbot: QtBot) -> None:
    keeper._kit.appearance.choose("light")
    keeper._kit.appearance.begin()
    bench = open_bench()
    window = bench.window
    bench.trigger("show_table")
    bench.selection.select(card_ref("c1"))
    QApplication.processEvents()
    (columns,) = (table.horizontalHeader() for table in window.table.findChildren(QTableView))
    columns.resizeSection(0, 137)
    bars = [bar for bar in window.findChildren(QScrollBar) if bar.isVisible() and bar.maximum() > 20]
    assert len(bars) > 1
    for bar in bars:
        bar.setValue(20)
    window.view.edit_selected()
    editor = window.view.writer.editor
    assert editor is not None
    bench.type(" of the year")

    def state() -> tuple[object, ...]:
        QApplication.processEvents()
        return (
            editor.geometry(), editor.text, editor.textCursor().position(), QApplication.focusWidget(),
            window.view.geometry(), window.table.geometry(), window.inspector.geometry(), window.view.zoom(),
            columns.sectionSize(0), [bar.value() for bar in bars], [bar.maximum() for bar in bars], window.geometry(),
        )  # fmt: skip

    before = state()
    for theme in ("dark", "contrast", "light"):
        _dressed(bench, theme)
        assert state() == before


def test_a_start_page_that_shows_changes_too(keeper: WindowKeeper, qtbot: QtBot) -> None:
    keeper._kit.appearance.begin()
    keeper.start()
    assert keeper.start_page is not None
    _picture(keeper.start_page)
    keeper._kit.appearance.choose("dark")
    qtbot.waitUntil(lambda: not keeper.start_page._to_paint)
    changed = _picture(keeper.start_page)
    keeper.start_page.close()
    keeper.start()
    qtbot.waitUntil(lambda: not keeper.start_page._to_paint)
    assert changed == _picture(keeper.start_page)


def test_the_paper_keeps_the_maps_theme_and_its_surround_the_windows(open_bench: OpenBench) -> None:
    bench = open_bench()
    view = bench.window.view
    seen = {}
    for theme in THEMES:
        _dressed(bench, theme)
        image = _picture(view.viewport())
        sheet = view.camera.to_view(view.layout_now.title.rect).toRect()
        paper = image.copy(sheet)
        seen[theme] = (image.pixelColor(3, 3).name().upper(), paper)
        assert seen[theme][0] == tokens_of(theme).surround
    assert seen["light"][1] == seen["dark"][1] == seen["contrast"][1]


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_nothing_bright_is_left_round_the_map(theme: str, open_bench: OpenBench) -> None:
    """Words and marks are bright, grounds are not: bright squares of eight pixels are grounds."""
    bench = open_bench()
    _dressed(bench, theme)
    window = bench.window
    window.panels.show("show_palette", False)  # its tiles are cards, which keep the colours of the map
    window.panels.show("show_history")
    bench.selection.clear()
    image = _picture(window)
    papers: list[QWidget] = [window.view, *window.findChildren(ThemePicture)]
    apart = [QRect(paper.mapTo(window, QPoint()), paper.size()) for paper in papers]
    bright = [
        (x, y)
        for x, y in product(range(0, image.width() - 8, 8), range(0, image.height() - 8, 8))
        if not any(paper.intersects(QRect(x, y, 8, 8)) for paper in apart)
        and not _accent(image, x, y, tokens_of(theme))
        and all(image.pixelColor(x + i, y + i).lightness() > 120 for i in range(8))
    ]  # fmt: skip
    assert bright == []


def _accent(image: QImage, x: int, y: int, tokens: Tokens) -> bool:
    return image.pixelColor(x + 4, y + 4).name().upper() in (tokens.accent, tokens.accent_ink)


# --- what is chosen -----------------------------------------------------------------------------------------------


def test_the_choice_is_kept_and_reaches_every_window(open_bench: OpenBench, tmp_path: Path) -> None:
    bench = open_bench()
    bench.trigger("add_stage")  # a window that was touched stays when another opens
    bench.keeper.new("current-state")
    one, other = bench.keeper.windows
    one.actions_by_name["look_dark"].trigger()
    assert other.actions_by_name["look_dark"].isChecked()
    again = Appearance(Tokens(), Settings(tmp_path / "settings"))
    assert (again.chosen, again.wanted()) == ("dark", "dark")


def test_by_itself_it_follows_the_system_while_it_runs(
    open_bench: OpenBench, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    bench = open_bench()
    appearance = bench.keeper._kit.appearance
    appearance.begin()
    assert appearance.chosen == "system"
    system = "dark"
    monkeypatch.setattr(looks, "system_theme", lambda: system)
    QGuiApplication.styleHints().colorSchemeChanged.emit(QGuiApplication.styleHints().colorScheme())
    assert bench.window.top.grab().toImage().pixelColor(1, 1).name().upper() == tokens_of("dark").chrome
    system = "contrast"
    QGuiApplication.styleHints().accessibility().contrastPreferenceChanged.emit(
        QGuiApplication.styleHints().accessibility().contrastPreference()
    )
    assert bench.window.top.grab().toImage().pixelColor(1, 1).name().upper() == tokens_of("contrast").chrome
    appearance.choose("light")
    system = "dark"
    QGuiApplication.styleHints().colorSchemeChanged.emit(QGuiApplication.styleHints().colorScheme())
    assert bench.window.top.grab().toImage().pixelColor(1, 1).name().upper() == tokens_of("light").chrome


def test_one_that_ended_dresses_nobody_any_more(
    open_bench: OpenBench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    gone = Appearance(Tokens(), Settings(tmp_path / "other"))
    gone.begin()
    gone.end()
    bench = open_bench()
    bench.keeper._kit.appearance.begin()
    bench.keeper._kit.appearance.choose("light")
    monkeypatch.setattr(looks, "system_theme", lambda: "dark")
    QGuiApplication.styleHints().colorSchemeChanged.emit(QGuiApplication.styleHints().colorScheme())
    assert bench.window.top.grab().toImage().pixelColor(1, 1).name().upper() == tokens_of("light").chrome


def test_a_system_that_asks_for_less_motion_gets_it(
    keeper: WindowKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "system_is_calm", lambda: True)
    keeper.new("current-state")
    assert keeper.windows[-1].view.reduced_motion


def test_a_setting_nobody_knows_is_the_systems(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings.set_value("window.theme", "neon")
    assert make_kit(settings).appearance.chosen == "system"


def test_buttons_of_dialogs_carry_no_icons_of_the_desktop(
    keeper: WindowKeeper, qtbot: QtBot, qapp: QApplication
) -> None:
    keeper._kit.appearance.begin()
    # a desktop that wants them: what the window itself says comes after it, and counts
    qapp.setStyleSheet("QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 1; }\n" + qapp.styleSheet())
    box = QMessageBox(QMessageBox.Icon.NoIcon, "", "Sure?", QMessageBox.StandardButton.Ok)
    qtbot.addWidget(box)
    box.addButton(QMessageBox.StandardButton.Cancel)
    buttons = box.findChild(QDialogButtonBox)
    assert buttons is not None
    box.show()
    qtbot.waitExposed(box)
    hint = QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
    assert not buttons.style().styleHint(hint, None, buttons)
    assert all(button.icon().isNull() for button in box.buttons())


def test_an_icon_is_drawn_for_the_scaling_it_shows_at(qapp: QApplication) -> None:
    icons = make_kit(Settings(Path("/nonexistent"))).icon_set
    for ratio in (1.0, 1.5, 2.0):
        picture = icons.icon("plus").pixmap(QRect(0, 0, 20, 20).size(), ratio)
        assert (picture.width(), picture.devicePixelRatio()) == (round(20 * ratio), ratio)
