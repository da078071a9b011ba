"""Group packs in the window: made with names of one's own, brought home as one step, told pack by pack."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from jmapdesk.edit import cards, lanes, stages
from jmapdesk.edit.cells import Place
from jmapdesk.edit.personas import delete_persona
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map
from tests.ui.bench import LEFT, Bench
from tests.ui.conftest import OpenBench
from tests.ui.pack_effects import packs_read, packs_window, worked_on
from tests.ui.test_merged_panel import go, lines


def held(bench: Bench) -> list[str]:
    """What the lines say that each group gets."""
    return [label.text() for label in packs_window(bench).findChildren(QLabel) if " · " in label.text()]


def test_a_line_says_what_each_group_gets_and_follows_the_map(bench: Bench, qtbot: QtBot) -> None:
    bench.trigger("make_packs")
    window = packs_window(bench)
    assert held(bench) == ["Notice · 3 cards", "Buy · 1 card"]
    QTest.mouseClick(window.by["lane"], LEFT)
    assert [name.text() for name in window.names] == ["Touchpoints", "Emotions", "Pain points"]
    window.number.setValue(2)
    assert [name.text() for name in window.names] == ["Touchpoints", "Emotions – Pain points"]
    QTest.mouseClick(window.by["stage"], LEFT)
    bench.document.do("Edit", lambda journey: stages.add_stage(journey, counting_ids("fresh"), name="Use"))
    qtbot.waitUntil(lambda: [name.text() for name in window.names] == ["Notice", "Buy", "Use"])
    QTest.keyClick(window, "\x1b")
    assert not window.isVisible()
    bench.trigger("make_packs")
    assert window.isVisible()
    QTest.mouseClick(window.shut, LEFT)
    assert not window.isVisible()


def test_cards_that_every_group_gets_are_told_apart(open_bench: OpenBench) -> None:
    journey = lanes.add_lane(small_map(), "actions", counting_ids("does"))
    journey = cards.add_card(journey, Place("does1", "p1"), counting_ids("act"), text="Looks around")
    bench = open_bench(journey)
    bench.trigger("make_packs")
    QTest.mouseClick(packs_window(bench).by["lane"], LEFT)
    assert held(bench)[-4:] == [
        "Touchpoints · 3 cards, 1 in every pack",
        "Emotions · 3 cards, 1 in every pack",
        "Pain points · 1 card, 1 in every pack",
        "Actions · 1 card",
    ]


def test_the_window_stands_over_the_middle_of_the_map_s(bench: Bench) -> None:
    bench.window.setGeometry(bench.window.screen().availableGeometry().adjusted(60, 40, -20, 0))
    bench.trigger("make_packs")
    apart = packs_window(bench).geometry().center() - bench.window.geometry().center()
    assert abs(apart.x()) <= 1
    assert abs(apart.y()) <= 36


def test_packs_are_made_under_the_names_that_were_typed(bench: Bench, tmp_path: Path) -> None:
    bench.trigger("make_packs")
    window = packs_window(bench)
    window.names[1].selectAll()
    QTest.keyClicks(window.names[1], "Blue")
    bench.answers.paths.append(str(tmp_path))
    QTest.mouseClick(window.make, LEFT)
    assert {path.name for path in tmp_path.glob("*.jmap")} == {"A small map - Notice.jmap", "A small map - Blue.jmap"}
    assert window.told.text() == f"2 of 2 packs made in {tmp_path}."
    state = (tmp_path / "A small map - Blue.jmap").read_bytes()
    bench.answers.paths.append(str(tmp_path))
    QTest.mouseClick(window.make, LEFT)
    assert "is there already" in window.told.text()
    assert (tmp_path / "A small map - Blue.jmap").read_bytes() == state


def test_a_map_without_personas_is_not_split_by_them(open_bench: OpenBench) -> None:
    bench = open_bench()
    bench.document.do("Edit", lambda journey: delete_persona(journey, "ada"))
    bench.trigger("make_packs")
    assert not packs_window(bench).by["persona"].isEnabled()


def test_a_pack_opens_under_its_group_s_name_and_is_not_split_again(bench: Bench, tmp_path: Path) -> None:
    path = worked_on(bench.journey, tmp_path)[0]
    bench.answers.presses.append("Open as a map of its own")
    bench.keeper.open_path(path)
    assert bench.window.top._title.text() == "A small map · Notice"
    bench.trigger("make_packs")
    assert "group pack itself" in packs_window(bench).told.text()
    assert not packs_window(bench).make.isEnabled()


def test_what_came_is_told_pack_by_pack_leads_to_its_place_and_is_one_step(bench: Bench, tmp_path: Path) -> None:
    bench.answers.paths += map(str, worked_on(bench.journey, tmp_path))
    bench.trigger("bring_packs")
    packs_read(bench)
    panel = bench.window.merged
    told = lines(panel)
    assert told[:2] == ["Notice: Changed (1)", "Card “Poster”: reworded to “Flyer”."]
    assert told[2] == "Buy: Changed (1)"
    go(panel, "Card “Poster”")
    assert [ref.id for ref in bench.selection.refs] == ["c1"]
    bench.trigger("undo")
    assert bench.journey.cards["c1"].text == "Poster"
    assert bench.journey.workshop.brought == ()


def test_packs_that_come_twice_leave_no_step(bench: Bench, tmp_path: Path) -> None:
    paths = [str(path) for path in worked_on(bench.journey, tmp_path)]
    for _ in range(2):
        bench.answers.paths += paths
        bench.trigger("bring_packs")
        packs_read(bench)
    assert bench.document.undo_labels == ("Bring 2 packs home",)
    assert "nothing new" in bench.window.merged.summary.text()


def test_two_groups_that_did_not_agree_are_chosen_between(bench: Bench, tmp_path: Path) -> None:
    paths = worked_on(bench.journey, tmp_path)
    for path, name in zip(paths, ("Woe", "Pains"), strict=True):
        opened = open_map(path)
        save_map(lanes.set_lane_fields(opened.journey, "pain", name=name), path, opened.hash)
    bench.answers.paths += map(str, paths)
    bench.trigger("bring_packs")
    packs_read(bench)
    panel = bench.window.merged
    assert lines(panel)[:2] == ["To choose (1)", "Lane “Pains”, name"]
    said = [label.text() for label in panel.sides.findChildren(QLabel) if label.isVisible()]
    assert said == ["Buy:", "“Pains”", "Notice:", "“Woe”"]


def test_the_panel_follows_the_map(bench: Bench, tmp_path: Path) -> None:
    paths = worked_on(bench.journey, tmp_path)
    for path, name in zip(paths, ("Woe", "Pains"), strict=True):
        opened = open_map(path)
        save_map(lanes.set_lane_fields(opened.journey, "pain", name=name), path, opened.hash)
    bench.answers.paths += map(str, paths)
    bench.trigger("bring_packs")
    packs_read(bench)
    panel = bench.window.merged
    all_lines, summary = lines(panel), panel.summary.text()
    assert "1 conflict to choose" in summary
    bench.type("1")
    assert "all conflicts are chosen." in panel.summary.text()
    assert "to choose" not in panel.summary.text()
    bench.trigger("undo")
    assert (lines(panel), panel.summary.text()) == (all_lines, summary)
    bench.trigger("undo")
    assert lines(panel) == []
    assert panel.summary.text().startswith("Nothing to choose.")
    bench.trigger("redo")
    assert (lines(panel), panel.summary.text()) == (all_lines, summary)
    bench.trigger("undo")
    bench.document.do("Edit", lambda journey: cards.set_text(journey, "c2", "Shop"))
    assert lines(panel) == []


def test_groups_that_are_called_alike_are_numbered(bench: Bench, tmp_path: Path) -> None:
    first, second = worked_on(bench.journey, tmp_path)
    again = tmp_path / "A small map with a rather long name - Notice 2.jmap"
    save_map(cards.set_fields(open_map(first).journey, "c2", owner="Ada"), again, None)
    bench.answers.paths += [str(first), str(second), str(again)]
    bench.trigger("bring_packs")
    packs_read(bench)
    assert [line.split(":")[0] for line in bench.window.merged.summary.text().splitlines()] == [
        "Notice (1)", "Buy", "Notice (2)",
    ]  # fmt: skip


def test_a_file_that_is_no_pack_is_left_out_and_told_beside_the_rest(bench: Bench, tmp_path: Path) -> None:
    save_map(cards.set_text(bench.journey, "c1", "Other"), tmp_path / "whole.jmap", None)
    first, second = worked_on(bench.journey, tmp_path)
    bench.answers.paths += [str(first), str(tmp_path / "whole.jmap"), str(second)]
    bench.trigger("bring_packs")
    packs_read(bench)
    assert bench.answers.said == []
    assert bench.document.undo_labels == ("Bring 2 packs home",)
    assert bench.journey.cards["c1"].text == "Flyer"
    panel = bench.window.merged
    assert panel.summary.text().splitlines()[-1] == "whole.jmap: left out."
    assert lines(panel)[-2:] == [
        "whole.jmap: Left out (1)",
        "“whole.jmap” is a map but no group pack: nothing was brought home from it.",
    ]
    assert bench.window.status._message.text() == "2 packs brought home, 1 left out."
    bench.trigger("undo")
    assert bench.journey.cards["c1"].text == "Poster"


def test_where_no_file_is_a_pack_that_is_said_and_nothing_changes(bench: Bench, tmp_path: Path) -> None:
    save_map(cards.set_text(bench.journey, "c1", "Other"), tmp_path / "whole.jmap", None)
    bench.answers.paths += [str(tmp_path / "whole.jmap")]
    bench.answers.presses.append("OK")
    bench.trigger("bring_packs")
    packs_read(bench)
    assert "no group pack" in bench.answers.said[0]
    assert not bench.document.can_undo
