"""A workbook goes to a colleague and comes back: nothing is lost on the way, and what was edited is in the map."""

from __future__ import annotations

import datetime
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from jmapdesk.edit import cards, moves, personas, spans
from jmapdesk.edit.about import set_about
from jmapdesk.edit.assets import add_asset
from jmapdesk.edit.cells import Place
from jmapdesk.edit.lanes import add_lane
from jmapdesk.exchange import xlsx_carried
from jmapdesk.exchange.bring_back import as_new_map, bring_back, merged_into
from jmapdesk.exchange.build import import_file
from jmapdesk.exchange.read_xlsx import carries_map
from jmapdesk.exchange.seen import as_seen
from jmapdesk.exchange.write_xlsx import write_workbook
from jmapdesk.insight.differences import differences
from jmapdesk.insight.outcome import outcome
from jmapdesk.layout.visibility import Visibility
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card, Reading
from jmapdesk.storage.files import open_map
from jmapdesk.storage.writing import dump
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import big_map, small_map
from tests.exchange.workbooks import Editor, back, through_libreoffice, written
from tests.strategies import journeys

SAMPLES = Path(__file__).parent.parent.parent / "resources" / "samples"
libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")


def with_ideas() -> JourneyMap:
    """The small map with a pain, an opportunity that answers it, a metric and a card over two steps."""
    journey = small_map()
    journey = cards.add_card(journey, Place("pain", "p2"), counting_ids("pain"), text="Nobody answers", severity=2)
    journey = cards.add_card(
        journey, Place("pain", "p3"), counting_ids("idea"), kind="opportunity", text="Call back", pains=("pain1",),
        impact=0.8, effort=0.2, due="2031-05-01", owner="Ada",
    )  # fmt: skip
    readings = (Reading(as_of="2031-01-01", value=40.0, n=12),)
    journey = cards.add_card(
        journey,
        Place("pain", "p3"),
        counting_ids("calls"),
        kind="metric",
        text="calls lost",
        unit="%",
        readings=readings,
    )
    return spans.set_span(journey, "c1", "p1", "p2")


def changed(journey: JourneyMap, theirs: JourneyMap) -> list[tuple[str, str, tuple[str, ...]]]:
    """What differs: the deed, the id and the fields."""
    return [(one.deed, one.id, one.fields) for one in differences(journey, theirs)]


# What goes out comes back


@given(journeys())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_map_comes_back_with_every_id_and_field(tmp_path: Path, journey: JourneyMap) -> None:
    found = back(journey, tmp_path)
    assert dump(found.base) == dump(journey)
    assert dump(found.theirs) == dump(journey)
    assert found.remarks == ()


def test_the_same_map_gives_the_same_bytes(tmp_path: Path) -> None:
    write_workbook(with_ideas(), tmp_path / "one.xlsx")
    write_workbook(with_ideas(), tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@libreoffice
@pytest.mark.parametrize("name", ["from-evaluation-to-first-value", "a-health-workers-day-in-hindi"])
def test_a_sample_saved_again_by_libreoffice_is_the_same_map(name: str, tmp_path: Path) -> None:
    journey = open_map(SAMPLES / f"{name}.jmap").journey
    path = through_libreoffice(written(journey, tmp_path))
    found = bring_back(path.name, path.read_bytes())
    assert dump(found.theirs) == dump(journey)
    assert found.remarks == ()


@libreoffice
def test_odd_texts_and_edits_survive_libreoffice(tmp_path: Path) -> None:
    journey = with_ideas()
    odd = (
        "=1+1",
        "+49 30",
        "@home",
        " blanks ",
        "_x0041_",
        "a\u2028b\x07",
        "\U0001f469\u200d\U0001f527" * 3,
        "two\nlines",
    )
    for n, text in enumerate(odd):
        journey = cards.add_card(
            journey, Place("touch", "p3"), counting_ids(f"odd{n}."), text=text, note=text, owner=text
        )

    def edit(book: Editor) -> None:
        book.put("Cards", "Web site", "Owner", "Ben")
        book.put("Opportunities", "Call back", "Due", datetime.date(2031, 6, 30))
        book.append("Cards", Stage="Buy", Step="Buy", Lane="Touchpoints", Text="New here")

    path = through_libreoffice(written(journey, tmp_path, edit))
    found = bring_back(path.name, path.read_bytes())
    assert found.remarks == ()
    deeds = changed(journey, found.theirs)
    assert sorted(deed for deed, _, _ in deeds) == ["added", "changed", "changed"]
    assert found.theirs.cards["c2"].owner == "Ben"
    assert found.theirs.cards["idea1"].due == "2031-06-30"
    assert "New here" in {card.text for card in found.theirs.cards.values()}


def test_a_text_too_long_for_a_cell_comes_back_whole(tmp_path: Path) -> None:
    journey = cards.set_fields(small_map(), "c1", note="\U0001f600" * 20_000 + "the end")
    assert dump(back(journey, tmp_path).theirs) == dump(journey)


def test_pictures_go_along_as_far_as_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journey = small_map()
    ids = []
    for n, size in enumerate((10, 100_000)):
        journey, key = add_asset(journey, bytes([n]) * size, "image/png", counting_ids(f"a{n}"))
        ids.append(key)
        journey = cards.add_card(journey, Place("touch", "p3"), counting_ids(f"i{n}"), "image", asset=key)
    assert dump(back(journey, tmp_path).theirs) == dump(journey)

    monkeypatch.setattr(xlsx_carried, "PICTURES", 1000)
    said = write_workbook(journey, tmp_path / "map.xlsx")
    assert any("too large" in remark for remark in said)
    found = bring_back("map.xlsx", (tmp_path / "map.xlsx").read_bytes())
    assert dump(merged_into(journey, found).map) == dump(journey), "the map has its picture still"
    alone, remarks = as_new_map(found)
    assert list(alone.assets) == ids[:1]
    assert any("too large" in remark for remark in remarks)


def test_importing_it_makes_the_map_it_was_made_from(tmp_path: Path) -> None:
    path = written(with_ideas(), tmp_path)
    journey, report = import_file(path, counting_ids())
    assert dump(journey) == dump(with_ideas())
    assert report.counts["cards"] == len(journey.cards)


def test_what_carries_no_map_is_told_apart(tmp_path: Path) -> None:
    assert carries_map("map.xlsx", written(small_map(), tmp_path).read_bytes())
    path = written(small_map(), tmp_path, lambda book: book.workbook.remove(book.sheet("jmapdesk")))
    assert not carries_map("map.xlsx", path.read_bytes())
    assert not carries_map("map.csv", b"a,b")
    journey, _report = import_file(path, counting_ids())
    assert "Poster" in {card.text for card in journey.cards.values()}, "it is a table like any other then"


def test_what_it_carries_must_be_whole(tmp_path: Path) -> None:
    def cut(book: Editor) -> None:
        book.sheet("jmapdesk").cell(6, 1).value = "{}"

    path = written(small_map(), tmp_path, cut)
    with pytest.raises(JmapError) as caught:
        bring_back("map.xlsx", path.read_bytes())
    assert caught.value.code == "import.carried"


# Tables


def test_fields_written_in_the_table_of_cards(tmp_path: Path) -> None:
    def edit(book: Editor) -> None:
        book.put("Cards", "Nobody answers", "Severity", 3)
        book.put("Cards", "Web site", "Tags", "shop, online")
        book.put("Cards", "Web site", "Owner", "Ben")
        book.put("Cards", "Web site", "Channel", "Fax")
        book.put("Cards", "curious", "Feeling", -1)
        book.put("Cards", "Poster", "Text", "Flyer")

    found = back(with_ideas(), tmp_path, edit)
    assert found.remarks == ()
    assert changed(with_ideas(), found.theirs) == [
        ("reworded", "c1", ("text",)), ("changed", "c2", ("tags", "owner", "channel")),
        ("rescored", "f1", ("score",)), ("changed", "pain1", ("severity",)),
    ]  # fmt: skip
    assert found.theirs.cards["c2"].tags == ("shop", "online")


def test_cards_are_moved_parked_and_stretched_by_choosing_places(tmp_path: Path) -> None:
    def edit(book: Editor) -> None:
        book.put("Cards", "Web site", "Stage", "Buy")
        book.put("Cards", "Nobody answers", "Lane", "Touchpoints")
        book.put("Cards", "Poster", "Until", "Buy")
        for title in ("Stage", "Step", "Lane"):
            book.put("Cards", "Call back", title, None)

    theirs = back(with_ideas(), tmp_path, edit).theirs
    assert (theirs.cards["c2"].lane, theirs.cards["c2"].step) == ("touch", "p3")
    assert (theirs.cards["pain1"].lane, theirs.cards["pain1"].kind) == ("touch", "touchpoint")
    assert theirs.cards["c1"].to_step == "p3"
    assert theirs.cards["idea1"].lane is None


def test_rows_added_copied_sorted_and_deleted(tmp_path: Path) -> None:
    def edit(book: Editor) -> None:
        book.delete("Cards", "Who pays for returns?")
        book.append("Cards", Step="Ask", Lane="Pain points", Text="Too dear", Severity=1)
        sheet = book.sheet("Cards")
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        copied = next(row for row in rows if "Web site" in row)
        copied = ["App" if value == "Web site" else value for value in copied]
        for at, row in enumerate(sorted([*rows, copied], key=lambda row: str(row[5]), reverse=True), 2):
            for column, value in enumerate(row, 1):
                sheet.cell(at, column).value = value

    found = back(with_ideas(), tmp_path, edit)
    theirs = found.theirs
    assert found.remarks == ()
    assert "parked" not in theirs.cards
    new = {card.text: card for key, card in theirs.cards.items() if key not in with_ideas().cards}
    assert (new["Too dear"].lane, new["Too dear"].step, new["Too dear"].kind) == ("pain", "p2", "pain_point")
    assert new["App"].channel == "web"
    assert theirs.cards["c2"].text == "Web site"
    assert len(new) == 2


def test_bringing_the_same_workbook_back_twice_adds_nothing_twice(tmp_path: Path) -> None:
    found = back(
        small_map(), tmp_path, lambda book: book.append("Cards", Step="Ask", Lane="Pain points", Text="Too dear")
    )
    once = merged_into(small_map(), found).map
    twice = merged_into(once, found)
    assert dump(twice.map) == dump(once)
    assert twice.conflicts == ()


def test_the_plan_is_edited_in_the_table_of_opportunities(tmp_path: Path) -> None:
    def edit(book: Editor) -> None:
        book.put("Opportunities", "Call back", "Status", "Doing")
        book.put("Opportunities", "Call back", "Due", datetime.date(2031, 6, 30))
        book.put("Opportunities", "Call back", "Impact", 0.6)
        book.put("Opportunities", "Call back", "Owner", "Ben")
        book.append("Opportunities", Opportunity="Answer at night", Stage="Buy", Effort="70%", Answers="Nobody answers")

    found = back(with_ideas(), tmp_path, edit)
    card = found.theirs.cards["idea1"]
    assert (card.status, card.due, card.impact, card.owner) == ("doing", "2031-06-30", 0.6, "Ben")
    (new,) = (card for key, card in found.theirs.cards.items() if key not in with_ideas().cards)
    assert (new.kind, new.effort, new.pains) == ("opportunity", 0.7, ("pain1",))
    assert new.lane is None, "the map has no lane of opportunities, so it waits beside the map"


def test_a_measured_value_is_put_right_and_one_of_another_day_is_added(tmp_path: Path) -> None:
    found = back(with_ideas(), tmp_path, lambda book: book.put("Metrics", "calls lost", "Value", 42))
    assert found.theirs.cards["calls1"].readings == (Reading(as_of="2031-01-01", value=42.0, n=12),)

    def later(book: Editor) -> None:
        book.put("Metrics", "calls lost", "Value", 30)
        book.put("Metrics", "calls lost", "As of", datetime.date(2031, 4, 1))

    readings = back(with_ideas(), tmp_path, later).theirs.cards["calls1"].readings
    assert [(one.as_of, one.value) for one in readings] == [("2031-01-01", 40.0), ("2031-04-01", 30.0)]


def test_personas_and_sources_are_edited_and_a_new_source_is_cited(tmp_path: Path) -> None:
    def edit(book: Editor) -> None:
        book.put("Personas", "Ada", "Role", "Buyer")
        book.append("Sources", Source="Phone log", Kind="Support")
        book.put("Cards", "Web site", "Sources", "Talk with Ada; Phone log")

    theirs = back(small_map(), tmp_path, edit).theirs
    assert theirs.personas["ada"].role == "Buyer"
    (new,) = (source for key, source in theirs.sources.items() if key != "talk")
    assert (new.title, new.kind) == ("Phone log", "support")
    assert theirs.cards["c2"].sources == ("talk", new.id)


def test_what_cannot_be_taken_in_is_said_and_left_as_it_was(tmp_path: Path) -> None:
    def edit(book: Editor) -> None:
        book.put("Cards", "Nobody answers", "Severity", "awful")
        book.put("Cards", "Web site", "Sources", "Hearsay")
        book.put("Cards", "Web site", "Rests on", "Evidence")
        book.put("Cards", "curious", "Lane", "Touchpoints")
        book.put("Cards", "curious", "Feeling", 7)

    found = back(with_ideas(), tmp_path, edit)
    assert changed(with_ideas(), found.theirs) == []
    assert len(found.remarks) == 5
    assert any("“awful” is no number" in remark for remark in found.remarks)
    assert any("“Hearsay”" in remark for remark in found.remarks)


@pytest.mark.parametrize("how", ["sheet", "rows", "column", "ids"])
def test_what_was_thrown_away_wholesale_deletes_nothing(how: str, tmp_path: Path) -> None:
    def edit(book: Editor) -> None:
        sheet = book.sheet("Cards")
        if how == "sheet":
            book.workbook.remove(sheet)
        elif how == "rows":
            sheet.delete_rows(2, 100)
        else:
            sheet.delete_cols(book.column("Cards", "Text" if how == "column" else "ID"))

    found = back(with_ideas(), tmp_path, edit)
    assert changed(with_ideas(), found.theirs) == []
    assert len(found.remarks) == 1


# The sheet Map


def test_words_changed_on_the_map(tmp_path: Path) -> None:
    def edit(book: Editor) -> None:
        for old, new in (("Poster", "Flyer"), ("curious", "thrilled"), (1.5, 1), ("Notice", "See us"), ("Ask", "Phone"),
                         ("Touchpoints", "Where"), ("A small map", "Our map")):  # fmt: skip
            book.write(*book.place(old), new)
        row, column = book.place("40\u00a0% calls lost")
        book.write(row, column, "40\u00a0% calls that are lost")

    found = back(with_ideas(), tmp_path, edit)
    theirs = found.theirs
    assert found.remarks == ()
    assert (theirs.cards["c1"].text, theirs.cards["f1"].word, theirs.cards["f1"].score) == ("Flyer", "thrilled", 1)
    assert theirs.cards["calls1"].text == "calls that are lost"
    assert (theirs.stages["s1"].name, theirs.lanes["touch"].name, theirs.about.title) == ("See us", "Where", "Our map")
    assert theirs.stages["s1"].steps[1].name == "Phone"


def test_cards_cut_and_pasted_written_and_cleared_on_the_map(tmp_path: Path) -> None:
    def edit(book: Editor) -> None:
        row, column = book.place("Web site")
        book.write(row, column, None)
        book.write(row, column + 2, "Web site")
        book.write(row, column + 1, "Shop window")
        book.write(*book.place("Nobody answers"), None)

    found = back(with_ideas(), tmp_path, edit)
    theirs = found.theirs
    assert theirs.cards["c2"].step == "p3"
    (new,) = (card for key, card in theirs.cards.items() if key not in with_ideas().cards)
    assert (new.text, new.lane, new.step, new.kind) == ("Shop window", "touch", "p2", "touchpoint")
    assert "pain1" not in theirs.cards
    assert theirs.cards["idea1"].pains == ()


def test_rows_and_columns_inserted_on_the_map_shift_nothing(tmp_path: Path) -> None:
    def edit(book: Editor) -> None:
        sheet = book.sheet("Map")
        sheet.merged_cells.ranges.clear()  # openpyxl leaves them where they were
        row, column = book.place("Nobody answers")
        sheet.insert_rows(row)
        sheet.insert_cols(3)
        book.write(row + 1, column + 1, "Nobody answers for days")
        book.write(row, column + 1, "Engaged")
        book.write(row + 1, 3, "In a new column")
        sheet.insert_rows(2)

    found = back(with_ideas(), tmp_path, edit)
    assert found.theirs.cards["pain1"].text == "Nobody answers for days"
    assert "Engaged" in {card.text for card in found.theirs.cards.values() if card.step == "p2"}
    assert len(found.remarks) == 1
    assert "steps are added in jmapdesk" in found.remarks[0]
    assert {one.deed for one in differences(with_ideas(), found.theirs)} == {"reworded", "added"}


def test_rows_put_in_among_the_headings_rename_nothing(tmp_path: Path) -> None:
    journey = set_about(with_ideas(), purpose="To see", goal="Half the calls")

    def edit(book: Editor) -> None:
        sheet = book.sheet("Map")
        sheet.merged_cells.ranges.clear()
        for text in ("To see", "Notice", "Ask"):
            sheet.insert_rows(book.place(text)[0])
        book.write(*book.place("To see"), "To understand")
        book.write(*book.place("Goal: Half the calls"), "Goal: None of the calls")

    found = back(journey, tmp_path, edit)
    assert found.theirs.about.purpose == "To understand"
    assert changed(journey, found.theirs) == [("changed", "", ("purpose",))]
    assert len(found.remarks) == 1
    assert "put together by jmapdesk" in found.remarks[0]


def test_words_under_a_score_that_had_none(tmp_path: Path) -> None:
    def edit(book: Editor) -> None:
        row, column = book.place("curious")
        book.write(row - 1, column + 1, 0.5)
        book.write(row, column + 1, "calm")

    theirs = back(small_map(), tmp_path, edit).theirs
    (new,) = (card for key, card in theirs.cards.items() if key not in small_map().cards)
    assert (new.score, new.word) == (0.5, "calm")


def test_new_scores_make_feelings_and_cleared_ones_take_them_out(tmp_path: Path) -> None:
    def edit(book: Editor) -> None:
        row, column = book.place(1.5)
        book.write(row, column + 1, -0.5)
        book.write(row, column, None)
        book.write(row + 1, column, None)

    theirs = back(small_map(), tmp_path, edit).theirs
    assert "f1" not in theirs.cards
    (new,) = (card for key, card in theirs.cards.items() if key not in small_map().cards)
    assert (new.kind, new.lane, new.step, new.score) == ("feeling", "feel", "p2", -0.5)


def test_lanes_without_words_of_cards_are_not_taken_for_new_ones(tmp_path: Path) -> None:
    journey = small_map()
    for kind in ("card_counts", "divider"):
        journey = add_lane(journey, kind, counting_ids(kind))
    found = back(journey, tmp_path)
    assert dump(found.theirs) == dump(journey)


def test_two_sheets_that_say_different_things_are_a_conflict(tmp_path: Path) -> None:
    def edit(book: Editor) -> None:
        book.write(*book.place("Poster"), "Flyer")
        book.put("Cards", "Poster", "Text", "Leaflet")
        book.put("Cards", "Leaflet", "Owner", "Ben")

    found = back(small_map(), tmp_path, edit)
    told = outcome(small_map(), merged_into(small_map(), found))
    assert [one.sentence for one in told.conflicts] == [
        "Card “Leaflet”, text: “Leaflet” or “Flyer”; the map has “Leaflet”."
    ]
    assert found.theirs.cards["c1"].owner == "Ben"


# Into the map that went on meanwhile


def test_edits_of_both_are_joined_and_listed(tmp_path: Path) -> None:
    def edit(book: Editor) -> None:
        book.put("Cards", "Web site", "Owner", "Ben")
        book.put("Cards", "Poster", "Text", "Leaflet")
        book.delete("Cards", "Nobody answers")
        book.append("Cards", Step="Ask", Lane="Pain points", Text="Too dear")

    found = back(with_ideas(), tmp_path, edit)
    ours = cards.set_text(cards.set_text(with_ideas(), "c2", "Home page"), "c1", "Flyer")
    ours = moves.move_into_cell(ours, ["c2"], Place("touch", "p3"))
    merged = merged_into(ours, found)
    assert (merged.map.cards["c2"].text, merged.map.cards["c2"].owner) == ("Home page", "Ben")
    told = outcome(ours, merged, found.remarks)
    assert [one.sentence for one in told.added] == ["Card “Too dear” added in Pain points, Ask."]
    assert [one.difference.id for one in told.removed] == ["pain1"]
    assert [one.conflict.record for one in told.conflicts] == ["c1"]
    assert {one.difference.id for one in told.changed} == {"c1", "c2", "idea1"}
    assert told.summary == "1 card added, 1 deleted, 1 reworded, 2 changed; 1 conflict to choose."


def test_a_workbook_of_another_map_is_refused(tmp_path: Path) -> None:
    found = back(small_map(), tmp_path)
    with pytest.raises(JmapError, match="another map"):
        merged_into(big_map(10), found)


def test_what_a_view_left_out_is_not_in_the_workbook_and_stays_in_the_map(tmp_path: Path) -> None:
    journey = with_ideas()
    seen = as_seen(journey, Visibility(stages=frozenset({"s2"}), lanes=frozenset({"feel"})))
    path = written(seen, tmp_path)
    with zipfile.ZipFile(path) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Web site" in whole
    assert b"Call back" not in whole
    assert b"curious" not in whole
    found = back(seen, tmp_path, lambda book: book.put("Cards", "Web site", "Owner", "Ben"))
    merged = merged_into(journey, found)
    assert merged.conflicts == ()
    assert changed(journey, merged.map) == [("changed", "c2", ("owner",))]


def test_names_that_are_doubled_still_mean_one_thing(tmp_path: Path) -> None:
    journey = personas.add_persona(small_map(), counting_ids("other"), name="Ada")
    journey = with_record(journey, "cards", replace(journey.cards["c2"], personas=("other1",)))
    found = back(journey, tmp_path, lambda book: book.put("Cards", "Poster", "Persona", "ada (2)"))
    assert found.theirs.cards["c1"].personas == ("other1",)
    assert found.theirs.cards["c2"].personas == ("other1",)


def test_a_large_map_is_brought_back_edit_by_edit(tmp_path: Path) -> None:
    journey = big_map(300)
    key = next(key for key, card in journey.cards.items() if card.kind == "action")
    words = journey.cards[key].text
    found = back(journey, tmp_path, lambda book: book.put("Cards", words, "Note", "Seen"))
    assert changed(journey, found.theirs) == [("changed", key, ("note",))]
    assert len(queries.columns(found.theirs)) == len(queries.columns(journey))
    assert isinstance(found.theirs.cards[key], Card)
