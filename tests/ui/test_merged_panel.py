"""What a merge brought in is listed, goes to its place and is chosen in; workbooks come back into their map."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressDialog, QPushButton

from jmapdesk.edit import cards, lanes
from jmapdesk.edit.cells import Place
from jmapdesk.exchange import build
from jmapdesk.insight.merge import merge
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.session.selection import Ref, card_ref
from jmapdesk.ui.merged_panel import MergedPanel
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map
from tests.ui.bench import LEFT, Bench
from tests.ui.conftest import OpenBench
from tests.ui.merge_effects import edited_workbook, read


def quarrel() -> JourneyMap:
    """The small map with a text, a score and a lane on which two sides did not agree."""
    base = small_map()
    ours = cards.set_fields(lanes.delete_lane(cards.set_text(base, "c1", "Flyer"), "pain"), "f1", score=2.0)
    theirs = cards.add_card(cards.set_text(base, "c1", "Leaflet"), Place("pain", "p2"), counting_ids(), text="Busy")
    return merge(base, ours, cards.set_fields(theirs, "f1", score=-1.0)).map


_LANE = "Lane “Pain points”: deleted by one, changed or used by the other"


def lines(panel: MergedPanel) -> list[str]:
    return [panel.list.item(row).text() for row in range(panel.list.count())]


def side_buttons(panel: MergedPanel) -> list[QPushButton]:
    return [button for button in panel.sides.findChildren(QPushButton) if button.isVisible()]


def go(panel: MergedPanel, words: str) -> None:
    """Click the line that begins with some words."""
    row = next(row for row, line in enumerate(lines(panel)) if line.startswith(words))
    item = panel.list.item(row)
    panel.list.scrollToItem(item)
    QTest.mouseClick(panel.list.viewport(), LEFT, pos=panel.list.visualItemRect(item).center())


def test_a_map_with_conflicts_opens_with_the_list_of_them(open_bench: OpenBench) -> None:
    bench = open_bench(quarrel())
    panel = bench.window.merged
    assert panel.isVisible()
    assert bench.window.actions_by_name["show_merged"].isChecked()
    assert lines(panel) == ["To choose (3)", "Card “Leaflet”, text", "Card “curious”, score", _LANE]


def test_open_choices_stand_in_the_bar_below_until_the_last_is_made(open_bench: OpenBench) -> None:
    bench = open_bench(quarrel())
    panel, button = bench.window.merged, bench.window.status.conflicts_button
    bench.trigger("show_merged")
    assert not panel.isVisible()
    assert (button.isVisible(), button.text()) == (True, "To choose (3)")
    QTest.mouseClick(button, LEFT)
    assert panel.isVisible()
    go(panel, "Lane")
    bench.type("211")
    assert bench.journey.conflicts == {}
    assert not button.isVisible()
    bench.document.undo()
    assert (button.isVisible(), button.text()) == (True, "To choose (1)")


def test_a_line_goes_to_its_place_and_shows_both_sides(open_bench: OpenBench) -> None:
    bench = open_bench(quarrel())
    panel = bench.window.merged
    go(panel, "Lane")
    assert bench.selection.refs == (Ref("lane", "pain"),)
    go(panel, "Card “Leaflet”")
    assert bench.selection.refs == (card_ref("c1"),)
    said = [label.text() for label in panel.sides.findChildren(QLabel) if label.isVisible()]
    assert said[-2:] == ["Leaflet", "Flyer"]


def test_choosing_is_a_step_to_undo_and_goes_on_to_the_next(open_bench: OpenBench) -> None:
    bench = open_bench(quarrel())
    panel = bench.window.merged
    go(panel, "Card “Leaflet”")
    QTest.mouseClick(side_buttons(panel)[1], LEFT)
    assert bench.journey.cards["c1"].text == "Flyer"
    assert lines(panel) == ["To choose (2)", "Card “curious”, score", _LANE]
    assert panel.list.currentItem().text() == "Card “curious”, score"
    bench.document.undo()
    assert bench.journey.cards["c1"].text == "Leaflet"
    assert len(lines(panel)) == 4


def test_number_keys_choose(open_bench: OpenBench) -> None:
    bench = open_bench(quarrel())
    panel = bench.window.merged
    go(panel, "Lane")
    deleted = [button.text() for button in side_buttons(panel)]
    bench.type("2")
    assert deleted == ["1  Keep it", "2  Delete it"]
    assert "pain" not in bench.journey.lanes
    assert "n1" not in bench.journey.cards
    bench.type("11")
    assert bench.journey.conflicts == {}
    bench.keys("Esc")
    assert bench.window.view.hasFocus()
    assert not side_buttons(panel)
    assert "Nothing to choose" in panel.summary.text()


def test_what_somebody_changed_since_can_be_kept(open_bench: OpenBench) -> None:
    bench = open_bench(quarrel())
    panel = bench.window.merged
    bench.document.do("Edit", lambda journey: cards.set_text(journey, "c1", "Brochure"))
    go(panel, "Card “Brochure”")
    QTest.mouseClick(side_buttons(panel)[-1], LEFT)
    assert bench.journey.cards["c1"].text == "Brochure"
    assert len(bench.journey.conflicts) == 2


def test_a_workbook_comes_back_and_each_of_its_edits_leads_to_its_place(bench: Bench, tmp_path: Path) -> None:
    path = edited_workbook(bench.journey, tmp_path)
    bench.document.do("Edit", lambda journey: cards.set_fields(journey, "c1", owner="Ada"))
    bench.answers.paths.append(str(path))
    bench.trigger("return_workbook")
    read(bench)
    assert (bench.journey.cards["c1"].text, bench.journey.cards["c1"].owner) == ("Flyer", "Ada")
    panel = bench.window.merged
    assert lines(panel) == ["Changed (1)", "Card “Poster”: reworded to “Flyer”."]
    go(panel, "Card")
    assert bench.selection.refs == (card_ref("c1"),)
    assert panel.summary.text() == "1 card reworded."
    bench.trigger("undo")
    assert bench.journey.cards["c1"].text == "Poster"


def test_both_sides_of_a_workbook_s_conflict_are_offered(bench: Bench, tmp_path: Path) -> None:
    path = edited_workbook(bench.journey, tmp_path, now="Leaflet")
    bench.document.do("Edit", lambda journey: cards.set_text(journey, "c1", "Flyer"))
    bench.answers.paths.append(str(path))
    bench.trigger("return_workbook")
    read(bench)
    panel = bench.window.merged
    assert lines(panel)[0] == "To choose (1)"
    assert len(side_buttons(panel)) == 2
    assert panel.list.hasFocus()


def test_a_workbook_of_this_map_that_is_dropped_or_opened_is_asked_about(bench: Bench, tmp_path: Path) -> None:
    path = edited_workbook(bench.journey, tmp_path)
    bench.answers.presses += ["Bring back", "Cancel", "Open as another map", "OK"]
    bench.window.files.dropped([str(path)], None)
    read(bench)
    assert bench.journey.cards["c1"].text == "Flyer"
    bench.window.files.dropped([str(path)], None)
    read(bench)
    assert len(bench.keeper.windows) == 1
    bench.answers.paths.append(str(path))
    first = bench.window
    bench.trigger("import")
    read(bench)
    assert len(bench.keeper.windows) == 2
    assert bench.window is not first
    assert bench.journey.cards["c1"].text == "Flyer"


def test_what_cannot_be_brought_back_is_said_and_changes_nothing(bench: Bench, tmp_path: Path) -> None:
    path = edited_workbook(with_parts(bench.journey, id="another"), tmp_path)
    text = tmp_path / "notes.xlsx"
    text.write_text("no workbook", "utf-8")
    bench.answers.paths += [str(path), str(text)]
    bench.answers.presses += ["OK", "OK"]
    for _ in range(2):
        bench.trigger("return_workbook")
        read(bench)
    assert "made from another map, “A small map”" in bench.answers.said[0]
    assert "does not carry a map" in bench.answers.said[1]
    assert not bench.document.can_undo


def test_what_was_left_out_and_what_is_gone_is_told(bench: Bench, tmp_path: Path) -> None:
    path = edited_workbook(bench.journey, tmp_path, was=1.5, now="lovely")
    bench.answers.paths.append(str(path))
    bench.trigger("return_workbook")
    read(bench)
    panel = bench.window.merged
    assert lines(panel)[0] == "Left out (1)"
    assert "“lovely” is no number" in lines(panel)[1]
    assert not bench.document.can_undo


def test_reading_a_large_workbook_shows_and_can_be_stopped(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slow(path: Path) -> bytes:
        go_on.wait(20)
        return path.read_bytes()

    monkeypatch.setattr("jmapdesk.ui.waiting.SLOW", 0.0)
    monkeypatch.setattr(build, "read_foreign", slow)
    bench.answers.paths.append(str(edited_workbook(bench.journey, tmp_path)))
    bench.trigger("return_workbook")
    waiting = bench.window.findChild(QProgressDialog)
    assert isinstance(waiting, QProgressDialog)
    assert waiting.isVisible()
    QTest.mouseClick(waiting.findChild(QPushButton), LEFT)
    assert not bench.window.files.workbooks.is_reading
    go_on.set()
    QTest.qWait(50)
    assert not bench.document.can_undo
    assert not bench.window.merged.isVisible()


def test_nothing_is_chosen_in_a_map_that_is_open_to_read_only(open_bench: OpenBench) -> None:
    bench = open_bench(quarrel())
    panel = bench.window.merged
    go(panel, "Card “Leaflet”")
    bench.document.lock("Not now.")
    assert not any(button.isEnabled() for button in side_buttons(panel))
    go(panel, "Lane")
    assert side_buttons(panel)
    assert not any(button.isEnabled() for button in side_buttons(panel))
    before = bench.journey
    QTest.keyClick(panel.list, "1")
    assert bench.journey is before
    bench.document.lock("")
    assert all(button.isEnabled() for button in side_buttons(panel))
