"""Workbooks: where tables stand in them, what their cells show, and what they may not do."""

from __future__ import annotations

import datetime
import os
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jmapdesk.exchange.build import import_file
from jmapdesk.exchange.draft import Draft
from jmapdesk.exchange.importing import read_draft
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.exchange.reading import grid, said, saved, stages, workbook, zipped

SHEET = "xl/worksheets/sheet1.xml"

ROWS: list[list[object]] = [
    ["Stage", "Find", None, "Buy"],
    [None, "Search", "Compare", "Pay"],
    ["Touchpoints", "Web\nApp", "Review", "Shop"],
    ["Emotions", 4, 2, 5],
]


def test_a_table_at_b4_with_a_title_and_merged_headers() -> None:
    rows = [["Coffee to go", None, None, None], [None] * 4, *ROWS]
    draft = read_draft("a.xlsx", workbook(rows, at="B2", merge=("B2:E2", "C4:D4", "B4:B5")))
    assert draft.title == "Coffee to go"
    assert stages(draft) == [("Find", ["Search", "Compare"]), ("Buy", ["Pay"])]
    assert grid(draft)["Touchpoints"] == [["Web", "App"], ["Review"], ["Shop"]]
    assert [(card.score, card.place) for card in draft.lane_cards("feelings")] == [
        (1, "C7"), (-1, "D7"), (2, "E7"),
    ]  # fmt: skip


def test_a_merged_cell_of_a_lane_is_one_card_over_its_steps() -> None:
    rows: list[list[object]] = [
        ["Stage", "A", "B", "C"],
        ["Touchpoints", "Web", None, "Shop"],
        ["Actions", "a", "b", "c"],
    ]
    draft = read_draft("a.xlsx", workbook(rows, merge=("B2:C2",)))
    assert [(card.text, card.step, card.to_step) for card in draft.lane_cards("touchpoints")] == [
        ("Web", 0, 1), ("Shop", 2, None),
    ]  # fmt: skip


def test_dates_times_shares_and_numbers_come_as_they_show() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Stage", "A", "B", "C", "D", "E", "F"])
    sheet.append(["Actions", "a", "b", "c", "d", "e", "f"])
    sheet.append(
        [
            "Touchpoints",
            datetime.date(2026, 3, 18),
            datetime.time(9, 30),
            0.41,
            1.5,
            True,
            datetime.datetime(2026, 3, 18, 9, 30),
        ]
    )
    sheet["D3"].number_format = "0%"
    draft = read_draft("a.xlsx", saved(book))
    assert [cell[0] for cell in grid(draft)["Touchpoints"]] == [
        "2026-03-18", "09:30", "41%", "1.5", "yes", "2026-03-18 09:30",
    ]  # fmt: skip


def test_formulas_show_their_stored_value_or_are_reported() -> None:
    rows: list[list[object]] = [["Stage", "A", "B"], ["Touchpoints", "=1+1", "x"], ["Actions", "a", "b"]]
    draft = read_draft("a.xlsx", workbook(rows))
    assert grid(draft)["Touchpoints"] == [[], ["x"]]
    assert "B2: A formula without a stored value." in said(draft, "ignored")
    stored = _with(workbook(rows), SHEET, b"<v/>", b"<v>2</v>", b"<v></v>", b"<v>2</v>")
    assert grid(read_draft("a.xlsx", stored))["Touchpoints"] == [["2"], ["x"]]


def test_the_sheet_with_the_map_is_found_and_hidden_ones_are_passed_over() -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["Name", "Age"])
    first.append(["Ann", 3])
    for name, state in (("Old", "hidden"), ("The map", "visible")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in ROWS:
            sheet.append(row)
    draft = read_draft("a.xlsx", saved(book))
    assert draft.lane_cards("touchpoints")[0].place == "The map!B3"
    assert "Old: A hidden sheet." in said(draft, "ignored")
    assert "Sheet: A sheet without a map." in said(draft, "ignored")


def test_a_workbook_without_a_map_says_so() -> None:
    with pytest.raises(JmapError) as refused:
        read_draft("plan.xlsx", workbook([["Name", "Age"], ["Ann", 3], ["Bob", 4]]))
    assert refused.value.code == "import.not_a_map"
    with pytest.raises(JmapError, match="without any content"):
        read_draft("plan.xlsx", workbook([]))


def test_a_workbook_that_claims_to_be_huge_is_read_by_what_it_holds() -> None:
    data = workbook(ROWS, merge=("B1:C1",))
    data = _with(data, SHEET, b'ref="A1:D4"', b'ref="A1:XFD1048576"', b'ref="B1:C1"', b'ref="B1:XFD1048576"')
    draft = read_draft("a.xlsx", data)
    assert len(draft.steps) == 3


def test_cells_far_out_are_left_and_reported() -> None:
    data = workbook(ROWS)
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'
    draft = read_draft("a.xlsx", _with(data, SHEET, b"</sheetData>", far))
    assert len(draft.steps) == 3
    assert any("Cells beyond 2,000 rows" in line for line in said(draft, "ignored"))


def test_a_part_that_unfolds_without_end_is_refused() -> None:
    bomb = _with(workbook(ROWS), SHEET, b"</sheetData>", b" " * (61 * 2**20) + b"</sheetData>")
    assert len(bomb) < 2**20
    with pytest.raises(JmapError) as refused:
        read_draft("a.xlsx", bomb)
    assert refused.value.code == "import.too_big"


def test_entities_are_not_followed() -> None:
    declared = b'<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;&l;">]><worksheet'
    with pytest.raises(JmapError) as refused:
        read_draft("a.xlsx", _with(workbook(ROWS), SHEET, b"<worksheet", declared, b"Web", b"&m;"))
    assert refused.value.code == "import.broken"


STRAY = ("../../stray.txt", "/tmp/stray.txt", "..\\..\\stray.txt", "C:\\stray.txt", "C:stray", "con", "a/../b", "x\ny")


@pytest.mark.parametrize("stray", STRAY)
def test_parts_whose_names_lead_elsewhere_are_left_where_they_are(
    stray: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "one" / "two"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    buffer = BytesIO(workbook(ROWS))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(zipfile.ZipInfo(stray), b"not to be written")
    Path("plan.xlsx").write_bytes(buffer.getvalue())
    with hearing_what_is_written() as written:
        journey, _report = import_file(Path("plan.xlsx"), counting_ids("x"))
    assert len(journey.cards) > 2
    assert written == []
    assert {path.name for path in tmp_path.rglob("*")} == {"one", "two", "plan.xlsx"}


@contextmanager
def hearing_what_is_written() -> Iterator[list[str]]:
    """The files that are opened to be written meanwhile. The hook itself can never be taken away again."""
    found: list[str] = []
    listens = True

    def hear(event: str, given: tuple[Any, ...]) -> None:
        if event == "open" and listens and (given[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            found.append(str(given[0]))

    sys.addaudithook(hear)
    yield found
    listens = False


def test_what_is_written_would_be_heard(tmp_path: Path) -> None:
    with hearing_what_is_written() as written:
        (tmp_path / "a").write_text("x")
    assert written == [str(tmp_path / "a")]


@pytest.mark.parametrize("target", ["../../../etc/passwd", "/etc/passwd", "..\\..\\x.xml", "file:///etc/passwd", "http://x/y"])
def test_a_sheet_that_is_said_to_lie_elsewhere_is_not_there(target: str) -> None:
    rels = "xl/_rels/workbook.xml.rels"
    data = _with(workbook(ROWS), rels, b"/xl/worksheets/sheet1.xml", target.encode())
    with pytest.raises(JmapError) as refused:
        read_draft("plan.xlsx", data)
    assert refused.value.code == "import.empty"


def test_a_damaged_workbook_is_refused_in_words() -> None:
    data = workbook(ROWS)
    for broken in (data[: len(data) // 2], data[:-20], _with(data, SHEET, b"<sheetData>", b"<sheetData><row>")):
        with pytest.raises(JmapError) as refused:
            read_draft("a.xlsx", broken)
        assert refused.value.code == "import.broken"


def test_runs_of_rich_text_are_joined_and_readings_left_out() -> None:
    runs = '<is><r><t>東</t></r><r><t>京</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is>'.encode()
    draft = read_draft("a.xlsx", _with(workbook(ROWS), SHEET, b"<is><t>Review</t></is>", runs))
    assert grid(draft)["Touchpoints"][1] == ["東京"]


def test_shared_strings_and_cells_without_an_address() -> None:
    words = ["Stage", "Find", "Buy", "Touchpoints", "Web", "A_x000D_\nB", "Actions"]
    rows = [[0, 1, 2], [3, 4, 5], [6, 4, 99]]
    cells = "".join("<row>" + "".join(f'<c t="s"><v>{number}</v></c>' for number in row) + "</row>" for row in rows)
    data = zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="/xl/s.xml"/></Relationships>',
            "xl/sharedStrings.xml": f"<sst>{''.join(f'<si><t>{word}</t></si>' for word in words)}</sst>",
            "xl/s.xml": f"<worksheet><sheetData>{cells}</sheetData></worksheet>",
        }
    )
    assert grid(read_draft("a.xlsx", data)) == {"Touchpoints": [["Web"], ["A", "B"]], "Actions": [["Web"], []]}


def test_the_same_draft_as_from_csv() -> None:
    def plain(draft: Draft) -> object:
        return draft.stages, draft.lanes, grid(draft)

    csv = 'Stage,Find,,Buy\n,Search,Compare,Pay\nTouchpoints,"Web\nApp",Review,Shop\nEmotions,4,2,5\n'
    assert plain(read_draft("a.csv", csv.encode())) == plain(read_draft("a.xlsx", workbook(ROWS)))


def _with(data: bytes, part: str, *changes: bytes) -> bytes:
    """A workbook with some bytes of one part replaced: old, new, old, new …"""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    content = parts[part]
    assert isinstance(content, bytes)
    for old, new in zip(changes[0::2], changes[1::2], strict=True):
        content = content.replace(old, new)
    assert content != parts[part]
    parts[part] = content
    return zipped(parts)
