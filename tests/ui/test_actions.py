"""Every line of the table of actions does what it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from jmapdesk.edit.folding import fold
from jmapdesk.model import queries
from jmapdesk.session.own_templates import own_templates
from jmapdesk.session.selection import ABOUT, Ref, card_ref, cell_ref
from jmapdesk.ui import actions
from jmapdesk.ui.icon_set import IconSet
from jmapdesk.ui.look import Tokens
from jmapdesk.ui.name_dialog import NameDialog
from jmapdesk.ui.tour_panel import TourPanel
from tests.ui import card_effects
from tests.ui.bench import Bench
from tests.ui.conftest import OpenBench
from tests.ui.connection_effects import connects, next_connection, pull_edge
from tests.ui.link_effects import open_link, persona_pages
from tests.ui.look_effects import less_motion, look, overview, zoom_selection
from tests.ui.merge_effects import returns_workbook
from tests.ui.pack_effects import brings_packs, offers_packs
from tests.ui.print_effects import copies_picture, prints
from tests.ui.version_effects import saves, shows_versions, takes_snapshot


def _opens(bench: Bench, name: str, tmp_path: Path) -> bool:
    path = tmp_path / "other.csv"
    path.write_text("Stage,Touchpoints,Actions\nNotice,Poster,Looks\nBuy,Shop,Pays\n", "utf-8")
    bench.answers.paths.append(str(path))
    bench.trigger(name)
    return "Looks" in [card.text for card in bench.journey.cards.values()]


def _closed(bench: Bench, name: str, _folder: Path) -> bool:
    bench.trigger(name)
    return not bench.keeper.windows


def _undo(bench: Bench, name: str, _folder: Path) -> bool:
    bench.selection.select(card_ref("c1"))
    bench.trigger("delete")
    bench.trigger(name)
    return "c1" in bench.journey.cards


def _redo(bench: Bench, name: str, folder: Path) -> bool:
    _undo(bench, "undo", folder)
    bench.trigger(name)
    return "c1" not in bench.journey.cards


def _cut_and_paste(bench: Bench, _name: str, _folder: Path) -> bool:
    bench.selection.select(card_ref("c1"))
    bench.trigger("cut")
    gone = "c1" not in bench.journey.cards
    bench.selection.select(cell_ref("touch", "p3"))
    bench.trigger("paste")
    return gone and [c.text for c in bench.journey.cards.values() if c.step == "p3" and c.lane == "touch"] == ["Poster"]


def _copy(bench: Bench, name: str, _folder: Path) -> bool:
    bench.selection.select(card_ref("c2"))
    bench.trigger(name)
    return QApplication.clipboard().text() == "Web site"


def _duplicate(bench: Bench, name: str, _folder: Path) -> bool:
    bench.selection.select(card_ref("c2"))
    bench.trigger(name)
    return [card.text for card in bench.journey.cards.values()].count("Web site") == 2


def _edit_text(bench: Bench, name: str, _folder: Path) -> bool:
    bench.selection.select(card_ref("c1"))
    bench.trigger(name)
    bench.type("Flyer\n")
    return bench.journey.cards["c1"].text == "PosterFlyer"


def _delete(bench: Bench, name: str, _folder: Path) -> bool:
    bench.selection.select(Ref("stage", "s2"))
    bench.trigger(name)
    return "s2" not in bench.journey.stages


def _select_all(bench: Bench, name: str, _folder: Path) -> bool:
    bench.trigger(name)
    return set(bench.selection.cards) == {"c1", "c2", "f1", "f3"}


def _add_card(bench: Bench, name: str, _folder: Path) -> bool:
    bench.selection.select(cell_ref("pain", "p3"))
    bench.trigger(name)
    bench.type("Queue\n")
    return any(c.text == "Queue" and (c.lane, c.step) == ("pain", "p3") for c in bench.journey.cards.values())


def _add_stage(bench: Bench, name: str, _folder: Path) -> bool:
    bench.selection.select(Ref("stage", "s1"))
    bench.trigger(name)
    bench.type("Compare\n")
    return [stage.name for stage in queries.stages(bench.journey)] == ["Notice", "Compare", "Buy"]


def _add_step(bench: Bench, name: str, _folder: Path) -> bool:
    bench.selection.select(Ref("step", "p1"))
    bench.trigger(name)
    bench.type("Wait\n")
    return [step.name for step in queries.steps(bench.journey.stages["s1"])] == ["See", "Wait", "Ask"]


def _name_step(bench: Bench, name: str, _folder: Path) -> bool:
    bench.selection.select(cell_ref("touch", "p3"))
    bench.trigger(name)
    bench.type("Pay\n")
    return bench.journey.stages["s2"].steps[0].name == "Pay"


def _add_persona(bench: Bench, name: str, _folder: Path) -> bool:
    bench.trigger(name)
    return len(bench.journey.personas) == 2


def _move(ref: Ref, order: Callable[[Bench], list[str]], expected: list[str]) -> Callable[[Bench, str, Path], bool]:
    def moved(bench: Bench, name: str, _folder: Path) -> bool:
        bench.selection.select(ref)
        bench.trigger(name)
        return order(bench) == expected

    return moved


def _stages(bench: Bench) -> list[str]:
    return [stage.id for stage in queries.stages(bench.journey)]


def _lanes(bench: Bench) -> list[str]:
    return [lane.id for lane in queries.lanes(bench.journey)]


def _zoom(zoom: Callable[[float], bool]) -> Callable[[Bench, str, Path], bool]:
    def zoomed(bench: Bench, name: str, _folder: Path) -> bool:
        bench.window.view.zoom_to(0.4)
        bench.trigger(name)
        return zoom(bench.window.view.zoom())

    return zoomed


def _toggles(panel: str) -> Callable[[Bench, str, Path], bool]:
    def toggled(bench: Bench, name: str, _folder: Path) -> bool:
        widget, action = getattr(bench.window, panel), bench.window.actions_by_name[name]
        seen = []
        for _ in range(3):
            seen.append((widget.isVisible(), action.isChecked()))
            bench.trigger(name)
        first = seen[0][0]
        return seen == [(first, first), (not first, not first), (first, first)]

    return toggled


def _tool(tool: str) -> Callable[[Bench, str, Path], bool]:
    def taken(bench: Bench, name: str, _folder: Path) -> bool:
        bench.window.view.set_tool("hand" if tool != "hand" else "card")
        bench.trigger(name)
        tools = {n: a for n, a in bench.window.actions_by_name.items() if n.startswith("tool_")}
        checked = [n for n, action in tools.items() if action.isChecked()]
        return bench.window.view.tool == tool and checked == [name]

    return taken


def _map_fields(bench: Bench, name: str, _folder: Path) -> bool:
    bench.window.inspector.hide()
    bench.trigger(name)
    focus = QApplication.focusWidget()
    return bench.selection.primary == ABOUT and focus is not None and bench.window.inspector.isAncestorOf(focus)


def _panel(part: str) -> Callable[[Bench, str, Path], bool]:
    def reached(bench: Bench, name: str, _folder: Path) -> bool:
        bench.trigger(name)
        focus = QApplication.focusWidget()
        return focus is not None and getattr(bench.window, part).isAncestorOf(focus)

    return reached


def _shows_export(bench: Bench, name: str, _folder: Path) -> bool:
    bench.trigger(name)
    return any(child.isVisible() and child.windowTitle() == "Export" for child in bench.window.findChildren(QDialog))


def _shows_shortcuts(bench: Bench, name: str, _folder: Path) -> bool:
    bench.trigger(name)
    return any(one.isVisible() and "shortcuts" in one.windowTitle() for one in bench.window.findChildren(QDialog))


def _about(bench: Bench, name: str, _folder: Path) -> bool:
    bench.answers.presses.append("OK")
    bench.trigger(name)
    return bench.answers.said[0].startswith("jmapdesk ")


def _new(bench: Bench, name: str, _folder: Path) -> bool:
    bench.trigger(name)
    return len(bench.journey.stages) == 5


def _shows_start(bench: Bench, name: str, _folder: Path) -> bool:
    bench.trigger(name)
    return bench.keeper.start_page is not None and bench.keeper.start_page.isVisible()


def _save_template(bench: Bench, name: str, folder: Path) -> bool:
    def answer() -> None:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    QTimer.singleShot(50, answer)
    bench.trigger(name)
    return [one.name for one in own_templates(folder / "templates")] == ["A small map"]


def _opens_capture(bench: Bench, name: str, _folder: Path) -> bool:
    bench.trigger(name)
    return bench.window.capture.isVisible() and QApplication.focusWidget() is bench.window.capture.line


def _select_within(bench: Bench, name: str, _folder: Path) -> bool:
    bench.selection.select(Ref("lane", "touch"))
    bench.trigger(name)
    return bench.selection.cards == ("c1", "c2")


def _shows_finder(bench: Bench, name: str, _folder: Path) -> bool:
    bench.trigger(name)
    return bench.window.finder.isVisible() and QApplication.focusWidget() is bench.window.finder.line


def _finds(bench: Bench, name: str, _folder: Path) -> bool:
    bench.window.find_bar.line.setText("web")
    bench.trigger(name)
    return bench.window.find_bar.isVisible() and bench.selection.primary == card_ref("c2")


def _opens_find(replacing: bool) -> Callable[[Bench, str, Path], bool]:
    def opened(bench: Bench, name: str, _folder: Path) -> bool:
        bench.trigger(name)
        bar = bench.window.find_bar
        return QApplication.focusWidget() is bar.line and bar.replacement.isVisible() == replacing

    return opened


def _shows_tour(bench: Bench, name: str, _folder: Path) -> bool:
    bench.trigger(name)
    return any(panel.isVisible() for panel in bench.window.findChildren(TourPanel))


def _menu(bench: Bench, name: str, _folder: Path) -> bool:
    return bench.in_menu(lambda: bench.trigger(name)) == ["File", "Edit", "Insert", "Arrange", "Show", "View", "Help"]


def _fold(ref: Ref, part: str) -> Callable[[Bench, str, Path], bool]:
    def folded(bench: Bench, name: str, _folder: Path) -> bool:
        seen = []
        for _ in range(2):
            bench.selection.select(ref)
            bench.trigger(name)
            seen.append([one.collapsed for one in getattr(bench.journey, part).values()].count(True))
        return seen == [1, 0]

    return folded


def _open_all(bench: Bench, name: str, _folder: Path) -> bool:
    assert not bench.can(name)
    bench.document.do("Collapse", lambda m: fold(m, True, stages=["s1", "s2"], lanes=["pain"]))
    bench.trigger(name)
    return not any(one.collapsed for one in (*bench.journey.stages.values(), *bench.journey.lanes.values()))


def _hide_stage(bench: Bench, name: str, _folder: Path) -> bool:
    bench.selection.select(card_ref("c1"))
    bench.trigger(name)
    shown = [box.stage.id for box in bench.window.view.layout_now.columns.stages]
    return shown == ["s2"] and not bench.document.can_undo


def _hide_lane(bench: Bench, name: str, _folder: Path) -> bool:
    bench.selection.select(Ref("lane", "pain"))
    bench.trigger(name)
    return bench.journey.lanes["pain"].hidden and not bench.selection.refs


def _show_hidden(bench: Bench, name: str, folder: Path) -> bool:
    _hide_lane(bench, "hide_lane", folder)
    _hide_stage(bench, "hide_stage", folder)
    bench.trigger(name)
    return not bench.journey.lanes["pain"].hidden and len(bench.window.view.layout_now.columns.stages) == 2


def _detail(detail: str) -> Callable[[Bench, str, Path], bool]:
    def chosen(bench: Bench, name: str, _folder: Path) -> bool:
        bench.window.looking.set_detail("key" if detail == "all" else "all")
        bench.trigger(name)
        details = {n: action for n, action in bench.window.actions_by_name.items() if n.startswith("detail_")}
        ticked = [n for n, action in details.items() if action.isChecked()]
        return bench.window.view.layout_now.shown.detail == detail and ticked == [name]

    return chosen


def _whole_map(bench: Bench, name: str, _folder: Path) -> bool:
    bench.window.looking.set_detail("titles")
    bench.trigger(name)
    return bench.window.looking.is_whole and bench.window.actions_by_name[name].isChecked()


def _named(words: str) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, NameDialog):
            dialog.name.setText(words)
            QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        elif isinstance(dialog, QDialog):
            dialog.reject()

    QTimer.singleShot(50, answer)


def _save_view(bench: Bench, name: str, _folder: Path) -> bool:
    bench.window.looking.set_detail("key")
    _named("For Monday")
    bench.trigger(name)
    kept = [(view.name, view.detail) for view in bench.journey.views.values()]
    return kept == [("For Monday", "key")] and bench.window.looking.is_saved


def _update_view(bench: Bench, name: str, folder: Path) -> bool:
    _save_view(bench, "save_view", folder)
    bench.window.looking.set_detail("titles")
    bench.trigger(name)
    return [view.detail for view in bench.journey.views.values()] == ["titles"]


def _rename_view(bench: Bench, name: str, folder: Path) -> bool:
    _save_view(bench, "save_view", folder)
    _named("For Tuesday")
    bench.trigger(name)
    return [view.name for view in bench.journey.views.values()] == ["For Tuesday"]


def _delete_view(bench: Bench, name: str, folder: Path) -> bool:
    _save_view(bench, "save_view", folder)
    bench.trigger(name)
    return not bench.journey.views and not bench.can(name)


def _split_step(bench: Bench, name: str, _folder: Path) -> bool:
    bench.selection.select(card_ref("c2"))
    bench.trigger(name)
    bench.type("Click\n")
    names = [step.name for step in queries.steps(bench.journey.stages["s1"])]
    new = queries.steps(bench.journey.stages["s1"])[1].id
    return names == ["See", "Click", "Ask"] and [bench.journey.cards[key].step for key in ("c1", "c2")] == ["p1", new]


def _join_step(bench: Bench, name: str, _folder: Path) -> bool:
    bench.selection.select(Ref("step", "p2"))
    bench.trigger(name)
    return [step.id for step in bench.journey.stages["s1"].steps] == ["p1"]


def _split_stage(bench: Bench, name: str, _folder: Path) -> bool:
    bench.selection.select(Ref("step", "p2"))
    bench.trigger(name)
    bench.type("Decide\n")
    return [stage.name for stage in queries.stages(bench.journey)] == ["Notice", "Decide", "Buy"]


def _join_stage(bench: Bench, name: str, _folder: Path) -> bool:
    bench.selection.select(Ref("stage", "s1"))
    bench.trigger(name)
    return [step.id for step in queries.steps(bench.journey.stages["s1"])] == ["p1", "p2", "p3"]


def _to_be_curve(bench: Bench, name: str, _folder: Path) -> bool:
    bench.trigger(name)
    return sorted(card.series for card in bench.journey.cards.values() if card.kind == "feeling") == [
        "as_is", "as_is", "to_be", "to_be",
    ]  # fmt: skip


def _to_be_copy(bench: Bench, name: str, _folder: Path) -> bool:
    old = bench.journey
    bench.trigger(name)
    new = bench.journey
    assert new.base is not None
    return (new.about.kind, new.base.id, new.about.title) == ("future_state", old.id, "A small map – to be")


EFFECTS: dict[str, Callable[[Bench, str, Path], bool]] = {
    "new": _new,
    "start_page": _shows_start,
    "open": _opens,
    "open_sample": lambda b, n, _: (b.trigger(n), len(b.journey.cards) > 30)[1],
    "import": _opens,
    "return_workbook": returns_workbook,
    "make_packs": offers_packs, "bring_packs": brings_packs,
    "save": saves,
    "save_as": saves,
    "save_template": _save_template,
    "versions": shows_versions,
    "snapshot": takes_snapshot,
    "export": _shows_export,
    "print": prints,
    "close": _closed,
    "quit": _closed,
    "undo": _undo,
    "redo": _redo,
    "cut": _cut_and_paste,
    "bring_back": card_effects.bring_back,
    "copy": _copy,
    "copy_picture": copies_picture,
    "paste": _cut_and_paste,
    "duplicate": _duplicate,
    "connect": connects,
    "edge_left": pull_edge,
    "edge_right": pull_edge,
    "next_connection": next_connection,
    "split_card": card_effects.split,
    "join_cards": card_effects.join,
    "gather": card_effects.gather,
    "edit_text": _edit_text,
    "delete": _delete,
    "select_all": _select_all,
    "select_within": _select_within,
    "find_anything": _shows_finder,
    "find_words": _opens_find(False),
    "find_next": _finds,
    "find_previous": _finds,
    "replace": _opens_find(True),
    "add_card": _add_card,
    "capture": _opens_capture,
    "add_stage": _add_stage,
    "add_step": _add_step,
    "name_step": _name_step,
    "move_left": _move(Ref("stage", "s2"), _stages, ["s2", "s1"]),
    "move_right": _move(Ref("stage", "s1"), _stages, ["s2", "s1"]),
    "move_up": _move(Ref("lane", "pain"), _lanes, ["touch", "pain", "feel"]),
    "move_down": _move(Ref("lane", "touch"), _lanes, ["feel", "touch", "pain"]),
    "split_step": _split_step,
    "join_step": _join_step,
    "split_stage": _split_stage,
    "join_stage": _join_stage,
    "to_be_curve": _to_be_curve,
    "to_be_copy": _to_be_copy,
    "add_persona": _add_persona,
    "fold_stage": _fold(card_ref("c1"), "stages"),
    "fold_lane": _fold(card_ref("c1"), "lanes"),
    "open_all": _open_all,
    "hide_stage": _hide_stage,
    "hide_lane": _hide_lane,
    "show_hidden": _show_hidden,
    "detail_all": _detail("all"),
    "detail_key": _detail("key"),
    "detail_titles": _detail("titles"),
    "whole_map": _whole_map,
    "save_view": _save_view,
    "update_view": _update_view,
    "rename_view": _rename_view,
    "delete_view": _delete_view,
    "zoom_in": _zoom(lambda zoom: zoom > 0.4),
    "zoom_out": _zoom(lambda zoom: zoom < 0.4),
    "zoom_100": _zoom(lambda zoom: zoom == 1),
    "zoom_fit": _zoom(lambda zoom: zoom != 0.4),
    "zoom_width": _zoom(lambda zoom: zoom > 0.9),
    "zoom_selection": zoom_selection,
    "show_overview": overview,
    "tool_select": _tool("select"),
    "tool_hand": _tool("hand"),
    "tool_card": _tool("card"),
    "tool_curve": _tool("curve"),
    "show_palette": _toggles("palette_panel"),
    "show_inspector": _toggles("inspector"),
    "show_filter": _toggles("filter_panel"),
    "show_table": _toggles("table"),
    "show_outline": _toggles("outline"),
    "show_parked": _toggles("parked"),
    "show_merged": _toggles("merged"),
    "map_fields": _map_fields,
    "open_link": open_link,
    "persona_pages": persona_pages,
    "show_history": _toggles("history"),
    "next_panel": _panel("inspector"),
    "previous_panel": _panel("palette_panel"),
    "look_system": look("light"),
    "look_light": look("light"),
    "look_dark": look("dark"),
    "look_contrast": look("contrast"),
    "less_motion": less_motion,
    "open_menu": _menu,
    "shortcuts": _shows_shortcuts,
    "tour": _shows_tour,
    "about": _about,
}


def test_no_action_is_left_out() -> None:
    assert sorted(EFFECTS) == sorted(spec.name for spec in actions.SPECS)


@pytest.mark.parametrize("name", EFFECTS)
def test_an_action_does_what_it_says(name: str, bench: Bench, tmp_path: Path) -> None:
    if name in ("open", "import"):
        bench.answers.presses.append("OK")  # what the import found
    assert EFFECTS[name](bench, name, tmp_path)


@pytest.mark.parametrize("spec", [spec for spec in actions.SPECS if spec.keys], ids=lambda spec: spec.name)
def test_keys_reach_the_action(spec: actions.Spec, bench: Bench) -> None:
    ran: list[str] = []
    bench.selection.select(card_ref("c1"))
    action = bench.window.actions_by_name[spec.name]
    action.setEnabled(True)
    action.triggered.disconnect()
    action.triggered.connect(lambda: ran.append(spec.name))
    for key in spec.keys:
        if spec.name in ("select_all", "delete", "edit_text"):
            continue  # the canvas takes these itself; it has tests of its own
        bench.keys(key)
    assert len(ran) == (0 if spec.name in ("select_all", "delete", "edit_text") else len(spec.keys))


def test_keys_belong_to_one_action_each() -> None:
    keys = [QKeySequence(key).toString() for spec in actions.SPECS for key in spec.keys]
    assert "" not in keys
    assert len(set(keys)) == len(keys)


def test_every_menu_of_a_spec_is_there_and_every_icon() -> None:
    icons = IconSet(Tokens())
    menus = dict(actions.MENUS)
    for spec in actions.SPECS:
        assert spec.menu in menus or (not spec.menu and spec.keys)
        assert not spec.icon or _inked(icons, spec.icon), spec.icon


def _inked(icons: IconSet, name: str) -> bool:
    image = icons.icon(name).pixmap(20).toImage()
    return any(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))


def test_mnemonics_of_a_menu_differ() -> None:
    for menu, under in {(spec.menu, spec.under) for spec in actions.SPECS}:
        here = [spec for spec in actions.SPECS if spec.menu == menu]
        words = [spec.text for spec in here if spec.under == under]
        if not under:
            words += sorted({spec.under for spec in here if spec.under})
        letters = [text[text.index("&") + 1].lower() for text in words if "&" in text]
        assert len(set(letters)) == len(letters), (menu, under, letters)


def test_an_action_without_a_handler_is_refused() -> None:
    with pytest.raises(KeyError):
        actions.build(QApplication.instance(), {}, IconSet(Tokens()))


def test_nothing_selected_leaves_nothing_to_change(bench: Bench) -> None:
    off = {
        "split_card", "join_cards", "gather",
        "split_step", "join_step", "split_stage", "join_stage",
        "fold_stage", "fold_lane", "open_all", "hide_stage", "hide_lane", "show_hidden", "update_view", "rename_view",
        "delete_view", "edge_left", "edge_right", "bring_back",
        "undo", "redo", "cut", "copy", "duplicate", "edit_text", "delete", "name_step", "move_left", "move_right",
        "move_up", "move_down", "select_within", "open_link", "zoom_selection", "connect", "next_connection",
    }  # fmt: skip
    assert {name for name in bench.window.actions_by_name if not bench.can(name)} == off


def test_a_title_can_be_written_but_not_deleted(open_bench: OpenBench) -> None:
    bench = open_bench()
    bench.selection.select(ABOUT)
    assert bench.can("edit_text")
    assert not bench.can("delete")
    assert not bench.can("move_up")
