"""A map as a workbook: looks like the map, is safe to open, holds plain words."""

from __future__ import annotations

import dataclasses
import datetime
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from jmapdesk.exchange.importing import read_draft
from jmapdesk.exchange.write_xlsx import write_workbook
from jmapdesk.exchange.xlsx_cells import LONGEST
from jmapdesk.layout.map_layout import lay_out
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import About, Card, Connection, Lane, Persona, Reading, Source, Stage, Step
from jmapdesk.util.progress import Cancelled
from tests.fakes import FakeShaper


def tiny_map(**texts: str) -> JourneyMap:
    """One stage of two steps, a lane of pains, one of feelings; texts by card id stand in the first step."""
    stage = Stage(
        id="s", order="1", name="Buy", goal="Get it", steps=(Step(id="a", order="1"), Step(id="b", order="2"))
    )
    lanes = {
        "pain": Lane(id="pain", order="1", kind="pain_points"),
        "mood": Lane(id="mood", order="2", kind="feelings"),
    }
    cards = {
        key: Card(id=key, lane="pain", step="a", order=str(i + 1), kind="pain_point", text=text, severity=3)
        for i, (key, text) in enumerate(texts.items())
    }
    cards["happy"] = Card(id="happy", lane="mood", step="b", order="V", kind="feeling", score=1.5, text="Relief")
    return JourneyMap("m", about=About(title="Buying"), stages={"s": stage}, lanes=lanes, cards=cards)


def sheet_of(path: Path, name: str = "Map") -> Worksheet:
    """A sheet of a workbook, read again."""
    sheet = load_workbook(path)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def values(path: Path, sheet: str = "Map") -> list[object]:
    """All values of a sheet that show, row by row, empty cells left out."""
    found = sheet_of(path, sheet)
    hidden_rows = {row for row, look in found.row_dimensions.items() if look.hidden}
    hidden_columns = {letter for letter, look in found.column_dimensions.items() if look.hidden}
    return [
        cell.value
        for row in found.iter_rows()
        for cell in row
        if cell.value is not None and cell.row not in hidden_rows and cell.column_letter not in hidden_columns
    ]


def shown_sheets(path: Path) -> list[str]:
    """The names of the sheets a reader sees."""
    return [sheet.title for sheet in load_workbook(path).worksheets if sheet.sheet_state == "visible"]


def test_stages_lanes_cards_and_scores_are_there(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    assert write_workbook(tiny_map(one="Too slow", two="Too dear"), path) == []
    found = values(path)
    assert [v for v in found if v in ("Buying", "Buy", "Too slow", "Too dear", "Relief", 1.5)] == [
        "Buying", "Buy", "Too slow", "Too dear", 1.5, "Relief",
    ]  # fmt: skip


def test_severity_shows_but_is_no_part_of_the_words(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(tiny_map(one="Too slow"), path)
    cell = next(c for row in sheet_of(path).iter_rows() for c in row if c.value == "Too slow")
    assert "●●●" in cell.number_format
    assert "○" in cell.number_format
    assert any("○ Assumption" in str(value) for value in values(path))


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-5 %", "@home", '=HYPERLINK("http://x")'])
def test_no_text_becomes_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(tiny_map(one=text), path)
    for sheet in ("Map", "Cards"):
        cell = next(c for row in load_workbook(path)[sheet].iter_rows() for c in row if c.value == text)
        assert cell.data_type == "s"
        assert cell.quotePrefix


def test_characters_a_workbook_cannot_hold_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(tiny_map(one="bell\x07 and \ud800half"), path)
    assert "bell and half" in values(path)


def test_a_text_too_long_for_a_cell_is_cut_and_said(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    said = write_workbook(tiny_map(one="x" * (LONGEST + 5)), path)
    assert said
    assert "cut" in said[0]


def test_a_curve_comes_with_a_chart(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(tiny_map(), path)
    assert len(chart(path).findall(".//{*}lineChart")) == 1


def test_opportunities_and_sources_have_sheets_where_there_are_any(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    journey = tiny_map(one="Too slow")
    write_workbook(journey, path)
    assert shown_sheets(path) == ["Map", "Cards", "Legend"]
    idea = Card(id="idea", lane="pain", step="a", order="5", kind="opportunity", text="Be quick", pains=("one",))
    journey = with_record(journey, "cards", idea)
    journey = with_record(journey, "cards", replace(journey.cards["one"], sources=("q",)))
    journey = with_record(journey, "sources", Source(id="q", kind="interview", title="Ana"))
    write_workbook(journey, path)
    assert shown_sheets(path) == ["Map", "Cards", "Opportunities", "Sources", "Legend"]
    assert "Too slow" in values(path, "Opportunities")


def test_a_card_over_several_steps_is_merged_and_comes_back_as_a_span(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    journey = tiny_map(one="Too slow")
    wide = Card(id="wide", lane="pain", step="a", to_step="b", order="0", kind="pain_point", text="All along")
    late = Card(id="late", lane="pain", step="b", order="1", kind="pain_point", text="Too late")
    for card in (wide, late):
        journey = with_record(journey, "cards", card)
    write_workbook(journey, path)
    sheet = sheet_of(path)
    rows = {c.value: c.row for row in sheet.iter_rows() for c in row if c.row}
    assert f"B{rows['All along']}:C{rows['All along']}" in {str(area) for area in sheet.merged_cells.ranges}
    assert rows["Too slow"] == rows["Too late"] == rows["All along"] + 1
    draft = read_draft("map.xlsx", path.read_bytes())
    spans = {card.text: (card.step, card.to_step) for card in draft.lane_cards("pain_points")}
    assert spans == {"All along": (0, 1), "Too slow": (0, None), "Too late": (1, None)}


def two_curves() -> JourneyMap:
    """One persona's feelings as they are, and as they might become."""
    journey = with_record(tiny_map(), "personas", Persona(id="p", order="1", name="Ana", colour="#3F5BD8"))
    journey = with_record(journey, "cards", replace(journey.cards["happy"], persona="p"))
    wish = Card(id="wish", lane="mood", step="b", order="X", kind="feeling", score=2, persona="p", series="to_be",
                word="Delight")  # fmt: skip
    return with_record(journey, "cards", wish)


def chart(path: Path) -> Element:
    """The workbook's chart as written."""
    with zipfile.ZipFile(path) as archive:
        return fromstring(archive.read("xl/charts/chart1.xml"))


def test_several_curves_have_the_colours_of_the_map_names_and_a_legend(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(two_curves(), path)
    drawn = lay_out(two_curves(), FakeShaper()).lanes[1].series
    lines = chart(path).findall(".//{*}ser")
    names = [line.findtext("{*}tx/{*}v") for line in lines]
    assert names == [one.name for one in drawn] == ["Ana · As is", "Ana · To be"]
    inks = [line.find("{*}spPr/{*}ln/{*}solidFill/{*}srgbClr") for line in lines]
    assert [f"#{ink.get('val')}" for ink in inks if ink is not None] == [one.colour for one in drawn]
    dashes = [line.find("{*}spPr/{*}ln/{*}prstDash") for line in lines]
    assert [dash.get("val") for dash in dashes if dash is not None] == ["solid", "dash"]
    assert chart(path).find(".//{*}legend") is not None


def test_the_words_of_each_curve_come_back_to_it(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(two_curves(), path)
    draft = read_draft("map.xlsx", path.read_bytes())
    assert [(draft.lanes[c.lane].name, c.score, c.word) for c in draft.lane_cards("feelings")] == [
        ("Emotions", 1.5, "Relief"),
        ("Emotions (2)", 2, "Delight"),
    ]


def test_an_only_curve_has_no_legend_and_never_passes_beyond_its_scores(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(tiny_map(), path)
    assert chart(path).find(".//{*}legend") is None
    assert [line.get("val") for line in chart(path).findall(".//{*}ser/{*}smooth")] == ["0"]


def test_what_the_map_is_for_stands_over_it_and_its_version_under_it(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    about = About(title="Buying", purpose="See it", goal="Half the calls", scope="Shops", version_label="Third edition")
    write_workbook(dataclasses.replace(tiny_map(one="Too slow"), about=about), path)
    found = [str(value) for value in values(path)]
    kind = "Current state · 0 % evidence-based"
    assert found[:5] == ["Buying", kind, "See it", "Goal: Half the calls", "Scope: Shops"]
    assert found[-1] == "Third edition"


def test_status_and_target_show_beside_the_words(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    idea = Card(id="i", lane="pain", step="a", order="5", kind="opportunity", text="Be quick", status="doing")
    calls = Card(id="c", lane="pain", step="b", order="5", kind="metric", text="calls", unit="%", target=40,
                 baseline=70, readings=(Reading(as_of="2026-01-01", value=12_000),))  # fmt: skip
    journey = with_record(with_record(tiny_map(), "cards", idea), "cards", calls)
    write_workbook(journey, path)
    formats = {c.value: c.number_format for row in sheet_of(path).iter_rows() for c in row}
    assert "(doing)" in formats["Be quick"]
    assert "target 40\u00a0%" in formats["12,000\u00a0% calls"]
    row = table(path, "Metrics", "Metric")["calls"]
    assert [row[name].value for name in ("Value", "Unit", "Target", "Baseline")] == [12_000, "%", 40, 70]
    assert row["Value"].number_format == "#,##0"
    assert table(path, "Opportunities", "Opportunity")["Be quick"]["Status"].value == "Doing"


def table(path: Path, sheet: str, key: str = "Text") -> dict[object, dict[object, Cell | MergedCell]]:
    """A sheet's rows by the value of one column, each as cells by title."""
    header, *rows = sheet_of(path, sheet).iter_rows()
    titles = [cell.value for cell in header]
    return {row[titles.index(key)].value: dict(zip(titles, row, strict=True)) for row in rows}


def test_tables_show_words_and_leave_out_empty_columns_that_few_people_write_in(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    desk = Card(id="d", lane="pain", step="a", order="6", kind="touchpoint", text="Desk", channel="in_person",
                moment="decision")  # fmt: skip
    write_workbook(with_record(tiny_map(), "cards", desk), path)
    row = table(path, "Cards")["Desk"]
    assert (row["Channel"].value, row["Moment"].value) == ("In person", "Moment of decision")
    assert not {"Until", "Curve", "Persona"} & set(row)
    assert {"Owner", "Tags", "Note"} <= set(row), "a colleague can write there"


@pytest.mark.parametrize("language", ["ar", "de", "en", "es", "fr", "hi", "ja", "ru", "zh"])
def test_lines_over_and_under_the_map_are_no_lanes(language: str, tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    about = About(title="Buying", purpose="See it", goal="Sell", success_measure="Calls", scope="Shops",
                  owner="Sales", language=language, version_label="2")  # fmt: skip
    journey = dataclasses.replace(tiny_map(one="Too slow", two="b", three="c"), about=about)
    for key, moment in zip(("one", "two", "three"), ("delight", "friction", "decision"), strict=True):
        journey = with_record(journey, "cards", replace(journey.cards[key], moment=moment, check=True))
    write_workbook(journey, path)
    draft = read_draft("map.xlsx", path.read_bytes())
    assert [lane.kind for lane in draft.lanes] == ["pain_points", "feelings"]


def is_fitted(sheet: Worksheet) -> bool:
    """Whether a sheet is made as wide as the page, whatever scale that takes."""
    setup = sheet.sheet_properties.pageSetUpPr
    return bool(setup and setup.fitToPage)


def test_pages_are_wide_with_a_footer_and_rows_of_titles(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(tiny_map(one="Too slow"), path)
    for name, paper in (("Map", 8), ("Cards", 8)):
        page = sheet_of(path, name)
        assert (page.page_setup.orientation, str(page.page_setup.paperSize)) == ("landscape", str(paper))
        assert is_fitted(page)
        assert page.page_margins.left == page.page_margins.top == 0.4
        footer = page.HeaderFooter.oddFooter
        assert footer
        assert (footer.left.text, footer.right.text) == ("&A", "&P / &N")
        assert page.print_title_rows


def test_pages_of_a_long_map_end_between_lanes(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    journey = tiny_map()
    for lane in range(12):
        row = Lane(id=f"l{lane}", order=f"3{lane:02}", kind="actions", name=f"Do {lane}")
        journey = with_record(journey, "lanes", row)
        for n in range(8):
            card = Card(id=f"c{lane}.{n}", lane=f"l{lane}", step="a", order=str(n), kind="action", text=f"{lane}.{n}")
            journey = with_record(journey, "cards", card)
    write_workbook(journey, path)
    sheet = sheet_of(path)
    starts = {cell.row for (cell,) in sheet.iter_rows(max_col=1) if str(cell.value).startswith("Do ")}
    breaks = [one.id for one in sheet.row_breaks.brk]
    assert len(breaks) >= 2
    assert {row + 1 for row in breaks} <= starts
    assert not is_fitted(sheet)


def test_a_workbook_gets_few_number_formats_however_many_people_own_cards(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    journey = tiny_map()
    for n in range(300):
        card = Card(id=f"o{n}", lane="pain", step="a", order=f"{n:03}", kind="opportunity", text="x", owner=f"Team {n}")
        journey = with_record(journey, "cards", card)
    write_workbook(journey, path)
    assert len({c.number_format for row in sheet_of(path).iter_rows() for c in row}) <= 210


def test_cancelling_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    path.write_bytes(b"old")

    def stop(share: float) -> None:
        if share > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_workbook(tiny_map(), path, stop)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_map_is_a_workbook_too(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(JourneyMap("m"), path)
    assert "Untitled map" in values(path)


def choices(path: Path, sheet: str, title: str) -> list[str]:
    """What a column of a table offers in its first row."""
    workbook = load_workbook(path)
    found = workbook[sheet]
    column = next(cell.column_letter for cell in found[1] if cell.value == title)
    rule = next(one for one in found.data_validations.dataValidation if f"{column}2" in one.sqref)
    name, area = str(rule.formula1).split("!")
    cells = workbook[name.strip("'")][area.replace("$", "")]
    return [str(row[0].value) for row in cells]


def test_tables_offer_the_maps_own_stages_steps_lanes_and_kinds(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(tiny_map(one="Too slow"), path)
    assert choices(path, "Cards", "Stage") == ["Buy"]
    assert choices(path, "Cards", "Step") == ["Buy 1", "Buy 2"], "steps without names have some all the same"
    assert choices(path, "Cards", "Lane") == ["Pain points", "Emotions"]
    assert "Opportunity" in choices(path, "Cards", "Kind")


def with_idea(impact: float | None) -> JourneyMap:
    idea = Card(id="i", lane="pain", step="a", order="5", kind="opportunity", text="Be quick", impact=impact,
                effort=0.25, due="2031-12-01")  # fmt: skip
    return with_record(tiny_map(), "cards", idea)


def test_opportunities_are_points_of_a_chart_that_reads_their_table(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(with_idea(0.75), path)
    assert shown_sheets(path) == ["Map", "Cards", "Priorities", "Opportunities", "Legend"]
    with zipfile.ZipFile(path) as archive:
        drawn = fromstring(archive.read("xl/charts/chart2.xml"))
    (point,) = drawn.findall(".//{*}scatterChart/{*}ser")
    across, up = (point.findtext(f"{{*}}{name}/{{*}}numRef/{{*}}f") for name in ("xVal", "yVal"))
    cells = [sheet_of(path, "Opportunities")[str(at).split("!")[1].replace("$", "")].value for at in (across, up)]
    assert cells == [0.25, 0.75]
    assert 1 in values(path, "Priorities")
    assert "Be quick" in values(path, "Priorities")


def test_without_both_values_there_is_no_chart(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(with_idea(None), path)
    assert "Priorities" not in shown_sheets(path)


def test_days_are_days_a_spreadsheet_can_sort(tmp_path: Path) -> None:
    path = tmp_path / "map.xlsx"
    write_workbook(with_idea(None), path)
    cell = table(path, "Opportunities", "Opportunity")["Be quick"]["Due"]
    assert cell.value == datetime.datetime(2031, 12, 1)
    assert cell.number_format == "yyyy-mm-dd"


def test_what_no_sheet_shows_is_said(tmp_path: Path) -> None:
    journey = with_record(tiny_map(one="Too slow"), "connections", Connection(id="c", start="one", end="happy"))
    assert write_workbook(journey, tmp_path / "map.xlsx") == [
        "No sheet shows connections; they go along unseen and come back when the workbook is imported."
    ]
    journey = with_record(
        tiny_map(one="Too slow"), "lanes", Lane(id="pain", order="1", kind="pain_points", hidden=True)
    )
    assert write_workbook(journey, tmp_path / "map.xlsx") == [
        "A hidden lane goes along: the cards stand in the tables."
    ]


def test_controls_in_names_do_not_break_the_file(tmp_path: Path) -> None:
    journey = with_record(tiny_map(), "lanes", Lane(id="pain", order="1", kind="pain_points", name="a\x08b"))
    steps = (Step(id="a", order="1", name="x", time="\x0b"), Step(id="b", order="2"))
    journey = with_record(journey, "stages", Stage(id="s", order="1", name="Buy", steps=steps))
    write_workbook(journey, tmp_path / "map.xlsx")
    assert "ab" in values(tmp_path / "map.xlsx")
